//! Births, deaths and the splitting of households, in March.

use kernel::Squares;
use kernel::pass::Sums;

use crate::households::Rows;

/// The calendar month in which households split.
pub const SPLITTING: u32 = 2;
/// Chance of a birth.
const BIRTH: f32 = 0.12;
/// Luck below which a mouth dies that is not born.
const DEATH: f32 = 0.20;
/// Luck from which a household splits.
const SPLIT: f32 = 0.985;

/// Households of each district, in order.
#[derive(Default)]
pub struct Alive(pub Vec<u32>);

impl Sums for Alive {
    fn add(&mut self, mut other: Alive) {
        self.0.append(&mut other.0);
    }
}

/// One district, of which the first `alive` rows are households and the others room for new ones.
/// Gives how many it has now.
pub fn split(rows: Rows<'_>, alive: usize, dice: Squares) -> Alive {
    let (numbers, land, grain, money, sown, lease, mouths, animals, hunger) = rows;
    let mut next = alive;
    for i in 0..alive {
        let u = dice.unit(u64::from(numbers.first) + i as u64);
        if u < BIRTH {
            mouths[i] += u8::from(mouths[i] < 12);
        } else if u < DEATH {
            mouths[i] -= u8::from(mouths[i] > 1);
        } else if u >= SPLIT && mouths[i] >= 2 && next < land.len() {
            for column in [&mut *land, &mut *grain, &mut *money, &mut *sown] {
                column[next] = 0.5 * column[i];
                column[i] = column[next];
            }
            for column in [&mut *animals, &mut *mouths] {
                column[next] = column[i] / 2;
                column[i] -= column[next];
            }
            (lease[next], hunger[next]) = (0.0, 0);
            next += 1;
        }
    }
    Alive(vec![next as u32])
}
