use std::collections::BTreeSet;
use std::sync::Arc;

use super::*;
use crate::conditional::{Change, Condition, Conditional, Sign};
use crate::docket::Freedom;
use crate::theory::Theory;
use crate::timeline::Timeline;

/// Free bodies and a command that waits for a condition, so that there is something to remember.
fn plan(evidence: &Evidence) -> Plan {
    let mut timeline = Timeline::from_evidence(evidence).expect("history can be set");
    let condition = Condition {
        variable: "grain.procured".to_owned(),
        region: None,
        sign: Sign::AtLeast,
        bound: 0.0,
        months: 3,
    };
    let command = Conditional {
        id: "fewer-officials".to_owned(),
        condition,
        instrument: "officials_target".to_owned(),
        change: Change::Scale(0.9),
        from: Month::new(1917, 11),
        until: Month::new(1920, 12),
        lasts: Some(20),
    };
    timeline.wait(command).expect("it can be obeyed");
    Plan {
        seed: 1917,
        draw: 0,
        households: 300,
        members: 200,
        timeline: Arc::new(timeline),
        theory: Theory::central(),
        silenced: BTreeSet::new(),
        freedom: Freedom::All,
        until: Month::new(1921, 6),
    }
}

fn written(life: &Life<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    life.save(&mut bytes).expect("memory takes everything");
    bytes
}

fn lived<'a>(mut life: Life<'a>, months: usize) -> Life<'a> {
    (0..months).for_each(|_| life.live_month().expect("no breach"));
    life
}

#[test]
fn a_life_that_is_written_down_and_read_again_goes_on_to_the_same_bits() {
    let evidence = Evidence::embedded().expect("the embedded evidence is whole");
    let plan = plan(&evidence);
    let start = || Life::new(&plan, &evidence).expect("a complete start");
    let whole = lived(start(), 44);
    assert_eq!(whole.next(), None);
    assert!(whole.record().chronicle.iter().any(|line| line.id == "fewer-officials"), "it fired");
    // Before it fires, while it holds, after the first year (when loops are weighed), near the end.
    for cut in [0, 1, 5, 14, 43] {
        let before = lived(start(), cut);
        let bytes = written(&before);
        let again = Life::restore(&bytes, &plan, &evidence).expect("what was written is read");
        assert_eq!(again.society(), before.society());
        assert_eq!(written(&again), bytes, "cut after {cut} months");
        let ended = lived(again, 44 - cut);
        assert_eq!(ended.society(), whole.society());
        assert_eq!(written(&ended), written(&whole), "cut after {cut} months");
    }
}

#[test]
fn a_life_that_was_cut_off_while_it_was_written_is_refused() {
    let evidence = Evidence::embedded().expect("the embedded evidence is whole");
    let plan = plan(&evidence);
    let bytes = written(&lived(Life::new(&plan, &evidence).expect("a complete start"), 2));
    for part in 0..10 {
        let cut = bytes.len() * part / 10;
        assert!(Life::restore(&bytes[..cut], &plan, &evidence).is_err(), "{cut} bytes");
    }
}

#[test]
fn a_disk_that_refuses_says_why() {
    struct Full;
    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let evidence = Evidence::embedded().expect("the embedded evidence is whole");
    let plan = plan(&evidence);
    let life = Life::new(&plan, &evidence).expect("a complete start");
    let error = life.save(Full).expect_err("it is full");
    assert_eq!(error.kind(), io::ErrorKind::StorageFull);
}
