//! The mechanisms of PM-1. Each has its parameters and a rule: a pure function of one household.
//!
//! The parameters are conventions of the benchmark and are not drawn; `bench/peers/SPEC.md` is their
//! source. Rules are written without branches on the household, so that the kernel's blocks become wide
//! instructions.

use kernel_derive::Parameters;

use crate::market::{Deeds, Region};

/// What a household finds in a month: its region in the numbers of a rule, and the calendar.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// Price of grain, roubles a pud.
    pub price: f32,
    /// One over the price.
    pub inverse_price: f32,
    /// Harvest against an ordinary one.
    pub shock: f32,
    /// Share of the land wanted on lease that is had.
    pub leased_in: f32,
    /// Share of the land offered on lease that is taken.
    pub leased_out: f32,
    /// Chance that a household with a surplus sells.
    pub sale_chance: f32,
    /// Months to the next harvest.
    pub months: f32,
    /// How zealously taxes are collected; 1 in PM-1.
    pub zeal: f32,
}

/// One household in the month.
#[derive(Clone, Copy, Debug, Default)]
pub struct Row {
    /// Land, dessiatines.
    pub land: f32,
    /// Grain, pud.
    pub grain: f32,
    /// Money, roubles.
    pub money: f32,
    /// Sown, dessiatines.
    pub sown: f32,
    /// Leased, dessiatines.
    pub lease: f32,
    /// Mouths.
    pub mouths: f32,
    /// Draught animals.
    pub animals: u8,
    /// Seed that must be kept, pud.
    pub seed: f32,
}

impl Row {
    /// Land that it could work beyond its own, dessiatines; less than nothing if it has too much.
    #[inline(always)]
    fn gap(&self) -> f32 {
        4.0 * f32::from(self.animals) + 0.5 * self.mouths - self.land
    }
}

/// The harvest comes in.
#[derive(Clone, Copy, Debug, Parameters)]
pub struct Harvest {
    /// Grain from a dessiatine in an ordinary year.
    #[prior(Fixed(30.0), unit = "pud/dessiatine", source = "bench/peers/SPEC.md")]
    pub from_dessiatine: f32,
    /// The worst luck of a field.
    #[prior(Fixed(0.8), unit = "share", source = "bench/peers/SPEC.md")]
    pub worst: f32,
    /// From the worst luck to the best.
    #[prior(Fixed(0.4), unit = "share", source = "bench/peers/SPEC.md")]
    pub spread: f32,
}

impl Harvest {
    /// Grain comes in by luck `u`, and seed is set aside.
    #[inline(always)]
    pub fn rule(&self, row: &mut Row, terms: &Terms, u: f32) {
        let luck = self.worst + self.spread * u;
        row.grain += self.from_dessiatine * terms.shock * luck * row.sown;
        row.seed = 8.0 * row.sown;
    }
}

/// Winter crops are sown.
#[derive(Clone, Copy, Debug, Parameters)]
pub struct Sow {
    /// Seed.
    #[prior(Fixed(8.0), unit = "pud/dessiatine", source = "bench/peers/SPEC.md")]
    pub seed: f32,
    /// Grain that a household wants to have for each dessiatine that it sows.
    #[prior(Fixed(16.0), unit = "pud/dessiatine", source = "bench/peers/SPEC.md")]
    pub grain_for: f32,
}

impl Sow {
    /// Sows what land, animals and grain allow. Gives the land that it wants and that it offers.
    #[inline(always)]
    pub fn rule(&self, row: &mut Row) -> (f32, f32) {
        let gap = row.gap();
        let can = row.land.min(gap + row.land);
        row.sown = can.min(row.grain * (1.0 / self.grain_for));
        row.grain -= self.seed * row.sown;
        (gap.max(0.0), (-gap).max(0.0))
    }
}

/// Land is let and leased.
#[derive(Clone, Copy, Debug, Parameters)]
pub struct Lease {
    /// Seed and rent of the one who leases.
    #[prior(Fixed(11.0), unit = "pud/dessiatine", source = "bench/peers/SPEC.md")]
    pub cost: f32,
    /// Rent.
    #[prior(Fixed(3.0), unit = "pud/dessiatine", source = "bench/peers/SPEC.md")]
    pub rent: f32,
    /// Grain that he wants to have for each dessiatine.
    #[prior(Fixed(44.0), unit = "pud/dessiatine", source = "bench/peers/SPEC.md")]
    pub grain_for: f32,
}

impl Lease {
    /// Leases what it lacks, lets what it cannot work.
    #[inline(always)]
    pub fn rule(&self, row: &mut Row, terms: &Terms) {
        let gap = row.gap();
        let wanted = gap.max(0.0) * terms.leased_in;
        let leased = wanted.min(row.grain * (1.0 / self.grain_for));
        let let_out = (-gap).max(0.0) * terms.leased_out;
        row.grain += self.rent * let_out - self.cost * leased;
        row.sown += leased;
        row.lease = leased - let_out;
    }
}

/// Animals die and are bought.
#[derive(Clone, Copy, Debug, Parameters)]
pub struct Restock {
    /// Chance to lose one.
    #[prior(Fixed(0.05), unit = "share a year", source = "bench/peers/SPEC.md")]
    pub loss: f32,
    /// Luck from which it buys.
    #[prior(Fixed(0.7), unit = "share", source = "bench/peers/SPEC.md")]
    pub buys_from: f32,
    /// Price of one.
    #[prior(Fixed(20.0), unit = "rouble", source = "bench/peers/SPEC.md")]
    pub price: f32,
    /// Money from which it buys.
    #[prior(Fixed(30.0), unit = "rouble", source = "bench/peers/SPEC.md")]
    pub money_from: f32,
}

impl Restock {
    /// Loses or buys an animal by luck `u`.
    #[inline(always)]
    pub fn rule(&self, row: &mut Row, u: f32) {
        let loses = (u < self.loss) & (row.animals > 0);
        let buys = (u >= self.buys_from) & (row.money > self.money_from) & (row.animals < 4);
        row.animals = row.animals + u8::from(buys) - u8::from(loses);
        row.money -= if buys { self.price } else { 0.0 };
    }
}

/// The household eats, and buys what it lacks.
#[derive(Clone, Copy, Debug, Parameters)]
pub struct Eat {
    /// Need of a mouth.
    #[prior(Fixed(1.3), unit = "pud a month", source = "bench/peers/SPEC.md")]
    pub need: f32,
}

impl Eat {
    /// Need of the household, pud a month.
    #[inline(always)]
    pub fn need(&self, row: &Row) -> f32 {
        self.need * row.mouths
    }

    /// Eats its own grain, then what it can buy. Gives what it bought and whether it hungered.
    #[inline(always)]
    pub fn rule(&self, row: &mut Row, terms: &Terms) -> (f32, bool) {
        let need = self.need(row);
        let short = (need - row.grain).max(0.0);
        row.grain = (row.grain - need).max(0.0);
        let bought = short.min(row.money * terms.inverse_price);
        row.money = (row.money - bought * terms.price).max(0.0);
        (bought, bought < short)
    }
}

/// A household with a surplus sells half of it.
#[derive(Clone, Copy, Debug, Parameters)]
pub struct Sell {
    /// Part of the surplus that is sold.
    #[prior(Fixed(0.5), unit = "share", source = "bench/peers/SPEC.md")]
    pub part: f32,
    /// Chance at the price that people remember, less what 0.3 of the slope takes.
    #[prior(Fixed(0.2), unit = "share a month", source = "bench/peers/SPEC.md")]
    pub base: f32,
    /// How the chance rises with the price.
    #[prior(Fixed(0.6), unit = "share a month", source = "bench/peers/SPEC.md")]
    pub slope: f32,
}

impl Sell {
    /// Chance that a household with a surplus sells.
    pub fn chance(&self, price: f32, slow_price: f32) -> f32 {
        (self.base + self.slope * (price / slow_price - 0.7)).clamp(0.02, 0.9)
    }

    /// Sells by luck `u` what it does not need until the harvest. Gives what it sold, pud.
    #[inline(always)]
    pub fn rule(&self, row: &mut Row, terms: &Terms, need: f32, u: f32) -> f32 {
        let surplus = row.grain - need * terms.months - row.seed;
        let sells = (surplus > 0.0) & (u < terms.sale_chance);
        let sold = if sells { self.part * surplus } else { 0.0 };
        row.grain -= sold;
        row.money += sold * terms.price;
        sold
    }
}

/// Taxes are paid in money, and in grain where money is short.
#[derive(Clone, Copy, Debug, Parameters)]
pub struct Tax {
    /// Due on land.
    #[prior(Fixed(0.03), unit = "rouble/dessiatine a month", source = "bench/peers/SPEC.md")]
    pub on_land: f32,
    /// Due on money.
    #[prior(Fixed(0.01), unit = "share a month", source = "bench/peers/SPEC.md")]
    pub on_money: f32,
}

impl Tax {
    /// Pays. Gives what the treasury had, roubles, and the grain that was given for it, pud.
    #[inline(always)]
    pub fn rule(&self, row: &mut Row, terms: &Terms) -> (f32, f32) {
        let due = terms.zeal * (self.on_land * row.land + self.on_money * row.money);
        let cash = due.min(row.money);
        let grain = row.grain.min((due - cash) * terms.inverse_price);
        row.money -= cash;
        row.grain -= grain;
        (cash + grain * terms.price, grain)
    }
}

/// What is left above a reserve is in part spent on goods.
#[derive(Clone, Copy, Debug, Parameters)]
pub struct BuyGoods {
    /// Money that is kept.
    #[prior(Fixed(20.0), unit = "rouble", source = "bench/peers/SPEC.md")]
    pub kept: f32,
    /// Part of the rest that is spent.
    #[prior(Fixed(0.25), unit = "share a month", source = "bench/peers/SPEC.md")]
    pub part: f32,
}

impl BuyGoods {
    /// What a household with this money wants to spend, roubles.
    #[inline(always)]
    pub fn order(&self, money: f32) -> f32 {
        self.part * (money - self.kept).max(0.0)
    }
}

/// The price of a region moves with demand and supply.
#[derive(Clone, Copy, Debug, Parameters)]
pub struct SetPrice {
    /// How it answers to demand over supply.
    #[prior(Fixed(0.15), unit = "elasticity", source = "bench/peers/SPEC.md")]
    pub answer: f64,
    /// What towns spend on grain for each household.
    #[prior(Fixed(4.0), unit = "rouble a month", source = "bench/peers/SPEC.md")]
    pub towns: f64,
}

impl SetPrice {
    /// The region after a month of these deeds; leases are settled after sowing.
    pub fn rule(&self, region: &mut Region, deeds: &Deeds, sowing: bool) {
        let demand = deeds.demand + self.towns * region.households / region.price;
        let pull = libm::pow((demand + 1.0) / (deeds.supply + 1.0), self.answer);
        region.price = (region.price * pull).clamp(0.2, 5.0);
        region.slow_price = 0.9 * region.slow_price + 0.1 * region.price;
        if sowing {
            let share = |of: f64, by: f64| if by > 0.0 { (of / by).min(1.0) } else { 0.0 };
            region.leased_in = share(deeds.offer, deeds.want);
            region.leased_out = share(deeds.want, deeds.offer);
        }
    }
}
