//! # Gathering of power
//!
//! Posts, loyalties and votes come together in a few numbers. Who sends secretaries has a network;
//! a network decides congresses; a congress that can no longer say no leaves the Secretariat more
//! power. Against it work members who hold their leaders to account, a control commission, an
//! opposition that finds words, and Lenin as long as he can work. Members' control is weakened by
//! lost ties to the factories, by want of schooling, by weariness, by appointment, and by the ban
//! on factions. None of these numbers is put in: they come of what the tables hold.
//!
//! Refuted by: congresses that overrule a Secretariat whose clients elected them; members who call
//! leaders to account where all secretaries are sent.

use super::{CLOSE, chief, loyal_to, words};
use crate::prelude::*;

const APPOINTED_NETWORK: usize = edge("appointment_share", "loyal_network");
const LINK_CONTROL: usize = edge("party_factory_link", "member_control");
const CULTURE_CONTROL: usize = edge("cultural_level", "member_control");
const FATIGUE_CONTROL: usize = edge("fatigue", "member_control");
const APPOINTED_CONTROL: usize = edge("appointment_share", "member_control");
const NETWORK_CONGRESS: usize = edge("loyal_network", "congress_independence");
const CONTROL_CONGRESS: usize = edge("member_control", "congress_independence");
const OPPOSITION_CONGRESS: usize = edge("opposition_strength", "congress_independence");
const CONGRESS_POWER: usize = edge("congress_independence", "secretariat_power");
const ACTION_POWER: usize = edge("lenin_action", "secretariat_power");
const CAPACITY_POWER: usize = edge("lenin_capacity", "secretariat_power");
const NETWORK_OPPOSITION: usize = edge("loyal_network", "opposition_strength");
const CAPACITY_OPPOSITION: usize = edge("lenin_capacity", "opposition_strength");
const THERMIDOR_OPPOSITION: usize = edge("thermidor_index", "opposition_strength");
const POWER_INFORMATION: usize = edge("secretariat_power", "information_control");

/// Middle of scales from 0 to 1: there a cause neither adds nor takes.
const MIDDLE: f64 = 0.5;

/// Full members of the Central Committee when few enough sat in it to decide there: beyond some
/// twenty a committee hands decisions to a smaller body (card P2).
const SMALL_COMMITTEE: f64 = 20.0;

/// Where power over the party lies.
#[derive(Clone, Debug, Parameters)]
pub struct GatherPower {
    /// Weight of secretaries in the network; the rest is that of seats in the Central Committee.
    #[prior(Uniform(0.6, 0.9), unit = "share", source = "judgement, loop R2")]
    pub secretaries: f64,
    /// Control by members without any cause for or against.
    #[prior(Uniform(0.55, 0.75), unit = "0 to 1", source = "judgement, loop R4")]
    pub control: f64,
    /// What ties to the factories add to control by members.
    #[prior(Uniform(0.3, 0.8), unit = "a unit of tie", source = "judgement, switch M01")]
    pub control_by_link: f64,
    /// What schooling and political culture add.
    #[prior(Uniform(0.1, 0.4), unit = "a unit of culture", source = "judgement")]
    pub control_by_culture: f64,
    /// What weariness takes.
    #[prior(Uniform(0.2, 0.6), unit = "a unit of weariness", source = "judgement, switch M09")]
    pub control_by_fatigue: f64,
    /// What appointment takes.
    #[prior(Uniform(0.2, 0.6), unit = "a unit of share", source = "judgement, loop R7")]
    pub control_by_appointment: f64,
    /// What a full ban on factions takes.
    #[prior(Uniform(0.1, 0.4), unit = "a unit of ban", source = "judgement, switch M17")]
    pub control_by_ban: f64,
    /// Independence of a congress without any cause for or against.
    #[prior(Uniform(0.5, 0.7), unit = "0 to 1", source = "judgement, loop R2")]
    pub congress: f64,
    /// What the network takes from it.
    #[prior(Uniform(0.5, 1.0), unit = "a unit of network", source = "judgement, loop R2")]
    pub congress_by_network: f64,
    /// What control by members adds to it.
    #[prior(Uniform(0.3, 0.7), unit = "a unit of control", source = "judgement")]
    pub congress_by_control: f64,
    /// What opposition adds to it.
    #[prior(Uniform(0.2, 0.6), unit = "a unit of opposition", source = "judgement, loop B5")]
    pub congress_by_opposition: f64,
    /// What a full ban on factions takes from it.
    #[prior(Uniform(0.2, 0.6), unit = "a unit of ban", source = "judgement, switch M17")]
    pub congress_by_ban: f64,
    /// What the demand of secretaries for order takes from it.
    #[prior(Uniform(0.3, 0.8), unit = "a unit of demand", source = "judgement, switch M16")]
    pub congress_by_order: f64,
    /// Power that filling all vacancies would give.
    #[prior(Uniform(0.4, 0.9), unit = "a unit of reach", source = "judgement, loop R2")]
    pub power_by_reach: f64,
    /// What the office of general secretary adds, by the authority of one who holds all threads.
    #[prior(Uniform(0.05, 0.2), unit = "0 to 1", source = "judgement")]
    pub power_by_office: f64,
    /// What the demand of secretaries for order adds.
    #[prior(Uniform(0.2, 0.6), unit = "a unit of demand", source = "judgement, switch M16")]
    pub power_by_order: f64,
    /// What an independent congress takes.
    #[prior(Uniform(0.2, 0.5), unit = "a unit of independence", source = "judgement, loop R2")]
    pub power_by_congress: f64,
    /// What Lenin's capacity for work takes.
    #[prior(Uniform(0.1, 0.4), unit = "a unit of capacity", source = "judgement, switch M11")]
    pub power_by_capacity: f64,
    /// What Lenin's action takes.
    #[prior(Uniform(0.2, 0.6), unit = "a unit of action", source = "judgement, loop B3")]
    pub power_by_action: f64,
    /// What a control commission of equal strength takes.
    #[prior(Uniform(0.1, 0.4), unit = "a unit of strength", source = "judgement")]
    pub power_by_commission: f64,
    /// What dilution of the Central Committee adds, when it is many times as large as one that
    /// decides.
    #[prior(Uniform(0.05, 0.25), unit = "0 to 1", source = "judgement, card P2")]
    pub power_by_dilution: f64,
    /// Discontent that shows although no leader of rank speaks for it.
    #[prior(Uniform(0.2, 0.6), unit = "share", source = "judgement")]
    pub unled: f64,
    /// Discontent that full sanction silences.
    #[prior(Uniform(0.5, 1.0), unit = "share", source = "judgement, switch M17")]
    pub silenced: f64,
    /// What the network takes from opposition.
    #[prior(Uniform(0.1, 0.4), unit = "a unit of network", source = "judgement")]
    pub opposition_by_network: f64,
    /// What Lenin's capacity for work adds to it.
    #[prior(Uniform(0.05, 0.25), unit = "a unit of capacity", source = "judgement, switch M11")]
    pub opposition_by_capacity: f64,
    /// What degeneration as its critics see it adds to it.
    #[prior(Uniform(0.2, 0.6), unit = "a unit of the index", source = "judgement, loop B5")]
    pub opposition_by_thermidor: f64,
    /// Hold on what leaders learn without any power.
    #[prior(Uniform(0.05, 0.2), unit = "0 to 1", source = "judgement")]
    pub information: f64,
    /// What power adds to that hold.
    #[prior(Uniform(0.4, 0.8), unit = "a unit of power", source = "judgement")]
    pub information_by_power: f64,
    /// How fast these numbers follow their causes.
    #[prior(
        Uniform(0.1, 0.25),
        unit = "share of the gap a month",
        source = "judgement, 0-2 years"
    )]
    pub speed: f64,
}

/// Secretaries of provinces in numbers: all, sent from above, loyal, loyal among those sent.
#[derive(Clone, Copy, Default)]
struct Secretaries {
    all: f64,
    sent: f64,
    loyal: f64,
    loyal_sent: f64,
}

fn count(posts: &Posts, chief: u8) -> Secretaries {
    let mut found = Secretaries::default();
    for post in posts.tier.ids() {
        if posts.tier[post] != Tier::Province || posts.holder[post].is_none() {
            continue;
        }
        let loyalty = loyal_to(posts, post, chief);
        let sent = f64::from(u8::from(posts.entry[post] != Entry::Elected));
        found.all += 1.0;
        found.sent += sent;
        found.loyal += loyalty;
        found.loyal_sent += sent * loyalty;
    }
    found
}

/// Share of full members of the Central Committee who are close to the general secretary, and
/// whether there is anybody to ask.
fn close_members(leadership: &Leadership, leaders: &Leaders) -> Option<f64> {
    let secretary = leadership.general_secretary?;
    let others =
        |id: &Id<Leader>| *id != secretary && leaders.present[*id] && leaders.seats[*id].committee;
    let all = leaders.key.ids().filter(others).count();
    let close = leaders.key.ids().filter(others).filter(|&id| leaders.tie(id, secretary) >= CLOSE);
    (all > 0).then(|| close.count() as f64 / all as f64)
}

/// Share of members who think against the leadership on democracy, said or not.
fn discontent(posts: &Posts) -> f64 {
    let members = posts.local_members.total().max(1) as f64;
    let regions = posts.doubters.all().iter().zip(posts.local_members.all());
    regions.map(|(share, rows)| share * *rows as f64).sum::<f64>() / members
}

impl GatherPower {
    /// How strongly a committee of this size hands its decisions to a smaller body, 0 to 1.
    pub fn dilution(&self, seats: f64) -> f64 {
        if seats <= SMALL_COMMITTEE { 0.0 } else { 1.0 - SMALL_COMMITTEE / seats }
    }

    /// Discontent that comes out, by who speaks for it and what waits for who speaks.
    pub fn voiced(&self, discontent: f64, words: f64, sanction: f64) -> f64 {
        let led = self.unled + (1.0 - self.unled) * words.clamp(0.0, 1.0);
        discontent * led * (1.0 - self.silenced * sanction).max(0.0)
    }

    fn network(&self, v: &mut View<'_>) {
        let found = count(v.posts, chief(v.leadership, v.leaders));
        v.party.appointment_share = found.sent / found.all.max(1.0);
        // Without a general secretary or named members the secretaries alone are the network.
        let (weight, seats) = match close_members(v.leadership, v.leaders) {
            Some(close) => (self.secretaries, close),
            None => (1.0, 0.0),
        };
        let share = |loyal: f64| weight * loyal / found.all.max(1.0);
        v.party.loyal_network = share(found.loyal) + (1.0 - weight) * seats;
        v.influences.pull[APPOINTED_NETWORK] = share(found.loyal_sent);
    }

    fn members(&self, v: &mut View<'_>) {
        let (party, switches) = (&mut *v.party, v.switches);
        let tired = switches.fatigue * self.control_by_fatigue;
        let tied = switches.class_base_depletion * self.control_by_link;
        let ban = switches.ban_and_repression * v.instruments.faction_ban;
        party.member_control = Pulls::from(self.control, v.influences)
            .edge(LINK_CONTROL, tied * (party.factory_link - MIDDLE))
            .edge(CULTURE_CONTROL, self.control_by_culture * (v.classes.cultural_level - MIDDLE))
            .edge(FATIGUE_CONTROL, -tired * party.fatigue)
            .edge(APPOINTED_CONTROL, -self.control_by_appointment * party.appointment_share)
            .and(-self.control_by_ban * ban)
            .step(party.member_control, self.speed);
    }

    fn opposition(&self, v: &mut View<'_>) {
        let (party, switches) = (&mut *v.party, v.switches);
        let sanction = v.instruments.faction_ban.max(party.sanction) * switches.ban_and_repression;
        let words = words(v.leadership, v.leaders, v.departures.speaker);
        let voiced = self.voiced(discontent(v.posts), words, sanction);
        let capacity = switches.lenin_agency * (v.leadership.lenin_capacity - MIDDLE);
        party.opposition_strength = Pulls::from(voiced, v.influences)
            .edge(NETWORK_OPPOSITION, -self.opposition_by_network * party.loyal_network)
            .edge(CAPACITY_OPPOSITION, self.opposition_by_capacity * capacity)
            .edge(THERMIDOR_OPPOSITION, self.opposition_by_thermidor * party.thermidor_index)
            .step(party.opposition_strength, self.speed);
    }

    fn congress(&self, v: &mut View<'_>) {
        let party = &mut *v.party;
        let ban = v.switches.ban_and_repression * v.instruments.faction_ban;
        party.congress_independence = Pulls::from(self.congress, v.influences)
            .edge(NETWORK_CONGRESS, -self.congress_by_network * party.loyal_network)
            .edge(CONTROL_CONGRESS, self.congress_by_control * party.member_control)
            .edge(OPPOSITION_CONGRESS, self.congress_by_opposition * party.opposition_strength)
            .and(-self.congress_by_ban * ban)
            .and(-self.congress_by_order * party.demand_for_order)
            .step(party.congress_independence, self.speed);
    }

    fn power(&self, v: &mut View<'_>) {
        let (party, lenin) = (&mut *v.party, v.switches.lenin_agency);
        let office = f64::from(u8::from(v.leadership.general_secretary.is_some()));
        let dilution = self.dilution(v.instruments.committee_seats);
        let capacity = -self.power_by_capacity * lenin * (v.leadership.lenin_capacity - MIDDLE);
        let action = -self.power_by_action * lenin * v.leadership.lenin_action;
        party.secretariat_power = Pulls::from(0.0, v.influences)
            .and(self.power_by_reach * party.secretariat_reach)
            .and(self.power_by_office * office)
            .and(self.power_by_order * party.demand_for_order)
            .and(self.power_by_dilution * dilution)
            .and(-self.power_by_commission * v.instruments.control_commission)
            .edge(CONGRESS_POWER, -self.power_by_congress * (party.congress_independence - MIDDLE))
            .edge(CAPACITY_POWER, capacity)
            .edge(ACTION_POWER, action)
            .step(party.secretariat_power, self.speed);
        party.information_control = Pulls::from(self.information, v.influences)
            .edge(POWER_INFORMATION, self.information_by_power * party.secretariat_power)
            .step(party.information_control, self.speed);
    }
}

impl Mechanism for GatherPower {
    const CARD: Card = Card {
        name: "gather-power",
        card: "P4",
        summary: "Posts and loyalties make power; members, congress, opposition and Lenin limit it.",
        claims: &[
            "patronage-builds-loyal-network",
            "appointments-undermine-member-control",
            "left-opposition-founded-october-1923",
            "political-culture-can-not-be-taught-quickly",
            "illness-delays-open-struggle",
        ],
        edges: &[
            ("appointment_share", "loyal_network"),
            ("party_factory_link", "member_control"),
            ("cultural_level", "member_control"),
            ("fatigue", "member_control"),
            ("appointment_share", "member_control"),
            ("loyal_network", "congress_independence"),
            ("member_control", "congress_independence"),
            ("opposition_strength", "congress_independence"),
            ("congress_independence", "secretariat_power"),
            ("lenin_action", "secretariat_power"),
            ("lenin_capacity", "secretariat_power"),
            ("loyal_network", "opposition_strength"),
            ("lenin_capacity", "opposition_strength"),
            ("thermidor_index", "opposition_strength"),
            ("secretariat_power", "information_control"),
        ],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, mut v: View<'_>) {
        self.network(&mut v);
        self.members(&mut v);
        self.opposition(&mut v);
        self.congress(&mut v);
        self.power(&mut v);
    }
}

view! {
    reads {
        switches: Switches = switches;
        instruments: Instruments = instruments;
        departures: Departures = departures;
        leaders: Leaders = leaders;
        leadership: Leadership = leadership;
        classes: Classes = classes;
        posts: Posts = posts;
    }
    changes {
        party: Party = party;
        influences: Influences = influences;
    }
}

#[cfg(test)]
#[path = "gather_power_tests.rs"]
mod tests;
