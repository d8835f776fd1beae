//! Builds the figures of the catalogue from an ensemble.

use evidence::Evidence;
use kernel::Month;
use model::Order;
use model::VARIABLES;

use super::Figure;
use super::catalogue::{Axes, FIGURES, Plan};
use super::chart::{Bounds, Chart, Flag, Panel, Scale};
use super::measure::{Measured, Years, shown_unit};
use super::render::{Page, render};
use super::{outcomes_part, politics, table, words};
use crate::ensemble::Ensemble;
use crate::hashes::VERSION;

/// At most so many decrees are marked in one chart; more would hide it.
const MOST_FLAGS: usize = 12;

/// The figures of an ensemble, beside the record.
pub fn figures(ensemble: &Ensemble, evidence: &Evidence) -> Vec<Figure> {
    // The outcomes have a part of the report that stands before the other figures.
    let plans = FIGURES.iter().chain(politics::FIGURES);
    std::iter::once(outcomes_part::chart(ensemble))
        .chain(plans.filter_map(|plan| chart(plan, ensemble, evidence)))
        .map(|c| figure(c, ensemble))
        .collect()
}

fn figure(chart: Chart, ensemble: &Ensemble) -> Figure {
    Figure {
        name: chart.name.clone(),
        title: chart.title.clone(),
        svg: render(&chart, Page::File),
        finding: match chart.name.as_str() {
            outcomes_part::NAME => outcomes_part::finding(&chart),
            _ => words::finding(&chart),
        },
        caption: words::caption(&chart, &ensemble.scenario.name, ensemble.seed, VERSION),
        alt: words::alt(&chart),
        table: table::table(&chart),
        chart,
    }
}

fn chart(plan: &Plan, ensemble: &Ensemble, evidence: &Evidence) -> Option<Chart> {
    let panels: Vec<Panel> = if plan.regions {
        regions(plan, ensemble, evidence)
    } else {
        plan.panels.iter().filter_map(|axes| panel(axes, ensemble, evidence, None)).collect()
    };
    if panels.is_empty() {
        return None;
    }
    let record = ensemble.central();
    let months = i32::try_from(record.months).unwrap_or(1).max(1);
    let runs = ensemble.sample().len();
    let many = if runs == 1 { "One run".to_owned() } else { format!("Median of {runs} draws") };
    Some(Chart {
        name: plan.name.to_owned(),
        title: plan.title.to_owned(),
        subtitle: format!(
            "{many} of ktokogo {VERSION}, scenario {}, seed {}, beside the record",
            ensemble.scenario.name, ensemble.seed
        ),
        first: record.first,
        last: record.first.plus(months - 1),
        runs,
        panels,
        shared: plan.regions,
        columns: plan.columns,
        columns_narrow: plan.columns_narrow,
        flags: flags(ensemble, plan.instruments, record.first),
        bounds: Bounds::default(),
    })
}

fn regions(plan: &Plan, ensemble: &Ensemble, evidence: &Evidence) -> Vec<Panel> {
    let Some(axes) = plan.panels.first() else { return Vec::new() };
    let cells = &ensemble.central().cells;
    let mut regions: Vec<usize> = cells.iter().filter_map(|cell| cell.region).collect();
    regions.sort_unstable();
    regions.dedup();
    regions.into_iter().filter_map(|at| panel(axes, ensemble, evidence, Some(at))).collect()
}

fn panel(
    axes: &Axes,
    ensemble: &Ensemble,
    evidence: &Evidence,
    region: Option<usize>,
) -> Option<Panel> {
    let mut lines = Vec::new();
    let mut unit = None;
    for (name, label) in axes.lines {
        let Some(place) = model::variables::find(name) else { continue };
        let variable = &VARIABLES[place];
        let years = axes.years;
        let measured = Measured { ensemble, evidence, variable, region, years };
        let label = region.map_or((*label).to_owned(), region_title);
        lines.extend(measured.line(&label));
        unit = unit.or(Some(shown_unit(variable).0));
    }
    let unit = unit?;
    let title = region.map_or(axes.title.to_owned(), region_title);
    let reference = if axes.log || axes.years != Years::Months { None } else { base(&unit) };
    let scale = if axes.log { Scale::Log } else { Scale::Linear };
    (!lines.is_empty()).then_some(Panel { title, unit, scale, reference, lines, first_colour: 0 })
}

/// The base of an index, from its unit: `1913 = 100`.
fn base(unit: &str) -> Option<(f64, String)> {
    let (year, value) = unit.split_once(" = ")?;
    let value = value.parse().ok()?;
    Some((value, year.to_owned()))
}

/// `North Caucasus` from `north-caucasus`.
fn region_title(region: usize) -> String {
    let name = model::Cell { variable: 0, region: Some(region) }.region_name();
    let upper = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
    };
    name.split('-').map(upper).collect::<Vec<String>>().join(" ")
}

/// The decrees and shocks that set one of the instruments, thinned to those of different years if
/// they are too many.
fn flags(ensemble: &Ensemble, instruments: &[&str], first: Month) -> Vec<Flag> {
    let plain = |name: &str| name.replace(['-', '.', ' '], "_");
    let sets = |order: &&Order| {
        order.set.iter().any(|(name, _)| instruments.iter().any(|wanted| plain(name) == **wanted))
    };
    // What stands from the first month on is a start, not an event.
    let later = |order: &&Order| order.month > first;
    let mut found: Vec<&Order> = ensemble.told().filter(later).filter(sets).collect();
    found.sort_by_key(|order| order.month);
    if found.len() > MOST_FLAGS {
        let mut last: Option<Month> = None;
        found.retain(|order| {
            let far = last.is_none_or(|last| order.month.since(last) >= 12);
            last = if far { Some(order.month) } else { last };
            far
        });
    }
    found.truncate(MOST_FLAGS);
    found.iter().map(|order| Flag { month: order.month, text: order.title.clone() }).collect()
}
