//! What one run leaves: a value for each variable, region and month, and a chronicle.

use std::sync::Arc;

use kernel::saved::Word;
use kernel::{Id, Month};
use serde::{Deserialize, Serialize};
use society::{Leader, Leaders, Motion};

use crate::agenda::Question;
use crate::circle::Seat;
use crate::network::Network;
use crate::variables::{Cell, cells, find};

/// The observed months of one run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The first month observed.
    pub first: Month,
    /// Months observed.
    pub months: usize,
    /// The columns.
    #[serde(skip, default = "cells")]
    pub cells: Vec<Cell>,
    /// `values[cell * months + month]`. Not a number where a variable does not exist yet.
    pub values: Vec<f64>,
    /// What happened, in order.
    pub chronicle: Vec<Happening>,
    /// What the bodies voted on, in order.
    pub votes: Vec<VoteRecord>,
    /// The Politburo month by month.
    pub circle: Vec<Seat>,
    /// The network of appointments at the dates of [`crate::network::DATES`] that were lived.
    pub networks: Vec<Network>,
}

/// Something that happened in a run, for the reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happening {
    /// When.
    pub month: Month,
    /// `decree`, `shock`, `decision` or `outcome`.
    #[serde(deserialize_with = "kernel::saved::word")]
    pub kind: Word,
    /// Id of the decree or decision, or the name of the mechanism.
    pub id: String,
    /// In plain words.
    pub text: String,
}

/// A vote of the month as it is kept: who decided what, and how likely it was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VoteRecord {
    /// The month.
    pub month: Month,
    /// Id of the decision.
    pub decision: Arc<str>,
    /// Ids of the options.
    pub options: Vec<Arc<str>>,
    /// Whether anybody voted.
    pub voted: bool,
    /// Probability of each option, before the vote; empty if nobody voted.
    pub probability: Vec<f64>,
    /// Votes for each option; empty if nobody voted.
    pub votes: Vec<i64>,
    /// Abstentions.
    pub abstained: i64,
    /// Members of the body present.
    pub present: i64,
    /// Roll-call: key of the leader and number of the option; `None` abstained.
    pub roll: Vec<(Arc<str>, Option<usize>)>,
    /// The option that won in the vote.
    pub won: usize,
    /// The option that is carried out.
    pub carried: usize,
    /// The option that history chose.
    pub history: usize,
    /// Whether the run was held to history.
    pub pinned: bool,
    /// Whether somebody was made to choose.
    pub forced: bool,
}

impl VoteRecord {
    /// What came of a motion.
    pub(crate) fn of(
        month: Month,
        motion: &Motion,
        question: &Question,
        leaders: &Leaders,
    ) -> VoteRecord {
        let outcome = &motion.outcome;
        let options = motion.choices.len();
        let key = |(row, option): &(Id<Leader>, Option<u8>)| {
            (Arc::clone(&leaders.key[*row]), option.map(usize::from))
        };
        VoteRecord {
            month,
            decision: Arc::clone(&motion.id),
            options: motion.choices.iter().map(|choice| Arc::clone(&choice.id)).collect(),
            voted: outcome.voted,
            probability: outcome.probability.clone(),
            votes: outcome.votes.iter().take(options).copied().collect(),
            abstained: outcome.votes.get(options).copied().unwrap_or_default(),
            present: outcome.present,
            roll: outcome.roll.iter().map(key).collect(),
            won: outcome.won,
            carried: outcome.carried,
            history: question.history,
            pinned: motion.pinned,
            forced: question.forced.is_some(),
        }
    }
}

impl Record {
    /// An empty record for `months` months from `first`.
    pub fn new(first: Month, months: usize) -> Record {
        let cells = cells();
        let values = vec![f64::NAN; cells.len() * months];
        Record {
            first,
            months,
            cells,
            values,
            chronicle: Vec::new(),
            votes: Vec::new(),
            circle: Vec::new(),
            networks: Vec::new(),
        }
    }

    /// The monthly path of one column.
    pub fn path(&self, cell: usize) -> &[f64] {
        &self.values[cell * self.months..(cell + 1) * self.months]
    }

    /// The monthly path of a variable for the whole country (region `None`) or a region.
    pub fn variable(&self, name: &str, region: Option<usize>) -> Option<&[f64]> {
        let variable = find(name)?;
        let cell = self.cells.iter().position(|c| *c == Cell { variable, region })?;
        Some(self.path(cell))
    }

    /// The place of `month` in the paths, if it was observed.
    pub fn place(&self, month: Month) -> Option<usize> {
        usize::try_from(month.since(self.first)).ok().filter(|&i| i < self.months)
    }
}
