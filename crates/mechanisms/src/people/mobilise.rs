//! # Mobilise and send home
//!
//! The army grows toward its target by calling up men from villages and towns, and shrinks by
//! sending them home. Those sent home go where there is land.
//!
//! Refuted by: villages whose hands do not thin with the draft.

use crate::allot::allot;
use crate::measures::THOUSAND;
use crate::people::{leave, take_in};
use crate::prelude::*;

/// Calling up and demobilisation.
#[derive(Clone, Debug, Parameters)]
pub struct Mobilise {
    /// Part of the gap to the target closed in a month when calling up.
    #[prior(Uniform(0.15, 0.3), unit = "share a month", source = "judgement")]
    pub call_up: f64,
    /// Part of the gap closed in a month when sending home.
    #[prior(Uniform(0.15, 0.35), unit = "share a month", source = "judgement")]
    pub send_home: f64,
    /// Share of recruits from villages.
    #[prior(Uniform(0.75, 0.85), unit = "share", source = "judgement")]
    pub from_villages: f64,
    /// Largest part of the households that send or take back a man in a month.
    #[prior(Fixed(0.4), unit = "share of households a month", source = "judgement")]
    pub moved_most: f64,
    /// Mouths of the largest household that is too small to lose a man to the army.
    #[prior(Fixed(2.0), unit = "mouths", source = "judgement")]
    pub smallest: f64,
}

impl Mobilise {
    /// Men to call up (positive) or send home (negative) this month.
    pub fn change(&self, army: f64, target: f64) -> f64 {
        let gap = target - army;
        gap * if gap > 0.0 { self.call_up } else { self.send_home }
    }
}

impl Mechanism for Mobilise {
    const CARD: Card = Card {
        name: "mobilise",
        card: "S2",
        summary: "The army calls men up and sends them home.",
        claims: &[],
        edges: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, dice: Dice, v: View<'_>) {
        let change = self.change(v.state.army.real(), v.instruments.army_target * THOUSAND);
        let rural: f64 = change.abs() * self.from_villages;
        let households: f64 = v.households.total() as f64;
        let chance = (rural / households.max(1.0)).min(self.moved_most);
        let (lineage, weight) = (v.lineage.all(), v.weight.all());
        let mouths = v.mouths.all_mut();
        let mut moved = if change > 0.0 {
            leave(dice, chance, self.smallest, lineage, weight, mouths)
        } else {
            take_in(dice, chance, lineage, weight, mouths)
        };
        // Never more men home than there are soldiers: what the throws overshoot comes from towns.
        let urban = (change.abs() * (1.0 - self.from_villages)) as i64;
        let weights: Vec<f64> = v.town_people.all().iter().map(|p| p.real()).collect();
        if change > 0.0 {
            let parts = allot(urban, &weights);
            for (town, part) in v.town_people.ids().zip(parts) {
                let part = People(part).at_most(v.town_people[town]);
                v.town_people[town] -= part;
                moved += part.0;
            }
            v.state.army += People(moved);
            v.flows.called_up += People(moved);
        } else {
            let left = v.state.army.0 - moved;
            let home = urban.min(left);
            let parts = allot_signed(home, &weights);
            // Empty towns take nobody back: what they cannot take stays with the army.
            let home: i64 = parts.iter().sum();
            for (town, part) in v.town_people.ids().zip(parts) {
                v.town_people[town] += People(part);
            }
            v.state.army -= People(moved + home);
            v.flows.sent_home += People(moved + home);
        }
    }
}

/// As [`allot`], also for a negative total: towns then make good what villages received too much.
fn allot_signed(total: i64, weights: &[f64]) -> Vec<i64> {
    let parts = allot(total.abs(), weights);
    parts.into_iter().map(|p| p * total.signum()).collect()
}

view! {
    reads {
        lineage: Column<Household, Lineage> = households.lineage;
        weight: Column<Household, u32> = households.weight;
        households: Column<Region, i64> = regions.households;
        instruments: Instruments = instruments;
    }
    changes {
        mouths: Column<Household, u8> = households.mouths;
        town_people: Column<Town, People> = towns.people;
        state: State = state;
        flows: PeopleFlows = people;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_army_moves_toward_its_target() {
        let rule = Mobilise::central();
        assert!(rule.change(1000.0, 3000.0) > 0.0);
        assert!(rule.change(5000.0, 800.0) < 0.0);
        assert_eq!(rule.change(800.0, 800.0), 0.0);
    }

    #[test]
    fn the_gap_to_the_target_shrinks_by_the_same_part_every_month() {
        // Closed form: after n months (1 - call_up)^n of the gap is left.
        let rule = Mobilise::central();
        let (target, mut army) = (3000.0, 1000.0);
        for _ in 0..6 {
            army += rule.change(army, target);
        }
        let left = 2000.0 * (1.0 - rule.call_up).powi(6);
        assert!((target - army - left).abs() < 1e-9);
    }
}
