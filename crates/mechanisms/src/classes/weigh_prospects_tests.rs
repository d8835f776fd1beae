//! What is proved of the prospects.

use super::*;
use kernel::Month;

/// A country at peace, with a party of four rows and industry at the level of 1913.
#[derive(Clone)]
struct Case {
    members: Members,
    apparatus: Apparatus,
    classes: Classes,
    comintern: Comintern,
    trusts: Trusts,
    state: State,
    rising: f64,
    party: Party,
    influences: Influences,
}

fn case() -> Case {
    let mut trusts = Trusts::default();
    trusts.output.push(Goods(1000));
    trusts.output_1913.push(Goods(1000));
    let job = Column::new(vec![Job::Bench, Job::Office, Job::Army, Job::Farm]);
    Case {
        members: Members { job, ..Members::default() },
        apparatus: Apparatus { privileges: 1.5, ..Apparatus::default() },
        classes: Classes {
            class_support: 0.5,
            bourgeois_confidence: 0.3,
            want: 0.5,
            ..Classes::default()
        },
        comintern: Comintern::default(),
        trusts,
        state: State { expenditure: 100.0, revenue: 50.0, ..State::default() },
        rising: 0.0,
        party: Party {
            appointment_share: 0.3,
            opposition_strength: 0.4,
            congress: Congress {
                delegates: 400,
                officials: 160,
                opposition: 40,
                contested_votes: 3.0,
                ..Congress::default()
            },
            ..Party::default()
        },
        influences: Influences::default(),
    }
}

fn weighed(mut case: Case) -> Case {
    let view = View {
        members: &case.members,
        apparatus: &case.apparatus,
        classes: &case.classes,
        comintern: &case.comintern,
        trusts: &case.trusts,
        state: &case.state,
        rising: &Column::new(vec![case.rising]),
        rural: &Column::new(vec![People(1000)]),
        party: &mut case.party,
        influences: &mut case.influences,
    };
    WeighProspects::central().step(Dice::new(1, 1, Month::new(1923, 1)), view);
    case
}

fn with(change: impl Fn(&mut Case)) -> Party {
    let mut case = case();
    change(&mut case);
    weighed(case).party
}

/// Ends of the scales of outcome O2.
#[test]
fn the_index_runs_from_none_to_complete() {
    let none = Items {
        appointed: 0.0,
        officials: 0.25,
        opposition: 0.20,
        income: 1.0,
        bench: 0.40,
        contested: 6.0,
    };
    let complete = Items {
        appointed: 0.75,
        officials: 0.65,
        opposition: 0.01,
        income: 3.0,
        bench: 0.15,
        contested: 0.0,
    };
    assert_eq!(none.index(), 0.0);
    assert!((complete.index() - 1.0).abs() < 1e-12);
    let half = Items { income: 3.0, bench: 0.15, contested: 0.0, ..none };
    assert!((half.index() - 0.5).abs() < 1e-12);
    // Before any congress the other four items stand alone.
    let early = Items { officials: f64::NAN, opposition: f64::NAN, ..complete };
    assert!((early.index() - 1.0).abs() < 1e-12);
}

/// Claim thermidor-gathering-1923: each cause moves the index as the graph says.
#[test]
fn appointment_incomes_and_silence_raise_the_index() {
    let now = with(|_| ()).thermidor_index;
    assert!(with(|c| c.party.appointment_share = 0.6).thermidor_index > now);
    assert!(with(|c| c.apparatus.privileges = 2.5).thermidor_index > now);
    assert!(with(|c| c.party.congress.officials = 240).thermidor_index > now);
    assert!(with(|c| c.party.congress.opposition = 60).thermidor_index < now);
    assert!(with(|c| c.party.congress.contested_votes = 5.0).thermidor_index < now);
    assert!(with(|c| c.members.job.fill(Job::Bench)).thermidor_index < now);
}

/// What is noted as pulls adds up to the index, counted from three items at their best.
#[test]
fn pulls_on_the_index_add_up_to_it() {
    let case = weighed(case());
    let pull = case.influences.pull;
    let sum = pull[APPOINTMENT] + pull[CONSERVATISM] + pull[CONTROL] + 0.5;
    assert!((sum - case.party.thermidor_index).abs() < 1e-12);
    assert!(pull[CONTROL] < 0.0 && pull[APPOINTMENT] > 0.0);
}

/// Claims direct-foreign-link-overwhelms-state, ustryalov-forecast-bourgeois-state.
#[test]
fn confidence_and_ties_abroad_raise_the_risk_of_restoration_and_industry_lowers_it() {
    let now = with(|_| ()).restoration_risk;
    assert!(with(|c| c.classes.bourgeois_confidence = 0.6).restoration_risk > now);
    assert!(with(|c| c.comintern.foreign_capital = 0.4).restoration_risk > now);
    assert!(with(|c| c.trusts.output.fill(Goods(200))).restoration_risk > now);
}

/// Claims western-resources-needed-for-survival, social-base-weakens-by-early-1921,
/// war-communism-unsustainable-1921, nep-saves-and-endangers.
#[test]
fn survival_follows_its_seven_causes() {
    let now = with(|_| ()).regime_survival;
    assert!(with(|c| c.classes.class_support = 0.7).regime_survival > now);
    assert!(with(|c| c.comintern.technology = 0.5).regime_survival > now);
    assert!(with(|c| c.trusts.output.fill(Goods(200))).regime_survival < now);
    assert!(with(|c| c.comintern.threat = 0.8).regime_survival < now);
    assert!(with(|c| c.rising = 0.004).regime_survival < now);
    assert!(with(|c| c.classes.urban_revolt = 0.8).regime_survival < now);
    assert!(with(|c| c.comintern.foreign_capital = 0.8).regime_survival < now);
}

/// Nobody hungry, nobody at odds, or a full treasury: no stress.
#[test]
fn stress_is_a_product() {
    assert!((with(|_| ()).stress - 0.5 * 0.4 * 0.5).abs() < 1e-12);
    assert_eq!(with(|c| c.classes.want = 0.0).stress, 0.0);
    assert_eq!(with(|c| c.party.opposition_strength = 0.0).stress, 0.0);
    assert_eq!(with(|c| c.state.revenue = 200.0).stress, 0.0);
}
