//! Looking after a store: what is in it, whether it is whole, what nobody needs.

use std::fs;
use std::path::PathBuf;

use super::index::Entry;
use super::table::{line_of, whole};
use super::{Label, Store, files};
use crate::error::{LabError, folder};

/// A unit in the list of a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Id.
    pub id: String,
    /// Who lived it, and what it is; empty where the index had to be made again.
    pub label: Label,
    /// First and last draw, as in `0-9`.
    pub draws: String,
    /// Bytes of its file.
    pub bytes: u64,
    /// When it was written, seconds since 1970 (universal time).
    pub written: u64,
    /// Whether this version of the program made it.
    pub ours: bool,
}

/// What a look at every file found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// Units that are whole.
    pub whole: usize,
    /// Bytes of their files.
    pub bytes: u64,
    /// What was damaged or missing, file by file, and what was done.
    pub faults: Vec<String>,
}

/// What nobody needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Garbage {
    /// The files, each with the reason.
    pub files: Vec<(PathBuf, &'static str)>,
    /// Their bytes.
    pub bytes: u64,
}

impl Store {
    /// The units, in order of study, what they are about, and id.
    ///
    /// # Errors
    /// A disk that refuses.
    pub fn list(&self) -> Result<Vec<Kept>, LabError> {
        let entries = match self.with_index(|index| index.all())? {
            Some(entries) => entries,
            None => self.read_all()?.0,
        };
        let kept = |entry: Entry| Kept {
            draws: line_of(&entry.address, "draws").to_owned(),
            ours: line_of(&entry.address, "engine") == crate::hashes::ENGINE,
            id: entry.id,
            label: entry.label,
            bytes: entry.length,
            written: entry.written,
        };
        Ok(entries.into_iter().map(kept).collect())
    }

    /// Reads every file and holds it against its checksum. What is damaged is set aside, what is
    /// missing is forgotten, and what the index did not know is noted.
    ///
    /// # Errors
    /// A disk that refuses.
    pub fn verify(&self) -> Result<Verified, LabError> {
        let earlier = self.take_remarks();
        let mut verified = Verified::default();
        let known = self.with_index(|index| index.all())?.unwrap_or_default();
        for entry in known {
            let fits = fs::read(self.place(&entry.id)).is_ok_and(|bytes| entry.fits(&bytes));
            if !fits && !self.place(&entry.id).exists() {
                self.with_index(|index| index.remove(&entry.id))?;
                let place = self.place(&entry.id);
                self.remark(format!("{}: the file is missing", place.display()));
            }
        }
        let (entries, damaged) = self.read_all()?;
        for entry in entries {
            verified.whole += 1;
            verified.bytes += entry.length;
            let known = self.with_index(|index| index.find(&entry.id))?.flatten();
            if known.is_none_or(|known| known.checksum != entry.checksum) {
                self.with_index(|index| index.note(&entry))?;
            }
        }
        for (id, what) in damaged {
            self.damaged(&id, &what)?;
        }
        verified.faults = earlier;
        verified.faults.extend(self.take_remarks());
        Ok(verified)
    }

    /// The entries of the whole files, and the ids of those that are not, with what is wrong.
    #[allow(clippy::type_complexity)]
    fn read_all(&self) -> Result<(Vec<Entry>, Vec<(String, String)>), LabError> {
        let (mut entries, mut damaged) = (Vec::new(), Vec::new());
        for path in files::units(&self.root.join("data"))? {
            let id = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
            let id = id.unwrap_or_default();
            let bytes = match fs::read(&path) {
                Ok(bytes) => bytes,
                // Another process set it aside meanwhile.
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
                Err(error) => return Err(files::failed(&path, "read the unit", &error)),
            };
            match whole(&bytes, Some(&id)) {
                Ok(address) => entries.push(Entry::of(&address, &bytes, &Label::default())),
                Err(what) => damaged.push((id, what)),
            }
        }
        Ok((entries, damaged))
    }

    /// What nobody needs: units that another version of the program or other evidence made, which
    /// this one never serves; files set aside; unfinished files of killed processes.
    ///
    /// # Errors
    /// A disk that refuses.
    pub fn garbage(&self, evidence: &str) -> Result<Garbage, LabError> {
        let mut found = Vec::new();
        for entry in self.with_index(|index| index.all())?.unwrap_or_default() {
            let other = |word, now: &str| line_of(&entry.address, word) != now;
            if other("engine", crate::hashes::ENGINE) {
                found.push((self.place(&entry.id), "lived by another version of the program"));
            } else if other("evidence", evidence) {
                found.push((self.place(&entry.id), "lived on other evidence"));
            }
        }
        for path in files::list(&self.root.join("damaged"))? {
            found.push((path, "set aside as damaged"));
        }
        let bytes = found.iter().filter_map(|(path, _)| fs::metadata(path).ok());
        Ok(Garbage { bytes: bytes.map(|about| about.len()).sum(), files: found })
    }

    /// Removes it.
    ///
    /// # Errors
    /// A disk that refuses; a store that cannot be written.
    pub fn remove(&self, garbage: &Garbage) -> Result<(), LabError> {
        if !self.is_writable() {
            return Err(folder(&self.root, "the store cannot be written by you", super::ELSEWHERE));
        }
        for (path, _) in &garbage.files {
            if let Some(id) = path.file_stem() {
                // Forgotten first: an entry without a file would be called missing.
                self.with_index(|index| index.remove(&id.to_string_lossy()))?;
            }
            match fs::remove_file(path) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(files::failed(path, "remove the file", &error));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// Notes every whole file in a new index, and sets the others aside; how many are whole.
pub(super) fn list_again(store: &Store) -> Result<usize, LabError> {
    let (entries, damaged) = store.read_all()?;
    for entry in &entries {
        store.with_index(|index| index.note(entry))?;
    }
    for (id, what) in damaged {
        store.damaged(&id, &what)?;
    }
    Ok(entries.len())
}
