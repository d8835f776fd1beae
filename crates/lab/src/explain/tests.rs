use super::*;
use crate::ensemble::Silent;
use crate::scenario::{self, Belief};

fn asked(until: Month, evidence: &Evidence) -> PairRequest {
    let find = |name: &str| scenario::find(name, evidence).expect("a shipped scenario");
    let like =
        Request { until, draws: 3, households: 200, members: 100, ..Request::new(find("history")) };
    PairRequest::of(find("history"), find("rain-in-1921"), &like)
}

fn told(request: &PairRequest, question: Question, evidence: &Evidence) -> Explanation {
    explain(request, question, evidence, &Silent, &AtomicBool::new(false)).expect("it is lived")
}

fn harvest(first: Month, last: Month) -> Question {
    let variable = model::variables::find("grain.procured");
    Question { variable, window: Some(Window { first, last }), draws: None }
}

/// The parts and the rest of each draw add up to its difference. They are sums and differences of at
/// most 32 values of the variable, each right to 1e-16 of it.
fn adds_up(found: &Explanation) {
    let size = found.bases.iter().chain(&found.totals).fold(0.0, |m: f64, v| m.max(v.abs()));
    for (draw, total) in found.totals.iter().enumerate() {
        let changes: f64 = found.actions.iter().map(|part| part.draws[draw]).sum();
        assert!((changes - total).abs() <= 1e-9 * size, "changes of draw {draw}");
        let rest = found.rest.as_ref().expect("it was found").draws[draw];
        let carried: f64 = found.mechanisms.iter().map(|part| part.draws[draw]).sum();
        assert!((carried + rest - total).abs() <= 1e-9 * size, "mechanisms of draw {draw}");
    }
    let shares = found.mechanisms.iter().map(|part| part.share);
    let all = shares.sum::<f64>() + found.rest.as_ref().expect("it was found").share;
    assert!((all - 1.0).abs() < 1e-9, "{all}");
}

#[test]
fn the_parts_of_rain_add_up_and_the_harvest_carries_the_grain() {
    let evidence = Evidence::embedded().expect("the embedded evidence is whole");
    let request = asked(Month::new(1922, 3), &evidence);
    let question = harvest(Month::new(1921, 8), Month::new(1922, 1));
    let found = told(&request, question, &evidence);
    adds_up(&found);
    assert_eq!((found.draws.len(), found.actions.len(), found.interaction), (3, 1, None));
    // One change brings the whole, to the bit.
    assert_eq!(found.actions[0].draws, found.totals);
    assert_eq!(found.actions[0].name, "drought-1921 removed");
    assert!(found.mechanisms.iter().any(|part| part.name == "harvest"), "{:?}", found.mechanisms);
    // In these months nobody sows, so that silencing it takes nothing away, to the bit.
    let sow = found.tried.iter().find(|tried| tried.name == "sow").expect("it was tried");
    assert_eq!(sow.carried.to_bits(), 0.0_f64.to_bits());
    // With nobody silenced the forks are the lives of the pair, so that the whole is the difference.
    let whole: f64 = found.mechanisms.iter().map(|part| part.draws[0]).sum();
    assert!(whole != 0.0 && found.method.contains("silenced in both worlds from 1921-07"));
}

#[test]
fn a_change_without_effect_has_exactly_no_part_and_the_other_has_the_whole() {
    let evidence = Evidence::embedded().expect("the embedded evidence is whole");
    let mut request = asked(Month::new(1921, 10), &evidence);
    // The tax in money is not levied before the autumn of 1921.
    request.changed.scenario.assumes.push(crate::Assume {
        parameter: "collect-money-tax.collected".to_owned(),
        belief: Belief::Value(0.5),
        wins: false,
        because: Vec::new(),
        origin: String::new(),
    });
    let question = harvest(Month::new(1921, 8), Month::new(1921, 10));
    let found = told(&request, question, &evidence);
    adds_up(&found);
    let [drought, tax] = &*found.actions else { panic!("{:?}", found.actions) };
    assert!(tax.draws.iter().all(|part| part.to_bits() == 0.0_f64.to_bits()), "{tax:?}");
    // Half of the whole twice over is the whole, to the bit.
    assert_eq!(drought.draws, found.totals);
    assert_eq!(found.interaction.map(|spread| spread.median), Some(0.0));
    assert_eq!((tax.kind, tax.grade.word), (Kind::Assumption, "no reason given"));
}

#[test]
fn a_pair_that_does_not_differ_says_so_and_wrong_questions_are_refused() {
    let evidence = Evidence::embedded().expect("the embedded evidence is whole");
    let request = asked(Month::new(1921, 9), &evidence);
    let before = harvest(Month::new(1919, 1), Month::new(1919, 12));
    let found = told(&request, before, &evidence);
    assert!(found.method.starts_with("There is nothing to explain"), "{}", found.method);
    assert!(found.actions.is_empty() && found.rest.is_none());
    let refused = |question: Question| {
        let never = AtomicBool::new(false);
        explain(&request, question, &evidence, &Silent, &never).expect_err("refused").to_string()
    };
    let late = refused(harvest(Month::new(1921, 1), Month::new(1924, 1)));
    assert!(late.contains("was lived from 1917-11 to 1921-09"), "{late}");
    let many = refused(Question { draws: Some(9), ..Question::default() });
    assert!(many.contains("the pair has 3 draws"), "{many}");
}
