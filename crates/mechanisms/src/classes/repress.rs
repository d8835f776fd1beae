//! # Repress
//!
//! What members and citizens feel of police and one-party rule: the severity that decrees order, the
//! ban on factions in the party, the ban on other parties, and what soldiers and police do where
//! peasants rise or workers strike. The level itself is on record as far as decrees go. What it does,
//! how far it closes the channels through which leaders could be corrected, is in dispute and is
//! scaled by switch M17 where it takes effect.
//!
//! Refuted by: critics who speak as freely the month after a ban as before it.

use crate::prelude::*;

/// Severity of police rule as it is felt.
#[derive(Clone, Debug, Parameters)]
pub struct Repress {
    /// Weight of the severity that decrees order.
    #[prior(Uniform(0.4, 0.6), unit = "a unit of severity", source = "judgement")]
    pub by_police: f64,
    /// Weight of the ban on factions.
    #[prior(Uniform(0.15, 0.25), unit = "a unit of the ban", source = "judgement")]
    pub by_faction_ban: f64,
    /// Weight of the exclusion of other soviet parties.
    #[prior(Uniform(0.15, 0.25), unit = "a unit of exclusion", source = "judgement")]
    pub by_one_party: f64,
    /// What the suppression of risings adds, as if a tenth of the peasants rose.
    #[prior(Uniform(0.05, 0.15), unit = "0 to 1", source = "judgement")]
    pub by_rising: f64,
    /// What the suppression of strikes adds, as if a tenth of the workers struck in a month.
    #[prior(Uniform(0.05, 0.15), unit = "0 to 1", source = "judgement")]
    pub by_strikes: f64,
    /// Share of peasants in rising, or workers on strike, at which the two weights above are given.
    #[prior(Fixed(0.1), unit = "share", source = "judgement, a convention of the two weights")]
    pub tenth: f64,
    /// Speed at which fear follows what is done.
    #[prior(Uniform(0.15, 0.35), unit = "share of the gap a month", source = "judgement")]
    pub speed: f64,
}

impl Repress {
    /// What decrees order: police, the ban on factions, the ban on other parties.
    pub fn ordered(&self, i: &Instruments) -> f64 {
        self.by_police * i.repression
            + self.by_faction_ban * i.faction_ban
            + self.by_one_party * (1.0 - i.soviet_opposition)
    }

    /// What is done to those who rise or strike, by their shares.
    pub fn answered(&self, rising: f64, strikes: f64) -> f64 {
        (self.by_rising * rising + self.by_strikes * strikes) / self.tenth
    }
}

impl Mechanism for Repress {
    const CARD: Card = Card {
        name: "repress",
        card: "S2",
        summary: "Police, bans and the answer to risings make fear.",
        claims: &[],
        edges: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, v: View<'_>) {
        let rural = v.rural.total().real().max(1.0);
        let rising: f64 =
            v.rural.ids().map(|r| v.rising[r] * v.rural[r].real()).sum::<f64>() / rural;
        let rest = self.ordered(v.instruments) + self.answered(rising, v.state.strikes);
        let c = v.classes;
        c.repression += self.speed * (rest.clamp(0.0, 1.0) - c.repression);
    }
}

view! {
    reads {
        rural: Column<Region, People> = regions.rural;
        rising: Column<Region, f64> = regions.rising;
        state: State = state;
        instruments: Instruments = instruments;
    }
    changes {
        classes: Classes = classes;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_ban_adds_and_full_rule_is_at_most_one_at_the_centre() {
        let rule = Repress::central();
        let free = Instruments { soviet_opposition: 1.0, ..Default::default() };
        assert_eq!(rule.ordered(&free), 0.0);
        let banned = Instruments { faction_ban: 1.0, ..free.clone() };
        assert!(rule.ordered(&banned) > 0.0);
        let full = Instruments { repression: 1.0, faction_ban: 1.0, ..Default::default() };
        assert!(
            (rule.ordered(&full) - 0.9).abs() < 1e-12,
            "the rest is left to risings and strikes"
        );
    }

    #[test]
    fn a_tenth_in_rising_gives_the_weight() {
        let rule = Repress::central();
        assert!((rule.answered(rule.tenth, 0.0) - rule.by_rising).abs() < 1e-12);
        assert!(rule.answered(0.0, 0.05) > 0.0);
    }
}
