//! What differs between two arms, draw by draw: outcomes, measures, decisions.

use crate::outcomes::Definition;
use crate::summary::quantiles;

/// Quantile of the normal distribution at 90 per cent: ends of 80 per cent intervals.
const Z: f64 = 1.281_552;

/// How often an outcome holds in an arm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OutcomeCount {
    /// O1 to O8.
    pub id: &'static str,
    /// Name.
    pub name: &'static str,
    /// Draws looked at.
    pub draws: usize,
    /// Draws in which it holds.
    pub held: usize,
    /// The share of draws, 0 to 1.
    pub share: f64,
    /// Lower end of the 80 per cent interval of the share (Wilson 1927).
    pub low80: f64,
    /// Upper end.
    pub high80: f64,
    /// Median of the index over the draws, 0 to 1: how near the outcome is.
    pub index: f64,
}

/// How an outcome changes from the baseline to an arm, over draws that share their luck.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OutcomeChange {
    /// In the baseline.
    pub before: OutcomeCount,
    /// In the arm.
    pub after: OutcomeCount,
    /// Draws in which it holds in the arm alone.
    pub gained: usize,
    /// Draws in which it holds in the baseline alone.
    pub lost: usize,
    /// Share after less share before, -1 to 1.
    pub difference: f64,
    /// Lower end of its 80 per cent interval: Bonett and Price, "Adjusted Wald confidence interval
    /// for a difference of binomial proportions based on paired data", Journal of Educational and
    /// Behavioral Statistics 37 (2012). It has a width even where no draw changed.
    pub low80: f64,
    /// Upper end.
    pub high80: f64,
    /// Median over the draws of the change of the index, -1 to 1.
    pub index_change: f64,
}

/// How a measure changes from the baseline to an arm, over draws that share their luck.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasureChange {
    /// Place of the measure in [`super::Results::measures`].
    pub measure: usize,
    /// Median over the draws of the baseline, in the unit of the measure.
    pub before: f64,
    /// Median over the draws of the arm.
    pub after: f64,
    /// Median of the paired differences, arm less baseline.
    pub difference: f64,
    /// 10 per cent of the draws differ by less.
    pub low80: f64,
    /// 10 per cent of the draws differ by more.
    pub high80: f64,
    /// Pairs of draws in which both have a number.
    pub pairs: usize,
    /// Share of the pairs in which the arm has more, 0 to 1.
    pub up: f64,
    /// Share in which it has less.
    pub down: f64,
    /// Share in which both are the same to the last digit that is kept.
    pub same: f64,
}

/// What became of a decision in both arms.
#[derive(Clone, Debug, PartialEq)]
pub struct DecisionChange {
    /// Id of the decision.
    pub decision: String,
    /// The options: id, draws of the baseline in which it was carried out, draws of the arm.
    pub options: Vec<(String, usize, usize)>,
    /// Pairs of draws that decided otherwise, or in which only one of the two came to decide.
    pub otherwise: usize,
}

impl OutcomeCount {
    pub(super) fn of(outcome: &Definition, held: &[bool], index: Vec<f64>) -> OutcomeCount {
        let (draws, count) = (held.len(), held.iter().filter(|held| **held).count());
        let (low80, high80) = crate::outcomes::wilson(count, draws);
        OutcomeCount {
            id: outcome.id,
            name: outcome.name,
            draws,
            held: count,
            share: count as f64 / draws as f64,
            low80,
            high80,
            index: crate::summary::median(index),
        }
    }
}

impl OutcomeChange {
    /// The change between two arms, of which `before` and `after` count, draw by draw.
    pub(super) fn of(
        counts: [OutcomeCount; 2],
        held: impl Iterator<Item = (bool, bool)>,
        index_changes: Vec<f64>,
    ) -> OutcomeChange {
        let [before, after] = counts;
        let (mut gained, mut lost) = (0, 0);
        for (old, new) in held {
            gained += usize::from(new && !old);
            lost += usize::from(old && !new);
        }
        let (low80, high80) = paired_interval(gained, lost, after.draws);
        OutcomeChange {
            before,
            after,
            gained,
            lost,
            difference: (gained as f64 - lost as f64) / after.draws as f64,
            low80,
            high80,
            index_change: crate::summary::median(index_changes),
        }
    }
}

/// The 80 per cent interval of the difference of two shares of the same draws (Bonett and Price 2012,
/// as at [`OutcomeChange::low80`]).
pub(crate) fn paired_interval(gained: usize, lost: usize, draws: usize) -> (f64, f64) {
    let n = draws as f64 + 2.0;
    let (up, down) = ((gained as f64 + 1.0) / n, (lost as f64 + 1.0) / n);
    let middle = up - down;
    let half = Z * libm::sqrt((up + down - middle * middle) / n);
    ((middle - half).max(-1.0), (middle + half).min(1.0))
}

impl MeasureChange {
    /// The change of a measure; `pairs` are its values in the baseline and in the arm.
    pub(super) fn of(measure: usize, pairs: &[(f64, f64)]) -> MeasureChange {
        let both: Vec<(f64, f64)> =
            pairs.iter().copied().filter(|(a, b)| !a.is_nan() && !b.is_nan()).collect();
        let median =
            |side: fn(&(f64, f64)) -> f64| crate::summary::median(both.iter().map(side).collect());
        // Equal infinities differ by nothing.
        let less = |(a, b): &(f64, f64)| if a == b { 0.0 } else { b - a };
        let mut differences: Vec<f64> = both.iter().map(less).collect();
        let share = |is: fn(&f64) -> bool| {
            differences.iter().filter(|d| is(d)).count() as f64 / differences.len() as f64
        };
        let (up, down, same) = (share(|d| *d > 0.0), share(|d| *d < 0.0), share(|d| *d == 0.0));
        let [low80, difference, high80] = quantiles(&mut differences, &[0.1, 0.5, 0.9]);
        MeasureChange {
            measure,
            before: median(|pair| pair.0),
            after: median(|pair| pair.1),
            difference,
            low80,
            high80,
            pairs: both.len(),
            up,
            down,
            same,
        }
    }
}
