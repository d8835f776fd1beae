//! What the scores say together: the table of series, coverage, ranks, energy.

use std::collections::BTreeMap;

use kernel::chance::decision;
use kernel::{Dice, Lineage, Month};
use lab::summary::{mean, median};

use super::baselines::{BASELINES, Baseline};
use super::casts::{Cast, Who};
use super::past::Series;
use super::rules::energy;
use super::{TABLE_FROM, TABLE_TO};

/// How the trivial forecast is chosen that the model is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Against {
    /// The one that did best on rows of the series known at the origin, forecast from earlier
    /// origins; of its kind, or of all, where the series has none.
    Beforehand,
    /// The one that did best on the very rows that are scored: harder, and known to nobody then.
    Hindsight,
}

impl Against {
    /// Both.
    pub const ALL: [Against; 2] = [Against::Beforehand, Against::Hindsight];

    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Against::Beforehand => "chosen beforehand",
            Against::Hindsight => "best in hindsight",
        }
    }
}

/// A number with the interval that nine of ten resamplings leave it in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sure {
    /// The number.
    pub is: f64,
    /// The 5th percentile.
    pub low: f64,
    /// The 95th.
    pub high: f64,
}

/// One series of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The variable.
    pub variable: &'static str,
    /// Rows scored.
    pub rows: usize,
    /// Mean score of the model.
    pub crps: f64,
    /// Mean score of the trivial forecast.
    pub trivial: f64,
    /// Which one, or several where the origins differ.
    pub best: String,
    /// The model's over the other's, with what resampled rows make of it.
    pub ratio: Sure,
}

/// The table of every series.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Who is scored.
    pub who: Who,
    /// Against what.
    pub against: Against,
    /// Whether only confirmed rows count.
    pub confirmed: bool,
    /// The series.
    pub lines: Vec<Line>,
    /// Share of the series with a ratio below 1; series are resampled.
    pub below: Sure,
    /// Median ratio; series are resampled.
    pub median: Sure,
}

/// Resamplings.
const RESAMPLED: u64 = 1000;

/// A row with the score of the model and those of all trivial forecasts.
#[derive(Clone, Debug)]
struct Scored {
    series: Series,
    origin: Month,
    crps: f64,
    trivial: BTreeMap<Baseline, f64>,
}

/// All forecasts, with what is asked of them again and again.
pub struct Scores<'c> {
    casts: &'c [Cast],
    trivial: BTreeMap<(Month, &'c str), BTreeMap<Baseline, f64>>,
}

impl<'c> Scores<'c> {
    /// Of these forecasts.
    pub fn of(casts: &'c [Cast]) -> Scores<'c> {
        let mut trivial = BTreeMap::<(Month, &str), BTreeMap<Baseline, f64>>::new();
        for cast in casts {
            if let Who::Trivial(baseline) = cast.who {
                trivial.entry((cast.origin, &cast.row)).or_default().insert(baseline, cast.crps);
            }
        }
        Scores { casts, trivial }
    }

    /// The table of series for the forecasts of 1925 to 1928.
    pub fn table(&self, who: Who, against: Against, confirmed: bool) -> Table {
        let rows = self.casts.iter().filter(|cast| {
            cast.who == who
                && cast.horizon > 0
                && cast.origin >= TABLE_FROM
                && cast.last <= TABLE_TO
                && (cast.confirmed || !confirmed)
        });
        let mut variables = BTreeMap::<usize, Vec<Scored>>::new();
        for cast in rows {
            let Some(trivial) = self.trivial.get(&(cast.origin, cast.row.as_str())) else {
                continue;
            };
            let (series, origin, crps) = (cast.series, cast.origin, cast.crps);
            let scored = Scored { series, origin, crps, trivial: trivial.clone() };
            variables.entry(cast.series.variable).or_default().push(scored);
        }
        let lines: Vec<Line> =
            variables.values().filter_map(|rows| self.line(rows, against)).collect();
        let ratios: Vec<f64> = lines.iter().map(|line| line.ratio.is).collect();
        Table {
            who,
            against,
            confirmed,
            below: resampled(&ratios, &|ratios| {
                ratios.iter().filter(|ratio| **ratio < 1.0).count() as f64 / ratios.len() as f64
            }),
            median: resampled(&ratios, &middle),
            lines,
        }
    }

    fn line(&self, rows: &[Scored], against: Against) -> Option<Line> {
        let hindsight = best(rows.iter().map(|row| &row.trivial))?;
        let chosen = |row: &Scored| match against {
            Against::Hindsight => hindsight,
            Against::Beforehand => self.beforehand(row),
        };
        let pairs: Vec<(f64, f64)> = rows
            .iter()
            .filter_map(|row| Some((row.crps, *row.trivial.get(&chosen(row))?)))
            .collect();
        let mut names: Vec<String> = rows.iter().map(|row| chosen(row).name()).collect();
        names.sort();
        names.dedup();
        let (own, other): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
        let ratio = |pairs: &[(f64, f64)]| {
            pairs.iter().map(|p| p.0).sum::<f64>() / pairs.iter().map(|p| p.1).sum::<f64>()
        };
        Some(Line {
            variable: rows.first()?.series.name(),
            rows: pairs.len(),
            crps: mean(&own),
            trivial: mean(&other),
            best: names.join(", "),
            ratio: resampled(&pairs, &ratio),
        })
    }

    /// See [`Against::Beforehand`].
    fn beforehand(&self, row: &Scored) -> Baseline {
        let known = |cast: &&Cast| {
            cast.origin < row.origin
                && cast.last <= row.origin
                && cast.who == Who::Trivial(Baseline::RandomWalk)
        };
        let near: [&dyn Fn(&Series) -> bool; 3] = [
            &|series| *series == row.series,
            &|series| series.group() == row.series.group(),
            &|_| true,
        ];
        for like in near {
            let these = self.casts.iter().filter(known).filter(|cast| like(&cast.series));
            let scores =
                these.filter_map(|cast| self.trivial.get(&(cast.origin, cast.row.as_str())));
            let candidates = scores.map(|scores| {
                let had = |(baseline, _): &(&Baseline, &f64)| row.trivial.contains_key(baseline);
                scores.iter().filter(had).map(|(baseline, crps)| (*baseline, *crps)).collect()
            });
            let candidates: Vec<BTreeMap<Baseline, f64>> = candidates.collect();
            if let Some(best) = best(candidates.iter()) {
                return best;
            }
        }
        Baseline::RandomWalk
    }
}

/// The trivial forecast with the lowest score over these rows, against the random walk on the rows
/// that it can forecast.
fn best<'s>(rows: impl Iterator<Item = &'s BTreeMap<Baseline, f64>>) -> Option<Baseline> {
    let rows: Vec<_> = rows.collect();
    let relative = |baseline: Baseline| {
        let pairs = rows
            .iter()
            .filter_map(|row| Some((*row.get(&baseline)?, *row.get(&Baseline::RandomWalk)?)));
        let (own, walk) = pairs.fold((0.0, 0.0), |sum, pair| (sum.0 + pair.0, sum.1 + pair.1));
        (walk > 0.0).then(|| (own / walk, baseline))
    };
    let found = BASELINES.into_iter().filter_map(relative);
    found.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, baseline)| baseline)
}

fn middle(values: &[f64]) -> f64 {
    median(values.to_vec())
}

/// A number made of several things, and what it is when they are drawn anew with replacement.
pub fn resampled<T: Clone>(things: &[T], of: &dyn Fn(&[T]) -> f64) -> Sure {
    let is = of(things);
    if things.len() < 2 {
        return Sure { is, low: f64::NAN, high: f64::NAN };
    }
    let n = things.len();
    let mut found: Vec<f64> = (0..RESAMPLED)
        .map(|time| {
            let dice = Dice::new(time, decision("score.resample"), model::FIRST);
            let one = |i: usize| {
                let place = dice.throw(Lineage(i as u64)).unit(0) * n as f64;
                things[(place as usize).min(n - 1)].clone()
            };
            of(&(0..n).map(one).collect::<Vec<_>>())
        })
        .collect();
    found.sort_by(f64::total_cmp);
    let at = |share: f64| found[((found.len() - 1) as f64 * share) as usize];
    Sure { is, low: at(0.05), high: at(0.95) }
}

/// How many of a group of forecasts had what came within their bands, and in which tenth it lay.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    /// The last month known.
    pub origin: Month,
    /// Who forecasts.
    pub who: Who,
    /// Whether the rows were fitted.
    pub fitted: bool,
    /// Rows.
    pub rows: usize,
    /// Share within the band of 50 per cent.
    pub half: f64,
    /// Share within the band of 80 per cent.
    pub most: f64,
    /// Rows in each tenth of the forecast.
    pub tenths: [usize; 10],
}

/// Coverage by origin, forecaster, and whether the rows were fitted.
pub fn coverage(casts: &[Cast]) -> Vec<Coverage> {
    let mut groups = BTreeMap::<(Month, Who, bool), Vec<f64>>::new();
    for cast in casts {
        let key = (cast.origin, cast.who, cast.horizon == 0);
        groups.entry(key).or_default().push(cast.rank);
    }
    let of = |((origin, who, fitted), ranks): (_, Vec<f64>)| {
        let within = |band: f64| {
            let these = ranks.iter().filter(|rank| (**rank - 0.5).abs() <= 0.5 * band);
            these.count() as f64 / ranks.len() as f64
        };
        let mut tenths = [0; 10];
        for rank in &ranks {
            tenths[((rank * 10.0) as usize).min(9)] += 1;
        }
        Coverage {
            origin,
            who,
            fitted,
            rows: ranks.len(),
            half: within(0.5),
            most: within(0.8),
            tenths,
        }
    };
    groups.into_iter().map(of).collect()
}

/// The scores of one forecaster on the rows of one year after an origin.
#[derive(Clone, Debug, PartialEq)]
pub struct Year {
    /// The last month known.
    pub origin: Month,
    /// Who forecasts.
    pub who: Who,
    /// Years begun after it.
    pub horizon: usize,
    /// Whether only confirmed rows count.
    pub confirmed: bool,
    /// Rows.
    pub rows: usize,
    /// Mean score of a row.
    pub crps: f64,
    /// Energy score of all rows together, each in units of the random walk's deviation.
    pub energy: f64,
}

/// The scores year by year, on the rows that the random walk can forecast too.
pub fn years(casts: &[Cast]) -> Vec<Year> {
    let mut walk = BTreeMap::<(Month, &str), f64>::new();
    for cast in casts.iter().filter(|cast| cast.who == Who::Trivial(Baseline::RandomWalk)) {
        walk.insert((cast.origin, &cast.row), cast.forecast.sd);
    }
    let mut groups = BTreeMap::<(Month, usize, Who, bool), Vec<(&Cast, f64)>>::new();
    for cast in casts.iter().filter(|cast| cast.horizon > 0) {
        let Some(sd) = walk.get(&(cast.origin, cast.row.as_str())) else { continue };
        for confirmed in [false, true] {
            if cast.confirmed || !confirmed {
                let key = (cast.origin, cast.horizon, cast.who, confirmed);
                groups.entry(key).or_default().push((cast, *sd));
            }
        }
    }
    let of = |((origin, horizon, who, confirmed), rows): (_, Vec<(&Cast, f64)>)| Year {
        origin,
        who,
        horizon,
        confirmed,
        rows: rows.len(),
        crps: mean(&rows.iter().map(|(cast, _)| cast.crps).collect::<Vec<_>>()),
        energy: together(&rows),
    };
    groups.into_iter().map(of).collect()
}

/// Samples of the energy score: errors are drawn for each row by itself.
const SAMPLES: usize = 200;

fn together(rows: &[(&Cast, f64)]) -> f64 {
    let seen: Vec<f64> = rows.iter().map(|(cast, sd)| cast.seen / sd).collect();
    let sample = |n: usize| {
        let dice = Dice::new(n as u64, decision("score.energy"), model::FIRST);
        let one = |(place, (cast, sd)): (usize, &(&Cast, f64))| {
            let centres = &cast.forecast.centres;
            let luck = dice.throw(Lineage(place as u64)).normal(0);
            (centres[n % centres.len()] + cast.forecast.sd * luck) / sd
        };
        rows.iter().enumerate().map(one).collect::<Vec<f64>>()
    };
    energy(&(0..SAMPLES).map(sample).collect::<Vec<_>>(), &seen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_trivial_forecast_is_held_against_the_walk_on_what_it_can_forecast() {
        let row = |walk: f64, gap: Option<f64>| {
            let mut row =
                BTreeMap::from([(Baseline::RandomWalk, walk), (Baseline::Drift, 0.9 * walk)]);
            row.extend(gap.map(|gap| (Baseline::GapClosing(25), gap)));
            row
        };
        let rows = [row(1.0, Some(0.5)), row(100.0, None)];
        assert_eq!(best(rows.iter()), Some(Baseline::GapClosing(25)));
        assert_eq!(best(rows[1..].iter()), Some(Baseline::Drift));
        assert_eq!(best([].iter()), None);
    }

    #[test]
    fn resampling_holds_the_number_and_narrows_with_more_of_it() {
        let few: Vec<f64> = (0..5).map(f64::from).collect();
        let many: Vec<f64> = (0..500).map(|n| f64::from(n % 5)).collect();
        let (few, many) = (resampled(&few, &middle), resampled(&many, &middle));
        assert_eq!((few.is, many.is), (2.0, 2.0));
        assert!(few.low < 2.0 && few.high > 2.0 && many.high - many.low < few.high - few.low);
        assert!(resampled(&[1.0], &middle).low.is_nan(), "one thing has no interval");
    }
}
