//! Prints the central run year by year: a quick look while working on a mechanism.
//!
//! `cargo run --release -p model --example trace -- 3000 grain.harvest land.sown`

use std::collections::BTreeSet;
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use model::{Kind, LAST, Plan, Run, Theory, Timeline, VARIABLES, live};
use society::{REGIONS, Sector};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let households = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(3000);
    let wanted: Vec<String> = arguments.collect();
    let evidence =
        evidence::Evidence::load("evidence".as_ref()).expect("run me at the root of the project");
    let timeline = Timeline::from_evidence(&evidence).expect("history can be set");
    let plan = Plan {
        seed: 1917,
        draw: 0,
        households,
        members: 2000,
        timeline: Arc::new(timeline),
        theory: Theory::central(),
        silenced: BTreeSet::new(),
        freedom: Default::default(),
        until: LAST,
    };
    if wanted.iter().any(|w| w == "purses") {
        purses(&plan, &evidence);
    }
    let begun = std::time::Instant::now();
    let record = live(&plan, &evidence, &AtomicBool::new(false), &mut |_| {}).expect("a run");
    let mut out = std::io::stdout().lock();
    let ms = begun.elapsed().as_secs_f64() * 1e3;
    writeln!(out, "{ms:.1} ms").expect("a terminal");
    for variable in VARIABLES {
        if !wanted.is_empty() && !wanted.iter().any(|w| variable.name.starts_with(w.as_str())) {
            continue;
        }
        let regions = variable.regional && !wanted.is_empty();
        let places = if regions { REGIONS.len() } else { 0 };
        for place in std::iter::once(None).chain((0..places).map(Some)) {
            let path = record.variable(variable.name, place).expect("listed");
            let name = place.map_or(variable.name, |r| REGIONS[r]);
            write!(out, "{name:>33}").expect("a terminal");
            // Two months of 1917, then the years 1918 to 1929.
            if wanted.iter().any(|w| w == "monthly") {
                for (i, value) in path.iter().enumerate().skip(36).take(48) {
                    let gap = if (i + 10) % 12 == 0 { " |" } else { "" };
                    write!(out, "{value:.2}{gap} ").expect("a terminal");
                }
                writeln!(out).expect("a terminal");
                continue;
            }
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
}

/// Real cash of each sector at the end of each year, million roubles of 1913.
fn purses(plan: &Plan, evidence: &evidence::Evidence) {
    let mut run = Run::new(plan, evidence).expect("a start");
    let mut out = std::io::stdout().lock();
    while run.now <= LAST {
        run.live_month().expect("balanced books");
        if run.now.of_year() == 12 {
            write!(out, "{} ", run.now).expect("a terminal");
            for sector in Sector::ALL {
                let held =
                    mechanisms::payment::cash(&run.society.accounts, &run.society.market, sector);
                write!(out, " {} {:.0}", sector.name(), held / 1e8).expect("a terminal");
            }
            for flow in society::Flow::ALL {
                let row = &run.society.accounts.matrix[1][flow as usize];
                write!(out, "\n    {:18}", flow.name()).expect("a terminal");
                for x in row {
                    write!(out, "{:>10.1}", *x as f64 / 1e8).expect("a terminal");
                }
            }
            let r = &run.society.regions;
            writeln!(
                out,
                "\n  land held {:.1} reserve {:.1} sown {:.1}",
                r.land_held.total().real() / 1e8,
                r.land_reserve.total().real() / 1e8,
                r.sown.total().real() / 1e8
            )
            .expect("a terminal");
            let m = &run.society.market;
            writeln!(
                out,
                "  raw farm {:.2} industry {:.2} overhang {:.2} income {:.2} avail {:.2}",
                m.farm_raw,
                m.industry_raw,
                m.overhang,
                run.society.state.income,
                m.grain_availability
            )
            .expect("a terminal");
        }
        run.now = run.now.next();
    }
}
