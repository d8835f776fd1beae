//! The leaders by name: what they want, whom they stand with, where they sit, how well they are.

use std::sync::Arc;

use std::ops::{Index, IndexMut};

use kernel::{Column, Id, Lineage};
use serde::{Deserialize, Serialize};

use crate::Region;

/// Row type of the table of leaders.
pub struct Leader;

/// The questions on which leaders hold recorded positions, each from -2 to 2; the scales stand at the
/// head of `evidence/actors/actors.toml`.
pub const ISSUES: [&str; 7] = [
    "trade_union_1921",
    "trade_monopoly_1922",
    "federation_1922",
    "bureaucracy_1923",
    "party_democracy_1923",
    "plan_vs_market",
    "socialism_one_country",
];

/// Where a leader sits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seats {
    /// Votes in the Politburo.
    pub politburo: bool,
    /// Candidate of the Politburo: speaks and does not vote.
    pub politburo_candidate: bool,
    /// Sits in the Orgburo.
    pub orgburo: bool,
    /// Secretary of the Central Committee.
    pub secretariat: bool,
    /// Full member of the Central Committee.
    pub committee: bool,
    /// Candidate of the Central Committee.
    pub committee_candidate: bool,
    /// Sits in the Central Control Commission.
    pub control_commission: bool,
    /// People's commissar.
    pub government: bool,
    /// Posted abroad or far from the centre.
    pub away: bool,
    /// The region whose organisation the leader heads, if any.
    pub heads: Option<Id<Region>>,
}

/// Where a leader stands on each of [`ISSUES`]; not a number where the record is silent.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Positions(pub [f64; ISSUES.len()]);

/// Equal if equal to the bit: silence equals silence.
impl PartialEq for Positions {
    fn eq(&self, other: &Self) -> bool {
        self.0.map(f64::to_bits) == other.0.map(f64::to_bits)
    }
}

impl Index<usize> for Positions {
    type Output = f64;
    fn index(&self, issue: usize) -> &f64 {
        &self.0[issue]
    }
}

impl IndexMut<usize> for Positions {
    fn index_mut(&mut self, issue: usize) -> &mut f64 {
        &mut self.0[issue]
    }
}

/// The leaders.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Leaders {
    /// Key, as `actors.toml` and decisions write it.
    pub key: Column<Leader, Arc<str>>,
    /// Surname and initials.
    pub name: Column<Leader, Arc<str>>,
    /// Chance is keyed by it.
    pub lineage: Column<Leader, Lineage>,
    /// Year of joining the party.
    pub joined: Column<Leader, u16>,
    /// Year of birth.
    pub born: Column<Leader, u16>,
    /// Alive and in the party.
    pub present: Column<Leader, bool>,
    /// Where the leader sits.
    pub seats: Column<Leader, Seats>,
    /// Positions by issue, -2 to 2; not a number where none is recorded.
    pub positions: Column<Leader, Positions>,
    /// Whether a position is inferred from role or patron, not taken from what the leader said.
    pub inferred: Column<Leader, [bool; 7]>,
    /// Ties: `ties[a * n + b]` is what `a` feels for `b`, -2 to 2.
    pub ties: Vec<f64>,
    /// Standing with the party, 0 to 1.
    pub prestige: Column<Leader, f64>,
    /// Share of provincial posts held by clients.
    pub clients: Column<Leader, f64>,
    /// Hold on army or police, 0 to 1.
    pub force: Column<Leader, f64>,
    /// Capacity for work, 0 (none, or dead) to 1.
    pub health: Column<Leader, f64>,
    /// Power, in shares that add up to 1 over those present.
    pub power: Column<Leader, f64>,
    /// Bloc in the Politburo, by number; 0 is the ruling one, 255 none.
    pub bloc: Column<Leader, u8>,
    /// Shapley-Shubik index in the Politburo.
    pub shapley: Column<Leader, f64>,
    /// Banzhaf index in the Politburo, normalised.
    pub banzhaf: Column<Leader, f64>,
}

impl Leaders {
    /// The row of a leader by key.
    pub fn find(&self, key: &str) -> Option<Id<Leader>> {
        self.key.ids().find(|&id| &*self.key[id] == key)
    }

    /// What `a` feels for `b`.
    pub fn tie(&self, a: Id<Leader>, b: Id<Leader>) -> f64 {
        self.ties[a.number() * self.key.len() + b.number()]
    }
}

/// A history of strokes, for the chance of the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Strokes {
    /// Strokes so far.
    pub count: u32,
    /// Months since the last one; counted from the beginning of the run before the first.
    pub months: u32,
    /// How much likelier than the average patient he is to have another; 0 until it is drawn.
    pub frailty: f64,
}

/// The leadership in a few numbers, 0 to 1 unless said otherwise.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Leadership {
    /// Who holds the office of general secretary.
    pub general_secretary: Option<Id<Leader>>,
    /// Months that he has held it.
    pub secretary_months: u32,
    /// Months since the leader who holds it last lost a recorded vote.
    pub secretary_unbeaten: u32,
    /// Contested votes in the Central Committee, this month first, for twelve months.
    pub contested: [u32; 12],
    /// Lenin's capacity for work.
    pub lenin_capacity: f64,
    /// What chance needs to know of his strokes.
    pub lenin_strokes: Strokes,
    /// Lenin's alarm.
    pub lenin_alarm: f64,
    /// Lenin's action.
    pub lenin_action: f64,
    /// His alliance with Trotsky.
    pub lenin_trotsky_alliance: f64,
    /// Number of blocs in the Politburo.
    pub blocs: u32,
    /// Power of the ruling bloc in the Politburo, share.
    pub ruling_share: f64,
    /// Loyalty norm: size of the winning coalition over that of the selectorate.
    pub loyalty_norm: f64,
}
