//! What the bodies have before them, and what they decided.

use std::sync::Arc;

use kernel::Id;
use serde::{Deserialize, Serialize};

use crate::leaders::Leader;

/// A body that decides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Body {
    /// The Politburo.
    #[default]
    Politburo,
    /// The Orgburo.
    Orgburo,
    /// The Central Committee.
    CentralCommittee,
    /// A congress of the party.
    Congress,
    /// A conference of the party.
    Conference,
}

impl Body {
    /// All bodies, with their names in decision files.
    pub const NAMES: [(&'static str, Body); 5] = [
        ("politburo", Body::Politburo),
        ("orgburo", Body::Orgburo),
        ("central-committee", Body::CentralCommittee),
        ("congress", Body::Congress),
        ("conference", Body::Conference),
    ];
}

/// An option of a motion.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// Id within the decision.
    pub id: Arc<str>,
    /// Its place on the issue of the motion, -2 to 2.
    pub at: f64,
    /// How the state of the country speaks for it: weights on the signals in [`SIGNALS`].
    pub pressure: [f64; SIGNALS.len()],
    /// Who proposes it.
    pub proposer: Option<Id<Leader>>,
}

/// What the state of the country says to those who decide, each 0 to 1.
pub const SIGNALS: [&str; 8] = [
    "peasant_unrest",
    "urban_revolt",
    "want",
    "threat",
    "bread_shortage",
    "unsold_goods",
    "concession_pressure",
    "lenin_action",
];

/// Where a leader stands on a motion, as the record has it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stance {
    /// Who.
    pub leader: Id<Leader>,
    /// Place on the issue, -2 to 2.
    pub at: f64,
    /// Whether it is inferred from role or patron, not taken from what the leader said or signed.
    pub inferred: bool,
}

/// A question that a body has to decide this month.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Motion {
    /// Id of the decision.
    pub id: Arc<str>,
    /// The body.
    pub body: Body,
    /// Number of the issue in [`crate::leaders::ISSUES`].
    pub issue: usize,
    /// The options, two or more.
    pub choices: Vec<Choice>,
    /// Positions that the decision file records, by leader: they outweigh those of the portrait.
    pub positions: Vec<Stance>,
    /// Members of the body who cannot vote on it.
    pub absent: Vec<Id<Leader>>,
    /// Who was charged before the vote to speak for them.
    pub spokesman: Option<Id<Leader>>,
    /// Delegates, if the body is a congress or a conference.
    pub delegates: i64,
    /// The option that a pinned run carries out: what history chose, or what the scenario makes
    /// somebody choose instead.
    pub history: usize,
    /// Whether this run holds to `history` here, whatever the vote.
    pub pinned: bool,
    /// Filled in by the vote.
    pub outcome: Outcome,
}

/// What came of a motion.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// Whether it has been voted on.
    pub voted: bool,
    /// Probability of each option to win, before the vote.
    pub probability: Vec<f64>,
    /// Votes for each option, then abstentions.
    pub votes: Vec<i64>,
    /// Members of the body present.
    pub present: i64,
    /// Roll-call: leader and number of the option; `None` abstained.
    pub roll: Vec<(Id<Leader>, Option<u8>)>,
    /// The option that won in the vote.
    pub won: usize,
    /// The option that is carried out: history's when pinned.
    pub carried: usize,
}

/// What is before the bodies this month.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Agenda {
    /// The motions of the month.
    pub motions: Vec<Motion>,
    /// Whether a congress of the party meets this month, and how many voting delegates it has.
    pub congress: Option<i64>,
    /// Whether the seats of this month follow the record.
    pub seats_pinned: bool,
}
