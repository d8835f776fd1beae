//! `bench` as a user meets it. No number is held against time: only what is measured is asserted.

use crate::{document, home, ktokogo, remarked, said};

const QUICK: [&str; 2] = ["bench", "--quick"];

#[test]
fn the_document_has_the_machine_every_step_and_ensembles() {
    let (code, document) = document(&["bench", "--quick", "--json", "--threads", "2"]);
    assert_eq!(code, 0, "{document}");
    let speeds = document["machine"]["speeds"].as_array().expect("a list");
    let threads: Vec<_> = speeds.iter().map(|speed| &speed["threads"]).collect();
    assert_eq!(threads, [1, 2]);
    for field in ["triad_gb_a_second", "reading_gb_a_second", "updating_gb_a_second"] {
        assert!(speeds.iter().all(|speed| speed[field].as_f64() > Some(0.0)), "{document}");
    }
    let households = &document["households"];
    let steps = households["steps"].as_array().expect("a list");
    let walks = |name: &str| {
        let step = steps.iter().find(|step| step["name"] == name);
        step.unwrap_or_else(|| panic!("`{name}` is missing from {document}"))
    };
    // Six months from November: the fields are sown in one of them, and people eat in all.
    assert_eq!(walks("eat")["months"], 6);
    assert_eq!(walks("sow")["months"], 1);
    assert_eq!(walks("eat")["walks_households"], true);
    assert_eq!(walks("decrees and shocks")["walks_households"], false);
    // Mouths, grain, fed and weight at least: more than nothing and less than a whole row twice.
    let bytes = walks("eat")["bytes_a_row"].as_f64().expect("a number");
    assert!((8.0..200.0).contains(&bytes), "{bytes}");
    let together = &households["household_passes"];
    assert!(together["share_of_ceiling"].as_f64() > Some(0.0), "{document}");
    let counted = together["steps"].as_u64().zip(households["other_steps"]["steps"].as_u64());
    assert_eq!(counted.map(|(walk, stand)| (walk + stand) as usize), Some(steps.len()));
    let ensembles = &document["ensembles"];
    for field in ["start_seconds", "evidence_seconds", "society_seconds", "report_seconds"] {
        assert!(ensembles[field].as_f64() > Some(0.0), "`{field}`: {document}");
    }
    assert_eq!(ensembles["lived"][1]["runs"], 2);
}

#[test]
fn the_page_is_written_once_and_replaced_by_force() {
    let home = home();
    let asked = |words: &[&str]| {
        let output = ktokogo(&home).args(QUICK).args(words).output().expect("it runs");
        (output.status.code(), said(&output), remarked(&output))
    };
    let (code, screen, remarks) = asked(&["--markdown", "speed.md", "--threads", "1"]);
    assert_eq!(code, Some(0), "{remarks}");
    for part in ["The machine", "The steps of the month", "Ensembles", "of the ceiling"] {
        assert!(screen.contains(part), "`{part}` is missing from\n{screen}");
    }
    assert!(screen.lines().all(|line| line.chars().count() <= 100), "{screen}");
    let page = std::fs::read_to_string(home.path().join("speed.md")).expect("written");
    assert!(page.starts_with("# ") && page.contains("| eat | 6 |"), "{page}");
    let (code, _, remarks) = asked(&["--markdown", "speed.md"]);
    assert_eq!(code, Some(1));
    assert!(remarks.contains("--force"), "{remarks}");
}
