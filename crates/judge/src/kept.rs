//! What is finished is kept, so that work that was stopped goes on where it was.
//!
//! A piece of work is a file of its own: a line of JSON, and tables of numbers bit by bit. Its name
//! carries a hash of all that it depends on, the code included: work of other settings, of another
//! version or other evidence stands beside it and is not taken for it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use evidence::Evidence;
use lab::LabError;
use nalgebra::DMatrix;
use serde_json::{Value, json};

/// The customary folder of kept work, inside the one that is written.
pub const FOLDER: &str = "kept";
/// The ending of its files.
const ENDING: &str = "kept";

/// A place for finished work, or none.
#[derive(Clone, Debug)]
pub struct Kept {
    folder: Option<PathBuf>,
    key: String,
}

/// A finished piece of work.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Piece {
    /// Words and whole numbers.
    pub notes: Value,
    /// Rows of numbers by name.
    pub tables: BTreeMap<String, Vec<Vec<f64>>>,
}

impl Kept {
    /// A place in `folder` for work that depends on the code, the evidence and these settings.
    pub fn new(folder: Option<&Path>, evidence: &Evidence, settings: &str) -> Kept {
        let (engine, judge) = (lab::hashes::ENGINE, env!("KTOKOGO_JUDGE"));
        let key = format!("{engine} {judge} {} {settings}", evidence.content_hash());
        let key = blake3::hash(key.as_bytes()).to_hex()[..16].to_owned();
        Kept { folder: folder.map(Path::to_owned), key }
    }

    /// The file of a piece of this name.
    pub fn path(&self, name: &str) -> Option<PathBuf> {
        let file = format!("{name}-{}.{ENDING}", self.key);
        self.folder.as_ref().map(|folder| folder.join(file))
    }

    /// Whether a piece of this name is finished.
    pub fn has(&self, name: &str) -> bool {
        self.path(name).is_some_and(|path| path.is_file())
    }

    /// Whether there is finished work in the folder, and none of it of these settings.
    pub fn is_of_others(&self) -> bool {
        let Some(Ok(files)) = self.folder.as_ref().map(fs::read_dir) else { return false };
        let own = format!("-{}.{ENDING}", self.key);
        let names = files.flatten().map(|file| file.file_name().to_string_lossy().into_owned());
        let kept: Vec<String> = names.filter(|name| name.ends_with(ENDING)).collect();
        !kept.is_empty() && !kept.iter().any(|name| name.ends_with(&own))
    }

    /// The piece of this name; none if it is not finished, or its file is not whole.
    pub fn read(&self, name: &str) -> Option<Piece> {
        parse(&fs::read(self.path(name)?).ok()?)
    }

    /// Keeps a piece under a name: its file is whole or absent.
    ///
    /// # Errors
    /// A folder that cannot be written.
    pub fn write(&self, name: &str, piece: &Piece) -> Result<(), LabError> {
        let (Some(folder), Some(path)) = (&self.folder, self.path(name)) else { return Ok(()) };
        // Two programs that do the same work must not write into one draft.
        let draft = path.with_extension(format!("{}.partial", std::process::id()));
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&draft, bytes(piece)))
            .and_then(|()| fs::rename(&draft, &path))
            .map_err(|error| LabError::io(&path, "keep finished work in", &error))
    }
}

/// A table as its rows.
pub fn rows(table: &DMatrix<f64>) -> Vec<Vec<f64>> {
    table.row_iter().map(|row| row.iter().copied().collect()).collect()
}

/// Rows as a table of this shape; none if they have another.
pub fn table(rows: &[Vec<f64>], (height, width): (usize, usize)) -> Option<DMatrix<f64>> {
    let fits = rows.len() == height && rows.iter().all(|row| row.len() == width);
    fits.then(|| DMatrix::from_fn(height, width, |i, j| rows[i][j]))
}

fn bytes(piece: &Piece) -> Vec<u8> {
    let widths = |rows: &Vec<Vec<f64>>| rows.iter().map(Vec::len).collect::<Vec<_>>();
    let tables: BTreeMap<&String, Vec<usize>> =
        piece.tables.iter().map(|(name, rows)| (name, widths(rows))).collect();
    let mut bytes = json!({ "notes": piece.notes, "tables": tables }).to_string().into_bytes();
    bytes.push(b'\n');
    let numbers = piece.tables.values().flatten().flatten();
    bytes.extend(numbers.flat_map(|number| number.to_le_bytes()));
    bytes
}

fn parse(bytes: &[u8]) -> Option<Piece> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let head: Value = serde_json::from_slice(&bytes[..end]).ok()?;
    let (numbers, rest) = bytes[end + 1..].as_chunks::<8>();
    let mut numbers = numbers.iter().map(|number| f64::from_le_bytes(*number));
    let mut row = |width: &Value| -> Option<Vec<f64>> {
        let width = usize::try_from(width.as_u64()?).ok()?;
        let row: Vec<f64> = numbers.by_ref().take(width).collect();
        (row.len() == width).then_some(row)
    };
    let mut tables = BTreeMap::new();
    // Names are sorted in the file as they are in the map.
    for (name, widths) in head["tables"].as_object()? {
        let rows = widths.as_array()?.iter().map(&mut row).collect::<Option<_>>()?;
        tables.insert(name.clone(), rows);
    }
    let whole = rest.is_empty() && numbers.next().is_none();
    whole.then(|| Piece { notes: head["notes"].clone(), tables })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_work_reads_back_to_the_bit_and_no_other_settings_take_it() {
        let evidence = Evidence::embedded().expect("the embedded evidence is whole");
        let home = tempfile::tempdir().expect("a folder");
        let kept = Kept::new(Some(home.path()), &evidence, "a");
        let odd = vec![vec![0.1 + 0.2, -0.0, f64::INFINITY, f64::NAN], vec![1e-320], Vec::new()];
        let tables = BTreeMap::from([("b".to_owned(), odd.clone()), ("a".to_owned(), vec![])]);
        let piece = Piece { notes: json!({ "failed": 3 }), tables };
        assert_eq!(kept.read("piece"), None);
        kept.write("piece", &piece).expect("written");
        let back = kept.read("piece").expect("it was written");
        // Not a number is not equal to itself: the bits are.
        let bits = |rows: &[Vec<f64>]| -> Vec<Vec<u64>> {
            rows.iter().map(|row| row.iter().map(|x| x.to_bits()).collect()).collect()
        };
        assert_eq!((bits(&back.tables["b"]), &back.notes), (bits(&odd), &piece.notes));
        let others = Kept::new(Some(home.path()), &evidence, "b");
        assert!(!others.has("piece") && others.is_of_others() && !kept.is_of_others());
        assert!(!kept.has("other"));
        // Cut off, as a crash leaves what is not moved to its place at once.
        let path = kept.path("piece").expect("there is a folder");
        let whole = fs::read(&path).expect("it was written");
        fs::write(&path, &whole[..whole.len() - 3]).expect("written");
        assert_eq!(kept.read("piece"), None);
    }

    #[test]
    fn without_a_folder_nothing_is_kept() {
        let evidence = Evidence::embedded().expect("the embedded evidence is whole");
        let kept = Kept::new(None, &evidence, "");
        kept.write("piece", &Piece::default()).expect("nothing to do");
        assert!(!kept.has("piece"));
    }
}
