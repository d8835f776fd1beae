//! The regions: prices, the harvest's luck, and what their households did together in a month.

use kernel::pass::Sums;

/// The number of regions.
pub const REGIONS: usize = 10;

/// A region as its households find it at the start of a month.
#[derive(Clone, Copy, Debug)]
pub struct Region {
    /// Price of grain, roubles a pud.
    pub price: f64,
    /// The price that people remember, roubles a pud.
    pub slow_price: f64,
    /// Harvest against an ordinary one.
    pub shock: f64,
    /// Share of the land wanted on lease that is had.
    pub leased_in: f64,
    /// Share of the land offered on lease that is taken.
    pub leased_out: f64,
    /// Households.
    pub households: f64,
}

impl Region {
    /// A region before its first month.
    pub fn new(households: usize) -> Region {
        let households = households as f64;
        Region {
            price: 1.0,
            slow_price: 1.0,
            shock: 1.0,
            leased_in: 0.0,
            leased_out: 0.0,
            households,
        }
    }
}

/// What households did together in a month.
#[derive(Clone, Copy, Debug, Default)]
pub struct Deeds {
    /// Grain bought, pud.
    pub demand: f64,
    /// Grain sold, pud.
    pub supply: f64,
    /// Taxes, roubles.
    pub treasury: f64,
    /// Spent on goods, roubles.
    pub goods: f64,
    /// Land wanted on lease, dessiatines.
    pub want: f64,
    /// Land offered on lease, dessiatines.
    pub offer: f64,
}

impl Sums for Deeds {
    fn add(&mut self, other: Deeds) {
        self.demand += other.demand;
        self.supply += other.supply;
        self.treasury += other.treasury;
        self.goods += other.goods;
        self.want += other.want;
        self.offer += other.offer;
    }
}

/// The deeds of each region.
#[derive(Clone, Copy, Debug, Default)]
pub struct ByRegion(pub [Deeds; REGIONS]);

impl ByRegion {
    /// The deeds of one region, and of no other.
    pub fn of(region: usize, deeds: Deeds) -> ByRegion {
        let mut all = ByRegion::default();
        all.0[region] = deeds;
        all
    }
}

impl Sums for ByRegion {
    fn add(&mut self, other: ByRegion) {
        self.0.iter_mut().zip(other.0).for_each(|(deeds, more)| deeds.add(more));
    }
}
