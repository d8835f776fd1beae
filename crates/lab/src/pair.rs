//! Paired worlds: history and a scenario, lived draw by draw with the same luck.
//!
//! Draw n of both worlds has the same seed and, where the scenario assumes nothing else, the same
//! parameters. What differs between them comes from the patch. Every pair runs the null test too: a
//! patch that goes through the same machinery and changes nothing must give the base to the bit.

pub mod differences;
pub mod flips;
pub mod leans;

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use evidence::Evidence;
use kernel::Month;
use model::{Apart, FIRST, twin};
use rayon::prelude::*;

use crate::ensemble::{Arm, Began, DrawResult, Ensemble, Progress, stopped};
use crate::error::LabError;
use crate::request::Request;
use crate::scenario::Scenario;

pub use differences::{
    Difference, WATCHED, Window, clearest, difference, differences, median_of, windows,
};
pub use flips::{DecisionFlip, Flow, OutcomeFlip, decision_flips, flows, outcome_flips};
pub use leans::{Lean, leans};

/// Draws of which every row is compared with its twin in every month: enough for a curve with a band,
/// and few enough that the comparing costs little beside the living.
pub const FOLLOWED: u32 = 20;

/// Two requests that differ in their scenario only.
#[derive(Clone, Debug)]
pub struct PairRequest {
    /// The world that is changed, most often history.
    pub base: Request,
    /// The world with the patch: same seed, draws, rows and last month.
    pub changed: Request,
}

impl PairRequest {
    /// The pair that asks for `changed` beside `base`, with the sizes of `like`.
    pub fn of(base: Scenario, changed: Scenario, like: &Request) -> PairRequest {
        let with = |scenario| Request { scenario, ..like.clone() };
        PairRequest { base: with(base), changed: with(changed) }
    }

    /// The id of the pair: the same two requests have the same id.
    pub fn id(&self, evidence: &Evidence) -> String {
        let id = |request: &Request| {
            crate::hashes::run_id(request, &crate::Hashes::of(request, evidence))
        };
        crate::hashes::pair_id(&id(&self.base), &id(&self.changed))
    }
}

/// What a pair of lives came to beside its two records.
#[derive(Clone, Debug, PartialEq)]
pub struct Parted {
    /// Number of the draw.
    pub draw: u32,
    /// The first month at whose end the two countries differ; none if they never do.
    pub month: Option<Month>,
    /// How far apart they are, month by month; for the first [`FOLLOWED`] draws and the central run.
    pub apart: Vec<Apart>,
}

/// What the null test found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NullTest {
    /// The patch of zero effect gave the base to the bit.
    Passed,
    /// It did not: the first variable and month that differ.
    Failed {
        /// Name of the variable.
        variable: &'static str,
        /// The month.
        month: Month,
    },
}

/// The two worlds, draw by draw.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The world that is changed.
    pub base: Ensemble,
    /// The world with the patch.
    pub changed: Ensemble,
    /// When each draw parted and how far.
    pub parted: Vec<Parted>,
    /// Whether a patch of zero effect gave the base.
    pub null: NullTest,
    /// The worlds with the assumptions alone and with the actions alone, where the patch has both.
    pub halves: Option<Halves>,
}

/// The two halves of a patch, each lived alone.
#[derive(Clone, Debug)]
pub struct Halves {
    /// With the assumptions only.
    pub assumed: Ensemble,
    /// With the actions only.
    pub acted: Ensemble,
}

impl Pair {
    /// The id of the pair.
    pub fn id(&self) -> String {
        crate::hashes::pair_id(&self.base.id(), &self.changed.id())
    }

    /// The draws of both worlds that speak for the priors, two by two.
    pub fn sample(&self) -> impl Iterator<Item = (&DrawResult, &DrawResult)> {
        self.base.sample().iter().zip(self.changed.sample())
    }

    /// Draws of which both worlds were lived.
    pub fn matched(&self) -> usize {
        self.sample().filter(|(base, changed)| base.number == changed.number).count()
    }

    /// The first month in which any draw parted.
    pub fn begins(&self) -> Option<Month> {
        self.parted.iter().filter_map(|parted| parted.month).min()
    }

    /// Coherence of luck: of all rows of both worlds over all months since the first draw parted,
    /// the share that exists in both, so that what is thrown for them is the same; over the draws
    /// that were followed. 1 if none parted.
    pub fn coherence(&self) -> f64 {
        let begins = self.begins();
        let since = |apart: &&Apart| begins.is_some_and(|begins| apart.month >= begins);
        let all = self.parted.iter().flat_map(|parted| &parted.apart).filter(since);
        let (sum, count) = all.fold((0.0, 0.0), |(sum, n), apart| (sum + apart.shared, n + 1.0));
        if count == 0.0 { 1.0 } else { sum / count }
    }
}

/// Lives both worlds of every draw, two by two, on all cores. The numbers do not depend on the number
/// of threads.
///
/// # Errors
/// As [`crate::run`]; two requests that differ in more than their scenario.
pub fn pair(
    request: &PairRequest,
    evidence: &Evidence,
    progress: &dyn Progress,
    cancelled: &AtomicBool,
) -> Result<Pair, LabError> {
    request.base.check()?;
    let began = Began::now();
    let (base, changed) = (Arm::of(&request.base, evidence)?, Arm::of(&request.changed, evidence)?);
    let with = |scenario| Request { scenario, ..request.changed.clone() };
    let halves = request.changed.scenario.halves(&request.base.scenario);
    let halves = halves.map(|halves| halves.map(with));
    let null = null(request, evidence);
    let work = Work { evidence, progress, cancelled, done: AtomicU64::new(0) };
    let months = u64::try_from(request.base.until.since(FIRST) + 1).unwrap_or(0);
    let worlds = 1 + u64::from(halves.is_some());
    progress.start(months * (worlds * (u64::from(request.base.draws) + 1) + 1));
    let lived = work.both(&base, &changed);
    let other: Option<Result<_, LabError>> = halves.as_ref().map(|[assumed, acted]| {
        let (one, two) = (Arm::of(assumed, evidence)?, Arm::of(acted, evidence)?);
        let lived = work.both(&one, &two)?;
        Ok((one.ensemble(evidence, lived.one, began), two.ensemble(evidence, lived.other, began)))
    });
    let null = lived.as_ref().ok().map(|lived| work.null(&null, &lived.one[0]));
    progress.finish();
    let lived = lived?;
    let halves = other.transpose()?.map(|(assumed, acted)| Halves { assumed, acted });
    Ok(Pair {
        base: base.ensemble(evidence, lived.one, began),
        changed: changed.ensemble(evidence, lived.other, began),
        parted: lived.parted,
        null: null.unwrap_or(Err(LabError::Cancelled))?,
        halves,
    })
}

/// The central run of the patch of zero effect.
fn null(request: &PairRequest, evidence: &Evidence) -> Request {
    let base = &request.base.scenario;
    let scenario = request.changed.scenario.null_patch(base, evidence);
    Request { scenario, draws: 0, ..request.base.clone() }
}

/// All draws of two worlds.
struct Lived {
    one: Vec<DrawResult>,
    other: Vec<DrawResult>,
    parted: Vec<Parted>,
}

struct Work<'a> {
    evidence: &'a Evidence,
    progress: &'a dyn Progress,
    cancelled: &'a AtomicBool,
    done: AtomicU64,
}

impl Work<'_> {
    fn month_done(&self) {
        self.progress.advance(self.done.fetch_add(1, Ordering::Relaxed) + 1);
    }

    fn both(&self, one: &Arm, other: &Arm) -> Result<Lived, LabError> {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(one.request.threads.unwrap_or(0))
            .build()
            .map_err(|why| LabError::Request(format!("cannot start the threads: {why}")))?;
        let numbers = 0..=one.request.draws;
        let live = |number| self.draw(one, other, number);
        let results: Vec<_> = pool.install(|| numbers.into_par_iter().map(live).collect());
        let mut lived = Lived { one: Vec::new(), other: Vec::new(), parted: Vec::new() };
        for result in results {
            let (one, other, parted) = result?;
            lived.one.push(one);
            lived.other.push(other);
            lived.parted.push(parted);
        }
        Ok(lived)
    }

    fn draw(
        &self,
        one: &Arm,
        other: &Arm,
        number: u32,
    ) -> Result<(DrawResult, DrawResult, Parted), LabError> {
        let ((a, first), (b, second)) = (one.plan(number), other.plan(number));
        let mut month_done = |_: Month| self.month_done();
        let twins =
            twin(&a, &b, self.evidence, number <= FOLLOWED, self.cancelled, &mut month_done)
                .map_err(|stop| stopped(number, stop))?;
        let result = |parameters, record| DrawResult { number, parameters, record };
        let parted = Parted { draw: number, month: twins.parted, apart: twins.apart };
        Ok((result(first, twins.one), result(second, twins.other), parted))
    }

    /// Lives the patch of zero effect and holds it against the central run of the base.
    fn null(&self, request: &Request, base: &DrawResult) -> Result<NullTest, LabError> {
        let arm = Arm::of(request, self.evidence)?;
        let (plan, _) = arm.plan(base.number);
        let record = model::live(&plan, self.evidence, self.cancelled, &mut |_| self.month_done())
            .map_err(|stop| stopped(base.number, stop))?;
        let months = base.record.months;
        let differs = base.record.values.iter().zip(&record.values);
        let first = differs
            .enumerate()
            .filter(|(_, (a, b))| a.to_bits() != b.to_bits())
            .map(|(place, _)| (place % months, place / months))
            .min();
        Ok(match first {
            None => NullTest::Passed,
            Some((month, cell)) => NullTest::Failed {
                variable: model::VARIABLES[base.record.cells[cell].variable].name,
                month: FIRST.plus(i32::try_from(month).unwrap_or(0)),
            },
        })
    }
}

#[cfg(test)]
mod tests;
