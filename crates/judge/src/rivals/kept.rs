//! What is finished is kept, so that work that was stopped goes on: a file for the screening, one
//! for each account and one for the switches. Numbers are kept bit by bit.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use lab::LabError;
use serde_json::{Value, json};

use super::live::Lives;
use super::speaks::Speaks;

/// The folder of kept work inside the one that is written.
pub const FOLDER: &str = "kept";

/// A place for finished work, or none.
#[derive(Clone, Debug)]
pub struct Kept {
    folder: Option<PathBuf>,
    /// Everything that the numbers depend on.
    key: String,
}

impl Kept {
    /// The place beside what is written to `out`.
    ///
    /// # Errors
    /// A folder that cannot be made.
    pub fn open(out: Option<&Path>, key: String) -> Result<Kept, LabError> {
        let folder = out.map(|out| out.join(FOLDER));
        if let Some(folder) = &folder {
            fs::create_dir_all(folder).map_err(|e| LabError::io(folder, "make the folder", &e))?;
        }
        Ok(Kept { folder, key })
    }

    fn path(&self, name: &str) -> Option<PathBuf> {
        self.folder.as_ref().map(|folder| folder.join(format!("{name}.json")))
    }

    /// Whether a piece of work of this name is finished.
    pub fn has(&self, name: &str) -> bool {
        self.path(name).is_some_and(|path| path.is_file())
    }

    /// The piece of work of this name, if it is finished.
    fn read(&self, name: &str) -> Result<Option<Value>, LabError> {
        let Some(path) = self.path(name).filter(|path| path.is_file()) else { return Ok(None) };
        let text = fs::read(&path).map_err(|e| LabError::io(&path, "read the file", &e))?;
        let broken = |what: &str| LabError::Folder {
            path: path.clone(),
            what: what.to_owned(),
            advice: "remove it, or choose another folder with --out".to_owned(),
        };
        let value: Value =
            serde_json::from_slice(&text).map_err(|_| broken("it is no work of ktokogo"))?;
        if value["key"].as_str() != Some(&self.key) {
            return Err(broken("it was lived with other settings, another version or evidence"));
        }
        Ok(Some(value))
    }

    fn write(&self, name: &str, mut value: Value) -> Result<(), LabError> {
        let Some(path) = self.path(name) else { return Ok(()) };
        value["key"] = json!(self.key);
        // Written beside its place and moved there, so that it is whole or absent.
        let partial = path.with_extension("partial");
        fs::write(&partial, value.to_string())
            .and_then(|()| fs::rename(&partial, &path))
            .map_err(|e| LabError::io(&path, "write the file", &e))
    }

    /// Places of the free parameters, found or made.
    ///
    /// # Errors
    /// Of the file system; of `make`.
    pub fn places(
        &self,
        make: impl FnOnce() -> Result<Vec<usize>, LabError>,
    ) -> Result<Vec<usize>, LabError> {
        const NAME: &str = "screening";
        if let Some(value) = self.read(NAME)? {
            let places = value["free"].as_array().into_iter().flatten();
            return Ok(places.filter_map(|n| usize::try_from(n.as_u64()?).ok()).collect());
        }
        let places = make()?;
        self.write(NAME, json!({ "free": places }))?;
        Ok(places)
    }

    /// The lives of an account, found or made.
    ///
    /// # Errors
    /// Of the file system; of `make`.
    pub fn lives(
        &self,
        account: &str,
        make: impl FnOnce() -> Result<Lives, LabError>,
    ) -> Result<Lives, LabError> {
        if let Some(value) = self.read(account)? {
            let worlds = value["worlds"].as_object().into_iter().flatten();
            return Ok(Lives {
                worlds: worlds.map(|(name, kept)| (name.clone(), numbers(kept))).collect(),
                failed: value["failed"].as_u64().map_or(0, |n| n as usize),
                values: numbers(&value["values"]),
            });
        }
        let lives = make()?;
        let worlds: BTreeMap<&String, Value> =
            lives.worlds.iter().map(|(name, kept)| (name, bits(kept))).collect();
        let (failed, values) = (lives.failed, bits(&lives.values));
        self.write(account, json!({ "worlds": worlds, "failed": failed, "values": values}))?;
        Ok(lives)
    }

    /// What moves with the switches, found or made.
    ///
    /// # Errors
    /// Of the file system; of `make`.
    pub fn speaks(
        &self,
        make: impl FnOnce() -> Result<Speaks, LabError>,
    ) -> Result<Speaks, LabError> {
        if let Some(value) = self.read(SWITCHES)? {
            let names = |one: &Value| {
                let list = one.as_array().into_iter().flatten();
                list.filter_map(Value::as_str).map(str::to_owned).collect::<BTreeSet<String>>()
            };
            let all = value["moved"].as_array().into_iter().flatten();
            return Ok(Speaks(all.map(names).collect()));
        }
        let speaks = make()?;
        self.write(SWITCHES, json!({ "moved": speaks.0 }))?;
        Ok(speaks)
    }
}

/// The name of what was found of the switches.
pub const SWITCHES: &str = "switches";

fn bits(kept: &[Vec<f64>]) -> Value {
    let one = |life: &Vec<f64>| life.iter().map(|value| value.to_bits()).collect::<Vec<u64>>();
    json!(kept.iter().map(one).collect::<Vec<_>>())
}

fn numbers(value: &Value) -> Vec<Vec<f64>> {
    let one = |life: &Value| {
        let list = life.as_array().into_iter().flatten();
        list.filter_map(Value::as_u64).map(f64::from_bits).collect()
    };
    value.as_array().into_iter().flatten().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_work_reads_back_bit_by_bit_and_other_settings_are_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let kept = Kept::open(Some(folder.path()), "a".to_owned()).expect("opened");
        let values = vec![vec![0.1 + 0.2, -0.0, f64::INFINITY], vec![1e-320]];
        let lives = Lives {
            worlds: BTreeMap::from([("history".to_owned(), values.clone())]),
            failed: 3,
            values,
        };
        let made = kept.lives("lecture", || Ok(lives.clone())).expect("made");
        let never = || Err(LabError::Cancelled);
        assert_eq!((&made, kept.lives("lecture", never).ok()), (&lives, Some(made.clone())));
        let other = Kept::open(Some(folder.path()), "b".to_owned()).expect("opened");
        let error = other.lives("lecture", never).expect_err("other settings").to_string();
        assert!(error.contains("other settings"), "{error}");
    }

    #[test]
    fn without_a_folder_nothing_is_kept() {
        let kept = Kept::open(None, String::new()).expect("opened");
        assert_eq!(kept.places(|| Ok(vec![7])).expect("made"), [7]);
        assert!(!kept.has("screening"));
    }
}
