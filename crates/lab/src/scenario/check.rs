//! Holds the drafts of a scenario against the names, units and limits of the model.

use model::{Change, Setting};

use super::apply::BLOWS;
use super::known::{Instrument, Known};
use super::layers::{check_layers, check_repeated};
use super::read::{Draft, Spots};
use super::written::value_in_words;
use super::{Action, Assume, Belief, Deed, Target, freedom, passport, wait};
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
    for draft in drafts {
        problems.extend(passport::check(&draft.cited, known));
    }
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
                let mut problems = check_target(found, to, spots, known);
                problems.extend(check_unit(&found.unit, spots));
                problems.extend(until.and_then(|_| check_until(instrument, spots, known)));
                problems
            }
            None => vec![unknown_instrument(instrument, spots, known)],
        },
        Deed::When { condition, instrument, change, .. } => match known.instrument(instrument) {
            Some(found) => {
                let target = match change {
                    Change::To(to) => Target::Value(to.clone()),
                    Change::Scale(times) => Target::Scale(*times),
                };
                let mut problems = check_target(found, &target, spots, known);
                problems.extend(check_unit(&found.unit, spots));
                problems.extend(check_wait(instrument, spots));
                problems.extend(wait::check(condition, &spots.condition, known));
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
    } else if known.paths.iter().any(|path| path.name == instrument) {
        format!("`{instrument}` follows a given path; an action on it holds to the end of the run")
    } else {
        return None;
    };
    Some(Problem::new("S015", spots.name.clone(), what).help("leave out `until`"))
}

/// A blow that waits: it has no value to go back to.
fn check_wait(instrument: &str, spots: &Spots) -> Option<Problem> {
    let what = format!("`{instrument}` strikes in its month and cannot be held on a condition");
    let problem = Problem::new("S018", spots.condition.clone(), what);
    BLOWS.contains(&instrument).then(|| problem.help("give its month with `from` instead"))
}

/// What an action makes of an instrument, against its words and its range.
fn check_target(
    instrument: &Instrument,
    to: &Target,
    spots: &Spots,
    known: &Known,
) -> Vec<Problem> {
    let name = &instrument.name;
    let refuse = |what: String| vec![Problem::new("S018", spots.value.clone(), what)];
    match to {
        Target::Value(to) => check_value(instrument, to, spots, known),
        Target::Ramp { .. } if BLOWS.contains(&name.as_str()) => {
            refuse(format!("`{name}` strikes in its month; it cannot go there in steps"))
        }
        Target::Ramp { to, .. } => check_value(instrument, to, spots, known),
        Target::Scale(_) if BLOWS.contains(&name.as_str()) => {
            refuse(format!("`{name}` strikes in its month; write the value itself with `to`"))
        }
        Target::Scale(_) if !instrument.words.is_empty() => {
            let words = instrument.words.join(", ");
            refuse(format!("`{name}` takes a word, which cannot be scaled: {words}"))
        }
        Target::Scale(_) | Target::AsGiven => Vec::new(),
    }
}

/// A parameter set as if it were an instrument is a likely slip: say so.
fn unknown_instrument(name: &str, spots: &Spots, known: &Known) -> Problem {
    let names: Vec<&str> = known.instruments.iter().map(|i| i.name.as_str()).collect();
    let parameters: Vec<&str> = known.parameters.iter().map(|p| p.name.as_str()).collect();
    if let (None, Some(near)) = (close_name(name, &names), close_name(name, &parameters)) {
        let what = format!("`{name}` is no instrument, so nobody can set it");
        let help =
            format!("`{near}` is a parameter: how the world works; write it under [[assume]]");
        return Problem::new("S016", spots.name.clone(), what).help(help);
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

pub(super) fn out_of_range(instrument: &Instrument, number: f64, spots: &Spots) -> Option<Problem> {
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

fn check_assume(assume: &Assume, spots: &Spots, known: &Known) -> Vec<Problem> {
    let name = &assume.parameter;
    let Some(parameter) = known.parameter(name) else {
        let names: Vec<&str> = known.parameters.iter().map(|p| p.name.as_str()).collect();
        let instruments: Vec<&str> = known.instruments.iter().map(|i| i.name.as_str()).collect();
        if close_name(name, &names).is_none()
            && let Some(near) = close_name(name, &instruments)
        {
            let what = format!("`{name}` is no parameter, so it cannot be assumed");
            let help =
                format!("`{near}` is an instrument: what someone does; set it under [[action]]");
            return vec![Problem::new("S016", spots.name.clone(), what).help(help)];
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
