//! A study that is killed, or stopped by Ctrl-C, goes on where it was.

use std::fs;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::{answer, assert_whole, good, home, program, remarked, said, throw, undisturbed, units};

#[test]
fn a_study_that_is_killed_fifty_times_ends_with_the_same_bytes() {
    let wanted = undisturbed();
    let mut home = home();
    let clock = Instant::now();
    good(&home, "ensemble study.toml --out out");
    let whole = clock.elapsed();
    let (mut stores, mut kills, mut between) = (0, 0, 0);
    home = crate::home();
    for key in 0_u64.. {
        if kills == 50 {
            break;
        }
        assert!(key < 500, "it ended before it could be killed: {kills} kills");
        let mut child = program(&home)
            .args(["ensemble", "study.toml", "--out", "out", "--quiet"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it runs");
        // Up to the whole time of the study: some die at its start, some while they write the end.
        let share = throw(key) % 1000;
        sleep(whole.mul_f64(share as f64 / 1000.0));
        let ended = child.try_wait().expect("it can be asked");
        if ended.is_none() {
            child.kill().expect("it can be killed");
            kills += 1;
        }
        child.wait().expect("it ends");
        let data = home.path().join("runs/store/data");
        let kept = if data.is_dir() { units(&home).len() } else { 0 };
        between += usize::from(kept > 0 && kept < 12);
        // A finished study is looked at and begun anew, so that there is something to kill.
        if ended.is_some() || kept == 12 {
            let verify = good(&home, "store verify");
            assert!(said(&verify).contains(" 0 faults"), "{}", said(&verify));
            good(&home, "ensemble study.toml --out out");
            assert_whole(&home, &wanted);
            stores += 1;
            home = crate::home();
        }
    }
    good(&home, "ensemble study.toml --out out");
    assert_whole(&home, &wanted);
    assert!(between > 0, "no kill fell between two units; {stores} studies were finished");
    let left = fs::read_dir(home.path()).expect("listed").flatten();
    let left: Vec<_> = left.filter(|e| e.file_name().to_string_lossy().starts_with('.')).collect();
    assert!(left.is_empty(), "left behind: {left:?}");
}

#[test]
fn ctrl_c_keeps_what_is_finished_and_says_how_to_go_on() {
    let wanted = undisturbed();
    let home = home();
    let mut child = program(&home)
        .args(["ensemble", "study.toml", "--out", "out", "--threads", "1"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    let data = home.path().join("runs/store/data");
    while !data.is_dir() || units(&home).is_empty() {
        assert!(child.try_wait().expect("it can be asked").is_none(), "it ended too soon");
        sleep(Duration::from_millis(1));
    }
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(sent.expect("kill runs").success());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(130), "{}", remarked(&output));
    assert!(remarked(&output).contains("the same command goes on from there"));
    let kept = units(&home).len();
    assert!(kept > 0 && kept < 12, "{kept} units");
    assert!(!home.path().join("out").exists());
    let output = good(&home, "ensemble study.toml --out out");
    let text = said(&output);
    assert!(text.contains(&format!("{kept} found in the store")), "{text}");
    assert!(text.contains(&format!("{} lived", 12 - kept)), "{text}");
    assert_whole(&home, &wanted);
    // Given once more, it lives nothing and writes the same.
    let text = said(&answer(&home, "ensemble study.toml --out out"));
    assert!(text.contains("12 found in the store, 0 taken over, 0 lived"), "{text}");
    assert_whole(&home, &wanted);
}
