//! `report`: where the page of a run lies, or the page written again.

use std::path::{Path, PathBuf};

use evidence::Evidence;
use lab::folder::checksums;
use lab::reference::{self, About, Kind, Reference};
use serde_json::json;

use crate::answer::Answer;
use crate::args::Common;
use crate::args_runs::ReportArgs;
use crate::failure::Failure;
use crate::numbers::bytes;
use crate::output::remark;
use crate::progress::Shown;
use crate::run::{CANCELLED, listen_for_ctrl_c};

/// The page in the folder of a run.
const PAGE: &str = "report.html";

/// Answers `report`.
pub fn report(args: &ReportArgs, common: &Common, evidence: &Evidence) -> Result<Answer, Failure> {
    let found = reference::find(&args.run)?;
    let page = found.path.join(PAGE);
    let kept = page.is_file().then(|| checksums::intact(&found.path, PAGE));
    match (&args.out, kept) {
        (None, Some(kept)) => {
            kept?;
            Ok(said(&found, &page, false))
        }
        (None, None) => {
            let message = format!("{} has no page", found.path.display());
            Err(Failure::user("file", message, "give --out FILE to draw it"))
        }
        (Some(out), Some(Ok(()))) => {
            let html = std::fs::read(&page).map_err(|error| unread(&page, &error))?;
            put(out, &html, args.force)?;
            Ok(said(&found, out, false))
        }
        // A damaged page is drawn again, as one that is missing.
        (Some(out), _) => {
            free(out, args.force)?;
            let html = drawn(&found, common, evidence)?;
            put(out, html.as_bytes(), args.force)?;
            Ok(said(&found, out, true))
        }
    }
}

fn said(found: &Reference, page: &Path, lived: bool) -> Answer {
    let place = page.display().to_string();
    let size = std::fs::metadata(page).map_or(0, |file| file.len());
    let again = if lived { "The run was lived again to draw it.\n" } else { "" };
    let text = format!("{again}Report   {place} ({})\n", bytes(size));
    let json = json!({
        "command": "report",
        "run": found.path.display().to_string(),
        "kind": found.kind.word(),
        "lived_again": lived,
        "output": { "path": place, "bytes": size },
        "exit_code": 0,
    });
    Answer::done(text, json)
}

/// The page drawn out of a run that is lived again.
fn drawn(found: &Reference, common: &Common, evidence: &Evidence) -> Result<String, Failure> {
    if found.kind != Kind::Run {
        let message =
            format!("{} has no page, and only that of a run is drawn again", found.path.display());
        let help = "name one of its runs: put /base or /changed behind a pair";
        return Err(Failure::user("file", message, help));
    }
    let about = About::read(&found.path)?;
    if !common.quiet && !common.json {
        about.made_otherwise(evidence).iter().for_each(|line| remark(&format!("warning: {line}")));
        remark("The page is not in the folder, or damaged: living the run again.");
    }
    listen_for_ctrl_c();
    let progress = Shown::new(common.quiet || common.json);
    let ensemble = lab::run(&about.request(evidence)?, evidence, &progress, &CANCELLED)?;
    let verdicts = lab::judge(evidence, &ensemble).map_err(|f| Failure::evidence(&f))?;
    Ok(lab::folder::draw_pages(&ensemble, evidence, &verdicts).html)
}

/// Refuses a place that is taken.
fn free(out: &Path, force: bool) -> Result<(), Failure> {
    if out.exists() && !force {
        let message = format!("{} is already there, and nothing is overwritten", out.display());
        let help = "give --force to replace it, or another --out";
        return Err(Failure::user("file", message, help));
    }
    Ok(())
}

/// Writes a page beside its place and moves it there in one step.
fn put(out: &Path, html: &[u8], force: bool) -> Result<(), Failure> {
    free(out, force)?;
    let partial: PathBuf = out.with_extension(format!("ktokogo-{}.partial", std::process::id()));
    let written = std::fs::write(&partial, html).and_then(|()| std::fs::rename(&partial, out));
    written.map_err(|error| {
        // What stays of it is of no use to anybody.
        let _ = std::fs::remove_file(&partial);
        Failure::from(lab::LabError::io(out, "write the file", &error))
    })
}

fn unread(page: &Path, error: &std::io::Error) -> Failure {
    Failure::from(lab::LabError::io(page, "read the file", error))
}
