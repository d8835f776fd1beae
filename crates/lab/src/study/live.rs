//! Lives the units that the store lacks: draw by draw on all cores, the next unit beginning while the
//! last draws of the one before are still lived. A unit is written when its last draw ends, and then
//! forgotten, so that memory does not grow with the number of runs.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use evidence::Evidence;
use kernel::Month;
use model::{FIRST, Timeline};

use super::{Plan, Unit, life};
use crate::ensemble::{self, Arm, Progress};
use crate::error::LabError;
use crate::store::{Rows, Store};

/// What came of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lived {
    /// Units that the store had, whole.
    pub found: usize,
    /// Units that were lived.
    pub lived: usize,
    /// Runs in them.
    pub runs: u64,
}

/// Makes sure that the store has these units of a plan: those that it lacks are lived.
///
/// The rows of a unit do not depend on threads, on the order of the units, or on what was lived
/// before. What is finished is kept even if this ends with an error.
///
/// # Errors
/// The wish of the user to stop; a breach of the books in a run; a disk that is full or refuses; a
/// store that lacks units and cannot be written.
pub fn live(
    plan: &Plan,
    units: &[Unit],
    store: &Store,
    evidence: &Evidence,
    threads: Option<usize>,
    progress: &dyn Progress,
    cancelled: &AtomicBool,
) -> Result<Lived, LabError> {
    let mut missing = Vec::new();
    for unit in units {
        if !store.has(&unit.address)? {
            missing.push(unit);
        }
    }
    let found = units.len() - missing.len();
    if missing.is_empty() {
        return Ok(Lived { found, ..Lived::default() });
    }
    if !store.is_writable() {
        let what = format!(
            "{} of {} units are not in it, and it cannot be written",
            missing.len(),
            units.len()
        );
        return Err(refused(store.root(), what));
    }
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads.unwrap_or(0))
        .build()
        .map_err(|why| LabError::Request(format!("cannot start the threads: {why}")))?;
    let history = Timeline::from_evidence(evidence).map_err(LabError::Evidence)?;
    let work = Work::new(plan, &missing, store, evidence, &history, progress, cancelled);
    let months = u64::try_from(plan.study.until.since(FIRST) + 1).unwrap_or(0);
    progress.start(months * work.tasks.len() as u64);
    pool.broadcast(|_| work.go_on());
    progress.finish();
    let lived = work.lived.load(Ordering::Relaxed);
    let runs = work.runs.load(Ordering::Relaxed);
    match work.failure.into_inner() {
        Ok(Some((_, LabError::Cancelled))) => {
            Err(LabError::Paused { kept: found + lived, of: units.len() })
        }
        Ok(Some((_, error))) => Err(error),
        _ => Ok(Lived { found, lived, runs }),
    }
}

fn refused(root: &Path, what: String) -> LabError {
    crate::error::folder(root, what, "choose another store with --store DIR")
}

/// A unit that is being lived, or will be.
enum State<'a> {
    /// Nobody has begun.
    Fresh,
    /// Its arm, the rows of the draws that ended, and how many are under way or to come.
    Begun { arm: Arc<Arm<'a>>, rows: Vec<Option<Rows>>, left: usize },
    /// It is in the store.
    Done,
}

struct Work<'a> {
    plan: &'a Plan,
    units: Vec<(&'a Unit, Mutex<State<'a>>)>,
    /// Every draw that is to be lived: place of the unit, number of the draw.
    tasks: Vec<(usize, u32)>,
    next: AtomicUsize,
    store: &'a Store,
    evidence: &'a Evidence,
    history: &'a Timeline,
    progress: &'a dyn Progress,
    cancelled: &'a AtomicBool,
    /// Months lived or found over all draws.
    months: AtomicU64,
    lived: AtomicUsize,
    runs: AtomicU64,
    /// Set when the others shall stop.
    failed: AtomicBool,
    /// The failure of the earliest task that failed.
    failure: Mutex<Option<(usize, LabError)>>,
}

impl<'a> Work<'a> {
    fn new(
        plan: &'a Plan,
        missing: &[&'a Unit],
        store: &'a Store,
        evidence: &'a Evidence,
        history: &'a Timeline,
        progress: &'a dyn Progress,
        cancelled: &'a AtomicBool,
    ) -> Work<'a> {
        let draws = |(place, unit): (usize, &&Unit)| {
            (unit.first..=unit.last).map(move |draw| (place, draw)).collect::<Vec<_>>()
        };
        Work {
            plan,
            tasks: missing.iter().enumerate().flat_map(draws).collect(),
            units: missing.iter().map(|unit| (*unit, Mutex::new(State::Fresh))).collect(),
            next: AtomicUsize::new(0),
            store,
            evidence,
            history,
            progress,
            cancelled,
            months: AtomicU64::new(0),
            lived: AtomicUsize::new(0),
            runs: AtomicU64::new(0),
            failed: AtomicBool::new(false),
            failure: Mutex::new(None),
        }
    }

    /// Takes draw after draw until there is none.
    fn go_on(&self) {
        loop {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            let Some((place, draw)) = self.tasks.get(number) else { return };
            if self.failed.load(Ordering::Relaxed) {
                return;
            }
            if let Err(error) = self.one(*place, *draw) {
                self.fail(number, error);
            }
        }
    }

    fn fail(&self, number: usize, error: LabError) {
        self.failed.store(true, Ordering::Relaxed);
        let Ok(mut failure) = self.failure.lock() else { return };
        // A run that stopped because another failed is no failure of its own.
        let weight =
            |number: usize, error: &LabError| (matches!(error, LabError::Cancelled), number);
        let earlier = |(old, why): &(usize, LabError)| weight(*old, why) <= weight(number, &error);
        if !failure.as_ref().is_some_and(earlier) {
            *failure = Some((number, error));
        }
    }

    fn one(&self, place: usize, draw: u32) -> Result<(), LabError> {
        if self.cancelled.load(Ordering::Relaxed) {
            return Err(LabError::Cancelled);
        }
        let Some(arm) = self.begin(place)? else {
            let months = self.plan.study.until.since(FIRST) + 1;
            self.advance(u64::try_from(months).unwrap_or(0));
            return Ok(());
        };
        let (unit, state) = &self.units[place];
        let (plan, _) = arm.plan(draw);
        let stop = AtomicBool::new(false);
        let mut month_done = |_: Month| {
            self.advance(1);
            if self.cancelled.load(Ordering::Relaxed) || self.failed.load(Ordering::Relaxed) {
                stop.store(true, Ordering::Relaxed);
            }
        };
        let record = model::live(&plan, self.evidence, &stop, &mut month_done)
            .map_err(|why| ensemble::stopped(draw, why))?;
        let kept = life::rows(draw, &record, &self.plan.study.keep);
        drop(record);
        let complete = {
            let mut state = state.lock().map_err(|_| poisoned())?;
            let State::Begun { rows, left, .. } = &mut *state else { return Ok(()) };
            rows[(draw - unit.first) as usize] = Some(kept);
            *left -= 1;
            if *left > 0 {
                return Ok(());
            }
            let all = rows.iter_mut().filter_map(Option::take);
            let all = all.reduce(|mut all, one| {
                all.append(one);
                all
            });
            *state = State::Done;
            all.unwrap_or_default()
        };
        self.store.put(&unit.address, &self.plan.label(unit), &complete)?;
        self.lived.fetch_add(1, Ordering::Relaxed);
        self.runs.fetch_add(u64::from(unit.last - unit.first) + 1, Ordering::Relaxed);
        Ok(())
    }

    fn advance(&self, months: u64) {
        self.progress.advance(self.months.fetch_add(months, Ordering::Relaxed) + months);
    }

    /// The arm of a unit, made ready by whoever begins it; none if the unit is in the store, where
    /// another process may have put it meanwhile.
    fn begin(&self, place: usize) -> Result<Option<Arc<Arm<'a>>>, LabError> {
        let (unit, state) = &self.units[place];
        let mut state = state.lock().map_err(|_| poisoned())?;
        if let State::Fresh = *state {
            *state = if self.store.has(&unit.address)? {
                State::Done
            } else {
                let request = &self.plan.arms[unit.arm].request;
                let arm = Arc::new(Arm::on(self.history.clone(), request)?);
                let left = (unit.last - unit.first) as usize + 1;
                State::Begun { arm, rows: vec![None; left], left }
            };
        }
        Ok(match &*state {
            State::Begun { arm, .. } => Some(Arc::clone(arm)),
            State::Fresh | State::Done => None,
        })
    }
}

fn poisoned() -> LabError {
    LabError::Request("a thread failed; please report it with the command you gave".to_owned())
}
