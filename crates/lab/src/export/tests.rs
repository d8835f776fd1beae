use std::collections::BTreeSet;

use super::*;
use crate::folder::{Pages, write_with};
use crate::testing;

fn run(home: &Path) -> Reference {
    let ensemble = testing::ensemble(vec![testing::record(|_, _| 1.0); 2]);
    let pages =
        Pages { figures: vec![("grain".to_owned(), "<svg/>".to_owned())], html: "h".into() };
    let out = home.join("run");
    write_with(&ensemble, &testing::evidence(&[]), &[], &pages, Some(&out), false)
        .unwrap_or_else(|error| panic!("{error}"));
    Reference { path: out, kind: Kind::Run }
}

/// The entities by their ids.
fn entities(metadata: &Value) -> BTreeMap<String, Value> {
    let graph = metadata["@graph"].as_array().expect("a graph");
    let named: BTreeMap<String, Value> = graph
        .iter()
        .map(|entity| (entity["@id"].as_str().expect("an id").to_owned(), entity.clone()))
        .collect();
    assert_eq!(named.len(), graph.len(), "two entities of one id");
    named
}

/// Every `@id` that an entity names.
fn named(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(all) => all.iter().for_each(|one| named(one, found)),
        Value::Object(fields) if fields.len() == 1 && fields.contains_key("@id") => {
            found.extend(fields["@id"].as_str().map(str::to_owned));
        }
        Value::Object(fields) => fields.values().for_each(|one| named(one, found)),
        _ => {}
    }
}

#[test]
fn the_crate_has_what_the_specification_and_the_profile_require() {
    let home = tempfile::tempdir().expect("a folder");
    let (of, out) = (run(home.path()), home.path().join("crate"));
    let exported = rocrate(&of, &out, false).unwrap_or_else(|error| panic!("{error}"));
    let text = fs::read(out.join(METADATA)).expect("it was written");
    let metadata: Value = serde_json::from_slice(&text).expect("JSON");
    assert_eq!(metadata["@context"][0], "https://w3id.org/ro/crate/1.1/context");
    let entities = entities(&metadata);
    // RO-Crate 1.1: the descriptor, and the root with name, description, datePublished, license.
    let descriptor = &entities[METADATA];
    assert_eq!(descriptor["about"]["@id"], "./");
    assert_eq!(descriptor["conformsTo"]["@id"], "https://w3id.org/ro/crate/1.1");
    let root = &entities["./"];
    for key in ["name", "description", "datePublished"] {
        assert!(!root[key].as_str().unwrap_or_default().is_empty(), "{key}");
    }
    // Every name has its entity, and every file of the folder is one, with size and sum.
    let mut ids = BTreeSet::new();
    named(&metadata, &mut ids);
    ids.retain(|id| !id.starts_with("http") || entities.contains_key(id));
    let missing: Vec<&String> = ids.iter().filter(|id| !entities.contains_key(*id)).collect();
    assert_eq!(missing, Vec::<&String>::new());
    let files: Vec<&Value> = entities.values().filter(|entity| entity["@type"] == "File").collect();
    assert_eq!(files.len() + 1, exported.files);
    for file in files {
        let path = out.join(file["@id"].as_str().expect("an id"));
        let (size, sum) = digest(&path).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(
            (&file["contentSize"], &file["sha256"]),
            (&size.to_string().into(), &sum.into())
        );
    }
    // Process Run Crate: an action with an instrument, and the files that it made.
    let action = &entities[root["mentions"]["@id"].as_str().expect("an action")];
    assert_eq!(action["@type"], "CreateAction");
    let instrument = &entities[action["instrument"]["@id"].as_str().expect("an id")];
    assert_eq!(instrument["@type"], "SoftwareApplication");
    assert_eq!(action["object"][0]["@id"], "scenario.toml");
    assert!(
        action["result"].as_array().expect("files").len() > 15 && action.get("agent").is_none()
    );
    assert!(entities.contains_key(root["conformsTo"]["@id"].as_str().expect("a profile")));
}

#[test]
fn sums_are_those_of_sha256() {
    let home = tempfile::tempdir().expect("a folder");
    fs::write(home.path().join("abc"), "abc").expect("written");
    // FIPS 180-4, example of one block.
    let wanted = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    let found = digest(&home.path().join("abc")).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(found, (3, wanted.to_owned()));
}

#[test]
fn a_zip_reads_back_whole_is_the_same_again_and_replaces_nothing_unasked() {
    let home = tempfile::tempdir().expect("a folder");
    let (of, out) = (run(home.path()), home.path().join("crate.zip"));
    let exported = rocrate(&of, &out, false).unwrap_or_else(|error| panic!("{error}"));
    let bytes = fs::read(&out).expect("it was written");
    assert_eq!(exported.bytes, bytes.len() as u64);
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).expect("a zip file");
    assert_eq!(archive.len(), exported.files);
    for name in ["series.parquet", "figures/grain.svg", "CITATION.cff"] {
        let mut read = Vec::new();
        archive.by_name(name).expect("it is there").read_to_end(&mut read).expect("it reads");
        assert_eq!(read, fs::read(of.path.join(name)).expect("it is there"), "{name}");
    }
    let refused = rocrate(&of, &out, false).expect_err("it is there");
    assert!(refused.to_string().contains("--force"), "{refused}");
    rocrate(&of, &out, true).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(fs::read(&out).expect("it was written"), bytes);
    assert_eq!(fs::read_dir(home.path()).expect("a folder").count(), 2, "leftovers");
}

#[test]
fn a_damaged_run_is_not_passed_on() {
    let home = tempfile::tempdir().expect("a folder");
    let of = run(home.path());
    fs::write(of.path.join("summary.csv"), "nothing").expect("written");
    let refused = rocrate(&of, &home.path().join("crate.zip"), false).expect_err("damaged");
    assert!(refused.to_string().contains("summary.csv: the file was altered"), "{refused}");
    assert!(!home.path().join("crate.zip").exists());
}
