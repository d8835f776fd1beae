//! Which feedback loop moved most, and when.
//!
//! The weight of a loop in a year is the mean of its monthly medians over the draws; the loop with the
//! largest weight is said to dominate the year. Years that follow each other under one loop are one
//! period. A weight below a half means that all others together moved more.

use kernel::Month;
use model::loops::LOOPS;

use crate::ensemble::Ensemble;
use crate::summary::{mean, median};

/// Some years in which one loop had the largest weight.
#[derive(Clone, Debug, PartialEq)]
pub struct Period {
    /// The first year.
    pub first: i32,
    /// The last year.
    pub last: i32,
    /// Id of the loop.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Mean of its weight over those years.
    pub weight: f64,
}

impl Period {
    /// `1921`, `1921 to 1923`.
    pub fn years(&self) -> String {
        match self.first == self.last {
            true => self.first.to_string(),
            false => format!("{} to {}", self.first, self.last),
        }
    }

    /// The loop's name without what stands behind its colon or bracket.
    pub fn short_name(&self) -> &'static str {
        let end = self.name.find([':', '(']).unwrap_or(self.name.len());
        self.name[..end].trim_end()
    }
}

/// The periods, in order of time; years without a weight belong to none.
pub fn periods(ensemble: &Ensemble) -> Vec<Period> {
    let mut periods: Vec<Period> = Vec::new();
    for (year, weights) in years(ensemble) {
        let heaviest = (0..weights.len())
            .filter(|&i| weights[i] > 0.0)
            .max_by(|&a, &b| weights[a].total_cmp(&weights[b]));
        let Some(at) = heaviest else { continue };
        let (id, name, weight) = (LOOPS[at].id, LOOPS[at].name, weights[at]);
        match periods.last_mut() {
            Some(last) if last.id == id && last.last + 1 == year => {
                let many = f64::from(year - last.first);
                last.weight = (last.weight * many + weight) / (many + 1.0);
                last.last = year;
            }
            _ => periods.push(Period { first: year, last: year, id, name, weight }),
        }
    }
    periods
}

/// Each year with the mean weight of every loop over its months that have one.
fn years(ensemble: &Ensemble) -> Vec<(i32, [f64; LOOPS.len()])> {
    let (first, months) = (ensemble.central().first, ensemble.central().months);
    let paths =
        LOOPS.each_ref().map(|l| medians(ensemble, &format!("loop.{}", l.id.to_lowercase())));
    let at = |month: usize| -> Month { first.plus(i32::try_from(month).unwrap_or(i32::MAX)) };
    let of = |path: &Option<Vec<f64>>, year: i32| {
        let path = path.as_deref().unwrap_or_default();
        let months = (0..months).filter(|&month| at(month).year() == year);
        let values: Vec<f64> =
            months.filter_map(|m| path.get(m)).copied().filter(|v| v.is_finite()).collect();
        if values.is_empty() { 0.0 } else { mean(&values) }
    };
    let last = ensemble.until.year();
    (first.year()..=last).map(|year| (year, paths.each_ref().map(|path| of(path, year)))).collect()
}

fn medians(ensemble: &Ensemble, name: &str) -> Option<Vec<f64>> {
    let paths: Vec<&[f64]> =
        ensemble.sample().iter().filter_map(|draw| draw.record.variable(name, None)).collect();
    let months = paths.first()?.len();
    Some((0..months).map(|m| median(paths.iter().map(|path| path[m]).collect())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[test]
    fn years_under_one_loop_are_one_period_and_the_first_year_has_none() {
        let record = testing::record(|name, month| match name {
            _ if month.year() < 1919 => f64::NAN,
            "loop.b1" => {
                if month.year() < 1921 {
                    0.6
                } else {
                    0.1
                }
            }
            "loop.r2" => {
                if month.year() < 1921 {
                    0.2
                } else {
                    0.5
                }
            }
            "loop.r8" => 0.15,
            _ => 0.0,
        });
        let periods = periods(&testing::ensemble(vec![record]));
        let said: Vec<(String, &str)> = periods.iter().map(|p| (p.years(), p.id)).collect();
        assert_eq!(said, [("1919 to 1920".into(), "B1"), ("1921 to 1929".into(), "R2")]);
        // Sums of a few tens of equal numbers.
        assert!((periods[0].weight - 0.6).abs() < 1e-12 && (periods[1].weight - 0.5).abs() < 1e-12);
        assert_eq!(periods[1].short_name(), "Circular flow");
    }
}
