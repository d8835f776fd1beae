//! # Rise
//!
//! Peasants rise when what they suffer, hunger, levies and the draft, exceeds what they forgive a
//! government they still trust and what they fear from its soldiers. Each has a threshold of his
//! own; more in the field make it safer for the next.
//!
//! Refuted by: risings that are as common where the levy was light.

use crate::prelude::*;

/// Peasant risings by region: thresholds after Epstein and Kuran, aggregated.
#[derive(Clone, Debug, Parameters)]
pub struct Rise {
    /// Weight of grain taken, as a share of what was above the norm.
    #[prior(Uniform(0.5, 0.9), unit = "a unit of the share taken", source = "judgement, card S1")]
    pub extraction: f64,
    /// Weight of hunger.
    #[prior(Uniform(0.2, 0.5), unit = "a unit of food lacking", source = "judgement, card S1")]
    pub hunger: f64,
    /// Weight of the draft.
    #[prior(
        Uniform(1.0, 3.0),
        unit = "a unit of the share under arms",
        source = "judgement, card S1"
    )]
    pub draft: f64,
    /// Largest share of rural people who could take part.
    #[prior(Uniform(0.008, 0.02), unit = "share", source = "judgement, rebel numbers of 1920-21")]
    pub most: f64,
    /// Mean threshold of grievance.
    #[prior(Uniform(0.32, 0.42), unit = "grievance", source = "judgement, card S1")]
    pub threshold: f64,
    /// Spread of the thresholds.
    #[prior(Uniform(0.05, 0.10), unit = "grievance", source = "judgement, card S1")]
    pub spread: f64,
    /// Grievance that certain capture outweighs.
    #[prior(Uniform(0.04, 0.12), unit = "grievance", source = "judgement, card S1")]
    pub fear: f64,
    /// Power of soldiers to deter.
    #[prior(Uniform(1.5, 3.0), unit = "a soldier a rebel", source = "judgement, card S1")]
    pub deterrence: f64,
    /// Speed at which standing follows welfare.
    #[prior(Uniform(0.03, 0.08), unit = "share a month", source = "judgement, card S1")]
    pub memory: f64,
    /// Rebels that soldiers look for where few have risen: it spreads a garrison thin.
    #[prior(Fixed(5000.0), unit = "rebels", source = "judgement")]
    pub unseen_rebels: f64,
    /// Part of hardship that peasants forgive a government of full standing.
    #[prior(Fixed(0.6), unit = "share", source = "judgement")]
    pub forgiven: f64,
    /// How fast the number in rising follows what grievance and risk call for.
    #[prior(Fixed(0.3), unit = "share of the gap a month", source = "judgement")]
    pub mustering: f64,
}

/// Slope that lays the logistic curve within 0.01 of the normal distribution of the same spread.
const LOGISTIC_SLOPE: f64 = 1.7;

impl Rise {
    /// What peasants suffer, 0 to 1 and above.
    pub fn hardship(&self, taken: f64, food_lacking: f64, army: f64) -> f64 {
        self.extraction * taken + self.hunger * food_lacking + self.draft * army
    }

    /// Share of rural people in rising at this grievance and risk.
    pub fn share(&self, grievance: f64, risk: f64) -> f64 {
        let z = (grievance - self.fear * risk - self.threshold) / self.spread;
        self.most / (1.0 + libm::exp(-z * LOGISTIC_SLOPE))
    }

    /// Risk of being caught, from soldiers and rebels (Epstein's form).
    pub fn risk(&self, soldiers: f64, rebels: f64) -> f64 {
        1.0 - libm::exp(-self.deterrence * soldiers / (rebels + self.unseen_rebels))
    }
}

impl Mechanism for Rise {
    const CARD: Card = Card {
        name: "rise",
        card: "S1",
        summary: "Levies, hunger and draft against trust and fear.",
        claims: &["peasant-unrest-rising-1920-21", "nep-pacifies-peasantry"],
        edges: &[("procurement_rate", "peasant_unrest")],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, v: View<'_>) {
        let army = v.state.army.real() / v.rural.total().real().max(1.0);
        for region in v.rising.ids() {
            let base = v.harvest_surplus[region].real().max(1.0);
            let taken = (v.taken[region].real() / base).min(1.0) * v.control[region];
            let hardship = self.hardship(taken, 1.0 - v.rural_food[region].min(1.0), army);
            let trust = (1.0 - hardship).clamp(0.0, 1.0);
            v.legitimacy[region] += self.memory * (trust - v.legitimacy[region]);
            let grievance = hardship * (1.0 - self.forgiven * v.legitimacy[region]);
            v.grievance[region] = grievance;
            let rebels = v.rising[region] * v.rural[region].real();
            let risk = self.risk(v.coercion[region].real(), rebels);
            let target = self.share(grievance, risk) * v.control[region];
            v.rising[region] += self.mustering * (target - v.rising[region]);
        }
    }
}

view! {
    reads {
        taken: Column<Region, Kilograms> = regions.taken;
        harvest_surplus: Column<Region, Kilograms> = regions.harvest_surplus;
        rural_food: Column<Region, f64> = regions.rural_food;
        rural: Column<Region, People> = regions.rural;
        control: Column<Region, f64> = regions.control;
        coercion: Column<Region, People> = regions.coercion;
        state: State = state;
    }
    changes {
        rising: Column<Region, f64> = regions.rising;
        grievance: Column<Region, f64> = regions.grievance;
        legitimacy: Column<Region, f64> = regions.legitimacy;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levies_raise_and_soldiers_hold_down() {
        let rule = Rise::central();
        let light = rule.share(rule.hardship(0.1, 0.0, 0.01), 0.2);
        assert!(rule.share(rule.hardship(0.7, 0.0, 0.01), 0.2) > light);
        assert!(rule.share(0.5, 0.9) < rule.share(0.5, 0.1));
        assert!(rule.share(9.0, 0.0) <= rule.most);
    }

    #[test]
    fn half_of_those_who_could_rise_do_so_at_the_mean_threshold() {
        let rule = Rise::central();
        assert_eq!(rule.share(rule.threshold, 0.0), rule.most / 2.0);
        assert_eq!(rule.risk(0.0, 20_000.0), 0.0);
    }
}
