//! Classes, ideas, nations: who gains weight, what they feel, what they press for.

pub mod weigh_prospects;

pub use weigh_prospects::WeighProspects;
