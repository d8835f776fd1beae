//! The index: which units there are, with the length and the checksum of each.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rusqlite::{Connection, ErrorCode, OptionalExtension, Row, params};

use super::table::Address;
use super::{Label, files};
use crate::error::{LabError, folder};

/// How long to wait for another process that is writing.
const PATIENCE: Duration = Duration::from_secs(60);

const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS units (
  id TEXT PRIMARY KEY,
  length INTEGER NOT NULL,
  checksum TEXT NOT NULL,
  address TEXT NOT NULL,
  study TEXT NOT NULL,
  about TEXT NOT NULL,
  written INTEGER NOT NULL
) STRICT, WITHOUT ROWID;";

/// The index of a store.
#[derive(Debug)]
pub(super) struct Index {
    path: PathBuf,
    connection: Connection,
}

/// Why an index cannot be opened.
pub(super) enum Trouble {
    /// It is not what was written.
    Damaged(String),
    /// The disk refuses.
    Disk(LabError),
}

impl From<Trouble> for LabError {
    fn from(trouble: Trouble) -> LabError {
        match trouble {
            Trouble::Disk(error) => error,
            Trouble::Damaged(what) => {
                LabError::Request(format!("the new index is damaged: {what}"))
            }
        }
    }
}

/// A unit as the index has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub id: String,
    pub length: u64,
    /// BLAKE3 of the file, in hexadecimal.
    pub checksum: String,
    pub address: String,
    pub label: Label,
    /// Seconds since 1970.
    pub written: u64,
}

impl Entry {
    /// The entry of a file that was just written.
    pub fn of(address: &Address, bytes: &[u8], label: &Label) -> Entry {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        Entry {
            id: address.id(),
            length: bytes.len() as u64,
            checksum: blake3::hash(bytes).to_hex().to_string(),
            address: address.text().to_owned(),
            label: label.clone(),
            written: now,
        }
    }

    /// Whether these are the bytes that were written.
    pub fn fits(&self, bytes: &[u8]) -> bool {
        self.length == bytes.len() as u64 && self.checksum == blake3::hash(bytes).to_hex().as_str()
    }

    /// What is wrong with bytes that do not fit, in words.
    pub fn complaint(&self, bytes: &[u8], otherwise: &str) -> String {
        let (found, written) = (bytes.len() as u64, self.length);
        if found < written {
            format!("the file is cut short: {found} bytes of {written}")
        } else if found == written {
            "the file is damaged: its checksum is not that of what was written".to_owned()
        } else {
            otherwise.to_owned()
        }
    }

    fn read(row: &Row) -> rusqlite::Result<Entry> {
        let number = |at: usize| row.get::<_, i64>(at).map(|n| u64::try_from(n).unwrap_or(0));
        Ok(Entry {
            id: row.get(0)?,
            length: number(1)?,
            checksum: row.get(2)?,
            address: row.get(3)?,
            label: Label { study: row.get(4)?, about: row.get(5)? },
            written: number(6)?,
        })
    }
}

impl Index {
    /// Opens the index and looks at all of it.
    pub fn open(path: &Path) -> Result<Index, Trouble> {
        let trouble = |error: rusqlite::Error| match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Trouble::Damaged(error.to_string())
            }
            _ => Trouble::Disk(explain(path, &error)),
        };
        let connection = Connection::open(path).map_err(trouble)?;
        let prepare = || {
            connection.busy_timeout(PATIENCE)?;
            connection.pragma_update(None, "journal_mode", "wal")?;
            // A file that stands without an entry is found again: no commit needs its own flush.
            connection.pragma_update(None, "synchronous", "normal")?;
            connection.execute_batch(SCHEMA)?;
            connection.pragma_query_value(None, "integrity_check", |row| row.get::<_, String>(0))
        };
        match prepare().map_err(trouble)?.as_str() {
            "ok" => Ok(Index { path: path.to_owned(), connection }),
            what => Err(Trouble::Damaged(what.lines().last().unwrap_or_default().to_owned())),
        }
    }

    fn explained<T>(&self, result: rusqlite::Result<T>) -> Result<T, LabError> {
        result.map_err(|error| explain(&self.path, &error))
    }

    /// The entry of a unit.
    pub fn find(&self, id: &str) -> Result<Option<Entry>, LabError> {
        let text = "SELECT id, length, checksum, address, study, about, written FROM units \
                    WHERE id = ?1";
        let ask = || {
            let mut statement = self.connection.prepare_cached(text)?;
            statement.query_row([id], Entry::read).optional()
        };
        self.explained(ask())
    }

    /// All entries, in order of study, what they are about, and id.
    pub fn all(&self) -> Result<Vec<Entry>, LabError> {
        let text = "SELECT id, length, checksum, address, study, about, written FROM units \
                    ORDER BY study, about, id";
        let ask = || {
            let mut statement = self.connection.prepare(text)?;
            statement.query_map([], Entry::read)?.collect()
        };
        self.explained(ask())
    }

    /// Notes a unit; its file must stand already.
    pub fn note(&self, entry: &Entry) -> Result<(), LabError> {
        let whole = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let ask = || {
            let text = "INSERT OR REPLACE INTO units VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
            self.connection.prepare_cached(text)?.execute(params![
                entry.id,
                whole(entry.length),
                entry.checksum,
                entry.address,
                entry.label.study,
                entry.label.about,
                whole(entry.written),
            ])
        };
        self.explained(ask()).map(drop)
    }

    /// Forgets a unit.
    pub fn remove(&self, id: &str) -> Result<(), LabError> {
        let ask = self.connection.execute("DELETE FROM units WHERE id = ?1", [id]);
        self.explained(ask).map(drop)
    }
}

/// A failure of the index, with what to do about it.
fn explain(path: &Path, error: &rusqlite::Error) -> LabError {
    let again = "give the same command again: what is finished is kept";
    let (what, advice) = match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => {
            return files::failed(path, "write the index", &std::io::ErrorKind::StorageFull.into());
        }
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            ("the index may not be written by you".to_owned(), super::ELSEWHERE)
        }
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            (format!("the index is damaged ({error})"), again)
        }
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            ("another process has held the index for a minute".to_owned(), again)
        }
        _ => (
            format!("the index cannot be used ({error})"),
            "is the disk full or the store on a network disk? Mend that and give the same command \
             again: what is finished is kept",
        ),
    };
    folder(path, what, advice)
}
