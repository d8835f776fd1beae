//! The page of a report: one file, no network, no scripts.

use maud::{Markup, PreEscaped, html as markup};

use super::chart::Line;
use super::document::{STYLE, document};
use super::numbers::in_words;
use super::render::{Page, render};
use super::{
    Figure, ReportInput, decisions_part, facts_part, lists, network, outcomes_part, politics_words,
    provenance, table, words,
};
use crate::folder::run_files::whence;
use crate::hashes::VERSION;

/// The whole page.
pub fn html(input: &ReportInput<'_>) -> String {
    let title = format!("{}: ktokogo run {}", input.ensemble.scenario.title, input.ensemble.id());
    let body = markup! {
        (head(input))
        main {
            (provenance::provenance(input))
            (lists::headlines(input))
            (facts_part::facts(input.verdicts))
            (outcomes(input))
            (decisions_part::part(input))
            (figures(input))
            (network::part(input.ensemble))
            (lists::orders(input))
            (lists::limits(input))
            (lists::parameters(input))
            (lists::sources(input))
            (again(input))
        }
    };
    document(&title, STYLE, ("headlines", "Skip to the results"), &body)
}

/// The parts with their addresses; without decisions if none was taken.
fn parts(input: &ReportInput<'_>) -> Vec<(&'static str, &'static str)> {
    let all = [
        ("headlines", "Headlines"),
        ("facts", "Stylised facts"),
        ("outcomes", "Outcomes"),
        ("decisions", "Decisions"),
        ("figures", "Figures"),
        ("orders", "Decrees and shocks"),
        ("limits", "Limits"),
        ("parameters", "Parameters"),
        ("sources", "Sources"),
        ("again", "Run again"),
    ];
    let decided = input.ensemble.draws.iter().any(|draw| !draw.record.votes.is_empty());
    all.into_iter().filter(|(id, _)| decided || *id != "decisions").collect()
}

fn head(input: &ReportInput<'_>) -> Markup {
    let scenario = &input.ensemble.scenario;
    markup! {
        header {
            p.kicker { "ktokogo · report of a run" }
            h1 { (scenario.title) }
            @if !scenario.question.is_empty() { p.question { (scenario.question) } }
            (summary(input))
            @for warning in &input.ensemble.warnings {
                p.warning { strong { "Warning. " } (warning) "." }
            }
            nav aria-label="Parts of this report" {
                ul { @for (id, name) in parts(input) { li { a href={ "#" (id) } { (name) } } } }
            }
        }
    }
}

/// The plain summary: counts before words.
fn summary(input: &ReportInput<'_>) -> Markup {
    let ensemble = input.ensemble;
    let first = ensemble.central().first;
    let hold = input.verdicts.iter().filter(|verdict| verdict.holds).count();
    let all = input.verdicts.len();
    let lines: Vec<&Line> = (input.figures.iter())
        .flat_map(|figure| figure.chart.panels.iter())
        .flat_map(|panel| panel.lines.iter())
        .collect();
    let (inside, judged) = words::coverage(&lines);
    let miss: Vec<String> = (input.verdicts.iter())
        .filter(|verdict| !verdict.holds)
        .map(|verdict| format!("{} ({})", verdict.title, verdict.number))
        .collect();
    markup! {
        p.lead {
            "The model lived the economy and the ruling party of Soviet Russia from " (in_words(first)) " to "
            (in_words(ensemble.until)) ": " (words::runs(ensemble.sample().len()))
            @if ensemble.sample().len() > 1 {
                " with parameters drawn " (whence(input.ensemble.prior)) ", and one central run"
            }
            ". "
            strong { "In this run " (hold) " of " (all) " stylised facts hold." }
            " A fact holds if the median of every check lies within bounds that were set before \
             the model ran. "
            @if ensemble.sample().len() > 1 {
                "Of " (judged) " recorded numbers in the figures, " (inside)
                " lie within the 80\u{a0}% band. "
            } @else {
                "One run says nothing of what the parameters leave open. "
            }
            "The rules, the centres of the priors and the levels that \
             decrees set were chosen by hand, with the record of all years in view: this is a \
             description, not a forecast."
        }
        p { (politics_words::bound(&ensemble.scenario.freedom)) " " a href="#decisions" { "Decisions" } "." }
        (politics_words::directs(input.politics.reading.as_ref()))
        @if !miss.is_empty() {
            p {
                "These do not hold: " (miss.join("; ")) ". "
                a href="#facts" { "How far off, and why" } "."
            }
        }
    }
}

/// The part of the outcomes, with their figure.
fn outcomes(input: &ReportInput<'_>) -> Markup {
    let place = input.figures.iter().position(|figure| figure.name == outcomes_part::NAME);
    let figure = place.map_or_else(|| markup! {}, |at| one(at + 1, &input.figures[at], ""));
    outcomes_part::part(&input.politics.outcomes, input.ensemble.sample().len(), &figure)
}

fn figures(input: &ReportInput<'_>) -> Markup {
    let said = politics_words::loops(&input.politics.loops);
    let beside =
        |figure: &Figure| if figure.name == "loops" { said.clone() } else { String::new() };
    let others =
        input.figures.iter().enumerate().filter(|(_, figure)| figure.name != outcomes_part::NAME);
    markup! {
        section #figures {
            h2 { "Figures" }
            p {
                "Filled circles are numbers read on a page, hollow circles are recalled from the \
                 literature, grey diamonds are estimated or computed and judge nothing. A \
                 horizontal bar shows the months that a number covers; a thin upright line joins \
                 sources that disagree. Draws differ in their parameters and in chance; in the \
                 central run every parameter stands at its median."
            }
            @for (at, figure) in others { (one(at + 1, figure, &beside(figure))) }
        }
    }
}

/// A figure; `said` is what stands with its finding.
fn one(number: usize, figure: &Figure, said: &str) -> Markup {
    let id = format!("figure-{}", figure.name);
    let file = format!("{}.csv", figure.name);
    markup! {
        figure id=(id) aria-labelledby={ (id) "-head" } {
            h3 id={ (id) "-head" } { span.number { "Figure " (number) } " " (figure.title) }
            p.finding { (figure.finding) @if !said.is_empty() { " " (said) } }
            (PreEscaped(render(&figure.chart, Page::Wide)))
            (PreEscaped(render(&figure.chart, Page::Narrow)))
            figcaption { (figure.caption) }
            details {
                summary { "Table and data of figure " (number) }
                p.data {
                    a download=(file) href=(table::data_address("text/csv", &figure.table.csv)) {
                        "Save all data of this figure as CSV"
                    }
                }
                div.scroll tabindex="0" role="region" aria-label={ "Table of figure " (number) } {
                    table {
                        caption { (figure.title) }
                        thead { tr {
                            @for column in &figure.table.columns { th scope="col" { (column) } }
                        } }
                        tbody {
                            @for row in &figure.table.rows {
                                tr { @for cell in row { td { (cell) } } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn again(input: &ReportInput<'_>) -> Markup {
    let ensemble = input.ensemble;
    let draws = ensemble.draws.len().saturating_sub(1);
    let short = |hash: &str| hash.chars().take(12).collect::<String>();
    let cite = format!(
        "ktokogo, version {VERSION}. Run {} of scenario \"{}\": seed {}, {draws} draws, {} to {}. \
         Engine {}, evidence {}.",
        ensemble.id(),
        ensemble.scenario.name,
        ensemble.seed,
        ensemble.central().first,
        ensemble.until,
        short(&ensemble.hashes.engine),
        short(&ensemble.hashes.evidence),
    );
    markup! {
        section #again {
            h2 { "Run again and cite" }
            p { "The same version, evidence, scenario and seed give the same numbers, whatever the \
                 number of threads." }
            pre { code { (input.rerun) } }
            p { "To cite this run:" }
            blockquote { (cite) }
        }
    }
}
