//! # Recognise
//!
//! Powers outside come to terms one by one once they trade. Each power decides for itself, by a
//! hazard.
//!
//! Refuted by: recognition that comes before trade.

use crate::measures::MONTHS;
use crate::prelude::*;

/// Recognition as a hazard for each power.
#[derive(Clone, Debug, Parameters)]
pub struct Recognise {
    /// Chance in a year that a power which trades recognises the government.
    #[prior(Uniform(0.1, 0.35), unit = "chance a year", source = "judgement, card S3")]
    pub hazard: f64,
    /// Openness of trade below which nobody does.
    #[prior(Uniform(0.25, 0.45), unit = "share", source = "judgement")]
    pub needs: f64,
}

impl Recognise {
    /// Chance in a month for each power still outside.
    pub fn chance(&self, openness: f64) -> f64 {
        if openness < self.needs { 0.0 } else { self.hazard * openness / MONTHS }
    }
}

impl Mechanism for Recognise {
    const CARD: Card = Card {
        name: "recognise",
        card: "S3",
        summary: "Powers that trade come to recognise, one by one.",
        claims: &[],
        edges: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, dice: Dice, v: View<'_>) {
        let chance = self.chance(v.world.openness);
        let all = v.world.recognised + v.world.unrecognised;
        // The first to decide are the first in line: who has decided does not decide again.
        let new = (v.world.recognised..all)
            .filter(|&power| dice.throw(Lineage(u64::from(power))).falls_within(0, chance))
            .count() as u32;
        v.world.recognised += new;
        v.world.unrecognised -= new;
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
    fn closed_trade_brings_no_recognition() {
        let rule = Recognise::central();
        assert_eq!(rule.chance(0.0), 0.0);
        assert!(rule.chance(0.9) > rule.chance(0.5));
    }
}
