//! Targets: the stylised facts against which the model is judged.

use crate::{document, fault::Fault};
use serde::Deserialize;
use std::{collections::BTreeMap, sync::Arc};
use toml::{Spanned, Table, Value};

/// One measurement of a fact; the lab knows what its keys mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// The keys and values as written.
    pub table: Table,
    /// Line of each key.
    pub lines: BTreeMap<String, usize>,
    /// Line of the check.
    pub line: usize,
}

/// One stylised fact.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// Name, unique among all facts.
    pub id: String,
    /// Number in the list of stylised facts.
    pub number: u32,
    /// Title for the reader.
    pub title: String,
    /// The fact in a sentence.
    pub statement: String,
    /// Why the tolerances are as they are.
    pub why_tolerance: String,
    /// Rows on which it rests: `series@date`, with `#source` where several sources give the date.
    pub source_rows: Vec<String>,
    /// Keys of the bibliography on which it rests beside the rows.
    pub sources: Vec<String>,
    /// Its measurements.
    pub checks: Vec<Check>,
    /// File, as the reader would open it.
    pub file: Arc<str>,
    /// Line of its `id`.
    pub line: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TargetFile {
    #[serde(default)]
    fact: Vec<RawFact>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFact {
    id: Spanned<String>,
    number: u32,
    title: String,
    statement: String,
    why_tolerance: String,
    #[serde(default)]
    source_rows: Vec<String>,
    #[serde(default)]
    sources: Vec<String>,
    #[serde(default)]
    check: Vec<Spanned<BTreeMap<Spanned<String>, Value>>>,
}

/// Reads one file of targets.
pub(crate) fn read(shown: &str, bytes: &[u8], faults: &mut Vec<Fault>) -> Vec<Fact> {
    let file: Arc<str> = shown.into();
    document::read(shown, bytes, faults, |raw: TargetFile, lines, _| {
        let check = |raw: Spanned<BTreeMap<Spanned<String>, Value>>| {
            let line = lines.of(&raw);
            let entries = raw.into_inner();
            Check {
                lines: entries
                    .keys()
                    .map(|name| (name.get_ref().clone(), lines.of(name)))
                    .collect(),
                table: entries
                    .into_iter()
                    .map(|(name, value)| (name.into_inner(), value))
                    .collect(),
                line,
            }
        };
        let fact = |raw: RawFact| Fact {
            line: lines.of(&raw.id),
            id: raw.id.into_inner(),
            number: raw.number,
            title: raw.title,
            statement: raw.statement,
            why_tolerance: raw.why_tolerance,
            source_rows: raw.source_rows,
            sources: raw.sources,
            checks: raw.check.into_iter().map(check).collect(),
            file: Arc::clone(&file),
        };
        raw.fact.into_iter().map(fact).collect()
    })
    .unwrap_or_default()
}
