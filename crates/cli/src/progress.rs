//! How far the work is: a bar on a terminal, a plain line elsewhere, nothing when quiet.

use std::io::IsTerminal;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use kernel::Month;

use crate::answer::counted;
use crate::numbers::seconds;
use crate::output::remark;

/// Shows the progress of an ensemble on standard error.
pub struct Shown {
    quiet: bool,
    bar: Mutex<Option<ProgressBar>>,
    /// Where there is no terminal: what is to be done, and what was said of it.
    lines: Mutex<Option<Lines>>,
}

/// Lines for a log, a minute apart.
struct Lines {
    total: u64,
    /// What had been done before the work began, and when that was.
    before: u64,
    began: Instant,
    said: Instant,
}

/// Between two lines of a log.
const MINUTE: Duration = Duration::from_secs(60);

impl Lines {
    /// What to say now, if it is time.
    fn line(&mut self, done: u64) -> Option<String> {
        if self.said.elapsed() < MINUTE || done <= self.before {
            return None;
        }
        self.said = Instant::now();
        let pace = self.began.elapsed().as_secs_f64() / (done - self.before) as f64;
        let left = seconds(pace * self.total.saturating_sub(done) as f64);
        Some(format!("{done} of {}, about {left} left", counted(self.total as usize, "month")))
    }
}

impl Shown {
    /// Nothing is shown until the work starts.
    pub fn new(quiet: bool) -> Shown {
        Shown { quiet, bar: Mutex::new(None), lines: Mutex::new(None) }
    }

    fn with_bar(&self, act: impl FnOnce(&ProgressBar)) {
        // A poisoned lock means that another thread panicked: then a bar does not matter.
        if let Ok(bar) = self.bar.lock()
            && let Some(bar) = bar.as_ref()
        {
            act(bar);
        }
    }
}

impl lab::ensemble::Progress for Shown {
    fn start(&self, total: u64) {
        if self.quiet {
            return;
        }
        if !std::io::stderr().is_terminal() {
            let now = Instant::now();
            if let Ok(mut lines) = self.lines.lock() {
                *lines = Some(Lines { total, before: 0, began: now, said: now });
            }
            return remark(&format!("Living {} ...", counted(total as usize, "month")));
        }
        let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
        let template = "Living {bar:40} {pos} of {len} months, {eta} left";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(250));
        if let Ok(mut place) = self.bar.lock() {
            *place = Some(bar);
        }
    }

    fn advance(&self, done: u64) {
        self.with_bar(|bar| bar.set_position(done));
        if let Ok(mut lines) = self.lines.lock()
            && let Some(line) = lines.as_mut().and_then(|lines| lines.line(done))
        {
            remark(&line);
        }
    }

    fn goes_on(&self, from: Month) {
        // What was lived before says nothing of how long the rest takes.
        self.with_bar(ProgressBar::reset_eta);
        if let Ok(mut lines) = self.lines.lock()
            && let Some(lines) = lines.as_mut()
        {
            lines.before = u64::try_from(from.since(model::FIRST)).unwrap_or(0);
        }
        self.remark(&format!("Going on from {from}, with the state that was kept"));
    }

    fn remark(&self, text: &str) {
        if self.quiet {
            return;
        }
        let on_terminal = self.bar.lock().is_ok_and(|bar| bar.is_some());
        match on_terminal {
            true => self.with_bar(|bar| bar.suspend(|| remark(text))),
            false => remark(text),
        }
    }

    fn finish(&self) {
        self.with_bar(ProgressBar::finish_and_clear);
    }
}
