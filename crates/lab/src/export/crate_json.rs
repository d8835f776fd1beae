//! `ro-crate-metadata.json`: JSON-LD of RO-Crate 1.1.
//! <https://www.researchobject.org/ro-crate/specification/1.1/> and
//! <https://www.researchobject.org/workflow-run-crate/profiles/process_run_crate/>.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{METADATA, Parts};
use crate::cite::Program;
use crate::reference::About;

const SPECIFICATION: &str = "https://w3id.org/ro/crate/1.1";
const PROFILE: &str = "https://w3id.org/ro/wfrun/process/0.5";
/// The licence of what a run leaves: that of its data package.
const LICENSE: &str = "https://creativecommons.org/licenses/by/4.0/";
const PROGRAM: &str = "#ktokogo";

fn id(id: &str) -> Value {
    json!({ "@id": id })
}

fn ids<'a>(all: impl Iterator<Item = &'a str>) -> Value {
    Value::Array(all.map(id).collect())
}

/// The whole description. `words` has what is known of a file, by its name.
pub(super) fn graph(parts: &Parts, words: &BTreeMap<String, String>) -> Value {
    let mut entities = vec![
        json!({
            "@id": METADATA,
            "@type": "CreativeWork",
            "about": id("./"),
            "conformsTo": id(SPECIFICATION),
        }),
        root(parts),
    ];
    entities.extend(folders(parts));
    entities.extend(parts.files.iter().map(|(name, (size, sum))| file(name, *size, sum, words)));
    entities.push(action(parts));
    entities.extend(settings(parts));
    entities.push(program(&parts.runs[0].version));
    entities.extend(known());
    json!({
        "@context": [
            "https://w3id.org/ro/crate/1.1/context",
            { "sha256": "https://schema.org/sha256" },
        ],
        "@graph": entities,
    })
}

fn heading(parts: &Parts) -> String {
    let titles: Vec<&str> = parts.runs.iter().rev().map(|run| run.title.as_str()).collect();
    format!("{} ({} of ktokogo)", titles.join(", beside: "), parts.id)
}

fn root(parts: &Parts) -> Value {
    let folders = folder_names(parts);
    let top = parts.files.keys().filter(|name| !name.contains('/'));
    let parts_of = top.map(String::as_str).chain(folders.iter().map(String::as_str));
    let day = parts.runs[0].started.split('T').next().unwrap_or_default();
    json!({
        "@id": "./",
        "@type": "Dataset",
        "conformsTo": id(PROFILE),
        "name": heading(parts),
        "description": format!("Output of `{}`", parts.command),
        "datePublished": day,
        "license": id(LICENSE),
        "identifier": parts.id,
        "hasPart": ids(parts_of),
        "mentions": id(&action_id(parts)),
    })
}

/// The folders within, each with a stroke at its end.
fn folder_names(parts: &Parts) -> BTreeSet<String> {
    let split = |name: &String| name.split_once('/').map(|(folder, _)| format!("{folder}/"));
    parts.files.keys().filter_map(split).collect()
}

fn folders(parts: &Parts) -> Vec<Value> {
    let folder = |name: &String| {
        let inside = parts.files.keys().filter(|file| file.starts_with(name.as_str()));
        let about = match name.as_str() {
            "base/" => "The run that the other is held against",
            "changed/" => "The run with the patch",
            _ => "Pictures of the report",
        };
        json!({
            "@id": name,
            "@type": "Dataset",
            "name": name.trim_end_matches('/'),
            "description": about,
            "hasPart": ids(inside.map(String::as_str)),
        })
    };
    folder_names(parts).iter().map(folder).collect()
}

fn file(name: &str, size: u64, sum: &str, words: &BTreeMap<String, String>) -> Value {
    let mut file = json!({
        "@id": name,
        "@type": "File",
        "name": name,
        "contentSize": size.to_string(),
        "sha256": sum,
        "encodingFormat": format(name),
    });
    if let Some(about) = words.get(name).filter(|about| !about.is_empty()) {
        file["description"] = json!(about);
    }
    file
}

fn format(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "parquet" => "application/vnd.apache.parquet",
        "csv" => "text/csv",
        "json" => "application/json",
        "toml" => "application/toml",
        "html" => "text/html",
        "svg" => "image/svg+xml",
        "cff" => "application/yaml",
        _ => "text/plain",
    }
}

fn action_id(parts: &Parts) -> String {
    format!("#{}", parts.id)
}

/// What was done: the program, out of the scenarios and settings, made the files.
fn action(parts: &Parts) -> Value {
    let scenarios = parts.files.keys().filter(|name| name.ends_with("scenario.toml"));
    let settings = settings(parts);
    let settings = settings.iter().filter_map(|setting| setting["@id"].as_str());
    let made = parts.files.keys().filter(|name| !name.ends_with("scenario.toml"));
    json!({
        "@id": action_id(parts),
        "@type": "CreateAction",
        "name": format!("Run of {}", parts.id),
        "description": parts.command,
        "actionStatus": id("http://schema.org/CompletedActionStatus"),
        "startTime": parts.runs[0].started,
        "instrument": id(PROGRAM),
        "object": ids(scenarios.map(String::as_str).chain(settings)),
        "result": ids(made.map(String::as_str)),
    })
}

/// The settings of the action: what, beside the scenario, makes the numbers.
fn settings(parts: &Parts) -> Vec<Value> {
    let first: &About = &parts.runs[0];
    let rows = |rows: usize| if rows == usize::MAX { "full".to_owned() } else { rows.to_string() };
    let mut all = vec![
        ("seed".to_owned(), first.seed.to_string()),
        ("draws".to_owned(), first.draws.to_string()),
        ("households".to_owned(), rows(first.households)),
        ("members".to_owned(), rows(first.members)),
        ("last-month".to_owned(), first.until.to_string()),
        ("engine-blake3".to_owned(), first.hashes.engine.clone()),
        ("evidence-blake3".to_owned(), first.hashes.evidence.clone()),
    ];
    for run in &parts.runs {
        all.push((format!("scenario-blake3-{}", run.id), run.hashes.scenario.clone()));
    }
    let setting = |(name, value): (String, String)| {
        json!({
            "@id": format!("#{name}"), "@type": "PropertyValue", "name": name, "value": value,
        })
    };
    all.into_iter().map(setting).collect()
}

/// The program that lived it.
fn program(version: &str) -> Value {
    let program = Program::built_in();
    let mut entity = json!({
        "@id": PROGRAM,
        "@type": "SoftwareApplication",
        "name": program.title,
        "softwareVersion": version,
        "license": program.licenses,
    });
    if let Some(doi) = program.doi {
        entity["identifier"] = json!(format!("https://doi.org/{doi}"));
    }
    entity
}

/// The profile and the licence that are named.
fn known() -> Vec<Value> {
    let work = |id: &str, name: &str| json!({ "@id": id, "@type": "CreativeWork", "name": name });
    let mut profile = work(PROFILE, "Process Run Crate");
    profile["version"] = json!("0.5");
    vec![profile, work(LICENSE, "Creative Commons Attribution 4.0 International")]
}
