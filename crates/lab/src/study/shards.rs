//! A study split over machines: a folder with the study and a plan that says which unit belongs to
//! which part. Each part is lived into a store of its own, `shard-1`, `shard-2`…; whatever parts lie
//! in the folder are taken over, in any order, and give the results of the undivided study.

use std::fs;
use std::path::{Path, PathBuf};

use evidence::Evidence;
use serde_json::{Value, json};

use super::{Plan, Study, Unit, files};
use crate::error::{LabError, folder};
use crate::folder::place::Draft;
use crate::hashes::ENGINE;
use crate::store::Store;

/// The file that marks the folder of a divided study.
const PLAN: &str = "plan.json";
/// More parts than this are a slip of the pen.
const MOST_PARTS: usize = 100_000;

/// A study that was divided.
#[derive(Clone, Debug)]
pub struct Divided {
    /// The plan of the whole.
    pub plan: Plan,
    /// How many parts.
    pub parts: usize,
    /// The folder.
    pub folder: PathBuf,
}

/// Whether a path is the folder of a divided study.
pub fn is_divided(path: &Path) -> bool {
    path.join(PLAN).is_file()
}

/// Divides a study into parts and writes the folder, whole or not at all.
///
/// # Errors
/// No part or far too many; a folder in the way; a disk that refuses.
pub fn divide(
    plan: &Plan,
    parts: usize,
    evidence: &Evidence,
    target: &Path,
) -> Result<(), LabError> {
    if parts == 0 || parts > MOST_PARTS {
        let why = format!("{parts} parts: give a number from 1 to {MOST_PARTS}");
        return Err(LabError::Request(why));
    }
    files::must_be_free(target, "choose another folder with --out, or go on with its parts")?;
    let draft = Draft::begin(target)?;
    for (name, text) in files::again(plan, evidence)? {
        draft.put(&name, text.as_bytes())?;
    }
    let units: Vec<Value> = plan
        .units
        .iter()
        .enumerate()
        .map(|(n, unit)| json!({ "unit": unit.address.id(), "part": n % parts + 1 }))
        .collect();
    let document = json!({
        "id": plan.id(), "engine": ENGINE, "evidence": plan.evidence, "parts": parts,
        "units": units,
    });
    draft.put(PLAN, format!("{document:#}\n").as_bytes())?;
    draft.finish(target, false).map(drop)
}

/// Opens the folder of a divided study, and makes sure that this program lives the units that were
/// planned.
///
/// # Errors
/// A folder without a plan; a plan made by another version of the program, on other evidence, or
/// changed since.
pub fn open(path: &Path, evidence: &Evidence) -> Result<Divided, LabError> {
    let place = path.join(PLAN);
    let text = fs::read(&place).map_err(|error| {
        let what = format!("this is not the folder of a divided study ({error})");
        folder(path, what, "`ktokogo ensemble STUDY.toml --shards N --out DIR` makes one")
    })?;
    let again = "divide the study again with `ktokogo ensemble STUDY.toml --shards N --out DIR`";
    let document: Value = serde_json::from_slice(&text)
        .map_err(|error| folder(&place, format!("the plan is damaged ({error})"), again))?;
    let study: Study = super::load(&path.join("study.toml")).map_err(LabError::Scenario)?;
    let plan = Plan::of(study, evidence)?;
    if document["engine"] != ENGINE {
        let what = "the plan was made by another version of the program";
        return Err(folder(&place, what, "use that version everywhere, or divide the study again"));
    }
    if document["evidence"] != plan.evidence {
        let what = "the plan was made on other evidence";
        return Err(folder(
            &place,
            what,
            "use that evidence everywhere, or divide the study again",
        ));
    }
    let parts = document["parts"].as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
    if document["id"] != plan.id() || parts == 0 {
        return Err(folder(&place, "the plan is not that of the study beside it", again));
    }
    Ok(Divided { plan, parts, folder: path.to_owned() })
}

impl Divided {
    /// The units of a part, counted from 1.
    ///
    /// # Errors
    /// A part that does not exist.
    pub fn units(&self, part: usize) -> Result<Vec<Unit>, LabError> {
        if part == 0 || part > self.parts {
            let why = format!("there is no part {part}: the study has parts 1 to {}", self.parts);
            return Err(LabError::Request(why));
        }
        let own = self.plan.units.iter().enumerate().filter(|(n, _)| n % self.parts + 1 == part);
        Ok(own.map(|(_, unit)| unit.clone()).collect())
    }

    /// Where the store of a part lies.
    pub fn store(&self, part: usize) -> PathBuf {
        self.folder.join(format!("shard-{part}"))
    }

    /// Takes over what the parts that lie in the folder have finished; how many units.
    ///
    /// # Errors
    /// A disk that refuses.
    pub fn merge(&self, store: &Store) -> Result<usize, LabError> {
        let mut taken = 0;
        for part in 1..=self.parts {
            let place = self.store(part);
            if !place.is_dir() {
                continue;
            }
            let own = Store::open(&place)?;
            for unit in &self.plan.units {
                if !store.has(&unit.address)?
                    && store.take_over(&own, &unit.address, &self.plan.label(unit))?
                {
                    taken += 1;
                }
            }
            for remark in own.take_remarks() {
                store.note(remark);
            }
        }
        Ok(taken)
    }
}
