//! Decrees and shocks: what sets the instruments of the model, and when.

use crate::{
    date::HistoricalDate,
    document::{self, Lines},
    fault::Fault,
    series::Confidence,
};
use serde::Deserialize;
use std::{collections::BTreeMap, sync::Arc};
use toml::{Spanned, Value};

/// Who moves the instruments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DecreeKind {
    /// A command of the state.
    Decree,
    /// Weather, war, the world: whatever nobody here decided.
    Shock,
}

/// The value that a decree gives to one name.
#[derive(Debug, Clone, PartialEq)]
pub enum Setting {
    /// A number, in the unit of the name that is set.
    Number(f64),
    /// A word, such as a regime.
    Text(String),
    /// On or off.
    Switch(bool),
    /// A number for each region named, in order of the regions.
    ByRegion(BTreeMap<String, f64>),
}

/// One name that a decree sets.
#[derive(Debug, Clone, PartialEq)]
pub struct Set {
    /// The name; the model checks whether it exists.
    pub name: String,
    /// The value.
    pub value: Setting,
    /// Line of the file.
    pub line: usize,
}

/// A dated command of the state, or a dated shock.
#[derive(Debug, Clone, PartialEq)]
pub struct Decree {
    /// Name, unique among all decrees.
    pub id: String,
    /// When it takes effect.
    pub date: HistoricalDate,
    /// Title for the reader.
    pub title: String,
    /// Command or shock.
    pub kind: DecreeKind,
    /// Key of the bibliography, or `judgement`.
    pub source: String,
    /// How far the record can be trusted.
    pub confidence: Confidence,
    /// Title of the event it belongs to; may be empty.
    pub event: String,
    /// What a user must know.
    pub note: String,
    /// Whether history never issued it: only an option of a decision can.
    pub alternative: bool,
    /// What it sets, in order of the names.
    pub set: Vec<Set>,
    /// File, as the reader would open it.
    pub file: Arc<str>,
    /// Line of its `id`.
    pub line: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DecreeFile {
    #[serde(default)]
    decree: Vec<RawDecree>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDecree {
    id: Spanned<String>,
    date: Spanned<String>,
    title: String,
    kind: DecreeKind,
    source: String,
    confidence: Confidence,
    #[serde(default)]
    event: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    alternative: bool,
    set: BTreeMap<Spanned<String>, Value>,
}

/// Reads one file of decrees.
pub(crate) fn read(shown: &str, bytes: &[u8], faults: &mut Vec<Fault>) -> Vec<Decree> {
    let file: Arc<str> = shown.into();
    document::read(shown, bytes, faults, |raw: DecreeFile, lines, faults| {
        raw.decree.into_iter().filter_map(|raw| decree(raw, &file, lines, faults)).collect()
    })
    .unwrap_or_default()
}

fn decree(
    raw: RawDecree,
    file: &Arc<str>,
    lines: &Lines,
    faults: &mut Vec<Fault>,
) -> Option<Decree> {
    let date = document::date("decree", &raw.id, &raw.date, file, lines, faults)?;
    let set = raw.set.into_iter().filter_map(|(name, value)| {
        let line = lines.of(&name);
        let name = name.into_inner();
        match setting(value) {
            Ok(value) => Some(Set { name, value, line }),
            Err(what) => {
                let hint = "write a number, a word, true or false, or { region = number }";
                faults.push(Fault::new(&**file, line, format!("`{name}` {what}"), hint));
                None
            }
        }
    });
    let set = set.collect();
    Some(Decree {
        line: lines.of(&raw.id),
        id: raw.id.into_inner(),
        date,
        title: raw.title,
        kind: raw.kind,
        source: raw.source,
        confidence: raw.confidence,
        event: raw.event,
        note: raw.note,
        alternative: raw.alternative,
        set,
        file: Arc::clone(file),
    })
}

fn setting(value: Value) -> Result<Setting, String> {
    match value {
        Value::Boolean(on) => Ok(Setting::Switch(on)),
        Value::String(word) => Ok(Setting::Text(word)),
        Value::Table(regions) => regions
            .into_iter()
            .map(|(region, value)| match number(&value) {
                Some(number) => Ok((region, number)),
                None => Err(format!("has no finite number for `{region}`")),
            })
            .collect::<Result<_, _>>()
            .map(Setting::ByRegion),
        Value::Integer(_) | Value::Float(_) => {
            number(&value).map(Setting::Number).ok_or_else(|| "is no finite number".to_owned())
        }
        other => Err(format!("has the type {}, which no instrument takes", other.type_str())),
    }
}

/// A finite number; TOML knows `inf` and `nan`, the model does not.
fn number(value: &Value) -> Option<f64> {
    let number = match value {
        Value::Integer(whole) => *whole as f64,
        Value::Float(number) => *number,
        _ => return None,
    };
    number.is_finite().then_some(number)
}
