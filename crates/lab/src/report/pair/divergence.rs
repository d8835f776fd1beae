//! How far apart two worlds are, month by month, and how much luck they still share.

use std::collections::BTreeMap;

use kernel::Month;
use model::Apart;

use super::{Input, difference, figure};
use crate::hashes::VERSION;
use crate::pair::Pair;
use crate::report::chart::{Chart, Entry, Line, Panel, Scale, Spread};
use crate::report::numbers::{in_words, number};
use crate::report::{table, words};
use crate::summary::{PROBABILITIES, quantiles};

/// One share of what is compared.
type Part = fn(&Apart) -> f64;

/// The figure.
pub(super) fn figure(input: &Input<'_>) -> figure::Figure {
    let chart = chart(input.pair);
    figure::Figure {
        name: chart.name.clone(),
        title: chart.title.clone(),
        finding: finding(input.pair, &chart),
        caption: format!(
            "A household differs if it has other mouths, land, horses or cattle; a member, another \
             job, region or standing; a post, another holder. Rows in both: of all rows of both \
             worlds, those that exist in both, for which the same luck is thrown. {} Rows are compared in {}. {}",
            if chart.runs > 1 {
                "Lines: medians; shades: the middle 80\u{a0}% of draws for several lines, 50, 80 and \
                 95\u{a0}% for one."
            } else {
                "Lines: the one run that was made."
            },
            words::runs(chart.runs),
            difference::made(input.pair)
        ),
        alt: words::alt(&chart),
        table: table::table(&chart),
        body: figure::Body::Chart(Box::new(chart)),
    }
}

fn finding(pair: &Pair, chart: &Chart) -> String {
    let Some(begins) = pair.begins() else {
        return "The two worlds are the same in every row and every draw.".to_owned();
    };
    let last = |line: &Line| {
        let end = line.entries.iter().rev().find(|entry| entry.spread.median().is_finite());
        end.map_or("none".to_owned(), |entry| number(entry.spread.median()))
    };
    let lines: Vec<String> = chart.panels.iter().flat_map(|panel| &panel.lines).map(last).collect();
    format!(
        "The first draw parts in {}. At the end the median draw has other households in {} % of \
         rows, other members in {} %, other holders in {} % of posts; {} % of rows exist in both \
         worlds (over all months since the parting {:.0} %).",
        in_words(begins),
        lines[0],
        lines[1],
        lines[2],
        lines[3],
        100.0 * pair.coherence()
    )
}

/// The draws whose rows were compared month by month.
fn followed(pair: &Pair) -> Vec<u32> {
    let all = pair.parted.iter().filter(|parted| !parted.apart.is_empty());
    let speaks = |draw: &u32| pair.base.sample().iter().any(|result| result.number == *draw);
    all.map(|parted| parted.draw).filter(speaks).collect()
}

fn panel(title: &str, lines: Vec<Line>, first_colour: usize) -> Panel {
    Panel {
        title: title.to_owned(),
        unit: "% of rows".to_owned(),
        scale: Scale::Linear,
        reference: None,
        lines,
        first_colour,
    }
}

fn chart(pair: &Pair) -> Chart {
    let first = pair.base.central().first;
    let last = difference::last(pair);
    let draws = followed(pair);
    let speaks = |draw: u32| draws.contains(&draw);
    let mut by_month: BTreeMap<Month, Vec<&Apart>> = BTreeMap::new();
    for parted in pair.parted.iter().filter(|parted| speaks(parted.draw)) {
        for apart in &parted.apart {
            by_month.entry(apart.month).or_default().push(apart);
        }
    }
    let central = pair.parted.iter().find(|parted| parted.draw == 0);
    let line = |label: &str, part: Part| {
        let entry = |(month, all): (&Month, &Vec<&Apart>)| {
            let mut values: Vec<f64> = all.iter().map(|apart| 100.0 * part(apart)).collect();
            let same = central.and_then(|c| c.apart.iter().find(|apart| apart.month == *month));
            let central = same.map_or(f64::NAN, |apart| 100.0 * part(apart));
            let spread = Spread { quantiles: quantiles(&mut values, &PROBABILITIES), central };
            Entry { first: *month, last: *month, spread }
        };
        let entries: Vec<Entry> = by_month.iter().map(entry).collect();
        Line::curve(label, format!("share of {label}"), entries, (first, last))
    };
    let differ = vec![
        line("households", |apart| apart.households),
        line("members", |apart| apart.members),
        line("posts", |apart| apart.posts),
    ];
    Chart {
        name: "divergence".to_owned(),
        title: "How far apart the two worlds are".to_owned(),
        subtitle: format!(
            "{}, seed {}, ktokogo {VERSION}",
            words::runs(draws.len()),
            pair.base.seed
        ),
        first,
        last,
        runs: draws.len(),
        panels: vec![
            panel("Rows that differ", differ, 0),
            panel("Rows in both", vec![line("rows in both", |a| a.shared)], 3),
        ],
        shared: false,
        columns: 2,
        columns_narrow: 1,
        flags: Vec::new(),
        bounds: difference::bounds(pair),
    }
}
