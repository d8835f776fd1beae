//! The JSON Schema of scenario files (draft 2020-12), for editors: keys, types, and the names that
//! may stand. It says less than `ktokogo check`, which also knows ranges, dates and layers.

use evidence::Evidence;
use serde_json::{Map, Value, json};

use super::known::Known;
use super::passport::{KEYS, Shape};
use crate::problems::Problems;

/// A month or a day, of either style, exact or about.
const DATE: &str = r"^(os:)?[0-9]{4}-[0-9]{2}(-[0-9]{2})?~?$";
/// A length of time.
const MONTHS: &str = r"^[0-9]+ months?$";
/// A condition.
const CONDITION: &str = r"^[^<>=]+(<=|>=|<|>) *[-+0-9.eE]+( for [0-9]+ months?)?$";

/// The schema, with the names of this model and this evidence.
///
/// # Errors
/// If the decrees of the evidence do not fit the model.
pub fn schema(evidence: &Evidence) -> Result<Value, Problems> {
    let known = Known::of(evidence)?;
    Ok(json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "ktokogo scenario",
        "description": "A patch on history: what someone does, how the world works.",
        "type": "object",
        "required": ["ktokogo", "name"],
        "additionalProperties": false,
        "properties": {
            "ktokogo": { "const": 1, "description": "version of the format" },
            "name": { "type": "string", "pattern": "^[a-z0-9-]+$" },
            "title": { "type": "string" },
            "parent": { "type": "string", "description": "a scenario that is built in, or a file" },
            "question": { "type": "string" },
            "passport": passport(&known),
            "action": { "type": "array", "items": action(&known) },
            "assume": { "type": "array", "items": assume(&known) },
            "decisions": decisions(&known),
            "draws": object(&[
                ("n", json!({ "type": "integer", "minimum": 0, "maximum": 5000 })),
                ("seed", json!({ "type": "integer", "minimum": 0 })),
            ], &[]),
        },
    }))
}

/// The schema as the text of a file.
///
/// # Errors
/// As [`schema`].
pub fn text(evidence: &Evidence) -> Result<String, Problems> {
    Ok(format!("{:#}\n", schema(evidence)?))
}

fn object(properties: &[(&str, Value)], required: &[&str]) -> Value {
    let all = properties.iter().map(|(key, value)| ((*key).to_owned(), value.clone()));
    json!({
        "type": "object",
        "required": required,
        "additionalProperties": false,
        "properties": Map::from_iter(all),
    })
}

fn texts() -> Value {
    json!({ "type": "array", "items": { "type": "string" } })
}

fn month() -> Value {
    json!({ "type": "string", "pattern": DATE })
}

fn one_of<'a>(names: impl Iterator<Item = &'a str>) -> Value {
    json!({ "enum": names.collect::<Vec<_>>() })
}

fn passport(known: &Known) -> Value {
    let property = |(key, shape, meaning): &(&'static str, Shape, &str)| {
        let names = match *key {
            "claims" => Some(&known.claims),
            "hinge" => Some(&known.hinges),
            _ => None,
        };
        let one = match names {
            Some(names) if !names.is_empty() => one_of(names.iter().map(String::as_str)),
            _ if *key == "horizon" => month(),
            _ => json!({ "type": "string" }),
        };
        let mut value = match shape {
            Shape::Text => one,
            Shape::List => json!({ "anyOf": [one.clone(), { "type": "array", "items": one }] }),
        };
        value["description"] = json!(meaning);
        (*key, value)
    };
    object(&KEYS.iter().map(property).collect::<Vec<_>>(), &[])
}

/// The ends that every entry may have.
fn ends() -> [(&'static str, Value); 2] {
    [("override", json!({ "type": "boolean" })), ("because", texts())]
}

fn action(known: &Known) -> Value {
    let decrees = one_of(known.orders.iter().map(|order| order.id.as_str()));
    let ends = ends();
    let of =
        |keys: &[(&str, Value)], required: &[&str]| object(&[keys, &ends[..]].concat(), required);
    let moved = [("decree", decrees.clone()), ("move_to", month())];
    let removed = [("decree", decrees), ("remove", json!({ "const": true }))];
    let mut variants =
        vec![of(&moved, &["decree", "move_to"]), of(&removed, &["decree", "remove"])];
    for question in &known.decisions {
        let options = one_of(question.options.iter().map(|option| &*option.id));
        let keys = [("decision", json!({ "const": &*question.id })), ("choose", options)];
        variants.push(of(&keys, &["decision", "choose"]));
    }
    variants.extend(known.instruments.iter().map(|instrument| set(instrument, known, &ends)));
    json!({ "anyOf": variants })
}

/// An action on one instrument, with its words or its range.
fn set(
    instrument: &super::known::Instrument,
    known: &Known,
    ends: &[(&'static str, Value)],
) -> Value {
    let number = json!({
        "type": "number", "minimum": instrument.low, "maximum": instrument.high,
        "description": instrument.unit,
    });
    let regions = known.regions.iter().map(|region| (region.as_str(), number.clone()));
    let regions = object(&regions.collect::<Vec<_>>(), &[]);
    let to = match (instrument.words.is_empty(), instrument.regional) {
        (false, _) => one_of(instrument.words.iter().map(String::as_str)),
        (true, true) => json!({ "anyOf": [number, regions] }),
        (true, false) => number,
    };
    let length = json!({ "type": "string", "pattern": MONTHS });
    let keys = [
        ("set", json!({ "const": instrument.name })),
        ("to", to),
        ("ramp", length.clone()),
        ("scale", json!({ "type": "number", "minimum": 0 })),
        ("as_given", json!({ "const": true })),
        ("unit", json!({ "const": instrument.unit })),
        ("when", json!({ "type": "string", "pattern": CONDITION })),
        ("from", month()),
        ("until", month()),
        ("lasts", length),
    ];
    let mut value = object(&[&keys[..], ends].concat(), &["set"]);
    value["oneOf"] = json!([
        { "required": ["to"] }, { "required": ["scale"] }, { "required": ["as_given"] },
    ]);
    value["anyOf"] = json!([{ "required": ["from"] }, { "required": ["when"] }]);
    value
}

fn assume(known: &Known) -> Value {
    let ends = ends();
    let of =
        |keys: &[(&str, Value)], required: &[&str]| object(&[keys, &ends[..]].concat(), required);
    let number = || json!({ "type": "number" });
    let kinds: [(&str, &[&str]); 4] = [
        ("normal", &["mean", "sd"]),
        ("lognormal", &["median", "sd"]),
        ("uniform", &["low", "high"]),
        ("triangular", &["low", "mode", "high"]),
    ];
    let prior = |(kind, keys): (&str, &[&str])| {
        let mut all = vec![("kind", json!({ "const": kind }))];
        all.extend(keys.iter().map(|key| (*key, number())));
        object(&all, &[&["kind"], keys].concat())
    };
    let priors: Vec<Value> = kinds.into_iter().map(prior).collect();
    let parameters = one_of(known.parameters.iter().map(|parameter| parameter.name.as_str()));
    let keys = [
        ("parameter", parameters),
        ("value", number()),
        ("prior", json!({ "anyOf": priors })),
        ("unit", json!({ "type": "string" })),
    ];
    let mut parameter = of(&keys, &["parameter"]);
    parameter["oneOf"] = json!([{ "required": ["value"] }, { "required": ["prior"] }]);
    let silence = one_of(known.mechanisms.iter().map(String::as_str));
    let accounts = super::theories::accounts();
    let theory = one_of(accounts.iter().map(|account| account.name.as_str()));
    json!({ "anyOf": [
        parameter,
        of(&[("silence", silence)], &["silence"]),
        of(&[("theory", theory)], &["theory"]),
    ] })
}

fn decisions(known: &Known) -> Value {
    let ids = one_of(known.decisions.iter().map(|question| &*question.id));
    let mut value = object(
        &[
            ("free", json!({ "type": "boolean" })),
            ("from", month()),
            ("only", json!({ "type": "array", "items": ids })),
        ],
        &[],
    );
    value["minProperties"] = json!(1);
    value["maxProperties"] = json!(1);
    value
}
