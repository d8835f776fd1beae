//! Directions of the influences that `gather-power` realises.

use super::super::testing::{dice, leaders, leadership, posts};
use super::*;

/// A country in which everything stands in the middle.
struct Country {
    switches: Switches,
    instruments: Instruments,
    leaders: Leaders,
    leadership: Leadership,
    classes: Classes,
    posts: Posts,
    party: Party,
    influences: Influences,
}

fn country() -> Country {
    let mut posts = posts(40);
    posts.doubters.fill(0.4);
    posts.local_members.fill(100);
    // Half of the provinces were sent by the secretary and are half loyal.
    for post in posts.tier.ids().filter(|id| id.number() % 2 == 0) {
        posts.entry[post] = Entry::Appointed;
        posts.sponsor[post] = 0;
        posts.loyalty[post] = 0.5;
    }
    Country {
        switches: Switches::central(),
        instruments: Instruments { committee_seats: 40.0, ..Instruments::default() },
        leaders: leaders(),
        leadership: Leadership { lenin_capacity: 0.5, ..leadership(Some(0)) },
        classes: Classes { cultural_level: 0.5, ..Classes::default() },
        posts,
        party: Party {
            factory_link: 0.5,
            fatigue: 0.3,
            thermidor_index: 0.3,
            secretariat_reach: 0.5,
            ..Party::default()
        },
        influences: Influences::default(),
    }
}

impl Country {
    /// Lives until everything has settled.
    fn settle(mut self) -> Country {
        for _ in 0..200 {
            GatherPower::central().step(
                dice(0),
                View {
                    switches: &self.switches,
                    instruments: &self.instruments,
                    departures: &Departures::default(),
                    leaders: &self.leaders,
                    leadership: &self.leadership,
                    classes: &self.classes,
                    posts: &self.posts,
                    party: &mut self.party,
                    influences: &mut self.influences,
                },
            );
        }
        self
    }
}

/// The party after one thing was changed.
fn after(change: impl Fn(&mut Country)) -> Party {
    let mut country = country();
    change(&mut country);
    country.settle().party
}

fn elect_all(c: &mut Country) {
    c.posts.entry.fill(Entry::Elected);
}

fn no_loyalty(c: &mut Country) {
    c.posts.loyalty.fill(0.0);
}

/// `appointments-undermine-member-control`.
#[test]
fn appointment_lowers_control_by_members() {
    let usual = after(|_| {});
    let elected = after(elect_all);
    assert_eq!(elected.appointment_share, 0.0);
    assert_eq!(usual.appointment_share, 0.5);
    assert!(elected.member_control > usual.member_control);
    assert!(elected.congress_independence > usual.congress_independence);
}

#[test]
fn ties_and_culture_raise_control_by_members_and_weariness_lowers_it() {
    let usual = after(|_| {}).member_control;
    assert!(after(|c| c.party.factory_link = 0.1).member_control < usual);
    assert!(after(|c| c.classes.cultural_level = 0.2).member_control < usual);
    assert!(after(|c| c.party.fatigue = 0.9).member_control < usual);
    assert!(after(|c| c.instruments.faction_ban = 1.0).member_control < usual);
    let without = |c: &mut Country| {
        c.switches.fatigue = 0.0;
        c.party.fatigue = 0.9;
    };
    assert!(after(without).member_control > usual, "M09 scales the effect of weariness");
}

/// `patronage-builds-loyal-network`: loyal secretaries bind the congress, and a bound congress leaves
/// the Secretariat more power.
#[test]
fn the_network_binds_the_congress_and_so_frees_the_secretariat() {
    let usual = after(|_| {});
    let alone = after(no_loyalty);
    assert!(usual.loyal_network > alone.loyal_network);
    assert!(usual.congress_independence < alone.congress_independence);
    assert!(usual.secretariat_power > alone.secretariat_power);
    assert!(usual.information_control > alone.information_control);
    assert!(usual.opposition_strength < alone.opposition_strength);
}

#[test]
fn ban_and_order_bind_the_congress_as_far_as_their_switches_let_them() {
    let usual = after(|_| {}).congress_independence;
    assert!(after(|c| c.instruments.faction_ban = 1.0).congress_independence < usual);
    assert!(after(|c| c.party.demand_for_order = 0.4).congress_independence < usual);
    let idle = after(|c| {
        c.instruments.faction_ban = 1.0;
        c.switches.ban_and_repression = 0.0;
    });
    assert!((idle.congress_independence - usual).abs() < 1e-9);
}

#[test]
fn lenin_the_commission_and_a_small_committee_limit_the_secretariat() {
    let usual = after(|_| {}).secretariat_power;
    assert!(usual > 0.1, "there is power to limit: {usual}");
    assert!(after(|c| c.leadership.lenin_capacity = 1.0).secretariat_power < usual);
    assert!(after(|c| c.leadership.lenin_action = 0.8).secretariat_power < usual);
    assert!(after(|c| c.instruments.control_commission = 1.0).secretariat_power < usual);
    assert!(after(|c| c.instruments.committee_seats = 19.0).secretariat_power < usual);
    assert!(after(|c| c.party.secretariat_reach = 0.1).secretariat_power < usual);
}

/// `left-opposition-founded-october-1923`: discontent, a leader who speaks, signs of degeneration and
/// Lenin at work raise the opposition; sanction lowers it.
#[test]
fn opposition_needs_discontent_and_words() {
    let usual = after(|_| {}).opposition_strength;
    assert!(after(|c| c.posts.doubters.fill(0.1)).opposition_strength < usual);
    assert!(after(|c| c.leaders.prestige[Id::new(1)] = 0.1).opposition_strength < usual);
    assert!(after(|c| c.party.thermidor_index = 0.8).opposition_strength > usual);
    assert!(after(|c| c.leadership.lenin_capacity = 0.0).opposition_strength < usual);
    assert!(after(|c| c.instruments.faction_ban = 1.0).opposition_strength < usual);
    let raised = after(|c| c.posts.doubters.fill(0.8));
    assert!(raised.congress_independence > after(|_| {}).congress_independence);
}

#[test]
fn every_influence_on_the_card_is_noted_with_its_sign() {
    let settled = country().settle();
    for (cause, effect) in GatherPower::CARD.edges {
        let number = edge(cause, effect);
        let pull = settled.influences.pull[number];
        assert!(pull.is_finite(), "{cause} -> {effect}");
        assert!(pull == 0.0 || (pull > 0.0) == EDGES[number].2, "{cause} -> {effect}: {pull}");
    }
}

#[test]
fn empty_tables_do_no_harm() {
    let party = after(|c| {
        c.leaders = Leaders::default();
        c.leadership = Leadership::default();
        c.posts = Posts::default();
    });
    let all = [
        party.appointment_share,
        party.loyal_network,
        party.member_control,
        party.congress_independence,
        party.secretariat_power,
        party.opposition_strength,
        party.information_control,
    ];
    assert!(all.iter().all(|x| (0.0..=1.0).contains(x)), "{all:?}");
    assert_eq!(party.loyal_network, 0.0);
}
