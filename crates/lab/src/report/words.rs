//! What a chart says, in words with numbers: alternative text, finding, caption.

use super::chart::{Chart, Entry, Line, Panel};
use super::numbers::{in_words, number, span};

/// `40 draws`, or `one run`.
pub(super) fn runs(count: usize) -> String {
    if count == 1 { "one run".to_owned() } else { format!("{count} draws") }
}

/// The chart for those who do not see it.
pub(super) fn alt(chart: &Chart) -> String {
    let mut text = format!(
        "Chart of {} from {} to {}. ",
        runs(chart.runs),
        in_words(chart.first),
        in_words(chart.last)
    );
    for panel in &chart.panels {
        for line in &panel.lines {
            let name = name(panel, line);
            text.push_str(&format!("{name} ({}): {} {} ", panel.unit, path(line), record(line)));
        }
    }
    text.trim_end().to_owned()
}

fn name<'a>(panel: &'a Panel, line: &'a Line) -> &'a str {
    if panel.lines.len() == 1 && !panel.title.is_empty() { &panel.title } else { &line.label }
}

/// One or two sentences under the title: where the median goes, and how often the record lies
/// within the band.
pub(super) fn finding(chart: &Chart) -> String {
    let mut text = String::new();
    let lines: Vec<&Line> = chart.panels.iter().flat_map(|panel| panel.lines.iter()).collect();
    if let (Some(line), Some(panel)) = (lines.first(), chart.panels.first()) {
        text.push_str(&format!("{} ({}): {} ", name(panel, line), panel.unit, path(line)));
    }
    let (inside, judged) = coverage(&lines);
    if judged > 0 && chart.runs < 2 {
        let verb = if judged == 1 { "number stands" } else { "numbers stand" };
        text.push_str(&format!(
            "{judged} recorded {verb} beside it (confirmed or recalled); one run has no band to hold \
             them against."
        ));
    } else if judged > 0 {
        let of = if lines.len() > 1 { "In all panels, " } else { "" };
        let verb = if of.is_empty() { "Of" } else { "of" };
        text.push_str(&format!(
            "{of}{verb} {judged} recorded {} (confirmed or recalled), {inside} {} within the \
             80\u{a0}% band for the same months.",
            if judged == 1 { "number" } else { "numbers" },
            if inside == 1 { "lies" } else { "lie" },
        ));
    } else {
        text.push_str("There is no confirmed or recalled number to hold against it.");
    }
    text
}

/// Recorded numbers within the 80 per cent band, and all that may judge the model.
pub(super) fn coverage(lines: &[&Line]) -> (usize, usize) {
    let judged = || {
        let points = lines.iter().flat_map(|line| line.points.iter());
        points.filter(|point| point.judges()).filter_map(|point| point.inside())
    };
    (judged().filter(|inside| *inside).count(), judged().count())
}

/// How the numbers were made.
pub(super) fn caption(chart: &Chart, scenario: &str, seed: u64, version: &str) -> String {
    let lines: Vec<&Line> = chart.panels.iter().flat_map(|panel| panel.lines.iter()).collect();
    let bands = if chart.panels.iter().all(|panel| panel.lines.len() > 1) {
        "80\u{a0}%"
    } else {
        "50, 80 and 95\u{a0}%"
    };
    let crowded = chart.panels.iter().all(|p| p.lines.len() > super::panel::MOST_WITH_CENTRAL);
    let statistic = if chart.runs > 1 && crowded {
        "Line: median; intervals and the central run stand in the table.".to_owned()
    } else if chart.runs > 1 {
        format!("Line: median; shades: the middle {bands} of draws; dotted: the central run.")
    } else {
        "Line: the one run that was made; it says nothing of uncertainty.".to_owned()
    };
    let estimated = lines.iter().flat_map(|l| &l.points).filter(|point| !point.judges()).count();
    let aside = match estimated {
        0 => String::new(),
        1 => " 1 estimated number is shown, not judged by.".to_owned(),
        n => format!(" {n} estimated numbers are shown, not judged by."),
    };
    format!(
        "{statistic}{aside} Scenario {scenario}, {}, seed {seed}, ktokogo {version}.",
        runs(chart.runs)
    )
}

/// Where the median begins, turns and ends.
fn path(line: &Line) -> String {
    let known: Vec<&Entry> =
        line.entries.iter().filter(|entry| entry.spread.median().is_finite()).collect();
    let (Some(first), Some(last)) = (known.first(), known.last()) else {
        return "the model gives no number.".to_owned();
    };
    let by = |a: &&&Entry, b: &&&Entry| a.spread.median().total_cmp(&b.spread.median());
    let at = |entry: &Entry| format!("{} in {}", number(entry.spread.median()), when(entry));
    let mut turns: Vec<(&str, &Entry)> = Vec::new();
    if let (Some(low), Some(high)) = (known.iter().min_by(by), known.iter().max_by(by)) {
        turns.push(("lowest", low));
        turns.push(("highest", high));
    }
    // A turn that reads like the beginning or the end says nothing new.
    let shown = |entry: &Entry| number(entry.spread.median());
    turns.retain(|(_, entry)| shown(entry) != shown(first) && shown(entry) != shown(last));
    turns.sort_by_key(|(_, entry)| entry.first);
    let turns: Vec<String> =
        turns.into_iter().map(|(word, entry)| format!(", {word} {}", at(entry))).collect();
    let (low, high) = last.spread.interval(1);
    let range = if low == high {
        String::new()
    } else {
        format!(" (80\u{a0}% of draws {} to {})", number(low), number(high))
    };
    format!("median {}{}, {}{range}.", at(first), turns.concat(), at(last))
}

fn when(entry: &Entry) -> String {
    if entry.first == entry.last { in_words(entry.first) } else { span(entry.first, entry.last) }
}

fn record(line: &Line) -> String {
    let (Some(first), Some(last)) = (line.points.first(), line.points.last()) else {
        return "No recorded numbers.".to_owned();
    };
    let at = |mark: &super::chart::Mark| {
        format!("{} in {} ({})", number(mark.value), span(mark.first, mark.last), mark.confidence)
    };
    match line.points.len() {
        1 => format!("Record: {}.", at(first)),
        n => format!("Record: {n} numbers, from {} to {}.", at(first), at(last)),
    }
}
