//! Where two lives part: the month, the step of the month, and what differs after it.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use evidence::Evidence;
use kernel::Month;
use society::Society;

use crate::life::Life;
use crate::run::{Plan, Stop};

/// The first step after which two countries differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Parting {
    /// The month.
    pub month: Month,
    /// The step: the name of a mechanism, or in words what the month does beside its mechanisms.
    pub step: &'static str,
    /// What differs after it, in the order in which the state is written down.
    pub differences: Vec<Difference>,
}

/// A piece of the state that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Where it stands, such as `households.grain`.
    pub place: String,
    /// How many of its rows differ; 1 for a single number.
    pub rows: usize,
    /// Who the first of them is, where a row is somebody.
    pub who: Option<String>,
    /// What stands in the one country.
    pub one: String,
    /// What stands in the other.
    pub other: String,
}

/// Where two lives part; none if they never do.
///
/// # Errors
/// As [`crate::live`].
pub fn parting(
    one: &Plan,
    other: &Plan,
    evidence: &Evidence,
    cancelled: &AtomicBool,
) -> Result<Option<Parting>, Stop> {
    let (mut a, mut b) = (Life::new(one, evidence)?, Life::new(other, evidence)?);
    if a.society() != b.society() {
        let differences = differences(a.society(), b.society());
        return Ok(Some(Parting { month: crate::FIRST, step: "the start", differences }));
    }
    while let (Some(month), Some(_)) = (a.next(), b.next()) {
        if cancelled.load(Ordering::Relaxed) {
            return Err(Stop::Cancelled);
        }
        let before = (a.clone(), b.clone());
        a.live_month()?;
        b.live_month()?;
        if a.society() != b.society() {
            return within(before, month).map(Some);
        }
    }
    Ok(None)
}

/// Lives the month again and looks at the country after each step of it.
fn within((a, b): (Life, Life), month: Month) -> Result<Parting, Stop> {
    let (a, b) = (a.steps()?, b.steps()?);
    let parted = a.iter().zip(&b).find(|((name, a), (other, b))| name != other || a != b);
    let ((step, a), (_, b)) = parted.or_else(|| a.last().zip(b.last())).ok_or(Stop::Cancelled)?;
    Ok(Parting { month, step, differences: differences(a, b) })
}

/// What differs between two countries, place by place.
pub fn differences(one: &Society, other: &Society) -> Vec<Difference> {
    let (a, b) = (leaves(one), leaves(other));
    let mut found = Vec::new();
    for (place, rows) in &a {
        let Some(others) = b.get(place) else { continue };
        let differ = |(x, y): &(&String, &String)| x != y;
        let count = rows.iter().zip(others).filter(differ).count();
        let more = rows.len().abs_diff(others.len());
        if count + more == 0 {
            continue;
        }
        let first = rows.iter().zip(others).position(|(x, y)| x != y);
        let (x, y) = match first {
            Some(row) => (rows[row].clone(), others[row].clone()),
            None => (format!("{} rows", rows.len()), format!("{} rows", others.len())),
        };
        let who = first.and_then(|row| who(one, &place.1, row));
        let place = place.1.clone();
        found.push(Difference { place, rows: count + more, who, one: x, other: y });
    }
    found
}

/// Who stands in a row of a table.
fn who(society: &Society, place: &str, row: usize) -> Option<String> {
    let person = |noun: &str, lineage: u64| format!("{noun} {lineage:016x}");
    match place.split('.').next()? {
        "households" => {
            society.households.lineage.all().get(row).map(|who| person("household", who.0))
        }
        "members" => society.members.lineage.all().get(row).map(|who| person("member", who.0)),
        "posts" => society.posts.lineage.all().get(row).map(|who| person("post", who.0)),
        "leaders" => society.leaders.key.all().get(row).map(ToString::to_string),
        "regions" | "grain" => society::REGIONS.get(row).map(ToString::to_string),
        _ => None,
    }
}

/// The state as text, by place: what the derived `Debug` writes, whose names are those of the fields.
/// The number before the name keeps the order in which the state is declared.
fn leaves(society: &Society) -> BTreeMap<(usize, String), Vec<String>> {
    let text = format!("{society:#?}");
    let mut order = BTreeMap::<String, usize>::new();
    let mut leaves = BTreeMap::<(usize, String), Vec<String>>::new();
    let mut path: Vec<Frame> = Vec::new();
    for line in text.lines().skip(1) {
        let line = line.trim();
        let bare = line.trim_end_matches(',');
        if matches!(bare, "}" | "]" | ")") {
            path.pop();
            continue;
        }
        let (name, value) = match bare.split_once(": ") {
            Some((name, value)) if !name.contains([' ', '"', '(']) => (Some(name), value),
            _ => (None, bare),
        };
        enter(&mut path);
        if value.ends_with(['{', '[', '(']) {
            path.push(Frame { name: name.map(str::to_owned), list: value == "[", row: None });
            continue;
        }
        let names: Vec<&str> =
            path.iter().filter_map(|frame| frame.name.as_deref()).chain(name).collect();
        let place = names.join(".");
        let next = order.len();
        let number = *order.entry(place.clone()).or_insert(next);
        let rows = leaves.entry((number, place)).or_default();
        let row = path.iter().find(|frame| frame.list).and_then(|frame| frame.row).unwrap_or(0);
        match rows.get_mut(row) {
            Some(text) => *text = format!("{text} {value}"),
            None => {
                rows.resize(row, String::new());
                rows.push(value.to_owned());
            }
        }
    }
    leaves
}

/// An open bracket of the text.
struct Frame {
    name: Option<String>,
    list: bool,
    row: Option<usize>,
}

/// Counts an entry of the innermost bracket, if it is a list.
fn enter(path: &mut [Frame]) {
    if let Some(frame) = path.last_mut().filter(|frame| frame.list) {
        frame.row = Some(frame.row.map_or(0, |row| row + 1));
    }
}
