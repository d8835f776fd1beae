//! The chance of a design: quasi-random points of the unit cube, and keyed throws.
//!
//! The points are those of an Owen-scrambled Sobol sequence (`sobol_burley`, after Burley 2020). It
//! has 256 dimensions; beyond them the same ones are used again under another seed, as its paper
//! advises: points are then stratified within each 256 dimensions and independent between them.

use kernel::chance::decision;
use kernel::{Dice, Lineage, Month};

/// The most points of the sequence.
pub const MOST_POINTS: usize = 1 << 16;
/// Dimensions of the sequence.
const DIMENSIONS: usize = 256;
/// Half of the distance of two numbers of 24 binary places, which is how fine the points are: points
/// lie in the middle of their cells and never on the border of the cube.
const HALF_A_CELL: f64 = 0.5 / 16_777_216.0;

/// Coordinate number `dimension` of point number `point`, between 0 and 1 and neither of them.
///
/// # Panics
/// If there are more points than [`MOST_POINTS`].
pub fn coordinate(point: usize, dimension: usize, seed: u64) -> f64 {
    assert!(point < MOST_POINTS, "the sequence has {MOST_POINTS} points");
    let set = (dimension / DIMENSIONS) as u64;
    // The sequence takes 32 bits: fold the seed, and keep sets apart.
    let seed = (unit(seed, "sense-sequence", set, 0) * f64::from(u32::MAX)) as u32;
    let place = sobol_burley::sample(point as u32, (dimension % DIMENSIONS) as u32, seed);
    f64::from(place) + HALF_A_CELL
}

/// A number between 0 and 1 that belongs to this address alone.
pub fn unit(seed: u64, purpose: &str, who: u64, what: u64) -> f64 {
    let dice = Dice::new(seed, decision(purpose), Month::new(0, 1));
    dice.throw(Lineage(who << 32 | what)).unit(0)
}

/// One of the numbers below `number`, at this address.
pub fn one_of(number: usize, seed: u64, purpose: &str, who: u64, what: u64) -> usize {
    let place = (unit(seed, purpose, who, what) * number as f64) as usize;
    place.min(number.saturating_sub(1))
}
