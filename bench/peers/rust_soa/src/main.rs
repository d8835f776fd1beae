//! PM-1 "peasant market" in plain Rust, structure of arrays + rayon, and the machine's limits.
mod country;
mod limits;
mod report;
mod run;
mod structs;

const USAGE: &str = "usage: pm_soa soa N [threads] [seed] | aos N [seed] | ensemble K N [threads] | spread N [seeds] | triad [MiB] [threads] | ceiling [N] [threads]";

fn main() {
    let a: Vec<String> = std::env::args().collect();
    let num = |i: usize, d: usize| a.get(i).map_or(d, |s| s.parse::<f64>().unwrap() as usize);
    match a.get(1).map(|s| s.as_str()) {
        Some("soa") => run::soa(num(2, 1_000_000), num(3, 2), num(4, 1) as u32),
        Some("aos") => structs::aos(num(2, 1_000_000), num(3, 1) as u32),
        Some("ensemble") => run::ensemble(num(2, 200), num(3, 25_000), num(4, 2)),
        Some("spread") => run::spread(num(2, 100_000), num(3, 10) as u32),
        Some("triad") => limits::triad(num(2, 512), num(3, 2)),
        Some("ceiling") => limits::ceiling(num(2, 25_000_000), num(3, 2)),
        _ => eprintln!("{USAGE}"),
    }
}
