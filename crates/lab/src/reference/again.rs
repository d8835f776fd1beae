//! The request that lives to the same bytes, out of the folder of a run.
//!
//! `scenario.toml` has all layers in one file, so that the theory and the parents are in it. By which
//! name the scenario was called, under which theory, and from which file each value came stands in
//! `run.json` and `scenario.lock.toml`: it changes no number, but it is printed in the files.

use std::path::Path;

use evidence::Evidence;
use toml::{Table, Value};

use super::about::{About, PairAbout, short};
use crate::error::{LabError, folder};
use crate::pair::PairRequest;
use crate::request::Request;
use crate::scenario::{self, Layer, Scenario};

/// The scenario of a run, all layers in one file.
const SCENARIO: &str = "scenario.toml";
/// Every value in force and where it came from.
const LOCK: &str = "scenario.lock.toml";

impl About {
    /// The request that asks for the run again.
    ///
    /// # Errors
    /// A scenario that cannot be read, or that does another thing than the one that was lived.
    pub fn request(&self, evidence: &Evidence) -> Result<Request, LabError> {
        Ok(Request {
            scenario: self.scenario(evidence)?,
            seed: self.seed,
            draws: self.draws,
            households: self.households,
            members: self.members,
            threads: None,
            until: self.until,
            prior: self.prior,
            microdata: self.microdata,
        })
    }

    fn scenario(&self, evidence: &Evidence) -> Result<Scenario, LabError> {
        let path = self.path.join(SCENARIO);
        let read = scenario::load(&path, evidence).map_err(|problems| {
            match self.made_otherwise(evidence).as_slice() {
                [] => LabError::Scenario(problems),
                lines => {
                    let what = format!("the scenario does not fit this program:\n{problems}");
                    folder(&path, what, &lines.join("; "))
                }
            }
        })?;
        if read.hash != self.hashes.scenario {
            let (lived, here) = (short(&self.hashes.scenario), short(&read.hash));
            let what = format!("the file asks for {here}, but {lived} was lived");
            let advice = "it was altered, or written by another version; run it as a scenario of \
                          its own: `ktokogo run` and the path of the file";
            return Err(folder(&path, what, advice));
        }
        self.with_origins(read)
    }

    /// The scenario by the name it was called, each value with the place that it came from.
    fn with_origins(&self, read: Scenario) -> Result<Scenario, LabError> {
        let path = self.path.join(LOCK);
        let text =
            std::fs::read_to_string(&path).map_err(|e| LabError::io(&path, "read the file", &e))?;
        let lock: Table = text.parse().map_err(|error: toml::de::Error| {
            let what = format!("this file is damaged: {}", error.message());
            folder(&path, what, "fetch the folder again, or live the run again")
        })?;
        let layers = rows(&lock, "layer").map(|row| Layer {
            name: word(row, "name"),
            value: word(row, "value"),
            origin: word(row, "from"),
        });
        let mut assumes = read.assumes;
        for assume in &mut assumes {
            let of = rows(&lock, "parameter").find(|row| word(row, "name") == assume.parameter);
            assume.origin = of.map(|row| word(row, "layer")).unwrap_or_default();
        }
        Ok(Scenario {
            file: self.called.clone(),
            theory: self.theory.clone(),
            layers: layers.collect(),
            assumes,
            ..read
        })
    }
}

fn rows<'a>(lock: &'a Table, name: &str) -> impl Iterator<Item = &'a Table> {
    let rows = lock.get(name).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    rows.iter().filter_map(Value::as_table)
}

fn word(row: &Table, key: &str) -> String {
    row.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// The pair of requests that asks for the folder of a pair again.
///
/// # Errors
/// As [`About::request`].
pub fn pair_request(path: &Path, evidence: &Evidence) -> Result<PairRequest, LabError> {
    let PairAbout { base, changed, .. } = PairAbout::read(path)?;
    Ok(PairRequest { base: base.request(evidence)?, changed: changed.request(evidence)? })
}
