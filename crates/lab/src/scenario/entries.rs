//! Reads the tables `[[action]]` and `[[assume]]`.

use kernel::{Month, Prior};
use model::{Change, Setting};
use toml::de::DeValue;

use super::fields::{Field, Section, Text, number};
use super::read::{Draft, OF_SET, Spots, exactly_one};
use super::{Action, Assume, Belief, Deed, Target, theories, wait};
use crate::problems::{Place, Problem};

/// What an assumption may be about: exactly one.
const OF_ASSUME: &[&str] = &["parameter", "silence", "theory"];

/// Keys that mean nothing beside the one that was chosen.
fn foreign(reader: &mut Text, section: &Section, chosen: &str, keys: &[&str]) {
    for field in section.fields().iter().filter(|field| keys.contains(&field.key)) {
        let what = format!("`{}` means nothing beside `{chosen}`", field.key);
        reader.note(Problem::new("S009", reader.place(&field.span), what));
    }
}

fn common(reader: &mut Text, section: &Section, draft: &mut Draft) -> (bool, Vec<String>) {
    let wins = section.get("override").and_then(|field| reader.flag(field)).unwrap_or(false);
    let because = section.get("because").and_then(|field| reader.placed(field));
    let because = because.unwrap_or_default();
    because.iter().for_each(|(text, place)| draft.cite("because", text, place));
    (wins, because.into_iter().map(|(text, _)| text).collect())
}

pub(super) fn read_action(
    reader: &mut Text,
    section: &Section,
    draft: &mut Draft,
) -> Option<(Action, Spots)> {
    let (wins, because) = common(reader, section, draft);
    let field = exactly_one(reader, section, &["set", "decree", "decision"])?;
    let name = reader.text(field)?;
    let name_place = reader.place(&field.span);
    let (deed, value) = match field.key {
        "set" => read_set(reader, section, name)?,
        "decision" => {
            foreign(reader, section, "decision", OF_SET);
            foreign(reader, section, "decision", &["move_to", "remove"]);
            let field = reader.must(section, "choose")?;
            let option = reader.text(field)?;
            (Deed::Choose { decision: name, option }, reader.place(&field.span))
        }
        _ => read_decree(reader, section, name)?,
    };
    let condition = section.get("when").map_or(value.clone(), |field| reader.place(&field.span));
    let origin = name_place.to_string();
    let spots = Spots { name: name_place, value, unit: unit(reader, section), condition };
    Some((Action { deed, wins, because, origin }, spots))
}

fn read_decree(reader: &mut Text, section: &Section, decree: String) -> Option<(Deed, Place)> {
    foreign(reader, section, "decree", OF_SET);
    foreign(reader, section, "decree", &["choose"]);
    let field = exactly_one(reader, section, &["move_to", "remove"])?;
    let place = reader.place(&field.span);
    if field.key == "move_to" {
        return Some((Deed::Move { decree, to: reader.month(field)? }, place));
    }
    if reader.flag(field)? {
        return Some((Deed::Remove { decree }, place));
    }
    let what = "`remove` can only be true; leave the action out to keep the decree";
    reader.note(Problem::new("S007", place, what));
    None
}

fn read_set(reader: &mut Text, section: &Section, instrument: String) -> Option<(Deed, Place)> {
    foreign(reader, section, "set", &["move_to", "remove", "choose"]);
    let field = exactly_one(reader, section, &["to", "scale", "as_given"]);
    let place = reader.place(&field.map_or(section.span.clone(), |field| field.span.clone()));
    let to = field.and_then(|field| target(reader, section, field));
    let waits = section.get("when");
    let from_field = match waits {
        Some(_) => section.get("from"),
        None => {
            if let Some(field) = section.get("lasts") {
                let what = "`lasts` needs `when`; a dated action ends with `until`";
                reader.note(Problem::new("S009", reader.place(&field.span), what));
            }
            Some(reader.must(section, "from")?)
        }
    };
    let from = from_field.map(|field| reader.month(field));
    let until_field = section.get("until");
    let until = until_field.map(|field| reader.month(field));
    if let (Some(Some(from)), Some(Some(until)), Some(field)) = (from, until, until_field)
        && until < from
    {
        let what = format!("the action ends in {until}, before it begins in {from}");
        reader.note(Problem::new("S006", reader.place(&field.span), what));
        return None;
    }
    let (from, until) = (known_or_none(from)?, known_or_none(until)?);
    let deed = match waits {
        Some(field) => read_when(reader, section, field, (instrument, to?, from, until))?,
        None => {
            let (to, from) = (to?, from?);
            ramp_fits(reader, section, &to, from, until)?;
            Deed::Set { instrument, to, from, until }
        }
    };
    Some((deed, place))
}

/// A date that was read, or that does not stand there; `None` if it was written and wrong.
fn known_or_none(date: Option<Option<Month>>) -> Option<Option<Month>> {
    match date {
        Some(None) => None,
        Some(date) => Some(date),
        None => Some(None),
    }
}

/// What becomes of the instrument: `to`, with `ramp` or without, `scale` or `as_given`.
fn target(reader: &mut Text, section: &Section, field: &Field) -> Option<Target> {
    if field.key != "to" {
        foreign(reader, section, field.key, &["ramp", "unit"]);
    }
    match field.key {
        "to" => {
            let to = setting(reader, field);
            let Some(ramp) = section.get("ramp") else { return to.map(Target::Value) };
            let months = reader.months(ramp)?;
            let to = to?;
            if let Setting::Word(word) = &to {
                let what = format!("a ramp leads to a number, not to the word \"{word}\"");
                reader.note(Problem::new("S018", reader.place(&ramp.span), what));
                return None;
            }
            Some(Target::Ramp { to, months })
        }
        "scale" => {
            let times = reader.number(field)?;
            if times < 0.0 {
                let what = "`scale` is 0 or more: so many times what is given";
                reader.note(Problem::new("S018", reader.place(&field.span), what));
                return None;
            }
            Some(Target::Scale(times))
        }
        _ if reader.flag(field)? => Some(Target::AsGiven),
        _ => {
            let what = "`as_given` can only be true";
            reader.note(Problem::new("S007", reader.place(&field.span), what));
            None
        }
    }
}

/// A ramp that ends after its action would never arrive.
fn ramp_fits(
    reader: &mut Text,
    section: &Section,
    to: &Target,
    from: Month,
    until: Option<Month>,
) -> Option<()> {
    let (Target::Ramp { months, .. }, Some(field)) = (to, section.get("ramp")) else {
        return Some(());
    };
    let arrives = from.plus(i32::try_from(*months).unwrap_or(i32::MAX) - 1);
    let last = until.unwrap_or(model::LAST);
    if arrives <= last {
        return Some(());
    }
    let what = format!("the ramp arrives in {arrives}, after the action ends in {last}");
    reader.note(Problem::new("S018", reader.place(&field.span), what));
    None
}

/// An instrument, what becomes of it, and the dates between which it may.
type Held = (String, Target, Option<Month>, Option<Month>);

fn read_when(
    reader: &mut Text,
    section: &Section,
    field: &Field,
    (instrument, to, from, until): Held,
) -> Option<Deed> {
    let text = reader.text(field)?;
    let lasts = section.get("lasts").map(|field| reader.months(field));
    let change = match to {
        Target::Value(to) => Change::To(to),
        Target::Scale(times) => Change::Scale(times),
        Target::Ramp { .. } => {
            foreign(reader, section, "when", &["ramp"]);
            return None;
        }
        Target::AsGiven => {
            foreign(reader, section, "when", &["as_given"]);
            return None;
        }
    };
    let condition = match wait::condition(&text) {
        Ok(condition) => condition,
        Err((part, what)) => {
            let place = reader.within(field, &part);
            let help = "write it like `prices.scissors_wholesale > 2.5 for 2 months`";
            reader.note(Problem::new("S017", place, what).help(help));
            return None;
        }
    };
    let lasts = match lasts {
        Some(None) => return None,
        Some(lasts) => lasts,
        None => None,
    };
    Some(Deed::When { condition, instrument, change, from, until, lasts })
}

pub(super) fn read_assume(reader: &mut Text, section: &Section, draft: &mut Draft) {
    let (wins, because) = common(reader, section, draft);
    let Some(field) = exactly_one(reader, section, OF_ASSUME) else { return };
    let Some(name) = reader.text(field) else { return };
    let place = reader.place(&field.span);
    if field.key == "silence" {
        foreign(reader, section, "silence", &["value", "prior", "unit"]);
        draft.silenced.push((name, place));
        return;
    }
    if field.key == "theory" {
        foreign(reader, section, "theory", &["value", "prior", "unit"]);
        match theories::draft(&name) {
            Ok(account) => draft.assumes.extend(account.assumes.into_iter().map(|(assume, _)| {
                let spots = Spots {
                    name: place.clone(),
                    value: place.clone(),
                    condition: place.clone(),
                    unit: None,
                };
                let (because, origin) = (because.clone(), place.to_string());
                (Assume { wins, because, origin, ..assume }, spots)
            })),
            Err(problem) => reader.note(Problem { code: "S005", place, ..*problem }),
        }
        return;
    }
    let Some(field) = exactly_one(reader, section, &["value", "prior"]) else { return };
    let belief = match field.key {
        "value" => reader.number(field).map(Belief::Value),
        _ => prior(reader, field).map(Belief::Prior),
    };
    let Some(belief) = belief else { return };
    let origin = place.to_string();
    let value = reader.place(&field.span);
    let unit = unit(reader, section);
    let spots = Spots { name: place, condition: value.clone(), value, unit };
    draft.assumes.push((Assume { parameter: name, belief, wins, because, origin }, spots));
}

fn unit(reader: &mut Text, section: &Section) -> Option<(String, Place)> {
    let field = section.get("unit")?;
    Some((reader.text(field)?, reader.place(&field.span)))
}

/// A number, a word, or a number for each region.
fn setting(reader: &mut Text, field: &Field) -> Option<Setting> {
    match field.value() {
        DeValue::String(word) => Some(Setting::Word(word.to_string())),
        DeValue::Table(table) => {
            let keys: Vec<&str> = table.keys().map(|key| &**key.get_ref()).collect();
            let section = reader.section("the regions", field.span.clone(), table, &keys);
            let mut regions = Vec::new();
            for field in section.fields() {
                regions.push((field.key.to_owned(), reader.number(field)?));
            }
            // The order in which they are written means nothing: one meaning, one hash.
            regions.sort_by(|a: &(String, f64), b| a.0.cmp(&b.0));
            Some(Setting::Regions(regions))
        }
        value if number(value).is_some() => reader.number(field).map(Setting::Number),
        _ => reader.wrong_type(field, "a number, a word in quotes, or { region = number }"),
    }
}

const PRIORS: &[(&str, &[&str])] = &[
    ("normal", &["mean", "sd"]),
    ("lognormal", &["median", "sd"]),
    ("uniform", &["low", "high"]),
    ("triangular", &["low", "mode", "high"]),
];

fn prior(reader: &mut Text, field: &Field) -> Option<Prior> {
    let every = ["kind", "mean", "median", "sd", "low", "mode", "high"];
    let section = reader.table("the prior", field, &every)?;
    let kind_field = reader.must(&section, "kind")?;
    let kind = reader.text(kind_field)?;
    let Some((_, keys)) = PRIORS.iter().find(|(name, _)| *name == kind) else {
        let what = format!("unknown kind of prior `{kind}`");
        let problem = Problem::new("S014", reader.place(&kind_field.span), what);
        reader.note(problem.nearest(&kind, PRIORS.iter().map(|(name, _)| *name)));
        return None;
    };
    let others: Vec<&str> =
        every.iter().copied().filter(|key| *key != "kind" && !keys.contains(key)).collect();
    foreign(reader, &section, &format!("kind = \"{kind}\""), &others);
    let mut values = Vec::new();
    for key in *keys {
        values.push(reader.must(&section, key).and_then(|field| reader.number(field))?);
    }
    let (prior, sound, rule) = match (kind.as_str(), values.as_slice()) {
        ("normal", &[mean, sd]) => (Prior::Normal(mean, sd), sd > 0.0, "sd above 0"),
        ("lognormal", &[median, sd]) => {
            (Prior::LogNormal(median, sd), median > 0.0 && sd > 0.0, "median and sd above 0")
        }
        ("uniform", &[low, high]) => (Prior::Uniform(low, high), low < high, "low below high"),
        ("triangular", &[low, mode, high]) => (
            Prior::Triangular(low, mode, high),
            low <= mode && mode <= high && low < high,
            "low, mode, high in this order",
        ),
        _ => return None,
    };
    if !sound {
        let what = format!("a {kind} prior needs {rule}");
        reader.note(Problem::new("S014", reader.place(&field.span), what));
        return None;
    }
    Some(prior)
}
