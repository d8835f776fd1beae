//! Forecasts from dates in the past, scored by what came, beside forecasts that need no model.
//!
//! At each origin the parameters are learned from the rows of the record to that month; the members
//! of the ensemble then live on for three years, once with nothing of what came after given
//! ([`Form::Strict`]) and once with the later decrees, decisions and shocks of history
//! ([`Form::Pinned`]). Every later row is forecast and scored.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use evidence::Evidence;
use kernel::Month;
use lab::{LabError, Progress};

use crate::kept::FOLDER;

pub mod baselines;
pub mod casts;
pub mod events;
pub mod files;
pub mod lived;
pub mod origin;
pub mod page;
pub mod past;
pub mod rules;
pub mod spread;
pub mod summary;

#[cfg(test)]
mod tests;

pub use baselines::Baseline;
pub use casts::{Cast, Who, casts};
pub use origin::{Form, Origin, Restart, YEARS};

use events::{Event, Vote};
use origin::{end, fit, live_on, screened};
use summary::{Against, Coverage, Scores, Table, Year};

/// From this origin on, the table of series is made: its forecasts reach 1925 to 1928, and nothing
/// in them was learned later than its first.
pub const TABLE_FROM: Month = Month::new(1924, 12);
/// The last month of the table of series: what is later falls into collectivisation (the issue asks
/// for 1925 to 1928).
pub const TABLE_TO: Month = Month::new(1928, 12);

/// What is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The last months known.
    pub origins: Vec<Month>,
    /// Members of the ensemble.
    pub members: usize,
    /// Steps of the smoother.
    pub steps: usize,
    /// Draws from the prior by which free parameters are chosen.
    pub screened: usize,
    /// The most parameters that are free.
    pub free: usize,
    /// Rows of the household table.
    pub households: usize,
    /// About how many rows of members of the party.
    pub party: usize,
    /// Seed of all chance.
    pub seed: u64,
    /// Threads; none means one for each core.
    pub threads: Option<usize>,
}

impl Default for Request {
    fn default() -> Request {
        Request {
            origins: ORIGINS.to_vec(),
            members: 150,
            steps: 4,
            screened: 200,
            free: 60,
            households: 1000,
            party: 700,
            seed: 1917,
            threads: None,
        }
    }
}

/// The origins: the turn to the tax in kind, the scissors, the end of recovery's first half, the last
/// congress with an open opposition.
pub const ORIGINS: [Month; 4] =
    [Month::new(1921, 3), Month::new(1923, 10), Month::new(1924, 12), Month::new(1925, 12)];

/// All scores.
#[derive(Clone, Debug)]
pub struct Report {
    /// Every forecast of every row.
    pub casts: Vec<Cast>,
    /// The tables of series.
    pub tables: Vec<Table>,
    /// Scores year by year.
    pub years: Vec<Year>,
    /// Coverage and ranks.
    pub coverage: Vec<Coverage>,
    /// Events.
    pub events: Vec<Event>,
    /// Decisions.
    pub votes: Vec<Vote>,
}

impl Report {
    /// Scores what was lived.
    pub fn of(evidence: &Evidence, origins: &[Origin]) -> Report {
        let casts = casts(evidence, origins);
        let scores = Scores::of(&casts);
        let anchored = Restart::ALL.into_iter();
        let anchored = anchored.flat_map(|r| Form::ALL.map(|form| Who::Anchored(r, form)));
        let mut tables = Vec::new();
        for who in anchored.chain(Form::ALL.map(Who::Level)) {
            for confirmed in [false, true] {
                tables.extend(Against::ALL.map(|against| scores.table(who, against, confirmed)));
            }
        }
        Report {
            tables,
            years: summary::years(&casts),
            coverage: summary::coverage(&casts),
            events: events::events(evidence, origins, &casts),
            votes: events::votes(evidence, origins),
            casts,
        }
    }
}

/// What is lived from an origin: the restart held only where the table of series is made.
fn wanted(cut: Month) -> Vec<(Restart, Form)> {
    let restarts = if cut >= TABLE_FROM { &Restart::ALL[..] } else { &Restart::ALL[..1] };
    restarts.iter().flat_map(|restart| Form::ALL.map(|form| (*restart, form))).collect()
}

/// Fits and lives every origin. What is finished is kept in the folder, and not lived again.
///
/// # Errors
/// A cut after which nothing is forecast, or by which nothing is known; as [`crate::World::live`]; a
/// folder that cannot be written.
pub fn origins(
    evidence: &Evidence,
    request: &Request,
    folder: Option<&Path>,
    progress: &dyn Progress,
    cancelled: &AtomicBool,
) -> Result<Vec<Origin>, LabError> {
    request.origins.iter().try_for_each(|cut| check(*cut))?;
    let folder = folder.map(|folder| folder.join(FOLDER));
    let place = |cut: Month| lived::place(folder.as_deref(), request, evidence, cut);
    let kept = |cut: &Month| {
        let piece = place(*cut).read(&lived::name(*cut))?;
        let rows = casts::asked(evidence, *cut).len();
        lived::read(&piece, (rows, request.members), &wanted(*cut))
    };
    let kept: Vec<_> = request.origins.iter().map(kept).collect();
    let to_live = request.origins.iter().zip(&kept).filter(|(_, kept)| kept.is_none());
    let whole = Whole::new(progress, to_live.map(|(cut, _)| months(request, *cut)).sum());
    let mut origins = Vec::new();
    for (&cut, kept) in request.origins.iter().zip(kept) {
        let rows = casts::asked(evidence, cut);
        let lived = match kept {
            Some(lived) => lived,
            None => {
                let mut origin = Origin { cut, rows: rows.clone(), lived: BTreeMap::new() };
                live(evidence, request, &mut origin, &whole, cancelled)?;
                place(cut).write(&lived::name(cut), &lived::piece(&origin.lived))?;
                origin.lived
            }
        };
        origins.push(Origin { cut, rows, lived });
    }
    progress.finish();
    Ok(origins)
}

fn check(cut: Month) -> Result<(), LabError> {
    let first = Month::new(1919, 1);
    if cut < first || cut >= model::LAST {
        return Err(LabError::Request(format!(
            "no forecast can be made from {cut}: an origin lies between {first} and {}",
            model::LAST.plus(-1)
        )));
    }
    Ok(())
}

fn live(
    evidence: &Evidence,
    request: &Request,
    origin: &mut Origin,
    progress: &dyn Progress,
    cancelled: &AtomicBool,
) -> Result<(), LabError> {
    let cut = origin.cut;
    let places = screened(evidence, request, cut, progress, cancelled)?;
    let wanted = wanted(cut);
    for restart in Restart::ALL {
        let forms = wanted.iter().filter(|(of, _)| *of == restart);
        if forms.clone().next().is_none() {
            continue;
        }
        let asked = (cut, restart, &places[..]);
        let fitted = fit(evidence, request, asked, progress, cancelled)?;
        for &(_, form) in forms {
            let members = (&fitted.designs[..], &origin.rows[..]);
            let lived = live_on(evidence, request, (cut, form), members, progress, cancelled)?;
            origin.lived.insert((restart, form), lived);
        }
    }
    Ok(())
}

/// Months to be lived for an origin.
fn months(request: &Request, cut: Month) -> u64 {
    let to = |month: Month| u64::try_from(month.since(model::FIRST) + 1).unwrap_or(0);
    let wanted = wanted(cut).len() as u64;
    let (members, steps) = (request.members as u64, request.steps as u64);
    let learned = request.screened as u64 + wanted / 2 * members * steps;
    learned * to(cut) + wanted * members * to(end(cut))
}

/// One bar for all that is lived.
struct Whole<'p> {
    progress: &'p dyn Progress,
    before: AtomicU64,
    part: AtomicU64,
}

impl<'p> Whole<'p> {
    fn new(progress: &'p dyn Progress, months: u64) -> Whole<'p> {
        if months > 0 {
            progress.start(months);
        }
        Whole { progress, before: AtomicU64::new(0), part: AtomicU64::new(0) }
    }
}

impl Progress for Whole<'_> {
    fn start(&self, total: u64) {
        self.part.store(total, Ordering::Relaxed);
    }

    fn advance(&self, done: u64) {
        self.progress.advance(self.before.load(Ordering::Relaxed) + done);
    }

    fn finish(&self) {
        let part = self.part.load(Ordering::Relaxed);
        self.before.fetch_add(part, Ordering::Relaxed);
    }
}
