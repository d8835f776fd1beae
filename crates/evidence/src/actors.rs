//! Persons, with their positions and ties.

use crate::{date::HistoricalDate, document, fault::Fault, series::Confidence};
use serde::Deserialize;
use std::{collections::BTreeMap, sync::Arc};
use toml::Spanned;

/// A position on one question; the scales stand at the head of the file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Position {
    /// Score from -2 to +2; a judgement of the compilation.
    pub score: f64,
    /// Kind of evidence (s signed, v vote, l letter, p speech, r inferred) and a few words.
    pub evidence: String,
}

/// A tie to another person.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tie {
    /// +1 friendly, -1 hostile, as it was in November 1917 or when the two met.
    pub sign: f64,
    /// What it became, by month as `1923-01`.
    #[serde(default)]
    pub turns: BTreeMap<String, f64>,
    /// In what it consisted.
    #[serde(default)]
    pub note: String,
}

/// What the compilation knows of one person.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Portrait {
    /// Surname and initials.
    pub name: String,
    /// Year of birth.
    #[serde(default)]
    pub born: Option<i32>,
    /// Year of death.
    #[serde(default)]
    pub died: Option<i32>,
    /// Place of birth.
    #[serde(default)]
    pub birthplace: String,
    /// When the person joined the party.
    #[serde(default)]
    pub party_entry: String,
    /// Family.
    #[serde(default)]
    pub social_origin: String,
    /// Schools.
    #[serde(default)]
    pub education: String,
    /// Years abroad.
    #[serde(default)]
    pub emigration: String,
    /// Languages, as codes.
    #[serde(default)]
    pub languages: Vec<String>,
    /// Offices with their dates.
    #[serde(default)]
    pub offices: Vec<String>,
    /// Party congresses that made the person a full member of the Central Committee.
    #[serde(default)]
    pub cc_full: Vec<u32>,
    /// Party congresses that made the person a candidate.
    #[serde(default)]
    pub cc_candidate: Vec<u32>,
    /// Posts far from the centre that served as exile.
    #[serde(default)]
    pub exile_postings: String,
    /// How the life ended.
    #[serde(default)]
    pub fate: String,
    /// Key of the bibliography.
    pub source: String,
    /// How far the portrait can be trusted.
    pub confidence: Confidence,
    /// What of it is better founded than the rest.
    #[serde(default)]
    pub confidence_note: String,
    /// Positions by question.
    #[serde(default)]
    pub positions: BTreeMap<String, Position>,
    /// Ties by the key of the other person.
    #[serde(default)]
    pub ties: BTreeMap<String, Tie>,
}

/// A person of the record.
#[derive(Debug, Clone, PartialEq)]
pub struct Actor {
    /// Key, as ties name it.
    pub key: String,
    /// What is known.
    pub portrait: Portrait,
    /// File, as the reader would open it.
    pub file: Arc<str>,
    /// Line of the key.
    pub line: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActorFile {
    #[serde(default)]
    actors: BTreeMap<Spanned<String>, Portrait>,
}

/// Reads one file of persons.
pub(crate) fn read(shown: &str, bytes: &[u8], faults: &mut Vec<Fault>) -> Vec<Actor> {
    let file: Arc<str> = shown.into();
    document::read(shown, bytes, faults, |raw: ActorFile, lines, faults| {
        for (key, portrait) in &raw.actors {
            check_turns(key.get_ref(), portrait, shown, lines.of(key), faults);
        }
        let actor = |(key, portrait): (Spanned<String>, Portrait)| Actor {
            line: lines.of(&key),
            key: key.into_inner(),
            portrait,
            file: Arc::clone(&file),
        };
        raw.actors.into_iter().map(actor).collect()
    })
    .unwrap_or_default()
}

/// A turn of a tie has a date that can be read.
fn check_turns(key: &str, portrait: &Portrait, shown: &str, line: usize, faults: &mut Vec<Fault>) {
    for (other, tie) in &portrait.ties {
        for date in tie.turns.keys() {
            if let Err(error) = date.parse::<HistoricalDate>() {
                let what = format!("the tie of `{key}` to `{other}`: {error}");
                faults.push(Fault::new(shown, line, what, "write the month, as `1923-01`"));
            }
        }
    }
}
