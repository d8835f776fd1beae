//! Sampling of the households: each row stands for equal households of one region and stratum.

use kernel::Lineage;
use society::{Households, REGIONS, Regions};

use crate::start::{Missing, Start};

/// Builds about `rows` rows, spread over the regions by their households. The strata come by
/// quantiles, not by chance: row `i` of `n` stands at the quantile `(i + 0.5) / n` of land, and at
/// well-spread quantiles of mouths and animals.
pub fn build(start: &Start<'_>, regions: &Regions, rows: usize) -> Result<Households, Missing> {
    let millions = start.by_region("households")?;
    let counts: Vec<u64> = millions.iter().map(|m| (m * 1e6) as u64).collect();
    let total: u64 = counts.iter().sum();
    let mut table = Households::default();
    for (region, &households) in counts.iter().enumerate() {
        let wanted = (rows as f64 * households as f64 / total as f64) as u64;
        let n = wanted.clamp(3, households) as usize;
        let first = table.len();
        let about = Region { start, regions, region, households, n };
        about.add_rows(&mut table)?;
        table.rows.push(first..table.len());
    }
    Ok(table)
}

struct Region<'a> {
    start: &'a Start<'a>,
    regions: &'a Regions,
    region: usize,
    households: u64,
    n: usize,
}

/// Fractional parts of multiples of this number fill the unit interval evenly (golden ratio), and
/// of the next ones independently of it (square roots of 2 and 3).
const SPREAD: [f64; 4] =
    [0.618_033_988_749_894_9, 0.414_213_562_373_095, 0.732_050_807_568_877, 0.236_067_977_499_789];

impl Region<'_> {
    fn mean(&self, name: &str) -> Result<f64, Missing> {
        Ok(self.start.by_region(name)?[self.region])
    }

    fn add_rows(&self, table: &mut Households) -> Result<(), Missing> {
        let sown =
            self.regions.sown_1916.all()[self.region].real() * self.start.one("peasant_land")?;
        let mean_land = sown / self.households as f64;
        let landless = self.start.one("landless")?;
        let spread = self.start.one("land_spread")?;
        let (mouths, horses) = (self.mean("mouths")?, self.mean("horses")?);
        let (cattle, pigs) = (self.mean("cattle")?, self.mean("pigs")?);
        let harvest = self.mean("yield")? * 0.93 * self.mean("grain_left")?;
        let horseless = self.start.one("no_horse")?;
        // Households before row `i`, so that the rows that stand for one more lie evenly among all
        // strata: rows come in the order of their land.
        let before = |i: usize| self.households * i as u64 / self.n as u64;
        // The mean of a lognormal is exp(spread^2 / 2) times its median.
        let median = mean_land / (1.0 - landless) * libm::exp(-0.5 * spread * spread);
        for i in 0..self.n {
            let at = (i as f64 + 0.5) / self.n as f64;
            let even = |k: usize| ((i as f64 + 0.5) * SPREAD[k] + 0.5).fract();
            let land = if at < landless {
                0.0
            } else {
                let p = (at - landless) / (1.0 - landless);
                median * libm::exp(spread * quantile(p))
            };
            let relative = land / mean_land;
            let size = mouths * (0.72 + 0.28 * relative.min(2.5)) * (0.75 + 0.5 * even(0));
            let mouths = libm::round(size).clamp(1.0, 14.0);
            let animals = |mean: f64, k: usize| {
                let expected = mean * (0.30 + 0.70 * relative.min(4.0));
                (expected + even(k)).floor().clamp(0.0, 40.0) as u8
            };
            // Horseless households are the small ones first: the share falls with land and is the
            // recorded one in the mean.
            let horses = if even(3) < (2.0 * horseless * (1.0 - at)).min(1.0) {
                0
            } else {
                animals(horses / (1.0 - horseless), 1).max(1)
            };
            table.lineage.push(Lineage(((self.region as u64) << 40 | i as u64) + 1));
            table.weight.push((before(i + 1) - before(i)) as u32);
            table.children.push(0);
            table.mouths.push(mouths as u8);
            table.land.push(land as u32);
            table.leased.push(0);
            table.sown.push(land as u32);
            table.grain.push((land / 100.0 * harvest) as u32);
            table.hidden.push(0);
            table.horses.push(horses);
            table.cattle.push(animals(cattle, 2));
            table.pigs.push(animals(pigs, 0));
            table.hires.push(false);
            table.lack.push(0);
            table.fed.push(60);
            table.divides.push(false);
        }
        Ok(())
    }
}

fn quantile(p: f64) -> f64 {
    kernel::parameter::normal_quantile(p.clamp(1e-6, 1.0 - 1e-6))
}

/// Puts the rows of each region in another order. For tests: nothing may depend on row order.
pub fn permuted(households: &Households, seed: u64) -> Households {
    let mut order: Vec<u32> = Vec::with_capacity(households.len());
    for region in 0..REGIONS.len() {
        let mut rows: Vec<usize> = households.rows[kernel::Id::new(region)].clone().collect();
        rows.sort_by_key(|&i| {
            let lineage = Lineage(households.lineage.all()[i].0 ^ seed.rotate_left(17));
            lineage.child(seed as u32).0
        });
        order.extend(rows.into_iter().map(|i| i as u32));
    }
    let mut other = households.clone();
    other.reorder(&order);
    other
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spread_numbers_fill_the_unit_interval() {
        // Discrepancy of such a sequence of 1,000 points is far below 0.05 in each tenth.
        for (k, step) in SPREAD.iter().enumerate() {
            let mut tenth = [0; 10];
            for i in 0..1000 {
                let x = ((f64::from(i) + 0.5) * step + 0.5).fract();
                tenth[(x * 10.0) as usize] += 1;
            }
            assert!(tenth.iter().all(|&n| (95..=105).contains(&n)), "{k}: {tenth:?}");
        }
    }
}
