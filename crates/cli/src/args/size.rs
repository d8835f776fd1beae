//! What can be typed of how large the runs of a judgement are, and of their luck.

use clap::Args;
use evidence::Evidence;
use judge::World;
use lab::request::SEED;

use super::{Households, households, members, threads};
use crate::failure::Failure;

/// How large runs are that are lived to be judged, and their luck.
#[derive(Args, Debug, Clone)]
pub struct Size {
    /// Rows of households, or `full` for every household one by one
    #[arg(long, value_name = "N|full", default_value = "3000", value_parser = households)]
    pub households: Households,
    /// Rows of members when the party has 800,000, or `full` for every member one by one
    #[arg(long, value_name = "N|full", default_value = "2000", value_parser = members)]
    pub members: Households,
    /// Seed of all chance; the same seed gives the same numbers [default: 1917]
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Runs at a time; the numbers do not depend on it [default: one for each core]
    #[arg(long, value_name = "N", value_parser = threads)]
    pub threads: Option<usize>,
}

impl Size {
    /// History in runs of this size.
    pub fn world<'a>(&self, evidence: &'a Evidence) -> Result<World<'a>, Failure> {
        let rows = (self.households.0, self.members.0);
        let world = World::history(evidence, rows, self.seed.unwrap_or(SEED))?;
        Ok(World { threads: self.threads, ..world })
    }

    /// As options of a command.
    pub fn words(&self, world: &World) -> String {
        let rows = |rows: usize| if rows == usize::MAX { "full".into() } else { rows.to_string() };
        let (households, members) = (rows(world.households), rows(world.members));
        format!("--households {households} --members {members} --seed {}", world.seed)
    }
}
