//! The folder of a comparison: four tables and what they mean.

use std::fs;
use std::path::Path;

use lab::LabError;
use lab::folder::tables::{Csv, quantile};

use super::compare::{Comparison, Form};
use super::page::{numbers_of, statement};
use super::score::Part;
use super::weigh::Interval;
use crate::kept::FOLDER;

/// The file that marks a folder as one of ours.
const README: &str = "README.txt";
/// The parts of a score in files, all together last.
const ALL: &str = "all";

/// Whether a folder may be written, or gone on in: it is absent, empty, or one of ours.
///
/// # Errors
/// A folder of something else.
pub fn prepare(out: &Path) -> Result<(), LabError> {
    let Ok(mut entries) = fs::read_dir(out) else { return Ok(()) };
    if out.join(FOLDER).is_dir() || entries.next().is_none() {
        return Ok(());
    }
    Err(LabError::Folder {
        path: out.to_owned(),
        what: "it exists and is not the folder of a comparison, so that nothing is written".into(),
        advice: "choose another folder with --out".into(),
    })
}

/// Writes the tables beside the kept work.
///
/// # Errors
/// Of the file system.
pub fn write(comparison: &Comparison, out: &Path) -> Result<(), LabError> {
    fs::create_dir_all(out).map_err(|e| LabError::io(out, "make the folder", &e))?;
    let files = [
        ("theories.csv", theories(comparison)),
        ("series.csv", series(comparison)),
        ("tests.csv", tests(comparison)),
        ("deciding.csv", deciding(comparison)),
        (README, readme(comparison).into_bytes()),
    ];
    for (name, content) in files {
        let path = out.join(name);
        fs::write(&path, content).map_err(|e| LabError::io(&path, "write the file", &e))?;
    }
    Ok(())
}

fn forms(comparison: &Comparison) -> [(&'static str, &Form); 2] {
    [("pinned", &comparison.pinned), ("free", &comparison.freed)]
}

fn theories(comparison: &Comparison) -> Vec<u8> {
    let head = [
        "account",
        "number",
        "title",
        "decisions",
        "part",
        "units",
        "units_moved",
        "log_score",
        "log_low95",
        "log_high95",
        "loss",
        "loss_low95",
        "loss_high95",
        "own_log_score",
        "own_low95",
        "own_high95",
        "weight",
        "stacking",
        "leads",
        "broken_off",
    ];
    let mut rows = Vec::new();
    for (name, form) in forms(comparison) {
        for (n, one) in comparison.accounts.iter().enumerate() {
            let none = |of: &[f64]| n.checked_sub(1).map_or(f64::NAN, |place| of[place]);
            let weights = &form.weights;
            let mut row =
                |part: &str, log: &Interval, loss: Option<&Interval>, own: Option<&Interval>| {
                    let account = &one.account;
                    let mut cells =
                        vec![account.key.clone(), account.number.clone(), account.title.clone()];
                    cells.extend([name.to_owned(), part.to_owned()]);
                    cells.extend([log.units.to_string(), log.moved.to_string()]);
                    for interval in [Some(log), loss, own] {
                        let ends = |i: &Interval| [i.mean, i.low, i.high].map(quantile);
                        cells.extend(interval.map_or_else(Default::default, ends));
                    }
                    let whole = part == ALL;
                    for of in [&weights.alone, &weights.stacking, &weights.leads] {
                        cells.push(if whole { quantile(none(of)) } else { String::new() });
                    }
                    cells.push(one.lives.failed.to_string());
                    rows.push(cells);
                };
            for (place, part) in Part::ALL.iter().enumerate() {
                row(part.word(), &form.log[n][place], Some(&form.loss[n][place]), None);
            }
            row(ALL, &form.all[n], None, Some(&form.all_own[n]));
        }
    }
    Csv::of(&head, rows)
}

fn series(comparison: &Comparison) -> Vec<u8> {
    let head = [
        "account",
        "decisions",
        "part",
        "series",
        "rows",
        "log_score",
        "loss",
        "central_log_score",
        "central_loss",
        "own_log_score",
        "null",
        "switches_that_move_it",
    ];
    let mut rows = Vec::new();
    for (name, form) in forms(comparison) {
        for (n, one) in comparison.accounts.iter().enumerate() {
            for unit in &form.units[n] {
                let same = |units: &[super::Unit]| {
                    units.iter().find(|u| u.name == unit.name).map(|u| (u.log, u.loss))
                };
                let central = same(&form.units[0]).unwrap_or((f64::NAN, f64::NAN));
                let own = same(&form.own[n]).map_or(f64::NAN, |(log, _)| log);
                let moving = model::SWITCHES.iter().zip(&comparison.speaks.0);
                let moving = moving.filter(|(_, moved)| moved.contains(&unit.name));
                let moving: Vec<&str> = moving.map(|((number, _), _)| *number).collect();
                rows.push(vec![
                    one.account.key.clone(),
                    name.to_owned(),
                    unit.part.word().to_owned(),
                    unit.name.clone(),
                    unit.rows.to_string(),
                    quantile(unit.log),
                    quantile(unit.loss),
                    quantile(central.0),
                    quantile(central.1),
                    quantile(own),
                    unit.null.to_string(),
                    moving.join(" "),
                ]);
            }
        }
    }
    Csv::of(&head, rows)
}

fn tests(comparison: &Comparison) -> Vec<u8> {
    let head = [
        "test",
        "question",
        "measure",
        "record_favours",
        "record_confidence",
        "record_value",
        "record_why",
        "not_in_the_model",
        "account",
        "number",
        "predicts",
        "draws",
        "median",
        "share_as_predicted",
        "share_as_recorded",
    ];
    let mut rows = Vec::new();
    for answer in &comparison.answers {
        let test = &answer.test;
        let first = [
            test.id.clone(),
            answer.question.clone(),
            test.words.clone(),
            answer.reading(),
            answer.confidence.clone(),
            test.record.value.map_or_else(String::new, quantile),
            test.record.why.clone(),
            test.not_in_the_model.clone(),
        ];
        if answer.accounts.is_empty() {
            rows.push(first.iter().cloned().chain(vec![String::new(); 7]).collect());
        }
        for one in &answer.accounts {
            let own = [
                one.account.clone(),
                one.number.clone(),
                one.predicts.clone(),
                one.draws.to_string(),
                quantile(one.median),
                quantile(one.own),
                quantile(one.recorded),
            ];
            rows.push(first.iter().cloned().chain(own).collect());
        }
    }
    Csv::of(&head, rows)
}

fn deciding(comparison: &Comparison) -> Vec<u8> {
    let head = [
        "account",
        "other",
        "variable",
        "unit",
        "year",
        "account_expects",
        "other_expects",
        "separation",
        "expected_log_bayes_factor",
        "evidence",
        "where_it_may_be_found",
    ];
    let row = |one: &super::Deciding| {
        vec![
            one.pair[0].clone(),
            one.pair[1].clone(),
            one.variable.to_owned(),
            one.unit.to_owned(),
            one.year.to_string(),
            quantile(one.expects[0]),
            quantile(one.expects[1]),
            quantile(one.separation),
            quantile(one.log_factor),
            one.exists.words().to_owned(),
            one.found_at.clone(),
        ]
    };
    Csv::of(&head, comparison.deciding.iter().map(row))
}

fn readme(comparison: &Comparison) -> String {
    format!(
        "Rival accounts on equal terms: a comparison by ktokogo {}.\n\n{}\n\n{}\n\n\
         theories.csv  scores of each account less those of the central one, by part; weights\n\
         series.csv    scores of each series and decision, and the switches that move it\n\
         tests.csv     the discriminating tests D01 to D14\n\
         deciding.csv  observations that would tell the leading accounts apart\n\
         {FOLDER}/         finished work: the same command goes on from it\n\n\
         log_score is the mean, over series, of the mean logarithm of the predictive density: more is\n\
         better, 0 is as good as the central account. loss is the continuous ranked probability score\n\
         on the scale of comparison (logarithms or logits), and the Brier score of decisions: less is\n\
         better. Intervals are 95 per cent of a paired bootstrap over series. A series of which an\n\
         account names no mechanism has the central account's score (`null`); own_log_score leaves\n\
         that out.\n",
        lab::hashes::VERSION,
        numbers_of(comparison),
        statement(comparison),
    )
}
