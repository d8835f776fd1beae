//! How fast it is on this machine: what the memory can do, what each step of the month makes of it,
//! and how many runs a second an ensemble lives.
//!
//! Everything is measured in one job, so that the parts can be held against each other. Nothing here
//! is a test, and no run depends on it.

pub mod ensembles;
pub mod households;
pub mod machine;

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use evidence::Evidence;
use kernel::Month;
use rayon::ThreadPool;

use crate::ensemble::Progress;
use crate::error::LabError;
use crate::request::Request;
use crate::scenario;

pub use ensembles::{Ensembles, Lived};
pub use households::{Households, Step, Together};
pub use machine::{Machine, Speed};

/// What is to be measured, and how large.
#[derive(Clone, Debug)]
pub struct Ask {
    /// Rows of households of the country whose steps are timed.
    pub households: usize,
    /// About how many rows of members it has.
    pub members: usize,
    /// Its last month.
    pub until: Month,
    /// Threads; none means one for each core.
    pub threads: Option<usize>,
    /// Rows of households of the runs of the ensemble.
    pub sample: usize,
    /// Draws of the ensemble beside the central run.
    pub draws: u32,
    /// The last month of its runs.
    pub sample_until: Month,
    /// Values of each of the three arrays of the triad.
    pub triad: usize,
    /// How often short work is done; the fastest counts.
    pub times: usize,
    /// The program whose start is timed; none leaves that out.
    pub program: Option<PathBuf>,
}

impl Ask {
    /// The measurement that the documentation shows: some minutes.
    pub fn whole() -> Ask {
        Ask {
            households: 12_000_000,
            members: crate::request::MEMBERS,
            // The levy, the tax in kind and the tax in money are all in force before.
            until: Month::new(1924, 12),
            threads: None,
            sample: 3_000,
            draws: crate::request::DRAWS,
            sample_until: model::LAST,
            // 384 MiB each, many times the largest cache.
            triad: 3 << 24,
            times: 5,
            program: None,
        }
    }

    /// Every part of it once and small: it shows that all works, and its numbers mean little.
    pub fn quick() -> Ask {
        Ask {
            households: 2_000,
            members: 200,
            until: Month::new(1918, 4),
            sample: 300,
            draws: 1,
            sample_until: Month::new(1918, 4),
            triad: 1 << 16,
            times: 1,
            ..Ask::whole()
        }
    }

    fn cores(&self) -> usize {
        self.threads.unwrap_or_else(rayon::current_num_threads)
    }

    /// One thread, and all that are asked for.
    fn numbers_of_threads(&self) -> Vec<usize> {
        if self.cores() == 1 { vec![1] } else { vec![1, self.cores()] }
    }

    /// History at its centre, with so many rows and draws.
    fn request(&self, households: usize, draws: u32, until: Month) -> Request {
        let customary = Request::new(scenario::history());
        let members = self.members;
        Request { households, members, draws, until, threads: Some(self.cores()), ..customary }
    }
}

/// What was measured.
#[derive(Clone, Debug)]
pub struct Measured {
    /// What was asked.
    pub ask: Ask,
    /// The machine and its ceiling.
    pub machine: Machine,
    /// The steps of the month in a country of many rows.
    pub households: Households,
    /// Many runs of a sample.
    pub ensembles: Ensembles,
}

/// Measures everything, one after the other.
///
/// # Errors
/// A society that cannot be built, a breach of the books, a folder for temporary files that cannot
/// be written, or the wish of the user to stop.
pub fn measure(
    ask: &Ask,
    evidence: &Evidence,
    progress: &dyn Progress,
    cancelled: &AtomicBool,
) -> Result<Measured, LabError> {
    let machine = machine::measure(ask)?;
    let ceiling = machine.all().ceiling;
    let households = households::measure(ask, ceiling, evidence, progress, cancelled)?;
    let ensembles = ensembles::measure(ask, evidence, cancelled)?;
    Ok(Measured { ask: ask.clone(), machine, households, ensembles })
}

/// Threads of their own for one measurement.
fn pool(threads: usize) -> Result<ThreadPool, LabError> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    pool.map_err(|why| LabError::Request(format!("cannot start the threads: {why}")))
}

/// Seconds of the fastest of so many times.
fn fastest(times: usize, mut work: impl FnMut()) -> f64 {
    let once = |_| {
        let began = Instant::now();
        work();
        began.elapsed().as_secs_f64()
    };
    (0..times.max(1)).map(once).fold(f64::INFINITY, f64::min)
}
