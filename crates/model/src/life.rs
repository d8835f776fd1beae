//! One life, month by month: a run, what is observed of it, and where it may be looked at between
//! two months.

use std::sync::atomic::{AtomicBool, Ordering};

use evidence::Evidence;
use kernel::Month;
use society::Society;

use crate::books::Stocks;
use crate::network::{self, Network};
use crate::observe::Observer;
use crate::record::Record;
use crate::run::{FIRST, LAST, Plan, Run, Stop};

/// A run under way and its record so far. A copy of it is a fork: both lives have the same past and
/// the same luck.
#[derive(Clone)]
pub struct Life<'a> {
    pub(crate) run: Run<'a>,
    pub(crate) observer: Observer,
    pub(crate) record: Record,
    pub(crate) until: Month,
}

impl<'a> Life<'a> {
    /// A life at its first month.
    ///
    /// # Errors
    /// [`Stop::BadStart`] if the evidence lacks a number of the start.
    pub fn new(plan: &'a Plan, evidence: &Evidence) -> Result<Life<'a>, Stop> {
        Run::new(plan, evidence).map(|run| Life::of(run, plan, evidence))
    }

    fn of(run: Run<'a>, plan: &Plan, evidence: &Evidence) -> Life<'a> {
        let until = plan.until.min(LAST);
        let months = (until.since(FIRST) + 1).max(0) as usize;
        let observer = Observer::new(evidence, &run.society);
        Life { run, observer, record: Record::new(FIRST, months), until }
    }

    /// A second life that goes on from here under another plan: what was lived so far is the same.
    ///
    /// # Errors
    /// [`Stop::BadStart`] if the other plan's decisions name a leader whom the society lacks.
    pub(crate) fn fork<'b>(&self, plan: &'b Plan) -> Result<Life<'b>, Stop> {
        let run = self.run.fork(plan)?;
        let (observer, record) = (self.observer.clone(), self.record.clone());
        Ok(Life { run, observer, record, until: plan.until.min(LAST) })
    }

    /// The month that is lived next; none when the life is over.
    pub fn next(&self) -> Option<Month> {
        (self.run.now <= self.until).then_some(self.run.now)
    }

    /// The country as the last month left it.
    pub fn society(&self) -> &Society {
        &self.run.society
    }

    /// Switches these mechanisms off from the next month on, beside those that the plan silences.
    pub fn silence(&mut self, mechanisms: impl IntoIterator<Item = &'static str>) {
        self.run.silenced.extend(mechanisms);
    }

    /// Lives a month and records it. Nothing happens after the last.
    ///
    /// # Errors
    /// [`Stop::Breach`] if the books do not balance at its end.
    pub fn live_month(&mut self) -> Result<(), Stop> {
        if self.next().is_none() {
            return Ok(());
        }
        let (run, record) = (&mut self.run, &mut self.record);
        let happenings = run.live_month().map_err(Stop::Breach)?;
        record.chronicle.extend(happenings);
        record.votes.extend(run.votes());
        record.circle.extend(crate::circle::seats(&run.society, run.now));
        self.observer.note(&run.society, run.now, record);
        run.wait_for(record);
        if network::DATES.contains(&run.now) {
            record.networks.push(Network::of(&run.society, run.now));
        }
        run.now = run.now.next();
        Ok(())
    }

    /// Lives a month and gives the country as each step of the month leaves it.
    pub(crate) fn steps(mut self) -> Result<Vec<(&'static str, Society)>, Stop> {
        let mut steps = Vec::new();
        let keep = &mut |step, society: &Society| steps.push((step, society.clone()));
        self.run.live_month_watched(keep).map_err(Stop::Breach)?;
        Ok(steps)
    }

    /// What was observed so far.
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// What was observed.
    pub fn into_record(self) -> Record {
        self.record
    }

    fn live_on(
        mut self,
        cancelled: &AtomicBool,
        month_done: &mut dyn FnMut(Month, &Life),
    ) -> Result<Record, Stop> {
        while let Some(month) = self.next() {
            if cancelled.load(Ordering::Relaxed) {
                return Err(Stop::Cancelled);
            }
            self.live_month()?;
            month_done(month, &self);
        }
        Ok(self.into_record())
    }
}

/// Lives a whole run and records it.
///
/// # Errors
/// [`Stop`]: a breach of the books names month, mechanism and account.
pub fn live(
    plan: &Plan,
    evidence: &Evidence,
    cancelled: &AtomicBool,
    month_done: &mut dyn FnMut(Month),
) -> Result<Record, Stop> {
    let life = Life::new(plan, evidence)?;
    live_to_the_end(life, plan, evidence, cancelled, &mut |month, _| month_done(month))
}

/// Lives what is left of a life and records it; after each month `month_done` may look at it.
///
/// # Errors
/// As [`live`].
pub fn live_to_the_end(
    life: Life,
    plan: &Plan,
    evidence: &Evidence,
    cancelled: &AtomicBool,
    month_done: &mut dyn FnMut(Month, &Life),
) -> Result<Record, Stop> {
    match life.live_on(cancelled, month_done) {
        Err(Stop::Breach(breach)) => {
            // Live it again with the books open after every mechanism, to name the one at fault.
            let mut again = Run::new(plan, evidence)?;
            again.suspicious = Some(Stocks::take(&again.society));
            match Life::of(again, plan, evidence).live_on(cancelled, &mut |_, _| {}) {
                Err(Stop::Breach(named)) => Err(Stop::Breach(named)),
                _ => Err(Stop::Breach(breach)),
            }
        }
        other => other,
    }
}
