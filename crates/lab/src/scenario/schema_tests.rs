//! The schema, held against files that are sound and files that are not.

use evidence::Evidence;
use serde_json::Value;

use super::*;

fn as_json(text: &str) -> Value {
    let table: toml::Table = text.parse().unwrap_or_else(|error| panic!("{error}"));
    serde_json::to_value(table).expect("TOML without dates is JSON")
}

#[test]
fn the_schema_takes_what_ships_and_refuses_what_is_broken() {
    let evidence = Evidence::embedded().unwrap_or_else(|faults| panic!("{faults:?}"));
    let schema = schema::schema(&evidence).unwrap_or_else(|problems| panic!("{problems}"));
    jsonschema::meta::validate(&schema).unwrap_or_else(|error| panic!("{error}"));
    let validator = jsonschema::draft202012::new(&schema).expect("a schema");
    for name in shipped::names() {
        let (_, text) = shipped::find(name).expect("it is listed");
        let faults: Vec<String> =
            validator.iter_errors(&as_json(text)).map(|error| error.to_string()).collect();
        assert!(faults.is_empty(), "{name}: {faults:?}");
        let scenario = find(name, &evidence).unwrap_or_else(|problems| panic!("{problems}"));
        assert!(validator.is_valid(&as_json(&scenario.to_toml())), "{name}, written out");
    }
    for template in template::names() {
        let text = template::text(template, "mine").expect("a template");
        assert!(validator.is_valid(&as_json(&text)), "{template}");
    }
    let head = "ktokogo = 1\nname = \"mine\"\n";
    assert!(validator.is_valid(&as_json(head)));
    let set = |rest: &str| format!("{head}[[action]]\nset = \"trade_monopoly\"\n{rest}");
    assert!(validator.is_valid(&as_json(&set("to = 0.5\nfrom = \"1922-10~\""))));
    let broken = [
        "name = \"mine\"\n".to_owned(),
        format!("{head}qestion = \"?\"\n"),
        format!("{head}[passport]\nhorizon = 1924\n"),
        set("to = 4\nfrom = \"1922-10\""),
        set("to = 0.4"),
        set("to = 0.4\nscale = 0.4\nfrom = \"1922-10\""),
        set("to = 0.4\nfrom = \"in spring\""),
        set("to = 0.4\nwhen = \"the scissors open\""),
        format!("{head}[[action]]\nset = \"trade_monopolly\"\nto = 0\nfrom = \"1922-10\"\n"),
        format!("{head}[[assume]]\nparameter = \"trade_monopoly\"\nvalue = 0.4\n"),
        format!("{head}[[assume]]\nparameter = \"sell-grain.substitution\"\n"),
        format!("{head}[decisions]\nfree = true\nfrom = \"1923-01\"\n"),
    ];
    for text in broken {
        assert!(!validator.is_valid(&as_json(&text)), "{text}");
    }
}
