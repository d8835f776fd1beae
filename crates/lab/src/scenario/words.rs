//! What a scenario does, in plain words, line by line.

use model::Change;

use super::written::{belief_in_words, setting_in_words, value_in_words};
use super::{Action, Assume, Deed, Scenario, Target, freedom};

/// What a scenario does: a heading, and lines below it.
pub type Part = (&'static str, Vec<String>);

impl Scenario {
    /// Actions, assumptions, decisions, layers and horizon, each under its heading. Headings under
    /// which nothing stands are left out.
    pub fn in_words(&self) -> Vec<Part> {
        let mut parts: Vec<Part> = vec![
            ("Actions", self.actions.iter().map(action).collect()),
            ("Assumptions", self.assumes.iter().map(assume).collect()),
        ];
        parts[1].1.extend(self.silenced.iter().map(|name| format!("the mechanism {name} is off")));
        if self.freedom != model::Freedom::Pinned {
            parts.push(("Decisions", vec![freedom::in_words(&self.freedom)]));
        }
        let layers = self.layers.iter();
        let layer = |one: &super::Layer| format!("{} = {}  ({})", one.name, one.value, one.origin);
        parts.push(("Layers", layers.map(layer).collect()));
        let horizon = self.horizon().map(|month| format!("the author vouches up to {month}"));
        parts.push(("Horizon", horizon.into_iter().collect()));
        parts.retain(|(_, lines)| !lines.is_empty());
        parts
    }
}

fn action(action: &Action) -> String {
    let until = |until: &Option<kernel::Month>| match until {
        Some(until) => format!("to {until}"),
        None => "to the end".to_owned(),
    };
    let words = match &action.deed {
        Deed::Set { instrument, to, from, until: last } => {
            let (from, last) = (from.to_string(), until(last));
            match to {
                Target::Value(to) => {
                    format!("{instrument} is held at {} from {from} {last}", setting_in_words(to))
                }
                Target::Ramp { to, months } => format!(
                    "{instrument} goes to {} in {months} monthly steps from {from} and stays there {last}",
                    setting_in_words(to)
                ),
                Target::Scale(times) => format!(
                    "{instrument} is {} times what is given from {from} {last}",
                    value_in_words(*times)
                ),
                Target::AsGiven => format!("{instrument} is as given from {from} {last}"),
            }
        }
        Deed::When { condition, instrument, change, from, until: last, lasts } => {
            let change = match change {
                Change::To(to) => format!("held at {}", setting_in_words(to)),
                Change::Scale(times) => {
                    format!("held at {} times what is given", value_in_words(*times))
                }
            };
            let lasts = lasts.map_or(until(last), |months| {
                format!("for {}", super::dates::months_in_words(months))
            });
            let from = from.unwrap_or(model::FIRST);
            format!("once {condition} (from {from}), {instrument} is {change} {lasts}")
        }
        Deed::Move { decree, to } => format!("the decree {decree} takes effect in {to}"),
        Deed::Remove { decree } => format!("the decree {decree} is never issued"),
        Deed::Choose { decision, option } => format!("{decision} is decided for {option}"),
    };
    if action.wins { format!("{words}, whatever else is decreed") } else { words }
}

fn assume(assume: &Assume) -> String {
    format!("{} is {}", assume.parameter, belief_in_words(&assume.belief))
}
