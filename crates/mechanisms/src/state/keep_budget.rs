//! # Keep the budget
//!
//! The state collects what it can in money, spends a share of national income, and prints the
//! difference. As exchange leaves money, taxes fail first. Under the chervonets the printing is
//! limited and spending has to fit. Pay goes to townspeople, orders to trusts.
//!
//! Refuted by: deficits that do not fall when trade is free and taxed again.

use crate::payment::{cash, issue, pay, value_of};
use crate::prelude::*;

/// Revenue, spending and the deficit.
#[derive(Clone, Debug, Parameters)]
pub struct KeepBudget {
    /// Money revenue when all exchange goes through money.
    #[prior(
        Uniform(0.22, 0.28),
        unit = "share of national income",
        source = "judgement, budgets of 1925-27"
    )]
    pub revenue: f64,
    /// How strongly money revenue falls as exchange leaves money.
    #[prior(Uniform(1.3, 1.7), unit = "power", source = "judgement")]
    pub by_money: f64,
    /// National income of 1913 on the territory.
    #[prior(
        Normal(14500.0, 1000.0),
        unit = "million roubles of 1913 a year",
        source = "judgement"
    )]
    pub income_1913: f64,
    /// Weight of farming in national income.
    #[prior(Fixed(0.51), unit = "share", source = "judgement")]
    pub farm_weight: f64,
    /// Weight of industry in national income.
    #[prior(Fixed(0.28), unit = "share", source = "judgement")]
    pub industry_weight: f64,
    /// Part of farm income that does not swing with the grain harvest.
    #[prior(Uniform(0.2, 0.35), unit = "share", source = "judgement")]
    pub not_grain: f64,
    /// Harvest of a mean year before the war.
    #[prior(
        Normal(67.0, 1.5),
        unit = "million tonnes",
        source = "judgement, means of 1909-13 on record"
    )]
    pub harvest_mean: f64,
    /// Most new paper that can be printed and spent in a month.
    #[prior(Uniform(0.55, 0.90), unit = "share of the money in use", source = "judgement")]
    pub print_most: f64,
    /// Part of the money wanted that trusts keep in their tills.
    #[prior(Uniform(0.12, 0.20), unit = "share", source = "judgement")]
    pub trusts_keep: f64,
    /// Part of what they hold beyond that which they hand over in a month.
    #[prior(Uniform(0.1, 0.3), unit = "share a month", source = "judgement")]
    pub profits: f64,
    /// Part of money beyond the plan that is spent in a month.
    #[prior(Uniform(0.3, 0.7), unit = "share a month", source = "judgement")]
    pub spent_beyond: f64,
    /// Part of spending that is pay.
    #[prior(Uniform(0.5, 0.65), unit = "share", source = "judgement")]
    pub pay_share: f64,
    /// Part of spending under the chervonets that may still be covered by issue.
    #[prior(Uniform(0.04, 0.12), unit = "share", source = "judgement")]
    pub soft_limit: f64,
    /// How quickly exchange leaves money under bans and rations.
    #[prior(Uniform(0.08, 0.16), unit = "share a month", source = "judgement")]
    pub out_of_money: f64,
    /// How quickly it comes back once trade is free.
    #[prior(Uniform(0.015, 0.027), unit = "share a month", source = "judgement")]
    pub into_money: f64,
    /// How much faster exchange comes back into a sound money.
    #[prior(Uniform(1.0, 3.0), unit = "times", source = "judgement, real money of 1923-24")]
    pub by_soundness: f64,
    /// Share of exchange that stays in money under full rationing.
    #[prior(Uniform(0.09, 0.14), unit = "share", source = "judgement")]
    pub money_floor: f64,
}

impl KeepBudget {
    /// National income over that of 1913, from harvest, industry and freight over theirs.
    pub fn income(&self, harvest: f64, industry: f64, freight: f64) -> f64 {
        let rest = 1.0 - self.farm_weight - self.industry_weight;
        // Farming is animals and gardens too: they swing less than grain.
        let farm = self.not_grain + (1.0 - self.not_grain) * harvest;
        self.farm_weight * farm
            + self.industry_weight * industry
            + rest * (0.5 * freight + 0.5 * (0.5 * farm + 0.5 * industry))
    }

    /// Share of exchange that goes through money where private trade is tolerated, plants sell for
    /// their own account and bread is rationed to these degrees.
    pub fn monetised(&self, tolerance: f64, autonomy: f64, rationing: f64) -> f64 {
        let free = (tolerance.max(autonomy) * (1.0 - 0.7 * rationing)).clamp(0.0, 1.0);
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
        let wanted = self.monetised(
            v.instruments.trade_tolerance,
            v.instruments.trust_autonomy,
            v.instruments.rationing,
        );
        let gap = wanted - v.market.monetised;
        // People trust their exchange to a sound money sooner than to a failing one.
        let sound = 1.0 + self.by_soundness * v.market.chervonets_share;
        let speed = if gap > 0.0 { self.into_money * sound } else { self.out_of_money };
        v.market.monetised += gap * speed;
        let month = self.income_1913 * 1e6 * v.state.income / 12.0;
        self.collect(&mut v, month);
        self.spend(&mut v, month);
    }
}

impl KeepBudget {
    /// Taxes on trusts, townspeople and private trade; the farm tax has its own mechanism.
    fn collect(&self, v: &mut View<'_>, month: f64) {
        // Plants that keep no accounts and households that get rations pay little in money.
        let open = 0.15 + 0.85 * v.instruments.trust_autonomy;
        let money = libm::pow(v.market.monetised.clamp(0.0, 1.0), self.by_money);
        let due = self.revenue * month * 100.0 * money * open;
        let trade = v.instruments.trade_tax * v.trade.turnover.real() * v.trade.private_share;
        let mut revenue = 0.0;
        for (sector, amount) in
            [(Sector::Trusts, 0.5 * due), (Sector::Town, 0.25 * due), (Sector::PrivateTrade, trade)]
        {
            revenue +=
                pay(v.accounts, v.market, Flow::Taxes, sector, Sector::Budget, amount) / 100.0;
        }
        // Profits: trusts hand over part of what they do not need.
        let idle = cash(v.accounts, v.market, Sector::Trusts)
            - self.trusts_keep * v.market.money_wanted * 100.0;
        let profit = self.profits * v.instruments.trust_autonomy * idle.max(0.0);
        let flow = Flow::Taxes;
        revenue += pay(v.accounts, v.market, flow, Sector::Trusts, Sector::Budget, profit) / 100.0;
        if v.instruments.farm_tax <= 0.0 {
            let levy = 0.15 * due;
            revenue +=
                pay(v.accounts, v.market, Flow::Taxes, Sector::Peasants, Sector::Budget, levy)
                    / 100.0;
        }
        v.state.revenue += revenue;
    }

    fn spend(&self, v: &mut View<'_>, month: f64) {
        let wanted = v.instruments.spending * month;
        let held = cash(v.accounts, v.market, Sector::Budget) / 100.0;
        let lack = (wanted - held).max(0.0);
        let paper = |s| value_of(v.accounts, v.market, Currency::Sovznak, s);
        let in_use = Sector::HOLDERS.into_iter().map(paper).sum::<f64>() / 100.0;
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
        // Beside the paper the bank lends the treasury a little in the sounder money.
        if v.instruments.money_regime == MoneyRegime::Parallel {
            let lent = (lack - printed).clamp(0.0, self.soft_limit * wanted);
            let notes = Currency::Chervonets;
            issue(v.accounts, v.market, notes, Flow::Emission, to, lent * 100.0);
        }
        v.state.emission = printed;
        // What comes in beyond the plan is spent too, part of it each month.
        let beyond = self.spent_beyond * (held - wanted).max(0.0);
        let spent = (wanted.min(held + printed) + beyond) * 100.0;
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
        assert!(rule.monetised(0.0, 0.0, 1.0) < rule.monetised(0.8, 0.5, 0.0));
        assert_eq!(rule.monetised(1.0, 1.0, 0.0), 1.0);
    }
}
