//! A sensitivity analysis of the model: which lives it needs, and what they say.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

use lab::summary::mean;
use lab::{LabError, Progress};
use model::{FIRST, Record};
use rayon::prelude::*;

use super::factors::{Cube, Factor, NOTHING, Point};
use super::morris::{Trajectories, morris};
use super::outputs::Output;
use super::pawn::{Plain, pawn};
use super::resample::{Estimated, Verdict, verdict};
use super::sobol::{Rows, sobol};
use crate::lives::World;

/// Lives whose parameters stand in memory at once.
const AT_ONCE: usize = 512;

/// How it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Elementary effects.
    Morris,
    /// Shares of the variance.
    Sobol,
    /// Shifts of the distribution.
    Pawn,
}

impl Method {
    /// Its word in commands and files.
    pub fn word(self) -> &'static str {
        match self {
            Method::Morris => "morris",
            Method::Sobol => "sobol",
            Method::Pawn => "pawn",
        }
    }

    /// The measure by which factors are ranked.
    pub fn measure(self) -> &'static str {
        match self {
            Method::Morris => "mu_star",
            Method::Sobol => "total",
            Method::Pawn => "pawn",
        }
    }
}

/// What is asked.
#[derive(Clone, Debug)]
pub struct Question {
    /// How.
    pub method: Method,
    /// What moves.
    pub factors: Vec<Factor>,
    /// Trajectories, rows or points.
    pub samples: usize,
    /// What is looked at.
    pub outputs: Vec<Output>,
}

/// Indices of one kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// `mu_star`, `sigma`, `first`, `total` or `pawn`.
    pub measure: &'static str,
    /// One for each factor.
    pub found: Estimated,
}

/// What is known of one output.
#[derive(Clone, Debug)]
pub struct Sensed {
    /// The output.
    pub output: Output,
    /// Lives with a number.
    pub lives: usize,
    /// Standard deviation of the output over the lives, on its scale.
    pub deviation: f64,
    /// Indices, those by which factors are ranked first.
    pub measured: Vec<Measured>,
    /// Whether the sample was large enough.
    pub verdict: Verdict,
    /// What else the reader must know.
    pub remarks: Vec<String>,
}

/// The answer.
#[derive(Clone, Debug)]
pub struct Sense {
    /// How it was asked.
    pub method: Method,
    /// Names of the factors.
    pub factors: Vec<String>,
    /// Trajectories, rows or points.
    pub samples: usize,
    /// Lives.
    pub lives: usize,
    /// Lives that broke off, by reason.
    pub broken: BTreeMap<String, usize>,
    /// Output by output.
    pub sensed: Vec<Sensed>,
}

impl Sense {
    /// How active each factor is: the mean over outputs of its index over the largest of that output.
    pub fn activity(&self) -> Vec<f64> {
        let of = |factor: usize| {
            let shares = self.sensed.iter().filter_map(|sensed| {
                let values = &sensed.measured[0].found.values;
                let largest = values.iter().copied().fold(0.0, f64::max);
                let share = values[factor] / largest;
                share.is_finite().then_some(share.max(0.0))
            });
            mean(&shares.collect::<Vec<f64>>())
        };
        (0..self.factors.len()).map(of).collect()
    }
}

/// A design of any method.
enum Design {
    Morris(Trajectories),
    Sobol(Rows),
    Pawn(Plain),
}

impl Design {
    fn of(question: &Question, cube: &Cube, seed: u64) -> Design {
        let (number, factors) = (question.samples, question.factors.clone());
        let dimensions = cube.dimensions();
        match question.method {
            Method::Morris => Design::Morris(Trajectories { dimensions, factors, number, seed }),
            Method::Sobol => Design::Sobol(Rows { dimensions, factors, number, seed }),
            Method::Pawn => {
                let mut factors = factors;
                factors.push(Factor::one(NOTHING, dimensions));
                Design::Pawn(Plain { dimensions: dimensions + 1, factors, number, seed })
            }
        }
    }

    fn factors(&self) -> &[Factor] {
        match self {
            Design::Morris(design) => &design.factors,
            Design::Sobol(design) => &design.factors,
            Design::Pawn(design) => &design.factors,
        }
    }

    fn len(&self) -> usize {
        match self {
            Design::Morris(design) => design.len(),
            Design::Sobol(design) => design.len(),
            Design::Pawn(design) => design.number,
        }
    }

    fn point(&self, number: usize) -> Point {
        match self {
            Design::Morris(design) => design.point(number),
            Design::Sobol(design) => design.point(number),
            Design::Pawn(design) => design.point(number),
        }
    }

    fn indices(&self, outputs: &[f64]) -> Vec<Measured> {
        match self {
            Design::Morris(design) => {
                let found = morris(design, outputs);
                let mut all = vec![Measured { measure: "mu_star", found: found.mu_star }];
                if found.sigma.values.iter().any(|sigma| sigma.is_finite()) {
                    all.push(Measured { measure: "sigma", found: found.sigma });
                }
                all
            }
            Design::Sobol(design) => {
                let found = sobol(design, outputs);
                vec![
                    Measured { measure: "total", found: found.total },
                    Measured { measure: "first", found: found.first },
                ]
            }
            Design::Pawn(design) => {
                vec![Measured { measure: "pawn", found: pawn(design, outputs) }]
            }
        }
    }
}

/// Number of lives that a question needs.
pub fn lives(question: &Question) -> usize {
    match question.method {
        Method::Morris => question.samples * (question.factors.len() + 1),
        Method::Sobol => question.samples * (question.factors.len() + 2),
        Method::Pawn => question.samples,
    }
}

/// Lives what the question needs, and answers it.
///
/// # Errors
/// Fewer than 4 samples, of which no interval could be had, or more than the sequence has; the wish of
/// the user to stop.
pub fn sense(
    world: &World,
    question: &Question,
    progress: &dyn Progress,
    cancelled: &AtomicBool,
) -> Result<Sense, LabError> {
    let most = super::chance::MOST_POINTS;
    if !(4..=most).contains(&question.samples) {
        let why = format!("{} samples: give between 4 and {most}", question.samples);
        return Err(LabError::Request(why));
    }
    let cube = Cube::new();
    let design = Design::of(question, &cube, world.seed);
    let last = question.outputs.iter().map(Output::last).max().unwrap_or(FIRST);
    let world = World { until: last.min(world.until), ..world.clone() };
    let measure = |run: &Record| -> Vec<f64> {
        question.outputs.iter().map(|output| output.of(run)).collect()
    };
    let point = |number: usize| cube.design(&design.point(number));
    let lived = all(&world, design.len(), &point, &measure, progress, cancelled)?;
    let mut broken = BTreeMap::new();
    for why in lived.iter().filter_map(|life| life.as_ref().err()) {
        *broken.entry(why.clone()).or_default() += 1;
    }
    let names: Vec<String> = design.factors().iter().map(|factor| factor.name.clone()).collect();
    let one = |(place, output): (usize, &Output)| {
        let of = |life: &Result<Vec<f64>, String>| life.as_ref().map_or(f64::NAN, |all| all[place]);
        let values = output.scaled(&lived.iter().map(of).collect::<Vec<f64>>());
        sensed(question.method, output, &values, design.indices(&values), &names)
    };
    let sensed = question.outputs.par_iter().enumerate().map(one).collect();
    let (method, samples, lives) = (question.method, question.samples, design.len());
    Ok(Sense { method, factors: names, samples, lives, broken, sensed })
}

fn sensed(
    method: Method,
    output: &Output,
    values: &[f64],
    measured: Vec<Measured>,
    names: &[String],
) -> Sensed {
    let known: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    let count = known.len() as f64;
    let mean = known.iter().sum::<f64>() / count;
    let squares: f64 = known.iter().map(|value| (value - mean) * (value - mean)).sum();
    Sensed {
        output: output.clone(),
        lives: known.len(),
        deviation: libm::sqrt(squares / count),
        verdict: verdict(&measured[0].found, names, method == Method::Morris),
        remarks: remarks(&measured),
        measured,
    }
}

/// What the indices by themselves do not say.
fn remarks(measured: &[Measured]) -> Vec<String> {
    let mut remarks = Vec::new();
    if let Some(first) = measured.iter().find(|measured| measured.measure == "first") {
        let negative = first.found.values.iter().filter(|value| **value < 0.0).count();
        if negative > 0 {
            let is = if negative == 1 { "index is" } else { "indices are" };
            remarks.push(format!(
                "{negative} first-order {is} negative: this is sampling error, since no share of a \
                 variance can be; read as 0."
            ));
        }
        let together: f64 = first.found.values.iter().sum();
        remarks.push(format!(
            "First-order indices sum to {together:.2}; what is missing to 1 goes with factors that act \
             together, or is sampling error."
        ));
    }
    if let Some(pawn) = measured.iter().find(|measured| measured.measure == "pawn") {
        let idle = pawn.found.values.last().copied().unwrap_or(f64::NAN);
        remarks.push(format!(
            "A number of no use has an index of {idle:.2} here: a factor that is not clearly above it \
             has no effect that this sample can see."
        ));
    }
    remarks
}

/// Lives designs a few at a time, so that not all their parameters stand in memory.
fn all(
    world: &World,
    number: usize,
    point: &dyn Fn(usize) -> crate::lives::Design,
    measure: &(dyn Fn(&Record) -> Vec<f64> + Sync),
    progress: &dyn Progress,
    cancelled: &AtomicBool,
) -> Result<Vec<Result<Vec<f64>, String>>, LabError> {
    let months = u64::try_from(world.until.since(FIRST) + 1).unwrap_or(0);
    progress.start(months * number as u64);
    let mut lived = Vec::with_capacity(number);
    for begin in (0..number).step_by(AT_ONCE) {
        let designs: Vec<_> = (begin..number.min(begin + AT_ONCE)).map(point).collect();
        let part = super::Part { whole: progress, before: months * begin as u64 };
        lived.extend(world.live(&designs, measure, &part, cancelled)?);
    }
    progress.finish();
    Ok(lived)
}
