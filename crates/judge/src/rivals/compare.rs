//! The comparison: every account fitted, lived and scored by the same measure.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use evidence::Evidence;
use kernel::Month;
use lab::{LabError, Progress};
use model::{FIRST, LAST};

use super::accounts::Account;
use super::deciding::{Deciding, deciding};
use super::discriminate::{Answer, HISTORY, answers, scenarios};
use super::finished::{self, SCREENING, SWITCHES};
use super::layout::Layout;
use super::live::{self, FREED, Lesson, Lives, Whole};
use super::score::{Part, Unit, paired, units};
use super::speaks::{self, Speaks, speaks};
use super::weigh::{Interval, Weights, difference, weights};
use crate::discrepancy::Discrepancy;
use crate::fit::learn::{screen, until_last};
use crate::fit::{Aim, Effort, Free};
use crate::kept::{FOLDER, Kept};
use crate::lives::{Design, World};
use crate::rows::{Row, rows};

/// What is asked for. The same request gives the same numbers, whatever `threads` is.
#[derive(Clone, Debug)]
pub struct Request {
    /// Who is compared; the central account is the first.
    pub accounts: Vec<Account>,
    /// Seed of all chance.
    pub seed: u64,
    /// Rows of households.
    pub households: usize,
    /// About how many rows of members of the party.
    pub members: usize,
    /// Threads; none means one for each core.
    pub threads: Option<usize>,
    /// The last month from which is learned.
    pub learned: Month,
    /// How each account is fitted.
    pub effort: Effort,
    /// Draws from the priors by which the free parameters are chosen.
    pub screened: usize,
    /// The most parameters that are free.
    pub free: usize,
    /// Members lived in each world of the discriminating tests; 0 leaves those worlds out.
    pub probed: usize,
    /// Members lived at both ends of each switch.
    pub paired: usize,
    /// The folder in which finished work is kept.
    pub out: Option<PathBuf>,
}

/// One account with its lives.
#[derive(Clone, Debug)]
pub struct Scored {
    /// The account.
    pub account: Account,
    /// What was kept of its lives.
    pub lives: Lives,
}

/// The scores with decisions as in history, or free.
#[derive(Clone, Debug)]
pub struct Form {
    /// The name of the world that was scored.
    pub world: &'static str,
    /// Units of each account, those of which it does not speak scored with the null.
    pub units: Vec<Vec<Unit>>,
    /// Units of each account, all scored with its own forecast.
    pub own: Vec<Vec<Unit>>,
    /// For each account: log score less that of the central account, by part.
    pub log: Vec<[Interval; 3]>,
    /// The same of the loss: below nought is better than the central account.
    pub loss: Vec<[Interval; 3]>,
    /// Over all parts, each unit one: log score less that of the central account.
    pub all: Vec<Interval>,
    /// The same, all scored with their own forecasts.
    pub all_own: Vec<Interval>,
    /// Weights of the accounts without the central one, in order.
    pub weights: Weights,
}

/// All that came out.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// What was asked for.
    pub request: Request,
    /// Names of the free parameters, those that the record speaks of most first.
    pub free: Vec<String>,
    /// Rows that were learned from.
    pub learned: usize,
    /// Rows that were scored.
    pub scored_rows: Vec<Row>,
    /// What moves with the switches.
    pub speaks: Speaks,
    /// The accounts, the central one first.
    pub accounts: Vec<Scored>,
    /// Decisions as in history.
    pub pinned: Form,
    /// Free decisions.
    pub freed: Form,
    /// The discriminating tests.
    pub answers: Vec<Answer>,
    /// Which data would decide.
    pub deciding: Vec<Deciding>,
}

impl Comparison {
    /// Series and decisions that are scored, with those that move with any switch.
    pub fn reach(&self) -> (usize, usize) {
        let central = &self.pinned.units[0];
        let moved = central.iter().filter(|unit| self.speaks.any(&unit.name)).count();
        (central.len(), moved)
    }

    /// Rows that are scored, with those whose variable moves with any switch.
    pub fn row_reach(&self) -> (usize, usize) {
        let moved = self.scored_rows.iter().filter(|row| self.speaks.any(row.about().name));
        (self.scored_rows.len(), moved.count())
    }

    /// Accounts without the central one, the heaviest first: place in `accounts`, and weight.
    pub fn ranked(&self) -> Vec<(usize, f64)> {
        ranked(&self.pinned)
    }
}

fn ranked(form: &Form) -> Vec<(usize, f64)> {
    let mut all: Vec<(usize, f64)> =
        form.weights.alone.iter().enumerate().map(|(n, weight)| (n + 1, *weight)).collect();
    all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    all
}

/// Compares the accounts.
///
/// # Errors
/// [`LabError::Paused`] if the user stops it and finished work is kept, [`LabError::Cancelled`] if
/// none is; evidence that does not fit; a folder with work of other settings.
pub fn compare(
    request: &Request,
    evidence: &Evidence,
    progress: &dyn Progress,
    cancelled: &AtomicBool,
) -> Result<Comparison, LabError> {
    check(request)?;
    let mut world = World::history(evidence, (request.households, request.members), request.seed)?;
    world.threads = request.threads;
    let layout = Layout::of(evidence, request.learned)?;
    let folder = request.out.as_ref().map(|out| out.join(FOLDER));
    let work = Work {
        request,
        kept: Kept::new(folder.as_deref(), evidence, &settings(request, &layout)),
        layout,
        lessons: rows(evidence, request.learned),
        discrepancy: Discrepancy::known_in(request.learned),
        world,
        cancelled,
    };
    if work.kept.is_of_others() {
        // Its tables would be written over.
        return Err(LabError::Folder {
            path: folder.unwrap_or_default(),
            what: "it holds work of other settings, another version or other evidence".to_owned(),
            advice: "remove it, or choose another folder with --out".to_owned(),
        });
    }
    let whole = Whole::begin(progress, work.months());
    let lived = work.all(&whole).map_err(|error| work.stopped(error))?;
    whole.end();
    Ok(work.comparison(lived))
}

fn check(request: &Request) -> Result<(), LabError> {
    let refuse = |why: &str| Err(LabError::Request(why.to_owned()));
    if !request.accounts.first().is_some_and(Account::is_central) {
        return refuse("the central account comes first: the others are scored beside it");
    }
    if request.accounts.len() < 2 {
        return refuse("there is no account to compare with the central one");
    }
    if request.effort.members < 2 || request.effort.steps == 0 {
        return refuse("a fit needs at least 2 members and 1 step");
    }
    if request.free == 0 || request.paired == 0 {
        return refuse("at least 1 parameter must be free, and 1 member lived for the switches");
    }
    Ok(())
}

/// Settings that kept work depends on; who else is compared is no part of it.
fn settings(request: &Request, layout: &Layout) -> String {
    let Request { seed, households, members, learned, effort, screened, free, .. } = request;
    format!(
        "theories {} seed {seed} rows {households} {members} to {learned} {effort:?} screened {screened} \
         free {free} probed {} paired {} {:?}",
        layout.len(),
        request.probed,
        request.paired,
        Discrepancy::known_in(*learned),
    )
}

struct Work<'a> {
    request: &'a Request,
    layout: Layout,
    kept: Kept,
    lessons: Vec<Row>,
    discrepancy: Discrepancy,
    world: World<'a>,
    cancelled: &'a AtomicBool,
}

/// What was lived.
struct Lived {
    free: Free,
    speaks: Speaks,
    accounts: Vec<Scored>,
}

impl Work<'_> {
    /// Months that are still to be lived.
    fn months(&self) -> u64 {
        let months = |until: Month| u64::try_from(until.since(FIRST) + 1).unwrap_or(0);
        let early = months(until_last(&self.world, &self.lessons).until);
        let late = months(LAST);
        let Request { effort, screened, probed, paired, .. } = self.request;
        let members = effort.members as u64;
        let worlds = scenarios(self.world.evidence).len() as u64;
        let probed = (*probed).min(effort.members) as u64 * worlds;
        let one = early * members * effort.steps as u64 + late * (2 * members + probed);
        let to_do = self.request.accounts.iter().filter(|a| !self.kept.has(&a.key)).count() as u64;
        let screening = if self.kept.has(SCREENING) { 0 } else { early * *screened as u64 };
        let paired = (*paired).min(effort.members) * speaks::LIVES;
        let switches = if self.kept.has(SWITCHES) { 0 } else { late * paired as u64 };
        one * to_do + screening + switches
    }

    fn all(&self, whole: &Whole) -> Result<Lived, LabError> {
        let accounts = &self.request.accounts;
        let aim = Aim::record(&self.lessons, &self.discrepancy);
        let free = Free::new(finished::places(&self.kept, || self.screen(whole))?);
        let lesson = Lesson { rows: &self.lessons, aim: &aim, free: &free };
        let mut scored = Vec::new();
        for account in accounts {
            let what = (self.request, &self.layout);
            let make = || live::live(&self.world, account, what, &lesson, whole, self.cancelled);
            let lives = finished::lives(&self.kept, &account.key, make)?;
            scored.push(Scored { account: account.clone(), lives });
        }
        let speaks = finished::speaks(&self.kept, || self.switches(&scored[0], whole))?;
        Ok(Lived { free, speaks, accounts: scored })
    }

    /// The parameters that the record can speak of under the central account; switches are never free.
    fn screen(&self, whole: &Whole) -> Result<Vec<usize>, LabError> {
        let Request { screened, free, accounts, .. } = self.request;
        let world = World { held: accounts[0].held(), ..self.world.clone() };
        let world = until_last(&world, &self.lessons);
        let switches: BTreeSet<usize> = super::accounts::places().into_iter().collect();
        let what = (&self.lessons[..], &self.discrepancy);
        let most = (*screened, free + switches.len());
        let ranked = screen(&world, what, most, whole, self.cancelled)?;
        let places = ranked.into_iter().map(|(place, _)| place);
        Ok(places.filter(|place| !switches.contains(place)).take(*free).collect())
    }

    fn switches(&self, central: &Scored, whole: &Whole) -> Result<Speaks, LabError> {
        let values = central.lives.values.iter().take(self.request.paired);
        let design =
            |(n, values): (usize, &Vec<f64>)| Design { draw: n as u32 + 1, values: values.clone() };
        let designs: Vec<Design> = values.enumerate().map(design).collect();
        let what = (&self.layout, &self.discrepancy);
        speaks(&self.world, &central.account, &designs, what, whole, self.cancelled)
    }

    /// A stop, with what is kept of the work.
    fn stopped(&self, error: LabError) -> LabError {
        let accounts = &self.request.accounts;
        match error {
            LabError::Cancelled if self.request.out.is_some() => LabError::Paused {
                kept: accounts.iter().filter(|account| self.kept.has(&account.key)).count(),
                of: accounts.len(),
            },
            other => other,
        }
    }

    fn comparison(self, lived: Lived) -> Comparison {
        let Lived { free, speaks, accounts } = lived;
        let form = |world| self.form(world, &speaks, &accounts);
        let (pinned, freed) = (form(HISTORY), form(FREED));
        let leading: Vec<usize> = ranked(&pinned).into_iter().map(|(n, _)| n).take(4).collect();
        let evidence = self.world.evidence;
        Comparison {
            answers: answers(evidence, self.layout.probes_at(), &accounts),
            deciding: deciding(evidence, &self.layout, &self.discrepancy, &accounts, &leading),
            request: self.request.clone(),
            free: free.names(),
            learned: self.lessons.len(),
            scored_rows: self.layout.rows,
            speaks,
            accounts,
            pinned,
            freed,
        }
    }

    fn form(&self, world: &'static str, speaks: &Speaks, accounts: &[Scored]) -> Form {
        let central = accounts[0].lives.world(world);
        let of = |one: &Scored, named: &dyn Fn(&str) -> bool| {
            let own = one.lives.world(world);
            units(&self.layout, &self.discrepancy, own, central, named)
        };
        let scored: Vec<Vec<Unit>> =
            accounts.iter().map(|one| of(one, &|name| speaks.named(&one.account, name))).collect();
        let own: Vec<Vec<Unit>> = accounts.iter().map(|one| of(one, &|_| true)).collect();
        let seed = self.request.seed;
        let apart = |all: &[Vec<Unit>], n: usize, part: Option<Part>, what: fn(&Unit) -> f64| {
            let both = paired(&all[n], &all[0]).into_iter();
            let both = both.filter(|(one, _)| part.is_none_or(|part| one.part == part));
            let apart: Vec<f64> = both.map(|(one, other)| what(one) - what(other)).collect();
            difference(&apart, seed)
        };
        let parts = |n: usize, what: fn(&Unit) -> f64| {
            Part::ALL.map(|part| apart(&scored, n, Some(part), what))
        };
        let each = 0..accounts.len();
        Form {
            world,
            log: each.clone().map(|n| parts(n, |unit| unit.log)).collect(),
            loss: each.clone().map(|n| parts(n, |unit| unit.loss)).collect(),
            all: each.clone().map(|n| apart(&scored, n, None, |unit| unit.log)).collect(),
            all_own: each.map(|n| apart(&own, n, None, |unit| unit.log)).collect(),
            weights: weights(&common(&scored[1..]), seed),
            units: scored,
            own,
        }
    }
}

/// The log scores of accounts on the units that all of them have.
fn common(scored: &[Vec<Unit>]) -> Vec<Vec<f64>> {
    let has = |name: &str| scored.iter().all(|one| one.iter().any(|unit| unit.name == name));
    let of = |one: &Vec<Unit>| one.iter().filter(|u| has(&u.name)).map(|unit| unit.log).collect();
    scored.iter().map(of).collect()
}
