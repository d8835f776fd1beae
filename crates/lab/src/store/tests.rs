use parquet::data_type::ByteArray;

use super::*;

fn address(draws: &str) -> Address {
    Address::new(&[("ktokogo", "unit 1"), ("engine", crate::hashes::ENGINE), ("draws", draws)])
}

fn rows(number: f64) -> Rows {
    let mut rows = Rows::default();
    let (kind, name) = (ByteArray::from("series"), ByteArray::from("people.moscow"));
    for month in 0..500 {
        rows.push(month / 100, &kind, &name, month, number + f64::from(month));
    }
    rows
}

fn label() -> Label {
    Label { study: "a study".into(), about: "history, central, as in history".into() }
}

#[test]
fn what_is_kept_is_read_again_and_the_same_rows_give_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::open(&folder.path().join("a")).expect("made");
    let (one, other) = (address("0-9"), address("10-19"));
    assert_ne!(one.id(), other.id());
    assert_eq!(store.get(&one).expect("asked"), None);
    store.put(&one, &label(), &rows(0.5)).expect("kept");
    assert_eq!(store.get(&one).expect("asked"), Some(rows(0.5)));
    assert!(store.has(&one).expect("asked") && !store.has(&other).expect("asked"));
    let second = Store::open(&folder.path().join("b")).expect("made");
    assert!(second.take_over(&store, &one, &label()).expect("taken"));
    assert!(!second.take_over(&store, &other, &label()).expect("asked"));
    second.put(&one, &Label::default(), &rows(0.5)).expect("kept again");
    let bytes = |store: &Store| fs::read(store.place(&one.id())).expect("it stands");
    assert_eq!(bytes(&store), bytes(&second));
    let list = store.list().expect("listed");
    let [kept] = &list[..] else { panic!("{list:?}") };
    assert_eq!((&kept.label, kept.draws.as_str(), kept.ours), (&label(), "0-9", true));
    assert_eq!(kept.bytes, bytes(&store).len() as u64);
    assert_eq!(store.take_remarks(), Vec::<String>::new());
}

#[test]
fn every_flipped_bit_of_a_file_is_found_by_the_file_itself() {
    let mut few = Rows::default();
    let (kind, name) = (ByteArray::from("series"), ByteArray::from("people.moscow"));
    (0..5).for_each(|month| few.push(month / 3, &kind, &name, month, 0.5 + f64::from(month)));
    let address = address("0-1");
    let mut bytes = table::encode(&address, &few).expect("made");
    assert!(table::whole(&bytes, Some(&address.id())).is_ok());
    for bit in 0..8 * bytes.len() {
        bytes[bit / 8] ^= 1 << (bit % 8);
        assert!(table::whole(&bytes, Some(&address.id())).is_err(), "bit {bit}");
        bytes[bit / 8] ^= 1 << (bit % 8);
    }
}

#[test]
fn a_damaged_unit_is_not_taken_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::open(&folder.path().join("a")).expect("made");
    store.put(&address("0-9"), &label(), &rows(0.5)).expect("kept");
    let place = store.place(&address("0-9").id());
    let mut bytes = fs::read(&place).expect("it stands");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 16;
    fs::write(&place, bytes).expect("changed");
    let second = Store::open(&folder.path().join("b")).expect("made");
    assert!(!second.take_over(&store, &address("0-9"), &label()).expect("asked"));
    assert!(store.take_remarks().concat().contains("moved to damaged/"));
}

#[test]
fn a_write_that_fails_keeps_nothing_and_loses_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::open(folder.path()).expect("made");
    store.put(&address("0-9"), &label(), &rows(0.5)).expect("kept");
    // A folder stands where the unfinished file would be written.
    let id = address("10-19").id();
    let data = folder.path().join("data");
    let taken = data.join(format!(".{id}.parquet.{}.partial", std::process::id()));
    fs::create_dir(&taken).expect("made");
    let error = store.put(&address("10-19"), &label(), &rows(1.5)).expect_err("no place");
    assert!(error.to_string().contains("cannot keep the unit"), "{error}");
    assert_eq!(store.get(&address("10-19")).expect("asked"), None);
    assert_eq!(store.get(&address("0-9")).expect("asked"), Some(rows(0.5)));
    assert_eq!(store.list().expect("listed").len(), 1);
}

#[test]
fn a_damaged_index_in_use_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::open(folder.path()).expect("made");
    store.put(&address("0-9"), &label(), &rows(0.5)).expect("kept");
    // What it wrote goes from the log into the index when the last user leaves.
    drop(store);
    let first = Store::open(folder.path()).expect("opened");
    let second = Store::open(folder.path()).expect("several may use it");
    assert_eq!(second.get(&address("0-9")).expect("asked"), Some(rows(0.5)));
    drop(second);
    let index = folder.path().join("index.sqlite");
    fs::write(&index, "this is no index, and it is longer than a head of SQLite").expect("changed");
    let error = Store::open(folder.path()).expect_err("it is damaged").to_string();
    assert!(error.contains("another process uses it") && error.contains("wait"), "{error}");
    drop(first);
    let again = Store::open(folder.path()).expect("made again");
    let remarks = again.take_remarks().concat();
    assert!(remarks.contains("made again from 1 whole file"), "{remarks}");
    assert_eq!(again.get(&address("0-9")).expect("asked"), Some(rows(0.5)));
}

#[test]
fn a_file_under_a_name_that_is_not_its_own_is_not_served() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::open(folder.path()).expect("made");
    store.put(&address("0-9"), &label(), &rows(0.5)).expect("kept");
    let (own, other) = (address("0-9").id(), address("10-19").id());
    fs::copy(store.place(&own), store.place(&other)).expect("copied");
    assert_eq!(store.get(&address("10-19")).expect("asked"), None);
    assert!(store.take_remarks().concat().contains("another unit than its name says"));
}

#[test]
fn unfinished_files_of_killed_processes_are_taken_away() {
    let folder = tempfile::tempdir().expect("a folder");
    drop(Store::open(folder.path()).expect("made"));
    let left = folder.path().join("data/.x.parquet.7.partial");
    fs::write(&left, "half").expect("written");
    drop(Store::open(folder.path()).expect("opened"));
    assert!(!left.exists());
}

#[test]
fn units_of_another_version_or_other_evidence_are_garbage() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::open(folder.path()).expect("made");
    let made = |engine: &str, evidence: &str| {
        let address = Address::new(&[("engine", engine), ("evidence", evidence)]);
        store.put(&address, &label(), &rows(0.5)).expect("kept");
        store.place(&address.id())
    };
    let ours = crate::hashes::ENGINE;
    let (own, old, other) = (made(ours, "e"), made("old", "e"), made(ours, "f"));
    let garbage = store.garbage("e").expect("looked");
    let mut paths: Vec<_> = garbage.files.iter().map(|(path, _)| path.clone()).collect();
    paths.sort();
    let mut wanted = vec![old, other];
    wanted.sort();
    assert_eq!(paths, wanted);
    store.remove(&garbage).expect("removed");
    assert!(own.exists() && wanted.iter().all(|path| !path.exists()));
    assert_eq!(store.verify().expect("looked").faults, Vec::<String>::new());
}
