//! A dozen quantities at dates that matter, beside the record: the first screen of a run.

use evidence::{Evidence, HistoricalDate};
use kernel::Month;
use model::{Record, VARIABLES, Variable};

use crate::ensemble::{DrawResult, Ensemble};
use crate::record::{self, Point};
use crate::summary::quantiles;

/// One quantity at one date.
#[derive(Clone, Debug, PartialEq)]
pub struct Headline {
    /// What it is.
    pub label: String,
    /// When, as it is written.
    pub date: String,
    /// Unit.
    pub unit: String,
    /// Name of the variable.
    pub variable: &'static str,
    /// Median over the draws.
    pub median: f64,
    /// 10 per cent of draws lie below.
    pub low80: f64,
    /// 10 per cent of draws lie above.
    pub high80: f64,
    /// What the record says for the same months, source by source.
    pub recorded: Vec<Point>,
}

/// Label, variable, date, and the second date of a quotient.
pub(crate) type Entry = (&'static str, &'static str, &'static str, Option<&'static str>);

pub(crate) const ENTRIES: &[Entry] = &[
    ("Large-scale industry", "industry.index", "1920", None),
    ("Petrograd", "people.petrograd", "1920-08", None),
    ("Grain harvest", "grain.harvest", "1921", None),
    ("Hungry, most at once", "people.hungry", "EY1921/22", None),
    ("General price index", "prices.general", "1922-01", None),
    ("General price index", "prices.general", "1923-01", None),
    ("Scissors, wholesale", "prices.scissors_wholesale", "1923-10", None),
    ("Scissors, wholesale", "prices.scissors_wholesale", "1924-04", None),
    ("Chervontsy in all money", "money.chervonets_share", "1923-10", None),
    ("Registered unemployed", "labour.unemployed", "1924-01", None),
    ("Private share of retail trade", "trade.private_share", "EY1926/27", None),
    (
        "Grain procured, over the year before",
        "grain.procured",
        "1927-10/1927-12",
        Some("1926-10/1926-12"),
    ),
];

/// The series of collections of the fourth quarters, for the quotient of the crisis of 1927.
const QUARTERS: (&str, &str, &str) = ("grain_collections_oct_dec", "1927-12", "1926-12");

/// The headlines of an ensemble.
pub fn headlines(evidence: &Evidence, ensemble: &Ensemble) -> Vec<Headline> {
    ENTRIES.iter().filter_map(|entry| headline(evidence, ensemble, entry)).collect()
}

/// What is asked of a run: a variable at a date, or how it stands to itself at an earlier one.
#[derive(Clone, Debug)]
pub struct Quantity {
    /// What it is.
    pub label: String,
    /// The variable.
    pub variable: &'static Variable,
    /// When.
    pub when: HistoricalDate,
    /// The date that it is divided by.
    pub before: Option<HistoricalDate>,
}

impl Quantity {
    /// The number of a run; none is not a number.
    pub fn of(&self, record: &Record) -> f64 {
        let now = value(record, self.variable, &self.when);
        match &self.before {
            None => now,
            Some(before) => now / value(record, self.variable, before),
        }
    }

    /// Its unit.
    pub fn unit(&self) -> &'static str {
        if self.before.is_some() { "ratio" } else { self.variable.unit }
    }

    /// The last month that it needs.
    pub fn last(&self) -> Month {
        record::months(&self.when).1
    }
}

/// What the headlines ask.
pub fn quantities() -> Vec<Quantity> {
    ENTRIES.iter().filter_map(quantity).collect()
}

fn quantity(entry: &Entry) -> Option<Quantity> {
    let (label, name, date, before) = *entry;
    let variable = &VARIABLES[model::variables::find(name)?];
    let before = before.and_then(|before| before.parse().ok());
    Some(Quantity { label: label.to_owned(), variable, when: date.parse().ok()?, before })
}

fn headline(evidence: &Evidence, ensemble: &Ensemble, entry: &Entry) -> Option<Headline> {
    let quantity = quantity(entry)?;
    let Quantity { variable, when, before, .. } = &quantity;
    let measure = |draw: &DrawResult| quantity.of(&draw.record);
    let mut values: Vec<f64> = ensemble.sample().iter().map(measure).collect();
    let [low80, median, high80] = quantiles(&mut values, &[0.1, 0.5, 0.9]);
    let recorded = match before {
        None => same_months(record::points(evidence, variable), when),
        Some(_) => quarters(evidence),
    };
    Some(Headline {
        label: quantity.label.clone(),
        date: entry.2.to_owned(),
        unit: quantity.unit().to_owned(),
        variable: variable.name,
        median,
        low80,
        high80,
        recorded,
    })
}

/// The number of a run. Those hungry are counted when they are most, all else by its kind.
fn value(record: &Record, variable: &Variable, date: &HistoricalDate) -> f64 {
    let Some(path) = record.variable(variable.name, None) else { return f64::NAN };
    value_of(path, record.first, variable, date)
}

/// The same of a path that begins in the month `start`.
pub(crate) fn value_of(
    path: &[f64],
    start: Month,
    variable: &Variable,
    date: &HistoricalDate,
) -> f64 {
    let (first, last) = record::months(date);
    if variable.name == "people.hungry" {
        let place = |month: Month| usize::try_from(month.since(start)).ok();
        let window = place(first).zip(place(last));
        let window = window.and_then(|(first, last)| path.get(first..=last)).unwrap_or_default();
        return window.iter().copied().fold(f64::NAN, f64::max);
    }
    record::annualise(variable.kind, path, start, first, last)
}

fn same_months(points: Vec<Point>, date: &HistoricalDate) -> Vec<Point> {
    let months = record::months(date);
    let same = |point: &Point| (point.first, point.last) == months;
    let exact: Vec<Point> = points.iter().filter(|point| same(point)).cloned().collect();
    if !exact.is_empty() {
        return exact;
    }
    // A count of a year stands for its months, if the record has nothing closer.
    let around = |point: &Point| point.first <= months.0 && months.1 <= point.last;
    points.into_iter().filter(around).collect()
}

/// The recorded quotient of the last quarters of 1927 and 1926.
fn quarters(evidence: &Evidence) -> Vec<Point> {
    let (series, now, before) = QUARTERS;
    let rows = evidence.series(series);
    let find = |date: &str| rows.iter().find(|row| row.date.to_string() == date);
    let (Some(now), Some(before)) = (find(now), find(before)) else { return Vec::new() };
    let (first, last) = record::months(&now.date);
    vec![Point {
        date: now.date,
        first,
        last,
        value: now.value / before.value,
        confidence: now.confidence,
        grade: now.grade,
        source: now.source.clone(),
        territory: now.territory.clone(),
        note: format!("{} over {} {}", now.value, before.value, now.unit),
    }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_headline_names_a_variable_and_dates_of_the_run() {
        for (label, name, date, before) in ENTRIES {
            assert!(model::variables::find(name).is_some(), "{label}: {name}");
            for date in std::iter::once(date).chain(before) {
                let (first, last) = record::months(&date.parse().expect("a date"));
                assert!(first >= model::FIRST && last <= model::LAST, "{label}: {date}");
            }
        }
    }
}
