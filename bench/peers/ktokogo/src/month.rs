//! The page of the month: which rules a household lives through, in what order, and what regions make
//! of it.

use kernel::chance::decision;
use kernel::pass::Sums;
use kernel::{LANES, Month, Parameters, Squares, pass};

use crate::households::Rows;
use crate::market::{Deeds, Region};
use crate::mechanisms::{
    BuyGoods, Eat, Harvest, Lease, Restock, Row, Sell, SetPrice, Sow, Tax, Terms,
};

/// The mechanisms.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// The harvest.
    pub harvest: Harvest,
    /// Sowing.
    pub sow: Sow,
    /// Leases.
    pub lease: Lease,
    /// Draught animals.
    pub restock: Restock,
    /// Eating.
    pub eat: Eat,
    /// Sales of grain.
    pub sell: Sell,
    /// Taxes.
    pub tax: Tax,
    /// Goods.
    pub buy_goods: BuyGoods,
    /// Prices.
    pub set_price: SetPrice,
}

impl Rules {
    /// All parameters as the benchmark has them.
    pub fn central() -> Rules {
        Rules {
            harvest: Harvest::central(),
            sow: Sow::central(),
            lease: Lease::central(),
            restock: Restock::central(),
            eat: Eat::central(),
            sell: Sell::central(),
            tax: Tax::central(),
            buy_goods: BuyGoods::central(),
            set_price: SetPrice::central(),
        }
    }
}

/// The clock of a run and its seed.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    /// Seed of the run.
    pub seed: u64,
    /// Months since the start, which is a January.
    pub month: u32,
}

impl Clock {
    /// The dice of a decision in this month.
    pub fn dice(&self, name: &str) -> Squares {
        Squares::new(self.seed, decision(name), Month::new(1, 1).plus(self.month as i32))
    }

    /// Calendar month, 0 to 11.
    pub fn of_year(&self) -> u32 {
        self.month % 12
    }

    /// Months to the next harvest, 1 to 12.
    pub fn to_harvest(&self) -> u32 {
        (18 - self.of_year()) % 12 + 1
    }

    /// The harvest's luck in a region this year: a fixed formula, the same in every run.
    pub fn shock(&self, region: usize) -> f64 {
        let year = f64::from(self.month / 12);
        1.0 + 0.25 * libm::sin(12.9898 * (region as f64 + 1.0) + 78.233 * (year + 1.0))
    }
}

/// The calendar month of the harvest.
pub const HARVEST: u32 = 7;
/// Of sowing.
pub const SOWING: u32 = 8;
/// Of leases.
pub const LEASING: u32 = 9;
/// Of the trade in animals.
pub const RESTOCKING: u32 = 10;
/// Any other month.
const ORDINARY: u32 = 0;

/// What a region tells its households this month.
pub fn terms(rules: &Rules, region: &Region, clock: Clock, zeal: f64) -> Terms {
    Terms {
        price: region.price as f32,
        inverse_price: (1.0 / region.price) as f32,
        shock: region.shock as f32,
        leased_in: region.leased_in as f32,
        leased_out: region.leased_out as f32,
        sale_chance: rules.sell.chance(region.price as f32, region.slow_price as f32),
        months: clock.to_harvest() as f32,
        zeal: zeal as f32,
    }
}

/// Households of one region live through the month. `SHOPS`: they buy goods at once, as in PM-1.
pub fn live<const SHOPS: bool>(
    rules: &Rules,
    terms: &Terms,
    clock: Clock,
    rows: Rows<'_>,
) -> Deeds {
    let tally = match clock.of_year() {
        HARVEST => live_in::<HARVEST, SHOPS>(rules, terms, clock, rows),
        SOWING => live_in::<SOWING, SHOPS>(rules, terms, clock, rows),
        LEASING => live_in::<LEASING, SHOPS>(rules, terms, clock, rows),
        RESTOCKING => live_in::<RESTOCKING, SHOPS>(rules, terms, clock, rows),
        _ => live_in::<ORDINARY, SHOPS>(rules, terms, clock, rows),
    };
    tally.deeds()
}

/// The month itself: every rule in its order, household by household, in blocks.
fn live_in<const MONTH: u32, const SHOPS: bool>(
    rules: &Rules,
    terms: &Terms,
    clock: Clock,
    rows: Rows<'_>,
) -> Tally {
    let (yearly, monthly) = (clock.dice("yearly"), clock.dice("sell"));
    pass(
        rows,
        #[inline(always)]
        |tally: &mut Tally, block| {
            let (first, land, grain, money, sown, lease, mouths, animals, hunger) = block;
            // Copies, so that nothing that is written can be taken for something that is read.
            let (rules, terms) = (*rules, *terms);
            let mut rows = Block {
                land: *land,
                grain: *grain,
                money: *money,
                mouths: *mouths,
                ..Block::default()
            };
            rows.hunger = *hunger;
            if MONTH >= HARVEST {
                (rows.sown, rows.animals, rows.lease) = (*sown, *animals, *lease);
            }
            let luck = monthly.unit_block(first);
            let yearly_luck = match MONTH {
                HARVEST | RESTOCKING => yearly.unit_block(first),
                _ => luck,
            };
            let mut sums = Lanes::default();
            for i in 0..LANES {
                let mut row = rows.row(i);
                if MONTH == HARVEST {
                    rules.harvest.rule(&mut row, &terms, yearly_luck[i]);
                }
                if MONTH == SOWING {
                    (sums.want[i], sums.offer[i]) = rules.sow.rule(&mut row);
                }
                if MONTH == LEASING {
                    rules.lease.rule(&mut row, &terms);
                }
                if MONTH == RESTOCKING {
                    rules.restock.rule(&mut row, yearly_luck[i]);
                }
                let need = rules.eat.need(&row);
                let (bought, hungered) = rules.eat.rule(&mut row, &terms);
                let sold = rules.sell.rule(&mut row, &terms, need, luck[i]);
                let (taxes, given) = rules.tax.rule(&mut row, &terms);
                if SHOPS {
                    sums.goods[i] = rules.buy_goods.order(row.money);
                    row.money -= sums.goods[i];
                }
                rows.hunger[i] += u8::from(hungered);
                sums.demand[i] = bought;
                sums.supply[i] = sold + given;
                sums.treasury[i] = taxes;
                rows.take_back(i, &row);
            }
            (*grain, *money, *hunger) = (rows.grain, rows.money, rows.hunger);
            if MONTH == SOWING || MONTH == LEASING {
                (*sown, *lease) = (rows.sown, rows.lease);
            }
            if MONTH == RESTOCKING {
                *animals = rows.animals;
            }
            tally.lanes.add(&sums);
        },
    )
}

/// Sixteen households.
#[derive(Clone, Copy, Default)]
struct Block {
    land: [f32; LANES],
    grain: [f32; LANES],
    money: [f32; LANES],
    sown: [f32; LANES],
    lease: [f32; LANES],
    mouths: [u8; LANES],
    animals: [u8; LANES],
    hunger: [u8; LANES],
}

impl Block {
    #[inline(always)]
    fn row(&self, i: usize) -> Row {
        Row {
            land: self.land[i],
            grain: self.grain[i],
            money: self.money[i],
            sown: self.sown[i],
            lease: self.lease[i],
            mouths: f32::from(self.mouths[i]),
            animals: self.animals[i],
            seed: 0.0,
        }
    }

    #[inline(always)]
    fn take_back(&mut self, i: usize, row: &Row) {
        (self.grain[i], self.money[i]) = (row.grain, row.money);
        (self.sown[i], self.lease[i], self.animals[i]) = (row.sown, row.lease, row.animals);
    }
}

/// Sums of blocks, lane by lane, so that no household waits for another.
#[derive(Clone, Copy, Debug, Default)]
struct Lanes {
    demand: [f32; LANES],
    supply: [f32; LANES],
    treasury: [f32; LANES],
    goods: [f32; LANES],
    want: [f32; LANES],
    offer: [f32; LANES],
}

impl Lanes {
    #[inline(always)]
    fn add(&mut self, more: &Lanes) {
        let add = |sum: &mut [f32; LANES], more: &[f32; LANES]| {
            sum.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
        };
        add(&mut self.demand, &more.demand);
        add(&mut self.supply, &more.supply);
        add(&mut self.treasury, &more.treasury);
        add(&mut self.goods, &more.goods);
        add(&mut self.want, &more.want);
        add(&mut self.offer, &more.offer);
    }
}

/// Sums of a pass.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    lanes: Lanes,
    /// Sums of other parts, in full.
    others: Deeds,
}

impl Tally {
    fn deeds(&self) -> Deeds {
        let total = |lanes: &[f32; LANES]| lanes.iter().map(|&x| f64::from(x)).sum();
        let mut deeds = Deeds {
            demand: total(&self.lanes.demand),
            supply: total(&self.lanes.supply),
            treasury: total(&self.lanes.treasury),
            goods: total(&self.lanes.goods),
            want: total(&self.lanes.want),
            offer: total(&self.lanes.offer),
        };
        deeds.add(self.others);
        deeds
    }
}

impl Sums for Tally {
    fn add(&mut self, other: Tally) {
        self.others.add(other.deeds());
    }
}
