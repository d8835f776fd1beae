//! The offices of the state in November 1917.

use society::{Apparatus, Offices};

use crate::start::{Missing, Start};

/// The offices by commissariat and level.
pub(crate) fn build(_start: &Start<'_>) -> Result<Offices, Missing> {
    Ok(Offices::default())
}

/// The apparatus in a few numbers.
pub(crate) fn apparatus(_start: &Start<'_>) -> Result<Apparatus, Missing> {
    Ok(Apparatus::default())
}
