//! `compare-theories`: the rival accounts fitted to the same rows and scored on later ones.

use std::path::PathBuf;

use clap::Args;
use evidence::{Evidence, nearest_name};
use judge::fit::Effort;
use judge::rivals::{self, Account, Comparison, Form, Interval, Part, Request};
use lab::LabError;
use model::SWITCHES;
use serde_json::{Value, json};

use crate::answer::{Answer, counted};
use crate::args::{Common, Households, households, members, threads};
use crate::failure::{Code, Failure};
use crate::output::{HEAD, styled};
use crate::progress::Shown;
use crate::run::{CANCELLED, listen_for_ctrl_c};
use crate::tables::{Column, table, wrapped};

/// Options of `compare-theories`.
#[derive(Args, Debug, Clone)]
pub struct CompareTheoriesArgs {
    /// Compare this account alone with the central one; may be repeated [default: all]
    #[arg(long, value_name = "NAME")]
    pub only: Vec<String>,
    /// Members of each account's ensemble
    #[arg(long, value_name = "N", default_value = "120", value_parser = clap::value_parser!(u32).range(2..=5000))]
    pub ensemble: u32,
    /// Steps of the smoother that fits an account
    #[arg(long, value_name = "N", default_value = "4", value_parser = clap::value_parser!(u32).range(1..=20))]
    pub steps: u32,
    /// Draws from the priors by which the free parameters are chosen, once for all accounts
    #[arg(long, value_name = "N", default_value = "300", value_parser = clap::value_parser!(u32).range(12..=5000))]
    pub screened: u32,
    /// The most parameters that are free
    #[arg(long, value_name = "N", default_value = "40", value_parser = clap::value_parser!(u32).range(1..=500))]
    pub free_parameters: u32,
    /// Members lived in each world of the discriminating tests; 0 leaves those worlds out
    #[arg(long, value_name = "N", default_value = "30")]
    pub probed: u32,
    /// Members lived at both ends of each switch, to see what moves with it
    #[arg(long, value_name = "N", default_value = "10", value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub paired: u32,
    /// Rows of households, or `full` for every household one by one
    #[arg(long, value_name = "N|full", default_value = "600", value_parser = households)]
    pub households: Households,
    /// Rows of members when the party has 800,000, or `full` for every member one by one
    #[arg(long, value_name = "N|full", default_value = "400", value_parser = members)]
    pub members: Households,
    /// Seed of all chance; the same seed gives the same numbers
    #[arg(long, value_name = "N", default_value = "1917")]
    pub seed: u64,
    /// Runs at a time; the numbers do not depend on it [default: one for each core]
    #[arg(long, value_name = "N", value_parser = threads)]
    pub threads: Option<usize>,
    /// Folder for the tables; finished accounts are kept there, and the same command goes on
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Write a page in Markdown too
    #[arg(long, value_name = "FILE")]
    pub markdown: Option<PathBuf>,
}

/// Examples in the help.
pub const EXAMPLES: &str = "\
Each account is a setting of the switches. The same parameters are fitted to the same rows up to
December 1924 under each; then it is judged on the rows and decisions of 1925 to 1929, beside the
central account, whose switches stand at the centre of their priors. With --out, work that was
stopped goes on where it was when the same command is given again.

Examples
  ktokogo compare-theories --out results/theories
  ktokogo compare-theories --only lecture --only kotkin --ensemble 40
  ktokogo compare-theories --out results/theories --markdown theories.md";

/// Answers `compare-theories`.
pub fn compare(
    args: &CompareTheoriesArgs,
    common: &Common,
    evidence: &Evidence,
) -> Result<Answer, Failure> {
    let request = request(args)?;
    // Asked before the work and not after it.
    if let Some(out) = &args.out {
        rivals::prepare(out)?;
    }
    listen_for_ctrl_c();
    let progress = Shown::new(common.quiet || common.json);
    let found = rivals::compare(&request, evidence, &progress, &CANCELLED).map_err(stopped)?;
    if let Some(out) = &args.out {
        rivals::write(&found, out)?;
    }
    if let Some(file) = &args.markdown {
        let failed = |error| LabError::io(file, "write the file", &error);
        std::fs::write(file, rivals::page(&found)).map_err(failed)?;
    }
    Ok(Answer::done(screen(&found, args), document(&found, args)))
}

/// A stop is told in the words of this command.
fn stopped(error: LabError) -> Failure {
    let LabError::Paused { kept, of } = error else { return error.into() };
    let message = format!(
        "stopped; {kept} of {of} accounts are finished and kept: the same command goes on from there"
    );
    Failure { code: Code::Interrupted, ..Failure::user("interrupted", message, "") }
}

fn request(args: &CompareTheoriesArgs) -> Result<Request, Failure> {
    Ok(Request {
        accounts: chosen(&args.only)?,
        seed: args.seed,
        households: args.households.0,
        members: args.members.0,
        threads: args.threads,
        learned: judge::rows::LEARNED,
        effort: Effort { members: args.ensemble as usize, steps: args.steps as usize },
        screened: args.screened as usize,
        free: args.free_parameters as usize,
        probed: args.probed as usize,
        paired: args.paired as usize,
        out: args.out.clone(),
    })
}

/// The central account and those that are named; all if none is.
fn chosen(only: &[String]) -> Result<Vec<Account>, Failure> {
    let all = rivals::accounts();
    let names = || all.iter().filter(|one| !one.is_central()).map(|one| one.key.as_str());
    if let Some(unknown) = only.iter().find(|name| names().all(|known| known != name.as_str())) {
        let near: Vec<String> =
            nearest_name(unknown, names()).map(str::to_owned).into_iter().collect();
        return Err(Failure::unknown("theory", unknown, &near, "ktokogo list theories"));
    }
    let wanted = |one: &Account| one.is_central() || only.is_empty() || only.contains(&one.key);
    Ok(all.iter().filter(|one| wanted(one)).cloned().collect())
}

fn screen(found: &Comparison, args: &CompareTheoriesArgs) -> String {
    let mut text = format!(
        "{}\n{}\n",
        styled(HEAD, "Rival accounts compared"),
        wrapped(&rivals::numbers_of(found), 0)
    );
    text.push_str(&scores(found, "Decisions as in history", &found.pinned));
    text.push_str(&scores(found, "Free decisions from January 1925", &found.freed));
    text.push_str(
        "\nLog score less that of the central account, mean over series, with 95 % of a bootstrap over\n\
         series: above 0 is better. `moved`: series and decisions on which the two differ at all.\n",
    );
    text.push_str(&format!("\n{}", tests(found)));
    text.push_str(&deciding(found));
    text.push_str(&format!("\n{}", wrapped(&rivals::statement(found), 0)));
    if let Some(out) = &args.out {
        text.push_str(&format!("\nWritten to {}.\n", out.display()));
    }
    text
}

fn signed(one: &Interval) -> String {
    if one.mean.is_finite() { format!("{:+.3}", one.mean) } else { "-".to_owned() }
}

fn scores(found: &Comparison, title: &str, form: &Form) -> String {
    let columns = [
        Column::name("account"),
        Column::number("economy"),
        Column::number("politics"),
        Column::number("decisions"),
        Column::number("all"),
        Column::number("95 % interval"),
        Column::number("moved"),
        Column::number("weight"),
        Column::number("stacking"),
    ];
    let mut order: Vec<usize> = (1..found.accounts.len()).collect();
    order.sort_by(|a, b| form.weights.alone[b - 1].total_cmp(&form.weights.alone[a - 1]));
    let row = |n: usize| {
        let all = &form.all[n];
        let mut cells = vec![found.accounts[n].account.key.clone()];
        cells.extend(form.log[n].iter().map(signed));
        cells.push(signed(all));
        cells.push(format!("[{:+.2}, {:+.2}]", all.low, all.high));
        cells.push(format!("{}/{}", all.moved, all.units));
        cells.push(format!("{:.2}", form.weights.alone[n - 1]));
        cells.push(format!("{:.2}", form.weights.stacking[n - 1]));
        cells
    };
    let rows: Vec<Vec<String>> = order.into_iter().map(row).collect();
    format!("\n{}\n{}", styled(HEAD, title), table(&columns, &rows))
}

fn tests(found: &Comparison) -> String {
    let columns = [
        Column::name("test"),
        Column::words("question"),
        Column::words("record favours"),
        Column::words("draws as recorded, central; and as predicted, by account"),
    ];
    let row = |answer: &rivals::Answer| {
        let told = |one: &rivals::Reproduced| {
            (one.own.is_finite()).then(|| format!("{} {:.0} %", one.number, 100.0 * one.own))
        };
        let central = answer.accounts.first().filter(|one| one.recorded.is_finite());
        let mut parts: Vec<String> =
            central.map(|one| format!("{:.0} %", 100.0 * one.recorded)).into_iter().collect();
        let own: Vec<String> = answer.accounts.iter().filter_map(told).collect();
        parts.push(own.join(", "));
        if answer.accounts.is_empty() {
            parts = vec!["not in the model".to_owned()];
        }
        let question = answer.question.clone();
        vec![answer.test.id.clone(), question, answer.reading(), parts.join("; ")]
    };
    let rows: Vec<Vec<String>> = found.answers.iter().map(row).collect();
    format!("{}\n{}", styled(HEAD, "Discriminating tests"), table(&columns, &rows))
}

fn deciding(found: &Comparison) -> String {
    let columns = [
        Column::name("pair"),
        Column::name("observation"),
        Column::number("log factor"),
        Column::words("evidence"),
    ];
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut last = None;
    for one in found.deciding.iter() {
        // The most telling one of each pair.
        if last == Some(&one.pair) {
            continue;
        }
        last = Some(&one.pair);
        rows.push(vec![
            one.pair.join(" or "),
            format!("{} {}", one.variable, one.year),
            format!("{:.2}", one.log_factor),
            one.exists.words().to_owned(),
        ]);
    }
    format!(
        "\n{}\n{}",
        styled(HEAD, "What would tell most between the heaviest"),
        table(&columns, &rows)
    )
}

fn document(found: &Comparison, args: &CompareTheoriesArgs) -> Value {
    let (units, moved) = found.reach();
    let (rows, rows_moved) = found.row_reach();
    let form = |form: &Form| {
        let one = |n: usize| {
            let parts = Part::ALL.iter().enumerate().map(|(place, part)| {
                let (log, loss) = (&form.log[n][place], &form.loss[n][place]);
                json!({ "part": part.word(), "log": interval(log), "loss": interval(loss) })
            });
            json!({
                "account": found.accounts[n].account.key,
                "number": found.accounts[n].account.number,
                "parts": parts.collect::<Vec<_>>(),
                "all": interval(&form.all[n]),
                "own_everywhere": interval(&form.all_own[n]),
                "weight": form.weights.alone[n - 1],
                "stacking": form.weights.stacking[n - 1],
                "leads": form.weights.leads[n - 1],
            })
        };
        (1..found.accounts.len()).map(one).collect::<Vec<_>>()
    };
    let switches = SWITCHES.iter().zip(&found.speaks.0);
    let switches = switches.map(|((number, _), moved)| json!({ "switch": number, "moves": moved }));
    json!({
        "command": "compare-theories",
        "seed": found.request.seed,
        "learned_rows": found.learned,
        "free_parameters": found.free,
        "scored_rows": rows, "scored_rows_moved": rows_moved,
        "units": units, "units_moved": moved,
        "switches": switches.collect::<Vec<_>>(),
        "pinned": form(&found.pinned),
        "free": form(&found.freed),
        "tests": found.answers.iter().map(test).collect::<Vec<_>>(),
        "deciding": found.deciding.iter().map(observation).collect::<Vec<_>>(),
        "statement": rivals::statement(found),
        "output": args.out.as_ref().map(|out| out.display().to_string()),
        "summary": counted(found.accounts.len() - 1, "account"),
        "exit_code": Code::Done as u8,
    })
}

fn interval(one: &Interval) -> Value {
    json!({
        "mean": one.mean, "low95": one.low, "high95": one.high, "units": one.units,
        "moved": one.moved,
    })
}

fn test(answer: &rivals::Answer) -> Value {
    let account = |one: &rivals::Reproduced| {
        json!({
            "account": one.account, "number": one.number, "predicts": one.predicts,
            "draws": one.draws, "median": one.median, "share_as_predicted": one.own,
            "share_as_recorded": one.recorded,
        })
    };
    json!({
        "id": answer.test.id, "question": answer.question, "measure": answer.test.words,
        "not_in_the_model": answer.test.not_in_the_model, "record_favours": answer.test.record.favours,
        "favoured": answer.favoured(), "confidence": answer.confidence, "rows": answer.rows,
        "accounts": answer.accounts.iter().map(account).collect::<Vec<_>>(),
    })
}

fn observation(one: &rivals::Deciding) -> Value {
    json!({
        "pair": one.pair, "variable": one.variable, "unit": one.unit, "year": one.year,
        "expects": one.expects, "separation": one.separation,
        "expected_log_bayes_factor": one.log_factor, "evidence": one.exists.words(),
        "found_at": one.found_at,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_are_chosen_by_name_and_a_slip_is_answered_with_the_nearest() {
        let two = chosen(&["kotkin".to_owned()]).expect("it is there");
        assert_eq!(two.iter().map(|a| a.key.as_str()).collect::<Vec<_>>(), ["central", "kotkin"]);
        assert_eq!(chosen(&[]).expect("all").len(), 18);
        let error = chosen(&["kotkn".to_owned()]).expect_err("a slip").to_string();
        assert!(error.contains("`kotkin`"), "{error}");
    }

    #[test]
    fn the_table_keeps_the_width() {
        assert!(EXAMPLES.lines().all(|line| line.chars().count() <= crate::tables::WIDTH));
    }
}
