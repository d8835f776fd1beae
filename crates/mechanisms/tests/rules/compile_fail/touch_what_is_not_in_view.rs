//! A mechanism cannot touch what does not stand in its view.

use mechanisms::prelude::*;

view! {
    reads {}
    changes {
        harvest: Column<Region, Kilograms> = grain.harvest;
    }
}

fn step(view: View<'_>) {
    view.harvest[Id::new(0)] += Kilograms(1);
    view.sown[Id::new(0)];
}

fn main() {
    let _ = step;
}
