//! `explain` and `diverge`: why two worlds differ, and where they part.

use crate::{answer, home, ktokogo, remarked, said};

/// A pair small enough for a test.
const PAIR: [&str; 8] =
    ["whatif", "rain-in-1921", "--draws", "2", "--households", "300", "--until", "1922-03"];

#[test]
fn a_pair_is_explained_on_one_screen_and_in_its_folder() {
    let home = home();
    let lived = ktokogo(&home).args(PAIR).args(["--out", "pair"]).output().expect("it runs");
    assert_eq!(lived.status.code(), Some(0), "{}", remarked(&lived));
    let before = std::fs::read(home.path().join("pair/run.json")).expect("it was written");
    let asked = ["explain", "pair", "--variable", "grain.procured", "--at", "1921-08/1922-01"];
    for _ in 0..2 {
        let output = ktokogo(&home).args(asked).output().expect("it runs");
        assert_eq!(output.status.code(), Some(0), "{}", remarked(&output));
        let screen = said(&output);
        for part in [
            "in rain-in-1921 than in history?",
            "drought-1921 removed",
            "harvest",
            "the rest",
            "Heaviest loop: ",
            "Evidence for the links",
            "parameters judgement",
            "silenced in both worlds from 1921-07",
        ] {
            let flat = screen.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(flat.contains(part), "`{part}` is missing from\n{screen}");
        }
        assert!(screen.lines().all(|line| line.chars().count() <= 100), "{screen}");
    }
    let after = std::fs::read(home.path().join("pair/run.json")).expect("it is still there");
    assert_eq!(before, after, "another file was touched");
    let table = std::fs::read_to_string(home.path().join("pair/explain.csv")).expect("written");
    assert!(table.contains(",mechanism,harvest,") && table.contains(",rest,,"), "{table}");
    assert!(home.path().join("pair/explain.parquet").is_file());
    let readme = std::fs::read_to_string(home.path().join("pair/README.txt")).expect("written");
    assert!(readme.contains("explain.csv") && readme.contains("explain.parquet"), "{readme}");

    let parted = ktokogo(&home).args(["diverge", "pair", "--draw", "1"]).output().expect("it runs");
    let screen = said(&parted);
    for part in [
        "until 1921-06",
        "1921-07  after the step: decrees and shocks",
        "`drought-1921`",
        "harvest",
    ] {
        assert!(screen.contains(part), "`{part}` is missing from\n{screen}");
    }
    let same = ["diverge", "pair/base", "pair/base", "--json"];
    let same = ktokogo(&home).args(same).output().expect("it runs");
    let document: serde_json::Value = serde_json::from_str(&said(&same)).expect("JSON");
    assert_eq!(
        (document["identical"].as_bool(), document["parting"].is_null()),
        (Some(true), true)
    );
}

#[test]
fn what_cannot_be_explained_is_refused_with_the_way_to_ask() {
    let (code, _, remark) = answer(&["explain", "history"]);
    assert!(code == 1 && remark.contains("ktokogo whatif"), "{remark}");
    let (code, _, remark) = answer(&["explain", "rain-in-1921", "--variable", "grain.harvst"]);
    assert!(code == 1 && remark.contains("did you mean `grain.harvest`"), "{remark}");
    let (code, _, remark) = answer(&["diverge", "history"]);
    assert!(code == 1 && remark.contains("is not a pair"), "{remark}");
}
