//! The audit of the ledger of claims: for each claim its fate, what the record says of it, what the
//! model says of it, and what is a judgement. The three are kept apart, and the sentence that joins
//! them is no stronger than they are.
//!
//! [`Ask`] says what is wanted; [`Arms::of`] lists what is to be lived, [`live`] lives it, and
//! [`Audit::of`] holds the tests of `claims/tests.toml` against the lives. Without lives the audit
//! still gives what the ledger and the cards of the mechanisms say.
//!
//! What a mechanism holds by itself the model assumes. What comes of many mechanisms together it can
//! find or not find. Finding it does not show that it was so: other rules may give the same.

mod arms;
mod count;
pub mod html;
mod lives;
pub mod markdown;
mod verdict;
mod words;

#[cfg(test)]
mod tests;

use evidence::{Claim, ClaimTest, Evidence, Fate, Reading};

pub use arms::{Arm, Arms, Want};
pub use count::{Count, Found, count};
pub use lives::{Values, live};
pub use verdict::Model;
pub use words::{FACT_WORDS, fact_word};

/// Draws of each arm under no account, unless the user says otherwise.
pub const DRAWS: u32 = 12;
/// Draws of each arm under each account.
pub const DRAWS_OF_ACCOUNT: u32 = 4;
/// Rows of the household table: a test asks for a sign, not for a digit (judgement).
pub const HOUSEHOLDS: usize = 3000;
/// Rows of members.
pub const MEMBERS: usize = 2000;
/// The name of the theory in which every switch is drawn evenly.
pub const CENTRAL: &str = lab::study::CENTRAL;

/// What is wanted of an audit.
#[derive(Clone, Debug)]
pub struct Ask {
    /// Part of the id or statement of a claim, in lower case; empty for all claims.
    pub pattern: String,
    /// [`CENTRAL`], or names of accounts.
    pub theories: Vec<String>,
    /// Draws from the priors, of each arm under each theory.
    pub draws: u32,
    /// Seed of all chance.
    pub seed: u64,
    /// Rows of the household table.
    pub households: usize,
    /// About how many rows of members of the party.
    pub members: usize,
    /// Threads; none means one for each core.
    pub threads: Option<usize>,
}

/// An influence that a claim names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// As the ledger writes it: `cause -> effect (+)`.
    pub text: String,
    /// Mechanisms that realise it; none if it is left out or stands outside the graph.
    pub mechanisms: Vec<&'static str>,
}

/// What became of one test.
#[derive(Clone, Debug, PartialEq)]
pub struct Tested {
    /// The test.
    pub test: ClaimTest,
    /// What is asked, in words.
    pub question: String,
    /// The counts, one a theory; empty without lives.
    pub counts: Vec<Count>,
}

/// One claim with all that is said of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The claim.
    pub claim: Claim,
    /// Its fate.
    pub fate: Fate,
    /// Its influences, with what realises them.
    pub edges: Vec<Edge>,
    /// The tests.
    pub tests: Vec<Tested>,
    /// Why there is none, where one could be expected; may be empty.
    pub excuse: String,
    /// How rival accounts read it.
    pub readings: Vec<Reading>,
    /// What the model says.
    pub model: Model,
    /// What is a matter of judgement, in sentences.
    pub judgement: Vec<String>,
    /// All of it in one plain sentence or two.
    pub verdict: String,
}

/// The whole audit.
#[derive(Clone, Debug, PartialEq)]
pub struct Audit {
    /// The claims, in the order of the ledger.
    pub entries: Vec<Entry>,
    /// The theories that were lived; empty without lives.
    pub theories: Vec<String>,
    /// Draws of each arm under each theory.
    pub draws: u32,
    /// What was lived, in words; empty without lives.
    pub lived: String,
    /// What the reader should know.
    pub warnings: Vec<String>,
}

/// Whether a claim is asked for.
pub fn matches(claim: &Claim, pattern: &str) -> bool {
    pattern.is_empty()
        || claim.id.contains(pattern)
        || claim.statement.to_lowercase().contains(pattern)
}

impl Audit {
    /// The audit of the claims that are asked for; without `values` none of its tests is judged.
    pub fn of(evidence: &Evidence, ask: &Ask, values: Option<&Values>) -> Audit {
        let edges = model::edges::fates();
        let entry = |claim: &Claim| {
            let fate = evidence.fates.iter().find(|fate| fate.claim == claim.id)?;
            Some(entry(evidence, claim, fate, &edges, values))
        };
        let claims = evidence.claims.iter().map(|one| &one.claim);
        let entries = claims.filter(|claim| matches(claim, &ask.pattern)).filter_map(entry);
        Audit {
            entries: entries.collect(),
            theories: values.map(|_| ask.theories.clone()).unwrap_or_default(),
            draws: values.map_or(0, |_| ask.draws),
            lived: values.map(|values| words::lived(ask, values)).unwrap_or_default(),
            warnings: values.map(|values| values.warnings.clone()).unwrap_or_default(),
        }
    }
}

fn entry(
    evidence: &Evidence,
    claim: &Claim,
    fate: &Fate,
    edges: &[model::edges::Fate],
    values: Option<&Values>,
) -> Entry {
    let all = &evidence.claim_tests;
    let tests = all.tests.iter().filter(|test| test.claim == claim.id);
    let tested = |test: &ClaimTest| Tested {
        question: words::question(test, &all.arms),
        counts: values.map(|values| count::counts(test, all, values)).unwrap_or_default(),
        test: test.clone(),
    };
    let tests: Vec<Tested> = tests.map(tested).collect();
    let excuse = all.untested.iter().find(|one| one.claim == claim.id);
    let excuse = excuse.map(|one| one.why.clone()).unwrap_or_default();
    let readings = all.readings.iter().filter(|reading| reading.claims.contains(&claim.id));
    let readings: Vec<Reading> = readings.cloned().collect();
    let model = Model::of(fate, &tests, &excuse);
    let judgement = words::judgement(claim, &readings, &evidence.rivalry);
    let verdict = words::verdict(claim, fate, &model, &judgement);
    Entry {
        edges: claim.graph_edges.iter().map(|text| edge(text, edges)).collect(),
        claim: claim.clone(),
        fate: fate.clone(),
        tests,
        excuse,
        readings,
        model,
        judgement,
        verdict,
    }
}

/// The influence of this text, with the mechanisms that realise it.
fn edge(text: &str, edges: &[model::edges::Fate]) -> Edge {
    let named = text.split_once(" -> ").and_then(|(cause, rest)| {
        let effect = rest.split(' ').next()?;
        edges.iter().find(|fate| fate.edge == (cause, effect))
    });
    let mechanisms = named.map(|fate| fate.mechanisms.clone()).unwrap_or_default();
    Edge { text: text.to_owned(), mechanisms }
}
