//! Households meet and trade: three partners a month, nearly all of them inside the district.
//!
//! A district fits a near cache, so that looking at a neighbour drawn by lot costs little. The few who
//! look outside are put on a list, and their meetings held one after the other.

use std::ops::Range;

use kernel::pass::Sums;
use kernel::squares::pick;
use kernel::{LANES, Squares};

/// Meetings of a household in a month.
pub const PARTNERS: usize = 3;

/// One in a hundred meetings is outside the district: so many of 4,096.
const OUTSIDE: u32 = 41;

/// Who is richer in grain by so much sells.
const RICHER: f32 = 1.5;

/// Part of grain and money that is traded at a meeting.
const PART: f32 = 0.02;

/// What a meeting sees of a household.
#[derive(Clone, Copy, Debug, Default)]
pub struct Seen {
    /// Grain, pud.
    pub grain: f32,
    /// Money, roubles.
    pub money: f32,
    /// Mouths.
    pub mouths: f32,
}

/// Grain that `one` buys of `other`, pud; less than nothing if it sells. Without branches, since nobody
/// can foretell who is richer.
#[inline(always)]
pub fn trade(one: Seen, other: Seen, inverse_price: f32) -> f32 {
    // Grain a mouth is compared without a division.
    let (mine, theirs) = (one.grain * other.mouths, other.grain * one.mouths);
    let buys = PART * least(other.grain, one.money * inverse_price);
    let sells = PART * least(one.grain, other.money * inverse_price);
    let bought = if theirs > RICHER * mine { buys } else { 0.0 };
    let sold = if mine > RICHER * theirs { sells } else { 0.0 };
    bought - sold
}

/// The dice of the three meetings.
#[derive(Clone, Copy, Debug)]
pub struct Lots(pub [Squares; PARTNERS]);

/// The columns of a district, spare rows apart.
pub struct District<'a> {
    /// Number of its first household.
    pub first: u32,
    /// Price of grain, roubles a pud.
    pub price: f32,
    /// Grain, pud.
    pub grain: &'a [f32],
    /// Money, roubles.
    pub money: &'a [f32],
    /// Mouths.
    pub mouths: &'a [u8],
    /// What meetings give, pud and roubles.
    pub flow: &'a mut [[f32; 2]],
}

/// What the meetings of a month were.
#[derive(Default)]
pub struct Meetings {
    /// Grain that changed hands, pud.
    pub traded: f64,
    /// Households that look outside, with the number of the meeting.
    pub outside: Vec<(u32, u8)>,
}

impl Sums for Meetings {
    fn add(&mut self, mut other: Meetings) {
        self.traded += other.traded;
        self.outside.append(&mut other.outside);
    }
}

impl District<'_> {
    fn seen(&self, i: usize) -> Seen {
        Seen { grain: self.grain[i], money: self.money[i], mouths: f32::from(self.mouths[i]) }
    }

    /// All meetings inside the district.
    pub fn meet(&mut self, lots: Lots) -> Meetings {
        let mut meetings = Meetings::default();
        for block in (0..self.grain.len()).step_by(LANES) {
            let end = self.grain.len().min(block + LANES);
            // Rows behind the last have nothing and no mouths, so that nobody trades with them.
            let mut own = [Seen::default(); LANES];
            for i in block..end {
                own[i - block] = self.seen(i);
            }
            for (meeting, dice) in lots.0.into_iter().enumerate() {
                let drawn = dice.throw_block(self.first + block as u32);
                for (i, lot) in (block..end).zip(drawn) {
                    if goes_outside(lot) {
                        meetings.outside.push((self.first + i as u32, meeting as u8));
                    }
                }
                meetings.traded += f64::from(self.meet_block(block..end, &own, drawn));
            }
        }
        meetings
    }

    /// One meeting of each household of a block. Gives the grain that changed hands, pud.
    #[inline(always)]
    fn meet_block(&mut self, rows: Range<usize>, own: &[Seen; LANES], drawn: [u32; LANES]) -> f32 {
        let households = self.grain.len();
        let partners = drawn.map(|lot| pick(lot, households));
        let mut others = [Seen::default(); LANES];
        for (other, partner) in others.iter_mut().zip(partners) {
            *other = self.seen(partner);
        }
        let inverse_price = 1.0 / self.price;
        let mut grain = [0.0; LANES];
        for lane in 0..LANES {
            let traded = trade(own[lane], others[lane], inverse_price);
            grain[lane] = if goes_outside(drawn[lane]) { 0.0 } else { traded };
        }
        for (lane, partner) in partners.into_iter().enumerate() {
            let flow = &mut self.flow[partner];
            flow[0] -= grain[lane];
            flow[1] += grain[lane] * self.price;
        }
        for (flow, grain) in self.flow[rows].iter_mut().zip(grain) {
            flow[0] += grain;
            flow[1] -= grain * self.price;
        }
        grain.iter().map(|grain| grain.abs()).sum()
    }
}

/// Whether this lot leads out of the district.
#[inline(always)]
fn goes_outside(lot: u32) -> bool {
    lot % 4096 < OUTSIDE
}

/// The less of two, for numbers that are numbers.
#[inline(always)]
fn least(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
}
