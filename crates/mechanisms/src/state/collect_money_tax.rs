//! # Collect the money tax
//!
//! From 1924 the tax is due in money, by land. Peasants must sell something to pay it; it falls due
//! in autumn and winter like their sales.
//!
//! Refuted by: marketings that do not fall when the tax is cut.

use crate::measures::{HECTARE, KOPECKS};
use crate::payment::pay;
use crate::prelude::*;

/// The single agricultural tax.
#[derive(Clone, Debug, Parameters)]
pub struct CollectMoneyTax {
    /// Part of the tax assessed that is really collected.
    #[prior(Uniform(0.85, 0.98), unit = "share", source = "judgement")]
    pub collected: f64,
}

impl Mechanism for CollectMoneyTax {
    const CARD: Card = Card {
        name: "collect-money-tax",
        card: "E11",
        summary: "A tax in money by land, due when peasants sell.",
        claims: &[],
        edges: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, v: View<'_>) {
        let hectares = v.sown.total().real() / HECTARE;
        let year = hectares * v.instruments.farm_tax * KOPECKS;
        let due = year * v.season.sales * self.collected;
        let paid = pay(v.accounts, v.market, Flow::Taxes, Sector::Peasants, Sector::Budget, due);
        v.state.farm_tax = paid / KOPECKS;
        v.state.revenue += paid / KOPECKS;
    }
}

view! {
    reads {
        sown: Column<Region, Hectares> = regions.sown;
        market: Market = market;
        instruments: Instruments = instruments;
        season: Season = season;
    }
    changes {
        accounts: Accounts = accounts;
        state: State = state;
    }
}
