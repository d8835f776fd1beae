//! Two lives side by side: when they part, and how many of their people live otherwise since.
//!
//! Chance is an address, so that two lives of one seed share their luck by construction. What can be
//! measured is how much of it falls to the same people: the share of addresses that exist in both.

use std::sync::atomic::{AtomicBool, Ordering};

use evidence::Evidence;
use kernel::{Column, Lineage, Month};
use society::{Households, Members, Posts, Society};

use crate::life::{Life, live};
use crate::record::Record;
use crate::run::{Plan, Stop};

/// How far two worlds lie apart at the end of a month. All are shares, 0 to 1, of those who live in
/// either world; who lives in one world only counts as different.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Apart {
    /// When.
    pub month: Month,
    /// Households with other mouths, land, horses or cattle.
    pub households: f64,
    /// Members with another job, region or standing.
    pub members: f64,
    /// Posts with another holder.
    pub posts: f64,
    /// Of all rows of both worlds, those that exist in both: what is thrown for them in one world is
    /// thrown for them in the other.
    pub shared: f64,
}

/// Two lives of the same length.
#[derive(Clone, Debug)]
pub struct Twin {
    /// The first life.
    pub one: Record,
    /// The second.
    pub other: Record,
    /// The first month at whose end the two countries differ in anything at all.
    pub parted: Option<Month>,
    /// Month by month, how far apart they are; empty unless that was asked for.
    pub apart: Vec<Apart>,
}

/// Lives two plans side by side; if `follow`, every row is compared in every month.
///
/// # Errors
/// As [`live`]; of a breach it names the mechanism.
pub fn twin(
    one: &Plan,
    other: &Plan,
    evidence: &Evidence,
    follow: bool,
    cancelled: &AtomicBool,
    month_done: &mut dyn FnMut(Month),
) -> Result<Twin, Stop> {
    let (mut parted, mut apart) = (None, Vec::new());
    let mut a = Life::new(one, evidence)?;
    // What the plans have in common is lived once.
    let common = one.first_difference(other);
    while let Some(month) = a.next().filter(|month| *month < common) {
        if cancelled.load(Ordering::Relaxed) {
            return Err(Stop::Cancelled);
        }
        a.live_month().map_err(|stop| named(stop, one, evidence, cancelled))?;
        apart.extend(follow.then(|| Apart::none(month)));
        month_done(month);
    }
    let mut b = match common {
        crate::FIRST => Life::new(other, evidence)?,
        _ => a.fork(other)?,
    };
    while let (Some(month), Some(_)) = (a.next(), b.next()) {
        if cancelled.load(Ordering::Relaxed) {
            return Err(Stop::Cancelled);
        }
        for (life, plan) in [(&mut a, one), (&mut b, other)] {
            life.live_month().map_err(|stop| named(stop, plan, evidence, cancelled))?;
        }
        if parted.is_none() && a.society() != b.society() {
            parted = Some(month);
        }
        apart.extend(follow.then(|| match parted {
            None => Apart::none(month),
            Some(_) => Apart::between(a.society(), b.society(), month),
        }));
        month_done(month);
    }
    Ok(Twin { one: a.into_record(), other: b.into_record(), parted, apart })
}

/// A breach with the mechanism at fault, found by living the plan again alone.
fn named(stop: Stop, plan: &Plan, evidence: &Evidence, cancelled: &AtomicBool) -> Stop {
    match live(plan, evidence, cancelled, &mut |_| {}) {
        Err(again) => again,
        Ok(_) => stop,
    }
}

impl Apart {
    /// Two countries that are one and the same.
    fn none(month: Month) -> Apart {
        Apart { month, households: 0.0, members: 0.0, posts: 0.0, shared: 1.0 }
    }

    /// How far two countries lie apart at the end of `month`.
    pub fn between(a: &Society, b: &Society, month: Month) -> Apart {
        let households = Count::households(&a.households, &b.households);
        let members = Count::members(&a.members, &b.members);
        let posts = Count::posts(&a.posts, &b.posts);
        let all = [&households, &members, &posts];
        let (both, either) = all.iter().fold((0, 0), |(both, either), count| {
            (both + count.both_rows, either + count.either_rows)
        });
        Apart {
            month,
            households: households.different(),
            members: members.different(),
            posts: posts.different(),
            shared: if either == 0 { 1.0 } else { both as f64 / either as f64 },
        }
    }
}

/// What two tables have in common, counted.
#[derive(Default)]
struct Count {
    /// Rows in both, rows in either.
    both_rows: u64,
    either_rows: u64,
    /// What the equal rows stand for, and all rows.
    equal: u64,
    all: u64,
}

impl Count {
    fn different(&self) -> f64 {
        if self.all == 0 { 0.0 } else { 1.0 - self.equal as f64 / self.all as f64 }
    }

    /// Walks two tables by lineage. `stands` says what a row of the first or the second table stands
    /// for, `same` whether two rows agree.
    fn of<R>(
        (a, b): (&Column<R, Lineage>, &Column<R, Lineage>),
        stands: impl Fn(bool, usize) -> u64,
        same: impl Fn(usize, usize) -> bool,
    ) -> Count {
        let mut count = Count::default();
        matched(a.all(), b.all(), |i, j| {
            let (first, second) =
                (i.map_or(0, |i| stands(true, i)), j.map_or(0, |j| stands(false, j)));
            count.either_rows += 1;
            count.all += first.max(second);
            if let (Some(i), Some(j)) = (i, j) {
                count.both_rows += 1;
                if same(i, j) {
                    count.equal += first.min(second);
                }
            }
        });
        count
    }

    fn households(a: &Households, b: &Households) -> Count {
        let stands = |first: bool, row: usize| {
            u64::from(if first { a.weight.all()[row] } else { b.weight.all()[row] })
        };
        Count::of((&a.lineage, &b.lineage), stands, |i, j| {
            a.mouths.all()[i] == b.mouths.all()[j]
                && a.land.all()[i] == b.land.all()[j]
                && a.horses.all()[i] == b.horses.all()[j]
                && a.cattle.all()[i] == b.cattle.all()[j]
        })
    }

    fn members(a: &Members, b: &Members) -> Count {
        Count::of(
            (&a.lineage, &b.lineage),
            |_, _| 1,
            |i, j| {
                a.job.all()[i] == b.job.all()[j]
                    && a.region.all()[i] == b.region.all()[j]
                    && a.standing.all()[i] == b.standing.all()[j]
            },
        )
    }

    fn posts(a: &Posts, b: &Posts) -> Count {
        let stands = |first: bool, row: usize| {
            u64::from(if first { a.stands_for.all()[row] } else { b.stands_for.all()[row] })
        };
        Count::of((&a.lineage, &b.lineage), stands, |i, j| a.holder.all()[i] == b.holder.all()[j])
    }
}

/// Pairs the rows of two tables by lineage and hands on each pair, or the row that has no twin.
fn matched(a: &[Lineage], b: &[Lineage], mut pair: impl FnMut(Option<usize>, Option<usize>)) {
    if a == b {
        (0..a.len()).for_each(|row| pair(Some(row), Some(row)));
        return;
    }
    let sorted = |rows: &[Lineage]| {
        let mut rows: Vec<(u64, usize)> = rows.iter().map(|who| who.0).zip(0..).collect();
        rows.sort_unstable();
        rows
    };
    let (a, b) = (sorted(a), sorted(b));
    let (mut i, mut j) = (0, 0);
    while i < a.len() || j < b.len() {
        match (a.get(i), b.get(j)) {
            (Some(x), Some(y)) if x.0 == y.0 => {
                pair(Some(x.1), Some(y.1));
                (i, j) = (i + 1, j + 1);
            }
            (Some(x), y) if y.is_none_or(|y| x.0 < y.0) => {
                pair(Some(x.1), None);
                i += 1;
            }
            (_, Some(y)) => {
                pair(None, Some(y.1));
                j += 1;
            }
            (_, None) => break,
        }
    }
}

#[cfg(test)]
#[path = "twin_tests.rs"]
mod tests;
