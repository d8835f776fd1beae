//! Decisions in a run: what history chose is carried where nobody votes otherwise, and a decree of
//! an option comes only with it.

use kernel::Month;
use model::{Freedom, Plan, Record};

use crate::setup::{live, plan, with};

/// Rows enough to live on: nothing is measured here.
const FEW: usize = 30;

fn decrees(record: &Record) -> Vec<&str> {
    let of_trade = |id: &&str| id.starts_with("monopoly-");
    let lines = record.chronicle.iter().filter(|line| line.kind == "decree");
    lines.map(|line| line.id.as_str()).filter(of_trade).collect()
}

#[test]
fn a_pinned_run_obeys_what_history_chose_and_no_alternative() {
    let record = live(&plan(FEW, 1922));
    assert_eq!(decrees(&record), ["monopoly-relaxed-1922", "monopoly-restored-1922"]);
    let lines: Vec<&str> = (record.chronicle.iter())
        .filter(|line| line.kind == "decision")
        .map(|line| line.id.as_str())
        .collect();
    let voted: Vec<&str> = record.votes.iter().map(|vote| &*vote.decision).collect();
    assert_eq!(lines, voted, "every decision is a line and a record");
    assert!(record.votes.iter().all(|vote| vote.pinned && vote.carried == vote.history));
}

#[test]
fn somebody_who_decides_otherwise_changes_the_decrees_of_that_option_alone() {
    let kept = with(&plan(FEW, 1922), |timeline| {
        timeline.decisions.force("monopoly-october-1922", "keep").expect("both exist");
    });
    let record = live(&kept);
    assert_eq!(decrees(&record), ["monopoly-kept-1922", "monopoly-restored-1922"]);
    let october = record.votes.iter().find(|vote| &*vote.decision == "monopoly-october-1922");
    let october = october.expect("it is recorded");
    assert!(october.forced && october.carried != october.history);
    assert_eq!(october.month, Month::new(1922, 10));
}

#[test]
fn a_free_decision_on_which_nobody_votes_goes_as_history_went() {
    let pinned = plan(FEW, 1922);
    let silenced = [String::from("cast-votes")].into();
    let free = Plan { freedom: Freedom::All, silenced, ..pinned.clone() };
    let silent = Plan { silenced: free.silenced.clone(), ..pinned };
    let (free, silent) = (live(&free), live(&silent));
    assert_eq!(decrees(&free), decrees(&silent));
    assert!(free.votes.iter().all(|vote| !vote.voted && !vote.pinned));
    assert!(free.votes.iter().all(|vote| vote.carried == vote.history));
}
