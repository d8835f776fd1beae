//! The results of a study: what its arms came to, and how each differs from its baseline.

use std::collections::{BTreeMap, BTreeSet};

use evidence::Evidence;

use super::life::{self, Life};
use super::{DecisionChange, Measure, MeasureChange, Mode, OutcomeChange, OutcomeCount, Plan};
use crate::error::{LabError, folder};
use crate::outcomes::DEFINITIONS;
use crate::store::Store;

/// What a study came to. The same study gives the same results, whatever the order, the threads, the
/// interruptions or the shards.
#[derive(Clone, Debug, PartialEq)]
pub struct Results {
    /// Id of the study.
    pub id: String,
    /// Its short name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The question that it answers.
    pub question: String,
    /// Draws from the priors beside the central run; shares are taken over them, or over the central
    /// run if there are none.
    pub draws: u32,
    /// Hash of the engine.
    pub engine: &'static str,
    /// Hash of the evidence.
    pub evidence: String,
    /// What is measured: headlines first, then every kept variable at the end.
    pub measures: Vec<Measure>,
    /// Every arm, in the order of [`Plan::arms`].
    pub arms: Vec<ArmResult>,
    /// Every comparison, in order of scenario, theory and mode.
    pub comparisons: Vec<Comparison>,
}

/// What an arm came to by itself.
#[derive(Clone, Debug, PartialEq)]
pub struct ArmResult {
    /// Name of the scenario.
    pub scenario: String,
    /// Its title.
    pub title: String,
    /// [`super::CENTRAL`], or the name of an account.
    pub theory: String,
    /// The freedom of the bodies of the party, in words.
    pub freedom: String,
    /// Hash of what the scenario does under this theory and with this freedom.
    pub hash: String,
    /// How often each outcome holds, O1 to O8.
    pub outcomes: Vec<OutcomeCount>,
    /// Who directs whom at the end, median over the draws, -1 to 1; not a number if not reported.
    pub directs: f64,
}

/// A scenario beside the baseline, under one theory and with one freedom, draw by draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Place of the arm in [`Results::arms`].
    pub arm: usize,
    /// Place of its baseline.
    pub baseline: usize,
    /// Name of the scenario.
    pub scenario: String,
    /// [`super::CENTRAL`], or the name of an account.
    pub theory: String,
    /// How far the bodies of the party are free, as the study says it.
    pub mode: Mode,
    /// Pairs of draws that are compared.
    pub draws: usize,
    /// Pairs in which nothing that is kept differs. If these are all, the scenario does nothing
    /// here: what it changes does not reach the kept variables, outcomes and decisions.
    pub identical: usize,
    /// Each outcome, O1 to O8.
    pub outcomes: Vec<OutcomeChange>,
    /// Each measure, in the order of [`Results::measures`].
    pub measures: Vec<MeasureChange>,
    /// Change of who directs whom at the end: median over the pairs; not a number if not reported.
    pub directs: f64,
    /// The decisions that came out otherwise in at least one pair, in order of their dates.
    pub decisions: Vec<DecisionChange>,
}

/// What is remembered of a life while results are made.
struct Seen {
    held: Vec<bool>,
    index: Vec<f64>,
    directs: f64,
    measures: Vec<f64>,
    carried: Vec<(u16, u16)>,
    /// Hash of everything that is kept.
    all: [u8; 32],
}

impl Results {
    /// Reads every unit of a plan and compares.
    ///
    /// # Errors
    /// A unit that the store lacks or that was damaged: live the plan first, or again.
    pub fn of(plan: &Plan, store: &Store, evidence: &Evidence) -> Result<Results, LabError> {
        let study = &plan.study;
        let measures = Measure::of(study);
        let questions = Questions::of(evidence);
        let mut seen = Vec::new();
        for place in 0..plan.arms.len() {
            seen.push(see(plan, place, store, &measures, &questions)?);
        }
        let arms = plan.arms.iter().zip(&seen).map(|(arm, lives)| ArmResult {
            scenario: arm.scenario().name.clone(),
            title: arm.scenario().title.clone(),
            theory: arm.theory.clone(),
            freedom: arm.freedom(),
            hash: arm.scenario().hash.clone(),
            outcomes: (0..DEFINITIONS.len()).map(|n| count(lives, n)).collect(),
            directs: crate::summary::median(lives.iter().map(|life| life.directs).collect()),
        });
        let compare = |pair: &super::Pair| {
            let arm = &plan.arms[pair.arm];
            Comparison {
                arm: pair.arm,
                baseline: pair.baseline,
                scenario: arm.scenario().name.clone(),
                theory: arm.theory.clone(),
                mode: pair.mode,
                ..compare(&seen[pair.baseline], &seen[pair.arm], &questions)
            }
        };
        Ok(Results {
            id: plan.id(),
            name: study.name.clone(),
            title: study.title.clone(),
            question: study.question.clone(),
            draws: study.draws,
            engine: crate::hashes::ENGINE,
            evidence: plan.evidence.clone(),
            arms: arms.collect(),
            comparisons: plan.pairs.iter().map(compare).collect(),
            measures,
        })
    }
}

/// The lives of each unit of an arm, handed over one unit after the other, in order of the draws.
pub(super) fn each_unit(
    plan: &Plan,
    arm: usize,
    store: &Store,
    mut take: impl FnMut(Vec<Life>) -> Result<(), LabError>,
) -> Result<(), LabError> {
    for address in plan.addresses(arm) {
        let advice = "`ktokogo ensemble` on the file of the study lives again what is missing";
        let lacking = |what: String| folder(store.root(), what, advice);
        let Some(rows) = store.get(&address)? else {
            let found = store.take_remarks();
            let why =
                if found.is_empty() { String::new() } else { format!(": {}", found.join("; ")) };
            return Err(lacking(format!("the unit {} is not there{why}", address.id())));
        };
        let lives = life::lives(&rows, &plan.study.keep, plan.study.until)
            .map_err(|what| lacking(format!("the unit {} has {what}", address.id())))?;
        take(lives)?;
    }
    Ok(())
}

/// The decisions and their options, by the places at which the model has them.
struct Questions {
    /// Ids in order of date, with the ids of the options.
    list: Vec<(String, Vec<String>)>,
    places: BTreeMap<String, u16>,
}

impl Questions {
    fn of(evidence: &Evidence) -> Questions {
        let mut dated: Vec<_> = evidence.decisions.iter().collect();
        dated.sort_by_key(|decision| decision.date.days().0);
        let options = |decision: &evidence::Decision| {
            decision.options.iter().map(|option| option.id.clone()).collect()
        };
        let list: Vec<(String, Vec<String>)> =
            dated.iter().map(|decision| (decision.id.clone(), options(decision))).collect();
        let places = list.iter().map(|(id, _)| id.clone()).zip(0..).collect();
        Questions { list, places }
    }
}

/// The lives of an arm that speak for the priors.
fn see(
    plan: &Plan,
    arm: usize,
    store: &Store,
    measures: &[Measure],
    questions: &Questions,
) -> Result<Vec<Seen>, LabError> {
    let mut seen = Vec::new();
    let central_alone = plan.study.draws == 0;
    each_unit(plan, arm, store, |lives| {
        let speak = lives.iter().filter(|life| life.draw > 0 || central_alone);
        seen.extend(speak.map(|life| Seen::of(life, measures, questions)));
        Ok(())
    })?;
    Ok(seen)
}

impl Seen {
    fn of(life: &Life, measures: &[Measure], questions: &Questions) -> Seen {
        let mut hasher = blake3::Hasher::new();
        let numbers = life.series.iter().flatten().chain(&life.index).chain([&life.directs]);
        let bytes: Vec<u8> = numbers.flat_map(|number| number.to_bits().to_le_bytes()).collect();
        hasher.update(&bytes);
        hasher.update(format!("{:?} {:?}", life.held, life.carried).as_bytes());
        let place = |(id, option): &(String, usize)| {
            Some((*questions.places.get(id)?, u16::try_from(*option).ok()?))
        };
        Seen {
            held: life.held.clone(),
            index: life.index.clone(),
            directs: life.directs,
            measures: measures.iter().map(|measure| measure.value(life)).collect(),
            carried: life.carried.iter().filter_map(place).collect(),
            all: *hasher.finalize().as_bytes(),
        }
    }
}

fn count(lives: &[Seen], outcome: usize) -> OutcomeCount {
    let held: Vec<bool> = lives.iter().map(|life| life.held[outcome]).collect();
    let index = lives.iter().map(|life| life.index[outcome]).collect();
    OutcomeCount::of(&DEFINITIONS[outcome], &held, index)
}

/// The comparison of two arms; whose they are is filled in by the caller.
fn compare(before: &[Seen], after: &[Seen], questions: &Questions) -> Comparison {
    let pairs = || before.iter().zip(after);
    let outcome = |n: usize| {
        let held = pairs().map(|(old, new)| (old.held[n], new.held[n]));
        let index = pairs().map(|(old, new)| new.index[n] - old.index[n]).collect();
        OutcomeChange::of([count(before, n), count(after, n)], held, index)
    };
    let measure = |n: usize| {
        let values: Vec<(f64, f64)> =
            pairs().map(|(old, new)| (old.measures[n], new.measures[n])).collect();
        MeasureChange::of(n, &values)
    };
    let measures = before.first().map_or(0, |life| life.measures.len());
    Comparison {
        arm: 0,
        baseline: 0,
        scenario: String::new(),
        theory: String::new(),
        mode: Mode::Pinned,
        draws: pairs().count(),
        identical: pairs().filter(|(old, new)| old.all == new.all).count(),
        outcomes: (0..DEFINITIONS.len()).map(outcome).collect(),
        measures: (0..measures).map(measure).collect(),
        directs: crate::summary::median(pairs().map(|(a, b)| b.directs - a.directs).collect()),
        decisions: decisions(before, after, questions),
    }
}

fn decisions(before: &[Seen], after: &[Seen], questions: &Questions) -> Vec<DecisionChange> {
    let mut changed = BTreeMap::<u16, usize>::new();
    for (old, new) in before.iter().zip(after) {
        let old: BTreeSet<(u16, u16)> = old.carried.iter().copied().collect();
        let new: BTreeSet<(u16, u16)> = new.carried.iter().copied().collect();
        let otherwise: BTreeSet<u16> = old.symmetric_difference(&new).map(|one| one.0).collect();
        for place in otherwise {
            *changed.entry(place).or_default() += 1;
        }
    }
    let carried = |lives: &[Seen], one: (u16, u16)| {
        lives.iter().filter(|life| life.carried.contains(&one)).count()
    };
    let change = |(place, otherwise): (u16, usize)| {
        let (id, options) = &questions.list[usize::from(place)];
        let option = |(id, number): (&String, u16)| {
            let one = (place, number);
            (id.clone(), carried(before, one), carried(after, one))
        };
        DecisionChange {
            decision: id.clone(),
            options: options.iter().zip(0..).map(option).collect(),
            otherwise,
        }
    };
    changed.into_iter().map(change).collect()
}
