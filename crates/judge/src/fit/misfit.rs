//! How far a right run may lie from the record: the error of the record, and the discrepancy of a
//! model that leaves things out.

use kernel::Month;
use nalgebra::DMatrix;

use crate::rows::Row;

/// What is granted to the model on the rows of some variables.
#[derive(Clone, Debug, PartialEq)]
pub struct Grant {
    /// A variable, or the beginning of several with a star: `prices.*`.
    pub variables: String,
    /// Standard deviation on the scale of the row.
    pub sd: f64,
    /// Why so much.
    pub why: String,
}

/// The discrepancy of every row. It is stated before a fit is seen.
#[derive(Clone, Debug, PartialEq)]
pub struct Discrepancy {
    /// The first that names a variable holds for it; the last names all.
    pub grants: Vec<Grant>,
    /// Months after which the discrepancies of one variable have little to do with one another
    /// (their correlation is 1/e).
    pub memory: f64,
    /// Factor on every grant: 1 as stated, more once the fit showed that they were too narrow.
    pub widened: f64,
}

impl Discrepancy {
    /// Standard deviation of the discrepancy of a variable.
    pub fn of(&self, variable: &str) -> f64 {
        let names = |grant: &&Grant| match grant.variables.strip_suffix('*') {
            Some(beginning) => variable.starts_with(beginning),
            None => grant.variables == variable,
        };
        self.widened * self.grants.iter().find(names).map_or(0.0, |grant| grant.sd)
    }

    /// Standard deviation of record and discrepancy together.
    pub fn total(&self, row: &Row) -> f64 {
        libm::hypot(row.error, self.of(row.about().name))
    }

    /// Covariance of record and discrepancy over the rows: errors of the record are independent,
    /// discrepancies of one variable fade with time.
    pub fn covariance(&self, rows: &[Row]) -> DMatrix<f64> {
        DMatrix::from_fn(rows.len(), rows.len(), |i, j| {
            let (a, b) = (&rows[i], &rows[j]);
            let own = if i == j { a.error * a.error } else { 0.0 };
            if a.variable != b.variable {
                return own;
            }
            let sd = self.of(a.about().name);
            own + sd * sd * libm::exp(-(middle(a) - middle(b)).abs() / self.memory)
        })
    }
}

/// The middle of a row's months, in months since the first of the model.
fn middle(row: &Row) -> f64 {
    let since = |month: Month| f64::from(month.since(model::FIRST));
    0.5 * (since(row.first) + since(row.last))
}
