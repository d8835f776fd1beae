//! Unrest in the villages and its suppression.

pub mod rise;
pub mod suppress;

pub use rise::Rise;
pub use suppress::Suppress;
