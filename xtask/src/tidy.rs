//! The house rules that a reader can see in the text of a file.

use crate::rust_text::{before_tests, code_only, functions};
use crate::tree::TextFile;

/// The most lines of a source file.
const FILE_LINES: usize = 500;
/// The most lines of a function.
const FUNCTION_LINES: usize = 70;

/// Sources that may be longer, each with the reason.
const LONG_FILES: [(&str, &str); 0] = [];

/// Standard modules that reach outside the process, or make its result depend on more than input.
const OUTSIDE: [&str; 8] = [
    "std::fs",
    "std::io",
    "std::net",
    "std::env",
    "std::time",
    "std::thread",
    "std::process",
    "std::sync",
];

/// Of these, what may be used all the same: text that many share and nobody changes.
const SHARED: &str = "std::sync::Arc";

/// Crates between the alphabet and the model: their result must be a function of their input.
const PURE: [&str; 3] = ["crates/kernel/src/", "crates/society/src/", "crates/mechanisms/src/"];

/// The years of the model, which must come from the evidence and never stand in code.
const YEARS: std::ops::RangeInclusive<u32> = 1917..=1930;

/// Every breach of the rules in these files.
pub fn faults(files: &[TextFile]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| is_ours(&file.path)) {
        words(file, &mut faults);
        if file.path.ends_with(".rs") {
            lengths(file, &mut faults);
            if in_a_crate(&file.path) {
                opening(file, &mut faults);
                hashes(file, &mut faults);
            }
            purity(file, &mut faults);
        }
    }
    faults
}

/// Texts that people write here: the data of the evidence, locks and licences have other rules.
fn is_ours(path: &str) -> bool {
    let written = [".rs", ".md", ".toml", ".sh", ".yml", ".cff"].iter().any(|e| path.ends_with(e));
    let data = path.starts_with("evidence/") || path.starts_with("golden/");
    // Programs for other frameworks follow the habits of those frameworks.
    let peer = path.starts_with("bench/peers/rust_");
    (written && !data && !peer) || path == ".ci/run"
}

fn in_a_crate(path: &str) -> bool {
    path.starts_with("crates/") && path.contains("/src/")
}

/// Words and signs that must not stand in a file.
fn words(file: &TextFile, faults: &mut Vec<String>) {
    // Put together here, so that this file does not break its own rule.
    let unfinished = [["TO", "DO"], ["FIX", "ME"], ["XX", "X"], ["HA", "CK"]].map(|w| w.concat());
    let machine = ["work", "root", "farm", "tmp"].map(|folder| format!("/{folder}/"));
    for (number, line) in file.text.lines().enumerate() {
        let mut fault = |what: &str| faults.push(format!("{}:{}: {what}", file.path, number + 1));
        if line.contains('\t') {
            fault("a tab; indent with spaces");
        }
        let is_word = |word: &str| line.split(|c: char| !c.is_alphanumeric()).any(|w| w == word);
        if unfinished.iter().any(|word| is_word(word)) {
            fault("unfinished work is an issue, not a comment");
        }
        if machine.iter().any(|path| names_folder(line, path)) {
            fault("a path of one machine");
        }
    }
}

/// Whether the line has an absolute path that begins with `folder`.
fn names_folder(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(place, _)| {
        let before = line[..place].chars().next_back();
        before.is_none_or(|c| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '>' | '}')))
    })
}

fn lengths(file: &TextFile, faults: &mut Vec<String>) {
    let lines = file.text.lines().count();
    let excused = LONG_FILES.iter().any(|(path, _)| *path == file.path);
    if lines > FILE_LINES && !excused {
        faults.push(format!("{}: {lines} lines, {FILE_LINES} at most", file.path));
    }
    for function in functions(&file.text) {
        if function.lines > FUNCTION_LINES {
            faults.push(format!(
                "{}:{}: `{}` has {} lines, {FUNCTION_LINES} at most",
                file.path, function.line, function.name, function.lines
            ));
        }
    }
}

fn opening(file: &TextFile, faults: &mut Vec<String>) {
    let is_tests = file.path.ends_with("tests.rs");
    if !is_tests && !file.text.starts_with("//!") {
        faults.push(format!("{}:1: open the file with `//!` and what it is about", file.path));
    }
}

/// Hash tables have no order, and an order that changes from run to run gets into results.
fn hashes(file: &TextFile, faults: &mut Vec<String>) {
    for (number, line) in code_only(&file.text).lines().enumerate() {
        if line.contains("HashMap") || line.contains("HashSet") {
            let what = "a hash table; use BTreeMap, BTreeSet or Vec";
            faults.push(format!("{}:{}: {what}", file.path, number + 1));
        }
    }
}

/// The kernel, the society and the mechanisms touch nothing outside and know no date.
fn purity(file: &TextFile, faults: &mut Vec<String>) {
    if !PURE.iter().any(|folder| file.path.starts_with(folder)) {
        return;
    }
    if file.path.ends_with("tests.rs") {
        return;
    }
    let code = code_only(before_tests(&file.text));
    for (number, line) in code.lines().enumerate() {
        let mut fault = |what: String| faults.push(format!("{}:{}: {what}", file.path, number + 1));
        let rest = line.replace(SHARED, "");
        for module in OUTSIDE.iter().filter(|module| rest.contains(*module)) {
            fault(format!("`{module}` in a crate that touches nothing outside"));
        }
        if let Some(year) = year(line) {
            fault(format!("the year {year}: dates stand in evidence/"));
        }
        if file.path.starts_with("crates/mechanisms/") && line.contains("Month::new") {
            fault("a mechanism knows no date; put it on the page or in evidence/".to_owned());
        }
        if file.path.starts_with("crates/society/") && line.contains("Dice") {
            fault("the society has no behaviour, so it throws no dice".to_owned());
        }
    }
}

/// A number of the line that is a year of the model.
fn year(line: &str) -> Option<u32> {
    line.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.')))
        .filter_map(|word| word.parse().ok())
        .find(|number| YEARS.contains(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults_of(path: &str, text: &str) -> Vec<String> {
        faults(&[TextFile { path: path.to_owned(), text: text.to_owned() }])
    }

    #[test]
    fn every_rule_bites() {
        let long = "//! x\n".to_owned() + &"// x\n".repeat(FILE_LINES);
        let function = format!("//! x\nfn long() {{\n{}}}\n", "    x();\n".repeat(FUNCTION_LINES));
        let unfinished = format!("//! x\n// {}: later\n", ["TO", "DO"].concat());
        let machine = format!("//! x\n// see /{}/main\n", "work");
        for (path, text) in [
            ("crates/lab/src/a.rs", long.as_str()),
            ("crates/lab/src/a.rs", function.as_str()),
            ("crates/lab/src/a.rs", unfinished.as_str()),
            ("crates/lab/src/a.rs", machine.as_str()),
            ("crates/lab/src/a.rs", "//! x\n\tfn f() {}\n"),
            ("crates/lab/src/a.rs", "fn f() {}\n"),
            ("crates/lab/src/a.rs", "//! x\nuse std::collections::HashMap;\n"),
            ("crates/mechanisms/src/a.rs", "//! x\nconst M: Month = Month::new(now, 3);\n"),
            ("crates/mechanisms/src/a.rs", "//! x\nuse std::time::Instant;\n"),
            ("crates/society/src/a.rs", "//! x\nuse std::sync::Mutex;\n"),
            ("crates/mechanisms/src/a.rs", "//! x\nif year == 1921 {}\n"),
            ("crates/society/src/a.rs", "//! x\nfn step(dice: Dice) {}\n"),
        ] {
            assert_eq!(faults_of(path, text).len(), 1, "{text}");
        }
    }

    #[test]
    fn dates_in_prose_and_in_tests_are_welcome() {
        let text = "//! The tax of 1921 (Nove 1969).\n/// \"1922\"\nfn f() { let share = 0.1921; }\n\
                    #[cfg(test)]\nmod tests { fn m() { Month::new(1921, 3); } }\n";
        assert!(faults_of("crates/mechanisms/src/a.rs", text).is_empty());
        let tests = "use super::*;\nfn m() { Month::new(1921, 3); }\n";
        assert!(faults_of("crates/mechanisms/src/a_tests.rs", tests).is_empty());
    }

    #[test]
    fn shared_text_reaches_nothing_outside() {
        let text = "//! x\nuse std::sync::Arc;\n";
        assert!(faults_of("crates/society/src/a.rs", text).is_empty());
    }
}
