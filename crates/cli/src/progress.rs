//! How far the work is: a bar on a terminal, a plain line elsewhere, nothing when quiet.

use std::io::IsTerminal;
use std::sync::Mutex;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::answer::counted;
use crate::output::remark;

/// Shows the progress of an ensemble on standard error.
pub struct Shown {
    quiet: bool,
    bar: Mutex<Option<ProgressBar>>,
}

impl Shown {
    /// Nothing is shown until the work starts.
    pub fn new(quiet: bool) -> Shown {
        Shown { quiet, bar: Mutex::new(None) }
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
            return remark(&format!("Living {} ...", counted(total as usize, "month")));
        }
        let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
        let template = "Living {bar:40} {percent} %, {eta} left";
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
    }

    fn finish(&self) {
        self.with_bar(ProgressBar::finish_and_clear);
    }
}
