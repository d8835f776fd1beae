//! What a fit is to do: the file `fit.toml`, read and checked.

use std::collections::BTreeMap;
use std::path::Path;

use kernel::Month;
use lab::Problems;
use lab::problems::Problem;
use lab::scenario::fields::{self, Field, Section, Text};
use model::VARIABLES;
use toml::de::DeTable;

use super::learn::Effort;
use crate::discrepancy::{Discrepancy, Grant};

/// The version of the format that this program reads.
const VERSION: u64 = 1;
/// More lives than this are not asked for in one stage.
const MOST: u64 = 65_000;

/// A fit, as its file declares it.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Name, for files.
    pub name: String,
    /// Title for the reader.
    pub title: String,
    /// The last month of which anything is read.
    pub cut: Month,
    /// Seed of all chance.
    pub seed: u64,
    /// Rows of households and of members of the party.
    pub size: (usize, usize),
    /// Draws of the screening, and how many parameters it sets free at most.
    pub screening: (usize, usize),
    /// Mechanisms whose parameters are drawn and ruled out, but not moved.
    pub still: Vec<String>,
    /// Effort of the first fit, which shows where grants are too narrow.
    pub pilot: Effort,
    /// Effort of the fit.
    pub ensemble: Effort,
    /// Known worlds that are fitted, and with how much effort each.
    pub recovery: (usize, Effort),
    /// Least correlation of truth and estimate, over the known worlds, of a parameter that counts as
    /// recovered.
    pub recovered: f64,
    /// Least contraction of a parameter that counts as learned.
    pub learned: f64,
    /// Implausibility beyond which a run is ruled out, and how many variables may exceed it.
    pub ruled_out: (f64, usize),
    /// What is granted to the model.
    pub discrepancy: Discrepancy,
}

const KEYS: &[&str] = &[
    "ktokogo",
    "name",
    "title",
    "cut",
    "seed",
    "households",
    "members",
    "screening",
    "pilot",
    "ensemble",
    "recovery",
    "labels",
    "history_matching",
    "memory",
    "discrepancy",
];

/// Reads a fit and checks every name, month and number in it.
///
/// # Errors
/// All problems of the file, not only the first.
pub fn load(path: &Path) -> Result<Plan, Problems> {
    fields::read_file(path, "give a file of a fit, such as posterior/fit.toml", read)
}

/// The same of a text; `name` stands for its file.
///
/// # Errors
/// All problems of the text.
pub fn parse(name: &str, text: &str) -> Result<Plan, Problems> {
    fields::read_text(name, text, read)
}

fn read(reader: &mut Text, table: &DeTable) -> Plan {
    let top = reader.section("the fit", 0..0, table, KEYS);
    if let Some(field) = reader.must(&top, "ktokogo")
        && reader.whole(field, u64::MAX).is_some_and(|version| version != VERSION)
    {
        let what = format!("this program reads version {VERSION} of the format");
        reader.note(Problem::new("S012", reader.place(&field.span), what));
    }
    let name = reader.must(&top, "name").and_then(|f| reader.text(f)).unwrap_or_default();
    let title = top.get("title").and_then(|f| reader.text(f)).unwrap_or_else(|| name.clone());
    let cut = reader.must(&top, "cut").and_then(|f| reader.month(f)).unwrap_or(model::FIRST);
    let parts = Parts::read(reader, &top);
    Plan {
        name,
        title,
        cut,
        seed: count(reader, &top, "seed", u64::MAX) as u64,
        size: (count(reader, &top, "households", MOST), count(reader, &top, "members", MOST)),
        screening: parts.screening,
        still: parts.still,
        pilot: parts.pilot,
        ensemble: parts.ensemble,
        recovery: parts.recovery,
        recovered: parts.recovered,
        learned: parts.learned,
        ruled_out: parts.ruled_out,
        discrepancy: discrepancy(reader, &top),
    }
}

/// The stages of the file.
struct Parts {
    screening: (usize, usize),
    still: Vec<String>,
    pilot: Effort,
    ensemble: Effort,
    recovery: (usize, Effort),
    recovered: f64,
    learned: f64,
    ruled_out: (f64, usize),
}

impl Parts {
    fn read(reader: &mut Text, top: &Section) -> Parts {
        let nothing = Effort { members: 1, steps: 1 };
        let mut parts = Parts {
            screening: (1, 1),
            still: Vec::new(),
            pilot: nothing,
            ensemble: nothing,
            recovery: (1, nothing),
            recovered: 1.0,
            learned: 1.0,
            ruled_out: (1.0, 0),
        };
        if let Some(part) = part(reader, top, "screening", &["draws", "most", "still"]) {
            parts.screening =
                (count(reader, &part, "draws", MOST), count(reader, &part, "most", MOST));
            parts.still = part.get("still").map(|f| names(reader, f)).unwrap_or_default();
        }
        for (key, effort) in [("pilot", &mut parts.pilot), ("ensemble", &mut parts.ensemble)] {
            if let Some(part) = part(reader, top, key, &["members", "steps"]) {
                *effort = steps(reader, &part);
            }
        }
        if let Some(part) = part(reader, top, "recovery", &["worlds", "members", "steps"]) {
            parts.recovery = (count(reader, &part, "worlds", 1000), steps(reader, &part));
        }
        if let Some(part) = part(reader, top, "labels", &["recovered", "learned"]) {
            parts.recovered = share(reader, &part, "recovered");
            parts.learned = share(reader, &part, "learned");
        }
        let keys = ["implausibility", "variables"];
        if let Some(part) = part(reader, top, "history_matching", &keys) {
            let limit = reader.must(&part, "implausibility").and_then(|f| reader.number(f));
            parts.ruled_out = (limit.unwrap_or(1.0), count(reader, &part, "variables", 1000));
        }
        parts
    }
}

fn part<'a>(
    reader: &mut Text,
    top: &Section<'a>,
    key: &'static str,
    keys: &[&str],
) -> Option<Section<'a>> {
    let field = reader.must(top, key)?.clone();
    reader.table(key, &field, keys)
}

fn steps(reader: &mut Text, part: &Section) -> Effort {
    let members = count(reader, part, "members", MOST);
    Effort { members, steps: count(reader, part, "steps", 30) }
}

/// A whole number of at least 1.
fn count(reader: &mut Text, section: &Section, key: &str, most: u64) -> usize {
    let Some(field) = reader.must(section, key).cloned() else { return 1 };
    match reader.whole(&field, most) {
        Some(0) => {
            let what = format!("`{key}` must be at least 1");
            reader.note(Problem::new("S007", reader.place(&field.span), what));
            1
        }
        Some(number) => usize::try_from(number).unwrap_or(usize::MAX),
        None => 1,
    }
}

fn share(reader: &mut Text, section: &Section, key: &str) -> f64 {
    let Some(field) = reader.must(section, key).cloned() else { return 1.0 };
    let number = reader.number(&field).unwrap_or(1.0);
    if !(0.0..=1.0).contains(&number) {
        let what = format!("`{key}` is a share, from 0 to 1, not {number}");
        reader.note(Problem::new("S007", reader.place(&field.span), what));
    }
    number
}

/// Names of mechanisms.
fn names(reader: &mut Text, field: &Field) -> Vec<String> {
    let known = lab::scenario::known::mechanisms();
    let listed = reader.placed(field).unwrap_or_default();
    for (name, place) in &listed {
        if !known.contains(&name.as_str()) {
            let problem =
                Problem::new("S005", place.clone(), format!("unknown mechanism `{name}`"));
            reader.note(problem.nearest(name, known.iter().copied()));
        }
    }
    listed.into_iter().map(|(name, _)| name).collect()
}

fn discrepancy(reader: &mut Text, top: &Section) -> Discrepancy {
    let memory = reader.must(top, "memory").and_then(|f| reader.number(f)).unwrap_or(1.0);
    let sections = match reader.must(top, "discrepancy").cloned() {
        Some(field) => reader.tables("[[discrepancy]]", &field, &["variables", "sd", "why"]),
        None => Vec::new(),
    };
    let grants: Vec<Grant> = sections.iter().filter_map(|one| grant(reader, one)).collect();
    if let (Some(last), Some(section)) = (grants.last(), sections.last())
        && last.variables != "*"
    {
        let what = "the last [[discrepancy]] must be that of all other variables, `*`";
        reader.note(Problem::new("S007", reader.place(&section.span), what));
    }
    Discrepancy { grants, memory, widened: BTreeMap::new() }
}

fn grant(reader: &mut Text, section: &Section) -> Option<Grant> {
    let field = reader.must(section, "variables")?.clone();
    let variables = reader.text(&field)?;
    let beginning = variables.strip_suffix('*').unwrap_or(&variables);
    if !VARIABLES.iter().any(|v| v.name.starts_with(beginning)) {
        let problem = Problem::new(
            "S005",
            reader.place(&field.span),
            format!("no variable is called or begins with `{beginning}`"),
        );
        reader.note(problem.nearest(beginning, VARIABLES.iter().map(|v| v.name)));
    }
    let sd = reader.must(section, "sd").and_then(|f| reader.number(f))?;
    let why = reader.must(section, "why").and_then(|f| reader.text(f))?;
    Some(Grant { variables, sd, why })
}
