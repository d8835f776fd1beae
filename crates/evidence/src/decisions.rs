//! Decisions: what a body had to decide, between which options, and who is known to have wanted what.

use crate::{
    date::HistoricalDate,
    document::{self, Lines},
    fault::Fault,
    series::Confidence,
};
use serde::Deserialize;
use std::{collections::BTreeMap, sync::Arc};
use toml::Spanned;

/// When a position was known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Known {
    /// Before the vote, from what the person wrote, signed or said.
    Before,
    /// Only from the vote itself: whoever forecasts the vote with it forecasts the past.
    After,
}

/// Where a person stood on the question.
#[derive(Debug, Clone, PartialEq)]
pub struct Stance {
    /// Key of the person, see [`crate::Evidence::persons`].
    pub person: String,
    /// Place on the issue, -2 to 2.
    pub at: f64,
    /// Kind of evidence and a few words, as in the record of persons.
    pub evidence: String,
    /// Whether it was known before the vote.
    pub known: Known,
    /// Spoke without a vote.
    pub guest: bool,
    /// Line of the file.
    pub line: usize,
}

/// Something that the body could decide.
#[derive(Debug, Clone, PartialEq)]
pub struct DecisionOption {
    /// Name, unique within the decision.
    pub id: String,
    /// What it says, for the reader.
    pub title: String,
    /// Place on the issue, -2 to 2.
    pub at: f64,
    /// Key of the person who proposes it; empty if nobody is known to.
    pub proposer: String,
    /// Whether it leaves things as they are.
    pub status_quo: bool,
    /// Decrees that it issues.
    pub issues: Vec<String>,
    /// Decrees of the record that it prevents.
    pub withholds: Vec<String>,
    /// How the state of the country speaks for it: weights of signals, checked by the model.
    pub pressure: BTreeMap<String, f64>,
    /// Why it was possible and why it stands at this place.
    pub reason: String,
    /// Line of its `id`.
    pub line: usize,
}

/// A question that a body decided.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// Name, unique among all decisions.
    pub id: String,
    /// When it was decided.
    pub date: HistoricalDate,
    /// Who decided, one of [`BODIES`].
    pub body: String,
    /// The question.
    pub question: String,
    /// The issue on which options and persons have places; its scale stands at the head of the
    /// record of persons.
    pub issue: String,
    /// Title of the event it belongs to; may be empty.
    pub event: String,
    /// Name of the recorded vote; may be empty.
    pub vote: String,
    /// Key of the bibliography, or `judgement`.
    pub source: String,
    /// How far the record can be trusted.
    pub confidence: Confidence,
    /// Voting delegates of a congress or conference.
    pub delegates: Option<u32>,
    /// What a user must know.
    pub note: String,
    /// The option that history chose.
    pub chosen: String,
    /// Members of the body who could not vote.
    pub absent: Vec<String>,
    /// Who was charged before the vote to speak for those absent; may be empty.
    pub spokesman: String,
    /// The options, two or more.
    pub options: Vec<DecisionOption>,
    /// Positions that outweigh those of the portraits.
    pub positions: Vec<Stance>,
    /// File, as the reader would open it.
    pub file: Arc<str>,
    /// Line of its `id`.
    pub line: usize,
}

impl Decision {
    /// The number of the option that history chose; none if the file is at fault.
    pub fn history(&self) -> Option<usize> {
        self.options.iter().position(|option| option.id == self.chosen)
    }

    /// Whether a position was taken from the vote itself.
    pub fn coded_from_the_vote(&self) -> bool {
        self.positions.iter().any(|stance| stance.known == Known::After)
    }

    /// The name of the body for the reader.
    pub fn body_title(&self) -> &'static str {
        match self.body.as_str() {
            "politburo" => "Politburo",
            "orgburo" => "Orgburo",
            "central-committee" => "Central Committee",
            "congress" => "party congress",
            _ => "party conference",
        }
    }
}

/// The bodies that decide, and how the lists of members begin their names; a congress or conference
/// has delegates and no list.
pub const BODIES: [(&str, Option<&str>); 5] = [
    ("politburo", Some("Politburo")),
    ("orgburo", Some("Orgburo")),
    ("central-committee", Some("CC")),
    ("congress", None),
    ("conference", None),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DecisionFile {
    #[serde(default)]
    decision: Vec<RawDecision>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDecision {
    id: Spanned<String>,
    date: Spanned<String>,
    body: String,
    question: String,
    issue: String,
    #[serde(default)]
    event: String,
    #[serde(default)]
    vote: String,
    source: String,
    confidence: Confidence,
    #[serde(default)]
    delegates: Option<u32>,
    #[serde(default)]
    note: String,
    chosen: String,
    #[serde(default)]
    absent: Vec<String>,
    #[serde(default)]
    spokesman: String,
    #[serde(default)]
    option: Vec<RawOption>,
    #[serde(default)]
    positions: BTreeMap<Spanned<String>, RawStance>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawOption {
    id: Spanned<String>,
    title: String,
    at: f64,
    #[serde(default)]
    proposer: String,
    #[serde(default)]
    status_quo: bool,
    #[serde(default)]
    issues: Vec<String>,
    #[serde(default)]
    withholds: Vec<String>,
    #[serde(default)]
    pressure: BTreeMap<String, f64>,
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawStance {
    at: f64,
    evidence: String,
    known: Known,
    #[serde(default)]
    guest: bool,
}

/// Reads one file of decisions.
pub(crate) fn read(shown: &str, bytes: &[u8], faults: &mut Vec<Fault>) -> Vec<Decision> {
    let file: Arc<str> = shown.into();
    document::read(shown, bytes, faults, |raw: DecisionFile, lines, faults| {
        raw.decision.into_iter().filter_map(|raw| decision(raw, &file, lines, faults)).collect()
    })
    .unwrap_or_default()
}

fn decision(
    raw: RawDecision,
    file: &Arc<str>,
    lines: &Lines,
    faults: &mut Vec<Fault>,
) -> Option<Decision> {
    let date = document::date("decision", &raw.id, &raw.date, file, lines, faults)?;
    let stance = |(person, raw): (Spanned<String>, RawStance)| Stance {
        line: lines.of(&person),
        person: person.into_inner(),
        at: raw.at,
        evidence: raw.evidence,
        known: raw.known,
        guest: raw.guest,
    };
    Some(Decision {
        line: lines.of(&raw.id),
        id: raw.id.into_inner(),
        date,
        body: raw.body,
        question: raw.question,
        issue: raw.issue,
        event: raw.event,
        vote: raw.vote,
        source: raw.source,
        confidence: raw.confidence,
        delegates: raw.delegates,
        note: raw.note,
        chosen: raw.chosen,
        absent: raw.absent,
        spokesman: raw.spokesman,
        options: raw.option.into_iter().map(|raw| option(raw, lines)).collect(),
        positions: raw.positions.into_iter().map(stance).collect(),
        file: Arc::clone(file),
    })
}

fn option(raw: RawOption, lines: &Lines) -> DecisionOption {
    DecisionOption {
        line: lines.of(&raw.id),
        id: raw.id.into_inner(),
        title: raw.title,
        at: raw.at,
        proposer: raw.proposer,
        status_quo: raw.status_quo,
        issues: raw.issues,
        withholds: raw.withholds,
        pressure: raw.pressure,
        reason: raw.reason,
    }
}
