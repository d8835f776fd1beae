//! What a run took and what came out, as one line that the benchmark reads.

use std::fmt::Write;
use std::time::Instant;

use rustix::time::{ClockId, clock_gettime};

/// Wall and processor time since it was started.
pub struct Watch {
    wall: Instant,
    processor: f64,
}

impl Watch {
    /// Starts.
    pub fn start() -> Watch {
        Watch { wall: Instant::now(), processor: processor() }
    }

    /// Seconds of wall time and of processor time.
    pub fn read(&self) -> (f64, f64) {
        (self.wall.elapsed().as_secs_f64(), processor() - self.processor)
    }
}

fn processor() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 * 1e-9
}

/// Peak resident memory of this process, MiB; 0 where the system does not tell.
fn peak_memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<f64>().ok());
    kib.unwrap_or(0.0) / 1024.0
}

/// What was run.
pub struct Run {
    /// `pm1` or `pm2`.
    pub model: &'static str,
    /// Households at the start.
    pub households: usize,
    /// Threads, as asked for.
    pub threads: usize,
    /// Seed.
    pub seed: u64,
    /// Months.
    pub months: u32,
}

/// The line: times in seconds, memory in MiB, then the figures in their order.
pub fn line(run: &Run, init: f64, (wall, processor): (f64, f64), more: &[(&str, f64)]) -> String {
    let rate = run.households as f64 * f64::from(run.months) / wall;
    let mut out = format!(
        "{{\"model\":\"{}\",\"impl\":\"ktokogo\",\"n\":{},\"threads\":{},\"seed\":{},\"init_s\":{init:.4},\
         \"run_s\":{wall:.4},\"run_cpu_s\":{processor:.4},\"rate\":{rate:.0},\"rss_mb\":{:.1}",
        run.model,
        run.households,
        run.threads,
        run.seed,
        peak_memory()
    );
    for (name, value) in more {
        let _ = write!(out, ",\"{name}\":{value:.4}");
    }
    out.push('}');
    out
}

/// The line of an ensemble of whole runs: seconds, runs a second, and the mean of what came out.
pub fn ensemble_line(
    (runs, households, threads): (u64, usize, usize),
    (wall, processor): (f64, f64),
    mean_price: f64,
) -> String {
    format!(
        "{{\"impl\":\"ktokogo_ensemble\",\"runs\":{runs},\"n\":{households},\"threads\":{threads},\
         \"run_s\":{wall:.4},\"run_cpu_s\":{processor:.4},\"runs_per_s\":{:.1},\
         \"mean_price\":{mean_price:.4}}}",
        runs as f64 / wall
    )
}
