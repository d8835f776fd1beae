//! The scenarios in the program: every file of `scenarios/`.

use std::sync::Arc;

use kernel::Month;

use super::passport::Passport;
use super::read;

/// File name without ending, and text; history first. Written by the build script.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/scenarios.rs"));

/// A scenario in the program, as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shipped {
    /// Its name, by which it is called.
    pub name: String,
    /// Title for the reader.
    pub title: String,
    /// The question it answers.
    pub question: String,
    /// What the author says of it.
    pub passport: Passport,
}

impl Shipped {
    /// When the choice stood open, as far as its passport says.
    pub fn when(&self) -> Option<Month> {
        self.passport.when()
    }
}

/// The scenarios in the program: history, then by date, those without one last.
pub fn shipped() -> Vec<Shipped> {
    let one = |(name, text): &(&str, &str)| {
        let (draft, _) = read::read(&file(name), &(*text).into());
        Shipped {
            name: (*name).to_owned(),
            title: draft.title,
            question: draft.question,
            passport: draft.passport,
        }
    };
    let mut all: Vec<Shipped> = FILES.iter().map(one).collect();
    all[1..].sort_by_cached_key(|one| (one.when().is_none(), one.when(), one.name.clone()));
    all
}

/// The names of all.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(name, _)| *name)
}

/// Its name and its text.
pub(super) fn find(name: &str) -> Option<(&'static str, &'static str)> {
    FILES.iter().find(|(known, _)| *known == name).copied()
}

/// Its file, as the reader would open it.
pub(super) fn file(name: &str) -> Arc<str> {
    format!("scenarios/{name}.toml").into()
}
