//! What a run costs, a household-month, and a row in each mechanism. `bench/README.md` says how to
//! run them and what they gave.

use std::collections::BTreeSet;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, LazyLock};

use divan::Bencher;
use divan::counter::ItemsCount;
use evidence::Evidence;
use kernel::{Dice, Month, chance::decision};
use mechanisms::Mechanism;
use model::observe::Observer;
use model::run::{Calendar, Page};
use model::{FIRST, LAST, Plan, Record, Run, Theory, Timeline};
use society::{GrainPolicy, Society};

fn main() {
    divan::main();
}

static EVIDENCE: LazyLock<Evidence> =
    LazyLock::new(|| Evidence::embedded().expect("the embedded evidence is whole"));

/// The central run of history.
fn history(rows: usize) -> Plan {
    Plan {
        seed: 1917,
        draw: 0,
        households: rows,
        members: 2000,
        timeline: Arc::new(Timeline::from_evidence(&EVIDENCE).expect("history can be set")),
        theory: Theory::central(),
        silenced: BTreeSet::new(),
        freedom: Default::default(),
        until: LAST,
    }
}

/// Months of the benchmark by size: over the levies of 1919 as well as over harvests.
const MONTHS: i32 = 24;

/// One run of all 146 months, from the evidence that is read to the record: what `lab` does for
/// each draw.
#[divan::bench(args = [3_000, 25_000], sample_count = 20)]
fn whole_run(bencher: Bencher<'_, '_>, rows: usize) {
    let plan = history(rows);
    let nobody = AtomicBool::new(false);
    bencher.bench_local(|| model::live(&plan, &EVIDENCE, &nobody, &mut |_| {}).expect("a run"));
}

/// Months of a society that is built, with its books and what is observed. An item is one row in
/// one month, counted by the rows at the start.
#[divan::bench(args = [3_000, 30_000, 300_000, 1_000_000], sample_count = 5, sample_size = 1)]
fn household_months(bencher: Bencher<'_, '_>, rows: usize) {
    let plan = history(rows);
    let start = Run::new(&plan, &EVIDENCE).expect("a start").society;
    let items = start.households.len() * MONTHS as usize;
    let bencher = bencher.counter(ItemsCount::new(items)).with_inputs(|| start.clone());
    bencher.bench_local_values(|society| live_on(&plan, society, MONTHS));
}

fn live_on(plan: &Plan, society: Society, months: i32) -> (Society, Record) {
    let mut record = Record::new(FIRST, months as usize);
    let mut observer = Observer::new(&EVIDENCE, &society);
    let mut run = Run::of(plan, society);
    for _ in 0..months {
        run.live_month().expect("balanced books");
        observer.note(&run.society, run.now, &mut record);
        run.now = run.now.next();
    }
    (run.society, record)
}

/// Rows of the benchmark by mechanism: more than the caches nearest to a core hold.
const ROWS: usize = 30_000;

/// A page on which one mechanism acts, whatever the season and the regime, and no other.
struct Solo<'a> {
    name: &'a str,
    now: Month,
    society: &'a mut Society,
}

impl Page for Solo<'_> {
    fn part(&mut self, _title: &'static str) {}

    fn when<M: Mechanism>(&mut self, _condition: bool, _words: &'static str, rule: &M) {
        if M::CARD.name == self.name {
            let dice = Dice::new(1917, decision(M::CARD.name), self.now);
            rule.step(dice, M::View::from(&mut *self.society));
        }
    }

    fn obey(&mut self) {}

    fn season(&self) -> Calendar {
        Calendar { march: true, april: true, august: true, december: true }
    }

    fn grain_policy(&self) -> GrainPolicy {
        self.society.instruments.grain_policy
    }
}

/// Names of the mechanisms, in page order.
fn names() -> Vec<&'static str> {
    model::mechanisms().iter().map(|card| card.name).collect()
}

/// One step of one mechanism in the society of the third spring, under the levy. An item is a row
/// of households, also for mechanisms that do not look at them.
#[divan::bench(args = names(), sample_count = 50)]
fn mechanism(bencher: Bencher<'_, '_>, name: &str) {
    static LIVED: LazyLock<(Plan, Society)> = LazyLock::new(|| {
        let plan = history(ROWS);
        let start = Run::new(&plan, &EVIDENCE).expect("a start").society;
        let (society, _) = live_on(&plan, start, 28);
        (plan, society)
    });
    let (plan, society) = &*LIVED;
    let rows = ItemsCount::new(society.households.len());
    bencher.counter(rows).with_inputs(|| society.clone()).bench_local_refs(|society| {
        let mut page = Solo { name, now: FIRST.plus(28), society };
        model::month::month(&mut page, &plan.theory);
    });
}
