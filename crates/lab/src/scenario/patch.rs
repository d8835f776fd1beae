//! A patch typed on the command line: `--set 'trade_monopoly = 0.4 @ 1922-10/1924-06'`.
//!
//! | text | what it does |
//! |---|---|
//! | `x = v @ from/until` | an action: the instrument is held at the value; `until` may be left out |
//! | `x *= 0.8 @ from/until` | an action: so many times what is given |
//! | `parameter = v` | an assumption; it has no dates |
//! | `decision = option` | a decision is forced |
//! | `remove decree`, `move decree @ month` | a decree goes, or takes effect in another month |
//! | `silence mechanism` | a mechanism is off |
//!
//! A value is a number, a word, or `{ volga = 0.5, ukraine = 1 }`. What is typed wins over decrees
//! and over the baseline; two texts that set one thing at one time are an error.

use std::ops::Range;
use std::sync::Arc;

use evidence::Evidence;
use kernel::Month;
use model::Setting;

use super::known::Known;
use super::read::{Draft, Spots};
use super::{Action, Assume, Belief, Deed, Scenario, Target, check, dates, finish, layers, tried};
use crate::problems::{Place, Problem, Problems, close_name};

/// What the places of a patch are called.
const FILE: &str = "--set";

/// The scenario that a few typed texts make of a baseline, one patch a text.
///
/// # Errors
/// All problems of the texts, at their places.
pub fn patch<S: AsRef<str>>(
    texts: &[S],
    baseline: &Scenario,
    evidence: &Evidence,
) -> Result<Scenario, Problems> {
    let known = Known::of(evidence)?;
    tried(patched(texts, baseline, &known)?, evidence)
}

pub(super) fn patched<S: AsRef<str>>(
    texts: &[S],
    baseline: &Scenario,
    known: &Known,
) -> Result<Scenario, Problems> {
    // A line break within a text would shift the lines of those after it.
    let lines: Vec<String> = texts.iter().map(|t| t.as_ref().replace(['\n', '\r'], " ")).collect();
    let text: Arc<str> = lines.join("\n").into();
    let mut draft = Draft::empty(&Arc::from(FILE));
    let mut problems = Problems::default();
    let mut start = 0;
    for line in &lines {
        let piece = Piece { text: &text, span: start..start + line.len() };
        start += line.len() + 1;
        if let Err(problem) = read(&piece, known, &mut draft) {
            problems.0.push(*problem);
        }
    }
    draft.name = format!("{}-changed", baseline.name);
    draft.title = format!("{}, with {}", baseline.title, lines.join("; "));
    draft.question = format!("What differs with {}?", lines.join("; "));
    let typed: Vec<(&Action, &Spots)> = draft.actions.iter().map(|(a, s)| (a, s)).collect();
    problems.0.extend(layers::check_twice(&typed));
    let typed: Vec<&(Assume, Spots)> = draft.assumes.iter().collect();
    problems.0.extend(layers::check_repeated(&typed));
    for problem in problems.0.iter_mut().filter(|problem| problem.code == "S010") {
        problem.help = vec!["leave one out, or change its dates".to_owned()];
    }
    draft.actions.iter_mut().for_each(|(action, _)| action.wins = true);
    draft.assumes.iter_mut().for_each(|(assume, _)| assume.wins = true);
    let below = Draft::of(baseline);
    problems.0.extend(check::check(&[below, draft.clone()], known));
    let theory = baseline.theory.as_deref();
    problems.or(()).map(|()| {
        let mut scenario = finish(vec![Draft::of(baseline), draft], "", theory);
        let typed = std::mem::take(&mut scenario.layers);
        scenario.layers = baseline.layers.clone();
        scenario.layers.extend(typed.into_iter().filter(|one| one.origin.starts_with(FILE)));
        scenario
    })
}

/// A part of the whole text.
#[derive(Clone)]
struct Piece<'a> {
    text: &'a Arc<str>,
    span: Range<usize>,
}

impl<'a> Piece<'a> {
    fn str(&self) -> &'a str {
        &self.text[self.span.clone()]
    }

    fn place(&self) -> Place {
        Place::new(&Arc::from(FILE), self.text, self.span.clone())
    }

    /// Without the blanks at its ends; an empty piece stays where it begins.
    fn trim(&self) -> Piece<'a> {
        let within = self.str();
        let start = self.span.start + (within.len() - within.trim_start().len());
        Piece { text: self.text, span: start..start + within.trim().len() }
    }

    /// What stands before and after a sign.
    fn split(&self, sign: &str) -> Option<(Piece<'a>, Piece<'a>)> {
        let at = self.span.start + self.str().find(sign)?;
        let before = Piece { text: self.text, span: self.span.start..at };
        let after = Piece { text: self.text, span: at + sign.len()..self.span.end };
        Some((before.trim(), after.trim()))
    }

    fn wrong(&self, what: impl Into<String>) -> Box<Problem> {
        let example = "write it like 'trade_monopoly = 0.4 @ 1922-10/1924-06'";
        Box::new(Problem::new("S019", self.place(), what).help(example))
    }

    fn spots(&self, value: &Piece) -> Spots {
        let value = value.place();
        Spots { name: self.place(), condition: value.clone(), value, unit: None }
    }
}

type Read<T> = Result<T, Box<Problem>>;

/// Reads one text into the draft.
fn read(piece: &Piece, known: &Known, draft: &mut Draft) -> Read<()> {
    let piece = piece.trim();
    match piece.str().split_once(' ') {
        Some(("remove", _)) => {
            let (_, name) = piece.split(" ").ok_or_else(|| piece.wrong("nothing to remove"))?;
            act(draft, Deed::Remove { decree: name.str().to_owned() }, &name, &name);
            return Ok(());
        }
        Some(("silence", _)) => {
            let (_, name) = piece.split(" ").ok_or_else(|| piece.wrong("nothing to silence"))?;
            draft.silenced.push((name.str().to_owned(), name.place()));
            return Ok(());
        }
        Some(("move", _)) if !piece.str().contains('=') => {
            let (_, rest) = piece.split(" ").ok_or_else(|| piece.wrong("nothing to move"))?;
            let (name, to) = rest.split("@").ok_or_else(|| {
                rest.wrong("a decree is moved to a month: `move tax-in-kind @ 1921-09`")
            })?;
            act(draft, Deed::Move { decree: name.str().to_owned(), to: month(&to)? }, &name, &to);
            return Ok(());
        }
        _ => {}
    }
    let Some((left, rest)) = piece.split("=") else {
        return Err(piece.wrong("a patch sets something: a name, `=`, a value"));
    };
    let (name, scaled) = match left.split("*") {
        Some((name, after)) if after.str().is_empty() => (name, true),
        _ => (left, false),
    };
    if name.str().is_empty() {
        return Err(piece.wrong("the name before `=` is missing"));
    }
    let (value, dates) = match rest.split("@") {
        Some((value, dates)) => (value, Some(dates)),
        None => (rest.clone(), None),
    };
    if value.str().is_empty() {
        return Err(piece.wrong("the value after `=` is missing"));
    }
    assign(&Assignment { name, scaled, value, dates }, known, draft)
}

/// `name = value @ dates`, in its parts.
struct Assignment<'a> {
    name: Piece<'a>,
    /// Whether it is `*=`.
    scaled: bool,
    value: Piece<'a>,
    dates: Option<Piece<'a>>,
}

fn assign(one: &Assignment, known: &Known, draft: &mut Draft) -> Read<()> {
    let Assignment { name, scaled, value, dates } = one;
    let plain = name.str().strip_prefix("decision:");
    let id = plain.unwrap_or(name.str());
    let undated = |kind: &str| match (dates, scaled) {
        (Some(dates), _) => Err(dates.wrong(format!("{kind} has no dates"))),
        (None, true) => Err(name.wrong(format!("{kind} cannot be scaled; write `=`"))),
        (None, false) => Ok(()),
    };
    if plain.is_some() || known.decisions.iter().any(|question| *question.id == *id) {
        undated("a decision")?;
        let deed = Deed::Choose { decision: id.to_owned(), option: word(value) };
        act(draft, deed, name, value);
        return Ok(());
    }
    if known.parameter(id).is_some() {
        undated("an assumption")?;
        let belief = Belief::Value(number(value)?);
        let origin = name.place().to_string();
        let parameter = id.to_owned();
        let assume = Assume { parameter, belief, wins: false, because: Vec::new(), origin };
        draft.assumes.push((assume, name.spots(value)));
        return Ok(());
    }
    if known.instrument(id).is_none() {
        return Err(unknown(name, known));
    }
    let Some(dates) = dates else {
        return Err(name.wrong(format!("`{id}` is an instrument: say from when it is set")));
    };
    let (from, until) = match dates.split("/") {
        Some((from, until)) => (month(&from)?, Some((month(&until)?, until))),
        None => (month(dates)?, None),
    };
    if let Some((until, piece)) = &until
        && *until < from
    {
        let what = format!("the action ends in {until}, before it begins in {from}");
        return Err(Box::new(Problem::new("S006", piece.place(), what)));
    }
    let to = match scaled {
        true => Target::Scale(number(value)?),
        false => Target::Value(setting(value)?),
    };
    let until = until.map(|(until, _)| until);
    let deed = Deed::Set { instrument: id.to_owned(), to, from, until };
    act(draft, deed, name, value);
    Ok(())
}

fn act(draft: &mut Draft, deed: Deed, name: &Piece, value: &Piece) {
    let origin = name.place().to_string();
    let action = Action { deed, wins: false, because: Vec::new(), origin };
    draft.actions.push((action, name.spots(value)));
}

/// A name that is neither instrument nor parameter nor decision.
fn unknown(name: &Piece, known: &Known) -> Box<Problem> {
    let instruments = known.instruments.iter().map(|one| one.name.as_str());
    let parameters = known.parameters.iter().map(|one| one.name.as_str());
    let decisions = known.decisions.iter().map(|question| &*question.id);
    let names: Vec<&str> = instruments.chain(parameters).chain(decisions).collect();
    let typed = name.str();
    let what = format!("there is no instrument, parameter or decision named `{typed}`");
    let problem = Problem::new("S005", name.place(), what);
    let problem = match close_name(typed, &names) {
        None if known.variables.iter().any(|(name, _)| name == typed) => {
            problem.help("this is a variable: what comes of a run; it cannot be set")
        }
        None if known.orders.iter().any(|order| order.id == typed) => {
            problem.help(format!("this is a decree: `remove {typed}` or `move {typed} @ 1922-10`"))
        }
        _ => problem.nearest(typed, names),
    };
    Box::new(problem)
}

fn month(piece: &Piece) -> Read<Month> {
    let wrong = |what| Box::new(Problem::new("S006", piece.place(), what));
    dates::month_of_run(piece.str()).map_err(wrong)
}

fn number(piece: &Piece) -> Read<f64> {
    let plain = piece.str().replace('_', "");
    let number = plain.parse::<f64>().ok().filter(|number| number.is_finite());
    let what = || format!("`{}` is not a number", piece.str());
    number.ok_or_else(|| Box::new(Problem::new("S004", piece.place(), what())))
}

fn word(piece: &Piece) -> String {
    piece.str().trim_matches(['"', '\'']).to_owned()
}

/// A number, a word, or a number for each region.
fn setting(piece: &Piece) -> Read<Setting> {
    let text = piece.str();
    if let Some(inner) = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        let mut regions = Vec::new();
        let mut start = piece.span.start + 1;
        for part in inner.split(',') {
            let part_piece = Piece { text: piece.text, span: start..start + part.len() };
            start += part.len() + 1;
            let Some((region, value)) = part_piece.split("=") else {
                return Err(part_piece.trim().wrong("a region, `=`, a number"));
            };
            regions.push((region.str().to_owned(), number(&value)?));
        }
        regions.sort_by(|(a, _), (b, _)| a.cmp(b));
        return Ok(Setting::Regions(regions));
    }
    let looks_like_a_number = text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c));
    if looks_like_a_number {
        number(piece).map(Setting::Number)
    } else {
        Ok(Setting::Word(word(piece)))
    }
}
