//! People: births, deaths, moves between village and town, and the army.

pub mod be_born_and_die;
pub mod migrate;
pub mod mobilise;

pub use be_born_and_die::BeBornAndDie;
pub use migrate::Migrate;
pub use mobilise::Mobilise;
