//! How well forecasts meet what came: the logarithm of the predictive density, and the continuous
//! ranked probability score.
//!
//! A forecast is a mixture: each member of the ensemble, widened by the error of the record and the
//! discrepancy of the model. The rules are those of [`crate::score::rules`].

use super::layout::Layout;
use crate::discrepancy::Discrepancy;
use crate::score::rules::Forecast;

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
        let members = lives.iter().map(|life| life[place]);
        let centres: Vec<f64> = members.filter(|x| x.is_finite()).collect();
        if centres.len() < 2 {
            continue;
        }
        let forecast = Forecast { centres, sd: discrepancy.total(row) };
        let (log, loss) = (forecast.log_density(row.value), forecast.crps(row.value));
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
