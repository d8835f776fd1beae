//! Cheap chance by address, for models in which nearly every row draws every month.
//!
//! Squares (B. Widynski, "Squares: A Fast Counter-Based RNG", arXiv:2004.06278, 2020), four rounds, a
//! number of 32 bits for a key and a counter. It costs a quarter of what Philox costs and, unlike
//! Philox, has no proof of its period behind it beyond the tests that its author reports. The model of
//! the country uses [`Dice`](crate::Dice).

use crate::{LANES, Month};

/// The dice of one decision in one month of one run, for rows that are told apart by a number.
#[derive(Clone, Copy, Debug)]
pub struct Squares {
    key: u64,
}

impl Squares {
    /// The dice for `decision` in `month` of the run with this `seed`.
    pub fn new(seed: u64, decision: u32, month: Month) -> Squares {
        let address = (u64::from(decision) << 32) | u64::from(month.number() as u32);
        // Widynski asks for odd keys of irregular digits; the finaliser of SplitMix64 gives them.
        Squares { key: crate::chance::mix(seed ^ crate::chance::mix(address)) | 1 }
    }

    /// What falls for row number `who`: 32 bits that belong to this address alone.
    #[inline(always)]
    #[must_use]
    pub fn throw(self, who: u64) -> u32 {
        squares(who, self.key)
    }

    /// The same as a number in the half-open interval [0, 1), in steps of 2 to the power of -24.
    #[inline(always)]
    #[must_use]
    pub fn unit(self, who: u64) -> f32 {
        (self.throw(who) >> 8) as f32 / 16_777_216.0
    }

    /// What falls for the rows of a block, whose first has the number `first`: the same as
    /// [`Squares::throw`] for each of them.
    #[inline(always)]
    #[must_use]
    pub fn throw_block(self, first: u32) -> [u32; LANES] {
        let mut fallen = [0; LANES];
        for (lane, word) in fallen.iter_mut().enumerate() {
            *word = self.throw(u64::from(first) + lane as u64);
        }
        fallen
    }

    /// The same as numbers in [0, 1), as [`Squares::unit`] gives them.
    #[inline(always)]
    #[must_use]
    pub fn unit_block(self, first: u32) -> [f32; LANES] {
        self.throw_block(first).map(|word| (word >> 8) as f32 / 16_777_216.0)
    }
}

/// The one of `of` things that a lot stands for, all alike save one part in 2 to the power of 32.
#[inline(always)]
#[must_use]
pub fn pick(lot: u32, of: usize) -> usize {
    ((u64::from(lot) * of as u64) >> 32) as usize
}

#[inline(always)]
fn squares(counter: u64, key: u64) -> u32 {
    let mut x = counter.wrapping_mul(key);
    let y = x;
    let z = y.wrapping_add(key);
    x = x.wrapping_mul(x).wrapping_add(y).rotate_right(32);
    x = x.wrapping_mul(x).wrapping_add(z).rotate_right(32);
    x = x.wrapping_mul(x).wrapping_add(y).rotate_right(32);
    (x.wrapping_mul(x).wrapping_add(z) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_steps() {
        // The reference code of the paper, in another notation: square, add, exchange the halves.
        let key = 0x548c_9dec_bce6_5297_u64;
        for counter in [0_u64, 1, 2, 1_000_003] {
            let y = u128::from(counter) * u128::from(key) % (1 << 64);
            let z = (y + u128::from(key)) % (1 << 64);
            let exchange = |x: u128| x >> 32 | (x & 0xffff_ffff) << 32;
            let mut x = y;
            for add in [y, z, y] {
                x = exchange((x * x + add) % (1 << 64));
            }
            assert_eq!(u128::from(squares(counter, key)), ((x * x + z) % (1 << 64)) >> 32);
        }
    }

    #[test]
    fn lots_pick_the_first_and_the_last() {
        assert_eq!([pick(0, 7), pick(u32::MAX, 7), pick(1 << 31, 7)], [0, 6, 3]);
    }

    #[test]
    fn a_block_is_the_throws_one_by_one() {
        let dice = Squares::new(1917, 7, Month::new(1, 2));
        for first in [0, 5, 1_000_000_007] {
            let block = dice.unit_block(first);
            assert!((0..LANES).all(|i| block[i] == dice.unit(u64::from(first) + i as u64)));
        }
    }

    #[test]
    fn neighbours_decisions_and_months_share_nothing() {
        let dice = |seed, decision, month| Squares::new(seed, decision, Month::new(1, month));
        let first = dice(1, 2, 3);
        let share = |other: Squares, step: u64| {
            let same =
                (0..10_000).filter(|&i| (first.unit(i) < 0.5) == (other.unit(i + step) < 0.5));
            same.count() as f64 / 1e4
        };
        // Half agree by luck; 0.02 is four standard deviations of 10,000 throws of a coin.
        for share in [share(first, 1), share(dice(2, 2, 3), 0), share(dice(1, 3, 3), 0)] {
            assert!((share - 0.5).abs() < 0.02, "{share}");
        }
        assert!((share(dice(1, 2, 4), 0) - 0.5).abs() < 0.02);
        let mean = (0..10_000).map(|i| f64::from(first.unit(i))).sum::<f64>() / 1e4;
        // Four standard deviations of the mean of uniform numbers.
        assert!((mean - 0.5).abs() < 4.0 * (1.0 / 12.0_f64).sqrt() / 100.0);
    }
}
