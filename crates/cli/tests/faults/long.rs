//! A long run that is killed goes on from the state that was kept, to the same bytes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::{files, good, home, program, remarked, said, throw};

/// A run of one life with all that can be kept of it; a state every second month.
const RUN: &str = "run --draws 0 --households 3000 --members 200 --until 1922-06 \
                   --microdata yearly --checkpoint 2 --out out";

/// The state that is kept of it.
fn state(home: &TempDir) -> PathBuf {
    home.path().join(".out.ktokogo-work/life.checkpoint")
}

/// What the run left, but for what speaks of the clock.
fn left(home: &TempDir) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut left = files(&home.path().join("out"));
    for name in ["run.json", "CITATION.cff", "report.html", "checksums.blake3"] {
        assert!(left.remove(Path::new(name)).is_some(), "{name} is missing");
    }
    left
}

/// Kill a run some time after it has kept a state of its own: in a month, in a table, or while it
/// keeps the next; or let it end, where it is quicker. Whether it went on from a state that was kept,
/// or nothing where it had ended.
fn killed(home: &TempDir, pause: Duration) -> Option<bool> {
    let before = fs::read(state(home)).ok();
    let mut command = program(home);
    let mut child = command
        .args(RUN.split_whitespace())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    while fs::read(state(home)).ok() == before {
        if child.try_wait().expect("it can be asked").is_some() {
            break;
        }
        sleep(Duration::from_millis(1));
    }
    sleep(pause);
    child.kill().expect("it can be killed, also where it has ended");
    let output = child.wait_with_output().expect("it ends");
    if home.path().join("out").exists() {
        return None;
    }
    Some(remarked(&output).contains("Going on from 19"))
}

#[test]
fn a_long_run_that_is_killed_up_to_eight_times_ends_with_the_same_bytes() {
    let whole = home();
    let start = Instant::now();
    good(&whole, RUN);
    // Pauses in shares of what the whole takes here, so that a quick machine is not outrun.
    let longest = start.elapsed().as_micros() as u64 / 32;
    let wanted = left(&whole);
    let tables = wanted.keys().filter(|name| name.starts_with("microdata")).count();
    assert_eq!(tables, 56 + 2 * 5, "by month, and five Decembers: {:?}", wanted.keys());
    let home = home();
    let pause = |key: u64| Duration::from_micros(throw(key) % longest);
    let went_on: Vec<bool> = (0..8).map_while(|key| killed(&home, pause(key))).collect();
    assert!(went_on.len() >= 3, "it was killed {} times only", went_on.len());
    assert!(
        !went_on[0] && went_on[1..].iter().all(|on| *on),
        "from where it was killed: {went_on:?}"
    );
    if !home.path().join("out").exists() {
        good(&home, RUN);
    }
    let found = left(&home);
    assert_eq!(found.keys().collect::<Vec<_>>(), wanted.keys().collect::<Vec<_>>());
    let differs = wanted.iter().find(|(name, bytes)| found[*name] != **bytes);
    assert_eq!(differs.map(|(name, _)| name), None);
    let beside: Vec<_> = fs::read_dir(home.path()).expect("listed").flatten().collect();
    let hidden = beside.iter().filter(|e| e.file_name().to_string_lossy().starts_with('.'));
    assert_eq!(hidden.count(), 0, "left behind: {beside:?}");
    let replayed = good(&home, "replay out");
    assert!(said(&replayed).contains("the same bytes"), "{}", said(&replayed));
}

#[test]
fn ctrl_c_keeps_the_state_of_a_long_run_and_says_so() {
    let home = home();
    let mut child = program(&home)
        .args(RUN.split_whitespace())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    while !state(&home).exists() {
        assert!(child.try_wait().expect("it can be asked").is_none(), "it ended too soon");
        sleep(Duration::from_millis(1));
    }
    let sent = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(sent.expect("kill runs").success());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(130), "{}", remarked(&output));
    let text = remarked(&output);
    assert!(text.contains("the same command goes on from there"), "{text}");
    assert!(remarked(&good(&home, RUN)).contains("Going on from"));
}

#[test]
fn a_state_is_kept_of_a_life_that_is_lived_alone() {
    let output = crate::answer(&home(), "run --draws 2 --households 300 --checkpoint 3");
    assert_eq!(output.status.code(), Some(1));
    assert!(remarked(&output).contains("--draws 0"), "{}", remarked(&output));
}
