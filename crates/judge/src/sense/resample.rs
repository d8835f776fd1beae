//! How sure an index is: intervals by the bootstrap, agreement of two halves of the sample, and a
//! verdict in plain words.

use lab::summary::{correlation, quantiles};

use super::chance::one_of;

/// Replicates of the bootstrap: enough for the second figure of a quantile at 2.5 per cent (about a
/// dozen of them lie beyond it).
const REPLICATES: u64 = 500;
/// Width of the interval of the largest index below which indices count as settled (Sarrazin,
/// Pianosi and Wagener 2016).
pub const SETTLED: f64 = 0.05;
/// The same, for nearly settled (judgement: twice as wide).
pub const NEARLY: f64 = 0.1;
/// Agreement of the ranks of two halves from which ranks count as stable (judgement).
pub const STABLE: f64 = 0.7;

/// Indices of all factors with what the sample leaves open.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimated {
    /// One for each factor; not a number where the sample gives none.
    pub values: Vec<f64>,
    /// The bootstrap's 2.5 per cent quantile.
    pub low: Vec<f64>,
    /// Its 97.5 per cent quantile.
    pub high: Vec<f64>,
    /// Agreement of the ranks of the two halves of the sample, at most 1.
    pub halves: f64,
}

/// Indices from all units of a sample (trajectories, rows or points), with 95 per cent intervals.
/// `indices` gives those of some units, which may be named more than once.
pub fn estimate(units: usize, seed: u64, indices: &dyn Fn(&[usize]) -> Vec<f64>) -> Estimated {
    let all: Vec<usize> = (0..units).collect();
    let values = indices(&all);
    let mut replicates = vec![Vec::new(); values.len()];
    for replicate in 0..REPLICATES {
        let of = |place: usize| one_of(units, seed, "sense-bootstrap", replicate, place as u64);
        let drawn: Vec<usize> = (0..units).map(of).collect();
        for (column, value) in replicates.iter_mut().zip(indices(&drawn)) {
            column.push(value);
        }
    }
    let ends = replicates.iter_mut().map(|column| quantiles(column, &[0.025, 0.975]));
    let (low, high) = ends.map(|[low, high]| (low, high)).unzip();
    let (first, second) = all.split_at(units / 2);
    let halves = agreement(&indices(first), &indices(second));
    Estimated { values, low, high, halves }
}

/// Correlation of the Savage scores of two rankings, in which the first ranks weigh most (Iman and
/// Conover 1987); 1 if the order is the same. Not a number if there is nothing to rank.
pub fn agreement(one: &[f64], other: &[f64]) -> f64 {
    correlation(&savage(one), &savage(other))
}

/// The score of each value: the sum of 1/j from its rank to the last. Equals keep their order.
fn savage(values: &[f64]) -> Vec<f64> {
    let size = |value: f64| if value.is_nan() { f64::NEG_INFINITY } else { value };
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| size(values[b]).total_cmp(&size(values[a])));
    let mut scores = vec![0.0; values.len()];
    let mut score = 0.0;
    for (rank, &place) in order.iter().enumerate().rev() {
        score += 1.0 / (rank + 1) as f64;
        scores[place] = score;
    }
    scores
}

/// Whether a sample was large enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Settled {
    /// The interval of the largest index is narrow and the ranks are stable.
    Yes,
    /// The interval is not much too wide and the ranks are stable.
    Nearly,
    /// More runs are needed.
    No,
}

impl Settled {
    /// One word for tables.
    pub fn word(self) -> &'static str {
        match self {
            Settled::Yes => "settled",
            Settled::Nearly => "nearly",
            Settled::No => "not settled",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Settled::Yes => "Settled",
            Settled::Nearly => "Nearly settled",
            Settled::No => "Not settled, more runs are needed",
        }
    }
}

/// The verdict on a sample, with its reasons.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Whether it was large enough.
    pub settled: Settled,
    /// Width of the interval of the largest index; relative to it where `relative` was asked.
    pub width: f64,
    /// Agreement of the ranks of the two halves.
    pub halves: f64,
    /// In plain words.
    pub words: String,
}

/// Judges indices. `relative` holds the width against the largest index, for indices that have the
/// unit of the output; others lie between 0 and 1 as they are.
pub fn verdict(found: &Estimated, names: &[String], relative: bool) -> Verdict {
    let known = (0..found.values.len()).filter(|&place| found.values[place].is_finite());
    let largest = known.max_by(|&a, &b| found.values[a].total_cmp(&found.values[b]));
    let Some(largest) = largest.filter(|&place| found.values[place] > 0.0) else {
        let words = "Nothing moved: no factor has an index above 0.".to_owned();
        return Verdict { settled: Settled::No, width: f64::NAN, halves: found.halves, words };
    };
    let scale = if relative { found.values[largest] } else { 1.0 };
    let width = (found.high[largest] - found.low[largest]) / scale;
    let stable = found.halves >= STABLE;
    let settled = match width {
        width if width < SETTLED && stable => Settled::Yes,
        width if width < NEARLY && stable => Settled::Nearly,
        _ => Settled::No,
    };
    let of = if relative { " of its value" } else { "" };
    let words = format!(
        "{}: the 95 % interval of the largest index ({}) has a width of {width:.2}{of} (settled below \
         {SETTLED}, nearly below {NEARLY}); the ranks of the two halves of the sample agree by {:.2} \
         (1 is the same order, stable from {STABLE}).",
        settled.words(),
        names[largest],
        found.halves,
    );
    Verdict { settled, width, halves: found.halves, words }
}
