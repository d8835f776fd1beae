//! # Strike
//!
//! Workers stop work when they go hungry, when wages fall behind what they were promised, or when
//! pay does not come. While war threatens many hold back: martial law stands in the works, and few
//! want to help the other side; what they put up with until then comes out when the danger is past.
//! Only part of the strikes are counted.
//!
//! Refuted by: strikes that do not rise with arrears and hunger; or that rose no more after the
//! fronts of 1920 than before, at the same hunger.

use crate::prelude::*;

/// Strikes in industry.
#[derive(Clone, Debug, Parameters)]
pub struct Strike {
    /// Workers on strike in a month at a grievance of one half.
    #[prior(
        LogNormal(0.04, 0.5),
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
    /// Food below which workers feel hungry.
    #[prior(Fixed(0.9), unit = "share of the norm", source = "judgement")]
    pub fed: f64,
    /// Real wage below which workers feel poor.
    #[prior(Fixed(0.7), unit = "1913 = 1", source = "judgement")]
    pub fair_wage: f64,
    /// Weight of low pay in a worker's grievance.
    #[prior(Fixed(0.4), unit = "a unit of the real wage lacking", source = "judgement")]
    pub low_pay: f64,
    /// Unsold goods that do not yet hold up the pay desk.
    #[prior(Fixed(4.0), unit = "months of output", source = "judgement")]
    pub usual_stock: f64,
    /// Unsold goods beyond the usual after which more of them add no grievance.
    #[prior(Fixed(12.0), unit = "months of output", source = "judgement")]
    pub stock_most: f64,
    /// Part of the strikes that full threat of war holds back.
    #[prior(Uniform(0.3, 0.9), unit = "share", source = "judgement, the strikes of early 1921")]
    pub held_back: f64,
    /// Largest part of the workers on strike in a month.
    #[prior(Fixed(0.4), unit = "share of workers a month", source = "judgement")]
    pub most: f64,
}

/// The grievance at which `rate` is given: a convention that fixes the meaning of that parameter.
const GRIEVANCE_OF_RATE: f64 = 0.5;

impl Strike {
    /// Grievance of a worker, from food (share of the norm), the real wage against what output per
    /// head would support, and months of unsold stock.
    pub fn grievance(&self, food: f64, wage: f64, stock: f64) -> f64 {
        let hungry = (self.fed - food).max(0.0) * self.hunger;
        let poor = (self.fair_wage - wage).max(0.0) * self.low_pay;
        hungry + poor + self.arrears * (stock - self.usual_stock).clamp(0.0, self.stock_most)
    }

    /// Share of workers on strike in a month, by grievance and threat of war.
    pub fn share(&self, grievance: f64, threat: f64) -> f64 {
        let angry = self.rate * libm::exp(self.sharpness * (grievance - GRIEVANCE_OF_RATE));
        angry.min(self.most) * (1.0 - self.held_back * threat)
    }
}

impl Mechanism for Strike {
    const CARD: Card = Card {
        name: "strike",
        card: "S1",
        summary: "Hunger, low pay and arrears stop work; danger of war holds workers back.",
        claims: &[],
        edges: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, v: View<'_>) {
        let people = v.people.total().real().max(1.0);
        let food = v.people.ids().map(|t| v.people[t].real() * v.food[t]).sum::<f64>() / people;
        let stock = v.trade.months_of_stock * v.instruments.trust_autonomy;
        let grievance = self.grievance(food, v.state.real_wage, stock);
        let share = self.share(grievance, *v.threat);
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
        threat: f64 = comintern.threat;
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
        let calm = rule.share(rule.grievance(1.0, 1.0, 2.0), 0.0);
        assert!(rule.share(rule.grievance(0.4, 1.0, 2.0), 0.0) > calm);
        assert!(rule.share(rule.grievance(1.0, 0.4, 2.0), 0.0) > calm);
        assert!(rule.share(rule.grievance(1.0, 1.0, 9.0), 0.0) > calm);
    }

    #[test]
    fn a_grievance_of_one_half_gives_the_rate_and_the_fed_and_paid_have_none() {
        let rule = Strike::central();
        assert_eq!(rule.share(0.5, 0.0), rule.rate);
        assert_eq!(rule.grievance(1.0, 1.0, 0.0), 0.0);
        assert_eq!(rule.share(9.0, 0.0), rule.most);
    }

    #[test]
    fn danger_of_war_holds_strikers_back() {
        let rule = Strike::central();
        assert!(rule.share(0.5, 0.9) < rule.share(0.5, 0.1));
        assert!((rule.share(0.5, 1.0) - rule.rate * (1.0 - rule.held_back)).abs() < 1e-15);
    }
}
