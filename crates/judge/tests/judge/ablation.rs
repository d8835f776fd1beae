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
        let mut journal = Journal::open(&out, &world, 1).expect("opened");
        let before = journal.len();
        (before, ablate(&world, 1, &mut journal, &Silent, &never).expect("lived"))
    };
    let (before, whole) = live(2);
    assert_eq!((before, whole.len()), (0, model::mechanisms().len()));
    let found = |name: &str| whole.iter().find(|one| one.mechanism == name).expect("listed");
    assert!(found("issue-money").moved > Some(0) && !found("issue-money").same);
    assert!(whole.iter().any(|one| one.same), "in its first months the model uses not all of it");

    // Cut off in the middle of a line, as a crash leaves it.
    let text = std::fs::read_to_string(&kept).expect("the journal");
    let lines: Vec<&str> = text.lines().collect();
    let cut = format!("{}\n{}", lines[..whole.len() - 2].join("\n"), &lines[whole.len() - 2][..20]);
    std::fs::write(&kept, cut).expect("written");
    let (before, again) = live(1);
    assert_eq!(before, whole.len() - 3);
    assert_eq!(table(&again), table(&whole));

    // Another request does not go on from there.
    let other = judge::World { seed: 7, ..small(&evidence, 1) };
    assert!(Journal::open(&out, &other, 1).expect("opened").is_empty());
}
