//! Votes on hand-made motions.

use super::*;
use crate::leaders::form_blocs::RULING;
use crate::leaders::sample;

/// The parts of a society that votes read, empty but for the leaders.
#[derive(Default)]
struct World {
    switches: Option<Switches>,
    rising: Column<Region, f64>,
    rural: Column<Region, People>,
    state_grain: Column<Region, Kilograms>,
    towns: Towns,
    trade: Trade,
    state: State,
    classes: Classes,
    comintern: Comintern,
    members: Members,
    agenda: Agenda,
    leaders: Leaders,
    leadership: Leadership,
    party: Party,
    influences: Influences,
}

impl World {
    fn of(keys: &[&str]) -> World {
        let mut leaders = sample::politburo(keys);
        leaders.bloc.fill(RULING);
        let leadership = Leadership { lenin_capacity: 1.0, ..Leadership::default() };
        World { leaders, leadership, switches: Some(Switches::central()), ..World::default() }
    }

    fn vote(&mut self, rule: &CastVotes, seed: u64) -> Outcome {
        let norms = Norms::central();
        let dice = sample::dice(seed);
        rule.step(
            dice,
            View {
                switches: self.switches.as_ref().expect("set when built"),
                norms: &norms,
                rising: &self.rising,
                rural: &self.rural,
                state_grain: &self.state_grain,
                towns: &self.towns,
                trade: &self.trade,
                state: &self.state,
                classes: &self.classes,
                comintern: &self.comintern,
                members: &self.members,
                agenda: &mut self.agenda,
                leaders: &mut self.leaders,
                leadership: &mut self.leadership,
                party: &mut self.party,
                influences: &mut self.influences,
            },
        );
        self.agenda.motions[0].outcome.clone()
    }
}

fn choice(id: &str, at: f64) -> Choice {
    Choice { id: id.into(), at, ..Choice::default() }
}

fn motion(body: Body, issue: usize, places: &[f64]) -> Motion {
    let choices = places.iter().map(|at| choice("option", *at)).collect();
    Motion { id: "a-motion".into(), body, issue, choices, ..Motion::default() }
}

const SEVEN: [&str; 7] = ["lenin", "trotsky", "stalin", "zinoviev", "kamenev", "rykov", "tomsky"];

fn monopoly() -> World {
    let mut world = World::of(&SEVEN);
    world.switches.as_mut().expect("set when built").lenin_agency = 1.0;
    world.agenda.motions = vec![motion(Body::Politburo, TRADE_MONOPOLY, &[-1.0, 2.0])];
    for (id, view) in world.leaders.key.ids().zip([2.0, 1.0, -0.5, -1.5, -0.5, -1.0, -0.5]) {
        world.leaders.positions[id][TRADE_MONOPOLY] = view;
        // Each stands for himself.
        world.leaders.bloc[id] = 1 + id.number() as u8;
    }
    world
}

#[test]
fn votes_and_abstentions_are_those_present() {
    let rule = CastVotes::central();
    for seed in 0..50 {
        let mut world = monopoly();
        world.leaders.seats[Id::new(4)].away = true;
        let outcome = world.vote(&rule, seed);
        assert_eq!(outcome.votes.iter().sum::<i64>(), outcome.present);
        assert_eq!(outcome.roll.len() as i64, outcome.present);
        assert!((outcome.probability.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        assert_eq!(outcome.carried, outcome.won);
    }
}

/// Claims `stalin-retreats-on-monopoly` and `october-1922-plenum-decision`: with Lenin at work the
/// monopoly is likelier to be held than without him.
#[test]
fn the_monopoly_is_safer_with_lenin_than_without() {
    let rule = CastVotes::central();
    let with = monopoly().vote(&rule, 1).probability[1];
    let mut world = monopoly();
    world.leadership.lenin_capacity = 0.0;
    world.leaders.health[Id::new(0)] = 0.0;
    let without = world.vote(&rule, 1);
    assert!(with > without.probability[1] + 0.1, "{with} against {:?}", without.probability);
    assert_eq!(without.present, 6, "whoever has no health is absent");
    let mut world = monopoly();
    world.switches.as_mut().expect("set").lenin_agency = 0.0;
    assert!(world.vote(&rule, 1).probability[1] < with, "M11");
}

/// Edge peasant_unrest to market_freedom, claim `kronstadt-forces-change-of-course`: an option that
/// unrest speaks for is likelier in unrest, and the pull is noted.
#[test]
fn unrest_speaks_for_the_market() {
    let rule = CastVotes::central();
    let mut probability = [0.0; 2];
    for (rising, chance) in [0.0, 0.01].into_iter().zip(&mut probability) {
        let mut world = World::of(&SEVEN);
        world.rising = Column::filled(rising, 1);
        world.rural = Column::filled(People(1_000_000), 1);
        world.agenda.motions = vec![motion(Body::Politburo, PLAN_OR_MARKET, &[-1.0, 1.0])];
        world.agenda.motions[0].choices[0].pressure[PEASANT_UNREST] = 1.0;
        *chance = world.vote(&rule, 3).probability[0];
        assert_eq!(world.influences.pull[UNREST_TO_MARKET] > 0.0, rising > 0.0);
    }
    assert!(probability[1] > probability[0] + 0.1, "{probability:?}");
}

/// Edges isolation (+) and west_revolution_prospect (-) to market_freedom, and switch M13.
#[test]
fn isolation_draws_to_the_market_and_doctrine_to_plan_and_discipline() {
    let rule = CastVotes::central();
    let usual = rule.view(PLAN_OR_MARKET, 0.0, 0.0, 0.0);
    assert!(rule.view(PLAN_OR_MARKET, 0.0, 0.0, 0.8) < usual);
    assert!(rule.view(PLAN_OR_MARKET, 0.0, 0.0, -0.3) > usual, "hope of the West");
    assert!(rule.view(PLAN_OR_MARKET, 0.0, 1.0, 0.0) > usual);
    assert!(rule.view(PARTY_DEMOCRACY, 1.0, 1.0, 0.0) < 1.0);
    assert_eq!(rule.view(TRADE_MONOPOLY, 1.0, 1.0, 0.8), 1.0, "no pole, no retreat");
}

/// Switches M18, M19, M20: each speaks where it should, and in its direction.
#[test]
fn want_of_bread_speaks_for_force_and_growth_against_it() {
    let rule = CastVotes::central();
    let off = Switches {
        external_threat: 0.0,
        necessity_of_forced_growth: 0.0,
        nep_viability: 0.0,
        ..Switches::central()
    };
    let (mut weights, mut signals) = ([0.0; SIGNALS.len()], [0.0; SIGNALS.len()]);
    (weights[BREAD], signals[BREAD]) = (1.0, 0.6);
    let plain = rule.pressure(&weights, &signals, &off, 0.9);
    let need = Switches { necessity_of_forced_growth: 1.0, ..off.clone() };
    assert!(rule.pressure(&weights, &signals, &need, 0.9) > plain, "M18");
    let viable = Switches { nep_viability: 1.0, ..off.clone() };
    assert!(rule.pressure(&weights, &signals, &viable, 0.9) < plain, "M19");
    (weights[THREAT], signals[THREAT]) = (1.0, 0.5);
    assert_eq!(rule.pressure(&weights, &signals, &off, 0.9), plain);
    let scare = Switches { external_threat: 1.0, ..off };
    assert!(rule.pressure(&weights, &signals, &scare, 0.9) > plain, "M20");
}

/// Switch M17: sanctions make a vote against the ruling bloc rarer.
#[test]
fn sanctions_silence() {
    let rule = CastVotes::central();
    let mut chances = [0.0; 2];
    for (sanction, chance) in [0.0, 1.0].into_iter().zip(&mut chances) {
        let mut world = monopoly();
        world.leadership.lenin_capacity = 0.0;
        world.leaders.positions[Id::new(1)][TRADE_MONOPOLY] = 2.0;
        // The ruling bloc is one opponent of the monopoly.
        world.leaders.bloc[Id::new(3)] = RULING;
        world.party.sanction = sanction;
        *chance = world.vote(&rule, 2).probability[1];
    }
    assert!(chances[1] < chances[0], "{chances:?}");
}

#[test]
fn history_is_carried_out_when_it_is_pinned() {
    let rule = CastVotes::central();
    let mut world = monopoly();
    world.agenda.motions[0].pinned = true;
    let free = monopoly().vote(&rule, 4).won;
    world.agenda.motions[0].history = 1 - free;
    let outcome = world.vote(&rule, 4);
    assert_eq!((outcome.won, outcome.carried), (free, 1 - free));
}

#[test]
fn a_congress_has_all_its_delegates_and_more_of_the_opposition_is_heard() {
    let rule = CastVotes::central();
    let mut votes = [0; 2];
    for (opposition, heard) in [10, 50].into_iter().zip(&mut votes) {
        let mut world = World::of(&SEVEN);
        world.leaders.bloc[Id::new(1)] = 1;
        for id in world.leaders.key.ids() {
            world.leaders.positions[id][PARTY_DEMOCRACY] = -2.0;
        }
        world.leaders.positions[Id::new(1)][PARTY_DEMOCRACY] = 2.0;
        world.leadership.lenin_capacity = 0.0;
        world.party.congress.delegates = 128;
        world.party.congress.opposition = opposition;
        world.party.congress.question = "a-motion".into();
        world.party.congress.platforms = vec![128 - opposition, opposition];
        world.agenda.motions = vec![motion(Body::Conference, PARTY_DEMOCRACY, &[-2.0, 2.0])];
        let outcome = world.vote(&rule, 5);
        assert_eq!((outcome.present, outcome.votes.iter().sum()), (128, 128));
        *heard = outcome.votes[1];
    }
    assert_eq!(votes, [10, 50], "elected on this question, they keep to it");
}

/// Contested votes of the committee are counted for twelve months; quarrels strain ties.
#[test]
fn a_contested_vote_is_counted_and_strains_ties() {
    let rule = CastVotes { quarrel: 0.1, ..CastVotes::central() };
    let mut world = monopoly();
    world.agenda.motions[0].body = Body::CentralCommittee;
    let outcome = world.vote(&rule, 1);
    let contested = outcome.votes[..2].iter().all(|votes| *votes > 0);
    assert_eq!(world.party.congress.contested_votes, f64::from(u8::from(contested)));
    let strained = world.leaders.ties.iter().any(|tie| *tie < 0.0);
    assert_eq!(strained, contested);
    world.agenda.motions[0].body = Body::Politburo;
    for _ in 0..12 {
        world.vote(&rule, 1);
    }
    assert_eq!(world.party.congress.contested_votes, 0.0);
}

/// The general secretary who loses a recorded vote begins anew to count the months without defeat.
#[test]
fn a_defeat_is_remembered() {
    // Nobody abstains.
    let rule = CastVotes { reluctance: 80.0, ..CastVotes::central() };
    let mut world = monopoly();
    let stalin = Id::new(2);
    world.leadership.general_secretary = Some(stalin);
    world.leadership.secretary_unbeaten = 5;
    world.agenda.motions[0].pinned = true;
    let vote = world.vote(&rule, 1);
    let stood = vote.roll.iter().find(|(id, _)| *id == stalin).and_then(|(_, choice)| *choice);
    world.leadership.secretary_unbeaten = 5;
    let stood = usize::from(stood.expect("he is well and there"));
    world.agenda.motions[0].history = 1 - stood;
    world.vote(&rule, 1);
    assert_eq!(world.leadership.secretary_unbeaten, 0);
}

/// A bloc votes as it has agreed: with full discipline its members never part.
#[test]
fn a_disciplined_bloc_votes_as_one() {
    let rule = CastVotes { discipline: 1.0, ..CastVotes::central() };
    for seed in 0..20 {
        let mut world = monopoly();
        world.leaders.bloc.fill(RULING);
        let outcome = world.vote(&rule, seed);
        assert_eq!(outcome.votes.iter().filter(|votes| **votes > 0).count(), 1, "{outcome:?}");
    }
}

/// A large body is not certain of what it does not know: errors common to all stay.
#[test]
fn common_errors_keep_a_large_body_uncertain() {
    let keys: Vec<String> = (0..30).map(|i| format!("member-{i}")).collect();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let chance = |rule: &CastVotes| {
        let mut world = World::of(&keys);
        world.leaders.bloc.fill(crate::leaders::form_blocs::NONE);
        world.agenda.motions = vec![motion(Body::CentralCommittee, 2, &[-1.0, 1.0])];
        for id in world.leaders.key.ids() {
            world.leaders.positions[id][2] = 0.4;
        }
        world.vote(rule, 1).probability[1]
    };
    let usual = CastVotes::central();
    let sure = chance(&CastVotes { swing: 0.0, place: 0.0, ..usual.clone() });
    assert!(sure > 0.95 && chance(&usual) < sure && chance(&usual) > 0.5);
}

/// Claim `lenin-trotsky-bloc-monopoly`: an absent Lenin is heard by letter, and more if an ally
/// speaks for him; without capacity he is not heard.
#[test]
fn a_letter_is_heard_and_an_ally_makes_it_louder() {
    let rule = CastVotes::central();
    assert_eq!(rule.heard(0.0, false, 1.0), 0.0);
    assert!((rule.heard(1.0, false, 0.0) - 1.0).abs() < 1e-12);
    assert!(rule.heard(0.35, false, 0.0) > 0.6);
    assert!(rule.heard(0.35, true, 0.0) < rule.heard(0.35, true, 0.5));
    assert_eq!(rule.heard(0.35, true, 1.0), rule.heard(0.35, false, 0.0));
}

/// Claim `lenin-trotsky-bloc-monopoly`: who is absent and has charged another, who is there, is
/// heard as if an ally spoke for him.
#[test]
fn whoever_was_charged_speaks_for_the_absent() {
    let rule = CastVotes::central();
    let held = |spokesman: Option<usize>, there: bool| {
        let mut world = monopoly();
        let (lenin, trotsky) = (Id::new(0), Id::new(1));
        world.agenda.motions[0].absent = vec![lenin];
        world.agenda.motions[0].spokesman = spokesman.map(Id::new);
        world.leaders.present[trotsky] = there;
        world.vote(&rule, 1).probability[1]
    };
    assert!(held(Some(1), true) > held(None, true) + 0.1);
    assert_eq!(held(Some(1), false), held(None, false), "who is gone speaks for nobody");
}

/// Blocs agree before the body meets: the absent has his part in it if he charged another.
#[test]
fn the_absent_who_charged_another_has_his_part_in_what_the_bloc_agrees_on() {
    let rule = CastVotes { discipline: 1.0, authority: 0.0, ..CastVotes::central() };
    let held = |spokesman: Option<usize>| {
        let mut world = monopoly();
        world.leaders.bloc.fill(RULING);
        world.leaders.power[Id::new(0)] = 2.0;
        world.agenda.motions[0].absent = vec![Id::new(0)];
        world.agenda.motions[0].spokesman = spokesman.map(Id::new);
        world.vote(&rule, 1).probability[1]
    };
    assert!(held(Some(1)) > held(None) + 0.3);
}
