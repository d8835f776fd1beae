//! # Suppress
//!
//! Troops that the front does not need go where people have risen; they break risings in proportion
//! to their strength there.
//!
//! Refuted by: risings that end as fast while the front ties the army down.

use crate::prelude::*;

/// Troops against risings.
#[derive(Clone, Debug, Parameters)]
pub struct Suppress {
    /// Share of the army that may act in the interior in peace.
    #[prior(Uniform(0.03, 0.08), unit = "share", source = "judgement, card S2")]
    pub interior: f64,
    /// Part of a rising broken in a month by overwhelming force.
    #[prior(Uniform(0.25, 0.5), unit = "share a month", source = "judgement, card S2")]
    pub broken: f64,
    /// Soldiers that match one rebel.
    #[prior(Uniform(0.5, 1.5), unit = "soldiers a rebel", source = "judgement, card S2")]
    pub match_of: f64,
    /// Part of the interior troops that war in the worst-hit region draws to the front.
    #[prior(Fixed(0.7), unit = "share", source = "judgement")]
    pub tied_by_front: f64,
    /// Part of the interior troops spread evenly over the regions; the rest go where rebels are.
    #[prior(Fixed(0.3), unit = "share", source = "judgement")]
    pub spread_evenly: f64,
}

impl Suppress {
    /// Part of a rising broken in a month by `soldiers` against `rebels`.
    pub fn breaks(&self, soldiers: f64, rebels: f64) -> f64 {
        self.broken * soldiers / (soldiers + self.match_of * rebels).max(1.0)
    }
}

impl Mechanism for Suppress {
    const CARD: Card = Card {
        name: "suppress",
        card: "S2",
        summary: "Troops free of the front break risings.",
        claims: &[],
        edges: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, v: View<'_>) {
        let front = v.war.all().iter().copied().fold(0.0, f64::max);
        let free = v.state.army.real() * self.interior * (1.0 - self.tied_by_front * front);
        let rebels: Vec<f64> = v.rising.ids().map(|r| v.rising[r] * v.rural[r].real()).collect();
        let total: f64 = rebels.iter().sum::<f64>().max(1.0);
        for region in v.rising.ids() {
            let here = rebels[region.number()];
            let even = self.spread_evenly / v.rising.len() as f64;
            let garrison = free * (even + (1.0 - self.spread_evenly) * here / total);
            v.coercion[region] = People::floor(garrison);
            v.rising[region] *= 1.0 - self.breaks(garrison, here);
        }
    }
}

view! {
    reads {
        rural: Column<Region, People> = regions.rural;
        war: Column<Region, f64> = regions.war;
        state: State = state;
    }
    changes {
        rising: Column<Region, f64> = regions.rising;
        coercion: Column<Region, People> = regions.coercion;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_troops_break_more_and_never_all_at_once() {
        let rule = Suppress::central();
        assert!(rule.breaks(50_000.0, 20_000.0) > rule.breaks(5_000.0, 20_000.0));
        assert!(rule.breaks(1e9, 1.0) <= rule.broken);
    }

    #[test]
    fn a_matched_rising_loses_half_of_what_overwhelming_force_breaks() {
        let rule = Suppress::central();
        let broken = rule.breaks(rule.match_of * 20_000.0, 20_000.0);
        assert!((broken - rule.broken / 2.0).abs() < 1e-12);
    }
}
