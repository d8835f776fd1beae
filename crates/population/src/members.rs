//! The party of November 1917.

use society::{Members, Party};

use crate::start::{Missing, Start};

/// The members, as rows of equal weight.
pub(crate) fn build(_start: &Start<'_>, _rows: usize) -> Result<Members, Missing> {
    Ok(Members::default())
}

/// The party in a few numbers.
pub(crate) fn party(_start: &Start<'_>) -> Result<Party, Missing> {
    Ok(Party::default())
}
