//! `score`, small.

use std::collections::BTreeSet;
use std::fs;

use crate::{answer, home, ktokogo, remarked, said};

/// One origin, few members, a short life.
const SMALL: [&str; 15] = [
    "score",
    "--origin",
    "1919-06",
    "--ensemble",
    "10",
    "--steps",
    "1",
    "--screened",
    "10",
    "--free",
    "4",
    "--households",
    "100",
    "--members",
    "50",
];

#[test]
fn forecasts_stand_beside_trivial_ones_and_are_the_same_on_any_number_of_threads() {
    let home = home();
    for threads in ["1", "2"] {
        let args = ["--quiet", "--threads", threads, "--out", threads, "--markdown", "page.md"];
        let output = ktokogo(&home).args(SMALL).args(args).output().expect("the program runs");
        assert_eq!(output.status.code(), Some(0), "{}", remarked(&output));
        assert!(said(&output).contains("they need an origin from 1924-12 on"), "{}", said(&output));
    }
    let read = |folder: &str, name: &str| {
        fs::read_to_string(home.path().join(folder).join(name)).expect("a file of the folder")
    };
    for name in ["forecasts.csv", "scores.csv", "events.csv", "coverage.csv", "pit.csv"] {
        assert!(read("1", name) == read("2", name), "{name} differs");
    }
    let forecasts = read("1", "forecasts.csv");
    let lines: Vec<Vec<&str>> = forecasts.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!(lines[0][..4], ["origin", "forecaster", "row", "horizon"]);
    let who: BTreeSet<&str> = lines[1..].iter().map(|line| line[1]).collect();
    for one in ["strict", "pinned", "strict-level", "pinned-level", "random-walk", "drift"] {
        assert!(who.contains(one), "{one} is missing of {who:?}");
    }
    // A trivial forecast of a row that the origin knew would be no forecast.
    assert!(
        lines[1..]
            .iter()
            .all(|line| line[0] == "1919-06" && (line[1] != "drift" || line[3] != "0"))
    );
    assert!(read(".", "page.md").contains("Origins: 1919-06."), "the page says what was asked");
}

#[test]
fn an_origin_from_which_nothing_can_be_forecast_is_told_before_the_work() {
    for origin in ["1918-01", "1929-12"] {
        let (code, _, remarks) = answer(&["score", "--origin", origin]);
        assert_eq!(code, 1);
        assert!(remarks.contains("an origin lies between 1919-01 and 1929-11"), "{remarks}");
    }
}
