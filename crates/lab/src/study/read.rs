//! Reads a study file. Errors have the codes of scenarios, and a place, a cause and a remedy.

use std::ops::Range;
use std::path::Path;

use model::VARIABLES;
use toml::de::DeValue;

use super::{CENTRAL, Mode, Study};
use crate::outcomes::DEFINITIONS;
use crate::problems::{Problem, Problems};
use crate::request::{DRAWS, HOUSEHOLDS, MEMBERS, SEED};
use crate::scenario::fields::{self, Field, Section, Text};
use crate::scenario::{self, theories};

/// The version of the format that this program reads.
const VERSION: u64 = 1;
/// More draws than this cannot be asked for: their numbers would not fit into the tables.
const MOST_DRAWS: u64 = 1_000_000;
/// More rows than there are people.
const MOST_ROWS: u64 = 200_000_000;

const KEYS: &[&str] = &[
    "ktokogo",
    "name",
    "title",
    "question",
    "scenarios",
    "baseline",
    "theories",
    "decisions",
    "draws",
    "seed",
    "households",
    "members",
    "until",
    "keep",
];

/// Reads a study file and checks every name, month and number in it; not the scenarios, which
/// [`super::Plan::of`] reads.
///
/// # Errors
/// All problems of the file, not only the first.
pub fn load(path: &Path) -> Result<Study, Problems> {
    fields::read_file(path, "give a study file, such as studies/hinges.toml", |reader, table| {
        let top = reader.section("the study", 0..0, table, KEYS);
        read_top(reader, &top, path)
    })
}

fn read_top(reader: &mut Text, top: &Section, path: &Path) -> Study {
    if let Some(field) = reader.must(top, "ktokogo")
        && let Some(version) = reader.whole(field, u64::MAX)
        && version != VERSION
    {
        let what = format!("this program reads version {VERSION} of the format, not {version}");
        reader.note(Problem::new("S012", reader.place(&field.span), what));
    }
    let name = reader.must(top, "name").and_then(|field| reader.text(field)).unwrap_or_default();
    let mut text = |key: &str| top.get(key).and_then(|field| reader.text(field));
    let (title, question) = (text("title"), text("question"));
    let baseline = match top.get("baseline") {
        Some(field) => {
            let named = reader.text(field).map(|name| (name, field.span.clone()));
            named.and_then(|(name, span)| one_scenario(reader, &name, &span, path))
        }
        None => Some("history".to_owned()),
    };
    let baseline = baseline.unwrap_or_default();
    let mut number = |key: &str, most: u64, customary: u64| {
        let given = top.get(key).and_then(|field| reader.whole(field, most));
        given.unwrap_or(customary)
    };
    let draws = number("draws", MOST_DRAWS, u64::from(DRAWS));
    let seed = number("seed", u64::MAX, SEED);
    let rows = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
    Study {
        title: title.unwrap_or_else(|| name.clone()),
        name,
        question: question.unwrap_or_default(),
        draws: u32::try_from(draws).unwrap_or(u32::MAX),
        seed,
        households: rows(size(reader, top, "households").unwrap_or(HOUSEHOLDS as u64)),
        members: rows(size(reader, top, "members").unwrap_or(MEMBERS as u64)),
        until: top.get("until").and_then(|field| reader.month(field)).unwrap_or(model::LAST),
        scenarios: scenarios(reader, top, &baseline, path),
        theories: names_of_theories(reader, top),
        modes: modes(reader, top),
        keep: keep(reader, top),
        baseline,
        file: path.to_owned(),
    }
}

/// A number of rows, or `"full"`.
fn size(reader: &mut Text, top: &Section, key: &str) -> Option<u64> {
    let field = top.get(key)?;
    if field.value().as_str() == Some("full") {
        return Some(u64::MAX);
    }
    let rows = reader.whole(field, MOST_ROWS)?;
    if rows == 0 {
        let what = format!("`{key}` must be at least 1, or \"full\"");
        reader.note(Problem::new("S007", reader.place(&field.span), what));
    }
    Some(rows)
}

/// The texts of a list, each with its bytes.
fn items(reader: &mut Text, field: &Field) -> Vec<(String, Range<usize>)> {
    if reader.texts(field).is_none() {
        return Vec::new();
    }
    let DeValue::Array(items) = field.value() else { return Vec::new() };
    let text =
        |item: &toml::Spanned<DeValue>| Some((item.get_ref().as_str()?.to_owned(), item.span()));
    let texts: Vec<_> = items.iter().filter_map(text).collect();
    if texts.is_empty() {
        let what = format!("`{}` names nothing", field.key);
        reader.note(Problem::new("S007", reader.place(&field.span), what));
    }
    texts
}

/// Keeps the first of equal names.
fn add(names: &mut Vec<String>, name: String) {
    if !names.contains(&name) {
        names.push(name);
    }
}

fn scenarios(reader: &mut Text, top: &Section, baseline: &str, path: &Path) -> Vec<String> {
    let mut names = Vec::new();
    let Some(field) = reader.must(top, "scenarios") else { return names };
    for (name, span) in items(reader, field) {
        if name == "hinges" {
            hinges().into_iter().for_each(|name| add(&mut names, name));
        } else if let Some(name) = one_scenario(reader, &name, &span, path) {
            add(&mut names, name);
        }
    }
    names.retain(|name| name != baseline);
    names
}

/// The shipped scenarios whose passport names the hinge of the ledger that they turn on.
fn hinges() -> Vec<String> {
    let shipped = scenario::shipped().into_iter();
    let hinges = shipped.filter(|one| !one.passport.list("hinge").is_empty());
    hinges.map(|one| one.name).collect()
}

/// A shipped scenario, or the path of a file beside the study.
fn one_scenario(reader: &mut Text, name: &str, span: &Range<usize>, path: &Path) -> Option<String> {
    if name.ends_with(".toml") {
        let file = path.parent().unwrap_or(Path::new("")).join(name);
        if file.is_file() {
            return Some(file.display().to_string());
        }
        let what = format!("there is no file {}", file.display());
        reader.note(Problem::new("S013", reader.place(span), what));
        return None;
    }
    let shipped = scenario::shipped();
    if shipped.iter().any(|known| known.name == name) {
        return Some(name.to_owned());
    }
    let known = shipped.iter().map(|known| known.name.as_str()).chain(["hinges"]);
    let problem = Problem::new("S005", reader.place(span), format!("unknown scenario `{name}`"));
    let help = "a file of your own ends in .toml and is looked for beside the study";
    reader.note(problem.nearest(name, known).help(help));
    None
}

fn names_of_theories(reader: &mut Text, top: &Section) -> Vec<String> {
    let mut names = Vec::new();
    let Some(field) = top.get("theories") else { return vec![CENTRAL.to_owned()] };
    let known: Vec<String> = theories::accounts().into_iter().map(|one| one.name).collect();
    for (name, span) in items(reader, field) {
        if name == "all" {
            add(&mut names, CENTRAL.to_owned());
            known.iter().for_each(|name| add(&mut names, name.clone()));
        } else if name == CENTRAL || known.contains(&name) {
            add(&mut names, name);
        } else {
            let what = format!("there is no theory named `{name}`");
            let known = known.iter().map(String::as_str).chain([CENTRAL, "all"]);
            let problem = Problem::new("S005", reader.place(&span), what).nearest(&name, known);
            reader.note(problem.help("`ktokogo list theories` shows all"));
        }
    }
    names
}

fn modes(reader: &mut Text, top: &Section) -> Vec<Mode> {
    let mut modes = Vec::new();
    let Some(field) = top.get("decisions") else { return vec![Mode::Pinned] };
    for (word, span) in items(reader, field) {
        let month = || word.parse().ok().filter(|m| (model::FIRST..=model::LAST).contains(m));
        let mode = match word.as_str() {
            "pinned" => Some(Mode::Pinned),
            "free" => Some(Mode::Free),
            "written" => Some(Mode::Written),
            _ => month().map(Mode::From),
        };
        match mode {
            Some(mode) if modes.contains(&mode) => {}
            Some(mode) => modes.push(mode),
            None => {
                let what = format!("`{word}` is no way to decide");
                let problem = Problem::new("S007", reader.place(&span), what);
                let problem = problem.nearest(&word, ["pinned", "free", "written"]);
                reader.note(problem.help(
                    "or a month such as \"1923-01\", from which the bodies of the party are free",
                ));
            }
        }
    }
    modes
}

fn keep(reader: &mut Text, top: &Section) -> Vec<String> {
    let mut names = Vec::new();
    let Some(field) = top.get("keep") else { return customary() };
    for (name, span) in items(reader, field) {
        if name == "customary" {
            customary().into_iter().for_each(|name| add(&mut names, name));
        } else if model::variables::find(&name).is_some() {
            add(&mut names, name);
        } else {
            let what = format!("unknown variable `{name}`");
            let known = VARIABLES.iter().map(|variable| variable.name).chain(["customary"]);
            let problem = Problem::new("S005", reader.place(&span), what).nearest(&name, known);
            reader.note(problem.help("`ktokogo list variables` shows all"));
        }
    }
    in_order(names)
}

/// The variables of the headlines and of the outcomes.
fn customary() -> Vec<String> {
    let headlines = crate::headlines::ENTRIES.iter().map(|entry| entry.1);
    let outcomes = DEFINITIONS.iter().flat_map(|outcome| outcome.variables());
    let mut names = Vec::new();
    headlines.chain(outcomes).for_each(|name| add(&mut names, name.to_owned()));
    in_order(names)
}

/// The order of the output, whatever the order of the file: the same list is the same unit.
fn in_order(mut names: Vec<String>) -> Vec<String> {
    names.sort_by_key(|name| model::variables::find(name));
    names
}
