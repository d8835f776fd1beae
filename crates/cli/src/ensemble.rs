//! `ensemble`: lives a study, goes on where it was stopped, and writes its folder.

use std::path::Path;

use evidence::Evidence;
use lab::LabError;
use lab::folder::Written;
use lab::store::Store;
use lab::study::{self, Comparison, Lived, Plan, Results, shards};
use serde_json::{Value, json};

use crate::answer::{Answer, counted};
use crate::args::{Common, EnsembleArgs};
use crate::failure::{Code, Failure};
use crate::output::remark;
use crate::progress::Shown;
use crate::run::{CANCELLED, listen_for_ctrl_c};
use crate::tables::{Column, table};

/// Answers `ensemble`.
pub fn ensemble(
    args: &EnsembleArgs,
    common: &Common,
    evidence: &Evidence,
) -> Result<Answer, Failure> {
    if let Some(parts) = args.shards {
        return divide(args, parts, evidence);
    }
    let (plan, divided) = if shards::is_divided(&args.study) {
        let divided = shards::open(&args.study, evidence)?;
        (divided.plan.clone(), Some(divided))
    } else {
        (plan(&args.study, evidence)?, None)
    };
    let place = Place { out: args.out.as_deref(), force: args.force, threads: args.threads };
    // Asked before the work and not after it.
    study::prepare(&plan, place.out, place.force)?;
    let store = Store::open(&args.store)?;
    let taken = divided.map_or(Ok(0), |divided| divided.merge(&store))?;
    let (results, written, counts) = carry_out(&plan, &store, taken, &place, evidence, common)?;
    let text = screen(&plan, &results, &written, &counts);
    Ok(Answer::done(text, document(&results, &written, &counts)))
}

/// Where and how a study is lived.
pub struct Place<'a> {
    /// The folder to write; none for the customary one.
    pub out: Option<&'a Path>,
    /// Whether to replace it.
    pub force: bool,
    /// Runs at a time.
    pub threads: Option<usize>,
}

/// Lives what the store lacks of a study, compares, and writes the folder; `taken` units were taken
/// over from elsewhere.
pub fn carry_out(
    plan: &Plan,
    store: &Store,
    taken: usize,
    place: &Place,
    evidence: &Evidence,
    common: &Common,
) -> Result<(Results, Written, Counts), Failure> {
    let lived = live(plan, &plan.units, store, evidence, place.threads, common)?;
    let results = Results::of(plan, store, evidence)?;
    if CANCELLED.load(std::sync::atomic::Ordering::Relaxed) {
        let of = plan.units.len();
        return Err(LabError::Paused { kept: of, of }.into());
    }
    let written = study::write(plan, &results, store, evidence, place.out, place.force)?;
    let counts = Counts { found: lived.found - taken, taken, ..Counts::of(&lived) };
    Ok((results, written, counts))
}

/// Where the units came from.
pub struct Counts {
    found: usize,
    taken: usize,
    lived: usize,
    runs: u64,
}

impl Counts {
    fn of(lived: &Lived) -> Counts {
        Counts { found: lived.found, taken: 0, lived: lived.lived, runs: lived.runs }
    }
}

fn plan(path: &Path, evidence: &Evidence) -> Result<Plan, Failure> {
    let study = study::load(path).map_err(|problems| Failure::scenario(&problems))?;
    Ok(Plan::of(study, evidence)?)
}

/// Lives units, and says what the store had to say.
pub fn live(
    plan: &Plan,
    units: &[study::Unit],
    store: &Store,
    evidence: &Evidence,
    threads: Option<usize>,
    common: &Common,
) -> Result<Lived, Failure> {
    listen_for_ctrl_c();
    let progress = Shown::new(common.quiet || common.json);
    let lived = study::live(plan, units, store, evidence, threads, &progress, &CANCELLED);
    for text in store.take_remarks() {
        remark(&format!("warning: {text}"));
    }
    Ok(lived?)
}

fn divide(args: &EnsembleArgs, parts: usize, evidence: &Evidence) -> Result<Answer, Failure> {
    let Some(out) = &args.out else {
        let message = "--shards writes a folder, and needs to know where";
        return Err(Failure::user("usage", message, "give --out DIR"));
    };
    let plan = plan(&args.study, evidence)?;
    shards::divide(&plan, parts, evidence, out)?;
    let (units, runs, shown) = (plan.units.len(), plan.runs(), out.display());
    let text = format!(
        "Divided {} into {} ({}) in {shown}.\n\
         Live each with `ktokogo shard {shown} K`, on any machine that has this folder;\n\
         then `ktokogo ensemble {shown}` takes them over and writes the results.\n",
        counted(units, "unit"),
        counted(parts, "part"),
        counted(usize::try_from(runs).unwrap_or(usize::MAX), "run"),
    );
    let json = json!({
        "command": "ensemble", "id": plan.id(), "parts": parts, "units": units, "runs": runs,
        "path": shown.to_string(), "exit_code": Code::Done as u8,
    });
    Ok(Answer::done(text, json))
}

/// The outcome that moved most, and by how much.
fn most(one: &Comparison) -> String {
    let moved = one.outcomes.iter().filter(|change| change.gained + change.lost > 0);
    let most = moved.max_by(|a, b| a.difference.abs().total_cmp(&b.difference.abs()));
    most.map_or_else(String::new, |change| {
        format!(
            "{} {:.0} % to {:.0} %",
            change.before.id,
            100.0 * change.before.share,
            100.0 * change.after.share
        )
    })
}

fn screen(plan: &Plan, results: &Results, written: &Written, counts: &Counts) -> String {
    let mut text = format!(
        "{}\n{}\n\n{}: {}; {} found in the store, {} taken over, {} lived ({} runs)\n",
        results.title,
        results.question,
        counted(plan.units.len(), "unit"),
        counted(results.arms.len(), "arm"),
        counts.found,
        counts.taken,
        counts.lived,
        counts.runs,
    );
    let columns = [
        Column::words("scenario"),
        Column::name("theory"),
        Column::name("decisions"),
        Column::number("same"),
        Column::name("outcome that moved most"),
    ];
    let row = |one: &Comparison| {
        let same = format!("{} of {}", one.identical, one.draws);
        vec![one.scenario.clone(), one.theory.clone(), one.mode.word(), same, most(one)]
    };
    if !results.comparisons.is_empty() {
        let rows: Vec<Vec<String>> = results.comparisons.iter().map(row).collect();
        text.push_str(&format!("\n{}", table(&columns, &rows)));
        text.push_str("\n`same`: draws in which nothing that is kept differs from the baseline.\n");
    }
    text.push_str(&format!("\nWritten to {} ({}).\n", written.path.display(), written.id));
    text
}

pub fn document(results: &Results, written: &Written, counts: &Counts) -> Value {
    let outcome = |change: &study::OutcomeChange| {
        json!({
            "id": change.before.id, "before": change.before.share, "after": change.after.share,
            "difference": change.difference, "low80": change.low80, "high80": change.high80,
            "gained": change.gained, "lost": change.lost,
        })
    };
    let comparison = |one: &Comparison| {
        json!({
            "scenario": one.scenario, "theory": one.theory, "decisions": one.mode.word(),
            "draws": one.draws, "identical": one.identical,
            "outcomes": one.outcomes.iter().map(outcome).collect::<Vec<_>>(),
        })
    };
    json!({
        "command": "ensemble",
        "name": results.name,
        "title": results.title,
        "hashes": { "engine": results.engine, "evidence": results.evidence },
        "units": { "found": counts.found, "taken": counts.taken, "lived": counts.lived },
        "runs_lived": counts.runs,
        "comparisons": results.comparisons.iter().map(comparison).collect::<Vec<_>>(),
        "output": {
            "id": written.id,
            "path": written.path.display().to_string(),
            "bytes": written.bytes,
        },
        "exit_code": Code::Done as u8,
    })
}
