//! # Carry freight
//!
//! Engines and track wear out when metal and fuel fail, and where armies fight; they are put in
//! order again with peace and metal. What must be moved is coal, metal, goods and grain. When less
//! can be carried than is asked for, everyone gets a part.
//!
//! Refuted by: freight that recovers before engines do.

use crate::measures::{MILLION, MILLION_TONNES, MONTHS};
use crate::prelude::*;

/// Railways: capacity in working order and the freight they carry.
#[derive(Clone, Debug, Parameters)]
pub struct CarryFreight {
    /// Freight of 1913 on the territory.
    #[prior(Normal(132.0, 8.0), unit = "million tonnes a year", source = "judgement")]
    pub freight_1913: f64,
    /// Capacity lost in a year of war on half of the network.
    #[prior(Uniform(0.35, 0.65), unit = "share a year", source = "judgement")]
    pub war_loss: f64,
    /// Part of the gap closed by repair in a year of peace with metal at hand.
    #[prior(Uniform(0.25, 0.45), unit = "share of the gap a year", source = "judgement")]
    pub repair: f64,
    /// Freight asked for by the country when industry stands still, as a share of 1913.
    #[prior(Uniform(0.20, 0.32), unit = "share of 1913", source = "judgement")]
    pub least: f64,
    /// Freight of an army of five million, as a share of the freight of 1913.
    #[prior(Uniform(0.15, 0.30), unit = "share of 1913", source = "judgement")]
    pub army: f64,
    /// Capacity that new building adds in a year once the network is whole.
    #[prior(Uniform(0.04, 0.09), unit = "share a year", source = "judgement")]
    pub growth: f64,
    /// Part of the freight of 1913 beyond the least that industry asked for; grain asked for the
    /// rest.
    #[prior(Fixed(0.75), unit = "share", source = "judgement")]
    pub by_industry: f64,
    /// Army for which the freight of an army is given.
    #[prior(Fixed(5.0), unit = "million", source = "judgement")]
    pub army_reference: f64,
    /// Grain in the hands of state and traders that asks for the grain freight of 1913.
    #[prior(Fixed(4.0), unit = "billion kilograms", source = "judgement")]
    pub grain_1913: f64,
    /// Most grain freight that is asked for, however much grain is held.
    #[prior(Fixed(1.5), unit = "1913 = 1", source = "judgement")]
    pub grain_most: f64,
    /// War on the railways for each unit of the mean war of the regions: armies fight along the
    /// lines.
    #[prior(Fixed(2.0), unit = "times", source = "judgement")]
    pub war_on_lines: f64,
    /// Fuel at which workshops begin to repair.
    #[prior(Fixed(0.4), unit = "share of need", source = "judgement")]
    pub repair_fuel: f64,
    /// Fuel beyond the least for repair at which it runs at its full pace.
    #[prior(Fixed(0.4), unit = "share of need", source = "judgement")]
    pub repair_fuel_span: f64,
    /// Capacity lost in a year without any fuel.
    #[prior(Fixed(0.25), unit = "share a year", source = "judgement")]
    pub fuel_wear: f64,
    /// Capacity that stays in working order whatever happens.
    #[prior(Fixed(0.08), unit = "1913 = 1", source = "judgement")]
    pub least_capacity: f64,
}

impl CarryFreight {
    /// Freight asked for, as a share of that of 1913, given industry (1913 = 1), grain moved and
    /// the army.
    pub fn asked(&self, industry: f64, grain: f64, army: f64) -> f64 {
        self.least
            + (1.0 - self.least) * (self.by_industry * industry + (1.0 - self.by_industry) * grain)
            + self.army * army
    }

    /// Capacity after a month, given war on the network (0 to 1), fuel and metal.
    pub fn next(&self, capacity: f64, war: f64, fuel: f64) -> f64 {
        let ready =
            ((fuel - self.repair_fuel) / self.repair_fuel_span).clamp(0.0, 1.0) * (1.0 - war);
        let gain = if capacity < 1.0 {
            self.repair * ready * capacity * libm::log(1.0 / capacity.max(0.05))
        } else {
            0.0
        };
        let grown = self.growth * ready * capacity.min(1.0);
        let lost = (self.war_loss * war + self.fuel_wear * (1.0 - fuel.min(1.0))) * capacity;
        (capacity + (gain + grown - lost) / MONTHS).max(self.least_capacity)
    }
}

impl Mechanism for CarryFreight {
    const CARD: Card = Card {
        name: "carry-freight",
        card: "E7",
        summary: "Railways wear out in war and limit what reaches towns.",
        claims: &[],
        edges: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, v: View<'_>) {
        let war = v.war.total() / v.war.len() as f64;
        let s = v.state;
        s.rail_capacity = self.next(s.rail_capacity, (self.war_on_lines * war).min(1.0), s.fuel);
        let industry = v.output.total().real() / v.output_1913.total().real().max(1.0);
        let moved: f64 = v.trader_grain.total().real() + v.state_grain.total().real();
        let grain = (moved / (self.grain_1913 * MILLION_TONNES)).min(self.grain_most);
        let army = s.army.real() / (self.army_reference * MILLION);
        let asked = self.asked(industry, grain, army);
        s.freight_met = (s.rail_capacity / asked.max(0.05)).min(1.0);
        let carried = asked.min(s.rail_capacity);
        s.freight = carried * self.freight_1913 * MILLION / MONTHS;
    }
}

view! {
    reads {
        war: Column<Region, f64> = regions.war;
        trader_grain: Column<Region, Kilograms> = regions.trader_grain;
        state_grain: Column<Region, Kilograms> = regions.state_grain;
        output: Column<Trust, Goods> = trusts.output;
        output_1913: Column<Trust, Goods> = trusts.output_1913;
    }
    changes {
        state: State = state;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn war_and_want_of_fuel_wear_the_railways_and_peace_repairs_them() {
        let rule = CarryFreight::central();
        assert!(rule.next(0.8, 0.8, 0.5) < 0.8);
        assert!(rule.next(0.4, 0.0, 1.0) > 0.4);
    }

    #[test]
    fn the_country_of_1913_asks_for_the_freight_of_1913() {
        let rule = CarryFreight::central();
        assert!((rule.asked(1.0, 1.0, 0.0) - 1.0).abs() < 1e-12);
    }
}
