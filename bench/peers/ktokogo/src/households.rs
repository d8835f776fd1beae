//! The households: one column a fact, region by region.

use kernel::pass::Lane;
use kernel::{Column, LANES};

/// A row of the table of households.
pub struct Household;

/// The table of households. Grain is in pud, land in dessiatines, money in roubles.
#[derive(Default)]
pub struct Households {
    /// Land, dessiatines.
    pub land: Column<Household, f32>,
    /// Grain in store, pud.
    pub grain: Column<Household, f32>,
    /// Money, roubles.
    pub money: Column<Household, f32>,
    /// Land sown, dessiatines.
    pub sown: Column<Household, f32>,
    /// Land leased in; what is leased out is negative. Dessiatines.
    pub lease: Column<Household, f32>,
    /// Mouths to feed.
    pub mouths: Column<Household, u8>,
    /// Draught animals.
    pub animals: Column<Household, u8>,
    /// Months of hunger so far.
    pub hunger: Column<Household, u8>,
}

/// The columns of some of the households, to be changed by a pass.
pub type Rows<'a> = (
    Numbers,
    &'a mut [f32],
    &'a mut [f32],
    &'a mut [f32],
    &'a mut [f32],
    &'a mut [f32],
    &'a mut [u8],
    &'a mut [u8],
    &'a mut [u8],
);

impl Households {
    /// So many households that have nothing yet.
    pub fn empty(rows: usize) -> Households {
        let real = || Column::filled(0.0, rows);
        let whole = || Column::filled(0, rows);
        Households {
            land: real(),
            grain: real(),
            money: real(),
            sown: real(),
            lease: real(),
            mouths: whole(),
            animals: whole(),
            hunger: whole(),
        }
    }

    /// All columns, for a pass that changes them.
    pub fn rows(&mut self) -> Rows<'_> {
        (
            Numbers { first: 0, rows: self.land.len() },
            self.land.all_mut(),
            self.grain.all_mut(),
            self.money.all_mut(),
            self.sown.all_mut(),
            self.lease.all_mut(),
            self.mouths.all_mut(),
            self.animals.all_mut(),
            self.hunger.all_mut(),
        )
    }
}

/// The numbers of rows that follow one another, as a column that takes no memory: chance knows a
/// household by its number.
#[derive(Clone, Copy, Debug)]
pub struct Numbers {
    /// Number of the first row.
    pub first: u32,
    /// How many they are.
    pub rows: usize,
}

impl Lane for Numbers {
    type Value = u32;
    /// The number of the first row of the block.
    type Block<'b> = u32;
    const BYTES: [usize; 2] = [0, 0];

    fn rows(&self) -> usize {
        self.rows
    }
    fn split(self, at: usize) -> (Self, Self) {
        let others = Numbers { first: self.first + at as u32, rows: self.rows - at };
        (Numbers { rows: at, ..self }, others)
    }
    #[inline(always)]
    fn block(&mut self, at: usize) -> u32 {
        self.first + at as u32
    }
    fn padded(&self, at: usize) -> [u32; LANES] {
        [self.first + at as u32; LANES]
    }
    fn of_padded(values: &mut [u32; LANES]) -> u32 {
        values[0]
    }
    fn take_back(&mut self, _at: usize, _values: &[u32; LANES]) {}
}
