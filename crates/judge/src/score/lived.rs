//! What was lived from an origin as a piece of finished work.

use std::collections::BTreeMap;
use std::path::Path;

use evidence::Evidence;
use kernel::Month;
use nalgebra::DMatrix;

use super::Request;
use super::origin::{Form, Lived, Restart, YEARS};
use crate::discrepancy::Discrepancy;
use crate::kept::{Kept, Piece, rows, table};

/// What was lived, by restart and form.
pub type All = BTreeMap<(Restart, Form), Lived>;

/// The name of an origin among kept work.
pub fn name(cut: Month) -> String {
    format!("origin-{cut}")
}

/// Where an origin is kept.
pub fn place(folder: Option<&Path>, request: &Request, evidence: &Evidence, cut: Month) -> Kept {
    let Request { members, steps, screened, free, households, party, seed, .. } = request;
    let settings = format!(
        "score {cut} seed {seed} members {members} steps {steps} screened {screened} free {free} \
         rows {households} {party} {:?}",
        Discrepancy::known_in(cut),
    );
    Kept::new(folder, evidence, &settings)
}

/// Prefixes of the tables of one form.
fn of(restart: Restart, form: Form) -> String {
    format!("{} {}", restart.name(), form.name())
}

/// What was lived as tables: rows, years of hunger, and one for each decision.
pub fn piece(all: &All) -> Piece {
    let mut piece = Piece::default();
    for ((restart, form), lived) in all {
        let of = of(*restart, *form);
        let mut keep = |what: &str, table: &DMatrix<f64>| {
            piece.tables.insert(format!("{of} {what}"), rows(table))
        };
        keep("row", &lived.rows);
        keep("hungry", &lived.hungry);
        for (decision, chances) in &lived.votes {
            keep(&format!("vote {decision}"), chances);
        }
    }
    piece
}

/// What is wanted of a piece; none if it has not all of it, for so many rows and members.
pub fn read(
    piece: &Piece,
    (rows, members): (usize, usize),
    wanted: &[(Restart, Form)],
) -> Option<All> {
    let one = |key: &(Restart, Form)| {
        let of = of(key.0, key.1);
        let find = |what: &str, height: usize| {
            table(piece.tables.get(&format!("{of} {what}"))?, (height, members))
        };
        let begin = format!("{of} vote ");
        let voted = piece.tables.iter().filter_map(|(name, rows)| {
            Some((name.strip_prefix(&begin)?.to_owned(), table(rows, (rows.len(), members))))
        });
        let votes = voted.map(|(decision, table)| Some((decision, table?)));
        let votes = votes.collect::<Option<_>>()?;
        Some((*key, Lived { rows: find("row", rows)?, hungry: find("hungry", YEARS)?, votes }))
    };
    wanted.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_back_and_only_if_it_is_all_that_is_wanted() {
        let number = |i: usize, j: usize| 1.0 / (i + 3 * j + 1) as f64;
        let lived = |votes: usize| Lived {
            rows: DMatrix::from_fn(7, 4, number),
            hungry: DMatrix::from_fn(YEARS, 4, number),
            votes: (0..votes)
                .map(|n| (format!("vote-{n}"), DMatrix::from_fn(2 + n, 4, number)))
                .collect(),
        };
        let both = [(Restart::Learned, Form::Strict), (Restart::Held, Form::Pinned)];
        let all = BTreeMap::from([(both[0], lived(2)), (both[1], lived(0))]);
        let piece = piece(&all);
        assert_eq!(read(&piece, (7, 4), &both).as_ref(), Some(&all));
        assert_eq!(read(&piece, (8, 4), &both), None, "other rows");
        assert_eq!(read(&piece, (7, 5), &both), None, "other members");
        let more = [both[0], (Restart::Held, Form::Strict)];
        assert_eq!(read(&piece, (7, 4), &more), None, "not all that is wanted");
    }
}
