//! The tables of a study: shares, differences, decisions, and every run.

use std::fs::File;
use std::io;
use std::sync::Arc;

use kernel::Month;
use model::FIRST;
use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::ColumnPath;

use super::life::Life;
use super::results::each_unit;
use super::{Comparison, Measure, Plan, Results};
use crate::error::LabError;
use crate::folder::parquet::{cause, column, days};
use crate::folder::tables::{Csv, quantile};
use crate::outcomes::DEFINITIONS;
use crate::store::Store;

const RUNS: &str = "message runs {
  required binary scenario (STRING);
  required binary theory (STRING);
  required binary decisions (STRING);
  required int32 draw;
  required binary kind (STRING);
  required binary name (STRING);
  required binary date (STRING);
  required double value;
}";

const SERIES: &str = "message series {
  required binary scenario (STRING);
  required binary theory (STRING);
  required binary decisions (STRING);
  required int32 draw;
  required int32 date (DATE);
  required binary variable (STRING);
  required double value;
}";

/// A table of comma-separated values.
fn table(head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Vec<u8> {
    let mut table = Csv::new(head);
    rows.into_iter().for_each(|row| table.row(row));
    table.bytes()
}

/// `outcomes.csv`: how often each outcome holds in each arm.
pub(super) fn outcomes(results: &Results) -> Vec<u8> {
    let head = [
        "scenario",
        "theory",
        "decisions",
        "outcome",
        "name",
        "draws",
        "held",
        "share",
        "low80",
        "high80",
        "index_median",
    ];
    let rows = results.arms.iter().flat_map(|arm| {
        arm.outcomes.iter().map(|count| {
            vec![
                arm.scenario.clone(),
                arm.theory.clone(),
                arm.freedom.clone(),
                count.id.to_owned(),
                count.name.to_owned(),
                count.draws.to_string(),
                count.held.to_string(),
                quantile(count.share),
                quantile(count.low80),
                quantile(count.high80),
                quantile(count.index),
            ]
        })
    });
    table(&head, rows)
}

/// `differences.csv`: each comparison, outcome by outcome and measure by measure.
pub(super) fn differences(results: &Results) -> Vec<u8> {
    let head = [
        "scenario",
        "theory",
        "decisions",
        "kind",
        "name",
        "label",
        "date",
        "unit",
        "pairs",
        "before",
        "after",
        "difference",
        "low80",
        "high80",
        "up",
        "down",
        "same",
    ];
    let rows = results
        .comparisons
        .iter()
        .flat_map(|one| outcome_rows(one).into_iter().chain(measure_rows(one, &results.measures)));
    table(&head, rows)
}

/// The beginning of every row: which comparison.
fn arms_of(one: &Comparison) -> Vec<String> {
    vec![one.scenario.clone(), one.theory.clone(), one.mode.word()]
}

fn outcome_rows(one: &Comparison) -> Vec<Vec<String>> {
    let share = |count: usize| quantile(count as f64 / one.draws as f64);
    let row = |change: &super::OutcomeChange| {
        let about = &change.before;
        let mut row = arms_of(one);
        row.extend(["outcome", about.id, about.name, "end", "share of draws"].map(str::to_owned));
        row.push(one.draws.to_string());
        row.extend([change.before.share, change.after.share, change.difference].map(quantile));
        row.extend([change.low80, change.high80].map(quantile));
        let same = one.draws - change.gained - change.lost;
        row.extend([change.gained, change.lost, same].map(share));
        row
    };
    one.outcomes.iter().map(row).collect()
}

fn measure_rows(one: &Comparison, measures: &[Measure]) -> Vec<Vec<String>> {
    let row = |change: &super::MeasureChange| {
        let about = &measures[change.measure];
        let mut row = arms_of(one);
        row.extend(
            ["variable", about.variable, &about.label, &about.date, &about.unit].map(str::to_owned),
        );
        row.push(change.pairs.to_string());
        row.extend([change.before, change.after, change.difference].map(quantile));
        row.extend(
            [change.low80, change.high80, change.up, change.down, change.same].map(quantile),
        );
        row
    };
    one.measures.iter().map(row).collect()
}

/// `decisions.csv`: the decisions that came out otherwise, option by option.
pub(super) fn decisions(results: &Results) -> Vec<u8> {
    let head = [
        "scenario",
        "theory",
        "decisions",
        "decision",
        "option",
        "draws",
        "before",
        "after",
        "draws_otherwise",
    ];
    let rows = results.comparisons.iter().flat_map(|one| {
        one.decisions.iter().flat_map(move |change| {
            change.options.iter().map(move |(option, before, after)| {
                let mut row = arms_of(one);
                row.extend([change.decision.clone(), option.clone(), one.draws.to_string()]);
                row.extend([before, after, &change.otherwise].map(ToString::to_string));
                row
            })
        })
    });
    table(&head, rows)
}

/// Writes `runs.parquet`: outcomes, measures and decisions of every run, one row group a unit.
pub(super) fn write_runs(plan: &Plan, store: &Store, file: &mut File) -> Result<(), LabError> {
    let measures = Measure::of(&plan.study);
    let mut writer = writer(RUNS, plan, file).map_err(lost)?;
    for place in 0..plan.arms.len() {
        let arm = names(plan, place);
        each_unit(plan, place, store, |lives| {
            let mut rows = Vec::new();
            for life in &lives {
                run_rows(life, &measures, &mut rows);
            }
            let mut group = writer.next_row_group().map_err(lost)?;
            let write = || {
                for name in &arm {
                    column::<ByteArrayType>(&mut group, vec![name.clone(); rows.len()])?;
                }
                column::<Int32Type>(&mut group, rows.iter().map(|row| row.0).collect())?;
                let texts =
                    |of: fn(&RunRow) -> &str| rows.iter().map(|row| text(of(row))).collect();
                column::<ByteArrayType>(&mut group, texts(|row| row.1))?;
                column::<ByteArrayType>(&mut group, texts(|row| &row.2))?;
                column::<ByteArrayType>(&mut group, texts(|row| &row.3))?;
                column::<DoubleType>(&mut group, rows.iter().map(|row| row.4).collect())?;
                group.close().map_err(cause).map(drop)
            };
            run(write).map_err(disk)
        })?;
    }
    writer.close().map_err(lost).map(drop)
}

/// Draw, kind, name, date, value.
type RunRow = (i32, &'static str, String, String, f64);

fn run_rows(life: &Life, measures: &[Measure], rows: &mut Vec<RunRow>) {
    let draw = i32::try_from(life.draw).unwrap_or(i32::MAX);
    let end = || "end".to_owned();
    for (n, outcome) in DEFINITIONS.iter().enumerate() {
        let held = f64::from(u8::from(life.held[n]));
        rows.push((draw, "outcome_held", outcome.id.to_owned(), end(), held));
        rows.push((draw, "outcome_index", outcome.id.to_owned(), end(), life.index[n]));
    }
    if !life.directs.is_nan() {
        let name = crate::directs::SO_FAR.to_owned();
        rows.push((draw, "who_directs_whom", name, end(), life.directs));
    }
    for measure in measures {
        let value = measure.value(life);
        if !value.is_nan() {
            rows.push((draw, "variable", measure.variable.to_owned(), measure.date.clone(), value));
        }
    }
    for (decision, option) in &life.carried {
        rows.push((draw, "option_carried", decision.clone(), String::new(), *option as f64));
    }
}

/// Writes `series.parquet`: every month that is kept of every run, one row group a unit.
pub(super) fn write_series(plan: &Plan, store: &Store, file: &mut File) -> Result<(), LabError> {
    let mut writer = writer(SERIES, plan, file).map_err(lost)?;
    let variables: Vec<ByteArray> = plan.study.keep.iter().map(|name| text(name)).collect();
    let months = plan.study.until.since(FIRST) + 1;
    let dates: Vec<i32> = (0..months).map(|n| days(Month::plus(FIRST, n))).collect();
    for place in 0..plan.arms.len() {
        let arm = names(plan, place);
        each_unit(plan, place, store, |lives| {
            let (mut draw, mut date) = (Vec::new(), Vec::new());
            let (mut variable, mut value) = (Vec::new(), Vec::new());
            for life in &lives {
                for (path, name) in life.series.iter().zip(&variables) {
                    for (number, day) in path.iter().zip(&dates).filter(|(n, _)| n.is_finite()) {
                        draw.push(i32::try_from(life.draw).unwrap_or(i32::MAX));
                        date.push(*day);
                        variable.push(name.clone());
                        value.push(*number);
                    }
                }
            }
            let mut group = writer.next_row_group().map_err(lost)?;
            let write = || {
                for name in &arm {
                    column::<ByteArrayType>(&mut group, vec![name.clone(); draw.len()])?;
                }
                column::<Int32Type>(&mut group, draw)?;
                column::<Int32Type>(&mut group, date)?;
                column::<ByteArrayType>(&mut group, variable)?;
                column::<DoubleType>(&mut group, value)?;
                group.close().map_err(cause).map(drop)
            };
            run(write).map_err(disk)
        })?;
    }
    writer.close().map_err(lost).map(drop)
}

/// A closure that may be used once, run: its question marks stay its own.
fn run(write: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
    write()
}

fn names(plan: &Plan, place: usize) -> [ByteArray; 3] {
    let arm = &plan.arms[place];
    [text(&arm.scenario().name), text(&arm.theory), text(&arm.freedom())]
}

fn text(text: &str) -> ByteArray {
    ByteArray::from(text)
}

fn lost(error: ParquetError) -> LabError {
    disk(cause(error))
}

fn disk(error: io::Error) -> LabError {
    LabError::io(std::path::Path::new("the tables of the study"), "write the file", &error)
}

fn writer<'f>(
    schema: &str,
    plan: &Plan,
    file: &'f mut File,
) -> Result<SerializedFileWriter<&'f mut File>, ParquetError> {
    let entry = |key: &str, value: &str| KeyValue::new(key.to_owned(), value.to_owned());
    let remarks = vec![
        entry("ktokogo.version", crate::hashes::VERSION),
        entry("ktokogo.engine", crate::hashes::ENGINE),
        entry("ktokogo.evidence", &plan.evidence),
        entry("ktokogo.study", &plan.id()),
        entry("ktokogo.seed", &plan.study.seed.to_string()),
    ];
    let value = || ColumnPath::from("value");
    let properties = WriterProperties::builder()
        .set_created_by(format!("ktokogo {}", crate::hashes::VERSION))
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?))
        .set_column_dictionary_enabled(value(), false)
        .set_column_encoding(value(), Encoding::BYTE_STREAM_SPLIT)
        .set_key_value_metadata(Some(remarks))
        .build();
    SerializedFileWriter::new(file, Arc::new(parse_message_type(schema)?), Arc::new(properties))
}
