//! `bench`: how fast the program is on this machine, and how near to what its memory allows.

use std::path::PathBuf;

use clap::Args;
use evidence::Evidence;
use kernel::Month;
use lab::bench::{self, Ask, Households, Measured, Speed, Step};
use serde_json::{Value, json};

use crate::answer::{Answer, counted};
use crate::args::{Common, month, threads};
use crate::audit::{taken, write};
use crate::bench_page::{self, brief};
use crate::failure::{Code, Failure};
use crate::numbers::{figure, thousands};
use crate::output::{HEAD, styled};
use crate::progress::Shown;
use crate::run::{CANCELLED, listen_for_ctrl_c};
use crate::tables::{Column, table, wrapped};

/// Examples in the help.
pub const EXAMPLES: &str = "\
It takes some minutes, in which nothing else should run: whatever else uses the cores or the memory is
measured too.

Examples
  ktokogo bench
  ktokogo bench --quick
  ktokogo bench --threads 1 --json
  ktokogo bench --households 300000 --until 1921-12
  ktokogo bench --markdown docs/speed.md --force";

/// Options of `bench`.
#[derive(Args, Debug, Clone)]
pub struct BenchArgs {
    /// Rows of households of the country whose steps are timed [default: 12000000]
    #[arg(long, value_name = "N", value_parser = rows)]
    pub households: Option<usize>,
    /// Its last month [default: 1924-12]
    #[arg(long, value_name = "YYYY-MM", value_parser = month)]
    pub until: Option<Month>,
    /// Draws of the ensemble that is timed, beside the central run [default: 40]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=5_000))]
    pub draws: Option<u32>,
    /// The most threads to measure with, beside one [default: one for each core]
    #[arg(long, value_name = "N", value_parser = threads)]
    pub threads: Option<usize>,
    /// Everything once and small: it shows that all works, its numbers mean little
    #[arg(long)]
    pub quick: bool,
    /// Write what was measured as a page
    #[arg(long, value_name = "FILE")]
    pub markdown: Option<PathBuf>,
    /// Replace the page if it is there already
    #[arg(long)]
    pub force: bool,
}

fn rows(text: &str) -> Result<usize, String> {
    match text.replace(['_', ','], "").parse::<usize>() {
        Ok(0) | Err(_) => Err("write a number such as 3000000".to_owned()),
        Ok(rows) => Ok(rows),
    }
}

/// Answers `bench`.
pub fn bench(args: &BenchArgs, common: &Common, evidence: &Evidence) -> Result<Answer, Failure> {
    // Asked before the work and not after it.
    if let Some(file) = args.markdown.as_deref().filter(|file| file.exists() && !args.force) {
        return Err(taken(file));
    }
    let ask = ask(args);
    listen_for_ctrl_c();
    let progress = Shown::new(common.quiet || common.json);
    let measured = bench::measure(&ask, evidence, &progress, &CANCELLED)?;
    if let Some(file) = &args.markdown {
        write(file, &bench_page::page(&measured), args.force)?;
    }
    Ok(Answer::done(screen(&measured), document(&measured)))
}

fn ask(args: &BenchArgs) -> Ask {
    let customary = if args.quick { Ask::quick() } else { Ask::whole() };
    Ask {
        households: args.households.unwrap_or(customary.households),
        until: args.until.unwrap_or(customary.until),
        draws: args.draws.unwrap_or(customary.draws),
        threads: args.threads,
        // Without its own path it cannot be started again, and that time is left out.
        program: std::env::current_exe().ok(),
        ..customary
    }
}

fn screen(measured: &Measured) -> String {
    let Measured { machine, households, ensembles, .. } = measured;
    let mut out = styled(HEAD, "The machine");
    out.push_str(&format!("   {} {}\n", counted(machine.cores, "core"), machine.processor));
    out.push_str(&speeds(&machine.speeds));
    out.push_str(&format!("\n{}", styled(HEAD, "The steps of the month")));
    out.push_str(&format!("   {}\n", lived(households)));
    out.push_str(&steps(households));
    let other = households.standing();
    out.push_str(&wrapped(&format!("{} {}", together(households), others(other)), 1));
    out.push_str(&format!("\n{}\n", styled(HEAD, "Ensembles")));
    for (what, time) in bench_page::times(ensembles) {
        out.push_str(&format!(" {what:<54} {time}\n"));
    }
    out
}

/// What was lived, in words.
pub fn lived(households: &Households) -> String {
    format!(
        "{} to {} rows of households, {} in {}",
        thousands(households.rows.0 as i64),
        thousands(households.rows.1 as i64),
        counted(households.months, "month"),
        brief(households.seconds())
    )
}

/// The passes over all households, in words.
pub fn together(households: &Households) -> String {
    let walking = households.walking();
    format!(
        "All household passes together: {}, {} of the ceiling.",
        brief(walking.nanoseconds / 1e9),
        percent(walking.share())
    )
}

/// What else a month does, in words.
pub fn others(standing: bench::Together) -> String {
    format!(
        "{} do not walk the households: {} together.",
        counted(standing.steps, "other step"),
        brief(standing.nanoseconds / 1e9)
    )
}

/// A share in per cent.
pub fn percent(share: f64) -> String {
    format!("{:.0} %", 100.0 * share)
}

fn speeds(speeds: &[Speed]) -> String {
    let columns = [
        Column::number("threads"),
        Column::number("triad, GB/s"),
        Column::number("ceiling: reading"),
        Column::number("updating"),
    ];
    table(&columns, &speeds.iter().map(speed).collect::<Vec<_>>())
}

/// The cells of a row of the machine.
pub fn speed(speed: &Speed) -> Vec<String> {
    let ceiling = &speed.ceiling;
    let numbers = [speed.triad, ceiling.reading, ceiling.updating];
    let cells = numbers.iter().map(|number| figure(*number));
    std::iter::once(speed.threads.to_string()).chain(cells).collect()
}

fn steps(households: &Households) -> String {
    let columns = [
        Column::name("step"),
        Column::number("months"),
        Column::number("ns a row"),
        Column::number("bytes a row"),
        Column::number("GB/s"),
        Column::number("of the ceiling"),
    ];
    let walking = households.steps.iter().filter(|step| step.walks());
    table(&columns, &walking.map(|one| step(one, households)).collect::<Vec<_>>())
}

/// The cells of a row of a step.
pub fn step(step: &Step, households: &Households) -> Vec<String> {
    vec![
        step.name.to_owned(),
        step.months.to_string(),
        figure(step.nanoseconds_a_row()),
        figure(step.bytes_a_row()),
        figure(step.speed()),
        percent(step.share(&households.ceiling)),
    ]
}

fn document(measured: &Measured) -> Value {
    let Measured { machine, households, ensembles, .. } = measured;
    let speed = |speed: &Speed| {
        json!({
            "threads": speed.threads, "triad_gb_a_second": speed.triad,
            "reading_gb_a_second": speed.ceiling.reading,
            "updating_gb_a_second": speed.ceiling.updating,
        })
    };
    let together = |together: bench::Together| {
        json!({
            "steps": together.steps, "seconds": together.nanoseconds / 1e9,
            "ceiling_seconds": together.ceiling / 1e9, "share_of_ceiling": together.share(),
        })
    };
    let lived = ensembles.lived.iter().map(|lived| {
        json!({
            "threads": lived.threads, "runs": lived.runs, "seconds": lived.seconds,
            "runs_a_second": lived.speed(),
        })
    });
    json!({
        "command": "bench",
        "machine": {
            "cores": machine.cores, "processor": machine.processor,
            "speeds": machine.speeds.iter().map(speed).collect::<Vec<_>>(),
        },
        "households": {
            "rows_at_start": households.rows.0, "rows_at_end": households.rows.1,
            "months": households.months, "seconds": households.seconds(),
            "building_seconds": households.building,
            "steps": households.steps.iter().map(|one| of_step(one, households)).collect::<Vec<_>>(),
            "household_passes": together(households.walking()),
            "other_steps": together(households.standing()),
        },
        "ensembles": {
            "start_seconds": ensembles.starting, "evidence_seconds": ensembles.evidence,
            "timeline_seconds": ensembles.timeline, "society_seconds": ensembles.society,
            "lived": lived.collect::<Vec<_>>(),
            "report_seconds": ensembles.report, "report_bytes": ensembles.bytes,
        },
        "exit_code": Code::Done as u8,
    })
}

fn of_step(step: &Step, households: &Households) -> Value {
    json!({
        "name": step.name, "months": step.months, "walks_households": step.walks(),
        "seconds": step.nanoseconds / 1e9, "nanoseconds_a_row": step.nanoseconds_a_row(),
        "bytes_a_row": step.bytes_a_row(), "gb_a_second": step.speed(),
        "share_of_ceiling": step.share(&households.ceiling),
    })
}
