//! # Trade privately
//!
//! Private traders carry grain from where it is cheap to where it is wanted: to towns and to
//! villages that lack it. Their capital, the railways and the risk of confiscation limit how much.
//! Under War Communism the same is done by bagmen. Profit builds capital; taxes, confiscation and
//! the owners' own spending run it down.
//!
//! Refuted by: towns as well fed under a ban that holds as under one that leaks.

use crate::allot::allot;
use crate::payment::pay;
use crate::prelude::*;

/// Private carriage of grain and the growth of private capital.
#[derive(Clone, Debug, Parameters)]
pub struct TradePrivately {
    /// Share of the grain wanted elsewhere that private traders could carry in a month of peace,
    /// with full capital and a whole railway.
    #[prior(Uniform(0.7, 0.95), unit = "share a month", source = "judgement")]
    pub reach: f64,
    /// Reach that is left where trade is forbidden.
    #[prior(Uniform(0.30, 0.50), unit = "share", source = "judgement, bag trade of 1918-20")]
    pub bagmen: f64,
    /// How much remoteness counts when freight is short.
    #[prior(Uniform(0.6, 1.1), unit = "share", source = "judgement")]
    pub far: f64,
    /// Part of what villages lack that they can pay for.
    #[prior(Uniform(0.3, 0.6), unit = "share", source = "judgement")]
    pub village_buys: f64,
    /// Profit on private turnover.
    #[prior(Uniform(0.06, 0.12), unit = "share of turnover", source = "judgement, card E6")]
    pub profit: f64,
    /// Part of private capital that its owners consume.
    #[prior(Uniform(0.02, 0.05), unit = "share a month", source = "judgement")]
    pub consumption: f64,
    /// Confiscation where trade is pursued without mercy.
    #[prior(Uniform(0.03, 0.08), unit = "share a month", source = "judgement, card E6")]
    pub confiscation: f64,
    /// Grain that traders hold back for later months.
    #[prior(Uniform(0.05, 0.15), unit = "share of the stock", source = "judgement")]
    pub held_back: f64,
    /// Margin of private bread over the farm-gate price.
    #[prior(Uniform(0.4, 0.9), unit = "share", source = "judgement")]
    pub margin: f64,
    /// Carriage that goes on by cart and on foot when no freight moves.
    #[prior(Fixed(0.35), unit = "share", source = "judgement")]
    pub without_trains: f64,
    /// Part of private carriage that the passing front stops.
    #[prior(Fixed(0.7), unit = "share", source = "judgement")]
    pub front_stops: f64,
    /// Part of what it lacks that reaches even the remotest region.
    #[prior(Fixed(0.05), unit = "share", source = "judgement")]
    pub remotest_get: f64,
}

impl TradePrivately {
    /// Share of the wanted grain that is carried, given tolerance, freight and war.
    pub fn carried(&self, tolerance: f64, freight: f64, peace: f64) -> f64 {
        let reach = self.bagmen + (1.0 - self.bagmen) * tolerance;
        let carts = self.without_trains;
        self.reach * reach * (carts + (1.0 - carts) * freight.clamp(0.0, 1.0)) * peace
    }
}

impl Mechanism for TradePrivately {
    const CARD: Card = Card {
        name: "trade-privately",
        card: "E6",
        summary: "Traders and bagmen carry grain to towns and hungry villages.",
        claims: &["nepmen-flourish", "nep-restores-town-country-exchange"],
        edges: &[
            ("market_freedom", "private_trade_share"),
            ("market_freedom", "town_country_exchange"),
        ],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, mut v: View<'_>) {
        self.carry(&mut v);
        let eaten = self.feed_towns(&mut v);
        let bill = eaten * v.norms.grain_price * v.market.grain_free * (1.0 + self.margin);
        pay(v.accounts, v.market, Flow::Bread, Sector::Town, Sector::PrivateTrade, bill);
        self.grow_capital(&mut v);
    }
}

impl TradePrivately {
    /// Grain that the villages of a region can pay for of what they lack, kg.
    fn village_wants(&self, v: &View<'_>, region: Id<Region>) -> f64 {
        self.village_buys * v.lacked[region].above(v.village_grain[region]).real()
    }

    /// Moves traders' grain from regions that have more than they want to those that have less.
    fn carry(&self, v: &mut View<'_>) {
        let regions = v.trader_grain.len();
        let mut wanted = vec![0.0; regions];
        for town in v.people.ids() {
            let gap = (1.0 - v.ration[town]).max(0.0);
            wanted[v.town_region[town].number()] += v.people[town].real() * v.norms.town_food * gap;
        }
        let mut spare = vec![0i64; regions];
        let mut lacking = vec![0.0; regions];
        for region in v.trader_grain.ids() {
            let r = region.number();
            wanted[r] += self.village_wants(v, region);
            let here = v.trader_grain[region].share(1.0 - self.held_back).0;
            spare[r] = (here - wanted[r] as i64).max(0);
            let peace = 1.0 - self.front_stops * v.war[region];
            let carried = self.carried(v.instruments.trade_tolerance, v.state.freight_met, peace);
            let far = self.far * v.remoteness[region] * (1.0 - v.state.freight_met);
            let near = (1.0 - far).max(self.remotest_get);
            lacking[r] = (wanted[r] - here as f64).max(0.0) * carried * near;
        }
        let total = spare.iter().sum::<i64>().min(lacking.iter().sum::<f64>() as i64);
        let spare: Vec<f64> = spare.into_iter().map(|s| s as f64).collect();
        let sent = allot(total, &spare);
        let received = allot(total, &lacking);
        for region in v.trader_grain.ids() {
            let change = Kilograms(received[region.number()] - sent[region.number()]);
            v.trader_grain[region] += change;
            v.transported[region] += change;
        }
    }

    /// Townspeople buy what rations leave open; villages that lack grain buy the rest. Returns the
    /// kilograms that towns bought.
    fn feed_towns(&self, v: &mut View<'_>) -> f64 {
        let mut eaten = 0i64;
        for region in v.trader_grain.ids() {
            let towns: Vec<Id<Town>> =
                v.people.ids().filter(|&t| v.town_region[t] == region).collect();
            let gaps: Vec<f64> = towns
                .iter()
                .map(|&t| v.people[t].real() * v.norms.town_food * (1.0 - v.ration[t]).max(0.0))
                .collect();
            let wanted: f64 = gaps.iter().sum();
            let rural = self.village_wants(v, region);
            let stock = v.trader_grain[region].share(1.0 - self.held_back);
            let share = (stock.real() / (wanted + rural).max(1.0)).min(1.0);
            let to_towns = Kilograms::floor(wanted * share).at_most(stock);
            for (&town, part) in towns.iter().zip(allot(to_towns.0, &gaps)) {
                let norm = v.people[town].real() * v.norms.town_food;
                v.food[town] = v.ration[town] + part as f64 / norm.max(1.0);
            }
            let to_village = Kilograms::floor(rural * share).at_most(stock - to_towns);
            v.trader_grain[region] -= to_towns + to_village;
            v.village_grain[region] += to_village;
            v.food_town[region] += to_towns;
            eaten += to_towns.0;
        }
        eaten as f64
    }

    fn grow_capital(&self, v: &mut View<'_>) {
        let turnover = v.trade.turnover.real() * v.trade.private_share;
        let tolerance = v.instruments.trade_tolerance;
        let kept = self.profit - v.instruments.trade_tax;
        let lost = self.consumption + self.confiscation * (1.0 - tolerance);
        let capital = v.trade.private_capital;
        v.trade.private_capital = (capital * (1.0 - lost) + turnover * kept).max(0.0);
        let fine = v.trade.private_goods.real() * self.confiscation * (1.0 - tolerance);
        pay(v.accounts, v.market, Flow::Confiscation, Sector::PrivateTrade, Sector::Budget, fine);
    }
}

view! {
    reads {
        people: Column<Town, People> = towns.people;
        town_region: Column<Town, Id<Region>> = towns.region;
        ration: Column<Town, f64> = towns.ration;
        lacked: Column<Region, Kilograms> = regions.lacked;
        war: Column<Region, f64> = regions.war;
        remoteness: Column<Region, f64> = regions.remoteness;
        market: Market = market;
        instruments: Instruments = instruments;
        norms: Norms = norms;
        state: State = state;
    }
    changes {
        food: Column<Town, f64> = towns.food;
        trader_grain: Column<Region, Kilograms> = regions.trader_grain;
        village_grain: Column<Region, Kilograms> = regions.village_grain;
        transported: Column<Region, Kilograms> = grain.transported;
        food_town: Column<Region, Kilograms> = grain.food_town;
        trade: Trade = trade;
        accounts: Accounts = accounts;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tolerance_freight_and_peace_each_carry_more() {
        let rule = TradePrivately::central();
        let base = rule.carried(0.5, 0.5, 0.8);
        assert!(rule.carried(0.9, 0.5, 0.8) > base);
        assert!(rule.carried(0.5, 0.9, 0.8) > base);
        assert!(rule.carried(0.5, 0.5, 1.0) > base);
        assert!(rule.carried(0.0, 0.0, 1.0) > 0.0);
    }
}
