//! The paths of the whole country out of a `series.parquet`, column by column: what is needed to
//! compare runs, without the regions.

use std::collections::BTreeMap;
use std::path::Path;

use kernel::Month;
use parquet::column::reader::get_typed_column_reader;
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int32Type};
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, RowGroupReader};

use super::parquet::{broken, month_of, open};
use crate::error::LabError;

/// The paths of a draw, by the name of the variable: one value a month from the first, not a number
/// where there is none.
pub type Paths = BTreeMap<String, Vec<f64>>;

/// The name of the region that is the whole country.
const ALL: &[u8] = b"all";

/// Reads the paths of every draw over the months `first` to `last`, by the number of the draw.
///
/// # Errors
/// A file that is missing, cut short, damaged, of another form, or with other months.
pub fn read_country(
    path: &Path,
    first: Month,
    last: Month,
) -> Result<BTreeMap<u32, Paths>, LabError> {
    let damaged = |error: ParquetError| broken(path, &error);
    let reader = open(path)?;
    let months = usize::try_from(last.since(first) + 1).unwrap_or(0);
    let mut draws = BTreeMap::new();
    for number in 0..reader.num_row_groups() {
        let group = reader.get_row_group(number).map_err(damaged)?;
        read_group(&*group, first, months, &mut draws).map_err(damaged)?;
    }
    Ok(draws)
}

fn read_group(
    group: &dyn RowGroupReader,
    first: Month,
    months: usize,
    draws: &mut BTreeMap<u32, Paths>,
) -> Result<(), ParquetError> {
    let wrong = |what: &str| ParquetError::General(what.to_owned());
    let numbers = column::<Int32Type>(group, 1)?;
    let dates = column::<Int32Type>(group, 2)?;
    let variables = column::<ByteArrayType>(group, 3)?;
    let regions = column::<ByteArrayType>(group, 4)?;
    let values = column::<DoubleType>(group, 5)?;
    for (row, value) in values.into_iter().enumerate() {
        if regions[row].data() != ALL {
            continue;
        }
        let draw = u32::try_from(numbers[row]).map_err(|_| wrong("a draw below 0"))?;
        let place = usize::try_from(month_of(dates[row]).since(first)).ok();
        let place = place.filter(|place| *place < months);
        let place = place.ok_or_else(|| wrong("a month that run.json does not have"))?;
        let paths = draws.entry(draw).or_default();
        let name = name(&variables[row])?;
        // Rows of one variable follow one another: the name is copied once for each.
        if !paths.contains_key(name) {
            paths.insert(name.to_owned(), vec![f64::NAN; months]);
        }
        if let Some(path) = paths.get_mut(name) {
            path[place] = value;
        }
    }
    Ok(())
}

fn name(bytes: &ByteArray) -> Result<&str, ParquetError> {
    bytes.as_utf8()
}

/// All values of a column of a group.
fn column<T: DataType>(
    group: &dyn RowGroupReader,
    number: usize,
) -> Result<Vec<T::T>, ParquetError> {
    let wrong = |what: String| ParquetError::General(what);
    let described = group.metadata().columns().get(number);
    let described = described.ok_or_else(|| wrong(format!("there is no column {number}")))?;
    if described.column_type() != T::get_physical_type() {
        return Err(wrong(format!("column {number} is of another type")));
    }
    let rows = usize::try_from(group.metadata().num_rows()).unwrap_or(0);
    let mut reader = get_typed_column_reader::<T>(group.get_column_reader(number)?);
    let mut values = Vec::with_capacity(rows);
    while values.len() < rows {
        let (read, _, _) = reader.read_records(rows - values.len(), None, None, &mut values)?;
        if read == 0 {
            return Err(wrong(format!("column {number} ends too early")));
        }
    }
    Ok(values)
}
