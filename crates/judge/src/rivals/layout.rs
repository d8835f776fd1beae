//! What is kept of a life: later rows, year ends of every variable, chances of decisions, and the
//! numbers that the discriminating tests ask for, in one list whose places are the same in every life.

use std::collections::BTreeMap;

use evidence::Evidence;
use kernel::Month;
use lab::LabError;
use lab::record::annualise;
use model::{Cell, Kind, Record, VARIABLES, Variable, cells};

use super::discriminate::Probe;
use crate::rows::{Row, Scale};

/// The years whose ends are kept of every variable.
pub const YEARS: std::ops::RangeInclusive<i32> = 1918..=1929;
/// Units of variables that are compared as they are: indices from 0 or -1 to 1, of which the record
/// has none, and probabilities.
const PLAIN: &[&str] = &["0 to 1", "-1 to 1", "probability"];

/// A decision that is scored.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// Its id.
    pub id: String,
    /// How many options it has.
    pub options: usize,
    /// The option that history chose.
    pub history: usize,
}

/// The places of what is kept of a life.
#[derive(Clone, Debug)]
pub struct Layout {
    /// Rows after the date to which is learned.
    pub rows: Vec<Row>,
    /// Decisions after it.
    pub asked: Vec<Asked>,
    /// Numbers that the discriminating tests need.
    pub probes: Vec<Probe>,
    /// Columns of the variables of the whole country.
    columns: Vec<(usize, usize)>,
}

impl Layout {
    /// The layout for rows later than `learned` and up to the last month of the model.
    ///
    /// # Errors
    /// A discriminating test that names what the model does not have.
    pub fn of(evidence: &Evidence, learned: Month) -> Result<Layout, LabError> {
        let rows = crate::rows(evidence, model::LAST);
        let rows = rows.into_iter().filter(|row| row.first > learned).collect();
        let columns = cells().into_iter().enumerate();
        let whole = columns.filter(|(_, cell)| cell.region.is_none());
        Ok(Layout {
            rows,
            asked: asked(evidence, learned),
            probes: super::discriminate::probes(evidence)?,
            columns: whole.map(|(place, Cell { variable, .. })| (variable, place)).collect(),
        })
    }

    /// Numbers kept of a life.
    pub fn len(&self) -> usize {
        self.probes_at() + self.probes.len()
    }

    /// Variable and year of every kept year end, in order, with their places.
    pub fn years(&self) -> impl Iterator<Item = (usize, (usize, i32))> {
        let each = |&(variable, _): &(usize, usize)| YEARS.map(move |year| (variable, year));
        self.columns.iter().flat_map(each).enumerate().map(|(n, one)| (self.rows.len() + n, one))
    }

    fn asked_at(&self) -> usize {
        self.rows.len() + self.columns.len() * YEARS.count()
    }

    /// The places of the chances of decision `n`.
    pub fn chances(&self, n: usize) -> std::ops::Range<usize> {
        let before: usize = self.asked[..n].iter().map(|asked| asked.options).sum();
        let first = self.asked_at() + before;
        first..first + self.asked[n].options
    }

    /// The first place of the probes.
    pub fn probes_at(&self) -> usize {
        self.asked_at() + self.asked.iter().map(|asked| asked.options).sum::<usize>()
    }

    /// What is kept of a life.
    pub fn measure(&self, record: &Record) -> Vec<f64> {
        let mut kept = Vec::with_capacity(self.len());
        kept.extend(self.rows.iter().map(|row| row.of(record)));
        for &(variable, place) in &self.columns {
            let about = &VARIABLES[variable];
            kept.extend(YEARS.map(|year| year_end(about, record, place, year)));
        }
        let votes: BTreeMap<&str, &model::VoteRecord> =
            record.votes.iter().map(|vote| (&*vote.decision, vote)).collect();
        for asked in &self.asked {
            let found = votes.get(asked.id.as_str()).filter(|vote| vote.voted);
            let chance = |n: usize| {
                found.and_then(|vote| vote.probability.get(n).copied()).unwrap_or(f64::NAN)
            };
            kept.extend((0..asked.options).map(chance));
        }
        kept.extend(self.probes.iter().map(|probe| probe.of(record)));
        kept
    }
}

/// The scale on which a variable is compared where there need be no row of it.
pub fn scale(variable: &Variable) -> Scale {
    if PLAIN.contains(&variable.unit) { Scale::Plain } else { Scale::of(variable) }
}

/// A stock in December, a flow or an index over the year, on the scale of comparison.
fn year_end(about: &Variable, record: &Record, place: usize, year: i32) -> f64 {
    let last = Month::new(year, 12);
    let first = if about.kind == Kind::Stock { last } else { Month::new(year, 1) };
    scale(about).to(annualise(about.kind, record.path(place), record.first, first, last))
}

/// Decisions after a date, in order of time.
fn asked(evidence: &Evidence, learned: Month) -> Vec<Asked> {
    let mut found: Vec<_> = evidence.decisions.iter().collect();
    found.sort_by_key(|decision| decision.date.days().0);
    let later = |decision: &&evidence::Decision| {
        let month = decision.date.to_string();
        month.get(..7).and_then(|text| text.parse::<Month>().ok()).is_some_and(|m| m > learned)
    };
    let asked = |decision: &evidence::Decision| {
        Some(Asked {
            id: decision.id.clone(),
            options: decision.options.len(),
            history: decision.history()?,
        })
    };
    found.into_iter().filter(later).filter_map(asked).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout() -> Layout {
        let evidence = Evidence::embedded().expect("the embedded evidence is whole");
        Layout::of(&evidence, Month::new(1924, 12)).expect("the tests fit the model")
    }

    #[test]
    fn nothing_that_was_learned_is_scored() {
        let layout = layout();
        assert!(layout.rows.len() > 50, "{}", layout.rows.len());
        assert!(layout.rows.iter().all(|row| row.first > Month::new(1924, 12)));
        assert_eq!(layout.asked.len(), 5);
        assert!(layout.asked.iter().all(|asked| asked.history < asked.options));
    }

    #[test]
    fn the_places_follow_one_another() {
        let layout = layout();
        let record = Record::new(model::FIRST, 12);
        assert_eq!(layout.measure(&record).len(), layout.len());
        let last_year = layout.years().last().map_or(0, |(place, _)| place);
        assert_eq!(layout.chances(0).start, last_year + 1);
        assert_eq!(layout.chances(layout.asked.len() - 1).end, layout.probes_at());
    }
}
