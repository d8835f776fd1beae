//! # Share the land
//!
//! Under the land decree the villages took the estates and shared the land by eaters. Households
//! with more per mouth than their region's mean gave up part of it; those with less received it,
//! together with land of the estates. The sharing went fast while it was allowed to, then stopped.
//! New land is another matter: in any year of peace it goes to those who can break it, the
//! households whose horses reach further than their fields.
//!
//! Refuted by: censuses of 1917 and 1919-20 that show no levelling; new fields that the horseless
//! plough.

use crate::measures::HECTARE;
use crate::prelude::*;

/// Repartition of land by eaters.
#[derive(Clone, Debug, Parameters)]
pub struct ShareLand {
    /// Share of the land above the mean per mouth that is given up in a year of free sharing.
    #[prior(
        Uniform(0.35, 0.65),
        unit = "share a year",
        source = "judgement, censuses of 1917 and 1919"
    )]
    pub given_up: f64,
    /// Share of the land outside the peasants' hands that is taken in a year of free sharing.
    #[prior(Uniform(0.4, 0.7), unit = "share a year", source = "judgement")]
    pub estates_taken: f64,
    /// Share of the land outside the peasants' hands that is taken up in any year of peace: new
    /// settlements and ploughed-up waste.
    #[prior(Uniform(0.28, 0.42), unit = "share a year", source = "judgement, area of 1922-28")]
    pub taken_up: f64,
    /// Households above this many times the mean are the ones that give.
    #[prior(Uniform(1.0, 1.3), unit = "times the mean per mouth", source = "judgement")]
    pub threshold: f64,
}

impl ShareLand {
    /// Land per mouth that a household gives up, 0.01 ha, when the mean of its region is `mean`.
    pub fn gives(&self, land: f64, mouths: f64, mean: f64, speed: f64) -> f64 {
        (land - self.threshold * mean * mouths).max(0.0) * self.given_up * speed
    }
}

impl Mechanism for ShareLand {
    const CARD: Card = Card {
        name: "share-land",
        card: "E14",
        summary: "Villages share land by eaters while the settlement lasts.",
        claims: &[],
        edges: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, mut v: View<'_>) {
        let speed = v.instruments.land_settlement;
        for region in v.reserve.ids() {
            let mouths = v.rural[region].real().max(1.0);
            let mean = v.sown_1916[region].real() / mouths;
            // Estates were under the plough; beyond them lies land not yet broken.
            let unbroken = v.total[region].above(v.sown_1916[region]);
            let estates = v.reserve[region].above(unbroken);
            // New land is broken in peace, for what can be kept and sold.
            let worth = v.kept[region] * v.instruments.trade_tolerance;
            let calm = self.taken_up * (1.0 - v.war[region]) * worth;
            let broken = (v.reserve[region] - estates).share(calm);
            let taken = estates.share(self.estates_taken * speed);
            v.reserve[region] -= taken + broken;
            let rows = &v.rows[region];
            let columns = (v.weight.of(rows), v.mouths.of(rows), v.land.of_mut(rows));
            let (given_up, wanted): (i64, f64) = pass(
                columns,
                #[inline(always)]
                |(pool, wanted): &mut (i64, f64), (weight, mouths, land)| {
                    for i in 0..LANES {
                        let eaters = f64::from(mouths[i]);
                        let gives = whole(self.gives(f64::from(land[i]), eaters, mean, speed));
                        land[i] -= gives;
                        *pool += i64::from(gives) * i64::from(weight[i]);
                        *wanted += want(f64::from(land[i]), eaters, mean) * f64::from(weight[i]);
                    }
                },
            );
            let pool = taken.0 + given_up;
            hand_out(&mut v, region, pool, wanted, mean);
            break_new(&mut v, region, broken);
        }
    }
}

/// Land that a household lacks to the mean of its region, 0.01 ha.
fn want(land: f64, mouths: f64, mean: f64) -> f64 {
    (mean * mouths - land).max(0.0)
}

/// Hands the pool to those who lack land; what cannot be divided stays in the reserve.
fn hand_out(v: &mut View<'_>, region: Id<Region>, pool: i64, wanted: f64, mean: f64) {
    let share = if wanted > 0.0 { (pool as f64 / wanted).min(1.0) } else { 0.0 };
    let rows = &v.rows[region];
    let given = pass(
        (v.weight.of(rows), v.mouths.of(rows), v.land.of_mut(rows)),
        #[inline(always)]
        |given: &mut i64, (weight, mouths, land)| {
            for i in 0..LANES {
                let wanted = want(f64::from(land[i]), f64::from(mouths[i]), mean);
                let part = whole(wanted * share);
                land[i] += part;
                *given += i64::from(part) * i64::from(weight[i]);
            }
        },
    );
    v.reserve[region] += Hectares(pool - given);
}

/// Land that a household's horses can work beyond what it has, 0.01 ha, when each can work `reach`
/// hectares.
fn room(land: f64, horses: f64, reach: f64) -> f64 {
    (horses * reach * HECTARE - land).max(0.0)
}

/// New land goes to those whose horses have room for it, in proportion; the rest stays unbroken.
fn break_new(v: &mut View<'_>, region: Id<Region>, broken: Hectares) {
    let (rows, reach) = (&v.rows[region], v.norms.horse_reach);
    let all: f64 = pass(
        (v.weight.of(rows), v.horses.of(rows), v.land.of(rows)),
        #[inline(always)]
        |sum: &mut f64, (weight, horses, land)| {
            for i in 0..LANES {
                let room = room(f64::from(land[i]), f64::from(horses[i]), reach);
                *sum += room * f64::from(weight[i]);
            }
        },
    );
    let share = if all > 0.0 { (broken.real() / all).min(1.0) } else { 0.0 };
    let [given, held] = pass(
        (v.weight.of(rows), v.horses.of(rows), v.land.of_mut(rows)),
        #[inline(always)]
        |[given, held]: &mut [i64; 2], (weight, horses, land)| {
            for i in 0..LANES {
                let room = room(f64::from(land[i]), f64::from(horses[i]), reach);
                let part = whole(room * share);
                land[i] += part;
                let w = i64::from(weight[i]);
                *given += i64::from(part) * w;
                *held += i64::from(land[i]) * w;
            }
        },
    );
    v.reserve[region] += Hectares(broken.0 - given);
    v.held[region] = Hectares(held);
}

view! {
    reads {
        rows: Column<Region, std::ops::Range<usize>> = households.rows;
        weight: Column<Household, u32> = households.weight;
        mouths: Column<Household, u8> = households.mouths;
        horses: Column<Household, u8> = households.horses;
        rural: Column<Region, People> = regions.rural;
        war: Column<Region, f64> = regions.war;
        kept: Column<Region, f64> = regions.kept_expected;
        total: Column<Region, Hectares> = regions.land_total;
        sown_1916: Column<Region, Hectares> = regions.sown_1916;
        instruments: Instruments = instruments;
        norms: Norms = norms;
    }
    changes {
        land: Column<Household, u32> = households.land;
        reserve: Column<Region, Hectares> = regions.land_reserve;
        held: Column<Region, Hectares> = regions.land_held;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_horses_with_room_break_new_land() {
        assert_eq!(room(200.0, 0.0, 4.8), 0.0);
        assert_eq!(room(500.0, 1.0, 4.8), 0.0);
        assert_eq!(room(500.0, 2.0, 4.8), 460.0);
    }

    #[test]
    fn only_those_above_the_mean_give() {
        let rule = ShareLand::central();
        assert_eq!(rule.gives(500.0, 6.0, 100.0, 1.0), 0.0);
        assert!(rule.gives(2000.0, 6.0, 100.0, 1.0) > 0.0);
        assert_eq!(rule.gives(2000.0, 6.0, 100.0, 0.0), 0.0);
    }
}
