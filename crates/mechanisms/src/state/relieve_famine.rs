//! # Relieve famine
//!
//! Grain from abroad and part of the state's own stock goes to the regions where people starve, in
//! proportion to the hungry, as far as trains carry it, and as seed before the sowing.
//!
//! Refuted by: relief that reaches the fed as readily as the hungry.

use crate::allot::allot;
use crate::prelude::*;

/// Relief from abroad and at home.
#[derive(Clone, Debug, Parameters)]
pub struct RelieveFamine {
    /// Part of the state's grain that it gives up in a month while people starve.
    #[prior(Uniform(0.02, 0.08), unit = "share a month", source = "judgement")]
    pub own_grain: f64,
    /// Part of the state's grain that it lends as seed in each month before the sowing.
    #[prior(Uniform(0.02, 0.06), unit = "share a month", source = "judgement, seed loans of 1922")]
    pub seed_lent: f64,
    /// Hungry people, as a share of the rural population, at which relief begins.
    #[prior(Uniform(0.04, 0.10), unit = "share", source = "judgement")]
    pub alarm: f64,
}

impl RelieveFamine {
    /// Whether relief has begun, given the share of rural people who starve.
    pub fn begun(&self, hungry_share: f64) -> bool {
        hungry_share > self.alarm
    }
}

impl Mechanism for RelieveFamine {
    const CARD: Card = Card {
        name: "relieve-famine",
        card: "E2",
        summary: "Relief from abroad and at home follows the hungry.",
        claims: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, v: View<'_>) {
        let hungry: Vec<f64> = v.hungry.all().iter().map(|p| p.real()).collect();
        let total: f64 = hungry.iter().sum();
        let arrived = v.world.relief.0;
        let places: Vec<f64> = if total > 0.0 {
            hungry.clone()
        } else {
            v.rural.all().iter().map(|p| p.real()).collect()
        };
        for (region, part) in v.village_grain.ids().zip(allot(arrived, &places)) {
            v.village_grain[region] += Kilograms(part);
            v.imported[region] += Kilograms(part);
        }
        let stocks: Vec<f64> = v.state_grain.all().iter().map(|k| k.real()).collect();
        let stock: f64 = stocks.iter().sum();
        // In the months before the sowing the state lends seed where fields lie idle.
        let sowing_near = !v.season.sown && v.season.to_harvest <= 7;
        let idle: Vec<f64> = v.sown.ids().map(|r| v.sown_1916[r].above(v.sown[r]).real()).collect();
        let (given, places) = if sowing_near {
            (stock * self.seed_lent, idle)
        } else if self.begun(total / v.rural.total().real().max(1.0)) {
            (stock * self.own_grain, hungry)
        } else {
            return;
        };
        if places.iter().sum::<f64>() <= 0.0 {
            return;
        }
        let given = given as i64;
        let (sent, received) = (allot(given, &stocks), allot(given, &places));
        for region in v.village_grain.ids() {
            let r = region.number();
            v.state_grain[region] -= Kilograms(sent[r]);
            v.village_grain[region] += Kilograms(received[r]);
            v.transported[region] += Kilograms(received[r] - sent[r]);
        }
    }
}

view! {
    reads {
        hungry: Column<Region, People> = regions.hungry;
        rural: Column<Region, People> = regions.rural;
        sown: Column<Region, Hectares> = regions.sown;
        sown_1916: Column<Region, Hectares> = regions.sown_1916;
        season: Season = season;
        world: World = world;
    }
    changes {
        village_grain: Column<Region, Kilograms> = regions.village_grain;
        state_grain: Column<Region, Kilograms> = regions.state_grain;
        imported: Column<Region, Kilograms> = grain.imported;
        transported: Column<Region, Kilograms> = grain.transported;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relief_waits_for_hunger() {
        let rule = RelieveFamine::central();
        assert!(!rule.begun(0.0));
        assert!(rule.begun(0.2));
    }
}
