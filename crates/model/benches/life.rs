//! What a run of the whole society costs, its start, a household-month, and a step of each mechanism.
//! `bench/README.md` says how to run them and what they gave.

use std::collections::BTreeSet;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, LazyLock};

use divan::Bencher;
use divan::counter::ItemsCount;
use evidence::Evidence;
use kernel::{Dice, Month, chance::decision};
use mechanisms::Mechanism;
use model::observe::Observer;
use model::page::{Calendar, Page};
use model::{FIRST, LAST, Plan, Record, Run, Theory, Timeline};
use society::{GrainPolicy, Society};

fn main() {
    divan::main();
}

static EVIDENCE: LazyLock<Evidence> =
    LazyLock::new(|| Evidence::embedded().expect("the embedded evidence is whole"));

/// Rows of members when the party has 800,000, as `lab` runs them.
const MEMBERS: usize = 2000;

/// The central run of history.
fn history(rows: usize, members: usize) -> Plan {
    Plan {
        seed: 1917,
        draw: 0,
        households: rows,
        members,
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
    let plan = history(rows, MEMBERS);
    let nobody = AtomicBool::new(false);
    bencher.bench_local(|| model::live(&plan, &EVIDENCE, &nobody, &mut |_| {}).expect("a run"));
}

/// The same with other numbers of members, and 3,000 households: what the rows of the party cost.
#[divan::bench(args = [200, 2_000, 20_000], sample_count = 20)]
fn whole_run_by_members(bencher: Bencher<'_, '_>, members: usize) {
    let plan = history(3_000, members);
    let nobody = AtomicBool::new(false);
    bencher.bench_local(|| model::live(&plan, &EVIDENCE, &nobody, &mut |_| {}).expect("a run"));
}

/// What comes before the first month of a draw: the society with its leaders, posts and questions.
#[divan::bench(sample_count = 50)]
fn start(bencher: Bencher<'_, '_>) {
    let plan = history(3_000, MEMBERS);
    bencher.bench_local(|| Run::new(&plan, &EVIDENCE).expect("a start").now);
}

/// What comes before that: the theory of a draw.
#[divan::bench(sample_count = 50)]
fn draw_of_a_theory(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| Theory::draw(1917, 7));
}

/// Months of a society that is built, with its books and what is observed. An item is one row in
/// one month, counted by the rows at the start.
#[divan::bench(args = [3_000, 30_000, 300_000, 1_000_000], sample_count = 5, sample_size = 1)]
fn household_months(bencher: Bencher<'_, '_>, rows: usize) {
    let plan = history(rows, MEMBERS);
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

/// Parts of the page that are politics; the others are economy.
const POLITICS: [&str; 6] = [
    "The leaders",
    "Classes and ideas",
    "The apparatus",
    "The party",
    "The Secretariat",
    "What comes of it",
];

/// Names of the mechanisms of politics, or of the others, in page order.
fn names(political: bool) -> Vec<&'static str> {
    let page = model::page().into_iter();
    let wanted = page.filter(|line| POLITICS.contains(&line.part) == political);
    wanted.map(|line| line.card.name).collect()
}

/// A society that has lived for some months.
fn lived(plan: &Plan, months: i32) -> Society {
    let start = Run::new(plan, &EVIDENCE).expect("a start").society;
    live_on(plan, start, months).0
}

/// Times one step of one mechanism in a society after so many months.
fn step(bencher: Bencher<'_, '_>, name: &str, society: &Society, months: i32, items: usize) {
    let theory = Theory::central();
    bencher.counter(ItemsCount::new(items)).with_inputs(|| society.clone()).bench_local_refs(
        |society| {
            let mut page = Solo { name, now: FIRST.plus(months), society };
            model::month::month(&mut page, &theory);
        },
    );
}

/// One step of one mechanism of the economy in the society of the third spring, under the levy. An
/// item is a row of households, also for mechanisms that do not look at them.
#[divan::bench(args = names(false), sample_count = 50)]
fn mechanism(bencher: Bencher<'_, '_>, name: &str) {
    const MONTHS: i32 = 28;
    static LIVED: LazyLock<Society> = LazyLock::new(|| lived(&history(ROWS, MEMBERS), MONTHS));
    step(bencher, name, &LIVED, MONTHS, LIVED.households.len());
}

/// One step of one mechanism of politics in the society of the Fourteenth Congress, with its
/// questions on the agenda, at the size of a run. An item is a row of members, also for mechanisms
/// that do not look at them.
#[divan::bench(args = names(true), sample_count = 50)]
fn politics(bencher: Bencher<'_, '_>, name: &str) {
    /// To the end of December 1925.
    const MONTHS: i32 = 98;
    static LIVED: LazyLock<Society> = LazyLock::new(|| lived(&history(3_000, MEMBERS), MONTHS));
    step(bencher, name, &LIVED, MONTHS - 1, LIVED.members.len());
}
