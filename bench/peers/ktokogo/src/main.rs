//! Runs a benchmark model and prints one line of figures.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program that prints")]

use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use peasant_market::country::MONTHS;
use peasant_market::report::{Run, Watch, ensemble_line, line};
use peasant_market::{Country, Districts};

const USAGE: &str = "usage: peasant-market pm1|pm2 HOUSEHOLDS [THREADS] [SEED]
       peasant-market ensemble RUNS HOUSEHOLDS [THREADS]";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let number = |i: usize, or: f64| match words.get(i) {
        Some(word) => word.parse().ok(),
        None => Some(or),
    };
    if words.first().is_some_and(|word| word == "ensemble") {
        let (Some(runs), Some(n), Some(threads)) =
            (number(1, 200.0), number(2, 25_000.0), number(3, 1.0))
        else {
            return refuse();
        };
        println!("{}", ensemble(runs as u64, n as usize, threads as usize));
        return ExitCode::SUCCESS;
    }
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

/// Whole runs of PM-1 with seeds from 1 on, one a thread: the making of each population is counted.
fn ensemble(runs: u64, households: usize, threads: usize) -> String {
    let next = AtomicU64::new(1);
    let live = || {
        let mut price = 0.0;
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed > runs {
                return price;
            }
            let mut country = Country::new(households, seed);
            (0..MONTHS).for_each(|month| country.live(month));
            price += country.means().iter().find(|(name, _)| *name == "price").map_or(0.0, |p| p.1);
        }
    };
    let watch = Watch::start();
    let price: f64 = thread::scope(|scope| {
        let lives: Vec<_> = (0..threads.max(1)).map(|_| scope.spawn(live)).collect();
        lives.into_iter().map(|life| life.join().unwrap_or(f64::NAN)).sum()
    });
    let (wall, processor) = watch.read();
    ensemble_line((runs, households, threads), (wall, processor), price / runs as f64)
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
