//! A folder that appears whole or not at all.
//!
//! While it is written it has a hidden name beside its place, `.NAME.ktokogo-PID.partial`, and a
//! lock file that the system lets go when the process dies, however it dies. So the next writer
//! knows a leftover from work in progress, and takes it away.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use super::checksums::{self, CHECKSUMS};
use crate::error::{LabError, folder};

/// The files that mark a folder as that of a run, of a study or of a sensitivity analysis.
const MARKS: [&str; 3] = ["run.json", "study.json", "sense.json"];

/// Whether a folder may take this place.
///
/// # Errors
/// If one of ours stands there and `force` is not given, or something that is not ours.
pub fn may_stand(target: &Path, force: bool) -> Result<(), LabError> {
    let Ok(found) = fs::symlink_metadata(target) else { return Ok(()) };
    let empty = || fs::read_dir(target).is_ok_and(|mut entries| entries.next().is_none());
    if found.is_dir() && empty() {
        return Ok(());
    }
    let ours = found.is_dir() && MARKS.iter().any(|mark| target.join(mark).is_file());
    match (ours, force) {
        (true, true) => Ok(()),
        (true, false) => Err(folder(
            target,
            "this run is already there, and nothing is overwritten",
            "look at it, give --force to replace it, or --out to choose another folder",
        )),
        (false, _) => Err(folder(
            target,
            "it exists and is not the folder of a run, so that it is never replaced",
            "choose another folder with --out",
        )),
    }
}

/// Makes sure before a long run that the folder around the target can be written.
///
/// # Errors
/// A disk that refuses.
pub fn try_parent(target: &Path) -> Result<(), LabError> {
    let parent = parent(target);
    fs::create_dir_all(&parent).map_err(|e| LabError::io(&parent, "make the folder", &e))?;
    let probe = parent.join(format!(".{}.ktokogo-{}.lock", name(target), std::process::id()));
    File::create(&probe).map_err(|e| LabError::io(&parent, "write into the folder", &e))?;
    fs::remove_file(&probe).map_err(|e| LabError::io(&probe, "remove the file", &e))
}

fn parent(target: &Path) -> PathBuf {
    match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// The place of a hidden folder of a kind beside a target.
pub(crate) fn beside(target: &Path, kind: &str) -> PathBuf {
    parent(target).join(format!(".{}.ktokogo-{kind}", name(target)))
}

fn name(target: &Path) -> String {
    target.file_name().map_or_else(|| "run".to_owned(), |name| name.to_string_lossy().into_owned())
}

/// A folder in the making. If it is dropped unfinished, it is taken away.
pub struct Draft {
    /// Hidden folder that is written into.
    partial: PathBuf,
    /// Where an older run waits until the new one stands.
    old: PathBuf,
    /// Lock file, held while this lives.
    lock: PathBuf,
    _held: File,
    bytes: AtomicU64,
    /// Name and checksum of every file.
    sums: Mutex<BTreeMap<String, String>>,
    done: bool,
}

impl Draft {
    /// Begins beside the target, after leftovers of killed runs are gone.
    ///
    /// # Errors
    /// A disk that refuses.
    pub fn begin(target: &Path) -> Result<Draft, LabError> {
        let parent = parent(target);
        fs::create_dir_all(&parent).map_err(|e| LabError::io(&parent, "make the folder", &e))?;
        clean(&parent);
        let stem = format!(".{}.ktokogo-{}", name(target), std::process::id());
        let lock = parent.join(format!("{stem}.lock"));
        let held =
            File::create(&lock).map_err(|e| LabError::io(&parent, "write into the folder", &e))?;
        // Where the system knows no locks, leftovers simply stay: see `clean`.
        let _ = held.try_lock();
        let partial = parent.join(format!("{stem}.partial"));
        let old = parent.join(format!("{stem}.old"));
        let (bytes, sums) = (AtomicU64::new(0), Mutex::default());
        let draft = Draft { partial, old, lock, _held: held, bytes, sums, done: false };
        fs::create_dir(&draft.partial)
            .map_err(|e| LabError::io(&parent, "write into the folder", &e))?;
        Ok(draft)
    }

    /// Writes a file.
    ///
    /// # Errors
    /// A disk that refuses.
    pub fn put(&self, name: &str, content: &[u8]) -> Result<(), LabError> {
        self.stream(name, |file| file.write_all(content))
    }

    /// Writes a file piece by piece.
    ///
    /// # Errors
    /// A disk that refuses.
    pub fn stream(
        &self,
        name: &str,
        write: impl FnOnce(&mut File) -> std::io::Result<()>,
    ) -> Result<(), LabError> {
        let path = self.partial.join(name);
        let failed =
            |error: std::io::Error| LabError::io(Path::new(name), "write the file", &error);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(failed)?;
        }
        let mut file = File::create(&path).map_err(failed)?;
        write(&mut file).map_err(failed)?;
        // Some disks report that they are full only now.
        file.sync_all().map_err(failed)?;
        self.count(name, &path)
    }

    /// Takes in a file that lies elsewhere; it stays there too.
    ///
    /// # Errors
    /// A disk that refuses.
    pub fn take_in(&self, name: &str, from: &Path) -> Result<(), LabError> {
        let path = self.partial.join(name);
        let failed =
            |error: std::io::Error| LabError::io(Path::new(name), "write the file", &error);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(failed)?;
        }
        // Where the system knows no second name for a file, it is copied.
        if fs::hard_link(from, &path).is_err() {
            fs::copy(from, &path).map_err(failed)?;
        }
        self.count(name, &path)
    }

    /// Notes size and checksum of a file.
    fn count(&self, name: &str, path: &Path) -> Result<(), LabError> {
        let file = fs::metadata(path).map_err(|e| LabError::io(path, "read the file", &e))?;
        self.bytes.fetch_add(file.len(), Ordering::Relaxed);
        let sum = checksums::checksum(path)?;
        let mut sums = self.sums.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        sums.insert(name.to_owned(), sum);
        Ok(())
    }

    /// Writes the checksums of the files so far whose names begin with `within`, beside them.
    ///
    /// # Errors
    /// A disk that refuses.
    pub fn seal(&self, within: &str) -> Result<(), LabError> {
        let sums = self.sums();
        let inside = sums
            .into_iter()
            .filter_map(|(name, sum)| Some((name.strip_prefix(within)?.to_owned(), sum)));
        let text = checksums::written(&inside.collect());
        self.put(&format!("{within}{CHECKSUMS}"), text.as_bytes())
    }

    /// Name and checksum of every file so far.
    pub fn sums(&self) -> BTreeMap<String, String> {
        self.sums.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }

    /// Where a file lies while the folder is in the making.
    pub fn path(&self, name: &str) -> PathBuf {
        self.partial.join(name)
    }

    /// Puts the folder in its place; an older run is deleted only after the new one stands.
    ///
    /// # Errors
    /// A disk that refuses; a place that was taken meanwhile.
    pub fn finish(mut self, target: &Path, force: bool) -> Result<u64, LabError> {
        may_stand(target, force)?;
        let failed =
            |error: std::io::Error| LabError::io(target, "put the folder in place", &error);
        let aside = target.exists();
        if aside {
            fs::rename(target, &self.old).map_err(failed)?;
        }
        if let Err(error) = fs::rename(&self.partial, target) {
            if aside {
                fs::rename(&self.old, target).map_err(failed)?;
            }
            return Err(failed(error));
        }
        self.done = true;
        if aside {
            fs::remove_dir_all(&self.old)
                .map_err(|e| LabError::io(&self.old, "remove the older run", &e))?;
        }
        Ok(self.bytes.load(Ordering::Relaxed))
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // Nothing can be reported here; what stays is recognised and cleaned by the next writer.
        if !self.done {
            let _ = fs::remove_dir_all(&self.partial);
        }
        let _ = fs::remove_file(&self.lock);
    }
}

/// Takes away what killed runs left in a folder, and puts back an older run that was moved aside
/// when its successor died before it stood.
pub(crate) fn clean(parent: &Path) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    let mut stems: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.starts_with('.') && name.contains(".ktokogo-"))
        .filter_map(|name| {
            let (stem, ending) = name.rsplit_once('.')?;
            matches!(ending, "partial" | "old" | "lock").then(|| stem.to_owned())
        })
        .collect();
    stems.sort();
    stems.dedup();
    for stem in stems {
        let lock = parent.join(format!("{stem}.lock"));
        // A lock that cannot be had belongs to a run that is alive.
        if let Ok(file) = File::open(&lock)
            && file.try_lock().is_err()
        {
            continue;
        }
        let old = parent.join(format!("{stem}.old"));
        if let Some((name, _)) = stem[1..].rsplit_once(".ktokogo-")
            && old.is_dir()
        {
            let target = parent.join(name);
            // Failures leave the leftover where it is, for the next writer.
            let _ =
                if target.exists() { fs::remove_dir_all(&old) } else { fs::rename(&old, &target) };
        }
        let _ = fs::remove_dir_all(parent.join(format!("{stem}.partial")));
        let _ = fs::remove_file(&lock);
    }
}
