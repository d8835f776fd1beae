use std::fs;

use kernel::Month;

use super::*;
use crate::ensemble::Silent;
use crate::request::Request;

fn written(home: &Path, evidence: &Evidence) -> About {
    let until = Month::new(1918, 2);
    let small =
        Request { until, draws: 1, households: 200, members: 80, ..Request::new(crate::history()) };
    let ensemble = crate::run(&small, evidence, &Silent, &AtomicBool::new(false));
    let ensemble = ensemble.unwrap_or_else(|error| panic!("{error}"));
    let verdicts = crate::judge(evidence, &ensemble).expect("the facts can be read");
    let out = home.join("out");
    folder::write(&ensemble, evidence, &verdicts, Some(&out), false)
        .unwrap_or_else(|error| panic!("{error}"));
    About::read(&out).unwrap_or_else(|error| panic!("{error}"))
}

fn again(about: &About, evidence: &Evidence) -> Replayed {
    run(about, None, evidence, &Silent, &AtomicBool::new(false))
        .unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn a_run_lived_again_has_the_same_files_and_an_altered_one_is_told() {
    let evidence = Evidence::embedded().expect("the embedded evidence is whole");
    let home = tempfile::tempdir().expect("a folder");
    let about = written(home.path(), &evidence);
    let replayed = again(&about, &evidence);
    assert!(replayed.agrees() && replayed.files.len() > 20, "{replayed:?}");
    for name in ["series.parquet", "run.json", "scenario.lock.toml", "summary.csv"] {
        assert!(replayed.files.contains_key(name), "{name} was not compared");
    }
    // Another run in its place: the same tables with other numbers.
    let other = Request { seed: 5, ..about.request(&evidence).expect("it can be asked for again") };
    let other = crate::run(&other, &evidence, &Silent, &AtomicBool::new(false)).expect("no breach");
    let draft = folder::rehearse(&other, &evidence, &[]).unwrap_or_else(|error| panic!("{error}"));
    fs::copy(draft.path("series.parquet"), about.path.join("series.parquet")).expect("copied");
    fs::remove_file(about.path.join("facts.csv")).expect("removed");
    let replayed = again(&about, &evidence);
    let differing: Vec<&str> =
        replayed.files.iter().filter(|(_, s)| **s != State::Agrees).map(|(n, _)| &**n).collect();
    assert_eq!(differing, ["facts.csv", "series.parquet"]);
    assert_eq!(replayed.files["facts.csv"], State::Missing);
    let first = &replayed.first[0];
    assert!(first.stored != first.lived && first.stored.is_some(), "{first:?}");
    fs::write(about.path.join("series.parquet"), "PAR1").expect("written");
    let replayed = again(&about, &evidence);
    assert!(replayed.unreadable[0].contains("not a whole Parquet table"), "{replayed:?}");
}
