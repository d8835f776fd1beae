//! # Ruralise
//!
//! Those who come from the village to the town bring its ways; after some years they are townsmen.
//! When towns starve, those go first who still have a village to go to. So the share of workers fresh
//! from the village falls in flight and rises in recovery. Among members, those of peasant family
//! count who joined in the last years. The count is the count; whether it makes society and state
//! cruder is in dispute and is scaled by switch M15 where it takes effect.
//!
//! Refuted by: worker censuses in which those with land or fresh from the village are no more after
//! years of influx than before.

use crate::prelude::*;

/// Share of workers and members fresh from the village.
#[derive(Clone, Debug, Parameters)]
pub struct Ruralise {
    /// Years after which half of the newcomers have become townsmen.
    #[prior(Uniform(4.0, 10.0), unit = "years", source = "judgement")]
    pub settled_after: f64,
    /// How much more often a worker fresh from the village leaves a hungry town than another.
    #[prior(
        Uniform(1.5, 3.0),
        unit = "times",
        source = "judgement, workers with land left Petrograd and Moscow first"
    )]
    pub leave_first: f64,
    /// Part of those who come to town that had never lived there.
    #[prior(Uniform(0.4, 0.7), unit = "share", source = "judgement")]
    pub new_to_town: f64,
    /// Years for which a member of peasant family counts as fresh from the village.
    #[prior(Fixed(5.0), unit = "years", source = "judgement")]
    pub member_years: f64,
}

impl Ruralise {
    /// Share of workers fresh from the village a month later, when `to_towns` of each townsman come
    /// (or, if negative, leave).
    pub fn fresh(&self, now: f64, to_towns: f64) -> f64 {
        // Newcomers halve in `settled_after` years.
        let settled = core::f64::consts::LN_2 / (self.settled_after * crate::measures::MONTHS);
        let come = self.new_to_town * to_towns.max(0.0) * (1.0 - now);
        let gone = (self.leave_first - 1.0) * (-to_towns).max(0.0) * now * (1.0 - now);
        (now + come - gone - settled * now).clamp(0.0, 1.0)
    }
}

impl Mechanism for Ruralise {
    const CARD: Card = Card {
        name: "ruralise",
        card: "E9",
        summary: "Newcomers from the village among workers and members.",
        claims: &["industrial-centres-collapse"],
        edges: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, v: View<'_>) {
        let towns = v.people.total().real().max(1.0);
        let c = v.classes;
        c.fresh_workers = self.fresh(c.fresh_workers, v.flows.to_towns.real() / towns);
        let since = f64::from(v.season.year) - self.member_years;
        let rows = v.origin.len();
        let (origin, joined) = (&v.origin.all()[..rows], &v.joined.all()[..rows]);
        let fresh = (0..rows)
            .filter(|&i| origin[i] == Origin::Peasant && f64::from(joined[i]) > since)
            .count();
        let heads = *v.heads as f64;
        let workers = v.state.workers.real();
        c.ruralisation = (workers * c.fresh_workers + heads * fresh as f64)
            / (workers + heads * rows as f64).max(1.0);
    }
}

view! {
    reads {
        people: Column<Town, People> = towns.people;
        flows: PeopleFlows = people;
        heads: i64 = members.heads;
        origin: Column<Member, Origin> = members.origin;
        joined: Column<Member, u16> = members.joined;
        season: Season = season;
        state: State = state;
    }
    changes {
        classes: Classes = classes;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flight_takes_the_village_out_of_the_factory_and_influx_brings_it_back() {
        let rule = Ruralise::central();
        let still = rule.fresh(0.3, 0.0);
        assert!(rule.fresh(0.3, -0.02) < still && still < rule.fresh(0.3, 0.01));
    }

    #[test]
    fn without_moves_half_are_townsmen_after_the_time_given() {
        let rule = Ruralise::central();
        let months = (rule.settled_after * 12.0) as usize;
        let left = (0..months).fold(0.4, |now, _| rule.fresh(now, 0.0));
        // Monthly steps lose ln(2) squared over twice the months against the continuous curve.
        assert!((left - 0.2).abs() < 0.2 * 0.5 / months as f64, "{left}");
    }
}
