//! The ODD protocol of the model: prose with places for what the source and the evidence say.

use std::collections::BTreeMap;
use std::fmt::Write;

use evidence::{Confidence, Evidence};
use model::{FIRST, LAST, NamedParameter, Theory, VARIABLES};

use crate::state_tables::{self, Table};
use crate::tree::TextFile;

const PROSE: &str = include_str!("odd.txt");

/// The page, without the mark of generated pages.
///
/// # Errors
/// A table of the society that its source does not declare; a place of the prose that nothing fills.
pub fn page(evidence: &Evidence) -> Result<String, String> {
    let is_society = |file: &TextFile| file.path.starts_with("crates/society/src/");
    let sources: Vec<TextFile> = crate::tree::files().into_iter().filter(is_society).collect();
    let tables = state_tables::tables(&sources)?;
    let mut places = scales(&tables);
    places.extend(records(evidence));
    places.extend(rules());
    filled(PROSE, &places)
}

type Places = BTreeMap<&'static str, String>;

/// The prose with every `{{PLACE}}` filled.
fn filled(prose: &str, places: &Places) -> Result<String, String> {
    let mut text = prose.to_owned();
    for (place, value) in places {
        let mark = format!("{{{{{place}}}}}");
        if !text.contains(&mark) {
            return Err(format!("xtask/src/odd.txt has no place `{mark}`"));
        }
        text = text.replace(&mark, value.trim_end());
    }
    match text.split_once("{{") {
        None => Ok(text),
        Some((_, rest)) => Err(format!(
            "nothing fills the place `{}` of xtask/src/odd.txt",
            rest.split("}}").next().unwrap_or_default()
        )),
    }
}

fn scales(tables: &[Table]) -> Places {
    let columns: usize = tables.iter().map(|table| table.columns.len()).sum();
    let months = LAST.since(FIRST) + 1;
    let mut listed = String::new();
    for table in tables {
        let _ = writeln!(listed, "### {}\n\n{}\n", table.name, table.meaning);
        listed.push_str("| name | what it is | type |\n|---|---|---|\n");
        for column in &table.columns {
            let cells = [&column.name, &column.meaning].map(|text| text.replace('|', "\\|"));
            let _ = writeln!(listed, "| {} | `{}` |", cells.join(" | "), column.kind);
        }
        listed.push('\n');
    }
    let regional = VARIABLES.iter().filter(|variable| variable.regional).count();
    let held = VARIABLES.iter().filter(|variable| !variable.record.is_empty()).count();
    Places::from([
        ("FIRST", FIRST.to_string()),
        ("LAST", LAST.to_string()),
        ("MONTHS", months.to_string()),
        ("REGIONS", society::REGIONS.len().to_string()),
        ("REGION_LIST", society::REGIONS.join(", ")),
        ("HOUSEHOLDS", lab::request::HOUSEHOLDS.to_string()),
        ("MEMBERS", lab::request::MEMBERS.to_string()),
        ("TABLES", tables.len().to_string()),
        ("FIELDS", columns.to_string()),
        ("STATE_TABLES", listed),
        ("VARIABLES", VARIABLES.len().to_string()),
        ("REGIONAL", regional.to_string()),
        ("SERIES_HELD", held.to_string()),
    ])
}

fn records(evidence: &Evidence) -> Places {
    let fact = |fact: &evidence::Fact| format!("{}. {}\n", fact.number, fact.title);
    let mut facts: Vec<&evidence::Fact> = evidence.targets.iter().collect();
    facts.sort_by_key(|fact| fact.number);
    let start =
        |row: &&evidence::PathRow| row.file.contains("start_") || row.file.contains("trusts_1913");
    let starting = evidence.paths.iter().filter(start).count();
    let alternatives = evidence.decrees.iter().filter(|decree| decree.alternative).count();
    let checks: usize = evidence.targets.iter().map(|fact| fact.checks.len()).sum();
    let count = |length: usize| length.to_string();
    Places::from([
        ("FACTS", count(evidence.targets.len())),
        ("CHECKS", count(checks)),
        ("FACT_LIST", facts.into_iter().map(fact).collect()),
        ("START_ROWS", count(starting)),
        ("PATH_ROWS", count(evidence.paths.len() - starting)),
        ("LEADERS", count(evidence.actors.len())),
        ("DECREES", count(evidence.decrees.len())),
        ("ALTERNATIVES", count(alternatives)),
        ("DECISIONS", count(evidence.decisions.len())),
        ("ROWS", count(evidence.rows.len())),
        ("CONFIDENCE_TABLE", confidences(evidence)),
        ("EVENTS", count(evidence.events.len())),
        ("VOTES", count(evidence.votes.len())),
        ("CLAIMS", count(evidence.claims.len())),
        ("SOURCES", count(evidence.sources.len())),
    ])
}

fn confidences(evidence: &Evidence) -> String {
    let meanings = [
        (Confidence::Confirmed, "stood on a page that was read"),
        (Confidence::Recalled, "from the literature, not looked up"),
        (Confidence::Estimated, "computed or reconstructed"),
    ];
    let count = |confidence| evidence.rows.iter().filter(|r| r.confidence == confidence).count();
    let line = |&(confidence, meaning): &(Confidence, &str)| {
        format!("| {confidence} | {} | {meaning} |\n", count(confidence))
    };
    meanings.iter().map(line).collect()
}

fn rules() -> Places {
    let lines = model::page();
    let parameters = Theory::parameters();
    let mut month = String::new();
    let mut parts: Vec<(&str, usize, usize)> = Vec::new();
    for (place, line) in (1..).zip(&lines) {
        let card = line.card;
        let link = format!("[{name}](mechanisms/{name}.md)", name = card.name);
        let _ = writeln!(
            month,
            "| {place} | {} | {link} | {} | {} |",
            line.part, line.when, card.summary
        );
        let own = parameters.iter().filter(|p| p.mechanism == card.name).count();
        match parts.last_mut().filter(|part| part.0 == line.part) {
            Some(part) => (part.1, part.2) = (part.1 + 1, part.2 + own),
            None => parts.push((line.part, 1, own)),
        }
    }
    let shared = parameters.len() - parts.iter().map(|part| part.2).sum::<usize>();
    let mut table = String::new();
    for (part, mechanisms, parameters) in parts {
        let _ = writeln!(table, "| {part} | {mechanisms} | {parameters} |");
    }
    let _ = writeln!(table, "| Shared by several mechanisms | | {shared} |");
    let count =
        |is: fn(&NamedParameter) -> bool| parameters.iter().filter(|p| is(p)).count().to_string();
    Places::from([
        ("MECHANISMS", lines.len().to_string()),
        ("MONTH_TABLE", month),
        ("PART_TABLE", table),
        ("PARAMETERS", parameters.len().to_string()),
        ("JUDGED", count(|p| p.declared.source.contains(evidence::JUDGEMENT))),
        ("FIXED", count(|p| p.declared.prior.to_string().starts_with("fixed"))),
        ("SWITCHES", model::SWITCHES.len().to_string()),
        ("ACCOUNTS", lab::scenario::theories::accounts().len().to_string()),
        ("OUTCOMES", lab::outcomes::DEFINITIONS.len().to_string()),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_filled_once_and_no_value_is_left_over() {
        let places = Places::from([("A", "1\n".to_owned())]);
        assert_eq!(filled("x {{A}} y {{A}}", &places), Ok("x 1 y 1".to_owned()));
        assert!(filled("x {{A}} {{B}}", &places).is_err_and(|fault| fault.contains("`B`")));
        assert!(filled("x", &places).is_err_and(|fault| fault.contains("{{A}}")));
    }
}
