//! `check`, `--evidence` and `audit`: bad files are named with their line, and nothing panics.

use std::fs;
use std::path::Path;

use crate::{document, evidence, home, ktokogo, remarked, said};

/// A copy of the evidence with one text replaced in one file.
fn damaged(folder: &Path, file: &str, from: &str, to: &str) {
    copy(&evidence(), folder);
    let path = folder.join(file);
    let text = fs::read_to_string(&path).expect("the file is there");
    assert!(text.contains(from), "{file} does not hold `{from}`");
    fs::write(path, text.replacen(from, to, 1)).expect("the copy can be changed");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("the evidence can be listed").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a file can be copied");
        }
    }
}

const LIVESTOCK: &str = "series/economy/livestock.csv";

/// The cell of the first row of the livestock file in the column of this name, and the whole row.
fn a_cell(column: &str) -> (String, String) {
    let text = fs::read_to_string(evidence().join(LIVESTOCK)).expect("the file is there");
    let mut lines = text.lines();
    let head = lines.next().expect("it has a head");
    let row = lines.next().expect("it has rows");
    let place = head.split(',').position(|name| name == column).expect("it has the column");
    // No cell before these columns holds a comma, or the test below would not find its fault.
    (row.split(',').nth(place).expect("the row is whole").to_owned(), row.to_owned())
}

#[test]
fn a_broken_number_is_named_with_file_line_and_cure() {
    let home = home();
    let (value, row) = a_cell("value");
    let broken = row.replacen(&format!(",{value},"), ",many,", 1);
    damaged(&home.path().join("mine"), LIVESTOCK, &row, &broken);
    let file = format!("mine/{LIVESTOCK}");
    let output = ktokogo(&home).args(["check", &file]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains(&format!("{file}:2: `many`")), "{}", said(&output));
    let audit = ktokogo(&home).args(["evidence", "audit", "--evidence", "mine"]).output();
    assert_eq!(audit.expect("it runs").status.code(), Some(2));
    let run = ktokogo(&home).args(["run", "--evidence", "mine"]).output().expect("it runs");
    assert_eq!(run.status.code(), Some(1));
    assert!(remarked(&run).contains(":2: `many`"), "{}", remarked(&run));
    assert!(!home.path().join("runs").exists());
}

#[test]
fn an_unknown_source_fails_the_audit_and_the_check_of_its_file_alone() {
    let home = home();
    let (source, row) = a_cell("source");
    let unknown = row.replacen(&source, "nobody-knows-this", 1);
    damaged(&home.path().join("mine"), LIVESTOCK, &row, &unknown);
    let check = |file: &str| {
        let path = format!("mine/{file}");
        let output = ktokogo(&home).args(["check", &path]).output().expect("it runs");
        (output.status.code(), said(&output))
    };
    let (code, out) = check(LIVESTOCK);
    assert_eq!(code, Some(2), "{out}");
    assert!(out.contains("unknown source `nobody-knows-this`"), "{out}");
    let (code, out) = check("series/economy/prices_scissors.csv");
    assert_eq!(code, Some(0), "{out}");
    assert!(out.contains("Other files of mine have"), "{out}");
}

#[test]
fn a_decision_before_an_unknown_body_is_refused_once_at_its_line() {
    let home = home();
    let (right, wrong) = ("body = \"central-committee\"", "body = \"central-comittee\"");
    damaged(&home.path().join("mine"), "decisions/1922.toml", right, wrong);
    let output = ktokogo(&home).args(["check", "mine"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    let out = said(&output);
    let what = "unknown body `central-comittee`; did you mean `central-committee`?";
    let lines: Vec<&str> = out.lines().filter(|line| line.contains(what)).collect();
    let places: std::collections::BTreeSet<&&str> = lines.iter().collect();
    assert!(!lines.is_empty() && lines.len() == places.len(), "{out}");
    assert!(lines.iter().all(|line| line.contains("decisions/1922.toml:")), "{out}");
}

#[test]
fn the_folder_of_evidence_passes_and_an_empty_one_does_not() {
    let home = home();
    let good = evidence().display().to_string();
    let output = ktokogo(&home).args(["check", &good]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    fs::create_dir(home.path().join("empty")).expect("a folder can be made");
    let output = ktokogo(&home).args(["check", "empty"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    let output = ktokogo(&home).args(["run", "--evidence", "nowhere"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(remarked(&output).contains("nowhere"), "{}", remarked(&output));
}

#[test]
fn a_broken_scenario_is_shown_at_its_line() {
    let home = home();
    let text = "ktokogo = 1\nname = \"mine\"\nparent = \"history\"\n\n[silence]\nmechanisms = [\"sel-grain\"\n";
    fs::write(home.path().join("mine.toml"), text).expect("a file can be written");
    let check = ktokogo(&home).args(["check", "mine.toml"]).output().expect("it runs");
    assert_eq!(check.status.code(), Some(2));
    let run = ktokogo(&home).args(["run", "mine.toml"]).output().expect("it runs");
    assert_eq!(run.status.code(), Some(1));
    for text in [said(&check), remarked(&run)] {
        assert!(text.contains("error") && text.contains("mine.toml:"), "{text}");
    }
    let words = ["check", "mine.toml", "--json"];
    let output = ktokogo(&home).args(words).output().expect("it runs");
    let document: serde_json::Value = serde_json::from_str(&said(&output)).expect("JSON");
    assert_eq!((&document["ok"], &document["exit_code"]), (&false.into(), &2.into()));
    assert_eq!(document["faults"][0]["file"], "mine.toml");
}

#[test]
fn a_scenario_that_is_right_passes() {
    let home = home();
    let text = "ktokogo = 1\nname = \"mine\"\nparent = \"history\"\ntitle = \"Mine\"\n";
    fs::write(home.path().join("mine.toml"), text).expect("a file can be written");
    let output = ktokogo(&home).args(["check", "mine.toml"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(0), "{}", remarked(&output));
    assert!(said(&output).contains("no fault found"), "{}", said(&output));
}

#[test]
fn what_is_no_file_of_ours_is_refused_with_advice() {
    let home = home();
    fs::write(home.path().join("letter.docx"), "x").expect("a file can be written");
    fs::write(home.path().join("rows.csv"), "a,b\n").expect("a file can be written");
    for (file, advice) in [("letter.docx", ".toml"), ("rows.csv", "sources"), ("gone.toml", "path")]
    {
        let output = ktokogo(&home).args(["check", file]).output().expect("it runs");
        assert_eq!(output.status.code(), Some(1), "{file}");
        let text = remarked(&output);
        assert!(text.contains(file) && text.contains(advice), "{text}");
    }
}

#[test]
fn bytes_that_mean_nothing_are_refused_without_a_panic() {
    let home = home();
    let noise: Vec<u8> =
        (0..4096u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    for file in ["noise.toml", "noise.parquet"] {
        fs::write(home.path().join(file), &noise).expect("a file can be written");
        let output = ktokogo(&home).args(["check", file]).output().expect("it runs");
        assert_eq!(output.status.code(), Some(2), "{file}: {}", remarked(&output));
    }
}

#[test]
fn an_audit_in_json_lists_its_faults() {
    let (code, document) = document(&["evidence", "audit", "--json"]);
    assert_eq!(document["ok"].as_bool(), Some(code == 0));
    assert!(document["faults"].is_array());
}

#[test]
fn a_new_scenario_passes_the_check_is_never_overwritten_and_says_what_it_does() {
    let home = home();
    let ask = |words: &[&str]| ktokogo(&home).args(words).output().expect("it runs");
    for template in ["lesson", "paper", "assumption"] {
        let name = format!("my-{template}");
        let made = ask(&["new", &name, "--template", template]);
        assert_eq!(made.status.code(), Some(0), "{}", remarked(&made));
        let checked = ask(&["check", &format!("{name}.toml")]);
        assert_eq!(checked.status.code(), Some(0), "{}", said(&checked));
        assert!(said(&checked).contains("Layers"), "{}", said(&checked));
    }
    let words = said(&ask(&["check", "my-paper.toml"]));
    assert!(words.contains("once prices.scissors_wholesale > 2 for 2 months"), "{words}");
    assert!(words.contains("the author vouches up to 1924-06"), "{words}");
    fs::write(home.path().join("my-lesson.toml"), "mine").expect("written");
    let again = ask(&["new", "my-lesson"]);
    assert_eq!(again.status.code(), Some(1));
    assert!(remarked(&again).contains("--force"), "{}", remarked(&again));
    let kept = fs::read_to_string(home.path().join("my-lesson.toml")).expect("it is there");
    assert_eq!(kept, "mine");
    assert_eq!(ask(&["new", "my-lesson", "--force"]).status.code(), Some(0));
    assert_eq!(ask(&["check", "my-lesson.toml"]).status.code(), Some(0));
    assert_eq!(ask(&["new", "My Lesson"]).status.code(), Some(1));
    assert_eq!(ask(&["new", "history"]).status.code(), Some(1));
}

#[test]
fn the_schema_is_that_of_the_documents() {
    let page = include_str!("../../../../docs/scenario.schema.json");
    let (code, out, _) = crate::answer(&["check", "--schema"]);
    assert_eq!((code, out.as_str()), (0, page));
    let (_, document) = document(&["check", "--schema", "--json"]);
    assert_eq!(document["title"], "ktokogo scenario");
}

#[test]
fn scenarios_are_listed_by_date_with_their_passports() {
    let (code, document) = document(&["list", "scenarios", "--json"]);
    assert_eq!(code, 0);
    let items = document["items"].as_array().expect("a list");
    assert_eq!(items[0]["name"], "history");
    let months: Vec<&str> = items.iter().filter_map(|item| item["month"].as_str()).collect();
    assert!(months.is_sorted(), "{months:?}");
}
