//! The steps of the month in a country of many rows: time, bytes, and the share of the ceiling.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use evidence::Evidence;
use kernel::{Traffic, traffic};
use model::observe::Observer;
use model::{FIRST, Record, Run};

use super::machine::Ceiling;
use super::{Ask, pool};
use crate::ensemble::{Arm, Progress, stopped};
use crate::error::LabError;

/// What is said of the writing of the record, which is no step of the month.
const OBSERVING: &str = "the record";

/// A country that was lived while its steps were timed.
#[derive(Clone, Debug)]
pub struct Households {
    /// Rows at the start and at the end.
    pub rows: (usize, usize),
    /// Months that were lived.
    pub months: usize,
    /// Seconds to build the society.
    pub building: f64,
    /// The steps, the one that took longest first.
    pub steps: Vec<Step>,
    /// What the memory allows at most.
    pub ceiling: Ceiling,
}

/// One step of the month, over all months in which it acted.
#[derive(Clone, Debug)]
pub struct Step {
    /// Name of the mechanism, or of what else is done.
    pub name: &'static str,
    /// Months in which it acted.
    pub months: usize,
    /// Rows of households, summed over these months.
    pub rows: u64,
    /// What its passes went through.
    pub traffic: Traffic,
    /// Nanoseconds, summed over these months.
    pub nanoseconds: f64,
}

impl Step {
    /// Whether its passes went through a tenth of the rows of households or more: rules of a few
    /// regions count, and rules over members do not.
    pub fn walks(&self) -> bool {
        self.traffic.rows > 0 && 10 * self.traffic.rows >= self.rows
    }

    /// Nanoseconds a row of households.
    pub fn nanoseconds_a_row(&self) -> f64 {
        self.nanoseconds / self.rows as f64
    }

    /// Bytes read and written a row of households.
    pub fn bytes_a_row(&self) -> f64 {
        self.bytes() / self.rows as f64
    }

    /// Thousand millions of bytes a second.
    pub fn speed(&self) -> f64 {
        self.bytes() / self.nanoseconds
    }

    /// The least time that its bytes need, as a share of the time that it took.
    pub fn share(&self, ceiling: &Ceiling) -> f64 {
        ceiling.nanoseconds(self.traffic.read, self.traffic.written) / self.nanoseconds
    }

    fn bytes(&self) -> f64 {
        (self.traffic.read + self.traffic.written) as f64
    }

    fn add(&mut self, rows: usize, took: Duration, traffic: Traffic) {
        self.months += 1;
        self.rows += rows as u64;
        self.nanoseconds += took.as_nanos() as f64;
        self.traffic.rows += traffic.rows;
        self.traffic.read += traffic.read;
        self.traffic.written += traffic.written;
    }
}

/// Several steps as if they were one.
#[derive(Clone, Copy, Debug)]
pub struct Together {
    /// How many steps.
    pub steps: usize,
    /// Nanoseconds of them all.
    pub nanoseconds: f64,
    /// Nanoseconds that their bytes need at least.
    pub ceiling: f64,
}

impl Together {
    /// The share of the ceiling.
    pub fn share(&self) -> f64 {
        self.ceiling / self.nanoseconds
    }
}

impl Households {
    /// All steps whose passes went through households.
    pub fn walking(&self) -> Together {
        self.together(Step::walks)
    }

    /// The others.
    pub fn standing(&self) -> Together {
        self.together(|step| !step.walks())
    }

    fn together(&self, wanted: impl Fn(&Step) -> bool) -> Together {
        let steps = || self.steps.iter().filter(|step| wanted(step));
        let least = |step: &Step| self.ceiling.nanoseconds(step.traffic.read, step.traffic.written);
        Together {
            steps: steps().count(),
            nanoseconds: steps().map(|step| step.nanoseconds).sum(),
            ceiling: steps().map(least).sum(),
        }
    }

    /// Seconds of all months.
    pub fn seconds(&self) -> f64 {
        self.steps.iter().map(|step| step.nanoseconds).sum::<f64>() / 1e9
    }
}

/// The steps under way: where the clock and the passes stood when the last one ended.
struct Watch {
    steps: Vec<Step>,
    clock: Instant,
    traffic: Traffic,
}

impl Watch {
    fn new() -> Watch {
        Watch { steps: Vec::new(), clock: Instant::now(), traffic: traffic() }
    }

    /// Begins anew, so that what was done since is nobody's.
    fn start(&mut self) {
        (self.clock, self.traffic) = (Instant::now(), traffic());
    }

    /// A step has ended; its name and the rows of households there are.
    fn note(&mut self, name: &'static str, rows: usize) {
        let (took, passed) = (self.clock.elapsed(), traffic().since(self.traffic));
        let place = self.steps.iter().position(|step| step.name == name);
        let place = place.unwrap_or_else(|| {
            let (traffic, nanoseconds) = (Traffic::default(), 0.0);
            self.steps.push(Step { name, months: 0, rows: 0, traffic, nanoseconds });
            self.steps.len() - 1
        });
        self.steps[place].add(rows, took, passed);
        self.start();
    }
}

/// Lives the country and times its steps.
pub(super) fn measure(
    ask: &Ask,
    ceiling: Ceiling,
    evidence: &Evidence,
    progress: &dyn Progress,
    cancelled: &AtomicBool,
) -> Result<Households, LabError> {
    // What passes went through is counted by thread: the whole life stays on one of the pool's.
    let work = || live(ask, ceiling, evidence, progress, cancelled);
    pool(ask.cores())?.install(work)
}

fn live(
    ask: &Ask,
    ceiling: Ceiling,
    evidence: &Evidence,
    progress: &dyn Progress,
    cancelled: &AtomicBool,
) -> Result<Households, LabError> {
    let request = ask.request(ask.households, 0, ask.until);
    let (plan, _) = Arm::of(&request, evidence)?.plan(0);
    let began = Instant::now();
    let mut run = Run::new(&plan, evidence).map_err(|stop| stopped(0, stop))?;
    let building = began.elapsed().as_secs_f64();
    let first = run.society.households.len();
    let mut observer = Observer::new(evidence, &run.society);
    let months = (ask.until.since(FIRST) + 1).max(0) as usize;
    let mut record = Record::new(FIRST, months);
    let mut watch = Watch::new();
    progress.start(months as u64);
    for month in 0..months {
        if cancelled.load(Ordering::Relaxed) {
            return Err(LabError::Cancelled);
        }
        watch.start();
        run.live_month_watched(&mut |step, society| watch.note(step, society.households.len()))
            .map_err(|breach| stopped(0, model::Stop::Breach(breach)))?;
        observer.note(&run.society, run.now, &mut record);
        watch.note(OBSERVING, run.society.households.len());
        run.now = run.now.next();
        progress.advance(month as u64 + 1);
    }
    progress.finish();
    let mut steps = watch.steps;
    steps.sort_by(|a, b| b.nanoseconds.total_cmp(&a.nanoseconds));
    let rows = (first, run.society.households.len());
    Ok(Households { rows, months, building, steps, ceiling })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(name: &'static str, through: u64, nanoseconds: f64) -> Step {
        let traffic = Traffic { rows: through, read: 4 * through, written: 0 };
        Step { name, months: 1, rows: 100, traffic, nanoseconds }
    }

    #[test]
    fn only_steps_through_households_count_together() {
        let ceiling = Ceiling { reading: 1.0, updating: 1.0 };
        let steps = vec![step("some regions", 10, 80.0), step("members", 9, 1e6)];
        let households = Households { rows: (100, 100), months: 1, building: 0.0, steps, ceiling };
        let together = households.walking();
        assert_eq!(together.steps, 1);
        assert!((together.share() - 0.5).abs() < 1e-9);
        assert_eq!(households.standing().steps, 1);
    }
}
