//! The historical record as points that can be held against a variable of the model.

use evidence::{CivilDate, Confidence, Evidence, Grade, HistoricalDate, Row, YearMonth};
use kernel::Month;
use model::{Kind, Variable};

/// One number of the record, in the unit of a variable.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// The date, as the record has it.
    pub date: HistoricalDate,
    /// The first month of the date.
    pub first: Month,
    /// The last month of the date.
    pub last: Month,
    /// The number, in the unit of the variable.
    pub value: f64,
    /// How far it can be trusted.
    pub confidence: Confidence,
    /// How well it is remembered.
    pub grade: Option<Grade>,
    /// Key of its source.
    pub source: String,
    /// The territory it speaks of.
    pub territory: String,
    /// What a user must know.
    pub note: String,
}

/// Territories that are a part of the country: their numbers are not held against the whole.
const PARTS: &[&str] = &[
    "Bashkiria",
    "Belorussia",
    "Black Earth",
    "Central",
    "Consuming region",
    "Donets basin",
    "Far East",
    "Kirgiz (Kazakh) ASSR",
    "Kirsanov uezd, Tambov",
    "Kozlov uezd, Tambov",
    "Middle and Lower Volga",
    "North",
    "Northwest",
    "Producing region",
    "Samara province",
    "Siberia",
    "Southeast",
    "Tsaritsyn province",
    "Ukraine",
    "Urals",
    "Volga-Vyatka",
    "Voronezh province",
];

/// Territories of the record that are close to a region of the model, with its name.
const REGIONS: &[(&str, &str)] = &[
    ("Northwest", "north-west"),
    ("Central", "central-industrial"),
    ("Black Earth", "central-black-earth"),
    ("Middle and Lower Volga", "volga"),
    ("Ukraine", "ukraine"),
    ("Southeast", "north-caucasus"),
    ("Urals", "urals"),
    ("Siberia", "west-siberia"),
];

/// The points of the record for a variable of the whole country, in order of time.
pub fn points(evidence: &Evidence, variable: &Variable) -> Vec<Point> {
    let town = match variable.name {
        "people.petrograd" => Some("Petrograd"),
        "people.moscow" => Some("Moscow"),
        _ => None,
    };
    collect(evidence, variable, |row| match town {
        Some(town) => row.territory.starts_with(town),
        None => row.group.is_empty() && !PARTS.contains(&row.territory.as_str()),
    })
}

/// The points of the record for a variable of one region, by the region's name in files. The
/// borders of the record are only near to those of the model: the territory is named with each.
pub fn region_points(evidence: &Evidence, variable: &Variable, region: &str) -> Vec<Point> {
    collect(evidence, variable, |row| {
        row.group.is_empty()
            && REGIONS.iter().any(|(name, ours)| *name == row.territory && *ours == region)
    })
}

fn collect(evidence: &Evidence, variable: &Variable, fits: impl Fn(&Row) -> bool) -> Vec<Point> {
    let factor = |row: &Row| {
        let same = |(series, unit, _): &&(&str, &str, f64)| match series.split_once(" / ") {
            Some((series, group)) => {
                row.series == series && row.group == group && row.unit == *unit
            }
            None => row.series == *series && row.unit == *unit && fits(row),
        };
        variable.record.iter().find(same).map(|(_, _, factor)| *factor)
    };
    let mut points: Vec<Point> = evidence
        .rows
        .iter()
        .filter_map(|row| factor(row).map(|factor| point(row, factor)))
        .collect();
    points.sort_by_key(|point| (point.first, point.last));
    points
}

fn point(row: &Row, factor: f64) -> Point {
    Point {
        date: row.date,
        first: month(row.date.first_month()),
        last: month(row.date.last_month()),
        value: row.value * factor,
        confidence: row.confidence,
        grade: row.grade,
        source: row.source.clone(),
        territory: row.territory.clone(),
        note: row.note.clone(),
    }
}

/// A month of the record as a month of the model.
pub fn month(of: YearMonth) -> Month {
    Month::checked(of.year, u32::from(of.month)).unwrap_or(model::FIRST)
}

/// The first and last month of a date; a day counts as its month.
pub fn months(date: &HistoricalDate) -> (Month, Month) {
    (month(date.first_month()), month(date.last_month()))
}

/// The months of a date for a variable: a single month stays one, and so does a day.
pub fn is_moment(date: &HistoricalDate) -> bool {
    matches!(date, HistoricalDate::At { date: CivilDate::Month(..) | CivilDate::Day(..), .. })
}

/// One number for the months `first` to `last` of a path that begins in `start`: the sum of a flow,
/// the last value of a stock, the mean of an index. Not a number unless the path covers them all.
pub fn annualise(kind: Kind, path: &[f64], start: Month, first: Month, last: Month) -> f64 {
    let place = |month: Month| usize::try_from(month.since(start)).ok();
    let window = place(first).zip(place(last)).and_then(|(first, last)| path.get(first..=last));
    let Some(window) = window else { return f64::NAN };
    let sum: f64 = window.iter().sum();
    match kind {
        Kind::Flow => sum,
        Kind::Stock => window.last().copied().unwrap_or(f64::NAN),
        Kind::Index => sum / window.len() as f64,
    }
}

#[cfg(test)]
#[path = "record_tests.rs"]
mod tests;
