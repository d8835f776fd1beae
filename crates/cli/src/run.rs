//! `run`: lives a scenario and shows what came of it.

use std::sync::atomic::{AtomicBool, Ordering};

use evidence::Evidence;
use lab::ensemble::Ensemble;
use lab::facts::Verdict;
use lab::folder::Written;
use lab::headlines::Headline;
use lab::long::{self, Area, Microdata, Pace};
use lab::request::Request;
use lab::scenario;
use lab::{LabError, Politics, facts, folder, headlines};
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::args::{Common, Households, RunArgs};
use crate::failure::{Code, Failure};
use crate::output::remark;
use crate::politics;
use crate::progress::Shown;
use crate::screen;

/// Set by Ctrl-C; the runs look at it every month.
pub static CANCELLED: AtomicBool = AtomicBool::new(false);

/// What a run came to.
pub struct Outcome {
    /// The runs.
    pub ensemble: Ensemble,
    /// The stylised facts.
    pub verdicts: Vec<Verdict>,
    /// A dozen numbers at dates that matter.
    pub headlines: Vec<Headline>,
    /// Outcomes, decisions, who directs whom, loops.
    pub politics: Politics,
    /// Where the output lies.
    pub written: Written,
}

/// Answers `run`.
pub fn run(args: &RunArgs, common: &Common, evidence: &Evidence) -> Result<Answer, Failure> {
    let scenario = scenario::find_under(&args.scenario, args.living.theory.as_deref(), evidence)
        .and_then(|scenario| match args.living.freedom() {
            Some(freedom) => scenario.freed(freedom, evidence),
            None => Ok(scenario),
        })
        .map_err(|problems| Failure::scenario(&problems))?;
    let customary = Request::new(scenario);
    let request = Request {
        seed: args.living.seed.unwrap_or(customary.seed),
        draws: args.draws.unwrap_or(usual_draws(&customary, args.households)),
        households: args.households.0,
        members: args.living.members(args.households),
        threads: args.living.threads,
        until: args.living.until,
        prior: args.living.prior,
        microdata: args.microdata.unwrap_or(Microdata::usual(args.households.0)),
        ..customary
    };
    let pace = pace(args, &request)?;
    let out = args.living.out.as_deref();
    // Asked before the work and not after it.
    let target = folder::prepare(&request, evidence, out, args.living.force)?;
    if common.verbose > 0 && !common.json {
        remark(&screen::settings(&request, common.verbose));
    }
    listen_for_ctrl_c();
    let progress = Shown::new(common.quiet || common.json);
    let area = Area::open(&target)?;
    let ensemble = long::run(&request, evidence, &progress, &CANCELLED, &area, pace)?;
    let verdicts = facts::judge(evidence, &ensemble).map_err(|f| Failure::evidence(&f))?;
    let headlines = headlines::headlines(evidence, &ensemble);
    let politics = Politics::of(evidence, &ensemble);
    if CANCELLED.load(Ordering::Relaxed) {
        return Err(LabError::Cancelled.into());
    }
    let force = args.living.force;
    let written = folder::write_long(&ensemble, evidence, &verdicts, area, out, force)?;
    if !common.quiet && !common.json {
        ensemble.warnings.iter().for_each(|warning| remark(&format!("warning: {warning}")));
    }
    let outcome = Outcome { ensemble, verdicts, headlines, politics, written };
    Ok(Answer::done(screen::screen(&outcome, common), document(&outcome)))
}

/// Draws beside the central run if the user says nothing: none at full size.
fn usual_draws(customary: &Request, households: Households) -> u32 {
    if households.0 == usize::MAX { 0 } else { customary.draws }
}

/// How often the state of the run is kept.
fn pace(args: &RunArgs, request: &Request) -> Result<Pace, Failure> {
    match args.checkpoint {
        Some(months) if months > 0 && request.draws > 0 => {
            let message = "--checkpoint keeps the state of a central run that is lived alone";
            let help = "add --draws 0, or use `ktokogo ensemble`, which keeps finished draws";
            Err(Failure::user("usage", message, help))
        }
        Some(0) => Ok(Pace::Never),
        Some(months) => Ok(Pace::Months(months)),
        None => Ok(Pace::Sparing),
    }
}

/// The first Ctrl-C lets the runs end cleanly, the second ends at once.
pub fn listen_for_ctrl_c() {
    let heard = || {
        if CANCELLED.swap(true, Ordering::Relaxed) {
            std::process::exit(Code::Interrupted as i32);
        }
    };
    // Without a handler Ctrl-C still ends the program; the folder is whole or absent either way.
    let _ = ctrlc::set_handler(heard);
}

/// The summary for scripts.
fn document(outcome: &Outcome) -> Value {
    let ensemble = &outcome.ensemble;
    let households = match ensemble.households {
        usize::MAX => json!("full"),
        rows => json!(rows),
    };
    json!({
        "command": "run",
        "scenario": ensemble.scenario.name,
        "title": ensemble.scenario.title,
        "theory": ensemble.scenario.theory,
        "decisions": scenario::freedom::in_words(&ensemble.scenario.freedom),
        "seed": ensemble.seed,
        "draws": ensemble.draws.len().saturating_sub(1),
        "households": households,
        "until": ensemble.until.to_string(),
        "seconds": ensemble.elapsed_seconds,
        "warnings": ensemble.warnings,
        "hashes": {
            "engine": ensemble.hashes.engine,
            "evidence": ensemble.hashes.evidence,
            "scenario": ensemble.hashes.scenario,
        },
        "headlines": outcome.headlines.iter().map(headline).collect::<Vec<_>>(),
        "facts": outcome.verdicts.iter().map(verdict).collect::<Vec<_>>(),
        "facts_holding": outcome.verdicts.iter().filter(|v| v.holds).count(),
        "politics": politics::document(&outcome.politics),
        "output": {
            "id": outcome.written.id,
            "path": outcome.written.path.display().to_string(),
            "bytes": outcome.written.bytes,
        },
        "exit_code": Code::Done as u8,
    })
}

fn headline(headline: &Headline) -> Value {
    let recorded = headline.recorded.iter().map(|point| {
        json!({
            "date": point.date.to_string(), "value": point.value,
            "confidence": point.confidence.word(),
            "grade": point.grade.map(|grade| format!("{grade:?}")),
            "source": point.source, "territory": point.territory, "note": point.note,
        })
    });
    json!({
        "label": headline.label, "variable": headline.variable, "date": headline.date, "unit": headline.unit,
        "median": headline.median, "low80": headline.low80, "high80": headline.high80,
        "recorded": recorded.collect::<Vec<_>>(),
    })
}

fn verdict(verdict: &Verdict) -> Value {
    let checks = verdict.checks.iter().map(|check| {
        json!({
            "text": check.text, "target": check.target, "low": check.low, "high": check.high,
            "median": check.median, "central": check.central, "unit": check.unit,
            "shown": check.shown(check.median), "holds": check.holds, "share": check.share,
            "distance": check.distance, "shown_distance": check.shown_distance(),
            "reason": check.reason,
        })
    });
    json!({
        "number": verdict.number, "id": verdict.id, "title": verdict.title,
        "statement": verdict.statement, "holds": verdict.holds, "share": verdict.share,
        "checks": checks.collect::<Vec<_>>(), "why_tolerance": verdict.why_tolerance,
    })
}
