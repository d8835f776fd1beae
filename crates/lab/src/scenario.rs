//! Scenarios: a patch on history, in TOML.
//!
//! A file may say what someone does (`[[action]]`), how the world works (`[[assume]]`), how often
//! to draw (`[draws]`), where the bodies of the party are free (`[decisions]`) and what the author thinks of it all (`[passport]`). Everything it does not
//! say is as in its `parent`. What can be wrong with a file has a code:
//!
//! | code | meaning |
//! |---|---|
//! | S001 | the TOML is broken |
//! | S002 | unknown key |
//! | S003 | a key is missing |
//! | S004 | wrong type |
//! | S005 | unknown instrument, decree, decision, option, parameter, mechanism, region or parent |
//! | S006 | impossible date |
//! | S007 | value out of range |
//! | S008 | wrong unit |
//! | S009 | two keys of which only one may stand |
//! | S010 | two layers set the same thing at the same time |
//! | S011 | value outside the prior's support |
//! | S012 | unknown version of the format |
//! | S013 | the file cannot be read, or is its own ancestor |
//! | S014 | a prior that is none |
//! | S015 | nothing to go back to at the end of an action, or to begin with |
//! | S016 | an action on a parameter, or an assumption about an instrument |
//! | S017 | a condition that is none |
//! | S018 | a length of time that is none, or a ramp or scale that does not fit |
//! | S019 | a patch of the command line that cannot be read |

pub mod apply;
mod arms;
mod check;
mod dates;
mod entries;
pub mod fields;
pub mod freedom;
mod given;
pub mod known;
mod layers;
pub mod passport;
mod patch;
mod read;
pub mod schema;
mod shipped;
pub mod template;
pub mod theories;
mod wait;
pub mod words;
pub mod written;

#[cfg(test)]
mod effect_tests;
#[cfg(test)]
mod hinge_tests;
#[cfg(test)]
mod null_tests;
#[cfg(test)]
mod patch_tests;
#[cfg(test)]
mod schema_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod timed_tests;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use evidence::Evidence;
use kernel::{Month, Prior};
use model::{Change, Condition, Freedom, Setting, Timeline};

use crate::problems::{Place, Problem, Problems};
use known::Known;
pub use passport::Passport;
pub use patch::patch;
pub use shipped::{Shipped, shipped};

/// A plan for a run: history, with what the layers change.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// Short name, also in the files of a run.
    pub name: String,
    /// Title for the reader.
    pub title: String,
    /// The question it answers.
    pub question: String,
    /// What someone does, parents first.
    pub actions: Vec<Action>,
    /// How the world works, parents first.
    pub assumes: Vec<Assume>,
    /// Mechanisms that are switched off.
    pub silenced: BTreeSet<String>,
    /// Where the bodies' own votes carry instead of what history decided.
    pub freedom: Freedom,
    /// Draws that the file asks for.
    pub draws: Option<u32>,
    /// Seed that the file asks for.
    pub seed: Option<u64>,
    /// What the author says of it, shown with every result.
    pub passport: Passport,
    /// Every value that a scenario file sets, and where.
    pub layers: Vec<Layer>,
    /// The shipped name, or the file's name, by which it was called.
    pub file: String,
    /// The rival account whose switches it takes, if any.
    pub theory: Option<String>,
    /// Hash of what it does (not of its words), in hexadecimal.
    pub hash: String,
}

impl Scenario {
    /// What to type to call it again: a shipped name, or the name of its file.
    pub fn called(&self) -> &str {
        if self.file.is_empty() { &self.name } else { &self.file }
    }

    /// The last month for which its author vouches, if the passport names one.
    pub fn horizon(&self) -> Option<Month> {
        self.passport.horizon()
    }
}

/// What someone does.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    /// The deed.
    pub deed: Deed,
    /// Whether it wins over earlier layers that set the same thing.
    pub wins: bool,
    /// Evidence or reasons.
    pub because: Vec<String>,
    /// The file and line it comes from.
    pub origin: String,
}

/// The deed of an action.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// An instrument is held at a value.
    Set {
        /// Name of the instrument.
        instrument: String,
        /// The value, or the way to it.
        to: Target,
        /// First month.
        from: Month,
        /// Last month; none means to the end.
        until: Option<Month>,
    },
    /// An instrument is held at a value once a condition is met.
    When {
        /// What is waited for, in the record of the months already lived.
        condition: Condition,
        /// Name of the instrument.
        instrument: String,
        /// The value.
        change: Change,
        /// First month in which the condition may be met; none means the first of the run.
        from: Option<Month>,
        /// Last month in which it may be met and the value held; none means the last of the run.
        until: Option<Month>,
        /// For how many months the value is held; none means to `until`.
        lasts: Option<u32>,
    },
    /// A decree takes effect in another month.
    Move {
        /// Id of the decree.
        decree: String,
        /// The new month.
        to: Month,
    },
    /// A decree is never issued.
    Remove {
        /// Id of the decree.
        decree: String,
    },
    /// Somebody decides otherwise: an option is carried, whatever the vote.
    Choose {
        /// Id of the decision.
        decision: String,
        /// Id of the option.
        option: String,
    },
}

/// What a dated action makes of an instrument.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// This value, from the first month on.
    Value(Setting),
    /// In equal monthly steps from what stood before; the last of them reaches the value.
    Ramp {
        /// The value at the end.
        to: Setting,
        /// Number of steps.
        months: u32,
    },
    /// So many times what decrees and given paths give in each month.
    Scale(f64),
    /// What decrees and given paths give anyway: nothing changes.
    AsGiven,
}

/// An assumption about a parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Assume {
    /// Full name, `<mechanism>.<parameter>`.
    pub parameter: String,
    /// What is believed.
    pub belief: Belief,
    /// Whether it wins over earlier layers.
    pub wins: bool,
    /// Evidence or reasons.
    pub because: Vec<String>,
    /// The file and line it comes from.
    pub origin: String,
}

/// What is believed of a parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Belief {
    /// This value, in every draw.
    Value(f64),
    /// This prior instead of the model's own.
    Prior(Prior),
}

/// One value in force, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    /// Name of what is set.
    pub name: String,
    /// The value, in words.
    pub value: String,
    /// The file and line that set it.
    pub origin: String,
}

/// What happened, as far as it is known.
pub fn history() -> Scenario {
    const NAME: &str = "history";
    let text = shipped::find(NAME).map_or("", |(_, text)| text);
    // A test reads every shipped file without problems; this one has neither actions nor
    // assumptions, so that nothing needs to be looked up.
    let (draft, _) = read::read(&shipped::file(NAME), &text.into());
    finish(vec![draft], NAME, None)
}

/// Reads a scenario file and its parents, and checks every name, date, unit and value in it.
///
/// # Errors
/// All problems of the file, not only the first.
pub fn load(path: &Path, evidence: &Evidence) -> Result<Scenario, Problems> {
    load_under(path, None, evidence)
}

fn load_under(
    path: &Path,
    theory: Option<&str>,
    evidence: &Evidence,
) -> Result<Scenario, Problems> {
    let shown = path.display().to_string();
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => return Err(Problems(vec![unreadable(&shown, &error)])),
    };
    let known = Known::of(evidence)?;
    let file = path.file_name().map_or(shown.clone(), |name| name.to_string_lossy().into_owned());
    tried(resolve(&shown, &text, &known, &file, theory)?, evidence)
}

/// A scenario by its shipped name, or else by the path of its file.
///
/// # Errors
/// All problems of the file; a name that is neither, with the nearest shipped one.
pub fn find(name: &str, evidence: &Evidence) -> Result<Scenario, Problems> {
    find_under(name, None, evidence)
}

/// The same, with the switches of a rival account under its own layers.
///
/// # Errors
/// As [`find`]; a theory that does not exist, with the nearest.
pub fn find_under(
    name: &str,
    theory: Option<&str>,
    evidence: &Evidence,
) -> Result<Scenario, Problems> {
    if let Some((name, text)) = shipped::find(name) {
        let known = Known::of(evidence)?;
        return tried(resolve(&shipped::file(name), text, &known, name, theory)?, evidence);
    }
    if Path::new(name).exists() {
        return load_under(Path::new(name), theory, evidence);
    }
    let what = format!("there is no scenario and no file named `{name}`");
    let problem = Problem::new("S013", Place::line(name, 0), what).nearest(name, shipped::names());
    Err(Problems(vec![problem.help("`ktokogo list scenarios` shows all")]))
}

/// The scenario, if the model takes all its orders.
fn tried(scenario: Scenario, evidence: &Evidence) -> Result<Scenario, Problems> {
    let timeline = Timeline::from_evidence(evidence).map(|t| apply::timeline(t, &scenario.actions));
    match timeline {
        Ok(Err(why)) => {
            let place = Place::line(scenario.called(), 0);
            Err(Problems(vec![Problem::new("S007", place, format!("the model refuses {why}"))]))
        }
        // Faults of the evidence were told before, when the known names were gathered.
        Ok(Ok(_)) | Err(_) => Ok(scenario),
    }
}

fn unreadable(shown: &str, error: &std::io::Error) -> Problem {
    let what = match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        std::io::ErrorKind::IsADirectory => "this is a folder, not a file".to_owned(),
        std::io::ErrorKind::InvalidData => "the file is not text in UTF-8".to_owned(),
        _ => format!("the file cannot be read: {error}"),
    };
    Problem::new("S013", Place::line(shown, 0), what)
}

/// Reads a text and its parents and checks the whole.
fn resolve(
    shown: &str,
    text: &str,
    known: &Known,
    file: &str,
    theory: Option<&str>,
) -> Result<Scenario, Problems> {
    let mut problems = Problems::default();
    let mut drafts = Vec::new();
    let mut next = Some((Arc::<str>::from(shown), Arc::<str>::from(text)));
    while let Some((shown, text)) = next.take() {
        let (draft, found) = read::read(&shown, &text);
        problems.0.extend(found);
        match parent(&draft, &drafts) {
            Ok(found) => next = found,
            Err(problem) => problems.0.push(*problem),
        }
        drafts.push(draft);
    }
    drafts.reverse();
    if let Some(theory) = theory {
        match theories::draft(theory) {
            Ok(draft) => drafts.insert(1.min(drafts.len()), draft),
            Err(problem) => problems.0.push(*problem),
        }
    }
    problems.0.extend(check::check(&drafts, known));
    problems.or(()).map(|()| finish(drafts, file, theory))
}

/// The name of a file and its text.
type Named = (Arc<str>, Arc<str>);

/// The text of a draft's parent: none for history itself. A file is looked for beside its child.
fn parent(draft: &read::Draft, younger: &[read::Draft]) -> Result<Option<Named>, Box<Problem>> {
    let Some((name, place)) = &draft.parent else { return Ok(None) };
    if let Some((name, text)) = shipped::find(name) {
        return Ok(Some((shipped::file(name), text.into())));
    }
    if !name.ends_with(".toml") {
        let problem = Problem::new("S005", place.clone(), format!("unknown parent `{name}`"))
            .nearest(name, shipped::names())
            .help("a file as parent ends in .toml");
        return Err(Box::new(problem));
    }
    let path = Path::new(&*draft.file).with_file_name(name);
    let shown: Arc<str> = path.display().to_string().into();
    if std::iter::once(draft).chain(younger).any(|other| other.file == shown) {
        let what = format!("`{name}` is among its own ancestors");
        return Err(Box::new(Problem::new("S013", place.clone(), what)));
    }
    match std::fs::read_to_string(&path) {
        Ok(text) => Ok(Some((shown, text.into()))),
        Err(error) => {
            let problem = unreadable(&shown, &error);
            Err(Box::new(Problem { place: place.clone(), ..problem }.label("the parent")))
        }
    }
}

/// One scenario of its layers, the oldest first.
fn finish(drafts: Vec<read::Draft>, file: &str, theory: Option<&str>) -> Scenario {
    let mut scenario = Scenario {
        name: String::new(),
        title: String::new(),
        question: String::new(),
        actions: Vec::new(),
        assumes: Vec::new(),
        silenced: BTreeSet::new(),
        freedom: Freedom::Pinned,
        draws: None,
        seed: None,
        passport: Passport::default(),
        layers: Vec::new(),
        file: file.to_owned(),
        theory: theory.map(str::to_owned),
        hash: String::new(),
    };
    for draft in drafts {
        scenario.layers.extend(draft.layers());
        if let Some((freedom, _)) = draft.freedom {
            scenario.freedom = freedom;
        }
        if !draft.file.starts_with("theories/") {
            scenario.name = draft.name;
            scenario.title = draft.title;
            scenario.question = draft.question;
            scenario.passport = draft.passport;
        }
        scenario.draws = draft.draws.or(scenario.draws);
        scenario.seed = draft.seed.or(scenario.seed);
        scenario.actions.extend(draft.actions.into_iter().map(|(action, _)| action));
        scenario.assumes.extend(draft.assumes.into_iter().map(|(assume, _)| assume));
        scenario.silenced.extend(draft.silenced.into_iter().map(|(name, _)| name));
    }
    if scenario.title.is_empty() {
        scenario.title.clone_from(&scenario.name);
    }
    scenario.hash = scenario.content_hash();
    scenario
}
