//! From a `[[fact.check]]` to a measure, with every slip at its line.

use std::sync::Arc;

use evidence::{Fault, HistoricalDate};
use kernel::Month;
use model::{Kind, VARIABLES};
use toml::Value;

use super::measure::{Join, Measure, Path, Take, Term};
use super::number_of;
use crate::record;

/// A check, ready to measure.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Check {
    pub text: String,
    pub target: String,
    pub unit: String,
    pub reason: String,
    pub low: f64,
    pub high: f64,
    pub measure: Measure,
}

const KEYS: &[&str] = &[
    "text",
    "measure",
    "variable",
    "region",
    "date",
    "from",
    "until",
    "variable2",
    "region2",
    "date2",
    "plus",
    "times",
    "divided_by",
    "take",
    "above",
    "low",
    "high",
    "target",
    "unit",
    "reason",
];
const MEASURES: &[&str] = &[
    "value",
    "ratio",
    "difference",
    "month-of-max",
    "month-of-min",
    "year-of-min",
    "year-of-max",
    "year-first-above",
];
const TAKES: &[(&str, Take)] = &[
    ("sum", Take::Sum),
    ("mean", Take::Mean),
    ("last", Take::Last),
    ("max", Take::Max),
    ("min", Take::Min),
];

/// Reads a check; none, and a fault for each slip, if it cannot be measured.
pub(super) fn check(
    file: &Arc<str>,
    check: &evidence::Check,
    faults: &mut Vec<Fault>,
) -> Option<Check> {
    let mut reader = Reader { file, check, faults };
    for key in check.table.keys().filter(|key| !KEYS.contains(&key.as_str())) {
        let line = reader.line(key);
        reader.faults.push(Fault::unknown(&**file, line, "key", key, KEYS.iter().copied()));
    }
    let measure = reader.measure()?;
    let dates = matches!(measure, Measure::Extreme { yearly: false, .. });
    let (low, high) = (reader.bound("low", dates), reader.bound("high", dates));
    let (low, high) = (low?, high?);
    if low > high {
        reader.fault("low", "`low` lies above `high`".to_owned(), "change their places");
        return None;
    }
    Some(Check {
        text: reader.text("text")?,
        target: reader.text("target")?,
        unit: reader.text("unit")?,
        reason: reader.text("reason")?,
        low,
        high,
        measure,
    })
}

struct Reader<'a> {
    file: &'a Arc<str>,
    check: &'a evidence::Check,
    faults: &'a mut Vec<Fault>,
}

impl Reader<'_> {
    fn line(&self, key: &str) -> usize {
        self.check.lines.get(key).copied().unwrap_or(self.check.line)
    }

    fn fault(&mut self, key: &str, what: String, hint: &str) {
        self.faults.push(Fault::new(&**self.file, self.line(key), what, hint));
    }

    fn get(&self, key: &str) -> Option<&Value> {
        self.check.table.get(key)
    }

    fn text(&mut self, key: &str) -> Option<String> {
        match self.get(key) {
            Some(Value::String(text)) => Some(text.clone()),
            Some(_) => {
                self.fault(key, format!("`{key}` must be a text in quotes"), "");
                None
            }
            None => {
                self.fault(key, format!("the key `{key}` is missing in this check"), "");
                None
            }
        }
    }

    fn number(&mut self, key: &str) -> Option<f64> {
        let number = match self.get(key) {
            Some(Value::Float(number)) => *number,
            Some(Value::Integer(whole)) => *whole as f64,
            _ => f64::NAN,
        };
        if number.is_finite() {
            return Some(number);
        }
        self.fault(key, format!("`{key}` must be a finite number"), "");
        None
    }

    fn bound(&mut self, key: &str, dates: bool) -> Option<f64> {
        if dates { self.month(key).map(number_of) } else { self.number(key) }
    }

    fn month(&mut self, key: &str) -> Option<Month> {
        let text = self.text(key)?;
        match text.parse() {
            Ok(month) => Some(month),
            Err(error) => {
                self.fault(key, format!("`{key}`: {error}"), "");
                None
            }
        }
    }

    fn measure(&mut self) -> Option<Measure> {
        let name = self.text("measure")?;
        let extreme = |term, highest, yearly| Measure::Extreme { term, highest, yearly };
        Some(match name.as_str() {
            "value" => Measure::Value(self.term("variable", "region", "date")?),
            "ratio" | "difference" => {
                let first = self.term("variable", "region", "date");
                let variable =
                    if self.get("variable2").is_some() { "variable2" } else { "variable" };
                let region = if self.get("region2").is_some() { "region2" } else { "region" };
                let second = self.term(variable, region, "date2");
                let (first, second) = (first?, second?);
                if name == "ratio" {
                    Measure::Ratio(first, second)
                } else {
                    Measure::Difference(first, second)
                }
            }
            "month-of-max" => extreme(self.window()?, true, false),
            "month-of-min" => extreme(self.window()?, false, false),
            "year-of-max" => extreme(self.window()?, true, true),
            "year-of-min" => extreme(self.window()?, false, true),
            "year-first-above" => {
                let (term, above) = (self.window(), self.number("above"));
                Measure::FirstAbove { term: term?, above: above? }
            }
            other => {
                let line = self.line("measure");
                let known = MEASURES.iter().copied();
                self.faults.push(Fault::unknown(&**self.file, line, "measure", other, known));
                return None;
            }
        })
    }

    /// A variable over the months of a date.
    fn term(&mut self, variable: &str, region: &str, date: &str) -> Option<Term> {
        let path = self.path(variable, region);
        let take = self.take(path.as_ref());
        let text = self.text(date)?;
        let months = match text.parse::<HistoricalDate>() {
            Ok(date) => record::months(&date),
            Err(error) => {
                self.fault(date, error.to_string(), "");
                return None;
            }
        };
        self.within(date, months)?;
        Some(Term { path: path?, first: months.0, last: months.1, take: take? })
    }

    /// A variable over the months from `from` to `until`.
    fn window(&mut self) -> Option<Term> {
        let path = self.path("variable", "region");
        let take = self.take(path.as_ref());
        let (from, until) = (self.month("from"), self.month("until"));
        let (first, last) = (from?, until?);
        self.within("from", (first, last))?;
        Some(Term { path: path?, first, last, take: take? })
    }

    fn within(&mut self, key: &str, (first, last): (Month, Month)) -> Option<()> {
        let (start, end) = (model::FIRST, model::LAST);
        if first < start || last > end {
            let what = format!("{first} to {last} is not within the run, {start} to {end}");
            self.fault(key, what, "");
            return None;
        }
        if last < first {
            self.fault(key, format!("{last} comes before {first}"), "");
            return None;
        }
        Some(())
    }

    fn variable(&mut self, key: &str) -> Option<usize> {
        let name = self.text(key)?;
        let found = model::variables::find(&name);
        if found.is_none() {
            let (line, known) = (self.line(key), VARIABLES.iter().map(|v| v.name));
            self.faults.push(Fault::unknown(&**self.file, line, "variable", &name, known));
        }
        found
    }

    fn path(&mut self, variable_key: &str, region_key: &str) -> Option<Path> {
        let variable = self.variable(variable_key)?;
        let region = match self.get(region_key) {
            None => None,
            Some(_) => Some(self.region(region_key, variable)?),
        };
        let joins = [("plus", Join::Plus), ("times", Join::Times), ("divided_by", Join::DividedBy)];
        let join = match joins.into_iter().find(|(key, _)| self.get(key).is_some()) {
            None => None,
            Some((key, join)) => Some((join, self.variable(key)?)),
        };
        Some(Path { variable, region, join })
    }

    fn region(&mut self, key: &str, variable: usize) -> Option<usize> {
        let name = self.text(key)?;
        let cells: Vec<model::Cell> =
            model::cells().into_iter().filter(|cell| cell.variable == variable).collect();
        let found = cells.iter().find(|cell| cell.region_name() == name);
        if found.is_none() {
            let known = cells.iter().map(|cell| cell.region_name());
            let line = self.line(key);
            self.faults.push(Fault::unknown(&**self.file, line, "region", &name, known));
        }
        found?.region
    }

    fn take(&mut self, path: Option<&Path>) -> Option<Take> {
        let Some(word) = self.get("take") else {
            let kind = path.map_or(Kind::Index, |path| VARIABLES[path.variable].kind);
            return Some(Take::of(kind));
        };
        let word = word.as_str().unwrap_or_default().to_owned();
        let found = TAKES.iter().find(|(name, _)| *name == word).map(|(_, take)| *take);
        if found.is_none() {
            let (line, known) = (self.line("take"), TAKES.iter().map(|(name, _)| *name));
            self.faults.push(Fault::unknown(&**self.file, line, "value of `take`", &word, known));
        }
        found
    }
}
