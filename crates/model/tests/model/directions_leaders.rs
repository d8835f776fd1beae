//! Directions that the claims on the leaders assert: a run beside a run of the same luck that differs
//! in one thing. A test has the id of its claim as its name.

use kernel::Month;
use model::{Plan, Record, Theory};
use society::Society;

use crate::directions::claim;
use crate::setup::{
    ROWS, assert_more, history, hold, live, live_from, mean, number, plan, silence, start, with,
};

/// The same plan with Lenin at this health from a month on.
fn lenin(plan: &Plan, from: &str, health: f64) -> Plan {
    with(plan, |t| hold(t, "lenin_health", from, &number(health)))
}

/// History, and the same under another theory.
fn beside(until: i32, change: impl FnOnce(&mut Theory)) -> (Record, Record) {
    let (plan, record) = history(until);
    let mut theory = plan.theory.clone();
    change(&mut theory);
    (record, live(&Plan { theory, ..plan }))
}

/// The same plan where secretaries need nobody's word from above.
fn unconfirmed(plan: &Plan) -> Plan {
    with(plan, |t| hold(t, "confirmation", "1918-01", &number(0.0)))
}

/// The value of a variable in one month.
fn at(record: &Record, name: &str, year: i32, month: u32) -> f64 {
    mean(record, name, year, month, month)
}

/// Asserts that a variable is larger in `more` than in `less` in one month.
#[track_caller]
fn assert_more_in(name: &str, (year, month): (i32, u32), more: &Record, less: &Record) {
    let (high, low) = (at(more, name, year, month), at(less, name, year, month));
    assert!(high > low, "{name} in {year}-{month:02}: {high:.4} is not above {low:.4}");
}

/// The chance that the vote of a run gave to an option.
fn chance(record: &Record, decision: &str, option: &str) -> f64 {
    let vote = record.votes.iter().find(|vote| &*vote.decision == decision);
    let vote = vote.unwrap_or_else(|| panic!("nobody decided {decision}"));
    let place = vote.options.iter().position(|id| &**id == option);
    vote.probability[place.unwrap_or_else(|| panic!("{decision} has no option {option}"))]
}

/// What two leaders feel for each other, at the start.
fn bind(society: &mut Society, a: &str, b: &str, tie: f64) {
    let leaders = &mut society.leaders;
    let [a, b] = [a, b].map(|key| leaders.find(key).expect("a leader of this key").number());
    let n = leaders.key.len();
    leaders.ties[a * n + b] = tie;
    leaders.ties[b * n + a] = tie;
}

/// What `see` finds in the society at the end of a month of this plan.
fn in_month<T>(plan: &Plan, (year, month): (i32, u32), see: impl Fn(&Society) -> T) -> T {
    let until = Month::new(year, month);
    let plan = Plan { until, ..plan.clone() };
    see(&live_from(&plan, start(&plan)).1)
}

fn strokes(society: &Society) -> u32 {
    society.leadership.lenin_strokes.count
}

#[test]
fn first_stroke_date() {
    claim("first-stroke-date");
    // The record brings it after the Eleventh Congress; whoever holds his health up takes it away.
    let plan = plan(ROWS, 1922);
    let well = lenin(&plan, "1922-05", 0.6);
    assert_eq!(in_month(&plan, (1922, 5), strokes), 0);
    assert_eq!(in_month(&plan, (1922, 6), strokes), 1);
    assert_eq!(in_month(&well, (1922, 12), strokes), 0);
    assert_more_in("leaders.lenin_effect", (1922, 6), &live(&well), &live(&plan));
}

#[test]
fn lenin_returns_october_1922() {
    claim("lenin-returns-october-1922");
    let (plan, record) = history(1922);
    let lasting = live(&lenin(&plan, "1922-08", 0.15));
    for name in ["leaders.lenin_capacity", "leaders.lenin_effect"] {
        assert_more_in(name, (1922, 10), &record, &lasting);
        assert!(at(&record, name, 1922, 10) > at(&record, name, 1922, 7), "no return by {name}");
    }
}

#[test]
fn stroke_three_days_later() {
    claim("stroke-three-days-later");
    let plan = plan(ROWS, 1923);
    let spared = lenin(&plan, "1923-02", 0.25);
    assert!(in_month(&plan, (1923, 4), strokes) > in_month(&plan, (1923, 2), strokes));
    assert_eq!(in_month(&spared, (1923, 4), strokes), in_month(&plan, (1923, 2), strokes));
    assert_more_in("leaders.lenin_effect", (1923, 4), &live(&spared), &live(&plan));
}

#[test]
fn lenin_would_have_delivered_bomb() {
    claim("lenin-would-have-delivered-bomb");
    // In the month of the Twelfth Congress he does the more the healthier he is.
    let plan = plan(ROWS, 1923);
    let effect = |health| {
        let record = live(&lenin(&plan, "1922-12", health));
        at(&record, "leaders.lenin_effect", 1923, 4)
    };
    assert!(effect(1.0) > effect(0.5) && effect(0.5) > effect(0.1));
    assert!(effect(0.5) > at(&live(&plan), "leaders.lenin_effect", 1923, 4));
}

#[test]
fn lenin_alarm_grows() {
    claim("lenin-alarm-grows");
    let (_, record) = history(1922);
    let alarm = |year, month| at(&record, "leaders.lenin_alarm", year, month);
    assert!(alarm(1922, 10) > alarm(1918, 6), "{} or {}", alarm(1922, 10), alarm(1918, 6));
    // It is the make-up of the party: where nobody joins for a career, there is less of it.
    let (with, without) = beside(1922, |t| {
        t.recruit.careerists = 0.0;
        t.recruit.lure = 0.0;
        t.recruit.safety = 0.0;
        t.recruit.market = 0.0;
        t.recruit.crowd = 0.0;
    });
    assert_more("party.careerist_share", 1921, &with, &without);
    assert_more("leaders.lenin_alarm", 1921, &with, &without);
}

#[test]
fn lenin_anxious_about_party_growth() {
    claim("lenin-anxious-about-party-growth");
    let (plan, open) = history(1922);
    let closed = live(&with(&plan, |t| {
        hold(t, "admission_workers", "1918-01", &number(0.0));
        hold(t, "admission_others", "1918-01", &number(0.0));
    }));
    for year in [1921, 1922] {
        assert_more("party.members", year, &open, &closed);
        assert_more("leaders.lenin_alarm", year, &open, &closed);
    }
}

#[test]
fn economic_success_eases_worry() {
    claim("economic-success-eases-worry");
    // A small army leaves more to industry. What that does to alarm by industry alone is what a
    // leader who looks at industry sees differently from one who does not.
    let plan = plan(ROWS, 1921);
    let eased = |theory: &Theory| {
        let plan = Plan { theory: theory.clone(), ..plan.clone() };
        let spared = with(&plan, |t| hold(t, "army_target", "1918-06", &number(300.0)));
        let (poor, rich) = (live(&plan), live(&spared));
        assert_more("industry.index", 1921, &rich, &poor);
        mean(&poor, "leaders.lenin_alarm", 1921, 1, 12)
            - mean(&rich, "leaders.lenin_alarm", 1921, 1, 12)
    };
    let mut blind = plan.theory.clone();
    blind.take_alarm.industry = 0.0;
    let (seen, unseen) = (eased(&plan.theory), eased(&blind));
    assert!(seen > unseen && seen > 0.0, "{seen} or {unseen}");
}

#[test]
fn lenin_reverses_on_georgia() {
    claim("lenin-reverses-on-georgia");
    let (plan, record) = history(1922);
    let granted = live(&with(&plan, |t| hold(t, "republic_rights", "1921-01", &number(1.5))));
    assert_more_in("nation.conflict", (1922, 10), &record, &granted);
    assert_more_in("leaders.lenin_alarm", (1922, 10), &record, &granted);
}

#[test]
fn degeneration_faster_than_expected() {
    claim("degeneration-faster-than-expected");
    let (plan, record) = history(1922);
    let elected = live(&unconfirmed(&plan));
    assert_more_in("outcome.thermidor_index", (1922, 10), &record, &elected);
    assert_more_in("leaders.lenin_alarm", (1922, 10), &record, &elected);
    // He finds more to be alarmed at than when he fell ill.
    let alarm = |month| at(&record, "leaders.lenin_alarm", 1922, month);
    assert!(alarm(10) > alarm(5), "{} or {}", alarm(10), alarm(5));
}

#[test]
fn lenin_turns_to_trotsky() {
    claim("lenin-turns-to-trotsky");
    // The weaker he is, the more he needs an ally; an enemy is none.
    let plan = plan(ROWS, 1922);
    let ill = live(&plan);
    let well = live(&lenin(&plan, "1922-05", 1.0));
    let mut foes = start(&plan);
    bind(&mut foes, "lenin", "trotsky", -2.0);
    let foes = live_from(&plan, foes).0;
    for less in [&well, &foes] {
        assert_more_in("leaders.lenin_trotsky_alliance", (1922, 12), &ill, less);
    }
}

#[test]
fn lenin_trotsky_bloc_against_bureaucracy() {
    claim("lenin-trotsky-bloc-against-bureaucracy");
    let (plan, record) = history(1922);
    let elected = live(&unconfirmed(&plan));
    assert_more_in("leaders.lenin_trotsky_alliance", (1922, 12), &record, &elected);
}

#[test]
fn lenin_trotsky_bloc_monopoly() {
    claim("lenin-trotsky-bloc-monopoly");
    let (bloc, alone) = beside(1922, |t| t.take_alarm.ally = 0.0);
    assert_more_in("leaders.lenin_effect", (1922, 12), &bloc, &alone);
    // What the ally adds to the vote is that he speaks for one who cannot come.
    let plan = plan(ROWS, 1922);
    let mut foes = start(&plan);
    bind(&mut foes, "lenin", "trotsky", -2.0);
    let (bloc, alone) = (live(&plan), live_from(&plan, foes).0);
    let restore = |record: &Record| chance(record, "monopoly-december-1922", "restore");
    assert!(restore(&bloc) > restore(&alone), "{} or {}", restore(&bloc), restore(&alone));
}

#[test]
fn october_1922_plenum_decision() {
    claim("october-1922-plenum-decision");
    // The committee relaxes the monopoly the more likely, the less Lenin is there to hold it.
    let plan = plan(ROWS, 1922);
    let relax = |health| {
        let record = live(&lenin(&plan, "1922-05", health));
        chance(&record, "monopoly-october-1922", "relax")
    };
    assert!(relax(0.0) > relax(1.0), "{} or {}", relax(0.0), relax(1.0));
}

#[test]
fn stalin_retreats_on_monopoly() {
    claim("stalin-retreats-on-monopoly");
    // Of worlds that differ in their luck alone, he votes for restoring it in more when Lenin is
    // well than when Lenin is gone.
    let few = Plan { until: Month::new(1922, 12), members: 300, ..plan(30, 1922) };
    let restores = |health| {
        let lives =
            (0..24).map(|seed| live(&lenin(&Plan { seed, ..few.clone() }, "1922-05", health)));
        let for_it = |record: &Record| {
            let mut votes = record.votes.iter();
            let vote = votes.find(|vote| &*vote.decision == "monopoly-december-1922");
            let vote = vote.expect("it is decided");
            let restore = vote.options.iter().position(|id| &**id == "restore");
            vote.roll.iter().any(|(key, choice)| &**key == "stalin" && *choice == restore)
        };
        lives.filter(for_it).count()
    };
    let (well, gone) = (restores(1.0), restores(0.0));
    assert!(well > gone, "he restores it in {well} of 24 worlds, and in {gone} without Lenin");
}

#[test]
fn kronstadt_forces_change_of_course() {
    claim("kronstadt-forces-change-of-course");
    // How likely a tax in kind is in worlds that differ in their luck alone, with what the risen
    // towns and villages say, and without it. Nobody's word weighs in them: with Lenin's all are for
    // it, whatever is said.
    let mut told = plan(ROWS, 1921);
    told.theory.cast_votes.authority = 0.0;
    let mut untold = told.clone();
    untold.theory.cast_votes.urgency = 0.0;
    let calm = silence(&told, &["rise", "weigh-classes"]);
    let tax = |plan: &Plan| -> f64 {
        let one = |seed| {
            let record = live(&Plan { seed, ..plan.clone() });
            chance(&record, "levy-or-tax-march-1921", "tax")
        };
        (0..6).map(one).sum::<f64>() / 6.0
    };
    let (told, untold, calm) = (tax(&told), tax(&untold), tax(&calm));
    assert!(told > untold, "{told} or {untold}");
    assert!(told > calm, "{told} or {calm}");
}

#[test]
fn lenin_removal_shifts_forces() {
    claim("lenin-removal-shifts-forces");
    let plan = plan(ROWS, 1923);
    let (well, gone) = (lenin(&plan, "1922-05", 1.0), lenin(&plan, "1922-05", 0.0));
    let power = |key: &'static str| {
        move |society: &Society| {
            society.leaders.power[society.leaders.find(key).expect("a leader of this key")]
        }
    };
    for key in ["trotsky", "stalin", "zinoviev"] {
        let see = power(key);
        let (with, without) = (in_month(&well, (1922, 12), see), in_month(&gone, (1922, 12), see));
        assert!(without > with, "{key}: {without} is not above {with}");
    }
    assert_more("leaders.split_probability", 1923, &live(&gone), &live(&well));
}

#[test]
fn rivalry_expresses_social_conflict() {
    claim("rivalry-expresses-social-conflict");
    let (plan, record) = history(1924);
    let elected = live(&unconfirmed(&plan));
    assert_more("outcome.thermidor_index", 1923, &record, &elected);
    assert_more("leaders.rivalry", 1923, &record, &elected);
}

#[test]
fn split_danger_trotsky_stalin() {
    claim("split-danger-trotsky-stalin");
    let (plan, foes) = history(1923);
    let mut society = start(&plan);
    bind(&mut society, "stalin", "trotsky", 2.0);
    let friends = live_from(&plan, society).0;
    assert_more("leaders.rivalry", 1923, &foes, &friends);
    assert_more("leaders.split_probability", 1923, &foes, &friends);
}
