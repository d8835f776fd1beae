//! What scores say of accounts: differences with their uncertainty, and weights.
//!
//! The unit is the series (or the decision): rows of one series lean on one another, so that each
//! series counts as one observation, its mean. Weights after Y. Yao, A. Vehtari, D. Simpson and
//! A. Gelman, "Using stacking to average Bayesian predictive distributions", Bayesian Analysis 13
//! (2018): those of stacking, and normalised exponentials of the summed score, averaged over a
//! Bayesian bootstrap.

use kernel::chance::decision;
use kernel::{Dice, Lineage};
use lab::summary::{mean, quantiles};

/// Samples of a bootstrap.
const SAMPLES: u64 = 2000;
/// Steps of the search for stacking weights; each cannot make the score worse.
const STEPS: usize = 5000;

/// A mean with the interval that holds it in 95 of 100 samples.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The mean over units.
    pub mean: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// How many units.
    pub units: usize,
    /// How many of them differ from nought at all.
    pub moved: usize,
}

/// The mean of paired differences with its bootstrap interval over units; not a number of none.
pub fn difference(values: &[f64], seed: u64) -> Interval {
    let n = values.len();
    let moved = values.iter().filter(|value| **value != 0.0).count();
    if n == 0 {
        let none = f64::NAN;
        return Interval { mean: none, low: none, high: none, units: 0, moved };
    }
    let sample = |number: u64| {
        let picks =
            (0..n).map(|i| values[((luck(seed, number, i) * n as f64) as usize).min(n - 1)]);
        picks.sum::<f64>() / n as f64
    };
    let mut means: Vec<f64> = (0..SAMPLES).map(sample).collect();
    let [low, high] = quantiles(&mut means, &[0.025, 0.975]);
    Interval { mean: mean(values), low, high, units: n, moved }
}

/// Between 0 and 1: for unit `i` in sample `number`.
fn luck(seed: u64, number: u64, i: usize) -> f64 {
    let dice = Dice::new(seed, decision("rivals.bootstrap"), model::FIRST);
    dice.throw(Lineage(number << 20 | i as u64)).unit(0)
}

/// Weights of accounts; each kind sums to one.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// Of the mixture that foretells best.
    pub stacking: Vec<f64>,
    /// Of each alone: like the posterior of models that were all as likely before.
    pub alone: Vec<f64>,
    /// Share of the bootstrap in which each is the best.
    pub leads: Vec<f64>,
}

/// The weights by the log scores: `scores[account][unit]`, the same units for each.
pub fn weights(scores: &[Vec<f64>], seed: u64) -> Weights {
    let (k, n) = (scores.len(), scores.first().map_or(0, Vec::len));
    let mut alone = vec![0.0; k];
    let mut leads = vec![0.0; k];
    for number in 0..SAMPLES {
        let shares: Vec<f64> =
            (0..n).map(|i| -libm::log(luck(seed, number, i).max(f64::MIN_POSITIVE))).collect();
        let whole: f64 = shares.iter().sum();
        let summed = |one: &Vec<f64>| {
            one.iter().zip(&shares).map(|(score, share)| score * share).sum::<f64>() * n as f64
                / whole.max(f64::MIN_POSITIVE)
        };
        let sums: Vec<f64> = scores.iter().map(summed).collect();
        let best = sums.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let sizes: Vec<f64> = sums.iter().map(|sum| libm::exp(sum - best)).collect();
        let total: f64 = sizes.iter().sum();
        let first = sums.iter().filter(|sum| **sum == best).count() as f64;
        for (account, size) in sizes.iter().enumerate() {
            alone[account] += size / total / SAMPLES as f64;
            if sums[account] == best {
                leads[account] += 1.0 / first / SAMPLES as f64;
            }
        }
    }
    Weights { stacking: stacking(scores), alone, leads }
}

/// The weights of the mixture with the largest summed log score: the steps of expectation and
/// maximisation, which climb to the one maximum, for the score is concave.
fn stacking(scores: &[Vec<f64>]) -> Vec<f64> {
    let (k, n) = (scores.len(), scores.first().map_or(0, Vec::len));
    let mut weights = vec![1.0 / k.max(1) as f64; k];
    let best = |i: usize| scores.iter().map(|one| one[i]).fold(f64::NEG_INFINITY, f64::max);
    let density: Vec<Vec<f64>> =
        (0..n).map(|i| scores.iter().map(|one| libm::exp(one[i] - best(i))).collect()).collect();
    for _ in 0..if n == 0 { 0 } else { STEPS } {
        let mut next = vec![0.0; k];
        for unit in &density {
            let whole: f64 = unit.iter().zip(&weights).map(|(p, weight)| p * weight).sum();
            for (account, p) in unit.iter().enumerate() {
                next[account] += weights[account] * p / whole / n as f64;
            }
        }
        weights = next;
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums_to_one(weights: &[f64]) -> bool {
        // Thousands of additions round.
        (weights.iter().sum::<f64>() - 1.0).abs() < 1e-9
    }

    #[test]
    fn every_kind_of_weight_sums_to_one() {
        let scores = [vec![-1.0, -2.0, -0.5], vec![-1.5, -0.2, -0.5], vec![-900.0, -1.0, -3.0]];
        let weights = weights(&scores, 1);
        assert!(sums_to_one(&weights.stacking) && sums_to_one(&weights.alone));
        assert!(sums_to_one(&weights.leads));
    }

    #[test]
    fn equal_scores_have_equal_weights_and_no_difference() {
        let weights = weights(&[vec![-1.0, -2.0], vec![-1.0, -2.0]], 1);
        assert_eq!(weights.stacking, [0.5, 0.5]);
        assert!((weights.alone[0] - 0.5).abs() < 1e-9 && (weights.leads[0] - 0.5).abs() < 1e-9);
        let none = difference(&[0.0, 0.0, 0.0], 1);
        assert_eq!((none.mean, none.low, none.high, none.moved), (0.0, 0.0, 0.0, 0));
    }

    #[test]
    fn a_better_account_takes_the_weight_and_two_halves_share_it() {
        let better = weights(&[vec![-1.0; 9], vec![-3.0; 9]], 1);
        assert!(better.stacking[0] > 0.99 && better.alone[0] > 0.99, "{better:?}");
        assert!((better.leads[0] - 1.0).abs() < 1e-9, "{better:?}");
        // Each is right about one of two units by far: the mixture needs both.
        let halves = weights(&[vec![0.0, -9.0], vec![-9.0, 0.0]], 1);
        assert!((halves.stacking[0] - 0.5).abs() < 1e-6, "{:?}", halves.stacking);
    }

    #[test]
    fn the_interval_of_a_clear_difference_leaves_nought_out() {
        let clear = difference(&[1.0, 1.2, 0.8, 1.1, 0.9], 7);
        assert!(clear.low > 0.0 && clear.low <= clear.mean && clear.mean <= clear.high);
        let unclear = difference(&[3.0, -3.0, 0.1, -0.1], 7);
        assert!(unclear.low < 0.0 && unclear.high > 0.0);
    }
}
