//! Layers of a scenario that set one thing at one time, and actions that cannot be carried out.

use std::collections::BTreeSet;

use kernel::Month;
use model::{ALTERNATIVE, Change, Order, Setting};

use super::apply::{self, Clash, last_month, settle, touch};
use super::check::out_of_range;
use super::known::Known;
use super::read::{Spots, within};
use super::written::setting_in_words;
use super::{Action, Assume, Deed, Target};
use crate::problems::{Place, Problem};

/// Layers that set the same thing at the same time, decrees that are gone, ends that lead nowhere.
pub(super) fn check_layers(actions: &[(&Action, &Spots)], known: &Known) -> Vec<Problem> {
    let mut orders = known.orders.clone();
    let plain: Vec<Action> = actions.iter().map(|(action, _)| (*action).clone()).collect();
    let mut problems: Vec<Problem> = settle(&mut orders, &known.paths, &plain)
        .into_iter()
        .map(|clash| explain(clash, actions, known))
        .collect();
    problems.extend(check_steps(&orders, actions, known));
    problems.extend(check_waiting(&orders, actions, known));
    problems.extend(check_twice(actions));
    problems
}

/// The first step of each ramp or scale that leaves the range of its instrument.
fn check_steps(orders: &[Order], actions: &[(&Action, &Spots)], known: &Known) -> Vec<Problem> {
    let mut told = BTreeSet::new();
    let mut problems = Vec::new();
    for order in orders {
        let Some(number) = apply::action_of(&order.id) else { continue };
        let (action, spots) = actions[number];
        let scaled = matches!(action.deed, Deed::Set { to: Target::Scale(_), .. });
        for (name, setting) in order.set.iter().filter(|_| scaled) {
            let Some(instrument) = known.instrument(name) else { continue };
            let numbers = match setting {
                Setting::Number(number) => vec![*number],
                Setting::Regions(all) => all.iter().map(|(_, number)| *number).collect(),
                Setting::Word(_) => Vec::new(),
            };
            let mut found = numbers.into_iter().filter_map(|n| out_of_range(instrument, n, spots));
            if let (Some(problem), true) = (found.next(), told.insert(number)) {
                problems.push(problem.note(format!("it would be so in {}", order.month)));
            }
        }
    }
    problems
}

/// Decrees that would set what an action may hold on a condition.
fn check_waiting(orders: &[Order], actions: &[(&Action, &Spots)], known: &Known) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (number, (action, _)) in actions.iter().enumerate() {
        let Deed::When { instrument, .. } = &action.deed else { continue };
        let Some((_, from, last)) = reach(&action.deed).filter(|_| !action.wins) else { continue };
        let history = orders
            .iter()
            .filter(|order| order.kind != ALTERNATIVE && !apply::is_scenario(&order.id));
        let met = history.filter(|order| within(order.month, from, last)).find_map(|order| {
            let (_, value) = order.set.iter().find(|(name, _)| name == instrument)?;
            let (id, month, value) = (order.id.clone(), order.month, value.clone());
            Some(Clash::Order { action: number, id, month, value })
        });
        problems.extend(met.map(|clash| explain(clash, actions, known)));
    }
    problems
}

/// The instrument that a deed holds, the first month in which it may, and the last.
fn reach(deed: &Deed) -> Option<(&str, Month, Option<Month>)> {
    match deed {
        Deed::Set { instrument, from, until, .. } => {
            Some((instrument, *from, last_month(instrument, *from, *until)))
        }
        Deed::When { instrument, from, until, .. } => {
            Some((instrument, from.unwrap_or(model::FIRST).next(), *until))
        }
        Deed::Move { .. } | Deed::Remove { .. } | Deed::Choose { .. } => None,
    }
}

/// What a deed sets an instrument to, if that says for which regions.
fn form(deed: &Deed) -> Option<&Setting> {
    match deed {
        Deed::Set { to: Target::Value(to) | Target::Ramp { to, .. }, .. } => Some(to),
        Deed::When { change: Change::To(to), .. } => Some(to),
        _ => None,
    }
}

fn explain(clash: Clash, actions: &[(&Action, &Spots)], known: &Known) -> Problem {
    match clash {
        Clash::Order { action, id, month, value } => {
            let what = "two layers set the same instrument at the same time".to_owned();
            let value = setting_in_words(&value);
            Problem::new("S010", actions[action].1.name.clone(), what)
                .label("set here")
                .other(
                    order_place(&id, known),
                    format!("the decree `{id}` sets it to {value} in {month}"),
                )
                .help("write override = true here if the scenario should win, or change its dates")
        }
        Clash::NothingBefore { action, .. } => {
            let what = "no decree sets this instrument before, so there is nothing to go back to";
            Problem::new("S015", actions[action].1.name.clone(), what)
                .help("leave out `until`, or add an action that says what follows")
        }
        Clash::NothingToStart { action } => {
            let what = "no decree and no path gives this instrument a value before, so there is \
                        nothing to start from";
            Problem::new("S015", actions[action].1.name.clone(), what)
                .help("write the value itself with `to`")
        }
        Clash::NoDecree { action, id } => {
            let what = format!("an earlier layer has taken out the decree `{id}`");
            Problem::new("S010", actions[action].1.name.clone(), what)
        }
    }
}

fn order_place(id: &str, known: &Known) -> Place {
    let found = known.orders.iter().position(|order| order.id == id);
    let place = found.and_then(|place| known.places.get(place)).cloned();
    place.unwrap_or_else(|| Place::line("evidence", 0))
}

/// Two actions that set one instrument at overlapping times, or move one decree.
pub(super) fn check_twice(actions: &[(&Action, &Spots)]) -> Vec<Problem> {
    let waits = |action: &Action| matches!(action.deed, Deed::When { .. });
    let mut problems = Vec::new();
    for (n, (action, spots)) in actions.iter().enumerate() {
        // What waits for a condition is laid over dated values, so only it can win over them.
        let excused = |earlier: &Action| action.wins && (waits(action) || !waits(earlier));
        let mut earlier = actions[..n].iter().filter(|(other, _)| !excused(other));
        let Some((other, first)) = earlier.find(|(other, _)| overlap(&other.deed, &action.deed))
        else {
            continue;
        };
        let what = match &action.deed {
            Deed::Set { instrument, .. } | Deed::When { instrument, .. } => {
                format!("two layers set `{instrument}` at the same time")
            }
            Deed::Move { decree, .. } | Deed::Remove { decree } => {
                format!("the decree `{decree}` is moved or removed twice")
            }
            Deed::Choose { decision, .. } => {
                format!("two layers say how `{decision}` is decided")
            }
        };
        let help = match action.wins || waits(other) && !waits(action) {
            true => {
                "delete one, change the dates, or put the one with `when` last and write override = true there"
            }
            false => {
                "delete one, change the dates, or write override = true on the one that should win"
            }
        };
        problems.push(
            Problem::new("S010", spots.name.clone(), what)
                .other(first.name.clone(), "and here")
                .help(help),
        );
    }
    problems
}

fn overlap(a: &Deed, b: &Deed) -> bool {
    if let (Some((name, from, last)), Some((n, f, l))) = (reach(a), reach(b)) {
        let meet = within(f, from, last) || within(from, f, l);
        let apart = match (form(a), form(b)) {
            (Some(a), Some(b)) => !touch(a, b),
            _ => false,
        };
        return name == n && meet && !apart;
    }
    match (a, b) {
        // What is removed first is not there to be moved: that was said before.
        (Deed::Move { decree, .. }, Deed::Move { decree: d, .. } | Deed::Remove { decree: d }) => {
            decree == d
        }
        (Deed::Choose { decision, .. }, Deed::Choose { decision: d, .. }) => decision == d,
        _ => false,
    }
}

/// A parameter that two layers assume.
pub(super) fn check_repeated(assumes: &[&(Assume, Spots)]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (n, (assume, spots)) in assumes.iter().enumerate() {
        let earlier = assumes[..n].iter().find(|(other, _)| other.parameter == assume.parameter);
        if let (Some((_, first)), false) = (earlier, assume.wins) {
            let what = format!("two layers assume `{}`", assume.parameter);
            problems.push(
                Problem::new("S010", spots.name.clone(), what)
                    .label("assumed here")
                    .other(first.name.clone(), "and here")
                    .help("delete one, or write override = true on the one that should win"),
            );
        }
    }
    problems
}
