//! # Leave the party
//!
//! Members die, at the front, in epidemics and of age; and they walk out or drop away when they are
//! weary and were never devoted.
//!
//! Refuted by: losses of 1918-20 that fall on those who stayed at home as on those at the front.

use crate::measures::MONTHS;
use crate::party::OLD_GUARD;
use crate::prelude::*;

/// Death and walking out.
#[derive(Clone, Debug, Parameters)]
pub struct LeaveParty {
    /// Deaths of members in peace.
    #[prior(Uniform(0.007, 0.012), unit = "share a year", source = "judgement, a young party")]
    pub death: f64,
    /// Deaths of those of before 1917 over those of the others: they are older.
    #[prior(Uniform(1.5, 3.0), unit = "times", source = "judgement, card P1")]
    pub older: f64,
    /// Part of the rise of mortality in epidemics that members suffer.
    #[prior(Fixed(0.7), unit = "share", source = "judgement, better fed than the mean")]
    pub epidemic: f64,
    /// Deaths of members in the army under full threat.
    #[prior(
        Uniform(0.01, 0.03),
        unit = "share a month",
        source = "judgement, tens of thousands of Communists fell by most accounts"
    )]
    pub front: f64,
    /// Members who walk out in a month if wholly weary and not devoted at all.
    #[prior(Uniform(0.008, 0.02), unit = "share a month", source = "judgement, card P1")]
    pub quitting: f64,
}

const KILLED: usize = edge("military_threat", "worker_cadre");

impl LeaveParty {
    /// Chance to die in a month.
    fn dies(&self, old: bool, at_front: bool, threat: f64, epidemic: f64) -> f64 {
        let age = if old { self.older } else { 1.0 };
        let plague = 1.0 + self.epidemic * (epidemic - 1.0).max(0.0);
        let front = if at_front { self.front * threat } else { 0.0 };
        self.death / MONTHS * age * plague + front
    }

    /// Chance to walk out in a month.
    fn quits(&self, weariness: f64, commitment: f64) -> f64 {
        self.quitting * weariness * (1.0 - commitment)
    }
}

impl Mechanism for LeaveParty {
    const CARD: Card = Card {
        name: "leave-party",
        card: "P1",
        summary: "Members fall at the front, die, and walk out when weary and little devoted.",
        claims: &["worker-cadre-killed-at-front"],
        edges: &[("military_threat", "worker_cadre")],
    };
    type View<'a> = View<'a>;

    fn step(&self, dice: Dice, v: View<'_>) {
        // What a scenario spares the party, it spares it at the front.
        let (threat, epidemic) = (*v.threat * (1.0 - v.departures.cadre_spared), *v.epidemic);
        let chance = |old, front| self.dies(old, front, threat, epidemic);
        let dies = [
            [chance(false, false), chance(false, true)],
            [chance(true, false), chance(true, true)],
        ];
        for (id, throw) in v.lineage.ids().zip(dice.throws(v.lineage.all())) {
            if v.leaving[id] != Leaving::No {
                continue;
            }
            let old = usize::from(v.joined[id] <= OLD_GUARD);
            let front = usize::from(v.job[id] == Job::Army);
            if throw.falls_within(0, dies[old][front]) {
                v.leaving[id] = Leaving::Dies;
            } else {
                let quits = self.quits(f64::from(v.weariness[id]), f64::from(v.commitment[id]));
                if throw.falls_within(1, quits) {
                    v.leaving[id] = Leaving::Quits;
                }
            }
        }
        v.influences.pull[KILLED] =
            -v.party.worker_cadre * (self.front * threat) * v.instruments.party_call_up;
    }
}

view! {
    reads {
        lineage: Column<Member, Lineage> = members.lineage;
        job: Column<Member, Job> = members.job;
        joined: Column<Member, u16> = members.joined;
        weariness: Column<Member, f32> = members.weariness;
        commitment: Column<Member, f32> = members.commitment;
        threat: f64 = comintern.threat;
        epidemic: f64 = world.epidemic;
        instruments: Instruments = instruments;
        departures: Departures = departures;
        party: Party = party;
    }
    changes {
        leaving: Column<Member, Leaving> = members.leaving;
        influences: Influences = influences;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worker_cadre_killed_at_front() {
        let rule = LeaveParty::central();
        assert!(rule.dies(false, true, 0.8, 1.0) > rule.dies(false, false, 0.8, 1.0));
        assert_eq!(rule.dies(false, true, 0.0, 1.0), rule.dies(false, false, 0.0, 1.0));
        assert!(rule.dies(true, false, 0.0, 1.0) > rule.dies(false, false, 0.0, 1.0));
        assert!(rule.dies(false, false, 0.0, 3.0) > rule.dies(false, false, 0.0, 1.0));
    }

    #[test]
    fn the_devoted_and_the_fresh_do_not_walk_out() {
        let rule = LeaveParty::central();
        assert_eq!(rule.quits(1.0, 1.0), 0.0);
        assert_eq!(rule.quits(0.0, 0.0), 0.0);
        assert_eq!(rule.quits(1.0, 0.0), rule.quitting);
    }
}
