//! Tables for a screen of a hundred columns.

use crate::output::{HEAD, styled};

/// The width that every screen keeps, so that an answer reads the same in a terminal, a pipe and a
/// pasted message.
pub const WIDTH: usize = 100;

/// The narrowest that a column of words becomes before names are broken too.
const NARROW: usize = 10;

/// A column of a table.
#[derive(Clone, Copy)]
pub struct Column {
    title: &'static str,
    right: bool,
    words: bool,
}

impl Column {
    /// A column that is never broken: names, dates, short values.
    pub const fn name(title: &'static str) -> Column {
        Column { title, right: false, words: false }
    }

    /// A column of numbers, set flush right.
    pub const fn number(title: &'static str) -> Column {
        Column { title, right: true, words: false }
    }

    /// A column of words, broken between them where the table would be too wide.
    pub const fn words(title: &'static str) -> Column {
        Column { title, right: false, words: true }
    }
}

/// A table with a head that keeps the width of the screen.
pub fn table(columns: &[Column], rows: &[Vec<String>]) -> String {
    let widths = widths(columns, rows);
    let titles: Vec<String> = columns.iter().map(|column| column.title.to_owned()).collect();
    let head = row(columns, &titles, &widths);
    let mut out = format!("{}\n", styled(HEAD, head.trim_end()));
    for cells in rows {
        out.push_str(&row(columns, cells, &widths));
    }
    out
}

/// Natural widths; where they are too wide together, the widest column of words gives way first.
fn widths(columns: &[Column], rows: &[Vec<String>]) -> Vec<usize> {
    let natural = |i: usize| {
        let cells = rows.iter().filter_map(|row| row.get(i)).map(|cell| cell.chars().count());
        cells.chain([columns[i].title.chars().count()]).max().unwrap_or(0)
    };
    let mut widths: Vec<usize> = (0..columns.len()).map(natural).collect();
    let room = WIDTH - 1 - 2 * columns.len().saturating_sub(1);
    while widths.iter().sum::<usize>() > room {
        let gives = (0..widths.len()).filter(|&i| columns[i].words && widths[i] > NARROW);
        let widest = gives.max_by_key(|&i| widths[i]);
        // When only names are left, the longest is broken: a table never leaves the screen.
        let Some(i) = widest.or_else(|| (0..widths.len()).max_by_key(|&i| widths[i])) else {
            break;
        };
        widths[i] -= 1;
    }
    widths
}

fn row(columns: &[Column], cells: &[String], widths: &[usize]) -> String {
    let broken: Vec<Vec<String>> =
        cells.iter().zip(widths).map(|(cell, width)| broken(cell, *width)).collect();
    let height = broken.iter().map(Vec::len).max().unwrap_or(0);
    let mut out = String::new();
    for line in 0..height {
        let mut text = String::from(" ");
        for (i, column) in columns.iter().enumerate() {
            let part = broken.get(i).and_then(|parts| parts.get(line)).map_or("", String::as_str);
            let width = widths[i];
            if column.right {
                text.push_str(&format!("{part:>width$}  "));
            } else {
                text.push_str(&format!("{part:<width$}  "));
            }
        }
        out.push_str(text.trim_end());
        out.push('\n');
    }
    out
}

/// A text in lines of at most `width` characters, broken between words, or in a word that is
/// longer than a line.
fn broken(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let letters: Vec<char> = word.chars().collect();
        for piece in letters.chunks(width.max(1)) {
            let Some(line) = lines.last_mut() else { continue };
            let used = line.chars().count();
            if used > 0 && used + 1 + piece.len() > width {
                lines.push(piece.iter().collect());
            } else {
                if used > 0 {
                    line.push(' ');
                }
                line.extend(piece);
            }
        }
    }
    lines
}

/// A text broken between words, each line after an indent.
pub fn wrapped(text: &str, indent: usize) -> String {
    if text.trim().is_empty() {
        return String::new();
    }
    let lines = broken(text, WIDTH - indent);
    lines.iter().map(|line| format!("{:indent$}{line}\n", "")).collect()
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
    fn tables_keep_the_width_lose_no_word_and_break_no_name() {
        let long = "one two three four five six seven eight nine ten ".repeat(6);
        let id = "a-mechanism.with_a_long_parameter";
        let rows = vec![vec![id.to_owned(), "1.5".to_owned(), long]];
        let text =
            table(&[Column::name("name"), Column::number("value"), Column::words("text")], &rows);
        let plain = anstream::adapter::strip_str(&text).to_string();
        assert!(plain.lines().all(|line| line.chars().count() <= WIDTH), "{plain}");
        assert_eq!(plain.matches("seven").count(), 6);
        assert!(plain.contains(&format!(" {id}    1.5  one two")), "{plain}");
    }

    #[test]
    fn a_name_wider_than_the_screen_is_broken_and_whole() {
        let id = "x".repeat(3 * WIDTH);
        let text = table(
            &[Column::name("name"), Column::words("text")],
            &[vec![id.clone(), "word".to_owned()]],
        );
        let plain = anstream::adapter::strip_str(&text).to_string();
        assert!(plain.lines().all(|line| line.chars().count() <= WIDTH), "{plain}");
        assert_eq!(plain.matches('x').count(), id.len() + 1, "{plain}");
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
