//! Judges the stylised facts on a small ensemble: a quick look while working on a mechanism.
//!
//! `cargo run --release -p lab --example judge -- 10 3000`

use std::io::Write;
use std::sync::atomic::AtomicBool;

use lab::ensemble::Silent;
use lab::request::Request;

fn main() {
    let mut arguments = std::env::args().skip(1).map(|a| a.parse::<usize>());
    let draws = arguments.next().and_then(Result::ok).unwrap_or(10);
    let households = arguments.next().and_then(Result::ok).unwrap_or(3000);
    let evidence =
        evidence::Evidence::load("evidence".as_ref()).expect("run me at the root of the project");
    let mut request = Request::new(lab::scenario::history());
    request.draws = draws as u32;
    request.households = households;
    let ensemble = lab::ensemble::run(&request, &evidence, &Silent, &AtomicBool::new(false))
        .expect("an ensemble");
    let verdicts = lab::facts::judge(&evidence, &ensemble).expect("readable facts");
    let mut out = std::io::stdout().lock();
    let holding = verdicts.iter().filter(|v| v.holds).count();
    writeln!(out, "{holding} of {} hold", verdicts.len()).expect("a terminal");
    for verdict in &verdicts {
        let mark = if verdict.holds { "+" } else { "-" };
        writeln!(out, "{mark} {:2} {}", verdict.number, verdict.title).expect("a terminal");
        for check in &verdict.checks {
            let mark = if check.holds { "+" } else { "-" };
            writeln!(
                out,
                "      {mark} {:70} {:>12.3} in {:.3} to {:.3} (central {:.3}, {:.0} %)",
                check.text,
                check.median,
                check.low,
                check.high,
                check.central,
                100.0 * check.share
            )
            .expect("a terminal");
        }
    }
}
