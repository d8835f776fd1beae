//! # Set the price of grain
//!
//! The free price of grain answers to how much grain there is for the months until the harvest:
//! scarce grain is dear, plenty is cheap. Buyers for export and idle money in the village lift it.
//! The state pays what it decrees, or the free price where that is lower.
//!
//! Refuted by: free prices that do not rise in the spring of a famine.

use crate::measures::{MILLION_TONNES, MONTHS};
use crate::prelude::*;

/// Free and state price of grain.
#[derive(Clone, Debug, Parameters)]
pub struct SetGrainPrice {
    /// How strongly the price answers to scarcity.
    #[prior(Uniform(0.9, 1.4), unit = "elasticity", source = "judgement")]
    pub scarcity: f64,
    /// Part of the way to its new level that the price goes in a month.
    #[prior(Uniform(0.25, 0.5), unit = "share a month", source = "judgement")]
    pub speed: f64,
    /// How strongly idle money in the village lifts the free price.
    #[prior(Uniform(0.10, 0.35), unit = "log price a unit of overhang", source = "judgement")]
    pub overhang: f64,
    /// Grain that is carried over a harvest in a normal year, months of need.
    #[prior(Uniform(1.0, 2.2), unit = "months", source = "judgement")]
    pub carried_over: f64,
    /// Availability at which grain has its price of 1913.
    #[prior(Normal(1.0, 0.04), unit = "ratio", source = "judgement")]
    pub normal: f64,
    /// How strongly export demand lifts the price.
    #[prior(Uniform(0.5, 1.5), unit = "log price a unit of availability", source = "judgement")]
    pub export_pull: f64,
    /// Availability below which scarcity lifts the price no further.
    #[prior(Fixed(0.2), unit = "ratio", source = "judgement")]
    pub scarcest: f64,
    /// Idle money, over the money wanted, beyond which more of it no longer lifts the price.
    #[prior(Fixed(2.0), unit = "ratio", source = "judgement")]
    pub overhang_most: f64,
    /// Most that the free price can rise or fall in a month.
    #[prior(Fixed(0.25), unit = "log price a month", source = "judgement")]
    pub step_most: f64,
}

impl SetGrainPrice {
    /// Grain at hand over grain needed until the harvest and to be carried over it, in kg.
    pub fn availability(&self, at_hand: f64, needed: f64, months: f64) -> f64 {
        at_hand / (needed * (1.0 + self.carried_over / months.max(1.0))).max(1.0)
    }

    /// The price that this availability supports, 1913 = 1.
    pub fn price(&self, availability: f64, overhang: f64, exports: f64) -> f64 {
        let scarcity = libm::pow(availability.max(self.scarcest) / self.normal, -self.scarcity);
        let idle = overhang.clamp(0.0, self.overhang_most);
        scarcity * libm::exp(self.overhang * idle + self.export_pull * exports)
    }
}

impl Mechanism for SetGrainPrice {
    const CARD: Card = Card {
        name: "set-grain-price",
        card: "E5",
        summary: "Scarce grain is dear; exports and idle money lift its price.",
        claims: &[],
        edges: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, v: View<'_>) {
        let months = f64::from(v.season.to_harvest.max(1));
        // Peasants' stocks were counted at the end of last month: a harvest has come on top.
        let at_hand = v.peasant_grain.total().real()
            + v.harvest.total().real()
            + v.village_grain.total().real()
            + v.trader_grain.total().real()
            + v.state_grain.total().real();
        let people = v.town_people.total().real() + v.army.real();
        let needed = v.need.total().real() + people * v.norms.town_food * months;
        let availability = self.availability(at_hand, needed, months);
        let plan = v.instruments.export_plan * MILLION_TONNES;
        let exports = plan / needed.max(1.0) * months / MONTHS;
        let target = self.price(availability, v.market.overhang, exports);
        let m = v.market;
        m.grain_availability = availability;
        let step = self.speed * libm::log(target / m.farm_raw.max(0.01));
        m.farm_raw *= libm::exp(step.clamp(-self.step_most, self.step_most));
    }
}

view! {
    reads {
        harvest: Column<Region, Kilograms> = grain.harvest;
        peasant_grain: Column<Region, Kilograms> = regions.peasant_grain;
        village_grain: Column<Region, Kilograms> = regions.village_grain;
        trader_grain: Column<Region, Kilograms> = regions.trader_grain;
        state_grain: Column<Region, Kilograms> = regions.state_grain;
        need: Column<Region, Kilograms> = regions.peasant_need;
        town_people: Column<Town, People> = towns.people;
        army: People = state.army;
        instruments: Instruments = instruments;
        season: Season = season;
        norms: Norms = norms;
    }
    changes {
        market: Market = market;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scarcity_raises_the_price_and_normal_supply_leaves_it() {
        let rule = SetGrainPrice::central();
        assert!(rule.price(0.7, 0.0, 0.0) > rule.price(1.1, 0.0, 0.0));
        assert!((rule.price(rule.normal, 0.0, 0.0) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_normal_year_is_normal_in_every_month() {
        // With a month's need of one and the normal carry-over, each month's stock is enough.
        let rule = SetGrainPrice::central();
        for months in 1..=12 {
            let months = f64::from(months);
            let at_hand = months + rule.carried_over;
            assert!((rule.availability(at_hand, months, months) - 1.0).abs() < 1e-12);
        }
    }
}
