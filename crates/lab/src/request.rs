//! What is asked for: a scenario, and how often and how finely to live it.

use kernel::Month;

use crate::error::LabError;
use crate::long::Microdata;
use crate::scenario::Scenario;

/// Draws from the priors beside the central run, unless the user says otherwise.
pub const DRAWS: u32 = 40;
/// The seed, unless the user says otherwise.
pub const SEED: u64 = 1917;
/// Household rows of a run, unless the user says otherwise.
pub const HOUSEHOLDS: usize = 25_000;
/// Rows of members of a run that does not say otherwise.
pub const MEMBERS: usize = 2000;
/// More draws than this are refused: their record would not fit in memory.
const MOST_DRAWS: u32 = 5_000;

/// Rows of members beside so many rows of households, unless the user says otherwise.
pub fn usual_members(households: usize) -> usize {
    if households == usize::MAX { usize::MAX } else { MEMBERS }
}

/// One request. The same request gives the same numbers, whatever `threads` is.
#[derive(Clone, Debug)]
pub struct Request {
    /// The scenario.
    pub scenario: Scenario,
    /// Seed of all chance.
    pub seed: u64,
    /// Draws from the priors beside the central run.
    pub draws: u32,
    /// Rows of the household table; `usize::MAX` for one row a household.
    pub households: usize,
    /// About how many rows of members of the party, when it has 800,000.
    pub members: usize,
    /// Threads; none means one for each core.
    pub threads: Option<usize>,
    /// The last month that is lived.
    pub until: Month,
    /// Whether all parameters are drawn from their priors, as if the fit that ships had not been.
    pub prior: bool,
    /// Which single rows of the central run are written out.
    pub microdata: Microdata,
}

impl Request {
    /// A request with the scenario's own draws and seed, or the customary ones.
    pub fn new(scenario: Scenario) -> Request {
        Request {
            seed: scenario.seed.unwrap_or(SEED),
            draws: scenario.draws.unwrap_or(DRAWS),
            scenario,
            households: HOUSEHOLDS,
            members: MEMBERS,
            threads: None,
            until: model::LAST,
            prior: false,
            microdata: Microdata::None,
        }
    }

    /// The command that asks for this again. No paths: a scenario file is named without its folder.
    pub fn command(&self) -> String {
        let mut command = format!("ktokogo run {}", self.scenario.called());
        if let Some(theory) = &self.scenario.theory {
            command.push_str(&format!(" --theory {theory}"));
        }
        command.push_str(&format!(" --draws {} --seed {}", self.draws, self.seed));
        if self.households == usize::MAX {
            command.push_str(" --households full");
        } else {
            command.push_str(&format!(" --households {}", self.households));
        }
        match self.members {
            rows if rows == usual_members(self.households) => {}
            usize::MAX => command.push_str(" --members full"),
            rows => command.push_str(&format!(" --members {rows}")),
        }
        if self.until != model::LAST {
            command.push_str(&format!(" --until {}", self.until));
        }
        if self.prior {
            command.push_str(" --prior");
        }
        if self.microdata != Microdata::usual(self.households) {
            command.push_str(&format!(" --microdata {}", self.microdata.name()));
        }
        command.push_str(&crate::scenario::freedom::as_options(&self.scenario.freedom));
        command
    }

    /// Whether a run can satisfy it.
    pub(crate) fn check(&self) -> Result<(), LabError> {
        let (first, last) = (model::FIRST, model::LAST);
        let refuse = |why: String| Err(LabError::Request(why));
        if self.until < first || self.until > last {
            return refuse(format!("a run ends between {first} and {last}, not in {}", self.until));
        }
        if self.draws > MOST_DRAWS {
            return refuse(format!("{} draws are too many; at most {MOST_DRAWS}", self.draws));
        }
        if self.households == 0 {
            return refuse("0 households cannot live; give at least 1, or `full`".to_owned());
        }
        if self.members == 0 {
            return refuse("a party needs members; give at least 1, or `full`".to_owned());
        }
        if self.threads == Some(0) {
            return refuse("0 threads cannot work; give at least 1, or leave it out".to_owned());
        }
        Ok(())
    }
}
