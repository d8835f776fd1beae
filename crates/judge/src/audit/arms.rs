//! What is to be lived for the tests, each once: arms, the histories they are held beside, and what is
//! read off each.

use std::collections::{BTreeMap, BTreeSet};

use evidence::{ClaimArm, ClaimTest, Evidence, Fault, HistoricalDate};
use kernel::Month;
use lab::scenario::{self, Scenario};
use lab::{LabError, outcomes::DEFINITIONS, record};
use model::{Freedom, VARIABLES};

use super::{Ask, CENTRAL, matches};

/// How the name of an outcome begins where it is watched.
pub(super) const HELD: &str = "held.";

/// One number that is read off a run.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Want {
    /// Name of a variable, or `held.O1` to `held.O8`.
    pub watch: String,
    /// The first month.
    pub first: Month,
    /// The last month.
    pub last: Month,
}

impl Want {
    /// A variable at a date.
    pub fn new(watch: &str, date: &HistoricalDate) -> Want {
        let (first, last) = record::months(date);
        Want { watch: watch.to_owned(), first, last }
    }

    /// As the store names it.
    pub(super) fn name(&self) -> String {
        format!("{} {}/{}", self.watch, self.first, self.last)
    }
}

/// Which arm: its id, empty for history, and the first month in which the party is free.
pub(super) type Key = (String, Option<Month>);

/// A scenario under a theory, and what is read off its runs.
#[derive(Clone, Debug)]
pub struct Arm {
    /// Id of the arm; empty for history.
    pub id: String,
    /// From this month on the party is free.
    pub free: Option<Month>,
    /// Place of the theory in [`Ask::theories`].
    pub theory: usize,
    /// What is lived.
    pub scenario: Scenario,
    /// What is read, in order.
    pub wants: Vec<Want>,
}

/// All arms of an audit, in order of theory, then of id.
#[derive(Clone, Debug)]
pub struct Arms(pub Vec<Arm>);

impl Arms {
    /// What the tests of the claims that are asked for need.
    ///
    /// # Errors
    /// Tests that name no variable or no month of the model; arms whose scenario or patch is wrong;
    /// a theory that nobody knows.
    pub fn of(evidence: &Evidence, ask: &Ask) -> Result<Arms, LabError> {
        let all = &evidence.claim_tests;
        let asked = |test: &&ClaimTest| {
            evidence.claim(&test.claim).is_some_and(|claim| matches(claim, &ask.pattern))
        };
        let tests: Vec<&ClaimTest> = all.tests.iter().filter(asked).collect();
        let faults = faults(&all.file, &tests);
        if !faults.is_empty() {
            return Err(LabError::Evidence(faults));
        }
        let needed = needed(&tests, &all.arms);
        let mut arms = Vec::new();
        for (theory, name) in ask.theories.iter().enumerate() {
            for ((id, free), wants) in &needed {
                let own = all.arms.iter().find(|arm| arm.id == *id);
                let scenario = scenario(own, *free, name, evidence)?;
                let wants = wants.iter().cloned().collect();
                arms.push(Arm { id: id.clone(), free: *free, theory, scenario, wants });
            }
        }
        Ok(Arms(arms))
    }
}

/// The arm of a test, or history if it names none.
pub(super) fn key_of(id: &str, arms: &[ClaimArm]) -> Key {
    let free = arms.iter().find(|arm| arm.id == id).and_then(|arm| arm.free.as_ref());
    (id.to_owned(), free.map(|month| record::months(month).0))
}

/// What a test reads in one run, in this order: what is watched, what it is held against.
pub(super) fn wants_of(test: &ClaimTest) -> Vec<Want> {
    let mut wants = vec![Want::new(&test.watch, &test.when)];
    wants.extend(test.over.iter().map(|date| Want::new(&test.watch, date)));
    if !test.than.is_empty() || test.then.is_some() {
        let than = if test.than.is_empty() { &test.watch } else { &test.than };
        wants.push(Want::new(than, test.then.as_ref().unwrap_or(&test.when)));
        wants.extend(test.over.iter().map(|date| Want::new(than, date)));
    }
    wants
}

/// The arms of a test, each with the history that it is held beside.
fn needed(tests: &[&ClaimTest], arms: &[ClaimArm]) -> BTreeMap<Key, BTreeSet<Want>> {
    let mut needed: BTreeMap<Key, BTreeSet<Want>> = BTreeMap::new();
    for test in tests {
        let names = [Some(&test.arm), Some(&test.than_arm).filter(|name| !name.is_empty())];
        for name in names.into_iter().flatten() {
            let key = key_of(name, arms);
            // A level or an order within one run needs no history beside it.
            let beside = test.expect.is_some() || !test.than_arm.is_empty();
            if beside {
                needed.entry((String::new(), key.1)).or_default().extend(wants_of(test));
            }
            needed.entry(key).or_default().extend(wants_of(test));
        }
    }
    needed
}

fn scenario(
    arm: Option<&ClaimArm>,
    free: Option<Month>,
    theory: &str,
    evidence: &Evidence,
) -> Result<Scenario, LabError> {
    let theory = (theory != CENTRAL).then_some(theory);
    let name = arm.map_or("history", |arm| arm.scenario.as_str());
    let mut made = scenario::find_under(name, theory, evidence);
    if let Some(arm) = arm.filter(|arm| !arm.set.is_empty()) {
        made = made.and_then(|made| scenario::patch(&arm.set, &made, evidence));
    }
    if let Some(month) = free {
        made = made.and_then(|made| made.freed(Freedom::From(month), evidence));
    }
    made.map_err(LabError::Scenario)
}

/// Names that the model does not know, and dates that it does not live.
fn faults(file: &str, tests: &[&ClaimTest]) -> Vec<Fault> {
    let known = || VARIABLES.iter().map(|variable| variable.name);
    let mut faults = Vec::new();
    for test in tests {
        for want in wants_of(test) {
            match want.watch.strip_prefix(HELD) {
                Some(id) if DEFINITIONS.iter().all(|outcome| outcome.id != id) => {
                    let ids = DEFINITIONS.iter().map(|outcome| outcome.id);
                    faults.push(Fault::unknown(file, test.line, "outcome", id, ids));
                }
                None if known().all(|name| name != want.watch) => {
                    let watch = &want.watch;
                    faults.push(Fault::unknown(file, test.line, "variable", watch, known()));
                }
                _ => {}
            }
            if want.first < model::FIRST || want.last > model::LAST {
                let what = format!("the test of `{}` reads {}", test.claim, want.name());
                let hint = format!("runs go from {} to {}", model::FIRST, model::LAST);
                faults.push(Fault::new(file, test.line, what, hint));
            }
        }
    }
    faults
}
