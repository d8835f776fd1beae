//! One account fitted and lived: in history, with free decisions, and in the worlds of the tests.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use lab::scenario::{self, apply, known};
use lab::{LabError, Progress};
use model::Freedom;

use super::accounts::Account;
use super::compare::Request;
use super::discriminate::{self, HISTORY, Worlds};
use super::layout::Layout;
use crate::fit::learn::until_last;
use crate::fit::{Aim, Free, learn};
use crate::lives::{Design, World};
use crate::rows::Row;

/// The name of the world in which bodies decide by their own votes after the date.
pub const FREED: &str = "free decisions";

/// What became of one account.
#[derive(Clone, Debug, PartialEq)]
pub struct Lives {
    /// What was kept of each member in each world.
    pub worlds: Worlds,
    /// Lives that broke off, in the fit and after.
    pub failed: usize,
    /// The parameters of the members after the fit.
    pub values: Vec<Vec<f64>>,
}

/// What is learned from: the rows, and what is to be met.
pub struct Lesson<'a> {
    /// Rows to the date.
    pub rows: &'a [Row],
    /// Their numbers and errors.
    pub aim: &'a Aim,
    /// Parameters that may move.
    pub free: &'a Free,
}

/// All accounts have the same luck: the fit has one number.
const FIT: u32 = 1;

/// Fits an account and lives it.
///
/// # Errors
/// As [`World::live`]; a scenario that does not load.
pub fn live(
    world: &World,
    account: &Account,
    (request, layout): (&Request, &Layout),
    lesson: &Lesson,
    progress: &Whole,
    cancelled: &AtomicBool,
) -> Result<Lives, LabError> {
    let world = World { held: account.held(), ..world.clone() };
    let early = until_last(&world, lesson.rows);
    let what = (lesson.rows, lesson.aim);
    let learned = learn(&early, what, lesson.free, request.effort, FIT, progress, cancelled)?;
    let designs = learned.designs(world.seed);
    let mut lives = Lives {
        worlds: Worlds::new(),
        failed: learned.failed,
        values: designs.iter().map(|design| design.values.clone()).collect(),
    };
    let freed = Freedom::From(request.learned.next());
    let freed = World { freedom: freed, ..world.clone() };
    lives.add(HISTORY, &world, &designs, layout, progress, cancelled)?;
    lives.add(FREED, &freed, &designs, layout, progress, cancelled)?;
    let some = &designs[..request.probed.min(designs.len())];
    if some.is_empty() {
        return Ok(lives);
    }
    for name in discriminate::scenarios(world.evidence) {
        let (other, designs) = changed(&world, &name, some)?;
        lives.add(&name, &other, &designs, layout, progress, cancelled)?;
    }
    Ok(lives)
}

impl Lives {
    fn add(
        &mut self,
        name: &str,
        world: &World,
        designs: &[Design],
        layout: &Layout,
        progress: &Whole,
        cancelled: &AtomicBool,
    ) -> Result<(), LabError> {
        let (kept, failed) = measured(world, designs, layout, progress, cancelled)?;
        self.failed += failed;
        self.worlds.insert(name.to_owned(), kept);
        Ok(())
    }

    /// What was kept in a world; nothing if it was not lived.
    pub fn world(&self, name: &str) -> &[Vec<f64>] {
        self.worlds.get(name).map_or(&[], Vec::as_slice)
    }
}

/// Lives designs and keeps what the layout asks for; a life that broke off has no numbers.
pub fn measured(
    world: &World,
    designs: &[Design],
    layout: &Layout,
    progress: &Whole,
    cancelled: &AtomicBool,
) -> Result<(Vec<Vec<f64>>, usize), LabError> {
    let measure = |record: &model::Record| layout.measure(record);
    let lived = world.live(designs, &measure, progress, cancelled)?;
    let failed = lived.iter().filter(|life| life.is_err()).count();
    let none = |_| vec![f64::NAN; layout.len()];
    Ok((lived.into_iter().map(|life| life.unwrap_or_else(none)).collect(), failed))
}

/// The world of a scenario, and the designs with what it assumes.
fn changed<'a>(
    world: &World<'a>,
    name: &str,
    designs: &[Design],
) -> Result<(World<'a>, Vec<Design>), LabError> {
    let scenario = scenario::find(name, world.evidence).map_err(LabError::Scenario)?;
    let timeline = apply::timeline((*world.timeline).clone(), &scenario.actions)
        .map_err(|why| LabError::Start { draw: 0, why })?;
    let parameters = known::parameters();
    let assume = |design: &Design| {
        let mut design = design.clone();
        let assumes = &scenario.assumes;
        apply::assume(&mut design.values, &parameters, assumes, world.seed, design.draw);
        design
    };
    let other = World {
        timeline: Arc::new(timeline),
        silenced: scenario.silenced.clone(),
        freedom: scenario.freedom.clone(),
        ..world.clone()
    };
    Ok((other, designs.iter().map(assume).collect()))
}

/// Progress of the whole work, of which each call that lives is a portion.
pub struct Whole<'a> {
    inner: &'a dyn Progress,
    before: AtomicU64,
    portion: AtomicU64,
}

impl<'a> Whole<'a> {
    /// Begins work of so many months.
    pub fn begin(inner: &'a dyn Progress, months: u64) -> Whole<'a> {
        inner.start(months);
        Whole { inner, before: AtomicU64::new(0), portion: AtomicU64::new(0) }
    }

    /// The whole is over.
    pub fn end(&self) {
        self.inner.finish();
    }
}

impl Progress for Whole<'_> {
    fn start(&self, total: u64) {
        self.portion.store(total, Ordering::Relaxed);
    }

    fn advance(&self, done: u64) {
        self.inner.advance(self.before.load(Ordering::Relaxed) + done);
    }

    fn finish(&self) {
        // A life that broke off lived fewer months: the portion counts as done all the same.
        let portion = self.portion.load(Ordering::Relaxed);
        self.inner.advance(self.before.fetch_add(portion, Ordering::Relaxed) + portion);
    }
}
