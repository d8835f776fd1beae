//! In how many draws a test comes out as the claim expects.

use evidence::{ClaimTest, ClaimTests, Expected};
use lab::outcomes::wilson;
use lab::summary::median;

use super::arms::{Key, key_of, wants_of};
use super::lives::Values;

/// What a test came to under one theory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Found {
    /// Enough draws agree.
    Found,
    /// Neither enough draws agree nor enough speak against it.
    NotFound,
    /// Enough draws speak against it.
    Contradicted,
    /// No run has the number.
    Unread,
}

impl Found {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Found::Found => "found",
            Found::NotFound => "not found",
            Found::Contradicted => "contradicted",
            Found::Unread => "not read: no run has the number",
        }
    }
}

/// How the draws of one theory answer a test.
#[derive(Clone, Debug, PartialEq)]
pub struct Count {
    /// The theory.
    pub theory: String,
    /// Draws that come out as the claim expects.
    pub agree: usize,
    /// Draws that come out the other way.
    pub against: usize,
    /// Draws that have the numbers.
    pub of: usize,
    /// Lower end of the 80 per cent interval of the share that agrees (Wilson 1927).
    pub low80: f64,
    /// Upper end.
    pub high80: f64,
    /// Median of what is watched.
    pub here: f64,
    /// Median of what it is held against: history, the other number, or what the other arm moves;
    /// not a number for a level.
    pub there: f64,
    /// What comes of it.
    pub found: Found,
}

/// The counts of a test, one a theory.
pub(super) fn counts(test: &ClaimTest, all: &ClaimTests, values: &Values) -> Vec<Count> {
    let one = |(theory, name): (usize, &String)| {
        let pairs = pairs(test, all, values, theory);
        count(test, name, &pairs)
    };
    values.theories.iter().enumerate().map(one).collect()
}

/// Counts the draws; `pairs` are what is watched and what it is held against, draw by draw.
pub fn count(test: &ClaimTest, theory: &str, pairs: &[(f64, f64)]) -> Count {
    let held = test.expect.is_none() && test.than.is_empty() && test.then.is_none();
    let level = held && test.than_arm.is_empty();
    let read = |pair: &&(f64, f64)| pair.0.is_finite() && (level || pair.1.is_finite());
    let read: Vec<(f64, f64)> = pairs.iter().filter(read).copied().collect();
    let answers = || read.iter().map(|pair| agrees(test, level, *pair));
    let agree = answers().filter(|answer| *answer == Some(true)).count();
    let against = answers().filter(|answer| *answer == Some(false)).count();
    let of = read.len();
    let share = |n: usize| n as f64 / of as f64;
    let found = match of {
        0 => Found::Unread,
        _ if share(agree) >= test.share => Found::Found,
        _ if share(against) >= test.share => Found::Contradicted,
        _ => Found::NotFound,
    };
    let (low80, high80) = if of == 0 { (f64::NAN, f64::NAN) } else { wilson(agree, of) };
    Count {
        theory: theory.to_owned(),
        agree,
        against,
        of,
        low80,
        high80,
        here: median(read.iter().map(|pair| pair.0).collect()),
        there: median(read.iter().map(|pair| pair.1).collect()),
        found,
    }
}

/// Whether a draw comes out as expected; none if it speaks neither way.
fn agrees(test: &ClaimTest, level: bool, (here, there): (f64, f64)) -> Option<bool> {
    if level {
        return Some((test.low..=test.high).contains(&here));
    }
    match test.expect {
        Some(Expected::Little) => Some((here - there).abs() <= test.within * there.abs()),
        _ if here == there => None,
        Some(Expected::Less) => Some(here < there),
        Some(Expected::More) | None => Some(here > there),
    }
}

/// What is watched and what it is held against, draw by draw; empty if it was not lived.
fn pairs(test: &ClaimTest, all: &ClaimTests, values: &Values, theory: usize) -> Vec<(f64, f64)> {
    let key = key_of(&test.arm, &all.arms);
    let beside = |key: &Key| (String::new(), key.1);
    let sides = |key: &Key| sides(test, values, theory, key);
    let (mine, other) = sides(&key);
    if test.expect.is_some() {
        return zip(&mine, &sides(&beside(&key)).0);
    }
    if test.than_arm.is_empty() {
        return zip(&mine, &other);
    }
    let rival = key_of(&test.than_arm, &all.arms);
    let moved = |key: &Key| -> Vec<f64> {
        let pairs = zip(&sides(key).0, &sides(&beside(key)).0);
        pairs.iter().map(|(arm, history)| (arm - history).abs()).collect()
    };
    zip(&moved(&key), &moved(&rival))
}

/// In one arm: what is watched, and what the test holds it against in the same run.
fn sides(test: &ClaimTest, values: &Values, theory: usize, key: &Key) -> (Vec<f64>, Vec<f64>) {
    let wants = wants_of(test);
    let get = |place: usize| wants.get(place).and_then(|want| values.get(theory, key, want));
    let mine = get(0).unwrap_or_default().to_vec();
    let none = vec![f64::NAN; mine.len()];
    let own = |place: usize| get(place).map_or_else(|| none.clone(), <[f64]>::to_vec);
    if test.over.is_none() {
        return (mine, own(1));
    }
    (quotient(&mine, &own(1)), quotient(&own(2), &own(3)))
}

fn quotient(one: &[f64], over: &[f64]) -> Vec<f64> {
    zip(one, over).into_iter().map(|(one, over)| one / over).collect()
}

fn zip(one: &[f64], other: &[f64]) -> Vec<(f64, f64)> {
    one.iter().copied().zip(other.iter().copied()).collect()
}
