//! `score`: forecasts from dates in the past, held against what came.

use std::path::PathBuf;

use clap::Args;
use evidence::Evidence;
use judge::score::page::page;
use judge::score::summary::{Line, Sure, Table};
use judge::score::{self, Report, Request, Who, files};
use kernel::Month;
use lab::LabError;
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::args::{Common, threads};
use crate::failure::{Code, Failure};
use crate::output::{HEAD, styled};
use crate::progress::Shown;
use crate::run::{CANCELLED, listen_for_ctrl_c};
use crate::tables::{Column, table};

/// Options of `score`.
#[derive(Args, Debug, Clone)]
pub struct ScoreArgs {
    /// Forecast from the end of this month; may be repeated [default: 1921-03, 1923-10, 1924-12, 1925-12]
    #[arg(long, value_name = "YYYY-MM")]
    pub origin: Vec<Month>,
    /// Members of the ensemble that learns from the rows to the origin
    #[arg(long, value_name = "N", default_value = "150", value_parser = clap::value_parser!(u16).range(10..=2000))]
    pub ensemble: u16,
    /// Steps in which it learns
    #[arg(long, value_name = "N", default_value = "4", value_parser = clap::value_parser!(u16).range(1..=20))]
    pub steps: u16,
    /// Draws from the priors by which the parameters that may move are chosen
    #[arg(long, value_name = "N", default_value = "200", value_parser = clap::value_parser!(u16).range(10..=5000))]
    pub screened: u16,
    /// The most parameters that may move
    #[arg(long, value_name = "N", default_value = "60", value_parser = clap::value_parser!(u16).range(1..=500))]
    pub free: u16,
    /// Rows of households
    #[arg(long, value_name = "N", default_value = "1000", value_parser = clap::value_parser!(u32).range(100..))]
    pub households: u32,
    /// Rows of members when the party has 800,000
    #[arg(long, value_name = "N", default_value = "700", value_parser = clap::value_parser!(u32).range(50..))]
    pub members: u32,
    /// Seed of all chance; the same seed gives the same numbers
    #[arg(long, value_name = "N", default_value = "1917")]
    pub seed: u64,
    /// Runs at a time; the numbers do not depend on it [default: one for each core]
    #[arg(long, value_name = "N", value_parser = threads)]
    pub threads: Option<usize>,
    /// Folder for the tables; origins that are finished there are not lived again
    #[arg(long, value_name = "DIR", default_value = "score")]
    pub out: PathBuf,
    /// Write the page of validation to this file
    #[arg(long, value_name = "FILE")]
    pub markdown: Option<PathBuf>,
}

/// Examples in the help.
pub const EXAMPLES: &str = "\
At each origin the parameters are learned from the record to that month and from nothing later. With
the defaults it takes about ten minutes on two cores; Ctrl-C stops it, and the same command goes on.

Examples
  ktokogo score
  ktokogo score --origin 1924-12 --ensemble 40 --steps 2 --households 400 --members 300
  ktokogo score --out results/score --markdown validation.md";

impl ScoreArgs {
    fn request(&self) -> Request {
        let customary = Request::default();
        Request {
            origins: if self.origin.is_empty() { customary.origins } else { self.origin.clone() },
            members: usize::from(self.ensemble),
            steps: usize::from(self.steps),
            screened: usize::from(self.screened),
            free: usize::from(self.free),
            households: self.households as usize,
            party: self.members as usize,
            seed: self.seed,
            threads: self.threads,
        }
    }
}

/// Answers `score`.
pub fn score(args: &ScoreArgs, common: &Common, evidence: &Evidence) -> Result<Answer, Failure> {
    let request = args.request();
    listen_for_ctrl_c();
    let progress = Shown::new(common.quiet || common.json);
    std::fs::create_dir_all(&args.out).map_err(|why| LabError::io(&args.out, "make it", &why))?;
    let origins = score::origins(evidence, &request, Some(&args.out), &progress, &CANCELLED)?;
    let report = Report::of(evidence, &origins);
    files::write(&report, &args.out)?;
    if let Some(file) = &args.markdown {
        let text = page(&report, &request);
        std::fs::write(file, text).map_err(|why| LabError::io(file, "write it", &why))?;
    }
    Ok(Answer::done(screen(args, &report), document(args, &report)))
}

/// The name of a forecast with the rows that count.
fn name(table: &Table) -> String {
    format!("{}{}", table.who.name(), if table.confirmed { ", confirmed rows" } else { "" })
}

fn shown(sure: &Sure) -> String {
    match sure.low.is_finite() {
        true => format!("{:.2} ({:.2} to {:.2})", sure.is, sure.low, sure.high),
        false => format!("{:.2}", sure.is),
    }
}

fn screen(args: &ScoreArgs, report: &Report) -> String {
    let columns = [
        Column::name("forecast"),
        Column::name("against the trivial one"),
        Column::number("series"),
        Column::number("share below 1"),
        Column::number("median ratio"),
    ];
    let lines: Vec<Vec<String>> = report
        .tables
        .iter()
        .filter(|table| !table.lines.is_empty())
        .map(|table| {
            let series = table.lines.len().to_string();
            let against = table.against.name().to_owned();
            vec![name(table), against, series, shown(&table.below), shown(&table.median)]
        })
        .collect();
    let mut text = format!(
        "{}\n",
        styled(HEAD, "Forecasts of 1925 to 1928: score over the best trivial one's")
    );
    match lines.is_empty() {
        true => text.push_str("none: they need an origin from 1924-12 on\n"),
        false => text.push_str(&table(&columns, &lines)),
    }
    text.push_str(&bands(report));
    text.push_str(&format!("\nTables: {}\n", args.out.display()));
    if let Some(file) = &args.markdown {
        text.push_str(&format!("Page:   {}\n", file.display()));
    }
    text
}

fn bands(report: &Report) -> String {
    let columns = [
        Column::name("origin"),
        Column::name("forecast"),
        Column::name("rows"),
        Column::number("number"),
        Column::number("in 50 %"),
        Column::number("in 80 %"),
    ];
    let per_cent = |share: f64| format!("{:.0} %", 100.0 * share);
    let of_members = |who: &Who| !matches!(who, Who::Trivial(_));
    let groups = report.coverage.iter().filter(|group| of_members(&group.who));
    let lines: Vec<Vec<String>> = groups
        .map(|group| {
            let rows = if group.fitted { "fitted" } else { "later" };
            vec![
                group.origin.to_string(),
                group.who.name(),
                rows.to_owned(),
                group.rows.to_string(),
                per_cent(group.half),
                per_cent(group.most),
            ]
        })
        .collect();
    format!("\n{}\n{}", styled(HEAD, "Rows within the bands"), table(&columns, &lines))
}

fn sure(sure: &Sure) -> Value {
    json!({ "value": sure.is, "low90": sure.low, "high90": sure.high })
}

fn document(args: &ScoreArgs, report: &Report) -> Value {
    let line = |line: &Line| {
        json!({
            "series": line.variable, "rows": line.rows, "best_trivial": line.best,
            "crps": line.crps, "crps_trivial": line.trivial, "ratio": sure(&line.ratio),
        })
    };
    let tables = report.tables.iter().map(|table| {
        json!({
            "forecaster": table.who.name(), "against": table.against.name(),
            "confirmed_only": table.confirmed, "share_below_1": sure(&table.below),
            "median_ratio": sure(&table.median),
            "series": table.lines.iter().map(line).collect::<Vec<_>>(),
        })
    });
    let coverage = report.coverage.iter().map(|group| {
        json!({
            "origin": group.origin.to_string(), "forecaster": group.who.name(),
            "fitted": group.fitted, "rows": group.rows, "within_50": group.half,
            "within_80": group.most, "tenths": group.tenths,
        })
    });
    json!({
        "command": "score",
        "tables": tables.collect::<Vec<_>>(),
        "coverage": coverage.collect::<Vec<_>>(),
        "output": args.out.display().to_string(),
        "exit_code": Code::Done as u8,
    })
}
