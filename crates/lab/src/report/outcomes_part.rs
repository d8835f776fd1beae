//! The part of the report on the outcomes O1 to O8: in how many draws each holds, and how it came near.

use maud::{Markup, html as markup};

use super::chart::{Bounds, Chart, Entry, Line, Panel, Scale, Spread};
use super::numbers::number;
use crate::ensemble::Ensemble;
use crate::hashes::VERSION;
use crate::outcomes::{self, DEFINITIONS, Outcome, Share};
use crate::summary::{PROBABILITIES, quantiles};

/// Name of the figure in files and addresses.
pub(super) const NAME: &str = "outcomes";

/// The paths of the indices, a small panel each.
pub(super) fn chart(ensemble: &Ensemble) -> Chart {
    let record = ensemble.central();
    let central = outcomes::outcomes(record);
    let draws: Vec<Vec<Outcome>> =
        ensemble.sample().iter().map(|draw| outcomes::outcomes(&draw.record)).collect();
    let last = record.first.plus(i32::try_from(record.months).unwrap_or(1).max(1) - 1);
    let panel = |(place, definition): (usize, &outcomes::Definition)| {
        let spread = |month: usize| {
            let mut values: Vec<f64> = draws.iter().map(|draw| draw[place].path[month]).collect();
            Spread {
                quantiles: quantiles(&mut values, &PROBABILITIES),
                central: central[place].path[month],
            }
        };
        let month = |at: usize| record.first.plus(i32::try_from(at).unwrap_or(0));
        let entry = |at: usize| Entry { first: month(at), last: month(at), spread: spread(at) };
        let entries: Vec<Entry> = (0..record.months).map(entry).collect();
        Panel {
            title: format!("{} {}", definition.id, definition.name),
            unit: "0 to 1".to_owned(),
            scale: Scale::Linear,
            reference: None,
            lines: vec![Line::curve(
                definition.id,
                format!("index of {}", definition.id),
                entries,
                (record.first, last),
            )],
            first_colour: 0,
        }
    };
    let runs = draws.len();
    let many = if runs == 1 { "One run".to_owned() } else { format!("Median of {runs} draws") };
    Chart {
        name: NAME.to_owned(),
        title: "How near each outcome came".to_owned(),
        subtitle: format!(
            "{many} of ktokogo {VERSION}, scenario {}, seed {}; 1: all its conditions are met",
            ensemble.scenario.name, ensemble.seed
        ),
        first: record.first,
        last,
        runs,
        panels: DEFINITIONS.iter().enumerate().map(panel).collect(),
        shared: true,
        columns: 4,
        columns_narrow: 2,
        flags: Vec::new(),
        bounds: Bounds::default(),
    }
}

/// Where each index stands at the end.
pub(super) fn finding(chart: &Chart) -> String {
    let last = |panel: &Panel| {
        let line = panel.lines.first()?;
        Some(format!("{} {}", line.label, number(line.entries.last()?.spread.median())))
    };
    let all: Vec<String> = chart.panels.iter().filter_map(last).collect();
    format!("Median index at the end: {}.", all.join(", "))
}

/// The part of the report, with its figure.
pub(super) fn part(shares: &[Share], draws: usize, figure: &Markup) -> Markup {
    markup! {
        section #outcomes {
            h2 { "Outcomes" }
            p {
                "The ledger of claims names eight ways in which the history of these years could \
                 end. Each has conditions on what the model reports; it holds when all are met in \
                 the last month, and its index is the mean of how far each is met. They stand on \
                 different axes, so that several can hold at once, or none. The bracket is the \
                 80\u{a0}% interval that so few draws leave to a share (Wilson 1927). Where a \
                 measure departs from the ledger's definition, the table says how."
            }
            @if draws == 1 {
                p { "This is one run: a share of 0 or 100 % says nothing of chances." }
            }
            div.scroll tabindex="0" role="region" aria-label="Outcomes" {
                table.stack {
                    thead { tr {
                        th scope="col" { "Outcome" }
                        th scope="col" { "Share of draws" }
                        th scope="col" { "Index at the end" }
                        th scope="col" { "Holds when" }
                    } }
                    tbody { @for share in shares { (row(share)) } }
                }
            }
            (figure)
        }
    }
}

fn row(share: &Share) -> Markup {
    let per_cent = |share: f64| format!("{:.0}", 100.0 * share);
    markup! {
        tr {
            th scope="row" data-label="Outcome" {
                span.number { (share.id) } " " (share.name)
                span.aside { " · " (share.axis.name()) }
            }
            td data-label="Share of draws" {
                strong { (per_cent(share.share)) " %" }
                " [" (per_cent(share.low)) " to " (per_cent(share.high)) "]"
                span.reason {
                    "central run: " (if share.central { "holds" } else { "does not hold" })
                }
            }
            td data-label="Index at the end" {
                strong { (number(share.index)) }
                " [" (number(share.index_low80)) " to " (number(share.index_high80)) "]"
            }
            td data-label="Holds when" {
                (share.holds)
                span.reason { (share.departs) }
            }
        }
    }
}
