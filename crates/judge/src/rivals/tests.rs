//! The comparison as a whole: equal settings, a stop, and a record that was made under one account.

use std::sync::atomic::AtomicBool;

use evidence::Evidence;
use kernel::chance::decision;
use kernel::{Dice, Lineage};
use lab::{LabError, Silent};

use super::*;
use crate::fit::Effort;
use crate::rows::LEARNED;
use crate::score::rules::Forecast;

fn request(accounts: Vec<Account>, out: Option<std::path::PathBuf>) -> Request {
    Request {
        accounts,
        seed: 7,
        households: 120,
        members: 120,
        threads: None,
        learned: LEARNED,
        effort: Effort { members: 3, steps: 1 },
        screened: 12,
        free: 5,
        probed: 0,
        paired: 1,
        out,
    }
}

#[test]
fn equal_settings_score_alike_and_kept_work_gives_the_same_numbers() {
    let evidence = Evidence::embedded().expect("the embedded evidence is whole");
    let central = accounts().remove(0);
    let named = |key: &str| Account { key: key.to_owned(), ..central.clone() };
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("theories");
    let all = vec![central.clone(), named("one"), named("other")];
    let request = request(all, Some(out.clone()));
    let never = AtomicBool::new(false);
    let found = compare(&request, &evidence, &Silent, &never).expect("compared");
    for form in [&found.pinned, &found.freed] {
        assert!(!form.units[0].is_empty());
        assert_eq!(form.own[1], form.own[2]);
        // The same settings as the central account are the central account: no difference at all.
        assert_eq!((form.all_own[1].mean, form.all_own[1].moved), (0.0, 0));
        // Thousands of additions round.
        assert!(form.weights.stacking.iter().all(|weight| (weight - 0.5).abs() < 1e-9));
    }
    assert!(found.answers.iter().all(|answer| !answer.reading().is_empty()));
    assert_eq!(found.answers.len(), evidence.rivalry.tests.len());
    write(&found, &out).expect("written");
    let again = compare(&request, &evidence, &Silent, &AtomicBool::new(true)).expect("kept");
    assert_eq!(again.pinned.units, found.pinned.units);
    assert_eq!(page(&again), page(&found));
    let text = std::fs::read_to_string(out.join("theories.csv")).expect("written");
    // Two forms, three accounts, four parts, and the head.
    assert_eq!(text.lines().count(), 25, "{text}");
}

#[test]
fn a_stop_says_what_is_kept_and_a_strange_folder_is_left_alone() {
    let evidence = Evidence::embedded().expect("the embedded evidence is whole");
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("theories");
    let request = request(accounts(), Some(out));
    let stopped = compare(&request, &evidence, &Silent, &AtomicBool::new(true));
    assert!(matches!(stopped, Err(LabError::Paused { kept: 0, of: 18 })));
    std::fs::write(folder.path().join("mine.txt"), "mine").expect("written");
    assert!(prepare(folder.path()).is_err());
}

/// A toy: what account `k` of four says of a series is its own number, so far as the accounts differ
/// on it, with the spread of its members; the record is made under account `truth`.
fn toy_scores(truth: usize, world: u64, apart: f64) -> Vec<Vec<f64>> {
    let luck = |what: &str, who: u64| {
        let dice = Dice::new(world, decision(what), model::FIRST);
        dice.throw(Lineage(who)).normal(0)
    };
    let mean =
        |account: usize, series: u64| apart * luck("toy.mean", (account as u64) << 8 | series);
    let (spread, error) = (0.2, 0.3);
    let of = |account: usize| {
        let score = |series: u64| {
            let recorded = mean(truth, series) + error * luck("toy.record", series);
            let member = |n: u64| {
                let who = (account as u64) << 20 | series << 10 | n;
                mean(account, series) + spread * luck("toy.member", who)
            };
            let members: Vec<f64> = (0..30).map(member).collect();
            Forecast { centres: members, sd: error }.log_density(recorded)
        };
        (0..20).map(score).collect()
    };
    (0..4).map(of).collect()
}

/// Of 40 records, each made under one of four accounts, how many that account wins.
fn won(apart: f64) -> usize {
    let wins = |world: &u64| {
        let truth = (*world % 4) as usize;
        let weights = weights(&toy_scores(truth, *world, apart), *world);
        (0..4).all(|other| weights.alone[other] <= weights.alone[truth])
    };
    (0..40).filter(wins).count()
}

#[test]
fn a_record_made_under_an_account_is_won_by_it_if_the_accounts_differ() {
    // By chance 10 of 40 are won, and more than 17 in one of a hundred trials.
    assert!(won(0.5) > 30, "{}", won(0.5));
    assert!((4..=17).contains(&won(0.0)), "{}", won(0.0));
}
