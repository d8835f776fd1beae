//! # Sell goods
//!
//! Households spend the money they do not want to hold. Shops sell what they have, towns being
//! nearer than villages; what is asked for beyond that goes unmet, and money stays in the pocket:
//! the goods famine. Trade then orders from trusts. Where trusts do not sell for their own account
//! the state takes their output and hands it out: to the army and offices, to towns as rations, to
//! villages for grain.
//!
//! Refuted by: villages that hoard money while shops are full.

use crate::allot::allot;
use crate::measures::KOPECKS;
use crate::payment::{cash, issue, pay};
use crate::prelude::*;

/// Retail and wholesale trade in manufactured consumer goods.
#[derive(Clone, Debug, Parameters)]
pub struct SellGoods {
    /// Part of the money wanted that townspeople hold.
    #[prior(Uniform(0.10, 0.16), unit = "share", source = "judgement")]
    pub towns_hold: f64,
    /// Part of the goods in shops that can be sold in a month.
    #[prior(Uniform(0.55, 0.8), unit = "share a month", source = "judgement")]
    pub on_offer: f64,
    /// How much better towns are served than villages when goods are short.
    #[prior(Uniform(0.1, 0.5), unit = "share", source = "judgement")]
    pub towns_first: f64,
    /// Stock that trade wants to keep.
    #[prior(Uniform(1.2, 2.0), unit = "months of sales", source = "judgement")]
    pub wanted_stock: f64,
    /// Speed at which the network of state and cooperative shops follows its goal.
    #[prior(Uniform(0.04, 0.10), unit = "share a month", source = "judgement")]
    pub network_speed: f64,
    /// Part of centrally held goods that goes to army and offices.
    #[prior(Uniform(0.40, 0.55), unit = "share", source = "judgement")]
    pub to_state: f64,
    /// Part that goes to townspeople as rations.
    #[prior(Uniform(0.28, 0.38), unit = "share", source = "judgement")]
    pub to_towns: f64,
    /// Unsold goods that are spoiled, stolen or written off in a month.
    #[prior(Uniform(0.004, 0.016), unit = "share a month", source = "judgement")]
    pub spoiled: f64,
    /// Goods that leak from plants to private hands.
    #[prior(Uniform(0.03, 0.08), unit = "share of output", source = "judgement")]
    pub leak: f64,
    /// Part of the money that people want to hold which stays unspent in a month.
    #[prior(Fixed(0.3), unit = "share of the money wanted", source = "judgement")]
    pub kept_back: f64,
    /// Least part of its cash that a household spends in a month.
    #[prior(Fixed(0.5), unit = "share of cash a month", source = "judgement")]
    pub spent_least: f64,
    /// Most that it can spend of it in a month.
    #[prior(Fixed(0.95), unit = "share of cash a month", source = "judgement")]
    pub spent_most: f64,
    /// How quickly the sense of shortage follows what shoppers failed to get.
    #[prior(Fixed(0.3), unit = "share a month", source = "judgement")]
    pub shortage_follows: f64,
    /// How quickly the trade's idea of normal sales follows the month's sales.
    #[prior(Fixed(0.25), unit = "share a month", source = "judgement")]
    pub sales_follow: f64,
    /// Part of a plant's stock that the state takes in a month where no plant sells for itself.
    #[prior(Fixed(0.6), unit = "share a month", source = "judgement")]
    pub taken: f64,
    /// Orders that come in a month however full the shelves are.
    #[prior(Fixed(0.02), unit = "share of the stock of trusts", source = "judgement")]
    pub ordered_least: f64,
    /// Most that trade can order in a month.
    #[prior(Fixed(0.9), unit = "share of the stock of trusts", source = "judgement")]
    pub ordered_most: f64,
    /// Part of their cash that private traders put into orders in a month.
    #[prior(Fixed(0.8), unit = "share of cash", source = "judgement")]
    pub purse_for_orders: f64,
    /// Part of what private traders cannot pay that state trade orders instead.
    #[prior(Fixed(0.5), unit = "share", source = "judgement")]
    pub state_steps_in: f64,
    /// Stock that is reckoned to move in a month even when nothing is sold.
    #[prior(Fixed(0.01), unit = "share of stock a month", source = "judgement")]
    pub always_moves: f64,
}

impl SellGoods {
    /// Share of its cash that a holder spends in a month when it holds `cash` and wants to hold
    /// `wanted`: the more, the more lies idle.
    pub fn spends(&self, cash: f64, wanted: f64) -> f64 {
        if cash <= 0.0 {
            return 0.0;
        }
        (1.0 - self.kept_back * wanted / cash).clamp(self.spent_least, self.spent_most)
    }

    /// Share of trade that private traders make, given the socialised network and tolerance.
    pub fn private_share(network: f64, tolerance: f64) -> f64 {
        let open = (1.0 - network).max(0.0) * tolerance;
        if open + network <= 0.0 { 1.0 } else { open / (open + network) }
    }
}

impl Mechanism for SellGoods {
    const CARD: Card = Card {
        name: "sell-goods",
        card: "E5",
        summary: "Shops sell what they have; unmet demand stays as idle money.",
        claims: &["nep-private-concessions-extent", "nep-restores-town-country-exchange"],
        edges: &[("town_country_exchange", "industrial_output")],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, mut v: View<'_>) {
        v.trade.network += self.network_speed * (v.instruments.socialised_reach - v.trade.network);
        self.spoil(&mut v);
        self.retail(&mut v);
        self.hand_out(&mut v);
        self.restock(&mut v);
    }
}

impl SellGoods {
    /// Unsold goods are spoiled, stolen and written off.
    fn spoil(&self, v: &mut View<'_>) {
        let private = v.trade.private_goods.share(self.spoiled);
        let state = v.trade.state_goods.share(self.spoiled);
        v.trade.private_goods -= private;
        v.trade.state_goods -= state;
        v.goods.lost += private + state;
        for trust in v.stock.ids() {
            let lost = v.stock[trust].share(self.spoiled);
            v.stock[trust] -= lost;
            v.goods.lost += lost;
        }
    }

    /// Households buy from private and state shops.
    fn retail(&self, v: &mut View<'_>) {
        let m = v.market;
        let want = m.money_wanted * KOPECKS;
        let peasant_cash = cash(v.accounts, m, Sector::Peasants);
        let town_cash = cash(v.accounts, m, Sector::Town);
        let peasant_want = m.peasants_want.max(1.0) * KOPECKS;
        let peasants = peasant_cash * self.spends(peasant_cash, peasant_want);
        let towns = town_cash * self.spends(town_cash, want * self.towns_hold);
        let asked_village = peasants / m.industrial_village.max(0.01);
        let asked_town = towns / m.industrial_retail.max(0.01);
        let asked = asked_village + asked_town;
        let shelves = v.trade.private_goods.real() + v.trade.state_goods.real();
        let offer = shelves * self.on_offer;
        let fill = (offer / asked.max(1.0)).min(1.0);
        let town_fill = (fill * (1.0 + self.towns_first)).min(1.0);
        let to_town = (asked_town * town_fill).min(offer);
        let to_village = (asked_village * fill).min(offer - to_town).max(0.0);
        let private = v.trade.private_share;
        for (buyer, amount, price) in [
            (Sector::Town, to_town, m.industrial_retail),
            (Sector::Peasants, to_village, m.industrial_village),
        ] {
            let sold = self.sell(v, buyer, amount, price, private);
            match buyer {
                Sector::Town => v.goods.towns += sold,
                _ => {
                    v.goods.villages += sold;
                    v.trade.to_villages = sold;
                }
            }
        }
        let sold = to_town + to_village;
        let unmet = 1.0 - sold / asked.max(1.0);
        v.trade.shortage += self.shortage_follows * (unmet.max(0.0) - v.trade.shortage);
        v.trade.turnover =
            Goods::floor(to_town * m.industrial_retail + to_village * m.industrial_village);
        v.trade.private_share = Self::private_share(v.trade.network, v.instruments.trade_tolerance);
        v.trade.sales += self.sales_follow * (sold - v.trade.sales);
    }

    /// One buyer takes `amount` from both kinds of shops and pays for it. Returns what left them.
    fn sell(
        &self,
        v: &mut View<'_>,
        buyer: Sector,
        amount: f64,
        price: f64,
        private: f64,
    ) -> Goods {
        // Each kind of shop sells its share; where one has not got the goods the other sells them.
        let from_private = Goods::floor(amount * private).at_most(v.trade.private_goods);
        let rest = Goods::floor(amount) - from_private;
        let from_state = rest.at_most(v.trade.state_goods);
        let more = (rest - from_state).at_most(v.trade.private_goods - from_private);
        let from_private = from_private + more;
        v.trade.private_goods -= from_private;
        v.trade.state_goods -= from_state;
        let m = v.market;
        let flow = Flow::Retail;
        let bill = from_private.real() * price;
        pay(v.accounts, m, flow, buyer, Sector::PrivateTrade, bill);
        let bill = from_state.real() * price;
        pay(v.accounts, m, flow, buyer, Sector::StateTrade, bill);
        from_private + from_state
    }

    /// What trusts may not sell the state hands out; a little leaks to private hands.
    fn hand_out(&self, v: &mut View<'_>) {
        let central = 1.0 - v.instruments.trust_autonomy;
        let mut taken = Goods::ZERO;
        for trust in v.stock.ids() {
            if v.branch[trust].is_consumer() {
                let leaked = v.output[trust].share(self.leak).at_most(v.stock[trust]);
                v.stock[trust] -= leaked;
                v.trade.private_goods += leaked;
                let part = v.stock[trust].share(self.taken * central);
                v.stock[trust] -= part;
                taken += part;
            }
        }
        let state = taken.share(self.to_state);
        let towns = taken.share(self.to_towns);
        v.goods.state += state;
        v.goods.towns += towns;
        v.goods.villages += taken - state - towns;
        v.state.goods_taken = taken;
        let bill = taken.real() * v.market.industrial_wholesale;
        pay(v.accounts, v.market, Flow::StateOrders, Sector::Budget, Sector::Trusts, bill);
    }

    /// Trade orders from trusts what it wants to have on its shelves.
    fn restock(&self, v: &mut View<'_>) {
        let stocks: Vec<f64> = v
            .stock
            .ids()
            .map(|t| {
                let free = v.branch[t].is_consumer();
                if free { v.stock[t].real() * v.instruments.trust_autonomy } else { 0.0 }
            })
            .collect();
        let at_trusts: f64 = stocks.iter().sum();
        let shelves = v.trade.private_goods.real() + v.trade.state_goods.real();
        let floor = self.ordered_least * at_trusts;
        let wanted = (self.wanted_stock * v.trade.sales * (1.0 + v.trade.shortage) - shelves
            + v.trade.sales)
            .max(floor)
            .min(self.ordered_most * at_trusts);
        let private_want = wanted * v.trade.private_share;
        let price = v.market.industrial_wholesale.max(0.01);
        let purse = cash(v.accounts, v.market, Sector::PrivateTrade) * self.purse_for_orders;
        let private = private_want.min(purse / price);
        let state = wanted - private_want + self.state_steps_in * (private_want - private);
        for (sector, amount) in [(Sector::PrivateTrade, private), (Sector::StateTrade, state)] {
            let bill = amount * price;
            advance(v, sector, bill);
            pay(v.accounts, v.market, Flow::Wholesale, sector, Sector::Trusts, bill);
            let parts = allot(amount as i64, &stocks);
            let mut moved = Goods::ZERO;
            for (trust, part) in v.stock.ids().zip(parts) {
                let part = Goods(part).at_most(v.stock[trust]);
                v.stock[trust] -= part;
                moved += part;
            }
            match sector {
                Sector::PrivateTrade => v.trade.private_goods += moved,
                _ => v.trade.state_goods += moved,
            }
        }
        v.trade.months_of_stock =
            (at_trusts + shelves) / (v.trade.sales + self.always_moves * at_trusts).max(1.0);
    }
}

/// The bank lends state trade what it lacks to pay its orders; before there is a bank, the treasury.
fn advance(v: &mut View<'_>, sector: Sector, bill: f64) {
    let short = bill - cash(v.accounts, v.market, sector);
    if sector != Sector::StateTrade || short <= 0.0 {
        return;
    }
    if v.instruments.money_regime == MoneyRegime::Sovznak {
        pay(v.accounts, v.market, Flow::StateOrders, Sector::Budget, sector, short);
    } else {
        let lent = short * v.instruments.credit.min(1.0);
        issue(v.accounts, v.market, Currency::Chervonets, Flow::Credit, sector, lent);
    }
}

view! {
    reads {
        market: Market = market;
        instruments: Instruments = instruments;
        branch: Column<Trust, Branch> = trusts.branch;
        output: Column<Trust, Goods> = trusts.output;
    }
    changes {
        stock: Column<Trust, Goods> = trusts.stock;
        trade: Trade = trade;
        goods: GoodsFlows = goods;
        accounts: Accounts = accounts;
        state: State = state;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn idle_money_is_spent_and_wanted_money_is_kept() {
        let rule = SellGoods::central();
        assert!(rule.spends(200.0, 100.0) > rule.spends(100.0, 100.0));
        assert_eq!(rule.spends(0.0, 100.0), 0.0);
        assert_eq!(rule.spends(100.0, 100.0), 0.7);
    }

    #[test]
    fn the_private_share_falls_with_the_network_and_rises_with_tolerance() {
        assert!(SellGoods::private_share(0.6, 0.8) < SellGoods::private_share(0.3, 0.8));
        assert!(SellGoods::private_share(0.6, 0.9) > SellGoods::private_share(0.6, 0.2));
        assert_eq!(SellGoods::private_share(0.0, 0.5), 1.0);
    }
}
