//! Which feedback loop has the largest weight in each world over a window.

use model::loops::LOOPS;

use crate::ensemble::DrawResult;
use crate::pair::{Pair, Window};
use crate::summary::{mean, median};

/// A loop that has the largest weight in some draw of either world.
#[derive(Clone, Debug, PartialEq)]
pub struct LoopWeight {
    /// Id.
    pub id: &'static str,
    /// Name.
    pub name: &'static str,
    /// Median weight in the base and in the changed world, 0 to 1.
    pub weight: [f64; 2],
    /// Draws in which it has the largest weight, in the base and in the changed world.
    pub heaviest: [usize; 2],
    /// Draws that have weights at all, in the base and in the changed world.
    pub draws: [usize; 2],
}

/// The loops that are heaviest in some draw, those of the most draws of the base first.
pub fn loops(pair: &Pair, window: Window) -> Vec<LoopWeight> {
    let worlds = [pair.base.sample(), pair.changed.sample()];
    let weights = worlds.map(|draws| draws.iter().filter_map(|d| weighed(d, window)).collect());
    let weights: [Vec<[f64; LOOPS.len()]>; 2] = weights;
    let heaviest = weights.each_ref().map(|all| all.iter().map(first).collect::<Vec<usize>>());
    let mut found: Vec<LoopWeight> = LOOPS
        .iter()
        .enumerate()
        .map(|(place, l)| LoopWeight {
            id: l.id,
            name: l.name,
            weight: weights.each_ref().map(|all| median(all.iter().map(|w| w[place]).collect())),
            heaviest: heaviest.each_ref().map(|all| all.iter().filter(|&&p| p == place).count()),
            draws: weights.each_ref().map(Vec::len),
        })
        .filter(|l| l.heaviest.iter().sum::<usize>() > 0)
        .collect();
    found.sort_by_key(|l| std::cmp::Reverse((l.heaviest[0], l.heaviest[1])));
    found
}

/// The mean weight of each loop over the months of the window that have weights.
fn weighed(draw: &DrawResult, window: Window) -> Option<[f64; LOOPS.len()]> {
    let record = &draw.record;
    let (first, last) = (record.place(window.first)?, record.place(window.last)?);
    let of = |id: &str| {
        let path = record.variable(&format!("loop.{}", id.to_lowercase()), None)?;
        let known: Vec<f64> =
            path[first..=last].iter().copied().filter(|w| w.is_finite()).collect();
        (!known.is_empty()).then(|| mean(&known))
    };
    let means = LOOPS.each_ref().map(|l| of(l.id));
    let known = means.iter().flatten().any(|weight| *weight > 0.0);
    known.then(|| means.map(Option::unwrap_or_default))
}

/// The place of the largest weight; of equals the first.
fn first(weights: &[f64; LOOPS.len()]) -> usize {
    (0..weights.len())
        .fold(0, |best, place| if weights[place] > weights[best] { place } else { best })
}
