//! Many lives of one history, each under a theory of its own, of which only a measure is kept.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use evidence::Evidence;
use kernel::Month;
use lab::{LabError, Progress};
use model::{FIRST, Freedom, Plan, Record, Stop, Theory, Timeline};
use rayon::prelude::*;

/// One life that is wanted: whose luck it has, and under which theory it is lived.
#[derive(Clone, Debug)]
pub struct Design {
    /// Number of the draw: 0 is the central run. Part of the luck.
    pub draw: u32,
    /// The parameters, in the order of [`Theory::parameters`].
    pub values: Vec<f64>,
}

impl Design {
    /// Draw number `draw` from the priors; 0 has every parameter at its centre.
    pub fn of_prior(seed: u64, draw: u32) -> Design {
        Design { draw, values: Theory::draw(seed, draw).values() }
    }
}

/// What all lives have in common.
#[derive(Clone, Debug)]
pub struct World<'a> {
    /// The evidence.
    pub evidence: &'a Evidence,
    /// Decrees, shocks and paths.
    pub timeline: Arc<Timeline>,
    /// Parameters that are held at a value whatever a design says: place in
    /// [`Theory::parameters`], and value.
    pub held: Vec<(usize, f64)>,
    /// Names of mechanisms that are switched off.
    pub silenced: BTreeSet<String>,
    /// Where the bodies' own votes carry instead of what history decided.
    pub freedom: Freedom,
    /// Rows of the household table.
    pub households: usize,
    /// About how many rows of members of the party.
    pub members: usize,
    /// Seed of all chance.
    pub seed: u64,
    /// The last month.
    pub until: Month,
    /// Threads; none means one for each core.
    pub threads: Option<usize>,
    /// Where rows that were lived are kept, so that stopped work goes on where it was.
    pub keep: Option<PathBuf>,
}

impl<'a> World<'a> {
    /// History as it was, to the last month of the model.
    ///
    /// # Errors
    /// Decrees or paths of the evidence that do not fit the model.
    pub fn history(
        evidence: &'a Evidence,
        (households, members): (usize, usize),
        seed: u64,
    ) -> Result<World<'a>, LabError> {
        let timeline = Timeline::from_evidence(evidence).map_err(LabError::Evidence)?;
        Ok(World {
            evidence,
            timeline: Arc::new(timeline),
            held: Vec::new(),
            silenced: BTreeSet::new(),
            freedom: Freedom::default(),
            households,
            members,
            seed,
            until: model::LAST,
            threads: None,
            keep: None,
        })
    }

    fn plan(&self, design: &Design) -> Plan {
        let mut values = design.values.clone();
        self.held.iter().for_each(|&(place, value)| values[place] = value);
        Plan {
            seed: self.seed,
            draw: design.draw,
            households: self.households,
            members: self.members,
            timeline: Arc::clone(&self.timeline),
            theory: Theory::from_values(&values),
            silenced: self.silenced.clone(),
            freedom: self.freedom.clone(),
            until: self.until,
        }
    }

    /// Lives the designs on all cores and measures each. In the order of the designs; does not
    /// depend on the number of threads. A life that breaks off is not an error of the whole: it
    /// gives the reason in place of the measure.
    ///
    /// # Errors
    /// [`LabError::Cancelled`] if the user wishes to stop; threads that cannot be started.
    pub fn live<T: Send>(
        &self,
        designs: &[Design],
        measure: &(dyn Fn(&Record) -> T + Sync),
        progress: &dyn Progress,
        cancelled: &AtomicBool,
    ) -> Result<Vec<Result<T, String>>, LabError> {
        let months = u64::try_from(self.until.since(FIRST) + 1).unwrap_or(0);
        progress.start(months * designs.len() as u64);
        let done = AtomicU64::new(0);
        let one = |design: &Design| {
            let mut month_done =
                |_: Month| progress.advance(done.fetch_add(1, Ordering::Relaxed) + 1);
            let plan = self.plan(design);
            if !plan.theory.issue_money.is_stable() {
                return Ok(Err("the demand for money does not settle".to_owned()));
            }
            match model::live(&plan, self.evidence, cancelled, &mut month_done) {
                Ok(record) => Ok(Ok(measure(&record))),
                Err(Stop::Cancelled) => Err(LabError::Cancelled),
                Err(why) => Ok(Err(why.to_string())),
            }
        };
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(self.threads.unwrap_or(0))
            .build()
            .map_err(|why| LabError::Request(format!("cannot start the threads: {why}")))?;
        let lived = pool.install(|| designs.par_iter().map(one).collect());
        progress.finish();
        lived
    }
}
