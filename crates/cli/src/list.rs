//! `list`: what the model is made of.

use evidence::Evidence;
use kernel::Prior;
use model::{Kind, NamedParameter, Theory, Timeline, VARIABLES};
use serde_json::{Value, json};

use crate::answer::{Answer, counted, plural};
use crate::args::{ListArgs, Listed};
use crate::failure::Failure;
use crate::list_politics;
use crate::numbers::thousands;
use crate::output::{HEAD, styled};
use crate::tables::{Column, table, wrapped};

/// One line of a list: the cells for people, the object for scripts.
pub(crate) struct Line {
    pub cells: Vec<String>,
    pub json: Value,
}

/// Answers `list`.
pub fn list(args: &ListArgs, evidence: &Evidence) -> Result<Answer, Failure> {
    let lines = match args.what {
        Listed::Mechanisms => mechanisms(),
        Listed::Parameters => parameters(),
        Listed::Variables => variables(),
        Listed::Instruments => instruments(),
        Listed::Scenarios => scenarios(),
        Listed::Events => events(evidence)?,
        Listed::Decisions => decisions(evidence),
        Listed::Outcomes => list_politics::outcomes(),
        Listed::Facts => facts(evidence),
        Listed::Theories => list_politics::theories(),
        Listed::Switches => list_politics::switches(),
        Listed::Edges => list_politics::edges(),
    };
    let noun = noun(args.what);
    let all = lines.len();
    let kept: Vec<Line> = match &args.pattern {
        Some(pattern) => lines.into_iter().filter(|line| speaks_of(line, pattern)).collect(),
        None => lines,
    };
    let document = json!({
        "list": plural(noun),
        "items": kept.iter().map(|line| line.json.clone()).collect::<Vec<_>>(),
    });
    let pattern = args.pattern.as_deref().unwrap_or_default();
    if kept.is_empty() && !pattern.is_empty() {
        let text = format!("None of {} speaks of `{pattern}`.\n", counted(all, noun));
        return Ok(Answer::done(text, document));
    }
    let mut text = text(args.what, &kept);
    text.push_str(&format!("\n {}", counted(kept.len(), noun)));
    if !pattern.is_empty() {
        text.push_str(&format!(" of {} with `{pattern}`", thousands(all as i64)));
    }
    text.push('\n');
    Ok(Answer::done(text, document))
}

/// The lines for people: a table, or paragraphs where a table would be too narrow.
fn text(what: Listed, lines: &[Line]) -> String {
    let columns: &[Column] = match what {
        Listed::Mechanisms => &[
            Column::number(""),
            Column::name("mechanism"),
            Column::words("when"),
            Column::name("card"),
            Column::words("what it does"),
        ],
        Listed::Variables => &[
            Column::name("variable"),
            Column::words("unit"),
            Column::words("what it is"),
            Column::name("by region"),
        ],
        Listed::Instruments => &[
            Column::name("instrument"),
            Column::words("unit"),
            Column::words("allowed"),
            Column::words("what it is"),
        ],
        Listed::Scenarios => &[
            Column::name("date"),
            Column::name("hinge"),
            Column::name("scenario"),
            Column::words("title"),
            Column::words("live option"),
        ],
        Listed::Events => &[
            Column::name("date"),
            Column::name("kind"),
            Column::name("id"),
            Column::words("title"),
            Column::name("confidence"),
        ],
        Listed::Theories => &[
            Column::name("theory"),
            Column::name("in the ledger"),
            Column::words("whose"),
            Column::words("in short"),
        ],
        Listed::Switches => &[
            Column::name("switch"),
            Column::name("parameter"),
            Column::words("what it scales"),
            Column::words("strongest"),
        ],
        Listed::Edges => &[
            Column::name("cause"),
            Column::name(""),
            Column::name("effect"),
            Column::words("realised by"),
        ],
        Listed::Parameters => return lines.iter().map(parameter_text).collect(),
        Listed::Decisions => return lines.iter().map(decision_text).collect(),
        Listed::Outcomes => return lines.iter().map(list_politics::outcome_text).collect(),
        Listed::Facts => return lines.iter().map(fact_text).collect(),
    };
    let rows: Vec<Vec<String>> = lines.iter().map(|line| line.cells.clone()).collect();
    table(columns, &rows)
}

fn noun(what: Listed) -> &'static str {
    match what {
        Listed::Mechanisms => "mechanism",
        Listed::Parameters => "parameter",
        Listed::Variables => "variable",
        Listed::Instruments => "instrument",
        Listed::Scenarios => "scenario",
        Listed::Events => "event",
        Listed::Decisions => "decision",
        Listed::Outcomes => "outcome",
        Listed::Facts => "fact",
        Listed::Theories => "theory",
        Listed::Switches => "switch",
        Listed::Edges => "edge",
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
        let cells = [&order, card.name, line.when, card.card, card.summary];
        Line {
            json: json!({
                "place": place, "name": card.name, "part": line.part, "when": line.when,
                "card": card.card, "summary": card.summary, "claims": card.claims, "edges": card.edges,
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
        let meaning = format!("{}{}", i.meaning, if i.regional { ", by region" } else { "" });
        Line {
            cells: [i.name, i.unit, &range, &meaning].map(str::to_owned).to_vec(),
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
        let full = p.full_name();
        let learned = lab::posterior::shipped().of(&full);
        let label = lab::posterior::shipped().label(&full, d.prior);
        Line {
            cells: vec![
                full.clone(),
                d.unit.to_owned(),
                d.prior.to_string(),
                d.meaning.to_owned(),
                d.source.to_owned(),
                learned.map_or_else(|| label.to_owned(), |one| format!("{label}: {one}")),
            ],
            json: json!({
                "name": full, "mechanism": p.mechanism, "unit": d.unit, "prior": prior(d.prior),
                "centre": d.prior.centre(), "meaning": d.meaning, "source": d.source,
                "label": label,
                "posterior": learned.map(|one| json!({
                    "mean": one.mean, "sd": one.sd, "contraction": one.contraction,
                })),
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

/// The scenarios, history first, then by the date at which the choice stood open.
fn scenarios() -> Vec<Line> {
    let line = |one: lab::scenario::Shipped| {
        let said = |key: &str| one.passport.text(key);
        let date = one.when().map_or_else(String::new, |month| month.to_string());
        Line {
            json: json!({
                "name": one.name, "title": one.title, "question": one.question,
                "month": one.when().map(|month| month.to_string()),
                "passport": one.passport.json(),
            }),
            cells: vec![
                date,
                said("hinge"),
                one.name.clone(),
                one.title.clone(),
                said("live_option"),
            ],
        }
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

/// What bodies had to decide, in order of time.
fn decisions(evidence: &Evidence) -> Vec<Line> {
    let option = |option: &evidence::DecisionOption| {
        json!({
            "id": option.id, "title": option.title, "at": option.at,
            "proposer": option.proposer, "issues": option.issues,
            "withholds": option.withholds, "reason": option.reason,
        })
    };
    let line = |decision: &&evidence::Decision| {
        let (date, body) = (decision.date.to_string(), decision.body_title());
        let options = decision.options.iter().map(|option| {
            let history = if option.id == decision.chosen { " (history)" } else { "" };
            format!("{}{history}: {}", option.id, option.title)
        });
        let options = options.collect::<Vec<_>>().join("; ");
        Line {
            json: json!({
                "id": decision.id, "date": date, "body": decision.body,
                "question": decision.question, "issue": decision.issue,
                "options": decision.options.iter().map(option).collect::<Vec<_>>(),
                "history": decision.chosen, "source": decision.source,
                "confidence": decision.confidence.word(),
                "coded_from_the_vote": decision.coded_from_the_vote(),
            }),
            cells: vec![
                decision.id.clone(),
                date,
                body.to_owned(),
                decision.question.clone(),
                options,
            ],
        }
    };
    let mut decisions: Vec<_> = evidence.decisions.iter().collect();
    decisions.sort_by_key(|decision| decision.date.days().0);
    decisions.iter().map(line).collect()
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

/// A parameter: name, prior and unit, and below it what it means and on whose word.
fn parameter_text(parameter: &Line) -> String {
    let [name, unit, prior, meaning, source, record] = &parameter.cells[..] else {
        return String::new();
    };
    let head = format!(" {}  {prior}; {unit}\n", styled(HEAD, name));
    head + &wrapped(&format!("{meaning} [{source}] {record}"), 5)
}

/// A decision: id, date and body, and below them the question and the options.
fn decision_text(decision: &Line) -> String {
    let [id, date, body, question, options] = &decision.cells[..] else { return String::new() };
    let head = format!(" {}  {date}, {body}\n", styled(HEAD, id));
    head + &wrapped(question, 5) + &wrapped(options, 5)
}

/// A fact with the reason for its tolerance.
fn fact_text(fact: &Line) -> String {
    let [number, title, statement] = &fact.cells[..] else { return String::new() };
    let why = fact.json["why_tolerance"].as_str().unwrap_or_default();
    let head = format!("{number:>3}  {}\n", styled(HEAD, title));
    head + &wrapped(statement, 5) + &wrapped(&format!("Tolerance: {why}"), 5)
}
