//! What judges the model, on small lives of it.

mod ablation;
mod sense;

use evidence::Evidence;
use judge::World;
use kernel::Month;

/// The evidence that is built in.
fn evidence() -> Evidence {
    Evidence::embedded().expect("the evidence holds together")
}

/// A few households for a few months.
fn small(evidence: &Evidence, threads: usize) -> World<'_> {
    let world = World::history(evidence, (200, 200), 1917).expect("the evidence fits");
    World { until: Month::new(1918, 9), threads: Some(threads), ..world }
}
