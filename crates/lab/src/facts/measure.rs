//! What a check measures in one run.

use kernel::Month;
use model::{Kind, Record, VARIABLES};

use super::number_of;

/// How months become one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Take {
    Sum,
    Mean,
    Last,
    Max,
    Min,
}

impl Take {
    /// The customary way for a variable.
    pub fn of(kind: Kind) -> Take {
        match kind {
            Kind::Flow => Take::Sum,
            Kind::Stock => Take::Last,
            Kind::Index => Take::Mean,
        }
    }

    fn one(self, values: &[f64]) -> f64 {
        let sum = || values.iter().sum::<f64>();
        match self {
            Take::Sum => sum(),
            Take::Mean => sum() / values.len() as f64,
            Take::Last => values.last().copied().unwrap_or(f64::NAN),
            // A month without a value makes the whole unmeasured, as it does in a sum.
            _ if values.iter().any(|value| value.is_nan()) => f64::NAN,
            Take::Max => values.iter().copied().fold(f64::NAN, f64::max),
            Take::Min => values.iter().copied().fold(f64::NAN, f64::min),
        }
    }
}

/// How a second variable is joined, month by month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Join {
    Plus,
    Times,
    DividedBy,
}

/// A monthly path: a variable, and perhaps a second one joined to it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Path {
    pub variable: usize,
    pub region: Option<usize>,
    pub join: Option<(Join, usize)>,
}

impl Path {
    fn values(&self, record: &Record) -> Option<Vec<f64>> {
        let path = record.variable(VARIABLES[self.variable].name, self.region)?;
        let Some((join, other)) = self.join else { return Some(path.to_vec()) };
        let other = record.variable(VARIABLES[other].name, self.region)?;
        let joined = path.iter().zip(other).map(|(a, b)| match join {
            Join::Plus => a + b,
            Join::Times => a * b,
            Join::DividedBy => a / b,
        });
        Some(joined.collect())
    }
}

/// One number: a path over some months.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Term {
    pub path: Path,
    pub first: Month,
    pub last: Month,
    pub take: Take,
}

impl Term {
    /// The number in a run; not a number if a month lies outside it.
    pub fn of(&self, record: &Record) -> f64 {
        let window = || {
            let (first, last) = (record.place(self.first)?, record.place(self.last)?);
            Some(self.take.one(self.path.values(record)?.get(first..=last)?))
        };
        window().unwrap_or(f64::NAN)
    }
}

/// What is measured.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Measure {
    /// A number.
    Value(Term),
    /// One number over another.
    Ratio(Term, Term),
    /// One number less another.
    Difference(Term, Term),
    /// The month or the year of the highest or lowest value in some months.
    Extreme { term: Term, highest: bool, yearly: bool },
    /// The first year above a threshold; the year after the last one if there is none.
    FirstAbove { term: Term, above: f64 },
}

impl Measure {
    /// The number in a run.
    pub fn of(&self, record: &Record) -> f64 {
        match self {
            Measure::Value(term) => term.of(record),
            Measure::Ratio(a, b) => {
                let ratio = a.of(record) / b.of(record);
                // Over nothing there is no ratio, not an endless one.
                if ratio.is_finite() { ratio } else { f64::NAN }
            }
            Measure::Difference(a, b) => a.of(record) - b.of(record),
            Measure::Extreme { term, highest, yearly } => {
                let units = if *yearly { years(term, record) } else { months(term, record) };
                extreme(&units, *highest)
            }
            Measure::FirstAbove { term, above } => {
                let years = years(term, record);
                if years.iter().any(|(_, value)| value.is_nan()) {
                    return f64::NAN;
                }
                let first = years.iter().find(|(_, value)| value >= above);
                first.map_or(f64::from(term.last.year() + 1), |(year, _)| *year)
            }
        }
    }

    /// The variables it speaks of.
    pub fn variables(&self) -> Vec<&'static str> {
        let terms = match self {
            Measure::Value(a)
            | Measure::Extreme { term: a, .. }
            | Measure::FirstAbove { term: a, .. } => vec![a],
            Measure::Ratio(a, b) | Measure::Difference(a, b) => vec![a, b],
        };
        let names = |term: &Term| {
            let joined = term.path.join.map(|(_, other)| VARIABLES[other].name);
            std::iter::once(VARIABLES[term.path.variable].name).chain(joined).collect::<Vec<_>>()
        };
        terms.into_iter().flat_map(names).collect()
    }
}

fn months(term: &Term, record: &Record) -> Vec<(f64, f64)> {
    let count = term.last.since(term.first);
    let one = |n: i32| {
        let month = term.first.plus(n);
        (number_of(month), Term { first: month, last: month, ..term.clone() }.of(record))
    };
    (0..=count).map(one).collect()
}

fn years(term: &Term, record: &Record) -> Vec<(f64, f64)> {
    let one = |year: i32| {
        let (first, last) = (Month::new(year, 1), Month::new(year, 12));
        (f64::from(year), Term { first, last, ..term.clone() }.of(record))
    };
    (term.first.year()..=term.last.year()).map(one).collect()
}

/// The first place of the highest or lowest value; months without a value are passed over.
fn extreme(units: &[(f64, f64)], highest: bool) -> f64 {
    let mut best: Option<(f64, f64)> = None;
    for &(place, value) in units.iter().filter(|(_, value)| !value.is_nan()) {
        let better = best.is_none_or(|(_, b)| if highest { value > b } else { value < b });
        if better {
            best = Some((place, value));
        }
    }
    best.map_or(f64::NAN, |(place, _)| place)
}
