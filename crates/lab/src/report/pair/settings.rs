//! Parts nine and twelve of the page: the settings of both worlds, and how to get the page again.

use maud::{Markup, html as markup};

use super::deeds::deeds;
use super::{Input, rows};
use crate::ensemble::Ensemble;
use crate::hashes::VERSION;
use crate::scenario::freedom;

/// Part nine.
pub(super) fn settings(input: &Input<'_>) -> Markup {
    let pair = input.pair;
    let lines = |arm: &Ensemble| {
        let rows = |rows: usize| match rows {
            usize::MAX => "every one".to_owned(),
            rows => rows.to_string(),
        };
        let list =
            |all: Vec<String>| if all.is_empty() { "none".to_owned() } else { all.join(", ") };
        let scenario = &arm.scenario;
        [
            ("Scenario", scenario.name.clone()),
            ("Theory", scenario.theory.clone().unwrap_or_else(|| "none".to_owned())),
            ("Decisions", freedom::in_words(&scenario.freedom)),
            ("Actions", scenario.actions.len().to_string()),
            ("Assumed", list(scenario.assumes.iter().map(|one| one.parameter.clone()).collect())),
            ("Switched off", list(scenario.silenced.iter().cloned().collect())),
            ("Seed", arm.seed.to_string()),
            ("Draws", arm.draws.len().saturating_sub(1).to_string()),
            ("Rows of households", rows(arm.households)),
            ("Rows of members", rows(arm.members)),
            ("Last month", arm.until.to_string()),
            ("Run", arm.id()),
        ]
    };
    let both = lines(&pair.base).into_iter().zip(lines(&pair.changed));
    let both = both.map(|((name, base), (_, changed))| {
        let same = if base == changed { "same" } else { "differs" };
        vec![name.to_owned(), base, changed, same.to_owned()]
    });
    let table = rows::table_of(&["Setting", "Base", "Changed", "Same"], both.collect());
    markup! {
        (rows::shown("settings", "Settings of both worlds", &table))
        h3 { "What differs between the two" }
        (difference(input))
        @for (name, arm) in [("base", &pair.base), ("changed", &pair.changed)] {
            details {
                summary { "The whole file of the " (name) " world" }
                pre { code { (arm.scenario.to_toml()) } }
            }
        }
    }
}

/// Every value that one world sets and the other does not, and what becomes of decrees.
fn difference(input: &Input<'_>) -> Markup {
    let (base, changed) = (&input.pair.base.scenario, &input.pair.changed.scenario);
    let only = |of: &crate::Scenario, other: &crate::Scenario, world: &str| -> Vec<Vec<String>> {
        let new = of.layers.iter().filter(|layer| {
            !other
                .layers
                .iter()
                .any(|known| (&known.name, &known.value) == (&layer.name, &layer.value))
        });
        let line = |layer: &crate::scenario::Layer| {
            vec![layer.name.clone(), layer.value.clone(), world.to_owned(), layer.origin.clone()]
        };
        new.map(line).collect()
    };
    let mut lines = only(changed, base, "changed");
    lines.extend(only(base, changed, "base"));
    lines.retain(|line| line[0] != "seed" && line[0] != "draws");
    let table = rows::table_of(&["What", "Value", "World", "Set by"], lines);
    let deeds = deeds(input);
    markup! {
        @if table.rows.is_empty() && deeds.is_empty() { p { "Nothing." } }
        @if !table.rows.is_empty() {
            (rows::shown("patch", "Values that only one world sets", &table))
        }
        @if !deeds.is_empty() {
            p { "What becomes of decrees, decisions and assumptions: " a href="#figure-timeline" {
                "the timeline and its table"
            } "." }
        }
    }
}

/// Part twelve.
pub(super) fn again(input: &Input<'_>) -> Markup {
    let pair = input.pair;
    let draws = pair.base.draws.len().saturating_sub(1);
    let short = |hash: &str| hash.chars().take(12).collect::<String>();
    let cite = format!(
        "ktokogo, version {VERSION}. Pair {}: scenario \"{}\" beside \"{}\", seed {}, {draws} draws of \
         each world, {} to {}. Engine {}, evidence {}.",
        pair.id(),
        pair.changed.scenario.name,
        pair.base.scenario.name,
        pair.base.seed,
        pair.base.central().first,
        pair.base.until,
        short(&pair.base.hashes.engine),
        short(&pair.base.hashes.evidence),
    );
    let hashes = [
        ("Engine", &pair.base.hashes.engine),
        ("Evidence", &pair.base.hashes.evidence),
        ("Base", &pair.base.hashes.scenario),
        ("Changed", &pair.changed.hashes.scenario),
    ];
    markup! {
        p { "The same version, evidence, scenarios and seed give the same numbers, whatever the number \
             of threads." }
        pre { code { (input.rerun) } }
        div.box {
            dl.facts {
                div { dt { "Pair" } dd { (pair.id()) } }
                div { dt { "Version" } dd { "ktokogo " (VERSION) } }
                div { dt { "Runs" } dd { (pair.base.id()) ", " (pair.changed.id()) } }
            }
            dl.hashes {
                @for (name, hash) in hashes { div { dt { (name) " hash" } dd { code { (hash) } } } }
            }
        }
        p { "To cite this pair:" }
        blockquote { (cite) }
    }
}
