//! People: births, deaths, moves between village and town, and the army.

pub mod be_born_and_die;
pub mod migrate;
pub mod mobilise;

pub use be_born_and_die::BeBornAndDie;
pub use migrate::Migrate;
pub use mobilise::Mobilise;

use kernel::{Dice, LANES, Lineage, pass, weighted};

/// Mouths beyond which a household takes nobody in: they are counted in a `u8`, which holds 255.
/// A guard of the table, not a belief about families.
pub(crate) const MOST_MOUTHS: u8 = 200;

/// One mouth each leaves the households larger than `smallest`, with this chance. Returns the
/// people who left.
pub(crate) fn leave(
    dice: Dice,
    chance: f64,
    smallest: f64,
    lineage: &[Lineage],
    weight: &[u32],
    mouths: &mut [u8],
) -> i64 {
    one_each(
        (dice, chance),
        (lineage, weight, mouths),
        #[inline(always)]
        |mouths| f64::from(mouths) > smallest,
        #[inline(always)]
        |mouths, one| mouths - one,
    )
}

/// Households take in one mouth each with this chance, if they have room. Returns the people taken
/// in.
pub(crate) fn take_in(
    dice: Dice,
    chance: f64,
    lineage: &[Lineage],
    weight: &[u32],
    mouths: &mut [u8],
) -> i64 {
    one_each(
        (dice, chance),
        (lineage, weight, mouths),
        #[inline(always)]
        |mouths| mouths < MOST_MOUTHS,
        #[inline(always)]
        |mouths, one| mouths + one,
    )
}

/// Moves one mouth of each household that may, with this chance. Returns the people moved.
fn one_each(
    (dice, chance): (Dice, f64),
    columns: (&[Lineage], &[u32], &mut [u8]),
    may: impl Fn(u8) -> bool + Sync,
    moved: impl Fn(u8, u8) -> u8 + Sync,
) -> i64 {
    if chance <= 0.0 {
        return 0;
    }
    pass(
        columns,
        #[inline(always)]
        |people: &mut i64, (lineage, weight, mouths)| {
            let throws = dice.throw_block(lineage);
            let mut called = [false; LANES];
            for i in 0..LANES {
                called[i] = may(mouths[i]) & throws.of(i).falls_within(0, chance);
            }
            for i in 0..LANES {
                mouths[i] = moved(mouths[i], u8::from(called[i]));
            }
            *people += weighted(weight, &called);
        },
    )
}

#[cfg(test)]
mod tests {
    use kernel::Month;
    use kernel::chance::decision;

    use super::*;

    fn dice() -> Dice {
        Dice::new(7, decision("test"), Month::new(0, 1))
    }

    #[test]
    fn a_sure_call_takes_one_from_each_large_house_and_none_from_the_small() {
        let (dice, lineage) = (dice(), [Lineage(1), Lineage(2), Lineage(3)]);
        let mut mouths = [2, 3, 6];
        assert_eq!(leave(dice, 1.0, 2.0, &lineage, &[10, 20, 30], &mut mouths), 50);
        assert_eq!(mouths, [2, 2, 5]);
        assert_eq!(leave(dice, 0.0, 0.0, &lineage, &[10, 20, 30], &mut mouths), 0);
    }

    #[test]
    fn a_full_house_takes_nobody_in() {
        let (dice, lineage) = (dice(), [Lineage(1), Lineage(2)]);
        let mut mouths = [MOST_MOUTHS, 4];
        assert_eq!(take_in(dice, 1.0, &lineage, &[10, 20], &mut mouths), 20);
        assert_eq!(mouths, [MOST_MOUTHS, 5]);
        assert_eq!(take_in(dice, 0.0, &lineage, &[10, 20], &mut mouths), 0);
    }
}
