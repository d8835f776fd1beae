//! The numbers of the start, looked up by name.

use evidence::{Evidence, PathRow};
use society::REGIONS;
use std::fmt;

/// A number of the start that the evidence does not give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The path that was looked for.
    pub name: String,
    /// The region, if it was one region's number.
    pub region: Option<&'static str>,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the evidence gives no `{}`", self.name)?;
        if let Some(region) = self.region {
            write!(f, " for the region `{region}`")?;
        }
        write!(f, "; add a row to evidence/paths/start_1917.csv")
    }
}

impl std::error::Error for Missing {}

/// Look-ups in the paths of the evidence that describe the start.
pub struct Start<'a> {
    /// The rows of the start and of the trusts of 1913, by name: hundreds are asked for, out of
    /// thousands.
    rows: Vec<&'a PathRow>,
}

impl<'a> Start<'a> {
    /// Look-ups in this evidence.
    pub fn new(evidence: &'a Evidence) -> Start<'a> {
        let of_start =
            |row: &&PathRow| row.path.starts_with("start.") || row.path.starts_with("trusts.");
        let mut rows: Vec<&PathRow> = evidence.paths.iter().filter(of_start).collect();
        rows.sort_by(|a, b| a.path.cmp(&b.path));
        Start { rows }
    }

    /// The rows of a name, in the order of the evidence.
    fn rows(&self, name: &str) -> &[&'a PathRow] {
        let first = self.rows.partition_point(|row| row.path.as_str() < name);
        let many = self.rows[first..].iter().take_while(|row| row.path == name).count();
        &self.rows[first..first + many]
    }

    /// A number of the whole country.
    ///
    /// # Errors
    /// If there is no row `start.NAME` without a region.
    pub fn one(&self, name: &str) -> Result<f64, Missing> {
        let name = format!("start.{name}");
        self.rows(&name)
            .iter()
            .find(|row| row.region.is_empty())
            .map(|row| row.value)
            .ok_or(Missing { name, region: None })
    }

    /// A number for each region, in the order of [`REGIONS`].
    ///
    /// # Errors
    /// If a region has no row.
    pub fn by_region(&self, name: &str) -> Result<Vec<f64>, Missing> {
        let name = format!("start.{name}");
        let rows = self.rows(&name);
        REGIONS
            .iter()
            .map(|region| {
                rows.iter()
                    .find(|row| row.region == *region)
                    .map(|row| row.value)
                    .ok_or_else(|| Missing { name: name.clone(), region: Some(region) })
            })
            .collect()
    }

    /// Share of large industry of 1913 that a branch had in each region where it had any.
    pub fn trusts(&self, branch: &str) -> Vec<(usize, f64)> {
        let rows = self.rows(&format!("trusts.{branch}"));
        REGIONS
            .iter()
            .enumerate()
            .filter_map(|(r, name)| {
                rows.iter().find(|row| row.region == *name).map(|row| (r, row.value))
            })
            .collect()
    }
}
