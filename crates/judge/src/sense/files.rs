//! The folder of a sensitivity analysis: `indices.csv`, `outputs.csv`, `factors.csv`, a short
//! `README.txt`, and `sense.json` with what was asked.

use std::path::{Path, PathBuf};

use lab::LabError;
use lab::folder::place::{Draft, may_stand, try_parent};
use lab::folder::tables::{Csv, quantile};
use serde_json::{Value, json};

use super::{Sense, Sensed};
use crate::lives::World;
use crate::rows::Scale;

/// The file that marks the folder.
const MARK: &str = "sense.json";

/// Where the folder goes: `out`, or `runs/sense-<method>-<samples>-<seed>`.
///
/// # Errors
/// If it stands already and `force` is not given, or cannot be made.
pub fn prepare(out: Option<&Path>, name: &str, force: bool) -> Result<PathBuf, LabError> {
    let target = out.map_or_else(|| Path::new("runs").join(name), Path::to_path_buf);
    may_stand(&target, force)?;
    try_parent(&target)?;
    Ok(target)
}

/// Writes the folder; gives its bytes.
///
/// # Errors
/// If it stands already and `force` is not given, or the disk refuses.
pub fn write(
    found: &Sense,
    world: &World,
    command: &str,
    target: &Path,
    force: bool,
) -> Result<u64, LabError> {
    may_stand(target, force)?;
    let draft = Draft::begin(target)?;
    draft.put("indices.csv", &indices(found))?;
    draft.put("outputs.csv", &outputs(found))?;
    draft.put("factors.csv", &factors(found))?;
    draft.put("README.txt", readme(found, command).as_bytes())?;
    draft.put(MARK, format!("{:#}\n", mark(found, world, command)).as_bytes())?;
    draft.seal("")?;
    draft.finish(target, force)
}

/// The names of the most active factors of an earlier analysis, the most active first.
///
/// # Errors
/// A folder that is not that of a sensitivity analysis.
pub fn most_active(folder: &Path, most: usize) -> Result<Vec<String>, LabError> {
    let path = folder.join(MARK);
    let text = std::fs::read_to_string(&path).map_err(|e| LabError::io(&path, "read it", &e))?;
    let broken =
        || LabError::Request(format!("{}: this is not what `sense` wrote", path.display()));
    let document: Value = serde_json::from_str(&text).map_err(|_| broken())?;
    let listed = document["factors"].as_array().ok_or_else(broken)?;
    let parameters = super::Cube::new();
    let known: Vec<String> = [parameters.by_mechanism(), parameters.by_parameter()]
        .concat()
        .into_iter()
        .map(|factor| factor.name)
        .collect();
    let names = listed.iter().filter_map(|factor| factor["name"].as_str()).map(str::to_owned);
    Ok(names.filter(|name| known.contains(name)).take(most).collect())
}

/// Places of the factors, the most active first.
pub fn ranked(found: &Sense) -> Vec<(usize, f64)> {
    let mut all: Vec<(usize, f64)> = found.activity().into_iter().enumerate().collect();
    let size = |value: f64| if value.is_nan() { -1.0 } else { value };
    all.sort_by(|a, b| size(b.1).total_cmp(&size(a.1)));
    all
}

/// The word for a scale.
pub fn scale_word(scale: Scale) -> &'static str {
    match scale {
        Scale::Log => "log",
        Scale::Logit => "logit",
        Scale::Plain => "plain",
    }
}

fn indices(found: &Sense) -> Vec<u8> {
    let mut table = Csv::new(&["output", "measure", "factor", "value", "low95", "high95"]);
    for sensed in &found.sensed {
        for measured in &sensed.measured {
            for (place, factor) in found.factors.iter().enumerate() {
                let index = &measured.found;
                let numbers = [index.values[place], index.low[place], index.high[place]];
                if numbers[0].is_nan() {
                    continue;
                }
                let words = [sensed.output.name.as_str(), measured.measure, factor];
                table.row(words.map(str::to_owned).into_iter().chain(numbers.map(quantile)));
            }
        }
    }
    table.bytes()
}

fn outputs(found: &Sense) -> Vec<u8> {
    let header = [
        "output",
        "label",
        "unit",
        "scale",
        "lives",
        "deviation",
        "settled",
        "width",
        "halves",
        "words",
    ];
    let mut table = Csv::new(&header);
    for sensed in &found.sensed {
        let Sensed { output, verdict, .. } = sensed;
        table.row([
            output.name.clone(),
            output.label.clone(),
            output.unit.clone(),
            scale_word(output.scale).to_owned(),
            sensed.lives.to_string(),
            quantile(sensed.deviation),
            verdict.settled.word().to_owned(),
            quantile(verdict.width),
            quantile(verdict.halves),
            said(sensed),
        ]);
    }
    table.bytes()
}

/// The verdict and the remarks on an output.
pub fn said(sensed: &Sensed) -> String {
    let remarks = sensed.remarks.iter().map(|remark| format!(" {remark}"));
    sensed.verdict.words.clone() + &remarks.collect::<String>()
}

fn factors(found: &Sense) -> Vec<u8> {
    let mut table = Csv::new(&["rank", "factor", "activity"]);
    for (rank, (place, activity)) in ranked(found).into_iter().enumerate() {
        table.row([(rank + 1).to_string(), found.factors[place].clone(), quantile(activity)]);
    }
    table.bytes()
}

fn mark(found: &Sense, world: &World, command: &str) -> Value {
    let rows = |rows: usize| if rows == usize::MAX { json!("full") } else { json!(rows) };
    let factor = |(place, activity): (usize, f64)| json!({ "name": found.factors[place], "activity": activity });
    json!({
        "command": command,
        "method": found.method.word(),
        "samples": found.samples,
        "lives": found.lives,
        "broken": found.broken,
        "seed": world.seed,
        "households": rows(world.households),
        "members": rows(world.members),
        "engine": lab::hashes::ENGINE,
        "evidence": world.evidence.content_hash(),
        "factors": ranked(found).into_iter().map(factor).collect::<Vec<_>>(),
    })
}

fn readme(found: &Sense, command: &str) -> String {
    let broken: usize = found.broken.values().sum();
    format!(
        "Which parameters and mechanisms the numbers of a run hang on.\n\n\
         {command}\n\n\
         {} lives, {broken} of which broke off and are left out.\n\n\
         indices.csv  output by output: measure, factor, value, 95 per cent interval (bootstrap)\n\
         outputs.csv  what was looked at, on which scale, and whether the sample was large enough\n\
         factors.csv  factors by activity: the mean over outputs of the index over the largest one\n\
         sense.json   what was asked, and by which engine and evidence\n\n\
         Outputs are compared as logarithms (sizes, prices), as logits (shares) or as they are; an\n\
         index mu_star of 0.1 on the scale of logarithms is a change by about 10 per cent when the\n\
         factor goes through the whole of its prior. first and total are shares of the variance;\n\
         pawn is a distance between distributions, from 0 to 1.\n",
        found.lives,
    )
}
