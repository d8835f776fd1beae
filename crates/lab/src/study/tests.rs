use std::path::Path;
use std::sync::atomic::AtomicBool;

use evidence::Evidence;
use model::FIRST;

use super::change::paired_interval;
use super::*;
use crate::Silent;
use crate::store::Store;
use crate::testing;

/// A folder with a study of this text and these scenario files.
fn folder(study: &str, scenarios: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("study.toml"), study).expect("written");
    for (name, text) in scenarios {
        std::fs::write(folder.path().join(name), text).expect("written");
    }
    folder
}

fn evidence() -> Evidence {
    Evidence::embedded().expect("the embedded evidence is whole")
}

fn plan(folder: &tempfile::TempDir, evidence: &Evidence) -> Plan {
    let study = load(&folder.path().join("study.toml")).unwrap_or_else(|p| panic!("{p}"));
    Plan::of(study, evidence).unwrap_or_else(|error| panic!("{error}"))
}

const TWO: &str = r#"
ktokogo = 1
name = "two"
scenarios = ["open-border", "rain-in-1921"]
theories = ["central", "lecture"]
decisions = ["pinned", "free", "1920-01"]
draws = 14
"#;

#[test]
fn a_study_is_read_with_what_is_customary() {
    let folder = folder("ktokogo = 1\nname = \"s\"\nscenarios = [\"open-border\"]\n", &[]);
    let study = load(&folder.path().join("study.toml")).unwrap_or_else(|p| panic!("{p}"));
    assert_eq!((study.baseline.as_str(), study.draws, study.seed), ("history", 40, 1917));
    assert_eq!((study.theories, study.modes), (vec![CENTRAL.to_owned()], vec![Mode::Pinned]));
    for name in ["outcome.thermidor_index", "trade.private_share", "people.petrograd"] {
        assert!(study.keep.iter().any(|kept| kept == name), "{name}");
    }
}

#[test]
fn every_slip_of_a_study_is_shown_at_its_place() {
    let text = r#"ktokogo = 2
name = "slips"
scenarios = ["open-boarder", "none.toml", "rain-in-1921"]
theories = ["lectur"]
decisions = ["pined", "1931-01"]
draws = "many"
households = 0
until = "1931-02"
keep = ["people.petrogad"]
seeds = 5
"#;
    let folder = folder(text, &[]);
    let problems = load(&folder.path().join("study.toml")).expect_err("many slips");
    let place = folder.path().display().to_string();
    insta::assert_snapshot!(problems.render(true).replace(&place, "FOLDER"));
}

#[test]
fn the_shipped_study_is_read_without_problems() {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../studies/hinges.toml"));
    let study = load(path).unwrap_or_else(|problems| panic!("{problems}"));
    assert!(study.theories.contains(&"lecture".to_owned()) && study.theories.len() >= 5);
}

#[test]
fn both_arms_of_a_comparison_share_theory_and_freedom() {
    let evidence = evidence();
    let plan = plan(&folder(TWO, &[]), &evidence);
    let shown: Vec<String> = plan
        .pairs
        .iter()
        .map(|pair| {
            let (arm, base) = (&plan.arms[pair.arm], &plan.arms[pair.baseline]);
            assert_eq!((&arm.theory, arm.freedom()), (&base.theory, base.freedom()));
            assert_eq!(base.scenario().name, "history");
            format!("{} {} {}", arm.scenario().name, arm.theory, arm.freedom())
        })
        .collect();
    insta::assert_snapshot!(shown.join("\n"));
    // History is lived once for both scenarios where it is pinned or free from the same month.
    assert_eq!(plan.arms.len(), 2 * (2 * 3 + 1 + 2 + 1));
    // Fifteen lives are two blocks.
    assert_eq!(plan.units.len(), 2 * plan.arms.len());
    let ids: std::collections::BTreeSet<_> = plan.units.iter().map(|u| u.address.id()).collect();
    assert_eq!(ids.len(), plan.units.len());
}

#[test]
fn a_change_of_what_is_asked_is_another_study() {
    let evidence = evidence();
    let id = |text: &str| plan(&folder(text, &[]), &evidence).id();
    let base = id(TWO);
    assert_eq!(base, id(TWO));
    for (old, new) in [("draws = 14", "draws = 15"), ("\"pinned\", ", ""), ("\"two\"", "\"b\"")] {
        assert_ne!(base, id(&TWO.replace(old, new)), "{new}");
    }
}

#[test]
fn a_scenario_that_only_assumes_otherwise_is_free_from_the_start() {
    let text = TWO.replace("open-border\"", "assumes.toml\"").replace("\"central\", ", "");
    let assumes = "ktokogo = 1\nname = \"assumes\"\n\n[[assume]]\nsilence = \"sell-grain\"\n";
    let evidence = evidence();
    let plan = plan(&folder(&text, &[("assumes.toml", assumes)]), &evidence);
    let free = plan.pairs.iter().find(|pair| pair.mode == Mode::Free).expect("a free pair");
    assert_eq!(plan.arms[free.arm].freedom(), format!("free from {FIRST}"));
}

#[test]
fn a_life_comes_back_from_its_rows() {
    let record = testing::record(|name, month| {
        if name == "people.moscow" { f64::from(month.since(FIRST)) / 3.0 } else { f64::NAN }
    });
    let keep = ["people.petrograd", "people.moscow"].map(str::to_owned);
    let rows = life::rows(7, &record, &keep);
    let lives = life::lives(&rows, &keep, model::LAST).expect("rows of a life");
    let [life] = &lives[..] else { panic!("{} lives", lives.len()) };
    assert_eq!(life.draw, 7);
    assert!(life.series[0].iter().all(|value| value.is_nan()));
    let wanted: Vec<f64> = (0..record.months).map(|n| f64::from(n as f32 / 3.0)).collect();
    // What is kept has 24 binary digits, as a division of such numbers has.
    assert_eq!(life.series[1], wanted);
    assert_eq!(life.held.len(), crate::outcomes::DEFINITIONS.len());
    let alien = life::lives(&rows, &keep[..1], model::LAST).expect_err("Moscow was not asked for");
    assert!(alien.contains("not asked for"), "{alien}");
}

#[test]
fn the_interval_of_paired_shares_is_that_of_its_authors() {
    // (6 - 2) / 52 with 1.281552 * sqrt((8 - 16 / 52) / 52 / 52), by hand.
    let (low, high) = paired_interval(5, 1, 50);
    let (middle, half) = (4.0 / 52.0, 1.281_552 * ((8.0_f64 - 16.0 / 52.0) / (52.0 * 52.0)).sqrt());
    // A few roundings of numbers below 1.
    assert!((low - (middle - half)).abs() < 1e-12 && (high - (middle + half)).abs() < 1e-12);
    let (low, high) = paired_interval(0, 0, 50);
    assert!(low < 0.0 && high > 0.0 && low == -high, "no flip is no proof of none");
    assert_eq!(paired_interval(3, 0, 3).1, 1.0);
}

#[test]
fn a_measure_counts_signs_over_pairs_that_both_have_a_number() {
    let nan = f64::NAN;
    let pairs = [(1.0, 2.0), (1.0, 4.0), (5.0, 5.0), (3.0, 2.0), (nan, 1.0)];
    let change = MeasureChange::of(0, &pairs);
    assert_eq!((change.pairs, change.up, change.down, change.same), (4, 0.5, 0.25, 0.25));
    assert_eq!((change.before, change.after, change.difference), (2.0, 3.0, 0.5));
}

const NULL: &str = r#"
ktokogo = 1
name = "null"
scenarios = ["same.toml", "early.toml"]
draws = 4
households = 40
members = 60
until = "1918-04"
"#;
const SAME: &str = r#"
ktokogo = 1
name = "same"

[[action]]
decree = "land-decree"
move_to = "1917-11"
"#;

#[test]
fn a_patch_of_no_effect_differs_in_no_draw_and_a_real_one_in_all() {
    let early = SAME.replace("same", "early").replace("1917-11", "1918-03");
    let folder = folder(NULL, &[("same.toml", SAME), ("early.toml", &early)]);
    let evidence = evidence();
    let plan = plan(&folder, &evidence);
    let store = Store::open(&folder.path().join("store")).expect("made");
    let go = || {
        let never = AtomicBool::new(false);
        live(&plan, &plan.units, &store, &evidence, Some(2), &Silent, &never)
    };
    let lived = go().expect("lived");
    assert_eq!((lived.found, lived.lived, lived.runs), (0, 3, 15));
    assert_eq!(go().expect("found"), Lived { found: 3, ..Lived::default() });
    let results = Results::of(&plan, &store, &evidence).expect("compared");
    let [same, early] = &results.comparisons[..] else { panic!("two comparisons") };
    assert_eq!((same.scenario.as_str(), same.draws, same.identical), ("same", 4, 4));
    assert!(same.measures.iter().all(|change| change.pairs == 0 || change.same == 1.0));
    assert_eq!((early.scenario.as_str(), early.identical), ("early", 0));
    assert_eq!(results.arms[early.baseline].scenario, "history");
}

#[test]
fn who_stops_a_study_is_told_what_is_kept() {
    // The two scenarios do the same under two names: their lives are one unit beside history's.
    let folder = folder(NULL, &[("same.toml", SAME), ("early.toml", &SAME.replace("same", "e"))]);
    let evidence = evidence();
    let plan = plan(&folder, &evidence);
    let store = Store::open(&folder.path().join("store")).expect("made");
    let stop = AtomicBool::new(true);
    let error = live(&plan, &plan.units, &store, &evidence, Some(1), &Silent, &stop);
    let error = error.expect_err("it was stopped").to_string();
    assert!(error.contains("0 of 2 units") && error.contains("goes on from there"), "{error}");
}
