//! What the model loses without each of its mechanisms.
//!
//! Every mechanism is silenced in turn, from the first month to the last, in the same draws with the
//! same luck. Told are the stylised facts that break or mend, how much farther the runs lie from the
//! record (rows from which parameters may be learned and later rows apart), and how many variables
//! move. A society without a mechanism is another society: what breaks says that the model needs the
//! mechanism, not that the history did.

mod journal;

use std::sync::atomic::AtomicBool;

use evidence::Evidence;
use lab::folder::tables::{Csv, quantile};
use lab::summary::median;
use lab::{DrawResult, Ensemble, LabError, Progress, Request, Verdict};
use model::{FIRST, Record, VARIABLES};

use crate::discrepancy::Discrepancy;
use crate::lives::{Design, World};
use crate::rows::{LEARNED, Row, rows};
use crate::sense::Part;
use crate::sense::outputs::distance;
pub use journal::{Journal, document};

/// Change of a median path at a year's end from which a variable counts as moved.
pub const MOVED: f64 = 0.05;

/// The columns of the table.
const HEADER: [&str; 7] = [
    "mechanism",
    "facts_broken",
    "facts_mended",
    "score_change_fitting",
    "score_change_later",
    "variables_moved",
    "note",
];

/// What goes with one mechanism.
#[derive(Clone, Debug, PartialEq)]
pub struct Ablated {
    /// Its name.
    pub mechanism: String,
    /// Facts that hold with it and not without it.
    pub broken: Vec<String>,
    /// Facts that hold without it and not with it.
    pub mended: Vec<String>,
    /// By how much the mean squared residual over the rows up to December 1924 grows without it: the
    /// median over draws. Above 0, the runs lie farther from the record without it.
    pub fitting: f64,
    /// The same over later rows.
    pub later: f64,
    /// Variables of the whole country whose median path moves by more than [`MOVED`] at the end of any
    /// year; none if too many draws broke off.
    pub moved: Option<usize>,
    /// Whether every draw is the same to the bit without it.
    pub same: bool,
    /// What else the reader must know.
    pub note: String,
}

impl Ablated {
    /// Whether no fact and no median path tells that it is gone.
    pub fn is_silent(&self) -> bool {
        self.broken.is_empty() && self.mended.is_empty() && self.moved == Some(0)
    }
}

/// Names of the mechanisms that change nothing at all.
pub fn changing_nothing(all: &[Ablated]) -> Vec<&str> {
    all.iter().filter(|one| one.same).map(|one| one.mechanism.as_str()).collect()
}

/// Names of those that change something, but no fact and no median path.
pub fn changing_little(all: &[Ablated]) -> Vec<&str> {
    let little = all.iter().filter(|one| one.is_silent() && !one.same);
    little.map(|one| one.mechanism.as_str()).collect()
}

/// The table as CSV.
pub fn table(all: &[Ablated]) -> Vec<u8> {
    let mut table = Csv::new(&HEADER);
    for one in all {
        table.row([
            one.mechanism.clone(),
            one.broken.join(";"),
            one.mended.join(";"),
            quantile(one.fitting),
            quantile(one.later),
            one.moved.map(|moved| moved.to_string()).unwrap_or_default(),
            one.note.clone(),
        ]);
    }
    table.bytes()
}

/// Silences each mechanism in turn, in so many draws; what the journal has is not lived again.
///
/// # Errors
/// A base that breaks the books, a journal that cannot be written, or the wish of the user to stop:
/// what is finished is then in the journal.
pub fn ablate(
    world: &World,
    draws: u32,
    journal: &mut Journal,
    progress: &dyn Progress,
    cancelled: &AtomicBool,
) -> Result<Vec<Ablated>, LabError> {
    let cards = model::mechanisms();
    let left = cards.iter().filter(|card| journal.find(card.name).is_none()).count() as u64;
    let months = u64::try_from(world.until.since(FIRST) + 1).unwrap_or(0);
    let each = months * (u64::from(draws) + 1);
    progress.start(each * (left + 1));
    let base = Base::live(world, draws, &Part { whole: progress, before: 0 }, cancelled)?;
    let mut before = each;
    let mut all = Vec::new();
    for card in &cards {
        if let Some(known) = journal.find(card.name) {
            all.push(known.clone());
            continue;
        }
        let part = Part { whole: progress, before };
        let lived = base.without(world, card.name, &part, cancelled)?;
        let found = base.compare(card.name, lived, world.evidence)?;
        journal.add(found.clone())?;
        all.push(found);
        before += each;
    }
    progress.finish();
    Ok(all)
}

/// The draws with every mechanism at work.
struct Base {
    /// All that belongs to an ensemble beside its draws.
    frame: Ensemble,
    draws: Vec<DrawResult>,
    fitting: Vec<Row>,
    later: Vec<Row>,
}

impl Base {
    fn live(
        world: &World,
        draws: u32,
        progress: &dyn Progress,
        cancelled: &AtomicBool,
    ) -> Result<Base, LabError> {
        let request = Request {
            seed: world.seed,
            draws,
            households: world.households,
            members: world.members,
            threads: world.threads,
            until: world.until,
            ..Request::new(lab::history())
        };
        let ensemble = lab::run(&request, world.evidence, progress, cancelled)?;
        let all = rows(world.evidence, world.until);
        let (fitting, later) = all.into_iter().partition(|row| row.last <= LEARNED);
        let (draws, frame) = (ensemble.draws.clone(), Ensemble { draws: Vec::new(), ..ensemble });
        Ok(Base { frame, draws, fitting, later })
    }

    /// The same draws without a mechanism.
    fn without(
        &self,
        world: &World,
        mechanism: &str,
        progress: &dyn Progress,
        cancelled: &AtomicBool,
    ) -> Result<Vec<Result<Record, String>>, LabError> {
        let mut world = world.clone();
        world.silenced.insert(mechanism.to_owned());
        let design =
            |draw: &DrawResult| Design { draw: draw.number, values: draw.parameters.clone() };
        let designs: Vec<Design> = self.draws.iter().map(design).collect();
        world.live(&designs, &Record::clone, progress, cancelled)
    }

    fn ensemble(&self, draws: Vec<DrawResult>) -> Ensemble {
        Ensemble { draws, ..self.frame.clone() }
    }

    fn compare(
        &self,
        mechanism: &str,
        lived: Vec<Result<Record, String>>,
        evidence: &Evidence,
    ) -> Result<Ablated, LabError> {
        let why = lived.iter().find_map(|life| life.as_ref().err()).cloned();
        let mut here = Vec::new();
        let mut gone = Vec::new();
        for (draw, life) in self.draws.iter().zip(lived) {
            // Facts are judged on the draws; the central run only stands beside them.
            let record = match life {
                Ok(record) => record,
                Err(_) if draw.number == 0 => draw.record.clone(),
                Err(_) => continue,
            };
            here.push(draw.clone());
            gone.push(DrawResult { record, ..draw.clone() });
        }
        let broken = self.draws.len() - here.len();
        let (here, gone) = (self.ensemble(here), self.ensemble(gone));
        let mut found = Ablated {
            mechanism: mechanism.to_owned(),
            broken: Vec::new(),
            mended: Vec::new(),
            fitting: f64::NAN,
            later: f64::NAN,
            moved: None,
            same: why.is_none() && same(&here, &gone),
            note: String::new(),
        };
        let mut notes = Vec::new();
        if let Some(why) = why {
            let of = self.draws.len() - 1;
            notes.push(format!("{broken} of {of} draws break off without it ({why})"));
        }
        if 2 * broken < self.draws.len() {
            self.tell(&mut found, &mut notes, [&here, &gone], evidence)?;
        } else {
            notes.push("too few are left to compare".to_owned());
        }
        found.note = notes.join("; ");
        Ok(found)
    }

    fn tell(
        &self,
        found: &mut Ablated,
        notes: &mut Vec<String>,
        [here, gone]: [&Ensemble; 2],
        evidence: &Evidence,
    ) -> Result<(), LabError> {
        let judge = |ensemble| lab::judge(evidence, ensemble).map_err(LabError::Evidence);
        let (with, without) = (judge(here)?, judge(gone)?);
        found.broken = held(&with, &without);
        found.mended = held(&without, &with);
        found.fitting = change(&self.fitting, here, gone);
        found.later = change(&self.later, here, gone);
        found.moved = Some(moved(here, gone).len());
        let checks = [held_checks(&with, &without), held_checks(&without, &with)];
        if found.same {
            notes.push("changes nothing: every draw is the same to the bit".to_owned());
        } else if checks != [0, 0] {
            notes.push(format!(
                "of the checks of facts, {} break and {} mend",
                checks[0], checks[1]
            ));
        } else if found.is_silent() {
            notes.push("no fact, no check and no median path tells that it is gone".to_owned());
        }
        Ok(())
    }
}

/// Facts that hold in one and not in the other.
fn held(one: &[Verdict], other: &[Verdict]) -> Vec<String> {
    let pairs = one.iter().zip(other).filter(|(one, other)| one.holds && !other.holds);
    pairs.map(|(one, _)| one.id.clone()).collect()
}

fn held_checks(one: &[Verdict], other: &[Verdict]) -> usize {
    let checks = |all: &[Verdict]| -> Vec<bool> {
        all.iter().flat_map(|fact| fact.checks.iter().map(|check| check.holds)).collect()
    };
    checks(one).into_iter().zip(checks(other)).filter(|(one, other)| *one && !*other).count()
}

/// Whether all draws are the same to the bit.
fn same(here: &Ensemble, gone: &Ensemble) -> bool {
    here.draws.iter().zip(&gone.draws).all(|(one, other)| {
        let mut values = one.record.values.iter().zip(&other.record.values);
        values.all(|(a, b)| a.to_bits() == b.to_bits())
            && one.record.chronicle == other.record.chronicle
    })
}

/// Median over draws by which the distance to the record grows.
fn change(rows: &[Row], here: &Ensemble, gone: &Ensemble) -> f64 {
    let pairs = here.sample().iter().zip(gone.sample());
    let discrepancy = Discrepancy::known_in(LEARNED);
    let far = |draw: &DrawResult| distance(rows, &discrepancy, &draw.record);
    median(pairs.map(|(a, b)| far(b) - far(a)).collect())
}

/// Variables of the whole country whose median path moves.
fn moved(here: &Ensemble, gone: &Ensemble) -> Vec<&'static str> {
    let record = here.central();
    let december = |place: &usize| record.first.plus(*place as i32).of_year() == 12;
    let ends: Vec<usize> = (0..record.months).filter(december).collect();
    let at = |ensemble: &Ensemble, cell: usize, month: usize| {
        let values = ensemble.sample().iter().map(|draw| draw.record.path(cell)[month]);
        median(values.collect())
    };
    let differs = |cell: usize| {
        ends.iter().any(|&month| {
            let (a, b) = (at(here, cell, month), at(gone, cell, month));
            (b - a).abs() > MOVED * a.abs() || a.is_nan() != b.is_nan()
        })
    };
    let country = record.cells.iter().enumerate().filter(|(_, cell)| cell.region.is_none());
    let moved = country.filter(|(place, _)| differs(*place));
    moved.map(|(_, cell)| VARIABLES[cell.variable].name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ablated(mechanism: &str, same: bool, moved: usize) -> Ablated {
        Ablated {
            mechanism: mechanism.to_owned(),
            broken: Vec::new(),
            mended: vec!["famine".to_owned(), "scissors".to_owned()],
            fitting: 0.5,
            later: f64::NAN,
            moved: Some(moved),
            same,
            note: String::new(),
        }
    }

    #[test]
    fn the_table_has_a_row_for_each_and_nothing_for_what_is_not_known() {
        let text = String::from_utf8(table(&[ablated("sow", false, 3)])).expect("UTF-8");
        assert_eq!(text.lines().nth(1), Some("sow,,famine;scissors,0.5,,3,"));
    }

    #[test]
    fn what_changes_nothing_is_told_from_what_changes_little() {
        let silent = |name, same| Ablated { mended: Vec::new(), ..ablated(name, same, 0) };
        let all = [silent("sow", true), silent("eat", false), ablated("harvest", false, 0)];
        assert_eq!((changing_nothing(&all), changing_little(&all)), (vec!["sow"], vec!["eat"]));
    }
}
