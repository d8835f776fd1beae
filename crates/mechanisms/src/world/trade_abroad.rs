//! # Trade abroad under the monopoly
//!
//! The state exports the grain that is left after army and towns, and what timber, furs, oil and
//! flax it can collect. It imports for what exports, credit and gold pay: cotton, machines,
//! materials, and few goods for consumers.
//!
//! Refuted by: imports that do not follow exports and credit.

use crate::allot::allot;
use crate::measures::{KOPECKS, MILLION_ROUBLES, MILLION_TONNES, MONTHS, TONNE};
use crate::payment::{cash, pay};
use crate::prelude::*;

/// State foreign trade: export as residual, imports as what it pays for.
#[derive(Clone, Debug, Parameters)]
pub struct TradeAbroad {
    /// Exports other than grain when national income is that of 1913 and trade is open.
    #[prior(
        Uniform(480.0, 640.0),
        unit = "million gold roubles a year",
        source = "judgement, exports of 1925-28"
    )]
    pub other_exports: f64,
    /// How strongly they follow national income.
    #[prior(Uniform(1.8, 2.6), unit = "elasticity", source = "judgement")]
    pub by_income: f64,
    /// Grain kept back for army and towns before any is exported.
    #[prior(Uniform(1.5, 3.0), unit = "months of their need", source = "judgement, card E12")]
    pub kept: f64,
    /// Share of imports that are consumer goods.
    #[prior(Uniform(0.1, 0.2), unit = "share", source = "judgement")]
    pub consumer: f64,
    /// Share that are machines.
    #[prior(Uniform(0.2, 0.3), unit = "share", source = "judgement")]
    pub machines: f64,
    /// Interest on foreign credit.
    #[prior(Uniform(0.06, 0.10), unit = "share a year", source = "judgement")]
    pub interest: f64,
    /// Part of the want of imports that follows last month's exports.
    #[prior(Uniform(0.1, 0.25), unit = "share a month", source = "judgement")]
    pub speed: f64,
    /// Part of the towns' need that counts before any grain is exported.
    #[prior(Fixed(0.5), unit = "share of their need", source = "judgement")]
    pub towns_fed: f64,
    /// Most of the spare grain that can be shipped in a month.
    #[prior(Fixed(0.5), unit = "share of the spare grain a month", source = "judgement")]
    pub shipped_most: f64,
    /// Part of the export value that goes to the trade which collected the goods.
    #[prior(Fixed(0.8), unit = "share of the value exported", source = "judgement")]
    pub to_collectors: f64,
    /// Part of the monopoly's cash that goes to the budget in a month.
    #[prior(Fixed(0.2), unit = "share a month", source = "judgement")]
    pub handed_over: f64,
}

impl TradeAbroad {
    /// Other exports in a month, million gold roubles.
    pub fn others(&self, income: f64, openness: f64) -> f64 {
        self.other_exports * libm::pow(income.clamp(0.1, 1.5), self.by_income) * openness / MONTHS
    }
}

impl Mechanism for TradeAbroad {
    const CARD: Card = Card {
        name: "trade-abroad",
        card: "E12",
        summary: "The state exports what is left and imports what that pays for.",
        claims: &["monopoly-limits-nep-capital", "private-capital-barred-from-foreign-trade"],
        edges: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, mut v: View<'_>) {
        let grain = self.export_grain(&mut v);
        let open = v.world.openness;
        let value = grain.real() / TONNE * v.norms.port_price * v.world.grain_price * KOPECKS;
        let other = self.others(v.state.income, open) * MILLION_ROUBLES;
        let exports = GoldKopecks::floor(value + other);
        let service = GoldKopecks::floor(v.state.foreign_debt.real() * self.interest / MONTHS);
        let credit = a_month(v.instruments.foreign_credit, open);
        let gold = a_month(v.instruments.gold_spending, open).at_most(v.state.reserves);
        // The plan for imports follows what came in of late.
        let means = exports.real() + credit.real() - service.real();
        v.state.import_plan += self.speed * (means.max(0.0) - v.state.import_plan);
        let plan = GoldKopecks::floor(v.state.import_plan) + gold;
        let purse = exports + credit - service + v.state.reserves;
        let imports = plan.at_most(purse.above(GoldKopecks::ZERO));
        v.abroad.exports += exports;
        v.abroad.imports += imports;
        v.abroad.credit += credit;
        v.abroad.service += service;
        let change = exports + credit - imports - service;
        v.abroad.reserve_change += change;
        v.state.reserves += change;
        v.state.foreign_debt += credit;
        self.deliver(&mut v, imports);
        self.settle_at_home(&mut v, exports.real(), imports.real());
    }
}

impl TradeAbroad {
    /// Grain for export: the month's part of the plan, if towns and army are safe.
    fn export_grain(&self, v: &mut View<'_>) -> Kilograms {
        let stocks: Vec<f64> =
            v.state_grain.ids().map(|r| v.state_grain[r].real() * v.control[r]).collect();
        let need =
            (v.people.total().real() * self.towns_fed + v.state.army.real()) * v.norms.town_food;
        let spare = (stocks.iter().sum::<f64>() - self.kept * need).max(0.0);
        let plan = v.instruments.export_plan * MILLION_TONNES * v.season.sales * v.world.openness;
        let out = plan.min(self.shipped_most * spare) as i64;
        let mut total = Kilograms::ZERO;
        for (region, part) in v.state_grain.ids().zip(allot(out, &stocks)) {
            let part = Kilograms(part).at_most(v.state_grain[region]);
            v.state_grain[region] -= part;
            v.exported[region] += part;
            total += part;
        }
        v.state.grain_exported = total;
        total
    }

    /// Imports arrive: consumer goods to shops, machines and materials to plants.
    fn deliver(&self, v: &mut View<'_>, imports: GoldKopecks) {
        let real = imports.real() / v.world.manufactures_price.max(0.1);
        let goods = Goods::floor(real);
        let consumer = goods.share(self.consumer);
        let machines = goods.share(self.machines);
        v.goods.imported += goods;
        v.trade.state_goods += consumer;
        v.goods.investment += machines;
        v.goods.inputs += goods - consumer - machines;
    }

    /// At home trusts pay the monopoly for imports, and it pays state trade for exports; part of
    /// what is over goes to the budget.
    fn settle_at_home(&self, v: &mut View<'_>, exports: f64, imports: f64) {
        let flow = Flow::ForeignTrade;
        pay(v.accounts, v.market, flow, Sector::Trusts, Sector::Abroad, imports);
        let collected = exports * self.to_collectors;
        pay(v.accounts, v.market, flow, Sector::Abroad, Sector::StateTrade, collected);
        let left = cash(v.accounts, v.market, Sector::Abroad);
        let over = self.handed_over * left;
        pay(v.accounts, v.market, flow, Sector::Abroad, Sector::Budget, over);
    }
}

/// The part of a month in a yearly sum (million gold roubles), as far as trade is open.
fn a_month(year: f64, open: f64) -> GoldKopecks {
    GoldKopecks::floor(year * MILLION_ROUBLES / MONTHS * open)
}

view! {
    reads {
        people: Column<Town, People> = towns.people;
        control: Column<Region, f64> = regions.control;
        market: Market = market;
        instruments: Instruments = instruments;
        season: Season = season;
        norms: Norms = norms;
        world: World = world;
    }
    changes {
        state_grain: Column<Region, Kilograms> = regions.state_grain;
        exported: Column<Region, Kilograms> = grain.exported;
        trade: Trade = trade;
        goods: GoodsFlows = goods;
        abroad: TradeFlows = abroad;
        state: State = state;
        accounts: Accounts = accounts;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exports_follow_income_and_stop_at_a_closed_door() {
        let rule = TradeAbroad::central();
        assert!(rule.others(0.8, 1.0) > rule.others(0.4, 1.0));
        assert_eq!(rule.others(0.8, 0.0), 0.0);
    }
}
