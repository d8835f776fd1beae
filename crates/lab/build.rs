//! Hashes the source of every crate that makes numbers, so that a run can say which engine it had,
//! and lists the files of `scenarios/` so that they can be built into the program.
//!
//! Tests and comments stand in the same files and count too: what changes numbers always changes
//! the hash, what changes none may.

#[path = "build/sources.rs"]
mod sources;

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use sources::{collect, hash};

/// Crates whose code stands between the evidence and the numbers of a run.
const ENGINE: [&str; 8] =
    ["evidence", "kernel", "kernel-derive", "lab", "mechanisms", "model", "population", "society"];

/// Files and folders of `lab` that show, keep, pack or name numbers and make none.
const SHOWS: [&str; 18] = [
    "cite",
    "cite.rs",
    "compare",
    "compare.rs",
    "error.rs",
    "export",
    "export.rs",
    "folder",
    "folder.rs",
    "lib.rs",
    "reference",
    "reference.rs",
    "replay",
    "replay.rs",
    "report",
    "store",
    "store.rs",
    "study/files.rs",
];

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=build");
    let manifest = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let root = Path::new(&manifest).join("../..");
    // Another version of a library may round differently.
    let mut files = vec![root.join("Cargo.lock"), root.join("posterior/draws.csv")];
    for file in &files {
        println!("cargo:rerun-if-changed={}", file.display());
    }
    for name in ENGINE {
        let source = root.join("crates").join(name).join("src");
        println!("cargo:rerun-if-changed={}", source.display());
        collect(&source, &mut files)?;
    }
    let lab = root.join("crates/lab/src");
    files.retain(|file| !SHOWS.iter().any(|shows| file.starts_with(lab.join(shows))));
    println!("cargo:rustc-env=KTOKOGO_ENGINE={}", hash(&root, files)?);
    scenarios(&root.join("scenarios"))
}

/// Writes the names and texts of the scenarios as a list, history first.
fn scenarios(folder: &Path) -> io::Result<()> {
    println!("cargo:rerun-if-changed={}", folder.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|kind| kind == "toml") {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            found.push((name != "history", name, path));
        }
    }
    found.sort();
    let line = |(_, name, path): &(bool, String, PathBuf)| {
        format!("    ({name:?}, include_str!({:?})),\n", path.display())
    };
    let list: String = found.iter().map(line).collect();
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&out).join("scenarios.rs"), format!("&[\n{list}]\n"))
}
