//! Reads a TOML file and says of an error in which line it is and what was meant.

use crate::{
    date::HistoricalDate,
    fault::{Fault, nearest_name},
    files::{line_of, text},
};
use serde::de::DeserializeOwned;

/// Reads a file into a type; the text is given to `make`, which needs it to find lines.
pub(crate) fn read<T: DeserializeOwned, R>(
    shown: &str,
    bytes: &[u8],
    faults: &mut Vec<Fault>,
    make: impl FnOnce(T, &Lines, &mut Vec<Fault>) -> R,
) -> Option<R> {
    let text = text(shown, bytes).map_err(|fault| faults.push(fault)).ok()?;
    let lines = Lines { text };
    match toml::from_str(text) {
        Ok(value) => Some(make(value, &lines, faults)),
        Err(error) => {
            faults.push(explain(shown, &lines, &error));
            None
        }
    }
}

/// Finds the line of a byte.
pub(crate) struct Lines<'a> {
    text: &'a str,
}

impl Lines<'_> {
    /// The line, counted from 1, in which a spanned value begins.
    pub fn of<T>(&self, value: &toml::Spanned<T>) -> usize {
        line_of(self.text.as_bytes(), value.span().start)
    }
}

/// The date of an entry that has an id; a fault at its line if it is none.
pub(crate) fn date(
    kind: &str,
    id: &toml::Spanned<String>,
    date: &toml::Spanned<String>,
    file: &str,
    lines: &Lines,
    faults: &mut Vec<Fault>,
) -> Option<HistoricalDate> {
    let refuse = |error| {
        let what = format!("{kind} `{}`: {error}", id.get_ref());
        faults.push(Fault::new(file, lines.of(date), what, ""));
    };
    date.get_ref().parse().map_err(refuse).ok()
}

fn explain(shown: &str, lines: &Lines, error: &toml::de::Error) -> Fault {
    let line = error.span().map_or(0, |span| line_of(lines.text.as_bytes(), span.start));
    let message = error.message();
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    match quoted.split_first() {
        Some((name, known)) if message.starts_with("unknown field") => {
            let hint = match nearest_name(name, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known here: {}", known.join(", ")),
            };
            Fault::new(shown, line, format!("unknown key `{name}`"), hint)
        }
        Some((name, _)) if message.starts_with("missing field") => {
            Fault::new(shown, line, format!("the key `{name}` is missing"), "")
        }
        _ => Fault::new(shown, line, message.replace('\n', " "), ""),
    }
}
