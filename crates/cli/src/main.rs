//! `ktokogo`, the command line: a thin face of `lab`. It holds no science.

mod ablate;
mod answer;
mod args;
mod args_runs;
mod audit;
mod bench;
mod bench_page;
mod check;
mod cite;
mod compare;
mod compare_theories;
mod diverge;
mod ensemble;
mod explain;
mod export;
mod failure;
mod fit;
mod list;
mod list_politics;
mod named;
mod nearest;
mod new;
mod numbers;
mod output;
mod politics;
mod progress;
mod records;
mod replay;
mod report;
mod run;
mod score;
mod screen;
mod sense;
mod shard;
mod shown;
mod shown_decision;
mod store;
mod tables;
mod theories;
mod whatif;

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use evidence::{Evidence, Fault};
use serde_json::json;

use answer::Answer;
use args::{Cli, Command, Common, EvidenceCommand};
use failure::{Code, Failure};

fn main() -> ExitCode {
    let typed: Vec<OsString> = std::env::args_os().collect();
    let code = std::panic::catch_unwind(|| act(&typed)).unwrap_or_else(|_| {
        // The place was printed when it happened. Half-written folders are taken away by then.
        output::remark(
            "This is a fault of the program and not yours. Please report it with the \
                        command you gave; nothing was written.",
        );
        Code::Stopped
    });
    ExitCode::from(code as u8)
}

/// Does what was typed and says how it ended.
fn act(typed: &[OsString]) -> Code {
    let cli = match parse(typed) {
        Ok(cli) => cli,
        Err(error) => return explain(&error, typed.iter().any(|word| word == "--json")),
    };
    let common = cli.common.clone();
    carry_out(cli)
        .and_then(|answer| give(&answer, &common))
        .unwrap_or_else(|failure| output::report(&failure, common.json))
}

/// Reads the command line. Without a command, or with options of `run` alone, it means `run`.
fn parse(typed: &[OsString]) -> Result<Cli, clap::Error> {
    let error = match Cli::try_parse_from(typed) {
        Ok(cli) => return Ok(cli),
        Err(error) => error,
    };
    let no_command = typed.get(1).is_none_or(|word| word.to_string_lossy().starts_with('-'));
    if !no_command || !error.use_stderr() && typed.len() > 1 {
        return Err(error);
    }
    let mut with_run = typed.to_vec();
    with_run.insert(1, "run".into());
    Cli::try_parse_from(with_run).map_err(|second| {
        // A slip in an option's name is answered best by the first try, one in a value by the second.
        if second.kind() == ErrorKind::UnknownArgument { error } else { second }
    })
}

/// Help and version are answers; everything else that clap says is a mistake of the user.
fn explain(error: &clap::Error, as_json: bool) -> Code {
    if !error.use_stderr() {
        return match output::answer(&error.render().ansi().to_string()) {
            Ok(()) => Code::Done,
            Err(failure) => output::report(&failure, as_json),
        };
    }
    if as_json {
        let message = error.render().to_string();
        return output::report(&Failure::user("usage", message.trim(), ""), true);
    }
    output::remark(error.render().ansi().to_string().trim_end());
    Code::User
}

fn carry_out(cli: Cli) -> Result<Answer, Failure> {
    let folder = cli.common.evidence.as_deref();
    match cli.command {
        Command::Run(args) => run::run(&args, &cli.common, &read_evidence(folder)?),
        Command::Ensemble(args) => ensemble::ensemble(&args, &cli.common, &read_evidence(folder)?),
        Command::Shard(args) => shard::shard(&args, &cli.common, &read_evidence(folder)?),
        Command::Store(command) => store::store(&command, || read_evidence(folder)),
        Command::Whatif(args) => whatif::whatif(&args, &cli.common, &read_evidence(folder)?),
        Command::Compare(args) => compare::compare(&args),
        Command::Report(args) => report::report(&args, &cli.common, &read_evidence(folder)?),
        Command::Cite(args) => cite::cite(&args),
        Command::Replay(args) => replay::replay(&args, &cli.common, &read_evidence(folder)?),
        Command::Export(args) => export::export(&args),
        Command::Explain(args) => explain::explain(&args, &cli.common, &read_evidence(folder)?),
        Command::Diverge(args) => diverge::diverge(&args, &cli.common, &read_evidence(folder)?),
        Command::Audit(args) => audit::audit(&args, &cli.common, &read_evidence(folder)?),
        Command::CompareTheories(args) => {
            compare_theories::compare(&args, &cli.common, &read_evidence(folder)?)
        }
        Command::Fit(args) => fit::fit(&args, &cli.common, &read_evidence(folder)?),
        Command::Sense(args) => sense::sense(&args, &cli.common, &read_evidence(folder)?),
        Command::Ablate(args) => ablate::ablate(&args, &cli.common, &read_evidence(folder)?),
        Command::Score(args) => score::score(&args, &cli.common, &read_evidence(folder)?),
        Command::Bench(args) => bench::bench(&args, &cli.common, &read_evidence(folder)?),
        Command::List(args) => list::list(&args, &read_evidence(folder)?),
        Command::Evidence(EvidenceCommand::Audit) => Ok(match load(folder) {
            Ok(evidence) => records::audit(&evidence),
            Err(faults) => Answer::checked("evidence", "", &faults),
        }),
        Command::Evidence(EvidenceCommand::Ls { pattern }) => {
            Ok(records::ls(&read_evidence(folder)?, pattern.as_deref()))
        }
        Command::Evidence(EvidenceCommand::Show { name }) => {
            shown::show(&read_evidence(folder)?, &name)
        }
        Command::Check { file: Some(file), .. } => check::check(&file, folder),
        Command::Check { file: None, .. } => check::schema(&read_evidence(folder)?),
        Command::New(args) => new::new(&args),
        Command::Completions { shell } => Ok(completions(shell)),
    }
}

/// The evidence of `folder`, or what is built in.
fn load(folder: Option<&Path>) -> Result<Evidence, Vec<Fault>> {
    folder.map_or_else(Evidence::embedded, Evidence::load)
}

fn read_evidence(folder: Option<&Path>) -> Result<Evidence, Failure> {
    load(folder).map_err(|faults| Failure::evidence(&faults))
}

fn completions(shell: clap_complete::Shell) -> Answer {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "ktokogo", &mut script);
    let script = String::from_utf8_lossy(&script).into_owned();
    let json = json!({ "shell": shell.to_string(), "script": script });
    Answer::done(script, json)
}

fn give(answer: &Answer, common: &Common) -> Result<Code, Failure> {
    if common.json {
        output::answer_json(&answer.json)?;
    } else {
        output::answer(&answer.text)?;
    }
    Ok(answer.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The commands that a text shows, without the remarks beside them.
    fn shown(text: &str) -> Vec<Vec<OsString>> {
        let lines = text.lines().map(str::trim);
        lines
            .filter(|line| *line == "ktokogo" || line.starts_with("ktokogo "))
            .filter_map(|line| line.split("  ").next())
            .filter_map(|line| line.split(['|', '>']).next())
            .map(words)
            .collect()
    }

    /// The words of a line as a shell takes them: what stands in quotes is one word.
    fn words(line: &str) -> Vec<OsString> {
        let mut words = vec![String::new()];
        for (place, piece) in line.split('\'').enumerate() {
            if place % 2 == 1 {
                words.last_mut().expect("it begins with one").push_str(piece);
                continue;
            }
            for (number, word) in piece.split(char::is_whitespace).enumerate() {
                if number > 0 {
                    words.push(String::new());
                }
                words.last_mut().expect("it begins with one").push_str(word);
            }
        }
        words.into_iter().filter(|word| !word.is_empty()).map(OsString::from).collect()
    }

    fn parses(words: &[OsString]) -> Result<(), String> {
        parse(words).map(|_| ()).map_err(|error| format!("{words:?}\n{error}"))
    }

    #[test]
    fn every_command_of_the_documents_can_be_typed() {
        let readme = shown(include_str!("../../../README.md"));
        let contributing = shown(include_str!("../../../CONTRIBUTING.md"));
        assert!(readme.len() > 8 && !contributing.is_empty(), "the examples were not found");
        for words in readme.iter().chain(&contributing) {
            assert_eq!(parses(words), Ok(()));
        }
    }

    #[test]
    fn every_example_of_the_help_can_be_typed() {
        let cli = Cli::command();
        let pages = std::iter::once(&cli).chain(cli.get_subcommands());
        for page in pages.filter(|page| page.get_name() != "help") {
            let text = page.get_after_help().map(ToString::to_string).unwrap_or_default();
            let examples = shown(&text);
            assert!(!examples.is_empty(), "`{}` has no example", page.get_name());
            for words in examples {
                assert_eq!(parses(&words), Ok(()));
            }
        }
    }
}
