//! `run`: the screen, the folder, and what is never overwritten.

use std::fs;

use crate::{home, ktokogo, remarked, said};

/// Small enough for a test, large enough to have every region and stratum.
const TINY: [&str; 5] = ["run", "--draws", "1", "--households", "300"];

#[test]
fn a_run_prints_one_screen_and_writes_a_folder() {
    let home = home();
    let output = ktokogo(&home).args(TINY).args(["--out", "out"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(0), "{}", remarked(&output));
    let screen = said(&output);
    assert!(screen.lines().count() <= 50, "{} lines\n{screen}", screen.lines().count());
    assert!(screen.lines().all(|line| line.chars().count() <= 100), "{screen}");
    assert!(!screen.contains('\u{1b}'), "colours in a pipe");
    for part in [
        "history",
        "seed 1917",
        "Stylised facts:",
        "Outcomes at the end",
        "Decisions: ",
        "Kto-kogo: ",
        "out/report.html",
    ] {
        assert!(screen.contains(part), "`{part}` is missing from\n{screen}");
    }
    let held = screen.lines().find_map(|line| line.strip_prefix("✓ holding: ")).unwrap_or_default();
    let held = held.split(", ").filter(|number| !number.is_empty()).count();
    let facts = held + screen.matches('✗').count();
    assert_eq!(facts, 30, "{screen}");
    assert!(!remarked(&output).contains('\r'), "a progress bar where there is no terminal");
    for file in ["run.json", "series.parquet", "summary.csv", "outcomes.csv", "report.html"] {
        assert!(home.path().join("out").join(file).is_file(), "{file} is missing");
    }
    let check = ktokogo(&home).args(["check", "out"]).output().expect("it runs");
    assert_eq!(check.status.code(), Some(0), "{}", said(&check));
}

#[test]
fn a_life_that_is_lived_alone_has_no_band_and_its_report_says_so() {
    let home = home();
    let words = ["run", "--draws", "0", "--households", "300", "--members", "full", "--out", "out"];
    let output = ktokogo(&home).args(words).args(["--until", "1919-12"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(0), "{}", remarked(&output));
    let screen = said(&output);
    assert!(screen.contains("the central run alone, 300 household rows"), "{screen}");
    assert!(!screen.contains("80 %") && !screen.contains("draws"), "{screen}");
    let text = |name: &str| fs::read_to_string(home.path().join("out").join(name)).expect("text");
    let report = text("report.html");
    assert!(report.contains("One run says nothing of what the parameters leave open"), "no word");
    assert!(!report.contains("lie within the 80"), "a band of one life");
    assert!(text("README.txt").contains("the central run alone"), "{}", text("README.txt"));
    assert!(!home.path().join("out/microdata").exists(), "nobody asked for single rows");
}

#[test]
fn a_folder_that_is_no_run_is_never_replaced() {
    let home = home();
    let out = home.path().join("out");
    fs::create_dir(&out).expect("a folder can be made");
    fs::write(out.join("mine.txt"), "precious").expect("a file can be written");
    for force in [&[][..], &["--force"]] {
        let mut command = ktokogo(&home);
        let refused = command.args(TINY).args(["--out", "out"]).args(force).output();
        let refused = refused.expect("it runs");
        assert_eq!(refused.status.code(), Some(1));
        let text = remarked(&refused);
        assert!(text.contains("out: ") && !text.contains("Living"), "{text}");
        assert_eq!(fs::read_dir(&out).expect("it can be listed").count(), 1, "more was written");
        assert_eq!(fs::read_to_string(out.join("mine.txt")).expect("it is there"), "precious");
    }
}

#[test]
fn an_earlier_run_is_kept_unless_force_is_given() {
    let home = home();
    let run = |more: &[&str]| {
        let command = &mut ktokogo(&home);
        let output = command.args(TINY).args(["--until", "1918-03", "--out", "out"]).args(more);
        output.output().expect("it runs")
    };
    assert_eq!(run(&[]).status.code(), Some(0));
    let mark = home.path().join("out/run.json");
    let before = fs::read(&mark).expect("it was written");
    let refused = run(&["--seed", "7"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(remarked(&refused).contains("--force"), "{}", remarked(&refused));
    assert_eq!(fs::read(&mark).expect("it is kept"), before);
    assert_eq!(run(&["--seed", "7", "--force"]).status.code(), Some(0));
    assert!(fs::read(&mark).expect("it was replaced") != before);
}

#[test]
fn a_folder_that_cannot_be_made_is_refused_before_the_work() {
    let home = home();
    fs::write(home.path().join("file"), "x").expect("a file can be written");
    for out in ["file", "file/inside/out"] {
        let output = ktokogo(&home).args(["run", "--out", out]).output().expect("it runs");
        assert_eq!(output.status.code(), Some(1), "{out}");
        let text = remarked(&output);
        assert!(text.contains("file") && text.contains("--out"), "{text}");
        assert!(!text.contains("Living"), "the work was done first: {text}");
    }
}

#[test]
fn the_summary_is_one_json_document_and_threads_do_not_change_it() {
    let home = home();
    let summary = |threads: &str, out: &str| {
        let mut command = ktokogo(&home);
        let output = command.args(TINY).args(["--json", "--threads", threads, "--out", out]);
        let output = output.output().expect("it runs");
        assert_eq!(output.status.code(), Some(0), "{}", remarked(&output));
        assert_eq!(remarked(&output), "", "JSON comes alone");
        serde_json::from_str::<serde_json::Value>(&said(&output)).expect("JSON")
    };
    let (one, two) = (summary("1", "one"), summary("2", "two"));
    for key in ["headlines", "facts", "politics", "hashes", "seed", "draws"] {
        assert!(!one[key].is_null(), "{key} is missing");
        assert_eq!(one[key], two[key], "{key} depends on the threads");
    }
    assert_eq!(one["facts"].as_array().map(Vec::len), Some(30));
    let politics = &one["politics"];
    assert_eq!(politics["outcomes"].as_array().map(Vec::len), Some(8));
    assert!(politics["loops"][0]["loop"].is_string() && politics["kto_kogo"]["median"].is_number());
    assert!(politics["decision_scores"]["all"]["decisions"].as_u64() > Some(20), "{politics}");
    assert_eq!(one["output"]["path"], "one");
}

#[test]
fn another_seed_is_another_history() {
    let home = home();
    let headlines = |seed: &str| {
        let mut command = ktokogo(&home);
        command.args(["run", "--draws", "0", "--households", "300", "--json", "--seed", seed]);
        let output = command.args(["--out", seed]).output().expect("it runs");
        let document: serde_json::Value = serde_json::from_str(&said(&output)).expect("JSON");
        document["headlines"].clone()
    };
    assert!(headlines("1") != headlines("2"), "the seed changes nothing");
}

#[test]
fn quiet_says_nothing_beside_the_answer_and_verbose_shows_each_check() {
    let home = home();
    let mut command = ktokogo(&home);
    let quiet = command.args(TINY).args(["--quiet", "--out", "quiet"]).output().expect("it runs");
    assert_eq!(remarked(&quiet), "");
    assert!(!said(&quiet).contains("Next"));
    let mut command = ktokogo(&home);
    let verbose = command.args(TINY).args(["-v", "--out", "verbose"]).output().expect("it runs");
    assert!(said(&verbose).contains("wanted"), "{}", said(&verbose));
    assert!(remarked(&verbose).contains("hash"), "{}", remarked(&verbose));
}

#[test]
fn an_unknown_scenario_is_answered_with_the_nearest() {
    let home = home();
    let output = ktokogo(&home).args(["run", "histroy"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(remarked(&output).contains("`history`"), "{}", remarked(&output));
}

#[test]
fn options_of_run_may_stand_alone() {
    let home = home();
    let words = ["--draws", "0", "--households", "300", "--until", "1917-12", "--out", "out"];
    let output = ktokogo(&home).args(words).output().expect("it runs");
    assert_eq!(output.status.code(), Some(0), "{}", remarked(&output));
}

#[test]
fn decisions_are_freed_by_options_and_the_folder_says_so() {
    let home = home();
    let run = |out: &str, more: &[&str]| {
        let mut command = ktokogo(&home);
        let output = command.args(TINY).args(["--until", "1918-03", "--json", "--out", out]);
        let output = output.args(more).output().expect("it runs");
        assert_eq!(output.status.code(), Some(0), "{}", remarked(&output));
        serde_json::from_str::<serde_json::Value>(&said(&output)).expect("JSON")
    };
    let pinned = run("pinned", &[]);
    let only = ["--free-decision", "monopoly-december-1922"];
    let mut hashes = vec![pinned["hashes"]["scenario"].clone()];
    for (out, options, words) in [
        ("all", &["--free"][..], "free"),
        ("from", &["--free", "1923-01"], "free from 1923-01"),
        ("only", &only, "free: monopoly-december-1922"),
    ] {
        let answer = run(out, options);
        assert_eq!(answer["decisions"], words);
        let hash = answer["hashes"]["scenario"].clone();
        assert!(!hashes.contains(&hash), "{words} passes for another run");
        hashes.push(hash);
        let about = fs::read_to_string(home.path().join(out).join("run.json")).expect("there");
        let about: serde_json::Value = serde_json::from_str(&about).expect("JSON");
        let command = about["command"].as_str().expect("a command");
        assert!(command.ends_with(&options.join(" ")), "{command}");
        // The scenario of the folder asks for the same by itself.
        let scenario = format!("{out}/scenario.toml");
        let again = ktokogo(&home).args(["check", &scenario]).output().expect("it runs");
        assert_eq!(again.status.code(), Some(0), "{}", said(&again));
        for file in ["decisions.parquet", "rollcalls.parquet", "decisions.csv"] {
            assert!(home.path().join(out).join(file).is_file(), "{file} is missing");
        }
    }
}

#[test]
fn a_decision_that_nobody_knows_comes_with_the_nearest() {
    let (code, _, err) = crate::answer(&["run", "--free-decision", "monopoly-december-1921"]);
    assert_eq!(code, 1);
    assert!(err.contains("monopoly-december-1922") && err.contains("S005"), "{err}");
    let (code, _, err) = crate::answer(&["run", "--free", "--free-decision", "x"]);
    assert_eq!(code, 1);
    assert!(err.contains("--free"), "{err}");
}
