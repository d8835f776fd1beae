//! The lab: scenarios, ensembles, facts, and what a run leaves behind.
//!
//! A [`Scenario`] is a patch on history. A [`Request`] says how often to live it; [`run`] lives it
//! and gives an [`Ensemble`]. The rest reads ensembles: [`summary`] bands, [`record`] points to hold
//! them against, [`facts`] verdicts, [`politics`] outcomes, scores of votes, who directs whom and
//! loops, [`headlines`] a first screen, [`folder`] the files of a run.

pub mod bench;
pub mod cite;
pub mod compare;
pub mod decisions;
pub mod directs;
pub mod diverge;
pub mod dominance;
pub mod ensemble;
pub mod error;
pub mod explain;
pub mod export;
pub mod facts;
pub mod folder;
pub mod hashes;
pub mod headlines;
pub mod long;
pub mod outcomes;
pub mod pair;
pub mod politics;
pub mod posterior;
pub mod problems;
pub mod record;
pub mod reference;
pub mod replay;
pub mod report;
pub mod request;
pub mod scenario;
pub mod store;
pub mod study;
pub mod summary;

#[cfg(test)]
mod testing;

pub use ensemble::{DrawResult, Ensemble, Progress, Silent, run};
pub use error::LabError;
pub use facts::{CheckResult, Verdict, judge};
pub use folder::Written;
pub use hashes::Hashes;
pub use headlines::{Headline, headlines};
pub use long::Microdata;
pub use outcomes::{Outcome, Share, outcomes, shares};
pub use pair::{Pair, PairRequest, pair};
pub use politics::Politics;
pub use problems::{Problem, Problems};
pub use record::{Point, points};
pub use reference::{About, PairAbout, Reference};
pub use request::Request;
pub use scenario::{Action, Assume, Belief, Deed, Layer, Scenario, history, load, shipped};
pub use summary::{Band, band};
