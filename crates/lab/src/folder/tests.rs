use std::collections::BTreeSet;
use std::fs;

use super::*;
use crate::facts::CheckResult;
use crate::testing;

fn ensemble() -> Ensemble {
    let value = |shift: f64| {
        testing::record(move |name, month| {
            let age = f64::from(month.since(model::FIRST));
            // The chervonets does not exist before its time: holes that no table may fill.
            if name.starts_with("money.chervonets") && age < 60.0 { f64::NAN } else { age + shift }
        })
    };
    testing::ensemble(vec![value(0.0), value(1.0), value(2.0)])
}

fn verdicts() -> Vec<Verdict> {
    let check = CheckResult {
        text: "the check, with a comma".to_owned(),
        target: "1".to_owned(),
        low: 1.0,
        high: 2.0,
        median: f64::NAN,
        central: 1.0,
        holds: false,
        share: 0.0,
        distance: f64::NAN,
        unit: "share".to_owned(),
        reason: "r".to_owned(),
    };
    vec![Verdict {
        number: 1,
        id: "f".to_owned(),
        title: "t".to_owned(),
        statement: "s".to_owned(),
        holds: false,
        share: 0.0,
        checks: vec![check],
        why_tolerance: "w".to_owned(),
    }]
}

fn pages() -> Pages {
    Pages { figures: vec![("industry".to_owned(), "<svg/>".to_owned())], html: "<html>".to_owned() }
}

fn write_to(out: &Path, force: bool) -> Result<Written, LabError> {
    write_with(&ensemble(), &testing::evidence(&[]), &verdicts(), &pages(), Some(out), force)
}

fn hidden(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let names =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    names.filter(|name| name.starts_with('.')).collect()
}

#[test]
fn what_is_written_reads_back_and_holes_stay_holes() {
    let home = tempfile::tempdir().expect("a folder");
    let out = home.path().join("mine");
    let written = write_to(&out, false).unwrap_or_else(|error| panic!("{error}"));
    let rows = parquet::read_series(&out.join("series.parquet")).unwrap_or_else(|e| panic!("{e}"));
    let ensemble = ensemble();
    let mut wanted = Vec::new();
    for draw in &ensemble.draws {
        for (place, cell) in draw.record.cells.iter().enumerate() {
            for (month, value) in draw.record.path(place).iter().enumerate() {
                let month = draw.record.first.plus(i32::try_from(month).expect("few months"));
                if value.is_finite() {
                    wanted.push(parquet::SeriesRow {
                        scenario: "history".to_owned(),
                        draw: draw.number,
                        month,
                        variable: model::VARIABLES[cell.variable].name.to_owned(),
                        region: cell.region_name().to_owned(),
                        value: parquet::kept(*value),
                    });
                }
            }
        }
    }
    assert!(rows == wanted, "{} rows were read, {} written", rows.len(), wanted.len());
    let remarks =
        parquet::read_remarks(&out.join("series.parquet")).unwrap_or_else(|e| panic!("{e}"));
    let remark = |key: &str| remarks.iter().find(|(k, _)| k == key).map(|(_, v)| v.as_str());
    assert_eq!(remark("unit:grain.harvest"), Some("million t"));
    assert_eq!(remark("ktokogo.run"), Some(written.id.as_str()));
    let size: u64 =
        files(&out).iter().map(|name| fs::metadata(out.join(name)).map_or(0, |m| m.len())).sum();
    assert_eq!(written.bytes, size);
}

/// Every file below a folder, by its name within it.
fn files(folder: &Path) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if path.is_dir() {
            names.extend(files(&path).into_iter().map(|inner| format!("{name}/{inner}")));
        } else {
            names.insert(name);
        }
    }
    names
}

#[test]
fn the_package_describes_every_file_and_every_column() {
    let home = tempfile::tempdir().expect("a folder");
    let out = home.path().join("mine");
    write_to(&out, false).unwrap_or_else(|error| panic!("{error}"));
    let text = fs::read_to_string(out.join("datapackage.json")).expect("there");
    let package: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let resources = package["resources"].as_array().expect("a list");
    let mut described: BTreeSet<String> = resources
        .iter()
        .map(|resource| resource["path"].as_str().expect("a path").to_owned())
        .collect();
    described.insert("datapackage.json".to_owned());
    assert_eq!(described, files(&out));
    for name in described.iter().filter(|name| name.ends_with(".csv")) {
        let table = fs::read_to_string(out.join(name)).expect("there");
        let header = table.lines().next().expect("a header");
        assert_eq!(header, package::columns(name).join(","), "{name}");
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        assert!(reader.records().all(|row| row.is_ok()), "{name}");
    }
    for json in ["run.json", "facts.json"] {
        let text = fs::read_to_string(out.join(json)).expect("there");
        assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{json}");
    }
    let lock = fs::read_to_string(out.join("scenario.lock.toml")).expect("there");
    let lock: toml::Table = toml::from_str(&lock).expect("TOML");
    let parameters = lock["parameter"].as_array().expect("a list").len();
    assert_eq!(parameters, ensemble().parameters.len());
}

#[test]
fn no_file_names_a_folder_of_this_machine() {
    let home = tempfile::tempdir().expect("a folder");
    let out = home.path().join("mine");
    write_to(&out, false).unwrap_or_else(|error| panic!("{error}"));
    let own = home.path().to_string_lossy().into_owned();
    for name in files(&out) {
        let bytes = fs::read(out.join(&name)).expect("there");
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains(&own), "{name} names {own}");
    }
}

#[test]
fn nothing_is_overwritten_unless_it_is_asked_for() {
    let home = tempfile::tempdir().expect("a folder");
    let out = home.path().join("mine");
    write_to(&out, false).unwrap_or_else(|error| panic!("{error}"));
    fs::write(out.join("report.html"), "my notes").expect("written");
    let refused = write_to(&out, false).expect_err("it stands already").to_string();
    assert!(refused.contains("--force") && refused.contains("--out"), "{refused}");
    assert_eq!(fs::read_to_string(out.join("report.html")).expect("there"), "my notes");
    write_to(&out, true).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(fs::read_to_string(out.join("report.html")).expect("there"), "<html>");
    assert_eq!(hidden(home.path()), Vec::<String>::new());
}

#[test]
fn a_run_that_could_not_be_written_is_refused_before_it_is_lived() {
    let home = tempfile::tempdir().expect("a folder");
    let evidence = testing::evidence(&[]);
    let request = Request::new(crate::history());
    let out = home.path().join("deep/mine");
    let ready = |force| prepare(&request, &evidence, Some(&out), force);
    assert_eq!(ready(false).unwrap_or_else(|error| panic!("{error}")), out);
    assert_eq!(hidden(&home.path().join("deep")), Vec::<String>::new());
    write_to(&out, false).unwrap_or_else(|error| panic!("{error}"));
    assert!(ready(false).is_err() && ready(true).is_ok());
    assert_eq!(target(None, "r-1"), Path::new("runs").join("r-1"));
}

#[test]
fn a_folder_of_something_else_is_never_replaced() {
    let home = tempfile::tempdir().expect("a folder");
    let out = home.path().join("letters");
    fs::create_dir(&out).expect("made");
    write_to(&out, false).unwrap_or_else(|error| panic!("an empty folder may be taken: {error}"));
    let other = home.path().join("other");
    fs::create_dir(&other).expect("made");
    fs::write(other.join("letter.txt"), "dear").expect("written");
    for force in [false, true] {
        let refused = write_to(&other, force).expect_err("not a run").to_string();
        assert!(refused.contains("not the folder of a run"), "{refused}");
    }
    assert_eq!(fs::read_to_string(other.join("letter.txt")).expect("there"), "dear");
}

#[test]
fn what_a_killed_run_left_is_cleaned_and_an_older_run_comes_back() {
    let home = tempfile::tempdir().expect("a folder");
    let out = home.path().join("mine");
    write_to(&out, false).unwrap_or_else(|error| panic!("{error}"));
    // Killed between moving the old run aside and putting the new one in place.
    let aside = home.path().join(".mine.ktokogo-1.old");
    fs::rename(&out, &aside).expect("moved");
    fs::create_dir(home.path().join(".mine.ktokogo-1.partial")).expect("made");
    fs::write(home.path().join(".mine.ktokogo-1.lock"), "").expect("written");
    // Killed while writing.
    fs::create_dir(home.path().join(".else.ktokogo-2.partial")).expect("made");
    write_to(&home.path().join("next"), false).unwrap_or_else(|error| panic!("{error}"));
    assert!(out.join("run.json").is_file(), "the older run is back");
    assert_eq!(hidden(home.path()), Vec::<String>::new());
}

#[test]
fn work_in_progress_is_left_alone() {
    let home = tempfile::tempdir().expect("a folder");
    let lock = fs::File::create(home.path().join(".mine.ktokogo-1.lock")).expect("made");
    lock.try_lock().expect("free");
    fs::create_dir(home.path().join(".mine.ktokogo-1.partial")).expect("made");
    place::clean(home.path());
    assert_eq!(hidden(home.path()).len(), 2);
    drop(lock);
    place::clean(home.path());
    assert_eq!(hidden(home.path()), Vec::<String>::new());
}

#[test]
fn a_draft_that_fails_leaves_nothing() {
    let home = tempfile::tempdir().expect("a folder");
    let target = home.path().join("mine");
    let draft = Draft::begin(&target).unwrap_or_else(|error| panic!("{error}"));
    let full = || std::io::Error::from(std::io::ErrorKind::StorageFull);
    let error = draft.stream("series.parquet", |_| Err(full())).expect_err("full").to_string();
    assert!(
        error.starts_with("series.parquet: cannot write the file: the disk is full"),
        "{error}"
    );
    drop(draft);
    assert_eq!(fs::read_dir(home.path()).expect("a folder").count(), 0);
}

#[test]
fn a_path_through_a_file_is_explained() {
    let home = tempfile::tempdir().expect("a folder");
    fs::write(home.path().join("file"), "").expect("written");
    let error =
        write_to(&home.path().join("file/runs/mine"), false).expect_err("no folder").to_string();
    assert!(error.contains("file/runs"), "{error}");
    assert!(error.contains("--out"), "{error}");
}

#[test]
fn a_cut_or_foreign_table_is_told_plainly() {
    let home = tempfile::tempdir().expect("a folder");
    let out = home.path().join("mine");
    write_to(&out, false).unwrap_or_else(|error| panic!("{error}"));
    let table = out.join("series.parquet");
    let bytes = fs::read(&table).expect("there");
    let half = home.path().join("half.parquet");
    let tail = [&[0; 64], &bytes[bytes.len() - 4000..]].concat();
    for broken in [&bytes[..bytes.len() / 2], b"", b"variable,value\n", &tail[..]] {
        fs::write(&half, broken).expect("written");
        let error = parquet::read_series(&half).expect_err("broken").to_string();
        assert!(error.contains("half.parquet: this is not a whole Parquet table"), "{error}");
    }
    let events = parquet::read_series(&out.join("events.parquet")).expect_err("another table");
    assert!(events.to_string().contains("not a whole Parquet table of a run"), "{events}");
    let missing = parquet::read_series(&out.join("none")).expect_err("missing").to_string();
    assert!(missing.contains("it does not exist"), "{missing}");
}
