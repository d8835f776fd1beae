//! # Purge
//!
//! Commissions examine members and strike off some. In ordinary times control commissions examine
//! few; in a purge, all within months. Peasants and employees are hit harder than workers, the
//! passive harder than the active: a commission holds a member against his comrades, so that such
//! choices decide who goes, not how many. Whether careerists go first, or critics, is disputed: one
//! switch runs from the one to the other, and at nought the commissions choose neither.
//!
//! Refuted by: expulsions of 1921 in proportion to the members of each class.

use crate::prelude::*;

/// Examination and expulsion.
#[derive(Clone, Debug, Parameters)]
pub struct Purge {
    /// Members examined in a month without any purge.
    #[prior(Uniform(0.005, 0.015), unit = "share a month", source = "judgement, card P1")]
    pub everyday: f64,
    /// Members whom Lenin's action adds, at its fullest, which is nearly that of a man at work and
    /// well in any year.
    #[prior(Uniform(0.0, 0.015), unit = "share a month", source = "judgement, loop B2")]
    pub lenin: f64,
    /// Members struck off of those examined, over all classes.
    #[prior(Uniform(0.20, 0.28), unit = "share", source = "rigby-communist-party")]
    pub strictness: f64,
    /// Expulsions of workers over their share.
    #[prior(Fixed(0.5), unit = "times", source = "rigby-communist-party")]
    pub workers: f64,
    /// Expulsions of peasants over their share.
    #[prior(Fixed(1.59), unit = "times", source = "rigby-communist-party")]
    pub peasants: f64,
    /// Expulsions of employees and others over their share.
    #[prior(Fixed(1.13), unit = "times", source = "rigby-communist-party")]
    pub employees: f64,
    /// How much more the weary are struck off, for passivity.
    #[prior(
        Uniform(0.5, 1.0),
        unit = "a unit of weariness",
        source = "judgement, reasons of 1921"
    )]
    pub passive: f64,
    /// How much more careerists, or critics, are struck off at full selection.
    #[prior(Uniform(2.0, 4.0), unit = "times", source = "judgement, ledger of claims, M10")]
    pub selective: f64,
}

/// Weariness and devotion of the middling member, from which the others are told (judgement).
const MIDDLING: f64 = 0.5;

const LENIN: usize = edge("lenin_action", "purge_intensity");
const CLEANS: usize = edge("purge_intensity", "careerist_share");

impl Purge {
    /// How much likelier than the middling member of the class this one is to be struck off, first
    /// for what he is and does, then for what he says.
    fn relative(&self, weariness: f64, commitment: f64, critical: f64, selection: f64) -> [f64; 2] {
        let passive = self.passive * (weariness - MIDDLING);
        let gain = self.selective * selection.max(0.0) * 2.0 * (MIDDLING - commitment);
        let said = self.selective * (-selection).max(0.0) * critical.max(0.0);
        [(1.0 + passive + gain).max(0.0), said]
    }

    /// The weight of the mean member for what he is and does: against it the others are held, so
    /// that as many are struck off as the commissions are strict, in whatever party.
    fn usual(&self, v: &View<'_>, selection: f64) -> f64 {
        let times = [self.workers, self.peasants, self.employees];
        let (mut sum, mut members) = (0.0, 0.0f64);
        for id in v.leaving.ids().filter(|&id| v.leaving[id] == Leaving::No) {
            let (weary, devoted) = (f64::from(v.weariness[id]), f64::from(v.commitment[id]));
            let [is, _] = self.relative(weary, devoted, 0.0, selection);
            sum += exact(times[v.origin[id] as usize] * is);
            members += 1.0;
        }
        if sum > 0.0 { sum / members } else { 1.0 }
    }
}

impl Mechanism for Purge {
    const CARD: Card = Card {
        name: "purge",
        card: "P1",
        summary: "Commissions examine members; class, passivity and motive decide who is struck off.",
        claims: &["purge-1921-ordered", "purge-1921-size", "purge-does-not-reverse-mood"],
        edges: &[("lenin_action", "purge_intensity"), ("purge_intensity", "careerist_share")],
    };
    type View<'a> = View<'a>;

    fn step(&self, dice: Dice, v: View<'_>) {
        let action = v.switches.lenin_agency * *v.lenin_action;
        let examined = Pulls::from(self.everyday, v.influences)
            .and(v.instruments.purge)
            .edge(LENIN, self.lenin * action)
            .rest();
        v.party.purge_intensity = examined;
        let most = examined * self.strictness;
        let selection = v.switches.purge_selection;
        let line = v.party.line[DEMOCRACY] as f32;
        let each = most / self.usual(&v, selection);
        let by_origin = [self.workers, self.peasants, self.employees].map(|times| each * times);
        for (id, throw) in v.lineage.ids().zip(dice.throws(v.lineage.all())) {
            if v.leaving[id] != Leaving::No {
                continue;
            }
            let chance = by_origin[v.origin[id] as usize];
            let (weary, devoted) = (f64::from(v.weariness[id]), f64::from(v.commitment[id]));
            let critical = f64::from(v.public[id][DEMOCRACY] - line);
            let [is, says] = self.relative(weary, devoted, critical, selection);
            let at = throw.unit(0);
            if at < chance * is {
                v.leaving[id] = Leaving::Expelled;
            } else if at < chance * (is + says) {
                v.leaving[id] = Leaving::ExpelledForOpinion;
            }
        }
        // Against a purge that chooses nobody: what its choice takes off the share of careerists.
        let share = v.party.careerist_share;
        let [careerist, _] = self.relative(MIDDLING, 0.0, 0.0, selection);
        v.influences.pull[CLEANS] = -most * share * (1.0 - share) * (careerist - 1.0);
    }
}

view! {
    reads {
        lineage: Column<Member, Lineage> = members.lineage;
        origin: Column<Member, Origin> = members.origin;
        public: Column<Member, [f32; 3]> = members.public;
        weariness: Column<Member, f32> = members.weariness;
        commitment: Column<Member, f32> = members.commitment;
        lenin_action: f64 = leadership.lenin_action;
        instruments: Instruments = instruments;
        switches: Switches = switches;
    }
    changes {
        leaving: Column<Member, Leaving> = members.leaving;
        party: Party = party;
        influences: Influences = influences;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::party::testing::{dice, party};

    /// 3,000 members after a month of a purge that chooses nobody, and the strength of the purge.
    fn purged(rule: &Purge, purge: f64, lenin_action: f64) -> (Members, f64) {
        let mut members = party(3000);
        let strength = struck(rule, &mut members, purge, lenin_action);
        (members, strength)
    }

    /// A month of a purge that chooses nobody; returns its strength.
    fn struck(rule: &Purge, members: &mut Members, purge: f64, lenin_action: f64) -> f64 {
        let mut now = Party::default();
        let instruments = Instruments { purge, ..Instruments::default() };
        let switches = Switches { purge_selection: 0.0, ..Switches::central() };
        rule.step(
            dice("purge"),
            View {
                lineage: &members.lineage,
                origin: &members.origin,
                public: &members.public,
                weariness: &members.weariness,
                commitment: &members.commitment,
                lenin_action: &lenin_action,
                instruments: &instruments,
                switches: &switches,
                leaving: &mut members.leaving,
                party: &mut now,
                influences: &mut Influences::default(),
            },
        );
        now.purge_intensity
    }

    #[test]
    fn purge_1921_size_and_classes() {
        let rule = Purge::central();
        let (members, examined) = purged(&rule, 1.0, 0.0);
        assert_eq!(examined, 1.0);
        let mut counts = [0; 3];
        for id in members.leaving.ids().filter(|&id| members.leaving[id] == Leaving::Expelled) {
            counts[members.origin[id] as usize] += 1;
        }
        // As many of each class, so that the mean of the three is what is held to be usual.
        let usual = (rule.workers + rule.peasants + rule.employees) / 3.0;
        for (count, times) in counts.into_iter().zip([0.5, 1.59, 1.13]) {
            let mean = 1000.0 * rule.strictness * times / usual;
            // Four standard deviations of a binomial count.
            assert!((count as f64 - mean).abs() < 4.0 * libm::sqrt(mean), "{counts:?}");
        }
    }

    #[test]
    fn passivity_decides_who_goes_not_how_many() {
        let rule = Purge { workers: 1.0, peasants: 1.0, employees: 1.0, ..Purge::central() };
        let gone = |weariness: f32| {
            let mut members = party(3000);
            members.weariness.all_mut().fill(weariness);
            struck(&rule, &mut members, 1.0, 0.0);
            let expelled = |id: &Id<Member>| members.leaving[*id] == Leaving::Expelled;
            members.leaving.ids().filter(expelled).count()
        };
        // The same throws in both, against the same chance: the counts are equal.
        assert_eq!(gone(0.2), gone(0.8));
    }

    #[test]
    fn purge_removes_careerists_or_critics_by_the_switch() {
        let rule = Purge::central();
        let careerist = |selection| rule.relative(0.5, 0.1, 0.0, selection)[0];
        let devoted = |selection| rule.relative(0.5, 0.9, 0.0, selection)[0];
        assert!(careerist(1.0) > careerist(0.0) && devoted(1.0) < devoted(0.0));
        assert_eq!(careerist(0.0), devoted(0.0));
        assert_eq!(careerist(-0.5), devoted(-0.5));
        assert!(rule.relative(0.5, 0.9, 0.8, -0.5)[1] > 0.0);
        assert_eq!(rule.relative(0.5, 0.9, 0.8, 0.5)[1], 0.0);
        assert_eq!(rule.relative(0.5, 0.9, -0.8, -0.5)[1], 0.0);
    }

    #[test]
    fn purge_1921_ordered_and_sharpened_by_lenin() {
        let rule = Purge::central();
        let (_, calm) = purged(&rule, 0.0, 0.0);
        assert_eq!(calm, rule.everyday);
        assert!(purged(&rule, 0.2, 0.0).1 > calm);
        assert!(purged(&rule, 0.2, 1.0).1 > purged(&rule, 0.2, 0.0).1);
    }
}
