//! `evidence ls` and `audit`: the record behind the model, to be read without the model.

use evidence::{CardFacts, Evidence, Fault, HistoricalDate, ParameterFacts};
use model::{Theory, Timeline};
use serde_json::{Value, json};

use crate::answer::{Answer, counted};
use crate::numbers::thousands;
use crate::tables::{Column, table};

/// One thing that can be shown.
pub struct Entry {
    /// series, path, decree, decision, event, claim or source.
    pub kind: &'static str,
    /// The name by which it is shown.
    pub name: String,
    /// What it is, in a line.
    pub about: String,
}

/// Everything that can be shown, by kind and name.
pub fn entries(evidence: &Evidence) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut add = |kind, name: &str, about: String| {
        entries.push(Entry { kind, name: name.to_owned(), about });
    };
    for name in evidence.series_names() {
        let rows = evidence.series(name);
        let dates: Vec<HistoricalDate> = rows.iter().map(|row| row.date).collect();
        let units = distinct(rows.iter().map(|row| row.unit.as_str()));
        let held = distinct(rows.iter().map(|row| row.confidence.word()));
        add("series", name, format!("{}; {units}; {held}", extent(&dates)));
    }
    for name in evidence.path_names() {
        let rows = evidence.path(name);
        let dates: Vec<HistoricalDate> = rows.iter().map(|row| row.date).collect();
        let units = distinct(rows.iter().map(|row| row.unit.as_str()));
        add("path", name, format!("{}; {units}", extent(&dates)));
    }
    for decree in &evidence.decrees {
        add("decree", &decree.id, format!("{} {}", decree.date, decree.title));
    }
    for decision in &evidence.decisions {
        let about = format!("{} {}: {}", decision.date, decision.body_title(), decision.question);
        add("decision", &decision.id, about);
    }
    for event in &evidence.events {
        add("event", &event.title, format!("{} {}", event.date, event.kind));
    }
    for entry in &evidence.claims {
        add("claim", &entry.claim.id, entry.claim.statement.clone());
    }
    for source in &evidence.sources {
        add("source", &source.key, source.short());
    }
    entries
}

/// Answers `evidence ls`.
pub fn ls(evidence: &Evidence, pattern: Option<&str>) -> Answer {
    let all = entries(evidence);
    let wanted = pattern.map(str::to_lowercase);
    let kept: Vec<&Entry> = match &wanted {
        // Without a word, what holds numbers or moves the model; the rest is counted below.
        None => all
            .iter()
            .filter(|e| matches!(e.kind, "series" | "path" | "decree" | "decision"))
            .collect(),
        Some(word) => all
            .iter()
            .filter(|e| {
                e.name.to_lowercase().contains(word) || e.about.to_lowercase().contains(word)
            })
            .collect(),
    };
    let row = |e: &&Entry| vec![e.kind.to_owned(), e.name.clone(), e.about.clone()];
    let rows: Vec<Vec<String>> = kept.iter().map(row).collect();
    let count = |kind| all.iter().filter(|e| e.kind == kind).count();
    let mut text = String::new();
    if kept.is_empty() {
        let near = crate::nearest::nearest(
            pattern.unwrap_or_default(),
            all.iter().map(|entry| entry.name.as_str()),
        );
        let near =
            if near.is_empty() { String::new() } else { format!(" Near: {}.", near.join(", ")) };
        text.push_str(&format!("Nothing speaks of `{}`.{near}\n", pattern.unwrap_or_default()));
    } else {
        text.push_str(&table(
            &[Column::name("kind"), Column::words("name"), Column::words("what it is")],
            &rows,
        ));
        text.push_str(&format!("\n {} shown", thousands(kept.len() as i64)));
        if pattern.is_none() {
            let more = ["event", "claim", "source"].map(|kind| counted(count(kind), kind));
            text.push_str(&format!("; give a word to search {} too", more.join(", ")));
        }
        text.push_str(". `ktokogo evidence show NAME` shows one.\n");
    }
    let items: Vec<Value> =
        kept.iter().map(|e| json!({ "kind": e.kind, "name": e.name, "about": e.about })).collect();
    Answer::done(text, json!({ "evidence": items, "hash": evidence.content_hash() }))
}

/// All faults of the evidence and of what the model says of it.
pub fn faults(evidence: &Evidence) -> Vec<Fault> {
    let cards: Vec<CardFacts> = model::mechanisms()
        .iter()
        .map(|card| CardFacts {
            name: card.name.to_owned(),
            claims: card.claims.iter().map(|claim| (*claim).to_owned()).collect(),
        })
        .collect();
    let parameters: Vec<ParameterFacts> = Theory::parameters()
        .iter()
        .map(|parameter| ParameterFacts {
            mechanism: parameter.mechanism.to_owned(),
            name: parameter.declared.name.to_owned(),
            prior: parameter.declared.prior.to_string(),
            source: parameter.declared.source.to_owned(),
            unit: parameter.declared.unit.to_owned(),
        })
        .collect();
    let mut faults = evidence.audit(&cards, &parameters);
    if let Err(more) = Timeline::from_evidence(evidence) {
        // What the audit and the model both refuse is said once.
        let new: Vec<_> = more.into_iter().filter(|fault| !faults.contains(fault)).collect();
        faults.extend(new);
    }
    faults
}

/// Answers `evidence audit`.
pub fn audit(evidence: &Evidence) -> Answer {
    Answer::checked("evidence", &extent_of(evidence), &faults(evidence))
}

/// What an audit looks at, counted.
pub fn extent_of(evidence: &Evidence) -> String {
    let parts = [
        counted(evidence.rows.len(), "row"),
        counted(evidence.paths.len(), "path row"),
        counted(evidence.decrees.len(), "decree"),
        counted(evidence.decisions.len(), "decision"),
        counted(evidence.events.len(), "event"),
        counted(evidence.claims.len(), "claim"),
        counted(evidence.sources.len(), "source"),
        counted(evidence.targets.len(), "fact"),
        counted(model::mechanisms().len(), "mechanism"),
        counted(Theory::parameters().len(), "parameter"),
    ];
    format!("Looked at {}.", parts.join(", "))
}

/// How many rows, from when to when.
fn extent(dates: &[HistoricalDate]) -> String {
    let first = dates.iter().min_by_key(|date| date.days().0);
    let last = dates.iter().max_by_key(|date| date.days().1);
    let rows = counted(dates.len(), "row");
    match (first, last) {
        (Some(first), Some(last)) if first != last => format!("{rows}, {first} to {last}"),
        (Some(only), _) => format!("{rows}, {only}"),
        _ => rows,
    }
}

fn distinct<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let set: std::collections::BTreeSet<&str> = words.collect();
    set.into_iter().collect::<Vec<_>>().join(", ")
}
