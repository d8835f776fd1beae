//! `diverge`: where two runs part.

use clap::Args;
use evidence::Evidence;
use lab::diverge::{self, Command, Divergence};
use lab::request::Request;
use model::Difference;
use serde_json::{Value, json};

use crate::answer::{Answer, counted};
use crate::args::Common;
use crate::failure::Failure;
use crate::named::{Named, named};
use crate::output::{HEAD, styled};
use crate::progress::Shown;
use crate::run::{CANCELLED, listen_for_ctrl_c};
use crate::tables::{Column, cut, table};

/// Places shown that differ after the step of the parting.
const PLACES: usize = 8;
/// Characters shown of what stands in a place.
const LETTERS: usize = 24;

/// Options of `diverge`.
#[derive(Args, Debug, Clone)]
pub struct DivergeArgs {
    /// A run, an arm of a pair (`last/base`), a pair alone, or a scenario
    #[arg(value_name = "A")]
    pub one: String,
    /// Another; left out if A is a pair
    #[arg(value_name = "B")]
    pub other: Option<String>,
    /// Number of the draw; 0 is the central run
    #[arg(long, value_name = "N", default_value = "0")]
    pub draw: u32,
}

/// Examples in the help.
pub const EXAMPLES: &str = "\
Both are lived again, with the numbers they were lived with. A scenario takes those of the other run;
two scenarios are lived with 3000 rows of households.

Examples
  ktokogo diverge last
  ktokogo diverge last/base last/changed --draw 17
  ktokogo diverge history rain-in-1921";

/// Answers `diverge`.
pub fn diverge(
    args: &DivergeArgs,
    common: &Common,
    evidence: &Evidence,
) -> Result<Answer, Failure> {
    let (one, other) = requests(args, evidence)?;
    listen_for_ctrl_c();
    let progress = Shown::new(common.quiet || common.json);
    let found = diverge::diverge(&one, &other, args.draw, evidence, &progress, &CANCELLED)?;
    let names = [&one, &other].map(|request| request.scenario.name.clone());
    Ok(Answer::done(screen(&found, &names), document(&found, &names)))
}

fn requests(args: &DivergeArgs, evidence: &Evidence) -> Result<(Request, Request), Failure> {
    let one = named(&args.one, evidence)?;
    let Some(other) = &args.other else {
        return match one {
            Named::Pair(pair, _) => Ok((pair.base, pair.changed)),
            _ => Err(Failure::user(
                "usage",
                format!("{} is not a pair, so that a second run is needed", args.one),
                "name two runs, or one pair that `ktokogo whatif` lived",
            )),
        };
    };
    match (one, named(other, evidence)?) {
        (Named::Pair(..), _) => Err(pair(&args.one)),
        (_, Named::Pair(..)) => Err(pair(other)),
        (Named::Scenario(one), Named::Run(other)) => Ok((sized(one, &other), other)),
        (Named::Run(one), Named::Scenario(other)) => Ok((one.clone(), sized(other, &one))),
        (Named::Scenario(one), Named::Scenario(other)) => Ok((one.clone(), sized(other, &one))),
        (Named::Run(one), Named::Run(other)) => Ok((one, other)),
    }
}

/// A scenario with the numbers of a run.
fn sized(scenario: Request, like: &Request) -> Request {
    Request { scenario: scenario.scenario, ..like.clone() }
}

fn pair(name: &str) -> Failure {
    let help = format!("name one of them: {name}/base or {name}/changed");
    Failure::user("usage", format!("{name} is a pair of runs"), help)
}

fn screen(found: &Divergence, [one, other]: &[String; 2]) -> String {
    let which =
        if found.draw == 0 { "the central run".to_owned() } else { format!("draw {}", found.draw) };
    let head = format!("A {}, B {}; {which}\n", styled(HEAD, one), styled(HEAD, other));
    let Some(parting) = &found.parting else {
        return format!("{head}Identical to the bit in every month up to {}.\n", found.until);
    };
    let before = parting.month.plus(-1);
    let mut text = match parting.month == model::FIRST {
        true => format!("{head}They differ from the first month on.\n"),
        false => format!("{head}Identical to the bit until {before}.\n"),
    };
    text.push_str(&format!("{}  after the step: {}\n", parting.month, parting.step));
    for command in &found.commands {
        text.push_str(&format!("         {}\n", said(command, one, other)));
    }
    text.push_str(&format!(
        "\nWhat differs after it: {}\n",
        counted(parting.differences.len(), "place")
    ));
    text.push_str(&places(&parting.differences));
    text.push_str("\nFrom there on, first seen in\n");
    let columns = [
        Column::name("month"),
        Column::name("part of the country"),
        Column::name("after the step"),
    ];
    let rows = found
        .firsts
        .iter()
        .map(|first| vec![first.month.to_string(), first.domain.to_owned(), first.step.to_owned()]);
    text.push_str(&table(&columns, &rows.collect::<Vec<_>>()));
    let apart = |domain: &&str| found.firsts.iter().all(|first| first.domain != *domain);
    let never: Vec<&str> = model::DOMAINS.iter().map(|(name, _)| *name).filter(apart).collect();
    if !never.is_empty() {
        text.push_str(&format!("Never up to {}: {}.\n", found.until, never.join("; ")));
    }
    text
}

/// A command of which the two runs disagree, in words.
fn said(command: &Command, one: &str, other: &str) -> String {
    let id = &command.id;
    match command.months {
        [Some(a), Some(b)] if a == b => format!("`{id}` sets something else in {other}"),
        [Some(a), Some(b)] => format!("`{id}` comes in {a} in {one}, in {b} in {other}"),
        [Some(month), None] => format!("`{id}` of {month} is not in {other}: {}", command.title),
        [None, Some(month)] => format!("`{id}` of {month} is not in {one}: {}", command.title),
        [None, None] => format!("`{id}`"),
    }
}

fn places(differences: &[Difference]) -> String {
    let columns = [
        Column::name("place"),
        Column::number("rows"),
        Column::name("first of them"),
        Column::number("in A"),
        Column::number("in B"),
    ];
    let rows = differences.iter().take(PLACES).map(|difference| {
        vec![
            difference.place.clone(),
            difference.rows.to_string(),
            difference.who.clone().unwrap_or_default(),
            cut(&difference.one, LETTERS),
            cut(&difference.other, LETTERS),
        ]
    });
    let mut text = table(&columns, &rows.collect::<Vec<_>>());
    if differences.len() > PLACES {
        text.push_str(&format!(" and {} more\n", differences.len() - PLACES));
    }
    text
}

fn document(found: &Divergence, [one, other]: &[String; 2]) -> Value {
    let differences = |all: &[Difference]| -> Vec<Value> {
        let one = |d: &Difference| json!({ "place": d.place, "rows": d.rows, "who": d.who, "a": d.one, "b": d.other });
        all.iter().map(one).collect()
    };
    let parting = found.parting.as_ref().map(|parting| {
        json!({
            "month": parting.month.to_string(), "step": parting.step,
            "differences": differences(&parting.differences),
        })
    });
    let commands = found.commands.iter().map(|command| {
        let [a, b] = command.months.map(|month| month.map(|month| month.to_string()));
        json!({ "id": command.id, "title": command.title, "a": a, "b": b })
    });
    let firsts = found.firsts.iter().map(|first| {
        json!({ "month": first.month.to_string(), "part": first.domain, "step": first.step })
    });
    json!({
        "command": "diverge",
        "a": one,
        "b": other,
        "draw": found.draw,
        "until": found.until.to_string(),
        "identical": found.parting.is_none(),
        "parting": parting,
        "commands": commands.collect::<Vec<_>>(),
        "firsts": firsts.collect::<Vec<_>>(),
        "exit_code": 0,
    })
}
