//! Commands that wait for a condition, in whole runs.

use std::sync::atomic::AtomicBool;

use kernel::Month;
use model::{Change, Condition, Conditional, Plan, Record, Setting, Sign, twin};

use crate::setup::{evidence, live, plan, with};

/// The monopoly is loosened for half a year after the town has eaten for two months.
fn waiting(plan: &Plan) -> Plan {
    let command = Conditional {
        id: "scenario-1".to_owned(),
        condition: Condition {
            variable: "people.urban_food".to_owned(),
            region: Some("volga".to_owned()),
            sign: Sign::Above,
            bound: 0.0,
            months: 2,
        },
        instrument: "trade_monopoly".to_owned(),
        change: Change::To(Setting::Number(0.25)),
        from: Month::new(1919, 3),
        until: Month::new(1921, 12),
        lasts: Some(6),
    };
    with(plan, |timeline| timeline.wait(command).expect("it can wait"))
}

fn bits(record: &Record) -> Vec<u64> {
    record.values.iter().map(|value| value.to_bits()).collect()
}

#[test]
fn a_condition_fires_once_and_tells_when_it_begins_and_ends() {
    let record = live(&waiting(&plan(60, 1921)));
    let told = record.chronicle.iter().filter(|line| line.id == "scenario-1");
    let months: Vec<String> = told.map(|line| line.month.to_string()).collect();
    assert_eq!(months, ["1919-04", "1919-10"]);
}

#[test]
fn what_waits_is_lived_the_same_beside_another_world() {
    let base = plan(60, 1921);
    let waiting = waiting(&base);
    let go_on = AtomicBool::new(false);
    let pair = twin(&base, &waiting, evidence(), false, &go_on, &mut |_| {});
    let pair = pair.unwrap_or_else(|stop| panic!("{stop}"));
    assert_eq!(pair.parted, Some(Month::new(1919, 4)));
    assert_eq!(bits(&pair.other), bits(&live(&waiting)));
    assert_eq!(bits(&pair.one), bits(&live(&base)));
    // Two worlds that wait for the same thing do not part, though it fires in both.
    let same = twin(&waiting, &waiting.clone(), evidence(), false, &go_on, &mut |_| {});
    assert_eq!(same.unwrap_or_else(|stop| panic!("{stop}")).parted, None);
}

#[test]
fn what_cannot_be_waited_for_is_refused() {
    let refuse = |change: &dyn Fn(&mut Conditional)| {
        let mut why = String::new();
        with(&waiting(&plan(60, 1921)), |timeline| {
            let mut command = timeline.conditionals()[0].clone();
            change(&mut command);
            why = timeline.wait(command).expect_err("refused");
        });
        why
    };
    assert!(refuse(&|c| c.condition.variable = "people.foood".into()).contains("people.foood"));
    assert!(refuse(&|c| c.condition.region = Some("vulga".into())).contains("vulga"));
    assert!(refuse(&|c| c.condition.variable = "money.sovznak".into()).contains("whole country"));
    assert!(refuse(&|c| c.change = Change::To(Setting::Number(2.0))).contains("0 to 1"));
    assert!(refuse(&|c| c.instrument = "trade_monopolly".into()).contains("trade_monopoly"));
}
