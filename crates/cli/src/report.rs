//! `report`: where the page of a run, a pair or a study lies, or the page written again.

use std::path::{Path, PathBuf};

use evidence::Evidence;
use lab::folder::checksums;
use lab::reference::{self, About, Kind, PairAbout, Reference};
use lab::report::pair::Decomposition;
use lab::report::study::{Study, html, markdown};
use lab::store::Store;
use lab::study::{self, AGAIN, Plan, Results};
use serde_json::json;

use crate::answer::Answer;
use crate::args::Common;
use crate::args_runs::ReportArgs;
use crate::explain;
use crate::failure::Failure;
use crate::numbers::bytes;
use crate::output::remark;
use crate::progress::Shown;
use crate::run::{CANCELLED, listen_for_ctrl_c};

/// The page in the folder of a run.
const PAGE: &str = "report.html";
/// The page of a study as Markdown.
const TEXT: &str = "report.md";

/// Answers `report`.
pub fn report(args: &ReportArgs, common: &Common, evidence: &Evidence) -> Result<Answer, Failure> {
    let found = find(args)?;
    let name = if args.markdown { TEXT } else { PAGE };
    let page = found.path.join(name);
    // The file of a study keeps no page.
    let kept = page.is_file().then(|| checksums::intact(&found.path, name));
    match (&args.out, kept) {
        (None, Some(kept)) => {
            kept?;
            if !args.markdown {
                return Ok(said(&found, &page, false));
            }
            let text = std::fs::read_to_string(&page).map_err(|error| unread(&page, &error))?;
            Ok(printed(&found, text))
        }
        (None, None) if args.markdown => {
            Ok(printed(&found, drawn(&found, args, common, evidence)?))
        }
        (None, None) => {
            let message = format!("{} has no page", found.path.display());
            Err(Failure::user("file", message, "give --out FILE to draw it"))
        }
        (Some(out), Some(Ok(()))) if !args.explain => {
            let html = std::fs::read(&page).map_err(|error| unread(&page, &error))?;
            put(out, &html, args.force)?;
            Ok(said(&found, out, false))
        }
        // A damaged page is drawn again, as one that is missing.
        (Some(out), _) => {
            free(out, args.force)?;
            let html = drawn(&found, args, common, evidence)?;
            put(out, html.as_bytes(), args.force)?;
            Ok(said(&found, out, true))
        }
    }
}

/// What is named, if what is asked of it can be had.
fn find(args: &ReportArgs) -> Result<Reference, Failure> {
    let path = Path::new(&args.run);
    let file = path.is_file() && path.extension().is_some_and(|ending| ending == "toml");
    let found = match file {
        true => Reference { path: path.to_owned(), kind: Kind::Study },
        false => reference::find(&args.run)?,
    };
    let refused = match found.kind {
        Kind::Study if args.explain => "--explain takes apart the difference of a pair",
        Kind::Run if args.explain => "a run by itself has no difference to take apart",
        Kind::Run | Kind::Pair if args.markdown => "only the page of a study is had as Markdown",
        _ => return Ok(found),
    };
    let message = format!("{} is a {}: {refused}", found.path.display(), found.kind.word());
    let help = "`ktokogo report --help` shows what can be asked of which";
    Err(Failure::user("usage", message, help))
}

fn said(found: &Reference, page: &Path, drawn: bool) -> Answer {
    let place = page.display().to_string();
    let size = std::fs::metadata(page).map_or(0, |file| file.len());
    let lived = drawn && found.kind != Kind::Study;
    let how = match (drawn, found.kind) {
        (false, _) => String::new(),
        (true, Kind::Study) => "Drawn from the runs that the store has.\n".to_owned(),
        (true, kind) => format!("The {} was lived again to draw it.\n", kind.word()),
    };
    let text = format!("{how}Report   {place} ({})\n", bytes(size));
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

/// A page as Markdown for the screen.
fn printed(found: &Reference, text: String) -> Answer {
    let json = json!({
        "command": "report",
        "run": found.path.display().to_string(),
        "kind": found.kind.word(),
        "markdown": text,
        "exit_code": 0,
    });
    Answer::done(text, json)
}

/// The page drawn out of a run or a pair that is lived again, or of what the store has of a study.
fn drawn(
    found: &Reference,
    args: &ReportArgs,
    common: &Common,
    evidence: &Evidence,
) -> Result<String, Failure> {
    match found.kind {
        Kind::Run => of_run(found, common, evidence),
        Kind::Pair => of_pair(found, args.explain, common, evidence),
        Kind::Study => of_study(found, args, evidence),
    }
}

/// Says that something is lived again, and by what it may differ.
fn warn(about: &About, common: &Common, evidence: &Evidence) {
    if !common.quiet && !common.json {
        about.made_otherwise(evidence).iter().for_each(|line| remark(&format!("warning: {line}")));
        remark("The page that is asked for is not in the folder, or damaged: living again.");
    }
}

fn of_run(found: &Reference, common: &Common, evidence: &Evidence) -> Result<String, Failure> {
    let about = About::read(&found.path)?;
    warn(&about, common, evidence);
    listen_for_ctrl_c();
    let progress = Shown::new(common.quiet || common.json);
    let ensemble = lab::run(&about.request(evidence)?, evidence, &progress, &CANCELLED)?;
    let verdicts = lab::judge(evidence, &ensemble).map_err(|f| Failure::evidence(&f))?;
    Ok(lab::folder::draw_pages(&ensemble, evidence, &verdicts).html)
}

fn of_pair(
    found: &Reference,
    asked: bool,
    common: &Common,
    evidence: &Evidence,
) -> Result<String, Failure> {
    let about = PairAbout::read(&found.path)?;
    warn(&about.changed, common, evidence);
    listen_for_ctrl_c();
    let request = reference::pair_request(&found.path, evidence)?;
    let progress = Shown::new(common.quiet || common.json);
    let pair = lab::pair::pair(&request, evidence, &progress, &CANCELLED)?;
    let before = explain::is_asked(&about.command);
    let command = match asked && !before {
        true => format!("{}{}", about.command, explain::OPTION),
        false => about.command,
    };
    let parts = match asked || before {
        true => explain::beside(&request, common, evidence)?,
        false => None,
    };
    let parts = parts.as_ref().and_then(Decomposition::of);
    let (pages, _) = lab::report::pair::pages(&pair, evidence, parts.as_ref(), &command)?;
    Ok(pages.html)
}

fn of_study(found: &Reference, args: &ReportArgs, evidence: &Evidence) -> Result<String, Failure> {
    let (file, again) = match found.path.is_file() {
        true => (found.path.clone(), format!("ktokogo ensemble {}", args.run)),
        false => (found.path.join("study.toml"), AGAIN.to_owned()),
    };
    let study = study::load(&file).map_err(|problems| Failure::scenario(&problems))?;
    let plan = Plan::of(study, evidence)?;
    // Opening makes a store where there is none.
    if !args.store.is_dir() {
        let message = format!("{} is no store, so that no run is kept there", args.store.display());
        let help = format!(
            "give --store DIR, or live the study again with `ktokogo ensemble {}`",
            file.display()
        );
        return Err(Failure::user("file", message, help));
    }
    let store = Store::open(&args.store)?;
    let results = Results::of(&plan, &store, evidence)?;
    let study = Study::of(&results, &plan, again);
    Ok(if args.markdown { markdown(&study) } else { html(&study) })
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
