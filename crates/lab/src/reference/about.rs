//! What the `run.json` of a folder says.

use std::path::{Path, PathBuf};

use evidence::Evidence;
use kernel::Month;
use serde_json::Value;

use super::MARK;
use crate::error::{LabError, folder};
use crate::folder::pair_files::ARMS;
use crate::hashes::{ENGINE, Hashes};
use crate::long::Microdata;

/// What ran in a folder, as its `run.json` has it.
#[derive(Clone, Debug, PartialEq)]
pub struct About {
    /// The folder.
    pub path: PathBuf,
    /// Id of the run.
    pub id: String,
    /// The command that asked for it.
    pub command: String,
    /// Version of the program that lived it.
    pub version: String,
    /// What made the numbers.
    pub hashes: Hashes,
    /// Name of the scenario.
    pub scenario: String,
    /// Title of the scenario.
    pub title: String,
    /// The shipped name or the file by which the scenario was called.
    pub called: String,
    /// The rival account whose switches it takes, if any.
    pub theory: Option<String>,
    /// How far the bodies of the party were free, in words.
    pub decisions: String,
    /// Seed of all chance.
    pub seed: u64,
    /// Draws beside the central run.
    pub draws: u32,
    /// Rows of households; `usize::MAX` for one row a household.
    pub households: usize,
    /// Rows of members; `usize::MAX` for one row a member.
    pub members: usize,
    /// The first month that was lived.
    pub first: Month,
    /// The last month that was lived.
    pub until: Month,
    /// Whether all parameters were drawn from their priors.
    pub prior: bool,
    /// Which single rows of the central run were written out.
    pub microdata: Microdata,
    /// When it began, as RFC 3339 writes it.
    pub started: String,
}

impl About {
    /// Reads the `run.json` of the folder of a run.
    ///
    /// # Errors
    /// A file that is missing, damaged, or that of a pair.
    pub fn read(path: &Path) -> Result<About, LabError> {
        let mark = path.join(MARK);
        let value = read(&mark)?;
        if is_pair(&value) {
            let advice = "name one of its runs: put /base or /changed behind it";
            return Err(folder(path, "this is a pair of runs", advice));
        }
        let file = Fields { mark: &mark, value: &value };
        let scenario = file.text("/scenario/name")?;
        Ok(About {
            path: path.to_owned(),
            id: file.text("/id")?,
            command: file.text("/command")?,
            version: file.text("/version")?,
            hashes: Hashes {
                engine: file.text("/hashes/engine")?,
                evidence: file.text("/hashes/evidence")?,
                scenario: file.text("/hashes/scenario")?,
            },
            title: file.text("/scenario/title")?,
            // Folders of earlier versions do not have it.
            called: file.text("/scenario/called").unwrap_or_else(|_| scenario.clone()),
            scenario,
            theory: value["theory"].as_str().map(str::to_owned),
            decisions: file.text("/decisions")?,
            seed: file.whole("/seed")?,
            draws: u32::try_from(file.whole("/draws")?).map_err(|_| file.wrong("/draws"))?,
            households: file.rows("/households")?,
            members: file.rows("/members")?,
            first: file.month("/first_month")?,
            until: file.month("/last_month")?,
            // Folders of earlier versions knew nothing else.
            prior: value["parameters"].as_str() != Some("posterior"),
            // Folders of earlier versions have none.
            microdata: value["microdata"].as_str().and_then(Microdata::find).unwrap_or_default(),
            started: file.text("/started")?,
        })
    }

    /// What made these numbers and is not what this program would make them with; one line each.
    /// Empty if the same request here gives the same bytes.
    pub fn made_otherwise(&self, evidence: &Evidence) -> Vec<String> {
        let here = evidence.content_hash();
        let pairs =
            [("engine", &*self.hashes.engine, ENGINE), ("evidence", &self.hashes.evidence, &here)];
        let differs = pairs.into_iter().filter(|(_, lived, here)| lived != here);
        let line = |(what, lived, here): (&str, &str, &str)| {
            let (lived, here) = (short(lived), short(here));
            format!(
                "the run was lived with the {what} {lived} of ktokogo {}, this program has {here}",
                self.version
            )
        };
        differs.map(line).collect()
    }
}

/// What ran in the folder of a pair.
#[derive(Clone, Debug, PartialEq)]
pub struct PairAbout {
    /// The folder.
    pub path: PathBuf,
    /// Id of the pair.
    pub id: String,
    /// The command that asked for it.
    pub command: String,
    /// The world that is changed.
    pub base: About,
    /// The world with the patch.
    pub changed: About,
}

impl PairAbout {
    /// Reads the `run.json` of the folder of a pair, and those of its two runs.
    ///
    /// # Errors
    /// A file that is missing or damaged.
    pub fn read(path: &Path) -> Result<PairAbout, LabError> {
        let mark = path.join(MARK);
        let value = read(&mark)?;
        let file = Fields { mark: &mark, value: &value };
        Ok(PairAbout {
            path: path.to_owned(),
            id: file.text("/id")?,
            command: file.text("/command")?,
            base: About::read(&path.join(ARMS[0]))?,
            changed: About::read(&path.join(ARMS[1]))?,
        })
    }
}

/// The first figures of a hash, enough to tell two apart.
pub(crate) fn short(hash: &str) -> &str {
    hash.get(..12).unwrap_or(hash)
}

/// A JSON file as it stands.
pub(super) fn read(path: &Path) -> Result<Value, LabError> {
    let text = std::fs::read(path).map_err(|e| LabError::io(path, "read the file", &e))?;
    serde_json::from_slice(&text).map_err(|error| {
        let advice = "fetch the folder again, or live the run again";
        folder(path, format!("this file is damaged: {error}"), advice)
    })
}

/// Whether a `run.json` is that of a pair.
pub(super) fn is_pair(value: &Value) -> bool {
    value["kind"] == "pair"
}

/// The fields of a file, each by its pointer.
struct Fields<'a> {
    mark: &'a Path,
    value: &'a Value,
}

impl Fields<'_> {
    fn wrong(&self, pointer: &str) -> LabError {
        let key = pointer.trim_start_matches('/').replace('/', ".");
        let advice = "it was damaged or written by another version; live the run again";
        folder(self.mark, format!("the file does not say `{key}` as it should"), advice)
    }

    fn text(&self, pointer: &str) -> Result<String, LabError> {
        let text = self.value.pointer(pointer).and_then(Value::as_str);
        text.map(str::to_owned).ok_or_else(|| self.wrong(pointer))
    }

    fn whole(&self, pointer: &str) -> Result<u64, LabError> {
        self.value.pointer(pointer).and_then(Value::as_u64).ok_or_else(|| self.wrong(pointer))
    }

    fn rows(&self, pointer: &str) -> Result<usize, LabError> {
        match self.value.pointer(pointer) {
            Some(Value::String(word)) if word == "full" => Ok(usize::MAX),
            _ => usize::try_from(self.whole(pointer)?).map_err(|_| self.wrong(pointer)),
        }
    }

    fn month(&self, pointer: &str) -> Result<Month, LabError> {
        self.text(pointer)?.parse().map_err(|_| self.wrong(pointer))
    }
}
