//! What the changed world does that the base does not.

use std::collections::BTreeMap;

use kernel::Month;
use model::{Change, Order, STEP, Setting};

use super::Input;
use crate::ensemble::DrawResult;
use crate::pair::Pair;
use crate::report::numbers::number;
use crate::scenario::apply::{id_of, is_scenario};
use crate::scenario::{Action, Deed as Done};

/// Something the changed world has and the base has not, or the other way round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Deed {
    /// The first month.
    pub from: Month,
    /// The last month; none for a moment.
    pub until: Option<Month>,
    /// What.
    pub title: String,
    /// How it is different.
    pub how: How,
}

/// In what way a deed is different.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// An instrument is held, or something assumed.
    Held,
    /// It happens in the changed world only.
    Added,
    /// It happens in the base only.
    Gone,
    /// It happens later or earlier.
    Moved,
    /// A body decides so whatever its vote.
    Commanded,
    /// An instrument is held once a condition is met.
    Waits,
}

impl How {
    pub(super) const fn word(self) -> &'static str {
        match self {
            How::Held => "held",
            How::Added => "only in the changed world",
            How::Gone => "only in the base",
            How::Moved => "moved",
            How::Commanded => "commanded",
            How::Waits => "waits",
        }
    }

    pub(super) const fn sign(self) -> char {
        match self {
            How::Held => '=',
            How::Added => '+',
            How::Gone => '×',
            How::Moved => '>',
            How::Commanded => '!',
            How::Waits => '?',
        }
    }
}

/// What the changed world does otherwise, in order of time.
pub(super) fn deeds(input: &Input<'_>) -> Vec<Deed> {
    let pair = input.pair;
    let by_id = |orders: &[Order]| -> BTreeMap<String, Order> {
        orders.iter().map(|order| (order.id.clone(), order.clone())).collect()
    };
    let (base, changed) = (by_id(&pair.base.orders), by_id(&pair.changed.orders));
    let mut deeds = Vec::new();
    for (id, order) in &changed {
        match base.get(id) {
            Some(before) if before.month != order.month => deeds.push(Deed {
                from: before.month.min(order.month),
                until: Some(before.month.max(order.month)),
                title: format!("{}: {} instead of {}", order.title, order.month, before.month),
                how: How::Moved,
            }),
            Some(_) => {}
            None if is_scenario(id) => deeds.extend(held(id, order, &changed)),
            None => deeds.push(moment(order, How::Added)),
        }
    }
    let gone = base.iter().filter(|(id, _)| !changed.contains_key(*id) && !is_scenario(id));
    deeds.extend(gone.map(|(_, order)| moment(order, How::Gone)));
    deeds.extend(waiting(pair));
    deeds.extend(commanded(pair));
    deeds.extend(assumed(pair));
    deeds.sort_by(|a, b| a.from.cmp(&b.from).then_with(|| a.title.cmp(&b.title)));
    deeds
}

fn moment(order: &Order, how: How) -> Deed {
    Deed { from: order.month, until: None, title: order.title.clone(), how }
}

/// An instrument that the scenario holds: where it stands first, and where a ramp or a scale leads;
/// nothing for the orders that carry this on or end it.
fn held(id: &str, order: &Order, all: &BTreeMap<String, Order>) -> Option<Deed> {
    if order.kind == STEP || id.ends_with("-end") {
        return None;
    }
    let end = all.get(&format!("{id}-end")).map(|end| end.month.plus(-1));
    let begin = format!("{id}-");
    let steps = all.values().filter(|one| one.kind == STEP && one.id.starts_with(&begin));
    let last = steps.max_by_key(|step| step.month);
    let set = order.set.iter().map(|(name, value)| {
        let way = last.and_then(|step| Some((step, &step.set.first()?.1)));
        let way = way
            .map(|(step, value)| format!(", step by step to {} by {}", worth(value), step.month));
        format!("{name} {}{}", said(value), way.unwrap_or_default())
    });
    let title = set.collect::<Vec<_>>().join(", ");
    Some(Deed { from: order.month, until: Some(end.unwrap_or(model::LAST)), title, how: How::Held })
}

/// A value with its sign of equality.
fn said(value: &Setting) -> String {
    match value {
        Setting::Regions(regions) => format!("in {} regions", regions.len()),
        value => format!("= {}", worth(value)),
    }
}

/// A value.
fn worth(value: &Setting) -> String {
    match value {
        Setting::Number(value) => number(*value),
        Setting::Word(word) => word.clone(),
        Setting::Regions(regions) => format!("values for {} regions", regions.len()),
    }
}

/// What the changed world does once a condition is met, and in how many draws it was.
fn waiting(pair: &Pair) -> Vec<Deed> {
    let base = &pair.base.scenario.actions;
    let draws = pair.changed.sample();
    let one = |(place, action): (usize, &Action)| {
        let Done::When { condition, instrument, change, from, until, .. } = &action.deed else {
            return None;
        };
        if base.iter().any(|known| known.deed == action.deed) {
            return None;
        }
        let id = id_of(place);
        let fired = |draw: &&DrawResult| draw.record.chronicle.iter().any(|line| line.id == id);
        let change = match change {
            Change::To(value) => said(value),
            Change::Scale(times) => format!("times {}", number(*times)),
        };
        Some(Deed {
            from: from.unwrap_or(model::FIRST),
            until: Some(until.unwrap_or(model::LAST)),
            title: format!(
                "{instrument} {change} waits for {condition}; fired in {} of {} draws",
                draws.iter().filter(fired).count(),
                draws.len()
            ),
            how: How::Waits,
        })
    };
    pair.changed.scenario.actions.iter().enumerate().filter_map(one).collect()
}

/// What bodies are made to decide in the changed world alone.
fn commanded(pair: &Pair) -> Vec<Deed> {
    let base = &pair.base.central().votes;
    let free = |decision: &str| {
        base.iter().find(|vote| *vote.decision == *decision).is_none_or(|vote| !vote.forced)
    };
    let votes = pair.changed.central().votes.iter();
    let forced = votes.filter(|vote| vote.forced && free(&vote.decision));
    let deed = |vote: &model::VoteRecord| Deed {
        from: vote.month,
        until: None,
        title: format!("{}: {}", vote.decision, vote.options[vote.carried]),
        how: How::Commanded,
    };
    forced.map(deed).collect()
}

/// What the changed world assumes beyond the base, and what it silences.
fn assumed(pair: &Pair) -> Vec<Deed> {
    let (base, changed) = (&pair.base.scenario, &pair.changed.scenario);
    let new = changed.assumes.iter().filter(|assume| !base.assumes.contains(assume));
    let silent = changed.silenced.difference(&base.silenced);
    let titles = new
        .map(|assume| format!("assumed: {}", assume.parameter))
        .chain(silent.map(|name| format!("switched off: {name}")));
    let whole = |title| Deed {
        from: pair.base.central().first,
        until: Some(model::LAST),
        title,
        how: How::Held,
    };
    titles.map(whole).collect()
}
