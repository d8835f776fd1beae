//! The worlds that an explanation needs: some changes of a patch alone, some mechanisms silenced in
//! both worlds of a pair.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use evidence::Evidence;
use kernel::Month;
use model::{Life, Stop};
use rayon::prelude::*;

use crate::ensemble::{Arm, Progress, stopped};
use crate::error::LabError;
use crate::pair::Window;
use crate::request::Request;
use crate::scenario::Scenario;

/// What is measured in every world.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measure {
    pub variable: usize,
    pub window: Window,
}

/// The variable in the base and in the changed world; not a number in a world that broke.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Both {
    pub base: f64,
    pub changed: f64,
}

impl Both {
    const BROKEN: Both = Both { base: f64::NAN, changed: f64::NAN };

    pub fn difference(self) -> f64 {
        self.changed - self.base
    }
}

/// Lives worlds on all cores.
pub(super) struct Worlds<'a> {
    pub evidence: &'a Evidence,
    pub progress: &'a dyn Progress,
    pub cancelled: &'a AtomicBool,
    pub done: AtomicU64,
    pub pool: rayon::ThreadPool,
}

impl<'a> Worlds<'a> {
    pub fn new(
        threads: Option<usize>,
        evidence: &'a Evidence,
        progress: &'a dyn Progress,
        cancelled: &'a AtomicBool,
    ) -> Result<Worlds<'a>, LabError> {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads.unwrap_or(0))
            .build()
            .map_err(|why| LabError::Request(format!("cannot start the threads: {why}")))?;
        Ok(Worlds { evidence, progress, cancelled, done: AtomicU64::new(0), pool })
    }

    fn begin(&self, worlds: usize, months: usize) {
        self.done.store(0, Ordering::Relaxed);
        self.progress.start((worlds * months) as u64);
    }

    fn month_done(&self) {
        self.progress.advance(self.done.fetch_add(1, Ordering::Relaxed) + 1);
    }

    /// The measure in each scenario, in the draws that stand beside it: `values[scenario][draw]`, not
    /// a number where the world broke.
    pub fn scenarios(
        &self,
        like: &Request,
        scenarios: Vec<(Scenario, Vec<u32>)>,
        measure: Measure,
    ) -> Result<Vec<Vec<f64>>, LabError> {
        let until = measure.window.last;
        let request = |(scenario, draws)| (Request { scenario, until, ..like.clone() }, draws);
        let requests: Vec<(Request, Vec<u32>)> = scenarios.into_iter().map(request).collect();
        let arm = |(request, draws)| Ok((Arm::of(request, self.evidence)?, draws));
        let arms: Vec<(Arm, &Vec<u32>)> =
            requests.iter().map(|(r, draws)| arm((r, draws))).collect::<Result<_, LabError>>()?;
        let worlds = arms.iter().map(|(_, draws)| draws.len()).sum();
        self.begin(worlds, months(model::FIRST, until));
        let lived = self.pool.install(|| {
            let all = |(arm, draws): &(Arm, &Vec<u32>)| {
                let one = |&draw: &u32| self.one(arm, draw, measure);
                draws.par_iter().map(one).collect::<Result<Vec<f64>, LabError>>()
            };
            arms.par_iter().map(all).collect::<Vec<_>>()
        });
        self.progress.finish();
        lived.into_iter().collect()
    }

    fn one(&self, arm: &Arm, draw: u32, measure: Measure) -> Result<f64, LabError> {
        let (plan, _) = arm.plan(draw);
        let record = model::live(&plan, self.evidence, self.cancelled, &mut |_| self.month_done());
        match record {
            Ok(record) => Ok(measure.window.value(&record, measure.variable, None)),
            Err(Stop::Breach(_)) => Ok(f64::NAN),
            Err(stop) => Err(stopped(draw, stop)),
        }
    }

    /// The measure in both worlds with each set of mechanisms silenced from the month in which the
    /// worlds part: `values[draw][set]`. Up to then each draw is lived once.
    pub fn silenced(
        &self,
        pair: [&Request; 2],
        from: Month,
        draws: &[u32],
        sets: &[Vec<&'static str>],
        measure: Measure,
    ) -> Result<Vec<Vec<Both>>, LabError> {
        let until = measure.window.last;
        let requests = pair.map(|request| Request { until, ..request.clone() });
        let [base, changed] =
            [Arm::of(&requests[0], self.evidence)?, Arm::of(&requests[1], self.evidence)?];
        self.begin(2 * draws.len() * sets.len(), months(from, until));
        let draw = |&number: &u32| {
            let (one, other) = (base.plan(number).0, changed.plan(number).0);
            let fork = |plan| self.up_to(plan, from, number);
            let (one, other) = (fork(&one)?, fork(&other)?);
            let set = |set: &Vec<&'static str>| self.both(&one, &other, set, number, measure);
            sets.par_iter().map(set).collect::<Result<Vec<Both>, LabError>>()
        };
        let lived: Vec<Result<Vec<Both>, LabError>> =
            self.pool.install(|| draws.par_iter().map(draw).collect());
        self.progress.finish();
        lived.into_iter().collect()
    }

    fn up_to<'p>(
        &self,
        plan: &'p model::Plan,
        from: Month,
        draw: u32,
    ) -> Result<Life<'p>, LabError> {
        let mut life = Life::new(plan, self.evidence).map_err(|stop| stopped(draw, stop))?;
        while life.next().is_some_and(|next| next < from) {
            if self.cancelled.load(Ordering::Relaxed) {
                return Err(LabError::Cancelled);
            }
            life.live_month().map_err(|stop| stopped(draw, stop))?;
        }
        Ok(life)
    }

    fn both(
        &self,
        base: &Life,
        changed: &Life,
        silenced: &[&'static str],
        draw: u32,
        measure: Measure,
    ) -> Result<Both, LabError> {
        let value = |life: &Life| {
            let mut life = life.clone();
            life.silence(silenced.iter().copied());
            while life.next().is_some() {
                if self.cancelled.load(Ordering::Relaxed) {
                    return Err(LabError::Cancelled);
                }
                match life.live_month() {
                    Ok(()) => self.month_done(),
                    Err(Stop::Breach(_)) => return Ok(None),
                    Err(stop) => return Err(stopped(draw, stop)),
                }
            }
            let value = measure.window.value(life.record(), measure.variable, None);
            Ok(Some(value).filter(|value| value.is_finite()))
        };
        let both = value(base)?.zip(value(changed)?);
        Ok(both.map_or(Both::BROKEN, |(base, changed)| Both { base, changed }))
    }
}

/// Months from one to another, both counted.
fn months(first: Month, last: Month) -> usize {
    usize::try_from(last.since(first) + 1).unwrap_or(0)
}
