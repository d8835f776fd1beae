//! Chance is an address, not a sequence.
//!
//! A throw is a pure function of (seed, decision, month, who). Two worlds that share the seed
//! share their luck: a decision that one world no longer takes re-rolls nothing in the other.

use rand_philox::philox4x32_10;
use serde::{Deserialize, Serialize};

use crate::parameter::{normal_quantile, normal_quantile_of_throw};
use crate::pass::widest;
use crate::{LANES, Month};

/// Who this is, in every run of the same population. Chance is keyed by it, never by row number.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Lineage(pub u64);

impl Lineage {
    /// The lineage of the `order`-th child of this one: hashed from the parent, not from the time
    /// or the row, so that the same child exists in every world where it is born.
    pub fn child(self, order: u32) -> Lineage {
        Lineage(mix(self.0 ^ mix(u64::from(order) + 1)))
    }
}

/// One 64-bit finaliser (Steele, Lea and Flood 2014, SplitMix64), used only to spread names and
/// lineages over the counter space.
pub(crate) fn mix(mut z: u64) -> u64 {
    z = z.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// The 32-bit number of a decision's name (FNV-1a). A test proves that no two names share one.
pub const fn decision(name: &str) -> u32 {
    let bytes = name.as_bytes();
    let mut hash: u32 = 0x811C_9DC5;
    let mut i = 0;
    while i < bytes.len() {
        hash = (hash ^ bytes[i] as u32).wrapping_mul(0x0100_0193);
        i += 1;
    }
    hash
}

/// The dice of one decision in one month of one run.
#[derive(Clone, Copy, Debug)]
pub struct Dice {
    key: [u32; 2],
    decision: u32,
    month: u32,
}

impl Dice {
    /// The dice for `decision` in `month` of the run with this `seed`.
    pub fn new(seed: u64, decision: u32, month: Month) -> Dice {
        Dice { key: [seed as u32, (seed >> 32) as u32], decision, month: month.number() as u32 }
    }

    /// The dice of a second decision of the same mechanism.
    pub fn of(self, name: &str) -> Dice {
        Dice { decision: self.decision ^ decision(name).rotate_left(16), ..self }
    }

    /// What falls for `who`: 128 bits that belong to this address alone.
    #[inline]
    pub fn throw(self, who: Lineage) -> Throw {
        let counter = [who.0 as u32, (who.0 >> 32) as u32, self.decision, self.month];
        Throw(philox4x32_10(counter, self.key))
    }

    /// What falls for each of a block of rows: the same as [`Dice::throw`] for each of them.
    #[inline(always)]
    pub fn throw_block(self, who: &[Lineage; LANES]) -> ThrowBlock {
        let mut words = [[0; LANES], [0; LANES], [self.decision; LANES], [self.month; LANES]];
        for (lane, who) in who.iter().enumerate() {
            (words[0][lane], words[1][lane]) = (who.0 as u32, (who.0 >> 32) as u32);
        }
        philox_lanes(&mut words, self.key);
        ThrowBlock(words)
    }

    /// What falls for each of `who`, in order: the same as [`Dice::throw`] for one after the other,
    /// in about half the time. For passes in which nearly every row throws.
    #[inline]
    pub fn throws(self, who: &[Lineage]) -> Throws<'_> {
        Throws { dice: self, who, at: LANES, words: [[0; LANES]; 4] }
    }
}

/// The throws of many, one after the other: see [`Dice::throws`].
pub struct Throws<'a> {
    dice: Dice,
    who: &'a [Lineage],
    /// How many of the words below are spent; all at the start.
    at: usize,
    words: [[u32; LANES]; 4],
}

impl Throws<'_> {
    /// Throws for the next block; what stands behind the last of them means nothing.
    #[inline(never)]
    fn throw_next(&mut self) {
        let mut who = [Lineage::default(); LANES];
        who.iter_mut().zip(self.who).for_each(|(lane, who)| *lane = *who);
        self.words = widest(
            #[inline(always)]
            || self.dice.throw_block(&who).0,
        );
        self.at = 0;
    }
}

impl Iterator for Throws<'_> {
    type Item = Throw;

    #[inline]
    fn next(&mut self) -> Option<Throw> {
        if self.at == LANES {
            self.throw_next();
        }
        let (_, left) = self.who.split_first()?;
        let at = self.at;
        (self.who, self.at) = (left, at + 1);
        let [a, b, c, d] = &self.words;
        Some(Throw([a[at], b[at], c[at], d[at]]))
    }
}

/// `philox4x32_10` of a block of counters at once, word by word, in a shape that compilers turn into
/// wide instructions. The constants are those of Random123.
#[inline(always)]
fn philox_lanes(counter: &mut [[u32; LANES]; 4], mut key: [u32; 2]) {
    const MULTIPLIERS: [u32; 2] = [0xD251_1F53, 0xCD9E_8D57];
    const BUMPS: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];
    let [mut a, mut b, mut c, mut d] = *counter;
    for round in 0..10 {
        if round > 0 {
            key = [key[0].wrapping_add(BUMPS[0]), key[1].wrapping_add(BUMPS[1])];
        }
        let mut next = [[0; LANES]; 4];
        for lane in 0..LANES {
            let first = u64::from(a[lane]) * u64::from(MULTIPLIERS[0]);
            let second = u64::from(c[lane]) * u64::from(MULTIPLIERS[1]);
            next[0][lane] = (second >> 32) as u32 ^ b[lane] ^ key[0];
            next[1][lane] = c[lane].wrapping_mul(MULTIPLIERS[1]);
            next[2][lane] = (first >> 32) as u32 ^ d[lane] ^ key[1];
            next[3][lane] = a[lane].wrapping_mul(MULTIPLIERS[0]);
        }
        [a, b, c, d] = next;
    }
    *counter = [a, b, c, d];
}

/// The throws of a block of rows, word by word.
#[derive(Clone, Copy, Debug)]
pub struct ThrowBlock([[u32; LANES]; 4]);

impl ThrowBlock {
    /// The throw of one row of the block.
    #[inline(always)]
    pub fn of(&self, lane: usize) -> Throw {
        let [a, b, c, d] = &self.0;
        Throw([a[lane], b[lane], c[lane], d[lane]])
    }

    /// Standard normal numbers by word `i`, row by row the bits of [`Throw::normal`].
    #[inline(always)]
    pub fn normals(&self, i: usize) -> [f64; LANES] {
        let mut normals = [0.0; LANES];
        for (lane, normal) in normals.iter_mut().enumerate() {
            *normal = normal_quantile_of_throw(self.of(lane).unit(i));
        }
        normals
    }
}

/// Four independent 32-bit words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Throw(pub [u32; 4]);

impl Throw {
    /// Word `i` (0 to 3) as a number in the open interval (0, 1).
    #[inline]
    pub fn unit(self, i: usize) -> f64 {
        (f64::from(self.0[i]) + 0.5) / 4_294_967_296.0
    }

    /// Whether an event of this probability happens by word `i`. Raising the probability can only
    /// turn a "no" into a "yes", so worlds that differ in it stay coupled.
    #[inline]
    pub fn falls_within(self, i: usize, probability: f64) -> bool {
        self.unit(i) < probability
    }

    /// A standard normal number by word `i`, by inversion (Wichura 1988, algorithm AS 241).
    pub fn normal(self, i: usize) -> f64 {
        normal_quantile(self.unit(i))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_known_answers() {
        // Random123 kat_vectors, philox4x32 with 10 rounds.
        assert_eq!(
            philox4x32_10([0; 4], [0; 2]),
            [0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8]
        );
        assert_eq!(
            philox4x32_10([u32::MAX; 4], [u32::MAX; 2]),
            [0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD]
        );
    }

    #[test]
    fn the_address_decides_and_nothing_else() {
        let march = Month::new(1921, 3);
        let dice = Dice::new(1917, decision("sow"), march);
        let throw = dice.throw(Lineage(7));
        assert_eq!(throw, Dice::new(1917, decision("sow"), march).throw(Lineage(7)));
        assert_ne!(throw, dice.throw(Lineage(8)));
        assert_ne!(throw, Dice::new(1918, decision("sow"), march).throw(Lineage(7)));
        assert_ne!(throw, Dice::new(1917, decision("eat"), march).throw(Lineage(7)));
        assert_ne!(throw, Dice::new(1917, decision("sow"), march.next()).throw(Lineage(7)));
        assert_ne!(throw, dice.of("second").throw(Lineage(7)));
    }

    #[test]
    fn many_throws_at_once_are_the_throws_one_by_one() {
        let dice = Dice::new(1917 << 33 | 5, decision("sow"), Month::new(1921, 3));
        let who: Vec<Lineage> = (0..50).map(|i| Lineage(7).child(i)).collect();
        for many in [0, 1, LANES - 1, LANES, LANES + 1, who.len()] {
            let one_by_one = who[..many].iter().map(|&who| dice.throw(who));
            assert!(dice.throws(&who[..many]).eq(one_by_one), "{many}");
        }
    }

    #[test]
    fn normals_of_a_block_are_the_normals_one_by_one() {
        let dice = Dice::new(3, decision("harvest"), Month::new(1921, 8));
        for first in (0..4096).map(|block| block * LANES as u64) {
            let who = std::array::from_fn(|lane| Lineage(first + lane as u64));
            let block = dice.throw_block(&who).normals(2);
            for (normal, who) in block.iter().zip(who) {
                assert_eq!(normal.to_bits(), dice.throw(who).normal(2).to_bits());
            }
        }
        let edges = [0, 1, 322_122_547, 322_122_548, 1 << 31, u32::MAX - 1, u32::MAX];
        for edge in edges {
            let block = ThrowBlock([[edge; LANES]; 4]);
            let one = Throw([edge, 0, 0, 0]).normal(0).to_bits();
            assert!(block.normals(0).iter().all(|normal| normal.to_bits() == one), "{edge}");
        }
    }

    #[test]
    fn a_likelier_event_keeps_every_earlier_yes() {
        let dice = Dice::new(1, decision("x"), Month::new(1920, 1));
        for who in 0..1000 {
            let t = dice.throw(Lineage(who));
            assert!(!t.falls_within(0, 0.2) || t.falls_within(0, 0.3));
        }
    }

    #[test]
    fn children_are_told_apart() {
        let parent = Lineage(42);
        assert_ne!(parent.child(0), parent.child(1));
        assert_ne!(parent.child(0), parent);
    }
}
