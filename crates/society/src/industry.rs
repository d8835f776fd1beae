//! Large industry as trusts: one row a branch and region.

use kernel::{Column, Goods, Id};
use serde::{Deserialize, Serialize};

use crate::regions::Region;

/// A trust.
#[derive(Debug)]
pub struct Trust;

/// A branch of large industry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Branch {
    /// Coal.
    Coal,
    /// Oil.
    Oil,
    /// Electricity.
    Electricity,
    /// Pig iron.
    Iron,
    /// Steel.
    Steel,
    /// Machines and metal goods.
    Machines,
    /// Cotton.
    Cotton,
    /// Food, drink and tobacco.
    Food,
    /// Other consumer goods.
    OtherConsumer,
    /// Chemicals, timber, building materials.
    OtherProducer,
}

impl Branch {
    /// All branches, in the order of the columns that have one entry a branch.
    pub const ALL: [Branch; 10] = [
        Branch::Coal,
        Branch::Oil,
        Branch::Electricity,
        Branch::Iron,
        Branch::Steel,
        Branch::Machines,
        Branch::Cotton,
        Branch::Food,
        Branch::OtherConsumer,
        Branch::OtherProducer,
    ];

    /// Its place in [`Branch::ALL`].
    pub const fn number(self) -> usize {
        self as usize
    }

    /// Its name in files.
    pub const fn name(self) -> &'static str {
        match self {
            Branch::Coal => "coal",
            Branch::Oil => "oil",
            Branch::Electricity => "electricity",
            Branch::Iron => "iron",
            Branch::Steel => "steel",
            Branch::Machines => "machines",
            Branch::Cotton => "cotton",
            Branch::Food => "food",
            Branch::OtherConsumer => "other-consumer",
            Branch::OtherProducer => "other-producer",
        }
    }

    /// Whether households buy what it makes.
    pub const fn is_consumer(self) -> bool {
        matches!(self, Branch::Cotton | Branch::Food | Branch::OtherConsumer)
    }
}

/// The trusts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Trusts {
    /// The branch.
    pub branch: Column<Trust, Branch>,
    /// The region.
    pub region: Column<Trust, Id<Region>>,
    /// What the plant could make in a month if whole, supplied and manned, kopecks of 1913.
    pub capacity: Column<Trust, Goods>,
    /// What it made in a month of 1913, kopecks of 1913.
    pub output_1913: Column<Trust, Goods>,
    /// Share of the capacity that is in repair and manned.
    pub usable: Column<Trust, f64>,
    /// Output of the month.
    pub output: Column<Trust, Goods>,
    /// Unsold goods.
    pub stock: Column<Trust, Goods>,
    /// Share of the capacity leased to private persons and cooperatives.
    pub leased: Column<Trust, f64>,
}
