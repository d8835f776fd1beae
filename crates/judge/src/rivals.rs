//! The rival accounts on equal terms: the same free parameters, the same rows to learn from, the
//! same years to be judged on.
//!
//! Each account is a setting of the switches, held while the free parameters are fitted to the rows
//! up to a date. What it then says of later rows is scored beside the *central* account, whose
//! switches stand at the centre of their priors. An account that names no mechanism for a series is
//! scored with the null for that series: the central account's forecast.

mod accounts;
mod compare;
mod deciding;
mod discriminate;
mod files;
mod finished;
mod layout;
mod live;
mod page;
mod score;
mod speaks;
mod weigh;

pub use accounts::{Account, CENTRAL, accounts};
pub use compare::{Comparison, Form, Request, Scored, compare};
pub use deciding::{Deciding, Exists};
pub use discriminate::{Answer, Reproduced};
pub use files::{prepare, write};
pub use page::{numbers_of, page, statement};
pub use score::{Part, Unit, paired};
pub use weigh::{Interval, Weights, difference, weights};

#[cfg(test)]
mod tests;
