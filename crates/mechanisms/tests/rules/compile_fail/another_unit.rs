//! Grain cannot be added to people.

use kernel::{Kilograms, People};

fn main() {
    let _ = Kilograms(5) + People(5);
}
