//! What a first plain version looks like: one struct a household, f64, one thread, branches.

use crate::country::{close_month, regions, shock, Sums, R, T};
use crate::report::{cpu_s, report};
use std::time::Instant;

struct House {
    region: u32,
    land: f64,
    grain: f64,
    money: f64,
    sown: f64,
    lease: f64,
    mouths: u32,
    animals: u32,
    hunger: u32,
}
struct Xo(u64);
impl Xo {
    #[inline]
    fn u(&mut self) -> f64 {
        // xorshift64*
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11) as f64 / (1u64 << 53) as f64
    }
}
pub fn aos(n: usize, seed: u32) {
    let t0 = Instant::now();
    let mut g = Xo(0x9e37_79b9_7f4a_7c15 ^ ((seed as u64) << 20));
    let mut hs: Vec<House> = (0..n)
        .map(|i| {
            let land = 2.0 + 12.0 * g.u();
            let a = g.u();
            let mouths = 2 + (7.0 * g.u()) as u32;
            House {
                region: (i * R / n) as u32, land, sown: 0.6 * land, lease: 0.0, mouths, hunger: 0,
                animals: (a >= 0.30) as u32 + (a >= 0.75) as u32 + (a >= 0.93) as u32,
                grain: mouths as f64 * (10.0 + 10.0 * g.u()),
                money: 5.0 + 45.0 * g.u(),
            }
        })
        .collect();
    let init = t0.elapsed().as_secs_f64();
    let (t1, c1) = (Instant::now(), cpu_s());
    let mut rg = regions(n);
    let (mut price_sum, mut sold_all) = (0.0, 0.0);
    for m in 0..T {
        let c = m % 12;
        if c == 7 {
            for (r, x) in rg.iter_mut().enumerate() {
                x.s = shock(r, m / 12) as f32;
            }
        }
        let h = ((18 - c) % 12 + 1) as f64;
        let mut sums = [Sums::default(); R];
        for a in hs.iter_mut() {
            let x = &rg[a.region as usize];
            let s = &mut sums[a.region as usize];
            let p = x.p as f64;
            let mut reserve_seed = 0.0;
            let gap = 4.0 * a.animals as f64 + 0.5 * a.mouths as f64 - a.land;
            match c {
                7 => {
                    a.grain += 30.0 * x.s as f64 * (0.8 + 0.4 * g.u()) * a.sown;
                    reserve_seed = 8.0 * a.sown;
                }
                8 => {
                    a.sown = a.land.min(gap + a.land).min(a.grain / 16.0);
                    a.grain -= 8.0 * a.sown;
                    if gap > 0.0 { s.want += gap } else { s.offer -= gap }
                }
                9 => {
                    if gap > 0.0 {
                        a.lease = (gap * x.rin as f64).min(a.grain / 44.0);
                        a.grain -= 11.0 * a.lease;
                        a.sown += a.lease;
                    } else {
                        a.lease = gap * x.rout as f64;
                        a.grain -= 3.0 * a.lease;
                    }
                }
                10 => {
                    let u = g.u();
                    if u < 0.05 && a.animals > 0 {
                        a.animals -= 1;
                    } else if u >= 0.7 && a.money > 30.0 && a.animals < 4 {
                        a.money -= 20.0;
                        a.animals += 1;
                    }
                }
                _ => {}
            }
            let need = 1.3 * a.mouths as f64;
            if a.grain >= need {
                a.grain -= need;
            } else {
                let short = need - a.grain;
                a.grain = 0.0;
                let b = short.min(a.money / p);
                a.money -= b * p;
                s.demand += b;
                if b < short { a.hunger += 1 }
            }
            let surplus = a.grain - need * h - reserve_seed;
            if surplus > 0.0 && g.u() < (0.2 + 0.6 * (p / x.q as f64 - 0.7)).clamp(0.02, 0.9) {
                let sold = surplus / 2.0;
                a.grain -= sold;
                a.money += sold * p;
                s.supply += sold;
            }
            let due = 0.03 * a.land + 0.01 * a.money;
            if a.money >= due {
                a.money -= due;
                s.treasury += due;
            } else {
                let k = a.grain.min((due - a.money) / p);
                a.grain -= k;
                s.supply += k;
                s.treasury += a.money + k * p;
                a.money = 0.0;
            }
            let spend = 0.25 * (a.money - 20.0).max(0.0);
            a.money -= spend;
            s.goods += spend;
        }
        close_month(&mut rg, &sums, c, &mut price_sum, &mut sold_all);
    }
    let (run, cpu) = (t1.elapsed().as_secs_f64(), cpu_s() - c1);
    let mean = |f: &dyn Fn(&House) -> f64| hs.iter().map(f).sum::<f64>() / n as f64;
    report("rust_aos", n, 1, seed, init, run, cpu, [
        mean(&|a| a.grain), mean(&|a| a.money), mean(&|a| a.animals as f64), mean(&|a| a.sown), mean(&|a| a.hunger as f64),
        price_sum / T as f64, sold_all / n as f64,
    ]);
}

