//! What two worlds beside each other cost. `bench/README.md` says how to run it and what it gave.

use std::sync::LazyLock;
use std::sync::atomic::AtomicBool;

use divan::Bencher;
use divan::counter::ItemsCount;
use evidence::Evidence;
use lab::ensemble::Silent;
use lab::{PairRequest, Request, scenario};

fn main() {
    divan::main();
}

static EVIDENCE: LazyLock<Evidence> =
    LazyLock::new(|| Evidence::embedded().expect("the embedded evidence is whole"));

/// A scenario beside history at the size of `ktokogo whatif`: 3,000 rows of households, 2,000 of
/// members.
fn request(scenario: &str, draws: u32) -> PairRequest {
    let find = |name| scenario::find(name, &EVIDENCE).expect("a shipped scenario");
    let like = Request { draws, households: 3_000, ..Request::new(find(scenario)) };
    PairRequest::of(find("history"), find(scenario), &like)
}

/// Matched draws, with the null test and the comparing of rows, without files. An item is a run.
#[divan::bench(args = [20, 100], sample_count = 3, sample_size = 1)]
fn matched_draws(bencher: Bencher<'_, '_>, draws: u32) {
    let request = request("rain-in-1921", draws);
    let nobody = AtomicBool::new(false);
    bencher
        .counter(ItemsCount::new(2 * draws))
        .bench_local(|| lab::pair(&request, &EVIDENCE, &Silent, &nobody).expect("a pair"));
}

/// The same for one draw: two central runs and the null test, which costs a third.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn null_test_and_central_runs(bencher: Bencher<'_, '_>) {
    let request = request("rain-in-1921", 0);
    let nobody = AtomicBool::new(false);
    bencher.bench_local(|| lab::pair(&request, &EVIDENCE, &Silent, &nobody).expect("a pair"));
}
