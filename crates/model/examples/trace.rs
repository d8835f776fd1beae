//! Prints the central run year by year: a quick look while working on a mechanism.
//!
//! `cargo run --release -p model --example trace -- 3000 grain.harvest land.sown`

use std::collections::BTreeSet;
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use model::{Kind, LAST, Plan, Theory, Timeline, VARIABLES, live};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let households = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(3000);
    let wanted: Vec<String> = arguments.collect();
    let evidence = evidence::Evidence::load("evidence".as_ref()).expect("run me at the root of the project");
    let timeline = Timeline::from_evidence(&evidence).expect("history can be set");
    let plan = Plan {
        seed: 1917,
        draw: 0,
        households,
        timeline: Arc::new(timeline),
        theory: Theory::central(),
        silenced: BTreeSet::new(),
        until: LAST,
    };
    let begun = std::time::Instant::now();
    let record = live(&plan, &evidence, &AtomicBool::new(false), &mut |_| {}).expect("a run");
    let mut out = std::io::stdout().lock();
    let ms = begun.elapsed().as_secs_f64() * 1e3;
    writeln!(out, "{ms:.1} ms").expect("a terminal");
    for variable in VARIABLES {
        if !wanted.is_empty() && !wanted.iter().any(|w| variable.name.starts_with(w.as_str())) {
            continue;
        }
        let path = record.variable(variable.name, None).expect("listed");
        write!(out, "{:33}", variable.name).expect("a terminal");
        // Two months of 1917, then the years 1918 to 1929.
        for year in std::iter::once(&path[..2]).chain(path[2..].chunks(12)) {
            let value = match variable.kind {
                Kind::Stock => year[year.len() - 1],
                Kind::Flow => year.iter().sum(),
                Kind::Index => year.iter().sum::<f64>() / year.len() as f64,
            };
            write!(out, "{value:>9.3}").expect("a terminal");
        }
        writeln!(out).expect("a terminal");
    }
}
