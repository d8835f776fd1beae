//! Worlds whose parameters are known: drawn from the prior, lived, given the errors of a record, and
//! fitted as if they were history. What is not found again there cannot be learned from history.
//!
//! The ranks of the truths among the members are those of simulation-based calibration: S. Talts,
//! M. Betancourt, D. Simpson, A. Vehtari and A. Gelman, "Validating Bayesian inference algorithms
//! with simulation-based calibration", arXiv 1804.06788 (2018). They are even if the fit is right.

use std::sync::atomic::AtomicBool;

use lab::summary::correlation;
use lab::{LabError, Progress};
use nalgebra::DMatrix;

use super::free::Free;
use super::learn::{designs, learn, live_rows};
use super::plan::Plan;
use super::smooth::{Aim, prior_scores};
use crate::discrepancy::Discrepancy;
use crate::lives::World;
use crate::rows::Row;

/// Bins of the ranks.
pub const BINS: usize = 10;
/// Names the scores of the known worlds.
const TRUTHS: u64 = 4;
/// Draws of the known worlds: the luck of no member.
const BEYOND: u32 = 2_000_000;
/// Fits of known worlds are numbered from here on.
const FIRST: u32 = 100;

/// What came of the known worlds, free parameter by free parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Recovery {
    /// Known worlds.
    pub worlds: usize,
    /// Correlation of the true score and the mean of the members, over the worlds.
    pub correlation: Vec<f64>,
    /// Mean contraction: 1 less the variance of the members' scores, of which the prior has 1.
    pub contraction: Vec<f64>,
    /// Share of worlds whose truth lies within the middle 80 per cent of the members.
    pub coverage: Vec<f64>,
    /// Ranks of the truths among the members, in [`BINS`] bins, over all parameters and worlds.
    pub ranks: Vec<usize>,
}

/// Fits the known worlds of a plan.
///
/// # Errors
/// As [`World::live`].
pub fn recover(
    plan: &Plan,
    world: &World,
    (rows, discrepancy): (&[Row], &Discrepancy),
    free: &Free,
    progress: &dyn Progress,
    cancelled: &AtomicBool,
) -> Result<Recovery, LabError> {
    let (worlds, effort) = plan.recovery;
    let truths = prior_scores(free.len(), worlds, world.seed ^ TRUTHS);
    let mut known = designs(free, &truths, world.seed);
    known.iter_mut().for_each(|design| design.draw += BEYOND);
    let (lived, _) = live_rows(world, &known, rows, progress, cancelled)?;
    let mut members = Vec::new();
    let mut fitted = Vec::new();
    for number in 0..worlds {
        let run: Vec<f64> = lived.column(number).iter().copied().collect();
        if run.iter().all(|value| value.is_nan()) {
            continue;
        }
        let run = complete(&run, rows);
        let name = FIRST + number as u32;
        let aim = Aim::synthetic(rows, discrepancy, &run, (world.seed, name));
        let found = learn(world, (rows, &aim), free, effort, name, progress, cancelled)?;
        members.push(found.scores);
        fitted.push(number);
    }
    Ok(summary(&truths.select_columns(&fitted), &members))
}

/// A run with the record's number where it has none: a currency that was not issued, for instance.
fn complete(run: &[f64], rows: &[Row]) -> Vec<f64> {
    let number = |(value, row): (&f64, &Row)| if value.is_finite() { *value } else { row.value };
    run.iter().zip(rows).map(number).collect()
}

/// Holds the members of each world (parameters by members) against its truth (parameters by worlds).
pub fn summary(truths: &DMatrix<f64>, members: &[DMatrix<f64>]) -> Recovery {
    let parameters = truths.nrows();
    let mut found = Recovery {
        worlds: members.len(),
        correlation: Vec::new(),
        contraction: Vec::new(),
        coverage: Vec::new(),
        ranks: vec![0; BINS],
    };
    for i in 0..parameters {
        let truth: Vec<f64> = truths.row(i).iter().copied().collect();
        let means: Vec<f64> = members.iter().map(|scores| scores.row(i).mean()).collect();
        let variance = members.iter().map(|scores| scores.row(i).variance()).sum::<f64>();
        let (mut inside, worlds) = (0, members.len().max(1) as f64);
        for (scores, truth) in members.iter().zip(&truth) {
            let below = scores.row(i).iter().filter(|score| *score < truth).count();
            let rank = below as f64 / (scores.ncols() as f64 + 1.0);
            found.ranks[((rank * BINS as f64) as usize).min(BINS - 1)] += 1;
            inside += usize::from((0.1..=0.9).contains(&rank));
        }
        found.correlation.push(correlation(&truth, &means));
        found.contraction.push(1.0 - variance / worlds);
        found.coverage.push(inside as f64 / worlds);
    }
    found
}

#[cfg(test)]
mod tests {
    use lab::summary::mean;

    use super::*;

    #[test]
    fn members_drawn_like_the_truth_have_even_ranks_and_teach_nothing() {
        let truths = prior_scores(40, 50, 1);
        let members: Vec<DMatrix<f64>> = (0..50).map(|n| prior_scores(40, 99, 2 + n)).collect();
        let found = summary(&truths, &members);
        // 2,000 ranks in ten bins: 200 each, standard error 13.4; four of them.
        assert!(found.ranks.iter().all(|n| n.abs_diff(200) < 54), "{:?}", found.ranks);
        // Of 2,000 truths 80 per cent, standard error 0.9 points; four of them.
        assert!((mean(&found.coverage) - 0.8).abs() < 0.036);
        // Variances of 99 scores, 2,000 of them: standard error 0.003.
        assert!(mean(&found.contraction).abs() < 0.013);
    }

    #[test]
    fn members_at_the_truth_recover_it() {
        let truths = prior_scores(3, 30, 1);
        let near = |world: usize| {
            let noise = prior_scores(3, 20, 7 + world as u64) * 0.1;
            DMatrix::from_fn(3, 20, |i, j| truths[(i, world)] + noise[(i, j)])
        };
        let found = summary(&truths, &(0..30).map(near).collect::<Vec<_>>());
        assert!(found.correlation.iter().all(|r| *r > 0.99), "{:?}", found.correlation);
        // The variance of the noise is a hundredth; its sampling error is far below another.
        assert!(found.contraction.iter().all(|c| *c > 0.98), "{:?}", found.contraction);
    }
}
