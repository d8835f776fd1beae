//! In how many of the draws each outcome holds.

use super::{Axis, DEFINITIONS, Outcome, outcomes};
use crate::ensemble::Ensemble;
use crate::summary::quantiles;

/// An outcome over the draws.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// O1 to O8.
    pub id: &'static str,
    /// Name.
    pub name: &'static str,
    /// Axis.
    pub axis: Axis,
    /// Share of the draws in which it holds.
    pub share: f64,
    /// Lower end of the 80 per cent interval of that share, for so many draws (Wilson 1927): the
    /// width of all bands that are shown.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Whether it holds in the central run.
    pub central: bool,
    /// Median of the index over the draws.
    pub index: f64,
    /// 10 per cent of draws have a lower index.
    pub index_low80: f64,
    /// 10 per cent of draws have a higher one.
    pub index_high80: f64,
    /// What it means that it holds, in a sentence.
    pub holds: &'static str,
    /// Where the measure departs from the ledger's definition, and why.
    pub departs: &'static str,
}

/// How often every outcome holds over the draws.
pub fn shares(ensemble: &Ensemble) -> Vec<Share> {
    let central = outcomes(ensemble.central());
    let draws: Vec<Vec<Outcome>> =
        ensemble.sample().iter().map(|draw| outcomes(&draw.record)).collect();
    let share = |(place, central): (usize, &Outcome)| {
        let held = draws.iter().filter(|draw| draw[place].held).count();
        let (low, high) = wilson(held, draws.len());
        let mut indices: Vec<f64> = draws.iter().map(|draw| draw[place].index).collect();
        let [index_low80, index, index_high80] = quantiles(&mut indices, &[0.1, 0.5, 0.9]);
        Share {
            id: central.id,
            name: central.name,
            axis: central.axis,
            share: held as f64 / draws.len() as f64,
            low,
            high,
            central: central.held,
            index,
            index_low80,
            index_high80,
            holds: DEFINITIONS[place].holds,
            departs: central.departs,
        }
    };
    central.iter().enumerate().map(share).collect()
}

/// The 80 per cent interval of a share: E. B. Wilson, "Probable inference, the law of succession, and
/// statistical inference", Journal of the American Statistical Association 22 (1927).
pub fn wilson(held: usize, of: usize) -> (f64, f64) {
    /// Quantile of the normal distribution at 90 per cent.
    const Z: f64 = 1.281_552;
    let (n, p) = (of as f64, held as f64 / of as f64);
    let middle = p + Z * Z / (2.0 * n);
    let half = Z * libm::sqrt(p * (1.0 - p) / n + Z * Z / (4.0 * n * n));
    let whole = 1.0 + Z * Z / n;
    // Where all or none hold, the formula meets 1 or 0 up to rounding.
    let low = if held == 0 { 0.0 } else { (middle - half) / whole };
    let high = if held == of { 1.0 } else { (middle + half) / whole };
    (low, high)
}
