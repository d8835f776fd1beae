//! `evidence show` of a decision: question, options, and who is known to have wanted what.

use evidence::{Decision, Evidence, Known};
use serde_json::{Value, json};

use crate::output::{HEAD, styled};
use crate::tables::{Column, table, wrapped};

/// A decision with everything known of it.
pub fn show_decision(evidence: &Evidence, decision: &Decision) -> (String, Value) {
    let mut text = format!(
        "{}  decision, {}, {}\n",
        styled(HEAD, &decision.id),
        decision.date,
        decision.body_title()
    );
    text.push_str(&wrapped(&decision.question, 1));
    for option in &decision.options {
        let history = if option.id == decision.chosen { " (history)" } else { "" };
        let by = match option.proposer.as_str() {
            "" => String::new(),
            key => format!(", proposed by {key}"),
        };
        text.push_str(&format!("\n {}{history}, at {}{by}\n", option.id, option.at));
        text.push_str(&wrapped(&option.title, 3));
        text.push_str(&wrapped(&option.reason, 3));
    }
    text.push_str(&positions(evidence, decision));
    let source = format!("Source: {} ({})", decision.source, decision.confidence);
    text.push('\n');
    text.push_str(&wrapped(&source, 1));
    text.push_str(&wrapped(&decision.note, 1));
    (text, document(decision))
}

/// Positions that outweigh those of the portraits.
fn positions(evidence: &Evidence, decision: &Decision) -> String {
    if decision.positions.is_empty() {
        return String::new();
    }
    let persons = evidence.persons();
    let row = |stance: &evidence::Stance| {
        let person = persons.iter().find(|(key, _)| *key == stance.person);
        let name = person.map_or(stance.person.as_str(), |(_, name)| name);
        let vote = if stance.guest { ", without a vote" } else { "" };
        vec![
            format!("{name}{vote}"),
            stance.at.to_string(),
            when(stance.known).to_owned(),
            stance.evidence.clone(),
        ]
    };
    let rows: Vec<Vec<String>> = decision.positions.iter().map(row).collect();
    let columns = [
        Column::words("who"),
        Column::number("at"),
        Column::name("known"),
        Column::words("evidence"),
    ];
    format!("\n{}", table(&columns, &rows))
}

fn when(known: Known) -> &'static str {
    match known {
        Known::Before => "before",
        Known::After => "after",
    }
}

fn document(decision: &Decision) -> Value {
    let option = |option: &evidence::DecisionOption| {
        json!({
            "id": option.id, "title": option.title, "at": option.at,
            "proposer": option.proposer, "status_quo": option.status_quo,
            "issues": option.issues, "withholds": option.withholds, "reason": option.reason,
        })
    };
    let stance = |stance: &evidence::Stance| {
        json!({
            "person": stance.person, "at": stance.at, "known": when(stance.known),
            "guest": stance.guest, "evidence": stance.evidence,
        })
    };
    json!({
        "kind": "decision", "name": decision.id, "date": decision.date.to_string(),
        "body": decision.body, "question": decision.question, "issue": decision.issue,
        "history": decision.chosen, "event": decision.event, "vote": decision.vote,
        "source": decision.source, "confidence": decision.confidence.word(), "note": decision.note,
        "delegates": decision.delegates, "absent": decision.absent,
        "spokesman": decision.spokesman,
        "options": decision.options.iter().map(option).collect::<Vec<_>>(),
        "positions": decision.positions.iter().map(stance).collect::<Vec<_>>(),
        "file": &*decision.file, "line": decision.line,
    })
}
