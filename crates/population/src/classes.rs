//! Classes, republics and parties abroad in November 1917.

use society::{Classes, Comintern, Republics};

use crate::start::{Missing, Start};

/// Classes in a few numbers.
pub(crate) fn classes(_start: &Start<'_>) -> Result<Classes, Missing> {
    Ok(Classes::default())
}

/// The republics outside the RSFSR.
pub(crate) fn republics(_start: &Start<'_>) -> Result<Republics, Missing> {
    Ok(Republics::default())
}

/// Communist parties abroad.
pub(crate) fn comintern(_start: &Start<'_>) -> Result<Comintern, Missing> {
    Ok(Comintern::default())
}
