//! # Posting abroad
//!
//! Who stands in the way without being strong enough to be left in peace gets an embassy or a
//! province far away. There a leader keeps his rank and loses his hearers. Members of the Politburo
//! are not sent. Some come back, when nobody minds any more.
//!
//! Where the seats of the record are held to, nobody is sent here.
//!
//! Refuted by: critics who are posted abroad no more often than others of their rank.

use super::{CLOSE, opposed};
use crate::prelude::*;

/// Postings far from the centre as isolation of rivals.
#[derive(Clone, Debug, Parameters)]
pub struct PostAbroad {
    /// Chance that a rival is sent away when the Secretariat has all power.
    #[prior(Uniform(0.02, 0.08), unit = "chance a month", source = "judgement, card P3")]
    pub sent: f64,
    /// Chance that somebody away comes back when nobody at the centre minds.
    #[prior(Uniform(0.02, 0.06), unit = "chance a month", source = "judgement, card P3")]
    pub back: f64,
}

impl PostAbroad {
    /// Chance in a month that a rival is sent away.
    pub fn chance(&self, power: f64) -> f64 {
        self.sent * power
    }
}

/// Whether the general secretary sees a rival in a leader: distrusts him, or finds him opposed.
fn rival(leaders: &Leaders, secretary: Id<Leader>, leader: Id<Leader>) -> bool {
    leader != secretary
        && (leaders.tie(secretary, leader) <= -CLOSE
            || opposed(leaders, leader) && leaders.tie(secretary, leader) < CLOSE)
}

impl Mechanism for PostAbroad {
    const CARD: Card = Card {
        name: "post-abroad",
        card: "P3",
        summary: "Rivals of the general secretary outside the Politburo are posted away.",
        claims: &["opponents-sidelined", "trotsky-allies-sent-abroad"],
        edges: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, dice: Dice, v: View<'_>) {
        let Some(secretary) = v.leadership.general_secretary else { return };
        if v.agenda.seats_pinned {
            return;
        }
        let chance = self.chance(v.party.secretariat_power);
        for id in v.leaders.key.ids() {
            let seats = v.leaders.seats[id];
            if !v.leaders.present[id] || seats.politburo {
                continue;
            }
            let throw = dice.throw(v.leaders.lineage[id]);
            let rival = rival(v.leaders, secretary, id);
            if !seats.away && rival && throw.falls_within(0, chance) {
                v.leaders.seats[id].away = true;
            } else if seats.away && !rival && throw.falls_within(1, self.back) {
                v.leaders.seats[id].away = false;
            }
        }
    }
}

view! {
    reads {
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

    /// Who is away after ten years.
    fn away(power: f64, pinned: bool, secretary: Option<usize>) -> Vec<usize> {
        let mut table = leaders();
        for month in 0..120 {
            PostAbroad::central().step(
                dice(month),
                View {
                    agenda: &Agenda { seats_pinned: pinned, ..Agenda::default() },
                    leadership: &leadership(secretary),
                    party: &Party { secretariat_power: power, ..Party::default() },
                    leaders: &mut table,
                },
            );
        }
        let gone = table.key.ids().filter(|&id| table.seats[id].away);
        gone.map(Id::number).collect()
    }

    /// `opponents-sidelined` and `trotsky-allies-sent-abroad`: the distrusted outside the Politburo
    /// are sent, nobody else, and nobody without power, secretary or freedom of seats.
    #[test]
    fn only_rivals_outside_the_politburo_are_sent() {
        assert_eq!(away(1.0, false, Some(0)), [2]);
        assert!(away(0.0, false, Some(0)).is_empty());
        assert!(away(1.0, true, Some(0)).is_empty());
        assert!(away(1.0, false, None).is_empty());
    }
}
