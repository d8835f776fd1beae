//! The folder of a study, and the files that ask for the study again.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

use evidence::Evidence;
use serde_json::json;
use toml::{Table, Value};

use super::{Plan, Results, tables};
use crate::error::{LabError, folder};
use crate::folder::Written;
use crate::folder::place::{self, Draft};
use crate::report;
use crate::scenario;
use crate::store::Store;

/// The file in which a folder of a study says which one it is.
const ABOUT: &str = "study.json";
/// The command, given in the folder of a study, that makes its files again.
pub const AGAIN: &str = "ktokogo ensemble study.toml";

/// Where the folder of a study goes: `out`, or `runs/<id>`.
fn target(out: Option<&Path>, id: &str) -> PathBuf {
    out.map_or_else(|| Path::new("runs").join(id), Path::to_path_buf)
}

/// Says before the work whether the folder can be written after it. The folder of the very same
/// study may be written again: it gets the same bytes.
///
/// # Errors
/// If something else stands there and `force` is not given, or the folder cannot be made.
pub fn prepare(plan: &Plan, out: Option<&Path>, force: bool) -> Result<PathBuf, LabError> {
    let target = target(out, &plan.id());
    place::may_stand(&target, force || same(&target, &plan.id()))?;
    place::try_parent(&target)?;
    Ok(target)
}

fn same(target: &Path, id: &str) -> bool {
    let text = std::fs::read(target.join(ABOUT)).unwrap_or_default();
    let about: serde_json::Value = serde_json::from_slice(&text).unwrap_or_default();
    about["id"] == id
}

/// Writes the folder of a study of which the store has every unit. It stands whole or not at all.
///
/// # Errors
/// As [`prepare`]; a disk that refuses; a unit that was damaged meanwhile.
pub fn write(
    plan: &Plan,
    results: &Results,
    store: &Store,
    evidence: &Evidence,
    out: Option<&Path>,
    force: bool,
) -> Result<Written, LabError> {
    let target = prepare(plan, out, force)?;
    let mut draft = Draft::begin(&target)?;
    draft.put(ABOUT, &about(plan, results))?;
    for (name, text) in again(plan, evidence)? {
        draft.put(&name, text.as_bytes())?;
    }
    draft.put("README.txt", readme(plan, results).as_bytes())?;
    draft.put("outcomes.csv", &tables::outcomes(results))?;
    draft.put("differences.csv", &tables::differences(results))?;
    draft.put("decisions.csv", &tables::decisions(results))?;
    stream(&mut draft, "runs.parquet", |file| tables::write_runs(plan, store, file))?;
    stream(&mut draft, "series.parquet", |file| tables::write_series(plan, store, file))?;
    let report = report::study::Study::of(results, plan, AGAIN.to_owned());
    draft.put("report.html", report::study::html(&report).as_bytes())?;
    draft.put("report.md", report::study::markdown(&report).as_bytes())?;
    draft.seal("")?;
    let bytes = draft.finish(&target, force || same(&target, &results.id))?;
    Ok(Written { path: target, id: results.id.clone(), bytes })
}

/// Writes a table of every run; the failure of a unit keeps its own words.
fn stream(
    draft: &mut Draft,
    name: &str,
    write: impl FnOnce(&mut File) -> Result<(), LabError>,
) -> Result<(), LabError> {
    let mut failure = None;
    let written = draft.stream(name, |file| {
        write(file).map_err(|error| {
            failure = Some(error);
            std::io::Error::other("a unit")
        })
    });
    failure.map_or(written, Err)
}

/// The study and its scenarios as files that ask for the very same units, wherever they lie.
pub(super) fn again(
    plan: &Plan,
    evidence: &Evidence,
) -> Result<BTreeMap<String, String>, LabError> {
    let study = &plan.study;
    let mut files = BTreeMap::new();
    let mut name_of = |called: &str| -> Result<Value, LabError> {
        if !called.ends_with(".toml") {
            return Ok(Value::String(called.to_owned()));
        }
        let own = scenario::find_under(called, None, evidence).map_err(LabError::Scenario)?;
        let name = format!("scenarios/{}.toml", own.name);
        files.insert(name.clone(), own.to_toml());
        Ok(Value::String(name))
    };
    let baseline = name_of(&study.baseline)?;
    let scenarios: Vec<Value> =
        study.scenarios.iter().map(|name| name_of(name)).collect::<Result<_, _>>()?;
    let texts =
        |texts: &mut dyn Iterator<Item = String>| Value::Array(texts.map(Value::String).collect());
    let whole = |number: u64| match i64::try_from(number) {
        Ok(number) => Ok(Value::Integer(number)),
        Err(_) => Err(LabError::Request(format!("{number} is too large for a study file"))),
    };
    let rows = |rows: usize| match rows {
        usize::MAX => Ok(Value::String("full".to_owned())),
        rows => whole(rows as u64),
    };
    let entries = [
        ("ktokogo", Value::Integer(1)),
        ("name", Value::String(study.name.clone())),
        ("title", Value::String(study.title.clone())),
        ("question", Value::String(study.question.clone())),
        ("baseline", baseline),
        ("scenarios", Value::Array(scenarios)),
        ("theories", texts(&mut study.theories.iter().cloned())),
        ("decisions", texts(&mut study.modes.iter().map(|mode| mode.word()))),
        ("draws", Value::Integer(i64::from(study.draws))),
        ("seed", whole(study.seed)?),
        ("households", rows(study.households)?),
        ("members", rows(study.members)?),
        ("until", Value::String(study.until.to_string())),
        ("keep", texts(&mut study.keep.iter().cloned())),
    ];
    let table: Table = entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    files.insert("study.toml".to_owned(), table.to_string());
    Ok(files)
}

/// Everything that made the numbers; nothing that differs from one time to the next.
fn about(plan: &Plan, results: &Results) -> Vec<u8> {
    let arm = |arm: &super::ArmResult| {
        json!({
            "scenario": arm.scenario, "title": arm.title, "theory": arm.theory,
            "decisions": arm.freedom, "hash": arm.hash,
        })
    };
    let units = plan.units.iter().map(|unit| unit.address.id());
    let document = json!({
        "id": results.id,
        "name": results.name,
        "title": results.title,
        "question": results.question,
        "version": crate::hashes::VERSION,
        "engine": results.engine,
        "evidence": results.evidence,
        "seed": plan.study.seed,
        "draws": results.draws,
        "households": rows(plan.study.households),
        "members": rows(plan.study.members),
        "until": plan.study.until.to_string(),
        "runs": plan.runs(),
        "command": AGAIN,
        "arms": results.arms.iter().map(arm).collect::<Vec<_>>(),
        "units": units.collect::<Vec<_>>(),
    });
    format!("{document:#}\n").into_bytes()
}

fn rows(rows: usize) -> serde_json::Value {
    if rows == usize::MAX { json!("full") } else { json!(rows) }
}

fn readme(plan: &Plan, results: &Results) -> String {
    let Results { id, title, question, .. } = results;
    let (arms, runs) = (results.arms.len(), plan.runs());
    format!(
        "{title}\n{question}\n\n\
         Study {id}: {arms} arms, {runs} runs. An arm is a scenario under a theory with a freedom of\n\
         the bodies of the party. It is compared with the arm of the baseline that has the same\n\
         theory, the same freedom and, draw by draw, the same luck. All numbers are those of a model.\n\n\
         report.html       which scenario moves which outcome under which theory\n\
         report.md         the same as Markdown\n\
         study.toml        the study; `ktokogo ensemble study.toml` gives these files again\n\
         study.json        hashes of engine, evidence and scenarios; the arms and the units\n\
         outcomes.csv      in how many draws each outcome holds, arm by arm\n\
         differences.csv   arm less baseline: outcomes (share of draws; up and down are draws that\n\
         \x20                 gained or lost it) and variables at dates (medians of paired\n\
         \x20                 differences, 80 per cent of draws, share of draws by sign)\n\
         decisions.csv     decisions that came out otherwise: draws that carried each option\n\
         runs.parquet      outcomes, variables at dates and decisions of every run, tidy\n\
         series.parquet    every month that is kept of every run, tidy\n\
         checksums.blake3  of every file; `ktokogo check` and the folder holds them against it\n\n\
         Draw 0 is the central run. Shares and medians are taken over the draws beside it.\n"
    )
}

/// Refuses a folder that is in the way.
pub(super) fn must_be_free(path: &Path, advice: &str) -> Result<(), LabError> {
    let taken = std::fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_some());
    if taken || path.is_file() {
        return Err(folder(path, "it is there already, and nothing is overwritten", advice));
    }
    Ok(())
}
