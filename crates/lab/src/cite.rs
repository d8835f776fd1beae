//! How to cite a run: BibTeX, CSL-JSON, CITATION.cff and a sentence.
//!
//! Title, authors and licence of the program are those of `CITATION.cff` in the root of the source;
//! a run adds its id, seed, draws and hashes. Nothing is invented: there is no DOI unless that file
//! has one.

mod forms;

use serde_json::Value;

use crate::ensemble::Ensemble;
use crate::folder::run_files::utc;
use crate::hashes::{Hashes, VERSION};
use crate::pair::Pair;
use crate::reference::{About, PairAbout};

/// How the program itself is cited.
const PROGRAM: &str = include_str!("../../../CITATION.cff");

/// The program as its `CITATION.cff` has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// Title.
    pub title: String,
    /// Names of the authors.
    pub authors: Vec<String>,
    /// Licences, by their SPDX names.
    pub licenses: Vec<String>,
    /// Keywords.
    pub keywords: Vec<String>,
    /// The DOI, if there is one.
    pub doi: Option<String>,
}

impl Program {
    /// Reads the file that is built in.
    pub fn built_in() -> Program {
        // A test reads the file and looks for every field.
        let file: Value = serde_saphyr::from_str(PROGRAM).unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let texts = |value: &Value| match value {
            Value::Array(all) => all.iter().map(text).collect(),
            Value::String(one) => vec![one.clone()],
            _ => Vec::new(),
        };
        let name = |author: &Value| match author["name"].as_str() {
            Some(name) => name.to_owned(),
            None => {
                let parts = [&author["given-names"], &author["family-names"]].map(text);
                parts.join(" ").trim().to_owned()
            }
        };
        let authors = file["authors"].as_array().map_or(&[][..], Vec::as_slice);
        Program {
            title: text(&file["title"]),
            authors: authors.iter().map(name).collect(),
            licenses: texts(&file["license"]),
            keywords: texts(&file["keywords"]),
            doi: file["doi"].as_str().map(str::to_owned),
        }
    }
}

/// All that a citation of a run or a pair says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The program.
    pub program: Program,
    /// Version of the program that lived it.
    pub version: String,
    /// Id of the run or the pair.
    pub id: String,
    /// `run` or `pair`.
    pub kind: &'static str,
    /// Title of the scenario, and of its base in a pair.
    pub title: String,
    /// Seed of all chance.
    pub seed: u64,
    /// Draws beside the central run.
    pub draws: u32,
    /// The day on which it was lived: year, month, day.
    pub date: String,
    /// What is hashed, and its hash: engine, evidence, scenario.
    pub hashes: Vec<(&'static str, String)>,
}

impl Citation {
    /// The citation of a run in its folder.
    pub fn of(about: &About) -> Citation {
        Citation {
            program: Program::built_in(),
            version: about.version.clone(),
            id: about.id.clone(),
            kind: "run",
            title: about.title.clone(),
            seed: about.seed,
            draws: about.draws,
            date: day(&about.started),
            hashes: hashes(&about.hashes),
        }
    }

    /// The citation of a pair in its folder.
    pub fn of_pair(about: &PairAbout) -> Citation {
        let base = (about.base.title.as_str(), &about.base.hashes);
        Citation::of(&about.changed).beside(base, &about.id)
    }

    /// The citation of a run that was just lived.
    pub fn of_ensemble(ensemble: &Ensemble) -> Citation {
        let draws = ensemble.draws.len().saturating_sub(1);
        Citation {
            program: Program::built_in(),
            version: VERSION.to_owned(),
            id: ensemble.id(),
            kind: "run",
            title: ensemble.scenario.title.clone(),
            seed: ensemble.seed,
            draws: u32::try_from(draws).unwrap_or(u32::MAX),
            date: day(&utc(ensemble.started)),
            hashes: hashes(&ensemble.hashes),
        }
    }

    /// The citation of a pair that was just lived.
    pub fn of_both(pair: &Pair) -> Citation {
        let base = (pair.base.scenario.title.as_str(), &pair.base.hashes);
        Citation::of_ensemble(&pair.changed).beside(base, &pair.id())
    }

    fn beside(mut self, (title, base): (&str, &Hashes), id: &str) -> Citation {
        self.kind = "pair";
        id.clone_into(&mut self.id);
        self.title = format!("{}, beside: {title}", self.title);
        self.hashes.push(("base scenario", base.scenario.clone()));
        self
    }

    /// `scenario title (run r-… of ktokogo)`.
    fn heading(&self) -> String {
        format!("{} ({} {} of ktokogo)", self.title, self.kind, self.id)
    }

    /// Seed, draws and hashes in one line.
    fn note(&self) -> String {
        let hashes: Vec<String> =
            self.hashes.iter().map(|(what, hash)| format!("{what} {hash}")).collect();
        let (seed, draws) = (self.seed, self.draws);
        format!("seed {seed}, {draws} draws and the central run; {} (blake3)", hashes.join(", "))
    }
}

fn hashes(hashes: &Hashes) -> Vec<(&'static str, String)> {
    vec![
        ("engine", hashes.engine.clone()),
        ("evidence", hashes.evidence.clone()),
        ("scenario", hashes.scenario.clone()),
    ]
}

/// The day of a moment as RFC 3339 writes it.
fn day(moment: &str) -> String {
    moment.split('T').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests;
