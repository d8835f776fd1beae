//! Which parameters and mechanisms the numbers of a run hang on.
//!
//! Three ways to ask: elementary effects ([`morris`]) find the many factors that do little with few
//! runs, shares of the variance ([`sobol`]) say how much goes with each of a few, and shifts of the
//! distribution ([`pawn`]) ask nothing of variances. Each index has a 95 per cent interval by the
//! bootstrap, and each answer a verdict whether the sample was large enough. The estimators take a
//! design and the outputs at its points, whatever made them; [`ask`] has the model live the points.

mod ask;
mod chance;
pub mod factors;
pub mod files;
pub mod morris;
pub mod outputs;
pub mod pawn;
pub mod resample;
pub mod sobol;

#[cfg(test)]
mod tests;

pub use ask::{Measured, Method, Question, Sense, Sensed, lives, sense};
pub use factors::{Cube, Factor};
pub use outputs::Output;

use lab::Progress;

/// Progress of a part of some work: the whole is begun and ended elsewhere.
pub(crate) struct Part<'a> {
    /// The whole.
    pub whole: &'a dyn Progress,
    /// Months that were lived before this part.
    pub before: u64,
}

impl Progress for Part<'_> {
    fn start(&self, _: u64) {}

    fn advance(&self, done: u64) {
        self.whole.advance(self.before + done);
    }

    fn finish(&self) {}
}
