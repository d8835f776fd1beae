//! The ensemble smoother with multiple data assimilation: A. A. Emerick and A. C. Reynolds,
//! "Ensemble smoother with multiple data assimilation", Computers & Geosciences 55 (2013).
//!
//! Members drawn from the prior are lived; each is moved by what the ensemble says of how parameters
//! and rows vary together; and so several times, each time with the record taken as that much less
//! exact that all steps together count it once. For a linear model and normal priors it gives the
//! posterior; for this one it is an approximation, which is why it must first recover parameters
//! that are known.
//!
//! A covariance that so few members could show by chance is damped (localisation by correlation, as
//! X. Luo and T. Bhakta, "Automatic and adaptive localization for ensemble-based history matching",
//! Journal of Petroleum Science and Engineering 184 (2020), propose it; the damping here is simpler
//! than theirs).

use kernel::chance::decision;
use kernel::{Dice, Lineage, Month};
use nalgebra::{DMatrix, DVector};

use lab::summary::median;

use super::misfit::Discrepancy;
use crate::rows::Row;

/// Correlations below this many standard errors of chance are not believed (judgement; recovery on
/// synthetic records says whether it is enough).
const BELIEVED: f64 = 2.0;

/// What is to be met: the rows' numbers and the covariance of their error and discrepancy.
#[derive(Clone, Debug)]
pub struct Aim {
    /// The numbers, on the scales of the rows.
    pub values: DVector<f64>,
    /// Covariance of error and discrepancy.
    pub covariance: DMatrix<f64>,
}

impl Aim {
    /// The record.
    pub fn record(rows: &[Row], discrepancy: &Discrepancy) -> Aim {
        let values = DVector::from_iterator(rows.len(), rows.iter().map(|row| row.value));
        Aim { values, covariance: discrepancy.covariance(rows) }
    }

    /// The record of a world that is known: what a run gave, with errors drawn. `number` names it.
    pub fn synthetic(
        rows: &[Row],
        discrepancy: &Discrepancy,
        run: &[f64],
        (seed, number): (u64, u32),
    ) -> Aim {
        let covariance = discrepancy.covariance(rows);
        let luck = normals(seed, "fit.synthetic-record", 0, u64::from(number), rows.len());
        let errors = root(&covariance) * luck;
        let values = DVector::from_iterator(rows.len(), run.iter().copied()) + errors;
        Aim { values, covariance }
    }
}

/// Standard normal numbers with an address: what for, which step, whose.
fn normals(seed: u64, what: &str, step: u32, who: u64, n: usize) -> DVector<f64> {
    let dice = Dice::new(seed, decision(what), Month::new(step as i32, 1));
    let number = |i: usize| dice.throw(Lineage(who << 16 | i as u64)).normal(0);
    DVector::from_iterator(n, (0..n).map(number))
}

/// The lower root of a covariance.
fn root(covariance: &DMatrix<f64>) -> DMatrix<f64> {
    let n = covariance.nrows();
    // A thousandth of a thousandth of the variance keeps rows that say the same apart.
    let kept = covariance + DMatrix::from_diagonal(&(covariance.diagonal() * 1e-6));
    kept.cholesky().map_or_else(|| DMatrix::identity(n, n), |root| root.l())
}

/// Scores of the members before anything is learned: parameters by members, standard normal.
pub fn prior_scores(parameters: usize, members: usize, seed: u64) -> DMatrix<f64> {
    let columns: Vec<DVector<f64>> = (1..=members as u64)
        .map(|member| normals(seed, "fit.prior", 0, member, parameters))
        .collect();
    DMatrix::from_columns(&columns)
}

/// Moves the members once. `scores` is parameters by members, `lived` rows by members on the scales
/// of the rows; `share` is the weight of this step in the whole (1/4 of four equal steps). Numbers
/// that a member lacks count as the middle of the others, so that they move nothing.
pub fn step(
    scores: &mut DMatrix<f64>,
    lived: &DMatrix<f64>,
    aim: &Aim,
    share: f64,
    (seed, number): (u64, u32),
) {
    let members = scores.ncols();
    let lived = filled(lived);
    let (rows_mean, scores_mean) = (lived.column_mean(), scores.column_mean());
    let mut spread = lived.clone();
    spread.column_iter_mut().for_each(|mut column| column -= &rows_mean);
    let mut moved = scores.clone();
    moved.column_iter_mut().for_each(|mut column| column -= &scores_mean);
    let per = 1.0 / (members as f64 - 1.0);
    let inflated = &aim.covariance / share;
    let mut across = &moved * spread.transpose() * per;
    damp(&mut across, &moved, &spread);
    let within = &spread * spread.transpose() * per + &inflated;
    let Some(solver) = within.cholesky() else { return };
    let noise = root(&inflated);
    let columns: Vec<DVector<f64>> = (0..members)
        .map(|member| {
            let who = u64::from(number) << 16 | (member as u64 + 1);
            let luck =
                normals(seed, "fit.perturbed-record", (share * 1e6) as u32, who, aim.values.len());
            &aim.values + &noise * luck - lived.column(member)
        })
        .collect();
    *scores += across * solver.solve(&DMatrix::from_columns(&columns));
}

/// Deviations, in the ensemble's own robust standard deviations, beyond which a number counts as that
/// far (judgement: a hyperinflation that runs away must not outvote all other members).
const FARTHEST: f64 = 3.0;
/// Standard deviation of a normal distribution over its median absolute deviation.
const PER_DEVIATION: f64 = 1.482_6;

/// The numbers with the median of their row in place of what is not a number, and none farther from
/// it than [`FARTHEST`].
fn filled(lived: &DMatrix<f64>) -> DMatrix<f64> {
    let mut filled = lived.clone();
    for mut row in filled.row_iter_mut() {
        let known: Vec<f64> = row.iter().copied().filter(|value| value.is_finite()).collect();
        let middle = if known.is_empty() { 0.0 } else { median(known.clone()) };
        let off = known.iter().map(|value| (value - middle).abs()).collect::<Vec<f64>>();
        let far = if off.is_empty() { 0.0 } else { FARTHEST * PER_DEVIATION * median(off) };
        for value in row.iter_mut() {
            *value = if value.is_finite() { *value } else { middle };
            if far > 0.0 {
                *value = value.clamp(middle - far, middle + far);
            }
        }
    }
    filled
}

/// Weights of the steps: each twice the one before, so that the first, taken while runs are far from
/// the record and far from linear, move little. They sum to 1.
pub fn weights(steps: usize) -> Vec<f64> {
    let all = f64::from((1_u32 << steps.min(30)) - 1);
    (0..steps.min(30)).map(|at| f64::from(1_u32 << at) / all).collect()
}

/// Damps covariances by how much of their squared correlation is above what chance gives among so
/// many members: nothing is left at the threshold, nearly all of a strong one.
fn damp(across: &mut DMatrix<f64>, scores: &DMatrix<f64>, lived: &DMatrix<f64>) {
    let members = scores.ncols() as f64;
    let threshold = BELIEVED / libm::sqrt(members);
    let size = |row: nalgebra::RowDVector<f64>| libm::sqrt(row.norm_squared() / (members - 1.0));
    let of_scores: Vec<f64> =
        (0..scores.nrows()).map(|i| size(scores.row(i).into_owned())).collect();
    let of_rows: Vec<f64> = (0..lived.nrows()).map(|i| size(lived.row(i).into_owned())).collect();
    for j in 0..across.ncols() {
        for i in 0..across.nrows() {
            let scale = of_scores[i] * of_rows[j];
            let correlation =
                if scale > 0.0 { (across[(i, j)] / scale).abs().min(1.0) } else { 0.0 };
            let chance = threshold / correlation.max(threshold);
            across[(i, j)] *= 1.0 - chance * chance;
        }
    }
}
