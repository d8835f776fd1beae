//! The one screen that a run prints: what ran, what came of it, which facts hold, what to do next.

use evidence::MONTHS;
use lab::facts::{CheckResult, Verdict};
use lab::headlines::Headline;
use lab::record::Point;
use lab::request::Request;

use crate::args::Common;
use crate::numbers::{bytes, figure, seconds, thousands};
use crate::output::{BAD, FAINT, GOOD, HEAD, styled};
use crate::politics;
use crate::run::Outcome;
use crate::tables::{WIDTH, cut};

/// The longest title of a fact that is not cut, so that a miss has room beside it.
const TITLE: usize = 48;

/// Between two facts on a line.
const GAP: &str = "  ";

/// Room for how far off a fact is.
const DISTANCE: usize = 9;

/// The screen.
pub fn screen(outcome: &Outcome, common: &Common) -> String {
    let mut lines = vec![what_ran(outcome), how_long(outcome), String::new()];
    let draws = outcome.ensemble.sample().len();
    let alone = outcome.ensemble.draws.len() == 1;
    lines.extend(headlines(&outcome.headlines, alone));
    lines.push(String::new());
    let holding = outcome.verdicts.iter().filter(|verdict| verdict.holds).count();
    let all = outcome.verdicts.len();
    let title = format!("Stylised facts: {holding} of {all} hold");
    let beside = match alone {
        true => "in the one life that was lived; of the others how far off",
        false => "at the median; of the others in how many draws, and how far off",
    };
    lines.push(format!("{} {beside}", styled(HEAD, &title)));
    if common.verbose > 0 {
        lines.extend(all_facts(&outcome.verdicts, draws));
    } else {
        lines.extend(missed_facts(&outcome.verdicts, draws));
        lines.extend(holding_facts(&outcome.verdicts));
    }
    lines.push(String::new());
    lines.extend(politics::lines(&outcome.politics, draws));
    lines.push(String::new());
    let place = outcome.written.path.display();
    lines.push(format!("Output   {place} ({})", bytes(outcome.written.bytes)));
    if !common.quiet {
        lines.push(format!("Next     open {place}/report.html in a browser"));
        lines.push(
            "         ktokogo list facts             what each fact asks, and why".to_owned(),
        );
        lines.push("         ktokogo evidence ls scissors   the record behind a number".to_owned());
    }
    lines.join("\n") + "\n"
}

/// What is about to run, for `-v`; with `-vv` every value in force and where it comes from.
pub fn settings(request: &Request, verbose: u8) -> String {
    let scenario = &request.scenario;
    let threads = request.threads.map_or("one for each core".to_owned(), |n| n.to_string());
    let mut lines = vec![
        format!("scenario   {}: {}", scenario.name, scenario.title),
        format!("hash       {}", scenario.hash),
        format!("seed       {}", request.seed),
        format!("threads    {threads}"),
    ];
    if !scenario.question.is_empty() {
        lines.push(format!("question   {}", scenario.question));
    }
    if !scenario.silenced.is_empty() {
        let names: Vec<&str> = scenario.silenced.iter().map(String::as_str).collect();
        lines.push(format!("silenced   {}", names.join(", ")));
    }
    if verbose > 1 {
        let values = scenario.layers.iter();
        lines.extend(values.map(|l| format!("value      {} = {} ({})", l.name, l.value, l.origin)));
    }
    lines.join("\n")
}

fn what_ran(outcome: &Outcome) -> String {
    let ensemble = &outcome.ensemble;
    let households = match (ensemble.households, ensemble.members) {
        (usize::MAX, usize::MAX) => "every household and party member".to_owned(),
        (usize::MAX, _) => "every household".to_owned(),
        (rows, _) => format!("{} household rows", thousands(rows as i64)),
    };
    let draws = ensemble.draws.len().saturating_sub(1);
    let name = &ensemble.scenario.name;
    let title = cut(&ensemble.scenario.title, WIDTH - name.chars().count() - 2);
    let first = format!("{}  {title}", styled(HEAD, name));
    let lives = match draws {
        0 => "the central run alone".to_owned(),
        _ => format!("{draws} draws and the central run"),
    };
    let second = format!(
        "seed {}, {lives}, {households}, {} to {}",
        ensemble.seed,
        model::run::FIRST,
        ensemble.until
    );
    format!("{first}\n{second}")
}

fn how_long(outcome: &Outcome) -> String {
    let ensemble = &outcome.ensemble;
    let rate = ensemble.draws.len() as f64 / ensemble.elapsed_seconds.max(1e-3);
    let text = format!(
        "ktokogo {}, {}, {} runs a second, evidence {}",
        env!("CARGO_PKG_VERSION"),
        seconds(ensemble.elapsed_seconds),
        figure(rate),
        ensemble.hashes.evidence.chars().take(8).collect::<String>()
    );
    styled(FAINT, &text)
}

/// The table of headlines; the quantity gets the room that the numbers leave. A life that was lived
/// alone has no band.
fn headlines(headlines: &[Headline], alone: bool) -> Vec<String> {
    let band = |words: String| if alone { String::new() } else { words };
    let head = ["when", "quantity", "model", &band("80 % of draws".to_owned()), "the record"];
    let head = head.map(str::to_owned);
    let mut rows = vec![head];
    rows.extend(headlines.iter().map(|headline| {
        [
            date(&headline.date),
            format!("{}, {}", headline.label, headline.unit),
            figure(headline.median),
            band(format!("[{}, {}]", figure(headline.low80), figure(headline.high80))),
            record(&headline.recorded),
        ]
    }));
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max();
    let [when, mut quantity, model, band, record] = [0, 1, 2, 3, 4].map(|c| width(c).unwrap_or(0));
    quantity = quantity.min(WIDTH.saturating_sub(when + model + band + record + 8));
    let mut lines: Vec<String> = rows
        .iter()
        .map(|[date, what, median, range, recorded]| {
            let what = cut(what, quantity);
            let line = format!(
                "{date:<when$}  {what:<quantity$}  {median:>model$}  {range:<band$}  {recorded}"
            );
            cut(line.trim_end(), WIDTH)
        })
        .collect();
    lines[0] = styled(HEAD, &lines[0]);
    lines
}

/// A date for readers: `Oct 1923` for `1923-10`, `1926/27` for `EY1926/27`.
fn date(text: &str) -> String {
    let month = |text: &str| {
        let (year, month) = text.split_once('-')?;
        let name = MONTHS.get(month.parse::<usize>().ok()?.checked_sub(1)?)?;
        Some((&name[..3], year.to_owned()))
    };
    if let Some((from, to)) = text.split_once('/')
        && let (Some((first, year)), Some((last, same))) = (month(from), month(to))
        && year == same
    {
        return format!("{first}-{last} {year}");
    }
    match month(text) {
        Some((name, year)) => format!("{name} {year}"),
        None => text.trim_start_matches("EY").trim_start_matches("AY").to_owned(),
    }
}

/// The recorded value; lowest and highest where sources differ, with the weakest confidence.
fn record(points: &[Point]) -> String {
    let Some(weakest) = points.iter().map(|point| point.confidence).max() else {
        return "no record".to_owned();
    };
    let low = points.iter().map(|point| point.value).fold(f64::INFINITY, f64::min);
    let high = points.iter().map(|point| point.value).fold(f64::NEG_INFINITY, f64::max);
    let (low, high) = (figure(low), figure(high));
    if low == high { format!("{low} {weakest}") } else { format!("{low} to {high} {weakest}") }
}

/// Every fact with its measurements, for `-v`.
fn all_facts(verdicts: &[Verdict], draws: usize) -> Vec<String> {
    let longest = verdicts.iter().map(|verdict| verdict.title.chars().count()).max();
    let width = longest.unwrap_or_default().min(TITLE);
    let lines = |verdict: &Verdict| {
        let mut lines = vec![fact(verdict, width, draws)];
        lines.extend(verdict.checks.iter().map(check));
        lines
    };
    verdicts.iter().flat_map(lines).collect()
}

/// The facts that do not hold, two a line.
fn missed_facts(verdicts: &[Verdict], draws: usize) -> Vec<String> {
    let missed: Vec<&Verdict> = verdicts.iter().filter(|verdict| !verdict.holds).collect();
    let pair = |two: &[&Verdict]| {
        let cells: Vec<String> = two.iter().map(|verdict| missed_fact(verdict, draws)).collect();
        cells.join(GAP)
    };
    missed.chunks(2).map(pair).collect()
}

/// A fact in half a line: mark, number, title, in how many draws it holds, how far off it is.
fn missed_fact(verdict: &Verdict, draws: usize) -> String {
    let held = format!("{:.0} of {draws}", (verdict.share * draws as f64).round());
    let numbers = 2 * draws.to_string().len() + 4;
    let off = cut(&worst(verdict).map(distance).unwrap_or_default(), DISTANCE);
    // Mark and number before the title, with their spaces, and one space before each number.
    let room = (WIDTH - GAP.len()) / 2 - 5 - (1 + numbers) - (1 + DISTANCE);
    let title = cut(&verdict.title, room);
    let number = verdict.number;
    let text = format!("{number:>2} {title:<room$} {held:>numbers$} {off:>DISTANCE$}");
    format!("{} {text}", styled(BAD, "✗"))
}

/// A fact in one line: mark, number, title, in how many draws it holds, and the worst miss.
fn fact(verdict: &Verdict, width: usize, draws: usize) -> String {
    let (mark, style) = if verdict.holds { ("✓", GOOD) } else { ("✗", BAD) };
    let title = cut(&verdict.title, width);
    let held = (verdict.share * draws as f64).round();
    let held = format!("{held:.0} of {draws}");
    let room = 2 * draws.to_string().len() + 4;
    let line = format!("{:>3}  {title:<width$}  {held:>room$}", verdict.number);
    let miss = worst(verdict).map(miss).unwrap_or_default();
    format!("{} {}", styled(style, mark), cut(format!("{line}  {miss}").trim_end(), WIDTH - 2))
}

/// The numbers of the facts that hold, in one line.
fn holding_facts(verdicts: &[Verdict]) -> Option<String> {
    let held = verdicts.iter().filter(|verdict| verdict.holds);
    let numbers: Vec<String> = held.map(|verdict| verdict.number.to_string()).collect();
    let line = format!("holding: {}", numbers.join(", "));
    (!numbers.is_empty()).then(|| format!("{} {}", styled(GOOD, "✓"), cut(&line, WIDTH - 2)))
}

/// The check that is missed by most.
fn worst(verdict: &Verdict) -> Option<&CheckResult> {
    let missed = verdict.checks.iter().filter(|check| !check.holds);
    missed.max_by(|a, b| a.distance.total_cmp(&b.distance))
}

fn miss(check: &CheckResult) -> String {
    let off = distance(check);
    format!("{off}: {}: {} {}", check.text, check.shown(check.median), check.unit)
}

/// How far off a check is. No distance can be given from what was not measured, or grew without
/// bound.
fn distance(check: &CheckResult) -> String {
    match check.distance.is_finite() {
        true => check.shown_distance(),
        false => "far off".to_owned(),
    }
}

/// One measurement, for `-v`.
fn check(check: &CheckResult) -> String {
    let mark = if check.holds { "✓" } else { "✗" };
    let (low, high) = (check.shown(check.low), check.shown(check.high));
    let is = check.shown(check.median);
    let (text, unit, off) = (&check.text, &check.unit, check.shown_distance());
    cut(&format!("       {mark} {text}: {is}, wanted {low} to {high} {unit} ({off})"), WIDTH)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(label: &str, value: f64) -> Headline {
        Headline {
            label: label.to_owned(),
            date: "1927-10/1927-12".to_owned(),
            unit: "million t".to_owned(),
            variable: "grain.harvest",
            median: value,
            low80: value / 2.0,
            high80: value * 2.0,
            recorded: Vec::new(),
        }
    }

    #[test]
    fn the_table_keeps_the_width_whatever_the_numbers() {
        let long = "A quantity with a name that goes on and on and on, and on, and on, and on";
        let lines =
            headlines(&[line(long, 123.4), line("Short", 2.1e15), line("None", f64::NAN)], false);
        for line in &lines {
            let plain = anstream::adapter::strip_str(line).to_string();
            assert!(plain.chars().count() <= WIDTH, "{plain}");
        }
        assert!(lines[1].contains("Oct-Dec 1927") && lines[3].contains("no record"), "{lines:?}");
    }

    #[test]
    fn dates_read_as_people_write_them() {
        for (text, read) in [
            ("1920", "1920"),
            ("1923-10", "Oct 1923"),
            ("EY1926/27", "1926/27"),
            ("1926-10/1926-12", "Oct-Dec 1926"),
            ("1926-10/1927-03", "1926-10/1927-03"),
        ] {
            assert_eq!(date(text), read);
        }
    }
}
