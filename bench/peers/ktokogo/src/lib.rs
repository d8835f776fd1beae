//! The peasant market: a small model of a country, to hold ktokogo's kernel beside other simulators.
//!
//! Its rules are those of `bench/peers/SPEC.md` (PM-1) and `bench/peers/SPEC-PM2.md` (PM-2). Each rule is
//! a mechanism with its parameters and a pure function of one household; the page of the month puts
//! them in order; the kernel hands out the columns in blocks and divides them between threads.

pub mod country;
pub mod districts;
pub mod households;
pub mod market;
pub mod mechanisms;
pub mod meet;
pub mod month;
pub mod queue;
pub mod report;
pub mod split;

pub use country::Country;
pub use districts::Districts;
pub use market::Region;
pub use month::Rules;
