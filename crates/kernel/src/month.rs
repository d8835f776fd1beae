//! The clock of the model: the month.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A calendar month, New Style. Counted from the year 0, so that differences are months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Month(i32);

impl Month {
    /// Month `month` (1 to 12) of `year`.
    ///
    /// # Panics
    /// If `month` is not 1 to 12: use [`Month::checked`] on what a user wrote.
    pub const fn new(year: i32, month: u32) -> Month {
        assert!(month >= 1 && month <= 12, "a month is 1 to 12");
        Month(year * 12 + month as i32 - 1)
    }

    /// The same, or `None` if `month` is not 1 to 12.
    pub fn checked(year: i32, month: u32) -> Option<Month> {
        (1..=12).contains(&month).then(|| Month::new(year, month))
    }

    /// The year.
    pub const fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    /// The month of the year, 1 to 12.
    pub const fn of_year(self) -> u32 {
        self.0.rem_euclid(12) as u32 + 1
    }

    /// The month after this one.
    #[must_use]
    pub const fn next(self) -> Month {
        Month(self.0 + 1)
    }

    /// `n` months later (earlier if negative).
    #[must_use]
    pub const fn plus(self, n: i32) -> Month {
        Month(self.0 + n)
    }

    /// Months from `earlier` to this one.
    pub const fn since(self, earlier: Month) -> i32 {
        self.0 - earlier.0
    }

    /// The running number of the month, for addresses of chance.
    pub const fn number(self) -> i32 {
        self.0
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.of_year())
    }
}

/// What is wrong with a month that a user wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAMonth(pub String);

impl fmt::Display for NotAMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a month; write it like 1921-03", self.0)
    }
}

impl std::error::Error for NotAMonth {}

impl FromStr for Month {
    type Err = NotAMonth;

    /// Reads `1921-03`, or `1921-03-21` (the day is dropped).
    fn from_str(text: &str) -> Result<Month, NotAMonth> {
        let wrong = || NotAMonth(text.to_owned());
        let mut parts = text.split('-');
        let year = parts.next().and_then(|y| y.parse().ok()).ok_or_else(wrong)?;
        let month = parts.next().and_then(|m| m.parse().ok()).ok_or_else(wrong)?;
        if let Some(day) = parts.next() {
            let day: u32 = day.parse().map_err(|_| wrong())?;
            if !(1..=31).contains(&day) {
                return Err(wrong());
            }
        }
        if parts.next().is_some() {
            return Err(wrong());
        }
        Month::checked(year, month).ok_or_else(wrong)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_count_and_print() {
        let first = Month::new(1917, 11);
        assert_eq!(Month::new(1929, 12).since(first), 145);
        assert_eq!(first.plus(2).to_string(), "1918-01");
        assert_eq!(Month::new(1921, 3).next(), Month::new(1921, 4));
    }

    #[test]
    fn reads_what_it_prints() {
        for n in 0..200 {
            let month = Month::new(1917, 1).plus(n);
            assert_eq!(month.to_string().parse(), Ok(month));
        }
        assert!("1921-13".parse::<Month>().is_err());
        assert!("1921".parse::<Month>().is_err());
        assert!("1921-03-40".parse::<Month>().is_err());
    }
}
