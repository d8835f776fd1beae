//! Broken files: every fault names file and line, and nothing panics.

use crate::folder::{DECREE, EVENTS, PATHS, SERIES, folder, reading, shown, write};
use evidence::{Evidence, Setting};
use proptest::prelude::*;
use tempfile::TempDir;

#[test]
fn each_bad_cell_is_told_with_its_line() {
    let rows = format!(
        "{SERIES}coal,1921-02-30,8.9,t,,,nove,,,recalled,,\n\
         coal,1921,\"8,9\",t,,,nove,,,recalled,,\n\
         coal,1924/25,NaN,t,,,nove,,,sure,D,\n\
         coal,1921,8.9,t,,,nove,,recalled,\n\
         ,1921,8.9,t,,,nove,,,recalled,,\n"
    );
    assert_eq!(
        reading(&[("series/x.csv", &rows)]),
        "evidence/series/x.csv:2: `1921-02-30`: February 1921 had 28 days\n\
         evidence/series/x.csv:3: `8,9` in column `value` is not a number; write digits with a \
         decimal point, without spaces\n\
         evidence/series/x.csv:4: `1924/25` leaves open which year is meant; write `EY1924/25` \
         for October to September or `AY1924/25` for July to June\n\
         evidence/series/x.csv:4: `NaN` in column `value` is not a number; write digits with a \
         decimal point, without spaces\n\
         evidence/series/x.csv:4: unknown confidence `sure`; write one of: confirmed, recalled, \
         estimated\n\
         evidence/series/x.csv:4: unknown grade `D`; write one of: A, B, C\n\
         evidence/series/x.csv:5: 10 cells where the header has 12; put a cell that holds a \
         comma in double quotes\n\
         evidence/series/x.csv:6: the column `series` is empty; Name of the series."
    );
}

#[test]
fn a_wrong_header_is_told_once() {
    let rows = SERIES.replace("confidence", "confidense") + "coal,1921\n";
    assert_eq!(
        reading(&[("series/x.csv", &rows)]),
        "evidence/series/x.csv:1: unknown column `confidense`; did you mean `confidence`?"
    );
    let missing = SERIES.replace(",grade", "");
    assert!(reading(&[("series/x.csv", &missing)]).starts_with(
        "evidence/series/x.csv:1: the column `grade` is missing; the header must be `series,"
    ));
    assert!(reading(&[("series/x.csv", "")]).contains("x.csv: the file is empty; the header"));
}

#[test]
fn line_numbers_survive_windows_line_ends_and_quoted_breaks() {
    let head = SERIES.replace('\n', "\r\n");
    let rows = format!(
        "\u{feff}{head}coal,1921,1,t,,,nove,,,recalled,,\"two\r\nlines\"\r\n\
         \r\ncoal,1921,x,t,,,nove,,,recalled,,\r\n"
    );
    let said = reading(&[("series/x.csv", &rows)]);
    assert!(said.starts_with("evidence/series/x.csv:5: `x` in column `value`"), "{said}");
}

#[test]
fn text_in_another_encoding_is_told_with_its_line() {
    let folder = folder(&[]);
    let mut bytes = SERIES.as_bytes().to_vec();
    bytes.extend(b"coal,1921,8.9,t,,,nove,,,recalled,,caf\xe9\n");
    write(folder.path(), "series/x.csv", bytes);
    let faults = Evidence::load(folder.path()).expect_err("not UTF-8");
    assert_eq!(
        shown(&folder, &faults),
        "evidence/series/x.csv:2: the text is not UTF-8; save the file with the encoding UTF-8"
    );
}

#[test]
fn a_file_in_an_unknown_place_is_not_passed_over() {
    assert_eq!(
        reading(&[("serie/x.csv", SERIES)]),
        "evidence/serie/x.csv: no table is read from this place; see SCHEMA.md for the folders, \
         or take the file out"
    );
}

#[test]
fn a_folder_that_is_not_there_or_is_empty_is_told() {
    let empty = TempDir::new().expect("a folder");
    let faults = Evidence::load(empty.path()).expect_err("empty");
    assert!(shown(&empty, &faults).starts_with("evidence: the folder holds no CSV"));
    let faults = Evidence::load(&empty.path().join("none")).expect_err("none");
    assert!(shown(&empty, &faults).starts_with("evidence/none: cannot be read: "));
}

#[test]
fn a_broken_bibliography_is_told_with_its_line() {
    let said = reading(&[("sources/more.bib", "@book{carr,\n  title = {A},\n}\n\n@book{x\n")]);
    assert!(said.starts_with("evidence/sources/more.bib:"), "{said}");
    assert!(said.contains("broken BibTeX"), "{said}");
    let twice = "@book{carr, title = {A}}\n@book{carr, title = {B}}\n";
    assert_eq!(
        reading(&[("sources/more.bib", twice)]),
        "evidence/sources/more.bib:2: the source `carr` stands twice; it is also in line 1"
    );
    // Two files may not share a key either.
    assert_eq!(
        reading(&[("sources/tables.bib", "\n@misc{nove, title = {B}}\n")]),
        "evidence/sources/tables.bib:2: the source `nove` stands twice; it is also in \
         evidence/sources/sources.bib:1"
    );
}

#[test]
fn a_decree_keeps_the_line_of_each_name_it_sets() {
    let text = format!(
        "{DECREE}[decree.set]\ngrain_policy = \"tax-in-kind\"\ntrade_tolerance = 0.6\nleases = \
         true\nweather = {{ volga = 0.2, urals = 1 }}\n"
    );
    let folder = folder(&[("decrees/1921.toml", &text)]);
    let evidence = Evidence::load(folder.path()).expect("a decree");
    let decree = &evidence.decrees[0];
    assert_eq!(decree.line, 2);
    let set: Vec<_> = decree.set.iter().map(|set| (set.name.as_str(), set.line)).collect();
    assert_eq!(
        set,
        [("grain_policy", 9), ("leases", 11), ("trade_tolerance", 10), ("weather", 12)]
    );
    let regions = [("urals".to_owned(), 1.0), ("volga".to_owned(), 0.2)].into();
    assert_eq!(decree.set[3].value, Setting::ByRegion(regions));
    assert_eq!(shown(&folder, &evidence.audit_records()), "");
}

#[test]
fn broken_decrees_are_told_with_their_lines() {
    let said = |text: String| reading(&[("decrees/1921.toml", &text)]);
    assert_eq!(
        said(DECREE.replace("title", "titel")),
        "evidence/decrees/1921.toml:4: unknown key `titel`; did you mean `title`?"
    );
    assert_eq!(
        said(format!("{}[decree.set]\n", DECREE.replace("1921-03-21", "1921-13-21"))),
        "evidence/decrees/1921.toml:3: decree `tax`: `1921-13-21` has month 13; months run from \
         01 to 12"
    );
    assert_eq!(
        said(format!("{DECREE}[decree.set]\nplan = [1, 2]\nshare = nan\n")),
        "evidence/decrees/1921.toml:9: `plan` has the type array, which no instrument takes; write \
         a number, a word, true or false, or { region = number }\n\
         evidence/decrees/1921.toml:10: `share` is no finite number; \
         write a number, a word, true or false, or { region = number }"
    );
    let broken = said(format!("{DECREE}[decree.set\n"));
    assert!(broken.starts_with("evidence/decrees/1921.toml:8: "), "{broken}");
    assert!(said(DECREE.to_owned()).contains("the key `set` is missing"));
}

#[test]
fn a_check_keeps_the_lines_of_its_keys() {
    let fact = "[[fact]]\nid = \"a\"\nnumber = 1\ntitle = \"A\"\nstatement = \"S\"\n\
                why_tolerance = \"W\"\n[[fact.check]]\nlow = 0.1\nmeasure = { kind = \"ratio\" }\n";
    let folder = folder(&[("targets/facts.toml", fact)]);
    let evidence = Evidence::load(folder.path()).expect("a fact");
    let check = &evidence.targets[0].checks[0];
    assert_eq!((check.line, check.lines["low"], check.lines["measure"]), (7, 8, 9));
    assert_eq!(check.table["measure"]["kind"].as_str(), Some("ratio"));
}

proptest! {
    // Few cases: each writes a folder.
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_file_makes_the_reader_panic(
        kind in prop::sample::select(vec![
            "series/x.csv", "events/x.csv", "paths/x.csv", "sources/x.bib", "decrees/x.toml",
            "targets/x.toml", "claims/fates.toml", "actors/actors.toml", "decisions/x.toml",
        ]),
        keep in 0..400_usize,
        tail in prop::collection::vec(any::<u8>(), 0..60),
    ) {
        // A good beginning cut anywhere, then anything.
        let good = match kind {
            "series/x.csv" => format!("{SERIES}coal,1921,8.9,t,,,nove,,,recalled,A,\n"),
            "events/x.csv" => format!("{EVENTS}1918-02-14,day,war,E,1/14 Feb,,,nove,,,recalled,\n"),
            "paths/x.csv" => format!("{PATHS}army,os:1917-10,,5300,t,nova,confirmed,\n"),
            "sources/x.bib" => "@book{a, title = {B \\& C}, year = 1922}\n".repeat(4),
            _ => format!("{DECREE}[decree.set]\nx = {{ a = 1 }}\n"),
        };
        let mut bytes = good.into_bytes();
        bytes.truncate(keep);
        bytes.extend(tail);
        let folder = folder(&[]);
        write(folder.path(), kind, bytes);
        match Evidence::load(folder.path()) {
            Ok(evidence) => drop(evidence.audit(&[], &[])),
            Err(faults) => prop_assert!(!faults.is_empty()),
        }
    }
}
