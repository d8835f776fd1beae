//! How far a right run may lie from the record: the error of the record, and the discrepancy of a
//! model that leaves things out.
//!
//! One discrepancy holds wherever runs are held against the record: the one that the fit that ships
//! stated, and, from its last month on, as wide as its pilot showed it to be. What is judged at an
//! earlier date must not know that: it has what was stated.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use kernel::Month;
use lab::summary::{mean, median, spread};
use nalgebra::DMatrix;

use crate::fit::plan;
use crate::rows::Row;

/// The file of the fit that ships: its grants, and the last month of which it read anything.
const FIT: &str = include_str!("../../../posterior/fit.toml");
/// What that fit made of the grants.
const WIDENED: &str = include_str!("../../../posterior/discrepancy.csv");

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
    /// Factors on the grant of a variable, by name: more than 1 once the fitting rows showed that the
    /// grant was too narrow.
    pub widened: BTreeMap<String, f64>,
}

impl Discrepancy {
    /// The discrepancy of one who knows the record to this month. Before the last month of the fit
    /// that ships it is what was stated; from then on it is as wide as that fit left it.
    pub fn known_in(month: Month) -> Discrepancy {
        let (stated, widened, last) = shipped();
        let widened = if month < *last { BTreeMap::new() } else { widened.clone() };
        Discrepancy { widened, ..stated.clone() }
    }

    /// Standard deviation of the discrepancy of a variable.
    pub fn of(&self, variable: &str) -> f64 {
        let names = |grant: &&Grant| match grant.variables.strip_suffix('*') {
            Some(beginning) => variable.starts_with(beginning),
            None => grant.variables == variable,
        };
        let widened = self.widened.get(variable).copied().unwrap_or(1.0);
        widened * self.grants.iter().find(names).map_or(0.0, |grant| grant.sd)
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

/// What the fit that ships stated, by which factors it widened that, and its last month.
fn shipped() -> &'static (Discrepancy, BTreeMap<String, f64>, Month) {
    static SHIPPED: OnceLock<(Discrepancy, BTreeMap<String, f64>, Month)> = OnceLock::new();
    SHIPPED.get_or_init(|| {
        let plan = plan::parse("posterior/fit.toml", FIT);
        let plan = plan.expect("the fit that ships is whole: a test reads it");
        (plan.discrepancy, factors(WIDENED), plan.cut)
    })
}

/// The factors above 1 of a table that a fit wrote, by variable. A row that is none is left out; a
/// test holds the shipped table against the model.
fn factors(table: &str) -> BTreeMap<String, f64> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let head = reader.headers().cloned().unwrap_or_default();
    let place = |name: &str| head.iter().position(|own| own == name);
    let one = |row: csv::StringRecord| {
        let factor: f64 = row.get(place("widened")?)?.parse().ok()?;
        (factor > 1.0).then_some((row.get(place("variable")?)?.to_owned(), factor))
    };
    reader.records().flatten().filter_map(one).collect()
}

/// The factors by which grants must be widened for the fitting rows of each variable to lie, by root
/// mean square, one standard deviation of run, record and discrepancy from the runs. Each of `lived`
/// is rows by runs: those of the prior and of a first fit, of which the nearer counts, so that no
/// variable is given up because the first fit went astray. None is narrower than stated.
pub fn widen(
    rows: &[Row],
    lived: &[&DMatrix<f64>],
    discrepancy: &Discrepancy,
) -> BTreeMap<String, f64> {
    let mut least: BTreeMap<String, f64> = BTreeMap::new();
    for runs in lived {
        for (name, missing) in missing(rows, runs) {
            let before = least.entry(name).or_insert(missing);
            *before = before.min(missing);
        }
    }
    let factor = |(name, missing): (String, f64)| {
        let granted = discrepancy.of(&name).max(f64::MIN_POSITIVE);
        let wanted = libm::sqrt(missing.max(0.0)) / granted;
        let before = discrepancy.widened.get(&name).copied().unwrap_or(1.0);
        (name, before * wanted.max(1.0))
    };
    least.into_iter().map(factor).filter(|(_, factor)| *factor > 1.0).collect()
}

/// For each variable the mean squared distance of the record from the middle of the runs, less what
/// the spread of the runs and the error of the record account for.
fn missing(rows: &[Row], lived: &DMatrix<f64>) -> BTreeMap<String, f64> {
    let mut by: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for (row, runs) in rows.iter().zip(lived.row_iter()) {
        let known: Vec<f64> = runs.iter().copied().filter(|value| value.is_finite()).collect();
        if known.len() < 2 {
            continue;
        }
        let off = row.value - median(known.clone());
        let of_runs = spread(&known);
        let missing = off * off - row.error * row.error - of_runs * of_runs;
        by.entry(row.about().name.to_owned()).or_default().push(missing);
    }
    by.into_iter().map(|(name, list)| (name, mean(&list))).collect()
}

/// The middle of a row's months, in months since the first of the model.
fn middle(row: &Row) -> f64 {
    let since = |month: Month| f64::from(month.since(model::FIRST));
    0.5 * (since(row.first) + since(row.last))
}

#[cfg(test)]
mod tests {
    use evidence::Evidence;

    use super::*;
    use crate::rows::{LEARNED, rows};

    #[test]
    fn the_table_that_ships_is_that_of_the_file_that_ships() {
        let (stated, _, last) = shipped();
        assert_eq!(*last, LEARNED, "the fit reads to the last month from which may be learned");
        let known = Discrepancy::known_in(*last);
        let mut reader = csv::Reader::from_reader(WIDENED.as_bytes());
        let mut told = Vec::new();
        for row in reader.records() {
            let row = row.expect("a row of text");
            let number = |column: usize| row[column].parse::<f64>().expect("a number");
            // Six figures are written.
            let near = |a: f64, b: f64| (a - b).abs() <= 1e-5 * b.abs();
            assert!(near(number(1), stated.of(&row[0])), "{row:?}: fit.toml was changed since");
            assert!(near(number(2), known.of(&row[0])), "{row:?}");
            told.push(row[0].to_owned());
        }
        let evidence = Evidence::embedded().expect("the embedded evidence is whole");
        for row in rows(&evidence, model::LAST) {
            let name = row.about().name;
            assert!(
                told.iter().any(|one| one == name),
                "the fit that ships says nothing of {name}"
            );
        }
    }

    #[test]
    fn before_the_last_month_of_the_fit_only_what_was_stated_is_known() {
        let (stated, widened, last) = shipped();
        assert!(!widened.is_empty(), "the fit that ships widened something");
        assert_eq!(Discrepancy::known_in(last.plus(-1)), *stated);
        assert_eq!(Discrepancy::known_in(*last), Discrepancy::known_in(model::LAST));
        assert_eq!(&Discrepancy::known_in(*last).widened, widened);
    }
}
