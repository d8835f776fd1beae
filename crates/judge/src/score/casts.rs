//! Every forecast of every row, with its scores.
//!
//! A forecast of the model is anchored at the origin: the last number on record, and what the member
//! adds to it by the time of the target, on the scale of the row. The level that the member itself
//! has stands beside it. Around each member lies what the model leaves out: how far its growth (or
//! its level) missed the record before the origin, beyond what the members' own spread and the errors
//! of the record explain.

use std::collections::BTreeMap;

use evidence::Evidence;
use kernel::Month;
use lab::summary::{mean, spread};

use super::baselines::{BASELINES, Baseline, Trivial};
use super::origin::{Form, Lived, Origin, Restart, end};
use super::past::{Dated, Series, before_the_war, series, time};
use super::rules::Forecast;
use super::spread::{Miss, Point, Spread, misses};
use crate::rows::{Row, Scale};

/// Chances at which the quantiles of a forecast are kept.
pub const QUANTILES: [f64; 5] = [0.10, 0.25, 0.50, 0.75, 0.90];

/// Who forecasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// The members, from the last number on record.
    Anchored(Restart, Form),
    /// The members, by their own level.
    Level(Form),
    /// A trivial forecast.
    Trivial(Baseline),
}

impl Who {
    /// The name in files.
    pub fn name(self) -> String {
        match self {
            Who::Anchored(Restart::Learned, form) => form.name().to_owned(),
            Who::Anchored(Restart::Held, form) => format!("{}-restart-held", form.name()),
            Who::Level(form) => format!("{}-level", form.name()),
            Who::Trivial(baseline) => baseline.name(),
        }
    }
}

/// A forecast of a row, and what came.
#[derive(Clone, Debug, PartialEq)]
pub struct Cast {
    /// The last month known.
    pub origin: Month,
    /// Who forecasts.
    pub who: Who,
    /// The series.
    pub series: Series,
    /// Name of the row.
    pub row: String,
    /// Its last month.
    pub last: Month,
    /// Whether a page that was read confirms it.
    pub confirmed: bool,
    /// Years begun after the origin; 0 of a row that the fit had.
    pub horizon: usize,
    /// The scale.
    pub scale: Scale,
    /// What came, on the scale.
    pub seen: f64,
    /// The forecast.
    pub forecast: Forecast,
    /// Its continuous ranked probability score, on the scale of the row.
    pub crps: f64,
    /// Where what came lies in the forecast, 0 to 1.
    pub rank: f64,
    /// The forecast at [`QUANTILES`], on the scale.
    pub quantiles: [f64; 5],
}

/// What was known at an origin.
pub struct Known<'o> {
    origin: &'o Origin,
    /// The trivial forecasts.
    pub trivial: Trivial,
    places: BTreeMap<Series, Vec<Dated>>,
    at: f64,
}

impl<'o> Known<'o> {
    /// Takes only the rows that end by the cut.
    pub fn of(origin: &'o Origin, evidence: &Evidence) -> Known<'o> {
        let known = origin.rows.iter().enumerate().filter(|(_, row)| row.last <= origin.cut);
        let places = series(known);
        let at = f64::from(origin.cut.since(model::FIRST)) / 12.0;
        let trivial = Trivial::learn(places.clone(), before_the_war(evidence), at);
        Known { origin, trivial, places, at }
    }

    /// Every forecast of every later row, and of the rows that the fit had the level.
    pub fn casts(&self) -> Vec<Cast> {
        let mut casts = Vec::new();
        for (&(restart, form), lived) in &self.origin.lived {
            let growth = self.growth(lived);
            let level = self.level(lived);
            for (place, row) in self.origin.rows.iter().enumerate() {
                if row.last > self.origin.cut {
                    let forecast = self.anchored(lived, &growth, place);
                    casts.extend(forecast.map(|f| self.cast(Who::Anchored(restart, form), row, f)));
                }
                if restart == Restart::Learned {
                    let forecast = leveled(lived, &level, (place, row));
                    casts.extend(forecast.map(|f| self.cast(Who::Level(form), row, f)));
                }
            }
        }
        for row in self.origin.rows.iter().filter(|row| row.last > self.origin.cut) {
            for baseline in BASELINES {
                let series = Series::of(row);
                let forecast = self.trivial.forecast(baseline, series, time(row), row.error);
                casts.extend(forecast.map(|f| self.cast(Who::Trivial(baseline), row, f)));
            }
        }
        casts
    }

    fn cast(&self, who: Who, row: &Row, forecast: Forecast) -> Cast {
        let months = row.last.since(self.origin.cut).max(0);
        Cast {
            origin: self.origin.cut,
            who,
            series: Series::of(row),
            row: row.name(),
            last: row.last,
            confirmed: row.confirmed,
            horizon: months.unsigned_abs().div_ceil(12) as usize,
            scale: row.scale,
            seen: row.value,
            crps: forecast.crps(row.value),
            rank: forecast.below(row.value),
            quantiles: QUANTILES.map(|p| forecast.quantile(p)),
            forecast,
        }
    }

    /// How far the growth of the members missed the record between two rows of a series.
    pub(super) fn growth(&self, lived: &Lived) -> Spread {
        let of = |(series, dated): (&Series, &Vec<Dated>)| {
            let places: Vec<Dated> =
                dated.iter().filter(|d| finite(lived, d.row).len() > 1).copied().collect();
            let point = |d: &Dated| Point {
                time: d.time,
                value: d.value - mean(&finite(lived, d.row)),
                noise: d.error * d.error,
            };
            let points: Vec<Point> = places.iter().map(point).collect();
            let stays = |from: usize, _: f64| Some(points[from].value);
            let explained = |from: usize, to: usize| {
                let sd = spread(&grown(lived, places[from].row, places[to].row));
                sd * sd
            };
            (*series, misses(&points, self.at, &stays, &explained))
        };
        Spread::learn(&self.places.iter().map(of).collect())
    }

    /// How far the levels of the members missed the record.
    fn level(&self, lived: &Lived) -> Spread {
        let miss = |(from, dated): (usize, &Dated)| {
            let members = finite(lived, dated.row);
            let (off, sd) = (dated.value - mean(&members), spread(&members));
            let square = off * off - sd * sd - dated.error * dated.error;
            let ago = self.at - dated.time;
            (members.len() > 1).then_some(Miss { from, ago, square })
        };
        let of = |(series, dated): (&Series, &Vec<Dated>)| {
            (*series, dated.iter().enumerate().filter_map(miss).collect())
        };
        Spread::learn(&self.places.iter().map(of).collect())
    }

    /// From the last number on record, by the growth of the members.
    fn anchored(&self, lived: &Lived, growth: &Spread, place: usize) -> Option<Forecast> {
        let row = &self.origin.rows[place];
        let series = Series::of(row);
        let last = self.trivial.last(series)?;
        let centres = grown(lived, last.row, place);
        let years = (time(row) - last.time).max(0.0);
        let variance = years * growth.variance(series) + square(last.error) + square(row.error);
        let centres: Vec<f64> = centres.iter().map(|growth| last.value + growth).collect();
        (centres.len() > 1).then(|| Forecast { centres, sd: libm::sqrt(variance) })
    }
}

/// By the members' own level.
fn leveled(lived: &Lived, level: &Spread, (place, row): (usize, &Row)) -> Option<Forecast> {
    let centres = finite(lived, place);
    let variance = level.variance(Series::of(row)) + square(row.error);
    (centres.len() > 1).then(|| Forecast { centres, sd: libm::sqrt(variance) })
}

fn square(x: f64) -> f64 {
    x * x
}

/// What the members have of a row.
pub fn finite(lived: &Lived, row: usize) -> Vec<f64> {
    lived.rows.row(row).iter().copied().filter(|value| value.is_finite()).collect()
}

/// What the members add between two rows.
pub fn grown(lived: &Lived, from: usize, to: usize) -> Vec<f64> {
    let (from, to) = (lived.rows.row(from), lived.rows.row(to));
    from.iter().zip(to.iter()).map(|(a, b)| b - a).filter(|growth| growth.is_finite()).collect()
}

/// The forecasts of all origins.
pub fn casts(evidence: &Evidence, origins: &[Origin]) -> Vec<Cast> {
    origins.iter().flat_map(|origin| Known::of(origin, evidence).casts()).collect()
}

/// The rows that an origin is asked for: those to three years after it.
pub fn asked(evidence: &Evidence, cut: Month) -> Vec<Row> {
    crate::rows(evidence, end(cut))
}

#[cfg(test)]
mod tests {
    use nalgebra::DMatrix;

    use super::*;

    /// An origin whose members hit the record save by what `off` adds to row and member.
    fn origin(off: &dyn Fn(&Row, usize) -> f64) -> (Evidence, Origin) {
        let evidence = Evidence::embedded().expect("the embedded evidence is whole");
        let cut = Month::new(1924, 12);
        let rows = asked(&evidence, cut);
        let members = DMatrix::from_fn(rows.len(), 6, |i, n| rows[i].value + off(&rows[i], n));
        let lived = Lived { rows: members, hungry: DMatrix::zeros(3, 6), votes: BTreeMap::new() };
        let lived = BTreeMap::from([((Restart::Learned, Form::Pinned), lived)]);
        (evidence, Origin { cut, rows, lived })
    }

    fn of(casts: Vec<Cast>, who: Who) -> Vec<Cast> {
        let these: Vec<Cast> = casts.into_iter().filter(|cast| cast.who == who).collect();
        assert!(these.len() > 50, "there are rows to forecast");
        these
    }

    const ANCHORED: Who = Who::Anchored(Restart::Learned, Form::Pinned);

    #[test]
    fn an_anchored_forecast_does_not_see_how_high_a_member_lies() {
        // Each member has all of a variable too high by its own factor: growth is right.
        let (evidence, origin) = origin(&|_, n| n as f64 - 2.0);
        for cast in of(Known::of(&origin, &evidence).casts(), ANCHORED) {
            // Additions round.
            let off = cast.forecast.centres.iter().map(|centre| (centre - cast.seen).abs());
            assert!(off.fold(0.0, f64::max) < 1e-9, "{}", cast.row);
            assert!((cast.rank - 0.5).abs() < 1e-6, "{}: {}", cast.row, cast.rank);
        }
    }

    #[test]
    fn a_model_that_missed_before_is_wide_after() {
        let sure = origin(&|_, n| 1e-6 * n as f64);
        let (evidence, unsure) = origin(&|row, n| {
            if (row.last.number() / 4) % 2 == 0 { 0.5 + 1e-6 * n as f64 } else { 1e-6 * n as f64 }
        });
        let width = |origin: &Origin| {
            let casts = of(Known::of(origin, &evidence).casts(), ANCHORED);
            casts.iter().map(|cast| cast.forecast.sd).sum::<f64>() / casts.len() as f64
        };
        assert!(width(&unsure) > 3.0 * width(&sure.1), "{} {}", width(&unsure), width(&sure.1));
    }

    #[test]
    fn the_horizon_counts_the_years_begun_and_is_nought_for_rows_of_the_fit() {
        let (evidence, origin) = origin(&|_, n| n as f64);
        for cast in of(Known::of(&origin, &evidence).casts(), Who::Level(Form::Pinned)) {
            let year = match cast.last {
                last if last <= Month::new(1924, 12) => 0,
                last => (last.year() - 1924) as usize,
            };
            assert_eq!(cast.horizon, year, "{}", cast.row);
        }
    }
}
