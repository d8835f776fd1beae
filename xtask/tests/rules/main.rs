//! The rules of the house, each as a test that names every breach.

mod book;
mod deps;
mod docs;
mod golden;
mod sources;
mod tidy;

/// Fails with every breach on its line.
fn none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}
