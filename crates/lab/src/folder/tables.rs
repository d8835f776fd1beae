//! The small tables of a run, as CSV.

use model::{Kind, VARIABLES, cells};

use crate::decisions::Score;
use crate::ensemble::Ensemble;
use crate::facts::Verdict;
use crate::headlines::Headline;
use crate::outcomes::Share;
use crate::summary::band;

/// A table in the making. Writing to memory does not fail.
pub struct Csv(csv::Writer<Vec<u8>>);

impl Csv {
    /// A table with its header.
    pub fn new(header: &[&str]) -> Csv {
        let mut table = Csv(csv::Writer::from_writer(Vec::new()));
        table.row(header);
        table
    }

    /// A whole table from its header and its rows.
    ///
    /// # Panics
    /// If a row has not as many cells as the header.
    pub fn of(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Vec<u8> {
        let mut table = Csv::new(header);
        rows.into_iter().for_each(|row| table.row(row));
        table.bytes()
    }

    /// One more row.
    ///
    /// # Panics
    /// If it has not as many cells as the header.
    pub fn row<T: AsRef<[u8]>>(&mut self, cells: impl IntoIterator<Item = T>) {
        self.0.write_record(cells).expect("memory takes every row, and rows are of one length");
    }

    /// The file.
    pub fn bytes(self) -> Vec<u8> {
        self.0.into_inner().expect("memory takes every row")
    }
}

/// A number in its shortest form that reads back the same; a missing one is empty.
pub(crate) fn number(value: f64) -> String {
    match value.abs() {
        _ if !value.is_finite() => String::new(),
        // Written out, 3e-20 would be a row of noughts.
        size if size > 0.0 && size < 1e-4 => format!("{value:e}"),
        _ => format!("{value}"),
    }
}

/// A quantile: six figures are more than any draw can bear.
pub fn quantile(value: f64) -> String {
    match format!("{value:.5e}").parse() {
        Ok(rounded) => number(rounded),
        Err(_) => number(value),
    }
}

/// The word for a kind of variable.
pub(super) fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Stock => "stock",
        Kind::Flow => "flow",
        Kind::Index => "index",
    }
}

/// Every variable with its unit.
pub(super) fn variables() -> Vec<u8> {
    let mut table = Csv::new(&["variable", "unit", "label", "kind", "regional", "record"]);
    for variable in VARIABLES {
        let mut series: Vec<&str> = variable.record.iter().map(|(series, _, _)| *series).collect();
        series.dedup();
        table.row([
            variable.name,
            variable.unit,
            variable.label,
            kind_word(variable.kind),
            if variable.regional { "true" } else { "false" },
            &series.join("; "),
        ]);
    }
    table.bytes()
}

/// Quantiles over the draws, month by month.
pub(super) fn summary(ensemble: &Ensemble) -> Vec<u8> {
    let mut table = Csv::new(&[
        "variable", "region", "date", "central", "q025", "q10", "q25", "median", "q75", "q90",
        "q975",
    ]);
    let central = ensemble.central();
    for (place, cell) in cells().iter().enumerate() {
        let band = band(ensemble, place);
        for month in 0..central.months {
            let numbers = [
                &band.central,
                &band.q025,
                &band.q10,
                &band.q25,
                &band.median,
                &band.q75,
                &band.q90,
                &band.q975,
            ];
            if numbers.iter().all(|row| !row[month].is_finite()) {
                continue;
            }
            let date = central.first.plus(i32::try_from(month).unwrap_or(i32::MAX)).to_string();
            let names = [VARIABLES[cell.variable].name, cell.region_name(), &date];
            let names = names.into_iter().map(str::to_owned);
            table.row(names.chain(numbers.into_iter().map(|row| quantile(row[month]))));
        }
    }
    table.bytes()
}

/// The parameters of each draw.
pub(super) fn parameters(ensemble: &Ensemble) -> Vec<u8> {
    let mut table = Csv::new(&["draw", "parameter", "value"]);
    for draw in &ensemble.draws {
        for (name, value) in ensemble.parameters.iter().zip(&draw.parameters) {
            table.row([&draw.number.to_string(), name, &number(*value)]);
        }
    }
    table.bytes()
}

/// How well the votes foretell what history chose.
pub(super) fn decisions(scores: &[Score]) -> Vec<u8> {
    let mut table = Csv::new(&[
        "decision",
        "date",
        "history",
        "draws",
        "given",
        "brier",
        "last_time",
        "brier_last_time",
        "coded_from_the_vote",
    ]);
    for score in scores {
        table.row([
            &score.decision,
            &score.date,
            &score.history,
            &score.draws.to_string(),
            &number(score.given),
            &number(score.brier),
            &score.last_time,
            &number(score.brier_last_time),
            &score.coded_from_the_vote.to_string(),
        ]);
    }
    table.bytes()
}

/// The outcomes: in how many draws they hold, and how near they are.
pub(super) fn outcomes(shares: &[Share]) -> Vec<u8> {
    let mut table = Csv::new(&[
        "outcome",
        "name",
        "axis",
        "share",
        "share_low80",
        "share_high80",
        "central",
        "index_median",
        "index_q10",
        "index_q90",
        "definition",
        "departs",
    ]);
    for share in shares {
        table.row([
            share.id,
            share.name,
            share.axis.name(),
            &number(share.share),
            &number(share.low),
            &number(share.high),
            &share.central.to_string(),
            &number(share.index),
            &number(share.index_low80),
            &number(share.index_high80),
            share.holds,
            share.departs,
        ]);
    }
    table.bytes()
}

/// Every check of every fact.
pub(super) fn facts(verdicts: &[Verdict]) -> Vec<u8> {
    let mut table = Csv::new(&[
        "number",
        "fact",
        "title",
        "fact_holds",
        "fact_share",
        "check",
        "target",
        "unit",
        "low",
        "high",
        "median",
        "central",
        "holds",
        "share",
        "distance",
        "reason",
    ]);
    for verdict in verdicts {
        for check in &verdict.checks {
            // Months are written as months: their running numbers would mean nothing to a reader.
            let shown = |value: f64| {
                if check.unit == "month" { check.shown(value) } else { number(value) }
            };
            table.row([
                &verdict.number.to_string(),
                &verdict.id,
                &verdict.title,
                &verdict.holds.to_string(),
                &number(verdict.share),
                &check.text,
                &check.target,
                &check.unit,
                &shown(check.low),
                &shown(check.high),
                &shown(check.median),
                &shown(check.central),
                &check.holds.to_string(),
                &number(check.share),
                &number(check.distance),
                &check.reason,
            ]);
        }
    }
    table.bytes()
}

/// The headlines beside the record: a row for each recorded number, one if there is none.
pub(super) fn headlines(headlines: &[Headline]) -> Vec<u8> {
    let mut table = Csv::new(&[
        "label",
        "variable",
        "date",
        "unit",
        "median",
        "q10",
        "q90",
        "recorded",
        "confidence",
        "source",
    ]);
    for line in headlines {
        let run = [
            line.label.clone(),
            line.variable.to_owned(),
            line.date.clone(),
            line.unit.clone(),
            number(line.median),
            number(line.low80),
            number(line.high80),
        ];
        if line.recorded.is_empty() {
            table.row(run.iter().chain(&[String::new(), String::new(), String::new()]));
        }
        for point in &line.recorded {
            let recorded =
                [number(point.value), point.confidence.to_string(), point.source.clone()];
            table.row(run.iter().chain(&recorded));
        }
    }
    table.bytes()
}
