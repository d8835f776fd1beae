//! Lives the arms, and keeps of each run only the numbers that the tests read. What the store has is
//! not lived again.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use evidence::Evidence;
use lab::hashes::ENGINE;
use lab::outcomes::{DEFINITIONS, outcomes};
use lab::record::annualise;
use lab::scenario::{apply, freedom, known};
use lab::store::{Address, Label, Rows, Store};
use lab::{LabError, Progress};
use model::{FIRST, LAST, Record, Theory, VARIABLES};

use super::Ask;
use super::arms::{Arm, Arms, HELD, Key, Want};
use crate::lives::{Design, World};

/// The numbers of all runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Values {
    /// By theory and arm, each number draw by draw; not a number where a run has none.
    pub(super) of: BTreeMap<(usize, Key), BTreeMap<Want, Vec<f64>>>,
    /// The theories.
    pub theories: Vec<String>,
    /// Arms, over all theories.
    pub arms: usize,
    /// Runs that were lived now.
    pub lived: usize,
    /// Runs that the store had.
    pub found: usize,
    /// Runs that broke off, with the reason.
    pub warnings: Vec<String>,
}

/// The rows of a unit of the store are of this kind.
const KIND: &str = "measure";

/// Lives every arm that the store lacks. The numbers depend neither on threads nor on the store.
///
/// # Errors
/// The wish of the user to stop: arms that were finished are kept; a store that refuses.
pub fn live(
    arms: &Arms,
    ask: &Ask,
    evidence: &Evidence,
    store: Option<&Store>,
    progress: &dyn Progress,
    cancelled: &AtomicBool,
) -> Result<Values, LabError> {
    let hash = evidence.content_hash();
    let mut values = Values { theories: ask.theories.clone(), ..Values::default() };
    values.arms = arms.0.len();
    let mut missing = Vec::new();
    for arm in &arms.0 {
        let address = address(arm, ask, &hash);
        match store.map_or(Ok(None), |store| store.get(&address))? {
            Some(rows) => {
                values.found += ask.draws as usize;
                values.take(arm, &kept(&rows, arm, ask.draws));
            }
            None => missing.push((arm, address)),
        }
    }
    let months = u64::try_from(LAST.since(FIRST) + 1).unwrap_or(0) * u64::from(ask.draws);
    let whole = Whole { progress, before: AtomicU64::new(0) };
    if !missing.is_empty() {
        progress.start(months * missing.len() as u64);
    }
    for (arm, address) in &missing {
        let lived = one(arm, ask, evidence, &whole, cancelled)?;
        whole.before.fetch_add(months, Ordering::Relaxed);
        values.lived += ask.draws as usize;
        let broken = lived.iter().filter_map(|life| life.as_ref().err());
        values.warnings.extend(broken.map(|why| format!("{}: {why}", arm.scenario.name)));
        let lives: Vec<Vec<f64>> = lived.into_iter().map(Result::unwrap_or_default).collect();
        if let Some(store) = store.filter(|store| store.is_writable()) {
            store.put(address, &label(arm, ask), &rows(&lives, arm))?;
        }
        values.take(arm, &lives);
    }
    if !missing.is_empty() {
        progress.finish();
    }
    Ok(values)
}

impl Values {
    /// Takes the lives of an arm, draw by draw; a life that broke off is empty.
    fn take(&mut self, arm: &Arm, lives: &[Vec<f64>]) {
        let column = |(place, want): (usize, &Want)| {
            let of = |life: &Vec<f64>| life.get(place).copied().unwrap_or(f64::NAN);
            (want.clone(), lives.iter().map(of).collect())
        };
        let columns = arm.wants.iter().enumerate().map(column).collect();
        self.of.insert((arm.theory, (arm.id.clone(), arm.free)), columns);
    }

    /// A number of every draw; none if it was not lived.
    pub(super) fn get(&self, theory: usize, key: &Key, want: &Want) -> Option<&[f64]> {
        self.of.get(&(theory, key.clone()))?.get(want).map(Vec::as_slice)
    }
}

/// The draws of an arm.
fn one(
    arm: &Arm,
    ask: &Ask,
    evidence: &Evidence,
    progress: &dyn Progress,
    cancelled: &AtomicBool,
) -> Result<Vec<Result<Vec<f64>, String>>, LabError> {
    let history = World::history(evidence, (ask.households, ask.members), ask.seed)?;
    let timeline = apply::timeline((*history.timeline).clone(), &arm.scenario.actions)
        .map_err(|why| LabError::Start { draw: 0, why })?;
    let world = World {
        timeline: timeline.into(),
        silenced: arm.scenario.silenced.clone(),
        freedom: arm.scenario.freedom.clone(),
        threads: ask.threads,
        ..history
    };
    let parameters = known::parameters();
    let design = |draw: u32| {
        let mut values = Theory::draw(ask.seed, draw).values();
        apply::assume(&mut values, &parameters, &arm.scenario.assumes, ask.seed, draw);
        Design { draw, values }
    };
    let designs: Vec<Design> = (1..=ask.draws).map(design).collect();
    world.live(&designs, &|record| read(record, &arm.wants), progress, cancelled)
}

/// What is wanted of a run.
fn read(record: &Record, wants: &[Want]) -> Vec<f64> {
    let ends = wants.iter().any(|want| want.watch.starts_with(HELD));
    let ends = if ends { outcomes(record) } else { Vec::new() };
    let value = |want: &Want| match want.watch.strip_prefix(HELD) {
        Some(id) => {
            let place = DEFINITIONS.iter().position(|outcome| outcome.id == id);
            place.map_or(f64::NAN, |place| f64::from(u8::from(ends[place].held)))
        }
        None => {
            let about = VARIABLES.iter().find(|variable| variable.name == want.watch);
            let path = record.variable(&want.watch, None);
            about.zip(path).map_or(f64::NAN, |(about, path)| {
                annualise(about.kind, path, record.first, want.first, want.last)
            })
        }
    };
    wants.iter().map(value).collect()
}

/// Everything that the numbers of an arm depend on.
fn address(arm: &Arm, ask: &Ask, evidence: &str) -> Address {
    let wants: Vec<String> = arm.wants.iter().map(Want::name).collect();
    Address::new(&[
        ("ktokogo", "audit 1"),
        ("engine", ENGINE),
        ("evidence", evidence),
        ("scenario", &arm.scenario.hash),
        ("decisions", &freedom::in_words(&arm.scenario.freedom)),
        ("seed", &ask.seed.to_string()),
        ("draws", &format!("1-{}", ask.draws)),
        ("households", &ask.households.to_string()),
        ("members", &ask.members.to_string()),
        ("keep", &wants.join(", ")),
    ])
}

fn label(arm: &Arm, ask: &Ask) -> Label {
    let id = if arm.id.is_empty() { "history" } else { &arm.id };
    Label { study: "audit".to_owned(), about: format!("{id}, {}", ask.theories[arm.theory]) }
}

fn rows(lives: &[Vec<f64>], arm: &Arm) -> Rows {
    let mut rows = Rows::default();
    for (life, draw) in lives.iter().zip(1..) {
        for (value, want) in life.iter().zip(&arm.wants).filter(|(value, _)| value.is_finite()) {
            rows.push(draw, &KIND.into(), &want.name().as_str().into(), 0, *value);
        }
    }
    rows
}

fn kept(rows: &Rows, arm: &Arm, draws: u32) -> Vec<Vec<f64>> {
    let mut lives = vec![vec![f64::NAN; arm.wants.len()]; draws as usize];
    let names: Vec<String> = arm.wants.iter().map(Want::name).collect();
    for row in 0..rows.len() {
        let draw = usize::try_from(rows.draw[row] - 1).ok();
        let place = names.iter().position(|name| name.as_bytes() == rows.name[row].data());
        let life = draw.and_then(|draw| lives.get_mut(draw));
        if let (Some(life), Some(place)) = (life, place) {
            life[place] = rows.value[row];
        }
    }
    lives
}

/// The progress of one arm as part of the whole.
struct Whole<'a> {
    progress: &'a dyn Progress,
    before: AtomicU64,
}

impl Progress for Whole<'_> {
    fn start(&self, _: u64) {}
    fn advance(&self, done: u64) {
        self.progress.advance(self.before.load(Ordering::Relaxed) + done);
    }
    fn finish(&self) {}
}
