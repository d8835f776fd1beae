//! `replay`: lives a run again and says which files come out the same.

use evidence::Evidence;
use lab::reference::{self, About, Kind, PairAbout};
use lab::replay::{self, FirstDifference, Replayed, State};
use serde_json::{Value, json};

use crate::answer::{Answer, counted};
use crate::args::Common;
use crate::args_runs::ReplayArgs;
use crate::failure::{Code, Failure};
use crate::output::{BAD, GOOD, remark, styled};
use crate::progress::Shown;
use crate::run::{CANCELLED, listen_for_ctrl_c};

/// Answers `replay`.
pub fn replay(args: &ReplayArgs, common: &Common, evidence: &Evidence) -> Result<Answer, Failure> {
    let found = reference::find(&args.run)?;
    let progress = Shown::new(common.quiet || common.json);
    let warn = |about: &About| {
        let lines = about.made_otherwise(evidence);
        if !common.quiet && !common.json {
            lines.iter().for_each(|line| remark(&format!("warning: {line}")));
        }
        lines
    };
    listen_for_ctrl_c();
    let (id, lines, replayed) = match found.kind {
        Kind::Run => {
            let about = About::read(&found.path)?;
            let lines = warn(&about);
            let lived = replay::run(&about, args.threads, evidence, &progress, &CANCELLED)?;
            (about.id, lines, lived)
        }
        Kind::Pair => {
            let about = PairAbout::read(&found.path)?;
            let lines = warn(&about.base);
            let lived = replay::pair(&about, args.threads, evidence, &progress, &CANCELLED)?;
            (about.id, lines, lived)
        }
        Kind::Study => {
            let message = format!("{} is a study", found.path.display());
            let help = "its study.toml asks for it again: `ktokogo ensemble` and that file";
            return Err(Failure::user("unknown-name", message, help));
        }
    };
    let code = if replayed.agrees() { Code::Done } else { Code::Check };
    let text = screen(&id, &lines, &replayed);
    let json = document(&id, &lines, &replayed, code);
    Ok(Answer { text, json, code })
}

fn screen(id: &str, lines: &[String], replayed: &Replayed) -> String {
    let of = |state: State| replayed.files.iter().filter(move |(_, found)| **found == state);
    let agree = of(State::Agrees).count();
    let mut text = String::new();
    for (state, word) in [(State::Differs, "differs"), (State::Missing, "is missing")] {
        for (name, _) in of(state) {
            text.push_str(&format!("{} {name} {word}\n", styled(BAD, "✗")));
        }
    }
    replayed.first.iter().for_each(|first| text.push_str(&words(first)));
    replayed.unreadable.iter().for_each(|why| text.push_str(&format!("{why}\n")));
    if replayed.agrees() {
        let files = counted(agree, "file");
        let good = styled(GOOD, "the same bytes");
        return format!("{id} lived again: {good} in {files}.\n");
    }
    if !lines.is_empty() && replayed.unreadable.is_empty() {
        let values = if replayed.first.is_empty() { "no value" } else { "values" };
        text.push_str(&format!(
            "Another engine or evidence: every table names them in its remarks; {values} of the \
             series differ.\n"
        ));
    }
    let differ = counted(replayed.files.len() - agree, "file");
    format!("{text}\n{id} lived again: {agree} files agree, {differ} not.\n")
}

fn words(first: &FirstDifference) -> String {
    let value = |value: Option<f64>| value.map_or("nothing".to_owned(), |value| value.to_string());
    let draw =
        if first.draw == 0 { "the central run".into() } else { format!("draw {}", first.draw) };
    format!(
        "  first in {}: {} ({}) of {draw} in {}: {} in the folder, {} lived now\n",
        first.file,
        first.variable,
        first.region,
        first.month,
        value(first.stored),
        value(first.lived),
    )
}

fn document(id: &str, lines: &[String], replayed: &Replayed, code: Code) -> Value {
    let word = |state: &State| match state {
        State::Agrees => "agrees",
        State::Differs => "differs",
        State::Missing => "missing",
    };
    let files: serde_json::Map<String, Value> =
        replayed.files.iter().map(|(name, state)| (name.clone(), json!(word(state)))).collect();
    let first = replayed.first.iter().map(|first| {
        json!({
            "file": first.file, "draw": first.draw, "month": first.month.to_string(),
            "variable": first.variable, "region": first.region,
            "stored": first.stored, "lived": first.lived,
        })
    });
    json!({
        "command": "replay",
        "id": id,
        "same": replayed.agrees(),
        "files": files,
        "first_differences": first.collect::<Vec<_>>(),
        "unreadable": replayed.unreadable,
        "made_otherwise": lines,
        "exit_code": code as u8,
    })
}
