//! Small sets of evidence for one test each.

use evidence::{Evidence, Fault};
use std::{fs, path::Path};
use tempfile::TempDir;

pub const SERIES: &str =
    "series,date,value,unit,territory,group,source,locator,url,confidence,grade,note\n";
pub const EVENTS: &str = "date,date_precision,kind,title,description,magnitude,unit,source,locator,\
                      url,confidence,note\n";
pub const PATHS: &str = "path,date,region,value,unit,source,confidence,note\n";
pub const BIB: &str = "@book{nove,\n  author = {Nove},\n  title = {History},\n}\n";

/// A folder with a bibliography and the files given.
pub fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    write(folder.path(), "sources/sources.bib", BIB);
    for (name, text) in files {
        write(folder.path(), name, text);
    }
    folder
}

pub fn write(root: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    fs::write(path, bytes).expect("a file");
}

/// The faults as text, with the folder's own name taken out.
pub fn shown(folder: &TempDir, faults: &[Fault]) -> String {
    let lines: Vec<_> = faults.iter().map(ToString::to_string).collect();
    lines.join("\n").replace(&folder.path().display().to_string(), "evidence")
}

/// What reading says of the files.
pub fn reading(files: &[(&str, &str)]) -> String {
    let folder = folder(files);
    match Evidence::load(folder.path()) {
        Ok(_) => String::from("read"),
        Err(faults) => shown(&folder, &faults),
    }
}

/// What the audit says of files that can be read.
pub fn audit(files: &[(&str, &str)]) -> String {
    let folder = folder(files);
    let evidence = Evidence::load(folder.path())
        .unwrap_or_else(|faults| panic!("{}", shown(&folder, &faults)));
    shown(&folder, &evidence.audit_records())
}

/// A decree without the table of what it sets.
pub const DECREE: &str = "[[decree]]\nid = \"tax\"\ndate = \"1921-03-21\"\n\
                          title = \"Tax in kind\"\n\
                      kind = \"decree\"\nsource = \"nove, p. 2\"\nconfidence = \"recalled\"\n";
