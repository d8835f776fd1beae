//! # Arbitrage abroad where the monopoly is open
//!
//! Where private persons may trade across the frontier, or smuggle, they buy grain where it is
//! cheap and sell it where it is dear, and bring home the manufactures that are dear here. Home
//! industry meets these goods on its own market: its stocks rise and its prices fall. Grain at home
//! grows dearer. Profit makes private capital grow, and with it the next month's trade.
//!
//! Refuted by: an opening that leaves the gap between home and world prices as it was.

use crate::allot::allot;
use crate::measures::{KOPECKS_A_KILOGRAM, MILLION_ROUBLES, MONTHS, ROUBLES_A_TONNE};
use crate::payment::pay;
use crate::prelude::*;

/// Private foreign trade in proportion to gaps, capital and the openness of the frontier.
#[derive(Clone, Debug, Parameters)]
pub struct ArbitrageAbroad {
    /// Smuggling that a full monopoly leaves, as a share of free private trade.
    #[prior(Uniform(0.005, 0.03), unit = "share", source = "judgement, card E12")]
    pub smuggled: f64,
    /// Cost of carriage and risk that a gap must exceed.
    #[prior(Uniform(0.15, 0.3), unit = "log price", source = "judgement, card E6")]
    pub cost: f64,
    /// How readily capital goes where a gap is.
    #[prior(Uniform(1.0, 3.0), unit = "a unit of log gap", source = "judgement, card E6")]
    pub readiness: f64,
    /// Turnover of private capital in foreign trade in a year.
    #[prior(Uniform(2.0, 4.0), unit = "turns a year", source = "judgement, card E6")]
    pub turns: f64,
    /// Foreign capital that would join in a year, with the frontier open.
    #[prior(Uniform(20.0, 120.0), unit = "million gold roubles a year", source = "judgement")]
    pub foreign: f64,
    /// Home price of manufactures over the world price in 1913, behind the tariff.
    #[prior(Uniform(1.25, 1.5), unit = "ratio", source = "judgement")]
    pub tariff_1913: f64,
    /// Part of private trade's profit that stays in the country as capital.
    #[prior(Uniform(0.5, 0.9), unit = "share", source = "judgement")]
    pub stays: f64,
    /// Part of the means drawn by the gap in grain prices that buys grain in a month.
    #[prior(Fixed(0.5), unit = "share", source = "judgement")]
    pub into_exports: f64,
    /// Most of the traders' grain that can leave in a month.
    #[prior(Fixed(0.3), unit = "share of the stock a month", source = "judgement")]
    pub shipped_most: f64,
    /// How far home industry lowers its prices when foreign goods equal a month's sales.
    #[prior(Uniform(0.4, 0.8), unit = "log price a unit of sales", source = "judgement")]
    pub pressure: f64,
    /// Foreign goods in a month beyond which prices are pressed no further.
    #[prior(Fixed(0.5), unit = "months of sales", source = "judgement")]
    pub pressed_most: f64,
    /// Duty that private imports pay.
    #[prior(Fixed(0.1), unit = "share of value", source = "judgement")]
    pub duty: f64,
}

impl ArbitrageAbroad {
    /// Share of the means that goes into a trade whose log price gap is `gap`.
    pub fn drawn(&self, gap: f64) -> f64 {
        1.0 - libm::exp(-self.readiness * (gap - self.cost).max(0.0))
    }

    /// Openness of the frontier to private persons under this strictness of the monopoly.
    pub fn open(&self, strictness: f64) -> f64 {
        self.smuggled + (1.0 - self.smuggled) * (1.0 - strictness.clamp(0.0, 1.0))
    }
}

impl Mechanism for ArbitrageAbroad {
    const CARD: Card = Card {
        name: "arbitrage-abroad",
        card: "E12",
        summary: "Without the monopoly private traders close price gaps and grow.",
        claims: &["monopoly-limits-nep-capital", "direct-foreign-link-overwhelms-state"],
        edges: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, mut v: View<'_>) {
        let open = self.open(v.instruments.trade_monopoly) * v.world.openness;
        // Price levels in chervontsy count once there are any; before, gold is the measure.
        let level = match v.instruments.money_regime {
            MoneyRegime::Sovznak => 1.0,
            _ => v.market.level_chervonets,
        };
        let home_grain = v.norms.grain_price * ROUBLES_A_TONNE * v.market.grain_free * level;
        let port = v.norms.port_price * v.world.grain_price;
        let export_gap = libm::log(port / home_grain.max(0.1));
        let home_goods = self.tariff_1913 * v.market.industrial_wholesale * level;
        let import_gap = libm::log(home_goods / v.world.manufactures_price.max(0.1));
        let foreign = self.foreign * MILLION_ROUBLES / MONTHS;
        let means = (v.trade.private_capital * self.turns / MONTHS + foreign) * open;
        let wanted = means * self.drawn(export_gap) * self.into_exports;
        let exports = self.export_grain(&mut v, wanted, port);
        // What grain earns abroad, and foreign capital, pays for imports of the same month.
        let imports_wanted = means * self.drawn(import_gap);
        let credit = GoldKopecks::floor((foreign * open).min(imports_wanted));
        let imports =
            GoldKopecks::floor(imports_wanted).at_most(exports + credit).above(GoldKopecks::ZERO);
        let kept = exports + credit - imports;
        v.abroad.private_exports += exports;
        v.abroad.private_imports += imports;
        // What is not spent on goods is left abroad: it leaves as it came.
        v.abroad.credit += credit - kept;
        let goods = Goods::floor(imports.real() / v.world.manufactures_price.max(0.1));
        v.goods.imported += goods;
        v.trade.private_goods += goods;
        let profit = exports.real() * (1.0 - libm::exp(-export_gap.max(0.0)))
            + imports.real() * (libm::exp(import_gap.max(0.0)) - 1.0);
        v.trade.private_capital += self.stays * profit;
        v.trade.private_foreign = exports.real() + imports.real();
        // Grain that leaves is missed at home; goods that come press on the trusts.
        let pressed = goods.real() / v.trade.sales.max(1.0);
        v.market.industry_raw *= libm::exp(-self.pressure * pressed.min(self.pressed_most));
        let duty = self.duty * imports.real();
        pay(v.accounts, v.market, Flow::Taxes, Sector::PrivateTrade, Sector::Budget, duty);
    }
}

impl ArbitrageAbroad {
    /// Traders' grain worth up to `wanted` gold kopecks leaves the country.
    fn export_grain(&self, v: &mut View<'_>, wanted: f64, port: f64) -> GoldKopecks {
        let stocks: Vec<f64> = v.trader_grain.all().iter().map(|k| k.real()).collect();
        let most = self.shipped_most * stocks.iter().sum::<f64>();
        let kilograms = (wanted / (port * KOPECKS_A_KILOGRAM)).min(most);
        let mut total = Kilograms::ZERO;
        for (region, part) in v.trader_grain.ids().zip(allot(kilograms as i64, &stocks)) {
            let part = Kilograms(part).at_most(v.trader_grain[region]);
            v.trader_grain[region] -= part;
            v.exported[region] += part;
            total += part;
        }
        v.state.grain_exported += total;
        GoldKopecks::floor(total.real() * port * KOPECKS_A_KILOGRAM)
    }
}

view! {
    reads {
        instruments: Instruments = instruments;
        norms: Norms = norms;
        world: World = world;
    }
    changes {
        market: Market = market;
        trader_grain: Column<Region, Kilograms> = regions.trader_grain;
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
    fn gaps_below_cost_draw_nothing_and_wider_gaps_draw_more() {
        let rule = ArbitrageAbroad::central();
        assert_eq!(rule.drawn(0.0), 0.0);
        assert!(rule.drawn(1.0) > rule.drawn(0.5));
    }

    #[test]
    fn a_strict_monopoly_leaves_only_smuggling() {
        let rule = ArbitrageAbroad::central();
        assert_eq!(rule.open(1.0), rule.smuggled);
        assert_eq!(rule.open(0.0), 1.0);
    }
}
