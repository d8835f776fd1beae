//! A fit in numbers: what each parameter became, and how often bands hold the record.

use std::collections::BTreeMap;

use kernel::Prior;
use lab::summary::{mean, quantiles, spread};
use model::Theory;
use nalgebra::DMatrix;

use super::carry_out::Fitted;
use crate::rows::Row;

/// A free parameter before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Full name.
    pub name: String,
    /// Unit.
    pub unit: String,
    /// Mean and standard deviation of the prior.
    pub prior: (f64, f64),
    /// Mean and standard deviation of the posterior.
    pub posterior: (f64, f64),
    /// 10, 50 and 90 per cent of the posterior.
    pub quantiles: [f64; 3],
    /// Share of the prior variance, on the scale on which the prior is normal and over all members,
    /// that the record took away: 1 less the ratio of variances (M. Betancourt's posterior contraction).
    pub contraction: f64,
    /// Correlation of truth and estimate over the known worlds.
    pub recovery: f64,
    /// Whether it counts as learned; otherwise it stays an assumption.
    pub learned: bool,
}

impl Change {
    /// Contraction on the scale of the parameter itself, and of the draws that runs take.
    pub fn of_draws(&self) -> f64 {
        let ratio = self.posterior.1 / self.prior.1;
        1.0 - ratio * ratio
    }
}

/// Whether the bands of some runs hold the record.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Coverage {
    /// Rows with a number in the runs.
    pub rows: usize,
    /// Rows within the middle 80 per cent of the runs.
    pub of_runs: usize,
    /// Rows within the middle 80 per cent of runs, record error and discrepancy together.
    pub of_all: usize,
    /// Sum of squared standardised distances from the mean of the runs.
    pub squares: f64,
}

impl Coverage {
    /// Share of rows within the bands of the runs alone.
    pub fn share_of_runs(&self) -> f64 {
        self.of_runs as f64 / self.rows.max(1) as f64
    }

    /// Share of rows within the bands with error and discrepancy.
    pub fn share(&self) -> f64 {
        self.of_all as f64 / self.rows.max(1) as f64
    }

    /// Root mean square of the standardised distances: 1 if the spread is right.
    pub fn root_mean_square(&self) -> f64 {
        libm::sqrt(self.squares / self.rows.max(1) as f64)
    }

    fn add(&mut self, other: Coverage) {
        self.rows += other.rows;
        self.of_runs += other.of_runs;
        self.of_all += other.of_all;
        self.squares += other.squares;
    }
}

/// The normal quantile of 90 per cent: half the width of a middle 80 per cent.
const NINETY: f64 = 1.281_551_6;
/// Fewer runs than this with a number say nothing of a row.
const FEWEST: usize = 20;

impl Fitted {
    /// The free parameters, the most contracted first.
    pub fn changes(&self) -> Vec<Change> {
        let scores = self.scores();
        let mut all: Vec<Change> =
            (0..self.learned.free.len()).map(|i| self.change(i, &scores)).collect();
        all.sort_by(|a, b| b.contraction.total_cmp(&a.contraction).then(a.name.cmp(&b.name)));
        all
    }

    fn change(&self, i: usize, scores: &DMatrix<f64>) -> Change {
        let place = self.learned.free.places()[i];
        let parameter = &Theory::parameters()[place];
        let own: Vec<f64> = scores.row(i).iter().copied().collect();
        let mut values = self.learned.free.values(i, &own);
        let (middle, sd) = (mean(&values), spread(&values));
        // Over all members: those that were ruled out would make the rest look surer than it is.
        let before: Vec<f64> = self.learned.scores.row(i).iter().copied().collect();
        // What is only ruled out learns by nothing else.
        let judged = if i < self.learned.free.still() { &own } else { &before };
        let contraction = 1.0 - spread(judged) * spread(judged);
        let recovery = self.recovery.correlation[i];
        Change {
            name: parameter.full_name(),
            unit: parameter.declared.unit.to_owned(),
            prior: moments(parameter.declared.prior),
            posterior: (middle, sd),
            quantiles: quantiles(&mut values, &[0.1, 0.5, 0.9]),
            contraction,
            recovery,
            learned: contraction >= self.plan.learned && recovery >= self.plan.recovered,
        }
    }

    /// Coverage of the fitting rows (`false`) and of those held out (`true`), by runs of the prior
    /// or of the posterior.
    pub fn coverage(&self, lived: &DMatrix<f64>) -> BTreeMap<bool, Coverage> {
        let mut shares =
            BTreeMap::from([(false, Coverage::default()), (true, Coverage::default())]);
        for (j, row) in self.rows.iter().enumerate() {
            let entry = shares.entry(!self.is_fitting(row)).or_default();
            entry.add(self.covers(row, lived.row(j).iter().copied()));
        }
        shares
    }

    /// Whether the runs' numbers of one row hold it.
    pub fn covers(&self, row: &Row, runs: impl Iterator<Item = f64>) -> Coverage {
        let mut known: Vec<f64> = runs.filter(|value| value.is_finite()).collect();
        if known.len() < FEWEST {
            return Coverage::default();
        }
        let (middle, sd) = (mean(&known), spread(&known));
        let off = (row.value - middle) / libm::hypot(sd, self.discrepancy.total(row));
        let [low, high] = quantiles(&mut known, &[0.1, 0.9]);
        Coverage {
            rows: 1,
            of_runs: usize::from((low..=high).contains(&row.value)),
            of_all: usize::from(off.abs() <= NINETY),
            squares: off * off,
        }
    }
}

/// Mean and standard deviation of a prior, from a thousand even quantiles.
fn moments(prior: Prior) -> (f64, f64) {
    let values: Vec<f64> =
        (0..1000).map(|n| prior.quantile((f64::from(n) + 0.5) / 1000.0)).collect();
    (mean(&values), spread(&values))
}
