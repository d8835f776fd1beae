//! `whatif --all-theories`: one scenario beside its base under every rival account, as a study.

use std::collections::BTreeSet;
use std::path::PathBuf;

use evidence::Evidence;
use lab::outcomes::DEFINITIONS;
use lab::pair::WATCHED;
use lab::request::SEED;
use lab::scenario::theories::accounts;
use lab::store::Store;
use lab::study::{self, CENTRAL, Comparison, Mode, Plan, Results, Study};

use crate::answer::Answer;
use crate::args::{Common, DRAWS, WhatifArgs};
use crate::ensemble::{self, Place};
use crate::failure::Failure;
use crate::tables::{Column, table};

/// Answers `whatif --all-theories`.
pub fn theories(
    args: &WhatifArgs,
    common: &Common,
    evidence: &Evidence,
) -> Result<Answer, Failure> {
    let plan = Plan::of(study(args), evidence)?;
    let place = Place {
        out: args.living.out.as_deref(),
        force: args.living.force,
        threads: args.living.threads,
    };
    study::prepare(&plan, place.out, place.force)?;
    let store = Store::open(&args.store)?;
    let (results, written, counts) =
        ensemble::carry_out(&plan, &store, 0, &place, evidence, common)?;
    let text =
        format!("{}\n{}\nOutput   {}\n", results.title, outcomes(&results), written.path.display());
    Ok(Answer::done(text, ensemble::document(&results, &written, &counts)))
}

/// The scenario and its base under no account and under every one.
fn study(args: &WhatifArgs) -> Study {
    let scenario = args.scenario.clone().unwrap_or_default();
    let mode = match args.living.free {
        None => Mode::Written,
        Some(None) => Mode::From(model::FIRST),
        Some(Some(month)) => Mode::From(month),
    };
    let read = DEFINITIONS.iter().flat_map(|definition| definition.variables());
    let keep: BTreeSet<&str> = WATCHED.iter().copied().chain(read).collect();
    let named = accounts().into_iter().map(|account| account.name);
    Study {
        name: format!("{}-theories", short(&scenario)),
        title: format!("{scenario} beside {} under every account", args.against),
        question: "Does what the change brings depend on the account?".to_owned(),
        baseline: args.against.clone(),
        scenarios: vec![scenario],
        theories: std::iter::once(CENTRAL.to_owned()).chain(named).collect(),
        modes: vec![mode],
        draws: args.draws.unwrap_or(DRAWS),
        seed: args.living.seed.unwrap_or(SEED),
        households: args.households.0,
        members: args.living.members(args.households),
        until: args.living.until,
        keep: keep.into_iter().map(str::to_owned).collect(),
        file: PathBuf::from("--all-theories"),
    }
}

/// A name without folders and ending.
fn short(scenario: &str) -> &str {
    let name = scenario.rsplit(['/', '\\']).next().unwrap_or(scenario);
    name.strip_suffix(".toml").unwrap_or(name)
}

/// A row a theory: change of the share of draws of each outcome, in percentage points.
fn outcomes(results: &Results) -> String {
    let mut columns = vec![Column::name("theory"), Column::number("same")];
    columns.extend(DEFINITIONS.iter().map(|definition| Column::number(definition.id)));
    let row = |one: &Comparison| {
        let change = |change: &study::OutcomeChange| match change.gained + change.lost {
            0 => format!("{:.0}", 100.0 * change.before.share),
            _ => format!("{:.0} {:+.0}", 100.0 * change.before.share, 100.0 * change.difference),
        };
        let same = format!("{}/{}", one.identical, one.draws);
        [one.theory.clone(), same].into_iter().chain(one.outcomes.iter().map(change)).collect()
    };
    let rows: Vec<Vec<String>> = results.comparisons.iter().map(row).collect();
    format!(
        "\n{}\nPer cent of draws in which the outcome holds in the base, and the change where any draw \
         changes.\n`same`: draws in which nothing that is kept differs.\n",
        table(&columns, &rows)
    )
}
