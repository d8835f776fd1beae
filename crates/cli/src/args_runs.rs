//! What can be typed about finished runs.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use kernel::Month;
use lab::compare::Window;

/// Options of `compare`.
#[derive(Args, Debug, Clone)]
pub struct CompareArgs {
    /// Runs, the first being the one the others are held against; a pair stands for its two runs
    #[arg(value_name = "RUN", required = true)]
    pub runs: Vec<String>,
    /// Compare this variable; may be repeated [default: a dozen that matter]
    #[arg(long, value_name = "NAME")]
    pub variable: Vec<String>,
    /// Over these months: YYYY, YYYY-MM or YYYY-MM..YYYY-MM; may be repeated [default: the last year]
    #[arg(long, value_name = "WINDOW", value_parser = window)]
    pub at: Vec<Window>,
}

/// Options of `report`.
#[derive(Args, Debug, Clone)]
pub struct ReportArgs {
    /// The run, pair or study: a folder, an id under runs/, or `last`; or the file of a study
    #[arg(value_name = "RUN|STUDY")]
    pub run: String,
    /// Write the page to this file
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Replace the file if it is there already
    #[arg(long, requires = "out")]
    pub force: bool,
    /// Take the difference of a pair apart on the page, as `ktokogo explain` does
    #[arg(long, requires = "out", conflicts_with = "markdown")]
    pub explain: bool,
    /// The page of a study as Markdown; printed unless --out is given
    #[arg(long)]
    pub markdown: bool,
    /// Where the finished runs of a study are kept
    #[arg(long, value_name = "DIR", default_value = lab::store::PLACE)]
    pub store: PathBuf,
}

/// Options of `cite`.
#[derive(Args, Debug, Clone)]
pub struct CiteArgs {
    /// The run or pair: a folder, an id under runs/, or `last`
    #[arg(value_name = "RUN")]
    pub run: String,
    /// The form
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub style: Style,
}

/// The form of a citation.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// A sentence for a list of references
    Text,
    /// An entry for BibTeX
    Bibtex,
    /// An item of CSL-JSON, as Zotero and pandoc read it
    Csl,
    /// A CITATION.cff
    Cff,
}

/// Options of `replay`.
#[derive(Args, Debug, Clone)]
pub struct ReplayArgs {
    /// The run or pair: a folder, an id under runs/, or `last`
    #[arg(value_name = "RUN")]
    pub run: String,
    /// Runs at a time; the numbers do not depend on it [default: one for each core]
    #[arg(long, value_name = "N", value_parser = super::args::threads)]
    pub threads: Option<usize>,
}

/// Options of `export`.
#[derive(Args, Debug, Clone)]
pub struct ExportArgs {
    /// The run or pair: a folder, an id under runs/, or `last`
    #[arg(value_name = "RUN")]
    pub run: String,
    /// As a Research Object Crate (RO-Crate 1.1); there is no other form yet
    #[arg(long, required = true)]
    pub rocrate: bool,
    /// A file that ends in .zip, or a folder [default: <id>.crate.zip]
    #[arg(long, value_name = "FILE|DIR")]
    pub out: Option<PathBuf>,
    /// Replace it if it is there already
    #[arg(long)]
    pub force: bool,
}

/// Some months: a year, a month, or from one month to another.
fn window(text: &str) -> Result<Window, String> {
    let month = |text: &str| {
        let month: Month = text.parse().map_err(|e: kernel::month::NotAMonth| e.to_string())?;
        let lived = month >= model::FIRST && month <= model::LAST;
        lived
            .then_some(month)
            .ok_or_else(|| format!("the model lives from {} to {}", model::FIRST, model::LAST))
    };
    let window = match text.split_once("..") {
        Some((first, last)) => Window { first: month(first)?, last: month(last)? },
        None if text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit()) => {
            Window { first: month(&format!("{text}-01"))?, last: month(&format!("{text}-12"))? }
        }
        None => Window::month(month(text)?),
    };
    if window.first > window.last {
        return Err("the first month lies behind the last".to_owned());
    }
    Ok(window)
}

pub const COMPARE_EXAMPLES: &str = "\
A run is named by its folder, by its id or folder under runs/, or by `last`; X/base and X/changed are
the two runs of the pair X. Draws are matched by their number.

Examples
  ktokogo compare runs/a runs/b
  ktokogo compare last --at 1924-10..1925-09
  ktokogo compare runs/a runs/b runs/c --variable party.members --at 1924 --at 1928";

pub const REPORT_EXAMPLES: &str = "\
Without --out it says where the page lies; with it the page is written, drawn again if it must be.
A run or a pair is lived again for that; a study is drawn from the runs that its store has.

Examples
  ktokogo report last
  ktokogo report runs/a --out a.html
  ktokogo report runs/pair --explain --out explained.html
  ktokogo report studies/hinges.toml --markdown --out hinges.md";

pub const CITE_EXAMPLES: &str = "\
Examples
  ktokogo cite last
  ktokogo cite runs/a --style bibtex
  ktokogo cite runs/a/changed --style cff";

pub const REPLAY_EXAMPLES: &str = "\
Lives the run again and compares every file but for what speaks of the clock. Exit code 2 if one differs.

Examples
  ktokogo replay last
  ktokogo replay runs/a/base --threads 1";

pub const EXPORT_EXAMPLES: &str = "\
Examples
  ktokogo export last --rocrate
  ktokogo export runs/a --rocrate --out a-crate";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_are_years_months_and_spans() {
        let of = |first, last| Ok(Window { first, last });
        assert_eq!(window("1924"), of(Month::new(1924, 1), Month::new(1924, 12)));
        assert_eq!(window("1924-03"), of(Month::new(1924, 3), Month::new(1924, 3)));
        assert_eq!(window("1924-10..1925-09"), of(Month::new(1924, 10), Month::new(1925, 9)));
        assert!(window("1925-09..1924-10").is_err() && window("1931").is_err());
        assert!(window("1917").unwrap_err().contains("lives from 1917-11"));
    }
}
