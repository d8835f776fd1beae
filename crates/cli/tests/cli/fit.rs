//! `fit`, small.

use std::fs;

use crate::{home, ktokogo, remarked};

/// A fit of a few dozen lives to the first two years.
const SMALL: &str = r#"ktokogo = 1
name = "small"
cut = "1919-06"
seed = 7
households = 150
members = 120
memory = 24.0
[screening]
draws = 40
most = 6
[pilot]
members = 12
steps = 1
[ensemble]
members = 24
steps = 2
[recovery]
worlds = 2
members = 12
steps = 1
[labels]
recovered = 0.4
learned = 0.2
[history_matching]
implausibility = 3.0
variables = 90
[[discrepancy]]
variables = "*"
sd = 0.5
why = "a small fit"
"#;

#[test]
fn a_fit_gives_the_same_draws_on_any_number_of_threads() {
    let home = home();
    fs::write(home.path().join("fit.toml"), SMALL).expect("a file can be written");
    for threads in ["1", "2"] {
        let args = ["fit", "fit.toml", "--quiet", "--threads", threads, "--out", threads];
        let output = ktokogo(&home).args(args).output().expect("the program runs");
        assert!(output.status.success(), "{}", remarked(&output));
    }
    for name in ["draws.csv", "parameters.csv", "rows.csv", "fit.log"] {
        let read = |folder: &str| fs::read(home.path().join(folder).join(name)).expect("a file");
        assert!(read("1") == read("2"), "{name} differs");
    }
    // What is there is not overwritten unasked.
    let again = ktokogo(&home).args(["fit", "fit.toml", "--out", "1"]).output().expect("it runs");
    assert_eq!(again.status.code(), Some(1));
}

#[test]
fn a_slip_in_the_file_is_told_with_its_line_and_the_nearest_name() {
    let home = home();
    let text = SMALL.replace("\"*\"\nsd", "\"grain.harvst\"\nsd");
    fs::write(home.path().join("fit.toml"), text).expect("a file can be written");
    let output = ktokogo(&home).args(["fit", "fit.toml"]).output().expect("the program runs");
    let said = remarked(&output);
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("grain.harvest") && said.contains("fit.toml:28"), "{said}");
}
