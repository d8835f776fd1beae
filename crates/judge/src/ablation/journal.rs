//! What is finished of an ablation, kept beside its table until the table is whole: work that was
//! stopped goes on from there.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use lab::LabError;
use serde_json::{Value, json};

use super::Ablated;
use crate::discrepancy::Discrepancy;
use crate::kept::{Kept, Piece};
use crate::lives::World;
use crate::rows::LEARNED;

/// Mechanisms that are done.
#[derive(Debug)]
pub struct Journal {
    folder: PathBuf,
    kept: Kept,
    done: Vec<Ablated>,
}

impl Journal {
    /// Opens the journal beside the table `out`. What another request left in it does not count.
    pub fn open(out: &Path, world: &World, draws: u32) -> Journal {
        let name = out.file_name().map(|name| name.to_string_lossy().into_owned());
        let folder = out.with_file_name(format!(".{}.unfinished", name.unwrap_or_default()));
        let World { households, members, seed, until, .. } = world;
        let discrepancy = Discrepancy::known_in(LEARNED);
        let settings = format!(
            "ablation draws {draws} rows {households} {members} seed {seed} to {until} \
             {discrepancy:?}"
        );
        let kept = Kept::new(Some(&folder), world.evidence, &settings);
        let cards = model::mechanisms();
        let done = cards.iter().filter_map(|card| read(&kept.read(card.name)?)).collect();
        Journal { folder, kept, done }
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
        let change = vec![vec![one.fitting, one.later]];
        let tables = BTreeMap::from([(CHANGE.to_owned(), change)]);
        self.kept.write(&one.mechanism, &Piece { notes: document(&one), tables })?;
        self.done.push(one);
        Ok(())
    }

    /// Takes the journal away: the table is whole.
    ///
    /// # Errors
    /// A disk that refuses.
    pub fn close(self) -> Result<(), LabError> {
        let removed = std::fs::remove_dir_all(&self.folder);
        removed.map_err(|error| LabError::io(&self.folder, "remove the folder", &error))
    }
}

/// The table of the two changes of the score, to the bit: what is not a number has no place in JSON.
const CHANGE: &str = "score_change";

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

fn read(piece: &Piece) -> Option<Ablated> {
    let value = &piece.notes;
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let list = |key: &str| value[key].as_array()?.iter().map(text).collect::<Option<Vec<_>>>();
    let &[fitting, later] = piece.tables.get(CHANGE)?.first()?.as_slice() else { return None };
    Some(Ablated {
        mechanism: text(&value["mechanism"])?,
        broken: list("facts_broken")?,
        mended: list("facts_mended")?,
        fitting,
        later,
        moved: value["variables_moved"].as_u64().and_then(|moved| usize::try_from(moved).ok()),
        same: value["changes_nothing"].as_bool()?,
        note: text(&value["note"])?,
    })
}
