//! The machine's limits: the triad of STREAM, and the model's own memory traffic with next to no arithmetic.

use crate::country::*;
use crate::run::pool;
use rayon::prelude::*;
use std::hint::black_box;
use std::time::Instant;

/// The month's memory traffic with next to no arithmetic: the honest ceiling of `sweep` on this machine.
#[inline(never)]
fn touch(x: &mut Part) {
    let n = x.land.len();
    let (land, mouths) = (&x.land[..n], &x.mouths[..n]);
    let (grain, money, hunger) = (&mut x.grain[..n], &mut x.money[..n], &mut x.hunger[..n]);
    for j in 0..n {
        grain[j] = grain[j] * 0.99 + land[j];
        money[j] = money[j] * 0.99 + mouths[j] as f32;
        hunger[j] ^= mouths[j];
    }
}
pub fn ceiling(n: usize, threads: usize) {
    pool(threads);
    let cuts = bounds(n);
    let mut pop = Pop { land: vec![1.0; n], grain: vec![1.0; n], money: vec![1.0; n], sown: vec![1.0; n], lease: vec![1.0; n], mouths: vec![1; n], animals: vec![1; n], hunger: vec![0; n] };
    let mut parts = split(&mut pop, &cuts);
    let t = median(15, || if threads > 1 { parts.par_iter_mut().for_each(touch) } else { parts.iter_mut().for_each(touch) });
    println!("{{\"limit\":\"ceiling\",\"n\":{n},\"threads\":{threads},\"rate\":{:.0},\"gb_per_s\":{:.2}}}", n as f64 / t, 23.0 * n as f64 / t / 1e9);
}

fn median<F: FnMut()>(reps: usize, mut f: F) -> f64 {
    let mut v: Vec<f64> = (0..reps).map(|_| { let t = Instant::now(); f(); t.elapsed().as_secs_f64() }).collect();
    v.sort_by(|a, b| a.total_cmp(b));
    v[v.len() / 2]
}
pub fn triad(mib: usize, threads: usize) {
    pool(threads);
    let n = mib * 1024 * 1024 / 8;
    let (mut a, mut b, mut c) = (vec![0f64; n], vec![0f64; n], vec![0f64; n]);
    let part = n / (threads * 8);
    let parts = |a: &mut [f64], b: &mut [f64], c: &mut [f64], f: fn(&mut [f64], &mut [f64], &mut [f64])| {
        a.par_chunks_mut(part).zip(b.par_chunks_mut(part)).zip(c.par_chunks_mut(part)).for_each(|((a, b), c)| f(a, b, c));
    };
    parts(&mut a, &mut b, &mut c, |a, b, c| {
        a.fill(1.0);
        b.fill(2.0);
        c.fill(3.0);
    });
    let t = median(15, || {
        parts(&mut a, &mut b, &mut c, |a, b, c| for i in 0..a.len() { a[i] = b[i] + 3.0 * c[i]; });
        black_box(&mut a);
    });
    let moved = 24.0 * n as f64;
    println!("{{\"limit\":\"triad\",\"mib\":{mib},\"threads\":{threads},\"gb_per_s\":{:.2}}}", moved / t / 1e9);
}
