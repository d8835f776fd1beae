//! Numbers by date, and how far each can be trusted.

use crate::{
    date::HistoricalDate,
    fault::Fault,
    schema::SERIES,
    table::{self, Cells},
};
use serde::Deserialize;
use std::{fmt, sync::Arc};

/// How far a number can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// It stood on a page that was read. This says "the page has it", not "it is true".
    Confirmed,
    /// From the standard literature, not seen on a page.
    Recalled,
    /// Computed from other rows or reconstructed; never for validation.
    Estimated,
    /// Set by the makers of the model.
    Judgement,
}

impl Confidence {
    /// The word used in the files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Recalled => "recalled",
            Self::Estimated => "estimated",
            Self::Judgement => "judgement",
        }
    }

    /// The confidence of a word of the files.
    pub(crate) fn of(word: &str) -> Option<Self> {
        [Self::Confirmed, Self::Recalled, Self::Estimated, Self::Judgement]
            .into_iter()
            .find(|confidence| confidence.word() == word)
    }
}

impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// How well a recalled or estimated number is remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// A well-known published figure.
    A,
    /// Probably within 3 to 5 percent.
    B,
    /// Remembered roughly; up to 20 percent off.
    C,
}

impl Grade {
    fn of(word: &str) -> Option<Self> {
        match word {
            "A" => Some(Self::A),
            "B" => Some(Self::B),
            "C" => Some(Self::C),
            _ => None,
        }
    }
}

/// One number of one series at one date, from one source.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Name of the series.
    pub series: String,
    /// Time to which the number belongs.
    pub date: HistoricalDate,
    /// The number, in `unit`.
    pub value: f64,
    /// Unit in words.
    pub unit: String,
    /// Territory; empty if the source gives none.
    pub territory: String,
    /// Group of people or party; empty if the number is of all.
    pub group: String,
    /// Key of the bibliography.
    pub source: String,
    /// Page or table; empty if not given.
    pub locator: String,
    /// The page that was read; empty for recalled rows.
    pub url: String,
    /// How far the number can be trusted.
    pub confidence: Confidence,
    /// How well it is remembered, where the compilation says so.
    pub grade: Option<Grade>,
    /// What a user must know.
    pub note: String,
    /// File, as the reader would open it.
    pub file: Arc<str>,
    /// Line of the file.
    pub line: usize,
}

/// Reads one file of series.
pub(crate) fn read(shown: &str, bytes: &[u8], faults: &mut Vec<Fault>) -> Vec<Row> {
    table::read(&SERIES, shown, bytes, faults, row)
}

fn row(cells: &Cells) -> Option<Row> {
    Some(Row {
        series: cells.text("series"),
        date: cells.date("date")?,
        value: cells.number("value")?,
        unit: cells.text("unit"),
        territory: cells.text("territory"),
        group: cells.text("group"),
        source: cells.text("source"),
        locator: cells.text("locator"),
        url: cells.text("url"),
        confidence: Confidence::of(&cells.text("confidence"))?,
        grade: Grade::of(&cells.text("grade")),
        note: cells.text("note"),
        file: Arc::clone(&cells.file),
        line: cells.line,
    })
}
