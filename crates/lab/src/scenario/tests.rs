//! Files with something wrong in them, and what a person is told.

use std::fs;

use kernel::{Month, Prior};
use model::{Order, Question, Setting};

use super::known::{Instrument, Known, Parameter};
use super::*;

pub(super) fn order(year: i32, month: u32, id: &str, set: &[(&str, Setting)]) -> Order {
    let month = Month::new(year, month);
    Order {
        month,
        id: id.to_owned(),
        title: id.to_owned(),
        kind: "decree".to_owned(),
        date: month.to_string(),
        source: "judgement".to_owned(),
        confidence: "judgement".to_owned(),
        set: set.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
    }
}

pub(super) fn word(text: &str) -> Setting {
    Setting::Word(text.to_owned())
}

/// A small model that only these tests know.
pub(super) fn known() -> Known {
    let instrument = |name: &str, unit: &str, high: f64, words: &[&str]| Instrument {
        name: name.to_owned(),
        unit: unit.to_owned(),
        low: 0.0,
        high,
        words: words.iter().map(|word| (*word).to_owned()).collect(),
        regional: name == "grain-quota",
    };
    let parameter = |name: &str, unit: &str, prior| Parameter {
        name: name.to_owned(),
        unit: unit.to_owned(),
        prior,
    };
    let orders = vec![
        order(1918, 4, "monopoly", &[("trade-monopoly", Setting::Number(1.0))]),
        order(1921, 3, "tax-in-kind", &[("grain-policy", word("tax-in-kind"))]),
        order(1922, 12, "monopoly-upheld", &[("trade-monopoly", Setting::Number(0.9))]),
    ];
    let places = (1..=orders.len()).map(|n| Place::line("evidence/decrees/trade.toml", 10 * n));
    Known {
        instruments: vec![
            instrument("trade-monopoly", "share", 1.0, &[]),
            instrument("grain-quota", "million t", 20.0, &[]),
            instrument("weather", "share", 2.0, &[]),
            instrument("openness", "0 to 1", 1.0, &[]),
            instrument("grain-policy", "regime", 0.0, &["requisition", "tax-in-kind"]),
        ],
        parameters: vec![
            parameter("sell-grain.substitution", "elasticity", Prior::LogNormal(1.4, 0.25)),
            parameter("harvest.land-share", "share", Prior::Uniform(0.2, 0.6)),
        ],
        mechanisms: vec!["sell-grain".to_owned(), "harvest".to_owned()],
        regions: vec!["volga".to_owned(), "ukraine".to_owned()],
        paths: vec![model::Path {
            name: "openness".to_owned(),
            region: None,
            points: vec![(Month::new(1918, 1), 0.0), (Month::new(1928, 1), 0.8)],
        }],
        decisions: vec![question()],
        places: places.collect(),
        orders,
        variables: vec![("prices.scissors".to_owned(), false), ("unrest.rising".to_owned(), true)],
        claims: ["NK-001".to_owned(), "NK-002".to_owned()].into(),
        hinges: ["H05".to_owned(), "H07".to_owned()].into(),
        records: ["plenum".to_owned(), "monopoly".to_owned()].into(),
    }
}

/// A decision on which `monopoly-upheld` hangs.
fn question() -> Question {
    let option = |id: &str, issues: &str| model::Answer {
        id: id.into(),
        title: id.to_owned(),
        at: 0.0,
        pressure: Default::default(),
        proposer: String::new(),
        issues: vec![issues.to_owned()],
        withholds: Vec::new(),
    };
    Question {
        id: "plenum".into(),
        month: Month::new(1922, 12),
        date: "1922-12-18".to_owned(),
        body: Default::default(),
        body_title: "Central Committee",
        question: "Is it upheld?".to_owned(),
        issue: 0,
        options: vec![option("uphold", "monopoly-upheld"), option("open", "monopoly-opened")],
        positions: Vec::new(),
        absent: Vec::new(),
        spokesman: String::new(),
        delegates: 0,
        history: 0,
        forced: None,
    }
}

pub(super) fn read_text(text: &str) -> Result<Scenario, Problems> {
    resolve("mine.toml", text, &known(), "mine.toml", None)
}

fn complaint(text: &str) -> String {
    read_text(text).expect_err("the file has a problem").render(true)
}

/// Head of a file that is sound but for what follows.
pub(super) const HEAD: &str = "ktokogo = 1\nname = \"mine\"\nparent = \"history\"\n";

#[test]
fn a_sound_file_says_what_it_says() {
    let text = r#"
ktokogo = 1
name = "softer-monopoly"
title = "A softer monopoly"
parent = "history"
question = "Would the scissors have been narrower?"

[passport]
plausibility = "judged: medium"
cotenable = ["one", "two"]

[[action]]
set = "trade-monopoly"
to = 0.4
unit = "share"
from = "1922-10"
until = "1924-06"
override = true
because = ["plenum of October 1922"]

[[action]]
decree = "tax-in-kind"
move_to = "1921-09"

[[assume]]
parameter = "sell-grain.substitution"
prior = { kind = "uniform", low = 1.0, high = 2.0 }

[[assume]]
silence = "harvest"

[draws]
n = 7
seed = 18_446_744_073_709_551_615
"#;
    let scenario = read_text(text).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(scenario.name, "softer-monopoly");
    assert_eq!((scenario.draws, scenario.seed), (Some(7), Some(u64::MAX)));
    assert_eq!(scenario.actions.len(), 2);
    assert_eq!(scenario.assumes[0].belief, Belief::Prior(Prior::Uniform(1.0, 2.0)));
    assert!(scenario.silenced.contains("harvest"));
    assert_eq!(scenario.passport.text("cotenable"), "one; two");
    let layer = &scenario.layers[2];
    assert_eq!((layer.name.as_str(), layer.origin.as_str()), ("trade-monopoly", "mine.toml:13"));
    assert_eq!(layer.value, "0.4 from 1922-10 until 1924-06");
}

#[test]
fn the_shipped_scenarios_are_sound_and_history_changes_nothing() {
    let evidence = Evidence::embedded().unwrap_or_else(|faults| panic!("{faults:?}"));
    for Shipped { name, title, passport, .. } in shipped() {
        let scenario = find(&name, &evidence).unwrap_or_else(|problems| panic!("{problems}"));
        assert_eq!(scenario.called(), name);
        assert_eq!(scenario.name, name);
        assert_eq!(scenario.passport, passport);
        assert!(!title.is_empty() && !scenario.question.is_empty());
        let changes = !scenario.actions.is_empty()
            || !scenario.assumes.is_empty()
            || !scenario.silenced.is_empty();
        assert_eq!(changes, name != "history", "{name}");
    }
    assert_eq!(shipped()[0].name, "history");
    let dates: Vec<_> = shipped()[1..].iter().map(|s| (s.when().is_none(), s.when())).collect();
    assert!(dates.is_sorted(), "{dates:?}");
    let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../../scenarios"));
    assert_eq!(files.expect("the folder").count(), shipped().len(), "every scenario is shipped");
    let history = history();
    assert_eq!(Ok(&history), find("history", &evidence).as_ref());
    assert_eq!((history.draws, history.seed), (Some(40), Some(1917)));
    let unknown = find("histroy", &evidence).expect_err("no such scenario");
    assert!(unknown.to_string().contains("did you mean `history`?"), "{unknown}");
}

#[test]
fn broken_toml_is_shown_at_its_line() {
    insta::assert_snapshot!(complaint("ktokogo = 1\nname = \"mine\nparent = 3 3\n"));
}

#[test]
fn unknown_keys_come_with_the_nearest() {
    let text = format!("{HEAD}qestion = \"?\"\n[[action]]\nsett = \"trade-monopoly\"\nto = 0.4\n");
    insta::assert_snapshot!(complaint(&text));
}

#[test]
fn missing_keys_are_named() {
    let text =
        "parent = \"history\"\n[[action]]\nset = \"trade-monopoly\"\n[[assume]]\nunit = \"x\"\n";
    insta::assert_snapshot!(complaint(text));
}

#[test]
fn unknown_names_come_with_the_nearest() {
    let text = format!(
        "{HEAD}\
         [[action]]\nset = \"trade-monopolly\"\nto = 0.4\nfrom = \"1922-10\"\n\
         [[action]]\ndecree = \"tax-in-kidn\"\nremove = true\n\
         [[assume]]\nparameter = \"substitution\"\nvalue = 1.0\n\
         [[assume]]\nsilence = \"harvets\"\n"
    );
    insta::assert_snapshot!(complaint(&text));
}

#[test]
fn an_action_is_not_an_assumption() {
    let text = format!(
        "{HEAD}\
         [[action]]\nset = \"harvest.land-share\"\nto = 0.4\nfrom = \"1922-10\"\n\
         [[assume]]\nparameter = \"trade-monopoly\"\nvalue = 0.4\n"
    );
    insta::assert_snapshot!(complaint(&text));
}

#[test]
fn wrong_types_and_units() {
    let text = format!(
        "{HEAD}\
         [[action]]\nset = \"trade-monopoly\"\nto = \"much\"\nfrom = \"1922-10\"\n\
         [[action]]\nset = \"grain-policy\"\nto = 3\nfrom = \"1922-10\"\n\
         [[action]]\nset = \"trade-monopoly\"\nto = {{ volga = 1.0 }}\nfrom = \"1918-01\"\nuntil = \"1918-02\"\n\
         [[action]]\nset = \"grain-quota\"\nto = 3\nunit = \"million poods\"\nfrom = \"1919-10\"\n\
         [[action]]\nset = 5\nto = 3\nfrom = 1922-10-01\n\
         [draws]\nn = \"many\"\nseed = -3\n"
    );
    insta::assert_snapshot!(complaint(&text));
}

#[test]
fn impossible_dates() {
    let set = |from: &str, until: &str| {
        format!(
            "[[action]]\nset = \"grain-quota\"\nto = 3\nfrom = \"{from}\"\nuntil = \"{until}\"\n"
        )
    };
    let dates = [("1922-13", "1924-01"), ("1914-07", "1924-01"), ("1922-10", "1931-01")];
    let mut text = HEAD.to_owned();
    for (from, until) in dates {
        text.push_str(&set(from, until));
    }
    text.push_str(&set("1924-01", "1922-01"));
    text.push_str("[[action]]\ndecree = \"monopoly\"\nmove_to = \"in spring\"\n");
    insta::assert_snapshot!(complaint(&text));
}

#[test]
fn values_out_of_range_and_outside_the_prior() {
    let text = format!(
        "{HEAD}\
         [[action]]\nset = \"trade-monopoly\"\nto = 40\nfrom = \"1918-01\"\nuntil = \"1918-02\"\n\
         [[action]]\nset = \"grain-quota\"\nto = {{ volga = 1.0, krim = 2.0 }}\nfrom = \"1919-10\"\n\
         [[assume]]\nparameter = \"harvest.land-share\"\nvalue = 0.7\n\
         [[assume]]\nparameter = \"sell-grain.substitution\"\nprior = {{ kind = \"normal\", mean = 1.0, sd = 1.0 }}\n"
    );
    insta::assert_snapshot!(complaint(&text));
}

#[test]
fn two_layers_may_not_set_one_thing_silently() {
    let text = format!(
        "{HEAD}\
         [[action]]\nset = \"trade-monopoly\"\nto = 0.4\nfrom = \"1922-10\"\nuntil = \"1924-06\"\n\
         [[action]]\nset = \"grain-quota\"\nto = 3\nfrom = \"1919-01\"\n\
         [[action]]\nset = \"grain-quota\"\nto = 4\nfrom = \"1918-10\"\n\
         [[assume]]\nparameter = \"harvest.land-share\"\nvalue = 0.3\n\
         [[assume]]\nparameter = \"harvest.land-share\"\nvalue = 0.4\n"
    );
    insta::assert_snapshot!(complaint(&text));
}

#[test]
fn only_one_of_several_keys() {
    let text = format!(
        "{HEAD}\
         [[action]]\nset = \"grain-quota\"\ndecree = \"monopoly\"\nto = 3\nfrom = \"1919-01\"\n\
         [[action]]\ndecree = \"monopoly\"\nmove_to = \"1919-01\"\nremove = true\n\
         [[action]]\ndecree = \"monopoly\"\nremove = true\nfrom = \"1919-01\"\n\
         [[assume]]\nparameter = \"harvest.land-share\"\nvalue = 0.3\nprior = {{ kind = \"uniform\", low = 0.3, high = 0.4 }}\n"
    );
    insta::assert_snapshot!(complaint(&text));
}

#[test]
fn priors_that_are_none() {
    let prior = |inner: &str| {
        format!("[[assume]]\nparameter = \"harvest.land-share\"\nprior = {{ {inner} }}\n")
    };
    let text = [
        HEAD.to_owned(),
        prior("kind = \"unifrom\", low = 0.3, high = 0.4"),
        prior("kind = \"uniform\", low = 0.5, high = 0.4"),
        prior("kind = \"normal\", mean = 0.4"),
        prior("kind = \"uniform\", low = 0.3, high = 0.4, mode = 0.35"),
    ];
    insta::assert_snapshot!(complaint(&text.concat()));
}

#[test]
fn an_action_needs_something_to_go_back_to() {
    let mut text = HEAD.to_owned();
    for instrument in ["grain-quota", "weather", "openness"] {
        text.push_str(&format!(
            "[[action]]\nset = \"{instrument}\"\nto = 1\nfrom = \"1919-01\"\nuntil = \"1919-05\"\n"
        ));
    }
    insta::assert_snapshot!(complaint(&text));
}

#[test]
fn versions_and_parents_that_do_not_exist() {
    insta::assert_snapshot!(complaint(
        "ktokogo = 2\nname = \"My Scenario\"\nparent = \"histroy\"\n"
    ));
}

#[test]
fn colour_only_where_it_is_wanted() {
    let problems = read_text("name = 3\n").expect_err("no version, no name");
    assert!(!problems.render(true).contains('\u{1b}'));
    assert!(problems.render(false).contains('\u{1b}'));
    assert_eq!(problems.lines().len(), 2);
    assert!(problems.lines()[1].starts_with("mine.toml:1: `name` takes a text in quotes"));
}

#[test]
fn a_parent_beside_the_file_is_a_layer_and_its_values_may_be_overridden_aloud() {
    let folder = tempfile::tempdir().expect("a folder");
    let parent = "ktokogo = 1\nname = \"base\"\n[draws]\nn = 9\n\
                  [[action]]\nset = \"grain-quota\"\nto = 3\nfrom = \"1919-01\"\n";
    fs::write(folder.path().join("base.toml"), parent).expect("written");
    let child = |extra: &str| {
        format!(
            "ktokogo = 1\nname = \"child\"\nparent = \"base.toml\"\n\
             [[action]]\nset = \"grain-quota\"\nto = 5\nfrom = \"1920-01\"\n{extra}"
        )
    };
    let shown = folder.path().join("child.toml").display().to_string();
    let read = |text: &str| resolve(&shown, text, &known(), "child.toml", None);
    let scenario =
        read(&child("override = true\n")).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!((scenario.name.as_str(), scenario.draws), ("child", Some(9)));
    assert_eq!(scenario.actions.len(), 2);
    let problems = read(&child("")).expect_err("two layers hold the quota");
    assert_eq!(problems.0.len(), 1);
    assert_eq!(problems.0[0].code, "S010");
    let (other, _) = problems.0[0].other.as_ref().expect("the parent's place");
    assert!(other.to_string().ends_with("base.toml:6"), "{other}");
    let problems = read("ktokogo = 1\nname = \"child\"\nparent = \"bsae.toml\"\n");
    let text = problems.expect_err("no such parent").render(true);
    assert!(text.contains("there is no such file"), "{text}");
}

#[test]
fn a_file_may_not_be_its_own_ancestor() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = |parent: &str| format!("ktokogo = 1\nname = \"x\"\nparent = \"{parent}\"\n");
    fs::write(folder.path().join("b.toml"), text("a.toml")).expect("written");
    let shown = folder.path().join("a.toml").display().to_string();
    let problems = resolve(&shown, &text("b.toml"), &known(), "a.toml", None).expect_err("a ring");
    assert_eq!(problems.0.len(), 1);
    assert_eq!(problems.0[0].what, "`a.toml` is among its own ancestors");
}

#[test]
fn decisions_that_cannot_be() {
    let text = format!(
        "{HEAD}\
         [decisions]\nonly = [\"plenun\", \"plenum\"]\n\
         [[action]]\ndecision = \"plenmu\"\nchoose = \"open\"\n\
         [[action]]\ndecision = \"plenum\"\nchoose = \"opne\"\n\
         [[action]]\ndecision = \"plenum\"\n\
         [[action]]\ndecision = \"plenum\"\nchoose = \"open\"\nfrom = \"1922-10\"\n\
         [[action]]\ndecision = \"plenum\"\nchoose = \"uphold\"\n\
         [[action]]\ndecree = \"monopoly-upheld\"\nmove_to = \"1922-11\"\n"
    );
    insta::assert_snapshot!(complaint(&text));
    let text = format!("{HEAD}[decisions]\nfree = true\nfrom = \"1923-01\"\n");
    insta::assert_snapshot!(complaint(&text));
    let text = format!("{HEAD}[decisions]\nfree = \"yes\"\n");
    insta::assert_snapshot!(complaint(&text));
}
