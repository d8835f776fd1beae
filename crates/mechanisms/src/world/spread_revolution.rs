//! # Spread of revolution
//!
//! Attempts at revolution abroad come at a rate that rises with great shocks and dies away. Few
//! last. One that lasts opens trade and credit. About thirteen attempts in ten years and none
//! durable beyond the Red Army's reach is all the record there is: base rates, no more.
//!
//! Refuted by: nothing in this record; that is said, not hidden.

use crate::measures::MONTHS;
use crate::prelude::*;

/// Attempts at revolution abroad as a hazard.
#[derive(Clone, Debug, Parameters)]
pub struct SpreadRevolution {
    /// Years in which the rate of attempts falls to about a third.
    #[prior(Uniform(1.5, 4.0), unit = "years", source = "judgement, card S3")]
    pub fades: f64,
    /// Chance that an attempt lasts.
    #[prior(Triangular(0.0, 0.01, 0.10), unit = "chance", source = "judgement, card S3")]
    pub lasts: f64,
    /// Attempts in a year that come whatever the times.
    #[prior(Uniform(0.2, 0.6), unit = "attempts a year", source = "judgement, card S3")]
    pub always: f64,
    /// Trade and credit that a lasting revolution opens.
    #[prior(Uniform(0.1, 0.4), unit = "share of openness", source = "judgement")]
    pub opens: f64,
}

impl SpreadRevolution {
    /// Attempts expected in a month at this ferment (attempts a year).
    pub fn rate(&self, ferment: f64) -> f64 {
        (ferment + self.always) / MONTHS
    }
}

impl Mechanism for SpreadRevolution {
    const CARD: Card = Card {
        name: "spread-revolution",
        card: "S3",
        summary: "Attempts abroad come by a fading rate; few last.",
        claims: &["western-bourgeoisie-weathered-the-storm"],
        edges: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, dice: Dice, v: View<'_>) {
        let w = v.world;
        w.ferment *= libm::exp(-1.0 / (MONTHS * self.fades));
        let throw = dice.throw(Lineage(0));
        if throw.falls_within(0, self.rate(w.ferment).min(0.9)) {
            w.attempts += 1;
            if throw.falls_within(1, self.lasts) {
                w.durable += 1;
                w.openness = (w.openness + self.opens).min(1.0);
            }
        }
    }
}

view! {
    reads {}
    changes {
        world: World = world;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ferment_raises_the_rate() {
        let rule = SpreadRevolution::central();
        assert!(rule.rate(4.0) > rule.rate(0.0));
    }
}
