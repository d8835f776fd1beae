//! Passes over whole groups of rows, such as the districts of a country: within a group a rule may look
//! from any row at any other, since a group is small enough for a near cache and has one thread.

use crate::pass::{Columns, Sums, THREADED};

/// Shows `rule` the columns of each group with its number, and adds up what it hands up.
///
/// Group `g` has the rows from `ends[g - 1]` (0 for the first) to `ends[g]`. The order of the adding
/// depends on the number of groups alone, so that the sums are the same bits on any number of threads.
///
/// # Panics
/// If `ends` falls anywhere or does not end with the number of rows.
pub fn each_group<C: Columns, S: Sums>(
    columns: C,
    ends: &[usize],
    rule: impl Fn(usize, C) -> S + Sync,
) -> S {
    let rows = columns.rows();
    assert!(ends.is_sorted() && ends.last().is_none_or(|&end| end == rows), "groups make a table");
    part(columns, Groups { ends, first: 0, start: 0 }, &rule, rows >= THREADED)
}

/// The groups of one part of the table.
#[derive(Clone, Copy)]
struct Groups<'a> {
    ends: &'a [usize],
    /// Number of the first group.
    first: usize,
    /// Row where it begins.
    start: usize,
}

fn part<C: Columns, S: Sums>(
    columns: C,
    groups: Groups<'_>,
    rule: &(impl Fn(usize, C) -> S + Sync),
    threaded: bool,
) -> S {
    let Groups { ends, first, start } = groups;
    match ends {
        [] => return S::default(),
        [_] => return rule(first, columns),
        _ => {}
    }
    let half = ends.len() / 2;
    let (near, far) = ends.split_at(half);
    let middle = near[half - 1];
    let (one, other) = columns.split(middle - start);
    let one_groups = Groups { ends: near, first, start };
    let other_groups = Groups { ends: far, first: first + half, start: middle };
    let (mut sums, others) = if threaded {
        rayon::join(|| part(one, one_groups, rule, true), || part(other, other_groups, rule, true))
    } else {
        (part(one, one_groups, rule, false), part(other, other_groups, rule, false))
    };
    sums.add(others);
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_group_gets_its_own_rows() {
        let mut rows: Vec<usize> = vec![0; 10];
        let sum =
            each_group((&mut rows[..],), &[3, 3, 7, 10], |group, (rows,): (&mut [usize],)| {
                rows.fill(group + 1);
                rows.len() as i64
            });
        assert_eq!(rows, [1, 1, 1, 3, 3, 3, 3, 4, 4, 4]);
        assert_eq!(sum, 10);
    }

    #[test]
    fn the_bits_do_not_depend_on_threads() {
        let rough: Vec<f64> = (0..2 * THREADED).map(|i| (i as f64 * 0.618).fract()).collect();
        let ends: Vec<usize> = (1..=64).map(|g| g * rough.len() / 64).collect();
        let sum = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let rule = |_, (rows,): (&[f64],)| rows.iter().sum::<f64>();
            pool.install(|| each_group((&rough[..],), &ends, rule).to_bits())
        };
        assert!([2, 3].iter().all(|&threads| sum(threads) == sum(1)));
    }
}
