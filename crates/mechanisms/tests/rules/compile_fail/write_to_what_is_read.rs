//! A mechanism cannot write to what its view only reads.

use mechanisms::prelude::*;

view! {
    reads {
        sown: Column<Region, Hectares> = regions.sown;
    }
    changes {
        harvest: Column<Region, Kilograms> = grain.harvest;
    }
}

fn step(view: View<'_>) {
    view.harvest[Id::new(0)] += Kilograms(1);
    view.sown[Id::new(0)] = Hectares(0);
}

fn main() {
    let _ = step;
}
