//! Whether the tests that part the rival accounts speak of what there is: each test of the ledger
//! once, accounts that exist, rows that exist, a reading that is a side or open.

use crate::discriminating::{Discriminating, Pointer};
use crate::{Confidence, Evidence, Fault};

/// The word of a reading that favours nobody.
pub const OPEN: &str = "open";

/// A row that a reading rests on, as it stands in the evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The row in words.
    pub words: String,
    /// How far it can be trusted; none for a claim.
    pub confidence: Option<Confidence>,
}

impl Pointer {
    /// The row in the evidence; none if there is no such row.
    pub fn find(&self, evidence: &Evidence) -> Option<Found> {
        let found = |words: String, confidence| Some(Found { words, confidence });
        match self {
            Pointer::Series { series, date, group } => {
                let named = |row: &&crate::Row| {
                    row.series == *series && row.group == *group && row.date.to_string() == *date
                };
                let row = evidence.rows.iter().find(named)?;
                let group = if group.is_empty() { String::new() } else { format!(" ({group})") };
                let words = format!("{series}{group} {date}: {} {}", row.value, row.unit);
                found(words, Some(row.confidence))
            }
            Pointer::Vote { vote, option } => {
                let named = |row: &&crate::Vote| row.vote_id == *vote && row.option == *option;
                let row = evidence.votes.iter().find(named)?;
                let words = format!("{vote}, {option}: {} {}", row.votes, row.unit);
                found(words, Some(row.confidence))
            }
            Pointer::Event { title } => {
                let event = evidence.events.iter().find(|event| event.title == *title)?;
                found(format!("{} {title}", event.date), Some(event.confidence))
            }
            Pointer::Decision { decision } => {
                let row = evidence.decisions.iter().find(|row| row.id == *decision)?;
                found(format!("{decision}: {} was chosen", row.chosen), Some(row.confidence))
            }
            Pointer::Claim { claim } => {
                let row = evidence.claim(claim)?;
                found(format!("claim {claim}: {}", row.verdict_on_facts), None)
            }
        }
    }
}

pub(crate) fn check(evidence: &Evidence, faults: &mut Vec<Fault>) {
    let (tests, file) = (&evidence.discriminating.tests, &evidence.discriminating.file);
    for asked in &evidence.rivalry.tests {
        let answers = tests.iter().filter(|test| test.id == asked.id).count();
        if answers != 1 {
            let what = format!("test {} of the ledger is measured {answers} times", asked.id);
            faults.push(Fault::new(&**file, 0, what, "give each test one [[test]]"));
        }
    }
    for test in tests {
        one(evidence, test, faults);
    }
}

fn one(evidence: &Evidence, test: &Discriminating, faults: &mut Vec<Fault>) {
    let file = &evidence.discriminating.file;
    let asked = || evidence.rivalry.tests.iter().map(|test| test.id.as_str());
    if asked().all(|id| id != test.id) {
        faults.push(Fault::unknown(&**file, 0, "test of the ledger", &test.id, asked()));
    }
    let mut found = Vec::new();
    let mut fault = |what: &str, help: &str| {
        found.push(Fault::new(&**file, 0, format!("test {}: {what}", test.id), help));
    };
    if test.measure.is_some() != test.not_in_the_model.is_empty() {
        fault("it needs a measure, or the reason why there is none", "give one of the two");
    }
    let favours = &test.record.favours;
    if favours != OPEN && test.side.iter().all(|side| side.name != *favours) {
        fault("the record favours a side that is not there", "name a side, or write `open`");
    }
    if favours != OPEN && test.record.rows.is_empty() {
        fault("the record favours a side and no row says so", "name rows, or write `open`");
    }
    for row in test.record.rows.iter().filter(|row| row.find(evidence).is_none()) {
        fault(&format!("there is no such row: {row:?}"), "see `ktokogo evidence ls`");
    }
    let unbounded = |side: &&crate::Side| side.above.is_none() && side.below.is_none();
    if test.measure.is_some() && test.side.iter().any(|side| unbounded(&side)) {
        fault("a side without a bound", "give `above` or `below`");
    }
    faults.extend(found);
    let known = || evidence.rivalry.rivals.iter().map(|rival| rival.id.as_str());
    for side in &test.side {
        for theory in side.theories.iter().filter(|one| known().all(|id| id != one.as_str())) {
            let kind = format!("account of test {}:", test.id);
            faults.push(Fault::unknown(&**file, 0, &kind, theory, known()));
        }
    }
}
