//! Numbers and dates as a reader wants them.

use evidence::{HistoricalDate, MONTHS, Precision};
use kernel::Month;

/// A number to three or four figures, with commas; very large ones as a power of ten.
pub(super) fn number(value: f64) -> String {
    if !value.is_finite() {
        return "none".to_owned();
    }
    let size = value.abs();
    let text = match size {
        _ if size >= 999.5e6 => return power(value),
        _ if size >= 999_500.0 => format!("{} million", number(value / 1e6)),
        // Four figures: more would feign an exactness that no draw has.
        _ if size >= 9_999.5 => {
            let unit = libm::pow(10.0, libm::floor(libm::log10(size)) - 3.0);
            commas(libm::round(value / unit) * unit)
        }
        _ if size >= 99.95 => commas(value),
        _ if size >= 9.995 => trim(format!("{value:.1}")),
        _ if size >= 0.9995 => trim(format!("{value:.2}")),
        _ if size >= 0.000_5 => trim(format!("{value:.3}")),
        _ => "0".to_owned(),
    };
    text.replace('-', "\u{2212}")
}

/// A number for an axis of which `step` is the distance of two ticks.
pub(super) fn tick(value: f64, step: f64) -> String {
    let text = match step {
        _ if value.abs() >= 1e9 => return power(value),
        s if s >= 1e6 => format!("{} million", trim(format!("{:.1}", value / 1e6))),
        s if s == libm::round(s) => commas(value),
        // As many places as the step has: 0.25 needs two, or its ticks would read 0.2, 0.5, 0.8.
        _ => {
            let whole = |places: &i32| {
                let scaled = step * libm::pow(10.0, f64::from(*places));
                (scaled - libm::round(scaled)).abs() < 1e-6
            };
            format!("{value:.*}", (1..4).find(whole).unwrap_or(4) as usize)
        }
    };
    if value == 0.0 { "0".to_owned() } else { text.replace('-', "\u{2212}") }
}

/// A power of ten for a logarithmic axis.
pub(super) fn decade(exponent: i32) -> String {
    match exponent {
        0..=5 => commas(libm::pow(10.0, f64::from(exponent))),
        -3..=-1 => {
            format!("{:.*}", exponent.unsigned_abs() as usize, libm::pow(10.0, f64::from(exponent)))
        }
        _ => format!("10{}", raised(exponent)),
    }
}

/// To six figures, plain, for files: numbers of the record.
pub(super) fn plain(value: f64) -> String {
    figures(value, 6)
}

/// To four figures, plain, for files: numbers of the model, of which no draw can bear more.
pub(super) fn coarse(value: f64) -> String {
    figures(value, 4)
}

fn figures(value: f64, many: i32) -> String {
    if !value.is_finite() {
        return String::new();
    }
    if value == 0.0 {
        return "0".to_owned();
    }
    let digits = many - 1 - libm::floor(libm::log10(value.abs())) as i32;
    match digits {
        d if d > 9 => format!("{value:.*e}", many as usize - 1),
        d if d > 0 => trim(format!("{value:.*}", d as usize)),
        _ => format!("{value:.0}"),
    }
}

/// A date for the reader, New Style: `7 November 1917`, `August 1920`, `1921/22 (October to
/// September)`.
pub(super) fn date_in_words(date: &HistoricalDate) -> String {
    let ((y1, m1, d1), (y2, m2, _)) = date.days();
    let month =
        |year, month: u8| Month::checked(year, u32::from(month)).map_or(year.to_string(), in_words);
    match date.precision() {
        Precision::Day => format!("{d1} {}", month(y1, m1)),
        Precision::Month => month(y1, m1),
        Precision::Year => y1.to_string(),
        Precision::EconomicYear => format!("{y1}/{:02} (October to September)", y2 % 100),
        Precision::AgriculturalYear => format!("{y1}/{:02} (July to June)", y2 % 100),
        Precision::Interval => format!("{} to {}", month(y1, m1), month(y2, m2)),
    }
}

/// The same for a date as it is written in the evidence; what is not a date stays as it is.
pub(super) fn written_date(text: &str) -> String {
    text.parse().map_or(text.to_owned(), |date| date_in_words(&date))
}

/// `March 1921`.
pub(super) fn in_words(month: Month) -> String {
    format!("{} {}", MONTHS[month.of_year() as usize - 1], month.year())
}

/// The months from first to last, as short as they can be said: `1921`, `1921/22`, `1921-03`.
pub(super) fn span(first: Month, last: Month) -> String {
    let months = last.since(first) + 1;
    match (first.of_year(), months) {
        (1, 12) => first.year().to_string(),
        (_, 12) => format!("{}/{:02}", first.year(), last.year() % 100),
        (_, 1) => first.to_string(),
        _ => format!("{first} to {last}"),
    }
}

fn power(value: f64) -> String {
    let exponent = libm::floor(libm::log10(value.abs())) as i32;
    let head = value / libm::pow(10.0, f64::from(exponent));
    // Rounding may carry: 9.99 becomes 10.0.
    let (head, exponent) =
        if head.abs() >= 9.95 { (head / 10.0, exponent + 1) } else { (head, exponent) };
    format!("{head:.1} × 10{}", raised(exponent)).replace('-', "\u{2212}")
}

fn raised(exponent: i32) -> String {
    let raise = |c: char| match c {
        '-' => '⁻',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        digit => char::from_u32(digit as u32 - '0' as u32 + '⁰' as u32).unwrap_or(digit),
    };
    exponent.to_string().chars().map(raise).collect()
}

fn trim(text: String) -> String {
    if !text.contains('.') {
        return text;
    }
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn commas(value: f64) -> String {
    let digits = format!("{:.0}", value.abs());
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if value < 0.0 && digits != "0" { format!("-{out}") } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        let shown =
            [0.0, 0.0421, 2.98, 37.6, 99.97, 1234.4, 326_677.0, 739_540_000.0, 1.85e17, -12.0];
        let shown = shown.map(number);
        let wanted = [
            "0",
            "0.042",
            "2.98",
            "37.6",
            "100",
            "1,234",
            "326,700",
            "740 million",
            "1.9 × 10¹⁷",
            "−12",
        ];
        assert_eq!(shown, wanted);
        assert_eq!(number(9.99e10), "1.0 × 10¹¹");
        assert_eq!([-2, 0, 3, 6, 10].map(decade), ["0.01", "1", "1,000", "10⁶", "10¹⁰"]);
    }

    #[test]
    fn ticks_have_the_places_of_their_step() {
        let ticks = |step: f64| [1.0, 2.0, 3.0].map(|n| tick(n * step, step));
        assert_eq!(ticks(0.25), ["0.25", "0.50", "0.75"]);
        assert_eq!(ticks(0.2), ["0.2", "0.4", "0.6"]);
        assert_eq!(ticks(2.5), ["2.5", "5.0", "7.5"]);
        assert_eq!(ticks(500.0), ["500", "1,000", "1,500"]);
    }

    #[test]
    fn files_keep_six_figures() {
        for value in [0.0, 1.0, 123_456.0, 0.001_234_56, 2.5e11, -37.625, 3.25e-30] {
            let back: f64 = plain(value).parse().expect("a number");
            // Six figures: half a unit in the sixth.
            assert!((back - value).abs() <= 5e-6 * value.abs(), "{value} {back}");
            let back: f64 = coarse(value).parse().expect("a number");
            assert!((back - value).abs() <= 5e-4 * value.abs(), "{value} {back}");
        }
        assert_eq!(plain(f64::NAN), "");
    }

    #[test]
    fn dates_are_said_in_the_new_style() {
        let said = ["os:1917-10-25", "1920-08", "1920", "EY1921/22", "1927-10/1927-12", "soon"];
        let wanted = [
            "7 November 1917",
            "August 1920",
            "1920",
            "1921/22 (October to September)",
            "October 1927 to December 1927",
            "soon",
        ];
        assert_eq!(said.map(written_date), wanted);
    }

    #[test]
    fn spans_are_short() {
        let month = Month::new;
        assert_eq!(span(month(1921, 1), month(1921, 12)), "1921");
        assert_eq!(span(month(1921, 10), month(1922, 9)), "1921/22");
        assert_eq!(span(month(1921, 3), month(1921, 3)), "1921-03");
        assert_eq!(span(month(1921, 1), month(1921, 9)), "1921-01 to 1921-09");
    }
}
