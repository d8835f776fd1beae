//! Classes and republics in November 1917.

use society::{Classes, Republics};

use crate::start::{Missing, Start};

/// Classes in a few numbers.
pub(crate) fn classes(_start: &Start<'_>) -> Result<Classes, Missing> {
    Ok(Classes::default())
}

/// The republics outside the RSFSR.
pub(crate) fn republics(_start: &Start<'_>) -> Result<Republics, Missing> {
    Ok(Republics::default())
}
