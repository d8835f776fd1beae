//! `fit`: learns parameters from the record up to a date, by the stages that a file declares.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::Args;
use evidence::Evidence;
use judge::World;
use judge::fit::{Coverage, Fitted, Plan, carry_out, files, plan};
use judge::kept::FOLDER;
use lab::{LabError, Progress, Silent};
use serde_json::{Value, json};

use crate::answer::{Answer, counted};
use crate::args::{Common, threads};
use crate::failure::{Code, Failure};
use crate::output::remark;
use crate::progress::Shown;
use crate::run::{CANCELLED, listen_for_ctrl_c};
use crate::tables::{Column, table};

/// Parameters shown on the screen.
const SHOWN: usize = 16;

/// The words after `fit`.
#[derive(Args, Debug)]
pub struct FitArgs {
    /// The file that declares the fit, such as posterior/fit.toml
    pub file: PathBuf,
    /// Folder to write; a fit that was stopped there goes on [default: fits/<name>]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Replace the results if they are there already
    #[arg(long)]
    pub force: bool,
    /// Runs at a time; the numbers do not depend on it [default: one for each core]
    #[arg(long, value_name = "N", value_parser = threads)]
    pub threads: Option<usize>,
}

/// The examples under `fit --help`.
pub const EXAMPLES: &str = "\
Examples
  ktokogo fit posterior/fit.toml               the fit that ships; a quarter of an hour on two cores
  ktokogo fit my-fit.toml --out fits/mine      stopped with Ctrl-C, the same command goes on";

/// Answers `fit`.
pub fn fit(args: &FitArgs, common: &Common, evidence: &Evidence) -> Result<Answer, Failure> {
    let plan = plan::load(&args.file).map_err(|problems| Failure::scenario(&problems))?;
    let out = args.out.clone().unwrap_or_else(|| Path::new("fits").join(&plan.name));
    if out.join("fit.log").exists() && !args.force {
        let message =
            format!("{}: a fit is already there, and nothing is overwritten", out.display());
        return Err(Failure::user(
            "folder",
            message,
            "give --force to replace it, or another --out",
        ));
    }
    let mut world = World::history(evidence, plan.size, plan.seed)?;
    world.threads = args.threads;
    world.keep = Some(out.join(FOLDER));
    listen_for_ctrl_c();
    let quiet = common.quiet || common.json;
    let say = |stage: &str| {
        if !quiet {
            remark(stage);
        }
    };
    let bar = Shown::new(quiet);
    let progress: &dyn Progress = if std::io::stderr().is_terminal() { &bar } else { &Silent };
    let fitted = carry_out(&plan, &world, &say, progress, &CANCELLED).map_err(|why| match why {
        LabError::Cancelled => stopped(&out),
        other => other.into(),
    })?;
    let io = |error: std::io::Error| Failure::from(LabError::io(&out, "read", &error));
    let text = std::fs::read_to_string(&args.file).map_err(io)?;
    files::write(&fitted, &text, &out)?;
    // What was lived is kept for a fit that is stopped; this one is done.
    std::fs::remove_dir_all(out.join(FOLDER)).map_err(io)?;
    Ok(Answer::done(screen(&plan, &fitted, &out), document(&fitted, &out)))
}

fn stopped(out: &Path) -> Failure {
    let message = format!("stopped; what was lived is kept in {}", out.join(FOLDER).display());
    let failure = Failure::user("interrupted", message, "the same command goes on from there");
    Failure { code: Code::Interrupted, ..failure }
}

fn screen(plan: &Plan, fitted: &Fitted, out: &Path) -> String {
    let changes = fitted.changes();
    let learned = changes.iter().filter(|change| change.learned).count();
    let columns = [
        Column::name("parameter"),
        Column::number("prior"),
        Column::number("posterior"),
        Column::number("contraction"),
        Column::name(""),
    ];
    let pair = |(mean, sd): (f64, f64)| {
        format!("{} ± {}", lab::facts::three_digits(mean), lab::facts::three_digits(sd))
    };
    let rows: Vec<Vec<String>> = changes
        .iter()
        .take(SHOWN)
        .map(|change| {
            let label = if change.learned { "learned" } else { "assumption" };
            let contraction = format!("{:.2}", change.contraction);
            vec![
                change.name.clone(),
                pair(change.prior),
                pair(change.posterior),
                contraction,
                label.into(),
            ]
        })
        .collect();
    let mut text = format!("{}\n\n{}\n", plan.title, table(&columns, &rows));
    text.push_str(&format!(
        "{} learned of {} free\n",
        counted(learned, "parameter"),
        changes.len()
    ));
    for (name, lived) in [("prior", &fitted.prior), ("posterior", &fitted.posterior)] {
        for (late, found) in fitted.coverage(lived) {
            text.push_str(&held(name, late, found));
        }
    }
    text.push_str(&format!("\nOutput   {}\n", out.display()));
    text
}

fn held(name: &str, late: bool, found: Coverage) -> String {
    let which = if late { "held-out rows" } else { "fitting rows" };
    format!(
        "80 % bands of the {name} hold {:.0} % of {} {which}, the runs alone {:.0} %\n",
        100.0 * found.share(),
        found.rows,
        100.0 * found.share_of_runs(),
    )
}

fn document(fitted: &Fitted, out: &Path) -> Value {
    let coverage = |lived| -> Vec<Value> {
        let found = fitted.coverage(lived).into_iter();
        found
            .map(|(late, found): (bool, Coverage)| {
                json!({
                    "held_out": late, "rows": found.rows, "share": found.share(),
                    "share_of_runs": found.share_of_runs(),
                    "distance": found.root_mean_square(),
                })
            })
            .collect()
    };
    let parameters: Vec<Value> = fitted
        .changes()
        .into_iter()
        .map(|change| {
            json!({
                "name": change.name, "prior": change.prior, "posterior": change.posterior,
                "contraction": change.contraction, "recovery": change.recovery,
                "learned": change.learned,
            })
        })
        .collect();
    json!({
        "command": "fit", "name": fitted.plan.name, "cut": fitted.plan.cut.to_string(),
        "draws": fitted.kept.len(), "parameters": parameters,
        "coverage": { "prior": coverage(&fitted.prior), "posterior": coverage(&fitted.posterior) },
        "path": out.display().to_string(), "exit_code": Code::Done as u8,
    })
}
