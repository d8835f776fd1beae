//! # Election of a congress
//!
//! Cells choose delegates to district conferences, these to provincial ones, these to the congress.
//! At each step the majority takes more than its share, and a secretary in the chair who owes his
//! post to the centre, or wants order from it, takes more still. So an opposition that has a third
//! of the cells may have a sixth of a province and one in forty of a congress. More and more of the
//! delegates are full-time officials, as secretaries sent from above take the seats.
//!
//! Refuted by: minorities that keep their share from cell to congress.

use super::{CRITIC, loyal_to, words};
use crate::allot::allot;
use crate::prelude::*;

/// The filter of indirect elections.
#[derive(Clone, Debug, Parameters)]
pub struct ElectCongress {
    /// What the log-odds of the opposition are multiplied with at each step above the districts.
    /// From 36 to 18 in a hundred, in Moscow, it is 2.6 if chairmen do nothing; from a fifth or a
    /// quarter of all members to 2.3 in a hundred of the conference of January 1924 it is 1.4.
    #[prior(Uniform(1.2, 2.4), unit = "times", source = "judgement, card P4")]
    pub filter: f64,
    /// The same from cells to districts, where votes are still counted by heads: 41 in a hundred of
    /// the votes of Moscow's factories and schools gave 36 in a hundred of the delegates.
    #[prior(Uniform(1.0, 1.6), unit = "times", source = "judgement, card P4")]
    pub first: f64,
    /// What chairmen who are the centre's clients take from the log-odds at each step.
    #[prior(Uniform(0.0, 1.2), unit = "log-odds", source = "judgement, card P4")]
    pub chairmen: f64,
    /// What a full ban on factions takes from the log-odds in the cells.
    #[prior(Uniform(0.2, 1.2), unit = "log-odds", source = "judgement, switch M17")]
    pub ban: f64,
    /// Critics who vote against the line although no leader of rank speaks for them.
    #[prior(Uniform(0.2, 0.6), unit = "share", source = "judgement")]
    pub unled: f64,
    /// Full-time officials among delegates when all secretaries are elected.
    #[prior(
        Uniform(0.1, 0.3),
        unit = "share",
        source = "pavlova-mekhanizm-stalinskoi-vlasti-2001"
    )]
    pub officials: f64,
    /// What the share of appointed secretaries adds to it.
    #[prior(
        Uniform(0.7, 1.3),
        unit = "share",
        source = "pavlova-mekhanizm-stalinskoi-vlasti-2001"
    )]
    pub officials_sent: f64,
}

/// Members of a kind of cell: all, and those who vote for the opposition.
#[derive(Clone, Copy, Default)]
struct Vote {
    members: f64,
    opposition: f64,
}

impl Vote {
    fn add(&mut self, opposition: f64) {
        self.members += 1.0;
        self.opposition += opposition;
    }
    fn share(self) -> f64 {
        self.opposition / self.members.max(1.0)
    }
}

impl ElectCongress {
    /// The share of the opposition one step up; nothing comes of nothing, and all of all.
    pub fn step_up(&self, share: f64, filter: f64, chairmen: f64) -> f64 {
        if share <= 0.0 || share >= 1.0 {
            return share.clamp(0.0, 1.0);
        }
        let odds = filter * libm::log(share / (1.0 - share)) - self.chairmen * chairmen;
        super::logistic(odds)
    }

    /// The share in the cells after the ban has silenced lists of candidates.
    pub fn after_ban(&self, share: f64, ban: f64) -> f64 {
        let left = libm::exp(-self.ban * ban);
        share * left / (1.0 - share + share * left)
    }

    /// Share of critics who vote for the opposition, by the strength of whoever speaks for them.
    pub fn follow(&self, words: f64) -> f64 {
        self.unled + (1.0 - self.unled) * words.clamp(0.0, 1.0)
    }

    /// Share of full-time officials among delegates.
    pub fn official_share(&self, appointed: f64) -> f64 {
        (self.officials + self.officials_sent * appointed).clamp(0.0, 1.0)
    }

    fn count_cells(&self, v: &View<'_>, congress: &mut Congress) -> [Vote; REGIONS.len()] {
        let follow = self.follow(words(v.leadership, v.leaders));
        let mut regions = [Vote::default(); REGIONS.len()];
        let [mut all, mut students, mut workers, mut army] = [Vote::default(); 4];
        for id in v.members.region.ids() {
            let critic = v.members.public[id][DEMOCRACY] > CRITIC;
            let vote = if critic { follow } else { 0.0 };
            regions[v.members.region[id].number()].add(vote);
            all.add(vote);
            match v.members.job[id] {
                Job::Study => students.add(vote),
                Job::Bench => workers.add(vote),
                Job::Army => army.add(vote),
                Job::Farm | Job::Office => {}
            }
        }
        congress.opposition_members = all.share();
        congress.opposition_students = students.share();
        congress.opposition_workers = workers.share();
        congress.opposition_army = army.share();
        regions
    }

    fn elect(&self, v: &mut View<'_>, delegates: i64) {
        let mut congress = Congress {
            delegates,
            contested_votes: v.party.congress.contested_votes,
            ..Congress::default()
        };
        let regions = self.count_cells(v, &mut congress);
        let weights = regions.map(|vote| vote.members);
        let members = weights.iter().sum::<f64>().max(1.0);
        let seats = allot(delegates, &weights);
        let ban = v.switches.ban_and_repression * v.instruments.faction_ban;
        let mut elected = 0.0;
        for region in 0..REGIONS.len() {
            let [districts, provinces] = chairmen(v, region);
            let cells = self.after_ban(regions[region].share(), ban);
            let district = self.step_up(cells, self.first, districts);
            let province = self.step_up(district, self.filter, provinces);
            let share = self.step_up(province, self.filter, provinces);
            congress.opposition_district += district * weights[region] / members;
            congress.opposition_province += province * weights[region] / members;
            elected += share * seats[region] as f64 / delegates.max(1) as f64;
        }
        congress.opposition = allot(delegates, &[elected, 1.0 - elected])[0];
        let officials = self.official_share(v.party.appointment_share);
        congress.officials = allot(delegates, &[officials, 1.0 - officials])[0];
        v.party.congress = congress;
    }
}

/// Share of chairmen in a region who stand with the centre, as its clients or for the sake of order:
/// secretaries of districts, then of provinces.
fn chairmen(v: &View<'_>, region: usize) -> [f64; 2] {
    let chief = super::chief(v.leadership, v.leaders);
    let mut clients = [0.0; 2];
    let mut count = [0.0f64; 2];
    for post in v.posts.tier.ids().filter(|&post| v.posts.region[post].number() == region) {
        let level = match v.posts.tier[post] {
            Tier::District => 0,
            Tier::Province => 1,
            Tier::Cell => continue,
        };
        if v.posts.holder[post].is_some() {
            clients[level] += loyal_to(v.posts, post, chief);
            count[level] += 1.0;
        }
    }
    let order = v.party.demand_for_order;
    [0, 1].map(|level| (clients[level] / count[level].max(1.0) + order).min(1.0))
}

impl Mechanism for ElectCongress {
    const CARD: Card = Card {
        name: "elect-congress",
        card: "P4",
        summary: "Cells, districts and provinces elect a congress; each step thins the minority.",
        claims: &["patronage-builds-loyal-network"],
        edges: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, mut v: View<'_>) {
        v.party.congress.ago = v.party.congress.ago.saturating_add(1);
        if let Some(delegates) = v.agenda.congress {
            self.elect(&mut v, delegates);
        }
    }
}

view! {
    reads {
        switches: Switches = switches;
        instruments: Instruments = instruments;
        agenda: Agenda = agenda;
        leaders: Leaders = leaders;
        leadership: Leadership = leadership;
        members: Members = members;
        posts: Posts = posts;
    }
    changes {
        party: Party = party;
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{dice, leaders, leadership, members, posts};
    use super::*;

    fn logit(share: f64) -> f64 {
        libm::log(share / (1.0 - share))
    }

    /// The congress of a country in which this share of members speaks for the opposition.
    fn congress(critics: f64, ban: f64, clients: f64, seats: Option<i64>) -> Congress {
        let mut posts = posts(20);
        posts.sponsor.fill(0);
        posts.loyalty.fill(clients as f32);
        let mut party = Party { appointment_share: 0.4, ..Party::default() };
        ElectCongress::central().step(
            dice(0),
            View {
                switches: &Switches::central(),
                instruments: &Instruments { faction_ban: ban, ..Instruments::default() },
                agenda: &Agenda { congress: seats, ..Agenda::default() },
                leaders: &leaders(),
                leadership: &leadership(Some(0)),
                members: &members(1000, critics, true),
                posts: &posts,
                party: &mut party,
            },
        );
        party.congress
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
        assert!((rule.after_ban(0.3, 0.0) - 0.3).abs() < 1e-12);
        let banned = logit(rule.after_ban(0.3, 1.0));
        assert!((banned - (logit(0.3) - rule.ban)).abs() < 1e-9);
    }

    #[test]
    fn delegates_add_up_to_seats_in_whole_persons() {
        let all = congress(1.0, 0.0, 0.0, Some(748));
        assert_eq!(all.delegates, 748);
        assert!(all.opposition <= 748 && all.officials <= 748);
        assert_eq!(congress(0.0, 0.0, 0.0, Some(748)).opposition, 0);
        assert_eq!(congress(0.5, 0.0, 0.0, None).delegates, 0);
    }

    /// `patronage-builds-loyal-network`: clients in the chair thin the opposition; so does the ban.
    #[test]
    fn clients_and_ban_thin_the_opposition() {
        let open = congress(0.5, 0.0, 0.0, Some(700));
        assert!(open.opposition_district < open.opposition_members);
        assert!(open.opposition_province < open.opposition_district);
        assert!(open.opposition > 0);
        assert!(congress(0.5, 0.0, 0.9, Some(700)).opposition < open.opposition);
        assert!(congress(0.5, 1.0, 0.0, Some(700)).opposition < open.opposition);
    }

    #[test]
    fn officials_follow_appointment_and_critics_follow_words() {
        let rule = ElectCongress::central();
        assert!(rule.official_share(0.5) > rule.official_share(0.2));
        assert_eq!(rule.follow(1.0), 1.0);
        assert_eq!(rule.follow(0.0), rule.unled);
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
}
