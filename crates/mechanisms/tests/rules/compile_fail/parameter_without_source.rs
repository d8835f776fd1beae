//! A parameter says what it means, what is believed of it, in which unit, and on whose word.

use mechanisms::prelude::*;

#[derive(Parameters)]
pub struct Rule {
    /// Part of the way that is gone in a month.
    #[prior(Uniform(0.1, 0.2), unit = "share a month")]
    pub speed: f64,
}

fn main() {}
