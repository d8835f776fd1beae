//! # Relieve famine
//!
//! Grain from abroad and part of the state's own stock goes to the regions where people starve, in
//! proportion to the grain that villages lack, and as seed before the sowing to where fields lie idle.
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
    /// Grain that villages lack of their own, as a share of the norm, at which relief begins.
    #[prior(Uniform(0.15, 0.25), unit = "share of the norm", source = "judgement")]
    pub alarm: f64,
    /// Months before the harvest from which seed is lent, until the fields are sown.
    #[prior(Fixed(7.0), unit = "months to the harvest", source = "judgement")]
    pub sowing_near: f64,
}

impl RelieveFamine {
    /// Whether relief has begun, given the grain that villages lack as a share of the norm.
    pub fn begun(&self, lacking: f64) -> bool {
        lacking > self.alarm
    }
}

impl Mechanism for RelieveFamine {
    const CARD: Card = Card {
        name: "relieve-famine",
        card: "E2",
        summary: "Relief from abroad and at home follows the hungry.",
        claims: &[],
        edges: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, v: View<'_>) {
        let lacked: Vec<f64> = v.lacked.all().iter().map(|k| k.real()).collect();
        let total: f64 = lacked.iter().sum();
        let norm = v.rural.total().real() * v.norms.food;
        let arrived = v.world.relief.0;
        let places: Vec<f64> = if total > 0.0 {
            lacked.clone()
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
        let sowing_near = !v.season.sown && f64::from(v.season.to_harvest) <= self.sowing_near;
        let idle: Vec<f64> = v.sown.ids().map(|r| v.sown_1916[r].above(v.sown[r]).real()).collect();
        let (given, places) = if sowing_near {
            (stock * self.seed_lent, idle)
        } else if self.begun(total / norm.max(1.0)) {
            (stock * self.own_grain, lacked)
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
        lacked: Column<Region, Kilograms> = regions.lacked;
        rural: Column<Region, People> = regions.rural;
        sown: Column<Region, Hectares> = regions.sown;
        sown_1916: Column<Region, Hectares> = regions.sown_1916;
        season: Season = season;
        norms: Norms = norms;
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
        assert!(rule.begun(0.5));
    }
}
