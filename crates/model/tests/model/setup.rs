//! What the tests share: the embedded evidence, plans on it, runs, and a comparison bit for bit.

use std::collections::BTreeSet;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, LazyLock};

use evidence::Evidence;
use kernel::Month;
use model::observe::Observer;
use model::{FIRST, Order, Plan, Record, Run, Setting, Theory, Timeline, VARIABLES};
use society::{REGIONS, Society};

/// The evidence that is built into the program.
pub fn evidence() -> &'static Evidence {
    static EVIDENCE: LazyLock<Evidence> =
        LazyLock::new(|| Evidence::embedded().expect("the embedded evidence is whole"));
    &EVIDENCE
}

/// The decrees, shocks and paths of the record.
pub fn timeline() -> Timeline {
    static HISTORY: LazyLock<Timeline> =
        LazyLock::new(|| Timeline::from_evidence(evidence()).expect("history can be set"));
    HISTORY.clone()
}

/// The central run of history with `rows` rows of households, up to the end of `year`.
pub fn plan(rows: usize, year: i32) -> Plan {
    Plan {
        seed: 1917,
        draw: 0,
        households: rows,
        members: 2000,
        timeline: Arc::new(timeline()),
        theory: Theory::central(),
        silenced: BTreeSet::new(),
        freedom: Default::default(),
        until: Month::new(year, 12),
    }
}

/// The same plan without these mechanisms.
pub fn silence(plan: &Plan, names: &[&str]) -> Plan {
    let known: BTreeSet<&str> = model::mechanisms().iter().map(|card| card.name).collect();
    for name in names {
        assert!(known.contains(name), "there is no mechanism `{name}`");
    }
    let silenced = names.iter().map(|&name| name.to_owned()).collect();
    Plan { silenced, ..plan.clone() }
}

/// The same plan with another timeline.
pub fn with(plan: &Plan, change: impl FnOnce(&mut Timeline)) -> Plan {
    let mut timeline = (*plan.timeline).clone();
    change(&mut timeline);
    Plan { timeline: Arc::new(timeline), ..plan.clone() }
}

/// Lives the plan to its end.
pub fn live(plan: &Plan) -> Record {
    model::live(plan, evidence(), &AtomicBool::new(false), &mut |_| {})
        .unwrap_or_else(|stop| panic!("{stop}"))
}

/// The society in which a run of this plan begins, built and counted.
pub fn start(plan: &Plan) -> Society {
    Run::new(plan, evidence()).unwrap_or_else(|stop| panic!("{stop}")).society
}

/// Lives the plan from this society on; returns the record and the society at the end.
pub fn live_from(plan: &Plan, society: Society) -> (Record, Society) {
    let months = (plan.until.since(FIRST) + 1) as usize;
    let mut record = Record::new(FIRST, months);
    let mut observer = Observer::new(evidence(), &society);
    let mut run = Run::of(plan, society);
    while run.now <= plan.until {
        let happened = run.live_month().unwrap_or_else(|breach| panic!("{breach}"));
        record.chronicle.extend(happened);
        record.votes.extend(run.votes());
        observer.note(&run.society, run.now, &mut record);
        run.now = run.now.next();
    }
    (record, run.society)
}

/// Every place where two records are not the same bits, as `variable of region in month`.
pub fn differences(a: &Record, b: &Record) -> Vec<String> {
    assert_eq!((a.first, &a.cells), (b.first, &b.cells), "records of different shape");
    let mut places = Vec::new();
    for month in 0..a.months.min(b.months) {
        for (cell, about) in a.cells.iter().enumerate() {
            let (x, y) = (a.path(cell)[month], b.path(cell)[month]);
            if x.to_bits() != y.to_bits() {
                let name = VARIABLES[about.variable].name;
                let when = a.first.plus(month as i32);
                places.push(format!("{name} of {} in {when}: {x} or {y}", about.region_name()));
            }
        }
    }
    places
}

/// Fails with the first places where two records differ.
pub fn assert_same(a: &Record, b: &Record, what: &str) {
    let places = differences(a, b);
    let first: Vec<&String> = places.iter().take(5).collect();
    assert!(places.is_empty(), "{what}: {} values differ, first {first:#?}", places.len());
    assert_eq!(a.chronicle, b.chronicle, "{what}: the chronicles differ");
}

/// The mean of a variable of the whole country over the months `from` to `to` of `year`.
pub fn mean(record: &Record, name: &str, year: i32, from: u32, to: u32) -> f64 {
    let path = record.variable(name, None).unwrap_or_else(|| panic!("no variable `{name}`"));
    let place = |month| record.place(Month::new(year, month)).expect("an observed month");
    let months = &path[place(from)..=place(to)];
    months.iter().sum::<f64>() / months.len() as f64
}

/// The mean of a variable of the whole country over a year.
pub fn in_year(record: &Record, name: &str, year: i32) -> f64 {
    mean(record, name, year, 1, 12)
}

/// Holds an instrument at a value from a month on, whatever later commands would set.
pub fn hold(timeline: &mut Timeline, name: &str, from: &str, value: &Setting) {
    let from: Month = from.parse().expect("a month");
    let sets = |order: &Order| order.month >= from && order.set.iter().any(|(n, _)| n == name);
    let later: Vec<Order> = timeline.orders().iter().filter(|o| sets(o)).cloned().collect();
    for mut order in later {
        timeline.remove(&order.id).expect("it exists");
        order.set.retain(|(n, _)| n != name);
        timeline.add(order).expect("it was valid with more in it");
    }
    let order = Order {
        month: from,
        id: format!("held-{name}"),
        title: format!("{name} is held"),
        kind: "decree".to_owned(),
        date: from.to_string(),
        source: "judgement".to_owned(),
        confidence: "judgement".to_owned(),
        set: vec![(name.to_owned(), value.clone())],
    };
    timeline.add(order).expect("a known instrument and a value in its range");
}

/// Rows of households of paired runs: enough that no direction hangs on one of them (see the errors
/// of sampling in `invariance.rs`).
pub const ROWS: usize = 1_000;

/// The central run of history to the end of `year`, and its record.
pub fn history(year: i32) -> (Plan, Record) {
    let plan = plan(ROWS, year);
    let record = live(&plan);
    (plan, record)
}

/// Asserts that the mean of a variable over a year is larger in `more` than in `less`.
#[track_caller]
pub fn assert_more(name: &str, year: i32, more: &Record, less: &Record) {
    let (high, low) = (in_year(more, name, year), in_year(less, name, year));
    assert!(high > low, "{name} in {year}: {high:.4} is not above {low:.4}");
}

/// A number, as an instrument takes it.
pub fn number(value: f64) -> Setting {
    Setting::Number(value)
}

/// The same number for every region.
pub fn everywhere(value: f64) -> Setting {
    Setting::Regions(REGIONS.iter().map(|r| ((*r).to_owned(), value)).collect())
}
