//! What can go wrong between a request and its files, said for people.

use std::fmt;
use std::path::{Path, PathBuf};

use evidence::Fault;

use crate::problems::Problems;

/// Why the lab could not do what was asked.
#[derive(Debug)]
pub enum LabError {
    /// The evidence does not hold together.
    Evidence(Vec<Fault>),
    /// The scenario is wrong.
    Scenario(Problems),
    /// The books of a run did not balance: a fault of the model, never of the user.
    Breach {
        /// The draw, 0 for the central run.
        draw: u32,
        /// Month, mechanism and account.
        breach: String,
    },
    /// The run could not begin.
    Start {
        /// The draw, 0 for the central run.
        draw: u32,
        /// Why.
        why: String,
    },
    /// The user stopped it. Nothing was written.
    Cancelled,
    /// The user stopped a long run. Its state is kept.
    Kept,
    /// The user stopped a study. What was finished is kept.
    Paused {
        /// Units that are kept.
        kept: usize,
        /// Units of the study.
        of: usize,
    },
    /// A request that no run can satisfy.
    Request(String),
    /// A file or folder could not be written or read.
    Folder {
        /// The file or folder.
        path: PathBuf,
        /// What is wrong.
        what: String,
        /// How to mend it; may be empty.
        advice: String,
    },
}

impl LabError {
    /// A failure of the file system, with advice for the kinds that users meet.
    pub fn io(path: &Path, doing: &str, error: &std::io::Error) -> LabError {
        use std::io::ErrorKind as Kind;
        let (what, advice) = match error.kind() {
            Kind::StorageFull => {
                ("the disk is full", "make room, or choose another disk with --out")
            }
            Kind::QuotaExceeded => (
                "your quota of disk space is used up",
                "make room, or choose another disk with --out",
            ),
            Kind::PermissionDenied => {
                ("it may not be written by you", "choose a folder of your own with --out")
            }
            Kind::ReadOnlyFilesystem => {
                ("it lies on a disk that is read-only", "choose another folder with --out")
            }
            Kind::NotADirectory => {
                ("a part of the path is a file, not a folder", "choose another folder with --out")
            }
            Kind::NotFound => ("it does not exist", ""),
            _ => return folder(path, format!("cannot {doing}: {error}"), ""),
        };
        folder(path, format!("cannot {doing}: {what}"), advice)
    }
}

/// A failure at a file or folder.
pub(crate) fn folder(path: &Path, what: impl Into<String>, advice: &str) -> LabError {
    LabError::Folder { path: path.to_owned(), what: what.into(), advice: advice.to_owned() }
}

impl fmt::Display for LabError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LabError::Evidence(faults) => {
                let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
                write!(f, "the evidence has {} fault(s):\n{}", faults.len(), lines.join("\n"))
            }
            LabError::Scenario(problems) => write!(f, "{problems}"),
            LabError::Breach { draw, breach } => write!(
                f,
                "the books do not balance in {}: {breach}; this is a fault of the model, please \
                 report it with the command you gave",
                draw_name(*draw)
            ),
            LabError::Start { draw, why } => write!(f, "{} cannot begin: {why}", draw_name(*draw)),
            LabError::Cancelled => f.write_str("stopped; nothing was written"),
            LabError::Kept => f.write_str(
                "stopped; the state of the run is kept: the same command goes on from there",
            ),
            LabError::Paused { kept, of } => write!(
                f,
                "stopped; {kept} of {of} units are finished and kept: the same command goes on \
                 from there"
            ),
            LabError::Request(why) => f.write_str(why),
            LabError::Folder { path, what, advice } => {
                write!(f, "{}: {what}", path.display())?;
                if !advice.is_empty() {
                    write!(f, "; {advice}")?;
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for LabError {}

fn draw_name(draw: u32) -> String {
    if draw == 0 { "the central run".to_owned() } else { format!("draw {draw}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Error, ErrorKind};

    #[test]
    fn a_full_disk_and_a_forbidden_folder_come_with_advice() {
        let path = Path::new("runs/r-1");
        let full = LabError::io(path, "write the file", &Error::from(ErrorKind::StorageFull));
        assert_eq!(
            full.to_string(),
            "runs/r-1: cannot write the file: the disk is full; make room, or choose another disk \
             with --out"
        );
        let shut = LabError::io(path, "make it", &Error::from(ErrorKind::PermissionDenied));
        assert!(shut.to_string().ends_with("choose a folder of your own with --out"), "{shut}");
    }

    #[test]
    fn a_breach_names_the_draw() {
        let breach = LabError::Breach { draw: 7, breach: "1921-03: eat breaks grain".into() };
        assert!(breach.to_string().contains("draw 7: 1921-03: eat breaks grain"), "{breach}");
        let breach = LabError::Breach { draw: 0, breach: String::new() };
        assert!(breach.to_string().contains("the central run"), "{breach}");
    }
}
