//! # Sow
//!
//! Before the season a household asks what it will be left with. If it expects its surplus to be
//! taken it sows for itself alone. Then come the limits: seed that has not been eaten, horses to
//! plough with, hands that are not in the army, and fields that are not a battlefield. Officials
//! and surveys count what is sown; households may hold land and sow none of it.
//!
//! Refuted by: area that falls no more where the levy was heaviest (Dronin and Bellinger's index by
//! region is the test).

use crate::measures::HECTARE;
use crate::prelude::*;

/// Spring decision on the sown area.
#[derive(Clone, Debug, Parameters)]
pub struct Sow {
    /// How far area falls if nothing above the norm is expected to be kept.
    #[prior(Uniform(0.15, 0.45), unit = "share of the area", source = "judgement, card E3")]
    pub discouraged: f64,
    /// Food that a household will not sow: months of half rations.
    #[prior(Uniform(1.0, 2.0), unit = "months of full food", source = "judgement")]
    pub food_kept: f64,
    /// Share of the grain that goes into the ground even in hunger.
    #[prior(Uniform(0.25, 0.42), unit = "share", source = "judgement")]
    pub seed_first: f64,
    /// How far area falls as horses fall short of that.
    #[prior(Uniform(0.3, 0.7), unit = "elasticity", source = "judgement, card E1")]
    pub horse_limit: f64,
    /// Area left unsown where the front passes.
    #[prior(Uniform(0.05, 0.20), unit = "share of the area", source = "judgement")]
    pub war_loss: f64,
    /// How far area falls with the share of men in the army.
    #[prior(
        Uniform(0.5, 2.0),
        unit = "share of area a share of people",
        source = "judgement, sign after Dower and Markevich on card E1"
    )]
    pub draft: f64,
    /// Part of the village's stock that may go into the ground.
    #[prior(Uniform(0.3, 0.6), unit = "share", source = "judgement")]
    pub from_village: f64,
    /// Part of what a household can spare that it lends as seed.
    #[prior(Uniform(0.3, 0.7), unit = "share", source = "judgement")]
    pub lent: f64,
    /// Weight of the last year in what peasants expect to keep.
    #[prior(Uniform(0.5, 0.9), unit = "share", source = "judgement, card E3")]
    pub learning: f64,
    /// Land that a household leaves fallow or unploughed even in good years.
    #[prior(Uniform(0.0, 0.02), unit = "share", source = "judgement")]
    pub idle: f64,
    /// Food that a household keeps beyond its own seed before it lends any.
    #[prior(Fixed(4.0), unit = "months of full food", source = "judgement")]
    pub food_before_lending: f64,
    /// Area that is sown by those at home however many men are in the army.
    #[prior(Fixed(0.3), unit = "share of the area", source = "judgement")]
    pub sown_by_remaining: f64,
}

impl Sow {
    /// Share of the usable land that a household wants to sow, given the share of the surplus that
    /// it expects to keep.
    pub fn willing(&self, kept: f64) -> f64 {
        1.0 - self.discouraged * (1.0 - kept.clamp(0.0, 1.0))
    }

    /// Share of the wanted area that horses can work whose reach is so many hectares.
    pub fn workable(&self, reach: f64, wanted_hectares: f64) -> f64 {
        let reach = reach / wanted_hectares.max(1.0);
        libm::pow(reach.clamp(0.01, 1.0), self.horse_limit)
    }

    /// Land (0.01 ha) that a household's grain can seed, given its monthly food and the seed a
    /// hectare takes, both in kg.
    #[inline(always)]
    pub fn seeded(&self, stock: f64, food: f64, seed: f64) -> f64 {
        let kept = food * self.food_kept;
        (stock - kept).max(self.seed_first * stock) / seed * HECTARE
    }
}

impl Mechanism for Sow {
    const CARD: Card = Card {
        name: "sow",
        card: "E3",
        summary: "Area follows what households expect to keep, seed, horses, hands and war.",
        claims: &["profit-incentive-raises-sowing"],
        edges: &[
            ("peasant_incentive", "sown_area"),
            ("procurement_rate", "peasant_incentive"),
            ("market_freedom", "peasant_incentive"),
        ],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, mut v: View<'_>) {
        let army_share = v.army.real() / (v.rural.total().real() + v.army.real()).max(1.0);
        for region in v.kept.ids() {
            let rows = &v.rows[region];
            let wanted: f64 = pass(
                (v.weight.of(rows), v.land.of(rows), v.leased.of(rows)),
                #[inline(always)]
                |sum: &mut f64, (weight, land, leased)| {
                    for i in 0..LANES {
                        *sum += usable(land[i], leased[i]) * f64::from(weight[i]) / HECTARE;
                    }
                },
            );
            let share = self.willing(v.kept[region])
                * self.workable(v.horses[region] as f64 * v.norms.horse_reach, wanted)
                * (1.0 - self.war_loss * v.war[region])
                * (1.0 - self.draft * army_share).max(self.sown_by_remaining)
                * (1.0 - self.idle);
            self.sow_region(&mut v, region, share);
        }
    }
}

/// Land that a household can use this season, 0.01 ha.
#[inline(always)]
fn usable(land: u32, leased: i32) -> f64 {
    (f64::from(land) + f64::from(leased)).max(0.0)
}

/// What a household goes by when it asks whether it has seed enough.
#[derive(Clone, Copy)]
struct Means {
    /// Known and hidden grain, kg.
    stock: f64,
    /// Land that it can use, 0.01 ha.
    usable: f64,
    /// Food of its mouths in a month, kg.
    food: f64,
}

impl Means {
    #[inline(always)]
    fn of(norms: &Norms, grain: u32, hidden: u32, usable: f64, mouths: u8) -> Means {
        Means { stock: f64::from(grain + hidden), usable, food: f64::from(mouths) * norms.food }
    }
}

impl Sow {
    /// What households lack in seed is met from the village's stock, then from neighbours who can
    /// lend: the share of the lack that is met, and of what can be spared that is given.
    fn lending(&self, v: &View<'_>, region: Id<Region>, share: f64) -> (f64, f64) {
        let rows = &v.rows[region];
        let columns = (
            v.weight.of(rows),
            v.mouths.of(rows),
            v.land.of(rows),
            v.leased.of(rows),
            v.grain.of(rows),
            v.hidden.of(rows),
        );
        let [lacked, lendable]: [f64; 2] = pass(
            columns,
            #[inline(always)]
            |[lacked, lendable]: &mut [f64; 2], (weight, mouths, land, leased, grain, hidden)| {
                // Worked out together, added up one by one: real sums keep their order.
                let mut gaps = [0.0; LANES];
                for i in 0..LANES {
                    let land = usable(land[i], leased[i]);
                    let means = Means::of(v.norms, grain[i], hidden[i], land, mouths[i]);
                    gaps[i] = self.seed_gap(v.norms, means, share) * f64::from(weight[i]);
                }
                for gap in gaps {
                    *lacked += if gap > 0.0 { gap } else { 0.0 };
                    *lendable -= if gap > 0.0 { 0.0 } else { gap * self.lent };
                }
            },
        );
        let stock = f64::min(lacked, self.from_village * v.village_grain[region].real());
        let met = f64::min(lacked - stock, lendable);
        ((stock + met) / lacked.max(1.0), met / lendable.max(1.0) * self.lent)
    }

    /// Seed that a household lacks (positive) or has beyond its own sowing and food (negative), kg.
    #[inline(always)]
    fn seed_gap(&self, norms: &Norms, means: Means, share: f64) -> f64 {
        let Means { stock, usable, food } = means;
        let wanted = usable * share * norms.seed / HECTARE;
        let own = self.seeded(stock, food, norms.seed) * norms.seed / HECTARE;
        let beyond = (stock - wanted - self.food_before_lending * food).max(0.0);
        if own < wanted { wanted - own } else { -beyond }
    }

    /// Grain goes from those who can lend seed to those who lack it. Both sides are rounded so that
    /// no more is received than was given; the village's stock takes up the difference.
    fn lend_seed(&self, v: &mut View<'_>, region: Id<Region>, share: f64) {
        let (received, given) = self.lending(v, region, share);
        let (rows, norms) = (&v.rows[region], v.norms);
        let columns = (
            v.weight.of(rows),
            v.mouths.of(rows),
            v.land.of(rows),
            v.leased.of(rows),
            v.hidden.of(rows),
            v.grain.of_mut(rows),
        );
        let left = pass(
            columns,
            #[inline(always)]
            |left: &mut i64, (weight, mouths, land, leased, hidden, grain)| {
                for i in 0..LANES {
                    let land = usable(land[i], leased[i]);
                    let means = Means::of(norms, grain[i], hidden[i], land, mouths[i]);
                    let gap = self.seed_gap(norms, means, share);
                    let gets = whole(gap * received);
                    let gives = whole(f64::ceil(-gap * given)).min(grain[i]);
                    let (gets, gives) = if gap > 0.0 { (gets, 0) } else { (0, gives) };
                    grain[i] = grain[i] + gets - gives;
                    *left += (i64::from(gives) - i64::from(gets)) * i64::from(weight[i]);
                }
            },
        );
        v.village_grain[region] += Kilograms(left);
    }

    fn sow_region(&self, v: &mut View<'_>, region: Id<Region>, share: f64) {
        self.lend_seed(v, region, share);
        let (rows, norms) = (&v.rows[region], v.norms);
        let columns = (
            v.weight.of(rows),
            v.mouths.of(rows),
            v.land.of(rows),
            v.leased.of(rows),
            v.grain.of_mut(rows),
            v.hidden.of_mut(rows),
            v.sown.of_mut(rows),
        );
        let [seed, area] = pass(
            columns,
            #[inline(always)]
            |[seed_total, area_total]: &mut [i64; 2], block| {
                let (weight, mouths, land, leased, grain, hidden, sown) = block;
                for i in 0..LANES {
                    let stock = grain[i] + hidden[i];
                    let wanted = usable(land[i], leased[i]) * share;
                    let food = f64::from(mouths[i]) * norms.food;
                    let area = wanted.min(self.seeded(f64::from(stock), food, norms.seed));
                    let seed = whole(area * norms.seed / HECTARE).min(stock);
                    let from_known = seed.min(grain[i]);
                    grain[i] -= from_known;
                    hidden[i] -= seed - from_known;
                    sown[i] = whole(area);
                    let w = i64::from(weight[i]);
                    *seed_total += i64::from(seed) * w;
                    *area_total += i64::from(sown[i]) * w;
                }
            },
        );
        v.seed[region] += Kilograms(seed);
        v.area[region] = Hectares(area);
    }
}

view! {
    reads {
        rows: Column<Region, std::ops::Range<usize>> = households.rows;
        weight: Column<Household, u32> = households.weight;
        mouths: Column<Household, u8> = households.mouths;
        land: Column<Household, u32> = households.land;
        leased: Column<Household, i32> = households.leased;
        kept: Column<Region, f64> = regions.kept_expected;
        war: Column<Region, f64> = regions.war;
        horses: Column<Region, i64> = regions.horses;
        rural: Column<Region, People> = regions.rural;
        army: People = state.army;
        norms: Norms = norms;
    }
    changes {
        grain: Column<Household, u32> = households.grain;
        hidden: Column<Household, u32> = households.hidden;
        sown: Column<Household, u32> = households.sown;
        village_grain: Column<Region, Kilograms> = regions.village_grain;
        area: Column<Region, Hectares> = regions.sown;
        seed: Column<Region, Kilograms> = grain.seed;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expecting_to_keep_more_means_sowing_more() {
        let rule = Sow::central();
        assert!(rule.willing(0.9) > rule.willing(0.2));
        assert_eq!(rule.willing(1.0), 1.0);
    }

    #[test]
    fn without_horses_or_seed_little_is_sown() {
        let rule = Sow::central();
        assert!(rule.workable(500.0, 1000.0) < 0.8);
        assert_eq!(rule.workable(1000.0, 1000.0), 1.0);
        assert!(rule.seeded(50.0, 122.0, 117.0) < rule.seeded(900.0, 122.0, 117.0));
    }
}
