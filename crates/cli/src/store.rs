//! `store ls`, `verify` and `gc`: what was lived and kept, whether it is whole, what nobody needs.

use std::path::Path;

use evidence::Evidence;
use lab::store::{Kept, Store};
use serde_json::json;

use crate::answer::{Answer, counted};
use crate::args::StoreCommand;
use crate::failure::{Code, Failure};
use crate::numbers::thousands;
use crate::output::remark;
use crate::tables::{Column, table};

/// Answers `store`.
pub fn store(
    command: &StoreCommand,
    evidence: impl FnOnce() -> Result<Evidence, Failure>,
) -> Result<Answer, Failure> {
    match command {
        StoreCommand::Ls(place) => ls(&open(&place.store)?),
        StoreCommand::Verify(place) => verify(&open(&place.store)?),
        StoreCommand::Gc { place, yes } => gc(&open(&place.store)?, &evidence()?, *yes),
    }
}

/// Opens a store that is there.
fn open(place: &Path) -> Result<Store, Failure> {
    if !place.is_dir() {
        let message = format!("there is no store at {}", place.display());
        let help = "give --store DIR; `ktokogo ensemble` makes one";
        return Err(Failure::user("file", message, help));
    }
    Ok(Store::open(place)?)
}

fn say_remarks(store: &Store) {
    for text in store.take_remarks() {
        remark(&format!("warning: {text}"));
    }
}

fn ls(store: &Store) -> Result<Answer, Failure> {
    let kept = store.list()?;
    say_remarks(store);
    let columns = [
        Column::name("unit"),
        Column::name("study"),
        Column::words("what it is"),
        Column::number("draws"),
        Column::number("bytes"),
        Column::name("written"),
    ];
    let row = |unit: &Kept| {
        let study = if unit.label.study.is_empty() { "(found)" } else { &unit.label.study };
        let mut about = unit.label.about.clone();
        if !unit.ours {
            about.push_str(" (another version)");
        }
        vec![
            unit.id[..8.min(unit.id.len())].to_owned(),
            study.to_owned(),
            about,
            unit.draws.clone(),
            thousands(i64::try_from(unit.bytes).unwrap_or(i64::MAX)),
            lab::folder::utc(unit.written),
        ]
    };
    let rows: Vec<Vec<String>> = kept.iter().map(row).collect();
    let bytes: u64 = kept.iter().map(|unit| unit.bytes).sum();
    let mut text = if rows.is_empty() { String::new() } else { table(&columns, &rows) };
    text.push_str(&format!(
        "{} in {}, {} bytes.\n",
        counted(rows.len(), "unit"),
        store.root().display(),
        thousands(i64::try_from(bytes).unwrap_or(i64::MAX))
    ));
    let unit = |unit: &Kept| {
        json!({
            "id": unit.id, "study": unit.label.study, "about": unit.label.about,
            "draws": unit.draws, "bytes": unit.bytes, "written": lab::folder::utc(unit.written),
            "ours": unit.ours,
        })
    };
    let json = json!({
        "command": "store ls", "store": store.root().display().to_string(), "bytes": bytes,
        "units": kept.iter().map(unit).collect::<Vec<_>>(), "exit_code": Code::Done as u8,
    });
    Ok(Answer::done(text, json))
}

fn verify(store: &Store) -> Result<Answer, Failure> {
    let verified = store.verify()?;
    let mut text = String::new();
    for fault in &verified.faults {
        text.push_str(&format!("{fault}\n"));
    }
    text.push_str(&format!(
        "{}: {} whole, {}.\n",
        store.root().display(),
        counted(verified.whole, "unit"),
        counted(verified.faults.len(), "fault"),
    ));
    if !verified.faults.is_empty() {
        text.push_str("Give the command of the study again: what is missing is lived again.\n");
    }
    let code = if verified.faults.is_empty() { Code::Done } else { Code::Check };
    let json = json!({
        "command": "store verify", "store": store.root().display().to_string(),
        "whole": verified.whole, "bytes": verified.bytes, "faults": verified.faults,
        "ok": verified.faults.is_empty(), "exit_code": code as u8,
    });
    Ok(Answer { text, json, code })
}

fn gc(store: &Store, evidence: &Evidence, yes: bool) -> Result<Answer, Failure> {
    let garbage = store.garbage(&evidence.content_hash())?;
    if yes {
        store.remove(&garbage)?;
    }
    say_remarks(store);
    let mut text = String::new();
    for (path, why) in &garbage.files {
        text.push_str(&format!("{}: {why}\n", path.display()));
    }
    let (files, bytes) = (counted(garbage.files.len(), "file"), thousands(garbage.bytes as i64));
    text.push_str(&match (garbage.files.is_empty(), yes) {
        (true, _) => "Nothing here that nobody needs.\n".to_owned(),
        (false, true) => format!("Removed {files}, {bytes} bytes.\n"),
        (false, false) => format!("Would remove {files}, {bytes} bytes; --yes removes them.\n"),
    });
    let file = |(path, why): &(std::path::PathBuf, &str)| json!({ "path": path.display().to_string(), "why": why });
    let json = json!({
        "command": "store gc", "store": store.root().display().to_string(), "removed": yes,
        "bytes": garbage.bytes, "files": garbage.files.iter().map(file).collect::<Vec<_>>(),
        "exit_code": Code::Done as u8,
    });
    Ok(Answer::done(text, json))
}
