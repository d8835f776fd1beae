//! Dates as historians write them.
//!
//! The notation is EDTF where EDTF has one: a year `1921`, a month `1921-03`, a day `1921-03-21`,
//! an interval `1919-04/1919-11`. Three things that EDTF lacks have a prefix:
//!
//! - `os:1918-01-31` stands in the Old Style (Julian) calendar, thirteen days behind the New Style;
//! - `EY1924/25` is an economic year, October to September (industry, trade, budget);
//! - `AY1924/25` is an agricultural year, July to June (grain).

use std::{fmt, str::FromStr};

/// The calendar in which a date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Calendar {
    /// Gregorian; in Russia in force from 14 February 1918.
    NewStyle,
    /// Julian; in Russia in force up to 31 January 1918.
    OldStyle,
}

/// How exact a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Precision {
    /// One day.
    Day,
    /// One month.
    Month,
    /// A calendar year.
    Year,
    /// October to September.
    EconomicYear,
    /// July to June.
    AgriculturalYear,
    /// From one date to another.
    Interval,
}

/// A month of the New Style calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct YearMonth {
    /// Year.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u8,
}

impl YearMonth {
    /// Months since January of year 0, so that differences count months.
    pub fn index(self) -> i32 {
        self.year * 12 + i32::from(self.month) - 1
    }
}

impl fmt::Display for YearMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// A year, a month or a day of either calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CivilDate {
    /// A whole year.
    Year(i32),
    /// Year and month.
    Month(i32, u8),
    /// Year, month and day.
    Day(i32, u8, u8),
}

/// A date of the record, with its precision and its calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HistoricalDate {
    /// A year, month or day.
    At {
        /// Calendar of the date.
        calendar: Calendar,
        /// The date.
        date: CivilDate,
    },
    /// From the start of one date to the end of another.
    Between {
        /// Calendar of both ends.
        calendar: Calendar,
        /// The date with which it begins.
        first: CivilDate,
        /// The date with which it ends; it belongs to the interval.
        last: CivilDate,
    },
    /// Economic year, from October of the year given to September of the next.
    EconomicYear(i32),
    /// Agricultural year, from July of the year given to June of the next.
    AgriculturalYear(i32),
}

/// Why a text is not a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateError {
    /// What is wrong with it.
    pub what: String,
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for DateError {}

impl HistoricalDate {
    /// How exact the date is.
    pub fn precision(&self) -> Precision {
        match self {
            Self::At { date: CivilDate::Year(..), .. } => Precision::Year,
            Self::At { date: CivilDate::Month(..), .. } => Precision::Month,
            Self::At { date: CivilDate::Day(..), .. } => Precision::Day,
            Self::Between { .. } => Precision::Interval,
            Self::EconomicYear(_) => Precision::EconomicYear,
            Self::AgriculturalYear(_) => Precision::AgriculturalYear,
        }
    }

    /// The calendar in which it is written; years of account are New Style.
    pub fn calendar(&self) -> Calendar {
        match self {
            Self::At { calendar, .. } | Self::Between { calendar, .. } => *calendar,
            Self::EconomicYear(_) | Self::AgriculturalYear(_) => Calendar::NewStyle,
        }
    }

    /// First and last day in the New Style, as (year, month, day).
    pub fn days(&self) -> ((i32, u8, u8), (i32, u8, u8)) {
        let (calendar, first, last) = match *self {
            Self::At { calendar, date } => (calendar, date, date),
            Self::Between { calendar, first, last } => (calendar, first, last),
            Self::EconomicYear(year) => return ((year, 10, 1), (year + 1, 9, 30)),
            Self::AgriculturalYear(year) => return ((year, 7, 1), (year + 1, 6, 30)),
        };
        let (first, last) = (first.first_day(), last.last_day(calendar));
        match calendar {
            Calendar::NewStyle => (first, last),
            Calendar::OldStyle => (new_style(first), new_style(last)),
        }
    }

    /// The New Style month in which it begins.
    pub fn first_month(&self) -> YearMonth {
        let ((year, month, _), _) = self.days();
        YearMonth { year, month }
    }

    /// The New Style month in which it ends.
    pub fn last_month(&self) -> YearMonth {
        let (_, (year, month, _)) = self.days();
        YearMonth { year, month }
    }

    /// Whether any day of a month belongs to it.
    pub fn touches(&self, month: YearMonth) -> bool {
        self.first_month() <= month && month <= self.last_month()
    }
}

impl CivilDate {
    fn first_day(self) -> (i32, u8, u8) {
        match self {
            Self::Year(year) => (year, 1, 1),
            Self::Month(year, month) => (year, month, 1),
            Self::Day(year, month, day) => (year, month, day),
        }
    }

    fn last_day(self, calendar: Calendar) -> (i32, u8, u8) {
        match self {
            Self::Year(year) => (year, 12, 31),
            Self::Month(year, month) => (year, month, days_in_month(year, month, calendar)),
            Self::Day(year, month, day) => (year, month, day),
        }
    }

    fn parse(text: &str, calendar: Calendar) -> Result<Self, DateError> {
        let mut parts = text.split('-');
        let year = digits(parts.next(), 4).ok_or_else(|| unreadable(text))? as i32;
        let Some(month) = parts.next() else { return Ok(Self::Year(year)) };
        let month = digits(Some(month), 2).ok_or_else(|| unreadable(text))? as u8;
        if !(1..=12).contains(&month) {
            return Err(wrong(format!("`{text}` has month {month:02}; months run from 01 to 12")));
        }
        let Some(day) = parts.next() else { return Ok(Self::Month(year, month)) };
        let day = digits(Some(day), 2).ok_or_else(|| unreadable(text))? as u8;
        let length = days_in_month(year, month, calendar);
        if day == 0 || day > length {
            let month = MONTHS[usize::from(month) - 1];
            return Err(wrong(format!("`{text}`: {month} {year} had {length} days")));
        }
        if parts.next().is_some() {
            return Err(unreadable(text));
        }
        Ok(Self::Day(year, month, day))
    }
}

impl FromStr for HistoricalDate {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        if let Some(years) = text.strip_prefix("EY") {
            return year_of_account(text, years).map(Self::EconomicYear);
        }
        if let Some(years) = text.strip_prefix("AY") {
            return year_of_account(text, years).map(Self::AgriculturalYear);
        }
        let (calendar, rest) = match text.strip_prefix("os:") {
            Some(rest) => (Calendar::OldStyle, rest),
            None => (Calendar::NewStyle, text),
        };
        let Some((first, last)) = rest.split_once('/') else {
            return Ok(Self::At { calendar, date: CivilDate::parse(rest, calendar)? });
        };
        if last.len() == 2 && first.len() == 4 {
            return Err(wrong(format!(
                "`{text}` leaves open which year is meant; write `EY{text}` for October to \
                 September or `AY{text}` for July to June"
            )));
        }
        let first = CivilDate::parse(first, calendar)?;
        let last = CivilDate::parse(last, calendar)?;
        if first.first_day() > last.last_day(calendar) {
            return Err(wrong(format!("`{text}` ends before it begins")));
        }
        Ok(Self::Between { calendar, first, last })
    }
}

impl fmt::Display for CivilDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(year, month, day) => write!(f, "{year:04}-{month:02}-{day:02}"),
        }
    }
}

impl fmt::Display for HistoricalDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.calendar() == Calendar::OldStyle {
            f.write_str("os:")?;
        }
        match self {
            Self::At { date, .. } => write!(f, "{date}"),
            Self::Between { first, last, .. } => write!(f, "{first}/{last}"),
            Self::EconomicYear(year) => write!(f, "EY{year:04}/{:02}", (year + 1) % 100),
            Self::AgriculturalYear(year) => write!(f, "AY{year:04}/{:02}", (year + 1) % 100),
        }
    }
}

/// English names of the months, in order.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn wrong(what: String) -> DateError {
    DateError { what }
}

fn unreadable(text: &str) -> DateError {
    wrong(format!(
        "`{text}` is not a date; write 1921, 1921-03, 1921-03-21, 1919-04/1919-11, EY1924/25, \
         AY1924/25 or os:1917-10-25"
    ))
}

fn digits(text: Option<&str>, length: usize) -> Option<u32> {
    let text = text?;
    let plain = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

fn year_of_account(text: &str, years: &str) -> Result<i32, DateError> {
    let (first, last) = years.split_once('/').ok_or_else(|| unreadable(text))?;
    let first = digits(Some(first), 4).ok_or_else(|| unreadable(text))?;
    let last = digits(Some(last), 2).ok_or_else(|| unreadable(text))?;
    if (first + 1) % 100 != last {
        let next = (first + 1) % 100;
        return Err(wrong(format!("`{text}` does not run into the next year, which is {next:02}")));
    }
    Ok(first as i32)
}

fn days_in_month(year: i32, month: u8, calendar: Calendar) -> u8 {
    let leap = match calendar {
        Calendar::NewStyle => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0),
        Calendar::OldStyle => year % 4 == 0,
    };
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The New Style date of an Old Style day.
///
/// By the Julian day number, with the algorithm of Fliegel and Van Flandern for the way back;
/// the difference is 12 days in the nineteenth century and 13 after 29 February 1900, a day that
/// only the Old Style has.
pub(crate) fn new_style((year, month, day): (i32, u8, u8)) -> (i32, u8, u8) {
    let (month, day) = (i32::from(month), i32::from(day));
    let shift = (14 - month) / 12;
    let (y, m) = (year + 4800 - shift, month + 12 * shift - 3);
    let number = day + (153 * m + 2) / 5 + 365 * y + y / 4 - 32_083;
    from_day_number(number)
}

/// The New Style date of a Julian day number (Fliegel and Van Flandern, 1968).
fn from_day_number(number: i32) -> (i32, u8, u8) {
    let mut l = number + 68_569;
    let n = 4 * l / 146_097;
    l -= (146_097 * n + 3) / 4;
    let i = 4_000 * (l + 1) / 1_461_001;
    l = l - 1_461 * i / 4 + 31;
    let j = 80 * l / 2_447;
    let day = l - 2_447 * j / 80;
    let k = j / 11;
    (100 * (n - 49) + i + k, (j + 2 - 12 * k) as u8, day as u8)
}

#[cfg(test)]
#[path = "date_tests.rs"]
mod tests;
