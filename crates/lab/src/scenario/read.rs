//! From the text of a scenario file to a draft: types and dates are checked here, names later.

use std::collections::BTreeMap;
use std::sync::Arc;

use kernel::{Month, Prior};
use model::{Freedom, Setting};
use toml::de::{DeTable, DeValue};

use super::fields::{Field, Section, Text, number};
use super::freedom;
use super::{Action, Assume, Belief, Deed, Layer};
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
const ACTION: &[&str] = &[
    "set", "to", "unit", "from", "until", "decree", "move_to", "remove", "decision", "choose",
    "override", "because",
];
const ASSUME: &[&str] = &["parameter", "value", "prior", "unit", "silence", "override", "because"];

/// One file, read but not yet held against the names of the model.
#[derive(Debug)]
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
    pub passport: BTreeMap<String, String>,
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
}

impl Draft {
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
    let mut draft = Draft {
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
        passport: BTreeMap::new(),
        file: Arc::clone(file),
    };
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
        read_passport(reader, field, draft);
    }
    if let Some(field) = top.get("action") {
        for section in reader.tables("[[action]]", field, ACTION) {
            draft.actions.extend(read_action(reader, &section));
        }
    }
    if let Some(field) = top.get("assume") {
        for section in reader.tables("[[assume]]", field, ASSUME) {
            read_assume(reader, &section, draft);
        }
    }
}

/// The passport is free: any key, a text or a list of texts.
fn read_passport(reader: &mut Text, field: &Field, draft: &mut Draft) {
    let DeValue::Table(table) = field.value() else {
        reader.wrong_type::<()>(field, "a table");
        return;
    };
    let keys: Vec<&str> = table.keys().map(|key| &**key.get_ref()).collect();
    let section = reader.section("[passport]", field.span.clone(), table, &keys);
    for field in section.fields() {
        let text = match field.value() {
            DeValue::Array(_) => reader.texts(field).map(|texts| texts.join("; ")),
            _ => reader.text(field),
        };
        if let Some(text) = text {
            draft.passport.insert(field.key.to_owned(), text);
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

/// Keys that mean nothing beside the one that was chosen.
fn foreign(reader: &mut Text, section: &Section, chosen: &str, keys: &[&str]) {
    for field in section.fields().iter().filter(|field| keys.contains(&field.key)) {
        let what = format!("`{}` means nothing beside `{chosen}`", field.key);
        reader.note(Problem::new("S009", reader.place(&field.span), what));
    }
}

fn common(reader: &mut Text, section: &Section) -> (bool, Vec<String>) {
    let wins = section.get("override").and_then(|field| reader.flag(field)).unwrap_or(false);
    let because = section.get("because").and_then(|field| reader.texts(field)).unwrap_or_default();
    (wins, because)
}

fn read_action(reader: &mut Text, section: &Section) -> Option<(Action, Spots)> {
    let (wins, because) = common(reader, section);
    let field = exactly_one(reader, section, &["set", "decree", "decision"])?;
    let name = reader.text(field)?;
    let name_place = reader.place(&field.span);
    let (deed, value, unit) = if field.key == "set" {
        foreign(reader, section, "set", &["move_to", "remove", "choose"]);
        let to = reader.must(section, "to");
        let setting = to.and_then(|field| setting(reader, field));
        let from = reader.must(section, "from").and_then(|field| reader.month(field));
        let until_field = section.get("until");
        let until = until_field.map(|field| reader.month(field));
        if let (Some(field), Some(Some(until)), Some(from)) = (until_field, until, from)
            && until < from
        {
            let what = format!("the action ends in {until}, before it begins in {from}");
            reader.note(Problem::new("S006", reader.place(&field.span), what));
            return None;
        }
        let until = match until {
            Some(None) => return None,
            Some(until) => until,
            None => None,
        };
        let deed = Deed::Set { instrument: name, to: setting?, from: from?, until };
        (deed, reader.place(&to?.span), unit(reader, section))
    } else if field.key == "decision" {
        let others = ["to", "unit", "from", "until", "move_to", "remove"];
        foreign(reader, section, "decision", &others);
        let field = reader.must(section, "choose")?;
        let option = reader.text(field)?;
        (Deed::Choose { decision: name, option }, reader.place(&field.span), None)
    } else {
        foreign(reader, section, "decree", &["to", "unit", "from", "until", "choose"]);
        let field = exactly_one(reader, section, &["move_to", "remove"])?;
        let place = reader.place(&field.span);
        if field.key == "move_to" {
            (Deed::Move { decree: name, to: reader.month(field)? }, place, None)
        } else if reader.flag(field)? {
            (Deed::Remove { decree: name }, place, None)
        } else {
            let what = "`remove` can only be true; leave the action out to keep the decree";
            reader.note(Problem::new("S007", place, what));
            return None;
        }
    };
    let origin = name_place.to_string();
    let spots = Spots { name: name_place, value, unit };
    Some((Action { deed, wins, because, origin }, spots))
}

fn read_assume(reader: &mut Text, section: &Section, draft: &mut Draft) {
    let (wins, because) = common(reader, section);
    let Some(field) = exactly_one(reader, section, &["parameter", "silence"]) else { return };
    let Some(name) = reader.text(field) else { return };
    let place = reader.place(&field.span);
    if field.key == "silence" {
        foreign(reader, section, "silence", &["value", "prior", "unit"]);
        draft.silenced.push((name, place));
        return;
    }
    let Some(field) = exactly_one(reader, section, &["value", "prior"]) else { return };
    let belief = match field.key {
        "value" => reader.number(field).map(Belief::Value),
        _ => prior(reader, field).map(Belief::Prior),
    };
    let Some(belief) = belief else { return };
    let origin = place.to_string();
    let value = reader.place(&field.span);
    let spots = Spots { name: place, value, unit: unit(reader, section) };
    draft.assumes.push((Assume { parameter: name, belief, wins, because, origin }, spots));
}

fn unit(reader: &mut Text, section: &Section) -> Option<(String, Place)> {
    let field = section.get("unit")?;
    Some((reader.text(field)?, reader.place(&field.span)))
}

/// A number, a word, or a number for each region.
fn setting(reader: &mut Text, field: &Field) -> Option<Setting> {
    match field.value() {
        DeValue::String(word) => Some(Setting::Word(word.to_string())),
        DeValue::Table(table) => {
            let keys: Vec<&str> = table.keys().map(|key| &**key.get_ref()).collect();
            let section = reader.section("the regions", field.span.clone(), table, &keys);
            let mut regions = Vec::new();
            for field in section.fields() {
                regions.push((field.key.to_owned(), reader.number(field)?));
            }
            // The order in which they are written means nothing: one meaning, one hash.
            regions.sort_by(|a: &(String, f64), b| a.0.cmp(&b.0));
            Some(Setting::Regions(regions))
        }
        value if number(value).is_some() => reader.number(field).map(Setting::Number),
        _ => reader.wrong_type(field, "a number, a word in quotes, or { region = number }"),
    }
}

const PRIORS: &[(&str, &[&str])] = &[
    ("normal", &["mean", "sd"]),
    ("lognormal", &["median", "sd"]),
    ("uniform", &["low", "high"]),
    ("triangular", &["low", "mode", "high"]),
];

fn prior(reader: &mut Text, field: &Field) -> Option<Prior> {
    let every = ["kind", "mean", "median", "sd", "low", "mode", "high"];
    let section = reader.table("the prior", field, &every)?;
    let kind_field = reader.must(&section, "kind")?;
    let kind = reader.text(kind_field)?;
    let Some((_, keys)) = PRIORS.iter().find(|(name, _)| *name == kind) else {
        let what = format!("unknown kind of prior `{kind}`");
        let problem = Problem::new("S014", reader.place(&kind_field.span), what);
        reader.note(problem.nearest(&kind, PRIORS.iter().map(|(name, _)| *name)));
        return None;
    };
    let others: Vec<&str> =
        every.iter().copied().filter(|key| *key != "kind" && !keys.contains(key)).collect();
    foreign(reader, &section, &format!("kind = \"{kind}\""), &others);
    let mut values = Vec::new();
    for key in *keys {
        values.push(reader.must(&section, key).and_then(|field| reader.number(field))?);
    }
    let (prior, sound, rule) = match (kind.as_str(), values.as_slice()) {
        ("normal", &[mean, sd]) => (Prior::Normal(mean, sd), sd > 0.0, "sd above 0"),
        ("lognormal", &[median, sd]) => {
            (Prior::LogNormal(median, sd), median > 0.0 && sd > 0.0, "median and sd above 0")
        }
        ("uniform", &[low, high]) => (Prior::Uniform(low, high), low < high, "low below high"),
        ("triangular", &[low, mode, high]) => (
            Prior::Triangular(low, mode, high),
            low <= mode && mode <= high && low < high,
            "low, mode, high in this order",
        ),
        _ => return None,
    };
    if !sound {
        let what = format!("a {kind} prior needs {rule}");
        reader.note(Problem::new("S014", reader.place(&field.span), what));
        return None;
    }
    Some(prior)
}

/// Whether a month lies within an action's time.
pub(super) fn within(month: Month, from: Month, until: Option<Month>) -> bool {
    month >= from && until.is_none_or(|until| month <= until)
}
