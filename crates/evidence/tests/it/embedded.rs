//! The evidence of the repository: complete, consistent, described.

use evidence::{
    CardFacts, Confidence, Evidence, FateKind, HistoricalDate, SCHEMAS, data_package, schema_page,
};
use std::{collections::BTreeMap, fs, path::PathBuf};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../evidence")
}

fn embedded() -> Evidence {
    Evidence::embedded().unwrap_or_else(|faults| panic!("{}", lines(&faults)))
}

fn lines(faults: &[evidence::Fault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// Rows of each file of the compilation from which the evidence was made. A lower count is a loss.
const COUNTS: [(&str, usize); 23] = [
    ("economy/army_state_staff", 28),
    ("economy/foreign_trade", 87),
    ("economy/grain_harvest_area_yield", 80),
    ("economy/grain_procurement_marketing_exports", 65),
    ("economy/industry_output", 154),
    ("economy/internal_trade_ownership", 95),
    ("economy/labour_wages_unemployment", 88),
    ("economy/livestock", 46),
    ("economy/money_prices_general", 93),
    ("economy/peasant_stratification", 105),
    ("economy/population_households", 78),
    ("economy/prices_scissors", 76),
    ("economy/reconstructed_priors", 124),
    ("economy/regional_agriculture", 84),
    ("economy/state_finance", 60),
    ("economy/world_price_ratios", 14),
    ("politics/apparatus", 82),
    ("politics/comintern", 86),
    ("politics/congresses", 60),
    ("politics/culture", 47),
    ("politics/membership", 245),
    ("politics/secretariat", 91),
    ("politics/unrest", 48),
];

#[test]
fn no_row_of_the_compilation_is_lost() {
    let evidence = embedded();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for row in &evidence.rows {
        *counts.entry(row.file.to_string()).or_default() += 1;
    }
    for (name, expected) in COUNTS {
        let found = counts.get(&format!("evidence/series/{name}.csv"));
        assert_eq!(found, Some(&expected), "{name}");
    }
    assert_eq!(evidence.rows.len(), COUNTS.iter().map(|(_, rows)| rows).sum::<usize>());
    assert_eq!(evidence.events.len(), 270);
    assert_eq!(evidence.votes.len(), 145);
    assert_eq!(evidence.bodies.len(), 652);
    assert_eq!(evidence.platform46.len(), 46);
    assert_eq!(evidence.actors.len(), 71);
    assert_eq!(evidence.claims.len(), 205);
    let rivalry = &evidence.rivalry;
    assert_eq!(
        [
            rivalry.switches.len(),
            rivalry.hinges.len(),
            rivalry.outcomes.len(),
            rivalry.rivals.len(),
            rivalry.tests.len()
        ],
        [22, 28, 8, 16, 14]
    );
}

#[test]
fn the_audit_of_the_records_is_clean() {
    let faults = embedded().audit_records();
    assert!(faults.is_empty(), "{}", lines(&faults));
}

#[test]
fn every_claim_has_one_fate() {
    let evidence = embedded();
    let mut fates: Vec<_> = evidence.fates.iter().map(|fate| fate.claim.as_str()).collect();
    let mut claims: Vec<_> = evidence.claims.iter().map(|entry| entry.claim.id.as_str()).collect();
    fates.sort_unstable();
    claims.sort_unstable();
    assert_eq!(fates, claims);
}

#[test]
fn cards_that_cite_what_the_fates_name_pass_the_audit() {
    let evidence = embedded();
    let mut cards: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for fate in evidence.fates.iter().filter(|fate| fate.fate == FateKind::Mechanism) {
        for name in &fate.by {
            cards.entry(name).or_default().push(fate.claim.clone());
        }
    }
    assert!(!cards.is_empty());
    let cards: Vec<_> = cards
        .into_iter()
        .map(|(name, claims)| CardFacts { name: name.to_owned(), claims })
        .collect();
    assert_eq!(lines(&evidence.audit(&cards, &[])), "");
    let without = evidence.audit(&cards[1..], &[]);
    assert!(lines(&without).contains("unknown mechanism"), "{}", lines(&without));
}

#[test]
fn confirmed_rows_of_the_economy_give_their_page() {
    let evidence = embedded();
    for row in &evidence.rows {
        let economy = row.file.contains("/economy/");
        if economy && row.confidence == Confidence::Confirmed {
            assert!(!row.url.is_empty(), "{}:{}", row.file, row.line);
        }
    }
}

#[test]
fn a_number_can_be_followed_to_its_line() {
    let evidence = embedded();
    let row = evidence.series("grain_harvest").into_iter().find(|row| row.value == 37.6);
    let row = row.expect("the harvest of 1921 in the series of the 1930s");
    let text = fs::read_to_string(folder().join("series/economy/grain_harvest_area_yield.csv"));
    let line = text.expect("the file").lines().nth(row.line - 1).expect("the line").to_owned();
    assert!(line.starts_with("grain_harvest,1921,37.6,million t,"), "{line}");
    let source = evidence.source(&row.source).expect("its source");
    assert!(source.short().contains("Nove"), "{}", source.short());
}

#[test]
fn commands_of_the_bibliography_are_resolved() {
    let evidence = embedded();
    let source = evidence.source("carr-davies-foundations").expect("the source");
    assert!(source.field("note").contains("Carr & Davies"), "{}", source.field("note"));
}

#[test]
fn the_rising_of_october_is_old_style_where_it_is_written_so() {
    let evidence = embedded();
    let row = evidence
        .series("party_total")
        .into_iter()
        .find(|row| row.date == "os:1917-10-25".parse::<HistoricalDate>().expect("a date"));
    assert_eq!(row.map(|row| row.date.first_month().to_string()), Some("1917-11".to_owned()));
}

#[test]
fn the_embedded_evidence_is_that_of_the_folder() {
    let (embedded, loaded) = (embedded(), Evidence::load(&folder()).expect("the folder"));
    assert_eq!(embedded.content_hash(), loaded.content_hash());
    assert_eq!(embedded.file_names(), loaded.file_names());
    assert_eq!(embedded.content_hash().len(), 64);
}

#[test]
fn the_descriptions_are_fresh() {
    let mend = "run `cargo run -p evidence --example describe`";
    let read = |name: &str| fs::read_to_string(folder().join(name)).expect("a description");
    assert_eq!(read("SCHEMA.md"), schema_page(), "{mend}");
    // As values: the order of keys depends on what else is built.
    let package = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
    let fresh = package(&data_package(&embedded()));
    assert_eq!(package(&read("datapackage.json")), fresh, "{mend}");
    let described = fresh["resources"].as_array().expect("resources");
    for schema in SCHEMAS.iter().filter(|schema| schema.name != "paths") {
        assert!(
            described.iter().any(|resource| resource["name"] == schema.name),
            "{}",
            schema.name
        );
    }
}

#[test]
fn names_with_a_slip_find_their_neighbour() {
    let evidence = embedded();
    assert_eq!(evidence.nearest_name("grain_harvst"), Some("grain_harvest"));
    assert_eq!(evidence.nearest_name("nothing of the kind at all"), None);
}
