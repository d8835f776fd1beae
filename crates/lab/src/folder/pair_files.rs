//! The folder that a pair of worlds leaves: both runs whole, and the tables of what differs.

use std::path::{Path, PathBuf};

use evidence::Evidence;
use model::VARIABLES;
use serde_json::{Value, json};

use super::place::{self, Draft};
use super::tables::{Csv, number, quantile};
use super::{Pages, Written, passing, put_tables, target};
use crate::cite::Citation;
use crate::error::LabError;
use crate::facts;
use crate::hashes::VERSION;
use crate::pair::{
    Difference, NullTest, Pair, PairRequest, decision_flips, differences, flows, outcome_flips,
};

/// Where the two runs of a pair stand in its folder.
pub const ARMS: [&str; 2] = ["base", "changed"];

/// Says before the work whether the folder can be written after it.
///
/// # Errors
/// If it stands already and `force` is not given, or cannot be made.
pub fn prepare(
    request: &PairRequest,
    evidence: &Evidence,
    out: Option<&Path>,
    force: bool,
) -> Result<PathBuf, LabError> {
    let target = target(out, &request.id(evidence));
    place::may_stand(&target, force)?;
    place::try_parent(&target)?;
    Ok(target)
}

/// Writes the folder of a pair around its pages.
///
/// # Errors
/// If the folder stands already and `force` is not given, or the disk refuses; evidence whose targets
/// cannot be read.
pub fn write(
    pair: &Pair,
    evidence: &Evidence,
    pages: &Pages,
    command: &str,
    out: Option<&Path>,
    force: bool,
) -> Result<Written, LabError> {
    let id = pair.id();
    let target = target(out, &id);
    place::may_stand(&target, force)?;
    let draft = Draft::begin(&target)?;
    put_pair(&draft, pair, evidence, pages, command)?;
    let bytes = draft.finish(&target, force)?;
    Ok(Written { path: target, id, bytes })
}

/// All that a pair leaves but its pages, in a folder that is taken away when it is dropped.
pub(crate) fn rehearse(pair: &Pair, evidence: &Evidence, command: &str) -> Result<Draft, LabError> {
    let draft = Draft::begin(&passing(&pair.id()))?;
    put_pair(&draft, pair, evidence, &Pages::default(), command)?;
    Ok(draft)
}

/// Writes all that a pair leaves.
fn put_pair(
    draft: &Draft,
    pair: &Pair,
    evidence: &Evidence,
    pages: &Pages,
    command: &str,
) -> Result<(), LabError> {
    let id = pair.id();
    let arm = |name: &str, ensemble| {
        let verdicts = facts::judge(evidence, ensemble).map_err(LabError::Evidence)?;
        let within = format!("{name}/");
        put_tables(draft, &within, ensemble, evidence, &verdicts, &[])?;
        draft.seal(&within)
    };
    let (base, changed) = rayon::join(|| arm(ARMS[0], &pair.base), || arm(ARMS[1], &pair.changed));
    base?;
    changed?;
    draft.put("run.json", &about(pair, &id, command))?;
    draft.put("scenario.toml", pair.changed.scenario.to_toml().as_bytes())?;
    draft.put("differences.csv", &differences_csv(&differences(pair)))?;
    draft.put("outcomes.csv", &outcomes_csv(pair))?;
    draft.put("flows.csv", &flows_csv(pair))?;
    draft.put("decisions.csv", &decisions_csv(pair))?;
    draft.put("divergence.csv", &divergence_csv(pair))?;
    draft.put("README.txt", readme(pair, &id, command).as_bytes())?;
    draft.put("CITATION.cff", Citation::of_both(pair).cff().as_bytes())?;
    for (name, svg) in &pages.figures {
        draft.put(&format!("figures/{name}.svg"), svg.as_bytes())?;
    }
    if !pages.html.is_empty() {
        draft.put("report.html", pages.html.as_bytes())?;
    }
    draft.seal("")
}

/// What ran, for programs.
fn about(pair: &Pair, id: &str, command: &str) -> Vec<u8> {
    let tested = match &pair.null {
        NullTest::Passed => json!({ "passed": true }),
        NullTest::Failed { variable, month } => {
            json!({ "passed": false, "variable": variable, "month": month.to_string() })
        }
    };
    let value: Value = json!({
        "id": id,
        "kind": "pair",
        "command": command,
        "version": VERSION,
        "base": { "run": pair.base.id(), "command": pair.base.command },
        "changed": { "run": pair.changed.id(), "command": pair.changed.command },
        "scenario": pair.changed.scenario.name,
        "title": pair.changed.scenario.title,
        "theory": pair.changed.scenario.theory,
        "seed": pair.base.seed,
        "matched_draws": pair.matched(),
        "null_test": tested,
        "coherence": pair.coherence(),
        "parts": pair.begins().map(|month| month.to_string()),
        "hashes": {
            "engine": pair.base.hashes.engine,
            "evidence": pair.base.hashes.evidence,
            "base_scenario": pair.base.hashes.scenario,
            "changed_scenario": pair.changed.hashes.scenario,
        },
    });
    let mut text = serde_json::to_string_pretty(&value).unwrap_or_default();
    text.push('\n');
    text.into_bytes()
}

fn differences_csv(rows: &[Difference]) -> Vec<u8> {
    let mut table = Csv::new(&[
        "variable",
        "unit",
        "first",
        "last",
        "base_median",
        "changed_median",
        "difference_median",
        "difference_q10",
        "difference_q90",
        "draws_below",
        "draws_equal",
        "draws_above",
        "draws_undefined",
    ]);
    for row in rows {
        let variable = &VARIABLES[row.variable];
        let numbers = [row.base, row.changed, row.median, row.low80, row.high80].map(quantile);
        let counts = [row.below, row.equal, row.above, row.undefined].map(|n| n.to_string());
        let names = [variable.name.to_owned(), variable.unit.to_owned()];
        let window = [row.window.first.to_string(), row.window.last.to_string()];
        table.row(names.into_iter().chain(window).chain(numbers).chain(counts));
    }
    table.bytes()
}

fn outcomes_csv(pair: &Pair) -> Vec<u8> {
    let mut table = Csv::new(&[
        "outcome",
        "name",
        "draws",
        "both",
        "ended",
        "brought",
        "neither",
        "change",
        "change_low80",
        "change_high80",
    ]);
    for flip in outcome_flips(pair) {
        let counts = [flip.draws(), flip.both, flip.ended, flip.brought, flip.neither]
            .map(|n| n.to_string());
        let (low, high) = flip.interval();
        let numbers = [flip.change(), low, high].map(quantile);
        let names = [flip.id.to_owned(), flip.name.to_owned()];
        table.row(names.into_iter().chain(counts).chain(numbers));
    }
    table.bytes()
}

fn flows_csv(pair: &Pair) -> Vec<u8> {
    let mut table = Csv::new(&["from", "to", "draws"]);
    for flow in flows(pair) {
        table.row([flow.from.join(" "), flow.to.join(" "), flow.draws.to_string()]);
    }
    table.bytes()
}

fn decisions_csv(pair: &Pair) -> Vec<u8> {
    let mut table = Csv::new(&[
        "decision",
        "history",
        "draws_same",
        "draws_flipped",
        "chance_base",
        "chance_changed",
    ]);
    for flip in decision_flips(pair) {
        table.row([
            flip.decision,
            flip.history,
            flip.same.to_string(),
            flip.flipped.to_string(),
            quantile(flip.chance.0),
            quantile(flip.chance.1),
        ]);
    }
    table.bytes()
}

fn divergence_csv(pair: &Pair) -> Vec<u8> {
    let mut table = Csv::new(&["draw", "month", "households", "members", "posts", "shared"]);
    for parted in &pair.parted {
        for apart in &parted.apart {
            let shares = [apart.households, apart.members, apart.posts, apart.shared].map(number);
            let place = [parted.draw.to_string(), apart.month.to_string()];
            table.row(place.into_iter().chain(shares));
        }
    }
    table.bytes()
}

fn readme(pair: &Pair, id: &str, command: &str) -> String {
    format!(
        "{title}\n\nPair {id} of ktokogo {VERSION}: scenario `{changed}` beside `{base}`, {draws} \
         matched draws, seed {seed}.\n\n\
         Files\n\
         \x20 report.html          the answer, its figures, what it leans on, how to run it again\n\
         \x20 base/, changed/      the two runs, each whole, with their own README.txt\n\
         \x20 differences.csv      paired differences: median, 80 per cent band, draws by sign\n\
         \x20 outcomes.csv         outcomes that the patch brings or ends, in how many draws\n\
         \x20 flows.csv            from which outcomes to which the draws go\n\
         \x20 decisions.csv        decisions that fall otherwise\n\
         \x20 divergence.csv       share of households, members and posts that differ, by month\n\
         \x20 explain.csv          parts of a difference, once `ktokogo explain` has taken it apart\n\
         \x20 explain.parquet      the same, draw by draw\n\
         \x20 scenario.toml        the patch, all layers in one file\n\
         \x20 run.json             hashes, seed, null test, command\n\
         \x20 CITATION.cff         how to cite this pair\n\
         \x20 checksums.blake3     of every file; `ktokogo check` and the folder holds them against it\n\n\
         Run it again\n\
         \x20 {command}\n",
        title = pair.changed.scenario.title,
        changed = pair.changed.scenario.name,
        base = pair.base.scenario.name,
        draws = pair.matched(),
        seed = pair.base.seed,
    )
}

/// The command that asks for a pair again.
pub fn command(pair: &Pair) -> String {
    // The base is named only where it is not the customary one.
    let against = match pair.base.scenario.called() {
        "history" => String::new(),
        other => format!(" --against {other}"),
    };
    format!("{}{against}", pair.changed.command.replacen("ktokogo run", "ktokogo whatif", 1))
}
