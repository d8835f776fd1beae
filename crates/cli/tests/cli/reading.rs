//! `list` and `evidence`: what can be read without a run.

use crate::{answer, document};

#[test]
fn every_list_has_text_and_json_with_the_same_items() {
    const LISTS: [&str; 9] = [
        "mechanisms",
        "parameters",
        "variables",
        "instruments",
        "scenarios",
        "events",
        "decisions",
        "outcomes",
        "facts",
    ];
    for what in LISTS {
        let (code, document) = document(&["list", what, "--json"]);
        assert_eq!(code, 0, "{what}");
        let items = document["items"].as_array().expect("items").len();
        assert!(items > 0, "there are no {what}");
        let (code, out, _) = answer(&["list", what]);
        assert_eq!(code, 0, "{what}");
        let last = out.lines().last().unwrap_or_default();
        assert!(last.trim().replace(',', "").starts_with(&items.to_string()), "{what}: {last}");
        assert!(out.lines().all(|line| line.chars().count() <= 100), "{what} is too wide\n{out}");
    }
}

#[test]
fn a_decision_is_listed_with_its_options_and_what_history_chose() {
    let (code, out, _) = answer(&["list", "decisions", "monopoly-october"]);
    assert_eq!(code, 0);
    for part in ["monopoly-october-1922", "1922-10-06", "Central Committee", "relax (history): "] {
        assert!(out.contains(part), "`{part}` is missing from\n{out}");
    }
    let (_, document) = document(&["list", "decisions", "monopoly-october", "--json"]);
    let item = &document["items"][0];
    assert_eq!((&item["history"], &item["options"][1]["id"]), (&"relax".into(), &"keep".into()));
}

#[test]
fn a_pattern_keeps_what_speaks_of_it() {
    let (_, all) = document(&["list", "variables", "--json"]);
    let (_, some) = document(&["list", "variables", "scissors", "--json"]);
    let count = |document: &serde_json::Value| document["items"].as_array().map_or(0, Vec::len);
    assert!(count(&some) > 0 && count(&some) < count(&all));
    let (code, out, _) = answer(&["list", "variables", "zzzz"]);
    assert_eq!(code, 0);
    assert!(out.contains("zzzz"), "{out}");
}

#[test]
fn every_parameter_has_prior_unit_and_source() {
    let (_, document) = document(&["list", "parameters", "--json"]);
    for item in document["items"].as_array().expect("items") {
        let filled = |key: &str| item[key].as_str().is_some_and(|text| !text.is_empty());
        assert!(
            filled("name") && filled("unit") && filled("source") && filled("meaning"),
            "{item}"
        );
        assert!(item["prior"]["kind"].is_string() && item["centre"].is_number(), "{item}");
    }
}

#[test]
fn rows_of_a_series_stand_side_by_side_with_all_that_is_known_of_them() {
    let (code, document) = document(&["evidence", "show", "scissors_ratio_wholesale", "--json"]);
    assert_eq!(code, 0);
    let rows = document["records"][0]["rows"].as_array().expect("rows");
    let october: Vec<_> = rows.iter().filter(|row| row["date"] == "1923-10").collect();
    assert!(october.len() > 1, "sources that disagree must not be merged");
    for row in rows {
        for key in
            ["value", "unit", "confidence", "source", "locator", "url", "note", "file", "line"]
        {
            assert!(!row[key].is_null(), "{key} is missing from {row}");
        }
    }
    let (_, out, _) = answer(&["evidence", "show", "scissors_ratio_wholesale"]);
    assert_eq!(out.matches("1923-10").count(), october.len(), "{out}");
}

#[test]
fn events_claims_and_sources_can_be_shown_whatever_the_case_of_the_letters() {
    for (name, part) in [
        ("power-is-a-class-relation", "on the facts"),
        ("February Revolution begins", "1917-03-08"),
        ("FEBRUARY revolution begins", "1917-03-08"),
        ("standard-chronology", "source"),
        ("monopoly-december-1922", "restore (history)"),
    ] {
        let (code, out, err) = answer(&["evidence", "show", name]);
        assert_eq!(code, 0, "{err}");
        assert!(out.contains(part), "{out}");
    }
}

#[test]
fn an_unknown_record_is_answered_with_the_nearest() {
    let (code, _, err) = answer(&["evidence", "show", "scissor_ratio_wholesale"]);
    assert_eq!(code, 1);
    assert!(err.contains("`scissors_ratio_wholesale`"), "{err}");
    let (code, document) = document(&["evidence", "show", "scissor_ratio_wholesale", "--json"]);
    assert_eq!(code, 1);
    assert_eq!(document["error"]["kind"], "unknown-name");
}

#[test]
fn ls_finds_by_name_and_by_content() {
    let (code, out, _) = answer(&["evidence", "ls", "kronstadt"]);
    assert_eq!(code, 0);
    assert!(out.contains("event") && out.contains("claim"), "{out}");
    let (_, document) = document(&["evidence", "ls", "--json"]);
    assert!(document["evidence"].as_array().map_or(0, Vec::len) > 100);
}

#[test]
fn the_evidence_that_is_built_in_passes_its_audit() {
    let (code, out, _) = answer(&["evidence", "audit"]);
    assert_eq!(code, 0, "{out}");
}

#[test]
fn a_pipe_gets_no_colours() {
    let (_, out, _) = answer(&["list", "variables"]);
    assert!(!out.contains('\u{1b}'));
}
