//! The hinges of the ledger as scenarios: all are there, each says what it must, nothing moves
//! before its first action, and something moves after it.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

use evidence::{Evidence, Hinge};
use kernel::Month;
use model::{FIRST, LAST, Record, Timeline};

use super::*;
use crate::{Request, Silent, run};

/// Keys that every hinge has beside its claims.
const SAID: &[&str] = &[
    "when",
    "status",
    "antecedent",
    "minimal",
    "cotenable",
    "horizon",
    "plausibility",
    "lecture_expects",
    "rivals_expect",
    "live_option",
];
/// Hinges whose central run is that of history, with the reason. None: each reaches the model.
const MOVES_NOTHING: &[(&str, &str)] = &[];
/// Months lived after the first action: two years, so that a congress and a harvest are among them.
const AFTER: i32 = 24;

fn evidence() -> Evidence {
    Evidence::embedded().expect("the embedded evidence is whole")
}

/// The scenarios that stand for a hinge, by name.
fn hinges(evidence: &Evidence) -> BTreeMap<String, Scenario> {
    let named = shipped().into_iter().map(|shipped| shipped.name);
    let found = named.map(|name| {
        let scenario = find(&name, evidence).unwrap_or_else(|problems| panic!("{problems}"));
        (name, scenario)
    });
    found.filter(|(_, scenario)| !said(scenario, "hinge").is_empty()).collect()
}

fn said(scenario: &Scenario, key: &str) -> String {
    scenario.passport.text(key)
}

fn of<'h>(scenario: &Scenario, ledger: &'h [Hinge]) -> &'h Hinge {
    let id = said(scenario, "hinge");
    ledger.iter().find(|hinge| hinge.id == id).unwrap_or_else(|| panic!("no hinge {id}"))
}

/// The month in which the first action or assumption can be felt.
fn first_action(scenario: &Scenario, timeline: &Timeline) -> Month {
    let order = |id: &str| {
        let found = timeline.orders().iter().find(|order| order.id == id);
        found.map_or(FIRST, |order| order.month)
    };
    let months = scenario.actions.iter().map(|action| match &action.deed {
        Deed::Set { from, .. } => *from,
        Deed::When { from, .. } => from.unwrap_or(FIRST),
        Deed::Move { decree, to } => order(decree).min(*to),
        Deed::Remove { decree } => order(decree),
        Deed::Choose { decision, .. } => {
            timeline.decisions.find(decision).map_or(FIRST, |question| question.month)
        }
    });
    let assumed = scenario.assumes.iter().map(|_| FIRST);
    months.chain(assumed).min().expect("a hinge changes something")
}

fn central(scenario: Scenario, until: Month, evidence: &Evidence) -> Record {
    let mut request = Request::new(scenario);
    request.draws = 0;
    request.households = 400;
    request.members = 200;
    request.until = until;
    let mut lived = run(&request, evidence, &Silent, &AtomicBool::new(false))
        .unwrap_or_else(|error| panic!("{error}"));
    lived.draws.swap_remove(0).record
}

/// The first month in which two records differ in a bit, as far as both go.
fn parts(one: &Record, other: &Record) -> Option<Month> {
    let bits = |path: &[f64], place: usize| path.get(place).map(|value| value.to_bits());
    let months = one.path(0).len().min(other.path(0).len());
    let differ = |place: &usize| {
        let mut cells = 0..one.cells.len();
        cells.any(|cell| bits(one.path(cell), *place) != bits(other.path(cell), *place))
    };
    let place = (0..months).find(differ)?;
    Some(FIRST.plus(i32::try_from(place).expect("few months")))
}

#[test]
fn every_hinge_of_the_ledger_has_one_scenario_of_its_name() {
    let evidence = evidence();
    let all = hinges(&evidence);
    for hinge in &evidence.rivalry.hinges {
        let main = all.iter().filter(|(_, scenario)| {
            said(scenario, "hinge") == hinge.id && said(scenario, "variant").is_empty()
        });
        let names: Vec<&str> = main.map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, [hinge.name.as_str()], "{}", hinge.id);
    }
    for (name, scenario) in &all {
        let hinge = of(scenario, &evidence.rivalry.hinges);
        assert!(name.starts_with(&hinge.name), "{name} is a variant of {}", hinge.name);
    }
}

#[test]
fn every_hinge_says_what_it_changes_and_what_is_expected() {
    let evidence = evidence();
    for (name, scenario) in hinges(&evidence) {
        for key in SAID {
            assert!(!said(&scenario, key).is_empty(), "{name} does not say its `{key}`");
        }
        let hinge = of(&scenario, &evidence.rivalry.hinges);
        assert_eq!(said(&scenario, "claims"), hinge.claims.join("; "), "{name}");
        assert!(said(&scenario, "plausibility").contains("judgement"), "{name}");
        let horizon = said(&scenario, "horizon");
        let month = horizon
            .split_once('-')
            .and_then(|(year, month)| Month::checked(year.parse().ok()?, month.parse().ok()?));
        assert!(month.is_some_and(|month| (FIRST..=LAST).contains(&month)), "{name}: {horizon}");
    }
}

#[test]
fn every_record_that_a_hinge_cites_is_there() {
    let evidence = evidence();
    let known = |id: &str| {
        evidence.claims.iter().any(|claim| claim.claim.id == id)
            || evidence.decrees.iter().any(|decree| decree.id == id)
            || evidence.decisions.iter().any(|decision| decision.id == id)
    };
    for (name, scenario) in hinges(&evidence) {
        let because = scenario.actions.iter().flat_map(|action| &action.because);
        let cotenable = scenario.passport.list("cotenable").iter().cloned();
        let mut cited = 0;
        for text in cotenable.chain(because.cloned()) {
            let Some(id) = text.strip_prefix("evidence:") else { continue };
            assert!(known(id), "{name} cites `{id}`, which the evidence does not have");
            cited += 1;
        }
        assert!(cited > 1, "{name} cites next to nothing");
    }
}

#[test]
fn nothing_moves_before_the_first_action_and_something_after_it() {
    let evidence = evidence();
    let timeline = Timeline::from_evidence(&evidence).expect("history can be set");
    let base = central(history(), LAST, &evidence);
    for (name, scenario) in hinges(&evidence) {
        let first = first_action(&scenario, &timeline);
        let until = first.plus(AFTER).min(LAST);
        let parted = parts(&base, &central(scenario, until, &evidence));
        let reason = MOVES_NOTHING.iter().find(|(known, _)| *known == name);
        match (parted, reason) {
            (Some(month), None) => assert!(month >= first, "{name} moves {month}, before {first}"),
            (None, Some(_)) => {}
            (None, None) => {
                panic!("{name} changes nothing within two years, and no reason is given")
            }
            (Some(month), Some((_, why))) => panic!("{name} moves in {month}, against: {why}"),
        }
    }
}

/// What a hinge must move first and where to, months after it began: the instruments that no decree
/// of the record is a measure for have no other test of their way through a whole run.
#[test]
fn the_departures_reach_what_they_are_meant_for() {
    let evidence = evidence();
    let all = hinges(&evidence);
    let cases = [
        ("trotsky-accepts-deputy-post", "leaders.lenin_trotsky_alliance", (1922, 12), true),
        ("no-kronstadt", "classes.urban_revolt", (1921, 3), false),
        ("half-cadre-losses", "party.worker_cadre", (1920, 6), true),
    ];
    for (name, variable, (year, month), up) in cases {
        let month = Month::new(year, month);
        let at = |scenario: Scenario| {
            let record = central(scenario, month, &evidence);
            record
                .cells
                .iter()
                .position(|cell| model::VARIABLES[cell.variable].name == variable)
                .and_then(|cell| record.path(cell).last().copied())
                .unwrap_or(f64::NAN)
        };
        let (base, here) = (at(history()), at(all[name].clone()));
        assert!(if up { here > base } else { here < base }, "{name}: {variable} {base} to {here}");
    }
}
