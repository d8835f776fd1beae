//! The files of the repository.

use std::path::{Path, PathBuf};

/// Folders that hold no work of ours.
const SKIPPED: [&str; 5] = ["target", "runs", ".git", "node_modules", ".work"];

/// A text file of the repository.
#[derive(Clone, Debug)]
pub struct TextFile {
    /// Path from the root of the repository, with `/`.
    pub path: String,
    /// What it holds.
    pub text: String,
}

/// The root of the repository.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// All text files below the root, by path.
///
/// # Panics
/// If a folder cannot be listed: then no rule can be proved.
pub fn files() -> Vec<TextFile> {
    let mut files = Vec::new();
    collect(&root(), "", &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<TextFile>) {
    let entries = std::fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{} cannot be listed: {error}", folder.display()));
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        let shown = format!("{prefix}{name}");
        if path.is_dir() {
            if !SKIPPED.contains(&name.as_str()) {
                collect(&path, &format!("{shown}/"), files);
            }
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            files.push(TextFile { path: shown, text });
        }
    }
}
