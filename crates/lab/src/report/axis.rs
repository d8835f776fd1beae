//! Axes: from numbers and months to places on the page.

use kernel::Month;

use super::chart::{Line, Panel, Scale};
use super::numbers;
use super::panel::MOST_WITH_CENTRAL;

/// The vertical axis of a panel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Axis {
    pub low: f64,
    pub high: f64,
    pub scale: Scale,
    /// Distance of two ticks, or decades between two ticks.
    pub step: f64,
    /// The highest number of the widest band, if it runs off the page.
    pub beyond: Option<f64>,
    /// The lowest, if it runs off the page below zero.
    pub beneath: Option<f64>,
}

/// A wider band than this many times the rest would press the rest flat: it is cut.
const CUT: f64 = 1.6;

impl Axis {
    /// The axis that shows all of some panels in `height` points; the first says of which form.
    pub(super) fn of(panels: &[Panel], height: f64) -> Axis {
        let lines = || panels.iter().flat_map(|panel| panel.lines.iter());
        // An axis shows what is drawn: crowded panels have no bands and no central run.
        if panels.iter().any(|panel| panel.lines.len() > MOST_WITH_CENTRAL) && linear_scale(panels)
        {
            let drawn = extremes(lines().flat_map(medians_of));
            return linear(drawn, drawn, None, height);
        }
        let widest = if panels.iter().all(|panel| panel.lines.len() == 1) { 2 } else { 1 };
        let positive = || lines().flat_map(|line| numbers_of(line, 1)).filter(|value| *value > 0.0);
        let core = extremes(lines().flat_map(|line| numbers_of(line, 1)));
        let whole = extremes(lines().flat_map(|line| numbers_of(line, widest)));
        let reference = panels.iter().find_map(|p| p.reference.as_ref()).map(|(value, _)| *value);
        match panels.first().map(|panel| panel.scale) {
            Some(Scale::Log) => log(extremes(positive()), height),
            _ => linear(core, whole, reference, height),
        }
    }

    /// The share of the height, from below, at which a number stands; may lie outside 0 to 1.
    pub(super) fn place(&self, value: f64) -> f64 {
        match self.scale {
            Scale::Linear => (value - self.low) / (self.high - self.low),
            Scale::Log if value > 0.0 => {
                let (low, high) = (libm::log10(self.low), libm::log10(self.high));
                (libm::log10(value) - low) / (high - low)
            }
            // Nothing has no place on an axis of ratios: the line has a gap there.
            Scale::Log => f64::NAN,
        }
    }

    /// The ticks and their labels.
    pub(super) fn ticks(&self) -> Vec<(f64, String)> {
        match self.scale {
            Scale::Linear => {
                let from = libm::ceil(self.low / self.step - 1e-9) as i64;
                let to = libm::floor(self.high / self.step + 1e-9) as i64;
                let value = |n: i64| n as f64 * self.step;
                (from..=to).map(|n| (value(n), numbers::tick(value(n), self.step))).collect()
            }
            Scale::Log => {
                let from = libm::round(libm::log10(self.low)) as i32;
                let to = libm::round(libm::log10(self.high)) as i32;
                (from..=to)
                    .step_by(self.step as usize)
                    .map(|n| (libm::pow(10.0, f64::from(n)), numbers::decade(n)))
                    .collect()
            }
        }
    }
}

fn linear_scale(panels: &[Panel]) -> bool {
    panels.first().is_some_and(|panel| panel.scale == Scale::Linear)
}

/// The medians of a line, and the record.
fn medians_of(line: &Line) -> impl Iterator<Item = f64> + '_ {
    let model = line.entries.iter().map(|entry| entry.spread.median());
    model.chain(line.points.iter().map(|point| point.value)).filter(|v| v.is_finite())
}

/// All numbers of a line that an axis must show, with the intervals up to `width`.
fn numbers_of(line: &Line, width: usize) -> impl Iterator<Item = f64> + '_ {
    let model = line.entries.iter().flat_map(move |entry| {
        let (low, high) = entry.spread.interval(width);
        [low, high, entry.spread.median(), entry.spread.central]
    });
    model.chain(line.points.iter().map(|point| point.value)).filter(|v| v.is_finite())
}

fn extremes(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    values.fold(None, |found, value| {
        let (low, high) = found.unwrap_or((value, value));
        Some((value.min(low), value.max(high)))
    })
}

fn linear(
    core: Option<(f64, f64)>,
    whole: Option<(f64, f64)>,
    reference: Option<f64>,
    height: f64,
) -> Axis {
    let (core_low, core_high) = core.unwrap_or((0.0, 1.0));
    let (whole_low, whole_high) = whole.unwrap_or((core_low, core_high));
    let cut = whole_high > CUT * core_high && core_high > 0.0;
    let mut high = if cut { core_high } else { whole_high };
    let mut low = if whole_low < CUT * core_low { core_low } else { whole_low }.min(0.0);
    if let Some(reference) = reference {
        high = high.max(reference);
        low = low.min(reference);
    }
    if high <= low {
        high = low + 1.0;
    }
    let ticks = (height / 46.0).clamp(2.0, 6.0);
    let step = nice((high - low) / ticks);
    // A little air above the highest mark.
    let top = step * libm::ceil((high + 0.03 * (high - low)) / step / 0.5) * 0.5;
    let low = step * libm::floor(low / step / 0.5 + 1e-9) * 0.5;
    Axis {
        low,
        high: top,
        scale: Scale::Linear,
        step,
        beyond: (whole_high > top).then_some(whole_high),
        beneath: (whole_low < low).then_some(whole_low),
    }
}

fn log(core: Option<(f64, f64)>, height: f64) -> Axis {
    let (low, high) = core.unwrap_or((1.0, 10.0));
    let low = libm::floor(libm::log10(low.max(1e-3)));
    let high = libm::ceil(libm::log10(high.max(1e-2))).max(low + 1.0);
    let step = libm::ceil((high - low) / (height / 26.0)).max(1.0);
    let high = low + step * libm::ceil((high - low) / step);
    let ten = |exponent| libm::pow(10.0, exponent);
    Axis { low: ten(low), high: ten(high), scale: Scale::Log, step, beyond: None, beneath: None }
}

/// The nearest of 1, 2, 2.5, 5 times a power of ten, not below.
fn nice(step: f64) -> f64 {
    let ten = libm::pow(10.0, libm::floor(libm::log10(step)));
    [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|n| n * ten)
        .find(|&n| n >= step * 0.999)
        .unwrap_or(10.0 * ten)
}

/// The horizontal axis: months.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Time {
    pub first: Month,
    pub months: i32,
    pub width: f64,
}

impl Time {
    pub(super) fn new(first: Month, last: Month, width: f64) -> Time {
        Time { first, months: last.since(first) + 1, width }
    }

    /// Where a month begins.
    pub(super) fn start(&self, month: Month) -> f64 {
        self.width * f64::from(month.since(self.first)) / f64::from(self.months)
    }

    /// Where the middle of some months is, of those on the page.
    pub(super) fn middle(&self, first: Month, last: Month) -> f64 {
        let (from, to) = self.ends(first, last);
        (from + to) / 2.0
    }

    /// Where some months begin and end, of those on the page.
    pub(super) fn ends(&self, first: Month, last: Month) -> (f64, f64) {
        let hold = |x: f64| x.clamp(0.0, self.width);
        (hold(self.start(first)), hold(self.start(last.next())))
    }

    /// The width of a year.
    pub(super) fn year(&self) -> f64 {
        12.0 * self.width / f64::from(self.months)
    }

    /// The years of which at least half is on the page.
    pub(super) fn years(&self) -> std::ops::RangeInclusive<i32> {
        let last = self.first.plus(self.months - 1);
        let first = if self.first.of_year() <= 6 { 0 } else { 1 };
        self.first.year() + first..=last.year() - i32::from(last.of_year() < 6)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_stand_between_their_ends() {
        let time = Time::new(Month::new(1917, 11), Month::new(1929, 12), 146.0);
        assert_eq!(time.years(), 1918..=1929);
        assert_eq!(time.ends(Month::new(1918, 1), Month::new(1918, 12)), (2.0, 14.0));
        assert_eq!(time.middle(Month::new(1917, 1), Month::new(1917, 12)), 1.0);
    }

    #[test]
    fn an_axis_of_ratios_has_no_zero() {
        let axis = log(Some((3.0, 5000.0)), 200.0);
        assert_eq!((axis.low, axis.high), (1.0, 10_000.0));
        assert!(axis.place(0.0).is_nan());
        // Two of four decades, with one division.
        assert!((axis.place(100.0) - 0.5).abs() < 1e-12);
    }

    #[test]
    fn steps_are_nice() {
        assert_eq!([0.7, 1.0, 1.2, 2.3, 31.0].map(nice), [1.0, 1.0, 2.0, 2.5, 50.0]);
    }

    #[test]
    fn a_runaway_band_is_cut_and_said() {
        let axis = linear(Some((0.0, 100.0)), Some((0.0, 900.0)), None, 300.0);
        assert!(axis.high < 160.0, "{axis:?}");
        assert_eq!(axis.beyond, Some(900.0));
        assert_eq!(linear(Some((0.0, 100.0)), Some((0.0, 120.0)), None, 300.0).beyond, None);
    }
}
