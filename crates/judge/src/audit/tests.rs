//! Tests of the audit that live nothing, and one that lives a little.

use std::collections::BTreeSet;
use std::sync::atomic::AtomicBool;

use evidence::{ClaimTest, Evidence, Expected, FateKind, TestKind};
use lab::Silent;
use lab::store::Store;
use model::variables::nodes::MEASURED_BY;

use super::*;

fn evidence() -> Evidence {
    Evidence::embedded().expect("the embedded evidence is whole")
}

fn ask(pattern: &str) -> Ask {
    Ask {
        pattern: pattern.to_owned(),
        theories: vec![CENTRAL.to_owned()],
        draws: 2,
        seed: lab::request::SEED,
        households: 400,
        members: 300,
        threads: None,
    }
}

fn test(kind: TestKind, expect: Option<Expected>) -> ClaimTest {
    let mut test = evidence().claim_tests.tests[0].clone();
    (test.kind, test.expect, test.share, test.assumed) = (kind, expect, 0.75, false);
    (test.low, test.high) = (f64::NEG_INFINITY, f64::INFINITY);
    (test.than, test.then, test.than_arm) = (String::new(), None, String::new());
    test
}

/// Four draws in which the arm has more than history, three of them clearly.
const MORE: [(f64, f64); 4] = [(2.0, 1.0), (3.0, 1.0), (1.5, 1.0), (1.0, 1.0)];

#[test]
fn every_claim_has_one_fate_and_a_verdict_and_nobody_waits() {
    let evidence = evidence();
    let audit = Audit::of(&evidence, &ask(""), None);
    assert_eq!(audit.entries.len(), evidence.claims.len());
    for entry in &audit.entries {
        let fates = evidence.fates.iter().filter(|fate| fate.claim == entry.claim.id);
        assert_eq!(fates.count(), 1, "{}", entry.claim.id);
        assert!(FACT_WORDS.iter().any(|(_, word)| *word == fact_word(&entry.claim)));
        assert!(entry.verdict.ends_with('.'), "{}: {}", entry.claim.id, entry.verdict);
        match entry.fate.fate {
            FateKind::LeftOut => assert_eq!(entry.model, Model::NotInModel),
            _ => assert!(matches!(&entry.model, Model::NotTested(why) if !why.is_empty())),
        }
    }
    let counted: usize = markdown::tallies(&audit)[2].1.iter().map(|(_, n)| n).sum();
    assert_eq!(counted, audit.entries.len(), "a verdict without a place in the counts");
}

#[test]
fn every_arm_of_the_tests_can_be_made_under_every_account() {
    let accounts = lab::scenario::theories::accounts().into_iter().map(|account| account.name);
    let theories: Vec<String> = accounts.collect();
    let many = theories.len();
    let arms = Arms::of(&evidence(), &Ask { theories, ..ask("") }).expect("arms");
    // Each arm once, and a history for each month from which the party is free.
    let ids: BTreeSet<(&str, _)> = arms.0.iter().map(|arm| (arm.id.as_str(), arm.free)).collect();
    assert_eq!(arms.0.len(), ids.len() * many);
    assert!(ids.len() <= 60, "{} arms", ids.len());
    for (id, free) in &ids {
        assert!(ids.contains(&("", *free)), "no history beside `{id}`");
    }
}

#[test]
fn a_test_of_what_a_silenced_mechanism_does_by_itself_is_said_to_be_assumed() {
    let evidence = evidence();
    let arms = Arms::of(&evidence, &ask("")).expect("arms");
    let fates = model::edges::fates();
    for test in evidence.claim_tests.tests.iter().filter(|test| test.expect.is_some()) {
        let arm = arms.0.iter().find(|arm| arm.id == test.arm).expect("an arm");
        let node = MEASURED_BY.iter().find(|(_, variable)| *variable == test.watch);
        let Some((node, _)) = node else { continue };
        let into = fates.iter().filter(|fate| fate.edge.1 == *node);
        let own = into.flat_map(|fate| &fate.mechanisms);
        let silenced = own.filter(|name| arm.scenario.silenced.contains(**name)).count() > 0;
        assert!(!silenced || test.assumed, "{}: {}", test.claim, test.watch);
    }
}

#[test]
fn what_is_assumed_rests_on_an_influence_or_a_card() {
    for entry in &Audit::of(&evidence(), &ask(""), None).entries {
        let held = entry.edges.iter().any(|edge| !edge.mechanisms.is_empty());
        let held = held || entry.fate.fate == FateKind::Mechanism;
        let assumed = entry.tests.iter().any(|tested| tested.test.assumed);
        assert!(held || !assumed, "{}: no mechanism holds it", entry.claim.id);
    }
}

#[test]
fn a_direction_is_found_and_its_reverse_is_contradicted() {
    let more = test(TestKind::Direction, Some(Expected::More));
    let found = count(&more, CENTRAL, &MORE);
    assert_eq!((found.agree, found.against, found.of, found.found), (3, 0, 4, Found::Found));
    assert!(found.low80 < 0.75 && found.high80 > 0.75);
    let less = test(TestKind::Direction, Some(Expected::Less));
    let reversed = count(&less, CENTRAL, &MORE);
    assert_eq!((reversed.agree, reversed.against), (0, 3));
    assert_eq!(reversed.found, Found::Contradicted);
    let little = ClaimTest { within: 0.6, ..test(TestKind::Direction, Some(Expected::Little)) };
    assert_eq!(count(&little, CENTRAL, &MORE).found, Found::NotFound);
}

#[test]
fn levels_orders_and_lives_that_lack_a_number() {
    let level = ClaimTest { low: 1.2, ..test(TestKind::Level, None) };
    assert_eq!(count(&level, CENTRAL, &MORE).agree, 3);
    let order = ClaimTest { than: "land.sown".to_owned(), ..test(TestKind::Order, None) };
    assert_eq!(count(&order, CENTRAL, &MORE).found, Found::Found);
    let broken = count(&order, CENTRAL, &[(f64::NAN, 1.0), (1.0, f64::NAN)]);
    assert_eq!((broken.of, broken.found), (0, Found::Unread));
}

fn tested(assumed: bool, found: Found) -> Tested {
    let test = ClaimTest { assumed, ..test(TestKind::Direction, Some(Expected::More)) };
    let pairs = match found {
        Found::Found => MORE.to_vec(),
        Found::Contradicted => MORE.map(|(here, there)| (there, here)).to_vec(),
        Found::NotFound => vec![(1.0, 2.0), (2.0, 1.0)],
        Found::Unread => Vec::new(),
    };
    let counts = vec![count(&test, CENTRAL, &pairs)];
    Tested { test, question: String::new(), counts }
}

#[test]
fn the_verdict_on_a_claim_is_no_stronger_than_its_tests() {
    let evidence = evidence();
    let fate = evidence.fates.iter().find(|fate| fate.fate == FateKind::Mechanism).expect("one");
    let word = |tests: &[(bool, Found)]| {
        let tests: Vec<Tested> = tests.iter().map(|(a, f)| tested(*a, *f)).collect();
        Model::of(fate, &tests, "").word()
    };
    use Found::{Contradicted, Found as Yes, NotFound, Unread};
    assert_eq!(word(&[(false, Yes)]), "found");
    assert_eq!(word(&[(true, Yes)]), "assumed");
    // What is assumed does not help what is open.
    assert_eq!(word(&[(true, Yes), (false, NotFound)]), "not found");
    assert_eq!(word(&[(true, Yes), (false, Contradicted)]), "contradicted");
    assert_eq!(word(&[(true, Contradicted), (false, Yes)]), "divided");
    assert_eq!(word(&[(false, Yes), (false, NotFound)]), "divided");
    assert_eq!(word(&[(false, Contradicted), (false, NotFound)]), "contradicted");
    assert_eq!(word(&[(true, NotFound)]), "not found");
    assert_eq!(word(&[(false, Unread)]), "not tested");
}

/// The lines of a page that no run can move.
fn lasting(page: &str) -> Vec<&str> {
    let of_runs = |line: &&str| !markdown::OF_RUNS.iter().any(|begin| line.starts_with(begin));
    page.lines().filter(of_runs).collect()
}

#[test]
fn the_page_in_docs_agrees_with_the_ledger() {
    let page = include_str!("../../../../docs/audit.md");
    let fresh = markdown::markdown(&Audit::of(&evidence(), &ask(""), None));
    let (found, wanted) = (lasting(page), lasting(&fresh));
    let differs = wanted.iter().zip(&found).find(|(wanted, found)| wanted != found);
    assert_eq!(differs, None, "run `ktokogo audit --markdown docs/audit.md --force`");
    assert_eq!(found.len(), wanted.len(), "lines are missing or left over");
}

#[test]
fn the_page_keeps_facts_that_no_script_is_needed_to_read() {
    let audit = Audit::of(&evidence(), &ask("monopoly"), None);
    let page = html::html(&audit);
    assert!(page.contains("<form hidden") && !page.contains("src=") && !page.contains("@import"));
    for entry in &audit.entries {
        assert!(page.contains(&format!("<article id=\"{}\"", entry.claim.id)));
    }
}

#[test]
fn lives_are_kept_and_found_again_with_the_same_numbers() {
    let (evidence, ask) = (evidence(), ask("harvest-1921-large"));
    let arms = Arms::of(&evidence, &ask).expect("arms");
    assert_eq!(arms.0.len(), 1);
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::open(folder.path()).expect("a store");
    let stop = AtomicBool::new(false);
    let lived = live(&arms, &ask, &evidence, Some(&store), &Silent, &stop).expect("lives");
    let again = live(&arms, &ask, &evidence, Some(&store), &Silent, &stop).expect("lives");
    assert_eq!((lived.lived, lived.found, again.lived, again.found), (2, 0, 0, 2));
    assert_eq!(lived.of, again.of);
    let audit = Audit::of(&evidence, &ask, Some(&again));
    assert_eq!(audit.entries[0].tests[0].counts[0].of, 2);
    assert!(!matches!(audit.entries[0].model, Model::NotTested(_)));
}
