//! The country as columns and the month as a sweep over blocks of sixteen households: written by
//! hand for this one model, as the mark that engines are measured against.

pub const R: usize = 10;
pub const T: u32 = 96;
pub const L: usize = 16; // lanes in one block
pub const CHUNK: usize = 16384; // households in one task: fixed, so sums do not depend on threads

#[inline(always)]
pub fn mix(key: u32, ctr: u32) -> u32 {
    let mut x = ctr ^ key;
    x ^= x >> 16;
    x = x.wrapping_mul(0x7feb_352d);
    x ^= x >> 15;
    x = x.wrapping_mul(0x846c_a68b);
    x ^= x >> 16;
    x = x.wrapping_add(key.rotate_left(16));
    x ^= x >> 16;
    x = x.wrapping_mul(0x7feb_352d);
    x ^= x >> 15;
    x = x.wrapping_mul(0x846c_a68b);
    x ^ (x >> 16)
}
/// Squares (Widynski 2020), 4 rounds, 32 bits out.
#[inline(always)]
pub fn u01(x: u32) -> f32 {
    (x >> 8) as f32 * (1.0 / 16_777_216.0)
}
pub fn key(seed: u32, a: u32, b: u32) -> u32 {
    mix(mix(seed ^ 0x9e37_79b9, a), b)
}

#[derive(Clone, Copy)]
pub struct Region {
    pub p: f32,
    pub q: f32,
    pub s: f32,
    pub rin: f32,
    pub rout: f32,
    pub n: f64,
}
#[derive(Clone, Copy, Default)]
pub struct Sums {
    pub demand: f64,
    pub supply: f64,
    pub treasury: f64,
    pub goods: f64,
    pub want: f64,
    pub offer: f64,
}
impl Sums {
    pub fn add(&mut self, o: &Sums) {
        self.demand += o.demand;
        self.supply += o.supply;
        self.treasury += o.treasury;
        self.goods += o.goods;
        self.want += o.want;
        self.offer += o.offer;
    }
}

#[derive(Default)]
pub struct Pop {
    pub land: Vec<f32>,
    pub grain: Vec<f32>,
    pub money: Vec<f32>,
    pub sown: Vec<f32>,
    pub lease: Vec<f32>,
    pub mouths: Vec<u8>,
    pub animals: Vec<u8>,
    pub hunger: Vec<u8>,
}
/// One task's view of the population: one region only, a multiple of L long save at a region's end.
pub struct Part<'a> {
    pub region: usize,
    pub base: u32,
    pub land: &'a mut [f32],
    pub grain: &'a mut [f32],
    pub money: &'a mut [f32],
    pub sown: &'a mut [f32],
    pub lease: &'a mut [f32],
    pub mouths: &'a mut [u8],
    pub animals: &'a mut [u8],
    pub hunger: &'a mut [u8],
}

pub fn bounds(n: usize) -> Vec<(usize, usize, usize)> {
    // (region, start, end), regions contiguous
    let mut v = vec![];
    for r in 0..R {
        let (mut a, b) = (n * r / R, n * (r + 1) / R);
        while a < b {
            let e = (a + CHUNK).min(b);
            v.push((r, a, e));
            a = e;
        }
    }
    v
}

pub fn split<'a>(pop: &'a mut Pop, cuts: &[(usize, usize, usize)]) -> Vec<Part<'a>> {
    macro_rules! take { ($rest:ident, $k:expr) => {{ let (x, y) = std::mem::take(&mut $rest).split_at_mut($k); $rest = y; x }} }
    let (mut land, mut grain, mut money, mut sown, mut lease) =
        (&mut pop.land[..], &mut pop.grain[..], &mut pop.money[..], &mut pop.sown[..], &mut pop.lease[..]);
    let (mut mouths, mut animals, mut hunger) = (&mut pop.mouths[..], &mut pop.animals[..], &mut pop.hunger[..]);
    cuts.iter()
        .map(|&(region, a, e)| {
            let k = e - a;
            Part {
                region,
                base: a as u32,
                land: take!(land, k),
                grain: take!(grain, k),
                money: take!(money, k),
                sown: take!(sown, k),
                lease: take!(lease, k),
                mouths: take!(mouths, k),
                animals: take!(animals, k),
                hunger: take!(hunger, k),
            }
        })
        .collect()
}

/// The month's sweep over one part. KIND is the calendar month's class: 7, 8, 9, 10 or 0 (any other).
/// Written without branches over blocks of L lanes, so that the compiler makes vector code of it.
#[inline(never)]
pub fn sweep<const KIND: u32>(x: &mut Part, rg: &Region, h: f32, k_sell: u32, k_year: u32) -> Sums {
    let (p, q) = (rg.p, rg.q);
    let ip = 1.0 / p;
    let prob = (0.2 + 0.6 * (p / q - 0.7)).clamp(0.02, 0.9);
    let mut dem = [0f32; L];
    let mut sup = [0f32; L];
    let mut tre = [0f32; L];
    let mut goo = [0f32; L];
    let mut wan = [0f32; L];
    let mut off = [0f32; L];
    let len = x.land.len();
    let full = len / L;
    macro_rules! body {
        ($land:expr, $grain:expr, $money:expr, $sown:expr, $lease:expr, $mouths:expr, $animals:expr, $hunger:expr, $id0:expr, $n:expr) => {
            for j in 0..$n {
                let id = $id0 + j as u32;
                let land = $land[j];
                let mut grain = $grain[j];
                let mut money = $money[j];
                let mouths = $mouths[j] as f32;
                let mut reserve_seed = 0f32;
                if KIND == 7 {
                    let u = u01(mix(k_year, id));
                    grain += 30.0 * rg.s * (0.8 + 0.4 * u) * $sown[j];
                    reserve_seed = 8.0 * $sown[j];
                }
                if KIND == 8 || KIND == 9 {
                    let cap = 4.0 * $animals[j] as f32 + 0.5 * mouths;
                    let gap = cap - land;
                    if KIND == 8 {
                        let s = land.min(cap).min(grain * 0.0625);
                        grain -= 8.0 * s;
                        $sown[j] = s;
                        wan[j] += gap.max(0.0);
                        off[j] += (-gap).max(0.0);
                    } else {
                        let l = (gap.max(0.0) * rg.rin).min(grain * (1.0 / 44.0));
                        let o = (-gap).max(0.0) * rg.rout;
                        grain += 3.0 * o - 11.0 * l;
                        $sown[j] += l;
                        $lease[j] = l - o;
                    }
                }
                if KIND == 10 {
                    let u = u01(mix(k_year, id));
                    let a = $animals[j];
                    let lose = (u < 0.05) & (a > 0);
                    let buy = (u >= 0.7) & (money > 30.0) & (a < 4);
                    $animals[j] = a + buy as u8 - lose as u8;
                    money -= if buy { 20.0 } else { 0.0 };
                }
                // eat
                let need = 1.3 * mouths;
                let short = (need - grain).max(0.0);
                grain = (grain - need).max(0.0);
                let b = short.min(money * ip);
                money = (money - b * p).max(0.0);
                dem[j] += b;
                $hunger[j] += (b < short) as u8;
                // sell
                let surplus = grain - need * h - reserve_seed;
                let u = u01(mix(k_sell, id));
                let sold = if (surplus > 0.0) & (u < prob) { 0.5 * surplus } else { 0.0 };
                grain -= sold;
                money += sold * p;
                // tax
                let due = 0.03 * land + 0.01 * money;
                let cash = due.min(money);
                let k = grain.min((due - cash) * ip);
                money -= cash;
                grain -= k;
                tre[j] += cash + k * p;
                sup[j] += sold + k;
                // goods
                let spend = 0.25 * (money - 20.0).max(0.0);
                goo[j] += spend;
                $money[j] = money - spend;
                $grain[j] = grain;
            }
        };
    }
    for b in 0..full {
        let o = b * L;
        let land: &[f32; L] = (&x.land[o..o + L]).try_into().unwrap();
        let grain: &mut [f32; L] = (&mut x.grain[o..o + L]).try_into().unwrap();
        let money: &mut [f32; L] = (&mut x.money[o..o + L]).try_into().unwrap();
        let sown: &mut [f32; L] = (&mut x.sown[o..o + L]).try_into().unwrap();
        let lease: &mut [f32; L] = (&mut x.lease[o..o + L]).try_into().unwrap();
        let mouths: &[u8; L] = (&x.mouths[o..o + L]).try_into().unwrap();
        let animals: &mut [u8; L] = (&mut x.animals[o..o + L]).try_into().unwrap();
        let hunger: &mut [u8; L] = (&mut x.hunger[o..o + L]).try_into().unwrap();
        body!(land, grain, money, sown, lease, mouths, animals, hunger, x.base + o as u32, L);
    }
    let o = full * L;
    body!(x.land[o..], x.grain[o..], x.money[o..], x.sown[o..], x.lease[o..], x.mouths[o..], x.animals[o..], x.hunger[o..], x.base + o as u32, len - o);
    let t = |a: &[f32; L]| a.iter().map(|&v| v as f64).sum::<f64>();
    Sums { demand: t(&dem), supply: t(&sup), treasury: t(&tre), goods: t(&goo), want: t(&wan), offer: t(&off) }
}

/// The harvest's shock in region r, year y: a fixed formula, the same in every implementation and for every seed.
pub fn shock(r: usize, y: u32) -> f64 {
    1.0 + 0.25 * (12.9898 * (r as f64 + 1.0) + 78.233 * (y as f64 + 1.0)).sin()
}

pub fn regions(n: usize) -> Vec<Region> {
    (0..R).map(|r| Region { p: 1.0, q: 1.0, s: 1.0, rin: 0.0, rout: 0.0, n: (n * (r + 1) / R - n * r / R) as f64 }).collect()
}
pub fn close_month(rg: &mut [Region], sums: &[Sums], c: u32, price_sum: &mut f64, sold: &mut f64) {
    for (g, s) in rg.iter_mut().zip(sums) {
        let d = s.demand + 4.0 * g.n / g.p as f64;
        let p = (g.p as f64 * ((d + 1.0) / (s.supply + 1.0)).powf(0.15)).clamp(0.2, 5.0);
        g.p = p as f32;
        g.q = (0.9 * g.q as f64 + 0.1 * p) as f32;
        if c == 8 {
            g.rin = if s.want > 0.0 { (s.offer / s.want).min(1.0) as f32 } else { 0.0 };
            g.rout = if s.offer > 0.0 { (s.want / s.offer).min(1.0) as f32 } else { 0.0 };
        }
        *price_sum += p / R as f64;
        *sold += s.supply;
    }
}

