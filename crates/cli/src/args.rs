//! What can be typed: commands, options, and the help that explains them by task.

mod size;
mod study;
mod whatif;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use kernel::Month;
use lab::Microdata;
use lab::request;
use model::Freedom;

use crate::ablate::{self, AblateArgs};
use crate::args_runs::{self, CiteArgs, CompareArgs, ExportArgs, ReplayArgs, ReportArgs};
use crate::audit::{self, AuditArgs};
use crate::bench::{self, BenchArgs};
use crate::compare_theories::{self, CompareTheoriesArgs};
use crate::diverge::{self, DivergeArgs};
use crate::explain::{self, ExplainArgs};
use crate::fit::{self, FitArgs};
use crate::score::{self, ScoreArgs};
use crate::sense::{self, SenseArgs};
pub use size::Size;
use study::{ENSEMBLE_EXAMPLES, SHARD_EXAMPLES, STORE_EXAMPLES};
pub use study::{EnsembleArgs, ShardArgs, StoreCommand};
use whatif::WHATIF_EXAMPLES;
pub use whatif::{DRAWS, WhatifArgs};

const GROUPED: &str = "\
{about}

Usage: ktokogo [COMMAND] [OPTIONS]      (no command: run)

Live a history
  run          Live a scenario in many draws, print one screen, write a run folder
  whatif       Live a scenario beside history with the same luck, and show what differs
  explain      Say why the two worlds of a pair differ: which change, which mechanisms
  diverge      Find the month, the mechanism and the place where two runs part
  new          Write a scenario file to begin with
  ensemble     Live a study: scenarios, theories, freedoms and draws, compared; goes on if stopped
  shard        Live one part of a study that was divided over machines
  store        ls, verify, gc: the runs that were lived and kept
  check        Check a scenario, the evidence, or the folder of a run

Work with finished runs
  compare      Hold runs beside one another, draw by draw
  report       Say where the page of a run is, or write it again
  cite         Cite a run: a sentence, BibTeX, CSL-JSON, CITATION.cff
  replay       Live a run again and prove that it gives the same bytes
  export       Pack a run with a description for archives (RO-Crate)

Judge the model by history
  compare-theories  Fit every rival account to the same rows and score it on later ones
  fit          Learn parameters from the record up to a date
  sense        Find the parameters and mechanisms that the numbers hang on
  ablate       Silence each mechanism in turn: facts that break, what the record says then
  audit        Every claim of the ledger: its fate, what the record says, what runs find
  score        Forecast from dates in the past, scored beside forecasts that need no model

Measure the program
  bench        Time the steps of the month against what the memory of the machine allows

Look into the model
  list         List mechanisms, parameters, variables, instruments, scenarios, events, decisions,
               outcomes, facts, theories, switches, edges

Look into the evidence
  evidence     ls, show, audit: the numbers, decisions, claims and sources the model rests on

Your shell
  completions  Print completions for bash, elvish, fish, powershell or zsh
  help         Print this page, or that of a command

Options
{options}
{after-help}";

const AFTER: &str = "\
Examples
  ktokogo                                      what happened, 40 draws, a report in runs/
  ktokogo run --draws 8 --households 3000      a quick look
  ktokogo run my-scenario.toml --out results   a scenario of your own
  ktokogo list parameters trade                what is assumed about trade, and on whose word
  ktokogo evidence show large_scale_industry_index
  ktokogo cite last --style bibtex
  ktokogo run --json | jq '.facts[] | select(.holds | not)'

Exit codes
  0    done
  1    a mistake in what was typed or in a file: unknown name, broken file, folder in the way
  2    a check or an audit found faults
  4    stopped before the end, or a conservation law was broken
  130  interrupted with Ctrl-C

Colours are left out when the output is no terminal or NO_COLOR is set.";

/// The whole command line.
#[derive(Parser, Debug)]
#[command(
    name = "ktokogo",
    version,
    about = "ktokogo lives Soviet Russia's economy and ruling party from November 1917 to December 1929, month by month, \
             and\nholds it against the historical record.",
    help_template = GROUPED,
    after_help = AFTER,
    max_term_width = 100
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// What every command understands.
    #[command(flatten)]
    pub common: Common,
}

/// Options that every command understands.
#[derive(Args, Debug, Clone)]
pub struct Common {
    /// Print one JSON document instead of text, errors too
    #[arg(long, global = true)]
    pub json: bool,
    /// Take the evidence from a folder instead of the one built in
    #[arg(long, global = true, value_name = "DIR")]
    pub evidence: Option<PathBuf>,
    /// Say more; twice, say everything
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// Print nothing that was not asked for: no progress, no advice
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
}

/// The commands.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Live a scenario in many draws, print one screen, write a run folder
    #[command(after_help = RUN_EXAMPLES)]
    Run(RunArgs),
    /// Live a scenario beside its base with the same luck, and show what differs
    #[command(after_help = WHATIF_EXAMPLES)]
    Whatif(WhatifArgs),
    /// Live a study: scenarios, theories, freedoms and draws, compared; goes on if stopped
    #[command(after_help = ENSEMBLE_EXAMPLES)]
    Ensemble(EnsembleArgs),
    /// Live one part of a study that was divided over machines
    #[command(after_help = SHARD_EXAMPLES)]
    Shard(ShardArgs),
    /// The runs that were lived and kept
    #[command(subcommand, after_help = STORE_EXAMPLES)]
    Store(StoreCommand),
    /// Hold runs beside one another, draw by draw
    #[command(after_help = args_runs::COMPARE_EXAMPLES)]
    Compare(CompareArgs),
    /// Say where the page of a run is, or write it again
    #[command(after_help = args_runs::REPORT_EXAMPLES)]
    Report(ReportArgs),
    /// Cite a run: a sentence, BibTeX, CSL-JSON, CITATION.cff
    #[command(after_help = args_runs::CITE_EXAMPLES)]
    Cite(CiteArgs),
    /// Live a run again and prove that it gives the same bytes
    #[command(after_help = args_runs::REPLAY_EXAMPLES)]
    Replay(ReplayArgs),
    /// Pack a run with a description for archives (RO-Crate)
    #[command(after_help = args_runs::EXPORT_EXAMPLES)]
    Export(ExportArgs),
    /// Say why the two worlds of a pair differ: which change brings it, which mechanisms carry it
    #[command(after_help = explain::EXAMPLES)]
    Explain(ExplainArgs),
    /// Find the month, the mechanism and the place where two runs part
    #[command(after_help = diverge::EXAMPLES)]
    Diverge(DivergeArgs),
    /// Every claim of the ledger: its fate, what the record says, what runs find
    #[command(after_help = audit::EXAMPLES)]
    Audit(AuditArgs),
    /// Fit every rival account to the same rows and score it on later ones
    #[command(after_help = compare_theories::EXAMPLES)]
    CompareTheories(CompareTheoriesArgs),
    /// Learn parameters from the record up to a date; goes on if stopped
    #[command(after_help = fit::EXAMPLES)]
    Fit(FitArgs),
    /// Find the parameters and mechanisms that the numbers of a run hang on
    #[command(after_help = sense::EXAMPLES)]
    Sense(SenseArgs),
    /// Silence each mechanism in turn, and tell what the model loses
    #[command(after_help = ablate::EXAMPLES)]
    Ablate(AblateArgs),
    /// Forecast from dates in the past and score it beside forecasts that need no model
    #[command(after_help = score::EXAMPLES)]
    Score(ScoreArgs),
    /// Time the steps of the month against what the memory of the machine allows, and ensembles
    #[command(after_help = bench::EXAMPLES)]
    Bench(BenchArgs),
    /// List mechanisms, parameters, variables, scenarios, decisions, outcomes, facts and more
    #[command(after_help = LIST_EXAMPLES)]
    List(ListArgs),
    /// The numbers, events, claims and sources that the model rests on
    #[command(subcommand, after_help = EVIDENCE_EXAMPLES)]
    Evidence(EvidenceCommand),
    /// Check a scenario, the evidence, or the folder of a run
    #[command(after_help = CHECK_EXAMPLES)]
    Check {
        /// The file, or a folder of evidence, of a run or of a pair
        #[arg(value_name = "FILE", required_unless_present = "schema")]
        file: Option<PathBuf>,
        /// Print the JSON Schema of scenario files, by which editors complete and check them
        #[arg(long, conflicts_with = "file")]
        schema: bool,
    },
    /// Write a scenario file to begin with
    #[command(after_help = NEW_EXAMPLES)]
    New(NewArgs),
    /// Print completions for a shell
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions {
        /// The shell
        shell: Shell,
    },
}

/// Options of `run`.
#[derive(Args, Debug, Clone)]
pub struct RunArgs {
    /// Name of a scenario that is built in, or a scenario file
    #[arg(value_name = "SCENARIO", default_value = "history")]
    pub scenario: String,
    /// Draws of the parameters beside the central run [default: the scenario's, or 40; none with
    /// --households full]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=100_000))]
    pub draws: Option<u32>,
    /// Rows of households, or `full` for every household one by one
    #[arg(long, value_name = "N|full", default_value = "25000", value_parser = households)]
    pub households: Households,
    /// Write single rows of the central run: `sample`, one household in a hundred by month; `yearly`,
    /// every household and member each December too [default: none; sample with --households full]
    #[arg(long, value_name = "WHICH", value_parser = microdata)]
    pub microdata: Option<Microdata>,
    /// Keep the state of a run without draws after every so many months; 0 is never [default: in runs
    /// of more than a minute, so seldom that it adds at most 2 % to the time]
    #[arg(long, value_name = "MONTHS")]
    pub checkpoint: Option<u32>,
    /// How it is lived, and where it is written
    #[command(flatten)]
    pub living: Living,
}

/// What `run` and `whatif` share: how lives are lived, and where they are written.
#[derive(Args, Debug, Clone)]
pub struct Living {
    /// Take the switches of a rival account; `ktokogo list theories` shows all
    #[arg(long, value_name = "NAME")]
    pub theory: Option<String>,
    /// Seed of all chance; the same seed gives the same numbers [default: the scenario's, or 1917]
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Rows of members when the party has 800,000, or `full` for every member one by one
    /// [default: 2000; `full` with --households full]
    #[arg(long, value_name = "N|full", value_parser = members)]
    pub members: Option<Households>,
    /// Runs at a time; the numbers do not depend on it [default: one for each core]
    #[arg(long, value_name = "N", value_parser = threads)]
    pub threads: Option<usize>,
    /// The last month to live
    #[arg(long, value_name = "YYYY-MM", default_value = "1929-12", value_parser = month)]
    pub until: Month,
    /// Draw all parameters from their priors, not from the posterior that ships
    #[arg(long)]
    pub prior: bool,
    /// Let the bodies of the party decide by their own votes, from a month on or always
    #[arg(long, value_name = "YYYY-MM", num_args = 0..=1, value_parser = month)]
    pub free: Option<Option<Month>>,
    /// Let this decision alone be free; may be repeated
    #[arg(long, value_name = "ID", conflicts_with = "free")]
    pub free_decision: Vec<String>,
    /// Folder to write; an earlier one is kept unless --force is given [default: runs/<id>]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Replace the folder if it is there already
    #[arg(long)]
    pub force: bool,
}

impl Living {
    /// Rows of members beside so many rows of households.
    pub fn members(&self, households: Households) -> usize {
        self.members.map_or_else(|| request::usual_members(households.0), |members| members.0)
    }

    /// The freedom that the options ask for; none leaves it to the scenario.
    pub fn freedom(&self) -> Option<Freedom> {
        match self.free {
            Some(Some(month)) => Some(Freedom::From(month)),
            Some(None) => Some(Freedom::All),
            None if self.free_decision.is_empty() => None,
            None => Some(Freedom::Only(self.free_decision.iter().cloned().collect())),
        }
    }
}

/// Options of `new`.
#[derive(Args, Debug, Clone)]
pub struct NewArgs {
    /// Name of the scenario: small letters, digits and hyphens; the file is NAME.toml
    #[arg(value_name = "NAME")]
    pub name: String,
    /// What to begin with: a lesson, a counterfactual for a paper, or an assumption
    #[arg(long, value_name = "KIND", default_value = "lesson",
          value_parser = clap::builder::PossibleValuesParser::new(lab::scenario::template::names()))]
    pub template: String,
    /// Replace the file if it is there already
    #[arg(long)]
    pub force: bool,
}

/// How many rows of households or of members: all of them, or so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Households(pub usize);

/// What to list.
#[derive(Args, Debug)]
pub struct ListArgs {
    /// What to list
    pub what: Listed,
    /// Only those with this word in the name or the text
    #[arg(value_name = "PATTERN")]
    pub pattern: Option<String>,
}

/// What can be listed.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    /// The rules of the society, in the order of the month
    Mechanisms,
    /// What is not known, with prior, unit and source
    Parameters,
    /// What a run reports
    Variables,
    /// What decrees, shocks and scenarios may set
    Instruments,
    /// The scenarios that are built in
    Scenarios,
    /// Decrees and shocks that move the model, and the events of the record
    Events,
    /// What bodies of the party had to decide, between which options, and what history chose
    Decisions,
    /// The ways in which a run can end, with what each asks
    Outcomes,
    /// The stylised facts a run is judged by
    Facts,
    /// The rival accounts, as `run --theory` takes them
    Theories,
    /// The switches of the rival accounts, with what each account sets
    Switches,
    /// The influences that the ledger of claims draws, and the mechanisms that realise them
    Edges,
}

/// Commands on the evidence.
#[derive(Subcommand, Debug)]
pub enum EvidenceCommand {
    /// List what there is: series, paths, decrees, decisions, events, claims, sources
    Ls {
        /// Only names or titles with this word
        #[arg(value_name = "PATTERN")]
        pattern: Option<String>,
    },
    /// Show a series, path, decree, decision, event, claim or source, sources side by side
    Show {
        /// The name, as `evidence ls` prints it
        #[arg(value_name = "NAME")]
        name: String,
    },
    /// Check that every number has its source and unit, every claim its fate, every date its calendar
    Audit,
}

const RUN_EXAMPLES: &str = "\
Examples
  ktokogo run
  ktokogo run --draws 8 --households 3000 --until 1924-12
  ktokogo run my-scenario.toml --seed 7 --out results/seven
  ktokogo run history --free 1923-01
  ktokogo run --free-decision monopoly-december-1922
  ktokogo run --theory rigby-daniels
  ktokogo run --households full                 every household and member; goes on if stopped
  ktokogo run --out results/seven --force --quiet";

const LIST_EXAMPLES: &str = "\
Examples
  ktokogo list mechanisms
  ktokogo list parameters trade
  ktokogo list decisions monopoly
  ktokogo list outcomes
  ktokogo list variables --json";

const EVIDENCE_EXAMPLES: &str = "\
Examples
  ktokogo evidence ls scissors
  ktokogo evidence show scissors_ratio_wholesale
  ktokogo evidence show monopoly-december-1922
  ktokogo evidence audit --evidence my-evidence";

const CHECK_EXAMPLES: &str = "\
A file of the evidence is checked together with its folder, because names point across files.

Examples
  ktokogo check my-scenario.toml
  ktokogo check --schema > scenario.schema.json
  ktokogo check evidence/series/economy/livestock.csv
  ktokogo check evidence
  ktokogo check runs/history-1917
  ktokogo check runs/history-1917/series.parquet";

const NEW_EXAMPLES: &str = "\
Examples
  ktokogo new my-lesson
  ktokogo new softer-monopoly --template paper
  ktokogo new prices-matter-less --template assumption --force";

const COMPLETIONS_EXAMPLES: &str = "\
Examples
  ktokogo completions bash > ~/.local/share/bash-completion/completions/ktokogo
  ktokogo completions fish > ~/.config/fish/completions/ktokogo.fish";

pub fn households(text: &str) -> Result<Households, String> {
    if text == "full" {
        return Ok(Households(usize::MAX));
    }
    let digits: String = text.chars().filter(|c| !matches!(c, '_' | ',')).collect();
    match digits.parse::<usize>() {
        Ok(0) => Err("a country without households has no history; give 1 or more".to_owned()),
        Ok(rows) => Ok(Households(rows)),
        Err(_) => Err("write a number such as 3000, or `full`".to_owned()),
    }
}

pub fn members(text: &str) -> Result<Households, String> {
    match households(text) {
        Err(_) if text.trim() == "0" => Err("a party needs members; give 1 or more".to_owned()),
        other => other,
    }
}

fn microdata(text: &str) -> Result<Microdata, String> {
    Microdata::find(text).ok_or_else(|| "write none, sample or yearly".to_owned())
}

pub fn threads(text: &str) -> Result<usize, String> {
    match text.parse::<usize>() {
        Ok(0) => Err("at least one thread must do the work".to_owned()),
        Ok(threads) => Ok(threads),
        Err(_) => Err("write a number such as 2".to_owned()),
    }
}

pub fn month(text: &str) -> Result<Month, String> {
    let month: Month = text.parse().map_err(|error: kernel::month::NotAMonth| error.to_string())?;
    let (first, last) = (model::run::FIRST, model::run::LAST);
    if month < first || month > last {
        return Err(format!("the model lives from {first} to {last}"));
    }
    Ok(month)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn every_command_stands_in_the_grouped_help() {
        let mut cli = Cli::command();
        let help = cli.render_help().to_string();
        for command in cli.get_subcommands() {
            let line = format!("\n  {} ", command.get_name());
            assert!(help.contains(&line), "{} is missing from\n{help}", command.get_name());
        }
        cli.debug_assert();
    }

    #[test]
    fn households_are_counted_or_full() {
        assert_eq!(households("25_000"), Ok(Households(25_000)));
        assert_eq!(households("full"), Ok(Households(usize::MAX)));
        assert!(
            households("0").is_err() && households("-3").is_err() && households("many").is_err()
        );
    }

    #[test]
    fn the_last_month_lies_in_the_years_of_the_model() {
        assert_eq!(month("1924-12"), Ok(Month::new(1924, 12)));
        assert!(month("1914-08").is_err() && month("1930-01").is_err());
        assert!(month("1924-13").unwrap_err().contains("1921-03"));
    }
}
