//! `whatif`: lives a scenario beside its base with the same luck, and shows what differs.

use std::sync::atomic::Ordering;

use evidence::Evidence;
use lab::folder::{Written, explain_files, pair_files};
use lab::pair::{
    Difference, NullTest, Pair, PairRequest, Window, clearest, decision_flips, differences, leans,
    median_of, outcome_flips, windows,
};
use lab::report;
use lab::request::Request;
use lab::scenario::{self, Scenario};
use lab::{LabError, Problems, pair};
use model::VARIABLES;
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::args::{Common, DRAWS, WhatifArgs};
use crate::explain;
use crate::failure::{Code, Failure};
use crate::numbers::{bytes, figure, seconds};
use crate::output::{BAD, GOOD, HEAD, remark, styled};
use crate::progress::Shown;
use crate::run::{CANCELLED, listen_for_ctrl_c};
use crate::tables::{Column, WIDTH, cut, table};
use crate::theories;

/// Parameters shown that a difference leans on.
const LEANS: usize = 3;

/// A pair and where it lies.
struct Outcome {
    pair: Pair,
    command: String,
    written: Written,
}

/// Answers `whatif`.
pub fn whatif(args: &WhatifArgs, common: &Common, evidence: &Evidence) -> Result<Answer, Failure> {
    if args.all_theories {
        return theories::theories(args, common, evidence);
    }
    let request = request(args, evidence)?;
    let out = args.living.out.as_deref();
    pair_files::prepare(&request, evidence, out, args.living.force)?;
    listen_for_ctrl_c();
    let progress = Shown::new(common.quiet || common.json);
    let pair = pair::pair(&request, evidence, &progress, &CANCELLED)?;
    if CANCELLED.load(Ordering::Relaxed) {
        return Err(LabError::Cancelled.into());
    }
    let command = command(args, &pair);
    let found = match args.explain {
        true => explain::beside(&request, common, evidence)?,
        false => None,
    };
    let parts = found.as_ref().and_then(report::pair::Decomposition::of);
    let (pages, figures) = report::pair::pages(&pair, evidence, parts.as_ref(), &command)?;
    let written = pair_files::write(&pair, evidence, &pages, &command, out, args.living.force)?;
    if let Some(found) = &found {
        explain_files::write(found, &written.path)?;
    }
    let warnings = pair.base.warnings.iter().chain(&pair.changed.warnings);
    if !common.quiet && !common.json {
        warnings.for_each(|warning| remark(&format!("warning: {warning}")));
    }
    let outcome = Outcome { pair, command, written };
    let code = match outcome.pair.null {
        NullTest::Passed => Code::Done,
        NullTest::Failed { .. } => Code::Check,
    };
    let mut text = screen(&outcome);
    if args.figures {
        let drawn = figures.iter().map(|figure| format!("\n{}", figure.text(WIDTH)));
        text.extend(drawn);
    }
    Ok(Answer { text, json: document(&outcome), code })
}

/// The command that asks for the pair again.
fn command(args: &WhatifArgs, pair: &Pair) -> String {
    let explain = if args.explain { explain::OPTION } else { "" };
    if args.set.is_empty() {
        return format!("{}{explain}", pair_files::command(pair));
    }
    let quoted = |patch: &String| format!(" --set '{}'", patch.replace('\'', "'\\''"));
    let patches: String = args.set.iter().map(quoted).collect();
    format!("{}{patches}{explain}", pair.base.command.replacen("ktokogo run", "ktokogo whatif", 1))
}

/// The two requests: one size, one seed, one freedom; a theory stands under both.
fn request(args: &WhatifArgs, evidence: &Evidence) -> Result<PairRequest, Failure> {
    let theory = args.living.theory.as_deref();
    let find = |name: &str| -> Result<Scenario, Problems> {
        scenario::find_under(name, theory, evidence).and_then(|scenario| {
            match args.living.freedom() {
                Some(freedom) => scenario.freed(freedom, evidence),
                None => Ok(scenario),
            }
        })
    };
    let named = args.scenario.as_deref().unwrap_or("history");
    let worlds = if args.set.is_empty() {
        find(&args.against).and_then(|base| Ok((base, find(named)?)))
    } else {
        let changed = |base: &Scenario| scenario::patch(&args.set, base, evidence);
        find(named).and_then(|base| changed(&base).map(|changed| (base, changed)))
    };
    let (base, changed) = worlds.map_err(|problems| Failure::scenario(&problems))?;
    let customary = Request::new(changed.clone());
    let like = Request {
        seed: args.living.seed.unwrap_or(customary.seed),
        draws: args.draws.or_else(|| own_draws(&changed)).unwrap_or(DRAWS),
        households: args.households.0,
        members: args.living.members(args.households),
        threads: args.living.threads,
        until: args.living.until,
        prior: args.living.prior,
        ..customary
    };
    Ok(PairRequest::of(base, changed, &like))
}

/// The draws that the file of the scenario asks for; what it inherits from history does not count.
fn own_draws(scenario: &Scenario) -> Option<u32> {
    let last = scenario.layers.iter().rev().find(|layer| layer.name == "draws.n")?;
    scenario.draws.filter(|_| !last.origin.starts_with("scenarios/history"))
}

fn screen(outcome: &Outcome) -> String {
    let pair = &outcome.pair;
    let mut text = head(pair);
    text.push('\n');
    text.push_str(&differences_table(pair));
    text.push('\n');
    text.push_str(&halves_table(pair));
    text.push_str(&outcomes_table(pair));
    text.push_str(&decided(pair));
    text.push_str(&leaning(pair));
    let place = outcome.written.path.display();
    text.push_str(&format!("\nOutput   {place} ({})\n", bytes(outcome.written.bytes)));
    text.push_str(&format!("Again    {}\n", outcome.command));
    text
}

fn head(pair: &Pair) -> String {
    let scenario = &pair.changed.scenario;
    let name = styled(HEAD, &scenario.name);
    let title = cut(&scenario.title, WIDTH - scenario.name.chars().count() - 2);
    let null = match &pair.null {
        NullTest::Passed => styled(GOOD, "pass"),
        NullTest::Failed { variable, month } => {
            styled(BAD, &format!("FAILED at {variable}, {month}"))
        }
    };
    let parts = pair.begins().map_or("never".to_owned(), |month| month.to_string());
    let draws = pair.changed.draws.len().saturating_sub(1);
    format!(
        "{name}  {title}\nbeside {}; {} draws of each world matched of {}, seed {}; {}\n\
         null test {null}; coherence of luck {:.2}; the worlds part in {parts}\n",
        pair.base.scenario.name,
        pair.matched(),
        draws.max(1),
        pair.base.seed,
        seconds(pair.base.elapsed_seconds),
        pair.coherence(),
    )
}

/// A block for each window: the quantity gets the room that the numbers leave.
fn differences_table(pair: &Pair) -> String {
    let columns = [
        Column::name("variable"),
        Column::words("unit"),
        Column::number("base"),
        Column::number("changed"),
        Column::number("difference"),
        Column::number("80 % band"),
        Column::number("−/=/+"),
    ];
    let rows = differences(pair);
    let block = |window: Window| {
        let cells = rows.iter().filter(|row| row.window == window).map(cells);
        let title = styled(HEAD, &format!("In {}", window.words()));
        format!("{title}\n{}", table(&columns, &cells.collect::<Vec<_>>()))
    };
    windows(pair).map(block).join("\n")
}

fn cells(row: &Difference) -> Vec<String> {
    let variable = &VARIABLES[row.variable];
    let scale = row.base.abs().max(row.changed.abs());
    // Next to what it is a difference of, this is nothing.
    let delta =
        |value: f64| if value.abs() < 5e-5 * scale { "0".to_owned() } else { figure(value) };
    vec![
        variable.name.to_owned(),
        variable.unit.to_owned(),
        figure(row.base),
        figure(row.changed),
        delta(row.median),
        format!("[{}, {}]", delta(row.low80), delta(row.high80)),
        format!("{}/{}/{}", row.below, row.equal, row.above),
    ]
}

fn outcomes_table(pair: &Pair) -> String {
    let columns = [
        Column::words("outcome at the end"),
        Column::number("base"),
        Column::number("changed"),
        Column::number("brought"),
        Column::number("ended"),
        Column::number("change"),
        Column::number("80 % interval"),
    ];
    let (held, never): (Vec<_>, Vec<_>) =
        outcome_flips(pair).into_iter().partition(|flip| flip.neither < flip.draws());
    let rows = held.iter().map(|flip| {
        let (low, high) = flip.interval();
        vec![
            format!("{} {}", flip.id, flip.name),
            flip.before().to_string(),
            flip.after().to_string(),
            flip.brought.to_string(),
            flip.ended.to_string(),
            format!("{:+.2}", flip.change()),
            format!("[{low:+.2}, {high:+.2}]"),
        ]
    });
    let never: Vec<&str> = never.iter().map(|flip| flip.id).collect();
    let rest = match never.is_empty() {
        true => String::new(),
        false => format!(" In no draw of either world: {}.\n", never.join(", ")),
    };
    format!("{}{rest}", table(&columns, &rows.collect::<Vec<_>>()))
}

/// Where assumptions and actions both change: the four worlds side by side, medians over the draws.
fn halves_table(pair: &Pair) -> String {
    let Some(halves) = &pair.halves else { return String::new() };
    let columns = [
        Column::name("variable"),
        Column::words("unit"),
        Column::number("base"),
        Column::number("assumptions"),
        Column::number("actions"),
        Column::number("both"),
        Column::number("interaction"),
    ];
    let [_, last] = windows(pair);
    let rows = differences(pair).into_iter().filter(|row| row.window == last).map(|row| {
        let variable = &VARIABLES[row.variable];
        let alone = |ensemble| median_of(ensemble, row.variable, last);
        let (assumed, acted) = (alone(&halves.assumed), alone(&halves.acted));
        let mut cells = vec![variable.name.to_owned(), variable.unit.to_owned()];
        let interaction = row.changed - assumed - acted + row.base;
        cells.extend([row.base, assumed, acted, row.changed, interaction].map(figure));
        cells
    });
    let title = format!("The four worlds in {}, medians over the draws", last.words());
    format!("{}\n{}\n", styled(HEAD, &title), table(&columns, &rows.collect::<Vec<_>>()))
}

fn decided(pair: &Pair) -> String {
    let flips = decision_flips(pair);
    let flipped = flips.iter().filter(|flip| flip.flipped > 0).map(|flip| {
        format!("{} ({} of {})", flip.decision, flip.flipped, flip.flipped + flip.same)
    });
    let flipped: Vec<String> = flipped.collect();
    match flipped.is_empty() {
        true => "\nDecisions that fall otherwise: none.\n".to_owned(),
        false => format!("\nDecisions that fall otherwise: {}.\n", flipped.join(", ")),
    }
}

/// What the clearest difference leans on: the one of which the report speaks first.
fn leaning(pair: &Pair) -> String {
    let Some(row) = clearest(differences(pair)).filter(Difference::differs) else {
        return "Leans on: nothing, for nothing differs.\n".to_owned();
    };
    let found = leans(pair, row.variable, row.window, LEANS);
    let of = VARIABLES[row.variable].label;
    if found.is_empty() {
        return format!("Leans on: no parameter stands out for \"{of}\" in so many draws.\n");
    }
    let words = found.iter().map(|lean| format!("{} ({:+.2})", lean.parameter, lean.correlation));
    let words: Vec<String> = words.collect();
    format!("Leans on, for \"{of}\": {} (rank correlation over the draws).\n", words.join(", "))
}

fn document(outcome: &Outcome) -> Value {
    let pair = &outcome.pair;
    let rows = differences(pair).into_iter().map(|row| {
        json!({
            "variable": VARIABLES[row.variable].name, "unit": VARIABLES[row.variable].unit,
            "first": row.window.first.to_string(), "last": row.window.last.to_string(),
            "base": row.base, "changed": row.changed, "median": row.median,
            "low80": row.low80, "high80": row.high80,
            "below": row.below, "equal": row.equal, "above": row.above,
            "undefined": row.undefined,
        })
    });
    let flips = outcome_flips(pair).into_iter().map(|flip| {
        let (low, high) = flip.interval();
        json!({
            "id": flip.id, "name": flip.name, "base": flip.before(), "changed": flip.after(),
            "brought": flip.brought, "ended": flip.ended, "change": flip.change(),
            "low80": low, "high80": high,
        })
    });
    let passed = pair.null == NullTest::Passed;
    json!({
        "command": "whatif",
        "base": pair.base.scenario.name,
        "scenario": pair.changed.scenario.name,
        "theory": pair.changed.scenario.theory,
        "seed": pair.base.seed,
        "matched_draws": pair.matched(),
        "null_test_passed": passed,
        "coherence": pair.coherence(),
        "parts": pair.begins().map(|month| month.to_string()),
        "seconds": pair.base.elapsed_seconds,
        "differences": rows.collect::<Vec<_>>(),
        "outcomes": flips.collect::<Vec<_>>(),
        "output": {
            "id": outcome.written.id,
            "path": outcome.written.path.display().to_string(),
            "bytes": outcome.written.bytes,
        },
        "exit_code": if passed { Code::Done as u8 } else { Code::Check as u8 },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_draws_that_a_file_asks_for_are_its_own_and_not_those_of_history() {
        let evidence = Evidence::embedded().expect("the embedded evidence is whole");
        let shipped = scenario::find("rain-in-1921", &evidence).expect("a shipped scenario");
        assert_eq!((shipped.draws.is_some(), own_draws(&shipped)), (true, None));
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("mine.toml");
        let text = "ktokogo = 1\nname = \"mine\"\nparent = \"rain-in-1921\"\n[draws]\nn = 7\n";
        std::fs::write(&file, text).expect("written");
        let mine = scenario::load(&file, &evidence).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(own_draws(&mine), Some(7));
    }
}
