use std::collections::BTreeMap;
use std::fs;
use std::sync::atomic::AtomicBool;

use evidence::Evidence;
use kernel::Month;
use model::Freedom;

use super::*;
use crate::ensemble::{Ensemble, Silent};
use crate::folder::{self as run_folder, Pages, pair_files};
use crate::pair::PairRequest;
use crate::request::Request;
use crate::scenario;

fn built_in() -> Evidence {
    Evidence::embedded().expect("the embedded evidence is whole")
}

/// Two layers of files over history, under a theory, with decisions freed on the command line. The
/// younger wins over a switch of the theory and over an order of the older, and names regions in an
/// order that is not that of the letters.
fn layered(home: &Path, evidence: &Evidence) -> scenario::Scenario {
    let older = "ktokogo = 1\nname = \"older\"\nparent = \"open-border\"\n\
                 [[action]]\nset = \"weather\"\nto = { volga = 0.9, central-industrial = 1.1 }\n\
                 from = \"1920-06\"\noverride = true\n\
                 [[assume]]\nsilence = \"collect-rent\"\n";
    let silenced = scenario::known::mechanisms()[3];
    let older = older.replace("collect-rent", silenced);
    let younger = "ktokogo = 1\nname = \"younger\"\ntitle = \"Two \\\"layers\\\"\"\n\
                   parent = \"older.toml\"\n[draws]\nn = 2\nseed = 3\n\
                   [passport]\nminimal = \"a test\"\n\
                   [[action]]\nset = \"trade_monopoly\"\nto = 0.5\nfrom = \"1923-01\"\n\
                   until = \"1924-02\"\noverride = true\n\
                   [[assume]]\nparameter = \"switches.SWITCH\"\nvalue = 0.25\noverride = true\n";
    let younger = younger.replace("SWITCH", model::SWITCHES[2].1);
    fs::write(home.join("older.toml"), older).expect("written");
    fs::write(home.join("younger.toml"), younger).expect("written");
    let path = home.join("younger.toml").display().to_string();
    scenario::find_under(&path, Some("rigby-daniels"), evidence)
        .and_then(|scenario| scenario.freed(Freedom::From(Month::new(1918, 1)), evidence))
        .unwrap_or_else(|problems| panic!("{problems}"))
}

fn small(scenario: scenario::Scenario) -> Request {
    let until = Month::new(1918, 2);
    let seed = u64::MAX - 7;
    Request { until, seed, draws: 1, households: 200, members: 80, ..Request::new(scenario) }
}

fn lived(request: &Request, evidence: &Evidence) -> Ensemble {
    let lived = crate::run(request, evidence, &Silent, &AtomicBool::new(false));
    lived.unwrap_or_else(|error| panic!("{error}"))
}

fn write(ensemble: &Ensemble, evidence: &Evidence, out: &Path) {
    run_folder::write_with(ensemble, evidence, &[], &Pages::default(), Some(out), false)
        .unwrap_or_else(|error| panic!("{error}"));
}

/// Every file of a folder by its name; of `run.json` what does not speak of the clock.
fn files(of: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(of).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let bytes = fs::read(&path).expect("it can be read");
        let text = match name.as_str() {
            "run.json" => {
                let mut value = about::read(&path).unwrap_or_else(|error| panic!("{error}"));
                value["started"].take();
                value["elapsed_seconds"].take();
                value.to_string()
            }
            "checksums.blake3" => continue,
            _ => blake3::hash(&bytes).to_string(),
        };
        files.insert(name, text);
    }
    files
}

#[test]
fn a_run_can_be_asked_for_again_out_of_its_folder_to_the_same_bytes() {
    let (home, evidence) = (tempfile::tempdir().expect("a folder"), built_in());
    let request = small(layered(home.path(), &evidence));
    let ensemble = lived(&request, &evidence);
    let (one, two) = (home.path().join("one"), home.path().join("two"));
    write(&ensemble, &evidence, &one);
    // The files that the scenario came from are gone: the folder is enough.
    fs::remove_file(home.path().join("younger.toml")).expect("removed");
    fs::remove_file(home.path().join("older.toml")).expect("removed");
    let about = About::read(&one).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(about.id, ensemble.id());
    assert_eq!((about.seed, about.called.as_str()), (u64::MAX - 7, "younger.toml"));
    assert_eq!(about.made_otherwise(&evidence), Vec::<String>::new());
    let again = about.request(&evidence).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(again.scenario.hash, request.scenario.hash);
    assert_eq!(
        (again.command(), again.scenario.theory.as_deref()),
        (request.command(), Some("rigby-daniels"))
    );
    let again = lived(&again, &evidence);
    assert_eq!(again.id(), ensemble.id());
    write(&again, &evidence, &two);
    assert_eq!(files(&one), files(&two));
}

#[test]
fn a_pair_can_be_asked_for_again_out_of_its_folder() {
    let (home, evidence) = (tempfile::tempdir().expect("a folder"), built_in());
    let base = scenario::find("history", &evidence).unwrap_or_else(|error| panic!("{error}"));
    let request = PairRequest::of(base, layered(home.path(), &evidence), &small(crate::history()));
    let pair = crate::pair(&request, &evidence, &Silent, &AtomicBool::new(false));
    let pair = pair.unwrap_or_else(|error| panic!("{error}"));
    let out = home.path().join("pair");
    pair_files::write(&pair, &evidence, &Pages::default(), "ktokogo whatif", Some(&out), false)
        .unwrap_or_else(|error| panic!("{error}"));
    let again = pair_request(&out, &evidence).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(again.id(&evidence), pair.id());
    let about = PairAbout::read(&out).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!((&about.id, about.changed.id.as_str()), (&pair.id(), &*pair.changed.id()));
    let refused = About::read(&out).expect_err("a pair is no run");
    assert!(refused.to_string().contains("/changed"), "{refused}");
}

#[test]
fn another_engine_or_evidence_and_an_altered_scenario_are_said_plainly() {
    let (home, evidence) = (tempfile::tempdir().expect("a folder"), built_in());
    let ensemble = lived(&small(crate::history()), &evidence);
    let out = home.path().join("out");
    write(&ensemble, &evidence, &out);
    let mark = out.join("run.json");
    let text = fs::read_to_string(&mark).expect("it was written");
    fs::write(&mark, text.replace(&ensemble.hashes.engine, "0123456789abcdef")).expect("written");
    let about = About::read(&out).unwrap_or_else(|error| panic!("{error}"));
    let [line] = &about.made_otherwise(&evidence)[..] else { panic!("one line") };
    assert!(line.contains("engine 0123456789ab of ktokogo"), "{line}");
    let scenario = out.join("scenario.toml");
    let mut altered = fs::read_to_string(&scenario).expect("it was written");
    altered = altered.replace("action = []", "").replace("assume = []", "");
    altered.push_str("[[action]]\ndecree = \"drought-1921\"\nremove = true\n");
    fs::write(&scenario, altered).expect("written");
    let refused = about.request(&evidence).expect_err("it does another thing");
    assert!(refused.to_string().contains("it was altered"), "{refused}");
}

/// A folder that says of itself only what names need.
fn stub(runs: &Path, name: &str, id: &str, started: &str) {
    fs::create_dir_all(runs.join(name)).expect("a folder");
    let text = format!("{{\"id\": \"{id}\", \"started\": \"{started}\"}}");
    fs::write(runs.join(name).join("run.json"), text).expect("written");
}

#[test]
fn runs_are_named_by_path_id_folder_and_as_the_last() {
    let home = tempfile::tempdir().expect("a folder");
    let runs = home.path().join("runs");
    // The file that was written last is not of the run that began last.
    stub(&runs, "newest", "r-ccc33333", "1999-02-01T00:00:00Z");
    stub(&runs, "r-aaa11111", "r-aaa11111", "1999-01-01T00:00:00Z");
    stub(&runs, "pair", "p-bbb22222", "");
    fs::write(runs.join("pair/run.json"), "{\"id\": \"p-bbb22222\", \"kind\": \"pair\"}")
        .expect("written");
    stub(&runs, "pair/base", "r-ddd44444", "1999-01-15T00:00:00Z");
    stub(&runs, "pair/changed", "r-eee55555", "1999-01-15T00:00:00Z");
    fs::create_dir_all(runs.join(".hidden")).expect("a folder");
    let found = |name: &str| {
        let found = find_in(name, &runs).unwrap_or_else(|error| panic!("{error}"));
        (found.path.strip_prefix(&runs).expect("below runs").display().to_string(), found.kind)
    };
    assert_eq!(found("last"), ("newest".to_owned(), Kind::Run));
    assert_eq!(found("r-ccc33333"), ("newest".to_owned(), Kind::Run));
    assert_eq!(found("r-aaa11111"), ("r-aaa11111".to_owned(), Kind::Run));
    assert_eq!(found("p-bbb22222/"), ("pair".to_owned(), Kind::Pair));
    assert_eq!(found("p-bbb22222/changed"), ("pair/changed".to_owned(), Kind::Run));
    let path = runs.join("pair").display().to_string();
    assert_eq!(found(&path), ("pair".to_owned(), Kind::Pair));
    assert_eq!(found(&format!("{path}/run.json")), ("pair".to_owned(), Kind::Pair));
    let pair = find_in("pair", &runs).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(pair.runs(), [runs.join("pair/base"), runs.join("pair/changed")]);
}

#[test]
fn an_unknown_name_is_answered_with_the_nearest() {
    let home = tempfile::tempdir().expect("a folder");
    let runs = home.path().join("runs");
    let said = |name: &str| find_in(name, &runs).expect_err("unknown").to_string();
    assert!(said("last").contains("ktokogo run"), "{}", said("last"));
    assert!(said("r-1").contains("no run stands in"), "{}", said("r-1"));
    stub(&runs, "r-aaa11111", "r-aaa11111", "1999-01-01T00:00:00Z");
    assert!(said("r-aaa11112").contains("did you mean `r-aaa11111`?"), "{}", said("r-aaa11112"));
    assert!(said("something").contains("the newest in"), "{}", said("something"));
    assert!(said("r-aaa11111/base").contains("only a pair has a `base`"));
    let here = home.path().display().to_string();
    assert!(said(&here).contains("not the folder of a run"), "{}", said(&here));
    fs::write(runs.join("r-aaa11111/run.json"), "{").expect("written");
    let path = runs.join("r-aaa11111").display().to_string();
    assert!(said(&path).contains("damaged"), "{}", said(&path));
}
