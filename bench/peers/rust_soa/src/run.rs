//! A run of the columns, and runs of runs.

use crate::country::*;
use crate::report::{cpu_s, report};
use rayon::prelude::*;
use std::time::Instant;

struct Out {
    init: f64,
    run: f64,
    cpu: f64,
    v: [f64; 7],
}
/// One whole run. `par`: spread the parts over rayon's pool; else one thread. The result is the same, bit for bit.
fn simulate(n: usize, seed: u32, par: bool) -> Out {
    let t0 = Instant::now();
    let cuts = bounds(n);
    let mut pop = Pop {
        land: vec![0.0; n],
        grain: vec![0.0; n],
        money: vec![0.0; n],
        sown: vec![0.0; n],
        lease: vec![0.0; n],
        mouths: vec![0; n],
        animals: vec![0; n],
        hunger: vec![0; n],
    };
    let mut parts = split(&mut pop, &cuts);
    let k: Vec<u32> = (0..5).map(|f| key(seed, 1_000_000, f)).collect();
    let start = |x: &mut Part| {
        for j in 0..x.land.len() {
            let id = x.base + j as u32;
            let u = |f: usize| u01(mix(k[f], id));
            x.land[j] = 2.0 + 12.0 * u(0);
            let a = u(1);
            x.animals[j] = (a >= 0.30) as u8 + (a >= 0.75) as u8 + (a >= 0.93) as u8;
            x.mouths[j] = 2 + (7.0 * u(2)) as u8;
            x.grain[j] = x.mouths[j] as f32 * (10.0 + 10.0 * u(3));
            x.money[j] = 5.0 + 45.0 * u(4);
            x.sown[j] = 0.6 * x.land[j];
            x.lease[j] = 0.0;
            x.hunger[j] = 0;
        }
    };
    if par { parts.par_iter_mut().for_each(start) } else { parts.iter_mut().for_each(start) }
    let init = t0.elapsed().as_secs_f64();
    let (t1, c1) = (Instant::now(), cpu_s());
    let mut rg = regions(n);
    let (mut price_sum, mut sold) = (0.0, 0.0);
    for m in 0..T {
        let c = m % 12;
        if c == 7 {
            for (r, g) in rg.iter_mut().enumerate() {
                g.s = shock(r, m / 12) as f32;
            }
        }
        let h = ((18 - c) % 12 + 1) as f32;
        let (ks, ky) = (key(seed, m, 1), key(seed, m, 2));
        let rgs = &rg;
        let step = |x: &mut Part| {
            let g = &rgs[x.region];
            match c {
                7 => sweep::<7>(x, g, h, ks, ky),
                8 => sweep::<8>(x, g, h, ks, ky),
                9 => sweep::<9>(x, g, h, ks, ky),
                10 => sweep::<10>(x, g, h, ks, ky),
                _ => sweep::<0>(x, g, h, ks, ky),
            }
        };
        let part_sums: Vec<Sums> = if par { parts.par_iter_mut().map(step).collect() } else { parts.iter_mut().map(step).collect() };
        let mut sums = [Sums::default(); R];
        for (i, s) in part_sums.iter().enumerate() {
            sums[cuts[i].0].add(s); // fixed order: the same result with any number of threads
        }
        close_month(&mut rg, &sums, c, &mut price_sum, &mut sold);
    }
    let (run, cpu) = (t1.elapsed().as_secs_f64(), cpu_s() - c1);
    drop(parts);
    let mean = |f: &dyn Fn(usize) -> f64| (0..n).map(f).sum::<f64>() / n as f64;
    Out { init, run, cpu, v: [
        mean(&|i| pop.grain[i] as f64), mean(&|i| pop.money[i] as f64), mean(&|i| pop.animals[i] as f64),
        mean(&|i| pop.sown[i] as f64), mean(&|i| pop.hunger[i] as f64), price_sum / T as f64, sold / n as f64,
    ] }
}
pub fn pool(threads: usize) {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build_global().unwrap();
}
pub fn soa(n: usize, threads: usize, seed: u32) {
    pool(threads);
    let o = simulate(n, seed, threads > 1);
    report("rust_soa", n, threads, seed, o.init, o.run, o.cpu, o.v);
}
/// K independent runs of N households, one thread each, over the pool: what calibration and ensembles need.
pub fn ensemble(k: usize, n: usize, threads: usize) {
    pool(threads);
    let t = Instant::now();
    let price: Vec<f64> = (0..k).into_par_iter().map(|i| simulate(n, i as u32 + 1, false).v[5]).collect();
    let s = t.elapsed().as_secs_f64();
    println!("{{\"impl\":\"rust_soa_ensemble\",\"runs\":{k},\"n\":{n},\"threads\":{threads},\"wall_s\":{s:.4},\"runs_per_s\":{:.1},\"rate\":{:.0},\"mean_price\":{:.4}}}",
        k as f64 / s, k as f64 * n as f64 * T as f64 / s, price.iter().sum::<f64>() / k as f64);
}
/// The reference's own mean and spread over seeds, for the same-answer rule.
pub fn spread(n: usize, seeds: u32) {
    pool(2);
    let all: Vec<[f64; 7]> = (1..=seeds).map(|s| simulate(n, s, true).v).collect();
    for (i, name) in ["grain", "money", "animals", "sown", "hunger", "price", "sold"].iter().enumerate() {
        let (lo, hi) = all.iter().fold((f64::MAX, f64::MIN), |(a, b), v| (a.min(v[i]), b.max(v[i])));
        let mean = all.iter().map(|v| v[i]).sum::<f64>() / all.len() as f64;
        println!("{name}: mean {mean:.4}, from {lo:.4} to {hi:.4} ({:.2} %)", 100.0 * (hi - lo) / mean);
    }
}

