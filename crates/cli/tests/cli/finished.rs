//! What can be done with finished runs: `compare`, `report`, `cite`, `replay`, `export`, `check`.

use std::fs;
use std::process::Output;

use serde_json::Value;
use tempfile::TempDir;

use crate::{home, ktokogo, remarked, said};

const SMALL: [&str; 8] =
    ["--draws", "2", "--households", "300", "--members", "100", "--until", "1918-03"];

fn give(home: &TempDir, words: &[&str]) -> Output {
    ktokogo(home).args(words).output().expect("it runs")
}

/// Lives something small, which must succeed.
fn live(home: &TempDir, words: &[&str]) {
    let output = ktokogo(home).args(words).args(SMALL).arg("--quiet").output().expect("it runs");
    assert_eq!(output.status.code(), Some(0), "{}", remarked(&output));
}

fn document(output: &Output) -> Value {
    serde_json::from_str(&said(output)).unwrap_or_else(|e| panic!("{e}\n{}", said(output)))
}

#[test]
fn runs_are_compared_and_what_cannot_be_is_refused_setting_by_setting() {
    let home = home();
    live(&home, &["run", "--out", "a"]);
    live(&home, &["run", "--out", "b", "--theory", "lewin"]);
    live(&home, &["run", "--out", "c", "--seed", "7"]);
    let output = give(&home, &["compare", "a", "b", "a"]);
    assert_eq!(output.status.code(), Some(0), "{}", remarked(&output));
    let screen = said(&output);
    assert!(screen.lines().all(|line| line.chars().count() <= 100), "{screen}");
    for part in ["3 runs, 2 draws matched", "lewin", "A and C are the same run", "O1 "] {
        assert!(screen.contains(part), "`{part}` is missing from\n{screen}");
    }
    assert!(!screen.contains("A and B"), "{screen}");
    let words = ["compare", "a", "b", "--variable", "party.members", "--at", "1918-02", "--json"];
    let compared = document(&give(&home, &words));
    let row = &compared["rows"][0];
    assert_eq!((&row["variable"], &row["first"]), (&"party.members".into(), &"1918-02".into()));
    let difference = &row["runs"][1]["difference"];
    let counted = ["below", "equal", "above"].map(|key| difference[key].as_u64().expect("a count"));
    assert_eq!(counted.iter().sum::<u64>(), 2);
    let refused = give(&home, &["compare", "a", "c"]);
    assert_eq!(refused.status.code(), Some(1));
    let text = remarked(&refused);
    assert!(text.contains("seed: 1917") && text.contains("again with --seed 1917"), "{text}");
    let missing = give(&home, &["compare", "a", "b", "--variable", "party.member"]);
    assert!(remarked(&missing).contains("party.members"), "{}", remarked(&missing));
    let beyond = give(&home, &["compare", "a", "b", "--at", "1924"]);
    assert!(remarked(&beyond).contains("to 1918-03"), "{}", remarked(&beyond));
}

#[test]
fn a_run_is_lived_again_to_the_same_bytes_and_damage_is_found() {
    let home = home();
    live(&home, &["run", "--theory", "trotsky", "--free", "1918-01"]);
    let replayed = give(&home, &["replay", "last", "--quiet"]);
    assert_eq!(replayed.status.code(), Some(0), "{}{}", said(&replayed), remarked(&replayed));
    assert!(said(&replayed).contains("the same bytes in"), "{}", said(&replayed));
    let run = fs::read_dir(home.path().join("runs")).expect("runs").next().expect("a run");
    let run = run.expect("an entry").path();
    let check = |code| {
        let output = give(&home, &["check", run.to_str().expect("UTF-8")]);
        assert_eq!(output.status.code(), Some(code), "{}", said(&output));
        said(&output)
    };
    assert!(check(0).contains("held against the checksums"));
    let summary = run.join("summary.csv");
    let mut bytes = fs::read(&summary).expect("it was written");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&summary, bytes).expect("written");
    assert!(check(2).contains("summary.csv: the file was altered"), "{}", check(2));
    let replayed = give(&home, &["replay", "last", "--json"]);
    assert_eq!(replayed.status.code(), Some(2));
    let replayed = document(&replayed);
    assert_eq!(replayed["files"]["summary.csv"], "differs");
    assert_eq!(replayed["files"]["series.parquet"], "agrees");
}

#[test]
fn a_pair_is_compared_cited_exported_and_lived_again() {
    let home = home();
    live(&home, &["whatif", "open-border", "--out", "runs/pair"]);
    let compared = give(&home, &["compare", "last"]);
    assert!(said(&compared).contains("A and B have the same numbers"), "{}", said(&compared));
    let cited = give(&home, &["cite", "pair", "--style", "bibtex"]);
    assert!(said(&cited).starts_with("@misc{ktokogo-p-"), "{}", said(&cited));
    let file = home.path().join("runs/pair/CITATION.cff");
    let cff = said(&give(&home, &["cite", "pair", "--style", "cff"]));
    assert_eq!(fs::read_to_string(file).expect("it was written"), cff);
    let exported = give(&home, &["export", "pair", "--rocrate", "--out", "crate", "--json"]);
    assert_eq!(exported.status.code(), Some(0), "{}", said(&exported));
    assert!(home.path().join("crate/changed/series.parquet").is_file());
    assert!(home.path().join("crate/ro-crate-metadata.json").is_file());
    let replayed = give(&home, &["replay", "pair", "--json"]);
    assert_eq!(replayed.status.code(), Some(0), "{}", said(&replayed));
    let replayed = document(&replayed);
    assert_eq!(replayed["files"]["changed/series.parquet"], "agrees");
    assert_eq!(replayed["files"]["divergence.csv"], "agrees");
}

#[test]
fn the_page_of_a_run_is_shown_copied_or_drawn_again() {
    let home = home();
    live(&home, &["run", "--out", "a"]);
    let shown = said(&give(&home, &["report", "a"]));
    assert!(shown.starts_with("Report   a/report.html"), "{shown}");
    assert_eq!(give(&home, &["report", "a", "--out", "b.html"]).status.code(), Some(0));
    let page = fs::read(home.path().join("a/report.html")).expect("it was written");
    assert_eq!(fs::read(home.path().join("b.html")).expect("it was copied"), page);
    let refused = give(&home, &["report", "a", "--out", "b.html"]);
    assert!(refused.status.code() == Some(1) && remarked(&refused).contains("--force"));
    fs::write(home.path().join("a/report.html"), "half a pa").expect("written");
    let damaged = give(&home, &["report", "a"]);
    assert!(damaged.status.code() == Some(1) && remarked(&damaged).contains("altered"));
    let again = give(&home, &["report", "a", "--out", "c.html"]);
    assert!(said(&again).contains("lived again"), "{}{}", said(&again), remarked(&again));
    let drawn = fs::read_to_string(home.path().join("c.html")).expect("it was drawn");
    assert!(drawn.starts_with("<!DOCTYPE html>") && drawn.contains("Engine hash"));
}

#[test]
fn a_name_that_is_not_known_is_answered_by_every_command() {
    let home = home();
    for words in [
        &["compare", "r-1", "r-2"][..],
        &["report", "r-1"],
        &["cite", "r-1"],
        &["replay", "r-1"],
        &["export", "r-1", "--rocrate"],
    ] {
        let output = give(&home, words);
        assert_eq!(output.status.code(), Some(1), "{words:?}");
        assert!(remarked(&output).contains("give the path"), "{words:?} {}", remarked(&output));
    }
}

#[test]
fn the_page_of_a_pair_is_drawn_again_with_the_parts_of_its_difference() {
    let home = home();
    let changed = ["--set", "trade_tolerance = 0.9 @ 1917-12"];
    live(&home, &[&["whatif", "--out", "pair"][..], &changed].concat());
    let page = |name: &str| fs::read_to_string(home.path().join(name)).expect("it was written");
    let plain = page("pair/report.html");
    assert!(!plain.contains("figure-decomposition"));
    fs::write(home.path().join("pair/report.html"), "half a pa").expect("written");
    let again = give(&home, &["report", "pair", "--out", "again.html"]);
    assert!(said(&again).contains("The pair was lived again"), "{}", remarked(&again));
    let timeless = |page: &str| page.matches("<section id=").count();
    assert_eq!(timeless(&page("again.html")), timeless(&plain));
    assert!(!page("again.html").contains("figure-decomposition"));
    let parts = give(&home, &["report", "pair", "--explain", "--out", "parts.html"]);
    assert_eq!(parts.status.code(), Some(0), "{}", remarked(&parts));
    assert!(page("parts.html").contains("figure-decomposition"), "{}", remarked(&parts));
    assert!(page("parts.html").contains("--explain"), "the command that draws it again");
    live(&home, &[&["whatif", "--explain", "--out", "both"][..], &changed].concat());
    assert!(page("both/report.html").contains("figure-decomposition"));
    assert!(page("both/explain.csv").starts_with("variable,"));
    let replayed = give(&home, &["replay", "both", "--json"]);
    assert_eq!(replayed.status.code(), Some(0), "{}", said(&replayed));
    let refused = give(&home, &["report", "pair", "--markdown"]);
    assert!(refused.status.code() == Some(1) && remarked(&refused).contains("study"));
}

#[test]
fn the_page_of_a_study_is_shown_printed_or_drawn_from_its_store() {
    let home = home();
    let study = "ktokogo = 1\nname = \"tiny\"\nscenarios = [\"open-border\"]\ndraws = 2\n\
                 households = 300\nmembers = 100\nuntil = \"1918-03\"\n";
    fs::write(home.path().join("tiny.toml"), study).expect("written");
    let lived = give(&home, &["ensemble", "tiny.toml", "--out", "out", "--quiet"]);
    assert_eq!(lived.status.code(), Some(0), "{}", remarked(&lived));
    let file = |name: &str| fs::read_to_string(home.path().join(name)).expect("it was written");
    assert!(said(&give(&home, &["report", "out"])).starts_with("Report   out/report.html"));
    assert_eq!(said(&give(&home, &["report", "out", "--markdown"])), file("out/report.md"));
    assert_eq!(give(&home, &["check", "out"]).status.code(), Some(0));
    let page = file("out/report.html");
    fs::write(home.path().join("out/report.html"), "half a pa").expect("written");
    assert_eq!(give(&home, &["check", "out"]).status.code(), Some(2));
    let again = give(&home, &["report", "out", "--out", "again.html"]);
    assert!(said(&again).contains("Drawn from the runs"), "{}", remarked(&again));
    assert_eq!(file("again.html"), page, "the same bytes from the store");
    let text = said(&give(&home, &["report", "tiny.toml", "--markdown"]));
    assert_eq!(text.replace("ensemble tiny.toml", "ensemble study.toml"), file("out/report.md"));
    for store in ["runs/store", "none"] {
        if store == "runs/store" {
            fs::remove_dir_all(home.path().join("runs/store/data")).expect("removed");
        }
        let words = ["report", "tiny.toml", "--markdown", "--store", store];
        let lacking = give(&home, &words);
        assert_eq!(lacking.status.code(), Some(1), "{store}: {}", said(&lacking));
        assert!(remarked(&lacking).contains("ktokogo ensemble"), "{}", remarked(&lacking));
    }
    assert!(!home.path().join("none").exists(), "nothing is made where there was no store");
}
