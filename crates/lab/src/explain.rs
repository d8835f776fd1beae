//! Why the two worlds of a pair differ: what each change of the patch brings, through which mechanisms
//! it comes, which loops were heaviest, which decisions fell otherwise, and how good the evidence is.
//!
//! Two questions are asked of one difference, and both are answered by Shapley values ([`shapley`]),
//! draw by draw, so that the parts of every draw add up to its difference.
//!
//! 1. *Which change brings it?* The players are the changes of the patch. Every set of them is lived
//!    as a world of its own; with more than [`EXACT`] changes the sets along some orders are.
//! 2. *Which mechanisms carry it?* The players are mechanisms. One that is out is silenced in both
//!    worlds from the month in which they part, so that the past stays that of the pair; what then
//!    goes of the difference came through it. Each is tried alone in a few draws, and those
//!    that carry most are shared out exactly. What is left with all of these silenced is the rest.
//!
//! The second question has a limit of its own. A society without a mechanism is another society: if
//! nobody harvests, no change of the weather matters. The base with the mechanism silenced is
//! therefore given beside it; where it lies far from the base, the part says that the difference
//! needs the link, and not how strong the link is. Mechanisms in a chain, each of which is needed,
//! get equal parts.

mod changes;
pub mod grade;
mod loops;
mod mechanisms;
mod patch;
pub mod shapley;
mod worlds;

#[cfg(test)]
mod tests;

use std::sync::atomic::AtomicBool;

use evidence::Evidence;
use kernel::Month;
use model::VARIABLES;

use crate::ensemble::Progress;
use crate::error::LabError;
use crate::pair::{self, DecisionFlip, Pair, PairRequest, WATCHED, Window};
use crate::request::Request;
use crate::summary::quantiles;

pub use grade::Grade;
pub use loops::LoopWeight;
pub use patch::Kind;

use worlds::{Measure, Worlds};

/// Draws that an explanation lives unless the user says otherwise, if the pair has so many: a
/// compromise between the time it takes and intervals that mean something (judgement).
pub const DRAWS: u32 = 10;
/// Changes whose values are exact: 32 worlds a draw at most.
pub const EXACT: usize = 5;
/// Pairs of orders for more changes than that.
const ORDERS: usize = 4;

/// What is asked of a pair.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// Number of the variable; none takes the one that differs most clearly.
    pub variable: Option<usize>,
    /// The months; none takes that of the customary windows in which it differs more clearly.
    pub window: Option<Window>,
    /// Draws to live; none takes [`DRAWS`], or fewer if the pair has fewer.
    pub draws: Option<u32>,
}

/// A quantity over the draws.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// Median.
    pub median: f64,
    /// 10 per cent of the draws lie below.
    pub low80: f64,
    /// 10 per cent lie above.
    pub high80: f64,
}

impl Spread {
    /// The spread of some values.
    pub fn of(values: &[f64]) -> Spread {
        let [low80, median, high80] = quantiles(&mut values.to_vec(), &[0.1, 0.5, 0.9]);
        Spread { median, low80, high80 }
    }
}

/// What one change brings of a difference, or one mechanism carries, in the unit of the variable.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The change in words, or the name of the mechanism.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// What the mechanism does, in one sentence; empty for a change.
    pub summary: String,
    /// The part in each of [`Explanation::draws`]; not a number in a draw in which a world broke.
    pub draws: Vec<f64>,
    /// The part over the draws.
    pub spread: Spread,
    /// Mean part over mean difference: these add up to 1, with the rest.
    pub share: f64,
    /// A change made alone brings so much; a mechanism silenced alone takes so much away.
    pub alone: Spread,
    /// Median of the variable in the base with this mechanism silenced.
    pub base: Option<f64>,
    /// How good the evidence for it is.
    pub grade: Grade,
}

/// What remains of a difference with all mechanisms silenced that have a part in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Rest {
    /// In each of [`Explanation::draws`]; not a number in a draw in which a world broke.
    pub draws: Vec<f64>,
    /// Over the draws.
    pub spread: Spread,
    /// Mean rest over mean difference.
    pub share: f64,
}

/// A mechanism silenced alone in a few draws.
#[derive(Clone, Debug, PartialEq)]
pub struct Tried {
    /// Name.
    pub name: &'static str,
    /// Median of what goes of the difference; not a number if it broke a world.
    pub carried: f64,
    /// Median of the variable in the base with it silenced.
    pub base: f64,
    /// Draws in which a world without it broke: its books did not balance, or the variable was no
    /// number. Such a mechanism gets no part.
    pub broken: usize,
}

/// Why a variable differs between the two worlds of a pair.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// Number of the variable.
    pub variable: usize,
    /// The months.
    pub window: Window,
    /// Names of the two scenarios.
    pub scenarios: [String; 2],
    /// Seed of the pair.
    pub seed: u64,
    /// The first month in which a draw parts; none if none does.
    pub begins: Option<Month>,
    /// Numbers of the draws that were lived and have the variable in both worlds.
    pub draws: Vec<u32>,
    /// The variable in the base in each of these draws.
    pub bases: Vec<f64>,
    /// The variable in the base and in the changed world.
    pub worlds: [Spread; 2],
    /// The difference, changed less base.
    pub total: Spread,
    /// The difference in each draw.
    pub totals: Vec<f64>,
    /// What each change of the patch brings.
    pub actions: Vec<Part>,
    /// The difference less what each change brings alone: what they do together. None for one change.
    pub interaction: Option<Spread>,
    /// What the mechanisms carry that carry most.
    pub mechanisms: Vec<Part>,
    /// What remains without them.
    pub rest: Option<Rest>,
    /// Every mechanism silenced alone, the strongest first.
    pub tried: Vec<Tried>,
    /// The heaviest loops of either world.
    pub loops: Vec<LoopWeight>,
    /// Decisions up to the end of the window that fall otherwise or whose chances move.
    pub decisions: Vec<DecisionFlip>,
    /// How all this was found and what it does not say.
    pub method: String,
}

/// Explains a difference between the two worlds of a pair. The numbers do not depend on the number of
/// threads.
///
/// # Errors
/// As [`pair::pair`]; more draws than the pair has, a window that was not lived, a pair in which
/// nothing that is watched differs.
pub fn explain(
    request: &PairRequest,
    question: Question,
    evidence: &Evidence,
    progress: &dyn Progress,
    cancelled: &AtomicBool,
) -> Result<Explanation, LabError> {
    let request = sized(request, question)?;
    if let Some(window) = question.window {
        lived(window, request.base.until)?;
    }
    let pair = pair::pair(&request, evidence, progress, cancelled)?;
    let measure = measure(&pair, question)?;
    let worlds = Worlds::new(request.base.threads, evidence, progress, cancelled)?;
    let mut found = difference(&pair, measure);
    if found.totals.iter().all(|total| *total == 0.0) {
        found.method =
            "There is nothing to explain: the two worlds have the same value.".to_owned();
        return Ok(found);
    }
    let said = changes::explain(&mut found, &request, &worlds, measure)?;
    let further = mechanisms::explain(&mut found, &request, &worlds, measure)?;
    found.method = format!("{said} {further}");
    Ok(found)
}

/// The request with the draws that are lived.
fn sized(request: &PairRequest, question: Question) -> Result<PairRequest, LabError> {
    let has = request.base.draws;
    let draws = question.draws.unwrap_or(DRAWS.min(has));
    if draws > has {
        let why = format!("the pair has {has} draws, so that {draws} cannot be explained");
        return Err(LabError::Request(why));
    }
    let with = |request: &Request| Request { draws, ..request.clone() };
    Ok(PairRequest { base: with(&request.base), changed: with(&request.changed) })
}

fn lived(window: Window, until: Month) -> Result<(), LabError> {
    if window.first < model::FIRST || window.last > until || window.first > window.last {
        let why = format!(
            "the pair was lived from {} to {until}, and {} does not lie within",
            model::FIRST,
            window.words()
        );
        return Err(LabError::Request(why));
    }
    Ok(())
}

/// What is measured: as asked, or the row of the customary table that differs most clearly.
fn measure(pair: &Pair, question: Question) -> Result<Measure, LabError> {
    let variables: Vec<usize> = match question.variable {
        Some(variable) => vec![variable],
        None => WATCHED.iter().filter_map(|name| model::variables::find(name)).collect(),
    };
    let windows = question.window.map_or_else(|| pair::windows(pair).to_vec(), |w| vec![w]);
    if let ([variable], [window]) = (&*variables, &*windows) {
        return Ok(Measure { variable: *variable, window: *window });
    }
    let rows = variables.iter().flat_map(|&variable| {
        windows.iter().map(move |&window| pair::difference(pair, variable, window))
    });
    let asked = question.variable.is_some();
    match pair::clearest(rows).filter(|row| row.differs() || asked) {
        Some(row) => Ok(Measure { variable: row.variable, window: row.window }),
        None => Err(LabError::Request(
            "no variable that is watched differs between the two worlds; name one with --variable"
                .to_owned(),
        )),
    }
}

/// The difference itself, and what the pair says of it.
fn difference(pair: &Pair, measure: Measure) -> Explanation {
    let Measure { variable, window } = measure;
    let values = pair::differences::paired(pair, variable, window);
    let numbers = pair.base.sample().iter().map(|draw| draw.number);
    let known: Vec<(u32, (f64, f64))> =
        numbers.zip(values).filter(|(_, (b, c))| b.is_finite() && c.is_finite()).collect();
    let totals: Vec<f64> = known.iter().map(|(_, (base, changed))| changed - base).collect();
    let of = |pick: fn(&(f64, f64)) -> f64| {
        Spread::of(&known.iter().map(|(_, both)| pick(both)).collect::<Vec<_>>())
    };
    let month = |flip: &DecisionFlip| {
        let votes = pair.base.sample().iter().flat_map(|draw| &draw.record.votes);
        votes.filter(|vote| *vote.decision == *flip.decision).map(|vote| vote.month).min()
    };
    let until = |flip: &DecisionFlip| month(flip).is_some_and(|month| month <= window.last);
    Explanation {
        variable,
        window,
        scenarios: [&pair.base, &pair.changed].map(|world| world.scenario.name.clone()),
        seed: pair.base.seed,
        begins: pair.begins(),
        draws: known.iter().map(|(number, _)| *number).collect(),
        bases: known.iter().map(|(_, (base, _))| *base).collect(),
        worlds: [of(|both| both.0), of(|both| both.1)],
        total: Spread::of(&totals),
        totals,
        actions: Vec::new(),
        interaction: None,
        mechanisms: Vec::new(),
        rest: None,
        tried: Vec::new(),
        loops: loops::loops(pair, window),
        decisions: pair::decision_flips(pair).into_iter().filter(until).collect(),
        method: String::new(),
    }
}

impl Explanation {
    /// Name of the variable.
    pub fn name(&self) -> &'static str {
        VARIABLES[self.variable].name
    }
}

/// Mean of some parts over the mean of the differences that they are parts of, in the draws that count.
fn share(parts: &[f64], totals: &[f64]) -> f64 {
    let both = || parts.iter().zip(totals).filter(|(part, _)| part.is_finite());
    let share = both().map(|(part, _)| part).sum::<f64>() / both().map(|(_, all)| all).sum::<f64>();
    // No part of a fall is no part, and not less than none.
    share + 0.0
}

/// Part of each player in each draw, turned round: `parts[player][draw]`.
fn by_player(values: &[Vec<f64>], players: usize) -> Vec<Vec<f64>> {
    (0..players).map(|player| values.iter().map(|draw| draw[player]).collect()).collect()
}
