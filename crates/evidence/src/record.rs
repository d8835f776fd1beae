//! Events, votes, bodies, signatories and given paths: the tables beside the series.

use crate::{
    date::HistoricalDate,
    fault::Fault,
    schema::{BODIES, EVENTS, PATHS, PLATFORM46, VOTES},
    series::Confidence,
    table,
};
use std::sync::Arc;

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Day, New Style unless it says otherwise.
    pub date: HistoricalDate,
    /// Whether the day is certain; if not, only its month is.
    pub day_is_certain: bool,
    /// economy, politics, war, congress and so on.
    pub kind: String,
    /// Title.
    pub title: String,
    /// More about it; may be empty.
    pub description: String,
    /// A number that goes with it, in `unit`.
    pub magnitude: Option<f64>,
    /// Unit of the number; empty without one.
    pub unit: String,
    /// Key of the bibliography.
    pub source: String,
    /// Page or note; may be empty.
    pub locator: String,
    /// The page that was read; may be empty.
    pub url: String,
    /// How far the record can be trusted.
    pub confidence: Confidence,
    /// What a user must know.
    pub note: String,
    /// File, as the reader would open it.
    pub file: Arc<str>,
    /// Line of the file.
    pub line: usize,
}

/// The count of one option in one vote.
#[derive(Debug, Clone, PartialEq)]
pub struct Vote {
    /// Name shared by the rows of one vote.
    pub vote_id: String,
    /// When the vote was taken.
    pub date: HistoricalDate,
    /// Who voted.
    pub body: String,
    /// What was asked.
    pub question: String,
    /// The option counted here.
    pub option: String,
    /// The count, in `unit`.
    pub votes: f64,
    /// What is counted: votes, cells, delegates and so on.
    pub unit: String,
    /// Part of the body; empty for the whole.
    pub group: String,
    /// Key of the bibliography.
    pub source: String,
    /// Page; may be empty.
    pub locator: String,
    /// The page that was read; may be empty.
    pub url: String,
    /// How far the record can be trusted.
    pub confidence: Confidence,
    /// What a user must know.
    pub note: String,
    /// File, as the reader would open it.
    pub file: Arc<str>,
    /// Line of the file.
    pub line: usize,
}

/// A person's place in a body.
#[derive(Debug, Clone, PartialEq)]
pub struct Membership {
    /// The body.
    pub body: String,
    /// The person.
    pub person: String,
    /// Role in the body.
    pub role: String,
    /// First day.
    pub from: HistoricalDate,
    /// Last day, if known.
    pub to: Option<HistoricalDate>,
    /// Key of the bibliography.
    pub source: String,
    /// How far the record can be trusted.
    pub confidence: Confidence,
    /// What a user must know.
    pub note: String,
    /// File, as the reader would open it.
    pub file: Arc<str>,
    /// Line of the file.
    pub line: usize,
}

/// A signatory of the statement of the 46.
#[derive(Debug, Clone, PartialEq)]
pub struct Signatory {
    /// The person.
    pub name: String,
    /// Whether with a reservation; empty if not known.
    pub signed_with_reservation: String,
    /// Key of the bibliography.
    pub source: String,
    /// The page that was read.
    pub url: String,
    /// How far the record can be trusted.
    pub confidence: Confidence,
    /// What a user must know.
    pub note: String,
    /// File, as the reader would open it.
    pub file: Arc<str>,
    /// Line of the file.
    pub line: usize,
}

/// A number that the model takes from outside.
#[derive(Debug, Clone, PartialEq)]
pub struct PathRow {
    /// Name of the path.
    pub path: String,
    /// Time to which the number belongs.
    pub date: HistoricalDate,
    /// Region; empty for the whole country.
    pub region: String,
    /// The number, in `unit`.
    pub value: f64,
    /// Unit in words.
    pub unit: String,
    /// Key of the bibliography, or `judgement`.
    pub source: String,
    /// How far the number can be trusted.
    pub confidence: Confidence,
    /// What a user must know.
    pub note: String,
    /// File, as the reader would open it.
    pub file: Arc<str>,
    /// Line of the file.
    pub line: usize,
}

pub(crate) fn read_events(shown: &str, bytes: &[u8], faults: &mut Vec<Fault>) -> Vec<Event> {
    table::read(&EVENTS, shown, bytes, faults, |cells| {
        Some(Event {
            date: cells.date("date")?,
            day_is_certain: cells.text("date_precision") == "day",
            kind: cells.text("kind"),
            title: cells.text("title"),
            description: cells.text("description"),
            magnitude: cells.number("magnitude"),
            unit: cells.text("unit"),
            source: cells.text("source"),
            locator: cells.text("locator"),
            url: cells.text("url"),
            confidence: Confidence::of(&cells.text("confidence"))?,
            note: cells.text("note"),
            file: Arc::clone(&cells.file),
            line: cells.line,
        })
    })
}

pub(crate) fn read_votes(shown: &str, bytes: &[u8], faults: &mut Vec<Fault>) -> Vec<Vote> {
    table::read(&VOTES, shown, bytes, faults, |cells| {
        Some(Vote {
            vote_id: cells.text("vote_id"),
            date: cells.date("date")?,
            body: cells.text("body"),
            question: cells.text("question"),
            option: cells.text("option"),
            votes: cells.number("votes")?,
            unit: cells.text("unit"),
            group: cells.text("group"),
            source: cells.text("source"),
            locator: cells.text("locator"),
            url: cells.text("url"),
            confidence: Confidence::of(&cells.text("confidence"))?,
            note: cells.text("note"),
            file: Arc::clone(&cells.file),
            line: cells.line,
        })
    })
}

pub(crate) fn read_bodies(shown: &str, bytes: &[u8], faults: &mut Vec<Fault>) -> Vec<Membership> {
    table::read(&BODIES, shown, bytes, faults, |cells| {
        Some(Membership {
            body: cells.text("body"),
            person: cells.text("person"),
            role: cells.text("role"),
            from: cells.date("from")?,
            to: cells.date("to"),
            source: cells.text("source"),
            confidence: Confidence::of(&cells.text("confidence"))?,
            note: cells.text("note"),
            file: Arc::clone(&cells.file),
            line: cells.line,
        })
    })
}

pub(crate) fn read_platform46(
    shown: &str,
    bytes: &[u8],
    faults: &mut Vec<Fault>,
) -> Vec<Signatory> {
    table::read(&PLATFORM46, shown, bytes, faults, |cells| {
        Some(Signatory {
            name: cells.text("name"),
            signed_with_reservation: cells.text("signed_with_reservation"),
            source: cells.text("source"),
            url: cells.text("url"),
            confidence: Confidence::of(&cells.text("confidence"))?,
            note: cells.text("note"),
            file: Arc::clone(&cells.file),
            line: cells.line,
        })
    })
}

pub(crate) fn read_paths(shown: &str, bytes: &[u8], faults: &mut Vec<Fault>) -> Vec<PathRow> {
    table::read(&PATHS, shown, bytes, faults, |cells| {
        Some(PathRow {
            path: cells.text("path"),
            date: cells.date("date")?,
            region: cells.text("region"),
            value: cells.number("value")?,
            unit: cells.text("unit"),
            source: cells.text("source"),
            confidence: Confidence::of(&cells.text("confidence"))?,
            note: cells.text("note"),
            file: Arc::clone(&cells.file),
            line: cells.line,
        })
    })
}
