//! The report of a run: figures, and one page that needs no network.
//!
//! A [`Chart`] is data only. One renderer draws it as SVG for files, for a wide page and for a
//! narrow one; the table twin, the CSV and the words come from the same data. [`html`] puts all
//! that a reader needs on one page that works offline, without scripts, in print and for a screen
//! reader.

mod axis;
mod build;
mod catalogue;
mod chart;
mod decisions_part;
mod document;
mod facts_part;
mod html;
mod lists;
mod measure;
mod network;
mod numbers;
mod outcomes_part;
pub mod pair;
mod panel;
mod politics;
mod politics_words;
mod provenance;
mod render;
pub mod study;
mod svg;
mod table;
mod words;

#[cfg(test)]
mod tests;

pub use build::figures;
pub use chart::{
    Bounds, Chart, Entry, Flag, Form, Line, Mark, PERIODS, Panel, Period, Scale, Spread,
};
pub use document::document;
pub use html::html;
pub use network::svg as network;
pub use render::{Page, render};
pub use table::Table;

use evidence::Evidence;

use crate::ensemble::Ensemble;
use crate::facts::Verdict;
use crate::headlines::Headline;
use crate::politics::Politics;

/// One figure of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Name in files and addresses.
    pub name: String,
    /// What is shown.
    pub title: String,
    /// The chart as a file of its own.
    pub svg: String,
    /// What it shows in one or two sentences with numbers.
    pub finding: String,
    /// Draws, statistic, seed and version.
    pub caption: String,
    /// The chart in words.
    pub alt: String,
    /// The table twin.
    pub table: Table,
    /// The data.
    pub chart: Chart,
}

/// All that goes into the page of a report.
#[derive(Clone, Debug)]
pub struct ReportInput<'a> {
    /// The runs.
    pub ensemble: &'a Ensemble,
    /// The evidence they were held against.
    pub evidence: &'a Evidence,
    /// The stylised facts, judged.
    pub verdicts: &'a [Verdict],
    /// The quantities of the first table.
    pub headlines: &'a [Headline],
    /// Outcomes, decisions, who directs whom, loops.
    pub politics: &'a Politics,
    /// The figures.
    pub figures: &'a [Figure],
    /// The command that makes the same report.
    pub rerun: String,
}
