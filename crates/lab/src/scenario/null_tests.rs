//! The patch of zero effect, on the real model: it must live exactly as history does.

use std::sync::atomic::AtomicBool;

use evidence::Evidence;
use model::Record;

use super::*;
use crate::{Request, Silent};

fn evidence() -> Evidence {
    Evidence::embedded().unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// Central run and one draw, so that assumptions about priors show.
fn lives(scenario: &Scenario, evidence: &Evidence) -> Vec<Record> {
    lives_of(scenario, evidence, 1)
}

fn lives_of(scenario: &Scenario, evidence: &Evidence, draws: u32) -> Vec<Record> {
    let mut request = Request::new(scenario.clone());
    (request.draws, request.households, request.members) = (draws, 100, 200);
    let lived = crate::run(&request, evidence, &Silent, &AtomicBool::new(false));
    let lived = lived.unwrap_or_else(|error| panic!("{error}"));
    lived.draws.into_iter().map(|draw| draw.record).collect()
}

/// Everything in a record, values to the bit.
fn bits(record: &Record) -> (Vec<u64>, String) {
    let values = record.values.iter().map(|value| value.to_bits()).collect();
    // That somebody was made to choose is told of a null patch too, and only of what it names.
    let vote = |vote: &model::VoteRecord| model::VoteRecord { forced: false, ..vote.clone() };
    let votes: Vec<_> = record.votes.iter().map(vote).collect();
    let rest = (&record.chronicle, votes, &record.circle, &record.networks);
    (values, format!("{rest:?}"))
}

fn same(a: &[Record], b: &[Record], what: &str) {
    for (a, b) in a.iter().zip(b) {
        let ((a, chronicle_a), (b, chronicle_b)) = (bits(a), bits(b));
        let differ = a.iter().zip(&b).filter(|(a, b)| a != b).count();
        assert_eq!(differ, 0, "{what}: values that differ");
        assert!(chronicle_a == chronicle_b, "{what}: chronicle, votes or offices differ");
    }
}

/// A patch that touches every instrument, each at its own time.
fn everything() -> Vec<String> {
    let month = |n: usize| model::FIRST.plus(6 + 3 * (n as i32 % 40));
    let one = |(n, i): (usize, &model::Instrument)| match i.words {
        [] => format!("{} = {} @ {}", i.name, i.low + 0.4 * (i.high - i.low), month(n)),
        words => format!("{} = {} @ {}", i.name, words[0], month(n)),
    };
    model::instruments().iter().enumerate().map(one).collect()
}

#[test]
fn the_null_patch_lives_as_history_does() {
    let evidence = evidence();
    let base = lives(&history(), &evidence);
    let ended = ["trade_monopoly = 0.4 @ 1922-10/1924-06", "credit *= 0.5 @ 1923-02/1924-02"];
    let mixed = [
        "sell-grain.substitution = 1.2",
        "switches.apparatus_dilution = 0.1",
        "silence harvest",
        "remove drought-1921",
        "move tax-in-kind @ 1921-09",
        "monopoly-december-1922 = open",
    ];
    let mut differ = Vec::new();
    let mut patches: Vec<(&str, Vec<&str>)> = vec![("ended", ended.to_vec())];
    patches.push(("mixed", mixed.to_vec()));
    for text in everything() {
        let scenario =
            patch(&[&text], &history(), &evidence).unwrap_or_else(|problems| panic!("{problems}"));
        let lived = lives_of(&scenario.null_patch(&history(), &evidence), &evidence, 0);
        if bits(&base[0]) != bits(&lived[0]) {
            differ.push(text);
        }
    }
    assert_eq!(differ, [""; 0], "instruments whose null patch does something");
    for (what, texts) in patches {
        let scenario =
            patch(&texts, &history(), &evidence).unwrap_or_else(|problems| panic!("{problems}"));
        let null = scenario.null_patch(&history(), &evidence);
        assert_eq!(null.actions.len(), scenario.actions.len(), "{what}: nothing is left out");
        let lived = lives(&null, &evidence);
        same(&base, &lived, what);
        let forced = lived[0].votes.iter().filter(|vote| vote.forced);
        let forced: Vec<&str> = forced.map(|vote| &*vote.decision).collect();
        assert_eq!(forced, ["monopoly-december-1922"][..usize::from(what == "mixed")]);
    }
}

#[test]
fn the_null_patch_keeps_theory_and_freedom_and_conditions_do_nothing_in_it() {
    let evidence = evidence();
    let under = |name: &str| {
        let found = find_under(name, Some("cohen"), &evidence);
        let found = found.unwrap_or_else(|problems| panic!("{problems}"));
        found.freed(Freedom::All, &evidence).unwrap_or_else(|problems| panic!("{problems}"))
    };
    let base = lives(&under("history"), &evidence);
    let mut scenario = under("open-border");
    scenario.actions.push(Action {
        deed: Deed::When {
            condition: Condition {
                variable: "prices.scissors_wholesale".to_owned(),
                region: None,
                sign: model::Sign::Above,
                bound: 1.0,
                months: 2,
            },
            instrument: "credit".to_owned(),
            change: Change::Scale(0.5),
            from: None,
            until: None,
            lasts: Some(6),
        },
        wins: true,
        because: Vec::new(),
        origin: "mine.toml:9".to_owned(),
    });
    let null = scenario.null_patch(&under("history"), &evidence);
    assert_eq!(null.theory.as_deref(), Some("cohen"));
    same(&base, &lives(&null, &evidence), "under a theory, free");
    // The same condition does something where it is not null.
    let patched = lives(&scenario, &evidence);
    let line = patched[0].chronicle.iter().find(|h| h.id.starts_with("scenario-2"));
    let text = line.map(|happening| happening.text.clone()).unwrap_or_default();
    assert!(text.contains("begins, since prices.scissors_wholesale > 1 for 2 months"), "{text:?}");
}

#[test]
fn what_waits_lets_decrees_go_on_below_and_goes_back_to_them() {
    let evidence = evidence();
    let wait = |change, until: &str| Scenario {
        actions: vec![Action {
            deed: Deed::When {
                condition: Condition {
                    variable: "people.total".to_owned(),
                    region: None,
                    sign: model::Sign::Above,
                    bound: 0.0,
                    months: 1,
                },
                instrument: "trade_monopoly".to_owned(),
                change,
                from: "1922-09".parse().ok(),
                until: until.parse().ok(),
                lasts: None,
            },
            wins: true,
            because: Vec::new(),
            origin: String::new(),
        }],
        ..history()
    };
    // Times one, it changes no value, whatever decrees and paths do below it.
    let base = lives(&history(), &evidence);
    let held = lives(&wait(Change::Scale(1.0), "1924-06"), &evidence);
    assert_eq!(bits(&base[0]).0, bits(&held[0]).0);
    // It is met in 1922-09 and so holds from 1922-10, as a dated action does.
    let waited = lives(&wait(Change::To(Setting::Number(0.0)), "1924-06"), &evidence);
    let dated = patch(&["trade_monopoly = 0 @ 1922-10/1924-06"], &history(), &evidence);
    let dated = lives(&dated.unwrap_or_else(|problems| panic!("{problems}")), &evidence);
    assert_eq!(bits(&waited[0]).0, bits(&dated[0]).0);
    assert_ne!(bits(&waited[0]).0, bits(&base[0]).0);
}

#[test]
fn the_parts_of_a_scenario_are_what_is_done_and_what_is_assumed() {
    let evidence = evidence();
    let texts =
        ["trade_monopoly = 0.4 @ 1922-10", "sell-grain.substitution = 1.2", "silence harvest"];
    let base = find_under("history", Some("cohen"), &evidence);
    let base = base.unwrap_or_else(|problems| panic!("{problems}"));
    let both = patch(&texts, &base, &evidence).unwrap_or_else(|problems| panic!("{problems}"));
    let [assumed, done] = both.halves(&base).expect("it does both");
    assert_eq!((done.actions.len(), done.silenced.len()), (1, 0));
    assert_eq!((assumed.actions.len(), assumed.silenced.len()), (0, 1));
    assert_eq!((base.halves(&base), done.halves(&base), assumed.halves(&base)), (None, None, None));
    assert_eq!(done.assumes, base.assumes, "the theory stays");
    assert_eq!(done.assumes.len() + 1, assumed.assumes.len());
    let names = |s: &Scenario| s.layers.iter().map(|l| l.name.clone()).collect::<Vec<_>>();
    assert!(names(&done).contains(&"trade_monopoly".to_owned()));
    assert!(!names(&done).contains(&"harvest".to_owned()));
    assert!(!names(&assumed).contains(&"trade_monopoly".to_owned()));
    assert!(names(&assumed).contains(&"harvest".to_owned()));
}
