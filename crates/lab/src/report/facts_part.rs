//! The stylised facts with their verdicts.

use maud::{Markup, html as markup};

use super::numbers::number;
use crate::facts::{CheckResult, Verdict};

/// The section of the facts.
pub(super) fn facts(verdicts: &[Verdict]) -> Markup {
    let hold = verdicts.iter().filter(|verdict| verdict.holds).count();
    markup! {
        section #facts {
            h2 { "Stylised facts: " (hold) " of " (verdicts.len()) " hold" }
            p {
                "Each fact has one check or more. A check holds if the median over the draws lies \
                 in its range; a fact holds if all its checks do. The share of draws says in how \
                 many the number itself lies in the range. Ranges were set from the evidence \
                 before the model ran, and were not moved to fit it. “Draws”: the share of \
                 draws in which all checks of a fact lie in their ranges at once."
            }
            (overview(verdicts))
            ol.verdicts { @for verdict in verdicts { (fact(verdict)) } }
        }
    }
}

/// All verdicts at a glance.
fn overview(verdicts: &[Verdict]) -> Markup {
    markup! {
        table.overview {
            thead { tr {
                th scope="col" { "Fact" }
                th scope="col" { "Verdict" }
                th.wide-only scope="col" { "Checks that hold" }
                th scope="col" { "Draws" }
            } }
            tbody { @for verdict in verdicts {
                @let good = verdict.checks.iter().filter(|check| check.holds).count();
                tr {
                    th scope="row" {
                        span.number { (verdict.number) } " "
                        a href={ "#fact-" (verdict.number) } { (verdict.title) }
                    }
                    td { (badge(verdict.holds)) }
                    td.wide-only { (good) " of " (verdict.checks.len()) }
                    td { (per_cent(verdict.share)) }
                }
            } }
        }
    }
}

/// A verdict in sign and words, so that colour carries nothing alone.
fn badge(holds: bool) -> Markup {
    markup! {
        @if holds {
            span.badge.holds { span aria-hidden="true" { "✓ " } "holds" }
        } @else {
            span.badge.fails { span aria-hidden="true" { "✗ " } "does not hold" }
        }
    }
}

fn fact(verdict: &Verdict) -> Markup {
    markup! {
        li id={ "fact-" (verdict.number) } value=(verdict.number) {
            h3 { span.number { (verdict.number) } " " (verdict.title) " " (badge(verdict.holds)) }
            p { (verdict.statement) }
            details.checks open[!verdict.holds] {
            summary { "Checks" span.hidden { " of fact " (verdict.number) } }
            @let name = format!("Checks of fact {}", verdict.number);
            div.scroll tabindex="0" role="region" aria-label=(name) {
                table.stack {
                    thead { tr {
                        th scope="col" { "Check" }
                        th scope="col" { "Record" }
                        th scope="col" { "Range" }
                        th scope="col" { "Median" }
                        th scope="col" { "Draws in range" }
                        th scope="col" { "Off by" }
                        th scope="col" { "Verdict" }
                    } }
                    tbody { @for check in &verdict.checks { (row(check)) } }
                }
            }
            p.note {
                "All checks at once in " (per_cent(verdict.share)) " of draws. Tolerance: "
                (verdict.why_tolerance)
            }
            }
        }
    }
}

fn row(check: &CheckResult) -> Markup {
    markup! {
        tr {
            th scope="row" data-label="Check" {
                (check.text) (unit_of(check))
                @if !check.reason.is_empty() { span.reason { "Why this range: " (check.reason) } }
            }
            td data-label="Record" { (check.target) }
            td data-label="Range" { (range(check)) }
            td.strong data-label="Median" { (shown(check, check.median)) }
            td data-label="Draws in range" { (per_cent(check.share)) }
            td data-label="Off by" { (check.shown_distance()) }
            td data-label="Verdict" { (badge(check.holds)) }
        }
    }
}

fn unit_of(check: &CheckResult) -> String {
    match check.unit.as_str() {
        "" | "month" | "year" => String::new(),
        "share" => ", %".to_owned(),
        unit => format!(", {unit}"),
    }
}

/// Months and years as dates, shares in per cent, all else to three figures.
fn shown(check: &CheckResult, value: f64) -> String {
    match check.unit.as_str() {
        "month" | "year" => check.shown(value),
        "share" => number(100.0 * value),
        _ => number(value),
    }
}

/// A range whose one end is open is said so.
fn range(check: &CheckResult) -> String {
    match (check.low.is_finite(), check.high.is_finite()) {
        (true, true) => format!("{} to {}", shown(check, check.low), shown(check, check.high)),
        (true, false) => format!("at least {}", shown(check, check.low)),
        (false, true) => format!("at most {}", shown(check, check.high)),
        (false, false) => "any".to_owned(),
    }
}

fn per_cent(share: f64) -> String {
    if share.is_nan() { "none".to_owned() } else { format!("{:.0} %", 100.0 * share) }
}
