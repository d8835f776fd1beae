//! `export`: a run or a pair as a crate for archives.

use std::path::PathBuf;

use lab::export::rocrate;
use lab::reference::{self, About, Kind, PairAbout};
use serde_json::json;

use crate::answer::{Answer, counted};
use crate::args_runs::ExportArgs;
use crate::failure::Failure;
use crate::numbers::bytes;

/// Answers `export`.
pub fn export(args: &ExportArgs) -> Result<Answer, Failure> {
    let found = reference::find(&args.run)?;
    let id = match found.kind {
        Kind::Pair => PairAbout::read(&found.path)?.id,
        // A study is refused below, in words of its own.
        Kind::Study => String::new(),
        Kind::Run => About::read(&found.path)?.id,
    };
    let out = args.out.clone().unwrap_or_else(|| PathBuf::from(format!("{id}.crate.zip")));
    let written = rocrate(&found, &out, args.force)?;
    let place = written.path.display().to_string();
    let files = counted(written.files, "file");
    let text = format!("Output   {place} ({files}, {})\n", bytes(written.bytes));
    let json = json!({
        "command": "export",
        "id": id,
        "form": "rocrate",
        "output": { "path": place, "files": written.files, "bytes": written.bytes },
        "exit_code": 0,
    });
    Ok(Answer::done(text, json))
}
