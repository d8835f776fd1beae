//! A country of PM-2: regions of districts, with room in each for the households that split off.

use kernel::pass::Columns;
use kernel::squares::pick;
use kernel::{Column, Squares, each_group};

use crate::country::{close, open, settle};
use crate::households::{Household, Households};
use crate::market::{ByRegion, REGIONS, Region};
use crate::meet::{District, Lots, Meetings, PARTNERS, Seen, trade};
use crate::month::{Clock, Rules, live, terms};
use crate::queue::{CELLS, Orders, Trusts, cell};
use crate::report::Watch;
use crate::split::{SPLITTING, split};

/// Households for which a region has one more district.
const DISTRICT: usize = 250_000;
/// Households for which there is one official.
const PER_OFFICIAL: usize = 100;
/// Chance that an official moves in a month.
const MOVES: f32 = 0.02;

/// A country, its households district by district.
pub struct Districts {
    rules: Rules,
    seed: u64,
    started_with: usize,
    households: Households,
    /// What the meetings of the month give each household, pud and roubles.
    flow: Column<Household, [f32; 2]>,
    /// Households of each district.
    alive: Vec<u32>,
    /// Rows of each district, spare ones and all.
    room: usize,
    ends: Vec<usize>,
    regions: Vec<Region>,
    officials: Vec<u32>,
    trusts: Trusts,
    totals: Totals,
}

/// What is summed over the months.
#[derive(Default)]
struct Totals {
    prices: f64,
    sold: f64,
    traded: f64,
    bought: f64,
    moved: f64,
    meeting: f64,
}

impl Districts {
    /// A country of `n` households before its first month.
    pub fn new(n: usize, seed: u64) -> Districts {
        let districts = REGIONS * (n / DISTRICT).max(1);
        let size = |d: usize| (n * (d + 1)).div_ceil(districts) - (n * d).div_ceil(districts);
        let alive: Vec<u32> = (0..districts).map(|d| size(d) as u32).collect();
        let room = n.div_ceil(districts) * 6 / 5 + 64;
        let ends: Vec<usize> = (1..=districts).map(|d| d * room).collect();
        let mut households = Households::empty(districts * room);
        each_group(households.rows(), &ends, |d, rows| {
            settle(seed, rows.split(alive[d] as usize).0);
        });
        let dice = Clock { seed, month: 0 }.dice("seats");
        let seat = |i| pick(dice.throw(i), districts) as u32;
        let mut country = Districts {
            rules: Rules::central(),
            seed,
            started_with: n,
            flow: Column::filled([0.0; 2], districts * room),
            households,
            alive,
            room,
            ends,
            regions: (0..REGIONS).map(|_| Region::new(0)).collect(),
            officials: (0..(n / PER_OFFICIAL) as u64).map(seat).collect(),
            trusts: Trusts::new(n),
            totals: Totals::default(),
        };
        country.count();
        country
    }

    fn region(&self, district: usize) -> usize {
        REGIONS * district / self.ends.len()
    }

    /// Counts the households of each region.
    fn count(&mut self) {
        self.regions.iter_mut().for_each(|region| region.households = 0.0);
        for d in 0..self.alive.len() {
            let region = self.region(d);
            self.regions[region].households += f64::from(self.alive[d]);
        }
    }

    /// Lives through month `month`, counted from 0.
    pub fn live(&mut self, month: u32) {
        let clock = Clock { seed: self.seed, month };
        open(&mut self.regions, clock);
        let zeal = self.move_officials(clock);
        if clock.of_year() == SPLITTING {
            let (alive, dice) = (&self.alive, clock.dice("split"));
            let rows = self.households.rows();
            let grown =
                each_group(rows, &self.ends, |d, rows| split(rows, alive[d] as usize, dice));
            self.alive = grown.0;
            self.count();
        }
        let watch = Watch::start();
        self.meet(clock);
        self.totals.meeting += watch.read().1;
        let orders = self.sweep(clock, &zeal);
        close(&self.rules, &mut self.regions, &orders.deeds, clock);
        self.buy(clock, &orders.ordered);
        self.totals.prices += self.regions.iter().map(|r| r.price).sum::<f64>() / REGIONS as f64;
        self.totals.sold += orders.deeds.0.iter().map(|d| d.supply).sum::<f64>();
    }

    /// Officials move. Gives the zeal of each district.
    fn move_officials(&mut self, clock: Clock) -> Vec<f64> {
        let (goes, to) = (clock.dice("move"), clock.dice("seat"));
        let districts = self.alive.len();
        let mut seated = vec![0.0; districts];
        for (seat, who) in self.officials.iter_mut().zip(0..) {
            if goes.unit(who) < MOVES {
                *seat = pick(to.throw(who), districts) as u32;
                self.totals.moved += 1.0;
            }
            seated[*seat as usize] += 1.0;
        }
        let per = PER_OFFICIAL as f64;
        let zeal = |(o, &k): (&f64, &u32)| (per * o / f64::from(k)).clamp(0.5, 1.5);
        seated.iter().zip(&self.alive).map(zeal).collect()
    }

    /// Households meet; what the meetings gave is added up afterwards.
    fn meet(&mut self, clock: Clock) {
        let lots = Lots(["first", "second", "third"].map(|name| clock.dice(name)));
        let price: Vec<f32> =
            (0..self.alive.len()).map(|d| self.regions[self.region(d)].price as f32).collect();
        let (alive, room) = (&self.alive, self.room);
        let h = &mut self.households;
        let columns = (h.grain.all(), h.money.all(), h.mouths.all(), self.flow.all_mut());
        let meetings = each_group(columns, &self.ends, |d, (grain, money, mouths, flow)| {
            let k = alive[d] as usize;
            let (first, price) = ((d * room) as u32, price[d]);
            let (grain, money, mouths) = (&grain[..k], &money[..k], &mouths[..k]);
            District { first, price, grain, money, mouths, flow: &mut flow[..k] }.meet(lots)
        });
        let outside = self.meet_outside(clock.dice("outside"), &meetings, &price);
        self.totals.traded += meetings.traded + outside;
        let h = &mut self.households;
        let columns = (h.grain.all_mut(), h.money.all_mut(), self.flow.all_mut());
        each_group(columns, &self.ends, |_, (grain, money, flow)| {
            for ((grain, money), flow) in grain.iter_mut().zip(money).zip(flow) {
                *grain = (*grain + flow[0]).max(0.0);
                *money = (*money + flow[1]).max(0.0);
                *flow = [0.0; 2];
            }
        });
    }

    /// The meetings with households of the whole country. Gives the grain that changed hands, pud.
    fn meet_outside(&mut self, dice: Squares, meetings: &Meetings, price: &[f32]) -> f64 {
        let mut traded = 0.0;
        for &(who, meeting) in &meetings.outside {
            let i = who as usize;
            let j = self.anybody(dice, u64::from(who) * PARTNERS as u64 + u64::from(meeting));
            let price = price[i / self.room];
            let grain = trade(self.seen(i), self.seen(j), 1.0 / price);
            traded += f64::from(grain.abs());
            let flow = self.flow.all_mut();
            for (row, grain) in [(i, grain), (j, -grain)] {
                flow[row][0] += grain;
                flow[row][1] -= grain * price;
            }
        }
        traded
    }

    /// The row of a household drawn from the whole country; spare rows are drawn again.
    fn anybody(&self, dice: Squares, address: u64) -> usize {
        let rows = self.households.land.len();
        let draw = |again: u64| pick(dice.throw((address << 8) | again), rows);
        let lives = |row: &usize| row % self.room < self.alive[row / self.room] as usize;
        (0..256).map(draw).find(lives).unwrap_or(0)
    }

    fn seen(&self, row: usize) -> Seen {
        let h = &self.households;
        let mouths = f32::from(h.mouths.all()[row]);
        Seen { grain: h.grain.all()[row], money: h.money.all()[row], mouths }
    }

    /// The month of PM-1 without shops, and what households order.
    fn sweep(&mut self, clock: Clock, zeal: &[f64]) -> Orders {
        let dice = clock.dice("queue");
        let of_region: Vec<usize> = (0..self.alive.len()).map(|d| self.region(d)).collect();
        let Districts { rules, regions, alive, households, ends, .. } = self;
        each_group(households.rows(), ends, |d, rows| {
            let rows = rows.split(alive[d] as usize).0;
            let region = of_region[d];
            let terms = terms(rules, &regions[region], clock, zeal[d]);
            let numbers = rows.0;
            let again = (
                numbers,
                &mut *rows.1,
                &mut *rows.2,
                &mut *rows.3,
                &mut *rows.4,
                &mut *rows.5,
                &mut *rows.6,
                &mut *rows.7,
                &mut *rows.8,
            );
            let deeds = ByRegion::of(region, live::<false>(rules, &terms, clock, again));
            let mut ordered = vec![0.0; CELLS];
            for (&money, who) in rows.3.iter().zip(u64::from(numbers.first)..) {
                ordered[cell(dice.throw(who))] += f64::from(rules.buy_goods.order(money));
            }
            Orders { deeds, ordered }
        })
    }

    /// The trusts serve their queues, and households pay.
    fn buy(&mut self, clock: Clock, ordered: &[f64]) {
        let dice = clock.dice("queue");
        let (shares, sold) = self.trusts.serve(ordered);
        self.totals.bought += sold;
        let (rules, alive, room) = (&self.rules, &self.alive, self.room);
        each_group((self.households.money.all_mut(),), &self.ends, |d, (money,)| {
            let money: &mut [f32] = money;
            let first = (d * room) as u64;
            for (money, who) in money[..alive[d] as usize].iter_mut().zip(first..) {
                *money -= rules.buy_goods.order(*money) * shares[cell(dice.throw(who))];
            }
        });
    }

    /// Nanoseconds of processor time that a meeting cost, all told.
    pub fn meeting_ns(&self, months: u32) -> f64 {
        let meetings = (self.started_with * PARTNERS) as f64 * f64::from(months);
        self.totals.meeting / meetings * 1e9
    }

    /// The means by which answers are compared, after all months.
    pub fn means(&self, months: u32) -> Vec<(&'static str, f64)> {
        let h = &self.households;
        let count: f64 = self.alive.iter().map(|&k| f64::from(k)).sum();
        let n = self.started_with as f64;
        let real = |x: &[f32]| self.mean(x, count);
        let whole = |x: &[u8]| self.mean(x, count);
        let t = &self.totals;
        vec![
            ("grain", real(h.grain.all())),
            ("money", real(h.money.all())),
            ("animals", whole(h.animals.all())),
            ("sown", real(h.sown.all())),
            ("hunger", whole(h.hunger.all())),
            ("price", t.prices / f64::from(months)),
            ("sold", t.sold / n),
            ("households", count / n),
            ("traded", t.traded / n),
            ("bought", t.bought / n),
            ("moved", t.moved / self.officials.len() as f64),
        ]
    }

    fn mean<T: Copy + Into<f64>>(&self, column: &[T], count: f64) -> f64 {
        let districts = column.chunks(self.room).zip(&self.alive);
        let sum: f64 = districts
            .map(|(rows, &k)| rows[..k as usize].iter().map(|&x| x.into()).sum::<f64>())
            .sum();
        sum / count
    }
}
