//! A unit as a table: what was kept of each draw, in Parquet that carries its own proof.
//!
//! The rows stand draw by draw. The remarks of the file give the address of the unit and the seal
//! of its bytes. The same rows at the same address give the same bytes.

use std::sync::Arc;

use bytes::Bytes;
use parquet::basic::ZstdLevel;
use parquet::basic::{Compression, Encoding};
use parquet::column::reader::{ColumnReaderImpl, get_typed_column_reader};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int32Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::ColumnPath;

use crate::error::LabError;
use crate::folder::parquet::{cause, column};

const UNIT: &str = "message unit {
  required int32 draw;
  required binary kind (STRING);
  required binary name (STRING);
  required int32 date (DATE);
  required double value;
}";

/// Everything that the numbers of a unit depend on, one `word value` a line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address(String);

impl Address {
    /// An address from its lines.
    pub fn new(lines: &[(&str, &str)]) -> Address {
        let line = |(word, value): &(&str, &str)| format!("{word} {value}\n");
        Address(lines.iter().map(line).collect())
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// The value of a line; empty if there is no such line.
    pub fn line(&self, word: &str) -> &str {
        line_of(&self.0, word)
    }

    /// The id of the unit: half of the BLAKE3 of the text, in hexadecimal.
    pub fn id(&self) -> String {
        blake3::hash(self.0.as_bytes()).to_hex()[..32].to_owned()
    }
}

/// The value of a line of an address.
pub(super) fn line_of<'t>(text: &'t str, word: &str) -> &'t str {
    let value = |line: &'t str| line.strip_prefix(word)?.strip_prefix(' ');
    text.lines().find_map(value).unwrap_or_default()
}

/// The rows of a unit, column by column, all of one length.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// Number of the draw.
    pub draw: Vec<i32>,
    /// What kind of thing: a series, an outcome, a vote.
    pub kind: Vec<ByteArray>,
    /// Its name.
    pub name: Vec<ByteArray>,
    /// Days since 1970-01-01.
    pub date: Vec<i32>,
    /// The number.
    pub value: Vec<f64>,
}

impl Rows {
    /// Adds a row.
    pub fn push(&mut self, draw: i32, kind: &ByteArray, name: &ByteArray, date: i32, value: f64) {
        self.draw.push(draw);
        self.kind.push(kind.clone());
        self.name.push(name.clone());
        self.date.push(date);
        self.value.push(value);
    }

    /// Adds the rows of another table.
    pub fn append(&mut self, mut other: Rows) {
        self.draw.append(&mut other.draw);
        self.kind.append(&mut other.kind);
        self.name.append(&mut other.name);
        self.date.append(&mut other.date);
        self.value.append(&mut other.value);
    }

    /// How many rows.
    pub fn len(&self) -> usize {
        self.draw.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.draw.is_empty()
    }
}

/// The name of the remark that holds the seal of a file: the BLAKE3 of all its bytes, in hexadecimal,
/// taken while zeros stand in its place. It is held against the bytes before anything is read from them,
/// since readers of Parquet do not stand every damage.
const SEAL: &str = "ktokogo.seal";

/// Zeros where the seal will stand.
const NO_SEAL: [u8; 64] = [b'0'; 64];

/// Where the seal of a file stands.
fn place_of_seal(bytes: &[u8]) -> Option<std::ops::Range<usize>> {
    let name = bytes.windows(SEAL.len()).rposition(|window| window == SEAL.as_bytes())?;
    // Between a name and its value stand a byte for the kind of the value and one for its length.
    let at = name + SEAL.len() + 2;
    (at + NO_SEAL.len() <= bytes.len()).then_some(at..at + NO_SEAL.len())
}

/// The seal that belongs to these bytes, at its place.
fn seal_of(bytes: &[u8], place: std::ops::Range<usize>) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&bytes[..place.start]).update(&NO_SEAL).update(&bytes[place.end..]);
    hasher.finalize().to_hex().to_string()
}

/// The file of a unit.
pub(super) fn encode(address: &Address, rows: &Rows) -> Result<Vec<u8>, LabError> {
    let failed = |what: String| LabError::Request(format!("a unit cannot be written: {what}"));
    let entry = |key: &str, value: &str| KeyValue::new(key.to_owned(), value.to_owned());
    let remarks = vec![
        entry("ktokogo.version", crate::hashes::VERSION),
        entry("ktokogo.address", address.text()),
        entry(SEAL, &String::from_utf8_lossy(&NO_SEAL)),
    ];
    let parquet = |error: ParquetError| failed(cause(error).to_string());
    let value = || ColumnPath::from("value");
    let properties = WriterProperties::builder()
        .set_created_by(format!("ktokogo {}", crate::hashes::VERSION))
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(3).map_err(parquet)?))
        // As in the series of a run: values differ from month to month.
        .set_column_dictionary_enabled(value(), false)
        .set_column_encoding(value(), Encoding::BYTE_STREAM_SPLIT)
        .set_key_value_metadata(Some(remarks))
        .build();
    let schema = Arc::new(parse_message_type(UNIT).map_err(parquet)?);
    let mut bytes = Vec::new();
    let mut writer =
        SerializedFileWriter::new(&mut bytes, schema, Arc::new(properties)).map_err(parquet)?;
    let mut group = writer.next_row_group().map_err(parquet)?;
    let put = |error: std::io::Error| failed(error.to_string());
    column::<Int32Type>(&mut group, rows.draw.clone()).map_err(put)?;
    column::<ByteArrayType>(&mut group, rows.kind.clone()).map_err(put)?;
    column::<ByteArrayType>(&mut group, rows.name.clone()).map_err(put)?;
    column::<Int32Type>(&mut group, rows.date.clone()).map_err(put)?;
    column::<DoubleType>(&mut group, rows.value.clone()).map_err(put)?;
    group.close().map_err(parquet)?;
    writer.close().map_err(parquet)?;
    let place = place_of_seal(&bytes).filter(|place| bytes[place.clone()] == NO_SEAL);
    let place = place.ok_or_else(|| failed("there is no place for its seal".to_owned()))?;
    let seal = seal_of(&bytes, place.clone());
    bytes[place].copy_from_slice(seal.as_bytes());
    Ok(bytes)
}

/// The address and the rows of a file, if its bytes are those that were written; else what is wrong.
pub(super) fn decode(bytes: &[u8]) -> Result<(Address, Rows), String> {
    let sealed = place_of_seal(bytes)
        .is_some_and(|place| bytes[place.clone()] == *seal_of(bytes, place).as_bytes());
    if !sealed {
        return Err("the file is damaged: it is not what was written".to_owned());
    }
    let not_whole = |error: ParquetError| format!("the file is no whole unit ({error})");
    let reader = SerializedFileReader::new(Bytes::copy_from_slice(bytes)).map_err(not_whole)?;
    let remarks = reader.metadata().file_metadata().key_value_metadata();
    let remark = |key: &str| {
        let found = remarks.into_iter().flatten().find(|remark| remark.key == key);
        found.and_then(|remark| remark.value.clone()).unwrap_or_default()
    };
    let address = Address(remark("ktokogo.address"));
    let mut rows = Rows::default();
    for number in 0..reader.num_row_groups() {
        let group = reader.get_row_group(number).map_err(not_whole)?;
        rows.append(read_group(&*group).map_err(not_whole)?);
    }
    Ok((address, rows))
}

fn read_group(group: &dyn RowGroupReader) -> Result<Rows, ParquetError> {
    let count = usize::try_from(group.metadata().num_rows())
        .map_err(|_| ParquetError::General("a negative count of rows".to_owned()))?;
    if group.num_columns() != 5 {
        return Err(ParquetError::General("not the columns of a unit".to_owned()));
    }
    Ok(Rows {
        draw: values::<Int32Type>(group, 0, count)?,
        kind: values::<ByteArrayType>(group, 1, count)?,
        name: values::<ByteArrayType>(group, 2, count)?,
        date: values::<Int32Type>(group, 3, count)?,
        value: values::<DoubleType>(group, 4, count)?,
    })
}

fn values<T: DataType>(
    group: &dyn RowGroupReader,
    column: usize,
    count: usize,
) -> Result<Vec<T::T>, ParquetError> {
    let wanted = group.metadata().column(column).column_type();
    if wanted != T::get_physical_type() {
        return Err(ParquetError::General(format!("column {column} has another type")));
    }
    let mut reader: ColumnReaderImpl<T> = get_typed_column_reader(group.get_column_reader(column)?);
    let mut values = Vec::new();
    while values.len() < count {
        let (read, ..) = reader.read_records(count - values.len(), None, None, &mut values)?;
        if read == 0 {
            return Err(ParquetError::General(format!("column {column} is cut short")));
        }
    }
    Ok(values)
}

/// The address of a whole file, which is that of its name.
pub(super) fn whole(bytes: &[u8], id: Option<&str>) -> Result<Address, String> {
    let (address, _) = decode(bytes)?;
    if id.is_some_and(|id| id != address.id()) {
        return Err("the file holds another unit than its name says".to_owned());
    }
    Ok(address)
}
