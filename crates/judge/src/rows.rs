//! The rows of the record that a run is held against: one number, its months, and how far a run may
//! lie from it.
//!
//! Rows of the evidence that speak of the same variable and the same months are one row here: its
//! value is their mean on the scale of comparison, and how far they disagree is part of its error.
//! Estimated rows are never among them.

use std::collections::BTreeMap;

use evidence::{Confidence, Evidence, Grade};
use kernel::Month;
use lab::record::{Point, annualise, points};
use lab::summary::mean;
use model::{Cell, Record, VARIABLES, Variable, cells};

/// The last month of the record from which parameters may be learned.
pub const LEARNED: Month = Month::new(1924, 12);

/// On what scale a number of a run and one of the record are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Logarithms: sizes, prices, indices.
    Log,
    /// Logits: shares.
    Logit,
    /// As they are: what may be negative.
    Plain,
}

/// Shares nearer to 0 or 1 than this count as this near: the record gives shares to about a
/// hundredth (judgement).
const NEAREST: f64 = 0.005;
/// A size below this share of the record's counts as this small: so a run in which something dies
/// out keeps a finite summary, and is not a hundred times worse than one in which it nearly does.
const LEAST: f64 = 0.01;
/// No size of the record is as small as this.
const SMALLEST: f64 = 1e-9;

impl Scale {
    /// The scale of a variable, by its unit.
    pub fn of(variable: &Variable) -> Scale {
        match variable.unit {
            unit if unit.starts_with("share") => Scale::Logit,
            _ if SIGNED.contains(&variable.name) => Scale::Plain,
            _ => Scale::Log,
        }
    }

    /// A number on this scale. What is not a number stays so.
    pub fn to(self, value: f64) -> f64 {
        match self {
            Scale::Plain => value,
            _ if value.is_nan() => value,
            Scale::Log => libm::log(value.max(SMALLEST)),
            Scale::Logit => {
                let share = value.clamp(NEAREST, 1.0 - NEAREST);
                libm::log(share / (1.0 - share))
            }
        }
    }

    /// `log`, `logit` or `plain`, for files.
    pub fn name(self) -> &'static str {
        match self {
            Scale::Log => "log",
            Scale::Logit => "logit",
            Scale::Plain => "plain",
        }
    }

    /// The number that stands at a place of this scale.
    pub fn from(self, place: f64) -> f64 {
        match self {
            Scale::Plain => place,
            Scale::Log => libm::exp(place),
            Scale::Logit => 1.0 / (1.0 + libm::exp(-place)),
        }
    }
}

/// Variables that may be negative.
const SIGNED: &[&str] = &[];

/// Error of a number of the record, on the scale of logarithms or logits: a confirmed figure is what
/// a page says (judgement: 3 per cent for what the page itself rounds or counts otherwise), a
/// recalled one is well known (A) or remembered within 3 to 5 per cent (B), as the evidence grades it.
fn error(confidence: Confidence, grade: Option<Grade>) -> f64 {
    match (confidence, grade) {
        (Confidence::Confirmed, _) => 0.03,
        (_, Some(Grade::A)) => 0.04,
        (_, Some(Grade::B)) => 0.06,
        _ => 0.20,
    }
}

/// One number of the record, and where a run has its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Place of the variable in [`VARIABLES`].
    pub variable: usize,
    /// Place of its column in the record of a run.
    pub cell: usize,
    /// The first month.
    pub first: Month,
    /// The last month.
    pub last: Month,
    /// Scale of comparison.
    pub scale: Scale,
    /// The record's number on that scale.
    pub value: f64,
    /// Its error, a standard deviation on that scale.
    pub error: f64,
    /// Whether a page that was read confirms it; otherwise it is recalled.
    pub confirmed: bool,
    /// Keys of the sources.
    pub sources: Vec<String>,
}

impl Row {
    /// The variable.
    pub fn about(&self) -> &'static Variable {
        &VARIABLES[self.variable]
    }

    /// The record's number in the unit of the variable.
    pub fn recorded(&self) -> f64 {
        self.scale.from(self.value)
    }

    /// What a run has instead, on the scale of comparison; not a number if it has none.
    pub fn of(&self, run: &Record) -> f64 {
        let path = run.path(self.cell);
        let own = annualise(self.about().kind, path, run.first, self.first, self.last);
        match self.scale {
            // Also keeps what is not a number.
            Scale::Log if own < LEAST * self.recorded() => self.scale.to(LEAST * self.recorded()),
            scale => scale.to(own),
        }
    }

    /// `grain.harvest 1921-08` or `grain.harvest 1921-07/1922-06`, for messages and files.
    pub fn name(&self) -> String {
        let name = self.about().name;
        if self.first == self.last {
            format!("{name} {}", self.first)
        } else {
            format!("{name} {}/{}", self.first, self.last)
        }
    }
}

/// Every row that a run from November 1917 to `until` can be held against, in order of variables,
/// then of time. Rows whose last month is later than `until` are not read.
pub fn rows(evidence: &Evidence, until: Month) -> Vec<Row> {
    let cells = cells();
    let place = |variable: usize| {
        cells.iter().position(|cell| *cell == Cell { variable, region: None }).unwrap_or_default()
    };
    let of = |variable: usize| {
        let mut groups: BTreeMap<(Month, Month), Vec<Point>> = BTreeMap::new();
        for point in points(evidence, &VARIABLES[variable]) {
            let counts = point.confidence != Confidence::Estimated && point.grade != Some(Grade::C);
            if counts && point.first >= model::FIRST && point.last <= until {
                groups.entry((point.first, point.last)).or_default().push(point);
            }
        }
        groups.into_iter().map(move |(months, points)| (variable, months, points))
    };
    (0..VARIABLES.len())
        .flat_map(of)
        .map(|(variable, months, points)| row(variable, place(variable), months, &points))
        .collect()
}

fn row(variable: usize, cell: usize, (first, last): (Month, Month), points: &[Point]) -> Row {
    let scale = Scale::of(&VARIABLES[variable]);
    let confirmed = points.iter().any(|point| point.confidence == Confidence::Confirmed);
    let kept = |point: &&Point| !confirmed || point.confidence == Confidence::Confirmed;
    let values: Vec<f64> = points.iter().filter(kept).map(|point| scale.to(point.value)).collect();
    let best = points.iter().map(|point| error(point.confidence, point.grade));
    let best = best.fold(f64::INFINITY, f64::min);
    let value = mean(&values);
    let spread = values.iter().map(|one| (one - value) * (one - value)).sum::<f64>();
    let spread = spread / values.len() as f64;
    let mut sources: Vec<String> = points.iter().map(|point| point.source.clone()).collect();
    sources.sort();
    sources.dedup();
    let error = libm::sqrt(best * best + spread);
    Row { variable, cell, first, last, scale, value, error, confirmed, sources }
}

#[cfg(test)]
#[path = "rows_tests.rs"]
mod tests;
