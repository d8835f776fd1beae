//! What is finished of an ablation, kept beside its table until the table is whole: work that was
//! stopped goes on from there.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use lab::LabError;
use serde_json::{Value, json};

use super::Ablated;
use crate::lives::World;

/// Mechanisms that are done.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
    done: Vec<Ablated>,
}

impl Journal {
    /// Opens the journal beside the table `out`. One that another request, another engine or other
    /// evidence left is begun anew; a line that was cut off is lived again.
    ///
    /// # Errors
    /// A disk that refuses.
    pub fn open(out: &Path, world: &World, draws: u32) -> Result<Journal, LabError> {
        let name = out.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = format!(".{}.unfinished", name.unwrap_or_default());
        let path = out.with_file_name(name);
        let failed = |error: std::io::Error| LabError::io(&path, "write the file", &error);
        let key = key(world, draws);
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let mut lines = text.lines();
        let done: Vec<Ablated> = match lines.next() == Some(key.as_str()) {
            true => lines.map_while(read).collect(),
            false => Vec::new(),
        };
        let kept = done.iter().map(|one| format!("{}\n", document(one))).collect::<String>();
        std::fs::write(&path, format!("{key}\n{kept}")).map_err(failed)?;
        let file = OpenOptions::new().append(true).open(&path).map_err(failed)?;
        Ok(Journal { path, file, done })
    }

    /// How many mechanisms are done.
    pub fn len(&self) -> usize {
        self.done.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.done.is_empty()
    }

    pub(super) fn find(&self, mechanism: &str) -> Option<&Ablated> {
        self.done.iter().find(|one| one.mechanism == mechanism)
    }

    pub(super) fn add(&mut self, one: Ablated) -> Result<(), LabError> {
        let line = format!("{}\n", document(&one));
        let written = self.file.write_all(line.as_bytes()).and_then(|()| self.file.sync_all());
        written.map_err(|error| LabError::io(&self.path, "write the file", &error))?;
        self.done.push(one);
        Ok(())
    }

    /// Takes the journal away: the table is whole.
    ///
    /// # Errors
    /// A disk that refuses.
    pub fn close(self) -> Result<(), LabError> {
        let removed = std::fs::remove_file(&self.path);
        removed.map_err(|error| LabError::io(&self.path, "remove the file", &error))
    }
}

/// All that the numbers depend on, in one line.
fn key(world: &World, draws: u32) -> String {
    json!({
        "engine": lab::hashes::ENGINE,
        "evidence": world.evidence.content_hash(),
        "draws": draws,
        "households": world.households,
        "members": world.members,
        "seed": world.seed,
        "until": world.until.to_string(),
    })
    .to_string()
}

/// A mechanism as a JSON object.
pub fn document(one: &Ablated) -> Value {
    json!({
        "mechanism": one.mechanism,
        "facts_broken": one.broken,
        "facts_mended": one.mended,
        "score_change_fitting": one.fitting,
        "score_change_later": one.later,
        "variables_moved": one.moved,
        "changes_nothing": one.same,
        "note": one.note,
    })
}

fn read(line: &str) -> Option<Ablated> {
    let value: Value = serde_json::from_str(line).ok()?;
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let list = |key: &str| value[key].as_array()?.iter().map(text).collect::<Option<Vec<_>>>();
    Some(Ablated {
        mechanism: text(&value["mechanism"])?,
        broken: list("facts_broken")?,
        mended: list("facts_mended")?,
        // What is not a number has no place in JSON.
        fitting: value["score_change_fitting"].as_f64().unwrap_or(f64::NAN),
        later: value["score_change_later"].as_f64().unwrap_or(f64::NAN),
        moved: value["variables_moved"].as_u64().and_then(|moved| usize::try_from(moved).ok()),
        same: value["changes_nothing"].as_bool()?,
        note: text(&value["note"])?,
    })
}
