//! The tests that part the rival accounts, as they are measured: on a run, and on the record.
//!
//! The ledger asks the questions (`claims/hinges_outcomes_rivals.toml`); this file says by which
//! number of a run each is answered, what each account predicts of it, and what the record shows.

use crate::{document, fault::Fault};
use serde::Deserialize;

/// How a test is measured in a run. Months are written `1922-04`; a pair of them is the first and
/// the last.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Measure {
    /// A variable over some months.
    Level {
        /// Name of the variable.
        variable: String,
        /// The first and the last month.
        months: [String; 2],
    },
    /// A variable later against the same variable before.
    Change {
        /// Name of the variable.
        variable: String,
        /// The months before.
        from: [String; 2],
        /// The months after.
        to: [String; 2],
        /// After over before, or after less before.
        of: Comparison,
        /// The scenario that is lived; history if none.
        #[serde(default)]
        scenario: Option<String>,
    },
    /// What a scenario makes of a variable: the scenario less history.
    Effect {
        /// Name of the scenario.
        scenario: String,
        /// Name of the variable.
        variable: String,
        /// The first and the last month.
        months: [String; 2],
    },
    /// Correlation, over pairs of variables, of the first of each with what the second falls short.
    Drift {
        /// Pairs of variables.
        pairs: Vec<[String; 2]>,
        /// The first and the last month.
        months: [String; 2],
    },
    /// Probability that a body gives to an option before it votes.
    Chance {
        /// Id of the decision.
        decision: String,
        /// Id of the option.
        option: String,
    },
    /// Share of the variance of a variable over the draws that is due to scenarios which change a
    /// person: the largest of them.
    Persons {
        /// Names of the scenarios.
        scenarios: Vec<String>,
        /// Name of the variable.
        variable: String,
        /// The first and the last month.
        months: [String; 2],
    },
}

/// How later and earlier are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Comparison {
    /// After over before.
    Ratio,
    /// After less before.
    Difference,
}

/// An answer that some accounts predict.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Side {
    /// A word for it.
    pub name: String,
    /// What is predicted.
    pub says: String,
    /// Numbers of the accounts, `T01` and so on.
    pub theories: Vec<String>,
    /// The measure is at least this.
    #[serde(default)]
    pub above: Option<f64>,
    /// The measure is at most this.
    #[serde(default)]
    pub below: Option<f64>,
}

impl Side {
    /// Whether a measured number is what this side predicts.
    pub fn holds(&self, value: f64) -> bool {
        let high = self.above.is_none_or(|bound| value >= bound);
        value.is_finite() && high && self.below.is_none_or(|bound| value <= bound)
    }
}

/// A row of the record that bears on a test.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Pointer {
    /// A row of a series.
    Series {
        /// Name of the series.
        series: String,
        /// Its date, as recorded.
        date: String,
        /// Its group; empty for all.
        #[serde(default)]
        group: String,
    },
    /// An option of a recorded vote.
    Vote {
        /// Name of the vote.
        vote: String,
        /// The option.
        option: String,
    },
    /// An event, by its title.
    Event {
        /// The title.
        title: String,
    },
    /// What history chose in a decision.
    Decision {
        /// Its id.
        decision: String,
    },
    /// A claim of the ledger, with the evidence given there.
    Claim {
        /// Its id.
        claim: String,
    },
}

/// What the record shows.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordReading {
    /// Rows that it rests on; none where data do not exist.
    #[serde(default)]
    pub rows: Vec<Pointer>,
    /// The measure on the record, where its rows give it.
    #[serde(default)]
    pub value: Option<f64>,
    /// The name of the side that it favours, or `open`.
    pub favours: String,
    /// Why.
    pub why: String,
}

/// A test that parts the accounts.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Discriminating {
    /// Number in the ledger, `D01` and so on.
    pub id: String,
    /// What is measured, in words.
    pub words: String,
    /// How it is measured in a run; none where the model cannot express it.
    #[serde(default)]
    pub measure: Option<Measure>,
    /// Why the model cannot express it; empty where it can.
    #[serde(default)]
    pub not_in_the_model: String,
    /// Where the measure departs from the question, and why; may be empty.
    #[serde(default)]
    pub departs: String,
    /// What is predicted, and by whom.
    pub side: Vec<Side>,
    /// What the record shows.
    pub record: RecordReading,
}

/// Where numbers that nobody has compiled may be found.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Whereabouts {
    /// Variables: names, or beginnings of names with a star.
    pub variables: Vec<String>,
    /// Where.
    pub at: String,
}

impl Whereabouts {
    /// Whether it speaks of a variable.
    pub fn names(&self, variable: &str) -> bool {
        self.variables.iter().any(|name| match name.strip_suffix('*') {
            Some(beginning) => variable.starts_with(beginning),
            None => name == variable,
        })
    }
}

/// The tests, and where numbers may be found that would decide.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DiscriminatingTests {
    /// The tests, in the order of the ledger.
    #[serde(rename = "test", default)]
    pub tests: Vec<Discriminating>,
    /// Where numbers may be found; the first that names a variable holds.
    #[serde(default)]
    pub whereabouts: Vec<Whereabouts>,
    /// File, as the reader would open it.
    #[serde(skip)]
    pub file: String,
}

pub(crate) fn read(shown: &str, bytes: &[u8], faults: &mut Vec<Fault>) -> DiscriminatingTests {
    let read = document::read(shown, bytes, faults, |raw, _, _| raw);
    let mut tests: DiscriminatingTests = read.unwrap_or_default();
    tests.file = shown.to_owned();
    tests
}
