//! Events: whether something comes, and the chance that was given to it.

use evidence::{Decision, Evidence};
use kernel::Month;
use lab::decisions::{brier, last_time};
use model::VARIABLES;

use super::baselines::Baseline;
use super::casts::{Cast, Known, Who, grown};
use super::origin::{Form, Lived, Origin, Restart, YEARS};
use super::past::Series;
use super::rules::Forecast;
use crate::rows::Row;

/// Millions of hungry people that make a famine (judgement: far above a bad year such as 1924, far
/// below the 22 to 25 million of 1921/22).
const FAMINE: f64 = 10.0;
/// Months that the record's famine and a forecast year must share.
const SHARED: i32 = 6;
/// The scissors as the issue asks for them: industrial prices twice as high, against agricultural
/// ones, as in 1913.
const SCISSORS: f64 = 2.0;
/// The share of the year before below which procurement counts as fallen.
const PROCURED: f64 = 0.8;

/// An event that was asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The last month known.
    pub origin: Month,
    /// What the forecast was given.
    pub form: Form,
    /// `famine`, `scissors above 2` or `procurement below 80 per cent`.
    pub kind: &'static str,
    /// Which one.
    pub name: String,
    /// Chance given by the members.
    pub chance: f64,
    /// Chance given by the trivial forecast.
    pub trivial: f64,
    /// Whether it came.
    pub came: bool,
}

/// The events of all origins.
pub fn events(evidence: &Evidence, origins: &[Origin], casts: &[Cast]) -> Vec<Event> {
    let mut events = Vec::new();
    for origin in origins {
        let known = Known::of(origin, evidence);
        for form in Form::ALL {
            let Some(lived) = origin.lived.get(&(Restart::Learned, form)) else { continue };
            events.extend(famines(evidence, origin, form, lived));
            events.extend(scissors(origin, form, casts));
            events.extend(procurement(&known, origin, form, lived));
        }
    }
    events
}

/// Each of the years after the origin. The trivial chance is how often there was famine in the years
/// since 1918 before it, half a year of either counted beside them (the rule of Jeffreys).
fn famines(evidence: &Evidence, origin: &Origin, form: Form, lived: &Lived) -> Vec<Event> {
    let hungry = VARIABLES.iter().position(|variable| variable.name == "people.hungry");
    let rows = crate::rows(evidence, model::LAST);
    let least = libm::log(FAMINE);
    let famines: Vec<&Row> =
        rows.iter().filter(|row| Some(row.variable) == hungry && row.value >= least).collect();
    let came = |first: Month| {
        let last = first.plus(11);
        famines.iter().any(|row| row.last.min(last).since(row.first.max(first)) + 1 >= SHARED)
    };
    let mut before = Vec::new();
    let mut first = origin.cut.plus(-11);
    while first >= Month::new(1918, 1) {
        before.push(came(first));
        first = first.plus(-12);
    }
    let so_far = before.iter().filter(|came| **came).count() as f64;
    let trivial = (so_far + 0.5) / (before.len() as f64 + 1.0);
    let year = |n: usize| {
        let first = origin.cut.plus(12 * n as i32 + 1);
        let known: Vec<f64> =
            lived.hungry.row(n).iter().copied().filter(|x| x.is_finite()).collect();
        let chance = known.iter().filter(|x| **x >= FAMINE).count() as f64 / known.len() as f64;
        let name = format!("{first}/{}", first.plus(11));
        (first.plus(11) <= model::LAST && !known.is_empty()).then_some(Event {
            origin: origin.cut,
            form,
            kind: "famine",
            name,
            chance,
            trivial,
            came: came(first),
        })
    };
    (0..YEARS).filter_map(year).collect()
}

/// Every row of the scissors, wholesale or retail. The trivial chance is that of the random walk.
fn scissors(origin: &Origin, form: Form, casts: &[Cast]) -> Vec<Event> {
    let level = libm::log(SCISSORS);
    let these = |who: Who| {
        casts.iter().filter(move |cast| {
            (cast.origin, cast.who) == (origin.cut, who)
                && cast.series.name().starts_with("prices.scissors_")
        })
    };
    let walk: Vec<&Cast> = these(Who::Trivial(Baseline::RandomWalk)).collect();
    let event = |cast: &Cast| {
        let walk = walk.iter().find(|other| other.row == cast.row)?;
        Some(Event {
            origin: origin.cut,
            form,
            kind: "scissors above 2",
            name: cast.row.clone(),
            chance: 1.0 - cast.forecast.below(level),
            trivial: 1.0 - walk.forecast.below(level),
            came: cast.seen > level,
        })
    };
    these(Who::Anchored(Restart::Learned, form)).filter_map(event).collect()
}

/// Every year's grain against the year before it. The trivial chance is that of the random walk.
fn procurement(known: &Known, origin: &Origin, form: Form, lived: &Lived) -> Vec<Event> {
    let growth = known.growth(lived);
    let fall = libm::log(PROCURED);
    let event = |(to, row): (usize, &Row)| {
        if row.last <= origin.cut || row.about().name != "grain.procured" {
            return None;
        }
        let series = Series::of(row);
        let before = |other: &Row| Series::of(other) == series && row.last.since(other.last) == 12;
        let from = origin.rows.iter().position(before)?;
        let errors = row.error * row.error + origin.rows[from].error * origin.rows[from].error;
        let centres = grown(lived, from, to);
        let variance = growth.variance(series) + errors;
        let trivial = known.trivial.variance(Baseline::RandomWalk, series)? + errors;
        (series.months == 12 && !centres.is_empty()).then(|| Event {
            origin: origin.cut,
            form,
            kind: "procurement below 80 per cent",
            name: row.name(),
            chance: Forecast { centres, sd: libm::sqrt(variance) }.below(fall),
            trivial: Forecast::normal(0.0, libm::sqrt(trivial)).below(fall),
            came: row.value - origin.rows[from].value < fall,
        })
    };
    origin.rows.iter().enumerate().filter_map(event).collect()
}

/// A decision that was foretold from an origin.
#[derive(Clone, Debug, PartialEq)]
pub struct Vote {
    /// The last month known.
    pub origin: Month,
    /// What the forecast was given.
    pub form: Form,
    /// Id of the decision.
    pub decision: String,
    /// The date as recorded.
    pub date: String,
    /// How many options there were.
    pub options: usize,
    /// Share of the members in which it was voted on.
    pub voted: f64,
    /// Chance given to what history chose.
    pub given: f64,
    /// Brier score: over the options, 0 best and 2 worst.
    pub brier: f64,
    /// That of equal chances.
    pub equal: f64,
    /// That of the majority of last time.
    pub last_time: f64,
    /// Whether a position was taken from the vote itself.
    pub coded_from_the_vote: bool,
}

/// The decisions of all origins, by date.
pub fn votes(evidence: &Evidence, origins: &[Origin]) -> Vec<Vote> {
    let mut dated: Vec<&Decision> = evidence.decisions.iter().collect();
    dated.sort_by_key(|decision| decision.date.days().0);
    let mut votes = Vec::new();
    for origin in origins {
        for form in Form::ALL {
            let Some(lived) = origin.lived.get(&(Restart::Learned, form)) else { continue };
            for (n, decision) in dated.iter().enumerate() {
                votes.extend(vote((decision, &dated[..n]), (origin.cut, form), lived));
            }
        }
    }
    votes
}

fn vote(
    (decision, earlier): (&Decision, &[&Decision]),
    (origin, form): (Month, Form),
    lived: &Lived,
) -> Option<Vote> {
    let chances = lived.votes.get(&decision.id)?;
    let history = decision.history()?;
    let options = decision.options.len();
    let voted: Vec<usize> = (0..chances.ncols()).filter(|n| chances[(0, *n)].is_finite()).collect();
    if chances.nrows() != options || voted.is_empty() {
        return None;
    }
    let mean = |option: usize| {
        voted.iter().map(|n| chances[(option, *n)]).sum::<f64>() / voted.len() as f64
    };
    let means: Vec<f64> = (0..options).map(mean).collect();
    let last = last_time(decision, earlier);
    let certain = |option: usize| match last {
        Some(chosen) => f64::from(u8::from(option == chosen)),
        None => 1.0 / options as f64,
    };
    Some(Vote {
        origin,
        form,
        decision: decision.id.clone(),
        date: decision.date.to_string(),
        options,
        voted: voted.len() as f64 / chances.ncols() as f64,
        given: means[history],
        brier: brier(&means, history),
        equal: brier(&vec![1.0 / options as f64; options], history),
        last_time: brier(&(0..options).map(certain).collect::<Vec<_>>(), history),
        coded_from_the_vote: decision.coded_from_the_vote(),
    })
}
