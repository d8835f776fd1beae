//! `explain`: why the two worlds of a pair differ.

use std::path::Path;

use clap::Args;
use evidence::Evidence;
use kernel::Month;
use lab::LabError;
use lab::explain::{self, Explanation, Part, Question, Spread, Tried};
use lab::folder::explain_files;
use lab::pair::{PairRequest, Window};
use lab::scenario;
use model::VARIABLES;
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::args::Common;
use crate::failure::{Code, Failure};
use crate::named::{Named, named};
use crate::nearest::nearest;
use crate::numbers::figure;
use crate::output::{HEAD, remark, styled};
use crate::progress::Shown;
use crate::run::{CANCELLED, listen_for_ctrl_c};
use crate::tables::{Column, table, wrapped};

/// How `whatif` and `report` are asked for the parts of a difference on the page.
pub const OPTION: &str = " --explain";
/// Weaker mechanisms that are named after those with a part.
const WEAKER: usize = 5;

/// Options of `explain`.
#[derive(Args, Debug, Clone)]
pub struct ExplainArgs {
    /// A pair that `whatif` lived; a run or a scenario is explained against history
    #[arg(value_name = "RUN")]
    pub run: String,
    /// The variable [default: the one that differs most clearly beside its band]
    #[arg(long, value_name = "VARIABLE")]
    pub variable: Option<String>,
    /// A month, a year, or a first and a last month [default: the year after the parting, or the last]
    #[arg(long, value_name = "YYYY-MM[/YYYY-MM]", value_parser = window)]
    pub at: Option<Window>,
    /// Draws to live [default: 10, or as many as the pair has]
    #[arg(long, value_name = "N")]
    pub draws: Option<u32>,
    /// Runs at a time; the numbers do not depend on it [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub threads: Option<u32>,
}

/// Examples in the help.
pub const EXAMPLES: &str = "\
The parts of a pair are also written into its folder, as explain.csv and explain.parquet. Its page is
left as it is; `ktokogo report RUN --explain --out FILE` draws one with the parts of the difference
that is taken apart when neither --variable nor --at is given.

Examples
  ktokogo explain last
  ktokogo explain last --variable prices.scissors_wholesale --at 1923-10
  ktokogo explain rain-in-1921 --variable people.famine_deaths --at 1921-07/1922-06";

/// Answers `explain`.
pub fn explain(
    args: &ExplainArgs,
    common: &Common,
    evidence: &Evidence,
) -> Result<Answer, Failure> {
    let variable = args.variable.as_deref().map(variable).transpose()?;
    let (mut request, folder) = request(&args.run, evidence)?;
    let threads = args.threads.and_then(|threads| usize::try_from(threads).ok());
    (request.base.threads, request.changed.threads) = (threads, threads);
    let question = Question { variable, window: args.at, draws: args.draws };
    listen_for_ctrl_c();
    let progress = Shown::new(common.quiet || common.json);
    let found = explain::explain(&request, question, evidence, &progress, &CANCELLED)?;
    if let Some(folder) = &folder {
        explain_files::write(&found, folder)?;
    }
    let folder = folder.as_deref();
    Ok(Answer::done(screen(&found, folder), document(&found, folder)))
}

/// Whether a command asks for the parts of the difference on the page.
pub fn is_asked(command: &str) -> bool {
    command.split_whitespace().any(|word| word == OPTION.trim())
}

/// The customary explanation of a pair, for its page; none where no difference can be taken apart.
pub fn beside(
    request: &PairRequest,
    common: &Common,
    evidence: &Evidence,
) -> Result<Option<Explanation>, Failure> {
    let progress = Shown::new(common.quiet || common.json);
    match explain::explain(request, Question::default(), evidence, &progress, &CANCELLED) {
        Ok(found) => Ok(Some(found)),
        // The page is of use without it.
        Err(LabError::Request(why)) => {
            remark(&format!("warning: nothing is taken apart: {why}"));
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

/// The number of a variable.
fn variable(name: &str) -> Result<usize, Failure> {
    model::variables::find(name).ok_or_else(|| {
        let near = nearest(name, VARIABLES.iter().map(|variable| variable.name));
        Failure::unknown("variable", name, &near, "ktokogo list variables")
    })
}

/// The pair that is asked about, and its folder if it has one.
fn request(
    name: &str,
    evidence: &Evidence,
) -> Result<(PairRequest, Option<std::path::PathBuf>), Failure> {
    let changed = match named(name, evidence)? {
        Named::Pair(request, folder) => return Ok((*request, Some(folder))),
        Named::Run(request) | Named::Scenario(request) => request,
    };
    let theory = changed.scenario.theory.clone();
    let history = scenario::find_under("history", theory.as_deref(), evidence)
        .and_then(|history| history.freed(changed.scenario.freedom.clone(), evidence))
        .map_err(|problems| Failure::scenario(&problems))?;
    if history.hash == changed.scenario.hash {
        return Err(Failure::user(
            "usage",
            format!("{name} is history itself, and nothing differs from it"),
            "live a scenario beside it with `ktokogo whatif` and explain that pair",
        ));
    }
    let like = changed.clone();
    Ok((PairRequest::of(history, changed.scenario, &like), None))
}

/// `1922-10`, `1922`, or `1922-10/1923-09`.
fn window(text: &str) -> Result<Window, String> {
    let month = |text: &str| text.parse::<Month>().map_err(|error| error.to_string());
    let window = match (text.split_once('/'), text.parse::<i32>()) {
        (Some((first, last)), _) => Window { first: month(first)?, last: month(last)? },
        (None, Ok(year)) if (1000..10_000).contains(&year) => {
            Window { first: Month::new(year, 1), last: Month::new(year, 12) }
        }
        (None, _) => Window::month(month(text)?),
    };
    match window.first <= window.last {
        true => Ok(window),
        false => Err(format!("{} comes after {}", window.first, window.last)),
    }
}

fn band(spread: Spread) -> String {
    format!("[{}, {}]", figure(spread.low80), figure(spread.high80))
}

/// A share in per cent; none where the difference is not sure of its sign, since a share of what may
/// be nothing says nothing.
fn share(found: &Explanation, share: f64) -> String {
    let sure = found.total.low80 * found.total.high80 > 0.0;
    if sure && share.is_finite() { format!("{:.0} %", 100.0 * share) } else { "–".to_owned() }
}

fn screen(found: &Explanation, folder: Option<&Path>) -> String {
    let mut text = head(found);
    if found.actions.is_empty() && found.rest.is_none() {
        return text + &wrapped(&found.method, 0);
    }
    text.push('\n');
    text.push_str(&changes(found));
    if found.rest.is_some() {
        text.push('\n');
        text.push_str(&mechanisms(found));
    }
    text.push('\n');
    text.push_str(&loops(found));
    text.push_str(&decisions(found));
    text.push_str(&grades(found));
    text.push_str(&format!("\n{}", wrapped(&found.method, 0)));
    if let Some(folder) = folder {
        let place = folder.join("explain.csv");
        text.push_str(&format!("\nOutput   {}, explain.parquet\n", place.display()));
        let pair = folder.display();
        text.push_str(&format!("Page     ktokogo report {pair} --explain --out FILE\n"));
    }
    text
}

fn head(found: &Explanation) -> String {
    let variable = &VARIABLES[found.variable];
    let [base, changed] = &found.scenarios;
    let way = match found.total.median {
        median if median > 0.0 => "higher",
        median if median < 0.0 => "lower",
        _ => "other",
    };
    let title = format!(
        "Why is it {way} in {changed} than in {base}? {}, {}",
        variable.label, variable.unit
    );
    let parts = found.begins.map_or("never".to_owned(), |month| month.to_string());
    let [one, other] = found.worlds;
    format!(
        "{}{}: {base} {}, {changed} {}; difference {}, 80 % of draws {}\n\
         {} draws, seed {}; the worlds part in {parts}\n",
        styled(HEAD, &wrapped(&title, 0)),
        found.window.words(),
        figure(one.median),
        figure(other.median),
        figure(found.total.median),
        band(found.total),
        found.draws.len(),
        found.seed,
    )
}

fn changes(found: &Explanation) -> String {
    let columns = [
        Column::words("what brings it"),
        Column::name("kind"),
        Column::number("part"),
        Column::number("80 % of draws"),
        Column::number("share"),
        Column::number("made alone"),
        Column::name("reasons"),
    ];
    let rows = found.actions.iter().map(|part| {
        vec![
            part.name.clone(),
            part.kind.word().to_owned(),
            figure(part.spread.median),
            band(part.spread),
            share(found, part.share),
            figure(part.alone.median),
            if part.grade.counts.is_empty() { "none given" } else { "given" }.to_owned(),
        ]
    });
    let mut text = table(&columns, &rows.collect::<Vec<_>>());
    if let Some(together) = found.interaction {
        text.push_str(&format!(
            " Together less each alone: {} {}; it is within the parts.\n",
            figure(together.median),
            band(together)
        ));
    }
    text
}

fn mechanisms(found: &Explanation) -> String {
    let columns = [
        Column::name("what carries it"),
        Column::number("part"),
        Column::number("80 % of draws"),
        Column::number("share"),
        Column::number("silenced alone"),
        Column::number("base without"),
        Column::name("evidence"),
    ];
    let row = |part: &Part| {
        vec![
            part.name.clone(),
            figure(part.spread.median),
            band(part.spread),
            share(found, part.share),
            figure(part.alone.median),
            figure(part.base.unwrap_or(f64::NAN)),
            part.grade.word.to_owned(),
        ]
    };
    let mut rows: Vec<Vec<String>> = found.mechanisms.iter().map(row).collect();
    if let Some(rest) = &found.rest {
        let dash = || "–".to_owned();
        let numbers = [figure(rest.spread.median), band(rest.spread), share(found, rest.share)];
        let name = "the rest".to_owned();
        rows.push([name].into_iter().chain(numbers).chain([dash(), dash(), dash()]).collect());
    }
    let mut text = table(&columns, &rows);
    let shown = |tried: &&Tried| found.mechanisms.iter().all(|part| part.name != tried.name);
    let weaker = found.tried.iter().filter(shown).filter(|tried| tried.carried.abs() > 0.0);
    let weaker: Vec<String> = weaker
        .take(WEAKER)
        .map(|tried| format!("{} ({})", tried.name, figure(tried.carried)))
        .collect();
    if !weaker.is_empty() {
        text.push_str(&wrapped(&format!("Weaker, silenced alone: {}.", weaker.join(", ")), 1));
    }
    text
}

fn loops(found: &Explanation) -> String {
    let [base, changed] = &found.scenarios;
    let heaviest = |world: usize| {
        let best = found.loops.iter().max_by_key(|l| l.heaviest[world]);
        best.filter(|l| l.heaviest[world] > 0).map(|l| {
            let (draws, weight) = (l.heaviest[world], figure(l.weight[world]));
            format!("{} {} in {draws} of {} draws, weight {weight}", l.id, l.name, l.draws[world])
        })
    };
    let of = |world: usize| heaviest(world).unwrap_or_else(|| "none has a weight".to_owned());
    let text = format!("Heaviest loop: in {base} {}; in {changed} {}.", of(0), of(1));
    wrapped(&text, 0)
}

fn decisions(found: &Explanation) -> String {
    let flips = found.decisions.iter().filter(|flip| flip.flipped > 0).map(|flip| {
        let of = flip.flipped + flip.same;
        let (before, after) = (figure(flip.chance.0), figure(flip.chance.1));
        format!(
            "{} in {} of {of} draws (chance of what history chose, {}: {before} to {after})",
            flip.decision, flip.flipped, flip.history
        )
    });
    let flips: Vec<String> = flips.collect();
    match flips.is_empty() {
        true => "Decisions that fall otherwise by then: none.\n".to_owned(),
        false => {
            wrapped(&format!("Decisions that fall otherwise by then: {}.", flips.join("; ")), 0)
        }
    }
}

fn grades(found: &Explanation) -> String {
    let line = |part: &Part| wrapped(&format!("{}: {}", part.name, part.grade.words()), 2);
    let lines: Vec<String> = found.mechanisms.iter().map(line).collect();
    if lines.is_empty() {
        String::new()
    } else {
        format!("Evidence for the links\n{}", lines.concat())
    }
}

fn spread(spread: Spread) -> Value {
    json!({ "median": spread.median, "low80": spread.low80, "high80": spread.high80 })
}

fn part(part: &Part) -> Value {
    json!({
        "name": part.name, "kind": part.kind.word(), "summary": part.summary,
        "part": spread(part.spread), "share": part.share, "alone": spread(part.alone),
        "base_without": part.base, "draws": part.draws,
        "grade": part.grade.word, "grade_counts": part.grade.counts,
    })
}

fn document(found: &Explanation, folder: Option<&Path>) -> Value {
    let tried = found.tried.iter().map(|tried| {
        json!({
            "name": tried.name, "carried": tried.carried, "base_without": tried.base,
            "broken": tried.broken,
        })
    });
    let loops = found.loops.iter().map(|l| {
        json!({
            "id": l.id, "name": l.name, "weight": l.weight, "heaviest": l.heaviest,
            "draws": l.draws,
        })
    });
    let decisions = found.decisions.iter().map(|flip| {
        json!({
            "decision": flip.decision, "history": flip.history, "same": flip.same,
            "flipped": flip.flipped, "chance": [flip.chance.0, flip.chance.1],
        })
    });
    let rest = found.rest.as_ref().map(
        |rest| json!({ "part": spread(rest.spread), "share": rest.share, "draws": rest.draws }),
    );
    json!({
        "command": "explain",
        "base": found.scenarios[0], "changed": found.scenarios[1],
        "variable": found.name(), "unit": VARIABLES[found.variable].unit,
        "first": found.window.first.to_string(), "last": found.window.last.to_string(),
        "parts_in": found.begins.map(|month| month.to_string()),
        "seed": found.seed, "draws": found.draws,
        "base_value": spread(found.worlds[0]), "changed_value": spread(found.worlds[1]),
        "difference": spread(found.total), "differences": found.totals,
        "changes": found.actions.iter().map(part).collect::<Vec<_>>(),
        "interaction": found.interaction.map(spread),
        "mechanisms": found.mechanisms.iter().map(part).collect::<Vec<_>>(),
        "rest": rest,
        "tried": tried.collect::<Vec<_>>(),
        "loops": loops.collect::<Vec<_>>(),
        "decisions": decisions.collect::<Vec<_>>(),
        "method": found.method,
        "output": folder.map(|folder| folder.display().to_string()),
        "exit_code": Code::Done as u8,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_is_a_month_a_year_or_two_months() {
        let of = |a: (i32, u32), b: (i32, u32)| {
            Ok(Window { first: Month::new(a.0, a.1), last: Month::new(b.0, b.1) })
        };
        assert_eq!(window("1923-10"), of((1923, 10), (1923, 10)));
        assert_eq!(window("1923"), of((1923, 1), (1923, 12)));
        assert_eq!(window("1922-10/1923-09"), of((1922, 10), (1923, 9)));
        assert!(window("1923-09/1922-10").is_err_and(|why| why.contains("comes after")));
        assert!(window("autumn").is_err() && window("7").is_err());
    }
}
