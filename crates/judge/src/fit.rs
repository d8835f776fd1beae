//! Parameters learned from the record up to a date, and how far that can be believed.

pub mod carry_out;
pub mod files;
pub mod free;
mod groups;
pub mod learn;
mod page;
pub mod plan;
pub mod recovery;
pub mod results;
pub mod smooth;

pub use carry_out::{Fitted, carry_out};
pub use free::Free;
pub use learn::{Effort, Learned, learn};
pub use plan::Plan;
pub use results::{Change, Coverage};
pub use smooth::Aim;
