//! The report of a pair of worlds: what was asked, what differs, why, and how sure it is.
//!
//! [`figures`] builds the figures of a pair; each draws itself as SVG, as a table and as text for a
//! terminal from the same data. [`html`] puts them into a page of twelve parts that needs no network.

mod answer;
mod bars;
mod checks;
mod deeds;
mod difference;
mod discovery;
mod divergence;
mod events;
mod fact_parts;
mod figure;
mod flow;
mod headline;
mod page;
mod parts;
mod rows;
mod settings;
mod sides;
mod text;
mod why_part;

#[cfg(test)]
mod tests;

pub use figure::Figure;
pub use headline::Headline;
pub(super) use headline::signed as headline_signed;
pub use page::html;
pub(super) use rows::{save as saved, table_of};

use evidence::Evidence;

use crate::error::LabError;
use crate::facts::{self, Verdict};
use crate::folder::Pages;
use crate::pair::Pair;
use crate::report::Page;

/// What brought a part of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// What somebody does in the changed world.
    Action,
    /// What the changed world assumes otherwise.
    Assumption,
    /// How far the bodies of the party are free in it.
    Freedom,
    /// A mechanism that carries it on.
    Mechanism,
    /// What two or more bring only together.
    Interaction,
    /// What is not laid to any of them.
    Rest,
}

impl Kind {
    /// The word for the reader.
    pub const fn word(self) -> &'static str {
        match self {
            Kind::Action => "action",
            Kind::Assumption => "assumption",
            Kind::Freedom => "freedom",
            Kind::Mechanism => "mechanism",
            Kind::Interaction => "interaction",
            Kind::Rest => "rest",
        }
    }
}

/// A part of a difference, laid to one cause. The unit is that of the difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// Name of the action or mechanism.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Median over the draws.
    pub median: f64,
    /// 10 per cent of draws lie below.
    pub low80: f64,
    /// 10 per cent lie above.
    pub high80: f64,
    /// Grade of the evidence for the link; empty if it has none.
    pub grade: String,
}

/// A difference taken apart into its causes.
#[derive(Clone, Debug, PartialEq)]
pub struct Decomposition {
    /// What was taken apart: the quantity and the months.
    pub of: String,
    /// Its unit.
    pub unit: String,
    /// How, in a few words.
    pub method: String,
    /// The same at length, with what it does not say; may be empty.
    pub limits: String,
    /// Draws over which the intervals are taken.
    pub draws: usize,
    /// The parts.
    pub shares: Vec<Share>,
}

/// All that goes into the figures and the page of a pair.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The two worlds.
    pub pair: &'a Pair,
    /// The evidence they were held against.
    pub evidence: &'a Evidence,
    /// The stylised facts, judged in the base.
    pub verdicts: &'a [Verdict],
    /// The difference taken apart, if that was done.
    pub decomposition: Option<&'a Decomposition>,
    /// The command that makes the same pair.
    pub rerun: &'a str,
}

/// The figures of a pair, in the order of the page.
pub fn figures(input: &Input<'_>) -> Vec<Figure> {
    let headline = Headline::of(input.pair);
    let all = [
        Some(difference::figure(input, &headline)),
        Some(flow::figure(input)),
        Some(events::figure(input)),
        sides::figure(input),
        input.decomposition.map(|parts| bars::figure(input, parts)),
        Some(divergence::figure(input)),
    ];
    all.into_iter().flatten().collect()
}

/// The figures and the page of a pair, for its folder.
///
/// # Errors
/// Evidence whose targets cannot be read.
pub fn pages(
    pair: &Pair,
    evidence: &Evidence,
    decomposition: Option<&Decomposition>,
    rerun: &str,
) -> Result<(Pages, Vec<Figure>), LabError> {
    let verdicts = &facts::judge(evidence, &pair.base).map_err(LabError::Evidence)?;
    let input = Input { pair, evidence, verdicts, decomposition, rerun };
    let drawn = figures(&input);
    let html = html(&input, &drawn);
    let files = drawn.iter().map(|figure| (figure.name.clone(), figure.svg(Page::File)));
    Ok((Pages { figures: files.collect(), html }, drawn))
}
