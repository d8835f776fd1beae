//! What one run leaves: a value for each variable, region and month, and a chronicle.

use kernel::Month;

use crate::network::Network;
use crate::variables::{Cell, cells, find};

/// The observed months of one run.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The first month observed.
    pub first: Month,
    /// Months observed.
    pub months: usize,
    /// The columns.
    pub cells: Vec<Cell>,
    /// `values[cell * months + month]`. Not a number where a variable does not exist yet.
    pub values: Vec<f64>,
    /// What happened, in order.
    pub chronicle: Vec<Happening>,
    /// The network of appointments at the dates of [`crate::network::DATES`] that were lived.
    pub networks: Vec<Network>,
}

/// Something that happened in a run, for the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happening {
    /// When.
    pub month: Month,
    /// `decree`, `shock` or `outcome`.
    pub kind: &'static str,
    /// Id of the decree, or the name of the mechanism.
    pub id: String,
    /// In plain words.
    pub text: String,
}

impl Record {
    /// An empty record for `months` months from `first`.
    pub fn new(first: Month, months: usize) -> Record {
        let cells = cells();
        let values = vec![f64::NAN; cells.len() * months];
        Record { first, months, cells, values, chronicle: Vec::new(), networks: Vec::new() }
    }

    /// The monthly path of one column.
    pub fn path(&self, cell: usize) -> &[f64] {
        &self.values[cell * self.months..(cell + 1) * self.months]
    }

    /// The monthly path of a variable for the whole country (region `None`) or a region.
    pub fn variable(&self, name: &str, region: Option<usize>) -> Option<&[f64]> {
        let variable = find(name)?;
        let cell = self.cells.iter().position(|c| *c == Cell { variable, region })?;
        Some(self.path(cell))
    }

    /// The place of `month` in the paths, if it was observed.
    pub fn place(&self, month: Month) -> Option<usize> {
        usize::try_from(month.since(self.first)).ok().filter(|&i| i < self.months)
    }
}
