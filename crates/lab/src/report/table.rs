//! The table twin of a chart, and its numbers as a file.

use kernel::Month;

use super::chart::{Chart, Entry, Line, Mark};
use super::numbers::{coarse, number, plain, span};

/// A table for the reader, with the full data of the chart behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Headings.
    pub columns: Vec<String>,
    /// Rows, each as long as the headings.
    pub rows: Vec<Vec<String>>,
    /// All that is drawn, as CSV: the model month by month or year by year, then the record.
    pub csv: String,
}

/// The columns of the CSV.
const COLUMNS: [&str; 18] = [
    "variable",
    "region",
    "unit",
    "kind",
    "first",
    "last",
    "q025",
    "q10",
    "q25",
    "median",
    "q75",
    "q90",
    "q975",
    "central",
    "value",
    "confidence",
    "source",
    "territory",
];

/// The table of a chart: a row for each line and year.
pub(super) fn table(chart: &Chart) -> Table {
    let many = chart.panels.iter().map(|panel| panel.lines.len()).sum::<usize>() > 1;
    let mut columns: Vec<String> = Vec::new();
    if many {
        columns.push("Series".to_owned());
    }
    let heads = [
        "Year",
        "Record (confidence, source)",
        "Median",
        "50 % of draws",
        "80 %",
        "95 %",
        "Central run",
    ];
    columns.extend(heads.map(str::to_owned));
    let mut rows = Vec::new();
    for panel in &chart.panels {
        for line in &panel.lines {
            let name = format!("{}, {}, {}", line.label, panel.unit, line.year_rule);
            for entry in &line.years {
                let mut row = if many { vec![name.clone()] } else { Vec::new() };
                row.extend(cells(line, entry));
                if row.iter().skip(usize::from(many) + 1).any(|cell| cell != "–") {
                    rows.push(row);
                }
            }
        }
    }
    Table { columns, rows, csv: csv(chart) }
}

fn cells(line: &Line, year: &Entry) -> [String; 7] {
    let spread = year.spread;
    let shown = |value: f64| if value.is_finite() { number(value) } else { "–".to_owned() };
    let range = |width: usize| {
        let (low, high) = spread.interval(width);
        if low.is_finite() {
            format!("{} to {}", number(low), number(high))
        } else {
            "–".to_owned()
        }
    };
    [
        span(year.first, year.last),
        recorded(line, year),
        shown(spread.median()),
        range(0),
        range(1),
        range(2),
        shown(spread.central),
    ]
}

/// The record of a year: what has its middle in it.
fn recorded(line: &Line, year: &Entry) -> String {
    let middle = |mark: &Mark| mark.first.plus((mark.last.since(mark.first) + 1) / 2);
    let of = |mark: &&Mark| (year.first..=year.last).contains(&middle(mark));
    let one = |mark: &Mark| {
        let same = (mark.first, mark.last) == (year.first, year.last);
        let date = if same { String::new() } else { format!("{}: ", date(mark)) };
        format!("{date}{} ({}, {})", number(mark.value), mark.confidence, mark.source)
    };
    let all: Vec<String> = line.points.iter().filter(of).map(one).collect();
    if all.is_empty() { "–".to_owned() } else { all.join("; ") }
}

fn date(mark: &Mark) -> String {
    if mark.first == mark.last { mark.date.clone() } else { span(mark.first, mark.last) }
}

fn csv(chart: &Chart) -> String {
    let mut out = COLUMNS.join(",");
    out.push('\n');
    for panel in &chart.panels {
        for line in &panel.lines {
            for entry in &line.entries {
                let mut row = head(line, &panel.unit, "model", entry.first, entry.last);
                row.extend(entry.spread.quantiles.map(coarse));
                row.push(coarse(entry.spread.central));
                push(&mut out, row);
            }
            for mark in &line.points {
                let mut row = head(line, &panel.unit, "record", mark.first, mark.last);
                row.extend(std::iter::repeat_n(String::new(), 8));
                let confidence = mark.confidence.word().to_owned();
                let source = [mark.source.clone(), mark.territory.clone()];
                row.extend([plain(mark.value), confidence].into_iter().chain(source));
                push(&mut out, row);
            }
        }
    }
    out
}

fn head(line: &Line, unit: &str, kind: &str, first: Month, last: Month) -> Vec<String> {
    let (first, last) = (first.to_string(), last.to_string());
    vec![line.variable.clone(), line.region.clone(), unit.to_owned(), kind.to_owned(), first, last]
}

fn push(out: &mut String, row: Vec<String>) {
    let quoted: Vec<String> = row.iter().map(|cell| quote(cell)).collect();
    // Empty cells at the end of a row would only be commas; a reader of CSV wants them.
    let missing = COLUMNS.len() - quoted.len();
    out.push_str(&quoted.join(","));
    out.push_str(&",".repeat(missing));
    out.push('\n');
}

fn quote(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// A file inside an address, so that it can be saved without a network.
pub(super) fn data_address(kind: &str, text: &str) -> String {
    let mut out = format!("data:{kind};charset=utf-8,");
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b',' | b'/' | b':' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
