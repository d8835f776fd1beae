//! # Election of the Central Committee
//!
//! A congress that is free to choose re-elects most of the old committee: those of weight, and the
//! more surely those who stand well with the general secretary. Seats left and seats added go to his
//! clients as often as his network reaches; else to whoever has most standing. So a committee that
//! grows is diluted and hardly purged: nobody of weight need go for others to come in.
//!
//! Where the seats of the record are held to, nothing is elected here.
//!
//! Refuted by: growth of the committee that brings in no more clients than elections without it.

use super::POSITION_END;
use crate::prelude::*;

/// Re-election and new seats.
#[derive(Clone, Debug, Parameters)]
pub struct ElectCommittee {
    /// Chance of re-election of a member of middling standing: 0.68 to 0.89 from the ninth to the
    /// twelfth congress.
    #[prior(Uniform(0.65, 0.85), unit = "chance", source = "gill-origins-stalinist")]
    pub kept: f64,
    /// What standing with the party adds.
    #[prior(Uniform(0.1, 0.3), unit = "chance", source = "judgement, card P4")]
    pub by_prestige: f64,
    /// What a tie to the general secretary adds or takes when his network holds everything.
    #[prior(Uniform(0.1, 0.5), unit = "chance", source = "judgement, card P4")]
    pub by_tie: f64,
    /// New seats that go to clients when the network holds everything.
    #[prior(Uniform(0.6, 1.0), unit = "share", source = "judgement, card P4")]
    pub to_clients: f64,
    /// Lead of candidates of the committee over those outside it.
    #[prior(Uniform(0.1, 0.4), unit = "standing", source = "judgement")]
    pub candidates: f64,
}

/// Middle of the scale of standing, 0 to 1.
const MIDDLE: f64 = 0.5;

impl ElectCommittee {
    /// Chance of re-election, from standing, tie (-2 to 2) and reach of the network.
    pub fn re_elected(&self, prestige: f64, tie: f64, network: f64) -> f64 {
        let by_tie = self.by_tie * network * tie / POSITION_END;
        (self.kept + self.by_prestige * (prestige - MIDDLE) + by_tie).clamp(0.0, 1.0)
    }

    /// Chance that a new seat goes to a client.
    pub fn to_client(&self, network: f64) -> f64 {
        (self.to_clients * network).clamp(0.0, 1.0)
    }

    /// The most eligible leader outside the committee, a client or anyone.
    fn next(&self, v: &View<'_>, client: bool) -> Option<Id<Leader>> {
        let worth = |id: Id<Leader>| {
            let waiting = v.leaders.seats[id].committee_candidate;
            v.leaders.prestige[id] + if waiting { self.candidates } else { 0.0 }
        };
        let free = |id: &Id<Leader>| {
            let seats = v.leaders.seats[*id];
            v.leaders.present[*id] && !seats.committee && !seats.control_commission
        };
        v.leaders
            .key
            .ids()
            .filter(free)
            .filter(|&id| !client || tie(v, id) > 0.0)
            // The first row wins a tie.
            .rev()
            .max_by(|&a, &b| worth(a).total_cmp(&worth(b)))
    }
}

/// What the general secretary feels for a leader; himself he trusts.
fn tie(v: &View<'_>, leader: Id<Leader>) -> f64 {
    match v.leadership.general_secretary {
        Some(secretary) if secretary == leader => POSITION_END,
        Some(secretary) => v.leaders.tie(secretary, leader),
        None => 0.0,
    }
}

impl Mechanism for ElectCommittee {
    const CARD: Card = Card {
        name: "elect-committee",
        card: "P4",
        summary: "A congress re-elects members by standing and tie; new seats go to clients.",
        claims: &["patronage-builds-loyal-network"],
        edges: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, dice: Dice, v: View<'_>) {
        if v.agenda.congress.is_none() || v.agenda.seats_pinned || v.leaders.key.is_empty() {
            return;
        }
        let network = v.party.loyal_network;
        let wanted = v.instruments.committee_seats as usize;
        let mut filled = 0;
        let mut sitting: Vec<Id<Leader>> =
            v.leaders.key.ids().filter(|&id| v.leaders.seats[id].committee).collect();
        // Should seats be fewer, those of less power are the ones to go.
        sitting.sort_by(|&a, &b| v.leaders.power[b].total_cmp(&v.leaders.power[a]));
        for id in sitting {
            let chance = self.re_elected(v.leaders.prestige[id], tie(&v, id), network);
            let stays = dice.throw(v.leaders.lineage[id]).falls_within(0, chance);
            let elected = v.leaders.present[id] && stays && filled < wanted;
            v.leaders.seats[id].committee = elected;
            v.leaders.seats[id].committee_candidate = v.leaders.present[id] && !elected;
            filled += usize::from(elected);
        }
        for seat in filled..wanted {
            let throw = dice.of("new seats").throw(Lineage(seat as u64));
            let client = throw.falls_within(0, self.to_client(network));
            let Some(id) = self.next(&v, client).or_else(|| self.next(&v, false)) else { break };
            v.leaders.seats[id].committee = true;
            v.leaders.seats[id].committee_candidate = false;
        }
    }
}

view! {
    reads {
        instruments: Instruments = instruments;
        agenda: Agenda = agenda;
        leadership: Leadership = leadership;
        party: Party = party;
    }
    changes {
        leaders: Leaders = leaders;
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{dice, leaders, leadership};
    use super::*;

    /// Elects a committee of this many seats from a table in which all but row 0 stand outside it.
    fn elect(seats: f64, network: f64, pinned: bool, month: u32) -> Leaders {
        let mut table = leaders();
        for row in 1..4 {
            table.seats[Id::new(row)].committee = false;
        }
        ElectCommittee { kept: 1.0, to_clients: 1.0, ..ElectCommittee::central() }.step(
            dice(month),
            View {
                instruments: &Instruments { committee_seats: seats, ..Instruments::default() },
                agenda: &Agenda { congress: Some(100), seats_pinned: pinned, ..Agenda::default() },
                leadership: &leadership(Some(0)),
                party: &Party { loyal_network: network, ..Party::default() },
                leaders: &mut table,
            },
        );
        table
    }

    fn seated(table: &Leaders) -> Vec<usize> {
        let rows = table.key.ids().filter(|&id| table.seats[id].committee);
        rows.map(Id::number).collect()
    }

    /// `patronage-builds-loyal-network`: with the network the next seat is a client's, without it
    /// that of the leader with most standing.
    #[test]
    fn growth_brings_clients_as_far_as_the_network_reaches() {
        assert_eq!(seated(&elect(2.0, 1.0, false, 0)), [0, 3]);
        assert_eq!(seated(&elect(2.0, 0.0, false, 0)), [0, 1]);
    }

    #[test]
    fn seats_are_filled_exactly_while_there_are_people() {
        for seats in 1..=4 {
            assert_eq!(seated(&elect(seats as f64, 0.5, false, 3)).len(), seats);
        }
        assert_eq!(seated(&elect(9.0, 0.5, false, 3)).len(), 4);
        assert_eq!(seated(&elect(3.0, 1.0, true, 0)), [0], "pinned seats are left alone");
    }

    #[test]
    fn the_distrusted_are_re_elected_less_as_the_network_grows() {
        let rule = ElectCommittee::central();
        assert!(rule.re_elected(0.5, -2.0, 0.8) < rule.re_elected(0.5, -2.0, 0.1));
        assert!(rule.re_elected(0.9, 0.0, 0.5) > rule.re_elected(0.1, 0.0, 0.5));
        assert!(rule.re_elected(0.5, 2.0, 0.0) == rule.re_elected(0.5, -2.0, 0.0));
    }
}
