//! What the conditions of outcomes are made of: levels, means of a year, months in a row. Every path
//! knows only the months before it.

use kernel::Month;
use model::Record;

use crate::summary::mean;

/// Months in a year.
const YEAR: usize = 12;
/// What a mean of equal numbers can lose to rounding, many times over.
const ROUNDING: f64 = 1e-9;

/// How far a variable has come from `none` to `met`, month by month, 0 to 1; 0 where it has no value.
pub(super) fn level(record: &Record, name: &str, none: f64, met: f64) -> Option<Vec<f64>> {
    Some(level_of(record.variable(name, None)?, none, met))
}

/// The same of a path.
pub(super) fn level_of(path: &[f64], none: f64, met: f64) -> Vec<f64> {
    let scaled = |x: &f64| match (x - none) / (met - none) {
        way if way.is_nan() => 0.0,
        way if way > 1.0 - ROUNDING => 1.0,
        way => way.max(0.0),
    };
    path.iter().map(scaled).collect()
}

/// How near a path is to the range from `low` to `high`: 1 within it.
pub(super) fn either_side(path: &[f64], low: f64, high: f64) -> Vec<f64> {
    let (from_below, from_above) = (level_of(path, 0.0, low), level_of(path, 1.0, high));
    from_below.iter().zip(&from_above).map(|(a, b)| a.min(*b)).collect()
}

/// Months in a row in which every condition is met, over those `needed`.
pub(super) fn lasting(conditions: &[&Option<Vec<f64>>], needed: f64) -> Option<Vec<f64>> {
    let known: Vec<&Vec<f64>> = conditions.iter().filter_map(|path| path.as_ref()).collect();
    let months = known.first()?.len();
    let mut run = 0.0;
    let path = (0..months).map(|month| {
        run = if known.iter().all(|path| path[month] >= 1.0) { run + 1.0 } else { 0.0 };
        f64::min(run / needed, 1.0)
    });
    Some(path.collect())
}

/// The mean of the last twelve months, of as many as there are at the start.
pub(super) fn year(path: &[f64]) -> Vec<f64> {
    windows(path).map(mean).collect()
}

/// The sum of one flow over that of another in the last twelve months.
pub(super) fn share_of(record: &Record, part: &str, whole: &str) -> Option<Vec<f64>> {
    let (part, whole) = (record.variable(part, None)?, record.variable(whole, None)?);
    let sum = |window: &[f64]| window.iter().sum::<f64>();
    let share = |(a, b): (&[f64], &[f64])| if sum(b) > 0.0 { sum(a) / sum(b) } else { 0.0 };
    Some(windows(part).zip(windows(whole)).map(share).collect())
}

fn windows(path: &[f64]) -> impl Iterator<Item = &[f64]> {
    (0..path.len()).map(move |month| &path[(month + 1).saturating_sub(YEAR)..=month])
}

/// The least and the most of a yearly path over its last `years`, taken a year apart.
pub(super) fn extremes(path: &[f64], years: usize) -> (Vec<f64>, Vec<f64>) {
    let over = |month: usize, pick: fn(f64, f64) -> f64| {
        (0..years)
            .map(|back| month.checked_sub(back * YEAR).map_or(f64::NAN, |m| path[m]))
            .reduce(|a, b| if a.is_nan() || b.is_nan() { f64::NAN } else { pick(a, b) })
            .unwrap_or(f64::NAN)
    };
    let all = |pick| (0..path.len()).map(|month| over(month, pick)).collect();
    (all(f64::min), all(f64::max))
}

/// A path over itself so many months before.
pub(super) fn growth(path: &[f64], months: usize) -> Vec<f64> {
    let over =
        |month: usize| month.checked_sub(months).map_or(f64::NAN, |then| path[month] / path[then]);
    (0..path.len()).map(over).collect()
}

/// The largest value so far.
pub(super) fn most_so_far(path: &[f64]) -> Vec<f64> {
    let mut most = 0.0;
    let so_far = |x: &f64| {
        most = f64::max(most, *x);
        most
    };
    path.iter().map(so_far).collect()
}

/// The path with 0 before this year.
pub(super) fn since(record: &Record, year: i32, path: &[f64]) -> Vec<f64> {
    let first = usize::try_from(Month::new(year, 1).since(record.first)).unwrap_or(0);
    path.iter().enumerate().map(|(month, x)| if month < first { 0.0 } else { *x }).collect()
}
