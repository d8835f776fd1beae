//! The tables and lists of a report: headlines, decrees, limits, parameters, sources.

use std::collections::BTreeSet;

use evidence::{Evidence, FateKind};
use maud::{Markup, html as markup};
use model::Theory;
use model::{Order, Setting};

use super::ReportInput;
use super::numbers::{number, written_date};
use crate::headlines::Headline;
use crate::scenario::Scenario;

/// The first table: the model beside the record.
pub(super) fn headlines(input: &ReportInput<'_>) -> Markup {
    markup! {
        section #headlines {
            h2 { "Headlines" }
            p { "Median over the draws, with the interval that holds 80 % of them, beside what the \
                 record says for the same months." }
            div.scroll tabindex="0" role="region" aria-label="Headlines" {
                table.stack {
                    thead { tr {
                        th scope="col" { "Quantity" }
                        th scope="col" { "When" }
                        th scope="col" { "Model" }
                        th scope="col" { "Record" }
                    } }
                    tbody { @for headline in input.headlines {
                        (headline_row(headline, input.evidence))
                    } }
                }
            }
        }
    }
}

fn headline_row(headline: &Headline, evidence: &Evidence) -> Markup {
    let (unit, factor) = match headline.unit.as_str() {
        "share" => ("%", 100.0),
        unit => (unit, 1.0),
    };
    let shown = |value: f64| number(factor * value);
    markup! {
        tr {
            th scope="row" data-label="Quantity" {
                (headline.label) ", " span.unit { (unit) }
            }
            td data-label="When" { (written_date(&headline.date)) }
            td.model data-label="Model" {
                strong { (shown(headline.median)) }
                " [" (shown(headline.low80)) " to " (shown(headline.high80)) "]"
            }
            td data-label="Record" {
                @if headline.recorded.is_empty() { "no number" }
                ul.plain { @for point in &headline.recorded {
                    li {
                        strong { (shown(point.value)) } " " (point.confidence)
                        @if let Some(grade) = point.grade { ", grade " (format!("{grade:?}")) }
                        ": " (source_link(evidence, &point.source))
                        @if !point.territory.is_empty() { span.aside { " · " (point.territory) } }
                    }
                } }
            }
        }
    }
}

pub(super) fn source_link(evidence: &Evidence, key: &str) -> Markup {
    markup! {
        @if evidence.source(key).is_some() {
            a href={ "#source-" (key) } { (name_of(evidence, key)) }
        } @else if key == evidence::JUDGEMENT {
            "judgement of the makers"
        } @else { (key) }
    }
}

/// Author and title if they are given, else the key.
pub(super) fn name_of(evidence: &Evidence, key: &str) -> String {
    let short = evidence.source(key).map_or(String::new(), |source| source.short());
    let mut name = if short.is_empty() { key.to_owned() } else { short };
    // The list of sources has the whole.
    const MOST: usize = 64;
    if name.chars().count() > MOST {
        name = name.chars().take(MOST - 1).collect();
        name.truncate(name.rfind(' ').unwrap_or(name.len()));
        name.push('…');
    }
    name
}

/// Decrees and shocks in force.
pub(super) fn orders(input: &ReportInput<'_>) -> Markup {
    let orders: Vec<&Order> = input.ensemble.told().collect();
    let shocks = orders.iter().filter(|order| order.kind == "shock").count();
    let options = || input.evidence.decisions.iter().flat_map(|decision| &decision.options);
    let decided =
        |id: &String| options().any(|o| o.issues.contains(id) || o.withholds.contains(id));
    let hang = orders.iter().filter(|order| decided(&order.id)).count();
    markup! {
        section #orders {
            h2 { "Decrees and shocks" }
            p {
                (orders.len() - shocks) " decrees and " (shocks) " shocks set the instruments of \
                 the model; " (hang) " of the decrees hang on a decision of a body of the party. "
                (super::politics_words::bound(&input.ensemble.scenario.freedom))
            }
            details {
                summary { "All " (orders.len()) " decrees and shocks" }
                div.scroll tabindex="0" role="region" aria-label="Decrees and shocks" {
                    table.stack {
                        thead { tr {
                            th scope="col" { "Date" }
                            th scope="col" { "Title" }
                            th scope="col" { "Sets" }
                            th scope="col" { "Source" }
                        } }
                        tbody { @for order in orders { (order_row(order, input.evidence)) } }
                    }
                }
            }
        }
    }
}

fn order_row(order: &Order, evidence: &Evidence) -> Markup {
    markup! {
        tr {
            td data-label="Date" { (written_date(&order.date)) }
            th scope="row" data-label="Title" {
                (order.title) span.aside { " " (order.kind) }
            }
            td data-label="Sets" {
                ul.plain { @for (name, value) in &order.set {
                    li { code { (name) } " = " (setting(value)) }
                } }
            }
            td data-label="Source" {
                (source_link(evidence, &order.source)) ", " (order.confidence)
            }
        }
    }
}

fn setting(value: &Setting) -> String {
    match value {
        Setting::Number(value) => number(*value),
        Setting::Word(word) => word.clone(),
        Setting::Regions(regions) => {
            let one = |(name, value): &(String, f64)| format!("{name} {}", number(*value));
            regions.iter().map(one).collect::<Vec<_>>().join(", ")
        }
    }
}

/// What the model leaves out.
pub(super) fn limits(input: &ReportInput<'_>) -> Markup {
    markup! {
        section #limits {
            h2 { "What this model leaves out" }
            (limits_of(input.evidence, &input.ensemble.scenario))
        }
    }
}

/// The list of limits, for a scenario.
pub(super) fn limits_of(evidence: &Evidence, scenario: &Scenario) -> Markup {
    let fates = &evidence.fates;
    let out: Vec<_> = fates.iter().filter(|fate| fate.fate == FateKind::LeftOut).collect();
    let planned = fates.iter().filter(|fate| fate.fate == FateKind::Planned).count();
    markup! {
            ul {
                li { "The centres of the priors were chosen by hand. Some parameters were fitted to the \
                      record up to 1924, later years are held out; all others are \
                      assumptions. A band shows what the parameters leave open, not the \
                      whole uncertainty: a rule that is wrong for every parameter is not in it." }
                li { (super::politics_words::bound(&scenario.freedom)) }
                li { "Which regions the government holds in the Civil War, weather, and prices and \
                      powers abroad follow the record and do not answer to what the model does." }
                li {
                    "Where accounts dispute an effect, a switch scales it from absent to as strong as \
                     the account that rests on it needs. "
                    @match &scenario.theory {
                        Some(name) => { "Here all stand where the account " code { (name) } " needs them." }
                        None => { "Here all are drawn evenly from 0 to 1: no side is taken." }
                    }
                }
                li { "Persons act by few traits: places on issues, loyalty, weight in a body. Who sat \
                      in a body up to a freed decision follows the record." }
                li { "Ten regions stand for the country. Provinces, nationalities and single towns \
                      other than Petrograd and Moscow are not told apart." }
                li { "The record is uneven. Territories differ between sources and years, and \
                      numbers for 1918 to 1921 are the weakest. Where sources disagree, all are \
                      shown." }
                li { "An agreement with the record does not show that the mechanism is right: \
                      others may give the same curve." }
                @if planned > 0 {
                    li { (planned) " claims of the ledger wait for parts of the model that are not \
                          built." }
                }
            }
            @if !out.is_empty() {
                details {
                    summary { "Claims that the model has no place for: " (out.len()) }
                    ul { @for fate in out { li { code { (fate.claim) } ": " (fate.why) } } }
                }
            }
    }
}

/// The parameters with their priors.
pub(super) fn parameters(input: &ReportInput<'_>) -> Markup {
    let all = Theory::parameters();
    let silenced = &input.ensemble.scenario.silenced;
    let central = input.ensemble.draws.first().map(|draw| draw.parameters.as_slice());
    let value = |at: usize| central.and_then(|values| values.get(at)).copied();
    markup! {
        section #parameters {
            h2 { "Parameters" }
            p {
                (all.len()) " parameters, each with what is believed of it before any fit."
                @if !silenced.is_empty() {
                    " Switched off: " (silenced.iter().cloned().collect::<Vec<_>>().join(", ")) "."
                }
            }
            details {
                summary { "All " (all.len()) " parameters" }
                div.scroll tabindex="0" role="region" aria-label="Parameters" {
                    table.stack {
                        thead { tr {
                            th scope="col" { "Parameter" }
                            th scope="col" { "Central run" }
                            th scope="col" { "Prior" }
                            th scope="col" { "Record" }
                            th scope="col" { "Source" }
                        } }
                        tbody { @for (at, parameter) in all.iter().enumerate() {
                            tr {
                                th scope="row" data-label="Parameter" {
                                    code { (parameter.mechanism) "." (parameter.declared.name) }
                                    span.reason { (parameter.declared.meaning) }
                                }
                                td data-label="Central run" {
                                    (value(at).map_or("none".to_owned(), number)) " "
                                    span.unit { (parameter.declared.unit) }
                                }
                                td data-label="Prior" { (parameter.declared.prior.to_string()) }
                                td data-label="Record" { (from_record(parameter)) }
                                td data-label="Source" {
                                    (source_link(input.evidence, parameter.declared.source))
                                }
                            }
                        } }
                    }
                }
            }
        }
    }
}

/// What the record says of a parameter.
fn from_record(parameter: &model::NamedParameter) -> String {
    let (shipped, name) = (crate::posterior::shipped(), parameter.full_name());
    let label = shipped.label(&name, parameter.declared.prior);
    shipped.of(&name).map_or_else(|| label.to_owned(), |one| format!("{label}: {one}"))
}

/// The sources on which this page rests.
pub(super) fn sources(input: &ReportInput<'_>) -> Markup {
    let mut keys: BTreeSet<&str> = BTreeSet::new();
    keys.extend(input.ensemble.orders.iter().map(|order| order.source.as_str()));
    for headline in input.headlines {
        keys.extend(headline.recorded.iter().map(|point| point.source.as_str()));
    }
    for panel in input.figures.iter().flat_map(|figure| &figure.chart.panels) {
        let points = panel.lines.iter().flat_map(|line| line.points.iter());
        keys.extend(points.map(|point| point.source.as_str()));
    }
    let parameters = Theory::parameters();
    keys.extend(parameters.iter().map(|parameter| parameter.declared.source));
    let used: Vec<_> = keys.iter().filter_map(|key| input.evidence.source(key)).collect();
    markup! {
        section #sources {
            h2 { "Sources used" }
            p {
                "Numbers, decrees and priors on this page rest on " (used.len()) " sources. "
                "“Confirmed” means that the number stood on a page that was read; “recalled”, \
                 that it comes from the standard literature but was not looked up; “estimated”, \
                 that it was computed or reconstructed. Grade A marks a well-known published \
                 figure, B one remembered within 3 to 5 per cent, C one that may be 20 per cent \
                 off. The data are under CC BY 4.0, with attribution to these sources."
            }
            ul.sources { @for source in used {
                li id={ "source-" (source.key) } {
                    code { (source.key) } " "
                    (source.short())
                    @let url = source.field("url");
                    @if url.starts_with("https://") || url.starts_with("http://") {
                        " " a href=(url) rel="noreferrer" { "page" }
                    }
                }
            } }
        }
    }
}
