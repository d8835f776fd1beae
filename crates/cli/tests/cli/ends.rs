//! How the program ends when the world is unkind: closed pipes, a full disk, Ctrl-C, damage.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::{home, ktokogo, remarked, said};

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_ktokogo"))
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    for words in [&["evidence", "ls"][..], &["list", "events", "--json"], &["--help"]] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let output = program().args(words).stdout(writer).stderr(Stdio::piped()).output();
        let output = output.expect("it runs");
        assert_eq!(output.status.code(), Some(0), "{words:?}: {}", remarked(&output));
        assert_eq!(remarked(&output), "");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_said() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("Linux has it");
    let output = program().args(["evidence", "ls"]).stdout(full).stderr(Stdio::piped()).output();
    let output = output.expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(remarked(&output).contains("cannot be written"), "{}", remarked(&output));
}

#[test]
#[cfg(unix)]
fn ctrl_c_ends_cleanly_and_leaves_nothing() {
    let home = home();
    let words = ["run", "--draws", "2000", "--households", "3000", "--out", "out"];
    let mut child = program()
        .args(words)
        .current_dir(home.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    let mut remarks = BufReader::new(child.stderr.take().expect("it is piped"));
    let mut line = String::new();
    remarks.read_line(&mut line).expect("it says that it works");
    assert!(line.starts_with("Living"), "{line}");
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(sent.expect("kill runs").success());
    let code = child.wait().expect("it ends").code();
    assert_eq!(code, Some(130));
    let rest: Vec<String> = remarks.lines().map_while(Result::ok).collect();
    assert!(rest.concat().contains("nothing was written"), "{rest:?}");
    let left: Vec<_> = fs::read_dir(home.path()).expect("it can be listed").flatten().collect();
    assert!(left.is_empty(), "left behind: {left:?}");
}

#[test]
fn a_series_that_was_cut_short_or_changed_is_found() {
    let home = home();
    let words =
        ["run", "--draws", "0", "--households", "300", "--until", "1918-06", "--out", "out"];
    let output = ktokogo(&home).args(words).output().expect("it runs");
    assert_eq!(output.status.code(), Some(0), "{}", remarked(&output));
    let path = home.path().join("out/series.parquet");
    let whole = fs::read(&path).expect("it is there");
    for part in [0, whole.len() / 2, whole.len() - 1] {
        fs::write(&path, &whole[..part]).expect("it can be changed");
        let check = ktokogo(&home).args(["check", "out/series.parquet"]).output().expect("it runs");
        assert_eq!(check.status.code(), Some(2), "{part} of {} bytes", whole.len());
        assert!(said(&check).contains("series.parquet"), "{}", said(&check));
    }
}
