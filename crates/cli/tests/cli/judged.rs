//! `sense` and `ablate` as a user meets them.

use crate::{answer, document, home, ktokogo, remarked, said};

const SMALL: [&str; 4] = ["--households", "200", "--members", "200"];

#[test]
fn a_sensitivity_fits_the_screen_and_says_whether_it_is_settled() {
    let home = home();
    let asked = ["sense", "prices.general", "--at", "1918-06", "--trajectories", "4", "--out", "s"];
    let factors = ["--factor", "issue-money", "--factor", "requisition"];
    let output = ktokogo(&home).args(asked).args(factors).args(SMALL).output().expect("it runs");
    assert_eq!(output.status.code(), Some(0), "{}", remarked(&output));
    let screen = said(&output);
    for part in ["20 runs", "issue-money", "chance", "ettled", "two halves of the sample"] {
        let flat = screen.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(part), "`{part}` is missing from\n{screen}");
    }
    assert!(screen.lines().all(|line| line.chars().count() <= 100), "{screen}");
    let table = std::fs::read_to_string(home.path().join("s/indices.csv")).expect("written");
    assert!(table.contains("prices.general 1918-06,mu_star,issue-money,"), "{table}");
    let again = ktokogo(&home).args(asked).args(factors).args(SMALL).output().expect("it runs");
    assert_eq!(again.status.code(), Some(1), "what stands is not overwritten");
}

#[test]
fn what_cannot_be_asked_is_answered_before_the_work() {
    for (words, part) in [
        (&["sense", "prices.generl", "--at", "1923"][..], "did you mean `prices.general`"),
        (&["sense", "prices.general"], "give --at"),
        (&["sense", "prices.general", "--at", "1931"], "does not lie between"),
        (&["sense", "--factor", "issue-mony"], "did you mean `issue-money`"),
        (&["sense", "--method", "pawn", "--by", "mechanism"], "leave --by mechanism out"),
        (&["sense", "--method", "sobol", "--trajectories", "8"], "give --samples"),
        (&["sense", "--screened", "nowhere"], "does not exist"),
    ] {
        let (code, _, remarks) = answer(words);
        assert_eq!(code, 1, "{words:?}");
        assert!(remarks.contains(part), "{words:?}\n{remarks}");
    }
}

#[test]
fn an_ablation_lists_every_mechanism() {
    let words = ["ablate", "--draws", "1", "--until", "1918-03", "--json"];
    let (code, document) = document(&[&words[..], &SMALL].concat());
    assert_eq!(code, 0, "{document}");
    let all = document["mechanisms"].as_array().expect("a list");
    assert!(all.iter().any(|one| one["mechanism"] == "issue-money"));
    assert!(document["changing_nothing"].is_array());
}
