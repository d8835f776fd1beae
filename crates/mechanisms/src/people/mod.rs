//! People: births, deaths, moves between village and town, and the army.

pub mod be_born_and_die;
pub mod migrate;
pub mod mobilise;

pub use be_born_and_die::BeBornAndDie;
pub use migrate::Migrate;
pub use mobilise::Mobilise;

/// Mouths beyond which a household takes nobody in: they are counted in a `u8`, which holds 255.
/// A guard of the table, not a belief about families.
pub(crate) const MOST_MOUTHS: u8 = 200;
