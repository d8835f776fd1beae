//! The leaders by name.

use evidence::Evidence;
use society::{Leaders, Leadership};

use crate::start::{Missing, Start};

/// Everybody whom the record of persons or of bodies names.
pub(crate) fn build(_evidence: &Evidence) -> Leaders {
    Leaders::default()
}

/// The leadership in a few numbers.
pub(crate) fn leadership(_start: &Start<'_>) -> Result<Leadership, Missing> {
    Ok(Leadership::default())
}
