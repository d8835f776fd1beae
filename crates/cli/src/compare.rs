//! `compare`: runs beside one another, draw by draw.

use std::path::PathBuf;

use lab::compare::{self, Comparison, Lived, Obstacle, Row, Window};
use lab::reference::{self, About, Kind};
use model::VARIABLES;
use serde_json::{Value, json};

use crate::answer::{Answer, counted};
use crate::args_runs::CompareArgs;
use crate::failure::Failure;
use crate::nearest::nearest;
use crate::numbers::figure;
use crate::output::{HEAD, styled};
use crate::tables::{Column, cut, table};

/// Figures of a hash that are shown.
const SHORT: usize = 12;

/// Answers `compare`.
pub fn compare(args: &CompareArgs) -> Result<Answer, Failure> {
    let runs = read(args)?;
    let abouts: Vec<&About> = runs.iter().map(|run| &run.about).collect();
    let found = compare::obstacles(abouts[0], &abouts[1..]);
    if !found.is_empty() {
        return Err(refused(abouts[0], &found));
    }
    let variables = variables(args, &runs)?;
    let windows = windows(args, abouts[0])?;
    let comparison = compare::compare(&runs, &variables, &windows);
    Ok(Answer::done(screen(&comparison), document(&comparison)))
}

/// The runs that were named; a pair stands for its two.
fn read(args: &CompareArgs) -> Result<Vec<Lived>, Failure> {
    let mut paths: Vec<PathBuf> = Vec::new();
    for name in &args.runs {
        let found = reference::find(name)?;
        if found.kind == Kind::Study {
            let message =
                format!("{} is a study, whose runs have no folders", found.path.display());
            return Err(Failure::user("file", message, "its report compares them"));
        }
        paths.extend(found.runs());
    }
    if paths.len() < 2 {
        let help = "name a second one, or a pair, which stands for its two runs";
        return Err(Failure::user("usage", "one run cannot be compared with anything", help));
    }
    paths.iter().map(|path| Lived::read(path).map_err(Failure::from)).collect()
}

/// What keeps runs from being compared, setting by setting.
fn refused(first: &About, found: &[Obstacle]) -> Failure {
    let short = |text: &str| cut(text, SHORT + 1);
    let line = |obstacle: &Obstacle| {
        format!(
            "{}: {} in {}, {} in {}; {}",
            obstacle.setting,
            short(&obstacle.first),
            first.id,
            short(&obstacle.this),
            obstacle.run,
            obstacle.mend
        )
    };
    let faults: Vec<String> = found.iter().map(line).collect();
    let message = format!("these runs do not share their luck:\n{}", faults.join("\n"));
    let help = "draws are matched by their number, which means something only where these agree";
    Failure { faults, ..Failure::user("unlike", message, help) }
}

fn variables(args: &CompareArgs, runs: &[Lived]) -> Result<Vec<usize>, Failure> {
    let all = || VARIABLES.iter().map(|variable| variable.name);
    let one = |name: &String| {
        let variable = model::variables::find(name).ok_or_else(|| {
            Failure::unknown("variable", name, &nearest(name, all()), "ktokogo list variables")
        })?;
        match runs.iter().find(|run| !run.reports(variable)) {
            None => Ok(variable),
            Some(run) => {
                let message = format!("{} reports no `{name}` in any month", run.about.id);
                Err(Failure::user("unlike", message, "compare another variable"))
            }
        }
    };
    if args.variable.is_empty() {
        let watched = lab::pair::WATCHED.iter();
        return Ok(watched.filter_map(|name| model::variables::find(name)).collect());
    }
    args.variable.iter().map(one).collect()
}

fn windows(args: &CompareArgs, about: &About) -> Result<Vec<Window>, Failure> {
    let beyond = args.at.iter().find(|w| w.first < about.first || w.last > about.until);
    if let Some(window) = beyond {
        let message = format!("the runs have no {}", window.words());
        let help = format!("they were lived from {} to {}", about.first, about.until);
        return Err(Failure::user("usage", message, help));
    }
    let last = || vec![Window::year_to(about.until)];
    Ok(if args.at.is_empty() { last() } else { args.at.clone() })
}

/// `A`, `B` and so on: what a run is called in the tables.
fn letter(number: usize) -> String {
    let letter = u8::try_from(number).ok().filter(|n| *n < 26).map(|n| char::from(b'A' + n));
    letter.map_or_else(|| format!("#{}", number + 1), String::from)
}

fn screen(comparison: &Comparison) -> String {
    let draws = match comparison.matched.as_slice() {
        [] => "no draw in common".to_owned(),
        [0] => "the central runs, for one has no draws".to_owned(),
        all => format!("{} matched", counted(all.len(), "draw")),
    };
    let mut text = format!("{} runs, {draws}\n\n", comparison.runs.len());
    text.push_str(&settings(&comparison.runs));
    for (number, run) in comparison.runs.iter().enumerate().skip(1) {
        if comparison.identical[number] {
            let first = &comparison.runs[0];
            let how = if run.id == first.id { "are the same run" } else { "have the same numbers" };
            text.push_str(&format!("\nA and {} {how}.\n", letter(number)));
        }
    }
    text.push('\n');
    text.push_str(&values(&comparison.rows));
    let outcomes = outcomes(comparison);
    if !outcomes.is_empty() {
        text.push_str(&format!("\n{}\n{outcomes}", styled(HEAD, "share of draws at the end")));
    }
    text
}

/// What differs between the requests.
fn settings(runs: &[About]) -> String {
    let columns = [
        Column::name("run"),
        Column::name("id"),
        Column::words("scenario"),
        Column::words("theory"),
        Column::words("decisions"),
        Column::number("draws"),
        Column::name("scenario hash"),
    ];
    let row = |(number, run): (usize, &About)| {
        vec![
            letter(number),
            run.id.clone(),
            run.scenario.clone(),
            run.theory.clone().unwrap_or_else(|| "none".to_owned()),
            run.decisions.clone(),
            run.draws.to_string(),
            run.hashes.scenario.chars().take(SHORT).collect(),
        ]
    };
    table(&columns, &runs.iter().enumerate().map(row).collect::<Vec<_>>())
}

/// The table of values; where there is but one window it stands above and leaves room for the names.
fn values(rows: &[Row]) -> String {
    let one = rows.iter().all(|row| row.window == rows[0].window);
    let head = rows.first().filter(|_| one).map(|row| format!("{}\n", row.window.words()));
    let mut columns = vec![Column::words("what, unit")];
    if !one {
        columns.push(Column::name("when"));
    }
    columns.extend([
        Column::name("run"),
        Column::number("median"),
        Column::number("80 % band"),
        Column::number("less A"),
        Column::number("80 % band"),
        Column::number("-/=/+"),
    ]);
    let cells = rows.iter().flat_map(|row| {
        let cells = row.values.iter().enumerate();
        cells.map(|(number, value)| cells_of(row, number, value, one))
    });
    head.unwrap_or_default() + &table(&columns, &cells.collect::<Vec<_>>())
}

fn cells_of(row: &Row, number: usize, value: &compare::Value, one: bool) -> Vec<String> {
    let band = |low: f64, high: f64| format!("[{}, {}]", figure(low), figure(high));
    let variable = &VARIABLES[row.variable];
    let first = |text: String| if number == 0 { text } else { String::new() };
    let mut cells = vec![first(format!("{}, {}", variable.label, variable.unit))];
    if !one {
        cells.push(first(row.window.words()));
    }
    cells.extend([letter(number), figure(value.median), band(value.low80, value.high80)]);
    cells.extend(match &value.difference {
        None => [String::new(), String::new(), String::new()],
        Some(found) => [
            figure(found.median),
            band(found.low80, found.high80),
            format!("{}/{}/{}", found.below, found.equal, found.above),
        ],
    });
    cells
}

/// The shares of the outcomes side by side; empty where a folder has none.
fn outcomes(comparison: &Comparison) -> String {
    let runs = &comparison.outcomes;
    if runs.iter().any(Vec::is_empty) {
        return String::new();
    }
    let columns = [Column::words("outcome"), Column::words("share, run by run")];
    let share = |id: &str, number: usize| {
        let found = runs[number].iter().find(|outcome| outcome.id == id);
        let share = found.map_or("–".to_owned(), |outcome| format!("{:.2}", outcome.share));
        format!("{} {share}", letter(number))
    };
    let row = |outcome: &compare::OutcomeShare| {
        let shares: Vec<String> = (0..runs.len()).map(|n| share(&outcome.id, n)).collect();
        vec![format!("{} {}", outcome.id, outcome.name), shares.join(", ")]
    };
    table(&columns, &runs[0].iter().map(row).collect::<Vec<_>>())
}

fn document(comparison: &Comparison) -> Value {
    let runs = comparison.runs.iter().enumerate().map(|(number, run)| {
        let outcomes = comparison.outcomes[number].iter();
        let outcomes = outcomes.map(|o| json!({ "id": o.id, "name": o.name, "share": o.share }));
        json!({
            "id": run.id, "path": run.path.display().to_string(), "scenario": run.scenario,
            "theory": run.theory, "decisions": run.decisions, "draws": run.draws, "seed": run.seed,
            "version": run.version, "started": run.started,
            "hashes": {
                "engine": run.hashes.engine, "evidence": run.hashes.evidence,
                "scenario": run.hashes.scenario,
            },
            "identical_to_first": comparison.identical[number],
            "outcomes": outcomes.collect::<Vec<_>>(),
        })
    });
    json!({
        "command": "compare",
        "runs": runs.collect::<Vec<_>>(),
        "matched_draws": comparison.matched,
        "rows": comparison.rows.iter().map(row_document).collect::<Vec<_>>(),
        "exit_code": 0,
    })
}

fn row_document(row: &Row) -> Value {
    let difference = |found: &compare::Difference| {
        json!({
            "median": found.median, "low80": found.low80, "high80": found.high80,
            "below": found.below, "equal": found.equal, "above": found.above,
            "undefined": found.undefined,
        })
    };
    let value = |value: &compare::Value| {
        json!({
            "median": value.median, "low80": value.low80, "high80": value.high80,
            "difference": value.difference.as_ref().map(difference),
        })
    };
    json!({
        "variable": VARIABLES[row.variable].name, "unit": VARIABLES[row.variable].unit,
        "first": row.window.first.to_string(), "last": row.window.last.to_string(),
        "runs": row.values.iter().map(value).collect::<Vec<_>>(),
    })
}
