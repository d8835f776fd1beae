//! # Keep the budget
//!
//! The state collects what it can in money, spends a share of national income, and prints the
//! difference. As exchange leaves money, taxes fail first. Under the chervonets the printing is
//! limited and spending has to fit. Pay goes to townspeople, orders to trusts.
//!
//! Refuted by: deficits that do not fall when trade is free and taxed again.

use crate::measures::{KOPECKS, MILLION, MILLION_TONNES, MONTHS};
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
    /// Part of other income (trade, carriage, services) that moves with freight; the rest follows
    /// farming and industry.
    #[prior(Fixed(0.5), unit = "share", source = "judgement")]
    pub services_by_freight: f64,
    /// Of that rest, the part that follows farming; the remainder follows industry.
    #[prior(Fixed(0.5), unit = "share", source = "judgement")]
    pub services_by_farming: f64,
    /// Part of exchange that full rationing takes out of money.
    #[prior(Fixed(0.7), unit = "share", source = "judgement")]
    pub rationing_replaces: f64,
    /// How quickly the income that taxes and plans go by follows current output.
    #[prior(Fixed(0.2), unit = "share a month", source = "judgement")]
    pub income_follows: f64,
    /// Part of the money taxes due that comes in even where plants keep no accounts.
    #[prior(Fixed(0.15), unit = "share", source = "judgement")]
    pub paid_regardless: f64,
    /// Taxes that fall on trusts.
    #[prior(Fixed(0.5), unit = "share of taxes due", source = "judgement")]
    pub from_trusts: f64,
    /// Taxes that fall on townspeople.
    #[prior(Fixed(0.25), unit = "share of taxes due", source = "judgement")]
    pub from_towns: f64,
    /// Taxes that fall on peasants while there is no farm tax in money.
    #[prior(Fixed(0.15), unit = "share of taxes due", source = "judgement")]
    pub from_peasants: f64,
    /// Orders of the budget that go to state trade; the rest goes to trusts.
    #[prior(Fixed(0.15), unit = "share of orders", source = "judgement")]
    pub orders_to_trade: f64,
    /// Most of the orders that can be investment.
    #[prior(Fixed(0.5), unit = "share of orders", source = "judgement")]
    pub invested_most: f64,
}

impl KeepBudget {
    /// National income over that of 1913, from harvest, industry and freight over theirs.
    pub fn income(&self, harvest: f64, industry: f64, freight: f64) -> f64 {
        let rest = 1.0 - self.farm_weight - self.industry_weight;
        // Farming is animals and gardens too: they swing less than grain.
        let farm = self.not_grain + (1.0 - self.not_grain) * harvest;
        let by_farming = self.services_by_farming;
        let goods = by_farming * farm + (1.0 - by_farming) * industry;
        let by_freight = self.services_by_freight;
        self.farm_weight * farm
            + self.industry_weight * industry
            + rest * (by_freight * freight + (1.0 - by_freight) * goods)
    }

    /// Share of exchange that goes through money where private trade is tolerated, plants sell for
    /// their own account and bread is rationed to these degrees.
    pub fn monetised(&self, tolerance: f64, autonomy: f64, rationing: f64) -> f64 {
        let unrationed = 1.0 - self.rationing_replaces * rationing;
        let free = (tolerance.max(autonomy) * unrationed).clamp(0.0, 1.0);
        self.money_floor + (1.0 - self.money_floor) * free
    }
}

impl Mechanism for KeepBudget {
    const CARD: Card = Card {
        name: "keep-budget",
        card: "E11",
        summary: "The state taxes, spends and prints the difference.",
        claims: &[],
        edges: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, mut v: View<'_>) {
        let capacity: f64 = v.output_1913.total().real();
        let industry = v.output.total().real() / capacity.max(1.0);
        let harvest = v.state.last_harvest / (self.harvest_mean * MILLION_TONNES);
        let income = self.income(harvest, industry, v.state.freight_met * v.state.rail_capacity);
        v.state.income += self.income_follows * (income - v.state.income);
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
        let month = v.norms.income_1913 * MILLION * v.state.income / MONTHS;
        self.collect(&mut v, month);
        self.spend(&mut v, month);
    }
}

impl KeepBudget {
    /// Taxes on trusts, townspeople and private trade; the farm tax has its own mechanism.
    fn collect(&self, v: &mut View<'_>, month: f64) {
        // Plants that keep no accounts and households that get rations pay little in money.
        let regardless = self.paid_regardless;
        let open = regardless + (1.0 - regardless) * v.instruments.trust_autonomy;
        let money = libm::pow(v.market.monetised.clamp(0.0, 1.0), self.by_money);
        let due = self.revenue * month * KOPECKS * money * open;
        let trade = v.instruments.trade_tax * v.trade.turnover.real() * v.trade.private_share;
        let mut revenue = 0.0;
        let flow = Flow::Taxes;
        for (sector, amount) in [
            (Sector::Trusts, self.from_trusts * due),
            (Sector::Town, self.from_towns * due),
            (Sector::PrivateTrade, trade),
        ] {
            revenue += pay(v.accounts, v.market, flow, sector, Sector::Budget, amount) / KOPECKS;
        }
        // Profits: trusts hand over part of what they do not need.
        let idle = cash(v.accounts, v.market, Sector::Trusts)
            - self.trusts_keep * v.market.money_wanted * KOPECKS;
        let profit = self.profits * v.instruments.trust_autonomy * idle.max(0.0);
        let (trusts, budget) = (Sector::Trusts, Sector::Budget);
        revenue += pay(v.accounts, v.market, flow, trusts, budget, profit) / KOPECKS;
        if v.instruments.farm_tax <= 0.0 {
            let levy = self.from_peasants * due;
            revenue += pay(v.accounts, v.market, flow, Sector::Peasants, budget, levy) / KOPECKS;
        }
        v.state.revenue += revenue;
    }

    fn spend(&self, v: &mut View<'_>, month: f64) {
        let wanted = v.instruments.spending * month;
        let held = cash(v.accounts, v.market, Sector::Budget) / KOPECKS;
        let lack = (wanted - held).max(0.0);
        let paper = |s| value_of(v.accounts, v.market, Currency::Sovznak, s);
        let in_use = Sector::HOLDERS.into_iter().map(paper).sum::<f64>() / KOPECKS;
        let printed = match v.instruments.money_regime {
            MoneyRegime::Sovznak | MoneyRegime::Parallel => lack.min(self.print_most * in_use),
            MoneyRegime::Chervonets => lack.min(self.soft_limit * wanted),
        };
        let currency = match v.instruments.money_regime {
            MoneyRegime::Chervonets => Currency::Chervonets,
            _ => Currency::Sovznak,
        };
        let to = Sector::Budget;
        issue(v.accounts, v.market, currency, Flow::Emission, to, printed * KOPECKS);
        // Beside the paper the bank lends the treasury a little in the sounder money.
        if v.instruments.money_regime == MoneyRegime::Parallel {
            let lent = (lack - printed).clamp(0.0, self.soft_limit * wanted);
            let notes = Currency::Chervonets;
            issue(v.accounts, v.market, notes, Flow::Emission, to, lent * KOPECKS);
        }
        v.state.emission = printed;
        // What comes in beyond the plan is spent too, part of it each month.
        let beyond = self.spent_beyond * (held - wanted).max(0.0);
        let spent = (wanted.min(held + printed) + beyond) * KOPECKS;
        let pay_bill = spent * self.pay_share;
        pay(v.accounts, v.market, Flow::Wages, Sector::Budget, Sector::Town, pay_bill);
        let orders = spent - pay_bill;
        let (flow, budget) = (Flow::StateOrders, Sector::Budget);
        let to_trusts = (1.0 - self.orders_to_trade) * orders;
        pay(v.accounts, v.market, flow, budget, Sector::Trusts, to_trusts);
        let to_trade = self.orders_to_trade * orders;
        pay(v.accounts, v.market, flow, budget, Sector::StateTrade, to_trade);
        v.state.expenditure = spent / KOPECKS;
        let most = self.invested_most * orders / KOPECKS;
        v.state.investment = (v.instruments.investment * month).min(most);
    }
}

view! {
    reads {
        output: Column<Trust, Goods> = trusts.output;
        output_1913: Column<Trust, Goods> = trusts.output_1913;
        trade: Trade = trade;
        instruments: Instruments = instruments;
        norms: Norms = norms;
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
