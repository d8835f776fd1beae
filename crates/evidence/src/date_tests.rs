use super::*;
use proptest::prelude::*;

fn date(text: &str) -> HistoricalDate {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn refusal(text: &str) -> String {
    match text.parse::<HistoricalDate>() {
        Ok(date) => panic!("{text} was read as {date:?}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn the_october_rising_has_one_day_in_two_calendars() {
    assert_eq!(date("os:1917-10-25").days().0, (1917, 11, 7));
    assert_eq!(date("os:1917-02-23").days().0, (1917, 3, 8));
    assert_eq!(date("os:1918-01-31").days().0, (1918, 2, 13));
    assert_eq!(date("os:1870-04-10").days().0, (1870, 4, 22), "12 days before 1900");
    assert_eq!(date("os:1900-02-29").days().0, (1900, 3, 13), "a day that the New Style lacks");
}

#[test]
fn years_of_account_cover_twelve_months() {
    let months = |text: &str| (date(text).first_month(), date(text).last_month());
    let month = |year, month| YearMonth { year, month };
    assert_eq!(months("EY1924/25"), (month(1924, 10), month(1925, 9)));
    assert_eq!(months("AY1924/25"), (month(1924, 7), month(1925, 6)));
    assert_eq!(months("1924"), (month(1924, 1), month(1924, 12)));
    assert_eq!(months("1919-04/1919-11"), (month(1919, 4), month(1919, 11)));
    assert_eq!(months("os:1917"), (month(1917, 1), month(1918, 1)));
}

#[test]
fn a_month_touches_the_dates_around_it() {
    let october = YearMonth { year: 1924, month: 10 };
    assert!(date("EY1924/25").touches(october));
    assert!(!date("EY1923/24").touches(october));
    assert_eq!(october.to_string(), "1924-10");
    assert_eq!(october.index() - YearMonth { year: 1923, month: 12 }.index(), 10);
}

#[test]
fn impossible_dates_are_refused_with_the_reason() {
    assert_eq!(refusal("1921-02-29"), "`1921-02-29`: February 1921 had 28 days");
    assert_eq!(refusal("1921-13"), "`1921-13` has month 13; months run from 01 to 12");
    assert_eq!(refusal("1922-05/1922-04"), "`1922-05/1922-04` ends before it begins");
    assert_eq!(
        refusal("1924/25"),
        "`1924/25` leaves open which year is meant; write `EY1924/25` for October to September \
         or `AY1924/25` for July to June"
    );
    assert_eq!(refusal("EY1924/26"), "`EY1924/26` does not run into the next year, which is 25");
    for text in ["", "192", "1921-3", "1921-03-21-01", "os:", "EY1924", "1921-03-1é", "１９２１"]
    {
        assert!(refusal(text).contains("is not a date"), "{text}: {}", refusal(text));
    }
}

fn civil(calendar: Calendar) -> impl Strategy<Value = CivilDate> {
    (1800..2000_i32, 1..=12_u8, 0..=31_u8).prop_map(move |(year, month, day)| match day {
        0 if month == 12 => CivilDate::Year(year),
        0 => CivilDate::Month(year, month),
        day => CivilDate::Day(year, month, day.min(days_in_month(year, month, calendar))),
    })
}

fn any_date() -> impl Strategy<Value = HistoricalDate> {
    let calendar = prop_oneof![Just(Calendar::NewStyle), Just(Calendar::OldStyle)];
    calendar.prop_flat_map(|calendar| {
        prop_oneof![
            civil(calendar).prop_map(move |date| HistoricalDate::At { calendar, date }),
            (civil(calendar), civil(calendar))
                .prop_map(move |(a, b)| {
                    let (first, last) =
                        if a.first_day() <= b.first_day() { (a, b) } else { (b, a) };
                    HistoricalDate::Between { calendar, first, last }
                })
                .prop_filter("an interval ends after it begins", move |date| match date {
                    HistoricalDate::Between { first, last, .. } =>
                        first.first_day() <= last.last_day(calendar),
                    _ => true,
                }),
            (1800..2000_i32).prop_map(HistoricalDate::EconomicYear),
            (1800..2000_i32).prop_map(HistoricalDate::AgriculturalYear),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(date in any_date()) {
        prop_assert_eq!(date.to_string().parse::<HistoricalDate>(), Ok(date));
    }

    #[test]
    fn a_date_ends_no_earlier_than_it_begins(date in any_date()) {
        let (first, last) = date.days();
        prop_assert!(first <= last);
        prop_assert!(date.touches(date.first_month()) && date.touches(date.last_month()));
    }

    #[test]
    fn the_calendars_part_by_thirteen_days_from_1900_to_2100(
        year in 1901..2000_i32, month in 1..=12_u8, day in 1..=15_u8,
    ) {
        // Thirteen days later in the same month, so no month length enters the expectation.
        prop_assert_eq!(new_style((year, month, day)), (year, month, day + 13));
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,24}") {
        let _ = text.parse::<HistoricalDate>();
    }
}
