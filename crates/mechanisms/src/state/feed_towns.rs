//! # Feed the towns
//!
//! The state's grain goes first to the army, then to the towns by rank of supply, as far as the
//! railways carry it. Where rations are full the state covers the norm; where trade is free it
//! sells part of what the towns eat. Petrograd and Moscow are far from grain and first on the list.
//!
//! Refuted by: northern towns fed as well as southern ones while the railways fail.

use crate::allot::allot;
use crate::payment::pay;
use crate::prelude::*;

/// State supply of army and towns.
#[derive(Clone, Debug, Parameters)]
pub struct FeedTowns {
    /// Grain that a soldier gets for each norm of a townsman.
    #[prior(Uniform(1.2, 1.6), unit = "norms", source = "judgement")]
    pub soldier: f64,
    /// Part of the state's grain that may go out in a month.
    #[prior(Uniform(0.2, 0.35), unit = "share a month", source = "judgement")]
    pub released: f64,
    /// Share of the towns' need that the state sells for each month of need in its stock.
    #[prior(Uniform(0.12, 0.25), unit = "share a month of stock", source = "judgement")]
    pub sells: f64,
    /// Grain lost between village and ration card.
    #[prior(Uniform(0.05, 0.12), unit = "share", source = "judgement")]
    pub lost: f64,
    /// How much remoteness counts when freight is short.
    #[prior(Uniform(0.8, 1.4), unit = "share", source = "judgement")]
    pub far: f64,
    /// Margin of state bread over what the state paid.
    #[prior(Uniform(0.2, 0.5), unit = "share", source = "judgement")]
    pub margin: f64,
    /// Most of the towns' need that the state sells where there is no rationing.
    #[prior(Fixed(0.9), unit = "share of the norm", source = "judgement")]
    pub sells_most: f64,
    /// Most of the state's grain that the army can draw in a month.
    #[prior(Fixed(0.5), unit = "share of the stock a month", source = "judgement")]
    pub army_most: f64,
    /// Part of what it lacks that trains bring to even the remotest region.
    #[prior(Fixed(0.05), unit = "share", source = "judgement")]
    pub remotest_get: f64,
    /// Stock up to which grain is sent to a region.
    #[prior(Fixed(3.0), unit = "months of rations", source = "judgement")]
    pub stocked_up: f64,
    /// Spare grain that is carried off in a month without freight.
    #[prior(Fixed(0.15), unit = "share of the spare grain a month", source = "judgement")]
    pub carried_least: f64,
    /// What full freight adds to that.
    #[prior(Fixed(0.55), unit = "share of the spare grain a month", source = "judgement")]
    pub carried_by_freight: f64,
    /// Part of a region's state grain that may go out in a month with full freight, if more than
    /// usual.
    #[prior(Fixed(0.5), unit = "share a month", source = "judgement")]
    pub released_by_freight: f64,
    /// Part of the price that is paid for bread even under full rationing.
    #[prior(Fixed(0.05), unit = "share of the price", source = "judgement")]
    pub ration_price: f64,
}

impl FeedTowns {
    /// Share of the town norm that the state undertakes to cover: by ration, or by selling what its
    /// stock, in months of the towns' need, lets it sell.
    pub fn undertakes(&self, rationing: f64, stock_months: f64) -> f64 {
        rationing.max((self.sells * stock_months).min(self.sells_most))
    }
}

impl Mechanism for FeedTowns {
    const CARD: Card = Card {
        name: "feed-towns",
        card: "E9",
        summary: "Army first, then towns by rank, as far as trains go.",
        claims: &["industrial-centres-collapse", "grain-supply-revives-cities-and-industry"],
        edges: &[("grain_marketed", "urban_food")],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, mut v: View<'_>) {
        self.feed_army(&mut v);
        self.carry(&mut v);
        self.hand_out(&mut v);
    }
}

impl FeedTowns {
    /// Soldiers eat where the state has grain.
    fn feed_army(&self, v: &mut View<'_>) {
        let wanted = v.state.army.real() * v.norms.town_food * self.soldier;
        let stocks: Vec<f64> = v.state_grain.all().iter().map(|k| k.real()).collect();
        let total: f64 = stocks.iter().sum();
        let eaten = wanted.min(total * self.army_most) as i64;
        for (region, part) in v.state_grain.ids().zip(allot(eaten, &stocks)) {
            let part = Kilograms(part).at_most(v.state_grain[region]);
            v.state_grain[region] -= part;
            v.food_army[region] += part;
        }
    }

    /// How well trains reach a region: remote ones suffer first when freight is short.
    fn reaches(&self, v: &View<'_>, region: Id<Region>) -> f64 {
        (1.0 - self.far * v.remoteness[region] * (1.0 - v.state.freight_met)).max(self.remotest_get)
    }

    /// What each region's towns should get from the state, kg.
    fn wanted(&self, v: &View<'_>) -> Vec<f64> {
        let need = v.people.total().real() * v.norms.town_food;
        let months = v.state_grain.total().real() / need.max(1.0);
        let share = self.undertakes(v.instruments.rationing, months);
        let mut wanted = vec![0.0; v.state_grain.len()];
        for town in v.people.ids() {
            let region = v.region[town];
            wanted[region.number()] += v.people[town].real()
                * v.norms.town_food
                * share
                * v.priority[town]
                * v.control[region];
        }
        wanted
    }

    /// Trains carry state grain to regions whose towns lack it.
    fn carry(&self, v: &mut View<'_>) {
        let wanted = self.wanted(v);
        let mut spare = vec![0.0; wanted.len()];
        let mut lacking = vec![0.0; wanted.len()];
        for region in v.state_grain.ids() {
            let r = region.number();
            let here = v.state_grain[region].real();
            spare[r] = (here - wanted[r]).max(0.0) * v.control[region];
            lacking[r] = (self.stocked_up * wanted[r] - here).max(0.0) * self.reaches(v, region);
        }
        let part = self.carried_least + self.carried_by_freight * v.state.freight_met;
        let movable = spare.iter().sum::<f64>() * part;
        let total = movable.min(lacking.iter().sum()) as i64;
        let lost = (total as f64 * self.lost) as i64;
        let (sent, received) = (allot(total, &spare), allot(total, &lacking));
        let losses = allot(lost, &received.iter().map(|&r| r as f64).collect::<Vec<_>>());
        for region in v.state_grain.ids() {
            let r = region.number();
            v.state_grain[region] += Kilograms(received[r] - sent[r] - losses[r]);
            v.transported[region] += Kilograms(received[r] - sent[r]);
            v.lost_grain[region] += Kilograms(losses[r]);
        }
    }

    /// Towns get their ration or buy state bread; the rest they must find on the market.
    fn hand_out(&self, v: &mut View<'_>) {
        let wanted = self.wanted(v);
        let mut sold = 0.0;
        for region in v.state_grain.ids() {
            let by_freight = self.released_by_freight * v.state.freight_met;
            let here = v.state_grain[region].share(self.released.max(by_freight));
            let out = Kilograms::floor(wanted[region.number()]).at_most(here);
            let towns: Vec<Id<Town>> = v.people.ids().filter(|&t| v.region[t] == region).collect();
            let weights: Vec<f64> =
                towns.iter().map(|&t| v.people[t].real() * v.priority[t]).collect();
            for (&town, part) in towns.iter().zip(allot(out.0, &weights)) {
                let norm = (v.people[town].real() * v.norms.town_food).max(1.0);
                v.ration[town] = part as f64 / norm;
                v.food[town] = v.ration[town];
            }
            v.state_grain[region] -= out;
            v.food_town[region] += out;
            sold += out.real();
        }
        let price = v.norms.grain_price * v.market.grain_state * (1.0 + self.margin);
        let bill = sold * price * (1.0 - v.instruments.rationing).max(self.ration_price);
        pay(v.accounts, v.market, Flow::Bread, Sector::Town, Sector::StateTrade, bill);
    }
}

view! {
    reads {
        people: Column<Town, People> = towns.people;
        region: Column<Town, Id<Region>> = towns.region;
        priority: Column<Town, f64> = towns.priority;
        control: Column<Region, f64> = regions.control;
        remoteness: Column<Region, f64> = regions.remoteness;
        market: Market = market;
        instruments: Instruments = instruments;
        norms: Norms = norms;
        state: State = state;
    }
    changes {
        ration: Column<Town, f64> = towns.ration;
        food: Column<Town, f64> = towns.food;
        state_grain: Column<Region, Kilograms> = regions.state_grain;
        food_army: Column<Region, Kilograms> = grain.food_army;
        food_town: Column<Region, Kilograms> = grain.food_town;
        transported: Column<Region, Kilograms> = grain.transported;
        lost_grain: Column<Region, Kilograms> = grain.lost;
        accounts: Accounts = accounts;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_rations_cover_the_norm() {
        let rule = FeedTowns::central();
        assert_eq!(rule.undertakes(1.0, 0.2), 1.0);
        assert!(rule.undertakes(0.0, 2.0) < rule.undertakes(0.0, 4.0));
    }
}
