//! `checksums.blake3`: a checksum of every file, so that damage is found without living again.
//!
//! The form is that of `b3sum`, so that `b3sum --check checksums.blake3` reads it too. Files that it
//! does not name are nobody's business here: a reader may leave notes beside a run.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Component, Path};

use crate::error::{LabError, folder};

/// The name of the file.
pub const CHECKSUMS: &str = "checksums.blake3";

/// What is wrong with a file of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// Its name within the folder.
    pub file: String,
    /// What is wrong with it.
    pub what: &'static str,
}

/// The checksum of a file, in hexadecimal.
///
/// # Errors
/// A file that cannot be read.
pub fn checksum(path: &Path) -> Result<String, LabError> {
    let failed = |error: std::io::Error| LabError::io(path, "read the file", &error);
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(File::open(path).map_err(failed)?).map_err(failed)?;
    Ok(hasher.finalize().to_hex().to_string())
}

/// The file of checksums for these names and hashes.
pub(super) fn written(sums: &BTreeMap<String, String>) -> String {
    sums.iter().map(|(name, sum)| format!("{sum}  {name}\n")).collect()
}

/// The names and hashes that a folder has; none if it was written before there were any.
///
/// # Errors
/// A file of checksums that is damaged.
pub fn read(of: &Path) -> Result<Option<BTreeMap<String, String>>, LabError> {
    let path = of.join(CHECKSUMS);
    if !path.is_file() {
        return Ok(None);
    }
    let text =
        std::fs::read_to_string(&path).map_err(|e| LabError::io(&path, "read the file", &e))?;
    let line = |line: &str| {
        let (sum, name) = line.split_once("  ")?;
        let hexadecimal = sum.len() == 64 && sum.bytes().all(|b| b.is_ascii_hexdigit());
        // A name that leads out of the folder was not written by us.
        let inside = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
        (hexadecimal && inside && !name.is_empty()).then(|| (name.to_owned(), sum.to_owned()))
    };
    let lines: Option<BTreeMap<String, String>> = text.lines().map(line).collect();
    let damaged = || {
        let advice = "fetch the folder again, or live the run again";
        folder(&path, "this file is damaged: a line is not a checksum and a name", advice)
    };
    lines.map(Some).ok_or_else(damaged)
}

/// What is damaged in a folder, in order of the names; none if it has no checksums.
///
/// # Errors
/// As [`read`].
pub fn verify(of: &Path) -> Result<Option<Vec<Damage>>, LabError> {
    let Some(sums) = read(of)? else { return Ok(None) };
    let damage = |(name, sum): (&String, &String)| {
        let what = wrong(&of.join(name), sum)?;
        Some(Damage { file: name.clone(), what })
    };
    Ok(Some(sums.iter().filter_map(damage).collect()))
}

/// Refuses a file of a folder that is not the one that was written. A folder without checksums is
/// believed.
///
/// # Errors
/// A file that is missing or altered.
pub fn intact(of: &Path, name: &str) -> Result<(), LabError> {
    let sums = read(of)?.unwrap_or_default();
    let Some(sum) = sums.get(name) else { return Ok(()) };
    match wrong(&of.join(name), sum) {
        None => Ok(()),
        Some(what) => {
            let advice = "nothing is read from it; `ktokogo check` and the folder shows what else \
                          is wrong, `ktokogo replay` whether the run can be lived again";
            Err(folder(&of.join(name), what, advice))
        }
    }
}

fn wrong(path: &Path, sum: &str) -> Option<&'static str> {
    if !path.is_file() {
        return Some("the file is missing");
    }
    match checksum(path) {
        Ok(found) if found == sum => None,
        Ok(_) => Some("the file was altered or damaged since it was written"),
        Err(_) => Some("the file cannot be read"),
    }
}
