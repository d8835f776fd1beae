//! What can be typed of two worlds beside each other.

use std::path::PathBuf;

use clap::Args;
use clap::builder::ArgPredicate;

use super::{Households, Living, households};

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
    /// Under every rival account and under none: a study, with a table of theories
    #[arg(long, conflicts_with_all = ["theory", "set", "free_decision", "figures"])]
    pub all_theories: bool,
    /// Where the runs of --all-theories are kept, and found again
    #[arg(long, value_name = "DIR", default_value = lab::store::PLACE, requires = "all_theories")]
    pub store: PathBuf,
    /// Draws of the parameters, each lived in both worlds [default: the scenario's own, or 100]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=100_000))]
    pub draws: Option<u32>,
    /// Rows of households, or `full` for every household one by one
    #[arg(long, value_name = "N|full", default_value = "3000", value_parser = households)]
    pub households: Households,
    /// Draw the figures of the report on the screen too
    #[arg(long)]
    pub figures: bool,
    /// Take the difference apart as `explain` does, on the page and in its folder; takes longer
    #[arg(long, conflicts_with = "all_theories")]
    pub explain: bool,
    /// How both worlds are lived, and where they are written
    #[command(flatten)]
    pub living: Living,
}

/// Draws of each world, unless the user or the scenario says otherwise.
pub const DRAWS: u32 = 100;

pub const WHATIF_EXAMPLES: &str = "\
Examples
  ktokogo whatif trade-monopoly-abandoned
  ktokogo whatif --set 'trade_monopoly = 0.4 @ 1922-10/1924-06'
  ktokogo whatif open-border --draws 200 --theory rigby-daniels
  ktokogo whatif elections-not-appointments --all-theories --draws 20
  ktokogo whatif my-scenario.toml --free 1922-10 --out results/mine";
