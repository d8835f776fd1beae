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
    /// Grain lost between village and ration card.
    #[prior(Uniform(0.05, 0.12), unit = "share", source = "judgement")]
    pub lost: f64,
    /// Margin of state bread over what the state paid.
    #[prior(Uniform(0.2, 0.5), unit = "share", source = "judgement")]
    pub margin: f64,
}

impl FeedTowns {
    /// Share of the town norm that the state undertakes to cover.
    pub fn undertakes(rationing: f64, reach: f64) -> f64 {
        rationing.max(reach * 0.8).min(1.0)
    }
}

impl Mechanism for FeedTowns {
    const CARD: Card = Card {
        name: "feed-towns",
        card: "E9",
        summary: "Army first, then towns by rank, as far as trains go.",
        claims: &["industrial-centres-collapse"],
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
        let eaten = wanted.min(total * 0.5) as i64;
        for (region, part) in v.state_grain.ids().zip(allot(eaten, &stocks)) {
            let part = Kilograms(part).at_most(v.state_grain[region]);
            v.state_grain[region] -= part;
            v.food_army[region] += part;
        }
    }

    /// What each region's towns should get from the state, kg.
    fn wanted(&self, v: &View<'_>) -> Vec<f64> {
        let share =
            Self::undertakes(v.instruments.rationing, v.instruments.procurement_reach);
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
            lacking[r] = (3.0 * wanted[r] - here).max(0.0);
        }
        let movable = spare.iter().sum::<f64>() * (0.15 + 0.55 * v.state.freight_met);
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
            let here = v.state_grain[region].share(self.released.max(0.5 * v.state.freight_met));
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
        let bill = sold * price * (1.0 - v.instruments.rationing).max(0.05);
        pay(v.accounts, v.market, Flow::Bread, Sector::Town, Sector::StateTrade, bill);
    }
}

view! {
    reads {
        people: Column<Town, People> = towns.people;
        region: Column<Town, Id<Region>> = towns.region;
        priority: Column<Town, f64> = towns.priority;
        control: Column<Region, f64> = regions.control;
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
        assert_eq!(FeedTowns::undertakes(1.0, 0.2), 1.0);
        assert!(FeedTowns::undertakes(0.0, 0.5) < 1.0);
    }
}
