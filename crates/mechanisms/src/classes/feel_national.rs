//! # Feel national
//!
//! Some come to see in the Soviet state the Russian state again: old officials who serve it, members
//! who joined in victory and never lived abroad, peasants who wanted land and no world revolution,
//! emigres who long for home. Isolation, the threat of war, and the retreat to the market feed the
//! feeling. From 1920, and in print from 1921, the Smena Vekh current gives it words, and words make
//! the same feeling weigh more. In the party the leaning grows with the weight of these groups: with
//! old officials in the apparatus, with members who joined after 1917, with the peasantry, and with
//! the privileges of office.
//!
//! Refuted by: a leaning that is as strong in commissariats without old officials; a current that
//! begins only with the retreat (its first essays are of 1920).

use crate::prelude::*;

/// National feeling by group, its words, and the leaning of the party.
#[derive(Clone, Debug, Parameters)]
pub struct FeelNational {
    /// Feeling of officials whatever the times.
    #[prior(Uniform(0.25, 0.45), unit = "0 to 1", source = "judgement")]
    pub officials: f64,
    /// Feeling of members who joined after 1917 whatever the times.
    #[prior(Uniform(0.05, 0.2), unit = "0 to 1", source = "judgement")]
    pub new_members: f64,
    /// Feeling of peasants whatever the times: their ties are local and of faith.
    #[prior(Uniform(0.05, 0.2), unit = "0 to 1", source = "judgement")]
    pub peasants: f64,
    /// Feeling of emigres for the state that holds Russia, whatever the times.
    #[prior(Uniform(0.2, 0.4), unit = "0 to 1", source = "judgement")]
    pub emigres: f64,
    /// Feeling that a free market adds.
    #[prior(Uniform(0.1, 0.4), unit = "a unit of freedom", source = "judgement, switch M08")]
    pub by_retreat: f64,
    /// Feeling that isolation adds.
    #[prior(Uniform(0.1, 0.3), unit = "a unit of isolation", source = "judgement, switch M08")]
    pub by_isolation: f64,
    /// Feeling that the threat of war adds.
    #[prior(
        Uniform(0.1, 0.3),
        unit = "a unit of threat",
        source = "judgement, the Polish war of 1920"
    )]
    pub by_threat: f64,
    /// Part by which words of full reach make the times weigh more.
    #[prior(Uniform(0.3, 1.0), unit = "times", source = "judgement")]
    pub by_words: f64,
    /// Part of what the times add that reaches peasants.
    #[prior(Uniform(0.3, 0.7), unit = "share", source = "judgement")]
    pub peasants_hear: f64,
    /// Speed at which feeling changes.
    #[prior(Uniform(0.04, 0.10), unit = "share of the gap a month", source = "judgement")]
    pub speed: f64,
    /// Speed at which the words spread among those they have not reached, at full feeling and cause.
    #[prior(
        Uniform(0.08, 0.20),
        unit = "share a month",
        source = "judgement, survey of engineers of 1922 (recalled)"
    )]
    pub spread: f64,
    /// Part of the cause that is the survival of the new state; the rest is the retreat.
    #[prior(Uniform(0.2, 0.5), unit = "share", source = "judgement, essays of 1920")]
    pub by_victory: f64,
    /// Speed at which the words are forgotten.
    #[prior(Uniform(0.01, 0.03), unit = "share a month", source = "judgement")]
    pub forgotten: f64,
    /// Speed at which full police rule silences them besides.
    #[prior(Uniform(0.01, 0.05), unit = "share a month", source = "judgement, switch M17")]
    pub silenced: f64,
    /// Leaning of the party in the circumstances from which the weights below are counted.
    #[prior(Uniform(0.0, 0.1), unit = "0 to 1", source = "judgement")]
    pub leaning: f64,
    /// Leaning that old officials bring, by their share and feeling.
    #[prior(Uniform(0.2, 0.6), unit = "a unit of share times feeling", source = "judgement")]
    pub leaning_by_officials: f64,
    /// Leaning that members who joined after 1917 bring, by their share and feeling.
    #[prior(Uniform(0.2, 0.6), unit = "a unit of share times feeling", source = "judgement")]
    pub leaning_by_members: f64,
    /// Leaning that the peasantry brings, by its share and feeling.
    #[prior(Uniform(0.1, 0.4), unit = "a unit of share times feeling", source = "judgement")]
    pub leaning_by_peasants: f64,
    /// Leaning that a free market brings.
    #[prior(Uniform(0.05, 0.25), unit = "a unit of freedom", source = "judgement, switch M08")]
    pub leaning_by_retreat: f64,
    /// Leaning that the survival of the state brings.
    #[prior(Uniform(0.05, 0.25), unit = "a unit of prospect", source = "judgement, switch M08")]
    pub leaning_by_survival: f64,
    /// Leaning that each further income of a worker brings which an official of rank has.
    #[prior(
        Uniform(0.01, 0.06),
        unit = "a unit of the income ratio",
        source = "judgement, switch M03"
    )]
    pub leaning_by_privilege: f64,
    /// Prospect of survival from which its weight is counted.
    #[prior(Fixed(0.5), unit = "0 to 1", source = "judgement, the middle of the scale")]
    pub even_odds: f64,
    /// Speed at which the leaning changes.
    #[prior(Uniform(0.03, 0.08), unit = "share of the gap a month", source = "judgement")]
    pub leaning_speed: f64,
}

const BY_RETREAT: usize = edge("market_freedom", "nationalist_sentiment");
const BY_SURVIVAL: usize = edge("regime_survival", "nationalist_sentiment");
const BY_OFFICIALS: usize = edge("apparatus_tsarist_share", "nationalist_sentiment");
const BY_PRIVILEGE: usize = edge("privileges", "nationalist_sentiment");
const BY_PEASANTS: usize = edge("peasant_weight", "nationalist_sentiment");
const BY_OLD_GUARD: usize = edge("old_bolshevik_share", "nationalist_sentiment");

/// Groups that feel, by their places in [`Classes::national_feeling`].
const OFFICIALS: usize = 0;
const NEW_MEMBERS: usize = 1;
const PEASANTS: usize = 2;
const EMIGRES: usize = 3;

impl FeelNational {
    /// What the times add to the feeling of every group: retreat and isolation as far as they breed
    /// it (M08), and the threat of war; words make it weigh more.
    pub fn times(
        &self,
        strength: f64,
        retreat: f64,
        isolation: f64,
        threat: f64,
        words: f64,
    ) -> f64 {
        let bred = strength * (self.by_retreat * retreat + self.by_isolation * isolation);
        (bred + self.by_threat * threat) * (1.0 + self.by_words * words)
    }

    /// Reach of the words a month later.
    pub fn reach(&self, now: f64, feeling: f64, cause: f64, silence: f64) -> f64 {
        let gained = self.spread * feeling * cause * (1.0 - now);
        (now + gained - (self.forgotten + self.silenced * silence) * now).clamp(0.0, 1.0)
    }

    fn feel(&self, v: &mut View<'_>) {
        let c = &mut *v.classes;
        let strength = v.switches.isolation_nationalism;
        let world = v.comintern;
        let times =
            self.times(strength, c.market_freedom, world.isolation, world.threat, c.smena_vekh);
        let bases = [self.officials, self.new_members, self.peasants, self.emigres];
        let hear = [1.0, 1.0, self.peasants_hear, 1.0];
        for (group, feeling) in c.national_feeling.iter_mut().enumerate() {
            let rest = (bases[group] + hear[group] * times).clamp(0.0, 1.0);
            *feeling += self.speed * (rest - *feeling);
        }
        let cause =
            self.by_victory * v.party.regime_survival + (1.0 - self.by_victory) * c.market_freedom;
        let silence = v.switches.ban_and_repression * c.repression;
        c.smena_vekh = self.reach(c.smena_vekh, c.national_feeling[EMIGRES], cause, silence);
    }
}

impl Mechanism for FeelNational {
    const CARD: Card = Card {
        name: "feel-national",
        card: "P5",
        summary: "Isolation and retreat feed national feeling; the Smena Vekh gives it words.",
        claims: &[
            "nep-revives-nationalism",
            "new-members-susceptible-to-nationalism",
            "peasant-outlook-feeds-nationalism",
            "ustryalov-resonates",
            "smena-vekh-read-as-recognition",
            "bureaucracy-privilege-feeds-nationalism",
            "ustryalov-social-base-matters",
        ],
        edges: &[
            ("market_freedom", "nationalist_sentiment"),
            ("regime_survival", "nationalist_sentiment"),
            ("apparatus_tsarist_share", "nationalist_sentiment"),
            ("privileges", "nationalist_sentiment"),
            ("peasant_weight", "nationalist_sentiment"),
            ("old_bolshevik_share", "nationalist_sentiment"),
        ],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, mut v: View<'_>) {
        self.feel(&mut v);
        let (c, p, a) = (v.classes, v.party, v.apparatus);
        let (isolated, want) = (v.switches.isolation_nationalism, v.switches.scarcity_privilege);
        let feeling = c.national_feeling;
        let officials = self.leaning_by_officials * a.old_share * feeling[OFFICIALS];
        // The old guard matters by the room that it leaves to those who joined later.
        let members = self.leaning_by_members * feeling[NEW_MEMBERS];
        let peasants = self.leaning_by_peasants * c.peasant_weight * feeling[PEASANTS];
        let survival = self.leaning_by_survival * (p.regime_survival - self.even_odds);
        let privilege = self.leaning_by_privilege * (a.privileges - 1.0).max(0.0);
        p.nationalist_sentiment = Pulls::from(self.leaning, v.influences)
            .edge(BY_RETREAT, isolated * self.leaning_by_retreat * c.market_freedom)
            .edge(BY_SURVIVAL, isolated * survival)
            .edge(BY_OFFICIALS, officials)
            .edge(BY_PRIVILEGE, want * privilege)
            .edge(BY_PEASANTS, peasants)
            .edge(BY_OLD_GUARD, -members * p.old_bolshevik_share)
            .and(members)
            .step(p.nationalist_sentiment, self.leaning_speed);
    }
}

view! {
    reads {
        apparatus: Apparatus = apparatus;
        comintern: Comintern = comintern;
        switches: Switches = switches;
    }
    changes {
        classes: Classes = classes;
        party: Party = party;
        influences: Influences = influences;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Claim `nep-revives-nationalism`, and switch M08 that it rests on.
    #[test]
    fn retreat_and_isolation_breed_feeling_only_where_they_do() {
        let rule = FeelNational::central();
        assert_eq!(rule.times(0.0, 1.0, 1.0, 0.0, 1.0), 0.0);
        assert!(rule.times(1.0, 0.8, 0.5, 0.0, 0.0) > rule.times(1.0, 0.1, 0.5, 0.0, 0.0));
        assert!(rule.times(1.0, 0.5, 0.8, 0.0, 0.0) > rule.times(1.0, 0.5, 0.1, 0.0, 0.0));
        assert!(rule.times(0.0, 0.0, 0.0, 0.5, 0.0) > 0.0, "war does without either");
    }

    /// Claim `ustryalov-resonates`: words amplify what is there and make nothing out of nothing.
    #[test]
    fn words_amplify() {
        let rule = FeelNational::central();
        let (mute, loud) =
            (rule.times(1.0, 0.5, 0.5, 0.2, 0.0), rule.times(1.0, 0.5, 0.5, 0.2, 1.0));
        assert!((loud / mute - (1.0 + rule.by_words)).abs() < 1e-12);
    }

    #[test]
    fn words_without_hearers_fade_by_the_month() {
        let rule = FeelNational::central();
        assert!((rule.reach(0.5, 0.0, 1.0, 0.0) - 0.5 * (1.0 - rule.forgotten)).abs() < 1e-12);
        assert!(rule.reach(0.1, 0.6, 0.7, 0.0) > 0.1);
        assert!(rule.reach(0.5, 0.3, 0.5, 1.0) < rule.reach(0.5, 0.3, 0.5, 0.0));
    }
}
