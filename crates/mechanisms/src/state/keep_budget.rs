//! # Keep the budget
//!
//! The state collects what it can in money, spends a share of national income, and prints the
//! difference. As exchange leaves money, taxes fail first. Under the chervonets the printing is
//! limited and spending has to fit. Pay goes to townspeople, orders to trusts.
//!
//! Refuted by: deficits that do not fall when trade is free and taxed again.

use crate::payment::{cash, issue, pay};
use crate::prelude::*;

/// Revenue, spending and the deficit.
#[derive(Clone, Debug, Parameters)]
pub struct KeepBudget {
    /// Money revenue when all exchange goes through money.
    #[prior(Uniform(0.14, 0.19), unit = "share of national income", source = "judgement, budgets of 1925-27")]
    pub revenue: f64,
    /// National income of 1913 on the territory.
    #[prior(Normal(14500.0, 1000.0), unit = "million roubles of 1913 a year", source = "judgement")]
    pub income_1913: f64,
    /// Weight of farming in national income.
    #[prior(Fixed(0.51), unit = "share", source = "judgement")]
    pub farm_weight: f64,
    /// Weight of industry in national income.
    #[prior(Fixed(0.28), unit = "share", source = "judgement")]
    pub industry_weight: f64,
    /// Harvest of a mean year before the war.
    #[prior(Normal(67.0, 1.5), unit = "million tonnes", source = "judgement, means of 1909-13 on record")]
    pub harvest_mean: f64,
    /// Most new paper that can be printed and spent in a month.
    #[prior(Uniform(0.45, 0.8), unit = "share of the money in use", source = "judgement")]
    pub print_most: f64,
    /// Part of spending that is pay.
    #[prior(Uniform(0.5, 0.65), unit = "share", source = "judgement")]
    pub pay_share: f64,
    /// Part of spending under the chervonets that may still be covered by issue.
    #[prior(Uniform(0.0, 0.04), unit = "share", source = "judgement")]
    pub soft_limit: f64,
    /// How quickly exchange goes into or out of money.
    #[prior(Uniform(0.08, 0.16), unit = "share a month", source = "judgement")]
    pub into_money: f64,
    /// Share of exchange that stays in money under full rationing.
    #[prior(Uniform(0.10, 0.18), unit = "share", source = "judgement")]
    pub money_floor: f64,
}

impl KeepBudget {
    /// National income over that of 1913, from harvest, industry and freight over theirs.
    pub fn income(&self, harvest: f64, industry: f64, freight: f64) -> f64 {
        let rest = 1.0 - self.farm_weight - self.industry_weight;
        // Farming is animals and gardens too: they swing less than grain.
        let farm = 0.4 + 0.6 * harvest;
        self.farm_weight * farm
            + self.industry_weight * industry
            + rest * (0.5 * freight + 0.5 * (0.5 * farm + 0.5 * industry))
    }

    /// Share of exchange that goes through money where trade is tolerated and bread is rationed to
    /// these degrees.
    pub fn monetised(&self, tolerance: f64, rationing: f64) -> f64 {
        let free = (tolerance * (1.0 - 0.7 * rationing)).clamp(0.0, 1.0);
        self.money_floor + (1.0 - self.money_floor) * free
    }
}

impl Mechanism for KeepBudget {
    const CARD: Card = Card {
        name: "keep-budget",
        card: "E11",
        summary: "The state taxes, spends and prints the difference.",
        claims: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, mut v: View<'_>) {
        let capacity: f64 = v.output_1913.total().real();
        let industry = v.output.total().real() / capacity.max(1.0);
        let harvest = v.state.last_harvest / (self.harvest_mean * 1e9);
        let income = self.income(harvest, industry, v.state.freight_met * v.state.rail_capacity);
        v.state.income += 0.2 * (income - v.state.income);
        let wanted = self.monetised(v.instruments.trade_tolerance, v.instruments.rationing);
        v.market.monetised += self.into_money * (wanted - v.market.monetised);
        let month = self.income_1913 * 1e6 * v.state.income / 12.0;
        self.collect(&mut v, month);
        self.spend(&mut v, month);
    }
}

impl KeepBudget {
    /// Taxes on trusts, townspeople and private trade; the farm tax has its own mechanism.
    fn collect(&self, v: &mut View<'_>, month: f64) {
        let due = self.revenue * month * 100.0 * v.market.monetised;
        let trade = v.instruments.trade_tax * v.trade.turnover.real() * v.trade.private_share;
        let mut revenue = 0.0;
        for (sector, amount) in
            [(Sector::Trusts, 0.5 * due), (Sector::Town, 0.25 * due), (Sector::PrivateTrade, trade)]
        {
            revenue +=
                pay(v.accounts, v.market, Flow::Taxes, sector, Sector::Budget, amount) / 100.0;
        }
        if v.instruments.farm_tax <= 0.0 {
            let levy = 0.15 * due;
            revenue += pay(v.accounts, v.market, Flow::Taxes, Sector::Peasants, Sector::Budget, levy)
                / 100.0;
        }
        v.state.revenue += revenue;
    }

    fn spend(&self, v: &mut View<'_>, month: f64) {
        let wanted = v.instruments.spending * month;
        let held = cash(v.accounts, v.market, Sector::Budget) / 100.0;
        let lack = (wanted - held).max(0.0);
        let in_use: f64 =
            Sector::HOLDERS.into_iter().map(|s| cash(v.accounts, v.market, s)).sum::<f64>() / 100.0;
        let printed = match v.instruments.money_regime {
            MoneyRegime::Sovznak | MoneyRegime::Parallel => lack.min(self.print_most * in_use),
            MoneyRegime::Chervonets => lack.min(self.soft_limit * wanted),
        };
        let currency = match v.instruments.money_regime {
            MoneyRegime::Chervonets => Currency::Chervonets,
            _ => Currency::Sovznak,
        };
        let to = Sector::Budget;
        issue(v.accounts, v.market, currency, Flow::Emission, to, printed * 100.0);
        v.state.emission = printed;
        let spent = wanted.min(held + printed) * 100.0;
        let pay_bill = spent * self.pay_share;
        pay(v.accounts, v.market, Flow::Wages, Sector::Budget, Sector::Town, pay_bill);
        let orders = spent - pay_bill;
        pay(v.accounts, v.market, Flow::StateOrders, Sector::Budget, Sector::Trusts, 0.85 * orders);
        let trade = Sector::StateTrade;
        pay(v.accounts, v.market, Flow::StateOrders, Sector::Budget, trade, 0.15 * orders);
        v.state.expenditure = spent / 100.0;
        v.state.investment = (v.instruments.investment * month).min(0.5 * orders / 100.0);
    }
}

view! {
    reads {
        output: Column<Trust, Goods> = trusts.output;
        output_1913: Column<Trust, Goods> = trusts.output_1913;
        trade: Trade = trade;
        instruments: Instruments = instruments;
    }
    changes {
        market: Market = market;
        state: State = state;
        accounts: Accounts = accounts;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_income_of_1913_is_one() {
        assert!((KeepBudget::central().income(1.0, 1.0, 1.0) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn rationing_and_bans_drive_exchange_out_of_money() {
        let rule = KeepBudget::central();
        assert!(rule.monetised(0.0, 1.0) < rule.monetised(0.8, 0.0));
        assert_eq!(rule.monetised(1.0, 0.0), 1.0);
    }
}
