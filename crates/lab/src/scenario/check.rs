//! Holds the drafts of a scenario against the names, units and limits of the model.

use model::Setting;

use super::apply::{BLOWS, Clash, last_month, settle, touch};
use super::known::{Instrument, Known};
use super::read::within;
use super::read::{Draft, Spots};
use super::written::{setting_in_words, value_in_words};
use super::{Action, Assume, Belief, Deed, freedom};
use crate::problems::{Place, Problem, close_name};

/// Every problem with the names and values of the drafts, the oldest layer first.
pub(super) fn check(drafts: &[Draft], known: &Known) -> Vec<Problem> {
    let mut problems = Vec::new();
    let actions: Vec<&(Action, Spots)> = drafts.iter().flat_map(|draft| &draft.actions).collect();
    let assumes: Vec<&(Assume, Spots)> = drafts.iter().flat_map(|draft| &draft.assumes).collect();
    let mut sound = Vec::new();
    for (action, spots) in &actions {
        let found = check_action(action, spots, known);
        if found.is_empty() {
            sound.push((action, spots));
        }
        problems.extend(found);
    }
    problems.extend(check_layers(&sound, known));
    for (assume, spots) in &assumes {
        problems.extend(check_assume(assume, spots, known));
    }
    problems.extend(check_repeated(&assumes));
    for (freedom, place) in drafts.iter().filter_map(|draft| draft.freedom.as_ref()) {
        problems.extend(freedom::check(freedom, place, known));
    }
    for (name, place) in drafts.iter().flat_map(|draft| &draft.silenced) {
        if !known.mechanisms.contains(name) {
            let names = known.mechanisms.iter().map(String::as_str);
            problems.push(unknown("mechanism", name, place, names));
        }
    }
    problems
}

fn unknown<'a>(
    kind: &str,
    name: &str,
    place: &Place,
    known: impl IntoIterator<Item = &'a str>,
) -> Problem {
    Problem::new("S005", place.clone(), format!("unknown {kind} `{name}`")).nearest(name, known)
}

fn check_action(action: &Action, spots: &Spots, known: &Known) -> Vec<Problem> {
    match &action.deed {
        Deed::Set { instrument, to, until, .. } => match known.instrument(instrument) {
            Some(found) => {
                let mut problems = check_value(found, to, spots, known);
                problems.extend(check_unit(&found.unit, spots));
                problems.extend(until.and_then(|_| check_until(instrument, spots, known)));
                problems
            }
            None => vec![unknown_instrument(instrument, spots, known)],
        },
        Deed::Move { decree, .. } | Deed::Remove { decree } => {
            let ids: Vec<&str> = known.orders.iter().map(|order| order.id.as_str()).collect();
            if !ids.contains(&decree.as_str()) {
                return vec![unknown("decree", decree, &spots.name, ids)];
            }
            too_early(&action.deed, spots, known).into_iter().collect()
        }
        Deed::Choose { decision, option } => {
            let Some(question) = known.decisions.iter().find(|q| *q.id == **decision) else {
                let ids = known.decisions.iter().map(|question| &*question.id);
                return vec![unknown("decision", decision, &spots.name, ids)];
            };
            let options = || question.options.iter().map(|option| &*option.id);
            if options().any(|known| known == option) {
                return Vec::new();
            }
            let kind = format!("option of `{decision}`");
            vec![unknown(&kind, option, &spots.value, options())]
        }
    }
}

/// A decree that is moved before the decision on which it hangs: nobody could issue it then.
fn too_early(deed: &Deed, spots: &Spots, known: &Known) -> Option<Problem> {
    let Deed::Move { decree, to } = deed else { return None };
    let issues = |question: &&model::Question| {
        question.options.iter().any(|option| option.issues.contains(decree))
    };
    let mut questions = known.decisions.iter().filter(issues);
    let first = questions.by_ref().min_by_key(|question| question.month)?;
    (*to < first.month).then(|| {
        let what = format!("`{decree}` waits for the decision `{}` of {}", first.id, first.month);
        Problem::new("S006", spots.value.clone(), what)
    })
}

/// An end that cannot be: of a blow, or of an instrument that leaves its given path.
fn check_until(instrument: &str, spots: &Spots, known: &Known) -> Option<Problem> {
    let what = if BLOWS.contains(&instrument) {
        format!("`{instrument}` strikes in its month and passes by itself, so it has no end to set")
    } else if known.paths.iter().any(|path| path == instrument) {
        format!("`{instrument}` follows a given path; an action on it holds to the end of the run")
    } else {
        return None;
    };
    Some(Problem::new("S015", spots.name.clone(), what).help("leave out `until`"))
}

/// A parameter set as if it were an instrument is a likely slip: say so.
fn unknown_instrument(name: &str, spots: &Spots, known: &Known) -> Problem {
    let names = known.instruments.iter().map(|instrument| instrument.name.as_str());
    let parameters: Vec<&str> = known.parameters.iter().map(|p| p.name.as_str()).collect();
    if let Some(near) = close_name(name, &parameters) {
        let help =
            format!("`{near}` is a parameter: how the world works; write it under [[assume]]");
        let what = format!("unknown instrument `{name}`");
        return Problem::new("S005", spots.name.clone(), what).help(help);
    }
    unknown("instrument", name, &spots.name, names)
}

fn check_value(
    instrument: &Instrument,
    to: &Setting,
    spots: &Spots,
    known: &Known,
) -> Vec<Problem> {
    let name = &instrument.name;
    let place = || spots.value.clone();
    match to {
        Setting::Word(word) if instrument.words.is_empty() => {
            let what =
                format!("`{name}` takes a number ({}), not the word \"{word}\"", instrument.unit);
            vec![Problem::new("S004", place(), what)]
        }
        Setting::Word(word) if !instrument.words.contains(word) => {
            let words = instrument.words.iter().map(String::as_str);
            let what = format!("`{name}` does not take the word \"{word}\"");
            vec![Problem::new("S005", place(), what).nearest(word, words)]
        }
        Setting::Word(_) => Vec::new(),
        Setting::Number(_) | Setting::Regions(_) if !instrument.words.is_empty() => {
            let what = format!("`{name}` takes one of: {}", instrument.words.join(", "));
            vec![Problem::new("S004", place(), what)]
        }
        Setting::Number(number) => out_of_range(instrument, *number, spots).into_iter().collect(),
        Setting::Regions(_) if !instrument.regional => {
            let what = format!("`{name}` is one number for the whole country");
            vec![Problem::new("S004", place(), what)]
        }
        Setting::Regions(all) => {
            let mut problems = Vec::new();
            for (region, number) in all {
                if !known.regions.contains(region) {
                    let names = known.regions.iter().map(String::as_str);
                    problems.push(unknown("region", region, &spots.value, names));
                }
                problems.extend(out_of_range(instrument, *number, spots));
            }
            problems
        }
    }
}

fn out_of_range(instrument: &Instrument, number: f64, spots: &Spots) -> Option<Problem> {
    let Instrument { name, unit, low, high, .. } = instrument;
    if (*low..=*high).contains(&number) {
        return None;
    }
    let what = format!("`{name}` lies between {low} and {high} ({unit}), not at {number}");
    Some(Problem::new("S007", spots.value.clone(), what))
}

fn check_unit(unit: &str, spots: &Spots) -> Option<Problem> {
    let (written, place) = spots.unit.as_ref()?;
    if written == unit {
        return None;
    }
    let what = format!("the unit is \"{unit}\", not \"{written}\"");
    Some(
        Problem::new("S008", place.clone(), what)
            .help("convert the value; units are not converted here"),
    )
}

/// Layers that set the same thing at the same time, decrees that are gone, ends that lead nowhere.
fn check_layers(actions: &[(&Action, &Spots)], known: &Known) -> Vec<Problem> {
    let mut orders = known.orders.clone();
    let plain: Vec<Action> = actions.iter().map(|(action, _)| (*action).clone()).collect();
    let mut problems: Vec<Problem> = settle(&mut orders, &plain)
        .into_iter()
        .map(|clash| explain(clash, actions, known))
        .collect();
    problems.extend(check_twice(actions));
    problems
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
fn check_twice(actions: &[(&Action, &Spots)]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (n, (action, spots)) in actions.iter().enumerate() {
        let earlier = actions[..n].iter().find(|(other, _)| overlap(&other.deed, &action.deed));
        if let (Some((_, first)), false) = (earlier, action.wins) {
            let what = match &action.deed {
                Deed::Set { instrument, .. } => {
                    format!("two layers set `{instrument}` at the same time")
                }
                Deed::Move { decree, .. } | Deed::Remove { decree } => {
                    format!("the decree `{decree}` is moved or removed twice")
                }
                Deed::Choose { decision, .. } => {
                    format!("two layers say how `{decision}` is decided")
                }
            };
            problems.push(
                Problem::new("S010", spots.name.clone(), what)
                    .other(first.name.clone(), "and here")
                    .help("delete one, change the dates, or write override = true on the one that should win"),
            );
        }
    }
    problems
}

fn overlap(a: &Deed, b: &Deed) -> bool {
    match (a, b) {
        (
            Deed::Set { instrument, to, from, until },
            Deed::Set { instrument: i, to: t, from: f, until: u },
        ) => {
            let (last, l) = (last_month(instrument, *from, *until), last_month(i, *f, *u));
            let meet = within(*f, *from, last) || within(*from, *f, l);
            instrument == i && touch(to, t) && meet
        }
        (Deed::Move { decree, .. }, Deed::Move { decree: d, .. }) => decree == d,
        (Deed::Choose { decision, .. }, Deed::Choose { decision: d, .. }) => decision == d,
        _ => false,
    }
}

fn check_assume(assume: &Assume, spots: &Spots, known: &Known) -> Vec<Problem> {
    let name = &assume.parameter;
    let Some(parameter) = known.parameter(name) else {
        let names: Vec<&str> = known.parameters.iter().map(|p| p.name.as_str()).collect();
        let instruments: Vec<&str> = known.instruments.iter().map(|i| i.name.as_str()).collect();
        if close_name(name, &names).is_none()
            && let Some(near) = close_name(name, &instruments)
        {
            let what = format!("unknown parameter `{name}`");
            let help =
                format!("`{near}` is an instrument: what someone does; set it under [[action]]");
            return vec![Problem::new("S005", spots.name.clone(), what).help(help)];
        }
        return vec![unknown("parameter", name, &spots.name, names)];
    };
    let mut problems: Vec<Problem> = check_unit(&parameter.unit, spots).into_iter().collect();
    let outside = |what: String| {
        Problem::new("S011", spots.value.clone(), what)
            .note(format!("the model's prior is {} ({})", parameter.prior, parameter.unit))
    };
    match assume.belief {
        Belief::Value(value) if !parameter.prior.allows(value) => {
            let value = value_in_words(value);
            problems.push(outside(format!("{value} lies outside the prior of `{name}`")));
        }
        Belief::Value(_) => {}
        Belief::Prior(prior) => {
            // What the new prior holds for nearly impossible must still be possible at all.
            const NEARLY_IMPOSSIBLE: f64 = 1e-6;
            let ends = [prior.quantile(NEARLY_IMPOSSIBLE), prior.quantile(1.0 - NEARLY_IMPOSSIBLE)];
            problems.extend(ends.into_iter().find(|v| !parameter.prior.allows(*v)).map(|end| {
                outside(format!("this prior reaches to {end:.3}, outside the prior of `{name}`"))
            }));
        }
    }
    problems
}

/// A parameter that two layers assume.
fn check_repeated(assumes: &[&(Assume, Spots)]) -> Vec<Problem> {
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
