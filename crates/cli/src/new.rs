//! `new`: a scenario file to begin with.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};

use lab::scenario::template;
use serde_json::json;

use crate::answer::Answer;
use crate::args::NewArgs;
use crate::failure::Failure;

/// Writes `NAME.toml`; what is there already stays unless `--force` is given.
pub fn new(args: &NewArgs) -> Result<Answer, Failure> {
    let name = args.name.strip_suffix(".toml").unwrap_or(&args.name);
    let text = template::text(&args.template, name)
        .map_err(|what| Failure::user("usage", what, "give another name, such as my-scenario"))?;
    let file = format!("{name}.toml");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(args.force).create_new(!args.force);
    let written = options.open(&file).and_then(|mut open| open.write_all(text.as_bytes()));
    written.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => {
            Failure::user("file", format!("{file} is there already"), "--force replaces it")
        }
        _ => Failure::user(
            "file",
            format!("{file} cannot be written: {error}"),
            "go to a folder in which you may write",
        ),
    })?;
    let text = format!(
        "Wrote {file}, from the template `{}`.\n\
         Next: ktokogo check {file}   |   ktokogo whatif {file}\n\
         For editors: ktokogo check --schema > scenario.schema.json\n",
        args.template
    );
    Ok(Answer::done(text, json!({ "written": file, "template": args.template })))
}
