//! Of which series an account speaks: those that move with a switch that it does not leave at nought.
//!
//! Each switch is set to the ends of its range in turn, under the central account and with the same
//! luck. A series moves with it if one of its rows does, by more than chance among the lives and by
//! more than a tenth of the row's error and discrepancy (judgement: less cannot be told apart).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::AtomicBool;

use lab::LabError;
use lab::summary::{mean, spread};
use model::{SWITCHES, Theory};

use super::accounts::{Account, places};
use super::layout::Layout;
use super::live::{Whole, measured};
use crate::discrepancy::Discrepancy;
use crate::lives::{Design, World};

/// Part of a row's error and discrepancy below which a difference does not count (judgement).
const FELT: f64 = 0.1;
/// Standard errors of a mean difference below which it may be chance.
const BEYOND: f64 = 2.0;
/// Differences of a probability below this do not count (judgement).
const CHANCE: f64 = 0.01;

/// For each switch, in the order of [`SWITCHES`], the variables and decisions that move with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Speaks(pub Vec<BTreeSet<String>>);

impl Speaks {
    /// Whether an account names a mechanism for a variable or a decision. The central account, of
    /// which the null is made, speaks for itself.
    pub fn named(&self, account: &Account, name: &str) -> bool {
        let switches = self.0.iter().zip(&account.strengths);
        account.is_central()
            || switches.into_iter().any(|(moved, on)| *on != 0.0 && moved.contains(name))
    }

    /// Whether anything moves it.
    pub fn any(&self, name: &str) -> bool {
        self.0.iter().any(|moved| moved.contains(name))
    }
}

/// Lives needed for each design.
pub const LIVES: usize = 2 * SWITCHES.len();

/// Finds what moves with each switch, by these designs of the central account.
///
/// # Errors
/// As [`World::live`].
pub fn speaks(
    world: &World,
    central: &Account,
    designs: &[Design],
    (layout, discrepancy): (&Layout, &Discrepancy),
    progress: &Whole,
    cancelled: &AtomicBool,
) -> Result<Speaks, LabError> {
    let parameters = Theory::parameters();
    let mut all = Vec::new();
    for place in places() {
        let prior = parameters[place].declared.prior;
        let end = |p: f64| {
            let mut held = central.held();
            held.iter_mut().filter(|one| one.0 == place).for_each(|one| one.1 = prior.quantile(p));
            World { held, ..world.clone() }
        };
        let (low, _) = measured(&end(0.0), designs, layout, progress, cancelled)?;
        let (high, _) = measured(&end(1.0), designs, layout, progress, cancelled)?;
        all.push(moved(&low, &high, layout, discrepancy));
    }
    Ok(Speaks(all))
}

fn moved(
    low: &[Vec<f64>],
    high: &[Vec<f64>],
    layout: &Layout,
    discrepancy: &Discrepancy,
) -> BTreeSet<String> {
    let rows =
        layout.rows.iter().enumerate().map(|(place, row)| {
            (row.about().name.to_owned(), place, FELT * discrepancy.total(row))
        });
    let asked = layout
        .asked
        .iter()
        .enumerate()
        .map(|(n, asked)| (asked.id.clone(), layout.chances(n).start + asked.history, CHANCE));
    let mut found: BTreeMap<String, bool> = BTreeMap::new();
    for (name, place, least) in rows.chain(asked) {
        let both = low.iter().zip(high).map(|(low, high)| high[place] - low[place]);
        let apart: Vec<f64> = both.filter(|value| value.is_finite()).collect();
        *found.entry(name).or_default() |= felt(&apart, least);
    }
    found.into_iter().filter(|(_, felt)| *felt).map(|(name, _)| name).collect()
}

/// Whether differences are more than chance and more than the least that counts.
fn felt(apart: &[f64], least: f64) -> bool {
    let size = mean(apart).abs();
    // One difference tells nothing of chance: it counts as it is.
    let by_chance = match apart.len() {
        0 | 1 => 0.0,
        many => BEYOND * spread(apart) / libm::sqrt(many as f64),
    };
    size > least && size > by_chance
}

#[cfg(test)]
mod tests {
    use super::super::accounts::accounts;
    use super::*;

    #[test]
    fn what_an_account_leaves_at_nought_it_does_not_speak_of() {
        let all = accounts();
        let find = |key: &str| all.iter().find(|a| a.key == key).expect("it is there");
        let mut moved = vec![BTreeSet::new(); SWITCHES.len()];
        let ban = SWITCHES.iter().position(|(number, _)| *number == "M17").expect("it is there");
        moved[ban].insert("party.expelled".to_owned());
        let speaks = Speaks(moved);
        assert!(!speaks.named(find("lecture"), "party.expelled"));
        assert!(speaks.named(find("lecture+M17"), "party.expelled"));
        assert!(!speaks.named(find("kotkin"), "grain.harvest"), "nothing moves it");
        assert!(speaks.any("party.expelled") && !speaks.any("grain.harvest"));
    }

    #[test]
    fn a_difference_is_felt_if_it_is_large_and_no_chance() {
        assert!(felt(&[1.0, 1.1, 0.9], 0.5));
        assert!(!felt(&[1.0, 1.1, 0.9], 2.0), "too small to count");
        assert!(!felt(&[5.0, -4.0, 0.5], 0.1), "chance");
        assert!(!felt(&[], 0.0) && !felt(&[0.0, 0.0], 0.0));
    }
}
