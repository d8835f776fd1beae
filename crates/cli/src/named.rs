//! What a user names for `explain` and `diverge`: a finished run, an arm of a pair, or a scenario.

use std::path::Path;

use evidence::Evidence;
use lab::pair::PairRequest;
use lab::reference::{self, About, Kind};
use lab::request::Request;
use lab::scenario;

use crate::failure::Failure;

/// Rows of households of a scenario that is named without a run: as `whatif` has it.
const HOUSEHOLDS: usize = 3000;

/// Something that can be lived again.
pub enum Named {
    /// One run.
    Run(Request),
    /// A pair, and its folder.
    Pair(Box<PairRequest>, std::path::PathBuf),
    /// A scenario, of which nothing but its name is given.
    Scenario(Request),
}

/// What stands behind a name: a scenario that is built in or a scenario file, else a finished run.
pub fn named(name: &str, evidence: &Evidence) -> Result<Named, Failure> {
    let built_in = scenario::shipped().iter().any(|known| known.name == name);
    let file = name != "run.json" && !name.ends_with("/run.json") && Path::new(name).is_file();
    if built_in || file {
        let scenario = scenario::find(name, evidence).map_err(|p| Failure::scenario(&p))?;
        return Ok(Named::Scenario(Request { households: HOUSEHOLDS, ..Request::new(scenario) }));
    }
    let found = reference::find(name)?;
    match found.kind {
        Kind::Run => Ok(Named::Run(About::read(&found.path)?.request(evidence)?)),
        Kind::Pair => {
            let request = reference::pair_request(&found.path, evidence)?;
            Ok(Named::Pair(Box::new(request), found.path))
        }
        Kind::Study => Err(Failure::user(
            "usage",
            format!("{name} is a study, of which only tables are kept"),
            "name a run or a pair; `ktokogo whatif` lives one",
        )),
    }
}
