//! The stylised facts with their verdicts.

use maud::{Markup, html as markup};

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
                 before the model ran, and were not moved to fit it."
            }
            ol.verdicts { @for verdict in verdicts { (fact(verdict)) } }
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
            div.scroll tabindex="0" role="region" aria-label={ "Checks of fact " (verdict.number) } {
                table.stack {
                    thead { tr {
                        th scope="col" { "Check" }
                        th scope="col" { "Record" }
                        th scope="col" { "Range" }
                        th scope="col" { "Model, median" }
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

fn row(check: &CheckResult) -> Markup {
    let unit = match check.unit.as_str() {
        "month" | "year" => String::new(),
        unit => format!(" {unit}"),
    };
    markup! {
        tr {
            th scope="row" data-label="Check" {
                (check.text) (unit_of(&unit))
                @if !check.reason.is_empty() { span.reason { "Why this range: " (check.reason) } }
            }
            td data-label="Record" { (check.target) }
            td data-label="Range" { (range(check)) }
            td.strong data-label="Model, median" { (check.shown(check.median)) }
            td data-label="Draws in range" { (per_cent(check.share)) }
            td data-label="Off by" { (check.shown_distance()) }
            td data-label="Verdict" { (badge(check.holds)) }
        }
    }
}

fn unit_of(unit: &str) -> String {
    if unit.trim().is_empty() { String::new() } else { format!(",{unit}") }
}

/// A range whose one end is open is said so.
fn range(check: &CheckResult) -> String {
    match (check.low.is_finite(), check.high.is_finite()) {
        (true, true) => format!("{} to {}", check.shown(check.low), check.shown(check.high)),
        (true, false) => format!("at least {}", check.shown(check.low)),
        (false, true) => format!("at most {}", check.shown(check.high)),
        (false, false) => "any".to_owned(),
    }
}

fn per_cent(share: f64) -> String {
    if share.is_nan() { "none".to_owned() } else { format!("{:.0} %", 100.0 * share) }
}
