//! Tables as columns: one vector a fact, indexed only by the id of its own table.

use std::marker::PhantomData;
use std::ops::{Index, IndexMut, Range};

use crate::pass::gather;

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
        T: Copy + Send + Sync,
    {
        self.values = gather(&self.values, order);
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
