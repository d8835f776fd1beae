//! How well forecasts meet what came: the logarithm of the predictive density, and the continuous
//! ranked probability score.
//!
//! A forecast is a mixture: each member of the ensemble, widened by the error of the record and the
//! discrepancy of the model. T. Gneiting and A. E. Raftery, "Strictly proper scoring rules,
//! prediction, and estimation", Journal of the American Statistical Association 102 (2007); the
//! closed form of the second for mixtures of normals is of E. P. Grimit, T. Gneiting, V. J. Berrocal
//! and N. A. Johnson, Quarterly Journal of the Royal Meteorological Society 132 (2006).

use std::f64::consts::PI;

use super::layout::Layout;
use crate::discrepancy::Discrepancy;
use crate::fit::free::probability;

/// Part of the record to which a unit belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Rows of the economy.
    Economy,
    /// Rows of the party, the offices, classes and the world.
    Politics,
    /// Decisions.
    Decisions,
}

impl Part {
    /// All, in order.
    pub const ALL: [Part; 3] = [Part::Economy, Part::Politics, Part::Decisions];

    /// The word in files.
    pub fn word(self) -> &'static str {
        match self {
            Part::Economy => "economy",
            Part::Politics => "politics",
            Part::Decisions => "decisions",
        }
    }
}

/// The score of one series or one decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// Name of the variable or the decision.
    pub name: String,
    /// Where it belongs.
    pub part: Part,
    /// Rows of the series; 1 for a decision.
    pub rows: usize,
    /// Mean logarithm of the density, or of the probability given to what history chose.
    pub log: f64,
    /// Mean ranked probability score, or the Brier score: less is better.
    pub loss: f64,
    /// Whether the account names no mechanism for it, so that the central forecast stands for its own.
    pub null: bool,
}

/// Logarithm of the density that members, each widened by `sd`, give to `value`.
pub fn log_density(members: &[f64], sd: f64, value: f64) -> f64 {
    let known: Vec<f64> = members.iter().copied().filter(|x| x.is_finite()).collect();
    let exponent = |x: &f64| -0.5 * (value - x) * (value - x) / (sd * sd);
    // The largest is taken out, so that a far value does not underflow to nothing.
    let largest = known.iter().map(exponent).fold(f64::NEG_INFINITY, f64::max);
    let sum: f64 = known.iter().map(|x| libm::exp(exponent(x) - largest)).sum();
    largest + libm::log(sum / known.len() as f64) - libm::log(sd * libm::sqrt(2.0 * PI))
}

/// The continuous ranked probability score of the same mixture, in the unit of the value.
pub fn crps(members: &[f64], sd: f64, value: f64) -> f64 {
    let known: Vec<f64> = members.iter().copied().filter(|x| x.is_finite()).collect();
    let n = known.len() as f64;
    let to_value: f64 = known.iter().map(|x| mean_distance(value - x, sd)).sum::<f64>() / n;
    let wide = sd * std::f64::consts::SQRT_2;
    let among: f64 =
        known.iter().flat_map(|a| known.iter().map(move |b| mean_distance(a - b, wide))).sum();
    to_value - 0.5 * among / (n * n)
}

/// Mean distance from nought of a normal number.
fn mean_distance(mean: f64, sd: f64) -> f64 {
    let z = mean / sd;
    let density = libm::exp(-0.5 * z * z) / libm::sqrt(2.0 * PI);
    mean * (2.0 * probability(z) - 1.0) + 2.0 * sd * density
}

/// The scores of an account on every series and every decision, in order. `own` and `central` are
/// what was kept of the lives; `named` says of a variable or a decision whether the account names a
/// mechanism for it.
pub fn units(
    layout: &Layout,
    discrepancy: &Discrepancy,
    own: &[Vec<f64>],
    central: &[Vec<f64>],
    named: &dyn Fn(&str) -> bool,
) -> Vec<Unit> {
    let mut all: Vec<Unit> = Vec::new();
    for (place, row) in layout.rows.iter().enumerate() {
        let name = row.about().name;
        let null = !named(name);
        let lives = if null { central } else { own };
        let members: Vec<f64> = lives.iter().map(|life| life[place]).collect();
        if members.iter().filter(|x| x.is_finite()).count() < 2 {
            continue;
        }
        let sd = discrepancy.total(row);
        let (log, loss) = (log_density(&members, sd, row.value), crps(&members, sd, row.value));
        match all.last_mut().filter(|unit| unit.name == name) {
            Some(unit) => {
                unit.rows += 1;
                unit.log += log;
                unit.loss += loss;
            }
            None => {
                all.push(Unit { name: name.into(), part: part(name), rows: 1, log, loss, null })
            }
        }
    }
    for unit in &mut all {
        unit.log /= unit.rows as f64;
        unit.loss /= unit.rows as f64;
    }
    all.extend((0..layout.asked.len()).filter_map(|n| decision(layout, n, own, central, named)));
    all
}

/// Whether a variable is of politics: those that begin with one of these words.
const POLITICS: &[&str] = &[
    "party",
    "secretariat",
    "congress",
    "opposition",
    "apparatus",
    "kto_kogo",
    "leaders",
    "decision",
    "classes",
    "nation",
    "world",
    "comintern",
    "outcome",
];

/// The part of a variable.
pub fn part(variable: &str) -> Part {
    let first = variable.split('.').next().unwrap_or_default();
    if POLITICS.contains(&first) { Part::Politics } else { Part::Economy }
}

fn decision(
    layout: &Layout,
    n: usize,
    own: &[Vec<f64>],
    central: &[Vec<f64>],
    named: &dyn Fn(&str) -> bool,
) -> Option<Unit> {
    let asked = &layout.asked[n];
    let null = !named(&asked.id);
    let lives = if null { central } else { own };
    let voted: Vec<&[f64]> = lives
        .iter()
        .map(|life| &life[layout.chances(n)])
        .filter(|chances| chances.iter().all(|p| p.is_finite()))
        .collect();
    if voted.is_empty() {
        return None;
    }
    let count = voted.len() as f64;
    let mean = |option: usize| voted.iter().map(|chances| chances[option]).sum::<f64>() / count;
    let means: Vec<f64> = (0..asked.options).map(mean).collect();
    // So many draws cannot tell a smaller chance from none.
    let given = means[asked.history].max(0.5 / count);
    Some(Unit {
        name: asked.id.clone(),
        part: Part::Decisions,
        rows: 1,
        log: libm::log(given),
        loss: lab::decisions::brier(&means, asked.history),
        null,
    })
}

/// The units that two accounts have both, in order: the first's, and the second's.
pub fn paired<'u>(one: &'u [Unit], other: &'u [Unit]) -> Vec<(&'u Unit, &'u Unit)> {
    let same = |unit: &'u Unit| other.iter().find(|o| o.name == unit.name).map(|o| (unit, o));
    one.iter().filter_map(same).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_member_is_a_normal_forecast() {
        // Density of the standard normal at nought, and at 40, where a plain sum underflows.
        assert!((log_density(&[0.0], 1.0, 0.0) + 0.918_938_533).abs() < 1e-9);
        assert!((log_density(&[0.0], 1.0, 40.0) + 800.918_938_533).abs() < 1e-6);
        // Closed form at the mean: sd (sqrt 2 - 1) / sqrt pi.
        let exact = (std::f64::consts::SQRT_2 - 1.0) / libm::sqrt(PI);
        assert!((crps(&[3.0], 1.0, 3.0) - exact).abs() < 1e-9);
        assert!((crps(&[3.0], 2.0, 3.0) - 2.0 * exact).abs() < 1e-9);
    }

    #[test]
    fn a_sharp_forecast_scores_its_distance_and_two_members_the_sum_over_steps() {
        // With next to no width the score is that of the steps: mean distance to the value less half
        // the mean distance among members. The width itself adds as much again.
        assert!((crps(&[0.0, 2.0], 1e-6, 1.0) - 0.5).abs() < 1e-5);
        assert!((crps(&[0.0], 1e-6, 3.0) - 3.0).abs() < 1e-5);
    }

    #[test]
    fn what_is_no_number_does_not_count() {
        let (with, without) = ([1.0, f64::NAN, 2.0], [1.0, 2.0]);
        assert_eq!(crps(&with, 0.3, 1.2), crps(&without, 0.3, 1.2));
        assert_eq!(log_density(&with, 0.3, 1.2), log_density(&without, 0.3, 1.2));
    }
}
