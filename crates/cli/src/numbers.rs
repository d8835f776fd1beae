//! Numbers for readers: three figures, thousands parted, no noise.

/// A number with about three significant figures: `0.012`, `1.75`, `72.5`, `1,240`, `2.1e7`.
/// A dash stands for what does not exist.
pub fn figure(value: f64) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let size = value.abs();
    if size == 0.0 {
        "0".to_owned()
    } else if !(0.0005..99_999.5).contains(&size) {
        power(value)
    } else if size >= 99.95 {
        thousands(value.round() as i64)
    } else if size >= 9.995 {
        format!("{value:.1}")
    } else if size >= 0.9995 {
        format!("{value:.2}")
    } else {
        format!("{value:.3}")
    }
}

/// An integer with its thousands parted by commas.
pub fn thousands(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if value < 0 { format!("-{out}") } else { out }
}

/// A size of files: `24 MB`.
pub fn bytes(size: u64) -> String {
    match size {
        0..1_000 => format!("{size} B"),
        1_000..1_000_000 => format!("{:.0} kB", size as f64 / 1e3),
        _ => format!("{:.1} MB", size as f64 / 1e6),
    }
}

/// A duration: `12 s`, `3 min 05 s`.
pub fn seconds(duration: f64) -> String {
    if duration < 10.0 {
        format!("{duration:.1} s")
    } else if duration < 120.0 {
        format!("{duration:.0} s")
    } else {
        let whole = duration.round() as u64;
        format!("{} min {:02} s", whole / 60, whole % 60)
    }
}

fn power(value: f64) -> String {
    let text = format!("{value:.1e}");
    text.replace(".0e", "e")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_keep_three_places_and_no_more() {
        for (value, text) in [
            (0.0, "0"),
            (0.012_34, "0.012"),
            (1.754, "1.75"),
            (72.46, "72.5"),
            (99.97, "100"),
            (1_239.6, "1,240"),
            (99_999.6, "1e5"),
            (2.13e7, "2.1e7"),
            (-5.0, "-5.00"),
            (f64::NAN, "–"),
        ] {
            assert_eq!(figure(value), text);
        }
    }

    #[test]
    fn thousands_are_parted() {
        assert_eq!(thousands(0), "0");
        assert_eq!(thousands(999), "999");
        assert_eq!(thousands(25_000), "25,000");
        assert_eq!(thousands(-1_234_567), "-1,234,567");
    }

    #[test]
    fn durations_and_sizes_read_well() {
        assert_eq!(seconds(185.2), "3 min 05 s");
        assert_eq!(seconds(4.04), "4.0 s");
        assert_eq!(bytes(24_300_000), "24.3 MB");
    }
}
