//! What a scenario may set and the record leaves alone: departures for which no decree of these
//! years is a measure. At its default each changes nothing.

use kernel::saved::Word;
use serde::{Deserialize, Serialize};

/// Departures from the record. The comment of each names its unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Departures {
    /// Part of the open revolt in towns and fleet that does not take place: 0 as it comes, 1 all.
    pub urban_peace: f64,
    /// Part of the party's losses at the front and of its transfers from the bench to army and
    /// office that is spared: 0 as it comes, 1 all.
    pub cadre_spared: f64,
    /// Members with secondary schooling among those who join: 1 as recorded, times.
    pub party_schooling: f64,
    /// Least alliance of Lenin and Trotsky that an office or a pact gives: 0 none, 1 full.
    pub pact: f64,
    /// Key of the leader who puts the critics' case before the party in open session, whatever his
    /// bloc; empty if nobody is made to.
    #[serde(deserialize_with = "kernel::saved::word")]
    pub speaker: Word,
}

impl Default for Departures {
    fn default() -> Self {
        Departures {
            urban_peace: 0.0,
            cadre_spared: 0.0,
            party_schooling: 1.0,
            pact: 0.0,
            speaker: "",
        }
    }
}
