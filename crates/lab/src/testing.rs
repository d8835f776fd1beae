//! Small ensembles and evidence for the tests of this crate.

use std::fs;
use std::path::Path;

use evidence::Evidence;
use model::{FIRST, Happening, LAST, Record, VARIABLES};

use crate::ensemble::{DrawResult, Ensemble};
use crate::hashes::Hashes;
use crate::request::Request;
use crate::scenario::{history, known};

/// A record whose value is a function of the variable's name and the month; all cells alike.
pub fn record(value: impl Fn(&str, kernel::Month) -> f64) -> Record {
    let months = usize::try_from(LAST.since(FIRST) + 1).expect("a positive span");
    let mut record = Record::new(FIRST, months);
    for cell in 0..record.cells.len() {
        let name = VARIABLES[record.cells[cell].variable].name;
        for month in 0..months {
            let at = FIRST.plus(i32::try_from(month).expect("few months"));
            record.values[cell * months + month] = value(name, at);
        }
    }
    record.chronicle = vec![Happening {
        month: FIRST,
        kind: "decree",
        id: "land".to_owned(),
        text: "The land is shared, \"at once\".".to_owned(),
    }];
    record
}

/// An ensemble of these records; the first is the central run.
pub fn ensemble(records: Vec<Record>) -> Ensemble {
    let request = Request::new(history());
    let parameters: Vec<f64> = known::parameters().iter().map(|p| p.prior.centre()).collect();
    let draws = records.into_iter().zip(0..).map(|(record, number)| DrawResult {
        number,
        parameters: parameters.clone(),
        record,
    });
    Ensemble {
        seed: request.seed,
        households: request.households,
        members: request.members,
        until: request.until,
        prior: request.prior,
        microdata: request.microdata,
        draws: draws.collect(),
        parameters: known::parameters().into_iter().map(|p| p.name).collect(),
        orders: Vec::new(),
        hashes: Hashes { engine: "e".into(), evidence: "f".into(), scenario: "s".into() },
        command: request.command(),
        started: 0,
        elapsed_seconds: 1.5,
        warnings: Vec::new(),
        scenario: request.scenario,
    }
}

/// Evidence with these files, by their names within the folder.
pub fn evidence(files: &[(&str, &str)]) -> Evidence {
    let folder = tempfile::tempdir().expect("a folder");
    // A folder without any file would be refused as none of evidence.
    let empty = ("targets/empty.toml", "");
    for (name, text) in files.iter().chain([&empty]) {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).expect("a folder");
        fs::write(path, text).expect("written");
    }
    Evidence::load(folder.path()).unwrap_or_else(|faults| panic!("{faults:?}"))
}
