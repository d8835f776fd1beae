//! A country of PM-1: regions with their households, and its life month by month.

use kernel::{LANES, each_group, pass};

use crate::households::{Households, Rows};
use crate::market::{ByRegion, REGIONS, Region};
use crate::month::{Clock, HARVEST, Rules, SOWING, live, terms};

/// Months of a run.
pub const MONTHS: u32 = 96;

/// Households that are handed out together: their columns fit the nearest cache.
const PART: usize = 16_384;

/// A country, its households region by region.
pub struct Country {
    rules: Rules,
    seed: u64,
    households: Households,
    regions: Vec<Region>,
    /// Where each part ends, and in which region it lies.
    ends: Vec<usize>,
    region_of: Vec<usize>,
    /// Sum over months and regions of the price.
    prices: f64,
    /// Grain sold so far, pud.
    sold: f64,
}

/// The first household of region `r` of `n` households.
pub fn region_start(r: usize, n: usize) -> usize {
    n * r / REGIONS
}

impl Country {
    /// A country of `n` households before its first month.
    pub fn new(n: usize, seed: u64) -> Country {
        let (mut ends, mut region_of) = (Vec::new(), Vec::new());
        for r in 0..REGIONS {
            let (mut start, end) = (region_start(r, n), region_start(r + 1, n));
            while start < end {
                start = end.min(start + PART);
                ends.push(start);
                region_of.push(r);
            }
        }
        let mut households = Households::empty(n);
        each_group(households.rows(), &ends, |_, rows| settle(seed, rows));
        let households_of = |r| region_start(r + 1, n) - region_start(r, n);
        let regions = (0..REGIONS).map(|r| Region::new(households_of(r))).collect();
        let rules = Rules::central();
        Country { rules, seed, households, regions, ends, region_of, prices: 0.0, sold: 0.0 }
    }

    /// Lives through month `month`, counted from 0.
    pub fn live(&mut self, month: u32) {
        let clock = Clock { seed: self.seed, month };
        open(&mut self.regions, clock);
        let Country { rules, regions, region_of, .. } = self;
        let deeds = each_group(self.households.rows(), &self.ends, |part, rows| {
            let region = region_of[part];
            let terms = terms(rules, &regions[region], clock, 1.0);
            ByRegion::of(region, live::<true>(rules, &terms, clock, rows))
        });
        close(rules, regions, &deeds, clock);
        self.prices += regions.iter().map(|r| r.price).sum::<f64>() / REGIONS as f64;
        self.sold += deeds.0.iter().map(|d| d.supply).sum::<f64>();
    }

    /// The means by which answers are compared, after all months.
    pub fn means(&self) -> Vec<(&'static str, f64)> {
        let h = &self.households;
        let n = h.land.len() as f64;
        let real = |x: &[f32]| x.iter().map(|&x| f64::from(x)).sum::<f64>() / n;
        let whole = |x: &[u8]| x.iter().map(|&x| f64::from(x)).sum::<f64>() / n;
        vec![
            ("grain", real(h.grain.all())),
            ("money", real(h.money.all())),
            ("animals", whole(h.animals.all())),
            ("sown", real(h.sown.all())),
            ("hunger", whole(h.hunger.all())),
            ("price", self.prices / f64::from(MONTHS)),
            ("sold", self.sold / n),
        ]
    }
}

/// The harvest's luck becomes known.
pub fn open(regions: &mut [Region], clock: Clock) {
    if clock.of_year() == HARVEST {
        regions.iter_mut().enumerate().for_each(|(r, region)| region.shock = clock.shock(r));
    }
}

/// Prices and leases are settled.
pub fn close(rules: &Rules, regions: &mut [Region], deeds: &ByRegion, clock: Clock) {
    let sowing = clock.of_year() == SOWING;
    for (region, deeds) in regions.iter_mut().zip(&deeds.0) {
        rules.set_price.rule(region, deeds, sowing);
    }
}

/// The start values of households.
pub fn settle(seed: u64, rows: Rows<'_>) {
    let dice = |name| Clock { seed, month: 0 }.dice(name);
    let (of_land, of_animals, of_mouths) = (dice("land"), dice("animals"), dice("mouths"));
    let (of_grain, of_money) = (dice("grain"), dice("money"));
    pass(
        rows,
        #[inline(always)]
        |(): &mut (), block| {
            let (first, land, grain, money, sown, _, mouths, animals, _) = block;
            for i in 0..LANES {
                let who = u64::from(first) + i as u64;
                land[i] = 2.0 + 12.0 * of_land.unit(who);
                sown[i] = 0.6 * land[i];
                let u = of_animals.unit(who);
                animals[i] = u8::from(u >= 0.30) + u8::from(u >= 0.75) + u8::from(u >= 0.93);
                mouths[i] = 2 + (7.0 * of_mouths.unit(who)) as u8;
                grain[i] = f32::from(mouths[i]) * (10.0 + 10.0 * of_grain.unit(who));
                money[i] = 5.0 + 45.0 * of_money.unit(who);
            }
        },
    );
}
