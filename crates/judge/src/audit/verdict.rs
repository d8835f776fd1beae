//! What the model says of a claim, from its tests.

use evidence::{Fate, FateKind};

use super::Tested;
use super::count::{Count, Found};

/// Share of the theories that must agree before it is said of all of them: as of draws (judgement).
const MOST: f64 = 0.75;

/// What the model says of a claim.
#[derive(Clone, Debug, PartialEq)]
pub enum Model {
    /// Every test of it comes out as it expects, and at least one of them asks for what no single
    /// mechanism holds.
    Found(Tally),
    /// Mechanisms hold its direction, and that direction can be seen in the runs.
    Assumed(Tally),
    /// Some of its tests come out as it expects, others do not.
    Divided(Tally),
    /// The draws speak neither way.
    NotFound(Tally),
    /// The draws speak against it.
    Contradicted(Tally),
    /// The model has no place for it.
    NotInModel,
    /// It was not tested, and why.
    NotTested(String),
}

/// How many tests, draws and theories stand behind a verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Draws that agree, in the test that agrees least; under the theory where that is so.
    pub agree: usize,
    /// Draws of that test.
    pub of: usize,
    /// Tests that are found, under the first theory.
    pub tests_found: usize,
    /// Tests.
    pub tests: usize,
    /// Theories under which it is found.
    pub theories_found: usize,
    /// Theories under which it is contradicted.
    pub theories_against: usize,
    /// Theories.
    pub theories: usize,
}

impl Model {
    /// The word for it.
    pub fn word(&self) -> &'static str {
        match self {
            Model::Found(_) => "found",
            Model::Assumed(_) => "assumed",
            Model::Divided(_) => "divided",
            Model::NotFound(_) => "not found",
            Model::Contradicted(_) => "contradicted",
            Model::NotInModel => "not in the model",
            Model::NotTested(_) => "not tested",
        }
    }

    /// How many stand behind it; none if nothing was lived for it.
    pub fn tally(&self) -> Option<Tally> {
        match self {
            Model::Found(tally)
            | Model::Assumed(tally)
            | Model::Divided(tally)
            | Model::NotFound(tally)
            | Model::Contradicted(tally) => Some(*tally),
            Model::NotInModel | Model::NotTested(_) => None,
        }
    }

    /// The verdict on a claim of this fate.
    pub(super) fn of(fate: &Fate, tests: &[Tested], excuse: &str) -> Model {
        match fate.fate {
            FateKind::LeftOut => return Model::NotInModel,
            FateKind::Input if tests.is_empty() => {
                return Model::NotTested("it is given to the model".to_owned());
            }
            _ if tests.is_empty() => return Model::NotTested(excuse.to_owned()),
            _ => {}
        }
        let theories = tests[0].counts.len();
        if theories == 0 {
            return Model::NotTested("no run was lived".to_owned());
        }
        let theories: Vec<Joint> = (0..theories).map(|theory| Joint::of(tests, theory)).collect();
        if theories.iter().all(|joint| *joint == Joint::Unread) {
            return Model::NotTested(Found::Unread.word().to_owned());
        }
        let tally = Tally::of(tests, &theories);
        let most = |n: usize| n as f64 >= MOST * theories.len() as f64;
        let assumed = tests.iter().all(|one| one.test.assumed);
        let some = theories.iter().any(|joint| matches!(joint, Joint::Found | Joint::Mixed));
        match () {
            () if most(tally.theories_found) && assumed => Model::Assumed(tally),
            () if most(tally.theories_found) => Model::Found(tally),
            () if most(tally.theories_against) => Model::Contradicted(tally),
            () if some => Model::Divided(tally),
            () => Model::NotFound(tally),
        }
    }
}

/// What the tests of a claim come to together under one theory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joint {
    /// All that count are found.
    Found,
    /// One at least is contradicted, and none is found.
    Against,
    /// Some are found, others are not.
    Mixed,
    /// None is found and none contradicted.
    Not,
    /// None could be read.
    Unread,
}

impl Joint {
    fn of(tests: &[Tested], theory: usize) -> Joint {
        let found = relevant(tests, theory);
        let any = |what: Found| found.contains(&what);
        match (any(Found::Found), any(Found::Contradicted), any(Found::NotFound)) {
            (true, false, false) => Joint::Found,
            (true, _, _) => Joint::Mixed,
            (false, true, _) => Joint::Against,
            (false, false, true) => Joint::Not,
            (false, false, false) => Joint::Unread,
        }
    }
}

/// The tests that count under a theory: those whose direction no mechanism holds, if there are such;
/// an assumed direction that the runs contradict counts too.
fn relevant(tests: &[Tested], theory: usize) -> Vec<Found> {
    let all = || tests.iter().filter_map(|one| Some((one, one.counts.get(theory)?.found)));
    let open = tests.iter().any(|one| !one.test.assumed);
    let counts = |(one, found): &(&Tested, Found)| {
        !open || !one.test.assumed || *found == Found::Contradicted
    };
    all().filter(counts).map(|(_, found)| found).collect()
}

impl Tally {
    fn of(tests: &[Tested], theories: &[Joint]) -> Tally {
        let open = tests.iter().any(|one| !one.test.assumed);
        let counting = || tests.iter().filter(|one| !open || !one.test.assumed);
        let sum = |one: &Tested, of: fn(&Count) -> usize| one.counts.iter().map(of).sum::<usize>();
        let draws = counting().map(|one| (sum(one, |c| c.agree), sum(one, |c| c.of)));
        // The test that agrees least speaks for all; shares compare crosswise without rounding.
        let least = draws.filter(|(_, of)| *of > 0).min_by(|a, b| (a.0 * b.1).cmp(&(b.0 * a.1)));
        let (agree, of) = least.unwrap_or_default();
        let first = |one: &&Tested| one.counts.first().is_some_and(|c| c.found == Found::Found);
        let count = |what: Joint| theories.iter().filter(|joint| **joint == what).count();
        Tally {
            agree,
            of,
            tests_found: tests.iter().filter(first).count(),
            tests: tests.len(),
            theories_found: count(Joint::Found),
            theories_against: count(Joint::Against),
            theories: theories.len(),
        }
    }
}
