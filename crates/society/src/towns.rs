//! Towns: Petrograd, Moscow, and the other towns of each region as one row.

use kernel::{Column, Id, People};
use serde::{Deserialize, Serialize};

use crate::regions::Region;

/// One row of towns.
#[derive(Debug)]
pub struct Town;

/// The towns.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Towns {
    /// The region.
    pub region: Column<Town, Id<Region>>,
    /// People living there.
    pub people: Column<Town, People>,
    /// People who fled to the village and may come back.
    pub fled: Column<Town, People>,
    /// Food eaten per head, as a share of the norm.
    pub food: Column<Town, f64>,
    /// The part of it that came as ration, as a share of the norm.
    pub ration: Column<Town, f64>,
    /// Priority in the supply of rations: 1 ordinary, above 1 favoured.
    pub priority: Column<Town, f64>,
}

/// Row of Petrograd (Leningrad from 1924).
pub const PETROGRAD: usize = 0;
/// Row of Moscow.
pub const MOSCOW: usize = 1;
