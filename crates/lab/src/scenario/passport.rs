//! The passport of a scenario: what its author says of it. A judgement, never computed.

use std::collections::BTreeMap;

use evidence::{HistoricalDate, MONTHS};
use kernel::Month;
use serde_json::{Map, Value};

use super::dates;
use super::fields::{Field, Text};
use super::known::Known;
use super::read::Draft;
use crate::problems::{Place, Problem};

/// Whether a key takes one text or a list of texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One text.
    Text,
    /// A list of texts.
    List,
}

/// The keys of `[passport]`: name, shape, and what is said there.
pub const KEYS: &[(&str, Shape, &str)] = &[
    ("antecedent", Shape::Text, "what is changed, so exactly that it could be checked"),
    ("minimal", Shape::Text, "what stays as it was, though it might have changed too"),
    ("cotenable", Shape::List, "what must be true besides, as texts or `evidence:NAME`"),
    ("horizon", Shape::Text, "the last month for which the author vouches, as 1924-06"),
    ("plausibility", Shape::Text, "how likely the change was, in the author's judgement"),
    ("hinge", Shape::Text, "id of the hinge in the ledger of claims, as H05"),
    ("variant", Shape::Text, "what sets it apart from the main scenario of its hinge"),
    ("when", Shape::Text, "when the choice stood open; it sorts the scenarios"),
    ("status", Shape::Text, "whether the lecture states the hinge, implies it, or it was added"),
    ("claims", Shape::List, "ids of the claims that it puts to the test"),
    ("lecture_expects", Shape::Text, "what the lecture expects"),
    ("rivals_expect", Shape::Text, "what the rival accounts expect"),
    ("live_option", Shape::Text, "whether contemporaries had the choice"),
    ("note", Shape::Text, "what a reader must know besides"),
    ("sources", Shape::List, "where it was read"),
    ("theory", Shape::Text, "number of a rival account in the ledger of claims"),
    ("summary", Shape::Text, "a rival account in short"),
    ("signature", Shape::Text, "what only this rival account would expect"),
];

/// What the author of a scenario says of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passport {
    said: BTreeMap<&'static str, Vec<String>>,
}

impl Passport {
    /// What is said under a key, lists joined by semicolons; empty if nothing is.
    pub fn text(&self, key: &str) -> String {
        self.list(key).join("; ")
    }

    /// The texts under a key; none if nothing is said.
    pub fn list(&self, key: &str) -> &[String] {
        self.said.get(key).map_or(&[], Vec::as_slice)
    }

    /// Whether nothing is said at all.
    pub fn is_empty(&self) -> bool {
        self.said.is_empty()
    }

    /// The keys under which something is said, in the order of [`KEYS`], with their texts.
    pub fn entries(&self) -> impl Iterator<Item = (&'static str, &[String])> {
        KEYS.iter().filter_map(|(key, ..)| Some((*key, self.said.get(key)?.as_slice())))
    }

    /// The last month for which the author vouches.
    pub fn horizon(&self) -> Option<Month> {
        dates::month(&self.text("horizon")).ok()
    }

    /// The month by which scenarios are sorted: the first month that `when` names.
    pub fn when(&self) -> Option<Month> {
        first_month(&self.text("when"))
    }

    /// As JSON: a text or a list of texts under each key.
    pub fn json(&self) -> Value {
        let value = |key: &str, texts: &[String]| match shape(key) {
            Some(Shape::List) => Value::from(texts.to_vec()),
            _ => Value::from(texts.join("; ")),
        };
        Value::Object(Map::from_iter(self.entries().map(|(k, t)| (k.to_owned(), value(k, t)))))
    }

    /// The table `[passport]`.
    pub(super) fn table(&self) -> toml::Table {
        let value = |key: &str, texts: &[String]| match shape(key) {
            Some(Shape::List) => toml::Value::from(texts.to_vec()),
            _ => toml::Value::from(texts.join("; ")),
        };
        self.entries().map(|(key, texts)| (key.to_owned(), value(key, texts))).collect()
    }
}

fn shape(key: &str) -> Option<Shape> {
    KEYS.iter().find(|(known, ..)| *known == key).map(|(_, shape, _)| *shape)
}

/// The first month that a text names: as a date of the record, or as "6 October 1922", "1918-20".
fn first_month(text: &str) -> Option<Month> {
    if let Ok(date) = text.trim_end_matches('~').parse::<HistoricalDate>() {
        let first = date.first_month();
        return Month::checked(first.year, u32::from(first.month));
    }
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
    let year = |word: &&str| {
        let plain = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| word.parse::<i32>().ok()).flatten()
    };
    let year = words.iter().find_map(year)?;
    let month = words.iter().find_map(|word| MONTHS.iter().position(|known| known == word));
    Month::checked(year, month.map_or(1, |place| place as u32 + 1))
}

/// Reads `[passport]`; what it cites is noted in the draft.
pub(super) fn read(reader: &mut Text, field: &Field, draft: &mut Draft) {
    let keys: Vec<&str> = KEYS.iter().map(|(key, ..)| *key).collect();
    let Some(section) = reader.table("[passport]", field, &keys) else { return };
    for field in section.fields() {
        let Some((key, shape, _)) = KEYS.iter().find(|(key, ..)| *key == field.key) else {
            continue;
        };
        let texts = match shape {
            Shape::List if field.value().is_array() => reader.placed(field),
            _ => reader.text(field).map(|text| vec![(text, reader.place(&field.span))]),
        };
        let Some(texts) = texts else { continue };
        for (text, place) in &texts {
            check_date(reader, key, text, place);
            draft.cite(key, text, place);
        }
        draft.passport.said.insert(key, texts.into_iter().map(|(text, _)| text).collect());
    }
}

/// A date of the passport that none can read.
fn check_date(reader: &mut Text, key: &str, text: &str, place: &Place) {
    let wrong = match key {
        "horizon" => dates::month_of_run(text).err(),
        "when" if first_month(text).is_none() => {
            Some(format!("`{text}` names no year; write a date such as 1922-10"))
        }
        _ => None,
    };
    reader.problems.extend(wrong.map(|what| Problem::new("S006", place.clone(), what)));
}

/// Something that a file points to by name.
#[derive(Clone, Debug)]
pub(super) struct Cited {
    /// What kind of thing it is.
    pub kind: CitedKind,
    /// Its name.
    pub name: String,
    /// Where it is cited.
    pub place: Place,
}

/// What a file can point to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CitedKind {
    /// A claim of the ledger.
    Claim,
    /// A hinge of the ledger.
    Hinge,
    /// A series, path, source, claim, decree or decision of the evidence.
    Evidence,
}

/// How a text begins that names a record of the evidence.
pub(super) const EVIDENCE: &str = "evidence:";

/// What is cited and does not exist. Evidence that lacks a whole list is not held against it.
pub(super) fn check(cited: &[Cited], known: &Known) -> Vec<Problem> {
    let problem = |cited: &Cited| {
        let (names, kind) = match cited.kind {
            CitedKind::Claim => (&known.claims, "claim"),
            CitedKind::Hinge => (&known.hinges, "hinge"),
            CitedKind::Evidence => (&known.records, "record of the evidence"),
        };
        if names.is_empty() || names.contains(&cited.name) {
            return None;
        }
        let what = format!("unknown {kind} `{}`", cited.name);
        let names = names.iter().map(String::as_str);
        Some(Problem::new("S005", cited.place.clone(), what).nearest(&cited.name, names))
    };
    cited.iter().filter_map(problem).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_the_ledger_can_be_sorted() {
        let cases = [
            ("6 October or 18 December 1922", (1922, 10)),
            ("January-August 1919", (1919, 1)),
            ("1924, 1927-28", (1924, 1)),
            ("initial condition 1917", (1917, 1)),
            ("1922-10~", (1922, 10)),
            ("os:1917-10-25", (1917, 11)),
            ("1919-04/1919-11", (1919, 4)),
        ];
        for (text, (year, month)) in cases {
            assert_eq!(first_month(text), Some(Month::new(year, month)), "{text}");
        }
        assert_eq!(first_month("autumn"), None);
    }
}
