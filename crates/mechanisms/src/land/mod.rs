//! The land: sowing, harvest, food and feed, animals, and who holds how much.

pub mod divide_households;
pub mod eat;
pub mod harvest;
pub mod lease_and_hire;
pub mod raise_livestock;
pub mod share_land;
pub mod sow;

pub use divide_households::DivideHouseholds;
pub use eat::Eat;
pub use harvest::Harvest;
pub use lease_and_hire::LeaseAndHire;
pub use raise_livestock::RaiseLivestock;
pub use share_land::ShareLand;
pub use sow::Sow;
