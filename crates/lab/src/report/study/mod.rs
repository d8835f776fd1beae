//! The report of a study: which scenario moves which outcome under which theory, beside what the
//! lecture and its rivals expect.
//!
//! Everything is said from [`Study`], as a page ([`html`]) and as Markdown for the documentation
//! ([`markdown`]).

mod filled;
mod markdown;
mod page;

#[cfg(test)]
mod tests;

pub use markdown::markdown;
pub use page::html;

use super::pair::headline_signed as signed;

/// A study as its report needs it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Study {
    /// Id of the study.
    pub id: String,
    /// Title for the reader.
    pub title: String,
    /// The question it answers.
    pub question: String,
    /// Draws of every arm.
    pub draws: usize,
    /// Seed of all chance.
    pub seed: u64,
    /// Hash of the engine.
    pub engine: String,
    /// Hash of the evidence.
    pub evidence: String,
    /// The command that makes the same study.
    pub rerun: String,
    /// The columns: a theory, with a freedom of decisions where there are several.
    pub columns: Vec<Column>,
    /// The rows, in the order of the study.
    pub hinges: Vec<Hinge>,
}

/// A theory under which every hinge was lived.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    /// Short name.
    pub name: String,
    /// Title for the reader.
    pub title: String,
}

/// A scenario with what its author says, and what came of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hinge {
    /// Name of the scenario.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Id in the ledger, as H05; may be empty.
    pub hinge: String,
    /// What is changed.
    pub antecedent: String,
    /// What the lecture expects.
    pub lecture: String,
    /// What rivals expect.
    pub rivals: String,
    /// Whether contemporaries had the choice.
    pub live_option: String,
    /// What a reader must know besides; here stands why it may do nothing.
    pub note: String,
    /// What came of it, a cell for each column; none where it was not lived.
    pub cells: Vec<Option<Cell>>,
}

/// A hinge under a theory, beside the baseline with the same luck.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// Pairs of draws.
    pub draws: usize,
    /// Pairs in which nothing that is kept differs.
    pub identical: usize,
    /// O1 to O8.
    pub outcomes: Vec<Change>,
    /// Decisions that fall otherwise in some draw: id and number of draws.
    pub decisions: Vec<(String, usize)>,
}

/// An outcome in both arms.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Change {
    /// O1 to O8.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Draws of the baseline in which it holds.
    pub before: usize,
    /// Draws of the arm.
    pub after: usize,
    /// Draws in which it holds in the arm alone.
    pub brought: usize,
    /// Draws in which it holds in the baseline alone.
    pub ended: usize,
    /// Lower end of the 80 per cent interval of the change of its share, -1 to 1.
    pub low80: f64,
    /// Upper end.
    pub high80: f64,
}

impl Change {
    /// Change of the share in draws of a hundred.
    fn points(&self, draws: usize) -> f64 {
        100.0 * (self.after as f64 - self.before as f64) / draws.max(1) as f64
    }

    /// Whether the interval leaves zero out.
    fn sure(&self) -> bool {
        self.low80 > 0.0 || self.high80 < 0.0
    }

    /// `+12*`: draws of a hundred, with a star where the interval leaves zero out.
    fn short(&self, draws: usize) -> String {
        let star = if self.sure() { "*" } else { "" };
        format!("{}{star}", signed(libm::round(self.points(draws))))
    }
}

impl Cell {
    /// The outcome that changes most, if any does.
    fn most(&self) -> Option<&Change> {
        let moved = |change: &&Change| change.brought + change.ended > 0;
        let size = |change: &Change| change.points(self.draws).abs();
        self.outcomes.iter().filter(moved).max_by(|a, b| size(a).total_cmp(&size(b)))
    }

    /// Whether some outcome changes beyond what sampling leaves open.
    fn matters(&self) -> bool {
        self.outcomes.iter().any(Change::sure)
    }

    /// What came of it, in a few words with counts.
    fn words(&self) -> String {
        if self.identical == self.draws {
            return format!("the same in all {} draws", self.draws);
        }
        let one = |change: &&Change| {
            let counts = format!("{} to {} of {}", change.before, change.after, self.draws);
            format!("{} {} ({counts})", change.id, change.short(self.draws))
        };
        let mut moved: Vec<&Change> =
            self.outcomes.iter().filter(|change| change.brought + change.ended > 0).collect();
        moved.sort_by(|a, b| b.points(self.draws).abs().total_cmp(&a.points(self.draws).abs()));
        match moved.is_empty() {
            true => format!("no outcome in any of {} draws", self.draws),
            false => moved.iter().take(3).map(one).collect::<Vec<_>>().join("; "),
        }
    }
}

impl Hinge {
    fn lived(&self) -> impl Iterator<Item = &Cell> {
        self.cells.iter().flatten()
    }

    /// Whether no outcome changes in any draw under any theory.
    fn does_nothing(&self) -> bool {
        self.lived().all(|cell| cell.most().is_none())
    }

    /// Why it does nothing, as far as the runs and the author tell.
    fn why_nothing(&self) -> String {
        let identical = self.lived().all(|cell| cell.identical == cell.draws);
        let seen = match identical {
            true => {
                "Nothing that is kept differs in any draw: what it changes reaches no mechanism \
                     that the outcomes rest on, or was in force anyway."
            }
            false => {
                "Numbers differ, but in no draw so far that a condition of an outcome is crossed."
            }
        };
        if self.note.is_empty() { seen.to_owned() } else { format!("{seen} {}", self.note) }
    }
}

impl Study {
    /// Cells that were lived, cells with a sure change.
    fn counts(&self) -> (usize, usize) {
        let cells = || self.hinges.iter().flat_map(Hinge::lived);
        (cells().count(), cells().filter(|cell| cell.matters()).count())
    }

    /// The hinges that matter under a column, the largest change first: name and words.
    fn matter(&self, column: usize) -> Vec<(String, String)> {
        let of = |hinge: &Hinge| hinge.cells.get(column).cloned().flatten();
        let mut found: Vec<(f64, String, String)> = (self.hinges.iter())
            .filter_map(|hinge| Some((hinge, of(hinge)?)))
            .filter(|(_, cell)| cell.matters())
            .map(|(hinge, cell)| {
                let size = cell.most().map_or(0.0, |change| change.points(cell.draws).abs());
                (size, hinge.name.clone(), cell.words())
            })
            .collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        found.into_iter().map(|(_, name, words)| (name, words)).collect()
    }

    /// How the tables are read.
    fn how_to_read(&self) -> String {
        let (cells, sure) = self.counts();
        format!(
            "Each cell lives {} draws of the scenario beside the same draws of the baseline, with the \
             same luck, and gives the change of the share of draws in which an outcome holds at the \
             end, in draws of a hundred. A star: the 80\u{a0}% interval for paired draws leaves zero \
             out. Of {cells} cells {sure} have a star on at least one of eight outcomes; where nothing \
             but luck differs an interval leaves zero out by chance up to once in five, so that a \
             single star proves little. The same 80\u{a0}% is used throughout.",
            self.draws
        )
    }
}
