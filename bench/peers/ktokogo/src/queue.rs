//! Queues at the trusts: buyers come hour by hour, and the first are served first.

use kernel::pass::Sums;
use kernel::squares::pick;

use crate::market::ByRegion;

/// The number of trusts.
pub const TRUSTS: usize = 430;
/// Hours of a queue.
pub const HOURS: usize = 16;
/// Hours of all trusts.
pub const CELLS: usize = TRUSTS * HOURS;
/// Months of output that a trust can store.
const STORE: f64 = 6.0;

/// Trust and hour that a lot stands for: trust times hours, plus the hour.
#[inline(always)]
pub fn cell(lot: u32) -> usize {
    pick(lot, CELLS)
}

/// What households did in a month and what they ordered, roubles by trust and hour.
#[derive(Default)]
pub struct Orders {
    /// What they did.
    pub deeds: ByRegion,
    /// What they ordered; empty stands for nothing.
    pub ordered: Vec<f64>,
}

impl Sums for Orders {
    fn add(&mut self, other: Orders) {
        self.deeds.add(other.deeds);
        if self.ordered.is_empty() {
            self.ordered = other.ordered;
        } else {
            self.ordered.iter_mut().zip(other.ordered).for_each(|(sum, more)| *sum += more);
        }
    }
}

/// The trusts with what they have in store, roubles.
pub struct Trusts {
    stock: Vec<f64>,
    output: Vec<f64>,
}

impl Trusts {
    /// Trusts that supply so many households.
    pub fn new(households: usize) -> Trusts {
        let each = households as f64 / TRUSTS as f64;
        let output = (0..TRUSTS).map(|t| (3.0 + 3.0 * (t % 3) as f64) * each).collect();
        Trusts { stock: vec![0.0; TRUSTS], output }
    }

    /// Serves the queues. Gives the share of its order that each hour of each trust gets, and what was
    /// sold in all, roubles.
    pub fn serve(&mut self, ordered: &[f64]) -> (Vec<f32>, f64) {
        let mut shares = Vec::with_capacity(CELLS);
        let mut sold = 0.0;
        for (trust, hours) in ordered.chunks(HOURS).enumerate() {
            let mut left = self.stock[trust] + self.output[trust];
            for &wanted in hours {
                let served = wanted.min(left);
                shares.push(if wanted > 0.0 { (served / wanted) as f32 } else { 0.0 });
                left -= served;
                sold += served;
            }
            self.stock[trust] = left.min(STORE * self.output[trust]);
        }
        (shares, sold)
    }
}
