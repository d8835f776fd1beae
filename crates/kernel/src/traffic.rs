//! What passes over rows went through, for benchmarks.

use std::cell::Cell;

/// What passes went through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Rows, once for each pass over them.
    pub rows: u64,
    /// Bytes read.
    pub read: u64,
    /// Bytes written.
    pub written: u64,
}

impl Traffic {
    /// What came after `before`, an earlier reading on the same thread.
    #[must_use]
    pub fn since(self, before: Traffic) -> Traffic {
        Traffic {
            rows: self.rows - before.rows,
            read: self.read - before.read,
            written: self.written - before.written,
        }
    }
}

thread_local! {
    static TRAFFIC: Cell<Traffic> = const { Cell::new(Traffic { rows: 0, read: 0, written: 0 }) };
}

/// What all passes begun on this thread have gone through so far. It is for benchmarks, which divide
/// it by the time; nothing of a run depends on it.
pub fn traffic() -> Traffic {
    TRAFFIC.get()
}

pub(crate) fn note(rows: usize, [read, written]: [usize; 2]) {
    let before = TRAFFIC.get();
    TRAFFIC.set(Traffic {
        rows: before.rows + rows as u64,
        read: before.read + (rows * read) as u64,
        written: before.written + (rows * written) as u64,
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pass;

    #[test]
    fn what_is_changed_is_read_and_written() {
        let before = traffic();
        pass((&[1u8; 5][..], &mut [0u32; 5][..]), |_: &mut (), _| {});
        assert_eq!(traffic().since(before), Traffic { rows: 5, read: 25, written: 20 });
    }
}
