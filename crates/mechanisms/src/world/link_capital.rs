//! # Link capital at home and abroad
//!
//! Where trade with the world is open, private capital at home finds partners abroad: credit,
//! commission, concessions, smuggling. The monopoly of foreign trade stands between them. How much
//! it separates is disputed: for some it is the wall without which private trade would have the world
//! market behind it, for others a tariff would have done.
//!
//! Refuted by: private fortunes that had no more to do with foreign trade in the months in which the
//! monopoly was loosened.

use crate::prelude::*;

/// The tie of home capital to capital abroad.
#[derive(Clone, Debug, Parameters)]
pub struct LinkCapital {
    /// The tie when trade is open and there is no monopoly.
    #[prior(Uniform(0.5, 1.0), unit = "0 to 1", source = "judgement, card E12")]
    pub open: f64,
    /// How fast ties are made and broken.
    #[prior(Uniform(0.05, 0.15), unit = "share of the gap a month", source = "judgement")]
    pub follows: f64,
}

/// The monopoly separates.
const MONOPOLY: usize = edge("trade_monopoly_strength", "foreign_capital_link");

impl Mechanism for LinkCapital {
    const CARD: Card = Card {
        name: "link-capital",
        card: "S3",
        summary: "The monopoly of foreign trade separates home and world capital.",
        claims: &["monopoly-limits-nep-capital", "private-capital-barred-from-foreign-trade"],
        edges: &[("trade_monopoly_strength", "foreign_capital_link")],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, v: View<'_>) {
        let open = self.open * v.world.openness;
        let wall = v.switches.trade_firewall * v.instruments.trade_monopoly;
        v.comintern.foreign_capital = Pulls::from(open, v.influences)
            .edge(MONOPOLY, -open * wall)
            .step(v.comintern.foreign_capital, self.follows);
    }
}

view! {
    reads {
        world: World = world;
        instruments: Instruments = instruments;
        switches: Switches = switches;
    }
    changes {
        comintern: Comintern = comintern;
        influences: Influences = influences;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Month;

    fn link(monopoly: f64, switch: f64, openness: f64) -> f64 {
        let (mut comintern, mut influences) = (Comintern::default(), Influences::default());
        let world = World { openness, ..World::default() };
        let instruments = Instruments { trade_monopoly: monopoly, ..Instruments::default() };
        let switches = Switches { trade_firewall: switch, ..Switches::central() };
        for _ in 0..600 {
            let view = View {
                world: &world,
                instruments: &instruments,
                switches: &switches,
                comintern: &mut comintern,
                influences: &mut influences,
            };
            LinkCapital::central().step(Dice::new(1, 1, Month::new(1922, 1)), view);
        }
        comintern.foreign_capital
    }

    /// Claim monopoly-limits-nep-capital, and the switch M07.
    #[test]
    fn the_monopoly_separates_as_far_as_the_switch_lets_it() {
        assert!(link(1.0, 1.0, 0.8) < 1e-9);
        assert!(link(1.0, 0.5, 0.8) < link(0.3, 0.5, 0.8));
        assert_eq!(link(1.0, 0.0, 0.8), link(0.0, 0.0, 0.8));
    }

    /// Closed forms: under blockade there is no tie; without a monopoly it is the open one.
    #[test]
    fn blockade_leaves_no_tie_and_free_trade_the_whole() {
        assert_eq!(link(0.0, 0.5, 0.0), 0.0);
        assert!((link(0.0, 0.5, 1.0) - LinkCapital::central().open).abs() < 1e-9);
    }
}
