//! Parameters learned from the record up to a date, and how far that can be believed.

pub mod free;
mod keep;
pub mod learn;
pub mod misfit;
pub mod smooth;

pub use free::Free;
pub use learn::{Effort, Learned, learn};
pub use misfit::{Discrepancy, Grant};
pub use smooth::Aim;
