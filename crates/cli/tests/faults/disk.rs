//! A disk that takes no more, and a store that may not be written.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::{answer, assert_whole, files, good, home, remarked, said, undisturbed, units};

/// Runs the program in a shell, after a preparation, and with a word before it.
fn in_shell(home: &TempDir, before: &str, words: &str) -> Output {
    let line = format!("{before} \"$0\" {words}");
    Command::new("sh")
        .args(["-c", &line, env!("CARGO_BIN_EXE_ktokogo")])
        .current_dir(home.path())
        .env("NO_COLOR", "1")
        .output()
        .expect("a shell runs")
}

#[test]
fn a_disk_that_takes_no_more_is_said_and_nothing_finished_is_lost() {
    let wanted = undisturbed();
    let home = home();
    // No file may grow beyond so many blocks of 512 bytes, and who tries is told so: the nearest to
    // a full disk that needs no privilege. The shared memory beside the index is 64 blocks.
    let first = in_shell(&home, "trap '' XFSZ; ulimit -f 1; exec", "ensemble study.toml --out out");
    let text = remarked(&first);
    assert_eq!(first.status.code(), Some(1), "{text}");
    assert!(text.contains("runs/store") && text.contains("what is finished is kept"), "{text}");
    assert!(!home.path().join("out").exists());
    // Units fit, the tables of the study do not.
    let largest = files(&home.path().join("runs/store")).values().map(Vec::len).max();
    assert!(largest.is_none_or(|bytes| bytes <= 512), "{largest:?}");
    let tables = wanted.values().map(Vec::len).max().unwrap_or(0);
    good(&home, "ensemble study.toml --out other --threads 1");
    let blocks = tables / 512 / 2;
    let limit = format!("trap '' XFSZ; ulimit -f {blocks}; exec");
    let second = in_shell(&home, &limit, "ensemble study.toml --out out --threads 1");
    let text = remarked(&second);
    assert_eq!(second.status.code(), Some(1), "{text}");
    assert!(!home.path().join("out").exists(), "half a folder");
    let third = good(&home, "ensemble study.toml --out out");
    assert!(said(&third).contains("12 found in the store"), "{}", said(&third));
    assert_whole(&home, &wanted);
    good(&home, "store verify");
}

/// What to put before the program so that it is held to the permissions of files: nothing for an
/// ordinary user, and for root the loss of the right to overrule them.
fn held_to_permissions() -> &'static str {
    let probe = tempfile::tempdir().expect("a temporary folder");
    fs::set_permissions(probe.path(), Permissions::from_mode(0o555)).expect("its owner may");
    match fs::write(probe.path().join("probe"), "") {
        Ok(()) => "setpriv --bounding-set=-dac_override,-dac_read_search",
        Err(_) => "",
    }
}

#[test]
fn a_store_that_cannot_be_written_is_read_and_never_guessed_at() {
    let wanted = undisturbed();
    let home = home();
    good(&home, "ensemble study.toml --out first");
    let set = |mode| {
        for folder in ["runs/store", "runs/store/data"] {
            let path = home.path().join(folder);
            fs::set_permissions(path, Permissions::from_mode(mode)).expect("its owner may");
        }
        for file in ["lock", "index.sqlite"] {
            let path = home.path().join("runs/store").join(file);
            fs::set_permissions(path, Permissions::from_mode(mode & 0o666)).expect("may");
        }
    };
    let before = held_to_permissions();
    set(0o555);
    let whole = in_shell(&home, before, "ensemble study.toml --out out");
    assert_eq!(whole.status.code(), Some(0), "{}", remarked(&whole));
    assert!(remarked(&whole).contains("it is only read"), "{}", remarked(&whole));
    assert_whole(&home, &wanted);
    // One unit less: it cannot be lived into this store.
    set(0o755);
    fs::remove_file(&units(&home)[3]).expect("removed");
    set(0o555);
    let lacking = in_shell(&home, before, "ensemble study.toml --out again");
    set(0o755);
    let text = remarked(&lacking);
    assert_eq!(lacking.status.code(), Some(1), "{text}");
    assert!(text.contains("1 of 12 units") && text.contains("--store DIR"), "{text}");
    assert!(!home.path().join("again").exists());
}

#[test]
fn a_place_where_no_store_can_be_made_is_said_before_the_work() {
    let home = home();
    fs::write(home.path().join("file"), "").expect("written");
    let output = answer(&home, "ensemble study.toml --store file/store");
    assert_eq!(output.status.code(), Some(1));
    assert!(remarked(&output).contains("--store DIR"), "{}", remarked(&output));
    assert!(!remarked(&output).contains("Living"), "{}", remarked(&output));
}
