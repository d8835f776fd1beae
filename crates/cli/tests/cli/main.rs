//! The command line as a user meets it. One binary; every test runs the program itself.

mod bench;
mod book;
mod causes;
mod checks;
mod ends;
mod finished;
mod fit;
mod help;
mod judged;
mod reading;
mod runs;
mod score;
mod theories;

use std::path::PathBuf;
use std::process::Output;

use assert_cmd::Command;
use tempfile::TempDir;

/// The folder of evidence of this repository.
fn evidence() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../evidence"))
}

/// The program, to be run in an empty folder of its own.
fn ktokogo(home: &TempDir) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ktokogo"));
    command.current_dir(home.path()).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command
}

fn home() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8 on standard output")
}

fn remarked(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8 on standard error")
}

/// Runs the program in an empty folder and gives exit code, standard output and standard error.
fn answer(words: &[&str]) -> (i32, String, String) {
    let home = home();
    let output = ktokogo(&home).args(words).output().expect("the program runs");
    (output.status.code().unwrap_or(-1), said(&output), remarked(&output))
}

/// The one JSON document on standard output.
fn document(words: &[&str]) -> (i32, serde_json::Value) {
    let (code, out, _) = answer(words);
    let document = serde_json::from_str(&out);
    (code, document.unwrap_or_else(|error| panic!("{words:?}: {error}\n{out}")))
}
