//! Households by what they sow, own, hire and lease.

use kernel::{Id, pass, sums, weighted};
use society::{Households, Region};

/// Hectares in a dessiatine, in hundredths.
const DESSIATINE: f64 = 109.25;
/// Share of what it sows that a household states to a census. The counts of the time have 88.5
/// million hectares for 1924, the series corrected for concealment, by which the model is
/// measured, 98.1 (both rows of `sown_area_all_crops@1924`). The classes are those of the counts.
const STATED: f64 = 88.5 / 98.1;
/// The bounds of the classes by stated area, in hundredths of a hectare really sown.
const FOUR_DESSIATINES: u32 = (4.0 * DESSIATINE / STATED) as u32;
const TEN_DESSIATINES: u32 = (10.0 * DESSIATINE / STATED) as u32;
/// Below a tenth of a hectare a household counts as not sowing.
const NEXT_TO_NOTHING: u32 = 10;

sums! {
    /// Households of a region, counted.
    pub(super) struct Strata {
        /// By sown area: none, to 4, to 10, over 10 dessiatines as stated to a census.
        pub area: [i64; 4],
        /// By horses: none, one, two, three and more.
        pub horses: [i64; 4],
        /// Those that hire labour.
        pub hiring: i64,
        /// Those that lease land in.
        pub leasing: i64,
    }
}

impl Strata {
    /// Those of `region`.
    pub fn of(households: &Households, region: Id<Region>) -> Strata {
        let (h, rows) = (households, &households.rows[region]);
        let columns = (
            h.weight.of(rows),
            h.sown.of(rows),
            h.horses.of(rows),
            h.hires.of(rows),
            h.leased.of(rows),
        );
        pass(
            columns,
            #[inline(always)]
            |sums: &mut Strata, (weight, sown, horses, hires, leased)| {
                // Each bound is asked of all rows: without branches many are counted at a time.
                let area = [
                    sown.map(|x| x <= NEXT_TO_NOTHING),
                    sown.map(|x| x > NEXT_TO_NOTHING && x <= FOUR_DESSIATINES),
                    sown.map(|x| x > FOUR_DESSIATINES && x <= TEN_DESSIATINES),
                    sown.map(|x| x > TEN_DESSIATINES),
                ];
                let herds = [
                    horses.map(|n| n == 0),
                    horses.map(|n| n == 1),
                    horses.map(|n| n == 2),
                    horses.map(|n| n > 2),
                ];
                for class in 0..4 {
                    sums.area[class] += weighted(weight, &area[class]);
                    sums.horses[class] += weighted(weight, &herds[class]);
                }
                sums.hiring += weighted(weight, hires);
                sums.leasing += weighted(weight, &leased.map(|x| x > 0));
            },
        )
    }
}
