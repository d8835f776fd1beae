//! The page of a study, in one file without network.

use maud::{Markup, html as markup};

use super::{Cell, Change, Hinge, Study};
use crate::hashes::VERSION;
use crate::outcomes::DEFINITIONS;
use crate::report::document::{STYLE, document};
use crate::report::pair::{saved, table_of};

/// The whole page.
pub fn html(study: &Study) -> String {
    let body = markup! {
        header {
            p.kicker { "ktokogo · report of a study" }
            h1 { (study.title) }
            p.question { (study.question) }
            nav aria-label="Parts of this report" { ul {
                @for (id, name) in [
                    ("overview", "Overview"), ("theories", "By theory"),
                    ("outcomes", "By outcome"), ("hinges", "By hinge"), ("again", "Run again"),
                ] { li { a href={ "#" (id) } { (name) } } }
            } }
        }
        main { (overview(study)) (theories(study)) (outcomes(study)) (hinges(study)) (again(study)) }
    };
    let title = format!("{}: ktokogo study {}", study.title, study.id);
    document(&title, STYLE, ("overview", "Skip to the results"), &body)
}

/// A table whose cells are shaded by sign; the numbers and signs say the same without the shade.
fn heat(
    study: &Study,
    name: &str,
    caption: &str,
    of: &dyn Fn(&Cell) -> Option<(String, f64)>,
) -> Markup {
    let cell = |cell: &Option<Cell>| match cell {
        None => ("not lived".to_owned(), "still"),
        Some(cell) => match of(cell) {
            None => ("0".to_owned(), "still"),
            Some((text, size)) if size > 0.0 => (text, "up"),
            Some((text, size)) if size < 0.0 => (text, "down"),
            Some((text, _)) => (text, "still"),
        },
    };
    let columns: Vec<&str> =
        std::iter::once("Hinge").chain(study.columns.iter().map(|c| c.name.as_str())).collect();
    let lines = study.hinges.iter().map(|hinge| {
        std::iter::once(hinge.name.clone()).chain(hinge.cells.iter().map(|c| cell(c).0)).collect()
    });
    let table = table_of(&columns, lines.collect());
    markup! {
        div.scroll tabindex="0" role="region" aria-label=(caption) {
            table.heat {
                caption { (caption) }
                thead { tr { @for column in &columns { th scope="col" { (column) } } } }
                tbody { @for hinge in &study.hinges { tr {
                    th scope="row" { a href={ "#" (hinge.name) } { (hinge.name) } }
                    @for one in &hinge.cells { @let (text, class) = cell(one);
                        td class=(class) { (text) }
                    }
                } } }
            }
        }
        (saved(name, &table))
    }
}

fn overview(study: &Study) -> Markup {
    let most = |cell: &Cell| {
        let change = cell.most()?;
        Some((format!("{} {}", change.id, change.short(cell.draws)), change.points(cell.draws)))
    };
    markup! {
        section #overview {
            h2 { "Overview" }
            p { (study.how_to_read()) }
            (heat(study, "overview", "The outcome that changes most, by hinge and theory", &most))
        }
    }
}

fn theories(study: &Study) -> Markup {
    markup! {
        section #theories {
            h2 { "Which hinges matter under which theory" }
            p { "A hinge that matters under one theory only is a test of theories, not of the hinge." }
            dl.passport { @for (place, column) in study.columns.iter().enumerate() { div {
                dt { (column.name) @if !column.title.is_empty() { ": " (column.title) } }
                dd {
                    @let found = study.matter(place);
                    @if found.is_empty() { "None changes an outcome surely." }
                    ul.plain { @for (name, words) in found {
                        li { a href={ "#" (name) } { (name) } ": " (words) }
                    } }
                }
            } } }
        }
    }
}

fn outcomes(study: &Study) -> Markup {
    markup! {
        section #outcomes {
            h2 { "Every outcome" }
            @for (place, definition) in DEFINITIONS.iter().enumerate() {
                @let of = |cell: &Cell| {
                    let change = cell.outcomes.get(place)?;
                    Some((change.short(cell.draws), change.points(cell.draws)))
                };
                details {
                    summary { (definition.id) " " (definition.name) }
                    (heat(study, definition.id, "Change of its share, in draws of a hundred", &of))
                }
            }
        }
    }
}

fn hinges(study: &Study) -> Markup {
    markup! {
        section #hinges {
            h2 { "Hinge by hinge" }
            p { "What is expected is set down by the authors of the scenarios from the lecture and the \
                 literature before the runs; expectations are hypotheses." }
            @for hinge in &study.hinges { (one(study, hinge)) }
        }
    }
}

fn one(study: &Study, hinge: &Hinge) -> Markup {
    let said = [
        ("What is changed", &hinge.antecedent),
        ("The lecture expects", &hinge.lecture),
        ("Rivals expect", &hinge.rivals),
        ("Live option", &hinge.live_option),
    ];
    markup! {
        article id=(hinge.name) {
            h3 { @if !hinge.hinge.is_empty() { span.number { (hinge.hinge) } " " } (hinge.title) }
            dl.passport { @for (name, text) in said { @if !text.is_empty() {
                div { dt { (name) } dd { (text) } }
            } } }
            p { strong { "The model gives" } ":" }
            ul { @for (column, cell) in study.columns.iter().zip(&hinge.cells) {
                @if let Some(cell) = cell { li {
                    (column.name) ": " (cell.words())
                    @if !cell.decisions.is_empty() { "; decided otherwise: " (decided(cell)) }
                    "."
                } }
            } }
            @if hinge.does_nothing() { p { strong { "No outcome changes." } " " (hinge.why_nothing()) } }
            @else if !hinge.note.is_empty() { p.note { (hinge.note) } }
        }
    }
}

/// The decisions that fall otherwise, with the number of draws.
pub(super) fn decided(cell: &Cell) -> String {
    let one = |(id, draws): &(String, usize)| format!("{id} ({draws} of {})", cell.draws);
    cell.decisions.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn again(study: &Study) -> Markup {
    let short = |hash: &str| hash.chars().take(12).collect::<String>();
    let names = |changes: &[Change]| -> Vec<String> {
        changes.iter().map(|change| format!("{} {}", change.id, change.name)).collect()
    };
    let all = study.hinges.iter().flat_map(Hinge::lived).next();
    markup! {
        section #again {
            h2 { "Run again and cite" }
            pre { code { (study.rerun) } }
            blockquote {
                "ktokogo, version " (VERSION) ". Study " (study.id) ": " (study.hinges.len())
                " scenarios, " (study.columns.len()) " theories, " (study.draws) " draws, seed "
                (study.seed) ". Engine " (short(&study.engine)) ", evidence " (short(&study.evidence)) "."
            }
            @if let Some(cell) = all { p.note { "Outcomes: " (names(&cell.outcomes).join(", ")) "." } }
        }
    }
}
