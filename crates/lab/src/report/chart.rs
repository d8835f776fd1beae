//! What a chart shows: data only. The renderer draws it, the table twin and the words retell it.

use evidence::Confidence;
use kernel::Month;

use super::measure::calendar_years;

/// A figure: one panel, or several of the same kind side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// Name in files and addresses, lower case with hyphens.
    pub name: String,
    /// What is shown.
    pub title: String,
    /// Statistic and unit, in one line.
    pub subtitle: String,
    /// The first month of the time axis.
    pub first: Month,
    /// The last month of the time axis.
    pub last: Month,
    /// Runs behind every quantile.
    pub runs: usize,
    /// The panels, left to right and top to bottom.
    pub panels: Vec<Panel>,
    /// Whether all panels have the same vertical axis.
    pub shared: bool,
    /// Panels in a row on a wide page.
    pub columns: usize,
    /// Panels in a row on a narrow page.
    pub columns_narrow: usize,
    /// Dated decrees and shocks, marked on the time axis by their numbers.
    pub flags: Vec<Flag>,
    /// What only a pair of worlds has.
    pub bounds: Bounds,
}

/// Where two worlds part, and how far the author of their difference vouches for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bounds {
    /// The first month in which they differ.
    pub parting: Option<Month>,
    /// The last month for which the author vouches; what comes after is greyed.
    pub horizon: Option<Month>,
}

/// One pair of axes.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// Heading; empty if the chart has one panel.
    pub title: String,
    /// Unit of the vertical axis.
    pub unit: String,
    /// Form of the vertical axis.
    pub scale: Scale,
    /// A value to compare with, and its name.
    pub reference: Option<(f64, String)>,
    /// The lines; more than one share the axis and are told apart by label, colour and dashes.
    pub lines: Vec<Line>,
    /// Number of the colour of the first line.
    pub first_colour: usize,
}

/// Form of a vertical axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Equal steps, from zero.
    Linear,
    /// Equal ratios.
    Log,
}

/// How the model's numbers are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Month by month.
    Curve,
    /// One box for each year.
    Years,
}

/// One quantity: what the runs give, and what the record says.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Name for the reader.
    pub label: String,
    /// Name of the variable.
    pub variable: String,
    /// Name of the region, or `all`.
    pub region: String,
    /// Curve or years.
    pub form: Form,
    /// What the runs give, in order of time.
    pub entries: Vec<Entry>,
    /// The same summed up by year, for the table; equal to `entries` where those are years.
    pub years: Vec<Entry>,
    /// How a year is summed up, in words.
    pub year_rule: &'static str,
    /// The record, in order of time.
    pub points: Vec<Mark>,
    /// Some runs, one by one: a value for each of `entries`.
    pub paths: Vec<Vec<f64>>,
}

impl Line {
    /// A curve of the whole country, of which a year has the number of its last month, without a
    /// record beside it.
    pub(super) fn curve(
        label: &str,
        variable: String,
        entries: Vec<Entry>,
        (first, last): (Month, Month),
    ) -> Line {
        let at_end = |(from, until): &(Month, Month)| {
            let end = entries.iter().find(|entry| entry.first == *until)?;
            Some(Entry { first: *from, ..*end })
        };
        Line {
            label: label.to_owned(),
            variable,
            region: "all".to_owned(),
            form: Form::Curve,
            years: calendar_years(first, last).iter().filter_map(at_end).collect(),
            entries,
            year_rule: "end of the year",
            points: Vec::new(),
            paths: Vec::new(),
        }
    }
}

/// What the runs give for the months from `first` to `last`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// First month.
    pub first: Month,
    /// Last month.
    pub last: Month,
    /// The quantiles over the runs and the central run.
    pub spread: Spread,
}

/// Quantiles over the runs, and the central run. Not a number where the variable does not exist.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// In the order of [`crate::summary::PROBABILITIES`].
    pub quantiles: [f64; 7],
    /// The run with every parameter at its centre.
    pub central: f64,
}

impl Spread {
    /// The median.
    pub fn median(&self) -> f64 {
        self.quantiles[3]
    }

    /// The interval that holds half, four fifths or 95 per cent of the runs (`0`, `1`, `2`).
    pub fn interval(&self, width: usize) -> (f64, f64) {
        let width = width.min(2);
        (self.quantiles[2 - width], self.quantiles[4 + width])
    }
}

/// A number of the record.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The date, as it is written in the evidence.
    pub date: String,
    /// First month.
    pub first: Month,
    /// Last month.
    pub last: Month,
    /// The number.
    pub value: f64,
    /// How far it can be trusted.
    pub confidence: Confidence,
    /// Key of the source.
    pub source: String,
    /// The territory it speaks of.
    pub territory: String,
    /// What the runs give for the same months; not numbers if they do not cover them.
    pub model: Spread,
}

impl Mark {
    /// Whether it lies within the interval of four fifths of the runs; none if the runs do not
    /// cover its months.
    pub fn inside(&self) -> Option<bool> {
        let (low, high) = self.model.interval(1);
        (!low.is_nan() && !high.is_nan()).then(|| (low..=high).contains(&self.value))
    }

    /// Whether it may be used to judge the model: computed and reconstructed numbers may not.
    pub fn judges(&self) -> bool {
        matches!(self.confidence, Confidence::Confirmed | Confidence::Recalled)
    }
}

/// A dated decree or shock on the time axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    /// When.
    pub month: Month,
    /// What.
    pub text: String,
}

/// A period with a name, shaded in every chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// Name.
    pub name: &'static str,
    /// Name where there is little room.
    pub short: &'static str,
    /// First month.
    pub first: Month,
    /// Month after the last; none if it has no agreed end.
    pub end: Option<Month>,
}

/// The periods: War Communism from the nationalisation of large industry (28 June 1918) to the
/// tax in kind (21 March 1921), then the New Economic Policy, whose end is disputed.
pub const PERIODS: [Period; 2] = [
    Period {
        name: "War Communism",
        short: "War Comm.",
        first: Month::new(1918, 6),
        end: Some(Month::new(1921, 3)),
    },
    Period { name: "New Economic Policy", short: "NEP", first: Month::new(1921, 3), end: None },
];
