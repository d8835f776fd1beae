//! How a body comes to its vote: what its voters have in common, what the blocs agree on before it,
//! whom each voter follows, and how delegates of a congress divide. The rules are those of
//! [`CastVotes`].

use super::super::ballot::{self, MOST_CHOICES, Weights};
use super::super::form_blocs::{NONE, RULING};
use super::super::platforms::{self, END, most, nearest};
use super::super::{Circle, coalition, mutual};
use super::{CastVotes, PEASANT_UNREST, View};
use crate::allot::allot;
use crate::prelude::*;

/// What is the same for all voters on one motion, before the hour.
#[derive(Clone, Copy)]
pub(super) struct Question<'a> {
    pub motion: &'a Motion,
    /// What the country speaks for each option, log odds.
    pressure: [f64; MOST_CHOICES],
    /// What Lenin's wish counts.
    authority: f64,
    /// What it costs to oppose the line.
    fear: f64,
}

/// One ballot: the places of the options as they are taken this time, and what country, Lenin and
/// hour speak for each.
struct Hour {
    at: [f64; MOST_CHOICES],
    common: [f64; MOST_CHOICES],
}

/// A voter, or one who only sits in the circle that agrees before the vote.
#[derive(Clone, Copy)]
struct Voter {
    id: Id<Leader>,
    lineage: Lineage,
    /// View on record, or the middle of those of others, and how wide it may be off.
    view: (f64, f64),
    /// The bloc whose member he is.
    bloc: u8,
    /// The bloc of the leader whom he follows, and how closely.
    follows: (u8, f64),
    /// Chance that he is there.
    attends: f64,
}

/// What each bloc of the circle, by its number, has agreed on.
type Agreed = [Option<usize>; coalition::MOST];

/// Whether a leader votes in a body.
fn votes_in(body: Body, seats: Seats) -> bool {
    match body {
        Body::Politburo => seats.politburo,
        Body::Orgburo => seats.orgburo,
        Body::CentralCommittee | Body::Congress | Body::Conference => seats.committee,
    }
}

/// Whether somebody who is there was charged to speak for those absent.
fn charged(motion: &Motion, leaders: &Leaders) -> bool {
    motion.spokesman.is_some_and(|who| leaders.present[who] && !motion.absent.contains(&who))
}

/// What members say on the question that an issue touches, -2 to 2, along the scale of the issue.
fn members_say(members: &Members, issue: usize) -> f64 {
    let (question, sign) = platforms::members_question(issue);
    let said = members.public.all().iter();
    let sum: f64 = said.map(|said| exact(f64::from(said[question]))).sum();
    END * sign * sum / members.public.len().max(1) as f64
}

impl CastVotes {
    /// What a voter of this view thinks of an option at this place, log odds: all that conviction
    /// can give where it is his own, next to nothing where it is out of his reach.
    pub(super) fn attraction(&self, view: f64, at: f64) -> f64 {
        let far = (view - at) / self.reach;
        self.conviction * libm::exp(-0.5 * far * far)
    }

    /// What the voters on a motion have in common.
    pub(super) fn question<'a>(&self, v: &View<'_>, motion: &'a Motion) -> Question<'a> {
        let signals = v.country().signals();
        let growth = v.state.income.clamp(0.0, 1.0) * (1.0 - signals[PEASANT_UNREST]);
        let mut pressure = [0.0; MOST_CHOICES];
        for (sum, choice) in pressure.iter_mut().zip(&motion.choices) {
            *sum = self.pressure(&choice.pressure, &signals, v.switches, growth);
        }
        let lenin = v.leaders.find("lenin").filter(|id| v.leaders.present[*id]);
        let authority = lenin.map_or(0.0, |id| {
            // Whoever was charged to speak for him does it as an ally would.
            let alliance = v.leadership.lenin_trotsky_alliance;
            let spoken = if charged(motion, v.leaders) { 1.0 } else { alliance };
            let absent = motion.absent.contains(&id);
            let heard = self.heard(v.leadership.lenin_capacity, absent, spoken);
            self.authority * v.switches.lenin_agency * heard
        });
        let fear = self.fear * v.switches.ban_and_repression * v.party.sanction;
        Question { motion, pressure, authority, fear }
    }

    fn hour(&self, v: &View<'_>, q: &Question<'_>, dice: Dice, sample: u32) -> Hour {
        let places = ballot::normals(dice.of("place"), sample);
        let swing = ballot::normals(dice.of("swing"), sample);
        let mut hour = Hour { at: [0.0; MOST_CHOICES], common: q.pressure };
        for (f, choice) in q.motion.choices.iter().enumerate() {
            hour.at[f] = choice.at + self.place * places[f];
            hour.common[f] += self.swing * swing[f];
        }
        let stance =
            v.leaders.find("lenin").and_then(|id| platforms::stance(q.motion, v.leaders, id));
        if let (Some(stance), true) = (stance, q.authority > 0.0) {
            let error =
                self.error(stance.inferred) * dice.of("view").throw(LENIN.child(sample)).normal(0);
            let view = self.view_of(v, q.motion, stance.at + error);
            let gap = |f: &usize| (hour.at[*f] - view).abs();
            let wish = (0..q.motion.choices.len()).min_by(|a, b| gap(a).total_cmp(&gap(b)));
            hour.common[wish.unwrap_or(0)] += q.authority;
        }
        hour
    }

    fn error(&self, inferred: bool) -> f64 {
        if inferred { self.inferred } else { self.told }
    }

    fn view_of(&self, v: &View<'_>, motion: &Motion, view: f64) -> f64 {
        let isolation = v.comintern.isolation - v.comintern.prospect;
        self.view(motion.issue, view, v.switches.ideology_drive, isolation)
    }

    /// The option that a leader wants, by the record alone.
    pub(super) fn wish(&self, v: &View<'_>, motion: &Motion, id: Id<Leader>) -> Option<usize> {
        let view = platforms::stance(motion, v.leaders, id)?.at;
        Some(nearest(&motion.choices, self.view_of(v, motion, view)))
    }

    /// The bloc of the leader whom a voter follows, and how closely: of the circle the one to whom he
    /// is bound most, power counting; else the general secretary, as far as his network reaches.
    fn follows(&self, v: &View<'_>, circle: &Circle, id: Id<Leader>) -> (u8, f64) {
        let leaders = &*v.leaders;
        match (circle.bound(leaders, id), v.leadership.general_secretary) {
            (Some(other), _) => (leaders.bloc[other], mutual(leaders, id, other) / END),
            (None, Some(secretary)) => (leaders.bloc[secretary], v.party.loyal_network),
            (None, None) => (NONE, 0.0),
        }
    }

    fn voter(
        &self,
        v: &View<'_>,
        motion: &Motion,
        circle: &Circle,
        middle: f64,
        id: Id<Leader>,
    ) -> Voter {
        let leaders = &*v.leaders;
        let view = match platforms::stance(motion, leaders, id) {
            Some(stance) => (stance.at, self.error(stance.inferred)),
            None => (middle, self.unknown),
        };
        let inside = circle.rows().contains(&id);
        let near = if leaders.seats[id].away { self.journey } else { 1.0 };
        Voter {
            id,
            lineage: leaders.lineage[id],
            view,
            bloc: if inside { leaders.bloc[id] } else { NONE },
            follows: if inside { (NONE, 0.0) } else { self.follows(v, circle, id) },
            attends: near * leaders.health[id],
        }
    }

    /// Those who vote, and those of the circle who agree before the vote.
    fn hall(&self, v: &View<'_>, motion: &Motion, circle: &Circle) -> [Vec<Voter>; 2] {
        let leaders = &*v.leaders;
        let here = |id: &Id<Leader>| leaders.present[*id] && !motion.absent.contains(id);
        let seated = |body: Body| -> Vec<Id<Leader>> {
            let votes = |id: &_| here(id) && votes_in(body, leaders.seats[*id]);
            leaders.key.ids().filter(votes).collect()
        };
        let mut rows = seated(motion.body);
        if rows.is_empty() {
            // Before there was a Politburo, and where the lists of a body end.
            rows = seated(Body::CentralCommittee);
        }
        let known = rows.iter().filter_map(|&id| platforms::stance(motion, leaders, id));
        let (n, sum) = known.fold((0.0, 0.0), |(n, sum), stance| (n + 1.0, sum + stance.at));
        let middle = sum / f64::max(n, 1.0);
        let voter = |id: Id<Leader>| self.voter(v, motion, circle, middle, id);
        // Blocs agree before the body meets: whoever cannot come but has charged another to speak
        // for him has his part in that.
        let heard = |id: &Id<Leader>| {
            let by_letter = leaders.present[*id] && leaders.health[*id] > 0.0;
            here(id) || by_letter && charged(motion, leaders)
        };
        let inner = circle.rows().iter().copied().filter(heard).map(voter).collect();
        [rows.into_iter().map(voter).collect(), inner]
    }

    /// What a voter thinks of each option in this hour.
    fn values(
        &self,
        v: &View<'_>,
        q: &Question<'_>,
        hour: &Hour,
        voter: &Voter,
        noise: f64,
    ) -> [f64; MOST_CHOICES] {
        let view = self.view_of(v, q.motion, voter.view.0 + voter.view.1 * noise);
        let mut values = hour.common;
        for (value, at) in values.iter_mut().zip(hour.at).take(q.motion.choices.len()) {
            *value += self.attraction(view, at);
        }
        values
    }

    /// What each bloc agrees on before the vote: its members vote among themselves, and weigh by
    /// their power.
    fn agree(
        &self,
        v: &View<'_>,
        q: &Question<'_>,
        hour: &Hour,
        inner: &[Voter],
        dice: Dice,
        sample: u32,
    ) -> Agreed {
        let n = q.motion.choices.len();
        let mut power = [[0.0; MOST_CHOICES]; coalition::MOST];
        let mut agreed = [None; coalition::MOST];
        for voter in inner.iter().filter(|voter| usize::from(voter.bloc) < coalition::MOST) {
            let lineage = voter.lineage.child(sample);
            let noise = dice.of("view").throw(lineage).normal(0);
            let values = self.values(v, q, hour, voter, noise);
            let weights = ballot::weights(&values[..n], self.reluctance);
            let wants = ballot::choose(&weights[..n], dice.of("bloc").throw(lineage).unit(0));
            let bloc = usize::from(voter.bloc);
            power[bloc][wants] += v.leaders.power[voter.id];
            agreed[bloc] = most(&power[bloc][..n]);
        }
        agreed
    }

    /// What a voter does in this hour: an option, the number of options for abstention, or `None`
    /// when he is not there.
    fn casts(
        &self,
        v: &View<'_>,
        q: &Question<'_>,
        (hour, agreed): (&Hour, &Agreed),
        voter: &Voter,
        dice: Dice,
        sample: u32,
    ) -> Option<usize> {
        let throw = dice.of("view").throw(voter.lineage.child(sample));
        if !throw.falls_within(1, voter.attends) {
            return None;
        }
        let of = |bloc: u8| agreed.get(usize::from(bloc)).copied().flatten();
        if let (Some(agreed), true) = (of(voter.bloc), throw.falls_within(2, self.discipline)) {
            return Some(agreed);
        }
        let n = q.motion.choices.len();
        let mut values = self.values(v, q, hour, voter, throw.normal(0));
        let line = of(RULING);
        for (f, value) in values.iter_mut().enumerate().take(n) {
            if of(voter.follows.0) == Some(f) {
                *value += self.patron * voter.follows.1;
            }
            if line == Some(f) && voter.bloc == NONE {
                *value += self.proposal;
            } else if line.is_some_and(|line| line != f) {
                *value -= q.fear;
            }
        }
        Some(ballot::choose(&ballot::weights(&values[..n], self.reluctance)[..=n], throw.unit(3)))
    }

    /// The vote of a body of leaders.
    pub(super) fn body_votes(
        &self,
        v: &View<'_>,
        q: &Question<'_>,
        circle: &Circle,
        dice: Dice,
    ) -> Outcome {
        let n = q.motion.choices.len();
        let [voters, inner] = self.hall(v, q.motion, circle);
        let held = |sample: u32, each: &mut dyn FnMut(&Voter, usize)| {
            let hour = self.hour(v, q, dice, sample);
            let agreed = self.agree(v, q, &hour, &inner, dice, sample);
            for voter in &voters {
                if let Some(f) = self.casts(v, q, (&hour, &agreed), voter, dice, sample) {
                    each(voter, f);
                }
            }
        };
        let probability = ballot::chances(n, |sample| {
            let mut votes = [0i64; MOST_CHOICES + 1];
            held(sample, &mut |_, f| votes[f] += 1);
            ballot::winner(&votes[..n])
        });
        let (mut votes, mut roll) = (vec![0i64; n + 1], Vec::with_capacity(voters.len()));
        held(ballot::THE_DAY, &mut |voter, f| {
            votes[f] += 1;
            roll.push((voter.id, (f < n).then_some(f as u8)));
        });
        let (present, won) = (votes.iter().sum(), ballot::winner(&votes[..n]));
        Outcome { voted: true, probability, votes, present, roll, won, carried: won }
    }

    /// The vote of a congress or conference. On the question over which they were elected delegates
    /// keep to their platforms, and those of the line to what the ruling bloc has agreed on. On any
    /// other those of the line follow the bloc, and, as far as the congress is independent, what
    /// members say; those of the opposition are free.
    pub(super) fn congress_votes(
        &self,
        v: &View<'_>,
        q: &Question<'_>,
        circle: &Circle,
        dice: Dice,
    ) -> Outcome {
        let n = q.motion.choices.len();
        let [_, inner] = self.hall(v, q.motion, circle);
        let congress = &v.party.congress;
        let elected = congress.question == q.motion.id && congress.platforms.len() >= n;
        let all = congress.delegates.max(1) as f64;
        let against = (congress.opposition as f64 / all).clamp(0.0, 1.0);
        let say = members_say(v.members, q.motion.issue);
        let heard = if elected { 0.0 } else { self.members * v.party.congress_independence };
        let shares = |sample: u32| -> Weights {
            let hour = self.hour(v, q, dice, sample);
            let agreed = self.agree(v, q, &hour, &inner, dice, sample);
            // Without a ruling bloc each is free.
            let line = agreed[usize::from(RULING)];
            let mut values = hour.common;
            for (value, at) in values.iter_mut().zip(hour.at) {
                *value += self.attraction(say, at);
            }
            let free = ballot::weights(&values[..n], self.reluctance);
            let sum: f64 = free[..=n].iter().sum();
            let mut shares = [0.0; MOST_CHOICES + 1];
            let mut give = |option: Option<usize>, part: f64| {
                let heard = if option.is_some() { heard } else { 1.0 };
                for f in 0..=n {
                    let own = if option == Some(f) { 1.0 - heard } else { 0.0 };
                    shares[f] += part * (own + heard * free[f] / sum);
                }
            };
            give(line, 1.0 - against);
            if elected {
                for f in (0..n).filter(|&f| f != congress.line) {
                    give(Some(f), congress.platforms[f] as f64 / all);
                }
            } else {
                give(None, against);
            }
            shares
        };
        let best = |shares: &Weights| most(&shares[..n]).unwrap_or(0);
        let probability = ballot::chances(n, |sample| best(&shares(sample)));
        let present = if q.motion.delegates > 0 { q.motion.delegates } else { congress.delegates };
        let votes = allot(present, &shares(ballot::THE_DAY)[..=n]);
        let won = ballot::winner(&votes[..n]);
        Outcome { voted: true, probability, votes, present, roll: Vec::new(), won, carried: won }
    }
}

/// Chance of Lenin's view is keyed by the person, whether or not he votes.
const LENIN: Lineage = Lineage(kernel::chance::decision("lenin") as u64);
