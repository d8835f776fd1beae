//! Variance-based indices: how much of the variance of an output goes with a factor.
//!
//! Two points A and B are drawn for each row, and for each factor the point A with the factor's
//! coordinates from B. The first-order index (Saltelli and others 2010, their estimator b) is the share
//! of variance that would go if the factor were known; the total index (Jansen 1999) is the share that
//! would stay if all else were known. The luck of a run is one factor among them.

use super::chance::coordinate;
use super::factors::{Factor, Point};
use super::resample::{self, Estimated};

/// Rows of points.
#[derive(Clone, Debug)]
pub struct Rows {
    /// Coordinates.
    pub dimensions: usize,
    /// What moves.
    pub factors: Vec<Factor>,
    /// How many rows; each has two points more than there are factors. A power of two fills the cube
    /// most evenly.
    pub number: usize,
    /// Seed.
    pub seed: u64,
}

impl Rows {
    /// Points of all rows.
    pub fn len(&self) -> usize {
        self.number * self.width()
    }

    /// Whether there is no point.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn width(&self) -> usize {
        self.factors.len() + 2
    }

    /// A point, row by row: A, B, then A with each factor from B.
    pub fn point(&self, number: usize) -> Point {
        let (row, place) = (number / self.width(), number % self.width());
        let from_b = |factor: usize| place == 1 || place == factor + 2;
        let mut at = vec![0.5; self.dimensions];
        let mut luck = 2 * row as u32 + 1;
        // The first factors get the first dimensions of the sequence, which are the most even.
        let mut dimension = 0;
        for (number, factor) in self.factors.iter().enumerate() {
            let other = usize::from(from_b(number));
            if factor.is_chance() {
                luck += other as u32;
            }
            for &place in &factor.coordinates {
                at[place] = coordinate(row, dimension + other, self.seed);
                dimension += 2;
            }
        }
        Point { at, luck }
    }

    /// Rows all of whose outputs are numbers.
    pub fn whole(&self, outputs: &[f64]) -> Vec<usize> {
        let whole = |row: &usize| self.row(outputs, *row).iter().all(|output| output.is_finite());
        (0..self.number).filter(whole).collect()
    }

    fn row<'a>(&self, outputs: &'a [f64], row: usize) -> &'a [f64] {
        &outputs[row * self.width()..][..self.width()]
    }
}

/// Shares of the variance.
#[derive(Clone, Debug, PartialEq)]
pub struct Sobol {
    /// What goes with each factor alone.
    pub first: Estimated,
    /// What goes with each factor alone or together with others.
    pub total: Estimated,
    /// Rows that count.
    pub rows: usize,
}

/// The indices, with intervals over rows. A row with a point whose output is no number is left out.
pub fn sobol(design: &Rows, outputs: &[f64]) -> Sobol {
    let whole = design.whole(outputs);
    let row = |place: usize| design.row(outputs, whole[place]);
    // A mean that is far from 0 would cost figures in the products.
    let middle = whole.iter().map(|&r| design.row(outputs, r)[0]).sum::<f64>() / whole.len() as f64;
    let variance = |drawn: &[usize]| {
        let ends = || drawn.iter().flat_map(|&place| row(place)[..2].iter().map(|y| y - middle));
        let count = 2.0 * drawn.len() as f64;
        let mean = ends().sum::<f64>() / count;
        ends().map(|y| (y - mean) * (y - mean)).sum::<f64>() / count
    };
    let share = |drawn: &[usize], part: &dyn Fn(f64, f64, f64) -> f64| -> Vec<f64> {
        let variance = variance(drawn);
        let of = |factor: usize| {
            let terms = drawn.iter().map(|&place| {
                let row = row(place);
                part(row[0] - middle, row[1] - middle, row[factor + 2] - middle)
            });
            terms.sum::<f64>() / drawn.len() as f64 / variance
        };
        (0..design.factors.len()).map(of).collect()
    };
    let first = |drawn: &[usize]| share(drawn, &|a, b, mixed| b * (mixed - a));
    let total = |drawn: &[usize]| share(drawn, &|a, _, mixed| 0.5 * (a - mixed) * (a - mixed));
    Sobol {
        first: resample::estimate(whole.len(), design.seed, &first),
        total: resample::estimate(whole.len(), design.seed, &total),
        rows: whole.len(),
    }
}
