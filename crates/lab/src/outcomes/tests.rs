//! Outcomes of records made by hand, at and beside their thresholds.

use kernel::Month;

use super::*;
use crate::testing;

/// A run of which every variable is that of a calm country under the NEP, except those given.
fn run(given: impl Fn(&str, Month) -> Option<f64>) -> Record {
    testing::record(|name, month| {
        given(name, month).unwrap_or(match name {
            "trade.private_share" => 0.35,
            "industry.private_share" => 0.15,
            "world.trade_monopoly" => 1.0,
            "outcome.regime_survival" => 0.6,
            "outcome.thermidor_index" | "secretariat.appointed" | "classes.repression" => 0.5,
            "leaders.rivals_seated" => 3.0,
            "grain.procured" => 1.0,
            "congress.opposition" => 0.05,
            _ => 0.0,
        })
    })
}

/// A run in which this variable has one value throughout.
fn with(variable: &'static str, value: f64) -> Record {
    run(move |name, _| (name == variable).then_some(value))
}

fn held(record: &Record) -> Vec<&'static str> {
    outcomes(record).into_iter().filter(|o| o.held).map(|o| o.id).collect()
}

fn of(record: &Record, id: &str) -> Outcome {
    outcomes(record).into_iter().find(|o| o.id == id).expect("an outcome of the ledger")
}

/// Whether `month` is among the last so many of the run.
fn in_last(months: i32, month: Month) -> bool {
    model::LAST.since(month) < months
}

#[test]
fn the_definitions_are_those_of_the_ledger() {
    let ledger = include_str!("../../../../evidence/claims/hinges_outcomes_rivals.toml");
    for d in DEFINITIONS {
        let head = format!("id=\"{}\"\n", d.id);
        let entry = ledger.split("[[outcome]]\n").find(|entry| entry.starts_with(&head));
        let entry = entry.unwrap_or_else(|| panic!("the ledger has no {}", d.id));
        assert!(entry.contains(&format!("axis=\"{}\"", d.axis.name())), "{}", d.id);
        let name = d.name.replace('\'', "");
        assert!(entry.contains(&format!("name=\"{name}\"")), "{}: {name}", d.id);
    }
    assert_eq!(ledger.matches("[[outcome]]").count(), DEFINITIONS.len());
}

#[test]
fn a_calm_country_under_the_nep_ends_in_the_balance_alone() {
    let calm = run(|_, _| None);
    assert_eq!(held(&calm), ["O7"]);
    for outcome in outcomes(&calm) {
        assert!(outcome.path.iter().all(|x| (0.0..=1.0).contains(x)), "{}", outcome.id);
        assert!(outcome.held == (outcome.index >= 1.0), "{}", outcome.id);
    }
}

#[test]
fn restoration_needs_three_years_of_both() {
    let free = |months| {
        run(move |name, month| match name {
            "industry.private_share" => Some(0.5),
            "world.trade_monopoly" if in_last(months, month) => Some(0.5),
            _ => None,
        })
    };
    assert!(of(&free(36), "O1").held);
    assert!(!of(&free(35), "O1").held);
    assert!(of(&free(35), "O1").index > of(&free(12), "O1").index);
}

#[test]
fn degeneration_needs_the_index_and_state_property() {
    assert!(of(&with("outcome.thermidor_index", 0.75), "O2").held);
    assert!(!of(&with("outcome.thermidor_index", 0.749), "O2").held);
    let private = run(|name, _| match name {
        "outcome.thermidor_index" => Some(0.9),
        "industry.private_share" => Some(0.21),
        _ => None,
    });
    assert!(!of(&private, "O2").held);
}

#[test]
fn dictatorship_needs_office_votes_and_rivals() {
    let rule = |office: f64, unbeaten: f64, rivals: f64| {
        let record = run(move |name, _| match name {
            "leaders.secretary_months" => Some(office),
            "leaders.secretary_unbeaten" => Some(unbeaten),
            "leaders.rivals_seated" => Some(rivals),
            _ => None,
        });
        of(&record, "O3").held
    };
    assert!(rule(60.0, 24.0, 0.0));
    assert!(!rule(59.0, 24.0, 0.0) && !rule(60.0, 23.0, 0.0) && !rule(60.0, 24.0, 1.0));
}

#[test]
fn collapse_is_three_months_without_prospects_after_the_civil_war() {
    let hopeless = |first: Month, months: i32| {
        run(move |name, month| {
            let within = (0..months).contains(&month.since(first));
            (name == "outcome.regime_survival" && within).then_some(0.05)
        })
    };
    assert!(of(&hopeless(Month::new(1921, 2), 3), "O4").held);
    assert!(!of(&hopeless(Month::new(1921, 2), 2), "O4").held);
    assert!(!of(&hopeless(Month::new(1919, 5), 12), "O4").held);
}

#[test]
fn world_revolution_needs_a_government_of_two_years() {
    assert!(of(&with("world.workers_government", 24.0), "O5").held);
    assert!(!of(&with("world.workers_government", 23.0), "O5").held);
    // It counts even if it fell later.
    let fell = run(|name, month| {
        (name == "world.workers_government" && month.year() == 1922).then_some(30.0)
    });
    assert!(of(&fell, "O5").held);
}

#[test]
fn workers_democracy_needs_all_of_it_for_two_years() {
    let free = |months: i32, but: &'static str, value: f64| {
        let record = run(move |name, month| match name {
            _ if !in_last(months, month) => None,
            _ if name == but => Some(value),
            "secretariat.appointed" => Some(0.25),
            "congress.opposition" => Some(0.10),
            "classes.repression" => Some(0.3),
            _ => None,
        });
        of(&record, "O6").held
    };
    assert!(free(24, "", 0.0));
    assert!(!free(23, "", 0.0));
    assert!(!free(24, "secretariat.appointed", 0.26));
    assert!(!free(24, "congress.opposition", 0.09));
    assert!(!free(24, "party.expelled_for_opinion", 0.1));
    assert!(!free(24, "industry.private_share", 0.5));
}

#[test]
fn the_nep_balance_ends_with_private_trade_or_with_levies() {
    for (share, balance) in [(0.19, false), (0.2, true), (0.5, true), (0.51, false)] {
        assert_eq!(of(&with("trade.private_share", share), "O7").held, balance, "{share}");
    }
    assert!(of(&with("grain.taken", 0.05), "O7").held);
    assert!(!of(&with("grain.taken", 0.06), "O7").held);
    // One year of levies in the last two is enough to end it.
    let once = run(|name, month| (name == "grain.taken" && month.year() == 1928).then_some(0.5));
    assert!(!of(&once, "O7").held && !of(&once, "O8").held);
}

#[test]
fn revolution_from_above_needs_two_years_of_levies_and_the_end_of_private_trade() {
    let above = |years: i32, retail: f64| {
        let record = run(move |name, month| match name {
            "grain.taken" if in_last(12 * years, month) => Some(0.3),
            "trade.private_share" => Some(retail),
            "state.investment_share" => Some(if in_last(12, month) { 0.09 } else { 0.05 }),
            _ => None,
        });
        of(&record, "O8").held
    };
    assert!(above(2, 0.15));
    assert!(!above(1, 0.15) && !above(2, 0.16));
}

#[test]
fn what_is_not_reported_is_no_part_of_the_verdict() {
    let calm = run(|_, _| None);
    for outcome in outcomes(&calm) {
        for part in &outcome.parts {
            let reported = part.path.as_ref().is_none_or(|path| path.len() == calm.months);
            assert!(reported, "{}: {}", outcome.id, part.text);
        }
        assert!(outcome.parts.iter().any(|part| part.path.is_some()), "{}", outcome.id);
        for part in outcome.parts.iter().filter(|part| part.path.is_none()) {
            assert!(outcome.sentence.contains(part.text), "{}", outcome.sentence);
        }
    }
}

#[test]
fn shares_count_draws_and_know_how_few_they_are() {
    let calm = || run(|_, _| None);
    let degenerate = || with("outcome.thermidor_index", 0.8);
    let ensemble = testing::ensemble(vec![calm(), degenerate(), calm(), calm(), degenerate()]);
    let all = shares(&ensemble);
    let o2 = all.iter().find(|share| share.id == "O2").expect("an outcome");
    assert_eq!((o2.share, o2.central), (0.5, false));
    assert!(o2.low < 0.5 && o2.high > 0.5);
    let o7 = all.iter().find(|share| share.id == "O7").expect("an outcome");
    assert_eq!((o7.share, o7.high), (1.0, 1.0));
    assert!(o7.low > 0.5 && o7.low < 1.0);
}

/// Wilson's interval for 0 of 10 and 5 of 10, worked by hand: centre (p + z2/2n)/(1 + z2/n).
#[test]
fn the_interval_of_a_share_is_wilsons() {
    let (low, high) = wilson(5, 10);
    assert!((low - 0.3122).abs() < 1e-4 && (high - 0.6878).abs() < 1e-4, "{low} {high}");
    let (low, high) = wilson(0, 10);
    assert!(low == 0.0 && (high - 0.1411).abs() < 1e-4, "{high}");
}

/// What a definition does not name can be missing without a difference.
#[test]
fn every_definition_names_the_variables_that_it_reads() {
    let all = run(|_, _| None);
    for definition in DEFINITIONS {
        let only = run(|name, _| (!definition.variables().contains(&name)).then_some(f64::NAN));
        let parts = |record| (definition.parts)(record);
        assert_eq!(parts(&only), parts(&all), "{} reads more than it says", definition.id);
    }
}
