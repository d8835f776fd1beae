//! The evidence of the repository, and sets with one thing wrong.

mod audits;
mod decisions;
mod embedded;
mod folder;
mod reading;
