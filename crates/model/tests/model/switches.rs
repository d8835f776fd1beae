//! Every switch of the ledger is wired: from nothing to full strength it changes something.

use crate::setup::{live, plan};
use model::{Freedom, Plan, Record, SWITCHES, Theory};

/// The central run with one switch at `strength`, decisions free, so that votes tell too.
fn with_switch(name: &str, strength: f64) -> Record {
    let full = format!("switches.{name}");
    let parameters = Theory::parameters();
    let place = parameters.iter().position(|p| p.full_name() == full);
    let place = place.unwrap_or_else(|| panic!("there is no {full}"));
    let mut values = Theory::central().values();
    values[place] = strength;
    let theory = Theory::from_values(&values);
    live(&Plan { theory, members: 300, freedom: Freedom::All, ..plan(300, 1928) })
}

/// Whether two runs differ in any number or vote.
fn differ(a: &Record, b: &Record) -> bool {
    let bits = |record: &Record| record.values.iter().map(|v| v.to_bits()).collect::<Vec<_>>();
    bits(a) != bits(b) || a.votes != b.votes
}

#[test]
fn every_switch_scales_something() {
    for (number, name) in SWITCHES {
        let (off, on) = (with_switch(name, 0.0), with_switch(name, 1.0));
        assert!(differ(&off, &on), "{number} {name} changes nothing");
    }
}
