//! A long life: one run whose country may be as large as the real one.
//!
//! While it is lived, its state is kept in a *work area* beside the folder that it will leave, and so
//! are the tables of single households that were asked for, month by month. A run that is killed or
//! stopped goes on from there when the same request is given again, and ends with the same bytes.

mod area;
mod checkpoint;
pub mod microdata;
mod pace;

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use evidence::Evidence;
use kernel::Month;
use model::{Life, Plan, Record, Stop};

use crate::ensemble::{self, Ensemble, Progress};
use crate::error::LabError;
use crate::hashes::Hashes;
use crate::request::Request;
pub use area::Area;
pub use microdata::Microdata;
use microdata::Tables;
pub use pace::Pace;

/// Lives a request as [`crate::run`] does, and keeps the state and the households of its central run
/// in a work area. The state is kept only if the central run is lived alone: draws beside it have the
/// store of `ensemble`.
///
/// # Errors
/// As [`crate::run`]; a disk that refuses.
pub fn run(
    request: &Request,
    evidence: &Evidence,
    progress: &dyn Progress,
    cancelled: &AtomicBool,
    area: &Area,
    pace: Pace,
) -> Result<Ensemble, LabError> {
    let key = checkpoint::key(request, &Hashes::of(request, evidence));
    let tables = Tables::of(request, &Hashes::of(request, evidence));
    let failed = Mutex::new(None);
    let live = |plan: &Plan, stop: &AtomicBool, month_done: &mut dyn FnMut(Month)| {
        if plan.draw > 0 {
            return model::live(plan, evidence, stop, month_done);
        }
        let pace = if request.draws == 0 { pace } else { Pace::Never };
        let long = Long { plan, evidence, progress, area, key, tables: &tables, pace };
        let lived = long.live(stop, cancelled, month_done);
        lived.map_err(|why| match why {
            Why::Model(stop) => stop,
            Why::Disk(error) => {
                // A poisoned lock means that another thread panicked: then this run ends anyway.
                if let Ok(mut failed) = failed.lock() {
                    *failed = Some(error);
                }
                Stop::Cancelled
            }
        })
    };
    let lived = ensemble::run_with(request, evidence, progress, cancelled, &live);
    match failed.into_inner() {
        Ok(Some(error)) => Err(error),
        _ => lived.map_err(|error| match error {
            LabError::Cancelled if area.state().exists() => LabError::Kept,
            other => other,
        }),
    }
}

/// Why a long life ended early.
enum Why {
    Model(Stop),
    Disk(LabError),
}

/// One long life and what it needs.
struct Long<'a> {
    plan: &'a Plan,
    evidence: &'a Evidence,
    progress: &'a dyn Progress,
    area: &'a Area,
    key: [u8; 32],
    tables: &'a Tables,
    pace: Pace,
}

impl Long<'_> {
    fn live(
        &self,
        stop: &AtomicBool,
        cancelled: &AtomicBool,
        month_done: &mut dyn FnMut(Month),
    ) -> Result<Record, Why> {
        let life = self.begin(month_done)?;
        let mut clock = self.pace.start();
        let mut rows = microdata::Rows::default();
        let mut failed = None;
        let mut each_month = |month: Month, life: &Life| {
            // Told first: whoever then stops the life wants its state kept.
            month_done(month);
            let done = self.after_month(month, life, &mut clock, &mut rows, cancelled);
            if let Err(error) = done {
                failed = Some(error);
                stop.store(true, Ordering::Relaxed);
            }
        };
        let lived = model::live_to_the_end(life, self.plan, self.evidence, stop, &mut each_month);
        match failed {
            Some(error) => Err(Why::Disk(error)),
            None => lived.map_err(Why::Model),
        }
    }

    /// The life as it was kept, if there is one that can be gone on with, or from its first month.
    fn begin(&self, month_done: &mut dyn FnMut(Month)) -> Result<Life<'_>, Why> {
        let kept = checkpoint::read(self.area, &self.key)
            .and_then(|bytes| bytes.map(|bytes| self.restore(&bytes)).transpose());
        match kept {
            Ok(Some(life)) => {
                if let Some(next) = life.next() {
                    let months = next.since(model::FIRST);
                    (0..months).for_each(|n| month_done(model::FIRST.plus(n)));
                    self.progress.goes_on(next);
                }
                return Ok(life);
            }
            Ok(None) => {}
            Err(why) => {
                self.progress.remark(&format!("the state that was kept is not used: {why}"))
            }
        }
        self.area.empty().map_err(Why::Disk)?;
        Life::new(self.plan, self.evidence).map_err(Why::Model)
    }

    fn restore(&self, bytes: &[u8]) -> Result<Life<'_>, String> {
        Life::restore(bytes, self.plan, self.evidence).map_err(|why| why.to_string())
    }

    fn after_month(
        &self,
        month: Month,
        life: &Life,
        clock: &mut pace::Clock,
        rows: &mut microdata::Rows,
        cancelled: &AtomicBool,
    ) -> Result<(), LabError> {
        self.tables.write(self.area, month, life.society(), rows)?;
        let stops = cancelled.load(Ordering::Relaxed);
        if life.next().is_some() && clock.due(stops) {
            clock.measure(|| checkpoint::write(self.area, &self.key, life))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
