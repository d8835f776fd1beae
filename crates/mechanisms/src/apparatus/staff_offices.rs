//! # Staff the offices
//!
//! Decrees say how many people the state wants to employ. Where they sit follows the work: supply
//! and trade offices grow as the state takes the market's place, industry's as it takes the plants,
//! the war offices with the army, and local offices where a poor and scattered country gives little
//! help to those who run it. Central offices grow more slowly than the whole. Offices once made
//! cling to life, the more so the more their people care for things as they are. The same causes
//! move the number that the country calls for a little above or below what is decreed. When an
//! office is cut its people go, Communists last.
//!
//! Refuted by: staff that fell in 1921-24 no faster than backwardness did, while the market came
//! back (which would speak against the taking over of trade), or counts by commissariat in which
//! supply offices did not shrink with it.

use crate::allot::allot;
use crate::measures::MILLION;
use crate::prelude::*;

/// Size of the offices by commissariat and level.
#[derive(Clone, Debug, Parameters)]
pub struct StaffOffices {
    /// How supply, trade and industry offices grow as the state takes over, at full strength of the
    /// account: logarithm of staff for a market wholly closed against one wholly open.
    #[prior(
        Uniform(1.0, 3.0),
        unit = "log staff",
        source = "judgement, claim backward-country-needs-large-bureaucracy"
    )]
    pub takeover: f64,
    /// How the offices of war follow the army.
    #[prior(Uniform(0.2, 0.5), unit = "elasticity", source = "judgement, card P2")]
    pub war_follows: f64,
    /// How local offices grow with backwardness.
    #[prior(Uniform(0.0, 1.0), unit = "log staff", source = "judgement, card P2")]
    pub local_need: f64,
    /// How the central offices grow with the whole: Moscow employed about as many in 1922 as in
    /// 1918.
    #[prior(
        Uniform(0.0, 0.3),
        unit = "elasticity",
        source = "judgement, record: moscow soviet employees"
    )]
    pub centre_follows: f64,
    /// Part of the way that staff is moved between offices in a month.
    #[prior(Uniform(0.05, 0.15), unit = "share a month", source = "judgement, card P2")]
    pub reorganising: f64,
    /// Part of that speed that the interest of officials in things as they are takes away.
    #[prior(Uniform(0.2, 0.8), unit = "share", source = "judgement, card P2")]
    pub clinging: f64,
    /// What backwardness adds to the staff called for beyond that decreed.
    #[prior(Uniform(0.0, 0.6), unit = "log staff", source = "judgement, card P2")]
    pub backward: f64,
    /// What state ownership adds, at full strength of the account.
    #[prior(Uniform(0.1, 0.5), unit = "log staff", source = "judgement, card P2")]
    pub owned: f64,
    /// What the closing of the market adds, at full strength of the account.
    #[prior(Uniform(0.1, 0.5), unit = "log staff", source = "judgement, card P2")]
    pub market_closed: f64,
    /// What the interest of officials in things as they are adds.
    #[prior(Uniform(0.0, 0.4), unit = "log staff", source = "judgement, card P2")]
    pub self_made: f64,
    /// Chance of an old official to be dismissed in a cut, against the unattached.
    #[prior(Uniform(0.4, 1.0), unit = "times", source = "judgement")]
    pub old_dismissed: f64,
    /// Chance of a Communist to be dismissed in a cut, against the unattached.
    #[prior(Uniform(0.1, 0.5), unit = "times", source = "judgement")]
    pub communists_dismissed: f64,
    /// Freedom of the market at which decrees and needs agree.
    #[prior(Fixed(0.5), unit = "share", source = "judgement, half way")]
    pub usual_market: f64,
    /// State ownership at which they agree.
    #[prior(Fixed(0.7), unit = "share", source = "judgement, between 1918 and the NEP")]
    pub usual_ownership: f64,
    /// Backwardness at which they agree.
    #[prior(Fixed(0.9), unit = "share", source = "judgement, little less than in 1917")]
    pub usual_backwardness: f64,
    /// Interest in things as they are at which they agree.
    #[prior(Fixed(0.4), unit = "share", source = "judgement, as at the start")]
    pub usual_interest: f64,
    /// Share of trade in the hands of the state and cooperatives in late 1917.
    #[prior(Fixed(0.25), unit = "share", source = "judgement, as at the start")]
    pub usual_state_trade: f64,
}

/// Soldiers in thousands when the staff of the start is counted: the row `start.army`.
const ARMY_OF_THE_START: f64 = 6500.0;
/// Staff, in millions, of the start: the row `start.officials`.
const STAFF_OF_THE_START: f64 = 1.0;
/// Smallest army, in thousands, that the elasticity is asked about: a guard of the power.
const LEAST_ARMY: f64 = 50.0;
/// Smallest staff, in millions, that the elasticity is asked about: a guard of the power.
const LEAST_STAFF: f64 = 0.05;

const BACKWARD: usize = edge("backwardness", "apparatus_size");
const OWNED: usize = edge("state_ownership_share", "apparatus_size");
const SELF_MADE: usize = edge("apparatus_conservatism", "apparatus_size");

/// What the needs of all offices turn on this month.
struct Needs {
    food: f64,
    trade: f64,
    industry: f64,
    war: f64,
    local: f64,
    centre: f64,
}

impl StaffOffices {
    /// Staff that the country calls for over that decreed: near 1 in all known conditions.
    pub fn demand(&self, c: &Classes, conservatism: f64, m22: f64, noted: &mut Influences) -> f64 {
        let backward = self.backward * (c.backwardness - self.usual_backwardness);
        let owned = m22 * self.owned * (c.state_ownership - self.usual_ownership);
        let closed = m22 * self.market_closed * (self.usual_market - c.market_freedom);
        let self_made = self.self_made * (conservatism - self.usual_interest);
        noted.pull[BACKWARD] = backward;
        noted.pull[OWNED] = owned;
        noted.pull[SELF_MADE] = self_made;
        libm::exp(backward + owned + closed + self_made)
    }

    fn needs(&self, v: &View<'_>) -> Needs {
        let m22 = v.switches.market_abolition_size * self.takeover;
        let closed = self.usual_market - v.classes.market_freedom;
        let owned = v.classes.state_ownership - self.usual_ownership;
        let traded = (1.0 - v.trade.private_share) - self.usual_state_trade;
        let army = (v.state.army.real() / crate::measures::THOUSAND).max(LEAST_ARMY);
        let staff = (v.state.officials.real() / MILLION).max(LEAST_STAFF);
        let backward = v.classes.backwardness - self.usual_backwardness;
        Needs {
            food: libm::exp(m22 * closed),
            trade: libm::exp(m22 * traded),
            industry: libm::exp(m22 * owned),
            war: libm::pow(army / ARMY_OF_THE_START, self.war_follows),
            local: libm::exp(self.local_need * backward),
            centre: libm::pow(staff / STAFF_OF_THE_START, self.centre_follows - 1.0),
        }
    }

    /// Those who stay when `cut` places of an office go: old officials, Communists.
    pub fn stay(&self, old: i64, communists: i64, others: i64, cut: i64) -> (i64, i64) {
        let (old_risk, risk) = (self.old_dismissed, self.communists_dismissed);
        let at_risk = old_risk * old as f64 + risk * communists as f64 + others as f64;
        let part = cut as f64 / at_risk.max(1.0);
        let mut old_go = ((part * old_risk * old as f64) as i64).min(old);
        let mut go = ((part * risk * communists as f64) as i64).min(communists);
        // What the unattached cannot give, old officials give, and then Communists.
        let short = (cut - old_go - go - others).max(0);
        let more = short.min(old - old_go);
        old_go += more;
        go += (short - more).min(communists - go);
        (old - old_go, communists - go)
    }
}

/// How the need for one office stands to that of November 1917.
fn need(needs: &Needs, commissariat: Commissariat, level: Level) -> f64 {
    let work = match commissariat {
        Commissariat::Food => needs.food,
        Commissariat::Trade => needs.trade,
        Commissariat::Industry => needs.industry,
        Commissariat::War => needs.war,
        _ => 1.0,
    };
    let place = match level {
        Level::Centre => needs.centre,
        Level::Province => 1.0,
        Level::District | Level::Volost => needs.local,
    };
    work * place
}

impl Mechanism for StaffOffices {
    const CARD: Card = Card {
        name: "staff-offices",
        card: "P2",
        summary: "Offices grow where the state takes over and shrink when it lets go.",
        claims: &["backward-country-needs-large-bureaucracy", "apparatus-grows-rapidly"],
        edges: &[
            ("backwardness", "apparatus_size"),
            ("state_ownership_share", "apparatus_size"),
            ("apparatus_conservatism", "apparatus_size"),
        ],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, mut v: View<'_>) {
        let conservatism = v.apparatus.conservatism;
        let m22 = v.switches.market_abolition_size;
        v.apparatus.demand = self.demand(v.classes, conservatism, m22, v.influences);
        self.want(&mut v);
        let speed = self.reorganising * (1.0 - self.clinging * conservatism);
        self.move_staff(&mut v, speed);
    }
}

impl StaffOffices {
    fn want(&self, v: &mut View<'_>) {
        let needs = self.needs(v);
        let o = &mut *v.offices;
        let mut sum = 0.0;
        for office in o.staff.ids() {
            let commissariat = Commissariat::ALL[usize::from(o.commissariat[office])];
            let level = Level::ALL[usize::from(o.level[office])];
            o.wanted[office] = o.weight[office] * need(&needs, commissariat, level);
            sum += o.wanted[office];
        }
        let each = v.state.officials.real() / sum.max(f64::MIN_POSITIVE);
        o.wanted.all_mut().iter_mut().for_each(|wanted| *wanted *= each);
    }

    /// Gives every office its part of the staff of the state, to the last person.
    fn move_staff(&self, v: &mut View<'_>, speed: f64) {
        let o = &mut *v.offices;
        let change = v.state.officials.real() - o.staff.total().real();
        // What the offices that lack staff lack, or what those with too much have too much.
        let gap = |office: Id<Office>| {
            let gap = o.wanted[office] - o.staff[office].real();
            if gap * change > 0.0 { gap } else { 0.0 }
        };
        let gaps: f64 = o.staff.ids().map(gap).sum();
        let part = if gaps == 0.0 { 0.0 } else { change / gaps };
        let aim = |office: Id<Office>| {
            let after = o.staff[office].real() + part * gap(office);
            after + speed * (o.wanted[office] - after)
        };
        let aims: Vec<f64> = o.staff.ids().map(aim).collect();
        let parts = allot(v.state.officials.0, &aims);
        for (office, staff) in o.staff.ids().zip(parts) {
            let change = staff - o.staff[office].0;
            if change > 0 {
                o.vacant[office] += People(change);
            } else {
                let (old, communists) = (o.old[office].0, o.communists[office].0);
                let others = o.staff[office].0 - old - communists;
                let (old_stay, stay) = self.stay(old, communists, others, -change);
                v.apparatus.old_outside += People(old - old_stay);
                o.old[office] = People(old_stay);
                o.communists[office] = People(stay);
                let free = People(staff - old_stay - stay);
                o.vacant[office] = o.vacant[office].at_most(free);
            }
            o.staff[office] = People(staff);
        }
    }
}

view! {
    reads {
        state: State = state;
        trade: Trade = trade;
        classes: Classes = classes;
        switches: Switches = switches;
    }
    changes {
        offices: Offices = offices;
        apparatus: Apparatus = apparatus;
        influences: Influences = influences;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::apparatus::sample;
    use proptest::prelude::*;

    fn classes(market_freedom: f64, state_ownership: f64, backwardness: f64) -> Classes {
        Classes { market_freedom, state_ownership, backwardness, ..Classes::default() }
    }

    fn demand(c: &Classes, conservatism: f64, m22: f64) -> f64 {
        let mut noted = Influences::default();
        StaffOffices::central().demand(c, conservatism, m22, &mut noted)
    }

    /// Claims backward-country-needs-large-bureaucracy and its rival: each cause moves staff in its
    /// own direction, the rival's only as far as its switch is on.
    #[test]
    fn backwardness_ownership_and_a_closed_market_each_call_for_staff() {
        let base = demand(&classes(0.5, 0.7, 0.9), 0.4, 0.5);
        assert_eq!(base, 1.0);
        assert!(demand(&classes(0.5, 0.7, 1.0), 0.4, 0.5) > base);
        assert!(demand(&classes(0.5, 0.9, 0.9), 0.4, 0.5) > base);
        assert!(demand(&classes(0.1, 0.7, 0.9), 0.4, 0.5) > base);
        assert!(demand(&classes(0.5, 0.7, 0.9), 0.6, 0.5) > base);
        assert_eq!(demand(&classes(0.1, 1.0, 0.9), 0.4, 0.0), base);
    }

    #[test]
    fn supply_offices_grow_when_the_market_closes_and_others_do_not() {
        let needs =
            Needs { food: 2.0, trade: 1.0, industry: 1.0, war: 1.0, local: 1.0, centre: 1.0 };
        assert_eq!(need(&needs, Commissariat::Food, Level::Province), 2.0);
        assert_eq!(need(&needs, Commissariat::Finance, Level::Province), 1.0);
    }

    fn step(officials: i64, offices: &mut Offices, apparatus: &mut Apparatus) {
        let state =
            State { officials: People(officials), army: People(6_500_000), ..State::default() };
        let (trade, switches) = (Trade::default(), Switches::central());
        let (classes, mut influences) = (classes(0.5, 0.7, 0.9), Influences::default());
        let view = View {
            state: &state,
            trade: &trade,
            classes: &classes,
            switches: &switches,
            offices,
            apparatus,
            influences: &mut influences,
        };
        StaffOffices::central().step(Dice::new(1, 1, kernel::Month::new(1920, 1)), view);
    }

    proptest! {
        #[test]
        fn every_official_sits_in_one_office(totals in prop::collection::vec(0i64..9_000_000, 1..6)) {
            let mut offices = sample::offices();
            let mut apparatus = Apparatus::default();
            for total in totals {
                step(total, &mut offices, &mut apparatus);
                prop_assert_eq!(offices.staff.total(), People(total));
                sample::assert_counts_hold(&offices);
                // Whoever of the old service is dismissed stands outside.
                prop_assert_eq!(offices.old.total() + apparatus.old_outside, People(2000));
            }
        }

        #[test]
        fn a_cut_takes_as_many_as_it_says(old in 0i64..500, communists in 0i64..500, others in 0i64..500, part in 0.0f64..1.0) {
            let cut = ((old + communists + others) as f64 * part) as i64;
            let (old_stay, stay) = StaffOffices::central().stay(old, communists, others, cut);
            prop_assert!(old_stay >= 0 && old_stay <= old && stay >= 0 && stay <= communists);
            prop_assert!(old_stay + stay <= old + communists + others - cut);
        }
    }

    #[test]
    fn communists_are_dismissed_last() {
        let rule = StaffOffices::central();
        let (old, communists) = rule.stay(1000, 1000, 1000, 600);
        assert!(communists > old && old > 1000 - 600);
    }
}
