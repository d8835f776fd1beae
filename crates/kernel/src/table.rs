//! Tables as columns: one vector a fact, indexed only by the id of its own table.

use std::marker::PhantomData;
use std::ops::{Index, IndexMut, Range};

/// The row number of a `Row` in its table. A household's id cannot index a region's column.
pub struct Id<Row> {
    number: u32,
    row: PhantomData<fn() -> Row>,
}

impl<Row> std::fmt::Debug for Id<Row> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "row {}", self.number)
    }
}
impl<Row> Clone for Id<Row> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<Row> Copy for Id<Row> {}
impl<Row> PartialEq for Id<Row> {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}
impl<Row> Eq for Id<Row> {}

impl<Row> Id<Row> {
    /// The id of row `number`.
    pub const fn new(number: usize) -> Self {
        Id { number: number as u32, row: PhantomData }
    }

    /// The row number.
    #[inline]
    pub const fn number(self) -> usize {
        self.number as usize
    }
}

/// One fact about every row of a table.
pub struct Column<Row, T> {
    values: Vec<T>,
    row: PhantomData<fn() -> Row>,
}

// Written out, because derived they would ask that the row type itself be cloned and compared.
impl<Row, T: Clone> Clone for Column<Row, T> {
    fn clone(&self) -> Self {
        Column::new(self.values.clone())
    }
}
impl<Row, T: PartialEq> PartialEq for Column<Row, T> {
    fn eq(&self, other: &Self) -> bool {
        self.values == other.values
    }
}
impl<Row, T: std::fmt::Debug> std::fmt::Debug for Column<Row, T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.values.fmt(f)
    }
}

impl<Row, T> Default for Column<Row, T> {
    fn default() -> Self {
        Column { values: Vec::new(), row: PhantomData }
    }
}

impl<Row, T> Column<Row, T> {
    /// A column with these values, in row order.
    pub fn new(values: Vec<T>) -> Self {
        Column { values, row: PhantomData }
    }

    /// A column of `rows` equal values.
    pub fn filled(value: T, rows: usize) -> Self
    where
        T: Clone,
    {
        Column::new(vec![value; rows])
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether the table has no rows.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The ids of all rows, in order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = Id<Row>> + use<Row, T> {
        (0..self.values.len()).map(Id::new)
    }

    /// The values as one slice, for passes over the whole column.
    #[inline]
    pub fn all(&self) -> &[T] {
        &self.values
    }

    /// The values as one slice that may be written.
    #[inline]
    pub fn all_mut(&mut self) -> &mut [T] {
        &mut self.values
    }

    /// The values of these rows, for a [`pass`](crate::pass()).
    #[inline]
    pub fn of(&self, rows: &Range<usize>) -> &[T] {
        &self.values[rows.clone()]
    }

    /// The values of these rows, for a [`pass`](crate::pass()) that changes them.
    #[inline]
    pub fn of_mut(&mut self, rows: &Range<usize>) -> &mut [T] {
        &mut self.values[rows.clone()]
    }

    /// Adds a row at the end.
    pub fn push(&mut self, value: T) {
        self.values.push(value);
    }

    /// Sets every row to `value`.
    pub fn fill(&mut self, value: T)
    where
        T: Clone,
    {
        self.values.fill(value);
    }

    /// The sum over all rows.
    pub fn total(&self) -> T
    where
        T: Copy + std::iter::Sum<T>,
    {
        self.values.iter().copied().sum()
    }

    /// Replaces the rows by those numbered in `order`, in that order.
    pub fn reorder(&mut self, order: &[u32])
    where
        T: Copy,
    {
        self.values = order.iter().map(|&row| self.values[row as usize]).collect();
    }

    /// Strikes off the rows numbered in `gone`, which rises. The others keep their order, and the
    /// column keeps its room for new ones.
    pub fn strike_off(&mut self, gone: &[usize])
    where
        T: Copy,
    {
        let Some(&first) = gone.first() else { return };
        let mut to = first;
        for (i, &row) in gone.iter().enumerate() {
            let next = gone.get(i + 1).copied().unwrap_or(self.values.len());
            self.values.copy_within(row + 1..next, to);
            to += next - row - 1;
        }
        self.values.truncate(to);
    }

    /// Strikes off and adds rows, group by group: a new row begins as a copy of the one it comes from
    /// and stands at the end of its group.
    pub fn turn_over(&mut self, turnover: &Turnover)
    where
        T: Copy,
    {
        let born: Vec<T> = turnover.from.iter().map(|&row| self.values[row]).collect();
        let Some(&last) = born.last() else { return self.strike_off(&turnover.gone) };
        self.strike_off(&turnover.gone);
        self.values.resize(self.values.len() + born.len(), last);
        let mut before = born.len();
        for group in turnover.groups.iter().rev() {
            let new = before - group.born..before;
            before = new.start;
            self.values.copy_within(group.rows.clone(), group.rows.start + before);
            let at = group.rows.end + before;
            self.values[at..at + group.born].copy_from_slice(&born[new]);
        }
    }
}

/// Which rows of a table in groups go, and which new ones come.
#[derive(Clone, Debug, Default)]
pub struct Turnover {
    /// Rows that are struck off, rising.
    gone: Vec<usize>,
    /// The rows that new ones come from, group by group.
    from: Vec<usize>,
    groups: Vec<Group>,
}

#[derive(Clone, Debug)]
struct Group {
    /// Its rows when those that go are struck off and none has come.
    rows: Range<usize>,
    /// How many new ones.
    born: usize,
}

impl Turnover {
    /// Adds the next group: its rows as they stand, those of them that go, and those that new ones
    /// come from; both rise, and none is in both. Returns its rows to be, the new ones last.
    pub fn group(&mut self, rows: Range<usize>, gone: &[usize], from: &[usize]) -> Range<usize> {
        let start = rows.start - self.gone.len();
        self.gone.extend(gone);
        let end = rows.end - self.gone.len();
        let before = self.from.len();
        self.from.extend(from);
        self.groups.push(Group { rows: start..end, born: from.len() });
        start + before..end + self.from.len()
    }

    /// Whether nothing goes and nothing comes.
    pub fn is_empty(&self) -> bool {
        self.gone.is_empty() && self.from.is_empty()
    }
}

impl<Row, T> Index<Id<Row>> for Column<Row, T> {
    type Output = T;
    #[inline]
    fn index(&self, id: Id<Row>) -> &T {
        &self.values[id.number()]
    }
}

impl<Row, T> IndexMut<Id<Row>> for Column<Row, T> {
    #[inline]
    fn index_mut(&mut self, id: Id<Row>) -> &mut T {
        &mut self.values[id.number()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Region;

    #[test]
    fn a_column_is_read_by_its_own_ids() {
        let mut prices: Column<Region, f64> = Column::filled(1.0, 3);
        let second = Id::new(1);
        prices[second] = 2.5;
        assert_eq!(prices.total(), 4.5);
        assert_eq!(prices.ids().count(), 3);
        prices.reorder(&[1, 1]);
        assert_eq!(prices.all(), &[2.5, 2.5]);
    }

    #[test]
    fn rows_go_and_come_group_by_group() {
        let mut rows: Column<Region, usize> = Column::new((0..9).collect());
        let mut turnover = Turnover::default();
        assert_eq!(turnover.group(0..3, &[1], &[0, 2]), 0..4);
        assert_eq!(turnover.group(3..5, &[3, 4], &[]), 4..4);
        assert_eq!(turnover.group(5..9, &[], &[8]), 4..9);
        rows.turn_over(&turnover);
        assert_eq!(rows.all(), [0, 2, 0, 2, 5, 6, 7, 8, 8]);
        let mut same = rows.clone();
        same.turn_over(&Turnover::default());
        assert!(same == rows && Turnover::default().is_empty() && !turnover.is_empty());
    }

    #[test]
    fn the_rows_that_are_not_struck_off_keep_their_order() {
        for gone in [&[][..], &[0], &[6], &[0, 1, 4, 6], &[2, 3], &[0, 1, 2, 3, 4, 5, 6]] {
            let mut rows: Column<Region, usize> = Column::filled(0, 0);
            (0..7).for_each(|i| rows.push(i));
            rows.strike_off(gone);
            let stay: Vec<usize> = (0..7).filter(|i| !gone.contains(i)).collect();
            assert_eq!(rows.all(), stay);
        }
    }
}
