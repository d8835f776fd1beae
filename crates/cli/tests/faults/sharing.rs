//! Several processes on one store, and studies divided into parts.

use std::fs;
use std::process::Stdio;

use crate::{answer, assert_whole, good, home, program, remarked, said, undisturbed};

#[test]
fn two_processes_on_one_store_finish_with_the_same_bytes() {
    let wanted = undisturbed();
    let home = home();
    let start = |out: &str| {
        program(&home)
            .args(["ensemble", "study.toml", "--out", out])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it runs")
    };
    for output in [start("out"), start("other")].map(|child| child.wait_with_output()) {
        let output = output.expect("it ends");
        assert_eq!(output.status.code(), Some(0), "{}", remarked(&output));
    }
    assert_whole(&home, &wanted);
    fs::remove_dir_all(home.path().join("out")).expect("removed");
    fs::rename(home.path().join("other"), home.path().join("out")).expect("moved");
    assert_whole(&home, &wanted);
    let verify = said(&good(&home, "store verify"));
    assert!(verify.contains("12 units whole, 0 faults"), "{verify}");
}

#[test]
fn parts_merge_to_the_same_bytes_in_any_order() {
    let wanted = undisturbed();
    let home = home();
    good(&home, "ensemble study.toml --shards 3 --out parts");
    // One part lives nothing: what no part has is lived when they are merged.
    for part in ["3", "1"] {
        good(&home, &format!("shard parts {part} --threads 1"));
    }
    let text = said(&good(&home, "ensemble parts --out out"));
    assert!(text.contains("0 found in the store, 8 taken over, 4 lived"), "{text}");
    assert_whole(&home, &wanted);
    good(&home, "shard parts 2");
    let text = said(&good(&home, "ensemble parts --out out --store another"));
    assert!(text.contains("0 found in the store, 12 taken over, 0 lived"), "{text}");
    assert_whole(&home, &wanted);
    let output = answer(&home, "shard parts 4");
    assert_eq!(output.status.code(), Some(1));
    assert!(remarked(&output).contains("parts 1 to 3"), "{}", remarked(&output));
}

#[test]
fn a_plan_that_is_not_that_of_the_study_is_refused() {
    let home = home();
    good(&home, "ensemble study.toml --shards 2 --out parts");
    let study = home.path().join("parts/study.toml");
    let text = fs::read_to_string(&study).expect("it is there");
    fs::write(&study, text.replace("draws = 25", "draws = 26")).expect("changed");
    let output = answer(&home, "shard parts 1");
    assert_eq!(output.status.code(), Some(1));
    let said = remarked(&output);
    assert!(said.contains("not that of the study") && said.contains("--shards N"), "{said}");
}

#[test]
fn another_study_finds_what_the_first_lived() {
    let home = home();
    good(&home, "ensemble study.toml --out out");
    let study = fs::read_to_string(home.path().join("study.toml")).expect("it is there");
    let other = study.replace("\"tiny\"", "\"other\"").replace("draws = 25", "draws = 35");
    fs::write(home.path().join("other.toml"), other).expect("written");
    let text = said(&good(&home, "ensemble other.toml --out other"));
    // Two whole blocks of ten draws in each of four arms; the third was cut at draw 25.
    assert!(text.contains("8 found in the store, 0 taken over, 8 lived"), "{text}");
    let ls = said(&good(&home, "store ls"));
    assert!(ls.contains("20 units") && ls.contains("early, lecture"), "{ls}");
}
