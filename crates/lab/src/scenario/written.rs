//! A scenario written out again: in words, as TOML, and as a hash.

use kernel::{Month, Prior};
use model::{Change, Freedom, Setting};
use toml::{Table, Value};

use super::dates::months_in_words;
use super::{Action, Assume, Belief, Deed, Scenario, Target, freedom};

/// A number in its shortest form that reads back the same.
pub fn value_in_words(value: f64) -> String {
    format!("{value}")
}

/// A setting in words.
pub fn setting_in_words(setting: &Setting) -> String {
    match setting {
        Setting::Number(number) => value_in_words(*number),
        Setting::Word(word) => word.clone(),
        Setting::Regions(all) => {
            let one = |(region, number): &(String, f64)| format!("{region} {number}");
            all.iter().map(one).collect::<Vec<_>>().join(", ")
        }
    }
}

fn target_in_words(target: &Target) -> String {
    match target {
        Target::Value(setting) => setting_in_words(setting),
        Target::Ramp { to, months } => {
            format!("{} within {}", setting_in_words(to), months_in_words(*months))
        }
        Target::Scale(times) => format!("{} times what is given", value_in_words(*times)),
        Target::AsGiven => "as given".to_owned(),
    }
}

/// The name and value that a deed sets, in words.
pub(super) fn deed_in_words(deed: &Deed) -> (String, String) {
    match deed {
        Deed::Set { instrument, to, from, until } => {
            let until = until.map(|until| format!(" until {until}")).unwrap_or_default();
            (instrument.clone(), format!("{} from {from}{until}", target_in_words(to)))
        }
        Deed::When { condition, instrument, change, from, until, lasts } => {
            let change = match change {
                Change::To(setting) => setting_in_words(setting),
                Change::Scale(times) => target_in_words(&Target::Scale(*times)),
            };
            let mut words = format!("{change} when {condition}");
            words.extend(lasts.map(|months| format!(", for {}", months_in_words(months))));
            words.extend(from.map(|from| format!(", from {from}")));
            words.extend(until.map(|until| format!(" until {until}")));
            (instrument.clone(), words)
        }
        Deed::Move { decree, to } => (decree.clone(), format!("moved to {to}")),
        Deed::Remove { decree } => (decree.clone(), "removed".to_owned()),
        Deed::Choose { decision, option } => (decision.clone(), format!("decided for {option}")),
    }
}

/// A belief in words.
pub(crate) fn belief_in_words(belief: &Belief) -> String {
    match belief {
        Belief::Value(value) => value_in_words(*value),
        Belief::Prior(prior) => prior.to_string(),
    }
}

impl Scenario {
    /// The scenario as one file, all layers in it. Reading it again gives the same scenario, save
    /// for the places of its lines.
    pub fn to_toml(&self) -> String {
        let mut file = Table::new();
        file.insert("ktokogo".to_owned(), Value::Integer(1));
        for (key, text) in
            [("name", &self.name), ("title", &self.title), ("question", &self.question)]
        {
            file.insert(key.to_owned(), Value::String(text.clone()));
        }
        let mut draws = Table::new();
        draws.extend(self.draws.map(|n| ("n".to_owned(), Value::Integer(i64::from(n)))));
        // TOML has no unsigned 64-bit integers: a seed above the signed range is not written.
        let seed = self.seed.and_then(|seed| i64::try_from(seed).ok());
        draws.extend(seed.map(|seed| ("seed".to_owned(), Value::Integer(seed))));
        let mut assumes: Vec<Value> = self.assumes.iter().map(assume).collect();
        assumes.extend(self.silenced.iter().map(|name| {
            Value::Table(Table::from_iter([("silence".to_owned(), Value::String(name.clone()))]))
        }));
        file.insert("draws".to_owned(), Value::Table(draws));
        file.insert("passport".to_owned(), Value::Table(self.passport.table()));
        if let Some(table) = freedom::as_table(&self.freedom) {
            file.insert("decisions".to_owned(), Value::Table(table));
        }
        let actions = self.actions.iter().map(action).collect();
        file.insert("action".to_owned(), Value::Array(actions));
        file.insert("assume".to_owned(), Value::Array(assumes));
        file.to_string()
    }

    /// Hash of what the scenario does: actions, assumptions, silenced mechanisms and
    /// free decisions, not its words.
    pub(crate) fn content_hash(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for action in &self.actions {
            hasher.update(format!("{:?} {}\n", action.deed, action.wins).as_bytes());
        }
        for assume in &self.assumes {
            hasher.update(format!("{} {:?}\n", assume.parameter, assume.belief).as_bytes());
        }
        for name in &self.silenced {
            hasher.update(format!("silence {name}\n").as_bytes());
        }
        if self.freedom != Freedom::Pinned {
            hasher.update(format!("decisions {}\n", freedom::in_words(&self.freedom)).as_bytes());
        }
        hasher.finalize().to_hex().to_string()
    }
}

fn insert(table: &mut Table, key: &str, value: impl Into<Value>) {
    table.insert(key.to_owned(), value.into());
}

fn ends(table: &mut Table, wins: bool, because: &[String]) {
    if wins {
        insert(table, "override", true);
    }
    if !because.is_empty() {
        insert(table, "because", because.to_vec());
    }
}

fn setting(setting: &Setting) -> Value {
    match setting {
        Setting::Number(number) => Value::Float(*number),
        Setting::Word(word) => Value::String(word.clone()),
        Setting::Regions(all) => {
            let all = all.iter().map(|(name, v)| (name.clone(), Value::Float(*v)));
            Value::Table(all.collect())
        }
    }
}

fn dates(table: &mut Table, from: Option<Month>, until: Option<Month>) {
    if let Some(from) = from {
        insert(table, "from", from.to_string());
    }
    if let Some(until) = until {
        insert(table, "until", until.to_string());
    }
}

fn action(action: &Action) -> Value {
    let mut table = Table::new();
    match &action.deed {
        Deed::Set { instrument, to, from, until } => {
            insert(&mut table, "set", instrument.clone());
            match to {
                Target::Value(to) => insert(&mut table, "to", setting(to)),
                Target::Ramp { to, months } => {
                    insert(&mut table, "to", setting(to));
                    insert(&mut table, "ramp", months_in_words(*months));
                }
                Target::Scale(times) => insert(&mut table, "scale", *times),
                Target::AsGiven => insert(&mut table, "as_given", true),
            }
            dates(&mut table, Some(*from), *until);
        }
        Deed::When { condition, instrument, change, from, until, lasts } => {
            insert(&mut table, "set", instrument.clone());
            insert(&mut table, "when", condition.to_string());
            match change {
                Change::To(to) => insert(&mut table, "to", setting(to)),
                Change::Scale(times) => insert(&mut table, "scale", *times),
            }
            if let Some(months) = lasts {
                insert(&mut table, "lasts", months_in_words(*months));
            }
            dates(&mut table, *from, *until);
        }
        Deed::Move { decree, to } => {
            insert(&mut table, "decree", decree.clone());
            insert(&mut table, "move_to", to.to_string());
        }
        Deed::Remove { decree } => {
            insert(&mut table, "decree", decree.clone());
            insert(&mut table, "remove", true);
        }
        Deed::Choose { decision, option } => {
            insert(&mut table, "decision", decision.clone());
            insert(&mut table, "choose", option.clone());
        }
    }
    ends(&mut table, action.wins, &action.because);
    Value::Table(table)
}

fn assume(assume: &Assume) -> Value {
    let mut table = Table::new();
    insert(&mut table, "parameter", assume.parameter.clone());
    match assume.belief {
        // A fixed belief is a value: files know no fixed prior.
        Belief::Value(value) | Belief::Prior(Prior::Fixed(value)) => {
            insert(&mut table, "value", value);
        }
        Belief::Prior(prior) => {
            let (kind, values): (&str, Vec<(&str, f64)>) = match prior {
                Prior::Normal(mean, sd) => ("normal", vec![("mean", mean), ("sd", sd)]),
                Prior::LogNormal(median, sd) => ("lognormal", vec![("median", median), ("sd", sd)]),
                Prior::Uniform(low, high) => ("uniform", vec![("low", low), ("high", high)]),
                Prior::Triangular(low, mode, high) => {
                    ("triangular", vec![("low", low), ("mode", mode), ("high", high)])
                }
                Prior::Fixed(value) => ("fixed", vec![("value", value)]),
            };
            let mut inner = Table::new();
            insert(&mut inner, "kind", kind);
            for (key, value) in values {
                insert(&mut inner, key, value);
            }
            insert(&mut table, "prior", inner);
        }
    }
    ends(&mut table, assume.wins, &assume.because);
    Value::Table(table)
}
