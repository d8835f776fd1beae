//! The rows that were known at an origin, series by series, and what a forecast may take from them.

use std::collections::BTreeMap;

use evidence::Evidence;
use kernel::Month;
use lab::record::points;
use lab::summary::mean;
use model::{Kind, VARIABLES};

use crate::rows::{Row, Scale};

/// Rows that can follow one another: one variable, and of a flow so many months at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Series {
    /// Place of the variable.
    pub variable: usize,
    /// Months of a flow; 0 of stocks and indices, which do not grow with the months.
    pub months: i32,
}

impl Series {
    /// The series of a row.
    pub fn of(row: &Row) -> Series {
        let months = match row.about().kind {
            Kind::Flow => row.last.since(row.first) + 1,
            Kind::Stock | Kind::Index => 0,
        };
        Series { variable: row.variable, months }
    }

    /// Name of the variable.
    pub fn name(self) -> &'static str {
        VARIABLES[self.variable].name
    }

    /// Series of the same kind: those whose names begin alike, as `prices` and `livestock`.
    pub fn group(self) -> &'static str {
        let name = self.name();
        name.split_once('.').map_or(name, |(group, _)| group)
    }
}

/// When the number of a row was so, in years since the first month of the model: the last month of a
/// stock, the middle of what is counted over months.
pub fn time(row: &Row) -> f64 {
    let since = |month: Month| f64::from(month.since(model::FIRST)) / 12.0;
    match row.about().kind {
        Kind::Stock => since(row.last),
        Kind::Flow | Kind::Index => 0.5 * (since(row.first) + since(row.last)),
    }
}

/// One number of a series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dated {
    /// See [`time`].
    pub time: f64,
    /// The number on its scale.
    pub value: f64,
    /// Its error.
    pub error: f64,
    /// Place of its row among those it was taken from.
    pub row: usize,
}

/// The rows of each series in order of time, each with its place.
pub fn series<'r>(rows: impl Iterator<Item = (usize, &'r Row)>) -> BTreeMap<Series, Vec<Dated>> {
    let mut series = BTreeMap::<Series, Vec<Dated>>::new();
    for (place, row) in rows {
        let dated = Dated { time: time(row), value: row.value, error: row.error, row: place };
        series.entry(Series::of(row)).or_default().push(dated);
    }
    for dated in series.values_mut() {
        dated.sort_by(|a, b| a.time.total_cmp(&b.time));
    }
    series
}

/// The level of 1913 of each variable that has one, on its scale: what its unit defines, or the mean
/// of what the evidence has for the year. It was known at every origin.
pub fn before_the_war(evidence: &Evidence) -> BTreeMap<usize, f64> {
    let of = |(place, variable): (usize, &model::Variable)| {
        let scale = Scale::of(variable);
        let defined = match variable.unit {
            unit if unit.starts_with("1913 = 100") => Some(scale.to(100.0)),
            unit if unit.starts_with("1913 = 1") => Some(scale.to(1.0)),
            _ => None,
        };
        let points = points(evidence, variable);
        let year = |month: Month| month.year() == 1913;
        let values: Vec<f64> = points
            .iter()
            .filter(|point| year(point.first) && year(point.last))
            .map(|point| scale.to(point.value))
            .collect();
        defined.or((!values.is_empty()).then(|| mean(&values))).map(|level| (place, level))
    };
    VARIABLES.iter().enumerate().filter_map(of).collect()
}
