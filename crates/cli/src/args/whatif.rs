//! What can be typed of two worlds beside each other.

use std::path::PathBuf;

use clap::Args;
use clap::builder::ArgPredicate;
use kernel::Month;
use model::Freedom;

use super::{Households, freedom, households, members, month, threads};

/// Options of `whatif`.
#[derive(Args, Debug, Clone)]
pub struct WhatifArgs {
    /// Name of a scenario that is built in, or a scenario file; with --set, the world to change
    #[arg(
        value_name = "SCENARIO",
        required_unless_present = "set",
        default_value_if("set", ArgPredicate::IsPresent, "history")
    )]
    pub scenario: Option<String>,
    /// Change one thing: 'x = v @ from/until', 'parameter = v', 'decision = option'; may be repeated
    #[arg(long, value_name = "PATCH")]
    pub set: Vec<String>,
    /// The world it is held against
    #[arg(long, value_name = "SCENARIO", default_value = "history", conflicts_with = "set")]
    pub against: String,
    /// Take the switches of a rival account in both worlds; `ktokogo list theories` shows all
    #[arg(long, value_name = "NAME")]
    pub theory: Option<String>,
    /// Under every rival account and under none: a study, with a table of theories
    #[arg(long, conflicts_with_all = ["theory", "set", "free_decision", "figures"])]
    pub all_theories: bool,
    /// Where the runs of --all-theories are kept, and found again
    #[arg(long, value_name = "DIR", default_value = lab::store::PLACE, requires = "all_theories")]
    pub store: PathBuf,
    /// Seed of all chance, the same in both worlds [default: the scenario's, or 1917]
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Draws of the parameters, each lived in both worlds [default: the scenario's own, or 100]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=100_000))]
    pub draws: Option<u32>,
    /// Rows of households, or `full` for every household one by one
    #[arg(long, value_name = "N|full", default_value = "3000", value_parser = households)]
    pub households: Households,
    /// Rows of members when the party has 800,000, or `full` for every member one by one
    #[arg(long, value_name = "N|full", default_value = "2000", value_parser = members)]
    pub members: Households,
    /// Runs at a time; the numbers do not depend on it [default: one for each core]
    #[arg(long, value_name = "N", value_parser = threads)]
    pub threads: Option<usize>,
    /// The last month to live
    #[arg(long, value_name = "YYYY-MM", default_value = "1929-12", value_parser = month)]
    pub until: Month,
    /// Let the bodies of the party decide by their own votes in both worlds, from a month on or always
    #[arg(long, value_name = "YYYY-MM", num_args = 0..=1, value_parser = month)]
    pub free: Option<Option<Month>>,
    /// Let this decision alone be free in both worlds; may be repeated
    #[arg(long, value_name = "ID", conflicts_with = "free")]
    pub free_decision: Vec<String>,
    /// Folder to write; an earlier one is kept unless --force is given [default: runs/<id>]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Replace the folder if it is there already
    #[arg(long)]
    pub force: bool,
    /// Draw the figures of the report on the screen too
    #[arg(long)]
    pub figures: bool,
    /// Take the difference apart as `explain` does, on the page and in its folder; takes longer
    #[arg(long, conflicts_with = "all_theories")]
    pub explain: bool,
}

/// Draws of each world, unless the user or the scenario says otherwise.
pub const DRAWS: u32 = 100;

impl WhatifArgs {
    /// The freedom that the options ask for; none leaves it to the scenario.
    pub fn freedom(&self) -> Option<Freedom> {
        freedom(self.free, &self.free_decision)
    }
}

pub const WHATIF_EXAMPLES: &str = "\
Examples
  ktokogo whatif trade-monopoly-abandoned
  ktokogo whatif --set 'trade_monopoly = 0.4 @ 1922-10/1924-06'
  ktokogo whatif open-border --draws 200 --theory rigby-daniels
  ktokogo whatif elections-not-appointments --all-theories --draws 20
  ktokogo whatif my-scenario.toml --free 1922-10 --out results/mine";
