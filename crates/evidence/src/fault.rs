//! What is wrong with a record, and where.

use std::fmt;

/// One thing that is wrong in one line of one file, said so that a person can mend it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file as the reader would open it, for example `evidence/series/economy/livestock.csv`.
    pub file: String,
    /// Line, counted from 1; 0 when the fault belongs to the whole file.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// How to mend it; empty when nothing useful can be said.
    pub hint: String,
}

impl Fault {
    /// A fault at a line; give 0 for the whole file and an empty hint for none.
    pub fn new(
        file: impl Into<String>,
        line: usize,
        what: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        Self { file: file.into(), line, what: what.into(), hint: hint.into() }
    }

    /// A name that is not in the list of known names, with the nearest known one.
    pub fn unknown<'a>(
        file: impl Into<String>,
        line: usize,
        kind: &str,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let hint = match nearest_name(name, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => String::new(),
        };
        Self::new(file, line, format!("unknown {kind} `{name}`"), hint)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        write!(f, ": {}", self.what)?;
        if !self.hint.is_empty() {
            write!(f, "; {}", self.hint)?;
        }
        Ok(())
    }
}

impl std::error::Error for Fault {}

/// The known name nearest to a name, or none if all are far.
///
/// Near means: no more than two slips of the pen (insert, drop, change or swap a letter), or a
/// third of the letters for a longer name. Of several equally near ones the first is given.
pub fn nearest_name<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (name.chars().count() / 3).max(2);
    let lower = name.to_lowercase();
    known
        .into_iter()
        .map(|other| (strsim::damerau_levenshtein(&lower, &other.to_lowercase()), other))
        .filter(|(slips, _)| *slips <= limit)
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, other)| other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_reads_as_one_line_with_the_nearest_name() {
        let fault = Fault::unknown("evidence/x.csv", 17, "source", "nvoe", ["carr", "nove"]);
        assert_eq!(
            fault.to_string(),
            "evidence/x.csv:17: unknown source `nvoe`; did you mean `nove`?"
        );
    }

    #[test]
    fn a_far_name_brings_no_guess_and_a_whole_file_no_line() {
        let fault = Fault::unknown("evidence/x.csv", 0, "source", "zzz", ["carr", "nove"]);
        assert_eq!(fault.to_string(), "evidence/x.csv: unknown source `zzz`");
    }

    #[test]
    fn letters_of_either_case_are_near() {
        assert_eq!(nearest_name("Nove", ["carr", "nove"]), Some("nove"));
        assert_eq!(
            nearest_name("rigby-comunist-partyy", ["rigby-communist-party"]),
            Some("rigby-communist-party")
        );
    }
}
