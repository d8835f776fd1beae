//! Reads a CSV file against its schema and says, line by line, what does not fit.

use crate::{
    date::HistoricalDate,
    fault::Fault,
    files::text,
    schema::{Kind, Schema},
};
use csv::{ReaderBuilder, StringRecord, Trim};
use std::sync::Arc;

/// One line of a table whose cells fit their kinds.
pub(crate) struct Cells<'a> {
    schema: &'a Schema,
    record: StringRecord,
    /// The file as the reader would open it.
    pub file: Arc<str>,
    /// Line of the file, counted from 1.
    pub line: usize,
}

impl Cells<'_> {
    fn raw(&self, name: &str) -> &str {
        let place = self.schema.fields.iter().position(|field| field.name == name);
        debug_assert!(place.is_some(), "no column {name} in {}", self.schema.name);
        place.and_then(|place| self.record.get(place)).unwrap_or_default()
    }

    /// The text of a cell.
    pub fn text(&self, name: &str) -> String {
        self.raw(name).to_owned()
    }

    /// The number of a cell; none if it is empty.
    pub fn number(&self, name: &str) -> Option<f64> {
        self.raw(name).parse().ok()
    }

    /// The date of a cell; none if it is empty.
    pub fn date(&self, name: &str) -> Option<HistoricalDate> {
        self.raw(name).parse().ok()
    }
}

/// Reads a table; `make` turns each line that fits into a row.
pub(crate) fn read<T>(
    schema: &Schema,
    shown: &str,
    bytes: &[u8],
    faults: &mut Vec<Fault>,
    make: impl Fn(&Cells) -> Option<T>,
) -> Vec<T> {
    let text = match text(shown, bytes) {
        Ok(text) => text,
        Err(fault) => {
            faults.push(fault);
            return Vec::new();
        }
    };
    let file: Arc<str> = shown.into();
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(Trim::All)
        .from_reader(text.as_bytes());
    let mut lines = LineCount { text: text.as_bytes(), offset: 0, line: 1 };
    let mut rows = Vec::new();
    let mut header_seen = false;
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line =
                    lines.of(error.position().map_or(0, |position| position.byte() as usize));
                faults.push(Fault::new(shown, line, format!("broken CSV: {error}"), ""));
                continue;
            }
        };
        let line = lines.of(record.position().map_or(0, |position| position.byte() as usize));
        if !header_seen {
            header_seen = true;
            if !header_fits(schema, shown, line, &record, faults) {
                return rows;
            }
            continue;
        }
        let before = faults.len();
        let cells = Cells { schema, record, file: Arc::clone(&file), line };
        check(&cells, faults);
        if faults.len() == before {
            rows.extend(make(&cells));
        }
    }
    if !header_seen {
        faults.push(Fault::new(shown, 0, "the file is empty", header_hint(schema)));
    }
    rows
}

/// Counts lines on the way through a file.
///
/// The reader's own count is one short after a line end of two characters, and before blank lines.
struct LineCount<'a> {
    text: &'a [u8],
    offset: usize,
    line: usize,
}

impl LineCount<'_> {
    /// The line of the record that the reader found at a byte no earlier than the last one.
    fn of(&mut self, byte: usize) -> usize {
        while let Some(next) = self.text.get(self.offset) {
            let blank = matches!(next, b'\r' | b'\n');
            if self.offset >= byte && !blank {
                break;
            }
            self.line += usize::from(*next == b'\n');
            self.offset += 1;
        }
        self.line
    }
}

fn header_hint(schema: &Schema) -> String {
    let names: Vec<_> = schema.fields.iter().map(|field| field.name).collect();
    format!("the header must be `{}`", names.join(","))
}

fn header_fits(
    schema: &Schema,
    shown: &str,
    line: usize,
    record: &StringRecord,
    faults: &mut Vec<Fault>,
) -> bool {
    let names = schema.fields.iter().map(|field| field.name);
    if record.iter().eq(names.clone()) {
        return true;
    }
    let stranger = record.iter().find(|cell| names.clone().all(|name| name != *cell));
    let missing = names.clone().find(|name| record.iter().all(|cell| cell != *name));
    faults.push(match (stranger, missing) {
        (Some(stranger), _) => Fault::unknown(shown, line, "column", stranger, names),
        (None, Some(missing)) => {
            let what = format!("the column `{missing}` is missing");
            Fault::new(shown, line, what, header_hint(schema))
        }
        (None, None) => {
            Fault::new(shown, line, "the columns are out of order", header_hint(schema))
        }
    });
    false
}

/// Checks every cell of a line against the kind of its column.
fn check(cells: &Cells, faults: &mut Vec<Fault>) {
    let (expected, found) = (cells.schema.fields.len(), cells.record.len());
    let mut fault = |what: String, hint: String| {
        faults.push(Fault::new(&*cells.file, cells.line, what, hint));
    };
    if expected != found {
        let what = format!("{found} cells where the header has {expected}");
        return fault(what, "put a cell that holds a comma in double quotes".to_owned());
    }
    for (field, cell) in cells.schema.fields.iter().zip(&cells.record) {
        if cell.is_empty() {
            // A missing unit is left to the audit, which says it of parameters too.
            if field.required && field.name != "unit" {
                fault(format!("the column `{}` is empty", field.name), field.about.to_owned());
            }
            continue;
        }
        match field.kind {
            Kind::Text | Kind::Source => {}
            Kind::Number => {
                if !cell.parse::<f64>().is_ok_and(f64::is_finite) {
                    let what = format!("`{cell}` in column `{}` is not a number", field.name);
                    fault(what, "write digits with a decimal point, without spaces".to_owned());
                }
            }
            Kind::Date => {
                if let Err(error) = cell.parse::<HistoricalDate>() {
                    fault(error.to_string(), String::new());
                }
            }
            Kind::OneOf(words) => {
                if !words.contains(&cell) {
                    let what = format!("unknown {} `{cell}`", field.name);
                    fault(what, format!("write one of: {}", words.join(", ")));
                }
            }
        }
    }
}
