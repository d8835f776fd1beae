//! The posts of the party in November 1917.

use society::Posts;

use crate::start::{Missing, Start};

/// The posts, province by province.
pub(crate) fn build(_start: &Start<'_>) -> Result<Posts, Missing> {
    Ok(Posts::default())
}
