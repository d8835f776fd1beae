//! The same report as Markdown, for a page of the documentation.

use std::fmt::Write;

use super::page::decided;
use super::{Cell, Hinge, Study};
use crate::hashes::VERSION;
use crate::outcomes::DEFINITIONS;

/// The page.
pub fn markdown(study: &Study) -> String {
    let mut out = format!("# {}\n\n{}\n\n{}\n\n", study.title, study.question, study.how_to_read());
    out.push_str("This page is generated; it is not to be edited by hand.\n\n");
    out.push_str("## The outcome that changes most, by hinge and theory\n\n");
    let most = |cell: &Cell| {
        let change = cell.most()?;
        Some(format!("{} {}", change.id, change.short(cell.draws)))
    };
    table(&mut out, study, &most);
    out.push_str("\n## Which hinges matter under which theory\n\n");
    for (place, column) in study.columns.iter().enumerate() {
        let found = study.matter(place);
        let list: Vec<String> =
            found.into_iter().map(|(name, words)| format!("`{name}`: {words}")).collect();
        let list = if list.is_empty() { "none surely".to_owned() } else { list.join(". ") };
        let _ = writeln!(out, "- **{}**: {list}.", plain(&column.name));
    }
    out.push_str("\n## Every outcome\n");
    for (place, definition) in DEFINITIONS.iter().enumerate() {
        let _ = writeln!(out, "\n### {} {}\n", definition.id, definition.name);
        table(&mut out, study, &|cell| Some(cell.outcomes.get(place)?.short(cell.draws)));
    }
    out.push_str("\n## Hinge by hinge\n");
    study.hinges.iter().for_each(|hinge| one(&mut out, study, hinge));
    let _ = write!(
        out,
        "\n## Run again\n\n```\n{}\n```\n\nStudy {}, ktokogo {VERSION}, seed {}, engine `{}`, evidence \
         `{}`.\n",
        study.rerun, study.id, study.seed, study.engine, study.evidence
    );
    out
}

fn table(out: &mut String, study: &Study, of: &dyn Fn(&Cell) -> Option<String>) {
    let names: Vec<String> = study.columns.iter().map(|column| plain(&column.name)).collect();
    let _ = writeln!(out, "| hinge | {} |", names.join(" | "));
    let _ = writeln!(out, "|---|{}", "---:|".repeat(names.len()));
    for hinge in &study.hinges {
        let cell = |cell: &Option<Cell>| match cell {
            None => "not lived".to_owned(),
            Some(cell) => of(cell).unwrap_or_else(|| "0".to_owned()),
        };
        let cells: Vec<String> = hinge.cells.iter().map(cell).collect();
        let _ = writeln!(out, "| `{}` | {} |", hinge.name, cells.join(" | "));
    }
}

fn one(out: &mut String, study: &Study, hinge: &Hinge) {
    let id = if hinge.hinge.is_empty() { String::new() } else { format!("{} ", hinge.hinge) };
    let _ = writeln!(out, "\n### {id}{} (`{}`)\n", plain(&hinge.title), hinge.name);
    let said = [
        ("What is changed", &hinge.antecedent),
        ("The lecture expects", &hinge.lecture),
        ("Rivals expect", &hinge.rivals),
        ("Live option", &hinge.live_option),
    ];
    for (name, text) in said.iter().filter(|(_, text)| !text.is_empty()) {
        let _ = writeln!(out, "- {name}: {}", plain(text));
    }
    for (column, cell) in study.columns.iter().zip(&hinge.cells) {
        let Some(cell) = cell else { continue };
        let decided = match cell.decisions.is_empty() {
            true => String::new(),
            false => format!("; decided otherwise: {}", decided(cell)),
        };
        let _ = writeln!(out, "- Model, {}: {}{decided}.", plain(&column.name), cell.words());
    }
    if hinge.does_nothing() {
        let _ = writeln!(out, "\nNo outcome changes. {}", plain(&hinge.why_nothing()));
    } else if !hinge.note.is_empty() {
        let _ = writeln!(out, "\n{}", plain(&hinge.note));
    }
}

/// Text that stays text in Markdown, in a table too.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' | '\r' => out.push(' '),
            '|' | '*' | '_' | '<' | '>' | '[' | ']' | '`' => {
                out.push('\\');
                out.push(letter);
            }
            _ => out.push(letter),
        }
    }
    out
}
