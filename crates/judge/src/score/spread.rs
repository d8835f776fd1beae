//! How wide a forecast is: learned from its own misses before the origin.
//!
//! A miss of a way to forecast is squared, less what the error of the record explains of it, over the
//! years that it looked ahead: a variance a year. A series has the mean of its own, those of late
//! counting more; series of the same kind the geometric mean of theirs; and a series with few misses
//! is taken the nearer to its kind, the fewer they are. Trivial baselines and the model are treated
//! alike.

use std::collections::BTreeMap;

use super::past::Series;

/// A miss counts half of one that came so many years later (judgement: what was missed in the civil
/// war says little of 1925).
const HALVED: f64 = 2.0;
/// A kind counts as much as so many misses of the series itself (judgement).
const KIND_COUNTS: f64 = 4.0;
/// Nothing is foretold better than this in a year, on the scale of logarithms or logits (judgement).
const LEAST: f64 = 0.02;
/// Years ahead of the misses that are looked at: the horizons that are scored, and no less than a
/// quarter, in which errors of the record are all there is.
const AHEAD: (f64, f64) = (0.24, 3.1);

/// A number with its time, and the variance of its error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Years.
    pub time: f64,
    /// On the scale of the series.
    pub value: f64,
    /// Variance.
    pub noise: f64,
}

/// Squared misses of one series, a year: the sum of weights, and the mean.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Own {
    misses: f64,
    variance: f64,
}

/// Variances a year of every series.
#[derive(Clone, Debug, PartialEq)]
pub struct Spread {
    own: BTreeMap<Series, Own>,
    kinds: BTreeMap<&'static str, f64>,
    all: f64,
}

/// A miss: where it came from, how far it looked, its square less what the record explains.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Miss {
    /// Number of the point from which it looked.
    pub from: usize,
    /// Years between the point it looked at and the origin.
    pub ago: f64,
    /// Square a year.
    pub square: f64,
}

/// The misses of `forecast` over the points of a series: it is given the number of the point from
/// which it looks and the years ahead, and knows no later point. `known` is the time of the origin;
/// `explained` is what of the square between two points is explained anyway.
pub fn misses(
    points: &[Point],
    known: f64,
    forecast: &dyn Fn(usize, f64) -> Option<f64>,
    explained: &dyn Fn(usize, usize) -> f64,
) -> Vec<Miss> {
    let mut misses = Vec::new();
    for (from, first) in points.iter().enumerate() {
        for (to, point) in points.iter().enumerate().skip(from + 1) {
            let years = point.time - first.time;
            if years < AHEAD.0 || years > AHEAD.1 {
                continue;
            }
            let Some(said) = forecast(from, years) else { continue };
            let miss = point.value - said;
            let square = miss * miss - first.noise - point.noise - explained(from, to);
            let (ago, square) = (known - point.time, square / years);
            if square.is_finite() {
                misses.push(Miss { from, ago, square });
            }
        }
    }
    misses
}

impl Spread {
    /// From the misses of every series.
    pub fn learn(misses: &BTreeMap<Series, Vec<Miss>>) -> Spread {
        let own: BTreeMap<Series, Own> = misses
            .iter()
            .filter(|(_, misses)| !misses.is_empty())
            .map(|(series, misses)| (*series, own(misses)))
            .collect();
        let mut of_kind = BTreeMap::<&str, Vec<f64>>::new();
        for (series, own) in &own {
            of_kind.entry(series.group()).or_default().push(own.variance);
        }
        let kinds: BTreeMap<&str, f64> =
            of_kind.into_iter().map(|(kind, variances)| (kind, geometric(&variances))).collect();
        let all = geometric(&own.values().map(|own| own.variance).collect::<Vec<_>>());
        Spread { own, kinds, all }
    }

    /// Variance a year of a series: its own, drawn to its kind.
    pub fn variance(&self, series: Series) -> f64 {
        let kind = self.kinds.get(series.group()).copied().unwrap_or(self.all);
        let Some(own) = self.own.get(&series) else { return kind };
        let share = own.misses / (own.misses + KIND_COUNTS);
        libm::exp(share * libm::log(own.variance) + (1.0 - share) * libm::log(kind))
    }
}

fn own(misses: &[Miss]) -> Own {
    let weight = |miss: &Miss| libm::exp2(-miss.ago.max(0.0) / HALVED);
    let total: f64 = misses.iter().map(weight).sum();
    let mean = misses.iter().map(|miss| weight(miss) * miss.square).sum::<f64>() / total;
    // Misses from one point go together: they count as one.
    let mut each = BTreeMap::<usize, f64>::new();
    for miss in misses {
        let counted = each.entry(miss.from).or_default();
        *counted = counted.max(weight(miss));
    }
    Own { misses: each.values().sum(), variance: mean.max(LEAST * LEAST) }
}

/// The geometric mean of variances; that of [`LEAST`] of none.
fn geometric(variances: &[f64]) -> f64 {
    if variances.is_empty() {
        return LEAST * LEAST;
    }
    let sum: f64 = variances.iter().map(|variance| libm::log(*variance)).sum();
    libm::exp(sum / variances.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(variable: usize) -> Series {
        Series { variable, months: 0 }
    }

    fn point(time: f64, value: f64) -> Point {
        Point { time, value, noise: 0.0 }
    }

    #[test]
    fn a_walk_of_known_steps_has_their_square_as_its_variance() {
        let points = [0.0, 0.3, 0.0, 0.3].map(|value| value);
        let points: Vec<Point> =
            points.iter().enumerate().map(|(n, value)| point(5.0 * n as f64, *value)).collect();
        let close: Vec<Point> = points.iter().map(|p| point(p.time / 5.0, p.value)).collect();
        let stay = |values: Vec<f64>| move |from: usize, _: f64| Some(values[from]);
        let values: Vec<f64> = points.iter().map(|point| point.value).collect();
        let none = |_: usize, _: usize| 0.0;
        assert!(misses(&points, 20.0, &stay(values.clone()), &none).is_empty(), "too far ahead");
        let found = misses(&close, 3.0, &stay(values), &none);
        let one_year: Vec<f64> =
            found.iter().filter(|miss| miss.square > 0.05).map(|miss| miss.square).collect();
        // Rounding alone.
        assert!(one_year.iter().all(|square| (square - 0.09).abs() < 1e-12), "{found:?}");
    }

    #[test]
    fn a_series_without_misses_has_those_of_its_kind_and_one_with_many_its_own() {
        let miss = |square| Miss { from: 0, ago: 0.0, square };
        let kind = model::VARIABLES.iter().position(|v| v.name == "livestock.horses");
        let (horses, cattle) = (series(kind.expect("a variable")), series(kind.unwrap_or(0) + 1));
        let many: Vec<Miss> = (0..1000).map(|from| Miss { from, ..miss(0.04) }).collect();
        let all = BTreeMap::from([(horses, many)]);
        let spread = Spread::learn(&all);
        // Rounding alone: the kind has but one series.
        assert!((spread.variance(cattle) - 0.04).abs() < 1e-12);
        let other = BTreeMap::from([(horses, all[&horses].clone()), (cattle, vec![miss(0.01)])]);
        let spread = Spread::learn(&other);
        let (own, few) = (spread.variance(horses), spread.variance(cattle));
        assert!((own - 0.04).abs() < 0.001 && few > 0.012 && few < 0.02, "{own} {few}");
    }
}
