//! The state of a long life in a file.
//!
//! A head in words names the form, the run by a hash of all that its numbers depend on, and the tables
//! that were written so far with their sizes; an empty line ends it. Then comes the life as `model`
//! writes it, and at the end the checksum of all that. A file that is cut off, damaged, of another run
//! or without its tables is refused with a reason. It is not forced to the disk: after a failure of
//! the power it may be torn, and is then refused.

use std::fs;
use std::io::{self, Write};

use model::Life;

use super::area::Area;
use crate::error::LabError;
use crate::hashes::Hashes;
use crate::request::Request;

/// The form of the file.
const FORM: &str = "ktokogo checkpoint 1";
/// Bytes of a checksum.
const SUM: usize = blake3::OUT_LEN;

/// The hash of all that a life and its tables depend on.
pub(super) fn key(request: &Request, hashes: &Hashes) -> [u8; 32] {
    let Hashes { engine, evidence, scenario } = hashes;
    // The command stands in the files that the run leaves, and names all the rest.
    let (command, microdata) = (request.command(), request.microdata.name());
    let text = format!("{engine}\n{evidence}\n{scenario}\n{command}\n{microdata}");
    *blake3::hash(text.as_bytes()).as_bytes()
}

/// Hashes what is written.
struct Summing<W> {
    to: W,
    hasher: blake3::Hasher,
}

impl<W: Write> Write for Summing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.to.write(bytes)?;
        self.hasher.update(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// Keeps the state of a life; the one before it is there until the new one is whole.
///
/// # Errors
/// A disk that refuses.
pub(super) fn write(area: &Area, key: &[u8; 32], life: &Life) -> Result<(), LabError> {
    let tables = area.tables()?;
    area.put(&area.state(), |file| {
        // Few large pieces: a hash of small ones costs more than the writing.
        let summing = Summing { to: file, hasher: blake3::Hasher::new() };
        let mut to = io::BufWriter::with_capacity(1 << 20, summing);
        writeln!(to, "{FORM}\n{}", blake3::Hash::from_bytes(*key).to_hex())?;
        for (name, bytes) in &tables {
            writeln!(to, "{bytes} {name}")?;
        }
        writeln!(to)?;
        life.save(&mut to)?;
        let summed = to.into_inner().map_err(io::IntoInnerError::into_error)?;
        let sum = summed.hasher.finalize();
        summed.to.write_all(sum.as_bytes())
    })
}

/// The bytes of the life that was kept for this run; none if nothing was kept.
///
/// # Errors
/// Why the file cannot be used.
pub(super) fn read(area: &Area, key: &[u8; 32]) -> Result<Option<Vec<u8>>, String> {
    let mut bytes = match fs::read(area.state()) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(format!("it cannot be read ({error})")),
        Ok(bytes) => bytes,
    };
    let torn = || "it is damaged or was cut off".to_owned();
    let end = bytes.len().checked_sub(SUM).ok_or_else(torn)?;
    if blake3::hash(&bytes[..end]).as_bytes()[..] != bytes[end..] {
        return Err(torn());
    }
    let head = bytes.windows(2).position(|two| two == b"\n\n").ok_or_else(torn)?;
    let text = std::str::from_utf8(&bytes[..head]).map_err(|_| torn())?;
    let mut lines = text.lines();
    if lines.next() != Some(FORM) {
        return Err("it was written by another version".to_owned());
    }
    if lines.next() != Some(&*blake3::Hash::from_bytes(*key).to_hex()) {
        return Err("it is of another run, or of another engine or evidence".to_owned());
    }
    let there = area.tables().map_err(|error| error.to_string())?;
    for line in lines {
        let (size, name) = line.split_once(' ').ok_or_else(torn)?;
        if !there.iter().any(|(found, bytes)| found == name && bytes.to_string() == size) {
            return Err(format!("the table {name} beside it is missing or was cut off"));
        }
    }
    bytes.truncate(end);
    Ok(Some(bytes.split_off(head + 2)))
}
