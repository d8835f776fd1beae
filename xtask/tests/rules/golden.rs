//! golden/: history comes out as it did, to the last bit, or somebody says that it should not.

#[test]
fn small_runs_of_history_leave_their_fingerprints() {
    crate::none(&xtask::golden::differences());
}
