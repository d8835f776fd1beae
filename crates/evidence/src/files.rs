//! The files of the evidence: those built into the binary, or those of a folder.

use crate::fault::Fault;
use std::{borrow::Cow, fs, io, path::Path};

/// The evidence of this repository, as it was when the program was built.
static EMBEDDED: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// Kinds of file that are read; everything else in the folder is for people.
const READ: [&str; 3] = ["csv", "toml", "bib"];

/// Deeper folders are not looked at: the evidence has three levels, and a link may form a circle.
const DEEPEST: usize = 8;

/// A set of files with one root.
#[derive(Debug, Default)]
pub(crate) struct Files {
    root: String,
    /// Name relative to the root, with `/`; in order of the names.
    entries: Vec<(String, Cow<'static, [u8]>)>,
}

impl Files {
    /// The files that were built in.
    pub fn embedded() -> Self {
        let entries = EMBEDDED
            .iter()
            .map(|(name, bytes)| ((*name).to_owned(), Cow::Borrowed(*bytes)))
            .collect();
        Self { root: "evidence".to_owned(), entries }
    }

    /// The files below a folder.
    pub fn load(folder: &Path) -> Result<Self, Vec<Fault>> {
        let root = folder.display().to_string();
        let root = if root.len() > 1 { root.trim_end_matches('/').to_owned() } else { root };
        let mut files = Self { root, entries: Vec::new() };
        let mut faults = Vec::new();
        files.collect(folder, "", 0, &mut faults);
        files.entries.sort_by(|a, b| a.0.cmp(&b.0));
        if faults.is_empty() && files.entries.is_empty() {
            faults.push(Fault::new(
                &files.root,
                0,
                "the folder holds no CSV, TOML or BibTeX file",
                "give the folder that holds `sources`, `series` and `events`",
            ));
        }
        if faults.is_empty() { Ok(files) } else { Err(faults) }
    }

    fn collect(&mut self, folder: &Path, prefix: &str, depth: usize, faults: &mut Vec<Fault>) {
        let listing = match fs::read_dir(folder) {
            Ok(listing) => listing,
            Err(error) => return faults.push(unreadable(folder, &error)),
        };
        for entry in listing {
            let path = match entry {
                Ok(entry) => entry.path(),
                Err(error) => {
                    faults.push(unreadable(folder, &error));
                    continue;
                }
            };
            let Some(name) = path.file_name().map(|name| name.to_string_lossy()) else { continue };
            let name = format!("{prefix}{name}");
            if path.is_dir() {
                if depth < DEEPEST {
                    self.collect(&path, &format!("{name}/"), depth + 1, faults);
                }
            } else if path.extension().is_some_and(|kind| READ.iter().any(|read| kind == *read)) {
                match fs::read(&path) {
                    Ok(bytes) => self.entries.push((name, Cow::Owned(bytes))),
                    Err(error) => faults.push(unreadable(&path, &error)),
                }
            }
        }
    }

    /// The files as (name relative to the root, bytes), in order of the names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.entries.iter().map(|(name, bytes)| (name.as_str(), bytes.as_ref()))
    }

    /// The name under which a reader finds a file.
    pub fn shown(&self, name: &str) -> String {
        format!("{}/{name}", self.root)
    }

    /// A hash of all names and all bytes, in order; equal evidence has an equal hash.
    pub fn content_hash(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for (name, bytes) in self.iter() {
            // The lengths keep two files from being mistaken for one.
            hasher.update(&(name.len() as u64).to_le_bytes()).update(name.as_bytes());
            hasher.update(&(bytes.len() as u64).to_le_bytes()).update(bytes);
        }
        hasher.finalize().to_hex().to_string()
    }
}

fn unreadable(path: &Path, error: &io::Error) -> Fault {
    Fault::new(path.display().to_string(), 0, format!("cannot be read: {error}"), "")
}

/// The line, counted from 1, of a byte of a text.
pub(crate) fn line_of(bytes: &[u8], offset: usize) -> usize {
    1 + bytes.iter().take(offset).filter(|byte| **byte == b'\n').count()
}

/// The text of a file, without a byte-order mark.
pub(crate) fn text<'a>(shown: &str, bytes: &'a [u8]) -> Result<&'a str, Fault> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let line = line_of(bytes, error.valid_up_to());
        Fault::new(shown, line, "the text is not UTF-8", "save the file with the encoding UTF-8")
    })
}
