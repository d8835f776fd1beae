//! Do the two calendars agree with each other in a row?

use crate::{
    date::{Calendar, HistoricalDate, MONTHS, new_style},
    fault::Fault,
    record::Event,
};

/// Russia left the Old Style after this day.
const LAST_OLD_STYLE: (i32, u8, u8) = (1918, 1, 31);

/// After this New Style day `1/14 Feb` no longer gives a day in both calendars.
const LAST_DOUBLE_DATE: (i32, u8, u8) = (1918, 2, 14);

/// A fault for an Old Style date after the day on which Russia left that calendar.
pub(crate) fn calendar_faults(
    file: &str,
    line: usize,
    date: &HistoricalDate,
    faults: &mut Vec<Fault>,
) {
    let limit = new_style(LAST_OLD_STYLE);
    if date.calendar() == Calendar::OldStyle && date.days().1 > limit {
        let what = format!("`{date}` is Old Style, but Russia left it after 31 January 1918");
        faults.push(Fault::new(file, line, what, "write the New Style date, without `os:`"));
    }
}

/// A fault for each Old Style day in the words of an event that is not the day of the event.
///
/// Understood are `26 July Old Style` and, up to the change of calendar, `(1/14 Feb)`.
pub(crate) fn stated_pair_faults(event: &Event, faults: &mut Vec<Fault>) {
    let mut fault = |what: String| {
        let hint = "the calendars are 13 days apart; mend the date or the text";
        faults.push(Fault::new(&*event.file, event.line, what, hint));
    };
    for text in [&event.title, &event.description, &event.note] {
        let stop = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | ';' | ':' | '.');
        let words: Vec<&str> = text.split(stop).filter(|word| !word.is_empty()).collect();
        for words in words.windows(4) {
            if let Some(what) = old_style_fault(event, words) {
                fault(what);
            }
        }
        if event.date.days().0 <= LAST_DOUBLE_DATE {
            words.windows(2).filter_map(double_date_fault).for_each(&mut fault);
        }
    }
}

/// What is wrong with `26 July Old Style` in the words of an event.
fn old_style_fault(event: &Event, words: &[&str]) -> Option<String> {
    let [day, month, "Old", "Style"] = words else { return None };
    let old_day: u8 = day.parse().ok()?;
    let old_month = month_of(month)?;
    let ((year, ..), _) = event.date.days();
    // A day of December falls in January of the next year.
    let falls = |old_year| new_style((old_year, old_month, old_day)) == event.date.days().0;
    if falls(year) || falls(year - 1) {
        return None;
    }
    let (_, new_month, new_day) = new_style((year, old_month, old_day));
    let name = MONTHS[usize::from(new_month) - 1];
    Some(format!(
        "the text has {old_day} {month} Old Style, which is {new_day} {name}, but the date is {}",
        event.date
    ))
}

/// What is wrong with `1/14 Feb`.
fn double_date_fault(words: &[&str]) -> Option<String> {
    let [pair, month] = words else { return None };
    let (old, new) = pair.split_once('/')?;
    let (old, new): (u8, u8) = (old.parse().ok()?, new.parse().ok()?);
    month_of(month)?;
    // The Old Style day may lie in the month before, which has 28 to 31 days.
    let fits = [0, 28, 29, 30, 31]
        .into_iter()
        .any(|length| u16::from(new) + length == u16::from(old) + 13);
    (!fits).then(|| format!("{old}/{new} {month} are not 13 days apart"))
}

pub(crate) fn month_of(word: &str) -> Option<u8> {
    // `Feb` and `Sept` stand for the month too.
    let place = MONTHS.iter().position(|month| word.len() >= 3 && month.starts_with(word))?;
    Some(place as u8 + 1)
}
