//! Hashes of source files, for the build scripts of the crates whose code makes numbers.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// The hash of all files with their names, the same whatever ends a line and parts a path.
pub fn hash(root: &Path, files: Vec<PathBuf>) -> io::Result<blake3::Hash> {
    let mut named = Vec::new();
    for path in files {
        let name = path.strip_prefix(root).map_err(io::Error::other)?.to_string_lossy();
        named.push((name.replace('\\', "/"), fs::read_to_string(&path)?.replace('\r', "")));
    }
    named.sort();
    let mut hasher = blake3::Hasher::new();
    for (name, text) in named {
        hasher.update(format!("{name} {}\n{text}", text.len()).as_bytes());
    }
    Ok(hasher.finalize())
}

/// Adds all Rust files below `folder`.
pub fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            files.push(path);
        }
    }
    Ok(())
}
