//! From an ensemble and the evidence to the lines of a chart.

use evidence::Evidence;
use kernel::Month;
use model::{Cell, Kind, Variable};

use super::chart::{Entry, Form, Line, Mark, Spread};
use crate::ensemble::Ensemble;
use crate::record::{self, Point, annualise};
use crate::summary::{PROBABILITIES, band, quantiles};

/// How years are cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Years {
    /// Not at all: month by month.
    Months,
    /// January to December.
    Calendar,
    /// July to June: grain.
    Farming,
    /// As the statistics of foreign trade: calendar years to 1920, nine months of 1921, then
    /// October to September.
    Trade,
}

/// What is measured.
#[derive(Clone, Copy)]
pub(super) struct Measured<'a> {
    pub ensemble: &'a Ensemble,
    pub evidence: &'a Evidence,
    pub variable: &'a Variable,
    pub region: Option<usize>,
    pub years: Years,
}

/// The unit for the reader and the factor from the model's unit: shares become per cent.
pub(super) fn shown_unit(variable: &Variable) -> (String, f64) {
    match variable.unit.strip_prefix("share") {
        Some("") => ("%".to_owned(), 100.0),
        Some(rest) if rest.starts_with(" of") || rest.starts_with(" a") => {
            (format!("%{rest}"), 100.0)
        }
        _ => (variable.unit.to_owned(), 1.0),
    }
}

/// The calendar years from a month to another that are covered in full.
pub(super) fn calendar_years(first: Month, last: Month) -> Vec<(Month, Month)> {
    (first.year()..=last.year())
        .map(|year| (Month::new(year, 1), Month::new(year, 12)))
        .filter(|(from, until)| *from >= first && *until <= last)
        .collect()
}

impl Measured<'_> {
    /// The line, under a name for the reader; none if the ensemble does not have the variable.
    pub(super) fn line(&self, label: &str) -> Option<Line> {
        let cell = self.cell()?;
        let years = self.windows(self.years);
        let entries = match self.years {
            Years::Months => self.months(cell),
            _ => self.over(cell, &years),
        };
        let by_year = match self.years {
            Years::Months => self.over(cell, &self.windows(Years::Calendar)),
            _ => entries.clone(),
        };
        Some(Line {
            label: label.to_owned(),
            variable: self.variable.name.to_owned(),
            region: Cell { variable: 0, region: self.region }.region_name().to_owned(),
            form: if self.years == Years::Months { Form::Curve } else { Form::Years },
            entries,
            years: by_year,
            year_rule: match self.variable.kind {
                Kind::Flow => "sum of the year",
                Kind::Stock => "end of the year",
                Kind::Index => "mean of the year",
            },
            points: self.marks(cell),
            paths: Vec::new(),
        })
    }

    fn cell(&self) -> Option<usize> {
        let variable = model::variables::find(self.variable.name)?;
        let wanted = Cell { variable, region: self.region };
        self.ensemble.central().cells.iter().position(|cell| *cell == wanted)
    }

    fn start(&self) -> Month {
        self.ensemble.central().first
    }

    fn end(&self) -> Month {
        self.start().plus(self.ensemble.central().months as i32)
    }

    fn months(&self, cell: usize) -> Vec<Entry> {
        let band = band(self.ensemble, cell);
        let (_, factor) = shown_unit(self.variable);
        (0..band.central.len())
            .map(|at| {
                let month = self.start().plus(at as i32);
                let columns =
                    [&band.q025, &band.q10, &band.q25, &band.median, &band.q75, &band.q90];
                let mut quantiles = [factor * band.q975[at]; 7];
                for (place, column) in columns.into_iter().enumerate() {
                    quantiles[place] = factor * column[at];
                }
                let spread = Spread { quantiles, central: factor * band.central[at] };
                Entry { first: month, last: month, spread }
            })
            .collect()
    }

    fn over(&self, cell: usize, windows: &[(Month, Month)]) -> Vec<Entry> {
        let entry = |&(first, last): &(Month, Month)| Entry {
            first,
            last,
            spread: self.spread(cell, first, last),
        };
        windows.iter().map(entry).collect()
    }

    /// Each run is summed up over the months first; the quantiles come after.
    fn spread(&self, cell: usize, first: Month, last: Month) -> Spread {
        let (_, factor) = shown_unit(self.variable);
        let of = |record: &model::Record| {
            factor * annualise(self.variable.kind, record.path(cell), record.first, first, last)
        };
        let mut values: Vec<f64> =
            self.ensemble.sample().iter().map(|draw| of(&draw.record)).collect();
        Spread {
            quantiles: quantiles(&mut values, &PROBABILITIES),
            central: of(self.ensemble.central()),
        }
    }

    fn marks(&self, cell: usize) -> Vec<Mark> {
        let points = match self.region {
            None => record::points(self.evidence, self.variable),
            Some(region) => {
                let name = Cell { variable: 0, region: Some(region) }.region_name();
                record::region_points(self.evidence, self.variable, name)
            }
        };
        let (_, factor) = shown_unit(self.variable);
        // A year half of which lies before the first month would stand at the wrong place.
        let seen = |point: &Point| {
            let middle = point.first.plus(point.last.since(point.first) / 2);
            self.start() <= middle && middle < self.end()
        };
        let mark = |point: Point| Mark {
            date: point.date.to_string(),
            first: point.first,
            last: point.last,
            value: factor * point.value,
            confidence: point.confidence,
            model: self.spread(cell, point.first, point.last),
            source: point.source,
            territory: point.territory,
        };
        points.into_iter().filter(seen).map(mark).collect()
    }

    /// The years that the run covers in full.
    fn windows(&self, years: Years) -> Vec<(Month, Month)> {
        let every = |first_month: u32| {
            (self.start().year() - 1..=self.end().year())
                .map(|year| Month::new(year, first_month))
                .map(|first| (first, first.plus(11)))
                .collect::<Vec<_>>()
        };
        let all = match years {
            Years::Months | Years::Calendar => every(1),
            Years::Farming => every(7),
            Years::Trade => {
                let (old, new) = (Month::new(1921, 1), Month::new(1921, 10));
                let mut all: Vec<_> = every(1).into_iter().filter(|w| w.0 < old).collect();
                all.push((old, new.plus(-1)));
                all.extend(every(10).into_iter().filter(|w| w.0 >= new));
                all
            }
        };
        all.into_iter()
            .filter(|(first, last)| *first >= self.start() && *last < self.end())
            .collect()
    }
}
