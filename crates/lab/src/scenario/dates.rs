//! The dates and lengths of time of a scenario file.
//!
//! A month is written `1922-10`, a day `1922-10-06`, either with `~` behind it if it is not exact,
//! or with `os:` before it in the Old Style, which is converted here and nowhere else.

use evidence::{HistoricalDate, Precision};
use kernel::Month;

/// The New Style month of a text.
pub(super) fn month(text: &str) -> Result<Month, String> {
    let date = text.strip_suffix('~').unwrap_or(text).parse::<HistoricalDate>();
    let refuse = || format!("`{text}` is not a month; write it like 1921-03");
    let date = date.map_err(|error| match error.what.contains("is not a date") {
        true => refuse(),
        false => error.what,
    })?;
    if !matches!(date.precision(), Precision::Day | Precision::Month) {
        return Err(refuse());
    }
    let first = date.first_month();
    Month::checked(first.year, u32::from(first.month)).ok_or_else(refuse)
}

/// The same, within the years that are run.
pub(super) fn month_of_run(text: &str) -> Result<Month, String> {
    let month = month(text)?;
    let (first, last) = (model::FIRST, model::LAST);
    if (first..=last).contains(&month) {
        return Ok(month);
    }
    Err(format!("{month} is outside the run, which goes from {first} to {last}"))
}

/// A length of time: `1 month`, `3 months`.
pub(super) fn months(text: &str) -> Result<u32, String> {
    let refuse = || format!("`{text}` is not a length of time; write it like `3 months`");
    let (number, unit) = text.trim().split_once(' ').ok_or_else(refuse)?;
    if !matches!(unit.trim(), "month" | "months") {
        return Err(refuse());
    }
    let longest = model::LAST.since(model::FIRST) + 1;
    match number.parse::<u32>() {
        Ok(months) if months >= 1 && i64::from(months) <= i64::from(longest) => Ok(months),
        Ok(_) => Err(format!("a length of time lies between 1 and {longest} months")),
        Err(_) => Err(refuse()),
    }
}

/// A length of time as it is written.
pub(super) fn months_in_words(months: u32) -> String {
    if months == 1 { "1 month".to_owned() } else { format!("{months} months") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_days_old_style_and_about() {
        for text in ["1922-10", "1922-10~", "1922-10-06", "1922-10-06~", "os:1922-09-30"] {
            assert_eq!(month(text), Ok(Month::new(1922, 10)), "{text}");
        }
        assert_eq!(month("os:1918-01-31"), Ok(Month::new(1918, 2)));
        for text in ["1922", "1922-13", "EY1924/25", "1919-04/1919-11", "in spring", ""] {
            assert!(month(text).is_err(), "{text}");
        }
    }

    #[test]
    fn lengths_of_time() {
        assert_eq!(months("1 month"), Ok(1));
        assert_eq!(months("36 months"), Ok(36));
        for text in ["3", "0 months", "3 years", "-1 months", "1000 months", "months"] {
            assert!(months(text).is_err(), "{text}");
        }
        assert_eq!(months(&months_in_words(7)), Ok(7));
    }
}
