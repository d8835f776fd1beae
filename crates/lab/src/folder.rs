//! The folder that a run leaves: tidy tables, figures, a report, and how to run it again.
//!
//! It is written beside its place under a hidden name and takes its place in one step, so that a
//! folder that stands is whole. Nothing is overwritten unless that is asked for.

pub mod checksums;
pub mod country;
pub mod explain_files;
mod leaders;
mod network;
mod package;
pub mod pair_files;
pub mod parquet;
pub mod place;
pub(crate) mod run_files;
pub mod tables;
mod votes;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use evidence::Evidence;

use crate::cite::Citation;
use crate::ensemble::Ensemble;
use crate::error::LabError;
use crate::facts::Verdict;
use crate::hashes::{Hashes, run_id};
use crate::long::Area;
use crate::politics::Politics;
use crate::request::Request;
use place::Draft;
pub use run_files::utc;

/// A folder that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Where it stands.
    pub path: PathBuf,
    /// Id of the run.
    pub id: String,
    /// Bytes of all files.
    pub bytes: u64,
}

/// The report and the figures, drawn elsewhere.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    /// File names without ending, and the pictures as SVG.
    pub figures: Vec<(String, String)>,
    /// The report as one HTML file.
    pub html: String,
}

/// Where the folder of a run goes: `out`, or `runs/<id>`.
fn target(out: Option<&Path>, id: &str) -> PathBuf {
    out.map_or_else(|| Path::new("runs").join(id), Path::to_path_buf)
}

/// Says before the work whether the folder can be written after it.
///
/// # Errors
/// If it stands already and `force` is not given, or cannot be made.
pub fn prepare(
    request: &Request,
    evidence: &Evidence,
    out: Option<&Path>,
    force: bool,
) -> Result<PathBuf, LabError> {
    let id = run_id(request, &Hashes::of(request, evidence));
    let target = target(out, &id);
    place::may_stand(&target, force)?;
    place::try_parent(&target)?;
    Ok(target)
}

/// Writes the folder of a run, with its report.
///
/// # Errors
/// If the folder stands already and `force` is not given, or the disk refuses.
pub fn write(
    ensemble: &Ensemble,
    evidence: &Evidence,
    verdicts: &[Verdict],
    out: Option<&Path>,
    force: bool,
) -> Result<Written, LabError> {
    write_with(ensemble, evidence, verdicts, &draw_pages(ensemble, evidence, verdicts), out, force)
}

/// Writes the folder of a run whose single rows lie in a work area, which is taken away after it.
///
/// # Errors
/// As [`write`].
pub fn write_long(
    ensemble: &Ensemble,
    evidence: &Evidence,
    verdicts: &[Verdict],
    area: Area,
    out: Option<&Path>,
    force: bool,
) -> Result<Written, LabError> {
    let pages = draw_pages(ensemble, evidence, verdicts);
    let tables = area.files()?;
    let written = write_whole(ensemble, evidence, verdicts, &pages, &tables, out, force)?;
    area.clear()?;
    Ok(written)
}

/// Writes the folder of a run around pages that were drawn before.
///
/// # Errors
/// As [`write`].
pub fn write_with(
    ensemble: &Ensemble,
    evidence: &Evidence,
    verdicts: &[Verdict],
    pages: &Pages,
    out: Option<&Path>,
    force: bool,
) -> Result<Written, LabError> {
    write_whole(ensemble, evidence, verdicts, pages, &[], out, force)
}

/// A file that lies elsewhere: its name in the folder, and where it lies.
type Lying = (String, PathBuf);

fn write_whole(
    ensemble: &Ensemble,
    evidence: &Evidence,
    verdicts: &[Verdict],
    pages: &Pages,
    tables: &[Lying],
    out: Option<&Path>,
    force: bool,
) -> Result<Written, LabError> {
    let id = ensemble.id();
    let target = target(out, &id);
    place::may_stand(&target, force)?;
    let draft = Draft::begin(&target)?;
    put_run(&draft, ensemble, evidence, verdicts, pages, tables)?;
    let bytes = draft.finish(&target, force)?;
    Ok(Written { path: target, id, bytes })
}

/// Writes all that a run leaves.
fn put_run(
    draft: &Draft,
    ensemble: &Ensemble,
    evidence: &Evidence,
    verdicts: &[Verdict],
    pages: &Pages,
    tables: &[Lying],
) -> Result<(), LabError> {
    for (name, place) in tables {
        draft.take_in(name, place)?;
    }
    let figures: Vec<&str> = pages.figures.iter().map(|(name, _)| name.as_str()).collect();
    put_tables(draft, "", ensemble, evidence, verdicts, &figures)?;
    for (name, svg) in &pages.figures {
        draft.put(&format!("figures/{name}.svg"), svg.as_bytes())?;
    }
    draft.put("report.html", pages.html.as_bytes())?;
    draft.seal("")
}

/// All that a run leaves, in a folder that is taken away when it is dropped.
pub(crate) fn rehearse(
    ensemble: &Ensemble,
    evidence: &Evidence,
    tables: &[(String, PathBuf)],
) -> Result<Draft, LabError> {
    let verdicts = crate::judge(evidence, ensemble).map_err(LabError::Evidence)?;
    let draft = Draft::begin(&passing(&ensemble.id()))?;
    let pages = draw_pages(ensemble, evidence, &verdicts);
    put_run(&draft, ensemble, evidence, &verdicts, &pages, tables)?;
    Ok(draft)
}

/// A place for what does not stay.
pub(crate) fn passing(id: &str) -> PathBuf {
    std::env::temp_dir().join(format!("ktokogo-replay-{id}"))
}

/// Writes all that a run leaves beside its pictures, under names that begin with `within`.
fn put_tables(
    draft: &Draft,
    within: &str,
    ensemble: &Ensemble,
    evidence: &Evidence,
    verdicts: &[Verdict],
    figures: &[&str],
) -> Result<(), LabError> {
    let id = ensemble.id();
    let at = |name: &str| format!("{within}{name}");
    let put = |name: &str, content: &[u8]| draft.put(&at(name), content);
    put("run.json", &run_files::run_json(ensemble, &id))?;
    put("scenario.toml", ensemble.scenario.to_toml().as_bytes())?;
    put("scenario.lock.toml", run_files::lock(ensemble, &id).as_bytes())?;
    put("README.txt", run_files::readme(ensemble, &id).as_bytes())?;
    put("CITATION.cff", Citation::of_ensemble(ensemble).cff().as_bytes())?;
    draft.stream(&at("series.parquet"), |file| parquet::write_series(ensemble, file))?;
    draft.stream(&at("events.parquet"), |file| parquet::write_events(ensemble, file))?;
    draft.stream(&at("decisions.parquet"), |file| votes::write_decisions(ensemble, file))?;
    draft.stream(&at("rollcalls.parquet"), |file| votes::write_rollcalls(ensemble, file))?;
    let scores = crate::decisions::scores(evidence, ensemble);
    put("decisions.csv", &tables::decisions(&scores))?;
    draft.stream(&at("leaders.parquet"), |file| leaders::write(ensemble, file))?;
    put("outcomes.csv", &tables::outcomes(&crate::outcomes::shares(ensemble)))?;
    draft.stream(&at("network_nodes.parquet"), |file| network::write_nodes(ensemble, file))?;
    draft.stream(&at("network_ties.parquet"), |file| network::write_ties(ensemble, file))?;
    put("variables.csv", &tables::variables())?;
    put("summary.csv", &tables::summary(ensemble))?;
    put("parameters.csv", &tables::parameters(ensemble))?;
    put("facts.csv", &tables::facts(verdicts))?;
    put("facts.json", &run_files::facts_json(verdicts))?;
    put("headlines.csv", &tables::headlines(&crate::headlines(evidence, ensemble)))?;
    put("datapackage.json", &package::describe(ensemble, &id, figures))
}

/// Draws the report and the figures of a run.
pub fn draw_pages(ensemble: &Ensemble, evidence: &Evidence, verdicts: &[Verdict]) -> Pages {
    let figures = crate::report::figures(ensemble, evidence);
    let input = crate::report::ReportInput {
        ensemble,
        evidence,
        verdicts,
        headlines: &crate::headlines(evidence, ensemble),
        politics: &Politics::of(evidence, ensemble),
        figures: &figures,
        rerun: ensemble.command.clone(),
    };
    let html = crate::report::html(&input);
    let mut figures: Vec<_> = figures.into_iter().map(|figure| (figure.name, figure.svg)).collect();
    figures.extend(crate::report::network(ensemble).map(|svg| ("network".to_owned(), svg)));
    Pages { figures, html }
}
