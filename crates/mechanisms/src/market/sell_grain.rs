//! # Sell grain
//!
//! A household gives up part of the grain above its floor for town goods: more of it, the better
//! the terms. That is so while goods are there. When shops are empty it sells no more than it can
//! use the money for, and holds the rest; then neither cheaper goods on paper nor dearer grain
//! brings more to market. One rule gives both regimes. The state buys what its price attracts and
//! its collectors can reach; private buyers take the rest, as far as they are tolerated, and what
//! they may not take stays in the barn.
//!
//! Refuted by: marketings that answer to prices alike with full and with empty shops; a ban on
//! private trade that keeps grain from the state.

use crate::measures::{HECTARE, KOPECKS, MONTHS};
use crate::norm::feed_wanted;
use crate::payment::{cash, issue, pay};
use crate::prelude::*;

/// Sales of grain and other farm produce, with the switch to rationed selling.
#[derive(Clone, Debug, Parameters)]
pub struct SellGrain {
    /// Readiness to give up grain for goods.
    #[prior(
        LogNormal(1.4, 0.25),
        unit = "elasticity of substitution",
        source = "judgement, card E5"
    )]
    pub substitution: f64,
    /// Share of the grain above the floor that is sold in a farming year at the terms of 1913,
    /// after the land reform.
    #[prior(Uniform(0.55, 0.70), unit = "share", source = "judgement, marketings of 1926/27")]
    pub sold_at_parity: f64,
    /// How much faster than evenly grain is offered, since what is left shrinks.
    #[prior(Uniform(1.8, 2.4), unit = "times", source = "judgement")]
    pub pace: f64,
    /// Part of the norm of food that belongs to the floor.
    #[prior(Uniform(0.80, 0.90), unit = "share", source = "judgement")]
    pub food_floor: f64,
    /// Part of full feed that belongs to the floor.
    #[prior(Uniform(0.45, 0.65), unit = "share", source = "judgement")]
    pub feed_floor: f64,
    /// How sharply sales fall once money lies idle.
    #[prior(
        Uniform(0.10, 0.28),
        unit = "share of sales a unit of overhang",
        source = "judgement, card E5"
    )]
    pub idle_money: f64,
    /// Width of the passage from free to rationed selling.
    #[prior(Uniform(0.02, 0.10), unit = "share of sales", source = "judgement, card E5")]
    pub passage: f64,
    /// Private sales that go on where trade is forbidden, as a share of free ones.
    #[prior(Uniform(0.25, 0.50), unit = "share", source = "judgement, bag trade of 1918-20")]
    pub illicit: f64,
    /// How strongly a state price below the free price loses sellers.
    #[prior(Uniform(2.0, 5.0), unit = "a unit of log price gap", source = "judgement")]
    pub price_pull: f64,
    /// Gap at which the state still gets half of what it can reach.
    #[prior(Uniform(0.30, 0.55), unit = "log price gap", source = "judgement")]
    pub gap_half: f64,
    /// Meat, milk and garden produce that a townsman buys from peasants in a fed year.
    #[prior(Uniform(26.0, 40.0), unit = "roubles of 1913 a year", source = "judgement")]
    pub garden: f64,
    /// Flax, hides, cotton and other materials that light industry buys from peasants.
    #[prior(Uniform(0.20, 0.30), unit = "share of its output", source = "judgement")]
    pub materials: f64,
    /// Other farm produce that collectors buy, by value, for each rouble of grain.
    #[prior(Uniform(0.2, 0.5), unit = "roubles a rouble", source = "judgement")]
    pub other_produce: f64,
    /// Sales withheld under a war scare.
    #[prior(Uniform(0.0, 0.2), unit = "share of sales", source = "judgement")]
    pub scare: f64,
    /// Hidden grain that comes out in a month when nobody searches.
    #[prior(Fixed(0.25), unit = "share a month", source = "judgement")]
    pub comes_out: f64,
    /// Lack of money, over the money wanted, beyond which sales rise no further.
    #[prior(Fixed(-0.5), unit = "ratio", source = "judgement")]
    pub short_least: f64,
    /// Sales that go on however much money lies idle.
    #[prior(Fixed(0.05), unit = "share of free sales", source = "judgement")]
    pub sold_least: f64,
    /// Most of the grain above the floor that is sold in a month.
    #[prior(Fixed(0.6), unit = "share a month", source = "judgement")]
    pub sold_most: f64,
}

impl SellGrain {
    /// Share of the grain above the floor that is sold in a year, free of rationing, when grain
    /// buys `terms` of town goods (1913 = 1).
    pub fn share(&self, terms: f64) -> f64 {
        let odds = (1.0 - self.sold_at_parity) / self.sold_at_parity;
        1.0 / (1.0 + odds * libm::pow(terms.max(0.01), 1.0 - self.substitution))
    }

    /// Sales over free sales when peasants hold `overhang` idle money over what they want to hold.
    pub fn rationed(&self, overhang: f64) -> f64 {
        let use_of_money = 1.0 - self.idle_money * overhang.max(self.short_least);
        let w = self.passage;
        let soft = -w * libm::log(libm::exp(-1.0 / w) + libm::exp(-use_of_money / w));
        soft.clamp(self.sold_least, 1.0)
    }

    /// Share of what the collectors reach that goes to the state, given free and state price.
    pub fn to_state(&self, free: f64, state: f64) -> f64 {
        let gap = libm::log(free.max(0.01) / state.max(0.01));
        1.0 / (1.0 + libm::exp(self.price_pull * (gap - self.gap_half)))
    }
}

impl Mechanism for SellGrain {
    const CARD: Card = Card {
        name: "sell-grain",
        card: "E5",
        summary: "Peasants sell grain for goods, or no more than money is good for.",
        claims: &["nep-restores-town-country-exchange", "nep-rural-rights"],
        edges: &[("grain_harvest", "grain_marketed"), ("town_country_exchange", "grain_marketed")],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, mut v: View<'_>) {
        let tolerance = v.instruments.trade_tolerance;
        let open = self.illicit + (1.0 - self.illicit) * tolerance;
        let terms = v.market.grain_free / v.market.industrial_village.max(0.01);
        // Over a year of months the hazard sells the wanted share of what is above the floor.
        let year = self.share(terms) * self.rationed(v.market.overhang);
        let year = year * (1.0 - self.scare * v.world.war_scare);
        let hazard = self.pace * year * v.season.sales;
        let reach = v.instruments.procurement_reach;
        let attracted = reach * self.to_state(v.market.grain_free, v.market.grain_state);
        let (mut procured, mut private) = (0i64, 0i64);
        for region in v.rows.ids() {
            let calm = 1.0 - v.rising[region];
            let state = attracted * v.control[region];
            // A ban stops private buyers, not the state's: of what these leave part stays unsold.
            let bought = state + (1.0 - state) * open;
            let sold = self.sell_in(&mut v, region, (hazard * bought).min(self.sold_most) * calm);
            let to_state = Kilograms(sold).share(state / bought.max(f64::MIN_POSITIVE)).0;
            v.state_grain[region] += Kilograms(to_state);
            v.trader_grain[region] += Kilograms(sold - to_state);
            v.sold[region] += Kilograms(sold);
            v.procured[region] += Kilograms(to_state);
            procured += to_state;
            private += sold - to_state;
        }
        self.pay_peasants(&mut v, procured as f64, private as f64);
    }
}

impl SellGrain {
    fn sell_in(&self, v: &mut View<'_>, region: Id<Region>, hazard: f64) -> i64 {
        let months = f64::from(v.season.to_harvest.max(1));
        let hide = v.instruments.grain_policy == GrainPolicy::Requisition;
        let comes_out = if hide { 0.0 } else { self.comes_out };
        let food = v.norms.food * self.food_floor * months;
        let feed = self.feed_floor * months;
        let seed = if v.season.sown { 0.0 } else { v.norms.seed / HECTARE };
        let norms = v.norms;
        let rows = &v.rows[region];
        let columns = (
            v.weight.of(rows),
            v.mouths.of(rows),
            v.horses.of(rows),
            v.cattle.of(rows),
            v.pigs.of(rows),
            v.sown.of(rows),
            v.grain.of_mut(rows),
            v.hidden.of_mut(rows),
        );
        let [sold, surplus] = pass(
            columns,
            #[inline(always)]
            |[sold, surplus]: &mut [i64; 2], block| {
                let (weight, mouths, horses, cattle, pigs, sown, grain, hidden) = block;
                for i in 0..LANES {
                    let out = whole(f64::from(hidden[i]) * comes_out);
                    hidden[i] -= out;
                    grain[i] += out;
                    let floor = f64::from(mouths[i]) * food
                        + feed_wanted(norms, horses[i], cattle[i], pigs[i]) * feed
                        + f64::from(sown[i]) * seed;
                    let above = (f64::from(grain[i]) - floor).max(0.0);
                    let sale = whole(above * hazard);
                    grain[i] -= sale;
                    let w = i64::from(weight[i]);
                    *sold += i64::from(sale) * w;
                    *surplus += i64::from(whole(above)) * w;
                }
            },
        );
        v.surplus[region] = Kilograms(surplus);
        v.offered[region] = Kilograms(sold);
        sold
    }

    /// Collectors and private buyers pay; where collectors lack cash the bank or the treasury
    /// advances it.
    fn pay_peasants(&self, v: &mut View<'_>, procured: f64, private: f64) {
        let worth = v.norms.grain_price * (1.0 + self.other_produce);
        let state_bill = procured * worth * v.market.grain_state;
        let private_bill = private * worth * v.market.grain_free;
        let short = state_bill - cash(v.accounts, v.market, Sector::StateTrade);
        if short > 0.0 {
            if v.instruments.money_regime == MoneyRegime::Sovznak {
                pay(
                    v.accounts,
                    v.market,
                    Flow::StateOrders,
                    Sector::Budget,
                    Sector::StateTrade,
                    short,
                );
            } else {
                issue(
                    v.accounts,
                    v.market,
                    Currency::Chervonets,
                    Flow::Credit,
                    Sector::StateTrade,
                    short,
                );
            }
        }
        let (flow, peasants) = (Flow::FarmSales, Sector::Peasants);
        pay(v.accounts, v.market, flow, Sector::StateTrade, peasants, state_bill);
        pay(v.accounts, v.market, flow, Sector::PrivateTrade, peasants, private_bill);
        let open = v.market.monetised;
        let garden = v.town_people.total().real() * self.garden * KOPECKS / MONTHS;
        let garden = garden * v.market.agricultural;
        pay(v.accounts, v.market, flow, Sector::Town, peasants, garden * open);
        let light: f64 =
            v.branch.ids().filter(|&t| v.branch[t].is_consumer()).map(|t| v.output[t].real()).sum();
        let materials = light * self.materials * v.market.agricultural;
        pay(v.accounts, v.market, flow, Sector::Trusts, peasants, materials * open);
    }
}

view! {
    reads {
        rows: Column<Region, std::ops::Range<usize>> = households.rows;
        weight: Column<Household, u32> = households.weight;
        mouths: Column<Household, u8> = households.mouths;
        horses: Column<Household, u8> = households.horses;
        cattle: Column<Household, u8> = households.cattle;
        pigs: Column<Household, u8> = households.pigs;
        sown: Column<Household, u32> = households.sown;
        control: Column<Region, f64> = regions.control;
        rising: Column<Region, f64> = regions.rising;
        town_people: Column<Town, People> = towns.people;
        branch: Column<Trust, Branch> = trusts.branch;
        output: Column<Trust, Goods> = trusts.output;
        market: Market = market;
        instruments: Instruments = instruments;
        world: World = world;
        season: Season = season;
        norms: Norms = norms;
    }
    changes {
        grain: Column<Household, u32> = households.grain;
        hidden: Column<Household, u32> = households.hidden;
        surplus: Column<Region, Kilograms> = regions.surplus;
        offered: Column<Region, Kilograms> = regions.offered;
        state_grain: Column<Region, Kilograms> = regions.state_grain;
        trader_grain: Column<Region, Kilograms> = regions.trader_grain;
        sold: Column<Region, Kilograms> = grain.sold;
        procured: Column<Region, Kilograms> = grain.procured;
        accounts: Accounts = accounts;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn better_terms_bring_more_grain_when_goods_are_there() {
        let rule = SellGrain::central();
        assert!(rule.share(1.0) > rule.share(0.33));
        assert!((rule.share(1.0) - rule.sold_at_parity).abs() < 1e-12);
    }

    #[test]
    fn with_unit_substitution_terms_do_not_matter() {
        // Closed form: at an elasticity of one the share sold is constant.
        let rule = SellGrain { substitution: 1.0, ..SellGrain::central() };
        assert!((rule.share(0.3) - rule.share(2.0)).abs() < 1e-12);
    }

    #[test]
    fn idle_money_cuts_sales_and_never_raises_them() {
        let rule = SellGrain::central();
        assert!(rule.rationed(0.6) < rule.rationed(0.0));
        assert!(rule.rationed(-0.4) <= 1.0);
    }

    #[test]
    fn a_state_price_far_below_the_market_gets_little() {
        let rule = SellGrain::central();
        assert!(rule.to_state(2.0, 1.0) < rule.to_state(1.1, 1.0));
    }
}
