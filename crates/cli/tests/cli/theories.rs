//! `compare-theories`: small enough for a test, kept and gone on with.

use crate::{answer, home, ktokogo, remarked, said};

/// One account, as small as a fit can be.
const SMALL: [&str; 20] = [
    "compare-theories",
    "--only",
    "kotkin",
    "--ensemble",
    "2",
    "--steps",
    "1",
    "--screened",
    "12",
    "--free-parameters",
    "3",
    "--probed",
    "0",
    "--paired",
    "1",
    "--households",
    "120",
    "--members",
    "120",
    "--quiet",
];

#[test]
fn one_account_is_compared_on_one_screen_and_kept() {
    let home = home();
    let words = ["--out", "theories", "--markdown", "theories.md"];
    let output = ktokogo(&home).args(SMALL).args(words).output().expect("it runs");
    assert_eq!(output.status.code(), Some(0), "{}", remarked(&output));
    let screen = said(&output);
    for part in
        ["Rival accounts compared", "kotkin", "D14", "not in the model", "What this can tell"]
    {
        assert!(screen.contains(part), "`{part}` is missing from\n{screen}");
    }
    assert!(screen.lines().all(|line| line.chars().count() <= 100), "{screen}");
    for file in ["theories.csv", "series.csv", "tests.csv", "deciding.csv", "README.txt"] {
        assert!(home.path().join("theories").join(file).is_file(), "{file}");
    }
    let page = std::fs::read_to_string(home.path().join("theories.md")).expect("written");
    assert!(page.contains("## The discriminating tests") && page.contains("### D01"), "{page}");
    // What is kept is not lived again, and gives the same screen.
    let again = ktokogo(&home).args(SMALL).args(words).output().expect("it runs");
    assert_eq!(said(&again), screen);
    // Other settings do not mix with it.
    let other = ktokogo(&home).args(SMALL).args(words).args(["--seed", "5"]).output();
    let other = other.expect("it runs");
    assert_eq!(other.status.code(), Some(1));
    assert!(remarked(&other).contains("other settings"), "{}", remarked(&other));
}

#[test]
fn an_account_that_is_not_there_is_answered_with_the_nearest() {
    let (code, _, remarks) = answer(&["compare-theories", "--only", "kotkn"]);
    assert_eq!(code, 1);
    assert!(remarks.contains("did you mean `kotkin`?"), "{remarks}");
}
