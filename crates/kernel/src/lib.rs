//! The alphabet of the model: quantities with units, months, ids, columns and chance.
//!
//! This crate knows no history. Nothing here would change for another country or another age.

pub mod chance;
pub mod curves;
pub mod groups;
pub mod month;
pub mod parameter;
pub mod pass;
pub mod quantity;
pub mod saved;
pub mod squares;
pub mod sums;
pub mod table;
pub mod traffic;
pub mod whole;

pub use chance::{Dice, Lineage, Throw};
pub use groups::each_group;
pub use month::Month;
pub use parameter::{Declared, Parameters, Prior};
pub use pass::{LANES, any, pass, weighted};
pub use quantity::{GoldKopecks, Goods, Hectares, Kilograms, People};
pub use squares::Squares;
pub use sums::exact;
pub use table::{Column, Id, Turnover};
pub use traffic::{Traffic, traffic};
pub use whole::whole;
