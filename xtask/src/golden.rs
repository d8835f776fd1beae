//! Fingerprints of small runs of history: one hash a column and month, so that a change of results
//! names the first month and the first columns that it reached.

use std::collections::BTreeMap;
use std::fmt::{Debug, Write as _};
use std::io::Write as _;
use std::sync::Arc;

use evidence::Evidence;
use model::observe::Observer;
use model::{FIRST, LAST, Plan, Record, Run, Theory, Timeline, VARIABLES};
use society::{Households, Regions, Society};

use crate::tree::root;

/// Path from the root and text of each table.
pub type Tables = BTreeMap<String, String>;

/// Rows of households of each run that is fingerprinted.
const SIZES: [usize; 2] = [3_000, 10_000];
/// Months of each run: to the end of 1921, so that the levy, the tax in kind, the drought and the
/// first free trade are among them.
const MONTHS: usize = 50;
/// What to do about a difference.
const REMEDY: &str = "if the change is meant, run `cargo xtask golden` and look at what it changes";

/// The fingerprints of the month under way, in order.
#[derive(Default)]
struct Month {
    names: Vec<String>,
    hashes: Vec<String>,
}

impl Month {
    /// Notes the fingerprint of whatever prints the same if and only if it is the same: numbers
    /// print to their last bit.
    fn note(&mut self, name: impl Into<String>, value: &dyn Debug) {
        let mut hasher = blake3::Hasher::new();
        // A hasher takes whatever is written to it.
        let _ = write!(hasher, "{value:?}");
        self.names.push(name.into());
        // 32 bits tell a changed column from the same one but for one time in four thousand million.
        self.hashes.push(hasher.finalize().to_hex()[..8].to_owned());
    }
}

/// Notes every column of a table. Written as a pattern, so that a column that is added and not
/// listed does not compile.
macro_rules! note_columns {
    ($month:ident, $table:ident, $value:expr, $($column:ident),* $(,)?) => {
        let $table { $($column),* } = $value;
        $($month.note(format!("{}.{}", stringify!($table).to_lowercase(), stringify!($column)), $column);)*
    };
}

fn note_society(month: &mut Month, society: &Society) {
    note_columns! {
        month, Households, &society.households, rows, lineage, weight, children, mouths, land,
        leased, sown, grain, hidden, horses, cattle, pigs, hires, lack, fed, divides,
    }
    note_columns! {
        month, Regions, &society.regions, control, war, weather, yield_normal, producing,
        remoteness, land_reserve, land_total, land_held, sown, sown_1916, peasant_grain,
        village_grain, state_grain, trader_grain, offered, lacked, peasant_need, surplus,
        passed_on, households, kept_expected, taken, harvest_surplus, horses, cattle, pigs, rural,
        hungry, rural_food, rising, grievance, legitimacy, coercion,
    }
    month.note("towns", &society.towns);
    month.note("trusts", &society.trusts);
    month.note("traders", &society.traders);
    month.note("trade", &society.trade);
    month.note("market", &society.market);
    month.note("accounts", &society.accounts);
    month.note("state", &society.state);
    month.note("world", &society.world);
    month.note("instruments", &society.instruments);
}

/// Notes what was observed in the month, by the group of the variables (`grain`, `prices`, ...).
fn note_record(month: &mut Month, record: &Record, place: usize) {
    let mut groups: Vec<(&str, Vec<f64>)> = Vec::new();
    for (cell, about) in record.cells.iter().enumerate() {
        let name = VARIABLES[about.variable].name;
        let group = name.split_once('.').map_or(name, |(group, _)| group);
        let value = record.path(cell)[place];
        match groups.iter_mut().find(|(known, _)| *known == group) {
            Some((_, values)) => values.push(value),
            None => groups.push((group, vec![value])),
        }
    }
    for (group, values) in groups {
        month.note(format!("record.{group}"), &values);
    }
}

/// The table of one run: a line a month, a hash a column.
fn table(evidence: &Evidence, timeline: &Arc<Timeline>, rows: usize) -> Result<String, String> {
    let plan = Plan {
        seed: 1917,
        draw: 0,
        households: rows,
        members: 500,
        timeline: timeline.clone(),
        theory: Theory::central(),
        silenced: Default::default(),
        freedom: Default::default(),
        until: LAST,
    };
    let mut run = Run::new(&plan, evidence).map_err(|stop| stop.to_string())?;
    let mut observer = Observer::new(evidence, &run.society);
    let mut record = Record::new(FIRST, MONTHS);
    let mut text = String::new();
    for place in 0..MONTHS {
        run.live_month().map_err(|breach| breach.to_string())?;
        observer.note(&run.society, run.now, &mut record);
        let mut month = Month::default();
        note_society(&mut month, &run.society);
        note_record(&mut month, &record, place);
        if text.is_empty() {
            let _ = writeln!(text, "month,{}", month.names.join(","));
        }
        let _ = writeln!(text, "{},{}", run.now, month.hashes.join(","));
        run.now = run.now.next();
    }
    Ok(text)
}

/// All tables as the code and the evidence make them now.
pub fn tables() -> Result<Tables, String> {
    let lines = |faults: Vec<evidence::Fault>| {
        faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    let evidence = Evidence::embedded().map_err(lines)?;
    let timeline = Arc::new(Timeline::from_evidence(&evidence).map_err(lines)?);
    let mut tables = Tables::new();
    for rows in SIZES {
        let text = table(&evidence, &timeline, rows)?;
        tables.insert(format!("golden/history-{rows}.csv"), text);
    }
    Ok(tables)
}

/// Writes the tables; returns how many there are.
pub fn write(tables: &Tables) -> Result<usize, String> {
    let said = |error: std::io::Error| error.to_string();
    std::fs::create_dir_all(root().join("golden")).map_err(said)?;
    for (path, text) in tables {
        std::fs::write(root().join(path), text).map_err(said)?;
    }
    Ok(tables.len())
}

/// The first difference of each run from its table, with the month and the columns.
pub fn differences() -> Vec<String> {
    match tables() {
        Ok(tables) => tables.iter().filter_map(|(path, now)| on_disk(path, now)).collect(),
        Err(error) => vec![error],
    }
}

fn on_disk(path: &str, now: &str) -> Option<String> {
    match std::fs::read_to_string(root().join(path)) {
        Ok(text) => difference(path, &text, now),
        Err(error) => Some(format!("{path}: {error}; write it with `cargo xtask golden`")),
    }
}

/// The first month in which two tables differ, and the columns that differ in it.
fn difference(path: &str, then: &str, now: &str) -> Option<String> {
    let (mut old, mut new) = (then.lines(), now.lines());
    let (names, others) = (new.next().unwrap_or(""), old.next().unwrap_or(""));
    if names != others {
        return Some(format!("{path}: other columns than now; {REMEDY}"));
    }
    for line in new {
        let before = old.next().unwrap_or("");
        if line == before {
            continue;
        }
        let month = line.split(',').next().unwrap_or("");
        let cells = names.split(',').zip(line.split(',').zip(before.split(',')));
        let moved: Vec<&str> = cells.filter(|(_, (a, b))| a != b).map(|(name, _)| name).collect();
        let columns = if before.is_empty() { "no such month".to_owned() } else { shown(&moved) };
        return Some(format!("{path}: first differs in {month}: {columns}; {REMEDY}"));
    }
    old.next().map(|line| format!("{path}: more months than now, from {line:.7} on; {REMEDY}"))
}

/// Columns by name, the first few of them.
fn shown(columns: &[&str]) -> String {
    const MOST: usize = 12;
    let more = columns.len().saturating_sub(MOST);
    let first = columns[..columns.len() - more].join(", ");
    if more == 0 { first } else { format!("{first} and {more} more") }
}

#[cfg(test)]
mod tests {
    use super::*;

    const THEN: &str = "month,a,b,c\n1917-11,1,2,3\n1917-12,4,5,6\n";

    #[test]
    fn the_first_month_and_its_columns_are_named() {
        let what = |now: &str| difference("golden/x.csv", THEN, now).unwrap_or_default();
        assert_eq!(what(THEN), "");
        let other = "month,a,b,c\n1917-11,1,2,3\n1917-12,4,0,0\n";
        assert!(what(other).starts_with("golden/x.csv: first differs in 1917-12: b, c;"));
        assert!(what("month,a,b\n").contains("other columns"));
        assert!(
            what("month,a,b,c\n1917-11,1,2,3\n").contains("more months than now, from 1917-12")
        );
        let longer = format!("{THEN}1918-01,7,8,9\n");
        assert!(what(&longer).contains("1918-01: no such month"));
        assert!(what(other).ends_with(REMEDY));
    }

    #[test]
    fn a_last_bit_changes_the_fingerprint() {
        let mut month = Month::default();
        month.note("x", &vec![0.1f64]);
        month.note("y", &vec![0.1f64.next_up()]);
        assert_ne!(month.hashes[0], month.hashes[1]);
    }
}
