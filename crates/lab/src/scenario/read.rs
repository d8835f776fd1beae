//! From the text of a scenario file to a draft: types and dates are checked here, names later.

use std::sync::Arc;

use kernel::Month;
use model::Freedom;
use toml::de::DeTable;

use super::entries::{read_action, read_assume};
use super::fields::{Field, Section, Text};
use super::passport::{self, Cited, CitedKind, EVIDENCE, Passport};
use super::{Action, Assume, Layer, Scenario, freedom};
use crate::problems::{Place, Problem};

/// The version of the format that this program reads.
const VERSION: u64 = 1;
/// More draws than this cannot be asked for.
const MOST_DRAWS: u64 = 5_000;

const TOP: &[&str] = &[
    "ktokogo",
    "name",
    "title",
    "parent",
    "question",
    "action",
    "assume",
    "decisions",
    "draws",
    "passport",
];
/// The keys of `[[action]]`.
const ACTION: &[&str] = &[
    "set", "to", "ramp", "scale", "as_given", "unit", "when", "from", "until", "lasts", "decree",
    "move_to", "remove", "decision", "choose", "override", "because",
];
/// Those of them that say what becomes of an instrument, and when.
pub(super) const OF_SET: &[&str] =
    &["to", "ramp", "scale", "as_given", "unit", "when", "from", "until", "lasts"];
const ASSUME: &[&str] =
    &["parameter", "value", "prior", "unit", "silence", "theory", "override", "because"];

/// One file, read but not yet held against the names of the model.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub name: String,
    pub title: String,
    pub question: String,
    pub parent: Option<(String, Place)>,
    pub actions: Vec<(Action, Spots)>,
    pub assumes: Vec<(Assume, Spots)>,
    pub silenced: Vec<(String, Place)>,
    pub freedom: Option<(Freedom, Place)>,
    pub draws: Option<u32>,
    pub seed: Option<u64>,
    pub passport: Passport,
    pub cited: Vec<Cited>,
    pub file: Arc<str>,
}

/// Where the parts of an action or assumption stand.
#[derive(Clone, Debug)]
pub(super) struct Spots {
    /// The name of what is set, moved, removed or assumed.
    pub name: Place,
    /// The value.
    pub value: Place,
    /// The unit that the author wrote, if any.
    pub unit: Option<(String, Place)>,
    /// The condition, if there is one; else the same as `value`.
    pub condition: Place,
}

impl Draft {
    /// A file in which nothing stands.
    pub fn empty(file: &Arc<str>) -> Draft {
        Draft {
            name: String::new(),
            title: String::new(),
            question: String::new(),
            parent: None,
            actions: Vec::new(),
            assumes: Vec::new(),
            silenced: Vec::new(),
            freedom: None,
            draws: None,
            seed: None,
            passport: Passport::default(),
            cited: Vec::new(),
            file: Arc::clone(file),
        }
    }

    /// A scenario that was read before, as the layer below another one.
    pub fn of(scenario: &Scenario) -> Draft {
        let place = |origin: &str| match origin.rsplit_once(':') {
            Some((file, line)) => Place::line(file, line.parse().unwrap_or(0)),
            None => Place::line(origin, 0),
        };
        let spots = |origin: &str| {
            let place = place(origin);
            Spots { name: place.clone(), value: place.clone(), unit: None, condition: place }
        };
        let own = Place::line(scenario.called(), 0);
        Draft {
            name: scenario.name.clone(),
            title: scenario.title.clone(),
            question: scenario.question.clone(),
            actions: scenario.actions.iter().map(|a| (a.clone(), spots(&a.origin))).collect(),
            assumes: scenario.assumes.iter().map(|a| (a.clone(), spots(&a.origin))).collect(),
            silenced: scenario.silenced.iter().map(|name| (name.clone(), own.clone())).collect(),
            freedom: Some((scenario.freedom.clone(), own.clone())),
            draws: scenario.draws,
            seed: scenario.seed,
            passport: scenario.passport.clone(),
            ..Draft::empty(&own.file)
        }
    }

    /// Notes what a text of the file points to.
    pub fn cite(&mut self, key: &str, text: &str, place: &Place) {
        let (kind, name) = match (key, text.strip_prefix(EVIDENCE)) {
            ("claims", _) => (CitedKind::Claim, text),
            ("hinge", _) => (CitedKind::Hinge, text),
            (_, Some(name)) => (CitedKind::Evidence, name),
            (_, None) => return,
        };
        self.cited.push(Cited { kind, name: name.to_owned(), place: place.clone() });
    }

    /// Every value that this file sets.
    pub fn layers(&self) -> Vec<Layer> {
        let layer = |name: &str, value: String, origin: String| Layer {
            name: name.to_owned(),
            value,
            origin,
        };
        let mut layers = Vec::new();
        for (action, _) in &self.actions {
            let (name, value) = super::written::deed_in_words(&action.deed);
            layers.push(layer(&name, value, action.origin.clone()));
        }
        for (assume, _) in &self.assumes {
            let value = super::written::belief_in_words(&assume.belief);
            layers.push(layer(&assume.parameter, value, assume.origin.clone()));
        }
        for (name, place) in &self.silenced {
            layers.push(layer(name, "silenced".to_owned(), place.to_string()));
        }
        if let Some((freedom, place)) = &self.freedom {
            layers.push(layer("decisions", freedom::in_words(freedom), place.to_string()));
        }
        let file = self.file.to_string();
        layers.extend(self.draws.map(|n| layer("draws.n", n.to_string(), file.clone())));
        layers.extend(self.seed.map(|seed| layer("draws.seed", seed.to_string(), file)));
        layers
    }
}

/// Reads a text; what is wrong with it comes beside what could be read.
pub(super) fn read(file: &Arc<str>, text: &Arc<str>) -> (Draft, Vec<Problem>) {
    let mut reader = Text { file: Arc::clone(file), text: Arc::clone(text), problems: Vec::new() };
    let mut draft = Draft::empty(file);
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let place = reader.place(&error.span().unwrap_or(0..0));
        let what = format!("broken TOML: {}", error.message().replace('\n', ", "));
        reader.note(Problem::new("S001", place, what));
    }
    if reader.problems.is_empty() {
        let top = reader.section("the scenario", 0..0, table.get_ref(), TOP);
        read_top(&mut reader, &top, &mut draft);
    }
    (draft, reader.problems)
}

fn read_top(reader: &mut Text, top: &Section, draft: &mut Draft) {
    if let Some(field) = reader.must(top, "ktokogo")
        && let Some(version) = reader.whole(field, u64::MAX)
        && version != VERSION
    {
        let what = format!("this program reads version {VERSION} of the format, not {version}");
        reader.note(Problem::new("S012", reader.place(&field.span), what));
    }
    if let Some(field) = reader.must(top, "name") {
        draft.name = reader.text(field).unwrap_or_default();
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if !draft.name.is_empty() && !draft.name.chars().all(plain) {
            let what = "a name has small letters, digits and hyphens only";
            reader.note(Problem::new("S007", reader.place(&field.span), what));
        }
    }
    draft.title = top.get("title").and_then(|field| reader.text(field)).unwrap_or_default();
    draft.question = top.get("question").and_then(|field| reader.text(field)).unwrap_or_default();
    if let Some(field) = top.get("parent")
        && let Some(name) = reader.text(field)
    {
        draft.parent = Some((name, reader.place(&field.span)));
    } else if draft.name != "history" {
        draft.parent = Some(("history".to_owned(), reader.place(&(0..0))));
    }
    if let Some(field) = top.get("draws")
        && let Some(draws) = reader.table("[draws]", field, &["n", "seed"])
    {
        let n = draws.get("n").and_then(|field| reader.whole(field, MOST_DRAWS));
        draft.draws = n.and_then(|n| u32::try_from(n).ok());
        draft.seed = draws.get("seed").and_then(|field| reader.whole(field, u64::MAX));
    }
    if let Some(field) = top.get("decisions")
        && let Some(section) = reader.table("[decisions]", field, freedom::KEYS)
    {
        draft.freedom = freedom::read(reader, &section);
    }
    if let Some(field) = top.get("passport") {
        passport::read(reader, field, draft);
    }
    if let Some(field) = top.get("action") {
        for section in reader.tables("[[action]]", field, ACTION) {
            let action = read_action(reader, &section, draft);
            draft.actions.extend(action);
        }
    }
    if let Some(field) = top.get("assume") {
        for section in reader.tables("[[assume]]", field, ASSUME) {
            read_assume(reader, &section, draft);
        }
    }
}

/// The one key of several that stands; a problem if none or two do.
pub(super) fn exactly_one<'s, 'a>(
    reader: &mut Text,
    section: &'s Section<'a>,
    keys: &[&str],
) -> Option<&'s Field<'a>> {
    let found: Vec<_> = keys.iter().filter_map(|key| section.get(key)).collect();
    let quoted: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
    match found.as_slice() {
        [one] => Some(*one),
        [] => {
            let what = format!("{} needs one of {}", section.title(), quoted.join(", "));
            reader.note(Problem::new("S003", reader.place(&section.span), what));
            None
        }
        [first, second, ..] => {
            let what = format!("{} takes only one of {}", section.title(), quoted.join(", "));
            let (first, second) = (reader.place(&first.span), reader.place(&second.span));
            reader.note(Problem::new("S009", second, what).other(first, "and here"));
            None
        }
    }
}

/// Whether a month lies within an action's time.
pub(super) fn within(month: Month, from: Month, until: Option<Month>) -> bool {
    month >= from && until.is_none_or(|until| month <= until)
}
