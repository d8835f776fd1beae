//! A household's id cannot index a column of the regions.

use kernel::{Column, Id};
use society::{Household, Region};

fn main() {
    let prices: Column<Region, f64> = Column::filled(1.0, 10);
    let household: Id<Household> = Id::new(3);
    let _ = prices[household];
}
