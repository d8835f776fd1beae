//! How many instructions a few small commands of the program take, held against the numbers of the
//! last change that was accepted. Unlike a time it is the same on a busy machine and on a quiet one.
//!
//! Passes over rows choose the widest instructions when the program runs, of which valgrind does not
//! know all. The program that is counted is therefore built with those that every processor has
//! (feature `narrow` of the kernel): the same rules on the same rows, with other bytes. Some libraries
//! choose too, and valgrind shows them AVX2 and nothing wider, so that every processor with AVX2 counts
//! alike; others would count something else.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::tree::root;

/// Where the accepted numbers stand, from the root of the repository.
pub const STORED: &str = "bench/instructions.csv";

/// How much more is too much, in per cent: hash seeds, addresses and waiting threads move a count by
/// far less than one.
pub const TOLERANCE: f64 = 3.0;

/// What is counted: a name, and the words of the command. One thread, the central run alone.
const CASES: [(&str, &str); 4] = [
    ("start", "list facts"),
    (
        "sample",
        "run --draws 0 --threads 1 --households 3000 --members 200 --until 1922-12 --force --out OUT",
    ),
    (
        "households",
        "run --draws 0 --threads 1 --households 100000 --members 200 --until 1919-06 --force --out OUT",
    ),
    (
        "members",
        "run --draws 0 --threads 1 --households 300 --members 50000 --until 1919-06 --force --out OUT",
    ),
];

/// The instructions of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// Its name.
    pub case: String,
    /// Instructions that the program took.
    pub instructions: u64,
}

/// Whether this machine can count what others count.
///
/// # Errors
/// Why not, in words.
pub fn comparable() -> Result<(), String> {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") {
        return Ok(());
    }
    Err("this processor has no AVX2, so that the program takes other instructions here than those \
         that are stored; nothing was counted"
        .to_owned())
}

/// Builds the program and counts every case.
///
/// # Errors
/// No valgrind, a program that cannot be built, or a case that fails, in words.
pub fn count() -> Result<Vec<Count>, String> {
    valgrind()?;
    let target = root().join("target/instructions");
    let program = program(&target)?;
    let folder = target.join("runs");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let counts = CASES.iter().map(|(case, words)| {
        let instructions = count_case(&program, &folder, case, words)?;
        Ok(Count { case: (*case).to_owned(), instructions })
    });
    let counts = counts.collect();
    // What stays would be replaced by the next count.
    let _ = fs::remove_dir_all(&folder);
    counts
}

fn valgrind() -> Result<(), String> {
    let asked = Command::new("valgrind").arg("--version").stdout(Stdio::null()).status();
    match asked {
        Ok(status) if status.success() => Ok(()),
        _ => Err("valgrind is needed to count instructions: apt-get install valgrind".to_owned()),
    }
}

/// The program to count, built in a folder of its own so that nobody takes it for the released one.
fn program(folder: &Path) -> Result<PathBuf, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut build = Command::new(cargo);
    build.args(["build", "--release", "--quiet", "--package", "ktokogo"]);
    build.args(["--features", "kernel/narrow"]).arg("--target-dir").arg(folder);
    match build.current_dir(root()).status() {
        Ok(status) if status.success() => Ok(folder.join("release/ktokogo")),
        Ok(_) => Err("the program could not be built".to_owned()),
        Err(error) => Err(format!("cargo cannot be started: {error}")),
    }
}

fn count_case(program: &Path, folder: &Path, case: &str, words: &str) -> Result<u64, String> {
    let profile = folder.join(format!("{case}.callgrind"));
    let out = folder.join(case);
    let words =
        words.split(' ').map(|word| if word == "OUT" { out.as_os_str() } else { word.as_ref() });
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=callgrind", "--quiet"]);
    valgrind.arg(format!("--callgrind-out-file={}", profile.display()));
    // One thread for passes too, and nothing that a terminal or the user's settings change.
    valgrind.arg(program).args(words).arg("--quiet").env("RAYON_NUM_THREADS", "1");
    let ended = valgrind.stdout(Stdio::null()).output().map_err(|error| error.to_string())?;
    if !ended.status.success() {
        return Err(format!("{case}: {}", String::from_utf8_lossy(&ended.stderr).trim()));
    }
    let text = fs::read_to_string(&profile).map_err(|error| format!("{case}: {error}"))?;
    total(&text).ok_or_else(|| format!("{case}: the profile of valgrind has no total"))
}

/// The instructions of a profile, as callgrind writes it: `summary: 123`, or `totals: 123`.
fn total(profile: &str) -> Option<u64> {
    let lines = profile
        .lines()
        .filter_map(|line| line.strip_prefix("summary:").or_else(|| line.strip_prefix("totals:")));
    let counts = lines.filter_map(|rest| rest.split_whitespace().next()?.parse().ok());
    counts.max()
}

/// The accepted numbers.
///
/// # Errors
/// A file that is not there or has a line that is no count.
pub fn stored() -> Result<Vec<Count>, String> {
    let text = fs::read_to_string(root().join(STORED)).map_err(|error| {
        format!("{STORED}: {error}; `cargo xtask instructions --write` makes it")
    })?;
    read(&text)
}

fn read(text: &str) -> Result<Vec<Count>, String> {
    let counts = text.lines().enumerate().skip(1).map(|(place, line)| {
        let count = line.split_once(',').and_then(|(case, instructions)| {
            Some(Count { case: case.to_owned(), instructions: instructions.parse().ok()? })
        });
        count.ok_or_else(|| format!("{STORED}:{}: write a case and a whole number", place + 1))
    });
    counts.collect()
}

/// The table as it is stored.
fn table(counts: &[Count]) -> String {
    let lines = counts.iter().map(|count| format!("{},{}\n", count.case, count.instructions));
    std::iter::once("case,instructions\n".to_owned()).chain(lines).collect()
}

/// Writes the counts as the accepted numbers.
///
/// # Errors
/// A file that cannot be written.
pub fn write(counts: &[Count]) -> Result<(), String> {
    fs::write(root().join(STORED), table(counts)).map_err(|error| format!("{STORED}: {error}"))
}

/// Holds counts against the accepted ones: a line a case, and whether none is far above.
pub fn compare(stored: &[Count], now: &[Count]) -> (Vec<String>, bool) {
    let mut lines = Vec::new();
    let mut good = true;
    for count in now {
        let before = stored.iter().find(|before| before.case == count.case);
        let (line, holds) = judge(before, count);
        lines.push(line);
        good &= holds;
    }
    for gone in stored.iter().filter(|count| now.iter().all(|other| other.case != count.case)) {
        lines.push(format!("{}: stands in {STORED} and is counted no more; {ACCEPT}", gone.case));
        good = false;
    }
    (lines, good)
}

const ACCEPT: &str = "`cargo xtask instructions --write` stores what is counted now";

fn judge(before: Option<&Count>, now: &Count) -> (String, bool) {
    let Count { case, instructions } = now;
    let Some(before) = before else {
        return (format!("{case}: {instructions} instructions, not in {STORED}; {ACCEPT}"), false);
    };
    let more = 100.0 * (*instructions as f64 / before.instructions as f64 - 1.0);
    let line = format!("{case}: {instructions} instructions, {more:+.2} % against {STORED}");
    if more > TOLERANCE {
        let why = format!(
            "more than {TOLERANCE} % above. If the change is worth it, say so in the commit;"
        );
        (format!("{line}: {why} {ACCEPT}"), false)
    } else if more < -TOLERANCE {
        (format!("{line}: well below. {ACCEPT}, so that the gain is kept"), true)
    } else {
        (line, true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(case: &str, instructions: u64) -> Count {
        Count { case: case.to_owned(), instructions }
    }

    #[test]
    fn the_total_of_a_profile_is_found() {
        let profile = "version: 1\nevents: Ir\nfn=(1) main\n16 400\n\ntotals: 1234567\n";
        assert_eq!(total(profile), Some(1_234_567));
        assert_eq!(total("events: Ir\nsummary: 98 7\n"), Some(98));
        assert_eq!(total("events: Ir\n"), None);
    }

    #[test]
    fn only_what_is_far_above_fails_and_says_how_to_accept_it() {
        let stored = [count("a", 1_000), count("b", 1_000), count("c", 1_000)];
        let (lines, good) =
            compare(&stored, &[count("a", 1_029), count("b", 900), count("c", 1_000)]);
        assert!(good && lines[1].contains("well below"), "{lines:?}");
        let (lines, good) =
            compare(&stored, &[count("a", 1_031), stored[1].clone(), stored[2].clone()]);
        assert!(!good && lines[0].contains("+3.10 %") && lines[0].contains("--write"), "{lines:?}");
        let (lines, good) = compare(&stored, &stored[..2]);
        assert!(!good && lines[2].starts_with("c: "), "{lines:?}");
        assert!(!compare(&[], &stored).1);
    }

    #[test]
    fn the_table_is_read_as_it_is_written() {
        let counts = vec![count("a", 1), count("b", u64::MAX)];
        assert_eq!(read(&table(&counts)), Ok(counts));
        assert!(read("case,instructions\na,few\n").unwrap_err().contains(":2: "));
    }

    #[test]
    fn every_case_is_stored() {
        let stored = stored().expect("the accepted numbers are there");
        let names: Vec<&str> = stored.iter().map(|count| count.case.as_str()).collect();
        assert_eq!(names, CASES.map(|(case, _)| case));
    }
}
