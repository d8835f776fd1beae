//! The model: the page of the month, the run, the books, and what is observed.

pub mod agenda;
pub mod books;
pub mod circle;
pub mod conditional;
pub mod docket;
pub mod domains;
pub mod edges;
pub mod instruments;
pub mod life;
pub mod loops;
pub mod month;
pub mod network;
pub mod observe;
pub mod page;
pub mod parting;
pub mod record;
pub mod roster;
pub mod run;
pub mod saved;
pub mod settle;
pub mod theory;
pub mod timeline;
pub mod twin;
pub mod variables;

pub use agenda::{Answer, Decisions, Question};
pub use books::{Breach, Stocks};
pub use conditional::{Change, Condition, Conditional, Sign};
pub use docket::Freedom;
pub use domains::{DOMAINS, First, firsts};
pub use instruments::{Instrument, Setting, instruments};
pub use life::{Life, live, live_to_the_end};
pub use page::{Line, mechanisms, page};
pub use parting::{Difference, Parting, parting};
pub use record::{Happening, Record, VoteRecord};
pub use run::{FIRST, LAST, Plan, Run, Stop, Watcher};
pub use saved::Unreadable;
pub use society::SWITCHES;
pub use theory::{Luck, NamedParameter, Theory};
pub use timeline::{ALTERNATIVE, Order, Path, STEP, Timeline};
pub use twin::{Apart, Twin, twin};
pub use variables::{Cell, Kind, VARIABLES, Variable, cells};

/// A small society of November 1917.
#[cfg(test)]
pub(crate) fn testing_society(evidence: &evidence::Evidence) -> society::Society {
    let theory = Theory::central();
    let size = population::Size { households: 300, members: 200 };
    population::build(evidence, theory.norms, theory.switches, size).expect("complete start")
}
