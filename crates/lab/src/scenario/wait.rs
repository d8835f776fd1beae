//! Reads the condition of an action: `prices.scissors_wholesale > 2.5 for 2 months`.

use std::ops::Range;

use model::{Condition, Sign};

use super::dates;
use super::known::Known;
use crate::problems::{Place, Problem, close_name};

/// What is wrong with a condition, and in which bytes of its text.
pub(super) type Slip = (Range<usize>, String);

/// Reads a condition; the names in it are checked later.
pub(super) fn condition(text: &str) -> Result<Condition, Slip> {
    let whole = 0..text.len();
    let signs = Sign::ALL.iter().filter_map(|(written, sign)| {
        text.find(written).map(|place| (place, written.len(), *sign))
    });
    // Of signs that begin at one place the longer is meant, and it stands first in the list.
    let Some((place, length, sign)) = signs.min_by_key(|(place, length, _)| (*place, 2 - length))
    else {
        let what = "a condition compares a variable with a number by <, <=, > or >=";
        return Err((whole, what.to_owned()));
    };
    let name = text[..place].trim();
    if name.is_empty() {
        return Err((0..place + length, "the variable is missing before the sign".to_owned()));
    }
    let (variable, region) = match name.split_once('@') {
        Some((variable, region)) => (variable.trim(), Some(region.trim().to_owned())),
        None => (name, None),
    };
    let after = place + length;
    let (number, months) = match text[after..].split_once(" for ") {
        Some((number, months)) => (number, Some(months)),
        None => (&text[after..], None),
    };
    let bound = number.trim().parse::<f64>().ok().filter(|bound| bound.is_finite());
    let Some(bound) = bound else {
        let what = format!("`{}` is not a number to compare with", number.trim());
        return Err((trimmed(text, after..after + number.len()), what));
    };
    let months = match months {
        None => 1,
        Some(months) => dates::months(months)
            .map_err(|what| (trimmed(text, text.len() - months.len()..text.len()), what))?,
    };
    Ok(Condition { variable: variable.to_owned(), region, sign, bound, months })
}

/// A span without the blanks at its ends, if anything is left.
fn trimmed(text: &str, span: Range<usize>) -> Range<usize> {
    let within = &text[span.clone()];
    let inner = within.trim();
    if inner.is_empty() {
        return 0..text.len();
    }
    let start = span.start + (within.len() - within.trim_start().len());
    start..start + inner.len()
}

/// Names in a condition that nobody knows.
pub(super) fn check(condition: &Condition, place: &Place, known: &Known) -> Vec<Problem> {
    let names: Vec<&str> = known.variables.iter().map(|(name, _)| name.as_str()).collect();
    let Some((name, regional)) = known.variables.iter().find(|(n, _)| *n == condition.variable)
    else {
        let what = format!("unknown variable `{}`", condition.variable);
        let problem = Problem::new("S005", place.clone(), what);
        let instrument = known.instruments.iter().any(|i| i.name == condition.variable);
        let problem = match close_name(&condition.variable, &names) {
            None if instrument => problem
                .help("this is an instrument; a condition asks for what came of it: a variable"),
            _ => problem.nearest(&condition.variable, names),
        };
        return vec![problem.help("`ktokogo list variables` shows all")];
    };
    let Some(region) = &condition.region else { return Vec::new() };
    if !known.regions.contains(region) {
        let names = known.regions.iter().map(String::as_str);
        let what = format!("unknown region `{region}`");
        return vec![Problem::new("S005", place.clone(), what).nearest(region, names)];
    }
    if *regional {
        return Vec::new();
    }
    let what = format!("`{name}` is reported for the whole country only");
    vec![Problem::new("S005", place.clone(), what).help(format!("leave out `@{region}`"))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_reads_back_as_it_is_written() {
        for text in [
            "prices.scissors > 2.5",
            "prices.scissors >= 2.5 for 2 months",
            "unrest.rising@volga < 0.1",
            "state.deficit_share <= -3 for 12 months",
        ] {
            let read = condition(text).unwrap_or_else(|slip| panic!("{text}: {slip:?}"));
            assert_eq!(read.to_string(), text);
        }
    }

    #[test]
    fn slips_are_shown_where_they_are() {
        let slip = |text: &str| {
            let (span, what) = condition(text).expect_err(text);
            format!("{}: {what}", &text[span])
        };
        assert!(slip("prices.scissors is high").starts_with("prices.scissors is high: "));
        assert!(slip("> 2.5").starts_with(">: "));
        assert!(slip("a > much for 2 months").starts_with("much: "));
        assert!(slip("a > 2 for two months").starts_with("two months: "));
        assert!(slip("a > 2 for ").starts_with("a > 2 for "));
    }
}
