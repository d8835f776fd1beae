//! The bibliography.

use crate::{
    fault::Fault,
    files::{line_of, text},
};
use biblatex::{Bibliography, ChunksExt, RawBibliography};
use std::{collections::BTreeMap, sync::Arc};

/// One work, table or computation on which rows rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Key, as rows name it.
    pub key: String,
    /// book, article or misc.
    pub kind: String,
    /// The fields that the compilation gives, by name, as plain text.
    pub fields: BTreeMap<String, String>,
    /// File, as the reader would open it.
    pub file: Arc<str>,
    /// Line of the key.
    pub line: usize,
}

impl Source {
    /// A field, or nothing if it is not given.
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    /// Author, title and year as far as they are given, for a caption.
    pub fn short(&self) -> String {
        let parts = ["author", "title", "journal", "year", "date"].map(|name| self.field(name));
        let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(", ")
    }
}

/// Reads one bibliography.
pub(crate) fn read(shown: &str, bytes: &[u8], faults: &mut Vec<Fault>) -> Vec<Source> {
    let file: Arc<str> = shown.into();
    let text = match text(shown, bytes) {
        Ok(text) => text,
        Err(fault) => {
            faults.push(fault);
            return Vec::new();
        }
    };
    let lines = |offset| line_of(text.as_bytes(), offset);
    let broken = |error: biblatex::ParseError| {
        let hint = "an entry reads `@book{key, title = {...}, note = {...}}`";
        let what = format!("broken BibTeX: {}", error.kind);
        Fault::new(shown, lines(error.span.start), what, hint)
    };
    // First as raw text, which keeps the places, then as entries, which resolves the commands.
    let raw = match RawBibliography::parse(text) {
        Ok(raw) => raw,
        Err(error) => {
            faults.push(broken(error));
            return Vec::new();
        }
    };
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for entry in &raw.entries {
        let key = entry.v.key.v.to_owned();
        let line = lines(entry.v.key.span.start);
        if let Some(first) = places.insert(key.clone(), line) {
            let what = format!("the source `{key}` stands twice");
            faults.push(Fault::new(shown, line, what, format!("it is also in line {first}")));
            return Vec::new();
        }
    }
    let bibliography = match Bibliography::from_raw(raw) {
        Ok(bibliography) => bibliography,
        Err(error) => {
            faults.push(broken(error));
            return Vec::new();
        }
    };
    let source = |entry: biblatex::Entry| Source {
        line: places.get(&entry.key).copied().unwrap_or(0),
        kind: entry.entry_type.to_string(),
        fields: entry
            .fields
            .iter()
            .map(|(name, chunks)| (name.clone(), chunks.format_verbatim()))
            .collect(),
        key: entry.key,
        file: Arc::clone(&file),
    };
    bibliography.into_vec().into_iter().map(source).collect()
}

/// A fault for each key that two files share.
pub(crate) fn check_keys(sources: &[Source], faults: &mut Vec<Fault>) {
    let mut first: BTreeMap<&str, &Source> = BTreeMap::new();
    let mut in_order: Vec<&Source> = sources.iter().collect();
    in_order.sort_by_key(|source| (&source.file, source.line));
    for source in in_order {
        if let Some(other) = first.insert(&source.key, source) {
            let what = format!("the source `{}` stands twice", source.key);
            let hint = format!("it is also in {}:{}", other.file, other.line);
            faults.push(Fault::new(&*source.file, source.line, what, hint));
        }
    }
}
