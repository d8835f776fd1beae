//! `evidence show`: one series, path, decree, decision, event, claim or source, with everything known of it.

use std::collections::BTreeSet;

use evidence::{Claim, Confidence, Decree, Event, Evidence, Grade, Row, Setting, Source};
use model::VARIABLES;
use serde_json::{Value, json};

use crate::answer::{Answer, counted};
use crate::failure::Failure;
use crate::nearest::nearest;
use crate::numbers::thousands;
use crate::output::{HEAD, styled};
use crate::records::entries;
use crate::shown_decision::show_decision;
use crate::tables::{Column, table, wrapped};

/// Everything of this name: a word may name a series and a claim at once.
pub fn show(evidence: &Evidence, name: &str) -> Result<Answer, Failure> {
    let wanted = name.to_lowercase();
    let is = |other: &str| other.to_lowercase() == wanted;
    let mut parts: Vec<(String, Value)> = Vec::new();
    for series in evidence.series_names().into_iter().filter(|series| is(series)) {
        parts.push(show_series(evidence, series));
    }
    for path in evidence.path_names().into_iter().filter(|path| is(path)) {
        parts.push(show_path(evidence, path));
    }
    parts.extend(evidence.decrees.iter().filter(|d| is(&d.id)).map(show_decree));
    let decisions = evidence.decisions.iter().filter(|decision| is(&decision.id));
    parts.extend(decisions.map(|decision| show_decision(evidence, decision)));
    parts.extend(evidence.events.iter().filter(|e| is(&e.title)).map(show_event));
    let claims = evidence.claims.iter().map(|entry| &entry.claim);
    parts.extend(claims.filter(|claim| is(&claim.id)).map(|claim| show_claim(evidence, claim)));
    let sources = evidence.sources.iter().filter(|source| is(&source.key));
    parts.extend(sources.map(|source| show_source(evidence, source)));
    if parts.is_empty() {
        let known = entries(evidence);
        let near = nearest(name, known.iter().map(|entry| entry.name.as_str()));
        return Err(Failure::unknown("record", name, &near, "ktokogo evidence ls"));
    }
    let texts: Vec<String> = parts.iter().map(|(text, _)| text.clone()).collect();
    let documents: Vec<Value> = parts.into_iter().map(|(_, document)| document).collect();
    Ok(Answer::done(texts.join("\n"), json!({ "records": documents })))
}

fn show_series(evidence: &Evidence, name: &str) -> (String, Value) {
    let mut rows = evidence.series(name);
    // By date and then by file, so that sources which disagree stand under one another.
    rows.sort_by_key(|row| row.date.days());
    let units: BTreeSet<&str> = rows.iter().map(|row| row.unit.as_str()).collect();
    let about = units.iter().copied().collect::<Vec<_>>().join(" / ");
    let mut text = format!("{}  {}\n", styled(HEAD, name), about);
    for variable in VARIABLES.iter().filter(|v| v.record.iter().any(|(s, ..)| *s == name)) {
        text.push_str(&format!("Held against {}: {}\n", variable.name, variable.label));
    }
    text.push('\n');
    let mut notes = Notes::default();
    let one_unit = units.len() == 1;
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            let unit = if one_unit { String::new() } else { format!(" {}", row.unit) };
            let whose = [row.territory.as_str(), row.group.as_str()];
            let whose: Vec<&str> = whose.into_iter().filter(|part| !part.is_empty()).collect();
            vec![
                row.date.to_string(),
                format!("{}{unit}", exact(row.value)),
                whose.join("; "),
                trust(row.confidence, row.grade),
                cited(&row.source, &row.locator),
                notes.mark(&row.note, &row.url),
            ]
        })
        .collect();
    let value = if one_unit { Column::number("value") } else { Column::words("value") };
    let columns = [
        Column::name("date"),
        value,
        Column::words("territory"),
        Column::name("confidence"),
        Column::words("source"),
        Column::name("note"),
    ];
    text.push_str(&table(&columns, &cells));
    text.push_str(&notes.text());
    let parts: Vec<&str> = evidence
        .series_names()
        .into_iter()
        .filter(|other| other.strip_prefix(name).is_some_and(|rest| rest.starts_with(':')))
        .collect();
    if !parts.is_empty() {
        text.push_str(&wrapped(&format!("See also: {}", parts.join(" · ")), 0));
    }
    let rows: Vec<Value> = rows.iter().map(|row| row_json(row)).collect();
    (text, json!({ "kind": "series", "name": name, "rows": rows }))
}

fn row_json(row: &Row) -> Value {
    json!({
        "date": row.date.to_string(), "value": row.value, "unit": row.unit,
        "territory": row.territory, "group": row.group, "source": row.source,
        "locator": row.locator, "url": row.url, "confidence": row.confidence.word(),
        "grade": row.grade.map(|grade| format!("{grade:?}")), "note": row.note,
        "file": &*row.file, "line": row.line,
    })
}

fn show_path(evidence: &Evidence, name: &str) -> (String, Value) {
    let rows = evidence.path(name);
    let mut notes = Notes::default();
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            vec![
                row.date.to_string(),
                if row.region.is_empty() { "all".to_owned() } else { row.region.clone() },
                exact(row.value),
                row.unit.clone(),
                row.confidence.to_string(),
                row.source.clone(),
                notes.mark(&row.note, ""),
            ]
        })
        .collect();
    let columns = [
        Column::name("date"),
        Column::name("region"),
        Column::number("value"),
        Column::words("unit"),
        Column::name("confidence"),
        Column::words("source"),
        Column::name("note"),
    ];
    let mut text = format!("{}  given to the model from outside\n\n", styled(HEAD, name));
    text.push_str(&table(&columns, &cells));
    text.push_str(&notes.text());
    let document = rows.iter().map(|row| {
        json!({
            "date": row.date.to_string(), "region": row.region, "value": row.value,
            "unit": row.unit, "source": row.source, "confidence": row.confidence.word(),
            "note": row.note, "file": &*row.file, "line": row.line,
        })
    });
    (text, json!({ "kind": "path", "name": name, "rows": document.collect::<Vec<_>>() }))
}

fn show_decree(decree: &Decree) -> (String, Value) {
    let kind = format!("{:?}", decree.kind).to_lowercase();
    let mut text = format!("{}  {} {}\n", styled(HEAD, &decree.id), kind, decree.date);
    text.push_str(&wrapped(&decree.title, 1));
    let mut sets = Vec::new();
    for set in &decree.set {
        let value = setting(&set.value);
        text.push_str(&wrapped(&format!("sets {} = {value}", set.name), 3));
        sets.push(json!({ "name": set.name, "value": value }));
    }
    text.push_str(&fields(&[
        ("source", &decree.source),
        ("confidence", decree.confidence.word()),
        ("event", &decree.event),
        ("note", &decree.note),
        ("file", &format!("{}:{}", decree.file, decree.line)),
    ]));
    let document = json!({
        "kind": kind, "name": decree.id, "title": decree.title, "date": decree.date.to_string(),
        "set": sets, "source": decree.source, "confidence": decree.confidence.word(),
        "event": decree.event, "note": decree.note, "file": &*decree.file, "line": decree.line,
    });
    (text, document)
}

fn setting(value: &Setting) -> String {
    match value {
        Setting::Number(number) => exact(*number),
        Setting::Text(word) => word.clone(),
        Setting::Switch(on) => if *on { "on" } else { "off" }.to_owned(),
        Setting::ByRegion(regions) => {
            let parts: Vec<String> = regions
                .iter()
                .map(|(region, value)| format!("{region} {}", exact(*value)))
                .collect();
            parts.join(", ")
        }
    }
}

fn show_event(event: &Event) -> (String, Value) {
    let mut text = format!("{}  {} {}\n", styled(HEAD, &event.title), event.kind, event.date);
    text.push_str(&wrapped(&event.description, 1));
    let magnitude =
        event.magnitude.map(|size| format!("{} {}", exact(size), event.unit)).unwrap_or_default();
    text.push_str(&fields(&[
        ("number", &magnitude),
        ("source", &cited(&event.source, &event.locator)),
        ("confidence", event.confidence.word()),
        ("note", &event.note),
        ("page", &event.url),
        ("file", &format!("{}:{}", event.file, event.line)),
    ]));
    let document = json!({
        "kind": "event", "name": event.title, "event_kind": event.kind,
        "date": event.date.to_string(), "description": event.description,
        "magnitude": event.magnitude, "unit": event.unit, "source": event.source,
        "locator": event.locator, "url": event.url, "confidence": event.confidence.word(),
        "note": event.note, "file": &*event.file, "line": event.line,
    });
    (text, document)
}

fn show_claim(evidence: &Evidence, claim: &Claim) -> (String, Value) {
    let fate = evidence.fates.iter().find(|fate| fate.claim == claim.id);
    let (word, why) = fate.map_or(("none", ""), |fate| (fate.fate.word(), fate.why.as_str()));
    let by = fate.map(|fate| fate.by.join(", ")).unwrap_or_default();
    let mut text = format!("{}  claim, {}\n", styled(HEAD, &claim.id), claim.kind);
    text.push_str(&wrapped(&claim.statement, 1));
    text.push_str(&fields(&[
        ("period", &claim.period),
        ("on the facts", &claim.verdict_on_facts),
        ("because", &claim.evidence),
        ("note", &claim.note),
        ("fate here", word),
        ("mechanisms", &by),
        ("why", why),
        ("test", &claim.test),
    ]));
    let document = json!({
        "kind": "claim", "name": claim.id, "claim_kind": claim.kind,
        "statement": claim.statement, "period": claim.period,
        "verdict_on_facts": claim.verdict_on_facts, "evidence": claim.evidence,
        "evidence_basis": claim.evidence_basis, "note": claim.note, "test": claim.test,
        "fate": word, "by": by, "why": why, "lecture_ref": claim.lecture_ref,
    });
    (text, document)
}

fn show_source(evidence: &Evidence, source: &Source) -> (String, Value) {
    let cites = |cited: &str| {
        cited.split(';').any(|part| part.split(',').next().unwrap_or_default().trim() == source.key)
    };
    let rows: Vec<&Row> = evidence.rows.iter().filter(|row| cites(&row.source)).collect();
    let series: BTreeSet<&str> = rows.iter().map(|row| row.series.as_str()).collect();
    let series: Vec<&str> = series.into_iter().collect();
    let mut text = format!("{}  source, {}\n", styled(HEAD, &source.key), source.kind);
    let listed: Vec<(&str, &str)> =
        source.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    text.push_str(&fields(&listed));
    let used = format!("{} in {}", counted(rows.len(), "row"), counted(series.len(), "name"));
    text.push_str(&fields(&[("gives", &used), ("series", &series.join(", "))]));
    let document = json!({
        "kind": "source", "name": source.key, "source_kind": source.kind,
        "fields": source.fields, "rows": rows.len(), "series": series,
    });
    (text, document)
}

/// Names and values under one another; empty values are left out.
fn fields(pairs: &[(&str, &str)]) -> String {
    let mut out = String::new();
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        let block = wrapped(value, 17);
        out.push_str(&format!("   {name:<13} {}", block.trim_start()));
    }
    out
}

/// A number as the file has it: every figure, thousands parted.
fn exact(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 1e15 {
        thousands(value as i64)
    } else {
        value.to_string()
    }
}

fn trust(confidence: Confidence, grade: Option<Grade>) -> String {
    match grade {
        Some(grade) => format!("{confidence} {grade:?}"),
        None => confidence.to_string(),
    }
}

fn cited(source: &str, locator: &str) -> String {
    if locator.is_empty() { source.to_owned() } else { format!("{source}, {locator}") }
}

/// Notes below a table: equal notes share a number.
#[derive(Default)]
struct Notes {
    seen: Vec<(String, String)>,
}

impl Notes {
    /// The mark of a note and its page; nothing if there is neither.
    fn mark(&mut self, note: &str, url: &str) -> String {
        if note.is_empty() && url.is_empty() {
            return String::new();
        }
        let pair = (note.to_owned(), url.to_owned());
        let place = self.seen.iter().position(|other| *other == pair).unwrap_or_else(|| {
            self.seen.push(pair);
            self.seen.len() - 1
        });
        format!("[{}]", place + 1)
    }

    fn text(&self) -> String {
        let mut out = String::from("\n");
        for (i, (note, url)) in self.seen.iter().enumerate() {
            let mark = format!("[{}]", i + 1);
            let block = wrapped(&format!("{note} {url}"), 6);
            out.push_str(&format!(" {mark:<4} {}", block.trim_start()));
        }
        out
    }
}
