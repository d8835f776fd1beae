//! What of a run is asked about: numbers at dates, and how far the run lies from the record.

use evidence::{Evidence, HistoricalDate};
use kernel::Month;
use lab::headlines::{Quantity, quantities};
use lab::record;
use lab::summary::{mean, median};
use model::{Record, VARIABLES};

use crate::discrepancy::Discrepancy;
use crate::rows::{LEARNED, Row, Scale, rows};

/// A size below this part of the usual counts as this part: what has died out would otherwise lie
/// without bound below all else on the scale of logarithms (judgement).
const DIED_OUT: f64 = 1e-3;

/// The word for the distance to the record.
pub const DISTANCE: &str = "distance";

/// Mean squared residual of a run over rows of the record, in units of their error and the
/// discrepancy. Rows for which the run has no number are left out; not a number if all are.
pub fn distance(rows: &[Row], discrepancy: &Discrepancy, run: &Record) -> f64 {
    let residual = |row: &Row| {
        let gap = (row.of(run) - row.value) / discrepancy.total(row);
        gap * gap
    };
    let all: Vec<f64> = rows.iter().map(residual).filter(|square| square.is_finite()).collect();
    mean(&all)
}

#[derive(Clone, Debug)]
enum What {
    Number(Quantity),
    Distance(Vec<Row>, Discrepancy),
}

/// A number of a run, on the scale on which it is compared with the record.
#[derive(Clone, Debug)]
pub struct Output {
    /// `prices.general 1923-01`, for files.
    pub name: String,
    /// For the reader.
    pub label: String,
    /// Its unit, before it is put on the scale.
    pub unit: String,
    /// The scale.
    pub scale: Scale,
    what: What,
}

impl Output {
    fn number(quantity: Quantity) -> Output {
        let (name, when) = (quantity.variable.name, quantity.when);
        let before = quantity.before.map(|before| format!(" over {before}")).unwrap_or_default();
        let label = format!("{}, {when}{before}", quantity.label);
        Output {
            name: format!("{name} {when}{before}"),
            label,
            unit: quantity.unit().to_owned(),
            // A quotient is no share, whatever it is the quotient of.
            scale: match quantity.before {
                Some(_) => Scale::Log,
                None => Scale::of(quantity.variable),
            },
            what: What::Number(quantity),
        }
    }

    /// A variable at a date; none if there is no variable of this name.
    pub fn variable(name: &str, when: HistoricalDate) -> Option<Output> {
        let variable = &VARIABLES[model::variables::find(name)?];
        let label = variable.label.to_owned();
        Some(Output::number(Quantity { label, variable, when, before: None }))
    }

    /// The distance to the rows of the record from which parameters may be learned.
    pub fn distance(evidence: &Evidence) -> Output {
        Output {
            name: DISTANCE.to_owned(),
            label: format!("Distance to the record up to {LEARNED}"),
            unit: "mean squared residual".to_owned(),
            scale: Scale::Log,
            what: What::Distance(rows(evidence, LEARNED), Discrepancy::known_in(LEARNED)),
        }
    }

    /// The headlines of a run, then the distance.
    pub fn customary(evidence: &Evidence) -> Vec<Output> {
        let headlines = quantities().into_iter().map(Output::number);
        headlines.chain([Output::distance(evidence)]).collect()
    }

    /// The last month that it needs.
    pub fn last(&self) -> Month {
        match &self.what {
            What::Number(quantity) => quantity.last(),
            What::Distance(..) => LEARNED,
        }
    }

    /// Whether the model lives the months that it needs.
    pub fn is_lived(&self) -> bool {
        let begins = match &self.what {
            What::Number(quantity) => record::months(&quantity.when).0 >= model::FIRST,
            What::Distance(..) => true,
        };
        begins && self.last() <= model::LAST
    }

    /// The number of a run, before it is put on the scale.
    pub fn of(&self, run: &Record) -> f64 {
        match &self.what {
            What::Number(quantity) => quantity.of(run),
            What::Distance(rows, discrepancy) => distance(rows, discrepancy, run),
        }
    }

    /// The numbers of many runs on the scale.
    pub fn scaled(&self, values: &[f64]) -> Vec<f64> {
        let usual = match self.scale {
            Scale::Log => DIED_OUT * median(values.to_vec()),
            Scale::Logit | Scale::Plain => f64::NEG_INFINITY,
        };
        let place = |value: &f64| match value.is_nan() {
            true => f64::NAN,
            false => self.scale.to(value.max(usual)),
        };
        values.iter().map(place).collect()
    }
}
