//! The figure of the headline: both worlds beside the record, and below them their difference.

use kernel::Month;
use model::{Kind, Record, VARIABLES};

use super::headline::Headline;
use super::{Input, figure, rows};
use crate::hashes::VERSION;
use crate::pair::{Pair, Window};
use crate::report::chart::{Bounds, Chart, Entry, Flag, Form, Line, Panel, Scale, Spread};
use crate::report::measure::{Measured, Years, calendar_years};
use crate::report::numbers::in_words;
use crate::report::{table, words};
use crate::summary::{PROBABILITIES, quantiles};

/// Draws that are shown one by one; more would hide the band.
const PATHS: usize = 6;

/// The figure of the headline.
pub(super) fn figure(input: &Input<'_>, headline: &Headline) -> figure::Figure {
    let chart = chart(input, headline);
    figure::Figure {
        name: chart.name.clone(),
        title: chart.title.clone(),
        finding: super::answer::headline(headline),
        caption: caption(input, &chart),
        alt: words::alt(&chart),
        table: table::table(&chart),
        body: figure::Body::Chart(Box::new(chart)),
    }
}

/// How years are cut: what flows is summed by year, where one was lived in full.
fn years(pair: &Pair, headline: &Headline) -> Years {
    let record = pair.base.central();
    let lived = !calendar_years(record.first, last(pair)).is_empty();
    match VARIABLES[headline.row.variable].kind {
        Kind::Flow if lived => Years::Calendar,
        _ => Years::Months,
    }
}

/// The last month that was lived.
pub(super) fn last(pair: &Pair) -> Month {
    let record = pair.base.central();
    record.first.plus(i32::try_from(record.months).unwrap_or(1).max(1) - 1)
}

/// Months of parting and of the horizon.
pub(super) fn bounds(pair: &Pair) -> Bounds {
    Bounds { parting: pair.begins(), horizon: rows::horizon(&pair.changed.scenario) }
}

/// Both worlds, then their difference.
pub(super) fn chart(input: &Input<'_>, headline: &Headline) -> Chart {
    let pair = input.pair;
    let years = years(pair, headline);
    let variable = &VARIABLES[headline.row.variable];
    let line = |ensemble, label: &str| {
        let measured =
            Measured { ensemble, evidence: input.evidence, variable, region: None, years };
        measured.line(label)
    };
    let mut both: Vec<Line> =
        [line(&pair.base, "base"), line(&pair.changed, "changed")].into_iter().flatten().collect();
    if let Some(changed) = both.get_mut(1) {
        // The record is that of the world that was: its points stand once.
        changed.points.clear();
    }
    let below = both.first().map(|base| difference(pair, headline, base));
    let unit = match variable.kind {
        Kind::Flow if years == Years::Months => format!("{}, month by month", headline.unit),
        Kind::Flow => format!("{}, sum of the year", headline.unit),
        _ => headline.unit.clone(),
    };
    let panel = |title: String, lines: Vec<Line>, reference, first_colour| Panel {
        title,
        unit: unit.clone(),
        scale: Scale::Linear,
        reference,
        lines,
        first_colour,
    };
    // Zero has its line and needs no name: beside it the figures of the axis say 0.
    let zero = Some((0.0, String::new()));
    let runs = pair.base.sample().len();
    Chart {
        name: "difference".to_owned(),
        title: format!("{}: base, changed, and their difference", capital(headline.label)),
        subtitle: format!(
            "{} beside {}, {}, seed {}, ktokogo {VERSION}",
            pair.changed.scenario.name,
            pair.base.scenario.name,
            words::runs(runs),
            pair.base.seed
        ),
        first: pair.base.central().first,
        last: last(pair),
        runs,
        panels: vec![
            panel("Both worlds and the record".to_owned(), both, None, 0),
            panel("Difference, changed less base".to_owned(), below.into_iter().collect(), zero, 2),
        ],
        shared: false,
        columns: 1,
        columns_narrow: 1,
        flags: flags(input),
        bounds: bounds(pair),
    }
}

/// What the scenario changes, by number on the axis.
fn flags(input: &Input<'_>) -> Vec<Flag> {
    let deeds = super::deeds::deeds(input);
    deeds.into_iter().map(|deed| Flag { month: deed.from, text: deed.title }).take(8).collect()
}

/// The paired difference over the windows of a line.
fn difference(pair: &Pair, headline: &Headline, base: &Line) -> Line {
    let at = headline.row.variable;
    let less = |one: &Record, other: &Record, entry: &Entry| {
        let window = Window { first: entry.first, last: entry.last };
        headline.factor * (window.value(other, at, None) - window.value(one, at, None))
    };
    let of_entry = |entry: &Entry| {
        let draws = pair.sample().map(|(a, b)| less(&a.record, &b.record, entry));
        let quantiles = quantiles(&mut draws.collect(), &PROBABILITIES);
        let central = less(pair.base.central(), pair.changed.central(), entry);
        Entry { spread: Spread { quantiles, central }, ..*entry }
    };
    let path = |(a, b): (&crate::DrawResult, &crate::DrawResult)| {
        base.entries.iter().map(|entry| less(&a.record, &b.record, entry)).collect()
    };
    let paths = if pair.base.sample().len() > 1 {
        pair.sample().take(PATHS).map(path).collect()
    } else {
        Vec::new()
    };
    Line {
        label: "difference".to_owned(),
        variable: format!("difference of {}", base.variable),
        entries: base.entries.iter().map(of_entry).collect(),
        years: base.years.iter().map(of_entry).collect(),
        points: Vec::new(),
        paths,
        form: if base.form == Form::Years { Form::Years } else { Form::Curve },
        ..base.clone()
    }
}

fn caption(input: &Input<'_>, chart: &Chart) -> String {
    let pair = input.pair;
    let shades = if chart.runs > 1 {
        format!(
            "Above: medians of base ({}) and changed ({}) with the middle 80\u{a0}% of draws; dotted: \
             the central runs; points: the record of the world that was. Below: the difference of the \
             same draw in both worlds, changed less base: median, the middle 50, 80 and 95\u{a0}% of \
             draws, and draws 1 to {} as thin lines.",
            pair.base.scenario.name,
            pair.changed.scenario.name,
            PATHS.min(chart.runs)
        )
    } else {
        format!(
            "Above: base ({}) and changed ({}), one run each; below: their difference. It says \
             nothing of uncertainty.",
            pair.base.scenario.name, pair.changed.scenario.name
        )
    };
    let parting = match chart.bounds.parting {
        Some(month) => format!(" Dashed upright: the worlds part, {}.", in_words(month)),
        None => " The worlds never part.".to_owned(),
    };
    let horizon = match chart.bounds.horizon {
        Some(month) if month < chart.last => {
            format!(" Paled: beyond the horizon that the scenario names, {}.", in_words(month))
        }
        _ => String::new(),
    };
    format!("{shades}{parting}{horizon} {}", made(pair))
}

/// How a pair was made, at the end of every caption.
pub(super) fn made(pair: &Pair) -> String {
    let theory = match &pair.changed.scenario.theory {
        Some(theory) => format!("theory {theory}"),
        None => "no theory assumed".to_owned(),
    };
    let rows = match pair.base.households {
        usize::MAX => "every household".to_owned(),
        rows => format!("{} rows of households", crate::report::numbers::number(rows as f64)),
    };
    format!(
        "Pair {}: {} of each world, seed {}, {theory}, {rows}, ktokogo {VERSION}.",
        pair.id(),
        words::runs(pair.base.sample().len()),
        pair.base.seed
    )
}

/// A text with its first letter raised.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
