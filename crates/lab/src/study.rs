//! Studies: scenarios times theories times freedoms times draws, lived once and compared.
//!
//! A study file names scenarios, a baseline, theories and how far the bodies of the party are free.
//! Each combination is an *arm*; each arm is compared with the arm of the baseline that has the same
//! theory, the same freedom and the same draws, so that what differs comes from the scenario. The
//! draws of an arm are lived in blocks, the *units* that the store keeps.
//!
//! [`load`] reads a file, [`Plan::of`] lists arms and units, [`live()`] lives what the store lacks,
//! [`Results::of`] compares, [`write()`] leaves the folder. [`shards`] splits a plan over machines.

mod change;
mod files;
mod life;
mod live;
mod measure;
mod plan;
mod read;
mod results;
pub mod shards;
mod tables;

#[cfg(test)]
mod tests;

use std::path::PathBuf;

use kernel::Month;
use model::Freedom;

pub(crate) use change::paired_interval;
pub use change::{DecisionChange, MeasureChange, OutcomeChange, OutcomeCount};
pub use files::{AGAIN, prepare, write};
pub use live::{Lived, live};
pub use measure::Measure;
pub use plan::{Arm, Pair, Plan, Unit};
pub use read::load;
pub use results::{ArmResult, Comparison, Results};

/// The name of the theory in which every switch is drawn evenly, as no account sets it.
pub const CENTRAL: &str = "central";
/// Draws of a unit: few, so that little is lost when a study is stopped; enough, so that files are
/// not tiny (judgement).
pub const BLOCK: u32 = 10;

/// A study as its file has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Study {
    /// Short name.
    pub name: String,
    /// Title for the reader.
    pub title: String,
    /// The question it answers.
    pub question: String,
    /// The scenario that all others are compared with: a shipped name, or the path of a file.
    pub baseline: String,
    /// The scenarios: shipped names, or paths of files. The baseline is not among them.
    pub scenarios: Vec<String>,
    /// The theories: [`CENTRAL`], or names of accounts.
    pub theories: Vec<String>,
    /// How far the bodies of the party are free.
    pub modes: Vec<Mode>,
    /// Draws from the priors beside the central run.
    pub draws: u32,
    /// Seed of all chance.
    pub seed: u64,
    /// Rows of the household table; `usize::MAX` for one row a household.
    pub households: usize,
    /// About how many rows of members of the party.
    pub members: usize,
    /// The last month that is lived.
    pub until: Month,
    /// Names of the variables of which every month is kept, for the whole country.
    pub keep: Vec<String>,
    /// The file it was read from.
    pub file: PathBuf,
}

/// How far the bodies of the party are free in both arms of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    /// Every decision goes as history went, save what the scenario itself decides.
    Pinned,
    /// Free from the first month in which the scenario commands what history did not.
    Free,
    /// Free from this month on.
    From(Month),
    /// As the file of the scenario says.
    Written,
}

impl Mode {
    /// The word of a study file.
    pub fn word(self) -> String {
        match self {
            Mode::Pinned => "pinned".to_owned(),
            Mode::Free => "free".to_owned(),
            Mode::From(month) => month.to_string(),
            Mode::Written => "written".to_owned(),
        }
    }

    /// The freedom that both arms get: `first` is the first month in which the scenario commands
    /// what history did not, `written` what its file says.
    fn freedom(self, first: Month, written: &Freedom) -> Freedom {
        match self {
            Mode::Pinned => Freedom::Pinned,
            Mode::Free => Freedom::From(first),
            Mode::From(month) => Freedom::From(month),
            Mode::Written => written.clone(),
        }
    }
}
