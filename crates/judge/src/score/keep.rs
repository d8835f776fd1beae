//! Finished origins on disk, so that a score that was stopped goes on.
//!
//! One CSV file for each origin: its first line says what it was made of, and whatever differs from
//! that is lived again. Numbers are written so that they are read back
//! to the bit.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use evidence::Evidence;
use kernel::Month;
use lab::LabError;
use nalgebra::DMatrix;

use super::Request;
use super::origin::{Form, Lived, Restart, YEARS};
use crate::discrepancy::Discrepancy;
use crate::rows::Row;

/// What numbers of an origin are made of, in one line.
pub fn made_of(request: &Request, evidence: &Evidence, cut: Month) -> String {
    let Request { members, steps, screened, free, households, party, seed, .. } = request;
    format!(
        "# origin {cut}, seed {seed}, {members} members, {steps} steps, {screened} \
         screened, {free} free, {households} households, {party} members of the party, {:?}, engine \
         {}, evidence {}",
        Discrepancy::known_in(cut),
        lab::hashes::ENGINE,
        evidence.content_hash()
    )
}

/// Where an origin is kept.
pub fn file(folder: &Path, cut: Month) -> PathBuf {
    folder.join(format!("origin-{cut}.csv"))
}

/// Writes what was lived, whole or not at all.
///
/// # Errors
/// A folder that cannot be written.
pub fn write(
    path: &Path,
    made_of: &str,
    lived: &BTreeMap<(Restart, Form), Lived>,
    rows: &[Row],
) -> Result<(), LabError> {
    let mut text = format!("{made_of}\nrestart,form,what,name,members\n");
    for ((restart, form), lived) in lived {
        let head = format!("{},{}", restart.name(), form.name());
        let mut lines = |what: &str, names: &dyn Fn(usize) -> String, table: &DMatrix<f64>| {
            for (n, row) in table.row_iter().enumerate() {
                let values: Vec<String> = row.iter().map(f64::to_string).collect();
                let name = names(n);
                text.push_str(&format!("{head},{what},{name},{}\n", values.join(" ")));
            }
        };
        lines("row", &|n| rows[n].name(), &lived.rows);
        lines("hungry", &|n| (n + 1).to_string(), &lived.hungry);
        for (decision, chances) in &lived.votes {
            lines("vote", &|_| decision.clone(), chances);
        }
    }
    let draft = path.with_extension("part");
    std::fs::write(&draft, text).map_err(|why| LabError::io(&draft, "write it", &why))?;
    std::fs::rename(&draft, path).map_err(|why| LabError::io(path, "write it", &why))
}

/// The lines of a kept file by their head (restart, form, what) and, of votes, their name.
type Tables<'t> = BTreeMap<(&'t str, &'t str, &'t str, &'t str), Vec<Vec<f64>>>;

/// Reads what was lived; none if nothing is kept, or if it was made of something else.
pub fn read(
    path: &Path,
    made_of: &str,
    rows: &[Row],
    wanted: &[(Restart, Form)],
) -> Option<BTreeMap<(Restart, Form), Lived>> {
    let text = std::fs::read_to_string(path).ok()?;
    let mut lines = text.lines();
    if lines.next()? != made_of {
        return None;
    }
    let mut tables = Tables::new();
    for line in lines.skip(1) {
        let cells: Vec<&str> = line.splitn(5, ',').collect();
        let [restart, form, what, name, values] = cells[..] else { return None };
        let values = values.split(' ').map(str::parse).collect::<Result<_, _>>().ok()?;
        let name = if what == "vote" { name } else { "" };
        tables.entry((restart, form, what, name)).or_default().push(values);
    }
    let one = |key: &(Restart, Form)| Some((*key, lived(&tables, *key, rows.len())?));
    wanted.iter().map(one).collect()
}

fn lived(tables: &Tables, (restart, form): (Restart, Form), rows: usize) -> Option<Lived> {
    let (restart, form) = (restart.name(), form.name());
    let of = |what| table(tables.get(&(restart, form, what, ""))?);
    let voted =
        tables.iter().filter(|((r, f, what, _), _)| (*r, *f, *what) == (restart, form, "vote"));
    let votes = voted.map(|((.., name), values)| Some(((*name).to_owned(), table(values)?)));
    let votes = votes.collect::<Option<_>>()?;
    let lived = Lived { rows: of("row")?, hungry: of("hungry")?, votes };
    (lived.rows.nrows() == rows && lived.hungry.nrows() == YEARS).then_some(lived)
}

fn table(values: &[Vec<f64>]) -> Option<DMatrix<f64>> {
    let members = values.first().map_or(0, Vec::len);
    let whole = values.iter().all(|row| row.len() == members);
    whole.then(|| DMatrix::from_fn(values.len(), members, |i, j| values[i][j]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_back_to_the_bit_and_only_if_it_is_the_same() {
        let evidence = Evidence::embedded().expect("the embedded evidence is whole");
        let rows = crate::rows(&evidence, Month::new(1919, 1));
        let number = |i: usize, j: usize| if i == j { f64::NAN } else { 1.0 / (i + 3 * j) as f64 };
        let lived = |votes: usize| Lived {
            rows: DMatrix::from_fn(rows.len(), 4, number),
            hungry: DMatrix::from_fn(YEARS, 4, number),
            votes: (0..votes)
                .map(|n| (format!("vote-{n}"), DMatrix::from_fn(2 + n, 4, number)))
                .collect(),
        };
        let both = [(Restart::Learned, Form::Strict), (Restart::Held, Form::Pinned)];
        let lived = BTreeMap::from([(both[0], lived(2)), (both[1], lived(0))]);
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = file(folder.path(), Month::new(1918, 1));
        write(&path, "# this", &lived, &rows).expect("it can be written");
        let back = read(&path, "# this", &rows, &both).expect("it was written");
        // Not a number is not equal to itself: the words are.
        assert_eq!(format!("{back:?}"), format!("{lived:?}"));
        assert!(read(&path, "# that", &rows, &both).is_none());
        assert!(read(&path, "# this", &rows[1..], &both).is_none());
        let more = [both[0], (Restart::Held, Form::Strict)];
        assert!(read(&path, "# this", &rows, &more).is_none(), "not all that is wanted");
    }
}
