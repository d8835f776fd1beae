//! `check`: a scenario, a file or folder of the evidence, or the series of a run.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use evidence::{Evidence, Fault};
use lab::folder::checksums::{self, Damage};
use lab::{LabError, Problems};

use serde_json::{Value, json};

use crate::answer::{Answer, counted};
use crate::failure::Failure;
use crate::output::{HEAD, styled};
use crate::records;
use crate::tables::wrapped;

/// Answers `check`; a scenario is checked against the evidence of `folder`, or what is built in.
pub fn check(path: &Path, folder: Option<&Path>) -> Result<Answer, Failure> {
    if let Err(error) = std::fs::metadata(path) {
        let message = format!("{} cannot be read: {error}", path.display());
        return Err(Failure::user("file", message, "give the path of a file or folder"));
    }
    if path.is_dir() {
        return check_folder(path);
    }
    let kind = path.extension().and_then(|kind| kind.to_str()).unwrap_or_default();
    match (kind, evidence_root(path)) {
        ("parquet", _) => Ok(check_series(path)),
        ("csv" | "toml" | "bib", Some(root)) => Ok(check_record(path, &root)),
        ("toml", None) => check_scenario(path, folder),
        ("csv" | "bib", None) => {
            let message = format!("{} stands in no folder of evidence", path.display());
            let help = "names point across files: put it beside `sources` and `series`, then check \
                        it there";
            Err(Failure::user("file", message, help))
        }
        _ => {
            let message = format!("nothing is known of files like {}", path.display());
            let help =
                "a scenario ends in .toml, evidence in .csv, .toml or .bib, series in .parquet";
            Err(Failure::user("file", message, help))
        }
    }
}

/// A folder: that of a run, a pair or a study, or one of evidence.
fn check_folder(path: &Path) -> Result<Answer, Failure> {
    let series = path.join("series.parquet");
    let subject = path.display().to_string();
    if let Some(damages) = checksums::verify(path)? {
        return Ok(check_sums(&subject, path, &damages));
    }
    if series.is_file() {
        return Ok(check_series(&series));
    }
    Ok(match Evidence::load(path) {
        Ok(evidence) => {
            let looked_at = records::extent_of(&evidence);
            Answer::checked(&subject, &looked_at, &records::faults(&evidence))
        }
        Err(faults) => Answer::checked(&subject, "", &faults),
    })
}

fn check_scenario(path: &Path, folder: Option<&Path>) -> Result<Answer, Failure> {
    let evidence = crate::read_evidence(folder)?;
    let subject = path.display().to_string();
    let scenario = match lab::scenario::load(path, &evidence) {
        Ok(scenario) => scenario,
        Err(problems) => return Ok(wrong_scenario(&subject, &problems)),
    };
    let looked_at = format!(
        "Scenario `{}`: {}, {} silenced.",
        scenario.name,
        counted(scenario.layers.len(), "value"),
        counted(scenario.silenced.len(), "mechanism"),
    );
    let mut answer = Answer::checked(&subject, &looked_at, &[]);
    let parts = scenario.in_words();
    for (head, lines) in &parts {
        answer.text.push_str(&format!("\n {}\n", styled(HEAD, head)));
        lines.iter().for_each(|line| answer.text.push_str(&wrapped(line, 3)));
    }
    let part = |(head, lines): (&str, Vec<String>)| (head.to_lowercase(), json!(lines));
    answer.json["scenario"] = Value::Object(parts.into_iter().map(part).collect());
    Ok(answer)
}

/// The JSON Schema of scenario files, for editors.
pub fn schema(evidence: &Evidence) -> Result<Answer, Failure> {
    let told = |problems: Problems| Failure::scenario(&problems);
    let schema = lab::scenario::schema::schema(evidence).map_err(told)?;
    let text = lab::scenario::schema::text(evidence).map_err(told)?;
    Ok(Answer::done(text, schema))
}

/// What is wrong with a scenario: for people at its place in the file, for scripts line by line.
fn wrong_scenario(subject: &str, problems: &Problems) -> Answer {
    let fault = |problem: &lab::Problem| {
        let what = format!("{} [{}]", problem.what, problem.code);
        Fault::new(&*problem.place.file, problem.place.line, what, problem.help.join("; "))
    };
    let faults: Vec<Fault> = problems.0.iter().map(fault).collect();
    let shown = problems.render(!std::io::stdout().is_terminal());
    let text = format!("{shown}\n{subject}: {}\n", counted(faults.len(), "fault"));
    Answer { text, ..Answer::checked(subject, "", &faults) }
}

/// The folder of evidence in which a file stands: the nearest above it with sources and series.
fn evidence_root(path: &Path) -> Option<PathBuf> {
    let path = std::path::absolute(path).ok()?;
    let is_root =
        |folder: &&Path| folder.join("sources").is_dir() && folder.join("series").is_dir();
    let root = path.ancestors().skip(1).find(is_root)?;
    let here = std::env::current_dir().ok()?;
    Some(match root.strip_prefix(&here) {
        Ok(inside) if inside.as_os_str().is_empty() => PathBuf::from("."),
        Ok(inside) => inside.to_owned(),
        Err(_) => root.to_owned(),
    })
}

/// One file of the evidence, checked with its folder because names point across files.
fn check_record(path: &Path, root: &Path) -> Answer {
    let (faults, rows) = match Evidence::load(root) {
        Ok(evidence) => (records::faults(&evidence), Some(evidence)),
        Err(faults) => (faults, None),
    };
    let same = |file: &str| match (std::path::absolute(file), std::path::absolute(path)) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    };
    let (here, elsewhere): (Vec<Fault>, Vec<Fault>) =
        faults.into_iter().partition(|fault| same(&fault.file));
    let mut looked_at = Vec::new();
    if let Some(evidence) = &rows {
        let count = evidence.rows.iter().filter(|row| same(&row.file)).count();
        if count > 0 {
            looked_at.push(format!("Looked at {}.", counted(count, "row")));
        }
    }
    if !elsewhere.is_empty() {
        looked_at.push(format!(
            "Other files of {} have {}.",
            root.display(),
            counted(elsewhere.len(), "fault")
        ));
    }
    Answer::checked(&path.display().to_string(), &looked_at.join(" "), &here)
}

/// Every file of a folder against its checksum.
fn check_sums(subject: &str, path: &Path, damages: &[Damage]) -> Answer {
    let files = checksums::read(path).ok().flatten().unwrap_or_default().len();
    let looked_at = format!("{} held against the checksums.", counted(files, "file"));
    let fault = |damage: &Damage| {
        let hint = "fetch the file again, or live the run again: `ktokogo replay` and the folder";
        Fault::new(path.join(&damage.file).display().to_string(), 0, damage.what, hint)
    };
    let faults: Vec<Fault> = damages.iter().map(fault).collect();
    Answer::checked(subject, &looked_at, &faults)
}

/// The series of a run: whole, and with the columns that they must have.
fn check_series(path: &Path) -> Answer {
    let subject = path.display().to_string();
    match lab::folder::parquet::read_series(path) {
        Ok(rows) => {
            let looked_at = format!("Read {}.", counted(rows.len(), "row"));
            Answer::checked(&subject, &looked_at, &[])
        }
        Err(LabError::Folder { what, advice, .. }) => {
            Answer::checked(&subject, "", &[Fault::new(&subject, 0, what, advice)])
        }
        Err(error) => {
            Answer::checked(&subject, "", &[Fault::new(&subject, 0, error.to_string(), "")])
        }
    }
}
