use std::collections::BTreeSet;
use std::sync::Arc;

use super::*;
use crate::docket::Freedom;
use crate::instruments::Setting;
use crate::parting::parting;
use crate::theory::Theory;
use crate::timeline::Timeline;

fn plan(evidence: &Evidence, until: Month) -> Plan {
    Plan {
        seed: 1917,
        draw: 0,
        households: 300,
        members: 200,
        timeline: Arc::new(Timeline::from_evidence(evidence).expect("history can be set")),
        theory: Theory::central(),
        silenced: BTreeSet::new(),
        freedom: Freedom::Pinned,
        until,
    }
}

fn never() -> AtomicBool {
    AtomicBool::new(false)
}

#[test]
fn twins_of_one_plan_never_part_and_are_the_life_of_that_plan() {
    let evidence = Evidence::embedded().expect("the embedded evidence is whole");
    let plan = plan(&evidence, Month::new(1919, 12));
    let twins = twin(&plan, &plan, &evidence, true, &never(), &mut |_| {}).expect("no breach");
    // A state with a number that is none would differ from itself; then nothing could be compared.
    assert_eq!(twins.parted, None);
    assert!(twins.apart.iter().all(|apart| apart.shared == 1.0 && apart.households == 0.0));
    let alone = live(&plan, &evidence, &never(), &mut |_| {}).expect("no breach");
    assert_eq!(fingerprint(&twins.one), fingerprint(&alone));
    assert_eq!(parting(&plan, &plan, &evidence, &never()), Ok(None));
}

#[test]
fn a_decree_moved_by_a_month_leaves_everything_before_it_as_it_was() {
    let evidence = Evidence::embedded().expect("the embedded evidence is whole");
    let base = plan(&evidence, Month::new(1921, 9));
    let mut timeline = Timeline::clone(&base.timeline);
    let tax = |order: &&crate::Order| order.id == "tax-in-kind";
    let month = timeline.orders().iter().find(tax).expect("it exists").month;
    timeline.shift("tax-in-kind", month.next()).expect("it can be moved");
    let moved = Plan { timeline: Arc::new(timeline), ..base.clone() };
    let twins = twin(&base, &moved, &evidence, true, &never(), &mut |_| {}).expect("no breach");
    assert_eq!(twins.parted, Some(month));
    let before = usize::try_from(month.since(crate::FIRST)).expect("within the run");
    let bits = |record: &Record, cell: usize| -> Vec<u64> {
        record.path(cell)[..before].iter().map(|value| value.to_bits()).collect()
    };
    for cell in 0..twins.one.cells.len() {
        assert_eq!(bits(&twins.one, cell), bits(&twins.other, cell));
    }
    // The common past is lived once; the second life must be the one that the plan has alone.
    assert_eq!(base.first_difference(&moved), month);
    let alone = live(&moved, &evidence, &never(), &mut |_| {}).expect("no breach");
    assert_eq!(fingerprint(&twins.other), fingerprint(&alone));
    assert_eq!((twins.other.chronicle, twins.other.votes), (alone.chronicle, alone.votes));
    let found = parting(&base, &moved, &evidence, &never()).expect("no breach").expect("they part");
    assert_eq!((found.month, found.step), (month, "decrees and shocks"));
    assert!(found.differences.iter().any(|d| d.place.starts_with("instruments.")), "{found:?}");
}

#[test]
fn silencing_a_mechanism_re_rolls_nothing_else() {
    let evidence = Evidence::embedded().expect("the embedded evidence is whole");
    // The Comintern's risings abroad throw dice of their own and touch no peasant within the month.
    let base = plan(&evidence, Month::new(1917, 11));
    let silenced = Plan { silenced: ["spread-revolution".to_owned()].into(), ..base.clone() };
    let twins = twin(&base, &silenced, &evidence, true, &never(), &mut |_| {}).expect("no breach");
    let apart = twins.apart.last().expect("one month was lived");
    assert_eq!((apart.households, apart.posts, apart.shared), (0.0, 0.0, 1.0));
}

#[test]
fn plans_with_other_parameters_have_no_common_past() {
    let evidence = Evidence::embedded().expect("the embedded evidence is whole");
    let base = plan(&evidence, crate::LAST);
    let mut theory = base.theory.clone();
    theory.switches.class_base_depletion += 0.1;
    let other = Plan { theory, ..base.clone() };
    assert_eq!(base.first_difference(&other), crate::FIRST);
    let other = Plan { freedom: Freedom::All, ..base.clone() };
    assert_eq!(base.first_difference(&other), crate::FIRST);
    assert_eq!(base.first_difference(&base), crate::LAST.next());
    let mut timeline = Timeline::clone(&base.timeline);
    timeline.decisions.force("monopoly-october-1922", "keep").expect("both exist");
    let forced = Plan { timeline: Arc::new(timeline), ..base.clone() };
    assert_eq!(base.first_difference(&forced), Month::new(1922, 10));
}

#[test]
fn who_lives_in_one_world_only_counts_as_different() {
    let evidence = Evidence::embedded().expect("the embedded evidence is whole");
    let one = crate::testing_society(&evidence);
    let mut other = one.clone();
    let rows = other.members.len();
    let lost: Vec<usize> = (0..rows / 4).collect();
    other.members.strike_off(&lost);
    let apart = Apart::between(&one, &other, crate::FIRST);
    assert_eq!(apart.members, lost.len() as f64 / rows as f64);
    let all = (one.households.len() + rows + one.posts.lineage.len()) as f64;
    assert_eq!(apart.shared, (all - lost.len() as f64) / all);
    assert_eq!(Apart::between(&one, &one, crate::FIRST).members, 0.0);
}

#[test]
fn rows_are_matched_by_lineage_whatever_their_order() {
    let rows = |all: &[u64]| all.iter().map(|&who| Lineage(who)).collect::<Vec<_>>();
    let mut pairs = Vec::new();
    matched(&rows(&[5, 1, 9]), &rows(&[9, 7, 5]), |i, j| pairs.push((i, j)));
    pairs.sort_unstable();
    assert_eq!(pairs, [(None, Some(1)), (Some(0), Some(2)), (Some(1), None), (Some(2), Some(0))]);
}

#[test]
fn a_price_set_for_one_month_is_named_as_the_difference() {
    let evidence = Evidence::embedded().expect("the embedded evidence is whole");
    let base = plan(&evidence, Month::new(1918, 3));
    let mut timeline = Timeline::clone(&base.timeline);
    let month = Month::new(1918, 2);
    let order = crate::Order {
        month,
        id: "test".to_owned(),
        title: "test".to_owned(),
        kind: "decree".to_owned(),
        date: month.to_string(),
        source: "judgement".to_owned(),
        confidence: "judgement".to_owned(),
        set: vec![("general_secretary".to_owned(), Setting::Word("stalin".to_owned()))],
    };
    timeline.add(order).expect("the instrument exists");
    let early = Plan { timeline: Arc::new(timeline), ..base.clone() };
    let found = parting(&base, &early, &evidence, &never()).expect("no breach").expect("they part");
    assert_eq!(found.month, month);
    let place = &found.differences[0];
    assert!(place.place.contains("secretary") && place.one != place.other, "{found:?}");
}

fn fingerprint(record: &Record) -> Vec<u64> {
    record.values.iter().map(|value| value.to_bits()).collect()
}
#[test]
fn no_state_of_any_month_differs_from_itself() {
    let evidence = Evidence::embedded().expect("the embedded evidence is whole");
    let base = plan(&evidence, crate::LAST);
    let mut life = Life::new(&base, &evidence).expect("a complete start");
    while let Some(month) = life.next() {
        life.live_month().expect("no breach");
        assert!(life.society() == &life.society().clone(), "{month}");
    }
}
