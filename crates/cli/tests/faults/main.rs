//! Studies when the world is unkind: killed processes, a full disk, a store that cannot be written,
//! two processes on one store, damaged files. Every test runs the program itself, and ends with the
//! bytes of a study that nobody disturbed.

#![cfg(unix)]

mod damage;
mod disk;
mod kills;
mod long;
mod sharing;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A study of 4 arms and 12 units that lasts about a second.
const STUDY: &str = r#"
ktokogo = 1
name = "tiny"
title = "A study of a few households"
question = "Does what is finished stay finished?"
scenarios = ["early.toml"]
theories = ["central", "lecture"]
draws = 25
households = 60
members = 100
until = "1918-06"
keep = ["people.petrograd", "people.hungry", "prices.general"]
"#;

/// A scenario that differs within these months.
const EARLY: &str = r#"
ktokogo = 1
name = "early"
title = "The land is shared in March 1918"

[[action]]
decree = "land-decree"
move_to = "1918-03"
"#;

/// A folder with the study.
fn home() -> TempDir {
    let home = tempfile::tempdir().expect("a temporary folder");
    fs::write(home.path().join("study.toml"), STUDY).expect("written");
    fs::write(home.path().join("early.toml"), EARLY).expect("written");
    home
}

/// The program, to be run in a folder.
fn program(home: &TempDir) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ktokogo"));
    command.current_dir(home.path()).env("NO_COLOR", "1");
    command
}

/// Runs the program with these words.
fn answer(home: &TempDir, words: &str) -> Output {
    program(home).args(words.split_whitespace()).output().expect("it runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn remarked(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The same, where nothing may go wrong.
fn good(home: &TempDir, words: &str) -> Output {
    let output = answer(home, words);
    assert_eq!(output.status.code(), Some(0), "{words}: {}{}", said(&output), remarked(&output));
    output
}

/// Every file below a folder, with its bytes.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).expect("it can be listed") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below").to_owned();
                found.insert(name, fs::read(&path).expect("it can be read"));
            }
        }
    }
    found
}

/// The folder that the study leaves when nobody disturbs it.
fn undisturbed() -> BTreeMap<PathBuf, Vec<u8>> {
    let home = home();
    let output = good(&home, "ensemble study.toml --out out --threads 1");
    assert!(said(&output).contains("12 lived"), "{}", said(&output));
    let files = files(&home.path().join("out"));
    for name in ["report.html", "report.md", "checksums.blake3"] {
        assert!(files.contains_key(Path::new(name)), "{:?}", files.keys());
    }
    files
}

/// The folder of this home is that of an undisturbed study.
fn assert_whole(home: &TempDir, wanted: &BTreeMap<PathBuf, Vec<u8>>) {
    let found = files(&home.path().join("out"));
    let names = |files: &BTreeMap<PathBuf, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&found), names(wanted));
    for (name, bytes) in wanted {
        assert!(found[name] == *bytes, "{} has other bytes", name.display());
    }
}

/// The unit files of a store, in order.
fn units(home: &TempDir) -> Vec<PathBuf> {
    let data = home.path().join("runs/store/data");
    let entries = fs::read_dir(data).expect("the store has data").flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "parquet"));
    paths.sort();
    paths
}

/// What nothing in the store has: a pseudo-random number (SplitMix64) that is the same every time.
fn throw(key: u64) -> u64 {
    let mut z = key.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
