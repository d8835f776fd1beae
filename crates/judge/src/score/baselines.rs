//! Trivial forecasts, made only of the rows known at the origin.

use std::collections::BTreeMap;

use lab::summary::mean;

use super::past::{Dated, Series};
use super::rules::Forecast;
use super::spread::{Point, Spread, misses};

/// A way to forecast that needs no model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Baseline {
    /// The last number persists, on the scale of the series.
    RandomWalk,
    /// It goes on growing as it has since the first number known.
    Drift,
    /// It goes on growing as it did last, by a share that fades: one coefficient for all series,
    /// from the growth of successive years, between 0 and 0.95.
    FadingGrowth,
    /// This share of the gap to the level of 1913 closes in a year (per cent).
    GapClosing(u8),
}

/// All of them, in the order of the tables.
pub const BASELINES: [Baseline; 6] = [
    Baseline::RandomWalk,
    Baseline::Drift,
    Baseline::FadingGrowth,
    Baseline::GapClosing(15),
    Baseline::GapClosing(25),
    Baseline::GapClosing(35),
];

impl Baseline {
    /// The name in files.
    pub fn name(self) -> String {
        match self {
            Baseline::RandomWalk => "random-walk".to_owned(),
            Baseline::Drift => "drift".to_owned(),
            Baseline::FadingGrowth => "ar1-growth".to_owned(),
            Baseline::GapClosing(share) => format!("gap-closing-{share}"),
        }
    }
}

/// Growth is taken over no less than this many years, so that a season is not taken for it.
const YEAR: f64 = 0.75;
/// The most of last year's growth that goes on: beyond it the sum has no end.
const MOST_KEPT: f64 = 0.95;

/// The trivial forecasts of one origin.
#[derive(Clone, Debug)]
pub struct Trivial {
    series: BTreeMap<Series, Vec<Dated>>,
    levels: BTreeMap<usize, f64>,
    kept: f64,
    spreads: BTreeMap<Baseline, Spread>,
}

impl Trivial {
    /// From the series known at the time `known` (years since the first month) and the levels of
    /// 1913 by variable.
    pub fn learn(
        series: BTreeMap<Series, Vec<Dated>>,
        levels: BTreeMap<usize, f64>,
        known: f64,
    ) -> Trivial {
        let kept = kept(&series);
        let mut trivial = Trivial { series, levels, kept, spreads: BTreeMap::new() };
        for baseline in BASELINES {
            let of = |(series, dated): (&Series, &Vec<Dated>)| {
                let points: Vec<Point> = dated.iter().map(point).collect();
                let say = |from: usize, years: f64| {
                    trivial.centre(baseline, *series, &dated[..=from], years)
                };
                (*series, misses(&points, known, &say, &|_, _| 0.0))
            };
            let spread = Spread::learn(&trivial.series.iter().map(of).collect());
            trivial.spreads.insert(baseline, spread);
        }
        trivial
    }

    /// The last number known of a series.
    pub fn last(&self, series: Series) -> Option<&Dated> {
        self.series.get(&series)?.last()
    }

    /// Variance a year of a series around what a baseline says.
    pub fn variance(&self, baseline: Baseline, series: Series) -> Option<f64> {
        Some(self.spreads.get(&baseline)?.variance(series))
    }

    /// The forecast for the time `at`, of a number that the record gives with this error. None
    /// without an earlier number, or without a level of 1913 where one is asked for.
    pub fn forecast(
        &self,
        baseline: Baseline,
        series: Series,
        at: f64,
        error: f64,
    ) -> Option<Forecast> {
        let dated = self.series.get(&series)?;
        let last = dated.last()?;
        let years = (at - last.time).max(0.0);
        let centre = self.centre(baseline, series, dated, years)?;
        let variance = self.variance(baseline, series)?;
        let sd = years * variance + last.error * last.error + error * error;
        Some(Forecast::normal(centre, libm::sqrt(sd)))
    }

    /// What is said `years` after the last of these numbers.
    fn centre(
        &self,
        baseline: Baseline,
        series: Series,
        dated: &[Dated],
        years: f64,
    ) -> Option<f64> {
        let last = dated.last()?;
        let growth = |earlier: Option<&Dated>| {
            earlier.map_or(0.0, |e| (last.value - e.value) / (last.time - e.time))
        };
        let long_ago = |dated: &&Dated| last.time - dated.time >= YEAR;
        Some(match baseline {
            Baseline::RandomWalk => last.value,
            Baseline::Drift => last.value + years * growth(dated.first().filter(long_ago)),
            Baseline::FadingGrowth => {
                last.value + growth(dated.iter().rfind(long_ago)) * faded(self.kept, years)
            }
            Baseline::GapClosing(share) => {
                let level = self.levels.get(&series.variable)?;
                let left = libm::pow(1.0 - f64::from(share) / 100.0, years);
                level + (last.value - level) * left
            }
        })
    }
}

fn point(dated: &Dated) -> Point {
    Point { time: dated.time, value: dated.value, noise: dated.error * dated.error }
}

/// Years of last year's growth that are still to come in so many years, if `kept` of it is left each
/// year.
fn faded(kept: f64, years: f64) -> f64 {
    kept * (1.0 - libm::pow(kept, years)) / (1.0 - kept)
}

/// The share of a year's growth that goes on into the next: the regression of growth on the growth
/// before it, of each series in units of its own, so that all count alike.
fn kept(series: &BTreeMap<Series, Vec<Dated>>) -> f64 {
    let mut shares = Vec::new();
    for dated in series.values() {
        let before = |n: usize| dated[..n].iter().rposition(|e| dated[n].time - e.time >= YEAR);
        let growth = |n: usize| {
            let e = before(n)?;
            Some((dated[n].value - dated[e].value) / (dated[n].time - dated[e].time))
        };
        let pairs: Vec<(f64, f64)> =
            (0..dated.len()).filter_map(|n| Some((growth(before(n)?)?, growth(n)?))).collect();
        let square: f64 = pairs.iter().map(|(a, _)| a * a).sum();
        if pairs.len() >= 2 && square > 0.0 {
            shares.push(pairs.iter().map(|(a, b)| a * b).sum::<f64>() / square);
        }
    }
    if shares.is_empty() {
        return 0.0;
    }
    mean(&shares).clamp(0.0, MOST_KEPT)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A variable that grows by a tenth of a logarithm a year.
    fn geometric() -> (Series, BTreeMap<Series, Vec<Dated>>) {
        let series = Series { variable: 0, months: 0 };
        let dated = |n: usize| {
            let time = n as f64;
            Dated { time, value: 3.0 + 0.1 * time, error: 0.0, row: n }
        };
        (series, BTreeMap::from([(series, (0..8).map(dated).collect())]))
    }

    fn centre(baseline: Baseline, at: f64) -> Option<f64> {
        let (series, known) = geometric();
        let trivial = Trivial::learn(known, BTreeMap::from([(0, 4.0)]), 7.0);
        Some(trivial.forecast(baseline, series, at, 0.0)?.centres[0])
    }

    #[test]
    fn drift_foretells_a_geometric_series_exactly_and_a_walk_lags() {
        let near = |found: Option<f64>, right: f64| {
            // Rounding alone.
            assert!((found.expect("it has a past") - right).abs() < 1e-12, "{found:?}");
        };
        near(centre(Baseline::Drift, 10.0), 4.0);
        near(centre(Baseline::RandomWalk, 10.0), 3.7);
        near(centre(Baseline::GapClosing(25), 8.0), 4.0 - 0.3 * 0.75);
        // Growth goes on for good, but no more than 0.95 of it a year.
        near(centre(Baseline::FadingGrowth, 8.0), 3.7 + 0.1 * 0.95);
    }

    #[test]
    fn a_baseline_that_never_missed_is_as_narrow_as_one_may_be() {
        let (series, known) = geometric();
        let trivial = Trivial::learn(known, BTreeMap::new(), 7.0);
        let drift = trivial.forecast(Baseline::Drift, series, 8.0, 0.0).expect("it has a past");
        let walk = trivial.forecast(Baseline::RandomWalk, series, 8.0, 0.0).expect("as above");
        assert!(drift.sd < 0.5 * walk.sd, "{} {}", drift.sd, walk.sd);
        assert!(trivial.forecast(Baseline::GapClosing(15), series, 8.0, 0.0).is_none());
    }
}
