//! `list`: what the model is made of.

use evidence::Evidence;
use kernel::Prior;
use model::{Kind, NamedParameter, Theory, Timeline, VARIABLES};
use serde_json::{Value, json};

use crate::answer::{Answer, counted};
use crate::args::{ListArgs, Listed};
use crate::failure::Failure;
use crate::numbers::thousands;
use crate::output::{HEAD, styled};
use crate::tables::{table, wrapped};

/// One line of a list: the cells for people, the object for scripts.
struct Line {
    cells: Vec<String>,
    json: Value,
}

/// Answers `list`.
pub fn list(args: &ListArgs, evidence: &Evidence) -> Result<Answer, Failure> {
    let (head, lines): (&[&str], Vec<Line>) = match args.what {
        Listed::Mechanisms => {
            (&["", "mechanism", "part", "when", "card", "what it does"], mechanisms())
        }
        Listed::Parameters => (&["parameter", "unit", "prior", "meaning", "source"], parameters()),
        Listed::Variables => (&["variable", "unit", "what it is", "by region"], variables()),
        Listed::Instruments => {
            (&["instrument", "unit", "allowed", "what it is", "by region"], instruments())
        }
        Listed::Scenarios => (&["scenario", "title"], scenarios()),
        Listed::Events => (&["date", "kind", "id", "title", "confidence"], events(evidence)?),
        Listed::Facts => (&["no.", "fact", "statement"], facts(evidence)),
    };
    let noun = noun(args.what);
    let all = lines.len();
    let kept: Vec<Line> = match &args.pattern {
        Some(pattern) => lines.into_iter().filter(|line| speaks_of(line, pattern)).collect(),
        None => lines,
    };
    let document = json!({
        "list": format!("{noun}s"),
        "items": kept.iter().map(|line| line.json.clone()).collect::<Vec<_>>(),
    });
    let pattern = args.pattern.as_deref().unwrap_or_default();
    if kept.is_empty() && !pattern.is_empty() {
        let text = format!("None of {} speaks of `{pattern}`.\n", counted(all, noun));
        return Ok(Answer::done(text, document));
    }
    let mut text = match args.what {
        Listed::Facts => paragraphs(&kept),
        _ => {
            let rows: Vec<Vec<String>> = kept.iter().map(|line| line.cells.clone()).collect();
            table(head, &rows, &[])
        }
    };
    text.push_str(&format!("\n {}", counted(kept.len(), noun)));
    if !pattern.is_empty() {
        text.push_str(&format!(" of {} with `{pattern}`", thousands(all as i64)));
    }
    text.push('\n');
    Ok(Answer::done(text, document))
}

fn noun(what: Listed) -> &'static str {
    match what {
        Listed::Mechanisms => "mechanism",
        Listed::Parameters => "parameter",
        Listed::Variables => "variable",
        Listed::Instruments => "instrument",
        Listed::Scenarios => "scenario",
        Listed::Events => "event",
        Listed::Facts => "fact",
    }
}

fn speaks_of(line: &Line, pattern: &str) -> bool {
    let pattern = pattern.to_lowercase();
    line.cells.iter().any(|cell| cell.to_lowercase().contains(&pattern))
}

fn mechanisms() -> Vec<Line> {
    let lines = (1..).zip(model::page()).map(|(place, line)| {
        let card = line.card;
        let order = place.to_string();
        let cells = [&order, card.name, line.part, line.when, card.card, card.summary];
        Line {
            json: json!({
                "place": place, "name": card.name, "part": line.part, "when": line.when,
                "card": card.card, "summary": card.summary, "claims": card.claims,
            }),
            cells: cells.map(str::to_owned).to_vec(),
        }
    });
    lines.collect()
}

fn instruments() -> Vec<Line> {
    let line = |i: &model::Instrument| {
        let range = match i.words {
            [] => format!("{} to {}", i.low, i.high),
            words => words.join(", "),
        };
        let regional = if i.regional { "yes" } else { "" };
        Line {
            cells: [i.name, i.unit, &range, i.meaning, regional].map(str::to_owned).to_vec(),
            json: json!({
                "name": i.name, "unit": i.unit, "low": i.low, "high": i.high, "words": i.words,
                "meaning": i.meaning, "regional": i.regional,
            }),
        }
    };
    model::instruments().iter().map(line).collect()
}

fn parameters() -> Vec<Line> {
    let line = |p: NamedParameter| {
        let d = p.declared;
        let name = format!("{}.{}", p.mechanism, d.name);
        Line {
            cells: vec![
                name.clone(),
                d.unit.to_owned(),
                d.prior.to_string(),
                d.meaning.to_owned(),
                d.source.to_owned(),
            ],
            json: json!({
                "name": name, "mechanism": p.mechanism, "unit": d.unit, "prior": prior(d.prior),
                "centre": d.prior.centre(), "meaning": d.meaning, "source": d.source,
            }),
        }
    };
    Theory::parameters().into_iter().map(line).collect()
}

fn prior(prior: Prior) -> Value {
    match prior {
        Prior::Normal(mean, sd) => json!({ "kind": "normal", "mean": mean, "sd": sd }),
        Prior::LogNormal(median, sd) => {
            json!({ "kind": "lognormal", "median": median, "log_sd": sd })
        }
        Prior::Uniform(low, high) => json!({ "kind": "uniform", "low": low, "high": high }),
        Prior::Triangular(low, mode, high) => {
            json!({ "kind": "triangular", "low": low, "mode": mode, "high": high })
        }
        Prior::Fixed(value) => json!({ "kind": "fixed", "value": value }),
    }
}

fn variables() -> Vec<Line> {
    let line = |v: &model::Variable| {
        let over_a_year = match v.kind {
            Kind::Stock => "stock",
            Kind::Flow => "flow",
            Kind::Index => "index",
        };
        let series: Vec<&str> = v.record.iter().map(|(series, ..)| *series).collect();
        Line {
            cells: vec![
                v.name.to_owned(),
                v.unit.to_owned(),
                v.label.to_owned(),
                if v.regional { "yes" } else { "" }.to_owned(),
            ],
            json: json!({
                "name": v.name, "unit": v.unit, "label": v.label, "kind": over_a_year,
                "regional": v.regional, "series": series,
            }),
        }
    };
    VARIABLES.iter().map(line).collect()
}

fn scenarios() -> Vec<Line> {
    let line = |(name, title): (String, String)| Line {
        json: json!({ "name": name, "title": title }),
        cells: vec![name, title],
    };
    lab::scenario::shipped().into_iter().map(line).collect()
}

/// Decrees and shocks, which move the model, and the events of the record, by date.
fn events(evidence: &Evidence) -> Result<Vec<Line>, Failure> {
    let timeline = Timeline::from_evidence(evidence).map_err(|f| Failure::evidence(&f))?;
    let mut dated = Vec::new();
    for order in timeline.orders() {
        let date = order.date.parse::<evidence::HistoricalDate>().ok();
        let first =
            date.map_or((order.month.year(), order.month.of_year() as u8, 1), |d| d.days().0);
        let cells = [&order.date, &order.kind, &order.id, &order.title, &order.confidence];
        dated.push((first, 0, cells.map(String::clone)));
    }
    for event in &evidence.events {
        let cells = [
            event.date.to_string(),
            event.kind.clone(),
            String::new(),
            event.title.clone(),
            event.confidence.to_string(),
        ];
        dated.push((event.date.days().0, 1, cells));
    }
    dated.sort_by_key(|entry| (entry.0, entry.1));
    let line = |(_, order, cells): (_, i32, [String; 5])| {
        let [date, kind, id, title, confidence] = &cells;
        Line {
            json: json!({
                "date": date, "kind": kind, "id": if id.is_empty() { Value::Null } else { json!(id) },
                "title": title, "confidence": confidence, "moves_the_model": order == 0,
            }),
            cells: cells.to_vec(),
        }
    };
    Ok(dated.into_iter().map(line).collect())
}

fn facts(evidence: &Evidence) -> Vec<Line> {
    let line = |fact: &evidence::Fact| Line {
        cells: vec![fact.number.to_string(), fact.title.clone(), fact.statement.clone()],
        json: json!({
            "number": fact.number, "id": fact.id, "title": fact.title,
            "statement": fact.statement, "why_tolerance": fact.why_tolerance,
            "checks": fact.checks.len(), "sources": fact.sources,
            "source_rows": fact.source_rows,
        }),
    };
    let mut facts: Vec<_> = evidence.targets.iter().collect();
    facts.sort_by_key(|fact| fact.number);
    facts.into_iter().map(line).collect()
}

/// The facts, each with the reason for its tolerance: too long for a table.
fn paragraphs(facts: &[Line]) -> String {
    let mut text = String::new();
    for fact in facts {
        let [number, title, statement] = &fact.cells[..] else { continue };
        text.push_str(&format!("{number:>3}  {}\n", styled(HEAD, title)));
        text.push_str(&wrapped(statement, 5));
        let why = fact.json["why_tolerance"].as_str().unwrap_or_default();
        text.push_str(&wrapped(&format!("Tolerance: {why}"), 5));
        text.push('\n');
    }
    text
}
