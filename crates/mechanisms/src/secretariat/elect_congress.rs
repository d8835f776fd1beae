//! # Election of a congress
//!
//! An opposition comes before a congress when the leaders disagree on what it is to decide. Each
//! platform is heard as loudly as those who speak for it have weight. A member takes the one that is
//! loud and near to what he thinks; he thinks of the leader to whom he owes his place, and of what
//! waits for those who vote against their organisation, whose press and speakers work on him. The
//! organisation of a region backs the platform of its head, if he has one, and else the line. When the leaders are of one mind, a few critics vote
//! against them, and nothing else.
//!
//! Cells choose delegates to district conferences, these to provincial ones, these to the congress.
//! Where platforms may put up lists, each gets its share. Where they may not, the majority of each
//! meeting takes more than its share, and a secretary in the chair who owes his post to a leader, or
//! wants order from the centre, takes more still. So an opposition that has a third of the cells may
//! have a sixth of a province and one in forty of a conference. More and more of the delegates are
//! full-time officials, as secretaries sent from above take the seats.
//!
//! Refuted by: minorities that keep their share from cell to congress where lists are forbidden; or
//! oppositions in the cells as strong when the leaders agree as when they do not.

use super::{CRITIC, loyal_to};
use crate::allot::allot;
use crate::leaders::Circle;
use crate::leaders::ballot::MOST_CHOICES;
use crate::leaders::platforms::{self, END, Platforms};
use crate::prelude::*;

/// Choice among platforms, and the filter of indirect elections.
#[derive(Clone, Debug, Parameters)]
pub struct ElectCongress {
    /// How much the square of a distance of one step between a member and a platform counts.
    #[prior(
        Uniform(0.3, 0.9),
        unit = "log odds a step squared",
        source = "judgement, votes by unit of December 1923"
    )]
    pub opinion: f64,
    /// What it counts for a platform that the leader stands for to whom a member owes his place.
    #[prior(Uniform(0.5, 2.0), unit = "log odds", source = "judgement, switch M04")]
    pub patron: f64,
    /// What fear of full sanction counts against every platform but that of the organisation.
    #[prior(Uniform(0.5, 2.5), unit = "log odds", source = "judgement, switch M17")]
    pub fear: f64,
    /// What press, speakers and instructors add for the platform of the organisation when the
    /// Secretariat holds all posts.
    #[prior(Uniform(0.5, 2.5), unit = "log odds", source = "judgement, card P4")]
    pub apparatus: f64,
    /// What the log-odds of the opposition are multiplied with at each step above the districts,
    /// where lists are fully forbidden. From 36 to 18 in a hundred, in Moscow, it is 2.6, and from
    /// there to 2.3 of the conference of January 1924 it is 2.5, if chairmen do nothing and under a
    /// ban that was not yet full.
    #[prior(Uniform(1.6, 3.4), unit = "times", source = "judgement, card P4")]
    pub filter: f64,
    /// The same from cells to districts, where votes are still counted by heads: 41 in a hundred of
    /// the votes of Moscow's factories and schools gave 36 in a hundred of the delegates.
    #[prior(Uniform(1.0, 1.6), unit = "times", source = "judgement, card P4")]
    pub first: f64,
    /// What chairmen who all stand with the line take from the log-odds at each step.
    #[prior(Uniform(0.0, 1.2), unit = "log-odds", source = "judgement, card P4")]
    pub chairmen: f64,
    /// Critics who vote against the line although no leader speaks for another.
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

/// A question on which delegates are elected, with its platforms.
struct Contest<'a> {
    motion: &'a Motion,
    platforms: Platforms,
    /// The option of the head of each region's organisation.
    heads: [Option<usize>; REGIONS.len()],
}

impl<'a> Contest<'a> {
    /// Of the questions before the congress, the one over which the leaders are most divided.
    fn of(agenda: &'a Agenda, leaders: &Leaders) -> Option<Contest<'a>> {
        let circle = Circle::of(leaders);
        let before = |motion: &&Motion| matches!(motion.body, Body::Congress | Body::Conference);
        let divided = |motion: &'a Motion| {
            let platforms = Platforms::of(motion, leaders, &circle)?;
            (platforms.split() > 0.0).then_some((motion, platforms))
        };
        let (motion, platforms) = (agenda.motions.iter().filter(before).filter_map(divided))
            .reduce(|a, b| if b.1.split() > a.1.split() { b } else { a })?;
        let mut heads = [None; REGIONS.len()];
        for id in leaders.key.ids().filter(|&id| leaders.present[id]) {
            if let Some(region) = leaders.seats[id].heads {
                heads[region.number()] = platforms::stand(motion, leaders, id);
            }
        }
        Some(Contest { motion, platforms, heads })
    }
}

/// Members of a kind of cell: all, and those who vote for each option; without a contest the first
/// option is the line and the second stands for whatever speaks against it.
#[derive(Clone, Copy, Default)]
struct Vote {
    members: f64,
    votes: [f64; MOST_CHOICES],
}

impl Vote {
    fn add(&mut self, chances: &[f64; MOST_CHOICES]) {
        self.members += 1.0;
        for (votes, chance) in self.votes.iter_mut().zip(chances) {
            *votes += exact(*chance);
        }
    }
    fn against(self, line: usize) -> f64 {
        (1.0 - self.votes[line] / self.members.max(1.0)).clamp(0.0, 1.0)
            * f64::from(u8::from(self.members > 0.0))
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

    /// What a majority makes of the log-odds at a step, by how far lists are forbidden.
    pub fn majority(&self, filter: f64, ban: f64) -> f64 {
        1.0 + (filter - 1.0) * ban
    }

    /// Chances with which a member takes each platform, by what he thinks on the scale of the issue,
    /// the option of the leader to whom he owes his place, and that which the organisation of his region
    /// backs.
    fn chances(
        &self,
        contest: &Contest<'_>,
        view: f64,
        owed: (Option<usize>, f64),
        (backed, weight): (usize, f64),
    ) -> [f64; MOST_CHOICES] {
        let voice = contest.platforms.voice;
        let mut chances = [0.0; MOST_CHOICES];
        for (f, choice) in contest.motion.choices.iter().enumerate() {
            if voice[f] <= 0.0 {
                continue;
            }
            let distance = view - choice.at;
            let mut value = -self.opinion * distance * distance;
            value += if owed.0 == Some(f) { self.patron * owed.1 } else { 0.0 };
            value -= if f == backed { 0.0 } else { weight };
            chances[f] = voice[f] * libm::exp(value);
        }
        let sum: f64 = chances.iter().sum();
        chances.map(|chance| chance / sum)
    }

    /// Share of full-time officials among delegates.
    pub fn official_share(&self, appointed: f64) -> f64 {
        (self.officials + self.officials_sent * appointed).clamp(0.0, 1.0)
    }

    fn count_cells(
        &self,
        v: &View<'_>,
        contest: Option<&Contest<'_>>,
        congress: &mut Congress,
    ) -> [Vote; REGIONS.len()] {
        let mut regions = [Vote::default(); REGIONS.len()];
        let [mut all, mut students, mut workers, mut army] = [Vote::default(); 4];
        let weight = self.fear * v.party.sanction + self.apparatus * v.party.secretariat_power;
        let patronage = v.switches.appointment_patronage;
        let stands: Vec<Option<usize>> = (v.leaders.key.ids())
            .map(|id| platforms::stand(contest?.motion, v.leaders, id))
            .collect();
        for id in v.members.region.ids() {
            let region = v.members.region[id].number();
            let vote = match contest {
                Some(contest) => {
                    let (question, sign) = platforms::members_question(contest.motion.issue);
                    let view = END * sign * f64::from(v.members.private[id][question]);
                    let owed = stands.get(usize::from(v.members.patron[id])).copied().flatten();
                    let backed = contest.heads[region].unwrap_or(contest.platforms.line);
                    self.chances(contest, view, (owed, patronage), (backed, weight))
                }
                None => {
                    let critic = v.members.public[id][DEMOCRACY] > CRITIC;
                    let part = if critic { self.unled } else { 0.0 };
                    std::array::from_fn(|f| [1.0 - part, part].get(f).copied().unwrap_or(0.0))
                }
            };
            regions[region].add(&vote);
            all.add(&vote);
            match v.members.job[id] {
                Job::Study => students.add(&vote),
                Job::Bench => workers.add(&vote),
                Job::Army => army.add(&vote),
                Job::Farm | Job::Office => {}
            }
        }
        let line = congress.line;
        congress.opposition_members = all.against(line);
        congress.opposition_students = students.against(line);
        congress.opposition_workers = workers.against(line);
        congress.opposition_army = army.against(line);
        regions
    }

    fn elect(&self, v: &mut View<'_>, delegates: i64) {
        let contest = Contest::of(v.agenda, v.leaders);
        let contest = contest.as_ref();
        let mut congress = Congress {
            delegates,
            contested_votes: v.party.congress.contested_votes,
            question: contest.map_or_else(|| "".into(), |contest| contest.motion.id.clone()),
            line: contest.map_or(0, |contest| contest.platforms.line),
            ..Congress::default()
        };
        let line = congress.line;
        let regions = self.count_cells(v, contest, &mut congress);
        let weights = regions.map(|vote| vote.members);
        let members = weights.iter().sum::<f64>().max(1.0);
        let seats = allot(delegates, &weights);
        let ban = v.instruments.faction_ban;
        let [first, filter] = [self.first, self.filter].map(|x| self.majority(x, ban));
        let mut elected = [0.0; MOST_CHOICES];
        for region in 0..REGIONS.len() {
            let [districts, provinces] = chairmen(v, contest, region);
            let cells = regions[region].against(line);
            let district = self.step_up(cells, first, districts);
            let province = self.step_up(district, filter, provinces);
            let share = self.step_up(province, filter, provinces);
            congress.opposition_district += district * weights[region] / members;
            congress.opposition_province += province * weights[region] / members;
            let part = seats[region] as f64 / delegates.max(1) as f64;
            elected[line] += part * (1.0 - share);
            // What the filter leaves the opposition, its platforms share as in the cells.
            let against = (weights[region] * cells).max(f64::MIN_POSITIVE);
            for (f, votes) in regions[region].votes.iter().enumerate().filter(|(f, _)| *f != line) {
                elected[f] += part * share * votes / against;
            }
        }
        if elected.iter().all(|share| *share <= 0.0) {
            elected[line] = 1.0;
        }
        let seated = allot(delegates, &elected);
        congress.opposition = delegates - seated[line];
        congress.platforms = seated;
        let officials = self.official_share(v.party.appointment_share);
        congress.officials = allot(delegates, &[officials, 1.0 - officials])[0];
        v.party.congress = congress;
    }
}

/// How far chairmen of a region stand with the line, -1 to 1: as clients of a leader who does, or for
/// the sake of order; secretaries of districts, then of provinces. Where the head of the region's
/// organisation stands for another platform, the chairs are his.
fn chairmen(v: &View<'_>, contest: Option<&Contest<'_>>, region: usize) -> [f64; 2] {
    let line = contest.map(|contest| contest.platforms.line);
    if contest.and_then(|contest| contest.heads[region]).is_some_and(|head| Some(head) != line) {
        return [-1.0; 2];
    }
    let chief = super::chief(v.leadership, v.leaders);
    let of_line = match contest {
        Some(contest) if chief != NOBODY => {
            let stand = platforms::stand(contest.motion, v.leaders, Id::new(usize::from(chief)));
            stand.map_or(0.0, |stand| if Some(stand) == line { 1.0 } else { -1.0 })
        }
        _ => 1.0,
    };
    let mut clients = [0.0; 2];
    let mut count = [0.0f64; 2];
    for post in v.posts.tier.ids().filter(|&post| v.posts.region[post].number() == region) {
        let level = match v.posts.tier[post] {
            Tier::District => 0,
            Tier::Province => 1,
            Tier::Cell => continue,
        };
        if v.posts.holder[post].is_some() {
            clients[level] += of_line * loyal_to(v.posts, post, chief);
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
        summary: "Leaders who differ give members platforms; each step of election thins the minority.",
        claims: &["patronage-builds-loyal-network", "left-opposition-founded-october-1923"],
        edges: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, mut v: View<'_>) {
        v.party.congress.ago = v.party.congress.ago.saturating_add(1);
        // Conferences, too, are elected from below, and they come with a question.
        let conference = v.agenda.motions.iter().map(|motion| motion.delegates).max();
        if let Some(delegates) = v.agenda.congress.or(conference.filter(|&n| n > 0)) {
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
#[path = "elect_congress_tests.rs"]
mod tests;
