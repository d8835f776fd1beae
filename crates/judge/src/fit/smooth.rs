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

use crate::discrepancy::Discrepancy;
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Two parameters, one row that measures their sum with an error of a half: for normal priors the
    /// posterior of the sum has mean 8/9 of the row and variance 2/9 (2 · 0.25 / 2.25).
    #[test]
    fn a_linear_world_gives_the_posterior_of_the_textbook() {
        let members = 4000;
        let mut scores = prior_scores(2, members, 5);
        let aim = Aim {
            values: DVector::from_element(1, 1.5),
            covariance: DMatrix::from_element(1, 1, 0.25),
        };
        for (at, share) in weights(4).into_iter().enumerate() {
            let lived = DMatrix::from_fn(1, members, |_, n| scores[(0, n)] + scores[(1, n)]);
            step(&mut scores, &lived, &aim, share, (5, at as u32));
        }
        let sums: Vec<f64> = (0..members).map(|n| scores[(0, n)] + scores[(1, n)]).collect();
        let mean = sums.iter().sum::<f64>() / members as f64;
        let variance = sums.iter().map(|s| (s - mean) * (s - mean)).sum::<f64>() / members as f64;
        // Standard errors: 0.0075 of the mean, 0.005 of the variance, and a little for each of four
        // estimated covariances; numbers beyond three deviations are also drawn in.
        assert!((mean - 8.0 / 9.0 * 1.5).abs() < 0.04, "{mean}");
        assert!((variance - 2.0 / 9.0).abs() < 0.03, "{variance}");
    }

    #[test]
    fn a_parameter_that_moves_nothing_is_left_alone() {
        let members = 300;
        let before = prior_scores(2, members, 9);
        let mut scores = before.clone();
        let lived = DMatrix::from_fn(1, members, |_, n| scores[(0, n)]);
        let aim = Aim {
            values: DVector::from_element(1, 3.0),
            covariance: DMatrix::from_element(1, 1, 0.1),
        };
        step(&mut scores, &lived, &aim, 1.0, (9, 0));
        assert!(scores.row(0).mean() > 2.0);
        // Below the threshold of what chance gives, the second moves not at all.
        assert_eq!(scores.row(1), before.row(1));
    }

    #[test]
    fn weights_sum_to_one() {
        assert!((weights(6).iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn what_is_missing_or_far_off_outvotes_nobody() {
        let lived = DMatrix::from_row_slice(1, 5, &[1.0, 2.0, 3.0, 1e9, f64::NAN]);
        let filled = filled(&lived);
        assert_eq!((filled[0], filled[4]), (1.0, 2.5));
        assert!(filled[3] < 10.0, "{}", filled[3]);
    }
}
