//! `cite`: how to cite a run or a pair.

use lab::cite::Citation;
use lab::reference::{self, About, Kind, PairAbout};
use serde_json::json;

use crate::answer::Answer;
use crate::args_runs::{CiteArgs, Style};
use crate::failure::Failure;

/// Answers `cite`.
pub fn cite(args: &CiteArgs) -> Result<Answer, Failure> {
    let found = reference::find(&args.run)?;
    let citation = match found.kind {
        Kind::Run => Citation::of(&About::read(&found.path)?),
        Kind::Pair => Citation::of_pair(&PairAbout::read(&found.path)?),
        Kind::Study => {
            let message = format!("{} is a study", found.path.display());
            let help = "cite the program by the CITATION.cff of its source, with the id and the \
                        hashes in study.json";
            return Err(Failure::user("unknown-name", message, help));
        }
    };
    let csl = citation.csl();
    let text = match args.style {
        Style::Text => citation.text(),
        Style::Bibtex => citation.bibtex(),
        Style::Csl => format!("{csl:#}\n"),
        Style::Cff => citation.cff(),
    };
    let json = json!({
        "command": "cite",
        "id": citation.id,
        "path": found.path.display().to_string(),
        "text": citation.text().trim_end(),
        "bibtex": citation.bibtex(),
        "csl": csl,
        "cff": citation.cff(),
        "exit_code": 0,
    });
    Ok(Answer::done(text, json))
}
