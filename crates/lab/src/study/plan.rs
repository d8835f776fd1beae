//! The plan of a study: its arms, which are compared with which, and the units to be lived.

use std::collections::{BTreeMap, BTreeSet};

use evidence::Evidence;
use kernel::Month;
use model::Timeline;

use super::{BLOCK, CENTRAL, Mode, Study};
use crate::error::LabError;
use crate::hashes::{ENGINE, eight_letters};
use crate::long::Microdata;
use crate::problems::{Place, Problem, Problems};
use crate::request::Request;
use crate::scenario::{self, Scenario, apply, freedom};
use crate::store::{Address, Label};

/// A scenario under a theory, with a freedom.
#[derive(Clone, Debug)]
pub struct Arm {
    /// What is lived: the scenario, with its freedom.
    pub request: Request,
    /// [`CENTRAL`], or the name of an account.
    pub theory: String,
}

impl Arm {
    /// The scenario.
    pub fn scenario(&self) -> &Scenario {
        &self.request.scenario
    }

    /// The freedom in words.
    pub fn freedom(&self) -> String {
        freedom::in_words(&self.request.scenario.freedom)
    }
}

/// An arm and the arm of the baseline that it is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Place of the arm in [`Plan::arms`].
    pub arm: usize,
    /// Place of its baseline.
    pub baseline: usize,
    /// How far the bodies of the party are free, as the study says it.
    pub mode: Mode,
}

/// Some draws of an arm: what the store keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Place of an arm in [`Plan::arms`] that needs it; others may need the same.
    pub arm: usize,
    /// The first draw; 0 is the central run.
    pub first: u32,
    /// The last draw.
    pub last: u32,
    /// Everything that its numbers depend on.
    pub address: Address,
}

/// What a study comes to.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The study.
    pub study: Study,
    /// The arms, in order of theory, mode and scenario, the baseline of each before its scenarios.
    pub arms: Vec<Arm>,
    /// The comparisons, in order of scenario, theory and mode.
    pub pairs: Vec<Pair>,
    /// The units, each once.
    pub units: Vec<Unit>,
    /// Hash of the evidence.
    pub evidence: String,
}

impl Plan {
    /// Reads the scenarios of a study under each of its theories and lists what is to be lived.
    ///
    /// # Errors
    /// All problems of the scenarios; two scenarios of one name; evidence that does not fit.
    pub fn of(study: Study, evidence: &Evidence) -> Result<Plan, LabError> {
        let history = Timeline::from_evidence(evidence).map_err(LabError::Evidence)?;
        let mut draft =
            Draft { study: &study, evidence, arms: Vec::new(), places: BTreeMap::new() };
        let mut pairs = Vec::new();
        for theory in &study.theories {
            let baseline = draft.scenario(&study.baseline, theory)?;
            let loaded: Vec<Scenario> = study
                .scenarios
                .iter()
                .map(|name| draft.scenario(name, theory))
                .collect::<Result<_, LabError>>()?;
            distinct(&baseline, &loaded, &study)?;
            let first = |own: &Scenario| first_change(&history, &baseline, own);
            let firsts: Vec<Month> = loaded.iter().map(first).collect::<Result<_, _>>()?;
            for mode in &study.modes {
                if loaded.is_empty() {
                    draft.arm(&baseline, theory, *mode, model::FIRST, &baseline)?;
                }
                for ((own, first), rank) in loaded.iter().zip(&firsts).zip(0..) {
                    let before = draft.arm(&baseline, theory, *mode, *first, own)?;
                    let arm = draft.arm(own, theory, *mode, *first, own)?;
                    pairs.push((rank, Pair { arm, baseline: before, mode: *mode }));
                }
            }
        }
        // A stable sort: theories and modes keep the order of the study.
        pairs.sort_by_key(|(rank, _): &(i32, Pair)| *rank);
        let arms = draft.arms;
        let evidence = evidence.content_hash();
        let units = units(&study, &arms, &evidence);
        let pairs = pairs.into_iter().map(|(_, pair)| pair).collect();
        Ok(Plan { study, arms, pairs, units, evidence })
    }

    /// The id of the study: `study-` and eight letters. The same comparisons of the same units have
    /// the same id.
    pub fn id(&self) -> String {
        let mut text = format!("{}\n{}\n", self.study.name, self.study.question);
        for arm in &self.arms {
            let scenario = arm.scenario();
            text.push_str(&format!("{} {} {}\n", scenario.name, arm.theory, arm.freedom()));
        }
        for pair in &self.pairs {
            text.push_str(&format!("{} {} {}\n", pair.arm, pair.baseline, pair.mode.word()));
        }
        for unit in &self.units {
            text.push_str(&format!("{}\n", unit.address.id()));
        }
        format!("study-{}", eight_letters(&text))
    }

    /// The addresses of an arm's units, in order of their draws.
    pub fn addresses(&self, arm: usize) -> Vec<Address> {
        let blocks = blocks(self.study.draws);
        blocks
            .map(|(first, last)| address(&self.study, &self.arms[arm], &self.evidence, first, last))
            .collect()
    }

    /// What a unit is called in the lists of the store.
    pub fn label(&self, unit: &Unit) -> Label {
        let arm = &self.arms[unit.arm];
        let about = format!("{}, {}, {}", arm.scenario().name, arm.theory, arm.freedom());
        Label { study: self.study.name.clone(), about }
    }

    /// Runs over all units.
    pub fn runs(&self) -> u64 {
        self.units.iter().map(|unit| u64::from(unit.last - unit.first) + 1).sum()
    }
}

/// A plan in the making.
struct Draft<'a> {
    study: &'a Study,
    evidence: &'a Evidence,
    arms: Vec<Arm>,
    /// Scenario, theory and freedom of each arm.
    places: BTreeMap<(String, String, String), usize>,
}

impl Draft<'_> {
    fn scenario(&self, name: &str, theory: &str) -> Result<Scenario, LabError> {
        let theory = (theory != CENTRAL).then_some(theory);
        scenario::find_under(name, theory, self.evidence).map_err(LabError::Scenario)
    }

    /// The place of the arm of `own`, with the freedom that `leader` has in this mode.
    fn arm(
        &mut self,
        own: &Scenario,
        theory: &str,
        mode: Mode,
        first: Month,
        leader: &Scenario,
    ) -> Result<usize, LabError> {
        let freedom = mode.freedom(first, &leader.freedom);
        let words = freedom::in_words(&freedom);
        let key = (own.name.clone(), theory.to_owned(), words);
        if let Some(place) = self.places.get(&key) {
            return Ok(*place);
        }
        let scenario = if own.freedom == freedom {
            own.clone()
        } else {
            own.clone().freed(freedom, self.evidence).map_err(LabError::Scenario)?
        };
        let study = self.study;
        let request = Request {
            scenario,
            seed: study.seed,
            draws: study.draws,
            households: study.households,
            members: study.members,
            threads: None,
            until: study.until,
            prior: false,
            microdata: Microdata::None,
        };
        self.arms.push(Arm { request, theory: theory.to_owned() });
        self.places.insert(key, self.arms.len() - 1);
        Ok(self.arms.len() - 1)
    }
}

/// Two scenarios of one name could not be told apart in the tables.
fn distinct(baseline: &Scenario, others: &[Scenario], study: &Study) -> Result<(), LabError> {
    let mut seen = BTreeSet::new();
    for scenario in std::iter::once(baseline).chain(others) {
        if !seen.insert(&scenario.name) {
            let what = format!("two scenarios of the study are named `{}`", scenario.name);
            let place = Place::line(&study.file.display().to_string(), 0);
            let problem = Problem::new("S009", place, what).help("give one of them another name");
            return Err(LabError::Scenario(Problems(vec![problem])));
        }
    }
    Ok(())
}

/// The first month in which the scenario commands or decides what history did not. A scenario that
/// only assumes otherwise differs from the first month on.
fn first_change(
    history: &Timeline,
    baseline: &Scenario,
    scenario: &Scenario,
) -> Result<Month, LabError> {
    if (&scenario.assumes, &scenario.silenced) != (&baseline.assumes, &baseline.silenced) {
        return Ok(model::FIRST);
    }
    let own = apply::timeline(history.clone(), &scenario.actions)
        .map_err(|why| LabError::Start { draw: 0, why })?;
    Ok(own.first_difference(history).min(model::LAST))
}

/// The blocks of the draws, the central run among the first.
fn blocks(draws: u32) -> impl Iterator<Item = (u32, u32)> {
    (0..=draws).step_by(BLOCK as usize).map(move |first| (first, (first + BLOCK - 1).min(draws)))
}

fn units(study: &Study, arms: &[Arm], evidence: &str) -> Vec<Unit> {
    let mut seen = BTreeSet::new();
    let mut units = Vec::new();
    for (place, arm) in arms.iter().enumerate() {
        for (first, last) in blocks(study.draws) {
            let address = address(study, arm, evidence, first, last);
            if seen.insert(address.clone()) {
                units.push(Unit { arm: place, first, last, address });
            }
        }
    }
    units
}

fn address(study: &Study, arm: &Arm, evidence: &str, first: u32, last: u32) -> Address {
    let rows = |rows: usize| if rows == usize::MAX { "full".to_owned() } else { rows.to_string() };
    Address::new(&[
        ("ktokogo", "unit 1"),
        ("engine", ENGINE),
        ("evidence", evidence),
        ("scenario", &arm.scenario().hash),
        ("decisions", &arm.freedom()),
        ("seed", &study.seed.to_string()),
        ("draws", &format!("{first}-{last}")),
        ("households", &rows(study.households)),
        ("members", &rows(study.members)),
        ("until", &study.until.to_string()),
        ("keep", &study.keep.join(" ")),
    ])
}
