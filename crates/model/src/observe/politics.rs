//! What is read off politics: its variables and the weights of the feedback loops. None of them is
//! regional, and they stand at the end of the record.

use society::Society;

use crate::loops::{Gains, LOOPS};
use crate::record::Record;
use crate::variables::{Count, POLITICS};

/// Writes the month into the record.
pub(super) fn note(s: &Society, month: usize, record: &mut Record, gains: &mut Gains) {
    let count = Count::take(s);
    let first = record.cells.len() - POLITICS.len() - LOOPS.len();
    for (place, read) in POLITICS.iter().enumerate() {
        record.values[(first + place) * record.months + month] = (read.value)(s, &count);
    }
    if let Some(shares) = gains.note(&s.influences) {
        let first = record.cells.len() - LOOPS.len();
        for (place, share) in shares.into_iter().enumerate() {
            record.values[(first + place) * record.months + month] = share;
        }
    }
}
