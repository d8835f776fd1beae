//! How far a scenario leaves the bodies of the party free: `[decisions]` in its file.
//!
//! `free = true` frees all decisions, `from = "1923-01"` those from a month on, `only = ["..."]`
//! those named. Without it every decision goes as history went.

use model::Freedom;
use toml::{Table, Value};

use super::fields::{Section, Text};
use super::known::Known;
use super::read::exactly_one;
use super::{Layer, Scenario};
use crate::problems::{Place, Problem, Problems};

/// The keys of `[decisions]`.
pub(super) const KEYS: &[&str] = &["free", "from", "only"];

/// Reads `[decisions]`, with the place of its value.
pub(super) fn read(reader: &mut Text, section: &Section) -> Option<(Freedom, Place)> {
    let field = exactly_one(reader, section, KEYS)?;
    let place = reader.place(&field.span);
    let freedom = match field.key {
        "free" if reader.flag(field)? => Freedom::All,
        "free" => Freedom::Pinned,
        "from" => Freedom::From(reader.month(field)?),
        _ => Freedom::Only(reader.texts(field)?.into_iter().collect()),
    };
    Some((freedom, place))
}

/// The freedom in words.
pub fn in_words(freedom: &Freedom) -> String {
    match freedom {
        Freedom::Pinned => "as in history".to_owned(),
        Freedom::From(month) => format!("free from {month}"),
        Freedom::Only(ids) => {
            format!("free: {}", ids.iter().map(String::as_str).collect::<Vec<_>>().join(", "))
        }
        Freedom::All => "free".to_owned(),
    }
}

/// The options of `ktokogo run` that ask for it; each begins with a space.
pub(crate) fn as_options(freedom: &Freedom) -> String {
    match freedom {
        Freedom::Pinned => String::new(),
        Freedom::From(month) => format!(" --free {month}"),
        Freedom::Only(ids) => ids.iter().map(|id| format!(" --free-decision {id}")).collect(),
        Freedom::All => " --free".to_owned(),
    }
}

/// The table `[decisions]`; none where history holds.
pub(super) fn as_table(freedom: &Freedom) -> Option<Table> {
    let (key, value) = match freedom {
        Freedom::Pinned => return None,
        Freedom::From(month) => ("from", Value::String(month.to_string())),
        Freedom::Only(ids) => {
            ("only", Value::Array(ids.iter().cloned().map(Value::String).collect()))
        }
        Freedom::All => ("free", Value::Boolean(true)),
    };
    Some(Table::from_iter([(key.to_owned(), value)]))
}

/// Decisions that it names and nobody knows.
pub(super) fn check(freedom: &Freedom, place: &Place, known: &Known) -> Vec<Problem> {
    let Freedom::Only(ids) = freedom else { return Vec::new() };
    let names = || known.decisions.iter().map(|question| &*question.id);
    let unknown = ids.iter().filter(|id| names().all(|name| name != id.as_str()));
    let problem = |id: &String| {
        Problem::new("S005", place.clone(), format!("unknown decision `{id}`")).nearest(id, names())
    };
    unknown.map(problem).collect()
}

impl Scenario {
    /// The scenario with another freedom, asked for by options of the command line.
    ///
    /// # Errors
    /// A decision that nobody knows, with the nearest.
    pub fn freed(
        mut self,
        freedom: Freedom,
        evidence: &evidence::Evidence,
    ) -> Result<Scenario, Problems> {
        let place = Place::line("--free-decision", 0);
        let problems = check(&freedom, &place, &Known::of(evidence)?);
        self.layers.retain(|layer| layer.name != "decisions");
        self.layers.push(Layer {
            name: "decisions".to_owned(),
            value: in_words(&freedom),
            origin: "command line".to_owned(),
        });
        self.freedom = freedom;
        self.hash = self.content_hash();
        Problems(problems).or(self)
    }
}
