//! How a command ends: the exit codes, and errors that say how to mend them.

use std::fmt;
use std::io::IsTerminal;

use evidence::Fault;
use lab::{LabError, Problems};

/// Faults that are printed; what matters is the first, and the rest often follows from it.
const SHOWN: usize = 20;

/// The exit codes, as the help and the README give them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Code {
    /// The command did what was asked.
    Done = 0,
    /// A mistake in what was typed or in a file.
    User = 1,
    /// A check or an audit found faults.
    Check = 2,
    /// Stopped before the end, or a conservation law was broken.
    Stopped = 4,
    /// Interrupted with Ctrl-C: 128 and the number of the signal, as shells count.
    Interrupted = 130,
}

/// Why a command did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The exit code.
    pub code: Code,
    /// A word for scripts: `usage`, `unknown-name`, `file`, `evidence`, `scenario`, `breach`,
    /// `interrupted`.
    pub kind: &'static str,
    /// What went wrong; may have several lines.
    pub message: String,
    /// How to mend it; may be empty.
    pub help: String,
    /// Each fault in one line, where there are several.
    pub faults: Vec<String>,
}

impl Failure {
    /// A mistake of the user, with the way to mend it.
    pub fn user(
        kind: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Failure {
        let (message, help) = (message.into(), help.into());
        Failure { code: Code::User, kind, message, help, faults: Vec::new() }
    }

    /// Evidence that cannot be used: every fault on its line.
    pub fn evidence(faults: &[Fault]) -> Failure {
        let faults: Vec<String> = faults.iter().map(Fault::to_string).collect();
        let help = "mend these lines, or leave --evidence out to use what is built in";
        let mut message = faults.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("\n");
        if faults.len() > SHOWN {
            message.push_str(&format!("\nand {} more", faults.len() - SHOWN));
        }
        Failure { faults, ..Failure::user("evidence", message, help) }
    }

    /// A scenario that is wrong, shown at the places in its file.
    pub fn scenario(problems: &Problems) -> Failure {
        let shown = problems.render(!std::io::stderr().is_terminal());
        let failure = Failure::user("scenario", shown.trim_end(), "");
        Failure { faults: problems.lines(), ..failure }
    }

    /// A name that is not known, with the nearest that are.
    pub fn unknown(kind: &str, name: &str, nearest: &[String], list: &str) -> Failure {
        let help = match nearest {
            [] => format!("`{list}` lists them all"),
            near => format!("did you mean {}? `{list}` lists them all", quoted(near)),
        };
        Failure::user("unknown-name", format!("there is no {kind} `{name}`"), help)
    }
}

impl From<LabError> for Failure {
    fn from(error: LabError) -> Failure {
        let message = error.to_string();
        let with = |code, kind| Failure { code, ..Failure::user(kind, message.clone(), "") };
        match error {
            LabError::Evidence(faults) => Failure::evidence(&faults),
            LabError::Scenario(problems) => Failure::scenario(&problems),
            LabError::Breach { .. } => with(Code::Stopped, "breach"),
            LabError::Start { .. } => with(Code::User, "start"),
            LabError::Cancelled | LabError::Kept | LabError::Paused { .. } => {
                with(Code::Interrupted, "interrupted")
            }
            LabError::Request(_) => with(Code::User, "usage"),
            LabError::Folder { .. } => with(Code::User, "file"),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        if !self.help.is_empty() {
            write!(f, "\nhelp: {}", self.help)?;
        }
        Ok(())
    }
}

impl std::error::Error for Failure {}

/// `a`, `b` or `c`.
fn quoted(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => names.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stopped_a_run_decides_the_exit_code() {
        let breach = LabError::Breach { draw: 3, breach: "1921-03: eat: grain".to_owned() };
        let failure = Failure::from(breach);
        assert!(failure.code as u8 == 4 && failure.message.contains("1921-03: eat: grain"));
        assert_eq!(Failure::from(LabError::Cancelled).code as u8, 130);
        assert_eq!(Failure::from(LabError::Request("no".to_owned())).code as u8, 1);
    }

    #[test]
    fn an_unknown_name_is_answered_with_the_nearest() {
        let near = ["history".to_owned(), "mystery".to_owned()];
        let failure = Failure::unknown("scenario", "histroy", &near, "ktokogo list scenarios");
        assert_eq!(
            failure.to_string(),
            "there is no scenario `histroy`\nhelp: did you mean `history` or `mystery`? \
             `ktokogo list scenarios` lists them all"
        );
        assert_eq!(failure.code as u8, 1);
    }
}
