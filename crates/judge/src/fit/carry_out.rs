//! The stages of a fit, in their order: screening, a pilot that widens what was granted too
//! narrowly, recovery of known worlds, the fit, and what the record still rules out.

use std::sync::atomic::AtomicBool;

use lab::{LabError, Progress};
use nalgebra::DMatrix;

use super::free::Free;
use super::learn::{Learned, designs, learn, live_rows, screen, until_last};
use super::plan::Plan;
use super::recovery::{Recovery, recover};
use super::smooth::{Aim, prior_scores};
use crate::discrepancy::{Discrepancy, widen};
use crate::lives::{Design, World};
use crate::rows::{Row, rows};

/// Names the luck of the fit among other fits of one seed.
const FIT: u32 = 1;
/// Names the luck of the pilot.
const PILOT: u32 = 2;
/// Names the scores of the prior that runs are compared with.
pub(crate) const PRIOR: u64 = 3;

/// Fewer draws than this are no posterior: a band of 80 per cent would rest on two draws at an end.
const FEWEST: usize = 20;

/// What came of a fit.
#[derive(Clone, Debug)]
pub struct Fitted {
    /// What was asked for.
    pub plan: Plan,
    /// Places of the parameters in the order of the screening, with how far a row can speak of each.
    pub screened: Vec<(usize, f64)>,
    /// What is granted, widened where the pilot showed it too narrow.
    pub discrepancy: Discrepancy,
    /// The ensemble after the last step.
    pub learned: Learned,
    /// Members of the ensemble that the record does not rule out: the draws of the posterior.
    pub kept: Vec<usize>,
    /// All rows of the record to the end of the model; those of the fit end with the plan's cut.
    pub rows: Vec<Row>,
    /// Rows by draws: the prior.
    pub prior: DMatrix<f64>,
    /// Rows by draws: the posterior, with luck that was not fitted.
    pub posterior: DMatrix<f64>,
    /// What came of the known worlds.
    pub recovery: Recovery,
    /// Lives that broke off.
    pub failed: usize,
}

impl Fitted {
    /// Scores of the draws of the posterior: free parameters by draws.
    pub fn scores(&self) -> DMatrix<f64> {
        self.learned.scores.select_columns(&self.kept)
    }

    /// Whether a row was open to the fit.
    pub fn is_fitting(&self, row: &Row) -> bool {
        row.last <= self.plan.cut
    }
}

/// Carries out a fit. `say` is told of each stage as it begins.
///
/// # Errors
/// As [`World::live`]; no run that the record does not rule out.
pub fn carry_out(
    plan: &Plan,
    world: &World,
    say: &dyn Fn(&str),
    progress: &dyn Progress,
    cancelled: &AtomicBool,
) -> Result<Fitted, LabError> {
    let fitting = rows(world.evidence, plan.cut);
    if fitting.is_empty() {
        let why = format!("the record has no row up to {}; choose a later cut", plan.cut);
        return Err(LabError::Request(why));
    }
    let short = until_last(world, &fitting);
    say("screening: which parameters can the record speak of?");
    let stated = &plan.discrepancy;
    let screened = screen(&short, (&fitting, stated), plan.screening, progress, cancelled)?;
    let free = free(plan, &screened);
    say("pilot: where was the discrepancy stated too narrowly?");
    let aim = Aim::record(&fitting, stated);
    let pilot = learn(&short, (&fitting, &aim), &free, plan.pilot, PILOT, progress, cancelled)?;
    let before = prior_scores(free.len(), plan.pilot.members, world.seed ^ u64::from(PILOT));
    let before = designs(&free, &before, world.seed);
    let (before, _) = live_rows(&short, &before, &fitting, progress, cancelled)?;
    let widened = widen(&fitting, &[&before, &pilot.lived], stated);
    let discrepancy = Discrepancy { widened, ..stated.clone() };
    say("recovery: are known parameters found again?");
    let recovery = recover(plan, &short, (&fitting, &discrepancy), &free, progress, cancelled)?;
    say("fit: the record itself");
    let aim = Aim::record(&fitting, &discrepancy);
    let learned = learn(&short, (&fitting, &aim), &free, plan.ensemble, FIT, progress, cancelled)?;
    say("forecast: the posterior and the prior, to the end of the model");
    let all = rows(world.evidence, model::LAST);
    let fresh = |scores: &DMatrix<f64>| -> Vec<Design> {
        designs(&free, scores, world.seed).into_iter().map(refreshed).collect()
    };
    let (lived, broken) = live_rows(world, &fresh(&learned.scores), &all, progress, cancelled)?;
    let kept = not_ruled_out(plan, (&all, &discrepancy), &lived);
    if kept.len() < FEWEST {
        let why = format!(
            "the record rules out all but {} of {} members; take more members, more steps, or widen \
             the discrepancy in the file of the fit",
            kept.len(),
            plan.ensemble.members,
        );
        return Err(LabError::Request(why));
    }
    let before = prior_scores(free.len(), plan.ensemble.members, world.seed ^ PRIOR);
    let (prior, _) = live_rows(world, &fresh(&before), &all, progress, cancelled)?;
    let failed = learned.failed + pilot.failed + broken;
    let posterior = lived.select_columns(&kept);
    let plan = plan.clone();
    Ok(Fitted {
        plan,
        screened,
        discrepancy,
        learned,
        kept,
        rows: all,
        prior,
        posterior,
        recovery,
        failed,
    })
}

/// The parameters that are free: those of the mechanisms that are only ruled out, then those of the
/// screening. The switches of the rival accounts are not: a fit holds under an account, it does not
/// choose one.
fn free(plan: &Plan, screened: &[(usize, f64)]) -> Free {
    let parameters = model::Theory::parameters();
    let still = |place: &usize| plan.still.iter().any(|name| name == parameters[*place].mechanism);
    let of_mechanisms = |place: &usize| parameters[*place].mechanism != "switches";
    let moved = screened.iter().map(|(place, _)| *place).filter(of_mechanisms);
    Free::after((0..parameters.len()).filter(still), Free::new(moved))
}

/// Draws beyond any ensemble: their luck was fitted by nobody.
const BEYOND: u32 = 1_000_000;

/// The same free parameters with the luck of another draw.
fn refreshed(design: Design) -> Design {
    Design { draw: design.draw + BEYOND, ..design }
}

/// The runs that the fitting rows do not rule out. A run without numbers is ruled out.
fn not_ruled_out(
    plan: &Plan,
    (rows, discrepancy): (&[Row], &Discrepancy),
    lived: &DMatrix<f64>,
) -> Vec<usize> {
    let (limit, most) = plan.ruled_out;
    let stands = |run: &usize| {
        let mut beyond: Vec<usize> = Vec::new();
        let mut numbers = 0;
        for (j, row) in rows.iter().enumerate().filter(|(_, row)| row.last <= plan.cut) {
            let value = lived[(j, *run)];
            numbers += usize::from(value.is_finite());
            let off = (value - row.value).abs() / discrepancy.total(row);
            if off > limit && !beyond.contains(&row.variable) {
                beyond.push(row.variable);
            }
        }
        numbers > 0 && beyond.len() <= most
    };
    (0..lived.ncols()).filter(stands).collect()
}
