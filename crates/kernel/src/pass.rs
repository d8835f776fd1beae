//! Passes over the rows of a table: the columns in blocks of [`LANES`] rows, in the widest
//! instructions that the processor has, on several threads where that pays.
//!
//! A rule sees one block at a time: an array of each column that it reads or writes. It treats each
//! row by itself, whatever stands in the others, and hands up sums. The last rows of a table fill a
//! block of their own, padded with rows of zeros: a rule that counts rows counts their weights.
//! Sums are added in an order that depends on the number of rows alone, so that the result is the
//! same bits on any number of threads.

use pulp::Arch;

use crate::traffic;

/// The rows of a block. Sixteen numbers of 32 bits fill the widest registers there are; twice as many
/// let one half be worked on while the other waits for what came before (a third faster, measured).
pub const LANES: usize = 32;

/// Rows that are never divided between threads: their columns fit the nearest cache.
const CHUNK: usize = 16_384;

/// Rows from which a pass is divided between threads. Below, waking them costs about what they save.
pub(crate) const THREADED: usize = 131_072;

/// What a pass hands up: sums that start at zero.
pub trait Sums: Default + Send {
    /// Adds those of other rows.
    fn add(&mut self, other: Self);
}

impl Sums for () {
    fn add(&mut self, (): ()) {}
}

impl Sums for i64 {
    fn add(&mut self, other: i64) {
        *self += other;
    }
}

/// Real sums: the same bits on any number of threads, not in another order of the rows.
impl Sums for f64 {
    fn add(&mut self, other: f64) {
        *self += other;
    }
}

impl<A: Sums, B: Sums> Sums for (A, B) {
    fn add(&mut self, other: Self) {
        self.0.add(other.0);
        self.1.add(other.1);
    }
}

impl<S: Sums, const N: usize> Sums for [S; N]
where
    [S; N]: Default,
{
    fn add(&mut self, other: Self) {
        self.iter_mut().zip(other).for_each(|(sum, more)| sum.add(more));
    }
}

/// Declares a struct of sums that a pass hands up.
#[macro_export]
macro_rules! sums {
    (
        $(#[$about:meta])*
        $visible:vis struct $name:ident { $($(#[$field_about:meta])* $field_visible:vis $field:ident: $type:ty,)* }
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, Default)]
        $visible struct $name { $($(#[$field_about])* $field_visible $field: $type,)* }

        impl $crate::pass::Sums for $name {
            fn add(&mut self, other: Self) {
                $($crate::pass::Sums::add(&mut self.$field, other.$field);)*
            }
        }
    };
}

/// A column as a pass takes it: read as a slice, or changed as a slice that may be written.
pub trait Lane: Sized + Send {
    /// One value.
    type Value: Copy + Default + 'static;
    /// The values of a block.
    type Block<'b>;
    /// Bytes a row that are read, and those that are written.
    const BYTES: [usize; 2];

    /// The number of rows.
    fn rows(&self) -> usize;
    /// The first `at` rows, and the others.
    fn split(self, at: usize) -> (Self, Self);
    /// The block that begins at row `at`.
    fn block(&mut self, at: usize) -> Self::Block<'_>;
    /// The rows from `at` on, fewer than a block, filled up with zeros.
    fn padded(&self, at: usize) -> [Self::Value; LANES];
    /// A padded block as any other.
    fn of_padded(values: &mut [Self::Value; LANES]) -> Self::Block<'_>;
    /// Takes what a rule made of a padded block.
    fn take_back(&mut self, at: usize, values: &[Self::Value; LANES]);
}

fn padded<T: Copy + Default>(rest: &[T]) -> [T; LANES] {
    let mut values = [T::default(); LANES];
    values[..rest.len()].copy_from_slice(rest);
    values
}

impl<T: Copy + Default + Sync + 'static> Lane for &[T] {
    type Value = T;
    type Block<'b> = &'b [T; LANES];
    const BYTES: [usize; 2] = [size_of::<T>(), 0];

    fn rows(&self) -> usize {
        self.len()
    }
    fn split(self, at: usize) -> (Self, Self) {
        self.split_at(at)
    }
    #[inline(always)]
    fn block(&mut self, at: usize) -> &[T; LANES] {
        self[at..].first_chunk().expect("a full block begins here")
    }
    fn padded(&self, at: usize) -> [T; LANES] {
        padded(&self[at..])
    }
    fn of_padded(values: &mut [T; LANES]) -> &[T; LANES] {
        values
    }
    fn take_back(&mut self, _at: usize, _values: &[T; LANES]) {}
}

impl<T: Copy + Default + Send + 'static> Lane for &mut [T] {
    type Value = T;
    type Block<'b> = &'b mut [T; LANES];
    const BYTES: [usize; 2] = [size_of::<T>(), size_of::<T>()];

    fn rows(&self) -> usize {
        self.len()
    }
    fn split(self, at: usize) -> (Self, Self) {
        self.split_at_mut(at)
    }
    #[inline(always)]
    fn block(&mut self, at: usize) -> &mut [T; LANES] {
        self[at..].first_chunk_mut().expect("a full block begins here")
    }
    fn padded(&self, at: usize) -> [T; LANES] {
        padded(&self[at..])
    }
    fn of_padded(values: &mut [T; LANES]) -> &mut [T; LANES] {
        values
    }
    fn take_back(&mut self, at: usize, values: &[T; LANES]) {
        let rest = &mut self[at..];
        rest.copy_from_slice(&values[..rest.len()]);
    }
}

/// Columns of one table: a tuple of [`Lane`]s.
pub trait Columns: Sized + Send {
    /// A block of each.
    type Block<'b>;
    /// Bytes a row that are read, and those that are written.
    const BYTES: [usize; 2];

    /// The number of rows.
    ///
    /// # Panics
    /// If the columns differ in length.
    fn rows(&self) -> usize;
    /// The first `at` rows, and the others.
    fn split(self, at: usize) -> (Self, Self);
    /// Shows the rule every block in order, the padded one last.
    fn each(self, rule: impl FnMut(Self::Block<'_>));
}

macro_rules! columns {
    ($($lane:ident $column:ident),+) => {
        // The padded block of a column goes by the name of its type.
        #[allow(non_snake_case)]
        impl<$($lane: Lane),+> Columns for ($($lane,)+) {
            type Block<'b> = ($($lane::Block<'b>,)+);
            const BYTES: [usize; 2] =
                [$($lane::BYTES[0] +)+ 0, $($lane::BYTES[1] +)+ 0];

            fn rows(&self) -> usize {
                let ($($column,)+) = self;
                let rows = [$($column.rows()),+];
                assert!(rows.iter().all(|&n| n == rows[0]), "columns of one table are equally long");
                rows[0]
            }

            fn split(self, at: usize) -> (Self, Self) {
                let ($($column,)+) = self;
                $(let $column = $column.split(at);)+
                (($($column.0,)+), ($($column.1,)+))
            }

            #[inline(always)]
            fn each(self, mut rule: impl FnMut(Self::Block<'_>)) {
                let rows = self.rows();
                let ($(mut $column,)+) = self;
                let mut at = 0;
                while at + LANES <= rows {
                    rule(($($column.block(at),)+));
                    at += LANES;
                }
                if at < rows {
                    $(let mut $lane = $column.padded(at);)+
                    rule(($($lane::of_padded(&mut $lane),)+));
                    $($column.take_back(at, &$lane);)+
                }
            }
        }
    };
}

columns!(A a);
columns!(A a, B b);
columns!(A a, B b, C c);
columns!(A a, B b, C c, D d);
columns!(A a, B b, C c, D d, E e);
columns!(A a, B b, C c, D d, E e, F f);
columns!(A a, B b, C c, D d, E e, F f, G g);
columns!(A a, B b, C c, D d, E e, F f, G g, H h);
columns!(A a, B b, C c, D d, E e, F f, G g, H h, I i);
columns!(A a, B b, C c, D d, E e, F f, G g, H h, I i, J j);
columns!(A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k);
columns!(A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l);
columns!(A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l, M m);
columns!(A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l, M m, N n);
columns!(A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l, M m, N n, O o);
columns!(A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l, M m, N n, O o, P p);

/// The sum of `values`, each as often as its row weighs.
///
/// It wraps without a check, so that many are added at a time: amounts below 2 to the power of 32
/// times weights that together stay below 2 to the power of 31 cannot reach the end of an `i64`.
#[inline(always)]
#[must_use]
pub fn weighted<T: Copy + Into<i64>>(weight: &[u32; LANES], values: &[T; LANES]) -> i64 {
    let mut sum = 0i64;
    for i in 0..LANES {
        sum = sum.wrapping_add(i64::from(weight[i]).wrapping_mul(values[i].into()));
    }
    sum
}

/// Whether one row at least of a block is `true`, asked of all at a time.
#[inline(always)]
#[must_use]
pub fn any(rows: &[bool; LANES]) -> bool {
    // A loop and not a fold: that may be left a call of its own, row by row.
    let mut any = false;
    for row in rows {
        any |= row;
    }
    any
}

/// Shows `rule` all rows of `columns`, block by block, and adds up what it counts.
///
/// # Panics
/// If the columns differ in length.
pub fn pass<C: Columns, S: Sums>(columns: C, rule: impl Fn(&mut S, C::Block<'_>) + Sync) -> S {
    let rows = columns.rows();
    traffic::note(rows, C::BYTES);
    part(columns, &rule, rows >= THREADED)
}

/// Halves the rows until they are few enough: the tree, and so the order of the sums, is the same
/// on any number of threads.
fn part<C: Columns, S: Sums>(
    columns: C,
    rule: &(impl Fn(&mut S, C::Block<'_>) + Sync),
    threaded: bool,
) -> S {
    let rows = columns.rows();
    if rows <= CHUNK {
        return widest(
            #[inline(always)]
            || chunk(columns, rule),
        );
    }
    let (one, other) = columns.split((rows / 2).next_multiple_of(CHUNK));
    let (mut sums, others) = if threaded {
        rayon::join(|| part(one, rule, true), || part(other, rule, true))
    } else {
        (part(one, rule, false), part(other, rule, false))
    };
    sums.add(others);
    sums
}

/// Does the work in the widest instructions that the processor has. With the feature `narrow` in
/// those that every processor has, since tools that count instructions do not know all others.
#[inline(always)]
pub(crate) fn widest<R>(work: impl FnOnce() -> R) -> R {
    if cfg!(feature = "narrow") { work() } else { Arch::new().dispatch(work) }
}

// Inlined into the caller, which is compiled once for each generation of processors.
#[inline(always)]
fn chunk<C: Columns, S: Sums>(columns: C, rule: &impl Fn(&mut S, C::Block<'_>)) -> S {
    let mut sums = S::default();
    columns.each(
        #[inline(always)]
        |block| rule(&mut sums, block),
    );
    sums
}

/// Does both, on two threads if there are two.
pub fn side_by_side(one: impl FnOnce() + Send, other: impl FnOnce() + Send) {
    rayon::join(one, other);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doubled_sum(rows: usize) -> (i64, Vec<u32>) {
        let weight: Vec<u32> = (0..rows as u32).map(|i| i % 7 + 1).collect();
        let mut grain: Vec<u32> = (0..rows as u32).map(|i| i % 1000).collect();
        let sum = pass((&weight[..], &mut grain[..]), |sum: &mut i64, (weight, grain)| {
            for i in 0..LANES {
                grain[i] *= 2;
                *sum += i64::from(grain[i]) * i64::from(weight[i]);
            }
        });
        (sum, grain)
    }

    #[test]
    fn every_row_is_seen_once_and_padding_counts_for_nothing() {
        for rows in [0, 1, LANES - 1, LANES, LANES + 1, CHUNK + 5, 3 * CHUNK + 17, THREADED + 3] {
            let (sum, grain) = doubled_sum(rows);
            let wanted = |i: u32| i % 1000 * 2;
            assert!(grain.iter().zip(0..).all(|(&kg, i)| kg == wanted(i)), "{rows}");
            let by_hand: i64 =
                (0..rows as u32).map(|i| i64::from(wanted(i)) * i64::from(i % 7 + 1)).sum();
            assert_eq!(sum, by_hand, "{rows}");
        }
    }

    #[test]
    fn the_order_of_the_sums_does_not_depend_on_threads() {
        let rough: Vec<f64> = (0..THREADED + 99).map(|i| (i as f64 * 0.618).fract()).collect();
        let sum = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| {
                pass((&rough[..],), |sum: &mut f64, (x,)| x.iter().for_each(|x| *sum += x))
            })
        };
        let one = sum(1).to_bits();
        assert!([2, 3, 7].iter().all(|&threads| sum(threads).to_bits() == one));
    }

    #[test]
    fn one_row_is_enough_and_none_is_too_few() {
        assert!(!any(&[false; LANES]));
        for row in 0..LANES {
            let mut rows = [false; LANES];
            rows[row] = true;
            assert!(any(&rows), "{row}");
        }
    }

    #[test]
    #[should_panic(expected = "equally long")]
    fn columns_of_different_length_are_no_table() {
        pass((&[1u8, 2][..], &[1u8][..]), |_: &mut (), _| {});
    }
}
