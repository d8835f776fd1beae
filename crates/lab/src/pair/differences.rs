//! The table of differences: what stands higher or lower in the changed world, and in how many draws.

use std::cmp::Ordering;

use kernel::Month;
use model::{Record, VARIABLES};

use super::Pair;
use crate::ensemble::{DrawResult, Ensemble};
use crate::record::annualise;
use crate::summary::quantiles;

/// What a table shows unless the user asks for something else: people, production, prices, power. A
/// choice (judgement), made before any difference was looked at.
pub const WATCHED: &[&str] = &[
    "grain.harvest",
    "grain.procured",
    "people.famine_deaths",
    "industry.index",
    "labour.real_wage",
    "prices.scissors_wholesale",
    "trade.private_share",
    "unrest.rising",
    "party.members",
    "party.member_control",
    "secretariat.appointed",
    "apparatus.privileges",
    "outcome.thermidor_index",
    "outcome.restoration_risk",
    "outcome.regime_survival",
    "kto_kogo.month",
];

/// Some months over which a variable is summed up by its kind: a flow is added, of a stock the last
/// value counts, an index is averaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first month.
    pub first: Month,
    /// The last month.
    pub last: Month,
}

impl Window {
    /// A single month.
    pub fn month(month: Month) -> Window {
        Window { first: month, last: month }
    }

    /// Twelve months from `first`, as far as they are lived.
    pub fn year_from(first: Month, until: Month) -> Window {
        Window { first, last: first.plus(11).min(until) }
    }

    /// The twelve months that end with `last`.
    pub fn year_to(last: Month) -> Window {
        Window { first: last.plus(-11).max(model::FIRST), last }
    }

    /// `1922-10 to 1923-09`, or one month.
    pub fn words(&self) -> String {
        match self.first == self.last {
            true => self.first.to_string(),
            false => format!("{} to {}", self.first, self.last),
        }
    }

    /// The value of a variable over the window; not a number where the run does not report it.
    pub fn value(&self, record: &Record, variable: usize, region: Option<usize>) -> f64 {
        let Some(path) = record.variable(VARIABLES[variable].name, region) else {
            return f64::NAN;
        };
        annualise(VARIABLES[variable].kind, path, record.first, self.first, self.last)
    }
}

/// One variable over one window in both worlds.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Number of the variable in [`VARIABLES`].
    pub variable: usize,
    /// When.
    pub window: Window,
    /// Median over the draws in the base.
    pub base: f64,
    /// Median over the draws in the changed world.
    pub changed: f64,
    /// Median of the paired difference, changed less base.
    pub median: f64,
    /// 10 per cent of the paired differences lie below.
    pub low80: f64,
    /// 10 per cent lie above.
    pub high80: f64,
    /// Draws in which the changed world has less.
    pub below: usize,
    /// Draws in which both have the same to six figures.
    pub equal: usize,
    /// Draws in which it has more.
    pub above: usize,
    /// Draws in which one of the two has no number.
    pub undefined: usize,
}

impl Difference {
    /// Draws that count.
    pub fn draws(&self) -> usize {
        self.below + self.equal + self.above
    }

    /// Whether it differs in any draw.
    pub fn differs(&self) -> bool {
        self.below + self.above > 0
    }

    /// How clearly it differs: the size of the median over the width of the 80 per cent band.
    fn clearness(&self) -> f64 {
        let (size, width) = (self.median.abs(), self.high80 - self.low80);
        match self.differs() && size > 0.0 {
            true if width > 0.0 => size / width,
            true => f64::INFINITY,
            false => 0.0,
        }
    }
}

/// The paired differences of one variable, draw by draw, in order of the draws.
pub fn paired(pair: &Pair, variable: usize, window: Window) -> Vec<(f64, f64)> {
    let both = pair.sample().map(|(base, changed)| {
        let value = |record: &Record| window.value(record, variable, None);
        (value(&base.record), value(&changed.record))
    });
    both.collect()
}

/// Files keep seven figures; a difference beyond the sixth is that of rounding, not of worlds.
const SIXTH_FIGURE: f64 = 1e-6;

/// Whether the changed world has less, the same or more; none if one of the two is no number.
pub(crate) fn compare((base, changed): &(f64, f64)) -> Option<Ordering> {
    if (changed - base).abs() <= SIXTH_FIGURE * base.abs().max(changed.abs()) {
        return Some(Ordering::Equal);
    }
    changed.partial_cmp(base)
}

/// The difference of one variable over one window.
pub fn difference(pair: &Pair, variable: usize, window: Window) -> Difference {
    of_values(variable, window, &paired(pair, variable, window))
}

/// The difference of the values of two worlds, draw by draw, base and changed.
pub fn of_values(variable: usize, window: Window, both: &[(f64, f64)]) -> Difference {
    let bases: Vec<f64> = both.iter().map(|both| both.0).collect();
    let changed: Vec<f64> = both.iter().map(|both| both.1).collect();
    let mut deltas: Vec<f64> = both.iter().map(|(base, changed)| changed - base).collect();
    let sign = |sign: Ordering| both.iter().filter(|both| compare(both) == Some(sign)).count();
    let (below, equal, above) =
        (sign(Ordering::Less), sign(Ordering::Equal), sign(Ordering::Greater));
    let undefined = both.len() - below - equal - above;
    let [low80, median, high80] = quantiles(&mut deltas, &[0.1, 0.5, 0.9]);
    Difference {
        variable,
        window,
        base: crate::summary::median(bases),
        changed: crate::summary::median(changed),
        median,
        low80,
        high80,
        below,
        equal,
        above,
        undefined,
    }
}

/// The row that differs most clearly; of equals the first, and the first of all if none differs.
pub fn clearest(rows: impl IntoIterator<Item = Difference>) -> Option<Difference> {
    rows.into_iter().reduce(|best, row| match row.clearness() > best.clearness() {
        true => row,
        false => best,
    })
}

/// The median over the draws of a variable over a window.
pub fn median_of(ensemble: &Ensemble, variable: usize, window: Window) -> f64 {
    let value = |draw: &DrawResult| window.value(&draw.record, variable, None);
    crate::summary::median(ensemble.sample().iter().map(value).collect())
}

/// The two windows of a pair: the twelve months from the one in which the worlds part, and the twelve
/// that end with the horizon of the scenario, or with the run.
pub fn windows(pair: &Pair) -> [Window; 2] {
    let until = pair.base.until;
    let begins = pair.begins().unwrap_or(model::FIRST);
    let horizon = pair.changed.scenario.horizon().unwrap_or(until).min(until).max(begins);
    [Window::year_from(begins, until), Window::year_to(horizon)]
}

/// The customary table: [`WATCHED`] over the two [`windows`].
pub fn differences(pair: &Pair) -> Vec<Difference> {
    let windows = windows(pair);
    let rows = WATCHED.iter().filter_map(|name| model::variables::find(name));
    rows.flat_map(|variable| windows.map(|window| difference(pair, variable, window))).collect()
}
