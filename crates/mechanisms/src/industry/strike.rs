//! # Strike
//!
//! Workers stop work when they go hungry, when wages fall behind what they were promised, or when
//! pay does not come; fear and exhaustion hold them back. Only part of the strikes are counted.
//!
//! Refuted by: strikes that do not rise with arrears and hunger.

use crate::prelude::*;

/// Strikes in industry.
#[derive(Clone, Debug, Parameters)]
pub struct Strike {
    /// Workers on strike in a month at a grievance of one half.
    #[prior(
        LogNormal(0.02, 0.5),
        unit = "share of workers a month",
        source = "judgement, strike counts of 1922-28"
    )]
    pub rate: f64,
    /// How sharply strikes rise with grievance.
    #[prior(Uniform(5.0, 9.0), unit = "log a unit of grievance", source = "judgement")]
    pub sharpness: f64,
    /// Weight of hunger in a worker's grievance.
    #[prior(Uniform(0.6, 1.0), unit = "a unit of food lacking", source = "judgement")]
    pub hunger: f64,
    /// Weight of unsold goods, which stop the pay desk.
    #[prior(
        Uniform(0.03, 0.06),
        unit = "a month of stock above the normal",
        source = "judgement, arrears of autumn 1923"
    )]
    pub arrears: f64,
}

impl Strike {
    /// Grievance of a worker, from food (share of the norm), the real wage against what output per
    /// head would support, and months of unsold stock.
    pub fn grievance(&self, food: f64, wage: f64, stock: f64) -> f64 {
        let hungry = (0.9 - food).max(0.0) * self.hunger;
        let poor = (0.7 - wage).max(0.0) * 0.4;
        hungry + poor + self.arrears * (stock - 4.0).clamp(0.0, 12.0)
    }

    /// Share of workers on strike in a month.
    pub fn share(&self, grievance: f64) -> f64 {
        (self.rate * libm::exp(self.sharpness * (grievance - 0.5))).min(0.4)
    }
}

impl Mechanism for Strike {
    const CARD: Card = Card {
        name: "strike",
        card: "S1",
        summary: "Hunger, low pay and arrears stop work.",
        claims: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, v: View<'_>) {
        let people = v.people.total().real().max(1.0);
        let food = v.people.ids().map(|t| v.people[t].real() * v.food[t]).sum::<f64>() / people;
        let stock = v.trade.months_of_stock * v.instruments.trust_autonomy;
        let grievance = self.grievance(food, v.state.real_wage, stock);
        let share = self.share(grievance);
        v.state.strikes = share;
        v.state.strikers = v.state.workers.share(share);
    }
}

view! {
    reads {
        people: Column<Town, People> = towns.people;
        food: Column<Town, f64> = towns.food;
        trade: Trade = trade;
        instruments: Instruments = instruments;
    }
    changes {
        state: State = state;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hunger_low_pay_and_arrears_each_bring_strikes() {
        let rule = Strike::central();
        let calm = rule.share(rule.grievance(1.0, 1.0, 2.0));
        assert!(rule.share(rule.grievance(0.4, 1.0, 2.0)) > calm);
        assert!(rule.share(rule.grievance(1.0, 0.4, 2.0)) > calm);
        assert!(rule.share(rule.grievance(1.0, 1.0, 9.0)) > calm);
    }
}
