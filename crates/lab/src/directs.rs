//! Kto–kogo: who directs whom, the party the offices or the offices the party, as the model reads it.
//!
//! Lenin's question of 1922 was who leads whom. The model answers with the shares of its own moves:
//! 1 where only Communists moved the old officials, -1 where only these moved them. No source measures
//! this, so the reading is one of the model and not of the record.

use model::{Record, VARIABLES};

use crate::ensemble::Ensemble;
use crate::summary::quantiles;

/// What every use of the reading must say with it.
pub const CAVEAT: &str = "a measure of the model, not of the record";

/// The variable of all offices, all months so far.
pub(crate) const SO_FAR: &str = "kto_kogo.so_far";

/// The reading at the end of the runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Median over the draws, -1 to 1.
    pub median: f64,
    /// 10 per cent of draws lie below.
    pub low80: f64,
    /// 10 per cent of draws lie above.
    pub high80: f64,
    /// The commissariats with their medians, where the party moved the offices most first.
    pub commissariats: Vec<(String, f64)>,
}

/// The reading; none if the runs do not report it.
pub fn reading(ensemble: &Ensemble) -> Option<Reading> {
    let [low80, median, high80] = at_end(ensemble, SO_FAR)?;
    let named = VARIABLES.iter().filter_map(|variable| {
        let place = variable.name.strip_prefix("kto_kogo.")?;
        let name = variable.label.strip_prefix("Who directs whom in ")?;
        let known = !matches!(place, "month" | "so_far");
        let [_, median, _] = at_end(ensemble, variable.name).filter(|_| known)?;
        Some((name.to_owned(), median))
    });
    let mut commissariats: Vec<(String, f64)> = named.collect();
    commissariats.sort_by(|a, b| b.1.total_cmp(&a.1));
    Some(Reading { median, low80, high80, commissariats })
}

/// Quantiles of the last month that has a number.
fn at_end(ensemble: &Ensemble, name: &str) -> Option<[f64; 3]> {
    let last = |draw: &crate::DrawResult| at_end_of(&draw.record, name);
    let mut values: Vec<f64> = ensemble.sample().iter().filter_map(last).collect();
    let found = quantiles(&mut values, &[0.1, 0.5, 0.9]);
    found[1].is_finite().then_some(found)
}

/// The value of the last month that has a number.
pub(crate) fn at_end_of(record: &Record, name: &str) -> Option<f64> {
    let path = record.variable(name, None)?;
    path.iter().rev().copied().find(|value| value.is_finite())
}

impl Reading {
    /// Where the party moved the offices most, and where they moved it most.
    pub fn ends(&self) -> Option<[&(String, f64); 2]> {
        Some([self.commissariats.first()?, self.commissariats.last()?])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[test]
    fn the_reading_is_the_median_of_the_last_month_and_orders_the_commissariats() {
        let record = |shift: f64| {
            testing::record(move |name, month| match name {
                "kto_kogo.so_far" if month == model::LAST => shift,
                "kto_kogo.cheka" => 0.5,
                "kto_kogo.finance" => -0.9,
                _ => 0.0,
            })
        };
        // The central run does not count.
        let lives = [9.0, -0.2, -0.4, 0.0].map(record).to_vec();
        let reading = reading(&testing::ensemble(lives)).expect("reported");
        assert_eq!(reading.median, -0.2);
        let [party, offices] = reading.ends().expect("commissariats");
        assert_eq!((party.0.as_str(), party.1), ("the Cheka and its heirs", 0.5));
        assert_eq!((offices.0.as_str(), offices.1), ("finance", -0.9));
        assert_eq!(reading.commissariats.len(), 12);
    }

    #[test]
    fn what_is_not_reported_has_no_reading() {
        let silent = testing::record(|_, _| f64::NAN);
        assert_eq!(reading(&testing::ensemble(vec![silent])), None);
    }
}
