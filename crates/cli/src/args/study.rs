//! What can be typed of studies and of the store that keeps their runs.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::threads;

/// Options of `ensemble`.
#[derive(Args, Debug, Clone)]
pub struct EnsembleArgs {
    /// A study file, or the folder of a divided study
    #[arg(value_name = "STUDY")]
    pub study: PathBuf,
    /// Folder to write; another one is kept unless --force is given [default: runs/<id>]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Where finished runs are kept, and found again
    #[arg(long, value_name = "DIR", default_value = lab::store::PLACE)]
    pub store: PathBuf,
    /// Divide the study into so many parts, written to the folder of --out, and live nothing
    #[arg(long, value_name = "N")]
    pub shards: Option<usize>,
    /// Runs at a time; the numbers do not depend on it [default: one for each core]
    #[arg(long, value_name = "N", value_parser = threads)]
    pub threads: Option<usize>,
    /// Replace the folder if it is there already
    #[arg(long)]
    pub force: bool,
}

/// Options of `shard`.
#[derive(Args, Debug, Clone)]
pub struct ShardArgs {
    /// The folder of the divided study
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// Which part, counted from 1
    #[arg(value_name = "K")]
    pub part: usize,
    /// Runs at a time; the numbers do not depend on it [default: one for each core]
    #[arg(long, value_name = "N", value_parser = threads)]
    pub threads: Option<usize>,
}

/// Where a store lies.
#[derive(Args, Debug, Clone)]
pub struct StorePlace {
    /// Where the store lies
    #[arg(long, value_name = "DIR", default_value = lab::store::PLACE)]
    pub store: PathBuf,
}

/// Commands on the store.
#[derive(Subcommand, Debug)]
pub enum StoreCommand {
    /// List what is kept: unit, study, draws, bytes, when
    Ls(StorePlace),
    /// Read every file and hold it against its checksum; what is damaged is set aside
    Verify(StorePlace),
    /// Show what nobody needs: units of other versions or other evidence, files set aside
    Gc {
        /// Where the store lies
        #[command(flatten)]
        place: StorePlace,
        /// Remove it
        #[arg(long)]
        yes: bool,
    },
}

pub(super) const ENSEMBLE_EXAMPLES: &str = "\
A study that was stopped, by Ctrl-C, a crash or a power cut, goes on where it was when the same
command is given again. What was lived once is never lived again, in other studies either.

Examples
  ktokogo ensemble studies/hinges.toml
  ktokogo ensemble studies/hinges.toml --out results/hinges --threads 8
  ktokogo ensemble studies/hinges.toml --shards 20 --out parts
  ktokogo ensemble parts --out results/hinges";

pub(super) const SHARD_EXAMPLES: &str = "\
Examples
  ktokogo shard parts 1
  ktokogo shard parts 20 --threads 4";

pub(super) const STORE_EXAMPLES: &str = "\
Examples
  ktokogo store ls
  ktokogo store verify --store results/store
  ktokogo store gc
  ktokogo store gc --yes";
