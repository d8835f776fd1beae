//! A run read out of its folder, whole or not at all.

use std::collections::BTreeMap;
use std::path::Path;

use model::VARIABLES;

use crate::error::{LabError, folder};
use crate::folder::checksums::intact;
use crate::folder::country::{Paths, read_country};
use crate::folder::parquet::read_remarks;
use crate::reference::About;

const SERIES: &str = "series.parquet";
const OUTCOMES: &str = "outcomes.csv";

/// In how many draws of a run an outcome holds at the end.
#[derive(Clone, Debug, PartialEq)]
pub struct OutcomeShare {
    /// O1 to O8.
    pub id: String,
    /// Name.
    pub name: String,
    /// Share of the draws in which it holds.
    pub share: f64,
}

/// A run with the paths of the whole country.
#[derive(Clone, Debug)]
pub struct Lived {
    /// What ran.
    pub about: About,
    /// Paths by variable, by the number of the draw; 0 is the central run.
    pub draws: BTreeMap<u32, Paths>,
    /// Outcomes at the end; empty if the folder has none.
    pub outcomes: Vec<OutcomeShare>,
}

impl Lived {
    /// Reads a run out of its folder.
    ///
    /// # Errors
    /// A file that is missing, damaged, of another run, or lacks a draw.
    pub fn read(path: &Path) -> Result<Lived, LabError> {
        let about = About::read(path)?;
        let series = path.join(SERIES);
        intact(path, SERIES)?;
        let remarks = read_remarks(&series)?;
        let of = remarks.iter().find(|(key, _)| key == "ktokogo.run").map(|(_, id)| id.as_str());
        if of != Some(&*about.id) {
            let what = format!("the table is of run {}, not of {}", of.unwrap_or("none"), about.id);
            return Err(folder(&series, what, "put each file back into the folder it came from"));
        }
        let draws = read_country(&series, about.first, about.until)?;
        let lacks = (0..=about.draws).find(|number| !draws.contains_key(number));
        if let Some(number) = lacks {
            let what = format!("the table lacks draw {number} of {}", about.draws);
            return Err(folder(&series, what, "fetch the file again, or live the run again"));
        }
        Ok(Lived { outcomes: outcomes(path)?, about, draws })
    }

    /// Whether it reports a variable, in any draw.
    pub fn reports(&self, variable: usize) -> bool {
        self.draws.values().any(|paths| paths.contains_key(VARIABLES[variable].name))
    }
}

fn outcomes(path: &Path) -> Result<Vec<OutcomeShare>, LabError> {
    let file = path.join(OUTCOMES);
    if !file.is_file() {
        return Ok(Vec::new());
    }
    intact(path, OUTCOMES)?;
    let damaged = |why: String| {
        let advice = "fetch the file again, or live the run again";
        folder(&file, format!("this is not the table of outcomes of a run ({why})"), advice)
    };
    let mut reader = csv::Reader::from_path(&file).map_err(|error| damaged(error.to_string()))?;
    let head = reader.headers().map_err(|error| damaged(error.to_string()))?.clone();
    let column = |name: &str| {
        let place = head.iter().position(|column| column == name);
        place.ok_or_else(|| damaged(format!("it has no column `{name}`")))
    };
    let (id, name, share) = (column("outcome")?, column("name")?, column("share")?);
    let row = |row: Result<csv::StringRecord, csv::Error>| {
        let row = row.map_err(|error| damaged(error.to_string()))?;
        let share = row[share].parse().map_err(|_| damaged("a share is no number".to_owned()))?;
        Ok(OutcomeShare { id: row[id].to_owned(), name: row[name].to_owned(), share })
    };
    reader.records().map(row).collect()
}
