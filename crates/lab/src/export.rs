//! A run or a pair as an RO-Crate: its files with a `ro-crate-metadata.json`, in a folder or a zip.
//!
//! The crate keeps to RO-Crate 1.1 and to the profile Process Run Crate: an action with the program as
//! its instrument, the scenario and the settings as its object and the files as its result. Who lived
//! it is nobody's business and is left out. The same folder gives the same bytes.

mod crate_json;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::error::{LabError, folder};
use crate::folder::checksums;
use crate::folder::place::Draft;
use crate::reference::{About, Kind, PairAbout, Reference};

/// The description of the crate.
pub const METADATA: &str = "ro-crate-metadata.json";

/// A crate that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// The zip file or the folder.
    pub path: PathBuf,
    /// Files in it, the description among them.
    pub files: usize,
    /// Bytes of the zip file, or of all files of the folder.
    pub bytes: u64,
}

/// What of a folder goes into a crate.
struct Parts {
    /// What ran: one run, or the base and the changed world.
    runs: Vec<About>,
    /// Id of the run or the pair.
    id: String,
    /// The command that asked for it.
    command: String,
    /// Every file with its size and SHA-256, by name.
    files: BTreeMap<String, (u64, String)>,
}

/// Writes the folder of a run or a pair as a crate: a zip file if `out` ends in `.zip`, else a folder.
///
/// # Errors
/// A study; a damaged folder; a place that is taken and `force` is not given, or a disk that refuses.
pub fn rocrate(of: &Reference, out: &Path, force: bool) -> Result<Exported, LabError> {
    let parts = parts(of)?;
    let text = format!("{:#}\n", describe(&parts, &of.path)?);
    if out.extension().is_some_and(|kind| kind == "zip") {
        zipped(&of.path, &parts, &text, out, force)
    } else {
        copied(&of.path, &parts, &text, out, force)
    }
}

fn parts(of: &Reference) -> Result<Parts, LabError> {
    let (runs, id, command) = match of.kind {
        Kind::Run => {
            let about = About::read(&of.path)?;
            (vec![about.clone()], about.id, about.command)
        }
        Kind::Pair => {
            let about = PairAbout::read(&of.path)?;
            (vec![about.base, about.changed], about.id, about.command)
        }
        Kind::Study => {
            let advice = "export a run or a pair";
            return Err(folder(&of.path, "a study has no form as a crate", advice));
        }
    };
    if let Some(damage) = checksums::verify(&of.path)?.unwrap_or_default().first() {
        let advice = "a damaged run is not passed on; live it again";
        return Err(folder(&of.path.join(&damage.file), damage.what, advice));
    }
    let mut files = BTreeMap::new();
    collect(&of.path, "", &mut files)?;
    files.remove(METADATA);
    Ok(Parts { runs, id, command, files })
}

/// Adds every file below a folder; hidden ones are not part of a run.
fn collect(
    of: &Path,
    within: &str,
    files: &mut BTreeMap<String, (u64, String)>,
) -> Result<(), LabError> {
    let failed = |error: std::io::Error| LabError::io(of, "list the folder", &error);
    for entry in fs::read_dir(of).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        let name = format!("{within}{name}");
        if path.is_dir() {
            collect(&path, &format!("{name}/"), files)?;
        } else if !name.rsplit('/').next().unwrap_or_default().starts_with('.') {
            files.insert(name, digest(&path)?);
        }
    }
    Ok(())
}

/// Size and SHA-256 of a file, in hexadecimal.
fn digest(path: &Path) -> Result<(u64, String), LabError> {
    let failed = |error: std::io::Error| LabError::io(path, "read the file", &error);
    let mut file = File::open(path).map_err(failed)?;
    let (mut hasher, mut size, mut piece) = (Sha256::new(), 0, vec![0; 1 << 16]);
    loop {
        let read = file.read(&mut piece).map_err(failed)?;
        if read == 0 {
            break;
        }
        size += read as u64;
        hasher.update(&piece[..read]);
    }
    let hexadecimal = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok((size, hexadecimal))
}

/// The description, with what the data packages say of each file.
fn describe(parts: &Parts, of: &Path) -> Result<Value, LabError> {
    let mut words = BTreeMap::new();
    for name in parts.files.keys().filter(|name| name.ends_with("datapackage.json")) {
        let path = of.join(name);
        let text = fs::read(&path).map_err(|e| LabError::io(&path, "read the file", &e))?;
        let package: Value = serde_json::from_slice(&text).unwrap_or_default();
        let within = name.strip_suffix("datapackage.json").unwrap_or_default();
        for resource in package["resources"].as_array().map_or(&[][..], Vec::as_slice) {
            let text = |key: &str| resource[key].as_str().unwrap_or_default().to_owned();
            words.insert(format!("{within}{}", text("path")), text("description"));
        }
    }
    Ok(crate_json::graph(parts, &words))
}

/// The crate as a folder, which appears whole or not at all.
fn copied(
    of: &Path,
    parts: &Parts,
    text: &str,
    out: &Path,
    force: bool,
) -> Result<Exported, LabError> {
    crate::folder::place::may_stand(out, force)?;
    let draft = Draft::begin(out)?;
    for name in parts.files.keys() {
        draft
            .stream(name, |file| std::io::copy(&mut File::open(of.join(name))?, file).map(drop))?;
    }
    draft.put(METADATA, text.as_bytes())?;
    let bytes = draft.finish(out, force)?;
    Ok(Exported { path: out.to_owned(), files: parts.files.len() + 1, bytes })
}

/// The crate as a zip file, written beside its place under another name.
fn zipped(
    of: &Path,
    parts: &Parts,
    text: &str,
    out: &Path,
    force: bool,
) -> Result<Exported, LabError> {
    if out.exists() && !force {
        let advice = "give --force to replace it, or another --out";
        return Err(folder(out, "this file is already there, and nothing is overwritten", advice));
    }
    let partial = out.with_extension(format!("zip.ktokogo-{}.partial", std::process::id()));
    let failed = |error: std::io::Error| LabError::io(out, "write the file", &error);
    let written =
        fill(of, parts, text, &partial).and_then(|bytes| fs::rename(&partial, out).map(|()| bytes));
    let bytes = written.map_err(|error| {
        // What stays of it is of no use to anybody.
        let _ = fs::remove_file(&partial);
        failed(error)
    })?;
    Ok(Exported { path: out.to_owned(), files: parts.files.len() + 1, bytes })
}

fn fill(of: &Path, parts: &Parts, text: &str, partial: &Path) -> std::io::Result<u64> {
    use zip::write::SimpleFileOptions;
    let mut archive = zip::ZipWriter::new(File::create(partial)?);
    // No moment: the same folder gives the same bytes.
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    archive.start_file(METADATA, options)?;
    archive.write_all(text.as_bytes())?;
    for (name, (size, _)) in &parts.files {
        // Only files beyond four gigabytes need the longer form, which old programs cannot read.
        archive.start_file(name.as_str(), options.large_file(*size >= u64::from(u32::MAX)))?;
        std::io::copy(&mut File::open(of.join(name))?, &mut archive)?;
    }
    let file = archive.finish()?;
    file.sync_all()?;
    Ok(file.metadata()?.len())
}

#[cfg(test)]
mod tests;
