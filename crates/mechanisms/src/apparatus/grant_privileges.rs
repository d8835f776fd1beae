//! # Grant privileges
//!
//! An official of rank earns more than a worker, in money, and in rations, flats, shops and rest
//! homes. The gap widens when goods are short and offices hand them out, when there are many offices
//! to hand them out, when members wish for comfort, and when officials have come to look after
//! themselves. Rules on pay hold it down; what is given in kind goes partly past the rules.
//!
//! Refuted by: a gap between officials and workers that was as wide where goods were plentiful, or
//! that rules on pay closed in kind as well as in money.

use crate::measures::MILLION;
use crate::prelude::*;

/// Real income of an official of rank over that of a worker.
#[derive(Clone, Debug, Parameters)]
pub struct GrantPrivileges {
    /// The gap when every cause is at its fullest.
    #[prior(
        Uniform(4.0, 8.0),
        unit = "times a worker",
        source = "judgement, record: party salary ceiling and party maximum 1922"
    )]
    pub most: f64,
    /// Part of that gap that there is in usual conditions.
    #[prior(
        Uniform(0.15, 0.40),
        unit = "share",
        source = "judgement, claim office-brings-privilege"
    )]
    pub usual: f64,
    /// What tenfold staff adds.
    #[prior(
        Uniform(0.0, 0.3),
        unit = "share for tenfold staff",
        source = "judgement, claim office-brings-privilege"
    )]
    pub by_size: f64,
    /// What want adds where nearly all is lacking, at full strength of the account.
    #[prior(
        Uniform(0.2, 0.8),
        unit = "share",
        source = "judgement, claim office-brings-privilege"
    )]
    pub by_want: f64,
    /// What the wish for comfort adds.
    #[prior(
        Uniform(0.1, 0.5),
        unit = "share",
        source = "judgement, claim threat-decline-raises-comfort-seeking"
    )]
    pub by_comfort: f64,
    /// What the interest of officials in things as they are adds.
    #[prior(
        Uniform(0.1, 0.5),
        unit = "share",
        source = "judgement, claim small-privileges-shift-outlook"
    )]
    pub by_interest: f64,
    /// Part of what exceeds the rules that is given in kind all the same.
    #[prior(
        Uniform(0.2, 0.6),
        unit = "share",
        source = "judgement, claim office-brings-privilege"
    )]
    pub past_the_rules: f64,
    /// How fast the gap follows its causes.
    #[prior(Uniform(0.05, 0.15), unit = "share a month", source = "judgement")]
    pub speed: f64,
    /// Officials of rank among the staff, who have the privileges: some 100,000 of 2 million.
    #[prior(Fixed(0.05), unit = "share", source = "judgement, party cadres as counted in 1927")]
    pub of_rank: f64,
    /// Staff in usual conditions.
    #[prior(Fixed(2.0), unit = "million", source = "judgement, as in the middle twenties")]
    pub usual_staff: f64,
    /// Wish for comfort in usual conditions.
    #[prior(Fixed(0.4), unit = "share", source = "judgement")]
    pub usual_comfort: f64,
    /// Interest in things as they are in usual conditions.
    #[prior(Fixed(0.4), unit = "share", source = "judgement, as at the start")]
    pub usual_interest: f64,
}

/// Least staff, in millions, whose logarithm is taken: a guard.
const LEAST_STAFF: f64 = 0.05;

const BY_INTEREST: usize = edge("apparatus_conservatism", "privileges");
const BY_SIZE: usize = edge("apparatus_size", "privileges");
const BY_COMFORT: usize = edge("comfort_seeking", "privileges");
const BY_WANT: usize = edge("desperate_want", "privileges");

/// What the gap turns on.
#[derive(Clone, Copy, Debug)]
pub struct Causes {
    staff: f64,
    want: f64,
    comfort: f64,
    interest: f64,
    m03: f64,
}

impl GrantPrivileges {
    /// Where the gap would come to rest without rules, times a worker's income. Pulls are noted in
    /// this unit.
    pub fn gap(&self, c: Causes, noted: &mut Influences) -> f64 {
        let tenfold = libm::log10((c.staff / MILLION).max(LEAST_STAFF) / self.usual_staff);
        let span = self.most - 1.0;
        let part = Pulls::from(self.usual, noted)
            .edge(BY_SIZE, self.by_size * tenfold)
            .edge(BY_WANT, c.m03 * self.by_want * c.want)
            .edge(BY_COMFORT, self.by_comfort * (c.comfort - self.usual_comfort))
            .edge(BY_INTEREST, self.by_interest * (c.interest - self.usual_interest))
            .rest();
        for pull in [BY_SIZE, BY_WANT, BY_COMFORT, BY_INTEREST] {
            noted.pull[pull] *= span;
        }
        1.0 + span * part
    }

    /// What a staff costs, in workers' incomes.
    pub fn cost(&self, staff: f64, privileges: f64) -> f64 {
        staff * (1.0 + self.of_rank * (privileges - 1.0).max(0.0))
    }

    /// What rules on pay leave of the gap.
    pub fn allowed(&self, gap: f64, cap: f64) -> f64 {
        let cap = cap.max(1.0);
        gap.min(cap) + self.past_the_rules * (gap - cap).max(0.0)
    }
}

impl Mechanism for GrantPrivileges {
    const CARD: Card = Card {
        name: "grant-privileges",
        card: "P2",
        summary: "Want, offices and comfort widen the gap to workers; rules hold it down in part.",
        claims: &["office-brings-privilege"],
        edges: &[
            ("apparatus_conservatism", "privileges"),
            ("apparatus_size", "privileges"),
            ("comfort_seeking", "privileges"),
            ("desperate_want", "privileges"),
        ],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, v: View<'_>) {
        let causes = Causes {
            staff: v.state.officials.real(),
            want: v.classes.want,
            comfort: v.party.comfort_seeking,
            interest: v.apparatus.conservatism,
            m03: v.switches.scarcity_privilege,
        };
        let gap = self.gap(causes, v.influences);
        let allowed = self.allowed(gap, v.instruments.privilege_cap);
        let now = v.apparatus.privileges;
        v.apparatus.privileges = now + self.speed * (allowed - now);
        for office in v.staff.ids() {
            v.cost[office] = self.cost(v.staff[office].real(), v.apparatus.privileges);
        }
    }
}

view! {
    reads {
        state: State = state;
        staff: Column<Office, People> = offices.staff;
        classes: Classes = classes;
        party: Party = party;
        switches: Switches = switches;
        instruments: Instruments = instruments;
    }
    changes {
        apparatus: Apparatus = apparatus;
        cost: Column<Office, f64> = offices.cost;
        influences: Influences = influences;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const USUAL: Causes = Causes { staff: 2e6, want: 0.4, comfort: 0.4, interest: 0.4, m03: 0.5 };

    fn gap(causes: Causes) -> f64 {
        GrantPrivileges::central().gap(causes, &mut Influences::default())
    }

    /// Claim office-brings-privilege: each cause widens the gap.
    #[test]
    fn want_offices_comfort_and_interest_widen_the_gap() {
        let usual = gap(USUAL);
        assert!(gap(Causes { want: 0.8, ..USUAL }) > usual);
        assert!(gap(Causes { staff: 6e6, ..USUAL }) > usual);
        assert!(gap(Causes { comfort: 0.6, ..USUAL }) > usual);
        assert!(gap(Causes { interest: 0.6, ..USUAL }) > usual);
        let without = Causes { m03: 0.0, ..USUAL };
        assert_eq!(gap(Causes { want: 0.8, ..without }), gap(without));
    }

    #[test]
    fn an_office_without_privileges_costs_a_workers_income_a_head() {
        let rule = GrantPrivileges::central();
        assert_eq!(rule.cost(1000.0, 1.0), 1000.0);
        assert!(rule.cost(1000.0, 3.0) > rule.cost(1000.0, 2.0));
    }

    #[test]
    fn rules_hold_the_gap_down_but_for_what_goes_past_them() {
        let rule = GrantPrivileges::central();
        assert_eq!(rule.allowed(2.0, 3.0), 2.0);
        assert!(rule.allowed(5.0, 3.0) > 3.0 && rule.allowed(5.0, 3.0) < 5.0);
        let strict = GrantPrivileges { past_the_rules: 0.0, ..rule };
        assert_eq!(strict.allowed(5.0, 3.0), 3.0);
        assert_eq!(strict.allowed(5.0, 0.0), 1.0);
    }
}
