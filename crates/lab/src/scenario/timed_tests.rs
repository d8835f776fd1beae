//! Ramps, scales, conditions and passports: what they do, and what is refused.

use kernel::Month;
use model::{Order, Setting};

use super::apply::settle;
use super::tests::{HEAD, known, read_text};
use super::*;

fn sound(text: &str) -> Scenario {
    read_text(&format!("{HEAD}{text}")).unwrap_or_else(|problems| panic!("{problems}"))
}

fn complaint(text: &str) -> String {
    read_text(&format!("{HEAD}{text}")).expect_err("the file has a problem").render(true)
}

/// Month and value of every order on an instrument.
fn values(orders: &[Order], name: &str) -> Vec<(String, f64)> {
    let set = orders.iter().flat_map(|o| o.set.iter().map(move |(n, v)| (o, n, v)));
    let of = set.filter(|(_, n, _)| *n == name);
    of.map(|(order, _, value)| match value {
        Setting::Number(number) => (order.month.to_string(), *number),
        other => panic!("{other:?}"),
    })
    .collect()
}

#[test]
fn a_ramp_goes_in_equal_steps_from_what_stood_before() {
    let scenario = sound(
        "[[action]]\nset = \"trade-monopoly\"\nto = 0.4\nfrom = \"1920-11\"\nuntil = \"1921-06\"\nramp = \"3 months\"\n",
    );
    let mut orders = known().orders;
    assert_eq!(settle(&mut orders, &known().paths, &scenario.actions), Vec::new());
    let found = values(&orders, "trade-monopoly");
    let months: Vec<&str> = found.iter().map(|(month, _)| month.as_str()).collect();
    assert_eq!(months, ["1918-04", "1920-11", "1920-12", "1921-01", "1921-07", "1922-12"]);
    let steps: Vec<f64> = found.iter().map(|(_, value)| *value).collect();
    assert_eq!(
        steps,
        [1.0, 1.0 + (0.4 - 1.0) * (1.0 / 3.0), 1.0 + (0.4 - 1.0) * (2.0 / 3.0), 0.4, 1.0, 0.9]
    );
    let told: Vec<&str> =
        orders.iter().filter(|o| o.id.starts_with("scenario-")).map(|o| o.kind.as_str()).collect();
    assert_eq!(told, ["decree", model::STEP, model::STEP, "decree"], "steps are not told");
}

#[test]
fn a_scale_follows_decrees_and_paths_month_by_month() {
    let scenario = sound(
        "[[action]]\nset = \"trade-monopoly\"\nscale = 0.5\nfrom = \"1922-10\"\nuntil = \"1923-03\"\noverride = true\n\
         [[action]]\nset = \"openness\"\nscale = 0.5\nfrom = \"1929-11\"\n",
    );
    let mut orders = known().orders;
    assert_eq!(settle(&mut orders, &known().paths, &scenario.actions), Vec::new());
    let found = values(&orders, "trade-monopoly");
    let wanted = [("1918-04", 1.0), ("1922-10", 0.5), ("1922-12", 0.45), ("1923-04", 0.9)];
    assert_eq!(found, wanted.map(|(month, value)| (month.to_owned(), value)));
    assert_eq!(values(&orders, "openness"), [("1929-11".to_owned(), 0.4)], "a path at rest");
}

#[test]
fn what_is_as_given_changes_nothing() {
    let scenario = sound(
        "[[action]]\nset = \"trade-monopoly\"\nas_given = true\nfrom = \"1922-10\"\nuntil = \"1923-03\"\noverride = true\n",
    );
    let mut orders = known().orders;
    assert_eq!(settle(&mut orders, &known().paths, &scenario.actions), Vec::new());
    let found = values(&orders, "trade-monopoly");
    let wanted = [("1918-04", 1.0), ("1922-10", 1.0), ("1922-12", 0.9), ("1923-04", 0.9)];
    assert_eq!(found, wanted.map(|(month, value)| (month.to_owned(), value)));
}

#[test]
fn ramps_and_scales_that_do_not_fit() {
    let set = |name: &str, rest: &str| {
        format!("[[action]]\nset = \"{name}\"\nfrom = \"1920-10\"\n{rest}\n")
    };
    let text = [
        set("grain-policy", "to = \"requisition\"\nramp = \"3 months\""),
        set("trade-monopoly", "to = 0.4\nramp = \"a while\""),
        set("trade-monopoly", "to = 0.4\nramp = \"6 months\"\nuntil = \"1920-12\""),
        set("trade-monopoly", "scale = -0.5"),
        set("trade-monopoly", "scale = 0.5\nramp = \"3 months\""),
        set("trade-monopoly", "scale = 0.5\nto = 0.5"),
        set("trade-monopoly", "to = 0.5\nlasts = \"3 months\""),
    ];
    insta::assert_snapshot!(complaint(&text.concat()));
    let text = [
        set("grain-policy", "scale = 0.5"),
        set("weather", "scale = 0.5"),
        set("weather", "to = 0.5\nramp = \"3 months\""),
    ];
    insta::assert_snapshot!(complaint(&text.concat()));
}

#[test]
fn a_scale_that_leaves_the_range_or_has_nothing_to_start_from() {
    insta::assert_snapshot!(complaint(
        "[[action]]\nset = \"trade-monopoly\"\nscale = 1.1\nfrom = \"1919-10\"\nuntil = \"1920-10\"\n\
         [[action]]\nset = \"grain-quota\"\nscale = 1.1\nfrom = \"1919-10\"\n\
         [[action]]\nset = \"grain-quota\"\nto = 3\nramp = \"2 months\"\nfrom = \"1919-10\"\n"
    ));
}

#[test]
fn a_condition_is_part_of_the_action() {
    let scenario = sound(
        "[[action]]\nset = \"grain-quota\"\nto = 3\nwhen = \"unrest.rising@volga > 0.5 for 2 months\"\n\
         from = \"1919-01~\"\nuntil = \"1921-12-15\"\nlasts = \"6 months\"\n",
    );
    let Deed::When { condition, from, until, lasts, .. } = &scenario.actions[0].deed else {
        panic!("{:?}", scenario.actions)
    };
    assert_eq!(condition.to_string(), "unrest.rising@volga > 0.5 for 2 months");
    assert_eq!((*from, *until), (Some(Month::new(1919, 1)), Some(Month::new(1921, 12))));
    assert_eq!(*lasts, Some(6));
    let words = scenario.layers.iter().find(|layer| layer.name == "grain-quota");
    assert_eq!(
        words.map(|layer| layer.value.as_str()),
        Some(
            "3 when unrest.rising@volga > 0.5 for 2 months, for 6 months, from 1919-01 until 1921-12"
        )
    );
}

#[test]
fn conditions_that_are_none() {
    let when = |condition: &str, rest: &str| {
        format!("[[action]]\nset = \"grain-quota\"\nwhen = \"{condition}\"\n{rest}\n")
    };
    let text = [
        when("the scissors open", "to = 3"),
        when("prices.scissors > wide", "to = 3"),
        when("prices.scissors > 2.5 for long", "to = 3"),
        when("> 2.5", "to = 3"),
        when("prices.scissors > 2.5", "to = 3\nramp = \"3 months\""),
    ];
    insta::assert_snapshot!(complaint(&text.concat()));
    let text = [
        when("prices.scisors > 2.5", "to = 3\nuntil = \"1918-02\""),
        when("prices.scissors@volga > 2.5", "to = 3\nfrom = \"1918-03\"\nuntil = \"1918-05\""),
        when("unrest.rising@vulga > 2.5", "to = 3\nfrom = \"1918-06\"\nuntil = \"1918-08\""),
        when("trade-monopoly < 0.5", "to = 3\nfrom = \"1918-09\"\nuntil = \"1918-11\""),
        "[[action]]\nset = \"weather\"\nto = 1\nwhen = \"unrest.rising > 1\"\n".to_owned(),
    ];
    insta::assert_snapshot!(complaint(&text.concat()));
}

#[test]
fn what_waits_may_not_meet_other_layers_silently() {
    let text = "[[action]]\nset = \"trade-monopoly\"\nscale = 0.8\nwhen = \"prices.scissors > 2.5\"\nfrom = \"1922-01\"\n\
                [[action]]\nset = \"trade-monopoly\"\nto = 0.5\nfrom = \"1925-01\"\noverride = true\n\
                [[action]]\nset = \"grain-quota\"\nto = 5\nfrom = \"1925-01\"\n\
                [[action]]\nset = \"grain-quota\"\nto = 3\nramp = \"2 months\"\nfrom = \"1925-03\"\n";
    insta::assert_snapshot!(complaint(text));
    let sound_one = "[[action]]\nset = \"trade-monopoly\"\nto = 0.5\nfrom = \"1925-01\"\n\
                     [[action]]\nset = \"trade-monopoly\"\nscale = 0.8\nwhen = \"prices.scissors > 2.5\"\nfrom = \"1922-01\"\noverride = true\n";
    assert_eq!(sound(sound_one).actions.len(), 2);
}

#[test]
fn an_old_style_date_is_converted_once() {
    let scenario = sound(
        "[[action]]\nset = \"grain-quota\"\nto = 3\nfrom = \"os:1918-01-31\"\n[passport]\nhorizon = \"1924-06~\"\n",
    );
    let Deed::Set { from, .. } = &scenario.actions[0].deed else { panic!("an action") };
    assert_eq!(*from, Month::new(1918, 2));
    assert_eq!(scenario.horizon(), Some(Month::new(1924, 6)));
    assert!(scenario.to_toml().contains("horizon = \"1924-06~\""), "as the author wrote it");
}

#[test]
fn passports_are_read_key_by_key() {
    let scenario = sound(
        "[passport]\nhinge = \"H05\"\nwhen = \"6 October 1922\"\nclaims = [\"NK-001\", \"NK-002\"]\n\
         cotenable = [\"evidence:plenum\", \"trade abroad is possible\"]\nlive_option = \"high\"\n",
    );
    assert_eq!(scenario.passport.list("claims").len(), 2);
    assert_eq!(scenario.passport.when(), Some(Month::new(1922, 10)));
    let keys: Vec<&str> = scenario.passport.entries().map(|(key, _)| key).collect();
    assert_eq!(keys, ["cotenable", "hinge", "when", "claims", "live_option"]);
    assert_eq!(scenario.horizon(), None);
}

#[test]
fn passports_that_point_nowhere() {
    insta::assert_snapshot!(complaint(
        "[passport]\nhinge = \"H5\"\nwhen = \"in autumn\"\nclaims = [\"NK-01\"]\nhorizon = \"1932-01\"\n\
         plausability = \"low\"\nminimal = 3\nlive_option = [\"high\"]\n\
         cotenable = [\"evidence:plenun\"]\n\
         [[action]]\nset = \"grain-quota\"\nto = 3\nfrom = \"1919-01\"\nbecause = [\"evidence:monopolly\"]\n"
    ));
}

#[test]
fn a_ramp_in_one_region_starts_from_what_the_country_has() {
    let scenario = sound(
        "[[action]]\nset = \"grain-quota\"\nto = 2\nfrom = \"1919-03\"\n\
         [[action]]\nset = \"grain-quota\"\nto = { volga = 4 }\nfrom = \"1919-04\"\nramp = \"2 months\"\noverride = true\n",
    );
    let mut orders = Vec::new();
    assert_eq!(settle(&mut orders, &[], &scenario.actions), Vec::new());
    let last: Vec<&Setting> = orders[1..].iter().map(|order| &order.set[0].1).collect();
    let volga = |value| Setting::Regions(vec![("volga".to_owned(), value)]);
    assert_eq!(last, [&volga(3.0), &volga(4.0)]);
}
