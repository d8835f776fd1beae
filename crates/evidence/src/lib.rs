//! The evidence: sources, series, events, claims, decrees, decisions, given paths and targets.
//!
//! All that the model knows of history is read here and nowhere else. The files stand in
//! `evidence/` of the repository and are built into the binary; [`Evidence::load`] takes another
//! folder of the same form instead. Every row keeps its file and line, so that a number in a
//! result can be followed to the page it comes from, and a fault to the place that mends it.

mod actors;
mod audit;
mod calendar;
mod claim_audit;
mod claim_tests;
mod claims;
mod date;
mod decisions;
mod decisions_audit;
mod decrees;
mod discriminating;
mod discriminating_audit;
mod document;
mod fault;
mod files;
mod package;
mod persons;
mod record;
mod schema;
mod series;
mod sources;
mod table;
mod targets;

pub use actors::{Actor, Portrait, Position, Tie};
pub use audit::{CardFacts, ParameterFacts};
pub use claim_tests::{ClaimArm, ClaimTest, ClaimTests, Expected, Reading, TestKind, Untested};
pub use claims::{
    Claim, Fate, FateKind, Hinge, LedgerEntry, Outcome, Rival, RivalTest, Rivalry, Switch,
};
pub use date::{Calendar, CivilDate, DateError, HistoricalDate, MONTHS, Precision, YearMonth};
pub use decisions::{BODIES, Decision, DecisionOption, Known, Stance};
pub use decrees::{Decree, DecreeKind, Set, Setting};
pub use discriminating::{
    Comparison, Discriminating, DiscriminatingTests, Measure, Pointer, RecordReading, Side,
    Whereabouts,
};
pub use discriminating_audit::{Found, OPEN};
pub use fault::{Fault, nearest_name};
pub use package::{data_package, schema_page};
pub use persons::same_person;
pub use record::{Event, Membership, PathRow, Signatory, Vote};
pub use schema::{Field, Kind, SCHEMAS, Schema};
pub use series::{Confidence, Grade, Row};
pub use sources::Source;
pub use targets::{Check, Fact};

use files::Files;
use std::path::Path;

/// The bibliography key that stands for "no source: set by the makers of the model".
pub const JUDGEMENT: &str = "judgement";

/// Everything that was read.
#[derive(Debug)]
pub struct Evidence {
    /// Numbers by date, in order of files and lines.
    pub rows: Vec<Row>,
    /// What happened.
    pub events: Vec<Event>,
    /// Recorded votes.
    pub votes: Vec<Vote>,
    /// Who sat where.
    pub bodies: Vec<Membership>,
    /// Signatories of the statement of the 46.
    pub platform46: Vec<Signatory>,
    /// Persons.
    pub actors: Vec<Actor>,
    /// The bibliography.
    pub sources: Vec<Source>,
    /// The ledger of claims.
    pub claims: Vec<LedgerEntry>,
    /// What the model does with each claim.
    pub fates: Vec<Fate>,
    /// Switches, hinges, outcomes, rivals and tests.
    pub rivalry: Rivalry,
    /// Tests of the claims, and how rivals read them.
    pub claim_tests: ClaimTests,
    /// How the tests that part the rivals are measured.
    pub discriminating: DiscriminatingTests,
    /// Decrees and shocks, in order of files and lines.
    pub decrees: Vec<Decree>,
    /// What bodies decided, and what else they could have, in order of files and lines.
    pub decisions: Vec<Decision>,
    /// Given paths.
    pub paths: Vec<PathRow>,
    /// Stylised facts.
    pub targets: Vec<Fact>,
    /// The files themselves.
    files: Files,
}

impl Evidence {
    /// The evidence that was built into the program.
    pub fn embedded() -> Result<Self, Vec<Fault>> {
        Self::read(Files::embedded())
    }

    /// The evidence of a folder, which takes the place of the one that was built in.
    pub fn load(folder: &Path) -> Result<Self, Vec<Fault>> {
        Self::read(Files::load(folder)?)
    }

    fn read(files: Files) -> Result<Self, Vec<Fault>> {
        let mut evidence = Self {
            rows: Vec::new(),
            events: Vec::new(),
            votes: Vec::new(),
            bodies: Vec::new(),
            platform46: Vec::new(),
            actors: Vec::new(),
            sources: Vec::new(),
            claims: Vec::new(),
            fates: Vec::new(),
            rivalry: Rivalry::default(),
            claim_tests: ClaimTests::default(),
            discriminating: DiscriminatingTests::default(),
            decrees: Vec::new(),
            decisions: Vec::new(),
            paths: Vec::new(),
            targets: Vec::new(),
            files: Files::default(),
        };
        let mut faults = Vec::new();
        for (name, bytes) in files.iter() {
            evidence.read_file(name, &files.shown(name), bytes, &mut faults);
        }
        evidence.files = files;
        sources::check_keys(&evidence.sources, &mut faults);
        if faults.is_empty() { Ok(evidence) } else { Err(faults) }
    }

    fn read_file(&mut self, name: &str, shown: &str, bytes: &[u8], faults: &mut Vec<Fault>) {
        let (folder, kind) = place(name);
        match (folder, kind) {
            ("series", "csv") => self.rows.extend(series::read(shown, bytes, faults)),
            ("events", "csv") => self.events.extend(record::read_events(shown, bytes, faults)),
            ("votes", "csv") => self.votes.extend(record::read_votes(shown, bytes, faults)),
            ("bodies", "csv") => self.bodies.extend(record::read_bodies(shown, bytes, faults)),
            ("paths", "csv") => self.paths.extend(record::read_paths(shown, bytes, faults)),
            ("actors", "toml") => self.actors.extend(actors::read(shown, bytes, faults)),
            ("sources", "bib") => self.sources.extend(sources::read(shown, bytes, faults)),
            ("decrees", "toml") => self.decrees.extend(decrees::read(shown, bytes, faults)),
            ("decisions", "toml") => self.decisions.extend(decisions::read(shown, bytes, faults)),
            ("targets", "toml") => self.targets.extend(targets::read(shown, bytes, faults)),
            _ => match name {
                "platform46.csv" => {
                    self.platform46.extend(record::read_platform46(shown, bytes, faults));
                }
                "claims/claims.toml" => {
                    self.claims.extend(claims::read_claims(shown, bytes, faults));
                }
                "claims/fates.toml" => self.fates.extend(claims::read_fates(shown, bytes, faults)),
                "claims/discriminating.toml" => {
                    self.discriminating = discriminating::read(shown, bytes, faults);
                }
                "claims/hinges_outcomes_rivals.toml" => {
                    self.rivalry = claims::read_rivalry(shown, bytes, faults);
                }
                "claims/tests.toml" => {
                    self.claim_tests = claim_tests::read(shown, bytes, faults);
                }
                _ => faults.push(Fault::new(
                    shown,
                    0,
                    "no table is read from this place",
                    "see SCHEMA.md for the folders, or take the file out",
                )),
            },
        }
    }

    /// The rows of a series, in order of files and lines.
    pub fn series(&self, name: &str) -> Vec<&Row> {
        self.rows.iter().filter(|row| row.series == name).collect()
    }

    /// The names of all series, in order of the alphabet.
    pub fn series_names(&self) -> Vec<&str> {
        names(self.rows.iter().map(|row| row.series.as_str()))
    }

    /// The rows of a given path, in order of files and lines.
    pub fn path(&self, name: &str) -> Vec<&PathRow> {
        self.paths.iter().filter(|row| row.path == name).collect()
    }

    /// The names of all given paths, in order of the alphabet.
    pub fn path_names(&self) -> Vec<&str> {
        names(self.paths.iter().map(|row| row.path.as_str()))
    }

    /// The source of a key.
    pub fn source(&self, key: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.key == key)
    }

    /// The claim of a name.
    pub fn claim(&self, id: &str) -> Option<&Claim> {
        self.claims.iter().map(|entry| &entry.claim).find(|claim| claim.id == id)
    }

    /// The name of a series, path, source, claim or decree nearest to one that was not found.
    pub fn nearest_name(&self, name: &str) -> Option<&str> {
        let known = (self.rows.iter().map(|row| row.series.as_str()))
            .chain(self.paths.iter().map(|row| row.path.as_str()))
            .chain(self.sources.iter().map(|source| source.key.as_str()))
            .chain(self.claims.iter().map(|entry| entry.claim.id.as_str()))
            .chain(self.decrees.iter().map(|decree| decree.id.as_str()));
        nearest_name(name, known)
    }

    /// A hash of the names and bytes of all files, in hexadecimal.
    pub fn content_hash(&self) -> String {
        self.files.content_hash()
    }

    /// The names of the files, relative to the root of the evidence, in order.
    pub fn file_names(&self) -> Vec<&str> {
        self.files.iter().map(|(name, _)| name).collect()
    }
}

/// The first folder of a file and its kind.
fn place(name: &str) -> (&str, &str) {
    let folder = name.split_once('/').map_or("", |(folder, _)| folder);
    let kind = name.rsplit_once('.').map_or("", |(_, kind)| kind);
    (folder, kind)
}

/// Names without repetition, in order of the alphabet.
fn names<'a>(all: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut names: Vec<_> = all.collect();
    names.sort_unstable();
    names.dedup();
    names
}
