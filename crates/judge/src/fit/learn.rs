//! From the prior to the posterior: the steps of the smoother, each with its lives.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

use lab::summary::{correlation, spread};
use lab::{LabError, Progress};
use nalgebra::DMatrix;

use super::free::Free;
use super::smooth::{Aim, prior_scores, step, weights};
use crate::discrepancy::Discrepancy;
use crate::kept::{self, Kept, Piece};
use crate::lives::{Design, World};
use crate::rows::Row;

/// How the members are moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    /// Members of the ensemble.
    pub members: usize,
    /// Steps of the smoother, each with twice the weight of the one before.
    pub steps: usize,
}

/// What an ensemble knows: members with their scores, and what each lived.
#[derive(Clone, Debug)]
pub struct Learned {
    /// The parameters that were free.
    pub free: Free,
    /// Free parameters by members: scores, of which the prior is the standard normal.
    pub scores: DMatrix<f64>,
    /// Rows by members: what they lived before the last step, on the scales of the rows. A member
    /// whose life broke off has no numbers.
    pub lived: DMatrix<f64>,
    /// How many lives broke off, over all steps.
    pub failed: usize,
}

impl Learned {
    /// The members as designs. Member n has the luck of draw n, and of all that was not free what
    /// draw n of the prior has.
    pub fn designs(&self, seed: u64) -> Vec<Design> {
        designs(&self.free, &self.scores, seed)
    }
}

/// Scores as designs: see [`Learned::designs`].
pub fn designs(free: &Free, scores: &DMatrix<f64>, seed: u64) -> Vec<Design> {
    let design = |member: usize| {
        let mut design = Design::of_prior(seed, member as u32 + 1);
        free.write(scores.column(member).as_slice(), &mut design.values);
        design
    };
    (0..scores.ncols()).map(design).collect()
}

/// Lives the designs and gives rows by designs, on the scales of the rows, with how many broke off;
/// or reads them, if the world keeps what was lived.
///
/// # Errors
/// As [`World::live`]; a file that cannot be kept.
pub fn live_rows(
    world: &World,
    designs: &[Design],
    rows: &[Row],
    progress: &dyn Progress,
    cancelled: &AtomicBool,
) -> Result<(DMatrix<f64>, usize), LabError> {
    let kept = kept(world, designs, rows);
    let shape = (rows.len(), designs.len());
    if let Some(found) = kept.read(LIVED).and_then(|piece| lived(&piece, shape)) {
        return Ok(found);
    }
    let measure = |record: &model::Record| rows.iter().map(|row| row.of(record)).collect();
    let lives: Vec<Result<Vec<f64>, String>> =
        world.live(designs, &measure, progress, cancelled)?;
    let failed = lives.iter().filter(|life| life.is_err()).count();
    let number = |i: usize, j: usize| lives[j].as_ref().map_or(f64::NAN, |row: &Vec<f64>| row[i]);
    let lived = DMatrix::from_fn(shape.0, shape.1, number);
    let tables = BTreeMap::from([(LIVED.to_owned(), kept::rows(&lived))]);
    kept.write(LIVED, &Piece { notes: failed.into(), tables })?;
    Ok((lived, failed))
}

/// The name of rows that were lived.
const LIVED: &str = "lived";

/// Where the rows of these designs are kept, if the world keeps any.
fn kept(world: &World, designs: &[Design], rows: &[Row]) -> Kept {
    let World { households, members, silenced, freedom, timeline, held, .. } = world;
    let values = |design: &Design| {
        let bits: Vec<u64> = design.values.iter().map(|value| value.to_bits()).collect();
        format!("{} {bits:?}", design.draw)
    };
    let rows = rows.iter().map(|row| format!("{} {}", row.name(), row.recorded()));
    let settings = format!(
        "{} {households} {members} {} {silenced:?} {freedom:?} {timeline:?} {held:?} {:?} {:?}",
        world.seed,
        world.until,
        designs.iter().map(values).collect::<Vec<_>>(),
        rows.collect::<Vec<_>>(),
    );
    Kept::new(world.keep.as_deref(), world.evidence, &settings)
}

/// What a piece has: rows by designs, and how many lives broke off.
fn lived(piece: &Piece, shape: (usize, usize)) -> Option<(DMatrix<f64>, usize)> {
    let failed = usize::try_from(piece.notes.as_u64()?).ok()?;
    Some((kept::table(piece.tables.get(LIVED)?, shape)?, failed))
}

/// Fits the free parameters to the aim. `number` names the fit, so that two have different luck.
///
/// # Errors
/// As [`World::live`].
pub fn learn(
    world: &World,
    (rows, aim): (&[Row], &Aim),
    free: &Free,
    effort: Effort,
    number: u32,
    progress: &dyn Progress,
    cancelled: &AtomicBool,
) -> Result<Learned, LabError> {
    let mut scores = prior_scores(free.len(), effort.members, world.seed ^ u64::from(number));
    let (mut failed, mut lived) = (0, DMatrix::zeros(rows.len(), effort.members));
    for (at, share) in weights(effort.steps).into_iter().enumerate() {
        let designs = designs(free, &scores, world.seed);
        let (now, broken) = live_rows(world, &designs, rows, progress, cancelled)?;
        failed += broken;
        let luck = (world.seed, (number << 8) + at as u32);
        let still = scores.rows(0, free.still()).into_owned();
        step(&mut scores, &now, aim, share, luck);
        scores.rows_mut(0, free.still()).copy_from(&still);
        lived = now;
    }
    Ok(Learned { free: free.clone(), scores, lived, failed })
}

/// The world as far as rows up to a month ask for: nothing later is lived.
pub fn until_last<'a>(world: &World<'a>, rows: &[Row]) -> World<'a> {
    let until = rows.iter().map(|row| row.last).max().unwrap_or(world.until);
    World { until, ..world.clone() }
}

/// Chooses the parameters that the record can speak of: those whose scores go with a row more
/// strongly, among so many draws from the prior, than chance would let any of them; at most `most`,
/// the strongest first. A row counts as much as it exceeds its error and discrepancy.
///
/// # Errors
/// As [`World::live`].
pub fn screen(
    world: &World,
    (rows, discrepancy): (&[Row], &Discrepancy),
    (draws, most): (usize, usize),
    progress: &dyn Progress,
    cancelled: &AtomicBool,
) -> Result<Vec<(usize, f64)>, LabError> {
    let free = Free::all();
    let scores = prior_scores(free.len(), draws, world.seed);
    let designs = designs(&free, &scores, world.seed);
    let (lived, _) = live_rows(world, &designs, rows, progress, cancelled)?;
    let pulls = pulls(&scores, &lived, rows, discrepancy);
    let mut ranked: Vec<(usize, f64)> = free.places().iter().copied().zip(pulls).collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    ranked.truncate(most);
    Ok(ranked)
}

/// For each parameter the largest product, over the rows, of its correlation with the row and of how
/// much the row can say: the prior's share in the row's whole variance, rooted.
fn pulls(
    scores: &DMatrix<f64>,
    lived: &DMatrix<f64>,
    rows: &[Row],
    discrepancy: &Discrepancy,
) -> Vec<f64> {
    let mut best = vec![0.0_f64; scores.nrows()];
    for (j, row) in rows.iter().enumerate() {
        let kept: Vec<usize> = (0..lived.ncols()).filter(|&n| lived[(j, n)].is_finite()).collect();
        if kept.len() < 10 {
            continue;
        }
        let outputs: Vec<f64> = kept.iter().map(|&n| lived[(j, n)]).collect();
        let sd = spread(&outputs);
        let says = sd / libm::hypot(sd, discrepancy.total(row)).max(f64::MIN_POSITIVE);
        for (i, best) in best.iter_mut().enumerate() {
            let inputs: Vec<f64> = kept.iter().map(|&n| scores[(i, n)]).collect();
            *best = best.max(says * correlation(&inputs, &outputs).abs());
        }
    }
    best
}
