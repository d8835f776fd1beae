//! How a finished run is named, and how it is asked for again.
//!
//! A run or a pair is named by the path of its folder, by its id or the name of its folder under
//! `runs/`, or by `last`, the newest of them by the moment at which it began. `X/base` and
//! `X/changed` are the two runs of the pair X. [`find`] gives the folder, [`About`] what its
//! `run.json` says, [`About::request`] and [`pair_request`] the request that lives to the same bytes.

mod about;
mod again;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

pub use about::{About, PairAbout};
pub use again::pair_request;

use crate::error::{LabError, folder};
use crate::folder::pair_files::ARMS;

/// Where the folders of runs stand, unless the user says otherwise.
pub const RUNS: &str = "runs";
/// The name of the newest folder.
pub const LAST: &str = "last";
/// The file that says what ran.
const MARK: &str = "run.json";
/// The file that marks the folder of a study.
const STUDY: &str = "study.json";
/// Names offered when one is not known.
const OFFERED: usize = 3;

/// What a folder holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One run.
    Run,
    /// Two runs with the same luck.
    Pair,
    /// A study: many runs of which only tables are kept.
    Study,
}

impl Kind {
    /// `run`, `pair` or `study`.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Run => "run",
            Kind::Pair => "pair",
            Kind::Study => "study",
        }
    }
}

/// A folder that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Its path.
    pub path: PathBuf,
    /// What it holds.
    pub kind: Kind,
}

impl Reference {
    /// The runs that it holds: itself, or the two of a pair, the base first. A study keeps none.
    pub fn runs(&self) -> Vec<PathBuf> {
        match self.kind {
            Kind::Run => vec![self.path.clone()],
            Kind::Pair => ARMS.iter().map(|arm| self.path.join(arm)).collect(),
            Kind::Study => Vec::new(),
        }
    }
}

/// The folder of a run, a pair or a study by its name.
///
/// # Errors
/// A name that is neither a folder nor known under `runs/`, with the nearest that are; a folder that
/// holds none of these.
pub fn find(name: &str) -> Result<Reference, LabError> {
    find_in(name, Path::new(RUNS))
}

/// The same, with the folders of runs in `runs`.
///
/// # Errors
/// As [`find`].
pub fn find_in(name: &str, runs: &Path) -> Result<Reference, LabError> {
    let path = Path::new(name);
    if path.exists() {
        return of_path(path);
    }
    let trimmed = name.trim_end_matches('/');
    if let Some((pair, arm)) = trimmed.rsplit_once('/')
        && ARMS.contains(&arm)
    {
        return arm_of(&find_in(pair, runs)?, arm);
    }
    let known = listed(runs);
    if trimmed == LAST {
        let newest = known.iter().max_by(|a, b| a.moment().cmp(&b.moment()));
        return newest.map(Listed::reference).ok_or_else(|| nothing_lived(runs));
    }
    match known.iter().find(|one| one.folder == trimmed || one.id == trimmed) {
        Some(found) => Ok(found.reference()),
        None => Err(unknown(name, &known, runs)),
    }
}

/// What a path holds; the path of a `run.json` stands for its folder.
fn of_path(path: &Path) -> Result<Reference, LabError> {
    let inside = path.is_file() && path.file_name().is_some_and(|name| name == MARK);
    let path = match path.parent() {
        Some(parent) if inside && parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) if inside => parent,
        _ => path,
    };
    if path.join(STUDY).is_file() {
        return Ok(Reference { path: path.to_owned(), kind: Kind::Study });
    }
    let mark = path.join(MARK);
    if !mark.is_file() {
        let advice = "name the folder of a run or a pair, its id under runs/, or `last`";
        return Err(folder(path, "this is not the folder of a run", advice));
    }
    let kind = if about::is_pair(&about::read(&mark)?) { Kind::Pair } else { Kind::Run };
    Ok(Reference { path: path.to_owned(), kind })
}

fn arm_of(pair: &Reference, arm: &str) -> Result<Reference, LabError> {
    match pair.kind {
        Kind::Pair => of_path(&pair.path.join(arm)),
        kind => Err(folder(
            &pair.path,
            format!("this is a {}, and only a pair has a `{arm}`", kind.word()),
            "leave out what stands behind the last stroke",
        )),
    }
}

/// A folder under `runs/`.
struct Listed {
    path: PathBuf,
    kind: Kind,
    folder: String,
    id: String,
    started: String,
}

impl Listed {
    fn of(path: &Path) -> Option<Listed> {
        // What cannot be read has no name; it is named by its path, and then says what is wrong.
        let Reference { path, kind } = of_path(path).ok()?;
        let about = about::read(&path.join(if kind == Kind::Study { STUDY } else { MARK })).ok()?;
        let started = match kind {
            Kind::Pair => about::read(&path.join(ARMS[0]).join(MARK)).unwrap_or_default(),
            _ => about.clone(),
        };
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        Some(Listed {
            folder: path.file_name()?.to_str()?.to_owned(),
            id: text(&about["id"]),
            // As RFC 3339 writes it in universal time, the order of the letters is that of time.
            started: text(&started["started"]),
            path,
            kind,
        })
    }

    /// When it began. Two that began within one second are told apart by when they were written.
    fn moment(&self) -> (&str, Option<std::time::SystemTime>, &str) {
        let written = std::fs::metadata(self.path.join(MARK)).and_then(|file| file.modified());
        (&self.started, written.ok(), &self.folder)
    }

    fn reference(&self) -> Reference {
        Reference { path: self.path.clone(), kind: self.kind }
    }
}

/// The folders under `runs`, by name; what is no run is passed over.
fn listed(runs: &Path) -> Vec<Listed> {
    let Ok(entries) = std::fs::read_dir(runs) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.file_name().is_some_and(|n| !n.to_string_lossy().starts_with('.')))
        .collect();
    paths.sort();
    paths.iter().filter_map(|path| Listed::of(path)).collect()
}

fn nothing_lived(runs: &Path) -> LabError {
    let advice = "live one with `ktokogo run` or `ktokogo whatif`, or give the path of a folder";
    folder(runs, "no run stands here, so that none is the last", advice)
}

fn unknown(name: &str, known: &[Listed], runs: &Path) -> LabError {
    let mut names: Vec<&str> = known.iter().flat_map(|one| [&*one.folder, &*one.id]).collect();
    names.extend([LAST]);
    names.sort_unstable();
    names.dedup();
    let advice = match crate::problems::close_name(name, &names) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => {
            format!("no run stands in {}; give the path of its folder", runs.display())
        }
        None => {
            let newest: Vec<String> = newest(known).iter().map(|n| format!("`{n}`")).collect();
            format!("the newest in {} are {}", runs.display(), newest.join(", "))
        }
    };
    let what = format!("there is neither a folder nor a run of this name in {}", runs.display());
    folder(Path::new(name), what, &advice)
}

fn newest(known: &[Listed]) -> Vec<&str> {
    let mut all: Vec<&Listed> = known.iter().collect();
    all.sort_by(|a, b| b.moment().cmp(&a.moment()));
    all.into_iter().take(OFFERED).map(|one| one.folder.as_str()).collect()
}
