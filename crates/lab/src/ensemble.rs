//! Many lives of one scenario: the central run and draws from the priors, on all cores.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::time::Instant;

use evidence::Evidence;
use kernel::Month;
use model::{FIRST, Order, Plan, Record, STEP, Stop, Theory, Timeline};
use rayon::prelude::*;

use crate::error::LabError;
use crate::hashes::Hashes;
use crate::long::Microdata;
use crate::posterior;
use crate::request::Request;
use crate::scenario::known::{self, Parameter};
use crate::scenario::{Scenario, apply};

/// One life.
#[derive(Clone, Debug)]
pub struct DrawResult {
    /// Its number; 0 is the central run, with every parameter at its centre.
    pub number: u32,
    /// Its parameters, in the order of [`Ensemble::parameters`].
    pub parameters: Vec<f64>,
    /// What was observed.
    pub record: Record,
}

/// All lives of one request.
#[derive(Clone, Debug)]
pub struct Ensemble {
    /// The scenario.
    pub scenario: Scenario,
    /// Seed of all chance.
    pub seed: u64,
    /// Rows of the household table; `usize::MAX` for one row a household.
    pub households: usize,
    /// About how many rows of members of the party.
    pub members: usize,
    /// The last month.
    pub until: Month,
    /// Whether all parameters were drawn from their priors.
    pub prior: bool,
    /// Which single rows of the central run are written out.
    pub microdata: Microdata,
    /// The lives in order of their numbers, the central run first.
    pub draws: Vec<DrawResult>,
    /// Full names of the parameters.
    pub parameters: Vec<String>,
    /// Decrees and shocks as they were in force, with the steps that carry on what one of them began;
    /// readers are told of [`Ensemble::told`].
    pub orders: Vec<Order>,
    /// What made the numbers.
    pub hashes: Hashes,
    /// The command that asks for this again.
    pub command: String,
    /// When the run began, seconds since 1970 (universal time).
    pub started: u64,
    /// How long it took.
    pub elapsed_seconds: f64,
    /// What the reader should know, such as draws that came out identical.
    pub warnings: Vec<String>,
}

impl Ensemble {
    /// The id of the run: the same request has the same id.
    pub fn id(&self) -> String {
        let draws = u32::try_from(self.draws.len().saturating_sub(1)).unwrap_or(u32::MAX);
        let until = self.until.to_string();
        let rows = (self.households, self.members);
        crate::hashes::id(&self.hashes, self.seed, draws, rows, &until, self.prior)
    }

    /// The lives that speak for the priors: the draws, or the central run if there are none.
    pub fn sample(&self) -> &[DrawResult] {
        if self.draws.len() > 1 { &self.draws[1..] } else { &self.draws }
    }

    /// The decrees and shocks that are told: without steps, which only carry on what another began.
    pub fn told(&self) -> impl Iterator<Item = &Order> {
        self.orders.iter().filter(|order| order.kind != STEP)
    }

    /// The central run.
    pub fn central(&self) -> &Record {
        &self.draws[0].record
    }
}

/// Told how far a run is; counts months lived over all draws.
pub trait Progress: Sync {
    /// It begins; so many months are to be lived.
    fn start(&self, total: u64);
    /// So many months have been lived.
    fn advance(&self, done: u64);
    /// It is over.
    fn finish(&self);
    /// A life that was interrupted goes on from this month; what was lived before is counted as done.
    fn goes_on(&self, _from: Month) {}
    /// Something that the user should know while it runs.
    fn remark(&self, _text: &str) {}
}

/// Tells nobody.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn start(&self, _: u64) {}
    fn advance(&self, _: u64) {}
    fn finish(&self) {}
}

/// Lives a request. The numbers do not depend on the number of threads.
///
/// # Errors
/// A scenario or evidence that does not fit, a request that cannot be met, a breach of the books
/// (of the lowest draw that has one), or the wish of the user to stop.
pub fn run(
    request: &Request,
    evidence: &Evidence,
    progress: &dyn Progress,
    cancelled: &AtomicBool,
) -> Result<Ensemble, LabError> {
    let live = |plan: &Plan, stop: &AtomicBool, month_done: &mut dyn FnMut(Month)| {
        model::live(plan, evidence, stop, month_done)
    };
    run_with(request, evidence, progress, cancelled, &live)
}

/// One life: the plan, the sign to stop, and whom to tell of each month.
pub(crate) type Live<'a> =
    &'a (dyn Fn(&Plan, &AtomicBool, &mut dyn FnMut(Month)) -> Result<Record, Stop> + Sync);

pub(crate) fn run_with(
    request: &Request,
    evidence: &Evidence,
    progress: &dyn Progress,
    cancelled: &AtomicBool,
    live: Live,
) -> Result<Ensemble, LabError> {
    request.check()?;
    let began = Began::now();
    let arm = Arm::of(request, evidence)?;
    let work = Work {
        arm: &arm,
        live,
        progress,
        cancelled,
        done: AtomicU64::new(0),
        failed: AtomicU32::new(u32::MAX),
    };
    let draws = work.all()?;
    Ok(arm.ensemble(evidence, draws, began))
}

/// When work began, by the calendar and by the clock.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Began {
    seconds: u64,
    clock: Instant,
}

impl Began {
    pub fn now() -> Began {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        Began { seconds: since.map_or(0, |since| since.as_secs()), clock: Instant::now() }
    }
}

/// A request made ready: the timeline with the scenario's changes, and the plan of each draw.
pub(crate) struct Arm<'a> {
    pub request: &'a Request,
    timeline: Arc<Timeline>,
    parameters: Vec<Parameter>,
}

impl<'a> Arm<'a> {
    /// Applies the scenario to history.
    pub fn of(request: &'a Request, evidence: &Evidence) -> Result<Arm<'a>, LabError> {
        Arm::on(Timeline::from_evidence(evidence).map_err(LabError::Evidence)?, request)
    }

    /// Applies the scenario to a history that was read before.
    pub fn on(history: Timeline, request: &'a Request) -> Result<Arm<'a>, LabError> {
        let timeline = apply::timeline(history, &request.scenario.actions)
            .map_err(|why| LabError::Start { draw: 0, why })?;
        Ok(Arm { request, timeline: Arc::new(timeline), parameters: known::parameters() })
    }

    /// The plan of a draw, and its parameters in the order of [`Ensemble::parameters`].
    pub fn plan(&self, number: u32) -> (Plan, Vec<f64>) {
        let Request { scenario, seed, .. } = self.request;
        let mut values = Theory::draw(*seed, number).values();
        if !self.request.prior {
            posterior::shipped().write(number, &mut values);
        }
        apply::assume(&mut values, &self.parameters, &scenario.assumes, *seed, number);
        let plan = Plan {
            seed: *seed,
            draw: number,
            households: self.request.households,
            members: self.request.members,
            timeline: Arc::clone(&self.timeline),
            theory: Theory::from_values(&values),
            silenced: scenario.silenced.clone(),
            freedom: scenario.freedom.clone(),
            until: self.request.until,
        };
        (plan, values)
    }

    /// The draws with all that says where they come from.
    pub fn ensemble(&self, evidence: &Evidence, draws: Vec<DrawResult>, began: Began) -> Ensemble {
        let request = self.request;
        Ensemble {
            scenario: request.scenario.clone(),
            seed: request.seed,
            households: request.households,
            members: request.members,
            until: request.until,
            prior: request.prior,
            microdata: request.microdata,
            warnings: identical(&draws),
            parameters: self.parameters.iter().map(|parameter| parameter.name.clone()).collect(),
            orders: in_force(&self.timeline, &draws),
            draws,
            hashes: Hashes::of(request, evidence),
            command: request.command(),
            started: began.seconds,
            elapsed_seconds: began.clock.elapsed().as_secs_f64(),
        }
    }
}

/// Why draw `draw` ended early, as the lab says it.
pub(crate) fn stopped(draw: u32, why: Stop) -> LabError {
    match why {
        Stop::Breach(breach) => LabError::Breach { draw, breach: breach.to_string() },
        Stop::BadStart(why) => LabError::Start { draw, why },
        Stop::Cancelled => LabError::Cancelled,
    }
}

/// The orders without those that hang on a decision and that no draw saw issued.
fn in_force(timeline: &Timeline, draws: &[DrawResult]) -> Vec<Order> {
    let obeyed = |order: &&Order| {
        let mut lines = draws.iter().flat_map(|draw| &draw.record.chronicle);
        !timeline.decisions.issue(&order.id) || lines.any(|line| line.id == order.id)
    };
    timeline.orders().iter().filter(obeyed).cloned().collect()
}

struct Work<'a> {
    arm: &'a Arm<'a>,
    live: Live<'a>,
    progress: &'a dyn Progress,
    cancelled: &'a AtomicBool,
    /// Months lived over all draws.
    done: AtomicU64,
    /// The lowest draw that failed: those above it stop, those below go on, so that the failure
    /// that is reported does not depend on who was first.
    failed: AtomicU32,
}

impl Work<'_> {
    fn all(&self) -> Result<Vec<DrawResult>, LabError> {
        let months = u64::try_from(self.arm.request.until.since(FIRST) + 1).unwrap_or(0);
        self.progress.start(months * (u64::from(self.arm.request.draws) + 1));
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(self.arm.request.threads.unwrap_or(0))
            .build()
            .map_err(|why| LabError::Request(format!("cannot start the threads: {why}")))?;
        let numbers = 0..=self.arm.request.draws;
        let results: Vec<Result<DrawResult, LabError>> =
            pool.install(|| numbers.into_par_iter().map(|number| self.one(number)).collect());
        self.progress.finish();
        if self.cancelled.load(Ordering::Relaxed) {
            return Err(LabError::Cancelled);
        }
        results.into_iter().collect()
    }

    fn one(&self, number: u32) -> Result<DrawResult, LabError> {
        let stop = AtomicBool::new(false);
        let given_up = || {
            self.cancelled.load(Ordering::Relaxed) || self.failed.load(Ordering::Relaxed) < number
        };
        if given_up() {
            return Err(LabError::Cancelled);
        }
        let (plan, values) = self.arm.plan(number);
        let mut month_done = |_: Month| {
            let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
            self.progress.advance(done);
            if given_up() {
                stop.store(true, Ordering::Relaxed);
            }
        };
        match (self.live)(&plan, &stop, &mut month_done) {
            Ok(record) => Ok(DrawResult { number, parameters: values, record }),
            Err(why) => {
                self.failed.fetch_min(number, Ordering::Relaxed);
                Err(stopped(number, why))
            }
        }
    }
}

/// A warning for each group of draws whose every number is the same: the draws then say nothing
/// of what is uncertain.
fn identical(draws: &[DrawResult]) -> Vec<String> {
    let mut groups: BTreeMap<[u8; 32], Vec<u32>> = BTreeMap::new();
    for draw in draws {
        let mut hasher = blake3::Hasher::new();
        for value in &draw.record.values {
            hasher.update(&value.to_bits().to_le_bytes());
        }
        groups.entry(*hasher.finalize().as_bytes()).or_default().push(draw.number);
    }
    let mut same: Vec<Vec<u32>> = groups.into_values().filter(|group| group.len() > 1).collect();
    same.sort();
    let warn = |group: &Vec<u32>| {
        let (first, rest) = (group[0], group.len() - 1);
        format!("draw {first} and {rest} other(s) came out identical, first draw {}", group[1])
    };
    same.iter().map(warn).collect()
}

#[cfg(test)]
#[path = "ensemble_tests.rs"]
mod tests;
