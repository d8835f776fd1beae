//! The stylised facts, judged on an ensemble.
//!
//! A check measures one number in each draw. It holds if the median over the draws lies within its
//! bounds; a fact holds if all its checks do. The bounds come from `evidence/targets/` and were set
//! from the evidence before the model ran.

mod measure;
mod read;

#[cfg(test)]
mod tests;

use evidence::{Evidence, Fault};
use kernel::Month;

use crate::ensemble::Ensemble;
use crate::summary::median;
use measure::Measure;
use read::Check;

/// What became of one fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Its number in the list.
    pub number: u32,
    /// Its name.
    pub id: String,
    /// Title for the reader.
    pub title: String,
    /// The fact in a sentence.
    pub statement: String,
    /// Whether every check holds.
    pub holds: bool,
    /// Share of draws in which every check holds at once.
    pub share: f64,
    /// Its checks.
    pub checks: Vec<CheckResult>,
    /// Why the tolerances are as they are.
    pub why_tolerance: String,
}

/// What became of one check.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckResult {
    /// What is measured, in words.
    pub text: String,
    /// What the record says, in words.
    pub target: String,
    /// Lower bound; belongs to the range.
    pub low: f64,
    /// Upper bound; belongs to the range.
    pub high: f64,
    /// Median over the draws; not a number if most draws have none.
    pub median: f64,
    /// In the central run.
    pub central: f64,
    /// Whether the median lies within the bounds.
    pub holds: bool,
    /// Share of draws within the bounds.
    pub share: f64,
    /// 0 within the bounds; else how far beyond the nearer one: in months or years for dates,
    /// relative to the bound for all else (plain, if the bound is 0). Not a number with `median`.
    pub distance: f64,
    /// Unit; `month` means that the numbers are months, see [`CheckResult::shown`].
    pub unit: String,
    /// Why these bounds.
    pub reason: String,
}

impl CheckResult {
    /// A number of this check for the reader: a month as `1923-10`, a year without a point, all
    /// else to three figures.
    pub fn shown(&self, value: f64) -> String {
        match self.unit.as_str() {
            _ if value.is_nan() => "none".to_owned(),
            "month" => month_of(value).to_string(),
            "year" => format!("{value:.0}"),
            _ => three_figures(value),
        }
    }

    fn nearer_bound(&self) -> f64 {
        if self.median < self.low { self.low } else { self.high }
    }

    /// The distance for the reader: `within`, `2 months`, `18 %`, `37 times the bound`.
    pub fn shown_distance(&self) -> String {
        let unit = self.unit.as_str();
        match self.distance {
            d if d.is_nan() => "not measured".to_owned(),
            0.0 => "within".to_owned(),
            d if unit == "month" || unit == "year" => {
                let plural = if d > 1.0 { "s" } else { "" };
                format!("{} {unit}{plural}", libm::round(10.0 * d) / 10.0)
            }
            d if self.nearer_bound() == 0.0 => three_figures(d),
            d if d >= 2.0 => format!("{} times the bound", three_figures(1.0 + d)),
            d => format!("{:.0} %", 100.0 * d),
        }
    }
}

/// A number to three figures, large ones whole, small ones to three places.
pub fn three_figures(value: f64) -> String {
    let size = value.abs();
    match size {
        _ if !value.is_finite() => "none".to_owned(),
        s if s >= 100.0 || s == 0.0 => format!("{value:.0}"),
        s if s >= 10.0 => format!("{value:.1}"),
        s if s >= 1.0 => format!("{value:.2}"),
        s if s < 0.000_5 => "0".to_owned(),
        _ => format!("{value:.3}"),
    }
}

/// A number to three figures, however small; for parameters, of which some are a share a month.
pub fn three_digits(value: f64) -> String {
    if value.abs() >= 0.1 || value == 0.0 || !value.is_finite() {
        return three_figures(value);
    }
    let rounded: f64 = format!("{value:.2e}").parse().unwrap_or(value);
    format!("{rounded}")
}

/// Months are measured as months since January 1900, so that they can be averaged.
fn number_of(month: Month) -> f64 {
    f64::from(month.since(Month::new(1900, 1)))
}

fn month_of(number: f64) -> Month {
    Month::new(1900, 1).plus(libm::round(number) as i32)
}

/// Judges every fact of the evidence.
///
/// # Errors
/// Checks that cannot be read: unknown keys, variables or dates, with file and line.
pub fn judge(evidence: &Evidence, ensemble: &Ensemble) -> Result<Vec<Verdict>, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut verdicts: Vec<Verdict> = evidence
        .targets
        .iter()
        .map(|fact| {
            let checks: Vec<Check> = fact
                .checks
                .iter()
                .filter_map(|check| read::check(&fact.file, check, &mut faults))
                .collect();
            verdict(fact, &checks, ensemble)
        })
        .collect();
    if !faults.is_empty() {
        return Err(faults);
    }
    verdicts.sort_by_key(|verdict| verdict.number);
    Ok(verdicts)
}

fn verdict(fact: &evidence::Fact, checks: &[Check], ensemble: &Ensemble) -> Verdict {
    let draws = ensemble.sample();
    let measured: Vec<Vec<f64>> = checks
        .iter()
        .map(|check| draws.iter().map(|draw| check.measure.of(&draw.record)).collect())
        .collect();
    let within = |check: usize, draw: usize| checks[check].holds(measured[check][draw]);
    let all_hold = |draw: &usize| (0..checks.len()).all(|check| within(check, *draw));
    let both = (0..draws.len()).filter(all_hold).count();
    let results: Vec<CheckResult> = checks
        .iter()
        .zip(&measured)
        .map(|(check, values)| result(check, values, check.measure.of(ensemble.central())))
        .collect();
    Verdict {
        number: fact.number,
        id: fact.id.clone(),
        title: fact.title.clone(),
        statement: fact.statement.clone(),
        holds: !results.is_empty() && results.iter().all(|result| result.holds),
        share: both as f64 / draws.len() as f64,
        checks: results,
        why_tolerance: fact.why_tolerance.clone(),
    }
}

fn result(check: &Check, values: &[f64], central: f64) -> CheckResult {
    let median = median(values.to_vec());
    let inside = values.iter().filter(|value| check.holds(**value)).count();
    CheckResult {
        text: check.text.clone(),
        target: check.target.clone(),
        low: check.low,
        high: check.high,
        median,
        central,
        holds: check.holds(median),
        share: inside as f64 / values.len() as f64,
        distance: distance(median, check.low, check.high, check.measure.is_date()),
        unit: check.unit.clone(),
        reason: check.reason.clone(),
    }
}

fn distance(value: f64, low: f64, high: f64, plain: bool) -> f64 {
    let (gap, bound) = match value {
        v if v < low => (low - v, low),
        v if v > high => (v - high, high),
        v if v.is_nan() => return f64::NAN,
        _ => return 0.0,
    };
    if plain || bound == 0.0 { gap } else { gap / bound.abs() }
}

impl Check {
    fn holds(&self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }
}

impl Measure {
    fn is_date(&self) -> bool {
        matches!(self, Measure::Extreme { .. } | Measure::FirstAbove { .. })
    }
}

/// The variables that the checks of the evidence speak of, for those who ask whether a variable is
/// judged at all.
///
/// # Errors
/// As [`judge`].
pub fn variables_judged(evidence: &Evidence) -> Result<Vec<&'static str>, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut names: Vec<&'static str> = Vec::new();
    for fact in &evidence.targets {
        for check in &fact.checks {
            if let Some(check) = read::check(&fact.file, check, &mut faults) {
                names.extend(check.measure.variables());
            }
        }
    }
    names.sort_unstable();
    names.dedup();
    if faults.is_empty() { Ok(names) } else { Err(faults) }
}
