//! The two tables that an explanation leaves in the folder of its pair: `explain.csv` with the parts
//! over the draws, `explain.parquet` with the parts of every draw.
//!
//! They stand beside what the pair left and replace only an older explanation.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use model::VARIABLES;
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use super::parquet::{cause, column, days, number};
use super::tables::{Csv, quantile};
use crate::error::{LabError, folder};
use crate::explain::{Explanation, Part, Spread};

const SCHEMA: &str = "message explain {
  required binary variable (STRING);
  required int32 first (DATE);
  required int32 last (DATE);
  required binary kind (STRING);
  required binary name (STRING);
  required int32 draw;
  required double value;
}";

/// The file that marks the folder of a run or a pair.
const MARK: &str = "run.json";

/// Writes the tables of an explanation into the folder of its pair. An older explanation is replaced.
///
/// # Errors
/// A folder that is none of a pair; a disk that refuses.
pub fn write(found: &Explanation, path: &Path) -> Result<(), LabError> {
    if !path.join(MARK).is_file() {
        let advice = "name the folder of a pair that `ktokogo whatif` wrote";
        return Err(folder(path, "this is not the folder of a pair", advice));
    }
    put(path, "explain.csv", |file| file.write_all(&csv(found)))?;
    put(path, "explain.parquet", |file| table(found, file))
}

/// Writes a file under a hidden name and gives it its own when it is whole.
fn put(
    path: &Path,
    name: &str,
    write: impl FnOnce(&mut File) -> std::io::Result<()>,
) -> Result<(), LabError> {
    let target = path.join(name);
    let partial = path.join(format!(".{name}.ktokogo-{}.partial", std::process::id()));
    let written = File::create(&partial).and_then(|mut file| {
        write(&mut file)?;
        file.sync_all()?;
        fs::rename(&partial, &target)
    });
    written.map_err(|error| {
        // What is half written is of no use; if it cannot be removed either, the first fault counts.
        let _ = fs::remove_file(&partial);
        LabError::io(&target, "write the file", &error)
    })
}

/// The parts over the draws: first the difference, then the changes, the mechanisms and the rest.
fn csv(found: &Explanation) -> Vec<u8> {
    let mut table = Csv::new(&[
        "variable",
        "unit",
        "first",
        "last",
        "kind",
        "name",
        "median",
        "q10",
        "q90",
        "share",
        "alone_median",
        "alone_q10",
        "alone_q90",
        "base_without",
        "draws",
        "grade",
    ]);
    let variable = &VARIABLES[found.variable];
    let head = [
        variable.name.to_owned(),
        variable.unit.to_owned(),
        found.window.first.to_string(),
        found.window.last.to_string(),
    ];
    let mut row = |kind: &str, name: &str, spread: Spread, rest: [String; 7]| {
        let numbers = [spread.median, spread.low80, spread.high80].map(quantile);
        let names = [kind.to_owned(), name.to_owned()];
        table.row(head.iter().cloned().chain(names).chain(numbers).chain(rest));
    };
    let plain = |share: f64, draws: usize| {
        let mut rest: [String; 7] = Default::default();
        (rest[0], rest[5]) = (quantile(share), draws.to_string());
        rest
    };
    row("difference", "", found.total, plain(1.0, found.totals.len()));
    for part in found.actions.iter().chain(&found.mechanisms) {
        row(part.kind.word(), &part.name, part.spread, columns(part));
    }
    if let Some(spread) = found.interaction {
        row("interaction", "", spread, plain(f64::NAN, found.totals.len()));
    }
    if let Some(rest) = &found.rest {
        row("rest", "", rest.spread, plain(rest.share, counted(&rest.draws)));
    }
    table.bytes()
}

/// Draws that count.
fn counted(draws: &[f64]) -> usize {
    draws.iter().filter(|value| value.is_finite()).count()
}

fn columns(part: &Part) -> [String; 7] {
    let Spread { median, low80, high80 } = part.alone;
    let [share, median, low, high, base] =
        [part.share, median, low80, high80, part.base.unwrap_or(f64::NAN)].map(quantile);
    [share, median, low, high, base, counted(&part.draws).to_string(), part.grade.words()]
}

/// The parts of every draw, one row each; no row where a world broke.
fn table(found: &Explanation, file: &mut File) -> std::io::Result<()> {
    let mut rows: Vec<(&str, &str, u32, f64)> = Vec::new();
    let mut add = |kind: &'static str, name, values: &[f64]| {
        let known = found.draws.iter().zip(values).filter(|(_, value)| value.is_finite());
        rows.extend(known.map(|(&draw, &value)| (kind, name, draw, value)));
    };
    add("difference", "", &found.totals);
    for part in found.actions.iter().chain(&found.mechanisms) {
        add(part.kind.word(), &part.name, &part.draws);
    }
    add("rest", "", found.rest.as_ref().map_or(&[], |rest| &rest.draws));
    let schema = Arc::new(parse_message_type(SCHEMA).map_err(cause)?);
    let about = format!("ktokogo {}", crate::hashes::VERSION);
    let properties = Arc::new(WriterProperties::builder().set_created_by(about).build());
    let mut writer = SerializedFileWriter::new(file, schema, properties).map_err(cause)?;
    let mut group = writer.next_row_group().map_err(cause)?;
    let same = |text: &str| vec![ByteArray::from(text); rows.len()];
    column::<ByteArrayType>(&mut group, same(VARIABLES[found.variable].name))?;
    column::<Int32Type>(&mut group, vec![days(found.window.first); rows.len()])?;
    column::<Int32Type>(&mut group, vec![days(found.window.last); rows.len()])?;
    column::<ByteArrayType>(&mut group, rows.iter().map(|row| row.0.into()).collect())?;
    column::<ByteArrayType>(&mut group, rows.iter().map(|row| row.1.into()).collect())?;
    let all: std::io::Result<Vec<i32>> = rows.iter().map(|row| number(row.2)).collect();
    column::<Int32Type>(&mut group, all?)?;
    column::<DoubleType>(&mut group, rows.iter().map(|row| row.3).collect())?;
    group.close().map_err(cause)?;
    writer.close().map_err(cause).map(drop)
}
