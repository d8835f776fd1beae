//! The work area of a long life: a hidden folder beside the one that it will leave.
//!
//! One process at a time works there. What lies there when a process is killed is what the next one
//! goes on with; when the folder of the run stands, the area is taken away.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::error::{LabError, folder};
use crate::folder::place;

/// The folder of the tables of single rows, in the area and in the folder of the run.
pub const TABLES: &str = "microdata";
/// The state of the life.
const STATE: &str = "life.checkpoint";
/// The file that is locked while somebody works here.
const LOCK: &str = "lock";

/// A work area that this process holds.
pub struct Area {
    path: PathBuf,
    _held: File,
}

impl Area {
    /// Opens the work area for the folder of a run; it may hold what an earlier process left.
    ///
    /// # Errors
    /// A disk that refuses; another process that is at work there.
    pub fn open(target: &Path) -> Result<Area, LabError> {
        let path = place::beside(target, "work");
        let failed = |e: std::io::Error| LabError::io(&path, "make the work area", &e);
        fs::create_dir_all(path.join(TABLES)).map_err(failed)?;
        let held = File::create(path.join(LOCK)).map_err(failed)?;
        match held.try_lock() {
            Err(fs::TryLockError::WouldBlock) => Err(folder(
                target,
                "another process lives this run at the moment",
                "wait until it is done, or choose another folder with --out",
            )),
            // Where the system knows no locks, it is up to the user not to start two.
            _ => Ok(Area { path, _held: held }),
        }
    }

    /// Where the state of the life lies.
    pub(super) fn state(&self) -> PathBuf {
        self.path.join(STATE)
    }

    /// Where a table lies.
    pub(super) fn table(&self, name: &str) -> PathBuf {
        self.path.join(TABLES).join(name)
    }

    /// Writes a file under a passing name and puts it in place when it is whole.
    ///
    /// # Errors
    /// A disk that refuses.
    pub(super) fn put(
        &self,
        path: &Path,
        write: impl FnOnce(&mut BufWriter<File>) -> std::io::Result<()>,
    ) -> Result<(), LabError> {
        let failed = |e: std::io::Error| LabError::io(path, "write the file", &e);
        let partial = path.with_extension("partial");
        let mut file = BufWriter::with_capacity(1 << 20, File::create(&partial).map_err(failed)?);
        write(&mut file).and_then(|()| file.flush()).map_err(failed)?;
        drop(file);
        fs::rename(&partial, path).map_err(failed)
    }

    /// The tables that lie here, by name, with their sizes in bytes, in order.
    ///
    /// # Errors
    /// A disk that refuses.
    pub(crate) fn tables(&self) -> Result<Vec<(String, u64)>, LabError> {
        let path = self.path.join(TABLES);
        let failed = |e: std::io::Error| LabError::io(&path, "list the folder", &e);
        let mut tables = Vec::new();
        for entry in fs::read_dir(&path).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.ends_with(".parquet") {
                tables.push((name, entry.metadata().map_err(failed)?.len()));
            }
        }
        tables.sort();
        Ok(tables)
    }

    /// The tables as files: their names within the folder of the run, and where they lie.
    pub(crate) fn files(&self) -> Result<Vec<(String, PathBuf)>, LabError> {
        let place = |(name, _): (String, u64)| (format!("{TABLES}/{name}"), self.table(&name));
        Ok(self.tables()?.into_iter().map(place).collect())
    }

    /// Takes away what an earlier process left.
    ///
    /// # Errors
    /// A disk that refuses.
    pub(super) fn empty(&self) -> Result<(), LabError> {
        let tables = self.path.join(TABLES);
        let failed = |e: std::io::Error| LabError::io(&self.path, "empty the work area", &e);
        if self.state().exists() {
            fs::remove_file(self.state()).map_err(failed)?;
        }
        fs::remove_dir_all(&tables).and_then(|()| fs::create_dir(&tables)).map_err(failed)
    }

    /// Takes the area away: the folder of the run stands.
    ///
    /// # Errors
    /// A disk that refuses.
    pub fn clear(self) -> Result<(), LabError> {
        fs::remove_dir_all(&self.path)
            .map_err(|e| LabError::io(&self.path, "remove the work area", &e))
    }
}

impl Drop for Area {
    fn drop(&mut self) {
        // Without a state nobody can go on from here. Nothing can be reported at this point.
        if !self.state().exists() {
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}
