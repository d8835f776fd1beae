//! # Divide households
//!
//! Grown sons leave with their share: half of the mouths, land, animals and grain. Large households
//! divide oftener. The years of sharing by eaters and of soldiers coming home quickened it. Here a
//! household only wishes to divide; the wish is carried out when the month is settled.
//!
//! Refuted by: counts of households that grow no faster than the rural population.

use crate::prelude::*;

/// The wish to divide, by household.
#[derive(Clone, Debug, Parameters)]
pub struct DivideHouseholds {
    /// Chance that a household of mean size divides in a year.
    #[prior(Uniform(0.025, 0.045), unit = "chance a year", source = "judgement, card E14")]
    pub base: f64,
    /// Mouths of a household of mean size.
    #[prior(Fixed(5.5), unit = "mouths", source = "judgement, rural people over households")]
    pub size: f64,
    /// How strongly large households divide oftener.
    #[prior(Uniform(1.5, 2.5), unit = "elasticity", source = "judgement")]
    pub by_size: f64,
    /// By how much division quickens while land is shared by eaters.
    #[prior(Uniform(1.0, 1.5), unit = "times", source = "judgement")]
    pub sharing: f64,
    /// Mouths below which a household never divides.
    #[prior(Fixed(4.0), unit = "mouths", source = "judgement")]
    pub smallest: f64,
    /// Highest chance that even the largest household divides.
    #[prior(Fixed(0.5), unit = "chance a year", source = "judgement")]
    pub most: f64,
}

impl DivideHouseholds {
    /// Chance that a household divides this year.
    pub fn chance(&self, mouths: u8, settlement: f64) -> f64 {
        if f64::from(mouths) < self.smallest {
            return 0.0;
        }
        let size = libm::pow(f64::from(mouths) / self.size, self.by_size);
        (self.base * size * (1.0 + (self.sharing - 1.0) * settlement)).min(self.most)
    }
}

impl Mechanism for DivideHouseholds {
    const CARD: Card = Card {
        name: "divide-households",
        card: "E14",
        summary: "Households divide; large ones oftener.",
        claims: &[],
        edges: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, dice: Dice, v: View<'_>) {
        // A power for each size that there can be, not for each household.
        let chances: Vec<f64> = (0..=u8::MAX)
            .map(|mouths| self.chance(mouths, v.instruments.land_settlement))
            .collect();
        pass(
            (v.lineage.all(), v.mouths.all(), v.divides.all_mut()),
            #[inline(always)]
            |_: &mut (), (lineage, mouths, divides)| {
                let throws = dice.throw_block(lineage);
                for i in 0..LANES {
                    let chance = chances[usize::from(mouths[i])];
                    divides[i] = throws.of(i).falls_within(0, chance);
                }
            },
        );
    }
}

view! {
    reads {
        lineage: Column<Household, Lineage> = households.lineage;
        mouths: Column<Household, u8> = households.mouths;
        instruments: Instruments = instruments;
    }
    changes {
        divides: Column<Household, bool> = households.divides;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_households_divide_oftener_and_small_ones_not() {
        let rule = DivideHouseholds::central();
        assert_eq!(rule.chance(3, 0.0), 0.0);
        assert!(rule.chance(9, 0.0) > rule.chance(5, 0.0));
        assert!(rule.chance(6, 1.0) >= rule.chance(6, 0.0));
    }
}
