//! Elementary effects: what changes when one factor moves and all else stands.
//!
//! Trajectories after Morris 1991, with the mean of absolute effects (mu*) of Campolongo, Cariboni
//! and Saltelli 2007, and their extension to groups: all members of a group move together, each in a
//! direction of its own, and mu* alone has a meaning. Each coordinate stands on one of four levels,
//! the middles of equally probable quarters, and moves by two of them, half of the cube. All points
//! of a trajectory share their luck, so that an effect is that of the factor; a factor of chance takes
//! another luck instead of moving.

use lab::summary::{mean, spread};

use super::chance::{one_of, unit};
use super::factors::{Factor, Point};
use super::resample::{self, Estimated};

/// Levels of a coordinate.
const LEVELS: usize = 4;
/// Length of a move.
const MOVE: f64 = 0.5;

/// Trajectories through the cube.
#[derive(Clone, Debug)]
pub struct Trajectories {
    /// Coordinates.
    pub dimensions: usize,
    /// What moves.
    pub factors: Vec<Factor>,
    /// How many trajectories; each has one point more than there are factors.
    pub number: usize,
    /// Seed.
    pub seed: u64,
}

impl Trajectories {
    /// Points of all trajectories.
    pub fn len(&self) -> usize {
        self.number * self.steps()
    }

    /// Whether there is no point.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn steps(&self) -> usize {
        self.factors.len() + 1
    }

    /// In which order the factors of a trajectory move.
    fn order(&self, trajectory: usize) -> Vec<usize> {
        let key =
            |&factor: &usize| unit(self.seed, "sense-order", trajectory as u64, factor as u64);
        let mut order: Vec<usize> = (0..self.factors.len()).collect();
        order.sort_by(|a, b| key(a).total_cmp(&key(b)));
        order
    }

    fn level(&self, trajectory: usize, coordinate: usize) -> usize {
        one_of(LEVELS, self.seed, "sense-level", trajectory as u64, coordinate as u64)
    }

    /// Up from the lower two levels, down from the upper two.
    fn direction(&self, trajectory: usize, coordinate: usize) -> f64 {
        if self.level(trajectory, coordinate) < LEVELS / 2 { 1.0 } else { -1.0 }
    }

    /// A point, trajectory by trajectory.
    pub fn point(&self, number: usize) -> Point {
        let (trajectory, step) = (number / self.steps(), number % self.steps());
        let start = |at: usize| (self.level(trajectory, at) as f64 + 0.5) / LEVELS as f64;
        let mut at: Vec<f64> = (0..self.dimensions).map(start).collect();
        let mut luck = 2 * trajectory as u32 + 1;
        for &factor in &self.order(trajectory)[..step] {
            if self.factors[factor].is_chance() {
                luck += 1;
            }
            for &coordinate in &self.factors[factor].coordinates {
                at[coordinate] += MOVE * self.direction(trajectory, coordinate);
            }
        }
        Point { at, luck }
    }

    /// The effects, `effects[trajectory][factor]`, from the outputs at the points. That of a single
    /// coordinate has a sign, that of a group and of chance has none. Not a number beside a point
    /// whose output is none.
    ///
    /// # Panics
    /// If there are fewer outputs than points.
    pub fn effects(&self, outputs: &[f64]) -> Vec<Vec<f64>> {
        let of = |trajectory: usize| {
            let lived = &outputs[trajectory * self.steps()..][..self.steps()];
            let mut effects = vec![f64::NAN; self.factors.len()];
            for (step, factor) in self.order(trajectory).into_iter().enumerate() {
                let change = (lived[step + 1] - lived[step]) / MOVE;
                effects[factor] = match self.factors[factor].coordinates[..] {
                    [coordinate] => change * self.direction(trajectory, coordinate),
                    _ => change.abs(),
                };
            }
            effects
        };
        (0..self.number).map(of).collect()
    }
}

/// What elementary effects say of each factor.
#[derive(Clone, Debug, PartialEq)]
pub struct Morris {
    /// Mean of the absolute effects.
    pub mu_star: Estimated,
    /// Standard deviation of the effects, for single coordinates: how far the effect of the factor
    /// hangs on where the others stand, or is not straight.
    pub sigma: Estimated,
}

/// Sums up effects, with intervals over trajectories.
pub fn morris(design: &Trajectories, outputs: &[f64]) -> Morris {
    let effects = design.effects(outputs);
    let known = |factor: usize, drawn: &[usize]| -> Vec<f64> {
        let all = drawn.iter().map(|&trajectory| effects[trajectory][factor]);
        all.filter(|effect| effect.is_finite()).collect()
    };
    let each = |drawn: &[usize], sum: &dyn Fn(&[f64]) -> f64| -> Vec<f64> {
        (0..design.factors.len()).map(|factor| sum(&known(factor, drawn))).collect()
    };
    let mean_size = |all: &[f64]| mean(&all.iter().map(|effect| effect.abs()).collect::<Vec<_>>());
    let mu_star = |drawn: &[usize]| each(drawn, &mean_size);
    let sigma = |drawn: &[usize]| {
        let mut all = each(drawn, &spread);
        let single = |factor: &Factor| factor.coordinates.len() == 1;
        let groups = all.iter_mut().zip(&design.factors).filter(|(_, factor)| !single(factor));
        groups.for_each(|(value, _)| *value = f64::NAN);
        all
    };
    Morris {
        mu_star: resample::estimate(design.number, design.seed, &mu_star),
        sigma: resample::estimate(design.number, design.seed, &sigma),
    }
}
