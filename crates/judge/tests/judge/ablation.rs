//! The model without each of its mechanisms.

use std::sync::atomic::AtomicBool;

use judge::ablation::{Journal, ablate, table};
use lab::Silent;

use crate::{evidence, small};

#[test]
fn what_was_stopped_goes_on_to_the_same_table() {
    let evidence = evidence();
    let home = tempfile::tempdir().expect("a folder");
    let out = home.path().join("ablation.csv");
    let kept = home.path().join(".ablation.csv.unfinished");
    let never = AtomicBool::new(false);
    let live = |threads| {
        let world = small(&evidence, threads);
        let mut journal = Journal::open(&out, &world, 1);
        let before = journal.len();
        (before, ablate(&world, 1, &mut journal, &Silent, &never).expect("lived"))
    };
    let (before, whole) = live(2);
    assert_eq!((before, whole.len()), (0, model::mechanisms().len()));
    let found = |name: &str| whole.iter().find(|one| one.mechanism == name).expect("listed");
    assert!(found("issue-money").moved > Some(0) && !found("issue-money").same);
    assert!(whole.iter().any(|one| one.same), "in its first months the model uses not all of it");

    // Three are not finished: two are not there, and one is cut off as by a full disk.
    let mut files: Vec<_> = std::fs::read_dir(&kept)
        .expect("the journal")
        .map(|file| file.expect("a file").path())
        .collect();
    files.sort();
    assert_eq!(files.len(), whole.len());
    std::fs::remove_file(&files[0]).expect("removed");
    std::fs::remove_file(&files[1]).expect("removed");
    let piece = std::fs::read(&files[2]).expect("a piece");
    std::fs::write(&files[2], &piece[..piece.len() - 1]).expect("written");
    let (before, again) = live(1);
    assert_eq!(before, whole.len() - 3);
    assert_eq!(table(&again), table(&whole));

    // Another request does not go on from there.
    let other = judge::World { seed: 7, ..small(&evidence, 1) };
    assert!(Journal::open(&out, &other, 1).is_empty());
}
