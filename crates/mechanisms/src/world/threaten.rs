//! # Threaten
//!
//! War at the fronts is a threat to everyone in the country. Beyond it there is the fear of a war
//! to come: a note, an embassy raided, a murder in Warsaw; a country that stands alone among powers
//! that do not recognise it; a rising abroad for which it will be called to account. How much of the
//! fear reaches policy is the question between the accounts, and a switch scales it.
//!
//! Refuted by: centralisation and haste that did not differ between 1924-26 and 1927.

use crate::prelude::*;

/// Threat of war or intervention, from fronts and from fear.
#[derive(Clone, Debug, Parameters)]
pub struct Threaten {
    /// Threat that comes with fighting in every region.
    #[prior(
        Uniform(1.4, 2.2),
        unit = "0 to 1 a unit of fighting",
        source = "judgement, 1919 is near 1"
    )]
    pub by_front: f64,
    /// Fear that a war scare brings, at full strength of the switch.
    #[prior(Uniform(0.4, 0.8), unit = "0 to 1", source = "judgement, card S3")]
    pub by_scare: f64,
    /// Fear that full isolation brings, at full strength of the switch.
    #[prior(Uniform(0.1, 0.3), unit = "0 to 1", source = "judgement, card S3")]
    pub by_isolation: f64,
    /// Fear that an attempt at revolution abroad brings, at full strength of the switch.
    #[prior(Uniform(0.0, 0.3), unit = "0 to 1 an attempt", source = "judgement, card S3")]
    pub by_attempt: f64,
    /// How fast threat follows its causes.
    #[prior(Fixed(0.35), unit = "share of the gap a month", source = "judgement")]
    pub follows: f64,
}

impl Threaten {
    /// Threat at this fighting and this fear.
    pub fn rest(&self, fighting: f64, fear: f64, switch: f64) -> f64 {
        (self.by_front * fighting + switch * fear).clamp(0.0, 1.0)
    }

    /// Fear of a war to come.
    pub fn fear(&self, scare: f64, isolation: f64, attempts: u32) -> f64 {
        self.by_scare * scare
            + self.by_isolation * isolation
            + self.by_attempt * f64::from(attempts)
    }
}

impl Mechanism for Threaten {
    const CARD: Card = Card {
        name: "threaten",
        card: "S3",
        summary: "Fronts threaten; scares, isolation and risings abroad add fear.",
        claims: &["internal-danger-exceeds-military-danger-1921"],
        edges: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, v: View<'_>) {
        let people = v.rural.total().real().max(1.0);
        let fighting: f64 =
            v.war.ids().map(|region| v.war[region] * v.rural[region].real()).sum::<f64>() / people;
        let c = v.comintern;
        let fear = self.fear(v.world.war_scare, c.isolation, c.attempts);
        let rest = self.rest(fighting, fear, v.switches.external_threat);
        c.threat += self.follows * (rest - c.threat);
    }
}

view! {
    reads {
        war: Column<Region, f64> = regions.war;
        rural: Column<Region, People> = regions.rural;
        world: World = world;
        switches: Switches = switches;
    }
    changes {
        comintern: Comintern = comintern;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Month;

    fn threat(war: f64, scare: f64, switch: f64) -> f64 {
        let mut comintern = Comintern { isolation: 0.5, ..Comintern::default() };
        let world = World { war_scare: scare, ..World::default() };
        let switches = Switches { external_threat: switch, ..Switches::central() };
        let (war, rural) = (Column::new(vec![war, 0.0]), Column::filled(People(1000), 2));
        for _ in 0..24 {
            let view = View {
                war: &war,
                rural: &rural,
                world: &world,
                switches: &switches,
                comintern: &mut comintern,
            };
            Threaten::central().step(Dice::new(1, 1, Month::new(1920, 1)), view);
        }
        comintern.threat
    }

    /// Claim internal-danger-exceeds-military-danger-1921: the threat goes when the fronts go.
    #[test]
    fn fronts_threaten_whatever_the_switch_says_and_peace_ends_it() {
        assert!(threat(0.6, 0.0, 0.0) > 0.3);
        assert!(threat(0.0, 0.0, 0.0) < 1e-9);
        assert!(threat(0.9, 0.0, 0.5) > threat(0.2, 0.0, 0.5));
    }

    /// Switch M20: a scare is as strong as the account that rests on it says, or nothing.
    #[test]
    fn a_war_scare_counts_as_far_as_the_switch_lets_it() {
        assert!(threat(0.0, 1.0, 1.0) > threat(0.0, 1.0, 0.5));
        assert_eq!(threat(0.1, 1.0, 0.0), threat(0.1, 0.0, 0.0));
    }
}
