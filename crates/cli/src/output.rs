//! The only place that writes to the terminal.

use std::io::{self, Write};

use clap::builder::styling::{AnsiColor, Style};
use serde_json::{Value, json};

use crate::failure::{Code, Failure};

/// What holds.
pub const GOOD: Style = AnsiColor::Green.on_default();
/// What fails.
pub const BAD: Style = AnsiColor::Red.on_default();
/// What heads a part.
pub const HEAD: Style = Style::new().bold();
/// What matters less.
pub const FAINT: Style = Style::new().dimmed();

/// A text in a style. The escape codes are taken out again where colours are not wanted.
pub fn styled(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// Writes an answer to standard output.
///
/// A reader that closes the pipe early, as `head` does, is satisfied and no error.
pub fn answer(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => {
            let message = format!("the answer cannot be written: {error}");
            Err(Failure::user("file", message, "is the disk full?"))
        }
        Ok(()) => Ok(()),
    }
}

/// Writes an answer as one JSON document.
pub fn answer_json(document: &Value) -> Result<(), Failure> {
    answer(&format!("{document:#}\n"))
}

/// Says something beside the answer, on standard error.
pub fn remark(text: &str) {
    // Nobody is left to be told when standard error is closed.
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}

/// Reports a failure: as JSON on standard output, or as text on standard error.
pub fn report(failure: &Failure, as_json: bool) -> Code {
    if as_json {
        let document = json!({ "error": {
            "kind": failure.kind,
            "message": anstream::adapter::strip_str(&failure.message).to_string(),
            "faults": failure.faults,
            "help": failure.help,
            "exit_code": failure.code as u8,
        }});
        // An error about the error helps nobody; the exit code still tells.
        let _ = answer_json(&document);
    } else if anstream::adapter::strip_str(&failure.message).to_string().starts_with("error") {
        // It brings its own head and shows the place in the file.
        remark(&failure.to_string());
    } else {
        remark(&format!("{} {failure}", styled(BAD, "error:")));
    }
    failure.code
}
