//! What a scenario does to the decrees of history and to the parameters.

use kernel::Month;
use model::{ALTERNATIVE, Conditional, Order, Path, STEP, Setting, Theory, Timeline};

use super::given::Given;
use super::known::Parameter;
use super::read::within;
use super::{Action, Assume, Belief, Deed, Target};

/// Something that stops an action, found while it is applied.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Clash {
    /// The action sets what a decree with this id also sets, in this month.
    Order { action: usize, id: String, month: Month, value: Setting },
    /// At its end the action has nothing to go back to.
    NothingBefore { action: usize, end: Month },
    /// At its beginning nothing is given that it could start from.
    NothingToStart { action: usize },
    /// The decree that it moves or removes is not there (any more).
    NoDecree { action: usize, id: String },
}

/// How the ids of the orders begin that a scenario adds.
const SCENARIO: &str = "scenario-";

/// Whether an order was added by a scenario.
pub fn is_scenario(id: &str) -> bool {
    id.starts_with(SCENARIO)
}

/// The id of what carries out an action: the id of the order that begins it, or of the command that
/// waits. `action` is counted from 0.
pub(crate) fn id_of(action: usize) -> String {
    format!("{SCENARIO}{}", action + 1)
}

/// Instruments that strike in their month and pass by themselves: nothing is held.
pub(super) const BLOWS: &[&str] = &["weather", "ferment"];

/// The last month in which a deed has its say on an instrument; none means to the end.
pub(super) fn last_month(instrument: &str, from: Month, until: Option<Month>) -> Option<Month> {
    if BLOWS.contains(&instrument) { Some(from) } else { until }
}

/// Applies the actions to the orders, in turn; each sees what the ones before it did.
pub(super) fn settle(orders: &mut Vec<Order>, paths: &[Path], actions: &[Action]) -> Vec<Clash> {
    let mut clashes = Vec::new();
    for (number, action) in actions.iter().enumerate() {
        match &action.deed {
            Deed::Move { decree, to } => match orders.iter_mut().find(|o| o.id == *decree) {
                Some(order) => {
                    order.month = *to;
                    order.date = to.to_string();
                }
                None => clashes.push(Clash::NoDecree { action: number, id: decree.clone() }),
            },
            Deed::Remove { decree } => {
                let before = orders.len();
                orders.retain(|order| order.id != *decree);
                if orders.len() == before {
                    clashes.push(Clash::NoDecree { action: number, id: decree.clone() });
                }
            }
            // What a decision or a condition brings, the run finds when it comes to it.
            Deed::Choose { .. } | Deed::When { .. } => {}
            Deed::Set { .. } => clashes.extend(hold(orders, paths, number, action)),
        }
        // Stable: orders of one month stay in the order in which they were given.
        orders.sort_by_key(|order| order.month);
    }
    // An action that ends where another begins needs nothing to go back to.
    clashes.retain(|clash| match clash {
        Clash::NothingBefore { action, end } => match &actions[*action].deed {
            Deed::Set { instrument, .. } => !sets(orders, instrument, *end),
            _ => true,
        },
        _ => true,
    });
    clashes
}

fn sets(orders: &[Order], instrument: &str, month: Month) -> bool {
    let now = orders.iter().filter(|order| order.month == month && order.kind != ALTERNATIVE);
    now.flat_map(|order| &order.set).any(|(name, _)| name == instrument)
}

/// Whether two settings have a region in common.
pub(super) fn touch(a: &Setting, b: &Setting) -> bool {
    match (a, b) {
        (Setting::Regions(a), Setting::Regions(b)) => {
            a.iter().any(|(name, _)| b.iter().any(|(other, _)| name == other))
        }
        _ => true,
    }
}

/// Holds an instrument at a value: other orders lose their say on it, and at the end it goes back
/// to where they would have left it.
fn hold(orders: &mut Vec<Order>, paths: &[Path], number: usize, action: &Action) -> Vec<Clash> {
    let Deed::Set { instrument, to, from, until } = &action.deed else { return Vec::new() };
    let last = last_month(instrument, *from, *until);
    let given = Given { orders: orders.as_slice(), paths, instrument };
    let Some(steps) = given.steps(to, *from, last) else {
        return vec![Clash::NothingToStart { action: number }];
    };
    let Some((_, like)) = steps.first().cloned() else { return Vec::new() };
    let end = until.map(Month::next).filter(|end| *end <= model::LAST);
    let end = end.filter(|_| last == *until);
    let after = end.map(|end| (end, given.ordered(&like, end)));
    let mut clashes = Vec::new();
    for order in orders.iter_mut().filter(|order| within(order.month, *from, last)) {
        let (id, month) = (order.id.clone(), order.month);
        let mut lost = None;
        for (_, value) in order.set.iter_mut().filter(|(name, _)| name == instrument) {
            if let Some(rest) = without(value, &like) {
                lost = Some(value.clone());
                *value = rest;
            }
        }
        order.set.retain(|(_, value)| !matches!(value, Setting::Regions(all) if all.is_empty()));
        // What history never issued stands in nobody's way.
        let told = is_scenario(&id) || order.kind == ALTERNATIVE;
        if let (Some(value), false, false) = (lost, action.wins, told) {
            clashes.push(Clash::Order { action: number, id, month, value });
        }
    }
    for (month, value) in steps {
        let phase = if month == *from { Phase::Begins } else { Phase::GoesOn };
        orders.push(order(number, action, month, value, phase));
    }
    if let Some((end, value)) = after {
        match value {
            Some(value) => orders.push(order(number, action, end, value, Phase::Ends)),
            None => clashes.push(Clash::NothingBefore { action: number, end }),
        }
    }
    clashes
}

/// Which part of an action an order carries out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Begins,
    GoesOn,
    Ends,
}

fn order(number: usize, action: &Action, month: Month, value: Setting, phase: Phase) -> Order {
    let (name, _) = super::written::deed_in_words(&action.deed);
    let (ending, words) = match phase {
        Phase::Begins => (String::new(), "begins"),
        Phase::GoesOn => (format!("-{month}"), "goes on"),
        Phase::Ends => ("-end".to_owned(), "ends"),
    };
    let nothing = matches!(action.deed, Deed::Set { to: Target::AsGiven, .. });
    let told = phase != Phase::GoesOn && !nothing;
    Order {
        month,
        id: format!("{}{ending}", id_of(number)),
        title: format!("Scenario: the change of {name} {words}"),
        kind: if told { "decree" } else { STEP }.to_owned(),
        date: month.to_string(),
        source: "judgement".to_owned(),
        confidence: "judgement".to_owned(),
        set: vec![(name, value)],
    }
}

/// The number of the action, counted from 0, that an order of a scenario carries out.
pub(super) fn action_of(id: &str) -> Option<usize> {
    let digits = id.strip_prefix(SCENARIO)?.split('-').next()?;
    digits.parse::<usize>().ok()?.checked_sub(1)
}

/// What is left of a setting when another one holds: none if the other does not touch it.
fn without(value: &Setting, other: &Setting) -> Option<Setting> {
    let regions = |setting: &Setting| match setting {
        Setting::Regions(all) => Some(all.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>()),
        _ => None,
    };
    let nothing = Setting::Regions(Vec::new());
    match (value, regions(other)) {
        (_, None) => Some(nothing),
        (Setting::Regions(all), Some(held)) => {
            let rest: Vec<_> =
                all.iter().filter(|(name, _)| !held.contains(name)).cloned().collect();
            (rest.len() < all.len()).then_some(Setting::Regions(rest))
        }
        (Setting::Number(number), Some(held)) => {
            let others = super::known::regions().into_iter().filter(|name| !held.contains(name));
            Some(Setting::Regions(others.map(|name| (name, *number)).collect()))
        }
        (Setting::Word(_), Some(_)) => Some(nothing),
    }
}

/// Applies a scenario's actions to a timeline.
///
/// # Errors
/// Why the model refused one; a scenario that was loaded was tried before.
pub fn timeline(mut timeline: Timeline, actions: &[Action]) -> Result<Timeline, String> {
    let mut orders = timeline.orders().to_vec();
    settle(&mut orders, timeline.paths(), actions);
    timeline.replace(orders).map_err(|(id, why)| format!("order `{id}`: {why}"))?;
    for (number, action) in actions.iter().enumerate() {
        match &action.deed {
            Deed::Choose { decision, option } => timeline.decisions.force(decision, option)?,
            Deed::When { condition, instrument, change, from, until, lasts } => {
                timeline.wait(Conditional {
                    id: id_of(number),
                    condition: condition.clone(),
                    instrument: instrument.clone(),
                    change: change.clone(),
                    from: from.unwrap_or(model::FIRST),
                    until: until.unwrap_or(model::LAST),
                    lasts: *lasts,
                })?;
            }
            Deed::Set { .. } | Deed::Move { .. } | Deed::Remove { .. } => {}
        }
    }
    Ok(timeline)
}

/// Applies a scenario's assumptions to the values of a draw. A prior that replaces the model's own
/// takes its luck too: a parameter that lay high lies as high in the new prior, so that two worlds
/// differ by the assumption and not by the dice.
pub fn assume(
    values: &mut [f64],
    parameters: &[Parameter],
    assumes: &[Assume],
    seed: u64,
    draw: u32,
) {
    let drawn = |assume: &Assume| matches!(assume.belief, Belief::Prior(_));
    let luck = assumes.iter().any(drawn).then(|| Theory::drawn(seed, draw).1);
    for assume in assumes {
        let Some(place) = parameters.iter().position(|p| p.name == assume.parameter) else {
            continue;
        };
        values[place] = match (assume.belief, luck) {
            (Belief::Value(value), _) => value,
            (Belief::Prior(prior), Some(luck)) if draw > 0 => {
                prior.quantile(luck.of(&assume.parameter))
            }
            (Belief::Prior(prior), _) => prior.centre(),
        };
    }
}
