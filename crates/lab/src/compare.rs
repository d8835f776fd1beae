//! Any runs, like for like, out of their folders.
//!
//! Draws are matched by their number: draw n of two runs has the same luck if they have the same seed,
//! the same rows and months, and were made by the same engine out of the same evidence. Runs of which
//! one of these differs are refused, with what differs. Scenario, theory and decisions may differ:
//! that is what is compared. Values come from `series.parquet` and have seven figures.

mod lived;
mod obstacles;

use std::collections::BTreeSet;

use model::VARIABLES;

pub use crate::pair::{Difference, Window};
pub use lived::{Lived, OutcomeShare};
pub use obstacles::{Obstacle, obstacles};

use crate::pair::differences::of_values;
use crate::record::annualise;
use crate::reference::About;
use crate::summary::quantiles;

/// A variable over a window in one run.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// Median over the matched draws.
    pub median: f64,
    /// 10 per cent of them lie below.
    pub low80: f64,
    /// 10 per cent lie above.
    pub high80: f64,
    /// The paired difference against the first run; none for the first itself.
    pub difference: Option<Difference>,
}

/// A variable over a window in all runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Number of the variable in [`VARIABLES`].
    pub variable: usize,
    /// When.
    pub window: Window,
    /// One for each run.
    pub values: Vec<Value>,
}

/// Several runs side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// What ran, the first being the one that the others are held against.
    pub runs: Vec<About>,
    /// Numbers of the draws that all runs have and that speak for the priors.
    pub matched: Vec<u32>,
    /// The table.
    pub rows: Vec<Row>,
    /// Outcomes at the end, one list for each run; empty where the folder has none.
    pub outcomes: Vec<Vec<OutcomeShare>>,
    /// Which runs have the very numbers of the first in every variable and draw that both have.
    pub identical: Vec<bool>,
}

/// Compares runs of which [`obstacles`] found nothing. The first is the one that the others are held
/// against.
pub fn compare(runs: &[Lived], variables: &[usize], windows: &[Window]) -> Comparison {
    let matched = matched(runs);
    let places = variables.iter().flat_map(|&v| windows.iter().map(move |&window| (v, window)));
    let row = |(variable, window): (usize, Window)| {
        let columns: Vec<Vec<f64>> = runs
            .iter()
            .map(|run| matched.iter().map(|draw| value(run, *draw, variable, window)).collect())
            .collect();
        let values = columns.iter().enumerate();
        let values = values.map(|(n, column)| {
            let pairs =
                || columns[0].iter().copied().zip(column.iter().copied()).collect::<Vec<_>>();
            let difference = (n > 0).then(|| of_values(variable, window, &pairs()));
            let [low80, median, high80] = quantiles(&mut column.clone(), &[0.1, 0.5, 0.9]);
            Value { median, low80, high80, difference }
        });
        Row { variable, window, values: values.collect() }
    };
    Comparison {
        rows: places.map(row).collect(),
        runs: runs.iter().map(|run| run.about.clone()).collect(),
        outcomes: runs.iter().map(|run| run.outcomes.clone()).collect(),
        identical: runs.iter().map(|run| same(&runs[0], run)).collect(),
        matched,
    }
}

/// The draws that all have: the central run only where some run has nothing else.
fn matched(runs: &[Lived]) -> Vec<u32> {
    let central = runs.iter().any(|run| run.about.draws == 0);
    let draws = |run: &Lived| {
        let numbers = run.draws.keys().copied();
        numbers.filter(|number| (*number == 0) == central).collect::<BTreeSet<u32>>()
    };
    let common = runs.iter().map(draws).reduce(|a, b| a.intersection(&b).copied().collect());
    common.unwrap_or_default().into_iter().collect()
}

fn value(run: &Lived, draw: u32, variable: usize, window: Window) -> f64 {
    let described = &VARIABLES[variable];
    let path = run.draws.get(&draw).and_then(|paths| paths.get(described.name));
    path.map_or(f64::NAN, |path| {
        annualise(described.kind, path, run.about.first, window.first, window.last)
    })
}

/// Whether two runs have the same numbers in every draw that both have.
fn same(one: &Lived, other: &Lived) -> bool {
    let bits = |path: &[f64]| path.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
    one.draws.iter().all(|(number, paths)| {
        let Some(others) = other.draws.get(number) else { return true };
        paths.len() == others.len()
            && paths.iter().zip(others).all(|((a, one), (b, two))| a == b && bits(one) == bits(two))
    })
}

#[cfg(test)]
mod tests;
