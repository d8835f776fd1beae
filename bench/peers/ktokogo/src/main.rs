//! Runs a benchmark model and prints one line of figures.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program that prints")]

use std::process::ExitCode;

use peasant_market::country::MONTHS;
use peasant_market::report::{Run, Watch, line};
use peasant_market::{Country, Districts};

const USAGE: &str = "usage: peasant-market pm1|pm2 HOUSEHOLDS [THREADS] [SEED]";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let number = |i: usize, or: f64| match words.get(i) {
        Some(word) => word.parse().ok(),
        None => Some(or),
    };
    let model = match words.first().map(String::as_str) {
        Some("pm1") => "pm1",
        Some("pm2") => "pm2",
        _ => return refuse(),
    };
    let (Some(n), Some(threads), Some(seed)) = (number(1, 1e5), number(2, 1.0), number(3, 1.0))
    else {
        return refuse();
    };
    let run = Run {
        model,
        households: n as usize,
        threads: threads as usize,
        seed: seed as u64,
        months: MONTHS,
    };
    println!("{}", if model == "pm1" { market(&run) } else { partners(&run) });
    ExitCode::SUCCESS
}

fn refuse() -> ExitCode {
    eprintln!("{USAGE}");
    ExitCode::FAILURE
}

fn market(run: &Run) -> String {
    let start = Watch::start();
    let mut country = Country::new(run.households, run.seed);
    let (init, _) = start.read();
    let watch = Watch::start();
    (0..run.months).for_each(|month| country.live(month));
    let took = watch.read();
    line(run, init, took, &country.means())
}

fn partners(run: &Run) -> String {
    let start = Watch::start();
    let mut country = Districts::new(run.households, run.seed);
    let (init, _) = start.read();
    let watch = Watch::start();
    (0..run.months).for_each(|month| country.live(month));
    let took = watch.read();
    let mut figures = country.means(run.months);
    figures.push(("match_ns", country.meeting_ns(run.months)));
    line(run, init, took, &figures)
}
