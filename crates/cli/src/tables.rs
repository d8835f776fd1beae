//! Tables for a screen of a hundred columns.

use tabled::builder::Builder;
use tabled::settings::object::{Columns, Rows};
use tabled::settings::peaker::PriorityMax;
use tabled::settings::{Alignment, Padding, Style, Width};

use crate::output::{HEAD, styled};

/// The width that every screen keeps, so that an answer reads the same in a terminal, a pipe and a
/// pasted message.
pub const WIDTH: usize = 100;

/// A table with a head; the columns in `right` are set flush right, for numbers.
///
/// Cells that do not fit are wrapped between words, the widest column first.
pub fn table(head: &[&str], rows: &[Vec<String>], right: &[usize]) -> String {
    let mut builder = Builder::default();
    builder.push_record(head.iter().map(|title| styled(HEAD, title)));
    for row in rows {
        builder.push_record(row);
    }
    let mut table = builder.build();
    table.with(Style::empty()).with(Padding::new(1, 1, 0, 0));
    for &column in right {
        table.modify(Columns::one(column), Alignment::right());
    }
    table.modify(Rows::first(), Alignment::left());
    for &column in right {
        table.modify((0, column), Alignment::right());
    }
    table.with(Width::wrap(WIDTH).keep_words(true).priority(PriorityMax::right()));
    let lines: Vec<String> = table.to_string().lines().map(|l| l.trim_end().to_owned()).collect();
    lines.join("\n") + "\n"
}

/// A text broken between words, each line after an indent.
pub fn wrapped(text: &str, indent: usize) -> String {
    let mut out = String::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let full = indent + line.chars().count() + 1 + word.chars().count() > WIDTH;
        if full && !line.is_empty() {
            out.push_str(&format!("{:indent$}{line}\n", ""));
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if !line.is_empty() {
        out.push_str(&format!("{:indent$}{line}\n", ""));
    }
    out
}

/// A text cut to `width` characters, with an ellipsis if something was cut.
pub fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(width.saturating_sub(1)).collect();
    short.truncate(short.trim_end().len());
    short + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_keep_the_width_and_lose_no_word() {
        let long = "one two three four five six seven eight nine ten ".repeat(6);
        let text = table(&["name", "text"], &[vec!["a".into(), long.clone()]], &[]);
        let plain = anstream::adapter::strip_str(&text).to_string();
        assert!(plain.lines().all(|line| line.chars().count() <= WIDTH), "{plain}");
        assert_eq!(plain.matches("seven").count(), 6);
    }

    #[test]
    fn texts_are_wrapped_and_cut() {
        let text = wrapped(&"word ".repeat(60), 4);
        assert!(text.lines().all(|l| l.starts_with("    word") && l.chars().count() <= WIDTH));
        assert_eq!(text.matches("word").count(), 60);
        assert_eq!(cut("a long title", 7), "a long…");
        assert_eq!(cut("short", 7), "short");
    }
}
