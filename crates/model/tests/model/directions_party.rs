//! Directions that the claims on the members of the party assert: a run beside a run of the same
//! luck that differs in one thing. A test has the id of its claim as its name.

use model::{Plan, Record, Theory};

use crate::directions::claim;
use crate::setup::{
    ROWS, assert_more, history, hold, in_year, live, live_from, mean, number, plan, start, with,
};

/// History, and the same without the one thing.
fn beside(until: i32, change: impl FnOnce(&mut Theory)) -> (Record, Record) {
    let (plan, record) = history(until);
    let mut theory = plan.theory.clone();
    change(&mut theory);
    (record, live(&Plan { theory, ..plan }))
}

/// A run that opens under threat, whatever the threat later becomes.
fn threatened(plan: &Plan) -> Record {
    let mut society = start(plan);
    society.comintern.threat = 0.8;
    live_from(plan, society).0
}

/// As [`beside`], both under threat.
fn beside_threatened(until: i32, change: impl FnOnce(&mut Theory)) -> (Record, Record) {
    let plan = plan(ROWS, until);
    let mut theory = plan.theory.clone();
    change(&mut theory);
    (threatened(&plan), threatened(&Plan { theory, ..plan }))
}

#[test]
fn party_grows_with_victory_prospect() {
    claim("party-grows-with-victory-prospect");
    let (risky, safe) = beside_threatened(1919, |t| t.recruit.risk = 0.0);
    assert_more("party.recruits", 1919, &safe, &risky);
}

#[test]
fn late_joiners_lower_calibre() {
    claim("late-joiners-lower-calibre");
    let (record, equal) = beside(1921, |t| {
        t.recruit.safety = 0.0;
        t.recruit.ease = 0.0;
    });
    assert_more("party.careerist_share", 1921, &record, &equal);
}

#[test]
fn careerist_infiltration() {
    claim("careerist-infiltration");
    let (record, no_premium) = beside(1923, |t| {
        t.recruit.lure = 0.0;
        t.recruit.crowd = 0.0;
        t.recruit.market = 0.0;
    });
    assert_more("party.careerist_share", 1923, &record, &no_premium);
}

#[test]
fn party_size_composition_change() {
    claim("party-size-composition-change");
    let (plan, record) = history(1921);
    let share = |name, year| mean(&record, name, year, 1, 1);
    assert!(share("party.joined_before_1917", 1921) < share("party.joined_before_1917", 1918));
    assert!(share("party.share_workers", 1921) < share("party.share_workers", 1918));
    let closed = live(&with(&plan, |t| {
        hold(t, "admission_workers", "1918-01", &number(0.0));
        hold(t, "admission_others", "1918-01", &number(0.0));
    }));
    assert_more("party.joined_before_1917", 1921, &closed, &record);
}

#[test]
fn worker_cadre_killed_at_front() {
    claim("worker-cadre-killed-at-front");
    let plan = plan(ROWS, 1920);
    let record = threatened(&plan);
    let spared = threatened(&with(&plan, |t| hold(t, "party_call_up", "1918-01", &number(0.0))));
    assert_more("party.deaths", 1920, &record, &spared);
    assert_more("party.worker_cadre", 1920, &spared, &record);
}

#[test]
fn cadre_drawn_into_apparatus() {
    claim("cadre-drawn-into-apparatus");
    let (record, kept) = beside(1922, |t| t.move_members.draw = 0.0);
    assert_more("party.left_bench", 1919, &record, &kept);
    assert_more("party.worker_cadre", 1922, &kept, &record);
}

#[test]
fn cadre_detached_from_workplace() {
    claim("cadre-detached-from-workplace");
    let (record, kept) = beside(1922, |t| t.move_members.draw = 0.0);
    assert_more("party.factory_link", 1922, &kept, &record);
}

#[test]
fn purge_1921_ordered() {
    claim("purge-1921-ordered");
    claim("purge-1921-size");
    let (plan, record) = history(1922);
    let spared = live(&with(&plan, |t| drop(t.remove("purge-1921"))));
    assert_more("party.purge_intensity", 1921, &record, &spared);
    let before = mean(&record, "party.members", 1921, 7, 7);
    let struck = mean(&record, "party.expelled", 1921, 8, 12) * 5.0 / before;
    // 24.1 percent of those examined on record; two summaries of losses of all kinds say 25 to 29.
    assert!((0.18..0.30).contains(&struck), "{struck}");
    // Of them workers half as much as their share, peasants half as much again.
    let share = |name| in_year(&record, name, 1921) / in_year(&record, "party.expelled", 1921);
    assert!(share("party.expelled_workers") < mean(&record, "party.share_workers", 1921, 7, 7));
    assert!(share("party.expelled_peasants") > mean(&record, "party.share_peasants", 1921, 7, 7));
}

#[test]
fn purge_1921_size() {
    claim("purge-1921-size");
    let (record, blind) = beside(1922, |t| t.switches.purge_selection = 0.0);
    assert_more("party.careerist_share", 1922, &blind, &record);
}

#[test]
fn purge_does_not_reverse_mood() {
    claim("purge-does-not-reverse-mood");
    let (plan, record) = history(1923);
    let spared = live(&with(&plan, |t| drop(t.remove("purge-1921"))));
    assert_more("party.careerist_share", 1922, &spared, &record);
    let wish = |year| in_year(&record, "party.comfort_seeking", year);
    assert!(wish(1923) > wish(1921), "{} or {}", wish(1923), wish(1921));
}

#[test]
fn exhaustion_by_1921() {
    claim("exhaustion-by-1921");
    let (record, tireless) = beside(1921, |t| t.switches.fatigue = 0.0);
    assert_more("party.fatigue", 1921, &record, &tireless);
    let tired = |year| mean(&record, "party.fatigue", year, 1, 3);
    assert!(tired(1921) > tired(1918), "{} or {}", tired(1921), tired(1918));
}

#[test]
fn heroism_not_sustainable() {
    claim("heroism-not-sustainable");
    let (record, tireless) = beside(1923, |t| t.switches.fatigue = 0.0);
    assert_more("party.comfort_seeking", 1923, &record, &tireless);
    assert_more("party.quits", 1922, &record, &tireless);
}

#[test]
fn threat_decline_raises_comfort_seeking() {
    claim("threat-decline-raises-comfort-seeking");
    let (record, heedless) = beside_threatened(1920, |t| t.tire.danger = 0.0);
    assert_more("party.comfort_seeking", 1920, &heedless, &record);
}
