//! Peasant households. Each row stands for `weight` equal households; amounts are per household.

use std::ops::Range;

use kernel::pass::side_by_side;
use kernel::{Column, Id, Lineage, Turnover};
use serde::{Deserialize, Serialize};

use crate::regions::Region;

/// One row of peasant households.
#[derive(Debug)]
pub struct Household;

/// The peasant households, sorted by region.
///
/// Amounts are those of ONE household of the row; totals are the amount times `weight`, so the
/// same code serves 30 weighted cells and 25 million households one by one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Households {
    /// Rows of each region: `rows[region]`.
    pub rows: Column<Region, Range<usize>>,
    /// Who this is in every run of the same population; chance is keyed by it.
    pub lineage: Column<Household, Lineage>,
    /// How many equal households the row stands for.
    pub weight: Column<Household, u32>,
    /// Children households born of this one, to name the next.
    pub children: Column<Household, u16>,
    /// Mouths.
    pub mouths: Column<Household, u8>,
    /// Land held, 0.01 ha.
    pub land: Column<Household, u32>,
    /// Land leased in (positive) or out (negative) this season, 0.01 ha.
    pub leased: Column<Household, i32>,
    /// Land under crops this season, 0.01 ha.
    pub sown: Column<Household, u32>,
    /// Grain that the officials know of, kg.
    pub grain: Column<Household, u32>,
    /// Grain hidden from the officials, kg. A place, not a loss.
    pub hidden: Column<Household, u32>,
    /// Horses.
    pub horses: Column<Household, u8>,
    /// Cattle.
    pub cattle: Column<Household, u8>,
    /// Pigs.
    pub pigs: Column<Household, u8>,
    /// Whether it hires labour this season.
    pub hires: Column<Household, bool>,
    /// Food that it lacked this month, kg.
    pub lack: Column<Household, u16>,
    /// Grain that its animals got this month, percent of what they wanted.
    pub fed: Column<Household, u8>,
    /// Whether it wishes to divide when the month is settled.
    pub divides: Column<Household, bool>,
}

impl Households {
    /// The number of rows.
    pub fn len(&self) -> usize {
        self.weight.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.weight.is_empty()
    }

    /// The rows of `region`.
    pub fn of(&self, region: Id<Region>) -> Range<usize> {
        self.rows[region].clone()
    }

    /// Replaces all rows by those numbered in `order`, which must keep each region together.
    pub fn reorder(&mut self, order: &[u32]) {
        self.lineage.reorder(order);
        self.weight.reorder(order);
        self.children.reorder(order);
        self.mouths.reorder(order);
        self.land.reorder(order);
        self.leased.reorder(order);
        self.sown.reorder(order);
        self.grain.reorder(order);
        self.hidden.reorder(order);
        self.horses.reorder(order);
        self.cattle.reorder(order);
        self.pigs.reorder(order);
        self.hires.reorder(order);
        self.lack.reorder(order);
        self.fed.reorder(order);
        self.divides.reorder(order);
    }

    /// Strikes off rows and adds new ones; the ranges of the regions are the caller's to set.
    pub fn turn_over(&mut self, turnover: &Turnover) {
        macro_rules! turn_over {
            ($($column:ident),*) => { || { $(self.$column.turn_over(turnover);)* } };
        }
        // Halves of about equal width.
        side_by_side(
            turn_over!(lineage, weight, children, land, leased),
            turn_over!(
                mouths, sown, grain, hidden, horses, cattle, pigs, hires, lack, fed, divides
            ),
        );
    }
}
