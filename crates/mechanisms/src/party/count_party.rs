//! # Count the party
//!
//! The members are counted: how many active workers stand at the bench, how weary the party is, how
//! many came for a career, how many are left of those of before 1917. The tie to the factories
//! follows the active workers there. What waits for open dissent is set by police rule, by the ban on
//! factions and by the need of a secretary for the word from above.
//!
//! Refuted by: cells as lively in 1921-23 as in 1917 with a fraction of the workers at the bench.

use crate::party::{CAREERIST, OLD_GUARD};
use crate::prelude::*;

/// The party in a few numbers.
#[derive(Clone, Debug, Parameters)]
pub struct CountParty {
    /// Tie to the factories with as many active workers there as in 1917.
    #[prior(Uniform(0.5, 0.7), unit = "0 to 1", source = "judgement, as at the start")]
    pub link: f64,
    /// How much of the tie goes with the last active worker, at full strength.
    #[prior(Uniform(0.7, 1.0), unit = "0 to 1", source = "judgement, ledger of claims, M01")]
    pub cadre: f64,
    /// How fast the tie follows.
    #[prior(Uniform(0.04, 0.15), unit = "share of the gap a month", source = "judgement")]
    pub speed: f64,
    /// Sanction that full police rule lays on dissent, at full strength.
    #[prior(Uniform(0.2, 0.4), unit = "0 to 1", source = "judgement, ledger of claims, M17")]
    pub police: f64,
    /// Sanction that a full ban on factions adds, at full strength.
    #[prior(Uniform(0.3, 0.5), unit = "0 to 1", source = "judgement, ledger of claims, M17")]
    pub ban: f64,
    /// Sanction that full confirmation from above adds, at full strength.
    #[prior(Uniform(0.2, 0.4), unit = "0 to 1", source = "judgement, ledger of claims, M17")]
    pub confirmation: f64,
    /// Years in the party after which a recruit is half as active as one who came through 1917.
    #[prior(Uniform(2.0, 4.0), unit = "years", source = "judgement, card P1")]
    pub seasoning: f64,
}

/// Cadre beyond which more active workers no longer tighten the tie: half as many again as in 1917
/// (judgement: a cell in every shop).
const SATED: f64 = 1.5;

/// The last year of joining of those who came through the revolution: its own year, which follows
/// those of the old guard.
const TESTED: u16 = OLD_GUARD + 1;
/// Time in the party, in years, of those who joined in the running year: half of it on the mean.
const HALF_A_YEAR: f64 = 0.5;

const LINK: usize = edge("worker_cadre", "party_factory_link");
const DILUTION: usize = edge("party_size", "old_bolshevik_share");

impl CountParty {
    /// Experience of a member at the bench, 1 for those who came through 1917: they were chosen by the
    /// times, the others must grow.
    fn experience(&self, joined: u16, year: u16) -> f64 {
        if joined <= TESTED {
            return 1.0;
        }
        let years = f64::from(year.saturating_sub(joined)) + HALF_A_YEAR;
        years / (years + self.seasoning)
    }

    /// Sanction that waits for open dissent.
    fn sanction(&self, i: &Instruments, strength: f64) -> f64 {
        let all = self.police * i.repression
            + self.ban * i.faction_ban
            + self.confirmation * i.confirmation;
        (strength * all).clamp(0.0, 1.0)
    }
}

/// Sums over the members who stay, the same in whatever order they stand.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    members: f64,
    cadre: f64,
    weariness: f64,
    comfort: f64,
    careerists: f64,
    old: f64,
}

impl CountParty {
    fn sums(&self, v: &View<'_>) -> Sums {
        let mut sums = Sums::default();
        // Experience by year of joining is looked up, not computed anew for each row.
        let year = v.season.year;
        let by_years: [f64; 16] =
            std::array::from_fn(|ago| self.experience(year.saturating_sub(ago as u16), year));
        for id in v.job.ids() {
            if v.leaving[id] != Leaving::No {
                continue;
            }
            let (weary, devoted) = (v.weariness[id], v.commitment[id]);
            sums.members += 1.0;
            sums.weariness += exact(f64::from(weary));
            sums.comfort += exact(f64::from(v.comfort[id]));
            sums.careerists += f64::from(u8::from(devoted < CAREERIST));
            sums.old += f64::from(u8::from(v.joined[id] <= OLD_GUARD));
            if v.job[id] == Job::Bench {
                let ago = usize::from(year.saturating_sub(v.joined[id]));
                let experience = by_years.get(ago).copied().unwrap_or(1.0);
                sums.cadre += exact(f64::from(devoted * (1.0 - weary)) * experience);
            }
        }
        sums
    }
}

impl Mechanism for CountParty {
    const CARD: Card = Card {
        name: "count-party",
        card: "P1",
        summary: "Cadre, weariness, careerists and old members are counted; the factory tie follows.",
        claims: &[
            "cadre-detached-from-workplace",
            "party-size-composition-change",
            "party-holds-militant-workers-1917",
        ],
        edges: &[("worker_cadre", "party_factory_link"), ("party_size", "old_bolshevik_share")],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, v: View<'_>) {
        let sums = self.sums(&v);
        let members = sums.members.max(1.0);
        let cadre = sums.cadre * *v.heads as f64;
        let party = v.party;
        if party.cadre_at_start <= 0.0 {
            party.cadre_at_start = cadre.max(1.0);
        }
        party.worker_cadre = cadre / party.cadre_at_start;
        party.fatigue = sums.weariness / members;
        party.comfort_seeking = sums.comfort / members;
        party.careerist_share = sums.careerists / members;
        party.old_bolshevik_share = sums.old / members;
        party.sanction = self.sanction(v.instruments, v.switches.ban_and_repression);
        let joined = v.flows.joined as f64 / (members * *v.heads as f64);
        v.influences.pull[DILUTION] = -party.old_bolshevik_share * joined;
        let weight = self.cadre * v.switches.class_base_depletion;
        party.factory_link = Pulls::from(self.link, v.influences)
            .edge(LINK, weight * (party.worker_cadre.min(SATED) - 1.0))
            .step(party.factory_link, self.speed);
    }
}

view! {
    reads {
        heads: i64 = members.heads;
        job: Column<Member, Job> = members.job;
        joined: Column<Member, u16> = members.joined;
        commitment: Column<Member, f32> = members.commitment;
        weariness: Column<Member, f32> = members.weariness;
        comfort: Column<Member, f32> = members.comfort;
        leaving: Column<Member, Leaving> = members.leaving;
        flows: MemberFlows = member_flows;
        instruments: Instruments = instruments;
        switches: Switches = switches;
        season: Season = season;
    }
    changes {
        party: Party = party;
        influences: Influences = influences;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::party::testing::{dice, party};

    /// The party after a count of these members.
    fn count(members: &Members, party: &mut Party) {
        let season = Season { year: 1921, ..Season::default() };
        CountParty::central().step(
            dice("count-party"),
            View {
                heads: &members.heads,
                job: &members.job,
                joined: &members.joined,
                commitment: &members.commitment,
                weariness: &members.weariness,
                comfort: &members.comfort,
                leaving: &members.leaving,
                flows: &MemberFlows::default(),
                instruments: &Instruments::default(),
                switches: &Switches::central(),
                season: &season,
                party,
                influences: &mut Influences::default(),
            },
        );
    }

    #[test]
    fn cadre_detached_from_workplace_loosens_the_tie() {
        let mut members = party(300);
        let mut now = Party { factory_link: 0.6, ..Party::default() };
        count(&members, &mut now);
        assert_eq!(now.worker_cadre, 1.0);
        let before = now.factory_link;
        members.job.all_mut()[..150].fill(Job::Office);
        for _ in 0..12 {
            count(&members, &mut now);
        }
        assert!((now.worker_cadre - 0.5).abs() < 1e-9);
        assert!(now.factory_link < before);
    }

    #[test]
    fn shares_are_counted_over_those_who_stay() {
        let mut members = party(100);
        members.commitment.all_mut()[..10].fill(0.1);
        members.joined.all_mut()[10..20].fill(1912);
        members.leaving.all_mut()[50..].fill(Leaving::Quits);
        let mut now = Party::default();
        count(&members, &mut now);
        assert_eq!(now.careerist_share, 0.2);
        assert_eq!(now.old_bolshevik_share, 0.2);
        assert!((now.fatigue - 0.5).abs() < 1e-9);
    }

    #[test]
    fn ban_and_repression_threaten_dissent() {
        let rule = CountParty::central();
        let free = Instruments::default();
        let full = Instruments {
            repression: 1.0,
            faction_ban: 1.0,
            confirmation: 1.0,
            ..Instruments::default()
        };
        assert_eq!(rule.sanction(&free, 1.0), 0.0);
        assert!(rule.sanction(&full, 1.0) > rule.sanction(&full, 0.5));
        assert_eq!(rule.sanction(&full, 0.0), 0.0);
    }

    #[test]
    fn party_holds_militant_workers_1917_and_recruits_grow_with_the_years() {
        let rule = CountParty::central();
        assert_eq!(rule.experience(1917, 1918), 1.0);
        assert!(rule.experience(1924, 1924) < rule.experience(1924, 1929));
        assert!(rule.experience(1924, 1929) < 1.0);
    }
}
