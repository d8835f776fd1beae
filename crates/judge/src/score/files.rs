//! The tables of a score as files.

use std::path::Path;

use lab::LabError;
use lab::folder::tables::{Csv, quantile};
use lab::summary::spread;

use super::Report;
use super::casts::QUANTILES;
use super::summary::{Sure, Table};

/// What the folder holds, in words.
const README: &str = "\
Forecasts of ktokogo from dates in the past, scored by what came. Written by `ktokogo score`.

At each origin (the last month known) parameters were learned from rows of the record that end by it.
Rows are compared on the scale of logarithms, shares on that of logits; all scores are on that scale.

forecasts.csv  every forecast of every row: who, what came, the quantiles of the forecast, its deviation
               beside the members' own spread, its score (CRPS), and the rank of what came. Horizon 0: a
               row that the fit had.
scores.csv     means by origin, forecaster and year after the origin; the energy score takes all rows of
               a year together, each in units of the random walk's deviation
series.csv     forecasts of 1925 to 1928, series by series: score over that of the best trivial
               forecast, with 5 and 95 per cent of the resampled rows
summary.csv    the same in one line: share of series below 1 and median ratio; series resampled
events.csv     famine, scissors, procurement: chances and what came (Brier, logarithm)
decisions.csv  decisions one by one: chance given to what history chose, Brier score, and those of
               equal chances and of the majority of last time
pit.csv        rows in each tenth of the forecast: even if the forecasts are right
coverage.csv   share of rows within bands of 50 and 80 per cent, fitted and later rows apart
kept/          what every member lived: the same command goes on from it

Forecasters: `strict` is given nothing of what came after the origin; `pinned` the decrees, decisions,
shocks, seats and given paths of history. Both start from the last number on record; `-level` takes the
level that the model has itself. `-restart-held` holds the pace at which plant is put in order. The
others need no model.
";

/// Writes all tables.
///
/// # Errors
/// A folder that cannot be written.
pub fn write(report: &Report, folder: &Path) -> Result<(), LabError> {
    for (name, bytes) in files(report) {
        let path = folder.join(name);
        std::fs::write(&path, bytes).map_err(|why| LabError::io(&path, "write it", &why))?;
    }
    Ok(())
}

/// Names and contents of all tables.
pub fn files(report: &Report) -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("forecasts.csv", forecasts(report)),
        ("scores.csv", scores(report)),
        ("series.csv", series(report)),
        ("summary.csv", summary(report)),
        ("events.csv", events(report)),
        ("decisions.csv", decisions(report)),
        ("pit.csv", ranks(report)),
        ("coverage.csv", coverage(report)),
        ("README.txt", README.into()),
    ]
}

/// A table: its head, and lines of cells.
fn csv(head: &str, lines: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    Csv::of(&head.split(',').collect::<Vec<_>>(), lines)
}

fn forecasts(report: &Report) -> Vec<u8> {
    let quantiles = QUANTILES.map(|p| format!("q{:02.0}", 100.0 * p)).join(",");
    let head = format!(
        "origin,forecaster,row,horizon,confirmed,unit,recorded,{quantiles},sd,members_sd,crps,rank"
    );
    let line = |cast: &super::Cast| {
        let unit = model::VARIABLES[cast.series.variable].unit;
        let mut cells = vec![
            cast.origin.to_string(),
            cast.who.name(),
            cast.row.clone(),
            cast.horizon.to_string(),
            cast.confirmed.to_string(),
            unit.to_owned(),
            quantile(cast.scale.from(cast.seen)),
        ];
        cells.extend(cast.quantiles.iter().map(|q| quantile(cast.scale.from(*q))));
        let members = spread(&cast.forecast.centres);
        cells.extend([cast.forecast.sd, members, cast.crps, cast.rank].map(quantile));
        cells
    };
    csv(&head, report.casts.iter().map(line))
}

fn scores(report: &Report) -> Vec<u8> {
    let line = |year: &super::summary::Year| {
        let mut cells = vec![year.origin.to_string(), year.who.name(), year.horizon.to_string()];
        cells.extend([rows(year.confirmed), year.rows.to_string()]);
        cells.extend([quantile(year.crps), quantile(year.energy)]);
        cells
    };
    csv("origin,forecaster,horizon,counted,rows,crps,energy", report.years.iter().map(line))
}

/// Which rows count.
fn rows(confirmed: bool) -> String {
    if confirmed { "confirmed" } else { "confirmed and recalled" }.to_owned()
}

fn of(table: &Table) -> Vec<String> {
    vec![table.who.name(), table.against.name().to_owned(), rows(table.confirmed)]
}

fn sure(sure: &Sure) -> [String; 3] {
    [sure.is, sure.low, sure.high].map(quantile)
}

fn series(report: &Report) -> Vec<u8> {
    let lines = report.tables.iter().flat_map(|table| {
        table.lines.iter().map(|line| {
            let mut cells = of(table);
            cells.extend([line.variable.to_owned(), line.rows.to_string(), line.best.clone()]);
            cells.extend([quantile(line.crps), quantile(line.trivial)]);
            cells.extend(sure(&line.ratio));
            cells
        })
    });
    csv("forecaster,against,counted,series,rows,trivial,crps,crps_trivial,ratio,low,high", lines)
}

fn summary(report: &Report) -> Vec<u8> {
    let lines = report.tables.iter().map(|table| {
        let mut cells = of(table);
        cells.push(table.lines.len().to_string());
        cells.extend(sure(&table.below));
        cells.extend(sure(&table.median));
        cells
    });
    let head = "forecaster,against,counted,series,share_below_1,share_low,share_high,median_ratio,\
                median_low,median_high";
    csv(head, lines)
}

fn events(report: &Report) -> Vec<u8> {
    let line = |event: &super::events::Event| {
        let mut cells = vec![event.origin.to_string(), event.form.name().to_owned()];
        cells.extend([event.kind.to_owned(), event.name.clone(), event.came.to_string()]);
        cells.extend([event.chance, event.trivial].map(quantile));
        for rule in [super::rules::brier, super::rules::logarithm] {
            cells.extend(
                [rule(event.chance, event.came), rule(event.trivial, event.came)].map(quantile),
            );
        }
        cells
    };
    let head = "origin,form,event,which,came,chance,chance_trivial,brier,brier_trivial,logarithm,\
                logarithm_trivial";
    csv(head, report.events.iter().map(line))
}

fn decisions(report: &Report) -> Vec<u8> {
    let line = |vote: &super::events::Vote| {
        let mut cells = vec![vote.origin.to_string(), vote.form.name().to_owned()];
        cells.extend([vote.decision.clone(), vote.date.clone(), vote.options.to_string()]);
        cells
            .extend([vote.voted, vote.given, vote.brier, vote.equal, vote.last_time].map(quantile));
        cells.push(vote.coded_from_the_vote.to_string());
        cells
    };
    let head = "origin,form,decision,date,options,share_voted,chance_of_history,brier,brier_equal,\
                brier_last_time,coded_from_the_vote";
    csv(head, report.votes.iter().map(line))
}

fn ranks(report: &Report) -> Vec<u8> {
    let lines = report.coverage.iter().flat_map(|group| {
        group.tenths.iter().enumerate().map(|(tenth, rows)| {
            let mut cells = vec![group.origin.to_string(), group.who.name(), fitted(group.fitted)];
            cells.extend([(tenth + 1).to_string(), rows.to_string()]);
            cells
        })
    });
    csv("origin,forecaster,rows_of,tenth,rows", lines)
}

fn fitted(fitted: bool) -> String {
    if fitted { "fit" } else { "forecast" }.to_owned()
}

fn coverage(report: &Report) -> Vec<u8> {
    let line = |group: &super::summary::Coverage| {
        let mut cells = vec![group.origin.to_string(), group.who.name(), fitted(group.fitted)];
        cells.push(group.rows.to_string());
        cells.extend([group.half, group.most].map(quantile));
        cells
    };
    csv("origin,forecaster,rows_of,rows,within_50,within_80", report.coverage.iter().map(line))
}
