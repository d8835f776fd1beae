//! The pieces of a comparison that are kept once they are finished: the screening, the lives of each
//! account, and what moves with the switches.

use std::collections::{BTreeMap, BTreeSet};

use lab::LabError;
use serde_json::{Value, json};

use super::live::Lives;
use super::speaks::Speaks;
use crate::kept::{Kept, Piece};

/// The name of the free parameters among kept work.
pub const SCREENING: &str = "screening";
/// The name of what moves with the switches.
pub const SWITCHES: &str = "switches";
/// The table of the parameters of the members; all others are worlds.
const VALUES: &str = "values";
/// What the names of worlds begin with.
const WORLD: &str = "world ";

/// Places of the free parameters, found or made.
///
/// # Errors
/// Of the file system; of `make`.
pub fn places(
    kept: &Kept,
    make: impl FnOnce() -> Result<Vec<usize>, LabError>,
) -> Result<Vec<usize>, LabError> {
    if let Some(piece) = kept.read(SCREENING) {
        let places = piece.notes.as_array().into_iter().flatten();
        return Ok(places.filter_map(|n| usize::try_from(n.as_u64()?).ok()).collect());
    }
    let places = make()?;
    kept.write(SCREENING, &Piece { notes: json!(places), tables: BTreeMap::new() })?;
    Ok(places)
}

/// The lives of an account, found or made.
///
/// # Errors
/// Of the file system; of `make`.
pub fn lives(
    kept: &Kept,
    account: &str,
    make: impl FnOnce() -> Result<Lives, LabError>,
) -> Result<Lives, LabError> {
    if let Some(Piece { notes, mut tables }) = kept.read(account) {
        let values = tables.remove(VALUES).unwrap_or_default();
        let name = |name: &str| name.strip_prefix(WORLD).unwrap_or(name).to_owned();
        let worlds = tables.into_iter().map(|(world, lives)| (name(&world), lives)).collect();
        let failed = notes.as_u64().map_or(0, |failed| failed as usize);
        return Ok(Lives { worlds, failed, values });
    }
    let lives = make()?;
    let worlds = lives.worlds.iter().map(|(name, lives)| (format!("{WORLD}{name}"), lives.clone()));
    let tables = worlds.chain([(VALUES.to_owned(), lives.values.clone())]).collect();
    kept.write(account, &Piece { notes: lives.failed.into(), tables })?;
    Ok(lives)
}

/// What moves with the switches, found or made.
///
/// # Errors
/// Of the file system; of `make`.
pub fn speaks(
    kept: &Kept,
    make: impl FnOnce() -> Result<Speaks, LabError>,
) -> Result<Speaks, LabError> {
    if let Some(piece) = kept.read(SWITCHES) {
        let names = |one: &Value| {
            let list = one.as_array().into_iter().flatten();
            list.filter_map(Value::as_str).map(str::to_owned).collect::<BTreeSet<String>>()
        };
        return Ok(Speaks(piece.notes.as_array().into_iter().flatten().map(names).collect()));
    }
    let speaks = make()?;
    kept.write(SWITCHES, &Piece { notes: json!(speaks.0), tables: BTreeMap::new() })?;
    Ok(speaks)
}

#[cfg(test)]
mod tests {
    use evidence::Evidence;

    use super::*;

    #[test]
    fn what_is_finished_is_not_made_again() {
        let evidence = Evidence::embedded().expect("the embedded evidence is whole");
        let folder = tempfile::tempdir().expect("a folder");
        let kept = Kept::new(Some(folder.path()), &evidence, "a");
        let values = vec![vec![0.1 + 0.2, -0.0, f64::INFINITY], vec![1e-320]];
        let worlds = BTreeMap::from([("history".to_owned(), values.clone())]);
        let made = Lives { worlds, failed: 3, values };
        let speaks_of = Speaks(vec![BTreeSet::from(["a".to_owned()]), BTreeSet::new()]);
        for again in [false, true] {
            let once = |what: &str| assert!(!again, "{what} was made twice");
            let found = lives(&kept, "lecture", || {
                once("lives");
                Ok(made.clone())
            });
            assert_eq!(found.expect("kept"), made);
            let found = places(&kept, || {
                once("places");
                Ok(vec![7])
            });
            assert_eq!(found.expect("kept"), [7]);
            let found = speaks(&kept, || {
                once("switches");
                Ok(speaks_of.clone())
            });
            assert_eq!(found.expect("kept").0, speaks_of.0);
        }
    }
}
