//! The long tables of a run in Parquet, and reading them again.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use kernel::Month;
use model::{Record, VARIABLES};
use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int32Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::record::RowAccessor;
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::ColumnPath;

use crate::ensemble::Ensemble;
use crate::error::{LabError, folder};

const SERIES: &str = "message series {
  required binary scenario (STRING);
  required int32 draw;
  required int32 date (DATE);
  required binary variable (STRING);
  required binary region (STRING);
  required double value;
}";

const EVENTS: &str = "message events {
  required binary scenario (STRING);
  required int32 draw;
  required int32 month (DATE);
  required binary kind (STRING);
  required binary id (STRING);
  required binary text (STRING);
}";

/// Days from 1970-01-01 to the first day of a month: how Parquet counts dates.
pub(crate) fn days(month: Month) -> i32 {
    // Days before the month in a common year, then one for each leap day (Gregorian).
    const BEFORE: [i32; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    let year = month.year();
    let place = month.of_year() as usize - 1;
    let earlier = if place < 2 { year - 1 } else { year };
    let leaps = |year: i32| year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    (year - 1970) * 365 + leaps(earlier) - leaps(1969) + BEFORE[place]
}

/// The month of a day counted so.
pub(crate) fn month_of(day: i32) -> Month {
    // Within three days of the right month, whatever the leap years; then stepped to it.
    let mut month = Month::new(1970, 1).plus(libm::floor(f64::from(day) / 30.436_875) as i32);
    while days(month) > day {
        month = month.plus(-1);
    }
    while days(month.next()) <= day {
        month = month.next();
    }
    month
}

/// What of a value is kept: 24 binary digits, about seven figures. No draw can bear more, and the
/// other half of the digits is noise that does not compress: it was most of the file.
pub(crate) fn kept(value: f64) -> f64 {
    #[allow(clippy::cast_possible_truncation)]
    let near = f64::from(value as f32);
    if near.is_finite() { near } else { value }
}

/// Writes `series.parquet`, one row group a draw.
pub(super) fn write_series(ensemble: &Ensemble, file: &mut File) -> io::Result<()> {
    let mut writer = writer(SERIES, ensemble, true, file).map_err(cause)?;
    let names: Vec<ByteArray> = VARIABLES.iter().map(|v| ByteArray::from(v.name)).collect();
    for draw in &ensemble.draws {
        let record = &draw.record;
        let places = finite(record);
        let cell = |place: usize| record.cells[place / record.months];
        let regions: Vec<ByteArray> =
            record.cells.iter().map(|cell| ByteArray::from(cell.region_name())).collect();
        let variable = |&p: &usize| names[cell(p).variable].clone();
        let region = |&p: &usize| regions[p / record.months].clone();
        let first = record.first;
        let date = |&p: &usize| days(first.plus((p % record.months) as i32));
        let mut group = writer.next_row_group().map_err(cause)?;
        let scenario = ByteArray::from(ensemble.scenario.name.as_str());
        column::<ByteArrayType>(&mut group, vec![scenario; places.len()])?;
        column::<Int32Type>(&mut group, vec![number(draw.number)?; places.len()])?;
        column::<Int32Type>(&mut group, places.iter().map(date).collect())?;
        column::<ByteArrayType>(&mut group, places.iter().map(variable).collect())?;
        column::<ByteArrayType>(&mut group, places.iter().map(region).collect())?;
        let values = places.iter().map(|p| kept(record.values[*p])).collect();
        column::<DoubleType>(&mut group, values)?;
        group.close().map_err(cause)?;
    }
    writer.close().map_err(cause).map(drop)
}

/// Writes `events.parquet`, one row group a draw.
pub(super) fn write_events(ensemble: &Ensemble, file: &mut File) -> io::Result<()> {
    let mut writer = writer(EVENTS, ensemble, false, file).map_err(cause)?;
    for draw in &ensemble.draws {
        let events = &draw.record.chronicle;
        if events.is_empty() {
            continue;
        }
        let mut group = writer.next_row_group().map_err(cause)?;
        let scenario = ByteArray::from(ensemble.scenario.name.as_str());
        column::<ByteArrayType>(&mut group, vec![scenario; events.len()])?;
        column::<Int32Type>(&mut group, vec![number(draw.number)?; events.len()])?;
        column::<Int32Type>(&mut group, events.iter().map(|e| days(e.month)).collect())?;
        let texts = |of: fn(&model::Happening) -> &str| {
            events.iter().map(|event| ByteArray::from(of(event))).collect::<Vec<_>>()
        };
        column::<ByteArrayType>(&mut group, texts(|event| event.kind))?;
        column::<ByteArrayType>(&mut group, texts(|event| &event.id))?;
        column::<ByteArrayType>(&mut group, texts(|event| &event.text))?;
        group.close().map_err(cause)?;
    }
    writer.close().map_err(cause).map(drop)
}

/// The places of the values of a record that are numbers.
fn finite(record: &Record) -> Vec<usize> {
    (0..record.values.len()).filter(|place| record.values[*place].is_finite()).collect()
}

pub(super) fn number(draw: u32) -> io::Result<i32> {
    i32::try_from(draw).map_err(|_| io::Error::other("a draw's number is too large"))
}

pub(super) fn writer<'f>(
    schema: &str,
    ensemble: &Ensemble,
    units: bool,
    file: &'f mut File,
) -> Result<SerializedFileWriter<&'f mut File>, ParquetError> {
    let entry = |key: &str, value: &str| KeyValue::new(key.to_owned(), value.to_owned());
    let mut about = vec![
        entry("ktokogo.version", crate::hashes::VERSION),
        entry("ktokogo.engine", &ensemble.hashes.engine),
        entry("ktokogo.evidence", &ensemble.hashes.evidence),
        entry("ktokogo.scenario", &ensemble.hashes.scenario),
        entry("ktokogo.seed", &ensemble.seed.to_string()),
        entry("ktokogo.run", &ensemble.id()),
    ];
    if units {
        about.extend(VARIABLES.iter().map(|v| entry(&format!("unit:{}", v.name), v.unit)));
    }
    let properties = WriterProperties::builder()
        .set_created_by(format!("ktokogo {}", crate::hashes::VERSION))
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?))
        // The values differ from month to month: a dictionary of them only repeats them, while
        // their first bytes, put side by side, are much alike.
        .set_column_dictionary_enabled(ColumnPath::from("value"), false)
        .set_column_encoding(ColumnPath::from("value"), Encoding::BYTE_STREAM_SPLIT)
        .set_key_value_metadata(Some(about))
        .build();
    let schema = Arc::new(parse_message_type(schema)?);
    SerializedFileWriter::new(file, schema, Arc::new(properties))
}

pub(crate) fn column<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, impl Write + Send>,
    values: Vec<T::T>,
) -> io::Result<()> {
    let missing = || io::Error::other("the table has fewer columns than are written");
    let mut column = group.next_column().map_err(cause)?.ok_or_else(missing)?;
    column.typed::<T>().write_batch(&values, None, None).map_err(cause)?;
    column.close().map_err(cause)
}

/// The failure of the disk behind an error of the format, so that it can be explained.
pub(crate) fn cause(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(disk) => *disk,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(other.to_string()),
    }
}

/// One row of `series.parquet`.
#[derive(Clone, Debug, PartialEq)]
pub struct SeriesRow {
    /// Name of the scenario.
    pub scenario: String,
    /// Number of the draw; 0 is the central run.
    pub draw: u32,
    /// The month.
    pub month: Month,
    /// Name of the variable.
    pub variable: String,
    /// Name of the region, or `all`.
    pub region: String,
    /// The number, in the unit of the variable.
    pub value: f64,
}

/// Reads a `series.parquet`.
///
/// # Errors
/// A file that is missing, cut short, damaged, or of another form.
pub fn read_series(path: &Path) -> Result<Vec<SeriesRow>, LabError> {
    let reader = open(path)?;
    let damaged = |error: ParquetError| broken(path, &error);
    let rows = reader.get_row_iter(None).map_err(damaged)?;
    rows.map(|row| row.and_then(|row| series_row(&row)).map_err(damaged)).collect()
}

/// The remarks in a Parquet file of a run: hashes, seed, and `unit:` of each variable.
///
/// # Errors
/// As [`read_series`].
pub fn read_remarks(path: &Path) -> Result<Vec<(String, String)>, LabError> {
    let reader = open(path)?;
    let remarks = reader.metadata().file_metadata().key_value_metadata();
    let remarks = remarks.map_or(&[][..], Vec::as_slice);
    let pair = |remark: &KeyValue| (remark.key.clone(), remark.value.clone().unwrap_or_default());
    Ok(remarks.iter().map(pair).collect())
}

pub(super) fn open(path: &Path) -> Result<SerializedFileReader<File>, LabError> {
    let file = File::open(path).map_err(|e| LabError::io(path, "open the file", &e))?;
    SerializedFileReader::new(file).map_err(|error| broken(path, &error))
}

pub(super) fn broken(path: &Path, error: &ParquetError) -> LabError {
    let what = format!("this is not a whole Parquet table of a run ({error})");
    folder(path, what, "write the run again with --force, or fetch the file again")
}

fn series_row(row: &parquet::record::Row) -> Result<SeriesRow, ParquetError> {
    let negative = |_| ParquetError::General("a draw below 0".to_owned());
    Ok(SeriesRow {
        scenario: row.get_string(0)?.clone(),
        draw: u32::try_from(row.get_int(1)?).map_err(negative)?,
        month: month_of(date(row, 2)?),
        variable: row.get_string(3)?.clone(),
        region: row.get_string(4)?.clone(),
        value: row.get_double(5)?,
    })
}

fn date(row: &parquet::record::Row, column: usize) -> Result<i32, ParquetError> {
    use parquet::record::Field;
    match row.get_column_iter().nth(column) {
        Some((_, Field::Date(days))) => Ok(*days),
        _ => Err(ParquetError::General(format!("column {column} is no date"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_keep_seven_figures_whatever_their_size() {
        for value in [0.1_f64, -2.5e-9, 1.234_567_89e21, 9.876e200, 3e-300] {
            // Half a unit in the 24th binary digit; below 1e-38 fewer are left.
            let slack = if value < 1e-30 && value > 0.0 { value } else { value.abs() / 16e6 };
            assert!((kept(value) - value).abs() <= slack, "{value} {}", kept(value));
        }
        assert_eq!(kept(16_777_216.0), 16_777_216.0);
    }

    #[test]
    fn days_are_counted_as_the_calendar_has_them() {
        // Civil day numbers, for example from `date -u -d 1917-11-01 +%s` over 86400.
        for (year, month, day) in
            [(1970, 1, 0), (1917, 11, -19_054), (1924, 3, -16_742), (1929, 12, -14_641)]
        {
            assert_eq!(days(Month::new(year, month)), day, "{year}-{month}");
        }
        for n in 0..2400 {
            let month = Month::new(1850, 1).plus(n);
            assert_eq!(month_of(days(month)), month);
            assert_eq!(month_of(days(month.next()) - 1), month);
        }
    }
}
