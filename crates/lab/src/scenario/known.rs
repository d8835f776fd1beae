//! The names that a scenario may use, with their units and limits.

use std::collections::BTreeSet;

use evidence::Evidence;
use kernel::Prior;
use model::{Order, Path, Question, Timeline, instruments};

use crate::problems::{Place, Problem, Problems};

/// What a scenario can speak of.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The instruments of policy.
    pub instruments: Vec<Instrument>,
    /// The parameters.
    pub parameters: Vec<Parameter>,
    /// The mechanisms.
    pub mechanisms: Vec<String>,
    /// The regions.
    pub regions: Vec<String>,
    /// The given paths that instruments follow.
    pub paths: Vec<Path>,
    /// The decrees and shocks of history, in order.
    pub orders: Vec<Order>,
    /// What bodies decide, in order.
    pub decisions: Vec<Question>,
    /// Where each of `orders` is written.
    pub places: Vec<Place>,
    /// What a run reports: name, and whether region by region too.
    pub variables: Vec<(String, bool)>,
    /// The claims of the ledger.
    pub claims: BTreeSet<String>,
    /// The hinges of the ledger.
    pub hinges: BTreeSet<String>,
    /// Everything that a file may point to as `evidence:NAME`.
    pub records: BTreeSet<String>,
}

/// An instrument of policy.
#[derive(Clone, Debug)]
pub struct Instrument {
    /// Name.
    pub name: String,
    /// Unit.
    pub unit: String,
    /// Lowest value.
    pub low: f64,
    /// Highest value.
    pub high: f64,
    /// The words it takes; empty if it takes a number.
    pub words: Vec<String>,
    /// Whether it can be set region by region.
    pub regional: bool,
}

/// A parameter of a mechanism.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Full name.
    pub name: String,
    /// Unit.
    pub unit: String,
    /// What the model believes of it.
    pub prior: Prior,
}

impl Known {
    /// The names of this model and this evidence.
    ///
    /// # Errors
    /// If the decrees of the evidence do not fit the model.
    pub fn of(evidence: &Evidence) -> Result<Known, Problems> {
        let timeline = Timeline::from_evidence(evidence).map_err(|faults| {
            let problem = |fault: evidence::Fault| {
                Problem::new("S013", Place::line(&fault.file, fault.line), fault.what)
                    .help(fault.hint)
            };
            Problems(faults.into_iter().map(problem).collect())
        })?;
        let orders = timeline.orders().to_vec();
        Ok(Known {
            instruments: instruments().iter().map(Instrument::from).collect(),
            parameters: parameters(),
            mechanisms: mechanisms().into_iter().map(str::to_owned).collect(),
            regions: regions(),
            paths: timeline.paths().to_vec(),
            decisions: timeline.decisions.questions().to_vec(),
            places: orders.iter().map(|order| place(evidence, order)).collect(),
            orders,
            variables: variables(),
            claims: evidence.claims.iter().map(|entry| entry.claim.id.clone()).collect(),
            hinges: evidence.rivalry.hinges.iter().map(|hinge| hinge.id.clone()).collect(),
            records: records(evidence),
        })
    }

    /// The instrument of a name.
    pub fn instrument(&self, name: &str) -> Option<&Instrument> {
        self.instruments.iter().find(|instrument| instrument.name == name)
    }

    /// The parameter of a name.
    pub fn parameter(&self, name: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|parameter| parameter.name == name)
    }
}

impl From<&model::Instrument> for Instrument {
    fn from(known: &model::Instrument) -> Instrument {
        Instrument {
            name: known.name.to_owned(),
            unit: known.unit.to_owned(),
            low: known.low,
            high: known.high,
            words: known.words.iter().map(|word| (*word).to_owned()).collect(),
            regional: known.regional,
        }
    }
}

/// The parameters of the model, in the order of a theory.
pub fn parameters() -> Vec<Parameter> {
    let parameter = |named: model::NamedParameter| Parameter {
        name: named.full_name(),
        unit: named.declared.unit.to_owned(),
        prior: named.declared.prior,
    };
    model::Theory::parameters().into_iter().map(parameter).collect()
}

/// What a run reports: name, and whether region by region too.
pub(super) fn variables() -> Vec<(String, bool)> {
    model::VARIABLES.iter().map(|v| (v.name.to_owned(), v.regional)).collect()
}

/// The names of all series, paths, sources, claims, hinges, decrees and decisions.
fn records(evidence: &Evidence) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut add = |name: &str| names.insert(name.to_owned());
    evidence.series_names().into_iter().chain(evidence.path_names()).for_each(|n| _ = add(n));
    evidence.sources.iter().for_each(|source| _ = add(&source.key));
    evidence.claims.iter().for_each(|entry| _ = add(&entry.claim.id));
    evidence.rivalry.hinges.iter().for_each(|hinge| _ = add(&hinge.id));
    evidence.decrees.iter().for_each(|decree| _ = add(&decree.id));
    evidence.decisions.iter().for_each(|decision| _ = add(&decision.id));
    names
}

/// The mechanisms, in the order of the page; one that stands there twice is told once.
pub fn mechanisms() -> Vec<&'static str> {
    let mut names: Vec<&'static str> = Vec::new();
    for card in model::mechanisms() {
        if !names.contains(&card.name) {
            names.push(card.name);
        }
    }
    names
}

pub(super) fn regions() -> Vec<String> {
    let mut regions: Vec<String> = Vec::new();
    for cell in model::cells() {
        let name = cell.region_name();
        if cell.region.is_some() && !regions.iter().any(|known| known == name) {
            regions.push(name.to_owned());
        }
    }
    regions
}

fn place(evidence: &Evidence, order: &Order) -> Place {
    let decree = evidence.decrees.iter().find(|decree| decree.id == order.id);
    decree.map_or_else(|| Place::line("evidence", 0), |d| Place::line(&d.file, d.line))
}
