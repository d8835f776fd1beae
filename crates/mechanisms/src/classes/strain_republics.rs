//! # Strain republics
//!
//! Beyond the RSFSR stand Soviet republics whose leaders want more or fewer rights of their own. What
//! the centre grants below that wish, and the national leaning of those who speak for it, aggrieves
//! them; the fewer of them back the form of union, the sharper the conflict. A month of grievance may
//! become a scandal by a chance word or blow, as in Tiflis in November 1922. Leaders who hold out are
//! replaced as far as the Secretariat can.
//!
//! Refuted by: protest that is as loud in republics that were granted what they asked.

use crate::prelude::*;

/// Grievance and consent in the republics, and the conflict with the centre.
#[derive(Clone, Debug, Parameters)]
pub struct StrainRepublics {
    /// Grievance of leaders who have what they wish from a centre that does not lean to the nation.
    #[prior(Fixed(0.05), unit = "0 to 1", source = "judgement")]
    pub usual: f64,
    /// Grievance for each unit of rights that is lacking.
    #[prior(Uniform(0.4, 0.8), unit = "a unit of rights", source = "judgement")]
    pub by_rights: f64,
    /// Grievance that a leaning of the centre to the nation brings.
    #[prior(Uniform(0.2, 0.6), unit = "a unit of leaning", source = "judgement, switch M08")]
    pub by_leaning: f64,
    /// Grievance that police rule brings.
    #[prior(Uniform(0.0, 0.2), unit = "a unit of repression", source = "judgement, switch M17")]
    pub by_repression: f64,
    /// Speed at which grievance follows.
    #[prior(Uniform(0.15, 0.4), unit = "share of the gap a month", source = "judgement")]
    pub speed: f64,
    /// Speed at which a Secretariat of full power replaces leaders who wish for more than is granted.
    #[prior(
        Uniform(0.01, 0.04),
        unit = "share of the gap a month",
        source = "judgement, the Georgian committee of October 1922"
    )]
    pub replaced: f64,
    /// Spread of wishes among the leaders of one republic.
    #[prior(Uniform(0.2, 0.4), unit = "a unit of rights", source = "judgement")]
    pub spread: f64,
    /// Rights less than wished with which half of the leaders still go along.
    #[prior(Uniform(0.1, 0.4), unit = "a unit of rights", source = "judgement")]
    pub patience: f64,
    /// Conflict in the circumstances from which the weights below are counted.
    #[prior(Fixed(0.05), unit = "0 to 1", source = "judgement")]
    pub conflict: f64,
    /// Conflict that the leaning of the centre brings.
    #[prior(Uniform(0.1, 0.4), unit = "a unit of leaning", source = "judgement")]
    pub conflict_by_leaning: f64,
    /// Conflict that full grievance brings where nobody consents, in one republic or in all.
    #[prior(Uniform(0.4, 0.9), unit = "a unit of grievance", source = "judgement")]
    pub conflict_by_grievance: f64,
    /// Chance of a scandal in a month in a republic of full grievance.
    #[prior(Uniform(0.02, 0.08), unit = "chance a month", source = "judgement, Tiflis 1922")]
    pub scandal: f64,
    /// Conflict that a scandal adds.
    #[prior(Uniform(0.05, 0.15), unit = "0 to 1", source = "judgement")]
    pub scandal_adds: f64,
    /// Speed at which conflict grows and is settled.
    #[prior(Uniform(0.15, 0.35), unit = "share of the gap a month", source = "judgement")]
    pub conflict_speed: f64,
}

const CONFLICT_BY_LEANING: usize = edge("nationalist_sentiment", "national_conflict");

impl StrainRepublics {
    /// Grievance of leaders who wish for `wish` and are granted `rights`.
    pub fn grievance(&self, wish: f64, rights: f64) -> f64 {
        self.by_rights * (wish - rights).max(0.0)
    }

    /// Wish of the leaders a month later: those who ask for more than is granted are replaced.
    pub fn wish(&self, wish: f64, rights: f64, secretariat: f64) -> f64 {
        wish - self.replaced * secretariat * (wish - rights).max(0.0)
    }

    /// Share of the leaders who back a union of these rights.
    pub fn consent(&self, wish: f64, rights: f64) -> f64 {
        1.0 / (1.0 + libm::exp((wish - rights - self.patience) / self.spread))
    }
}

impl Mechanism for StrainRepublics {
    const CARD: Card = Card {
        name: "strain-republics",
        card: "P5",
        summary: "Rights below the wish of a republic, and the leaning of the centre, aggrieve it.",
        claims: &["georgian-bolsheviks-protest"],
        edges: &[("nationalist_sentiment", "national_conflict")],
    };
    type View<'a> = View<'a>;

    fn step(&self, dice: Dice, v: View<'_>) {
        let r = v.republics;
        let rights = v.instruments.republic_rights;
        let s = v.switches;
        let leaning = s.isolation_nationalism * self.by_leaning * *v.nationalist_sentiment;
        let police = s.ban_and_repression * self.by_repression * v.classes.repression;
        let (mut at_peace, mut scandals) = (1.0, 0.0);
        for id in r.wish.ids() {
            let rest = self.usual + self.grievance(r.wish[id], rights) + leaning + police;
            r.grievance[id] += self.speed * (rest.min(1.0) - r.grievance[id]);
            r.wish[id] = self.wish(r.wish[id], rights, *v.secretariat_power);
            let consent = self.consent(r.wish[id], rights);
            r.consent[id] += self.speed * (consent - r.consent[id]);
            // A quarrel anywhere is a quarrel: the republics add up as chances do.
            at_peace *= 1.0 - r.grievance[id] * (1.0 - r.consent[id]);
            let throw = dice.throw(Lineage(id.number() as u64));
            if throw.falls_within(0, self.scandal * r.grievance[id]) {
                scandals += 1.0;
            }
        }
        let by_leaning = self.conflict_by_leaning * *v.nationalist_sentiment;
        let conflict = Pulls::from(self.conflict, v.influences)
            .edge(CONFLICT_BY_LEANING, by_leaning)
            .and(self.conflict_by_grievance * (1.0 - at_peace))
            .step(v.classes.national_conflict, self.conflict_speed);
        v.classes.national_conflict = (conflict + self.scandal_adds * scandals).min(1.0);
    }
}

view! {
    reads {
        nationalist_sentiment: f64 = party.nationalist_sentiment;
        secretariat_power: f64 = party.secretariat_power;
        instruments: Instruments = instruments;
        switches: Switches = switches;
    }
    changes {
        classes: Classes = classes;
        republics: Republics = republics;
        influences: Influences = influences;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Claim `georgian-bolsheviks-protest`: who wishes for more is aggrieved first.
    #[test]
    fn fewer_rights_aggrieve_and_a_granted_wish_does_not() {
        let rule = StrainRepublics::central();
        assert_eq!(rule.grievance(1.2, 1.2), 0.0);
        assert!(rule.grievance(1.4, 0.3) > rule.grievance(0.7, 0.3));
        assert!(rule.consent(1.4, 0.3) < rule.consent(1.4, 1.0));
    }

    #[test]
    fn a_secretariat_without_power_replaces_nobody_and_no_wish_falls_below_what_is_granted() {
        let rule = StrainRepublics::central();
        assert_eq!(rule.wish(1.4, 0.9, 0.0), 1.4);
        assert_eq!(rule.wish(0.7, 0.9, 1.0), 0.7);
        let next = rule.wish(1.4, 0.9, 1.0);
        assert!(next < 1.4 && next > 0.9);
    }

    #[test]
    fn half_go_along_where_patience_ends() {
        let rule = StrainRepublics::central();
        assert!((rule.consent(1.0 + rule.patience, 1.0) - 0.5).abs() < 1e-12);
    }
}
