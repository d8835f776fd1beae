//! The page of a pair: twelve parts in one file, without network and without scripts.

use maud::{Markup, PreEscaped, html as markup};

use super::headline::Headline;
use super::{Figure, Input, answer, checks, fact_parts, rows, settings, why_part};
use crate::pair::{Difference, differences};
use crate::report::Page;
use crate::report::document::{STYLE, document};
use crate::report::numbers::in_words;

/// The parts: address, name in the list, heading.
pub(super) const PARTS: [(&str, &str, &str); 12] = [
    ("question", "Question", "Question and passport"),
    ("answer", "Answer", "Answer"),
    ("difference", "Difference", "The difference over time"),
    ("moved", "What moved it", "What moved it"),
    ("leans", "Leans on", "What it leans on"),
    ("mind", "Change of mind", "What would change our mind"),
    ("fit", "Fit", "Fit to history"),
    ("checks", "Checks", "Checks passed and failed"),
    ("settings", "Settings", "Exact settings of both worlds"),
    ("diagnostics", "Diagnostics", "Diagnostics"),
    ("limits", "Limits", "Limits"),
    ("again", "Run again", "Run again and cite"),
];

/// The keys of a passport that are shown, in order, with their names for the reader.
const PASSPORT: [(&str, &str); 13] = [
    ("hinge", "Hinge"),
    ("antecedent", "Antecedent"),
    ("minimal", "Minimal change"),
    ("cotenable", "What must be true besides"),
    ("horizon", "Horizon"),
    ("plausibility", "Plausibility"),
    ("live_option", "Live option"),
    ("when", "When"),
    ("lecture_expects", "The lecture expects"),
    ("rivals_expect", "Rivals expect"),
    ("claims", "Claims"),
    ("note", "Note"),
    ("sources", "Read in"),
];

/// The whole page around figures that were drawn before.
pub fn html(input: &Input<'_>, figures: &[Figure]) -> String {
    let scenario = &input.pair.changed.scenario;
    let title = format!("{}: ktokogo pair {}", scenario.title, input.pair.id());
    let headline = Headline::of(input.pair);
    let content = [
        question(input),
        answer::part(input, &headline),
        difference(input, figures),
        why_part::moved(input, &numbered(figures, "decomposition")),
        why_part::leans_on(input, &headline),
        why_part::change_of_mind(input, &headline),
        fact_parts::fit(input),
        checks::checks(input),
        settings::settings(input),
        markup! { (checks::diagnostics(input)) (numbered(figures, "divergence")) },
        fact_parts::limits(input),
        settings::again(input),
    ];
    let body = markup! {
        (head(input))
        main { @for (part, (id, _, heading)) in content.iter().zip(PARTS) {
            @let number = PARTS.iter().position(|known| known.0 == id).unwrap_or(0) + 1;
            section id=(id) {
                h2 { span.number { (number) } " " (heading) }
                (part)
            }
        } }
    };
    document(&title, STYLE, ("answer", "Skip to the answer"), &body)
}

fn head(input: &Input<'_>) -> Markup {
    let (base, changed) = (&input.pair.base.scenario, &input.pair.changed.scenario);
    markup! {
        header {
            p.kicker { "ktokogo · report of a pair of worlds" }
            h1 { (changed.title) }
            p.kicker { (changed.name) " beside " (base.name) }
            nav aria-label="Parts of this report" {
                ul { @for (id, name, _) in PARTS { li { a href={ "#" (id) } { (name) } } } }
            }
        }
    }
}

fn question(input: &Input<'_>) -> Markup {
    let scenario = &input.pair.changed.scenario;
    let said: Vec<(&str, String)> = PASSPORT
        .iter()
        .map(|(key, name)| (*name, rows::said(scenario, key)))
        .filter(|(_, text)| !text.is_empty())
        .collect();
    markup! {
        @if !scenario.question.is_empty() { p.question { (scenario.question) } }
        @if said.is_empty() {
            p { "The scenario has no passport: its author says neither what is changed in words, nor how \
                 likely it was, nor how far it can be trusted." }
        } @else {
            div.box { dl.passport { @for (name, text) in said {
                div { dt { (name) } dd { (text) } }
            } } }
            p.note { "The passport is the author's judgement; nothing in it is computed. Expectations \
                      of the lecture and of its rivals are hypotheses." }
        }
    }
}

/// Part three: the figures and the table of all that is watched.
fn difference(input: &Input<'_>, figures: &[Figure]) -> Markup {
    let rows_of = differences(input.pair).into_iter().map(line);
    let columns =
        ["What", "When", "Base", "Changed", "Difference", "80 % of draws", "Less / same / more"];
    let table = rows::table_of(&columns, rows_of.collect());
    markup! {
        (numbered(figures, "difference"))
        h3 { "All that is watched" }
        (rows::shown("differences", "Medians over the draws, and the paired difference", &table))
        @for name in ["outcome-flow", "timeline", "networks"] { (numbered(figures, name)) }
    }
}

/// A difference as a row of the table.
pub(super) fn line(row: Difference) -> Vec<String> {
    let headline = Headline::about(row);
    let row = &headline.row;
    let when = match row.window.first == row.window.last {
        true => in_words(row.window.first),
        false => row.window.words(),
    };
    vec![
        headline.what(),
        when,
        headline.shown(row.base),
        headline.shown(row.changed),
        headline.signed(row.median),
        format!("{} to {}", headline.signed(row.low80), headline.signed(row.high80)),
        format!("{} / {} / {}", row.below, row.equal, row.above),
    ]
}

/// A figure under its number, if there is one of that name.
fn numbered(figures: &[Figure], name: &str) -> Markup {
    let Some(place) = figures.iter().position(|figure| figure.name == name) else {
        return markup! {};
    };
    shown(place + 1, &figures[place])
}

fn shown(number: usize, figure: &Figure) -> Markup {
    let id = format!("figure-{}", figure.name);
    let name = format!("figure-{}", figure.name);
    markup! {
        figure id=(id) aria-labelledby={ (id) "-head" } {
            h3 id={ (id) "-head" } { span.number { "Figure " (number) } " " (figure.title) }
            p.finding { (figure.finding) }
            @if figure.has_narrow() {
                (PreEscaped(figure.svg(Page::Wide)))
                (PreEscaped(figure.svg(Page::Narrow)))
            } @else { div.wide-only { (PreEscaped(figure.svg(Page::Wide))) } }
            figcaption { (figure.caption) }
            details {
                summary { "Table and data of figure " (number) }
                (rows::shown(&name, &figure.title, &figure.table))
            }
        }
    }
}
