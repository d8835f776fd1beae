//! What ends otherwise: outcomes and decisions, draw by draw.

use std::collections::BTreeMap;

use super::Pair;
use crate::ensemble::DrawResult;
use crate::outcomes::{Axis, DEFINITIONS, outcomes};
use crate::summary::mean;

/// An outcome in both worlds, draw by draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutcomeFlip {
    /// O1 to O8.
    pub id: &'static str,
    /// Name.
    pub name: &'static str,
    /// Axis.
    pub axis: Axis,
    /// Draws in which it holds in both worlds.
    pub both: usize,
    /// In the base only: the patch ends it.
    pub ended: usize,
    /// In the changed world only: the patch brings it.
    pub brought: usize,
    /// In neither.
    pub neither: usize,
}

impl OutcomeFlip {
    /// All draws.
    pub fn draws(&self) -> usize {
        self.both + self.ended + self.brought + self.neither
    }

    /// Draws in which it holds in the base.
    pub fn before(&self) -> usize {
        self.both + self.ended
    }

    /// Draws in which it holds in the changed world.
    pub fn after(&self) -> usize {
        self.both + self.brought
    }

    /// Change of its share of the draws, -1 to 1.
    pub fn change(&self) -> f64 {
        (self.brought as f64 - self.ended as f64) / self.draws().max(1) as f64
    }

    /// The 80 per cent interval of [`OutcomeFlip::change`], as studies take it too.
    pub fn interval(&self) -> (f64, f64) {
        crate::study::paired_interval(self.brought, self.ended, self.draws())
    }
}

/// Which outcomes hold at the end of a life, in the order of the ledger.
pub fn held(draw: &DrawResult) -> [bool; DEFINITIONS.len()] {
    let all = outcomes(&draw.record);
    std::array::from_fn(|place| all[place].held)
}

/// Every outcome in both worlds.
pub fn outcome_flips(pair: &Pair) -> Vec<OutcomeFlip> {
    let draws: Vec<_> = pair.sample().map(|(base, changed)| (held(base), held(changed))).collect();
    let flip = |(place, definition): (usize, &crate::outcomes::Definition)| {
        let count = |base, changed| {
            draws.iter().filter(|(b, c)| (b[place], c[place]) == (base, changed)).count()
        };
        OutcomeFlip {
            id: definition.id,
            name: definition.name,
            axis: definition.axis,
            both: count(true, true),
            ended: count(true, false),
            brought: count(false, true),
            neither: count(false, false),
        }
    };
    DEFINITIONS.iter().enumerate().map(flip).collect()
}

/// Draws that end with some set of outcomes in the base and with some set in the changed world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// Ids of the outcomes that hold in the base; empty if none does.
    pub from: Vec<&'static str>,
    /// Ids of the outcomes that hold in the changed world.
    pub to: Vec<&'static str>,
    /// How many draws.
    pub draws: usize,
}

/// Where draws come from and where they go, the largest flow first.
pub fn flows(pair: &Pair) -> Vec<Flow> {
    let ids = |draw: &DrawResult| -> Vec<&'static str> {
        let held = held(draw);
        DEFINITIONS.iter().zip(held).filter(|(_, held)| *held).map(|(d, _)| d.id).collect()
    };
    let mut counts = BTreeMap::<(Vec<&str>, Vec<&str>), usize>::new();
    for (base, changed) in pair.sample() {
        *counts.entry((ids(base), ids(changed))).or_default() += 1;
    }
    let mut flows: Vec<Flow> =
        counts.into_iter().map(|((from, to), draws)| Flow { from, to, draws }).collect();
    flows.sort_by_key(|flow| std::cmp::Reverse(flow.draws));
    flows
}

/// A decision that some draws take otherwise in the changed world.
#[derive(Clone, Debug, PartialEq)]
pub struct DecisionFlip {
    /// Id of the decision.
    pub decision: String,
    /// What history chose.
    pub history: String,
    /// Draws in which both worlds carry the same.
    pub same: usize,
    /// Draws in which they do not.
    pub flipped: usize,
    /// Mean chance that the vote gave to what history chose, in the base and in the changed world;
    /// not a number where nobody voted.
    pub chance: (f64, f64),
}

/// The decisions, in order of time: those that some draw takes otherwise, or whose chances move by
/// at least 0.01.
pub fn decision_flips(pair: &Pair) -> Vec<DecisionFlip> {
    let Some((first, _)) = pair.sample().next() else { return Vec::new() };
    let ids = first.record.votes.iter().map(|vote| vote.decision.to_string());
    ids.filter_map(|id| flip(pair, id)).filter(DecisionFlip::moves).collect()
}

impl DecisionFlip {
    fn moves(&self) -> bool {
        /// Below this a change of a chance is not worth a line (judgement).
        const WORTH_A_LINE: f64 = 0.01;
        self.flipped > 0 || (self.chance.1 - self.chance.0).abs() >= WORTH_A_LINE
    }
}

fn flip(pair: &Pair, decision: String) -> Option<DecisionFlip> {
    let vote = |draw: &DrawResult| {
        draw.record.votes.iter().find(|vote| *vote.decision == *decision).cloned()
    };
    let both: Vec<_> =
        pair.sample().filter_map(|(base, changed)| vote(base).zip(vote(changed))).collect();
    let history = both.first().map(|(base, _)| base.options[base.history].to_string())?;
    let flipped = both.iter().filter(|(base, changed)| base.carried != changed.carried).count();
    let given = |vote: &model::VoteRecord| vote.probability.get(vote.history).copied();
    let chance = (
        mean(&both.iter().filter_map(|(base, _)| given(base)).collect::<Vec<_>>()),
        mean(&both.iter().filter_map(|(_, changed)| given(changed)).collect::<Vec<_>>()),
    );
    Some(DecisionFlip { decision, history, same: both.len() - flipped, flipped, chance })
}
