//! The difference that a report speaks of first, by a rule.

use model::VARIABLES;

use crate::pair::{Difference, Pair, clearest, differences};
use crate::report::measure::shown_unit;
use crate::report::numbers::number;

/// How the headline is chosen, for the reader.
pub const RULE: &str = "the watched quantity whose median difference is largest beside the width of \
    its 80\u{a0}% interval, over the first twelve months and the last";

/// The difference that a report speaks of first.
#[derive(Clone, Debug, PartialEq)]
pub struct Headline {
    /// The difference.
    pub row: Difference,
    /// What it is.
    pub label: &'static str,
    /// Its unit for the reader.
    pub unit: String,
    /// From the unit of the model to that of the reader.
    pub factor: f64,
}

impl Headline {
    /// The headline of a pair: the first watched quantity if nothing differs.
    pub fn of(pair: &Pair) -> Headline {
        let row = clearest(differences(pair)).expect("some quantities are always watched");
        Headline::about(row)
    }

    /// A difference with its words.
    pub fn about(row: Difference) -> Headline {
        let variable = &VARIABLES[row.variable];
        let (unit, factor) = shown_unit(variable);
        Headline { row, label: variable.label, unit, factor }
    }

    /// Whether it differs in any draw.
    pub fn differs(&self) -> bool {
        self.row.differs()
    }

    /// Whether most draws that differ have more in the changed world.
    pub fn up(&self) -> bool {
        self.row.above >= self.row.below
    }

    /// Draws that have the sign of the most.
    pub fn agree(&self) -> usize {
        self.row.above.max(self.row.below)
    }

    /// A number of the model in the reader's unit.
    pub fn shown(&self, value: f64) -> String {
        number(self.factor * value)
    }

    /// A difference in the reader's unit, with its sign.
    pub fn signed(&self, value: f64) -> String {
        signed(self.factor * value)
    }

    /// `real wage, % of 1913`.
    pub fn what(&self) -> String {
        format!("{}, {}", self.label, self.unit)
    }
}

/// A number with its sign, both ways.
pub(in crate::report) fn signed(value: f64) -> String {
    let shown = number(value);
    if value > 0.0 && shown != "0" { format!("+{shown}") } else { shown }
}
