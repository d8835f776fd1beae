//! One origin: the fit on what was known then, and the lives that go on from it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use evidence::Evidence;
use kernel::Month;
use lab::{LabError, Progress};
use model::{Freedom, Record, Theory};
use nalgebra::DMatrix;

use super::Request;
use crate::discrepancy::Discrepancy;
use crate::fit::learn::{Effort, designs, learn, screen, until_last};
use crate::fit::{Aim, Free};
use crate::lives::{Design, World};
use crate::rows::{Row, rows};

/// Years that are forecast.
pub const YEARS: usize = 3;

/// What a forecast is given of what came after the origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Nothing: see [`model::Timeline::as_known_in`]; the bodies decide by their own votes.
    Strict,
    /// The decrees, shocks, decisions, seats and given paths of history. A path that has no date
    /// between its last one and the cut is drawn on to its next one: in such months it may differ
    /// from the strict form before the cut already.
    Pinned,
}

impl Form {
    /// Both.
    pub const ALL: [Form; 2] = [Form::Strict, Form::Pinned];

    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Form::Strict => "strict",
            Form::Pinned => "pinned",
        }
    }
}

/// Whether the pace at which idle plant is put in order is learned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Restart {
    /// As every other parameter.
    Learned,
    /// No: it is that of [`restart_held`].
    Held,
}

impl Restart {
    /// Both.
    pub const ALL: [Restart; 2] = [Restart::Learned, Restart::Held];

    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Restart::Learned => "learned",
            Restart::Held => "held",
        }
    }
}

/// The pace of restart at which plant, with fuel, food and peace, closes a quarter of its gap a year,
/// as the best of the trivial forecasts of industry does (models.md 7.4). The rule of `produce` takes
/// a twelfth of the pace off the logarithm of the gap each month.
pub fn restart_held() -> f64 {
    12.0 * (1.0 - libm::pow(0.75, 1.0 / 12.0))
}

/// Name of the parameter.
pub const RESTART: &str = "produce.restart";

/// What the members lived, of one form.
#[derive(Clone, Debug, PartialEq)]
pub struct Lived {
    /// Rows by members, on the scales of the rows: those of [`Origin::rows`].
    pub rows: DMatrix<f64>,
    /// The most people hungry in a month of each of the [`YEARS`], by members, in millions.
    pub hungry: DMatrix<f64>,
    /// Of each decision that was voted on after the origin, the chances of its options by members;
    /// not a number where a member did not vote.
    pub votes: BTreeMap<String, DMatrix<f64>>,
}

/// An origin with what was lived from it.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The last month known.
    pub cut: Month,
    /// Every row from the first month to three years after the cut.
    pub rows: Vec<Row>,
    /// What was lived.
    pub lived: BTreeMap<(Restart, Form), Lived>,
}

/// What was learned at an origin.
#[derive(Clone, Debug)]
pub struct Fitted {
    /// The members.
    pub designs: Vec<Design>,
    /// Scores of their free parameters.
    pub scores: DMatrix<f64>,
}

/// The last month that is forecast.
pub fn end(cut: Month) -> Month {
    cut.plus(12 * YEARS as i32).min(model::LAST)
}

/// What a fit at a cut may look at: the rows to the cut, and a world that ends there and holds
/// nothing dated later.
fn known<'a>(
    evidence: &'a Evidence,
    request: &Request,
    cut: Month,
) -> Result<(Vec<Row>, World<'a>), LabError> {
    let known = rows(evidence, cut);
    let mut world = world(evidence, request, cut)?;
    world.timeline = Arc::new(world.timeline.as_known_in(cut));
    let world = until_last(&world, &known);
    Ok((known, world))
}

/// Places of the parameters that the rows to the cut can speak of, the strongest first.
///
/// # Errors
/// As [`World::live`]; evidence that does not fit the model.
pub fn screened(
    evidence: &Evidence,
    request: &Request,
    cut: Month,
    progress: &dyn Progress,
    cancelled: &AtomicBool,
) -> Result<Vec<usize>, LabError> {
    let (known, world) = known(evidence, request, cut)?;
    let discrepancy = Discrepancy::known_in(cut);
    let asked = (&known[..], &discrepancy);
    let ranked = screen(&world, asked, (request.screened, request.free), progress, cancelled)?;
    Ok(ranked.into_iter().map(|(place, _)| place).collect())
}

/// Learns the parameters at these places from the rows to the cut.
///
/// # Errors
/// As [`World::live`]; evidence that does not fit the model.
pub fn fit(
    evidence: &Evidence,
    request: &Request,
    (cut, restart, places): (Month, Restart, &[usize]),
    progress: &dyn Progress,
    cancelled: &AtomicBool,
) -> Result<Fitted, LabError> {
    let (known, world) = known(evidence, request, cut)?;
    let held = place(RESTART)?;
    let moves = |place: &usize| restart == Restart::Learned || *place != held;
    let free = Free::new(places.iter().copied().filter(moves));
    let effort = Effort { members: request.members, steps: request.steps };
    let aim = Aim::record(&known, &Discrepancy::known_in(cut));
    let number = cut.number().unsigned_abs();
    let learned = learn(&world, (&known, &aim), &free, effort, number, progress, cancelled)?;
    let mut designs = designs(&free, &learned.scores, request.seed);
    if restart == Restart::Held {
        designs.iter_mut().for_each(|design| design.values[held] = restart_held());
    }
    Ok(Fitted { designs, scores: learned.scores })
}

/// History with its decrees, to a month.
fn world<'a>(
    evidence: &'a Evidence,
    request: &Request,
    until: Month,
) -> Result<World<'a>, LabError> {
    let size = (request.households, request.party);
    let world = World::history(evidence, size, request.seed)?;
    Ok(World { until, threads: request.threads, ..world })
}

/// Place of a parameter.
fn place(name: &str) -> Result<usize, LabError> {
    let found = Theory::parameters().iter().position(|parameter| parameter.full_name() == name);
    found.ok_or_else(|| LabError::Request(format!("the model has no parameter `{name}`")))
}

/// What is kept of one life.
struct Life {
    rows: Vec<f64>,
    hungry: Vec<f64>,
    votes: Vec<(String, Vec<f64>)>,
}

/// Lives the members on to three years after the cut.
///
/// # Errors
/// As [`World::live`].
pub fn live_on(
    evidence: &Evidence,
    request: &Request,
    (cut, form): (Month, Form),
    (designs, rows): (&[Design], &[Row]),
    progress: &dyn Progress,
    cancelled: &AtomicBool,
) -> Result<Lived, LabError> {
    let mut world = world(evidence, request, end(cut))?;
    if form == Form::Strict {
        world.timeline = Arc::new(world.timeline.as_known_in(cut));
        world.freedom = Freedom::From(cut.next());
    }
    let measure = |record: &Record| Life {
        rows: rows.iter().map(|row| row.of(record)).collect(),
        hungry: (0..YEARS).map(|year| hungry(record, cut, year)).collect(),
        votes: votes(record, cut),
    };
    let lives = world.live(designs, &measure, progress, cancelled)?;
    let lives: Vec<Option<Life>> = lives.into_iter().map(Result::ok).collect();
    Ok(together(&lives, rows.len()))
}

/// The most people hungry in a month of a year after the cut.
fn hungry(record: &Record, cut: Month, year: usize) -> f64 {
    let Some(path) = record.variable("people.hungry", None) else { return f64::NAN };
    let months = (1..=12).map(|month| cut.plus(12 * year as i32 + month));
    let values = months.filter_map(|month| record.place(month)).map(|place| path[place]);
    values.fold(f64::NAN, f64::max)
}

fn votes(record: &Record, cut: Month) -> Vec<(String, Vec<f64>)> {
    let asked = record.votes.iter().filter(|vote| vote.month > cut && vote.voted && !vote.forced);
    asked.map(|vote| (vote.decision.to_string(), vote.probability.clone())).collect()
}

/// The lives as tables.
fn together(lives: &[Option<Life>], rows: usize) -> Lived {
    let of = |n: usize, number: &dyn Fn(&Life) -> f64| lives[n].as_ref().map_or(f64::NAN, number);
    let mut votes = BTreeMap::<String, DMatrix<f64>>::new();
    for (n, life) in lives.iter().enumerate() {
        for (decision, chances) in life.iter().flat_map(|life| &life.votes) {
            let nothing = || DMatrix::from_element(chances.len(), lives.len(), f64::NAN);
            let table = votes.entry(decision.clone()).or_insert_with(nothing);
            for (option, chance) in chances.iter().enumerate().take(table.nrows()) {
                table[(option, n)] = *chance;
            }
        }
    }
    Lived {
        rows: DMatrix::from_fn(rows, lives.len(), |row, n| of(n, &|life| life.rows[row])),
        hungry: DMatrix::from_fn(YEARS, lives.len(), |year, n| of(n, &|life| life.hungry[year])),
        votes,
    }
}
