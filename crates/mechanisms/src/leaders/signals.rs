//! What the state of the country says to those who decide, each signal from 0 to 1 in the order of
//! [`SIGNALS`].

use crate::prelude::*;

/// Share of rural people in rising at which unrest is at its height: rebel numbers of 1920-21 by the
/// population of the provinces in revolt (judgement, as in the rule of the risings).
const FULL_UNREST: f64 = 0.01;
/// Months for which the grain of the state should feed towns and army, so that nobody worries: about
/// a season's wait for the next procurement (judgement).
const EASY_STOCK: f64 = 3.0;
/// Months of stock in the warehouses that trusts think usual, and at which sales have stopped
/// (judgement; the stock with which the run begins is the usual one).
const STOCK: (f64, f64) = (3.0, 9.0);

/// All that signals are read from.
pub struct Country<'a> {
    /// Share of rural people in rising.
    pub rising: &'a Column<Region, f64>,
    /// Rural people.
    pub rural: &'a Column<Region, People>,
    /// Grain of the state.
    pub state_grain: &'a Column<Region, Kilograms>,
    /// The towns.
    pub towns: &'a Towns,
    /// Stocks of goods.
    pub trade: &'a Trade,
    /// Classes in a few numbers.
    pub classes: &'a Classes,
    /// The world as the Comintern sees it.
    pub comintern: &'a Comintern,
    /// The leadership.
    pub leadership: &'a Leadership,
    /// What a townsman eats.
    pub norms: &'a Norms,
}

impl Country<'_> {
    /// The signals, in the order of [`SIGNALS`].
    pub fn signals(&self) -> [f64; SIGNALS.len()] {
        [
            self.peasant_unrest(),
            self.classes.urban_revolt,
            self.classes.want,
            self.comintern.threat,
            self.bread_shortage(),
            unsold(self.trade.months_of_stock),
            self.classes.concession_pressure,
            self.leadership.lenin_action,
        ]
        .map(|signal| signal.clamp(0.0, 1.0))
    }

    fn peasant_unrest(&self) -> f64 {
        let rebels: f64 =
            (self.rising.ids()).map(|region| self.rising[region] * self.rural[region].real()).sum();
        rebels / self.rural.total().real().max(1.0) / FULL_UNREST
    }

    /// Bread lacks when townsmen go hungry, or when the grain of the state will not last: the worse
    /// of the two, the second at half weight while people still eat.
    fn bread_shortage(&self) -> f64 {
        let people = self.towns.people.total().real().max(1.0);
        let eaten: f64 = (self.towns.people.ids())
            .map(|town| self.towns.food[town] * self.towns.people[town].real())
            .sum();
        let month = people * self.norms.town_food;
        let stock = self.state_grain.total().real() / month.max(1.0) / EASY_STOCK;
        shortage(eaten / people, stock)
    }
}

/// Part that an empty store counts for while people still eat (judgement).
const FORESIGHT: f64 = 0.5;

fn shortage(fed: f64, stock: f64) -> f64 {
    (1.0 - fed).max(FORESIGHT * (1.0 - stock)).clamp(0.0, 1.0)
}

fn unsold(months: f64) -> f64 {
    (months - STOCK.0) / (STOCK.1 - STOCK.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hunger_speaks_louder_than_an_empty_store() {
        assert_eq!(shortage(1.0, 1.0), 0.0);
        assert_eq!(shortage(1.0, 0.0), FORESIGHT);
        assert_eq!(shortage(0.2, 1.0), 0.8);
        assert!(shortage(1.0, 5.0) == 0.0, "a full store is no negative shortage");
    }

    #[test]
    fn goods_are_unsold_above_the_usual_stock() {
        assert!(unsold(3.0) == 0.0 && unsold(6.0) == 0.5 && unsold(9.0) == 1.0);
    }
}
