//! The store: what was lived once is kept, and never lived again.
//!
//! A *unit* is some draws of one scenario. Its address says everything that its numbers depend on,
//! and its id is the hash of the address, so that two studies that need the same draws find the same
//! unit. A unit is one Parquet file in `data/`, written under another name, flushed, put in its place
//! in one step, and only then noted in `index.sqlite` with its length and checksum.
//!
//! The files are the truth and the index is a list of them: every file carries its address and a
//! seal over its bytes, so that a lost or damaged index is made again from the files. Nothing is
//! read whose seal or checksum does not fit: such a file is named and moved to `damaged/`, and what it held
//! is lived again. Several processes may use one store. The index is SQLite with a write-ahead log,
//! which must not lie on a network disk: there, let every machine have a store of its own and merge
//! them (`ensemble --shards`).

mod files;
mod index;
mod table;
mod upkeep;

#[cfg(test)]
mod tests;

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::error::{LabError, folder};
use index::{Entry, Index};

pub use table::{Address, Rows};
pub use upkeep::{Garbage, Kept, Verified};

/// Where the store lies, unless the user says otherwise.
pub const PLACE: &str = "runs/store";
/// What to do about a store that cannot be used.
const ELSEWHERE: &str = "choose another with --store DIR";

/// A store that is open.
#[derive(Debug)]
pub struct Store {
    root: PathBuf,
    /// None if the store cannot be written: its files are read, one by one.
    index: Option<Mutex<Index>>,
    /// Held while the store is open, so that nobody takes the index away from under us.
    _lock: Option<File>,
    remarks: Mutex<Vec<String>>,
}

/// What a unit is called in lists: by whom it was first asked for, and what it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// Name of the study that lived it.
    pub study: String,
    /// Scenario, theory, freedom.
    pub about: String,
}

impl Store {
    /// Opens a store, and makes it if there is none. Leftovers of killed processes are taken away,
    /// and a damaged index is set aside and made again from the files.
    ///
    /// # Errors
    /// A place where no store can be made; a damaged index that another process is using.
    pub fn open(root: &Path) -> Result<Store, LabError> {
        let data = root.join("data");
        let made = fs::create_dir_all(&data)
            .and_then(|()| File::options().create(true).append(true).open(root.join("lock")));
        let lock = match made {
            Ok(lock) => lock,
            Err(error) if forbids_writing(&error) && data.is_dir() => return Ok(read_only(root)),
            Err(error) => return Err(files::failed(root, "make the store", &error)),
        };
        let locked = |error| files::failed(root, "lock the store", &error);
        let alone = match lock.try_lock() {
            Ok(()) => true,
            Err(TryLockError::WouldBlock) => false,
            Err(TryLockError::Error(error)) => return Err(locked(error)),
        };
        if !alone {
            lock.lock_shared().map_err(locked)?;
        }
        let mut store = Store { _lock: None, ..read_only(root) };
        store.remarks = Mutex::default();
        if alone {
            files::remove_partial(&data)?;
        }
        store.open_index(alone)?;
        if alone {
            lock.lock_shared().map_err(locked)?;
        }
        Ok(Store { _lock: Some(lock), ..store })
    }

    fn open_index(&mut self, alone: bool) -> Result<(), LabError> {
        let place = self.root.join("index.sqlite");
        match Index::open(&place) {
            Ok(index) => self.index = Some(Mutex::new(index)),
            Err(index::Trouble::Disk(error)) => return Err(error),
            Err(index::Trouble::Damaged(what)) if !alone => {
                let what = format!("the index is damaged ({what}), and another process uses it");
                let advice = "wait until it has ended and give the command again: the index is then \
                              made anew, and nothing finished is lost";
                return Err(folder(&place, what, advice));
            }
            Err(index::Trouble::Damaged(what)) => {
                for end in ["", "-wal", "-shm"] {
                    files::set_aside(&self.root, &self.root.join(format!("index.sqlite{end}")))?;
                }
                self.index = Some(Mutex::new(Index::open(&place)?));
                let kept = upkeep::list_again(self)?;
                self.remark(format!(
                    "{}: the index was damaged ({what}); it was moved to damaged/ and made again \
                     from {kept} whole file(s)",
                    place.display()
                ));
            }
        }
        Ok(())
    }

    /// Where it lies.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether new units can be kept.
    pub fn is_writable(&self) -> bool {
        self.index.is_some()
    }

    /// What the user should know, such as damaged files; said once.
    pub fn take_remarks(&self) -> Vec<String> {
        self.remarks.lock().map(|mut remarks| std::mem::take(&mut *remarks)).unwrap_or_default()
    }

    /// Adds a remark of another store that was read for this one.
    pub(crate) fn note(&self, text: String) {
        self.remark(text);
    }

    fn remark(&self, text: String) {
        // A poisoned lock means that another thread panicked: then remarks do not matter.
        if let Ok(mut remarks) = self.remarks.lock() {
            remarks.push(text);
        }
    }

    fn place(&self, id: &str) -> PathBuf {
        self.root.join("data").join(format!("{id}.parquet"))
    }

    /// Whether the unit is here, whole: its file is read and its checksum taken.
    ///
    /// # Errors
    /// A disk that refuses.
    pub fn has(&self, address: &Address) -> Result<bool, LabError> {
        Ok(self.sound(address)?.is_some())
    }

    /// The rows of a unit; none if it is not here or was damaged, which leaves a remark.
    ///
    /// # Errors
    /// A disk that refuses.
    pub fn get(&self, address: &Address) -> Result<Option<Rows>, LabError> {
        let Some(bytes) = self.sound(address)? else { return Ok(None) };
        match table::decode(&bytes) {
            Ok((_, rows)) => Ok(Some(rows)),
            Err(what) => self.damaged(&address.id(), &what).map(|()| None),
        }
    }

    /// The bytes of a unit if they are those that were written.
    fn sound(&self, address: &Address) -> Result<Option<Vec<u8>>, LabError> {
        let id = address.id();
        let place = self.place(&id);
        let entry = self.with_index(|index| index.find(&id))?.flatten();
        let bytes = match fs::read(&place) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                if entry.is_some() {
                    self.with_index(|index| index.remove(&id))?;
                    let place = place.display();
                    self.remark(format!("{place}: the file is missing; its runs are lived again"));
                }
                return Ok(None);
            }
            Err(error) => return Err(files::failed(&place, "read the unit", &error)),
        };
        if entry.as_ref().is_some_and(|entry| entry.fits(&bytes)) {
            return Ok(Some(bytes));
        }
        // The index does not know the file or says otherwise: the file must speak for itself.
        match table::whole(&bytes, Some(&id)) {
            Ok(address) => {
                let label = Label::default();
                self.with_index(|index| index.note(&Entry::of(&address, &bytes, &label)))?;
                Ok(Some(bytes))
            }
            Err(what) => {
                let what = entry.map_or(what.clone(), |entry| entry.complaint(&bytes, &what));
                self.damaged(&id, &what).map(|()| None)
            }
        }
    }

    /// Keeps a unit.
    ///
    /// # Errors
    /// A disk that is full or refuses: then the unit is not kept, and what was kept before is.
    pub fn put(&self, address: &Address, label: &Label, rows: &Rows) -> Result<(), LabError> {
        self.put_bytes(address, label, &table::encode(address, rows)?)
    }

    /// Takes a unit over from another store; whether that one had it, whole.
    ///
    /// # Errors
    /// As [`Store::put`].
    pub fn take_over(
        &self,
        other: &Store,
        address: &Address,
        label: &Label,
    ) -> Result<bool, LabError> {
        let Some(bytes) = other.sound(address)? else { return Ok(false) };
        self.put_bytes(address, label, &bytes).map(|()| true)
    }

    fn put_bytes(&self, address: &Address, label: &Label, bytes: &[u8]) -> Result<(), LabError> {
        let id = address.id();
        if !self.is_writable() {
            return Err(folder(&self.root, "the store cannot be written by you", ELSEWHERE));
        }
        files::write(&self.place(&id), bytes)?;
        self.with_index(|index| index.note(&Entry::of(address, bytes, label))).map(drop)
    }

    /// Sets a file aside that is not what was written.
    fn damaged(&self, id: &str, what: &str) -> Result<(), LabError> {
        let place = self.place(id);
        self.with_index(|index| index.remove(id))?;
        let aside = if self.is_writable() {
            files::set_aside(&self.root, &place)?;
            "moved to damaged/; "
        } else {
            ""
        };
        let shown = place.display();
        self.remark(format!("{shown}: {what}; {aside}its runs are lived again when needed"));
        Ok(())
    }

    /// What the index answers; none where there is none.
    fn with_index<T>(
        &self,
        ask: impl FnOnce(&Index) -> Result<T, LabError>,
    ) -> Result<Option<T>, LabError> {
        let Some(index) = &self.index else { return Ok(None) };
        let poisoned = |_| folder(&self.root, "a thread failed while it used the index", "");
        ask(&*index.lock().map_err(poisoned)?).map(Some)
    }
}

fn read_only(root: &Path) -> Store {
    let remark = format!("{}: the store cannot be written; it is only read", root.display());
    Store { root: root.to_owned(), index: None, _lock: None, remarks: Mutex::new(vec![remark]) }
}

/// Whether the disk lets nobody, or not this user, write.
fn forbids_writing(error: &std::io::Error) -> bool {
    use std::io::ErrorKind as Kind;
    matches!(error.kind(), Kind::PermissionDenied | Kind::ReadOnlyFilesystem)
}
