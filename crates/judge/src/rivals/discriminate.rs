//! The tests D01 to D14 of the ledger: what each account predicts, what a run under it shows, and
//! what the record favours.

use std::collections::BTreeMap;

use evidence::{Comparison, Confidence, Discriminating, Evidence, Measure, OPEN, Side};
use kernel::Month;
use lab::LabError;
use lab::record::annualise;
use lab::summary::{correlation, median};
use model::{Cell, Record, VARIABLES};

use super::compare::Scored;

/// The name of the world in which nothing is changed.
pub const HISTORY: &str = "history";

/// A number of a run that a test asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Probe {
    /// A variable over some months, by its place in [`VARIABLES`].
    Window(usize, Month, Month),
    /// The chance given to an option of a decision.
    Chance(String, String),
}

impl Probe {
    /// The number; not a number if the run has none.
    pub fn of(&self, record: &Record) -> f64 {
        match self {
            Probe::Window(variable, first, last) => {
                let cell = Cell { variable: *variable, region: None };
                let Some(place) = record.cells.iter().position(|one| *one == cell) else {
                    return f64::NAN;
                };
                let kind = VARIABLES[*variable].kind;
                annualise(kind, record.path(place), record.first, *first, *last)
            }
            Probe::Chance(decision, option) => {
                let vote = record.votes.iter().find(|vote| *vote.decision == **decision);
                let chance = vote.and_then(|vote| {
                    let place = vote.options.iter().position(|id| **id == **option)?;
                    vote.probability.get(place).copied()
                });
                chance.unwrap_or(f64::NAN)
            }
        }
    }
}

/// The probes that a measure needs, in order.
fn needed(measure: &Measure) -> Result<Vec<Probe>, String> {
    let month = |text: &String| text.parse::<Month>().map_err(|why| format!("`{text}`: {why}"));
    let window = |name: &String, months: &[String; 2]| {
        let place = VARIABLES.iter().position(|variable| variable.name == *name);
        let place = place.ok_or_else(|| {
            let known = VARIABLES.iter().map(|variable| variable.name);
            let near = evidence::nearest_name(name, known).unwrap_or("another name");
            format!("the model has no variable `{name}`; did you mean `{near}`?")
        })?;
        Ok::<Probe, String>(Probe::Window(place, month(&months[0])?, month(&months[1])?))
    };
    match measure {
        Measure::Level { variable, months }
        | Measure::Effect { variable, months, .. }
        | Measure::Persons { variable, months, .. } => Ok(vec![window(variable, months)?]),
        Measure::Change { variable, from, to, .. } => {
            Ok(vec![window(variable, from)?, window(variable, to)?])
        }
        Measure::Drift { pairs, months } => {
            pairs.iter().flatten().map(|name| window(name, months)).collect()
        }
        Measure::Chance { decision, option } => {
            Ok(vec![Probe::Chance(decision.clone(), option.clone())])
        }
    }
}

/// The probes of all tests, in order of the tests.
pub(super) fn probes(evidence: &Evidence) -> Result<Vec<Probe>, LabError> {
    let tests = &evidence.discriminating;
    let mut all = Vec::new();
    for test in &tests.tests {
        let found = test.measure.as_ref().map_or(Ok(Vec::new()), needed);
        let refuse = |why| LabError::Request(format!("{}: test {}: {why}", tests.file, test.id));
        all.extend(found.map_err(refuse)?);
    }
    Ok(all)
}

/// The scenarios in which tests are measured beside history, each once.
pub(super) fn scenarios(evidence: &Evidence) -> Vec<String> {
    let of = |measure: &Measure| match measure {
        Measure::Change { scenario, .. } => scenario.iter().cloned().collect(),
        Measure::Effect { scenario, .. } => vec![scenario.clone()],
        Measure::Persons { scenarios, .. } => scenarios.clone(),
        _ => Vec::new(),
    };
    let tests = evidence.discriminating.tests.iter();
    let mut all: Vec<String> = tests.filter_map(|t| t.measure.as_ref()).flat_map(of).collect();
    all.sort();
    all.dedup();
    all
}

/// What came of a test under one account.
#[derive(Clone, Debug, PartialEq)]
pub struct Reproduced {
    /// Key of the account.
    pub account: String,
    /// Its number in the ledger.
    pub number: String,
    /// The side that it predicts; empty if it says nothing.
    pub predicts: String,
    /// Draws that give a number.
    pub draws: usize,
    /// Median of the measure over the draws.
    pub median: f64,
    /// Share of the draws on the side that it predicts; not a number if it says nothing.
    pub own: f64,
    /// Share of the draws on the side that the record favours; not a number if that is open.
    pub recorded: f64,
}

/// A test with its answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The test.
    pub test: Discriminating,
    /// The question of the ledger.
    pub question: String,
    /// The rows that the reading rests on, in words.
    pub rows: Vec<String>,
    /// `confirmed`, `recalled`, `estimated`, `claim` or `none`: the weakest of the rows.
    pub confidence: String,
    /// What came of it under each account; empty where the model cannot express it.
    pub accounts: Vec<Reproduced>,
}

impl Answer {
    /// Numbers of the accounts whose prediction the record favours.
    pub fn favoured(&self) -> &[String] {
        let side = self.test.side.iter().find(|side| side.name == self.test.record.favours);
        side.map_or(&[], |side| &side.theories)
    }

    /// The reading in a few words.
    pub fn reading(&self) -> String {
        match self.favoured() {
            [] if self.test.record.favours == OPEN => OPEN.to_owned(),
            [] => self.test.record.favours.clone(),
            theories => format!("{} ({})", self.test.record.favours, theories.join(", ")),
        }
    }
}

/// The answer to every test.
pub(super) fn answers(evidence: &Evidence, at: usize, scored: &[Scored]) -> Vec<Answer> {
    let mut first = at;
    let mut all = Vec::new();
    for test in &evidence.discriminating.tests {
        let needs = test.measure.as_ref().map_or(0, |m| needed(m).map_or(0, |probes| probes.len()));
        let asked = evidence.rivalry.tests.iter().find(|asked| asked.id == test.id);
        let (rows, confidence) = rows(evidence, test);
        let accounts = match &test.measure {
            Some(measure) => {
                scored.iter().map(|one| reproduced(test, measure, first, one)).collect()
            }
            None => Vec::new(),
        };
        let question = asked.map_or_else(String::new, |asked| asked.question.clone());
        all.push(Answer { test: test.clone(), question, rows, confidence, accounts });
        first += needs;
    }
    all
}

fn rows(evidence: &Evidence, test: &Discriminating) -> (Vec<String>, String) {
    let found: Vec<_> = test.record.rows.iter().filter_map(|row| row.find(evidence)).collect();
    let weight = |confidence: Option<Confidence>| match confidence {
        Some(Confidence::Confirmed) => 0,
        Some(Confidence::Recalled) => 1,
        None => 2,
        Some(_) => 3,
    };
    let weakest = found.iter().map(|row| row.confidence).max_by_key(|one| weight(*one));
    let word = match weakest {
        None => "none".to_owned(),
        Some(None) => "claim".to_owned(),
        Some(Some(confidence)) => confidence.word().to_owned(),
    };
    let words = found.into_iter().map(|row| match row.confidence {
        Some(confidence) => format!("{} ({})", row.words, confidence.word()),
        None => row.words,
    });
    (words.collect(), word)
}

fn reproduced(test: &Discriminating, measure: &Measure, at: usize, one: &Scored) -> Reproduced {
    let values = values(measure, at, &one.lives.worlds);
    let known: Vec<f64> = values.into_iter().filter(|value| value.is_finite()).collect();
    let share = |side: Option<&Side>| match side {
        Some(side) if !known.is_empty() => {
            known.iter().filter(|value| side.holds(**value)).count() as f64 / known.len() as f64
        }
        _ => f64::NAN,
    };
    let number = one.account.number.trim_end_matches("+M17");
    let own = test.side.iter().find(|side| side.theories.iter().any(|theory| theory == number));
    let recorded = test.side.iter().find(|side| side.name == test.record.favours);
    Reproduced {
        account: one.account.key.clone(),
        number: one.account.number.clone(),
        predicts: own.map_or_else(String::new, |side| side.name.clone()),
        draws: known.len(),
        own: share(own),
        recorded: share(recorded),
        median: median(known),
    }
}

/// Lives of one account in each world, member by member: what is kept of each.
pub type Worlds = BTreeMap<String, Vec<Vec<f64>>>;

/// The measure in every draw; one number alone where it speaks of all draws together.
fn values(measure: &Measure, at: usize, worlds: &Worlds) -> Vec<f64> {
    let none = Vec::new();
    let world = |name: &str| worlds.get(name).unwrap_or(&none);
    let each = |name: &str, of: &dyn Fn(&[f64]) -> f64| -> Vec<f64> {
        world(name).iter().map(|kept| kept.get(at..).map_or(f64::NAN, of)).collect()
    };
    let first = |kept: &[f64]| kept[0];
    match measure {
        Measure::Level { .. } | Measure::Chance { .. } => each(HISTORY, &first),
        Measure::Change { of, scenario, .. } => {
            let change = |kept: &[f64]| match of {
                Comparison::Ratio => kept[1] / kept[0],
                Comparison::Difference => kept[1] - kept[0],
            };
            each(scenario.as_deref().unwrap_or(HISTORY), &change)
        }
        Measure::Effect { scenario, .. } => {
            let pairs = each(scenario, &first).into_iter().zip(each(HISTORY, &first));
            pairs.map(|(changed, base)| changed - base).collect()
        }
        Measure::Drift { pairs, .. } => each(HISTORY, &|kept| {
            let place = |n: usize, second: usize| kept[2 * n + second];
            let known: Vec<usize> = (0..pairs.len())
                .filter(|&n| place(n, 0).is_finite() && place(n, 1).is_finite())
                .collect();
            let old: Vec<f64> = known.iter().map(|&n| place(n, 0)).collect();
            let drift: Vec<f64> = known.iter().map(|&n| -place(n, 1)).collect();
            let found = correlation(&old, &drift);
            // What does not move goes with nothing.
            if found.is_nan() { 0.0 } else { found }
        }),
        Measure::Persons { scenarios, .. } => {
            let base = each(HISTORY, &first);
            let of = |name: &String| variance_share(&base, &each(name, &first));
            let shares = scenarios.iter().map(of).filter(|share| share.is_finite());
            vec![shares.fold(f64::NAN, f64::max)]
        }
    }
}

/// Share of the variance over draws and two worlds that lies between the worlds of a draw.
fn variance_share(base: &[f64], changed: &[f64]) -> f64 {
    let both = base.iter().zip(changed).filter(|(a, b)| a.is_finite() && b.is_finite());
    let pairs: Vec<(f64, f64)> = both.map(|(a, b)| (*a, *b)).collect();
    let n = pairs.len() as f64;
    let mean = pairs.iter().map(|(a, b)| (a + b) / 2.0).sum::<f64>() / n;
    let among = pairs.iter().map(|(a, b)| ((a + b) / 2.0 - mean) * ((a + b) / 2.0 - mean));
    let among = among.sum::<f64>() / n;
    let between = pairs.iter().map(|(a, b)| (a - b) * (a - b) / 4.0).sum::<f64>() / n;
    if among + between > 0.0 { between / (among + between) } else { f64::NAN }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence() -> Evidence {
        Evidence::embedded().expect("the embedded evidence is whole")
    }

    #[test]
    fn every_test_of_the_ledger_is_read_and_can_be_measured_or_says_why_not() {
        let evidence = evidence();
        let ids: Vec<&str> = evidence.rivalry.tests.iter().map(|test| test.id.as_str()).collect();
        let tests = &evidence.discriminating.tests;
        assert_eq!(tests.iter().map(|test| test.id.as_str()).collect::<Vec<_>>(), ids);
        for test in tests {
            assert!(!test.record.favours.is_empty() && !test.record.why.is_empty(), "{}", test.id);
            assert_ne!(test.measure.is_some(), !test.not_in_the_model.is_empty(), "{}", test.id);
        }
        assert!(probes(&evidence).is_ok());
        let known: Vec<String> = lab::scenario::shipped().into_iter().map(|s| s.name).collect();
        assert!(scenarios(&evidence).iter().all(|name| known.contains(name)));
    }

    #[test]
    fn the_sides_of_a_test_exclude_each_other() {
        for test in &evidence().discriminating.tests {
            for value in (-400..=400).map(|n| f64::from(n) / 100.0) {
                let held = test.side.iter().filter(|side| side.holds(value)).count();
                assert!(test.measure.is_none() || held <= 1, "{} at {value}", test.id);
            }
        }
    }

    #[test]
    fn variance_is_all_due_to_persons_or_none_of_it() {
        assert_eq!(variance_share(&[1.0, 2.0], &[1.0, 2.0]), 0.0);
        assert_eq!(variance_share(&[1.0, 1.0], &[2.0, 2.0]), 1.0);
        // Means 0 and 2: variance 1 among draws; half-distances 1: variance 1 between worlds.
        assert_eq!(variance_share(&[-1.0, 1.0], &[1.0, 3.0]), 0.5);
    }

    #[test]
    fn a_measure_reads_its_own_world() {
        let worlds = BTreeMap::from([
            (HISTORY.to_owned(), vec![vec![9.0, 2.0, 6.0]]),
            ("other".to_owned(), vec![vec![9.0, 5.0, 20.0]]),
        ]);
        let none = || [String::new(), String::new()];
        let change = |scenario: Option<&str>| Measure::Change {
            variable: String::new(),
            from: none(),
            to: none(),
            of: Comparison::Ratio,
            scenario: scenario.map(str::to_owned),
        };
        assert_eq!(values(&change(None), 1, &worlds), [3.0]);
        assert_eq!(values(&change(Some("other")), 1, &worlds), [4.0]);
        let (scenario, variable) = ("other".to_owned(), String::new());
        let effect = Measure::Effect { scenario, variable, months: none() };
        assert_eq!(values(&effect, 1, &worlds), [3.0]);
    }
}
