//! # Invest
//!
//! What the state puts into industry becomes plant, as far as machines can be made or bought for
//! it; plant wears out. Home machine works and imports share the work.
//!
//! Refuted by: capacity that grows without machines.

use crate::measures::{KOPECKS, MONTHS};
use crate::prelude::*;

/// New plant and its wear.
#[derive(Clone, Debug, Parameters)]
pub struct Invest {
    /// Wear of plant in a year.
    #[prior(Uniform(0.025, 0.040), unit = "share a year", source = "judgement, card E13")]
    pub wear: f64,
    /// Yearly output that a rouble of new plant adds.
    #[prior(Uniform(1.2, 1.8), unit = "roubles of output a year a rouble", source = "judgement")]
    pub yield_of_plant: f64,
    /// Part of the plant that current repair, paid out of cost, keeps up.
    #[prior(Uniform(0.02, 0.04), unit = "share a year", source = "judgement")]
    pub upkeep: f64,
    /// Favour shown to mines, metal, machines and power.
    #[prior(Uniform(1.2, 2.0), unit = "times their share", source = "judgement")]
    pub heavy: f64,
    /// New plant, with its buildings and mounting, for each rouble of machines from home.
    #[prior(Fixed(4.0), unit = "roubles a rouble", source = "judgement")]
    pub plant_of_machines: f64,
    /// Largest part of the stock of machines that builders take in a month.
    #[prior(Fixed(0.9), unit = "share a month", source = "judgement")]
    pub machines_most: f64,
}

impl Invest {
    /// Change of a trust's capacity in a month, as a share of it, given investment (roubles of 1913
    /// a year) for each rouble of capacity a year.
    pub fn change(&self, invested: f64, usable: f64) -> f64 {
        (invested * self.yield_of_plant - (self.wear - self.upkeep * usable).max(0.0)) / MONTHS
    }
}

impl Mechanism for Invest {
    const CARD: Card = Card {
        name: "invest",
        card: "E13",
        summary: "Investment becomes plant; plant wears out.",
        claims: &[],
        edges: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, v: View<'_>) {
        let weight = |heavy: bool| if heavy { self.heavy } else { 1.0 };
        let total: f64 = v
            .capacity
            .ids()
            .map(|t| v.capacity[t].real() * weight(!v.branch[t].is_consumer()))
            .sum();
        // Machines for it come from the stocks of machine works and from abroad.
        let machines: f64 = v
            .stock
            .ids()
            .filter(|&t| v.branch[t] == Branch::Machines)
            .map(|t| v.stock[t].real())
            .sum();
        let wanted = v.state.investment * KOPECKS;
        let built = wanted.min(self.plant_of_machines * machines + v.imports.imported.real());
        for trust in v.capacity.ids() {
            let share = v.capacity[trust].real() * weight(!v.branch[trust].is_consumer()) / total;
            let invested = built * MONTHS * share / (v.capacity[trust].real() * MONTHS).max(1.0);
            let change = self.change(invested, v.usable[trust]);
            let new = v.capacity[trust].real() * (1.0 + change);
            v.capacity[trust] = Goods::floor(new.max(1.0));
            if v.branch[trust] == Branch::Machines && machines > 0.0 {
                let part = (built / self.plant_of_machines / machines).min(self.machines_most);
                let used = v.stock[trust].share(part);
                v.stock[trust] -= used;
                v.goods.investment += used;
            }
        }
    }
}

view! {
    reads {
        branch: Column<Trust, Branch> = trusts.branch;
        usable: Column<Trust, f64> = trusts.usable;
        state: State = state;
        imports: GoodsFlows = goods_last;
    }
    changes {
        capacity: Column<Trust, Goods> = trusts.capacity;
        stock: Column<Trust, Goods> = trusts.stock;
        goods: GoodsFlows = goods;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plant_grows_with_investment_and_wears_without() {
        let rule = Invest::central();
        assert!(rule.change(0.2, 1.0) > 0.0);
        assert!(rule.change(0.0, 0.0) < 0.0);
    }

    #[test]
    fn idle_plant_wears_at_the_rate_of_wear_and_new_plant_adds_its_yield() {
        // Closed form: a year of twelve equal months, no repair on plant that stands idle.
        let rule = Invest::central();
        assert!((12.0 * rule.change(0.0, 0.0) + rule.wear).abs() < 1e-12);
        let added = rule.change(0.1, 0.0) - rule.change(0.0, 0.0);
        assert!((12.0 * added - 0.1 * rule.yield_of_plant).abs() < 1e-12);
    }
}
