//! Runs a second of a sample, and apart from them what comes before and after: the start of the
//! program, the reading of the evidence, the building of the society, the writing of the report.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::AtomicBool;

use evidence::Evidence;
use model::{Run, Timeline};

use super::{Ask, fastest};
use crate::ensemble::{Arm, Ensemble, Silent, run, stopped};
use crate::error::LabError;
use crate::request::Request;
use crate::{facts, folder};

/// What was measured of ensembles; all times are in seconds.
#[derive(Clone, Debug)]
pub struct Ensembles {
    /// From start to end, a command that reads the evidence and does next to nothing with it; none
    /// if no program was named.
    pub starting: Option<f64>,
    /// Reading and checking the evidence that is built in.
    pub evidence: f64,
    /// Making decrees, shocks and paths of it.
    pub timeline: f64,
    /// Building the society of a run.
    pub society: f64,
    /// With one thread, then with all.
    pub lived: Vec<Lived>,
    /// Judging the ensemble and writing its folder with the report.
    pub report: f64,
    /// Bytes of that folder.
    pub bytes: u64,
}

/// An ensemble as so many threads lived it.
#[derive(Clone, Copy, Debug)]
pub struct Lived {
    /// Threads.
    pub threads: usize,
    /// Runs, the central one among them.
    pub runs: usize,
    /// Seconds.
    pub seconds: f64,
}

impl Lived {
    /// Runs a second.
    pub fn speed(&self) -> f64 {
        self.runs as f64 / self.seconds
    }
}

/// A folder for what is written and thrown away; it goes when this does.
struct Away(PathBuf);

impl Away {
    fn new() -> Away {
        let name = format!("ktokogo-bench-{}", std::process::id());
        Away(std::env::temp_dir().join(name))
    }
}

impl Drop for Away {
    fn drop(&mut self) {
        // What cannot be removed lies among temporary files, which the system clears.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Times ensembles and what stands around them.
pub(super) fn measure(
    ask: &Ask,
    evidence: &Evidence,
    cancelled: &AtomicBool,
) -> Result<Ensembles, LabError> {
    let request = ask.request(ask.sample, ask.draws, ask.sample_until);
    let starting = ask.program.as_deref().map(|program| start(program, ask.times)).transpose()?;
    let reading = fastest(ask.times, || drop(Evidence::embedded()));
    let timeline = fastest(ask.times, || drop(Timeline::from_evidence(evidence)));
    let society = building(&request, evidence, ask.times)?;
    let mut lived = Vec::new();
    let mut last = None;
    for threads in ask.numbers_of_threads() {
        let request = Request { threads: Some(threads), ..request.clone() };
        let ensemble = run(&request, evidence, &Silent, cancelled)?;
        let (runs, seconds) = (ensemble.draws.len(), ensemble.elapsed_seconds);
        lived.push(Lived { threads, runs, seconds });
        last = Some(ensemble);
    }
    let ensemble = last.expect("one thread is always measured");
    let (report, bytes) = reporting(&ensemble, evidence, ask.times)?;
    Ok(Ensembles { starting, evidence: reading, timeline, society, lived, report, bytes })
}

/// A command that reads the evidence and does next to nothing with it, from start to end.
fn start(program: &Path, times: usize) -> Result<f64, LabError> {
    let mut failed = None;
    let seconds = fastest(times, || {
        let listed = Command::new(program).args(["list", "facts"]).stdout(Stdio::null()).status();
        failed = listed.err();
    });
    match failed {
        Some(error) => Err(LabError::io(program, "start the program", &error)),
        None => Ok(seconds),
    }
}

fn building(request: &Request, evidence: &Evidence, times: usize) -> Result<f64, LabError> {
    let (plan, _) = Arm::of(request, evidence)?.plan(0);
    Run::new(&plan, evidence).map_err(|stop| stopped(0, stop))?;
    Ok(fastest(times, || drop(Run::new(&plan, evidence))))
}

/// Judges the ensemble and writes its folder, as `run` does.
fn reporting(
    ensemble: &Ensemble,
    evidence: &Evidence,
    times: usize,
) -> Result<(f64, u64), LabError> {
    let away = Away::new();
    let mut written = Ok(0);
    let seconds = fastest(times, || {
        written =
            facts::judge(evidence, ensemble).map_err(LabError::Evidence).and_then(|verdicts| {
                folder::write(ensemble, evidence, &verdicts, Some(&away.0), true)
                    .map(|written| written.bytes)
            });
    });
    Ok((seconds, written?))
}
