//! The rules of the house as functions that name every breach, and the pages that are generated.
//!
//! The tests of this crate run them all, so that a rule that matters is a test.

pub mod book;
pub mod deps;
pub mod docs;
pub mod documents;
pub mod golden;
pub mod instructions;
pub mod judged;
pub mod odd;
pub mod rules;
pub mod rust_text;
pub mod state_tables;
pub mod summary;
pub mod tidy;
pub mod tree;

/// Every breach of every rule, one a line.
pub fn all_faults() -> Vec<String> {
    let files = tree::files();
    let mut faults = tidy::faults(&files);
    faults.extend(deps::faults());
    faults.extend(deps::unused(&files));
    faults.extend(documents::missing_paths(&files));
    faults.extend(documents::unexplained_dependencies());
    faults.extend(docs::stale_pages());
    faults
}
