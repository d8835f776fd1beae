//! What is measured of a life: a variable at a date, from what is kept.

use evidence::HistoricalDate;
use kernel::Month;
use model::{FIRST, VARIABLES, Variable};

use super::Study;
use super::life::Life;
use crate::headlines::{self, ENTRIES};
use crate::record;

/// A variable at a date.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// What it is.
    pub label: String,
    /// When, as it is written.
    pub date: String,
    /// Unit; `ratio` for a quotient of two dates.
    pub unit: String,
    /// Name of the variable.
    pub variable: &'static str,
    /// Place of the variable in what the study keeps.
    place: usize,
    when: HistoricalDate,
    /// The second date of a quotient.
    then: Option<HistoricalDate>,
}

impl Measure {
    /// The headlines that the study keeps and lives to see, then each of its variables over the last
    /// twelve months that it lives: the sum of a flow, the mean of an index, the last of a stock.
    pub fn of(study: &Study) -> Vec<Measure> {
        let headlines = ENTRIES.iter().filter_map(|(label, name, date, before)| {
            Measure::new(study, Some(*label), name, date, *before)
        });
        let year = (study.until.plus(-11)).max(FIRST);
        let last = match (year.of_year(), study.until.of_year()) {
            (1, 12) => study.until.year().to_string(),
            _ if year == study.until => year.to_string(),
            _ => format!("{year}/{}", study.until),
        };
        let ends =
            study.keep.iter().filter_map(|name| Measure::new(study, None, name, &last, None));
        headlines.chain(ends).collect()
    }

    fn new(
        study: &Study,
        label: Option<&str>,
        name: &str,
        date: &str,
        before: Option<&str>,
    ) -> Option<Measure> {
        let place = study.keep.iter().position(|kept| kept == name)?;
        let variable = about(name)?;
        let when: HistoricalDate = date.parse().ok()?;
        let then = before.and_then(|before| before.parse().ok());
        let within = |date: &HistoricalDate| record::months(date).1 <= study.until;
        (within(&when) && then.as_ref().is_none_or(within)).then(|| Measure {
            label: label.unwrap_or(variable.label).to_owned(),
            date: date.to_owned(),
            unit: if then.is_some() { "ratio" } else { variable.unit }.to_owned(),
            variable: variable.name,
            place,
            when,
            then,
        })
    }

    /// The number of a life; not a number if a month is missing.
    pub(super) fn value(&self, life: &Life) -> f64 {
        let Some(variable) = about(self.variable) else { return f64::NAN };
        let start: Month = FIRST;
        let at = |date| headlines::value_of(&life.series[self.place], start, variable, date);
        self.then.as_ref().map_or_else(|| at(&self.when), |then| at(&self.when) / at(then))
    }
}

fn about(name: &str) -> Option<&'static Variable> {
    VARIABLES.get(model::variables::find(name)?)
}
