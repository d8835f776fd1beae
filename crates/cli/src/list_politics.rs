//! `list`: outcomes, the rival accounts, their switches, and the influences that the ledger of claims
//! draws.

use lab::outcomes::DEFINITIONS;
use lab::scenario::theories::accounts;
use model::{SWITCHES, Theory};
use serde_json::json;

use crate::list::Line;
use crate::output::{HEAD, styled};
use crate::tables::wrapped;

/// The accounts: name, number, title and summary.
pub(crate) fn theories() -> Vec<Line> {
    let line = |account: lab::scenario::theories::Account| {
        let said = |key: &str| account.passport.text(key);
        Line {
            json: json!({
                "name": account.name, "theory": said("theory"), "title": account.title,
                "summary": said("summary"), "signature": said("signature"),
                "sources": said("sources"), "switches": account.switches,
            }),
            cells: vec![
                account.name.clone(),
                said("theory"),
                account.title.clone(),
                said("summary"),
            ],
        }
    };
    accounts().into_iter().map(line).collect()
}

/// The switches: number, name, meaning, and the accounts that need them most.
pub(crate) fn switches() -> Vec<Line> {
    let accounts = accounts();
    let declared = Theory::parameters().into_iter().filter(|p| p.mechanism == "switches");
    let all = SWITCHES.iter().zip(declared);
    let line = |((number, name), parameter): (&(&str, &str), model::NamedParameter)| {
        let declared = parameter.declared;
        let full = format!("switches.{name}");
        let strength = |account: &lab::scenario::theories::Account| {
            account.switches.iter().find(|(n, _)| *n == full).map_or(f64::NAN, |(_, v)| *v)
        };
        let most = accounts.iter().map(strength).fold(f64::MIN, f64::max);
        let need: Vec<&str> = accounts
            .iter()
            .filter(|account| strength(account) == most)
            .map(|account| account.name.as_str())
            .collect();
        let set: Vec<_> =
            accounts.iter().map(|a| json!({ "theory": a.name, "strength": strength(a) })).collect();
        Line {
            json: json!({
                "switch": number, "parameter": full, "meaning": declared.meaning, "set": set,
            }),
            cells: vec![
                (*number).to_owned(),
                full,
                declared.meaning.to_owned(),
                format!("{most} by {}", need.join(", ")),
            ],
        }
    };
    all.map(line).collect()
}

/// The influences, and what became of each.
pub(crate) fn edges() -> Vec<Line> {
    let line = |fate: model::edges::Fate| {
        let (cause, effect) = fate.edge;
        let became = if fate.reason.is_empty() {
            fate.mechanisms.join(", ")
        } else {
            format!("left out: {}", fate.reason)
        };
        Line {
            json: json!({
                "cause": cause, "effect": effect, "together": fate.together,
                "mechanisms": fate.mechanisms, "left_out": fate.reason,
            }),
            cells: vec![
                cause.to_owned(),
                if fate.together { "+" } else { "-" }.to_owned(),
                effect.to_owned(),
                became,
            ],
        }
    };
    model::edges::fates().into_iter().map(line).collect()
}

/// The outcomes: id, axis, name, what they ask, where they depart, variables.
pub(crate) fn outcomes() -> Vec<Line> {
    let line = |outcome: &lab::outcomes::Definition| {
        let variables = outcome.variables();
        Line {
            json: json!({
                "id": outcome.id, "axis": outcome.axis.name(), "name": outcome.name,
                "definition": outcome.holds, "departs": outcome.departs, "variables": variables,
            }),
            cells: vec![
                outcome.id.to_owned(),
                outcome.axis.name().to_owned(),
                outcome.name.to_owned(),
                outcome.holds.to_owned(),
                outcome.departs.to_owned(),
                variables.join(", "),
            ],
        }
    };
    DEFINITIONS.iter().map(line).collect()
}

/// An outcome: id, name and axis, and below them what it asks, of which variables.
pub(crate) fn outcome_text(outcome: &Line) -> String {
    let [id, axis, name, definition, departs, variables] = &outcome.cells[..] else {
        return String::new();
    };
    let head = format!(" {}  {name}; {axis}\n", styled(HEAD, id));
    let departs = wrapped(&format!("From the ledger: {departs}"), 5);
    head + &wrapped(definition, 5) + &departs + &wrapped(&format!("Reads {variables}."), 5)
}
