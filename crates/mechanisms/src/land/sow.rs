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
            let wanted: f64 = v.rows[region]
                .clone()
                .map(|i| usable(&v, Id::new(i)) * f64::from(v.weight[Id::new(i)]) / HECTARE)
                .sum();
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
fn usable(v: &View<'_>, id: Id<Household>) -> f64 {
    (f64::from(v.land[id]) + f64::from(v.leased[id])).max(0.0)
}

impl Sow {
    /// What households lack in seed is met from the village's stock, then from neighbours who can
    /// lend: the share of the lack that is met, and of what can be spared that is given.
    fn lending(&self, v: &View<'_>, region: Id<Region>, share: f64) -> (f64, f64) {
        let (mut lacked, mut lendable) = (0.0, 0.0);
        for i in v.rows[region].clone() {
            let id = Id::new(i);
            let gap = self.seed_gap(v, id, share) * f64::from(v.weight[id]);
            if gap > 0.0 { lacked += gap } else { lendable -= gap * self.lent }
        }
        let stock = f64::min(lacked, self.from_village * v.village_grain[region].real());
        let met = f64::min(lacked - stock, lendable);
        ((stock + met) / lacked.max(1.0), met / lendable.max(1.0) * self.lent)
    }

    /// Seed that a household lacks (positive) or has beyond its own sowing and food (negative), kg.
    fn seed_gap(&self, v: &View<'_>, id: Id<Household>, share: f64) -> f64 {
        let stock = f64::from(v.grain[id] + v.hidden[id]);
        let wanted = usable(v, id) * share * v.norms.seed / HECTARE;
        let food = f64::from(v.mouths[id]) * v.norms.food;
        let own = self.seeded(stock, food, v.norms.seed) * v.norms.seed / HECTARE;
        if own < wanted {
            return wanted - own;
        }
        -(stock - wanted - self.food_before_lending * food).max(0.0)
    }

    /// Grain goes from those who can lend seed to those who lack it. Both sides are rounded so that
    /// no more is received than was given; the village's stock takes up the difference.
    fn lend_seed(&self, v: &mut View<'_>, region: Id<Region>, share: f64) {
        let (received, given) = self.lending(v, region, share);
        let mut left = 0i64;
        for i in v.rows[region].clone() {
            let id = Id::new(i);
            let gap = self.seed_gap(v, id, share);
            let w = i64::from(v.weight[id]);
            if gap > 0.0 {
                let part = (gap * received) as u32;
                v.grain[id] += part;
                left -= i64::from(part) * w;
            } else {
                let part = (libm::ceil(-gap * given) as u32).min(v.grain[id]);
                v.grain[id] -= part;
                left += i64::from(part) * w;
            }
        }
        v.village_grain[region] += Kilograms(left);
    }

    fn sow_region(&self, v: &mut View<'_>, region: Id<Region>, share: f64) {
        self.lend_seed(v, region, share);
        let (mut seed_total, mut area_total) = (0i64, 0i64);
        for i in v.rows[region].clone() {
            let id = Id::new(i);
            let stock = v.grain[id] + v.hidden[id];
            let wanted = usable(v, id) * share;
            let food = f64::from(v.mouths[id]) * v.norms.food;
            let area = wanted.min(self.seeded(f64::from(stock), food, v.norms.seed));
            let seed = ((area * v.norms.seed / HECTARE) as u32).min(stock);
            let from_known = seed.min(v.grain[id]);
            v.grain[id] -= from_known;
            v.hidden[id] -= seed - from_known;
            v.sown[id] = area as u32;
            let w = i64::from(v.weight[id]);
            seed_total += i64::from(seed) * w;
            area_total += i64::from(v.sown[id]) * w;
        }
        v.seed[region] += Kilograms(seed_total);
        v.area[region] = Hectares(area_total);
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
