//! The norms applied to a household.

use society::Norms;

/// Grain that a household's animals want in a month, kg.
#[inline]
pub fn feed_wanted(norms: &Norms, horses: u8, cattle: u8, pigs: u8) -> f64 {
    f64::from(horses) * norms.horse_feed
        + f64::from(cattle) * norms.cattle_feed
        + f64::from(pigs) * norms.pig_feed
}
