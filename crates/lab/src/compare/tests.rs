use std::fs;
use std::path::Path;

use kernel::Month;

use super::*;
use crate::ensemble::Ensemble;
use crate::folder::{Pages, write_with};
use crate::testing;

/// A run whose numbers are those of the draw, the month and a shift.
fn ensemble(shift: f64, draws: u32, scenario: &str) -> Ensemble {
    let record = |draw: u32| {
        testing::record(move |_, month| {
            let age = f64::from(month.since(model::FIRST));
            f64::from(draw) * 10.0 + age + if draw == 2 { -shift } else { shift }
        })
    };
    let mut ensemble = testing::ensemble((0..=draws).map(record).collect());
    ensemble.hashes.scenario = scenario.to_owned();
    ensemble
}

fn written(ensemble: &Ensemble, out: &Path) -> Lived {
    let evidence = testing::evidence(&[]);
    write_with(ensemble, &evidence, &[], &Pages::default(), Some(out), false)
        .unwrap_or_else(|error| panic!("{error}"));
    Lived::read(out).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn differences_are_those_of_draws_with_one_number() {
    let home = tempfile::tempdir().expect("a folder");
    let one = written(&ensemble(0.0, 3, "a"), &home.path().join("one"));
    let two = written(&ensemble(1.0, 2, "b"), &home.path().join("two"));
    let stock = VARIABLES.iter().position(|v| v.kind == model::Kind::Stock).expect("a stock");
    let window = Window::month(Month::new(1917, 11));
    let found = compare(&[one.clone(), two, one], &[stock], &[window]);
    assert_eq!(found.matched, [1, 2]);
    let [first, second, third] = &found.rows[0].values[..] else { panic!("three runs") };
    // Draws 1 and 2 begin at 10 and 20; the second run has 11 and 19.
    assert_eq!((first.median, second.median, first.difference.is_none()), (15.0, 15.0, true));
    let difference = second.difference.as_ref().expect("a difference");
    assert_eq!((difference.below, difference.equal, difference.above), (1, 0, 1));
    assert_eq!(difference.median, 0.0);
    assert_eq!(third.difference.as_ref().map(|d| (d.equal, d.draws())), Some((2, 2)));
    assert_eq!(found.identical, [true, false, true]);
    assert_eq!(found.outcomes[0].len(), 8);
}

#[test]
fn every_setting_that_differs_is_named_with_the_way_to_mend_it() {
    let home = tempfile::tempdir().expect("a folder");
    let one = written(&ensemble(0.0, 1, "a"), &home.path().join("one"));
    let mut other = ensemble(0.0, 1, "b");
    (other.seed, other.members) = (7, usize::MAX);
    other.hashes.engine = "another".to_owned();
    let other = written(&other, &home.path().join("other"));
    let found = obstacles(&one.about, &[&one.about, &other.about]);
    let settings: Vec<&str> = found.iter().map(|obstacle| obstacle.setting).collect();
    assert_eq!(settings, ["engine", "seed", "members"]);
    assert!(found[1].mend.ends_with("again with --seed 1917"), "{found:?}");
    assert_eq!((found[2].first.as_str(), found[2].this.as_str()), ("2000", "full"));
}

#[test]
fn a_damaged_cut_or_foreign_table_is_never_read_as_if_whole() {
    let home = tempfile::tempdir().expect("a folder");
    let out = home.path().join("out");
    written(&ensemble(0.0, 2, "a"), &out);
    let series = out.join("series.parquet");
    let whole = fs::read(&series).expect("it was written");
    let refused = || Lived::read(&out).expect_err("damaged").to_string();
    let mut flipped = whole.clone();
    flipped[whole.len() / 3] ^= 1;
    fs::write(&series, &flipped).expect("written");
    assert!(refused().contains("series.parquet: the file was altered or damaged"), "{}", refused());
    // Without checksums, as folders of earlier versions are, the form still tells.
    fs::remove_file(out.join("checksums.blake3")).expect("removed");
    fs::write(&series, &whole[..whole.len() / 2]).expect("written");
    assert!(refused().contains("not a whole Parquet table"), "{}", refused());
    written(&ensemble(0.0, 1, "b"), &home.path().join("other"));
    fs::copy(home.path().join("other/series.parquet"), &series).expect("copied");
    assert!(refused().contains("the table is of run r-"), "{}", refused());
}
