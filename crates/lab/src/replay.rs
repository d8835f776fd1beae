//! A run lived again, and its files held against those of its folder.
//!
//! What a run leaves depends on nothing but the request, the engine and the evidence. [`run`] and
//! [`pair`] live it again into a passing folder and compare every file by its checksum. Left out is
//! what speaks of the clock: `started` and `elapsed_seconds` in `run.json`, the date in
//! `CITATION.cff`, the time taken in `report.html`, and the checksums of these.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use evidence::Evidence;
use kernel::Month;
use serde_json::Value;

use crate::ensemble::Progress;
use crate::error::LabError;
use crate::folder::checksums::{CHECKSUMS, checksum};
use crate::folder::parquet::{SeriesRow, read_series};
use crate::folder::place::Draft;
use crate::folder::{self, pair_files};
use crate::long::{self, Area, Microdata, Pace};
use crate::reference::{About, PairAbout, pair_request};

/// Files that speak of the clock, or of files that do.
const OF_THE_CLOCK: [&str; 3] = ["CITATION.cff", "report.html", CHECKSUMS];
/// The table whose first difference is looked for.
const SERIES: &str = "series.parquet";

/// What became of a file.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// The same content.
    Agrees,
    /// Another content.
    Differs,
    /// The folder does not have it.
    Missing,
}

/// The first value that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct FirstDifference {
    /// The file.
    pub file: String,
    /// Number of the draw.
    pub draw: u32,
    /// The month.
    pub month: Month,
    /// Name of the variable.
    pub variable: String,
    /// Name of the region, or `all`.
    pub region: String,
    /// The value in the folder; none if it is not there.
    pub stored: Option<f64>,
    /// The value that was lived now.
    pub lived: Option<f64>,
}

/// What living again came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Replayed {
    /// Every file that was compared, by name.
    pub files: BTreeMap<String, State>,
    /// The first value that differs, for each table of series that differs in a value.
    pub first: Vec<FirstDifference>,
    /// Tables of series that cannot be read, and why.
    pub unreadable: Vec<String>,
}

impl Replayed {
    /// Whether every file agrees.
    pub fn agrees(&self) -> bool {
        self.files.values().all(|state| *state == State::Agrees)
    }
}

/// Lives a run again and compares.
///
/// # Errors
/// As [`crate::run`]; a folder whose request cannot be read.
pub fn run(
    about: &About,
    threads: Option<usize>,
    evidence: &Evidence,
    progress: &dyn Progress,
    cancelled: &AtomicBool,
) -> Result<Replayed, LabError> {
    let request = crate::Request { threads, ..about.request(evidence)? };
    if about.microdata == Microdata::None {
        let ensemble = crate::run(&request, evidence, progress, cancelled)?;
        return compare(&about.path, &folder::rehearse(&ensemble, evidence, &[])?);
    }
    let area = Area::open(&folder::passing(&about.id))?;
    let ensemble = long::run(&request, evidence, progress, cancelled, &area, Pace::Never)?;
    compare(&about.path, &folder::rehearse(&ensemble, evidence, &area.files()?)?)
}

/// Lives a pair again and compares.
///
/// # Errors
/// As [`run`].
pub fn pair(
    about: &PairAbout,
    threads: Option<usize>,
    evidence: &Evidence,
    progress: &dyn Progress,
    cancelled: &AtomicBool,
) -> Result<Replayed, LabError> {
    let mut request = pair_request(&about.path, evidence)?;
    (request.base.threads, request.changed.threads) = (threads, threads);
    let pair = crate::pair(&request, evidence, progress, cancelled)?;
    compare(&about.path, &pair_files::rehearse(&pair, evidence, &about.command)?)
}

/// Holds the files of a folder against those of a rehearsal.
fn compare(stored: &Path, lived: &Draft) -> Result<Replayed, LabError> {
    let mut files = BTreeMap::new();
    let (mut first, mut unreadable) = (Vec::new(), Vec::new());
    for (name, sum) in lived.sums() {
        let own = name.rsplit('/').next().unwrap_or(&name);
        if OF_THE_CLOCK.contains(&own) {
            continue;
        }
        let (here, there) = (lived.path(&name), stored.join(&name));
        let state = match there.is_file() {
            false => State::Missing,
            true if own == "run.json" => same_json(&here, &there),
            true if checksum(&there)? == sum => State::Agrees,
            true => State::Differs,
        };
        if state == State::Differs && own == SERIES {
            match first_difference(&name, &there, &here) {
                Ok(found) => first.extend(found),
                Err(error) => unreadable.push(error.to_string()),
            }
        }
        files.insert(name, state);
    }
    Ok(Replayed { files, first, unreadable })
}

/// Compares two `run.json` but for what speaks of the clock.
fn same_json(here: &PathBuf, there: &PathBuf) -> State {
    let timeless = |path: &PathBuf| {
        let mut value: Value = serde_json::from_slice(&std::fs::read(path).ok()?).ok()?;
        let fields = value.as_object_mut()?;
        fields.remove("started");
        fields.remove("elapsed_seconds");
        Some(value)
    };
    match (timeless(here), timeless(there)) {
        (Some(one), Some(other)) if one == other => State::Agrees,
        _ => State::Differs,
    }
}

/// The first row in which two tables of series differ: of the earliest draw, then month, variable and
/// region. None if only the remarks beside the rows differ.
fn first_difference(
    name: &str,
    stored: &Path,
    lived: &Path,
) -> Result<Option<FirstDifference>, LabError> {
    let by_place = |path: &Path| -> Result<BTreeMap<_, f64>, LabError> {
        let place = |row: SeriesRow| ((row.draw, row.month, row.variable, row.region), row.value);
        Ok(read_series(path)?.into_iter().map(place).collect())
    };
    let (stored, lived) = (by_place(stored)?, by_place(lived)?);
    let same = |a: Option<&f64>, b: Option<&f64>| a.map(|a| a.to_bits()) == b.map(|b| b.to_bits());
    let differs =
        |place: &&(u32, Month, String, String)| !same(stored.get(*place), lived.get(*place));
    let place = stored.keys().find(differs).into_iter().chain(lived.keys().find(differs)).min();
    Ok(place.map(|place| FirstDifference {
        file: name.to_owned(),
        draw: place.0,
        month: place.1,
        variable: place.2.clone(),
        region: place.3.clone(),
        stored: stored.get(place).copied(),
        lived: lived.get(place).copied(),
    }))
}

#[cfg(test)]
mod tests;
