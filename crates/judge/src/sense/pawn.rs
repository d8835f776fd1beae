//! How far the distribution of an output shifts when a factor is known (PAWN).
//!
//! After Pianosi and Wagener 2018, from one plain sample: the points are sliced by a factor into parts
//! of equal probability, and the index is the median over the slices of the largest distance between
//! the distribution of the output in the slice and in the whole sample (Kolmogorov and Smirnov).
//! It asks nothing of variances, so that it serves outputs with long tails. Small samples lift it, as a
//! factor that does nothing shows: it is part of every sample (Khorashadi Zadeh and others 2017).

use lab::summary::median;

use super::chance::coordinate;
use super::factors::{Factor, Point};
use super::resample::{self, Estimated};

/// Slices of a factor (the paper's usual number).
const SLICES: usize = 10;

/// A plain sample of the cube.
#[derive(Clone, Debug)]
pub struct Plain {
    /// Coordinates.
    pub dimensions: usize,
    /// What is looked at: single coordinates.
    pub factors: Vec<Factor>,
    /// Points.
    pub number: usize,
    /// Seed.
    pub seed: u64,
}

impl Plain {
    /// A point.
    pub fn point(&self, number: usize) -> Point {
        let of = |dimension: usize| coordinate(number, dimension, self.seed);
        Point { at: (0..self.dimensions).map(of).collect(), luck: number as u32 + 1 }
    }
}

/// The indices, with intervals over points. Points whose output is no number are left out.
pub fn pawn(design: &Plain, outputs: &[f64]) -> Estimated {
    let mut order: Vec<usize> =
        (0..design.number).filter(|&point| outputs[point].is_finite()).collect();
    order.sort_by(|&a, &b| outputs[a].total_cmp(&outputs[b]).then(a.cmp(&b)));
    let slices: Vec<Vec<usize>> =
        design.factors.iter().map(|f| slices(design, f, &order)).collect();
    let values: Vec<f64> = order.iter().map(|&point| outputs[point]).collect();
    // Units are told in the order of the points, so that halves are halves of the sample.
    let mut by_number: Vec<usize> = (0..order.len()).collect();
    by_number.sort_by_key(|&place| order[place]);
    let indices = |drawn: &[usize]| -> Vec<f64> {
        let mut weights = vec![0usize; order.len()];
        drawn.iter().for_each(|&unit| weights[by_number[unit]] += 1);
        slices.iter().map(|slices| index(slices, &weights, &values)).collect()
    };
    resample::estimate(order.len(), design.seed, &indices)
}

/// In which slice of the factor each point lies.
fn slices(design: &Plain, factor: &Factor, points: &[usize]) -> Vec<usize> {
    let place = factor.coordinates.first().copied().unwrap_or_default();
    let slice = |&point: &usize| {
        let at = coordinate(point, place, design.seed);
        ((at * SLICES as f64) as usize).min(SLICES - 1)
    };
    points.iter().map(slice).collect()
}

/// The median over slices of the largest distance between distributions. Points stand in the order of
/// their outputs, each counted as often as its weight says.
fn index(slices: &[usize], weights: &[usize], values: &[f64]) -> f64 {
    let mut sizes = [0usize; SLICES];
    slices.iter().zip(weights).for_each(|(&slice, &weight)| sizes[slice] += weight);
    let whole: usize = sizes.iter().sum();
    let mut below = [0usize; SLICES];
    let mut largest = [0.0f64; SLICES];
    let mut seen = 0;
    let mut start = 0;
    // Between two points of a slice its distribution stands and the whole rises: the distance is
    // largest just before or just after one of them. Equal outputs are one step.
    for equals in values.chunk_by(|a, b| a == b) {
        let here = start..start + equals.len();
        for step in [false, true] {
            if step {
                here.clone().for_each(|place| below[slices[place]] += weights[place]);
                seen += weights[here.clone()].iter().sum::<usize>();
            }
            let all = seen as f64 / whole as f64;
            for &slice in &slices[here.clone()] {
                let part = below[slice] as f64 / sizes[slice].max(1) as f64;
                largest[slice] = largest[slice].max((part - all).abs());
            }
        }
        start = here.end;
    }
    let filled = (0..SLICES).filter(|&slice| sizes[slice] > 0);
    median(filled.map(|slice| largest[slice]).collect())
}
