//! The ledger of claims, the fate of each claim, and the switches, hinges, outcomes and rivals.

use crate::{document, fault::Fault};
use serde::Deserialize;
use std::{collections::BTreeMap, sync::Arc};
use toml::Spanned;

/// A statement about the years 1917-1929, in our words, with what speaks for and against it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Name, unique in the ledger.
    pub id: String,
    /// Section of the lecture.
    pub section: String,
    /// Place in the lecture: section letter, paragraph, sentence.
    pub lecture_ref: Vec<String>,
    /// datum, event, mechanism, counterfactual, forecast or interpretation.
    pub kind: String,
    /// The claim.
    pub statement: String,
    /// Who and what it is about.
    pub entities: Vec<String>,
    /// Variables it speaks of.
    pub variables: Vec<String>,
    /// Cause, of a mechanism.
    #[serde(default)]
    pub cause: String,
    /// Effect, of a mechanism.
    #[serde(default)]
    pub effect: String,
    /// Direction, of a mechanism.
    #[serde(default)]
    pub sign: String,
    /// Delay, of a mechanism.
    #[serde(default)]
    pub lag: String,
    /// Edges of the causal graph.
    #[serde(default)]
    pub graph_edges: Vec<String>,
    /// Feedback loops it belongs to.
    #[serde(default)]
    pub loops: Vec<String>,
    /// Hinges it belongs to.
    #[serde(default)]
    pub hinges: Vec<String>,
    /// How it could be tested.
    pub test_type: String,
    /// The test.
    pub test: String,
    /// Data that bear on it: `file` or `file:series`.
    #[serde(default)]
    pub data_series: Vec<String>,
    /// When.
    pub period: String,
    /// supported, contradicted, imprecise, disputed or not checkable.
    pub verdict_on_facts: String,
    /// What the verdict rests on.
    pub evidence: String,
    /// Whether that was read for the ledger.
    pub evidence_basis: String,
    /// What a user must know.
    #[serde(default)]
    pub note: String,
}

/// A claim and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerEntry {
    /// The claim.
    pub claim: Claim,
    /// File, as the reader would open it.
    pub file: Arc<str>,
    /// Line of its table.
    pub line: usize,
}

/// What the model does with a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FateKind {
    /// A mechanism realises it and its card cites it.
    Mechanism,
    /// The output of the model is compared with it.
    Target,
    /// It is given to the model: an event, a decree, a starting value.
    Input,
    /// The model has no place for it.
    LeftOut,
    /// No mechanism states it; runs that differ are compared.
    Tested,
}

impl FateKind {
    /// The word used in the file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Mechanism => "mechanism",
            Self::Target => "target",
            Self::Input => "input",
            Self::LeftOut => "left-out",
            Self::Tested => "tested",
        }
    }
}

/// The fate of one claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fate {
    /// The claim.
    pub claim: String,
    /// Its fate.
    pub fate: FateKind,
    /// Mechanisms that realise it.
    pub by: Vec<String>,
    /// Numbers of the stylised facts with which the output is compared.
    pub facts: Vec<u32>,
    /// Files of the evidence, or `file:series`, through which it enters or is compared.
    pub data: Vec<String>,
    /// The reason.
    pub why: String,
    /// File, as the reader would open it.
    pub file: Arc<str>,
    /// Line of its claim.
    pub line: usize,
}

/// A switch of a mechanism in the rival theories.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Switch {
    /// Name used by the rivals, `M01` and so on.
    pub id: String,
    /// Name in words.
    pub name: String,
    /// What it means when it is on.
    pub meaning: String,
    /// Feedback loop it belongs to.
    #[serde(rename = "loop")]
    pub feedback: String,
}

/// A moment at which history might have gone another way.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hinge {
    /// Name, `H01` and so on.
    pub id: String,
    /// Name in words.
    pub name: String,
    /// When.
    pub when: String,
    /// Whether the lecture states it or it was added.
    pub status: String,
    /// What would be changed.
    pub change: String,
    /// By which levers.
    pub levers: String,
    /// What the lecture expects.
    pub lecture_expects: String,
    /// What the rivals expect.
    pub rivals_expect: String,
    /// Whether contemporaries had the choice.
    pub live_option: String,
    /// Claims it rests on.
    pub claims: Vec<String>,
}

/// A state in which the country might end.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// Name.
    pub id: String,
    /// Name in words.
    pub name: String,
    /// Axis on which it lies.
    pub axis: String,
    /// When it counts as reached.
    pub definition: String,
    /// Variables it needs.
    pub variables: Vec<String>,
    /// Where the definition comes from.
    pub sources: Vec<String>,
}

/// A rival theory as a setting of the switches.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rival {
    /// Name, `T01` and so on.
    pub id: String,
    /// Name in words.
    pub name: String,
    /// The theory.
    pub summary: String,
    /// What it alone expects.
    pub signature: String,
    /// Its literature.
    pub sources: Vec<String>,
    /// Strength of each switch, 0 off to 1 full; proposals, to be used as priors.
    pub settings: BTreeMap<String, f64>,
}

/// A test that parts the theories.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RivalTest {
    /// Name.
    pub id: String,
    /// What is asked.
    pub question: String,
    /// What data answer it.
    pub data: String,
    /// What the lecture predicts.
    pub lecture_predicts: String,
    /// What the rivals predict.
    pub rivals_predict: String,
    /// How it reads so far.
    pub reading_so_far: String,
}

/// Switches, hinges, outcomes, rivals and tests.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rivalry {
    /// Switches.
    #[serde(rename = "switch", default)]
    pub switches: Vec<Switch>,
    /// Hinges.
    #[serde(rename = "hinge", default)]
    pub hinges: Vec<Hinge>,
    /// Outcomes.
    #[serde(rename = "outcome", default)]
    pub outcomes: Vec<Outcome>,
    /// Rivals.
    #[serde(rename = "rival", default)]
    pub rivals: Vec<Rival>,
    /// Tests.
    #[serde(rename = "test", default)]
    pub tests: Vec<RivalTest>,
    /// File, as the reader would open it.
    #[serde(skip)]
    pub file: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClaimFile {
    /// Counts of the compilation; the counts are taken from the claims.
    #[serde(rename = "ledger", default)]
    _ledger: toml::Table,
    #[serde(default)]
    claim: Vec<Spanned<Claim>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FateFile {
    #[serde(default)]
    fate: Vec<RawFate>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFate {
    claim: Spanned<String>,
    fate: FateKind,
    #[serde(default)]
    by: Vec<String>,
    #[serde(default)]
    facts: Vec<u32>,
    #[serde(default)]
    data: Vec<String>,
    #[serde(default)]
    why: String,
}

pub(crate) fn read_claims(shown: &str, bytes: &[u8], faults: &mut Vec<Fault>) -> Vec<LedgerEntry> {
    let file: Arc<str> = shown.into();
    document::read(shown, bytes, faults, |raw: ClaimFile, lines, _| {
        let entry = |claim: Spanned<Claim>| LedgerEntry {
            line: lines.of(&claim),
            claim: claim.into_inner(),
            file: Arc::clone(&file),
        };
        raw.claim.into_iter().map(entry).collect()
    })
    .unwrap_or_default()
}

pub(crate) fn read_fates(shown: &str, bytes: &[u8], faults: &mut Vec<Fault>) -> Vec<Fate> {
    let file: Arc<str> = shown.into();
    document::read(shown, bytes, faults, |raw: FateFile, lines, _| {
        let fate = |raw: RawFate| Fate {
            line: lines.of(&raw.claim),
            claim: raw.claim.into_inner(),
            fate: raw.fate,
            by: raw.by,
            facts: raw.facts,
            data: raw.data,
            why: raw.why,
            file: Arc::clone(&file),
        };
        raw.fate.into_iter().map(fate).collect()
    })
    .unwrap_or_default()
}

pub(crate) fn read_rivalry(shown: &str, bytes: &[u8], faults: &mut Vec<Fault>) -> Rivalry {
    let mut rivalry: Rivalry =
        document::read(shown, bytes, faults, |raw, _, _| raw).unwrap_or_default();
    rivalry.file = shown.to_owned();
    rivalry
}
