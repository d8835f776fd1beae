//! When the state of a long life is kept.

use std::time::{Duration, Instant};

/// A life shorter than this is not kept: to live it again costs little.
const SHORT: Duration = Duration::from_secs(60);
/// Living takes so many times as long as keeping: keeping adds less than 2 per cent.
const SPARING: u32 = 50;

/// How often the state is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// So seldom that it costs at most 2 per cent of the time, and not in the first minute.
    Sparing,
    /// After every so many months.
    Months(u32),
    /// Not at all.
    Never,
}

/// Watches over the pace of one life.
pub(super) struct Clock {
    pace: Pace,
    /// Months lived since the state was kept.
    months: u32,
    since: Instant,
    /// How long must be lived before it is kept.
    wait: Duration,
}

impl Pace {
    pub(super) fn start(self) -> Clock {
        Clock { pace: self, months: 0, since: Instant::now(), wait: SHORT }
    }
}

impl Clock {
    /// Whether the state is to be kept after this month. When the user stops a life that is kept at
    /// all, it is kept once more.
    pub fn due(&mut self, stops: bool) -> bool {
        self.months += 1;
        match self.pace {
            Pace::Never => false,
            Pace::Months(months) => stops || self.months >= months,
            Pace::Sparing => self.since.elapsed() >= if stops { SHORT } else { self.wait },
        }
    }

    /// Does the work of keeping, and sets the time to the next by what it cost.
    pub fn measure<T>(&mut self, keep: impl FnOnce() -> T) -> T {
        let began = Instant::now();
        let kept = keep();
        self.wait = wait(began.elapsed());
        (self.months, self.since) = (0, Instant::now());
        kept
    }
}

/// How long must be lived after the state was kept at this cost.
fn wait(cost: Duration) -> Duration {
    SHORT.max(cost * SPARING)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeping_costs_at_most_two_per_cent_of_living() {
        for cost in [0, 1, 500, 1500, 20_000].map(Duration::from_millis) {
            assert!(cost.as_secs_f64() / wait(cost).as_secs_f64() <= 0.02, "{cost:?}");
        }
    }

    #[test]
    fn a_pace_in_months_is_kept_to_the_month() {
        let mut clock = Pace::Months(3).start();
        let due: Vec<bool> = (0..7).map(|_| clock.due(false) && clock.measure(|| true)).collect();
        assert_eq!(due, [false, false, true, false, false, true, false]);
        assert!(clock.due(true), "who stops loses nothing");
        assert!(!Pace::Never.start().due(true));
        assert!(!Pace::Sparing.start().due(true), "what was short is not kept");
    }
}
