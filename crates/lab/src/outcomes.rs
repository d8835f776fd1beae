//! Which of the outcomes O1 to O8 of the ledger of claims a run ends in.
//!
//! An outcome has parts, each a path from 0 to 1 that stands at 1 when its condition is met; its index
//! is the mean of its parts, and it holds when all of them are met. Several can hold at once: they
//! stand on different axes, and some exclude each other only by their numbers. A threshold that is
//! just reached counts as met. The definitions are those of
//! `evidence/claims/hinges_outcomes_rivals.toml`; what the model cannot see is left out or replaced,
//! and every outcome says what and why.

use model::Record;

mod parts;
mod shares;
use parts::{
    either_side, extremes, growth, lasting, level, level_of, most_so_far, share_of, since, year,
};
pub use shares::{Share, shares, wilson};

/// What an outcome is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// Who owns.
    Property,
    /// Who rules.
    Power,
    /// Whether the government lives.
    Survival,
    /// Whether it stands alone.
    World,
}

impl Axis {
    /// The name of the axis in the ledger.
    pub const fn name(self) -> &'static str {
        match self {
            Axis::Property => "property",
            Axis::Power => "power",
            Axis::Survival => "survival",
            Axis::World => "world",
        }
    }
}

/// An outcome as the ledger defines it and the model measures it.
#[derive(Clone, Copy, Debug)]
pub struct Definition {
    /// O1 to O8.
    pub id: &'static str,
    /// Name.
    pub name: &'static str,
    /// Axis.
    pub axis: Axis,
    /// What it means that it holds, in a sentence.
    pub holds: &'static str,
    /// What it means that it does not.
    pub fails: &'static str,
    /// Where the measure departs from the ledger's definition, and why.
    pub departs: &'static str,
    /// The variables that its conditions read.
    reads: &'static [&'static str],
    parts: fn(&Record) -> Vec<Part>,
}

/// A condition of an outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The condition in words.
    pub text: &'static str,
    /// How far it is met, month by month, 0 to 1; `None` if the run does not report what it needs.
    pub path: Option<Vec<f64>>,
}

/// What became of an outcome in one run.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// O1 to O8.
    pub id: &'static str,
    /// Name.
    pub name: &'static str,
    /// Axis.
    pub axis: Axis,
    /// Whether it holds at the end of the run.
    pub held: bool,
    /// How near it is at the end of the run, 0 to 1; not a number if nothing of it is reported.
    pub index: f64,
    /// The same, month by month.
    pub path: Vec<f64>,
    /// Its conditions.
    pub parts: Vec<Part>,
    /// What came of it, in a sentence, and what was not measured.
    pub sentence: String,
    /// Where the measure departs from the ledger's definition, and why.
    pub departs: &'static str,
}

/// What became of every outcome in a run.
pub fn outcomes(record: &Record) -> Vec<Outcome> {
    DEFINITIONS.iter().map(|definition| outcome(definition, record)).collect()
}

fn outcome(definition: &Definition, record: &Record) -> Outcome {
    let parts = (definition.parts)(record);
    let known: Vec<&[f64]> = parts.iter().filter_map(|part| part.path.as_deref()).collect();
    let path: Vec<f64> = (0..record.months)
        .map(|month| known.iter().map(|path| path[month]).sum::<f64>() / known.len() as f64)
        .collect();
    let last = |path: &[f64]| path.last().copied().unwrap_or(f64::NAN);
    let held = !known.is_empty() && known.iter().all(|path| last(path) >= 1.0);
    Outcome {
        id: definition.id,
        name: definition.name,
        axis: definition.axis,
        held,
        index: last(&path),
        path,
        sentence: sentence(if held { definition.holds } else { definition.fails }, &parts),
        departs: definition.departs,
        parts,
    }
}

/// The verdict, with what it does not rest on.
fn sentence(verdict: &str, parts: &[Part]) -> String {
    let lacking: Vec<&str> = parts.iter().filter(|p| p.path.is_none()).map(|p| p.text).collect();
    if lacking.is_empty() {
        return verdict.to_owned();
    }
    format!("{verdict} Not measured: {}.", lacking.join("; "))
}

impl Definition {
    /// The variables that its conditions read, in alphabetical order.
    pub fn variables(&self) -> Vec<&'static str> {
        let mut names = self.reads.to_vec();
        names.sort_unstable();
        names
    }
}

/// Private share of industry below which the state holds more than 0.8 of it, and the share at which
/// it would hold half.
const STATE_INDUSTRY: (f64, f64) = (0.5, 0.2);
/// Grain taken over grain procured in a year, from which the year counts as one of levies
/// (judgement: no year of purchase has any, the weakest year of emergency measures has more).
const LEVIED: f64 = 0.05;

/// The outcomes, in the order of the ledger.
pub const DEFINITIONS: [Definition; 8] = [
    Definition {
        id: "O1",
        name: "Bourgeois restoration (Ustryalov)",
        axis: Axis::Property,
        holds: "Private owners make more than half of industrial output and have traded freely \
                abroad for three years.",
        fails: "Private owners have not come to lead industry with free trade abroad.",
        departs: "Non-farm output is that of industry. Private foreign trade counts as legal while \
                  the monopoly is at most half strict. A government without Communists is not in the \
                  model.",
        reads: &["industry.private_share", "world.trade_monopoly"],
        parts: o1,
    },
    Definition {
        id: "O2",
        name: "Bureaucratic degeneration (Thermidor)",
        axis: Axis::Power,
        holds: "State property stands, and the index of degeneration has passed its threshold.",
        fails: "The index of degeneration has not passed its threshold on state property.",
        departs: "The state's share of industry is that of the last twelve months.",
        reads: &["outcome.thermidor_index", "industry.private_share"],
        parts: o2,
    },
    Definition {
        id: "O3",
        name: "Personal dictatorship",
        axis: Axis::Power,
        holds: "One person has held the office for five years, has lost no recorded vote for two, \
                and no rival of 1923 sits in the Politburo.",
        fails: "No one person rules alone by the measure of office, votes and rivals.",
        departs: "As defined; a month of which no vote is recorded counts as one without a defeat.",
        reads: &["leaders.secretary_months", "leaders.secretary_unbeaten", "leaders.rivals_seated"],
        parts: o3,
    },
    Definition {
        id: "O4",
        name: "Collapse by revolt or intervention",
        axis: Axis::Survival,
        holds: "After the civil war the prospect of survival was next to nothing for three months.",
        fails: "After the civil war the government was never without prospects for three months.",
        departs: "Which regions the government holds is given, so that no run can lose a capital. A \
                  prospect of survival of at most 0.05 for three months from 1921 on stands in for it; \
                  before, fronts divided the country in history too.",
        reads: &["outcome.regime_survival"],
        parts: o4,
    },
    Definition {
        id: "O5",
        name: "Extension of world revolution",
        axis: Axis::World,
        holds: "An allied workers' government in an industrial country lived for two years.",
        fails: "No allied workers' government in an industrial country lived for two years.",
        departs: "As defined; a government that fell after two years counts.",
        reads: &["world.workers_government"],
        parts: o5,
    },
    Definition {
        id: "O6",
        name: "Reformed workers' democracy",
        axis: Axis::Power,
        holds: "For two years secretaries were elected, an opposition sat in the congress, critics \
                were not expelled, and the state held industry.",
        fails: "Elections, a seated opposition and tolerance of critics did not come together for \
                two years.",
        departs: "The two platforms are the leadership's and one opposition. Free lists are read from \
                  police and one-party rule of at most 0.3, exile of critics from expulsions for \
                  opinion: both are judgement.",
        reads: &[
            "secretariat.appointed",
            "congress.opposition",
            "classes.repression",
            "party.expelled_for_opinion",
            "industry.private_share",
        ],
        parts: o6,
    },
    Definition {
        id: "O7",
        name: "Continued NEP balance (Bukharin)",
        axis: Axis::Property,
        holds: "Private traders keep a fifth to a half of retail trade, grain is bought, and the \
                state holds industry.",
        fails: "The balance of private trade, purchased grain and state industry does not hold.",
        departs: "Collective farms are not in the model; grain bought and not taken stands for it. \
                  Shares are those of the last twelve months.",
        reads: &["trade.private_share", "grain.taken", "grain.procured", "industry.private_share"],
        parts: o7,
    },
    Definition {
        id: "O8",
        name: "Revolution from above (historical path)",
        axis: Axis::Property,
        holds: "Grain has been taken for two years, private trade is nearly gone, and the state's \
                investment leapt as far as it is measured.",
        fails: "Two years of levies, the end of private trade and a leap of investment did not come \
                together.",
        departs: "Collective farms are not in the model: mass collectivisation is left out, and two \
                  years of levies on a country that had gone over to purchase stand for it.",
        reads: &["grain.taken", "grain.procured", "trade.private_share", "state.investment_share"],
        parts: o8,
    },
];

const YEARS_2: f64 = 24.0;

fn part(text: &'static str, path: Option<Vec<f64>>) -> Part {
    Part { text, path }
}

/// The state's share of industry over the last twelve months.
fn state_industry(record: &Record) -> Option<Vec<f64>> {
    let (none, met) = STATE_INDUSTRY;
    Some(level_of(&year(record.variable("industry.private_share", None)?), none, met))
}

/// Grain taken over grain procured, last twelve months.
fn taken(record: &Record) -> Option<Vec<f64>> {
    share_of(record, "grain.taken", "grain.procured")
}

fn o1(record: &Record) -> Vec<Part> {
    let private = record
        .variable("industry.private_share", None)
        .map(|path| level_of(&year(path), STATE_INDUSTRY.1, 0.5));
    let legal = level(record, "world.trade_monopoly", 1.0, 0.5);
    let both = lasting(&[&private, &legal], 36.0);
    vec![
        part("private share of industrial output at least 0.5", private),
        part("monopoly of foreign trade at most half strict", legal),
        part("both for 36 months", both),
    ]
}

fn o2(record: &Record) -> Vec<Part> {
    vec![
        part("index at least 0.75", level(record, "outcome.thermidor_index", 0.0, 0.75)),
        part("state share of industry at least 0.8", state_industry(record)),
    ]
}

fn o3(record: &Record) -> Vec<Part> {
    let office = level(record, "leaders.secretary_months", 0.0, 60.0);
    let unbeaten = level(record, "leaders.secretary_unbeaten", 0.0, YEARS_2);
    vec![
        part("60 months in office", office),
        part("24 months without a lost vote", unbeaten),
        part("no rival of 1923 in the Politburo", level(record, "leaders.rivals_seated", 3.0, 0.0)),
    ]
}

fn o4(record: &Record) -> Vec<Part> {
    let after = |path: Vec<f64>| most_so_far(&since(record, 1921, &path));
    let level = level(record, "outcome.regime_survival", 0.5, 0.05);
    let three = lasting(&[&level.as_ref().map(|path| since(record, 1921, path))], 3.0);
    vec![
        part("prospect of survival at most 0.05 since 1921", level.map(after)),
        part("for 3 months", three.map(|path| most_so_far(&path))),
    ]
}

fn o5(record: &Record) -> Vec<Part> {
    let lived = level(record, "world.workers_government", 0.0, YEARS_2);
    vec![part("24 months lived", lived.map(|path| most_so_far(&path)))]
}

fn o6(record: &Record) -> Vec<Part> {
    let elected = level(record, "secretariat.appointed", 0.75, 0.25);
    let seated = level(record, "congress.opposition", 0.01, 0.10);
    let lists = level(record, "classes.repression", 1.0, 0.3);
    let critics = level(record, "party.expelled_for_opinion", 1.0, 0.0);
    let state = state_industry(record);
    let all = lasting(&[&elected, &seated, &lists, &critics, &state], YEARS_2);
    vec![
        part("at least 0.75 of provincial secretaries elected", elected),
        part("opposition with at least 0.10 of delegates", seated),
        part("police and one-party rule at most 0.3", lists),
        part("nobody expelled for opinion", critics),
        part("state share of industry at least 0.8", state),
        part("all of it for 24 months", all),
    ]
}

fn o7(record: &Record) -> Vec<Part> {
    let retail = record.variable("trade.private_share", None).map(year);
    let most = taken(record).map(|path| extremes(&path, 2).1);
    vec![
        part("private retail 0.2 to 0.5", retail.map(|path| either_side(&path, 0.2, 0.5))),
        part("grain bought for two years", most.map(|path| level_of(&path, 0.5, LEVIED))),
        part("state share of industry at least 0.8", state_industry(record)),
    ]
}

fn o8(record: &Record) -> Vec<Part> {
    let retail = record.variable("trade.private_share", None).map(year);
    let least = taken(record).map(|path| extremes(&path, 2).0);
    let up = record.variable("state.investment_share", None).map(|path| growth(&year(path), 24));
    vec![
        part("grain taken in two years running", least.map(|path| level_of(&path, 0.0, LEVIED))),
        part("private retail at most 0.15", retail.map(|path| level_of(&path, 0.5, 0.15))),
        part("investment share up by half in two years", up.map(|p| level_of(&p, 1.0, 1.5))),
    ]
}

#[cfg(test)]
mod tests;
