//! History as judge: how far the numbers of the model can be trusted.
//!
//! [`rows`] are the numbers of the record that a run is held against, [`World::live`] lives many
//! runs under parameters that somebody chose and keeps only what is measured of each. The rest asks
//! questions of such lives.

pub mod ablation;
pub mod audit;
pub mod discrepancy;
pub mod fit;
pub mod kept;
pub mod lives;
pub mod rivals;
pub mod rows;
pub mod score;
pub mod sense;

pub use discrepancy::Discrepancy;
pub use lives::{Design, World};
pub use rows::{Row, Scale, rows};
