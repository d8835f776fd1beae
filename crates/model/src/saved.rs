//! A life written down between two months, and read again: it goes on as if it had not been
//! interrupted, to the same bits.
//!
//! What the plan and the evidence give is not written; a life is read again under the same plan and
//! the same evidence, for which whoever keeps the bytes must vouch.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fmt;
use std::io::{self, Write};

use evidence::Evidence;
use kernel::Month;
use serde::{Deserialize, Serialize};
use society::Society;

use crate::books::Stocks;
use crate::conditional::Waiting;
use crate::docket::Chosen;
use crate::life::Life;
use crate::loops::Gains;
use crate::observe::Observer;
use crate::record::Record;
use crate::run::{LAST, Plan, Run, Stop};

/// All that a life knows between two months.
#[derive(Serialize, Deserialize)]
struct Saved<'a> {
    now: Month,
    society: Cow<'a, Society>,
    closing: Cow<'a, Option<Stocks>>,
    chosen: Cow<'a, Chosen>,
    waiting: Cow<'a, Waiting>,
    left_village: Cow<'a, VecDeque<f64>>,
    gains: Cow<'a, Gains>,
    record: Cow<'a, Record>,
}

/// Why bytes are not a life under this plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable(String);

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unreadable {}

/// A writer that remembers why it failed: the format only says that it did.
struct Remembering<W> {
    to: W,
    failed: Option<io::Error>,
}

impl<W: Write> Write for Remembering<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.to.write(bytes).map_err(|error| {
            let kind = error.kind();
            if kind != io::ErrorKind::Interrupted {
                self.failed = Some(error);
            }
            kind.into()
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

impl<'a> Life<'a> {
    /// Writes the life down as it stands between two months, piece by piece. Mechanisms that were
    /// switched off on the way, beside those of the plan, are not written.
    ///
    /// # Errors
    /// A writer that fails.
    pub fn save(&self, to: impl Write) -> io::Result<()> {
        let (closing, chosen, waiting) = self.run.memory();
        let (left_village, gains) = self.observer.memory();
        let saved = Saved {
            now: self.run.now,
            society: Cow::Borrowed(&self.run.society),
            closing: Cow::Borrowed(closing),
            chosen: Cow::Borrowed(chosen),
            waiting: Cow::Borrowed(waiting),
            left_village: Cow::Borrowed(left_village),
            gains: Cow::Borrowed(gains),
            record: Cow::Borrowed(&self.record),
        };
        let mut to = Remembering { to, failed: None };
        match postcard::to_io(&saved, &mut to) {
            Ok(_) => Ok(()),
            Err(error) => Err(to.failed.unwrap_or_else(|| io::Error::other(error))),
        }
    }

    /// Reads a life that was written under the same plan and evidence.
    ///
    /// # Errors
    /// Bytes that are no life, or one that does not fit the plan.
    pub fn restore(
        bytes: &[u8],
        plan: &'a Plan,
        evidence: &Evidence,
    ) -> Result<Life<'a>, Unreadable> {
        let saved: Saved<'_> =
            postcard::from_bytes(bytes).map_err(|error| Unreadable(error.to_string()))?;
        let society = saved.society.into_owned();
        let observer = Observer::new(evidence, &society)
            .remembering(saved.left_village.into_owned(), saved.gains.into_owned());
        let (closing, chosen) = (saved.closing.into_owned(), saved.chosen.into_owned());
        let memory = (closing, chosen, saved.waiting.into_owned());
        let run = Run::go_on(plan, saved.now, society, memory).map_err(|stop| match stop {
            Stop::BadStart(what) => Unreadable(what),
            other => Unreadable(other.to_string()),
        })?;
        Ok(Life { run, observer, record: saved.record.into_owned(), until: plan.until.min(LAST) })
    }
}

#[cfg(test)]
#[path = "saved_tests.rs"]
mod tests;
