use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::*;
use crate::scenario::{Assume, Belief, history};
use crate::testing;

fn request(draws: u32, threads: usize) -> Request {
    Request {
        draws,
        threads: Some(threads),
        households: 300,
        members: 200,
        until: Month::new(1918, 4),
        ..Request::new(history())
    }
}

fn evidence() -> Evidence {
    Evidence::embedded().unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// A life that ends at once with a record that only its plan decides.
fn simple(plan: &Plan) -> Record {
    let months = usize::try_from(plan.until.since(FIRST) + 1).expect("a positive span");
    let mut record = Record::new(FIRST, months);
    record.values.fill(f64::from(plan.draw));
    record
}

#[test]
fn any_number_of_threads_gives_the_same_bits() {
    let evidence = evidence();
    let go = AtomicBool::new(false);
    let bits = |threads: usize| {
        let ensemble = run(&request(3, threads), &evidence, &Silent, &go)
            .unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(ensemble.draws.len(), 4);
        let all = ensemble.draws.iter().flat_map(|draw| {
            draw.parameters.iter().chain(&draw.record.values).map(|value| value.to_bits())
        });
        (all.collect::<Vec<_>>(), ensemble.id())
    };
    assert_eq!(bits(1), bits(3));
}

#[test]
fn draws_come_in_order_and_every_month_is_told() {
    struct Told {
        total: AtomicU64,
        most: AtomicU64,
        over: AtomicBool,
    }
    impl Progress for Told {
        fn start(&self, total: u64) {
            self.total.store(total, Ordering::Relaxed);
        }
        fn advance(&self, done: u64) {
            self.most.fetch_max(done, Ordering::Relaxed);
        }
        fn finish(&self) {
            self.over.store(true, Ordering::Relaxed);
        }
    }
    let told = Told { total: 0.into(), most: 0.into(), over: false.into() };
    let live = |plan: &Plan, _: &AtomicBool, month_done: &mut dyn FnMut(Month)| {
        for month in 0..6 {
            month_done(FIRST.plus(month));
        }
        Ok(simple(plan))
    };
    let go = AtomicBool::new(false);
    let ensemble = run_with(&request(4, 2), &evidence(), &told, &go, &live)
        .unwrap_or_else(|error| panic!("{error}"));
    let numbers: Vec<u32> = ensemble.draws.iter().map(|draw| draw.number).collect();
    assert_eq!(numbers, [0, 1, 2, 3, 4]);
    assert!(ensemble.draws.iter().all(|d| d.record.values[0] == f64::from(d.number)));
    assert_eq!(told.total.into_inner(), 30);
    assert_eq!(told.most.into_inner(), 30);
    assert!(told.over.into_inner());
    assert_eq!(ensemble.sample().len(), 4);
}

#[test]
fn the_failure_of_the_lowest_draw_is_told_whoever_was_first() {
    let live = |plan: &Plan, _: &AtomicBool, _: &mut dyn FnMut(Month)| match plan.draw {
        2 | 3 | 5 => Err(Stop::BadStart(format!("no {}", plan.draw))),
        _ => Ok(simple(plan)),
    };
    for threads in [1, 2, 4] {
        let go = AtomicBool::new(false);
        let failure = run_with(&request(8, threads), &evidence(), &Silent, &go, &live);
        match failure {
            Err(LabError::Start { draw, why }) => assert_eq!((draw, why.as_str()), (2, "no 2")),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_wish_to_stop_is_passed_on_within_a_month() {
    let cancelled = AtomicBool::new(false);
    let lived = Mutex::new(0);
    let live = |plan: &Plan, stop: &AtomicBool, month_done: &mut dyn FnMut(Month)| {
        for month in 0..6 {
            if stop.load(Ordering::Relaxed) {
                return Err(Stop::Cancelled);
            }
            *lived.lock().expect("not poisoned") += 1;
            cancelled.store(true, Ordering::Relaxed);
            month_done(FIRST.plus(month));
        }
        Ok(simple(plan))
    };
    let stopped = run_with(&request(20, 1), &evidence(), &Silent, &cancelled, &live);
    assert!(matches!(stopped, Err(LabError::Cancelled)), "{stopped:?}");
    assert_eq!(lived.into_inner().expect("not poisoned"), 1);
}

#[test]
fn draws_that_are_the_same_are_told() {
    let live = |plan: &Plan, _: &AtomicBool, _: &mut dyn FnMut(Month)| {
        let mut record = simple(plan);
        record.values.fill(if plan.draw == 1 { 1.0 } else { 0.0 });
        Ok(record)
    };
    let go = AtomicBool::new(false);
    let ensemble = run_with(&request(3, 1), &evidence(), &Silent, &go, &live)
        .unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(ensemble.warnings.len(), 1);
    assert!(ensemble.warnings[0].starts_with("draw 0 and 2 other(s)"), "{:?}", ensemble.warnings);
    let different =
        testing::ensemble(vec![testing::record(|_, _| 1.0), testing::record(|_, _| 2.0)]);
    assert!(identical(&different.draws).is_empty());
}

#[test]
fn an_assumption_reaches_every_draw_and_nothing_else() {
    let seen = Mutex::new(BTreeMap::new());
    let live = |plan: &Plan, _: &AtomicBool, _: &mut dyn FnMut(Month)| {
        seen.lock().expect("not poisoned").insert(plan.draw, plan.theory.values());
        Ok(simple(plan))
    };
    let go = AtomicBool::new(false);
    let parameters = known::parameters();
    let value = parameters[0].prior.quantile(0.75);
    let mut changed = request(3, 2);
    changed.scenario.assumes.push(Assume {
        parameter: parameters[0].name.clone(),
        belief: Belief::Value(value),
        wins: false,
        because: Vec::new(),
        origin: String::new(),
    });
    for request in [request(3, 2), changed] {
        run_with(&request, &evidence(), &Silent, &go, &live)
            .unwrap_or_else(|error| panic!("{error}"));
        let seen = std::mem::take(&mut *seen.lock().expect("not poisoned"));
        for (draw, values) in &seen {
            let mut wanted = Theory::draw(request.seed, *draw).values();
            crate::posterior::shipped().write(*draw, &mut wanted);
            if !request.scenario.assumes.is_empty() {
                wanted[0] = value;
            }
            assert_eq!(*values, wanted);
        }
        assert_eq!(seen.len(), 4);
        assert_ne!(seen[&1], seen[&2]);
    }
}

#[test]
fn requests_that_nobody_can_meet_are_refused() {
    let go = AtomicBool::new(false);
    let base = request(1, 1);
    for (bad, word) in [
        (Request { until: Month::new(1930, 1), ..base.clone() }, "1929-12"),
        (Request { households: 0, ..base.clone() }, "households"),
        (Request { threads: Some(0), ..base.clone() }, "threads"),
        (Request { draws: 1_000_000, ..base.clone() }, "draws"),
    ] {
        let error = run(&bad, &evidence(), &Silent, &go).expect_err("refused").to_string();
        assert!(error.contains(word), "{error}");
    }
}
