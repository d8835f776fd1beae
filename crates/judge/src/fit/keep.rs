//! Rows that were lived, kept under a name made from everything they depend on.

use std::fs;
use std::io;
use std::path::PathBuf;

use lab::LabError;
use lab::hashes::ENGINE;
use nalgebra::DMatrix;

use crate::lives::{Design, World};
use crate::rows::Row;

/// The file in which the rows of these designs are kept; none if nothing is.
pub fn place(world: &World, designs: &[Design], rows: &[Row]) -> Option<PathBuf> {
    let folder = world.keep.as_ref()?;
    let mut hash = blake3::Hasher::new();
    let settings = format!(
        "{ENGINE} {} {} {} {} {} {:?} {:?} {:?} {:?}",
        world.evidence.content_hash(),
        world.seed,
        world.households,
        world.members,
        world.until,
        world.silenced,
        world.freedom,
        world.timeline,
        world.held,
    );
    hash.update(settings.as_bytes());
    for design in designs {
        hash.update(&design.draw.to_le_bytes());
        for value in &design.values {
            hash.update(&value.to_bits().to_le_bytes());
        }
    }
    for row in rows {
        hash.update(format!("{} {}", row.name(), row.recorded()).as_bytes());
    }
    Some(folder.join(format!("{}.lived", &hash.finalize().to_hex()[..32])))
}

/// What is kept in a file: rows by designs, and how many lives broke off. None if it is not there
/// or not whole.
pub fn read(place: &PathBuf, shape: (usize, usize)) -> Option<(DMatrix<f64>, usize)> {
    let bytes = fs::read(place).ok()?;
    let (head, body) = bytes.split_at_checked(8)?;
    let failed = usize::try_from(u64::from_le_bytes(head.try_into().ok()?)).ok()?;
    if body.len() != 8 * shape.0 * shape.1 {
        return None;
    }
    let numbers =
        body.chunks_exact(8).map(|b| f64::from_le_bytes(b.try_into().unwrap_or_default()));
    Some((DMatrix::from_iterator(shape.0, shape.1, numbers), failed))
}

/// Keeps rows in a file, which is whole or not there.
///
/// # Errors
/// A file or folder that cannot be written.
pub fn write(place: &PathBuf, lived: &DMatrix<f64>, failed: usize) -> Result<(), LabError> {
    let io = |error: io::Error| LabError::io(place, "keep what was lived in", &error);
    let folder = place.parent().unwrap_or(place);
    fs::create_dir_all(folder).map_err(io)?;
    let mut bytes = (failed as u64).to_le_bytes().to_vec();
    bytes.extend(lived.iter().flat_map(|value| value.to_le_bytes()));
    let draft = place.with_extension(format!("{}.partial", std::process::id()));
    fs::write(&draft, bytes).map_err(io)?;
    fs::rename(&draft, place).map_err(io)
}
