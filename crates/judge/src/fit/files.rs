//! The files that a fit leaves.

use std::fs;
use std::io;
use std::path::Path;

use lab::LabError;
use lab::folder::tables::{Csv, quantile};
use lab::summary::quantiles;
use nalgebra::DMatrix;

use super::carry_out::Fitted;
use super::{groups, page};
use crate::rows::Row;

/// The draws of the posterior: a column for each free parameter, a row for each draw.
pub const DRAWS: &str = "draws.csv";

/// Writes the files of a fit into a folder, each whole or not at all; `file` is the text of the fit's
/// own file.
///
/// # Errors
/// A file that cannot be written.
pub fn write(fitted: &Fitted, file: &str, folder: &Path) -> Result<(), LabError> {
    let io = |error: io::Error| LabError::io(folder, "write into", &error);
    fs::create_dir_all(folder).map_err(io)?;
    let put = |name: &str, text: &[u8]| {
        let draft = folder.join(format!(".{name}.partial"));
        fs::write(&draft, text).and_then(|()| fs::rename(&draft, folder.join(name))).map_err(io)
    };
    put("fit.toml", file.as_bytes())?;
    put(DRAWS, &draws(fitted))?;
    put("parameters.csv", &parameters(fitted))?;
    put("screening.csv", &screening(fitted))?;
    put("discrepancy.csv", &discrepancy(fitted))?;
    put("rows.csv", &rows(fitted))?;
    put("recovery.csv", &recovery(fitted))?;
    put("ranks.csv", &ranks(fitted))?;
    put("fit.md", page::page(fitted).as_bytes())?;
    for (name, bytes) in groups::groups(fitted).map_err(io)? {
        put(&name, &bytes)?;
    }
    put("fit.log", log(fitted).as_bytes())
}

/// The draws, turned by half their number: a draw has the luck of its number, and none shall have
/// the luck with which it was fitted.
fn draws(fitted: &Fitted) -> Vec<u8> {
    let scores = fitted.scores();
    let names = fitted.learned.free.names();
    let head: Vec<&str> = names.iter().map(String::as_str).collect();
    let all = scores.ncols();
    let row = |draw: usize| {
        let member = (draw + all / 2) % all;
        let value = |i: usize| quantile(fitted.learned.free.values(i, &[scores[(i, member)]])[0]);
        (0..scores.nrows()).map(value).collect()
    };
    Csv::of(&head, (0..all).map(row))
}

fn parameters(fitted: &Fitted) -> Vec<u8> {
    let head = [
        "parameter",
        "unit",
        "prior_mean",
        "prior_sd",
        "posterior_mean",
        "posterior_sd",
        "q10",
        "q50",
        "q90",
        "contraction",
        "recovery",
        "label",
    ];
    let rows = fitted.changes().into_iter().map(|change| {
        let [q10, q50, q90] = change.quantiles;
        let numbers = [
            change.prior.0,
            change.prior.1,
            change.posterior.0,
            change.posterior.1,
            q10,
            q50,
            q90,
            change.contraction,
            change.recovery,
        ];
        let mut row = vec![change.name, change.unit];
        row.extend(numbers.map(quantile));
        row.push(if change.learned { "learned" } else { "assumption" }.to_owned());
        row
    });
    Csv::of(&head, rows)
}

fn screening(fitted: &Fitted) -> Vec<u8> {
    let parameters = model::Theory::parameters();
    let row = |(place, pull): &(usize, f64)| vec![parameters[*place].full_name(), quantile(*pull)];
    Csv::of(&["parameter", "pull"], fitted.screened.iter().map(row))
}

fn discrepancy(fitted: &Fitted) -> Vec<u8> {
    let mut names: Vec<&str> = fitted.rows.iter().map(|row| row.about().name).collect();
    names.dedup();
    let row = |name: &&str| {
        let granted = fitted.discrepancy.of(name);
        let widened = fitted.discrepancy.widened.get(*name).copied().unwrap_or(1.0);
        vec![(*name).to_owned(), quantile(granted / widened), quantile(granted), quantile(widened)]
    };
    Csv::of(&["variable", "stated", "granted", "widened"], names.iter().map(row))
}

fn rows(fitted: &Fitted) -> Vec<u8> {
    let head = [
        "variable",
        "from",
        "until",
        "record",
        "error",
        "discrepancy",
        "scale",
        "confirmed",
        "use",
        "prior_q10",
        "prior_q50",
        "prior_q90",
        "posterior_q10",
        "posterior_q50",
        "posterior_q90",
    ];
    let row = |(j, row): (usize, &Row)| {
        let band = |lived: &DMatrix<f64>| {
            let mut values: Vec<f64> = lived.row(j).iter().copied().collect();
            quantiles(&mut values, &[0.1, 0.5, 0.9]).map(|value| quantile(row.scale.from(value)))
        };
        let mut cells = vec![
            row.about().name.to_owned(),
            row.first.to_string(),
            row.last.to_string(),
            quantile(row.recorded()),
            quantile(row.error),
            quantile(fitted.discrepancy.of(row.about().name)),
            row.scale.name().to_owned(),
            row.confirmed.to_string(),
            if fitted.is_fitting(row) { "fitting" } else { "held out" }.to_owned(),
        ];
        cells.extend(band(&fitted.prior));
        cells.extend(band(&fitted.posterior));
        cells
    };
    Csv::of(&head, fitted.rows.iter().enumerate().map(row))
}

fn recovery(fitted: &Fitted) -> Vec<u8> {
    let found = &fitted.recovery;
    let row = |(i, name): (usize, String)| {
        let numbers = [found.correlation[i], found.contraction[i], found.coverage[i]];
        std::iter::once(name).chain(numbers.map(quantile)).collect()
    };
    let head = ["parameter", "correlation", "contraction", "coverage_80"];
    Csv::of(&head, fitted.learned.free.names().into_iter().enumerate().map(row))
}

fn ranks(fitted: &Fitted) -> Vec<u8> {
    let row = |(bin, count): (usize, &usize)| vec![(bin + 1).to_string(), count.to_string()];
    Csv::of(&["bin", "truths"], fitted.recovery.ranks.iter().enumerate().map(row))
}

/// What was lived, in numbers that a second fit must find again.
fn log(fitted: &Fitted) -> String {
    let plan = &fitted.plan;
    let (worlds, effort) = plan.recovery;
    let lived = plan.screening.0
        + plan.pilot.members * plan.pilot.steps
        + worlds * (1 + effort.members * effort.steps)
        + plan.ensemble.members * (plan.ensemble.steps + 2);
    let fitting = fitted.rows.iter().filter(|row| fitted.is_fitting(row)).count();
    let learned = fitted.changes().iter().filter(|change| change.learned).count();
    let widened = fitted.discrepancy.widened.len();
    format!(
        "fit {}\nrows of the fit {fitting}, held out {}\nparameters free {}\n\
         known worlds {}\nvariables whose discrepancy was widened {widened}\nlives {lived}, broken \
         off outside the known worlds {}\nmembers {}, not ruled out {}\nparameters learned {learned}\n",
        plan.name,
        fitted.rows.len() - fitting,
        fitted.learned.free.len(),
        fitted.recovery.worlds,
        fitted.failed,
        plan.ensemble.members,
        fitted.kept.len(),
    )
}
