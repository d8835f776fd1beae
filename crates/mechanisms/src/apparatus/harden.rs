//! # Harden
//!
//! Officials come to care for things as they are. What they have to lose makes them so, and so do
//! colleagues who joined for a career and the habits of the old service that they took on. Members
//! who can call them to account, and a party that directs its offices, keep it down. All of it goes
//! slowly, over years.
//!
//! Refuted by: offices with the larger privileges that voted for change more often than factories
//! did, as the offices of Moscow are said to have done in December 1923.

use crate::measures::MONTHS;
use crate::prelude::*;

/// Interest of the officials in things as they are.
#[derive(Clone, Debug, Parameters)]
pub struct Harden {
    /// Interest in usual conditions.
    #[prior(Uniform(0.30, 0.50), unit = "share", source = "judgement, card P2")]
    pub usual: f64,
    /// What a party of careerists alone adds.
    #[prior(Uniform(0.2, 0.6), unit = "share", source = "judgement, claim careerist-infiltration")]
    pub by_careerists: f64,
    /// What full control by members takes off.
    #[prior(
        Uniform(0.1, 0.4),
        unit = "share",
        source = "judgement, claim appointments-undermine-member-control"
    )]
    pub by_members: f64,
    /// What full direction by the party takes off.
    #[prior(
        Uniform(0.1, 0.4),
        unit = "share",
        source = "judgement, claim conquered-culture-absorbs-conqueror"
    )]
    pub by_direction: f64,
    /// What an income larger by that of one worker adds, at full strength of the account.
    #[prior(
        Uniform(0.05, 0.25),
        unit = "share a worker's income",
        source = "judgement, claim small-privileges-shift-outlook"
    )]
    pub by_privileges: f64,
    /// What the full habits of the old service among Communists in offices add, at full strength of
    /// the account.
    #[prior(Uniform(0.1, 0.5), unit = "share", source = "judgement, card P10")]
    pub by_habits: f64,
    /// Years in which about two thirds of a change of outlook are gone through.
    #[prior(
        Uniform(1.0, 2.0),
        unit = "years",
        source = "judgement, lag of claim small-privileges-shift-outlook"
    )]
    pub takes: f64,
    /// Share of careerists in usual conditions.
    #[prior(Fixed(0.3), unit = "share", source = "judgement")]
    pub usual_careerists: f64,
    /// Control by members in usual conditions.
    #[prior(Fixed(0.5), unit = "share", source = "judgement")]
    pub usual_members: f64,
    /// Direction by the party in usual conditions.
    #[prior(Fixed(0.4), unit = "share", source = "judgement")]
    pub usual_direction: f64,
    /// Income of an official of rank in usual conditions.
    #[prior(Fixed(2.0), unit = "times a worker", source = "judgement, as at the start")]
    pub usual_privileges: f64,
    /// Habits of the old service that Communists bring along: only what they gain hardens.
    #[prior(Fixed(0.1), unit = "share", source = "judgement, as at the start")]
    pub usual_habits: f64,
}

const BY_CAREERISTS: usize = edge("careerist_share", "apparatus_conservatism");
const BY_MEMBERS: usize = edge("member_control", "apparatus_conservatism");
const BY_DIRECTION: usize = edge("party_control_of_apparatus", "apparatus_conservatism");
const BY_PRIVILEGES: usize = edge("privileges", "apparatus_conservatism");

/// What the outlook of officials turns on.
#[derive(Clone, Copy, Debug)]
pub struct Causes {
    careerists: f64,
    members: f64,
    direction: f64,
    privileges: f64,
    habits: f64,
}

impl Harden {
    /// Where the outlook of officials comes to rest.
    pub fn pulls<'a>(&self, c: Causes, m02: f64, m03: f64, noted: &'a mut Influences) -> Pulls<'a> {
        let gained = c.privileges - self.usual_privileges;
        Pulls::from(self.usual, noted)
            .edge(BY_CAREERISTS, self.by_careerists * (c.careerists - self.usual_careerists))
            .edge(BY_MEMBERS, -self.by_members * (c.members - self.usual_members))
            .edge(BY_DIRECTION, -self.by_direction * (c.direction - self.usual_direction))
            .edge(BY_PRIVILEGES, m03 * self.by_privileges * gained)
            .and(m02 * self.by_habits * (c.habits - self.usual_habits))
    }

    /// Part of the way to its resting place that the outlook goes in a month.
    pub fn speed(&self) -> f64 {
        1.0 / (MONTHS * self.takes)
    }
}

/// Mean habits of the old service among Communists in offices.
fn mean_habits(o: &Offices) -> f64 {
    let all = o.communists.total().real().max(1.0);
    o.staff.ids().map(|i| o.communists[i].real() * o.habits_of_communists[i]).sum::<f64>() / all
}

impl Mechanism for Harden {
    const CARD: Card = Card {
        name: "harden",
        card: "P10",
        summary: "Privilege, careerists and old habits bind officials to things as they are.",
        claims: &["small-privileges-shift-outlook", "conquered-culture-absorbs-conqueror"],
        edges: &[
            ("careerist_share", "apparatus_conservatism"),
            ("member_control", "apparatus_conservatism"),
            ("party_control_of_apparatus", "apparatus_conservatism"),
            ("privileges", "apparatus_conservatism"),
        ],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, v: View<'_>) {
        let causes = Causes {
            careerists: v.party.careerist_share,
            members: v.party.member_control,
            direction: v.apparatus.party_control,
            privileges: v.apparatus.privileges,
            habits: mean_habits(v.offices),
        };
        let (m02, m03) = (v.switches.apparatus_dilution, v.switches.scarcity_privilege);
        let pulls = self.pulls(causes, m02, m03, v.influences);
        v.apparatus.conservatism = pulls.step(v.apparatus.conservatism, self.speed());
    }
}

view! {
    reads {
        offices: Offices = offices;
        party: Party = party;
        switches: Switches = switches;
    }
    changes {
        apparatus: Apparatus = apparatus;
        influences: Influences = influences;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const USUAL: Causes =
        Causes { careerists: 0.3, members: 0.5, direction: 0.4, privileges: 2.0, habits: 0.1 };

    fn rest(causes: Causes, m02: f64, m03: f64) -> f64 {
        Harden::central().pulls(causes, m02, m03, &mut Influences::default()).rest()
    }

    /// Claims small-privileges-shift-outlook, careerist-infiltration and
    /// appointments-undermine-member-control.
    #[test]
    fn privilege_and_careerists_harden_and_control_softens() {
        let usual = rest(USUAL, 0.5, 0.5);
        assert!(rest(Causes { privileges: 4.0, ..USUAL }, 0.5, 0.5) > usual);
        assert!(rest(Causes { careerists: 0.5, ..USUAL }, 0.5, 0.5) > usual);
        assert!(rest(Causes { members: 0.8, ..USUAL }, 0.5, 0.5) < usual);
        assert!(rest(Causes { direction: 0.8, ..USUAL }, 0.5, 0.5) < usual);
        assert_eq!(rest(Causes { privileges: 4.0, ..USUAL }, 0.5, 0.0), usual);
    }

    /// Claim conquered-culture-absorbs-conqueror: habits harden as far as its switch is on.
    #[test]
    fn habits_of_the_old_service_harden() {
        let usual = rest(USUAL, 0.5, 0.5);
        assert!(rest(Causes { habits: 0.7, ..USUAL }, 0.5, 0.5) > usual);
        assert_eq!(rest(Causes { habits: 0.7, ..USUAL }, 0.0, 0.5), usual);
    }

    #[test]
    fn a_new_cause_has_worked_two_thirds_of_its_way_after_the_time_it_takes() {
        let rule = Harden::central();
        let months = (MONTHS * rule.takes).round();
        let left = libm::pow(1.0 - rule.speed(), months);
        // In continuous time 1/e of the way is left; monthly steps leave a little less.
        assert!(left < libm::exp(-1.0) && left > 0.33);
    }
}
