//! Directions that the claims on classes and national feeling assert: a run beside a run of the same
//! luck that differs in one thing. A test has the id of its claim as its name.

use model::{Plan, Record, Theory};

use crate::directions::claim;
use crate::setup::{assert_more, history, hold, live, mean, number, silence, with};

/// History, and the same without the one thing.
fn beside(until: i32, change: impl FnOnce(&mut Theory)) -> (Record, Record) {
    let (plan, record) = history(until);
    let mut theory = plan.theory.clone();
    change(&mut theory);
    (record, live(&Plan { theory, ..plan }))
}

/// History to the end of 1924, and the same with private trade as it was before the retreat.
fn without_the_retreat() -> (Record, Record) {
    let (plan, nep) = history(1924);
    let banned = live(&with(&plan, |t| hold(t, "trade_tolerance", "1921-03", &number(0.04))));
    (nep, banned)
}

#[test]
fn desperate_want() {
    claim("desperate-want");
    let (plan, dry) = history(1922);
    let wet = live(&with(&plan, |t| drop(t.remove("drought-1921"))));
    assert_more("classes.want", 1922, &dry, &wet);
    assert_more("classes.urban_revolt", 1922, &dry, &wet);
}

#[test]
fn inherited_backwardness_persists() {
    claim("inherited-backwardness-persists");
    let (plan, record) = history(1929);
    let still = live(&silence(&plan, &["invest"]));
    assert_more("classes.backwardness", 1929, &still, &record);
    let left = mean(&record, "classes.backwardness", 1929, 12, 12);
    assert!(left > 0.9, "it was gone in twelve years: {left}");
}

#[test]
fn peasant_literacy_rises_slowly() {
    claim("peasant-literacy-rises-slowly");
    let (plan, record) = history(1926);
    let schooled = live(&with(&plan, |t| hold(t, "schooling", "1917-11", &number(1.5))));
    assert_more("classes.cultural_level", 1926, &schooled, &record);
    assert_more("classes.policy_effectiveness", 1926, &schooled, &record);
    let level = |year| mean(&record, "classes.cultural_level", year, 12, 12);
    // The censuses of 1920 and 1926 lie some thirteen points apart; twice that is not slow.
    assert!(level(1926) > level(1920) && level(1926) - level(1920) < 0.26);
}

#[test]
fn peasant_support_for_land_not_communism() {
    claim("peasant-support-for-land-not-communism");
    let (plan, record) = history(1921);
    let landless = live(&silence(&plan, &["share-land"]));
    assert_more("classes.peasant_support", 1919, &record, &landless);
    let free = live(&silence(&plan, &["requisition"]));
    assert_more("classes.peasant_support", 1920, &free, &record);
}

#[test]
fn social_base_weakens_by_early_1921() {
    claim("social-base-weakens-by-early-1921");
    let (_, record) = history(1921);
    let early = |year| mean(&record, "classes.class_support", year, 1, 3);
    assert!(early(1921) < early(1918), "{} or {}", early(1921), early(1918));
}

#[test]
fn nep_raises_bourgeois_confidence() {
    claim("nep-raises-bourgeois-confidence");
    let (nep, banned) = without_the_retreat();
    assert_more("classes.nepman_income", 1924, &nep, &banned);
    assert_more("classes.bourgeois_confidence", 1924, &nep, &banned);
    assert_more("classes.concession_pressure", 1924, &nep, &banned);
}

#[test]
fn red_managers_influential() {
    claim("red-managers-influential");
    let (with, without) = beside(1924, |t| t.press_for_concessions.pressure_by_managers = 0.0);
    assert_more("classes.concession_pressure", 1924, &with, &without);
}

#[test]
fn nep_revives_nationalism() {
    claim("nep-revives-nationalism");
    let (nep, banned) = without_the_retreat();
    assert_more("party.nationalist_sentiment", 1924, &nep, &banned);
    assert_more("nation.smena_vekh", 1924, &nep, &banned);
    // Where isolation and retreat breed no national outlook (M08), the words stay weaker too.
    let (bred, not_bred) = beside(1924, |t| t.switches.isolation_nationalism = 0.0);
    assert_more("nation.officials", 1924, &bred, &not_bred);
}

#[test]
fn ustryalov_resonates() {
    claim("ustryalov-resonates");
    let (words, mute) = beside(1924, |t| t.feel_national.by_words = 0.0);
    assert_more("nation.officials", 1924, &words, &mute);
    assert_more("party.nationalist_sentiment", 1924, &words, &mute);
}

#[test]
fn new_members_susceptible_to_nationalism() {
    claim("new-members-susceptible-to-nationalism");
    let (with, without) = beside(1924, |t| t.feel_national.leaning_by_members = 0.0);
    assert_more("party.nationalist_sentiment", 1924, &with, &without);
}

#[test]
fn peasant_outlook_feeds_nationalism() {
    claim("peasant-outlook-feeds-nationalism");
    let (with, without) = beside(1924, |t| t.feel_national.leaning_by_peasants = 0.0);
    assert_more("party.nationalist_sentiment", 1924, &with, &without);
}

#[test]
fn georgian_bolsheviks_protest() {
    claim("georgian-bolsheviks-protest");
    let (plan, record) = history(1923);
    let granted = live(&with(&plan, |t| hold(t, "republic_rights", "1922-03", &number(1.5))));
    assert_more("nation.conflict", 1923, &record, &granted);
}
