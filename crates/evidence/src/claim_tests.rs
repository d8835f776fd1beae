//! The tests of claims: what is changed in a run, what is looked at, and what the claim expects.
//!
//! An arm is a scenario with patches; it is lived beside history with the same luck. A test looks at
//! one variable at one date. Whether the names of scenarios, variables and mechanisms exist, those
//! know who know the model.

use crate::{date::HistoricalDate, document, fault::Fault};
use serde::Deserialize;
use toml::Spanned;

/// Share of draws that must agree, unless a test says otherwise (judgement: three of four).
const SHARE: f64 = 0.75;

/// What is lived beside history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimArm {
    /// Name, unique among the arms.
    pub id: String,
    /// What it is, for the reader.
    pub title: String,
    /// Name of a shipped scenario.
    pub scenario: String,
    /// Patches as `ktokogo whatif --set` takes them.
    pub set: Vec<String>,
    /// From this month on the bodies of the party are free, in the arm and in history.
    pub free: Option<HistoricalDate>,
    /// Line of its `id`.
    pub line: usize,
}

/// What kind of question a test asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TestKind {
    /// Something is set otherwise: a variable is to move in a direction.
    Direction,
    /// A mechanism or a switch is turned off: a variable is to move in a direction.
    SwitchOff,
    /// A variable is to lie within bounds.
    Level,
    /// One number is to be larger than another.
    Order,
}

impl TestKind {
    /// The word of the file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Direction => "direction",
            Self::SwitchOff => "switch-off",
            Self::Level => "level",
            Self::Order => "order",
        }
    }
}

/// How a variable is to move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Expected {
    /// More of it than in history.
    More,
    /// Less of it.
    Less,
    /// Hardly any difference: no more than `within`.
    Little,
}

/// A test of one claim.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimTest {
    /// The claim.
    pub claim: String,
    /// What kind of question it asks.
    pub kind: TestKind,
    /// The arm; history if it is empty.
    pub arm: String,
    /// Name of a variable, or `held.O1` to `held.O8`: 1 if the outcome holds at the end, else 0.
    pub watch: String,
    /// When.
    pub when: HistoricalDate,
    /// The same at this date: then the quotient is looked at.
    pub over: Option<HistoricalDate>,
    /// How it is to move: direction and switch-off.
    pub expect: Option<Expected>,
    /// The largest difference that counts as little, as a part of the value in history.
    pub within: f64,
    /// The lowest value allowed: level.
    pub low: f64,
    /// The highest value allowed: level.
    pub high: f64,
    /// The variable that is to be smaller; `watch` if it is empty: order.
    pub than: String,
    /// When that is read; `when` if there is none: order.
    pub then: Option<HistoricalDate>,
    /// The arm that is to move `watch` less than `arm` does: order between two arms.
    pub than_arm: String,
    /// Share of draws that must agree, 0.5 to 1.
    pub share: f64,
    /// Whether the direction is written into a mechanism that the test turns on or off.
    pub assumed: bool,
    /// What in the claim it tests.
    pub why: String,
    /// Line of its `claim`.
    pub line: usize,
}

/// How rival accounts read what a claim is about.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// What is read.
    pub about: String,
    /// The claims that it concerns.
    pub claims: Vec<String>,
    /// Switches that part the accounts.
    #[serde(default)]
    pub switches: Vec<String>,
    /// How the lecture reads it.
    pub lecture: String,
    /// Ids of the rival theories that read it otherwise.
    pub rivals: Vec<String>,
    /// How they read it.
    pub otherwise: String,
}

/// A claim that could be tested and is not.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Untested {
    /// The claim.
    pub claim: String,
    /// Why not.
    pub why: String,
}

/// All that stands in the file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ClaimTests {
    /// The arms.
    pub arms: Vec<ClaimArm>,
    /// The tests, in order of the file.
    pub tests: Vec<ClaimTest>,
    /// Rival readings.
    pub readings: Vec<Reading>,
    /// What is not tested, with the reason.
    pub untested: Vec<Untested>,
    /// File, as the reader would open it.
    pub file: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    arm: Vec<RawArm>,
    #[serde(default)]
    test: Vec<RawTest>,
    #[serde(default)]
    reading: Vec<Reading>,
    #[serde(default)]
    untested: Vec<Untested>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawArm {
    id: Spanned<String>,
    title: String,
    #[serde(default = "history")]
    scenario: String,
    #[serde(default)]
    set: Vec<String>,
    free: Option<Spanned<String>>,
}

fn history() -> String {
    "history".to_owned()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTest {
    claim: Spanned<String>,
    kind: TestKind,
    #[serde(default)]
    arm: String,
    watch: String,
    when: Spanned<String>,
    over: Option<Spanned<String>>,
    expect: Option<Expected>,
    within: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    #[serde(default)]
    than: String,
    then: Option<Spanned<String>>,
    #[serde(default)]
    than_arm: String,
    share: Option<f64>,
    #[serde(default)]
    assumed: bool,
    why: String,
}

pub(crate) fn read(shown: &str, bytes: &[u8], faults: &mut Vec<Fault>) -> ClaimTests {
    document::read(shown, bytes, faults, |raw: RawFile, lines, faults| {
        let mut date = |about: &Spanned<String>, date: &Spanned<String>| {
            document::date("claim", about, date, shown, lines, faults)
        };
        let mut arms = Vec::new();
        for raw in raw.arm {
            let free = raw.free.and_then(|month| date(&raw.id, &month));
            let line = lines.of(&raw.id);
            let RawArm { id, title, scenario, set, .. } = raw;
            arms.push(ClaimArm { id: id.into_inner(), title, scenario, set, free, line });
        }
        let mut tests = Vec::new();
        for raw in raw.test {
            let Some(when) = date(&raw.claim, &raw.when) else { continue };
            let over = raw.over.as_ref().and_then(|then| date(&raw.claim, then));
            let then = raw.then.as_ref().and_then(|then| date(&raw.claim, then));
            let line = lines.of(&raw.claim);
            tests.push(ClaimTest {
                claim: raw.claim.into_inner(),
                kind: raw.kind,
                arm: raw.arm,
                watch: raw.watch,
                when,
                over,
                expect: raw.expect,
                within: raw.within.unwrap_or(f64::NAN),
                low: raw.low.unwrap_or(f64::NEG_INFINITY),
                high: raw.high.unwrap_or(f64::INFINITY),
                than: raw.than,
                then,
                than_arm: raw.than_arm,
                share: raw.share.unwrap_or(SHARE),
                assumed: raw.assumed,
                why: raw.why,
                line,
            });
        }
        let file = shown.to_owned();
        ClaimTests { arms, tests, readings: raw.reading, untested: raw.untested, file }
    })
    .unwrap_or_default()
}

impl ClaimTest {
    /// What is missing or too much for its kind; none if nothing.
    pub(crate) fn complaint(&self) -> Option<&'static str> {
        let bounds = self.low.is_finite() || self.high.is_finite();
        let other = !self.than.is_empty() || self.then.is_some();
        match self.kind {
            TestKind::Direction | TestKind::SwitchOff => match self.expect {
                _ if self.arm.is_empty() => Some("needs `arm`"),
                _ if bounds || other || !self.than_arm.is_empty() => Some("needs `expect` alone"),
                None => Some("needs `expect`: more, less or little"),
                Some(Expected::Little) if self.within.is_nan() => Some("needs `within`"),
                Some(_) => None,
            },
            _ if self.expect.is_some() => Some("has `expect`, which directions have"),
            TestKind::Level if !bounds || self.low > self.high => Some("needs `low` below `high`"),
            TestKind::Level if other || !self.than_arm.is_empty() => Some("needs bounds alone"),
            TestKind::Order if bounds => Some("has bounds, which levels have"),
            TestKind::Order if self.than_arm.is_empty() != other => {
                Some("needs either `than_arm`, or `than` or `then`")
            }
            TestKind::Order if !self.than_arm.is_empty() && self.arm.is_empty() => {
                Some("needs `arm`")
            }
            _ => None,
        }
    }
}
