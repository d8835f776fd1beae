//! What a scenario does once it is read, and that it reads back what it writes.

use kernel::{Month, Prior};
use model::{Change, Freedom, Setting};
use proptest::prelude::*;

use super::apply::settle;
use super::tests::{HEAD, known, order, read_text, word};
use super::*;

#[test]
fn a_path_in_steps_needs_nothing_to_go_back_to_between_them() {
    let text = format!(
        "{HEAD}[[action]]\nset = \"grain-quota\"\nto = 3\nfrom = \"1919-01\"\nuntil = \"1919-12\"\n\
         [[action]]\nset = \"grain-quota\"\nto = 5\nfrom = \"1920-01\"\n"
    );
    let scenario = read_text(&text).unwrap_or_else(|problems| panic!("{problems}"));
    let mut orders = Vec::new();
    assert_eq!(settle(&mut orders, &known().paths, &scenario.actions), Vec::new());
    let set: Vec<&Setting> = orders.iter().flat_map(|o| &o.set).map(|(_, value)| value).collect();
    assert_eq!(set, [&Setting::Number(3.0), &Setting::Number(5.0)]);
}

#[test]
fn a_region_held_leaves_the_others_to_the_decree() {
    let volga = Setting::Regions(vec![("volga".to_owned(), 2.0)]);
    let action = Action {
        deed: Deed::Set {
            instrument: "grain-quota".to_owned(),
            to: Target::Value(volga.clone()),
            from: Month::new(1919, 1),
            until: Some(Month::new(1920, 12)),
        },
        wins: true,
        because: Vec::new(),
        origin: String::new(),
    };
    let mut orders = vec![
        order(1918, 1, "all", &[("grain-quota", Setting::Number(7.0))]),
        order(1920, 1, "again", &[("grain-quota", Setting::Number(9.0))]),
    ];
    assert_eq!(settle(&mut orders, &[], &[action]), Vec::new());
    assert_eq!(orders[1].set[0].1, volga);
    let Setting::Regions(others) = &orders[2].set[0].1 else { panic!("{:?}", orders[2]) };
    assert!(others.iter().all(|(name, value)| name != "volga" && *value == 9.0));
    assert_eq!(others.len(), 9);
    let back = Setting::Regions(vec![("volga".to_owned(), 9.0)]);
    assert_eq!((orders[3].month, &orders[3].set[0].1), (Month::new(1921, 1), &back));
}

#[test]
fn a_blow_strikes_once_and_is_held_by_nobody() {
    let text = format!("{HEAD}[[action]]\nset = \"weather\"\nto = 0.5\nfrom = \"1923-07\"\n");
    let scenario = read_text(&text).unwrap_or_else(|problems| panic!("{problems}"));
    let drought = || order(1924, 7, "drought-1924", &[("weather", Setting::Number(0.7))]);
    let mut orders = vec![drought()];
    assert_eq!(settle(&mut orders, &known().paths, &scenario.actions), Vec::new());
    assert_eq!(orders.len(), 2);
    assert_eq!(orders[1], drought());
}

#[test]
fn a_held_instrument_goes_back_and_loud_actions_silence_decrees() {
    let text = format!(
        "{HEAD}[[action]]\nset = \"trade-monopoly\"\nto = 0.4\nfrom = \"1922-10\"\nuntil = \"1924-06\"\noverride = true\n"
    );
    let scenario = read_text(&text).unwrap_or_else(|problems| panic!("{problems}"));
    let mut orders = known().orders;
    assert_eq!(settle(&mut orders, &known().paths, &scenario.actions), Vec::new());
    let set: Vec<(String, f64)> = orders
        .iter()
        .flat_map(|order| {
            order.set.iter().filter_map(|(name, value)| match value {
                Setting::Number(v) if name == "trade-monopoly" => {
                    Some((order.month.to_string(), *v))
                }
                _ => None,
            })
        })
        .collect();
    let wanted = [("1918-04", 1.0), ("1922-10", 0.4), ("1924-07", 0.9)];
    assert_eq!(set, wanted.map(|(month, value)| (month.to_owned(), value)));
    assert!(orders.iter().any(|order| order.id == "monopoly-upheld"), "the decree stays told");
}

#[test]
fn decrees_move_and_go() {
    let text = format!(
        "{HEAD}[[action]]\ndecree = \"tax-in-kind\"\nmove_to = \"1923-09\"\n\
         [[action]]\ndecree = \"monopoly\"\nremove = true\n"
    );
    let scenario = read_text(&text).unwrap_or_else(|problems| panic!("{problems}"));
    let mut orders = known().orders;
    assert_eq!(settle(&mut orders, &known().paths, &scenario.actions), Vec::new());
    let ids: Vec<&str> = orders.iter().map(|order| order.id.as_str()).collect();
    assert_eq!(ids, ["monopoly-upheld", "tax-in-kind"]);
    assert_eq!(orders[1].month, Month::new(1923, 9));
}

#[test]
fn decrees_that_history_never_issued_stand_in_nobodys_way() {
    let text = format!(
        "{HEAD}[[action]]\nset = \"trade-monopoly\"\nto = 0.4\nfrom = \"1919-10\"\nuntil = \"1920-06\"\n"
    );
    let scenario = read_text(&text).unwrap_or_else(|problems| panic!("{problems}"));
    let mut alternative = order(1920, 1, "never", &[("trade-monopoly", Setting::Number(0.0))]);
    alternative.kind = model::ALTERNATIVE.to_owned();
    let mut orders = vec![known().orders[0].clone(), alternative];
    assert_eq!(settle(&mut orders, &known().paths, &scenario.actions), Vec::new());
    // Held while the action lasts, then back to what history had.
    assert!(orders[2].set.is_empty(), "{:?}", orders[2]);
    let last = orders.last().expect("an end");
    assert_eq!((last.month, &last.set[0].1), (Month::new(1920, 7), &Setting::Number(1.0)));
}

#[test]
fn what_is_free_is_part_of_what_a_scenario_does() {
    let read = |text: &str| read_text(&format!("{HEAD}{text}")).unwrap_or_else(|p| panic!("{p}"));
    let (pinned, free) = (read(""), read("[decisions]\nfree = true\n"));
    let (from, only) =
        (read("[decisions]\nfrom = \"1923-01\"\n"), read("[decisions]\nonly = [\"plenum\"]\n"));
    let forced = read("[[action]]\ndecision = \"plenum\"\nchoose = \"open\"\n");
    let mut hashes = [&pinned, &free, &from, &only, &forced].map(|s| s.hash.clone());
    assert_eq!(read("[decisions]\nfree = false\n").hash, pinned.hash);
    hashes.sort();
    assert!(hashes.windows(2).all(|pair| pair[0] != pair[1]), "two scenarios pass for one");
    assert_eq!(from.layers.last().map(|layer| layer.value.as_str()), Some("free from 1923-01"));
    let command = |s: &Scenario| crate::Request::new(s.clone()).command();
    assert!(command(&from).ends_with(" --free 1923-01"), "{}", command(&from));
    assert!(command(&only).ends_with(" --free-decision plenum"), "{}", command(&only));
}

#[test]
fn assumptions_change_their_parameter_alone_and_each_draw_has_its_own_luck() {
    let known = known();
    let assume = |belief| Assume {
        parameter: "harvest.land-share".to_owned(),
        belief,
        wins: false,
        because: Vec::new(),
        origin: String::new(),
    };
    let value = |belief, draw| {
        let mut values = vec![1.0, 2.0];
        super::apply::assume(&mut values, &known.parameters, &[assume(belief)], 1917, draw);
        assert_eq!(values[0], 1.0);
        values[1]
    };
    assert_eq!(value(Belief::Value(0.3), 5), 0.3);
    let uniform = Belief::Prior(Prior::Uniform(0.3, 0.5));
    assert_eq!(value(uniform, 0), 0.4);
    assert!((0.3..=0.5).contains(&value(uniform, 1)));
    assert_ne!(value(uniform, 1), value(uniform, 2));
    assert_eq!(value(uniform, 1), value(uniform, 1));
}

fn setting() -> impl Strategy<Value = (String, Setting)> {
    prop_oneof![
        (0.0..=1.0).prop_map(|v| ("trade-monopoly".to_owned(), Setting::Number(v))),
        (0.0..=20.0).prop_map(|v| ("grain-quota".to_owned(), Setting::Number(v))),
        (0.0..=20.0).prop_map(|v| {
            ("grain-quota".to_owned(), Setting::Regions(vec![("volga".to_owned(), v)]))
        }),
        Just(("grain-policy".to_owned(), word("requisition"))),
    ]
}

fn target() -> impl Strategy<Value = (String, Target)> {
    prop_oneof![
        setting().prop_map(|(name, to)| (name, Target::Value(to))),
        (0.0..=1.0, 1..12u32).prop_map(|(to, months)| {
            ("openness".to_owned(), Target::Ramp { to: Setting::Number(to), months })
        }),
        (0.0..=1.0).prop_map(|times| ("openness".to_owned(), Target::Scale(times))),
        Just(("grain-policy".to_owned(), Target::AsGiven)),
    ]
}

fn condition() -> impl Strategy<Value = model::Condition> {
    let region = prop::option::of(Just("volga".to_owned()));
    (region, 0..4usize, -1e3..1e3, 1..146u32).prop_map(|(region, sign, bound, months)| {
        let sign = model::Sign::ALL[sign].1;
        model::Condition { variable: "unrest.rising".to_owned(), region, sign, bound, months }
    })
}

fn deed() -> impl Strategy<Value = Deed> {
    let month = || (0..134).prop_map(|n| model::FIRST.plus(n));
    let change = prop_oneof![
        setting().prop_map(|(name, to)| (name, Change::To(to))),
        (0.0..3.0).prop_map(|times| ("trade-monopoly".to_owned(), Change::Scale(times))),
    ];
    let lasts = prop::option::of(1..146u32);
    prop_oneof![
        (target(), month()).prop_map(|((instrument, to), from)| Deed::Set {
            instrument,
            to,
            from,
            until: None
        }),
        (condition(), change, prop::option::of(month()), lasts).prop_map(
            |(condition, (instrument, change), from, lasts)| Deed::When {
                condition,
                instrument,
                change,
                from,
                until: None,
                lasts,
            }
        ),
        month().prop_map(|to| Deed::Move { decree: "monopoly".to_owned(), to }),
        Just(Deed::Remove { decree: "tax-in-kind".to_owned() }),
        Just(Deed::Choose { decision: "plenum".to_owned(), option: "open".to_owned() }),
    ]
}

fn freedom() -> impl Strategy<Value = Freedom> {
    prop_oneof![
        Just(Freedom::Pinned),
        Just(Freedom::All),
        (0..146).prop_map(|n| Freedom::From(model::FIRST.plus(n))),
        Just(Freedom::Only(["plenum".to_owned()].into())),
    ]
}

fn belief() -> impl Strategy<Value = Belief> {
    prop_oneof![
        (0.2..=0.6).prop_map(Belief::Value),
        (0.2..0.39, 0.4..=0.6).prop_map(|(low, high)| Belief::Prior(Prior::Uniform(low, high))),
        (0.2..0.3, 0.3..0.4, 0.41..=0.6)
            .prop_map(|(low, mode, high)| Belief::Prior(Prior::Triangular(low, mode, high))),
    ]
}

proptest! {
    #[test]
    fn what_is_written_out_reads_back(
        deed in deed(),
        belief in belief(),
        freedom in freedom(),
        draws in prop::option::of(0..5000u32),
        seed in prop::option::of(0..=(i64::MAX as u64)),
        because in prop::collection::vec("[ -~]{0,20}", 0..3),
        question in "\\PC{0,60}",
    ) {
        let mut scenario = history();
        scenario.name = "mine".to_owned();
        scenario.question = question;
        scenario.freedom = freedom;
        scenario.draws = draws.or(scenario.draws);
        scenario.seed = seed.or(scenario.seed);
        scenario.actions =
            vec![Action { deed, wins: true, because, origin: String::new() }];
        scenario.assumes = vec![Assume {
            parameter: "harvest.land-share".to_owned(),
            belief,
            wins: false,
            because: Vec::new(),
            origin: String::new(),
        }];
        scenario.silenced.insert("sell-grain".to_owned());
        let text = scenario.to_toml();
        let again = read_text(&text).map_err(|problems| TestCaseError::fail(format!("{text}\n{problems}")))?;
        let plain = |mut s: Scenario| {
            s.layers.clear();
            s.file.clear();
            s.hash.clear();
            s.actions.iter_mut().for_each(|action| action.origin.clear());
            s.assumes.iter_mut().for_each(|assume| assume.origin.clear());
            s
        };
        prop_assert_eq!(again.content_hash(), scenario.content_hash());
        prop_assert_eq!(plain(again), plain(scenario));
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,200}") {
        let _ = read_text(&text);
        let _ = read_text(&format!("{HEAD}{text}"));
    }
}

#[test]
fn a_file_may_take_the_switches_of_an_account() {
    let evidence = Evidence::embedded().unwrap_or_else(|faults| panic!("{faults:?}"));
    let text = |assume: &str| {
        format!(
            "ktokogo = 1\nname = \"x\"\ntitle = \"x\"\nparent = \"history\"\n\n[[assume]]\n{assume}\n"
        )
    };
    let load = |assume: &str| {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("x.toml");
        std::fs::write(&file, text(assume)).expect("written");
        load(&file, &evidence)
    };
    let found = load("theory = \"rigby-daniels\"").unwrap_or_else(|problems| panic!("{problems}"));
    let asked = find_under("history", Some("rigby-daniels"), &evidence).expect("it exists");
    let beliefs = |scenario: &Scenario| -> Vec<(String, Belief)> {
        scenario.assumes.iter().map(|one| (one.parameter.clone(), one.belief)).collect()
    };
    assert!(beliefs(&found).len() > 20);
    assert_eq!(beliefs(&found), beliefs(&asked));
    let error = load("theory = \"rigby-daniel\"").expect_err("misspelt").to_string();
    assert!(error.contains("rigby-daniels") && error.contains("x.toml:7"), "{error}");
    assert!(load("theory = \"cohen\"\nvalue = 0.5").is_err());
}
