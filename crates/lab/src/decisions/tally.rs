//! What became of each decision over the draws: chances, votes, and the roll-call of the central run.

use std::collections::BTreeMap;

use evidence::{Decision, Evidence};
use model::VoteRecord;

use crate::ensemble::Ensemble;
use crate::summary::median;

/// A decision over the draws.
#[derive(Clone, Debug, PartialEq)]
pub struct Tally<'e> {
    /// The decision as the evidence has it.
    pub decision: &'e Decision,
    /// Draws in which it came up.
    pub draws: usize,
    /// Draws in which somebody voted.
    pub voted: usize,
    /// Draws that were held to history, or to a scenario.
    pub pinned: usize,
    /// For each option: the mean chance before the vote; not a number if nobody voted.
    pub chance: Vec<f64>,
    /// For each option: the median of its votes; not a number if nobody voted.
    pub votes: Vec<f64>,
    /// For each option: share of the draws in which it was carried out.
    pub carried: Vec<f64>,
    /// Roll-call of the central run: key of the leader, and the option or an abstention.
    pub roll: Vec<(String, Option<usize>)>,
}

impl Tally<'_> {
    /// Whether the body is small enough for a roll-call to be read.
    pub fn small_body(&self) -> bool {
        matches!(self.decision.body.as_str(), "politburo" | "orgburo" | "central-committee")
    }
}

/// What became of each decision that came up, in order of time.
pub fn tallies<'e>(evidence: &'e Evidence, ensemble: &Ensemble) -> Vec<Tally<'e>> {
    let mut votes: BTreeMap<&str, Vec<&VoteRecord>> = BTreeMap::new();
    for vote in ensemble.sample().iter().flat_map(|draw| &draw.record.votes) {
        votes.entry(&vote.decision).or_default().push(vote);
    }
    let mut dated: Vec<&Decision> = evidence.decisions.iter().collect();
    dated.sort_by_key(|decision| decision.date.days().0);
    let tally = |decision: &&'e Decision| {
        let records = votes.get(decision.id.as_str())?;
        Some(tally(decision, records, &ensemble.central().votes))
    };
    dated.iter().filter_map(tally).collect()
}

fn tally<'e>(decision: &'e Decision, records: &[&VoteRecord], central: &[VoteRecord]) -> Tally<'e> {
    let options = decision.options.len();
    let voted: Vec<&&VoteRecord> =
        records.iter().filter(|r| r.voted && r.probability.len() == options).collect();
    let mean = |option: usize| {
        voted.iter().map(|record| record.probability[option]).sum::<f64>() / voted.len() as f64
    };
    let count = |option: usize| {
        median(voted.iter().filter_map(|r| r.votes.get(option)).map(|v| *v as f64).collect())
    };
    let carried = |option: usize| {
        records.iter().filter(|r| r.carried == option).count() as f64 / records.len() as f64
    };
    let own = central.iter().find(|vote| *vote.decision == *decision.id);
    let roll = own.map_or(&[][..], |vote| vote.roll.as_slice());
    Tally {
        decision,
        draws: records.len(),
        voted: voted.len(),
        pinned: records.iter().filter(|record| record.pinned).count(),
        chance: (0..options).map(mean).collect(),
        votes: (0..options).map(count).collect(),
        carried: (0..options).map(carried).collect(),
        roll: roll.iter().map(|(key, option)| (key.to_string(), *option)).collect(),
    }
}
