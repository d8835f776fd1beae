//! The files of the store: written beside their place, flushed, and put there in one step.

use std::fs::{self, File};
use std::io::{self, ErrorKind as Kind, Write};
use std::path::{Path, PathBuf};

use crate::error::{LabError, folder};

/// The ending of a file that is not finished.
const PARTIAL: &str = ".partial";

/// A failure of the disk at the store, with what to do about it.
pub(super) fn failed(path: &Path, doing: &str, error: &io::Error) -> LabError {
    let room = "make room and give the same command again: what is finished is kept";
    let (what, advice) = match error.kind() {
        Kind::StorageFull => ("the disk is full".to_owned(), room),
        Kind::QuotaExceeded => ("your quota of disk space is used up".to_owned(), room),
        Kind::FileTooLarge => ("the file may not grow so large here".to_owned(), room),
        Kind::PermissionDenied => ("it may not be written by you".to_owned(), super::ELSEWHERE),
        Kind::ReadOnlyFilesystem => {
            ("it lies on a disk that is read-only".to_owned(), super::ELSEWHERE)
        }
        Kind::NotADirectory | Kind::AlreadyExists => {
            ("a part of the path is a file, not a folder".to_owned(), super::ELSEWHERE)
        }
        _ => (error.to_string(), super::ELSEWHERE),
    };
    folder(path, format!("cannot {doing}: {what}"), advice)
}

/// Writes a file so that it is whole or absent, whatever happens.
pub(super) fn write(place: &Path, bytes: &[u8]) -> Result<(), LabError> {
    let data = place.parent().unwrap_or(Path::new("."));
    let name = place.file_name().map(|name| name.to_string_lossy().into_owned());
    // Two processes may write the same unit at once: each under a name of its own.
    let partial =
        data.join(format!(".{}.{}{PARTIAL}", name.unwrap_or_default(), std::process::id()));
    let written = write_flushed(&partial, bytes).and_then(|()| fs::rename(&partial, place));
    if let Err(error) = written {
        // What cannot be removed now is removed when the store is opened next.
        let _ = fs::remove_file(&partial);
        return Err(failed(place, "keep the unit", &error));
    }
    // The name is safe once its folder is flushed; not every system can flush a folder.
    let _ = File::open(data).and_then(|folder| folder.sync_all());
    Ok(())
}

fn write_flushed(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// The unfinished files of a store that nobody else has open.
pub(super) fn partial(data: &Path) -> Result<Vec<PathBuf>, LabError> {
    let listed = list(data)?;
    Ok(listed.into_iter().filter(|path| path.to_string_lossy().ends_with(PARTIAL)).collect())
}

/// Takes them away.
pub(super) fn remove_partial(data: &Path) -> Result<(), LabError> {
    for path in partial(data)? {
        fs::remove_file(&path).map_err(|error| failed(&path, "remove the file", &error))?;
    }
    Ok(())
}

/// The files of units, in order of their names.
pub(super) fn units(data: &Path) -> Result<Vec<PathBuf>, LabError> {
    let listed = list(data)?;
    Ok(listed.into_iter().filter(|path| path.extension().is_some_and(|e| e == "parquet")).collect())
}

/// All files of a folder, in order of their names; none of a folder that is not there.
pub(super) fn list(place: &Path) -> Result<Vec<PathBuf>, LabError> {
    let entries = match fs::read_dir(place) {
        Ok(entries) => entries,
        Err(error) if error.kind() == Kind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(failed(place, "list the folder", &error)),
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    Ok(paths)
}

/// Moves a file to `damaged/` under a name that is free there; a file that is not there is none.
pub(super) fn set_aside(root: &Path, path: &Path) -> Result<(), LabError> {
    let damaged = root.join("damaged");
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let name = name.unwrap_or_default();
    fs::create_dir_all(&damaged).map_err(|error| failed(&damaged, "make the folder", &error))?;
    let free = |n: &usize| !damaged.join(format!("{name}.{n}")).exists();
    let number = (1..).find(free).unwrap_or(1);
    match fs::rename(path, damaged.join(format!("{name}.{number}"))) {
        Err(error) if error.kind() != Kind::NotFound => {
            Err(failed(path, "move the file to damaged/", &error))
        }
        _ => Ok(()),
    }
}
