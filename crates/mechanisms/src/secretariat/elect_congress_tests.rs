//! Elections of hand-made congresses.

use super::super::testing::{dice, leaders, leadership, members, posts};
use super::*;

/// Number of the issue on which the hand-made leaders differ.
const ISSUE: usize = platforms::PARTY_DEMOCRACY;

fn logit(share: f64) -> f64 {
    libm::log(share / (1.0 - share))
}

/// A country that elects a congress.
struct Country {
    critics: f64,
    ban: f64,
    sanction: f64,
    clients: f64,
    seats: Option<i64>,
    motion: Option<Motion>,
    leaders: Leaders,
}

impl Country {
    /// One in which half of the members think for discussion and nobody is anybody's client.
    fn of(motion: Option<Motion>) -> Country {
        Country {
            critics: 0.5,
            ban: 0.0,
            sanction: 0.0,
            clients: 0.0,
            seats: Some(700),
            motion,
            leaders: leaders(),
        }
    }

    fn elect(&self) -> Congress {
        let mut posts = posts(20);
        posts.sponsor.fill(0);
        posts.loyalty.fill(self.clients as f32);
        let mut party =
            Party { appointment_share: 0.4, sanction: self.sanction, ..Party::default() };
        let motions = self.motion.iter().cloned().collect();
        ElectCongress::central().step(
            dice(0),
            View {
                switches: &Switches::central(),
                instruments: &Instruments { faction_ban: self.ban, ..Instruments::default() },
                agenda: &Agenda { congress: self.seats, motions, ..Agenda::default() },
                leaders: &self.leaders,
                leadership: &leadership(Some(0)),
                members: &members(1000, self.critics, true),
                posts: &posts,
                party: &mut party,
            },
        );
        party.congress
    }
}

/// The secretary for discipline, the leader of the opposition for discussion.
fn split() -> Country {
    let choice = |at: f64| Choice { at, ..Choice::default() };
    let choices = vec![choice(-1.5), choice(2.0)];
    let id = "discussion".into();
    let motion = Motion { id, body: Body::Congress, issue: ISSUE, choices, ..Motion::default() };
    let mut country = Country::of(Some(motion));
    for (row, at) in [-2.0, 2.0, -1.0, -1.0].into_iter().enumerate() {
        country.leaders.positions[Id::new(row)][ISSUE] = at;
    }
    country
}

/// Card P4: without chairmen the log-odds after n steps are those of the cells times k to the n.
#[test]
fn equal_steps_have_a_closed_form() {
    let rule = ElectCongress { chairmen: 0.0, ..ElectCongress::central() };
    let mut share = 0.36;
    for n in 1..=3 {
        share = rule.step_up(share, rule.filter, 1.0);
        let exact = libm::pow(rule.filter, f64::from(n)) * logit(0.36);
        assert!((logit(share) - exact).abs() < 1e-9);
    }
    assert_eq!(rule.step_up(0.5, rule.filter, 0.0), 0.5);
    assert_eq!(rule.step_up(0.0, rule.filter, 1.0), 0.0);
    assert_eq!(rule.step_up(1.0, rule.filter, 1.0), 1.0);
    assert_eq!(rule.majority(rule.filter, 0.0), 1.0, "lists get their share");
    assert_eq!(rule.majority(rule.filter, 1.0), rule.filter);
}

#[test]
fn delegates_add_up_to_seats_in_whole_persons() {
    for mut country in [Country::of(None), split()] {
        country.critics = 1.0;
        let all = country.elect();
        assert_eq!(all.delegates, 700);
        assert_eq!(all.platforms.iter().sum::<i64>(), 700);
        assert_eq!(all.opposition, 700 - all.platforms[all.line]);
        assert!(all.opposition > 0 && all.officials <= 700);
    }
    let none = Country { seats: None, ..Country::of(None) };
    assert_eq!(none.elect().delegates, 0);
    let without = Country { critics: 0.0, ..Country::of(None) };
    assert_eq!(without.elect().opposition, 0);
}

/// Claim `left-opposition-founded-october-1923`: an opposition comes of a leader who speaks for it;
/// the same members leave next to none when leaders are of one mind.
#[test]
fn an_opposition_needs_leaders_who_differ() {
    let divided = split();
    let apart = divided.elect();
    assert_eq!((&*apart.question, apart.line), ("discussion", 0));
    let mut agreed = split();
    agreed.leaders.positions[Id::new(1)][ISSUE] = -2.0;
    let one = agreed.elect();
    assert_eq!(&*one.question, "", "nothing to choose between");
    assert!(one.opposition_members < apart.opposition_members);
    let mut louder = split();
    louder.leaders.power[Id::new(1)] = 0.9;
    assert!(louder.elect().opposition_members > apart.opposition_members);
}

#[test]
fn members_follow_what_they_think_and_fear() {
    let usual = split().elect().opposition_members;
    assert!(Country { critics: 0.8, ..split() }.elect().opposition_members > usual);
    assert!(Country { sanction: 0.5, ..split() }.elect().opposition_members < usual);
}

/// `patronage-builds-loyal-network`: clients in the chair thin the opposition; so does a ban on
/// lists, where it is a minority.
#[test]
fn clients_and_ban_thin_the_opposition() {
    let open = Country { sanction: 0.3, ..split() };
    let usual = open.elect();
    assert!(usual.opposition > 0 && usual.opposition_members < 0.5);
    assert!((usual.opposition_district - usual.opposition_members).abs() < 1e-9);
    assert!(
        Country { clients: 0.9, sanction: 0.3, ..split() }.elect().opposition < usual.opposition
    );
    let banned = Country { ban: 1.0, sanction: 0.3, ..split() }.elect();
    assert!(banned.opposition_province < banned.opposition_district);
    assert!(banned.opposition < usual.opposition);
}

/// Leningrad in December 1925: a region whose head leads the opposition sends its delegates.
#[test]
fn the_head_of_a_region_carries_it() {
    let country = || Country { critics: 0.3, ban: 0.75, sanction: 0.4, ..split() };
    let (usual, mut headed) = (country(), country());
    headed.leaders.seats[Id::new(1)].heads = Some(Id::new(0));
    let (without, with) = (usual.elect(), headed.elect());
    // One region of ten with equal members.
    assert!(
        with.opposition > without.opposition + 30,
        "{} {}",
        with.opposition,
        without.opposition
    );
}

#[test]
fn a_conference_is_elected_too_and_officials_follow_appointment() {
    let mut country = Country { seats: None, ..split() };
    if let Some(motion) = &mut country.motion {
        (motion.body, motion.delegates) = (Body::Conference, 128);
    }
    assert_eq!(country.elect().delegates, 128);
    let rule = ElectCongress::central();
    assert!(rule.official_share(0.5) > rule.official_share(0.2));
}

#[test]
fn an_empty_party_elects_nobody_against() {
    let mut party = Party::default();
    ElectCongress::central().step(
        dice(0),
        View {
            switches: &Switches::central(),
            instruments: &Instruments::default(),
            agenda: &Agenda { congress: Some(500), ..Agenda::default() },
            leaders: &Leaders::default(),
            leadership: &Leadership::default(),
            members: &Members::default(),
            posts: &Posts::default(),
            party: &mut party,
        },
    );
    assert_eq!((party.congress.delegates, party.congress.opposition), (500, 0));
}
