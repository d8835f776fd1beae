//! How a body comes to its vote: what its voters have in common, whom each follows, and how
//! delegates of a congress divide. The rules are those of [`CastVotes`].

use super::super::ballot::{self, MOST_CHOICES, Voter, Weights};
use super::super::form_blocs::RULING;
use super::super::{Circle, mutual};
use super::{
    CastVotes, END, PARTY_DEMOCRACY, PEASANT_UNREST, PLAN_OR_MARKET, TRADE_MONOPOLY, View,
};
use crate::allot::allot;
use crate::prelude::*;

/// What is the same for all voters on one motion.
#[derive(Clone, Copy)]
pub(super) struct Question<'a> {
    pub motion: &'a Motion,
    /// What the country speaks for each option, log odds.
    pub pressure: [f64; MOST_CHOICES],
    /// Wish of Lenin and what it counts.
    pub lenin: (Option<usize>, f64),
    /// Wish of the ruling bloc and what it costs to oppose it.
    pub line: (Option<usize>, f64),
}

/// The option nearest to a view; of equals the first.
fn nearest(choices: &[Choice], view: f64) -> usize {
    let gap = |f: usize| (choices[f].at - view).abs();
    (1..choices.len()).fold(0, |best, f| if gap(f) < gap(best) { f } else { best })
}

/// The view that the decision or the portrait of a leader records.
fn recorded(motion: &Motion, leaders: &Leaders, id: Id<Leader>) -> Option<f64> {
    let own = motion.positions.iter().find(|(leader, _)| *leader == id).map(|(_, at)| *at);
    let proposed =
        || motion.choices.iter().find(|choice| choice.proposer == Some(id)).map(|choice| choice.at);
    let portrait = || Some(leaders.positions[id][motion.issue]).filter(|at| !at.is_nan());
    own.or_else(proposed).or_else(portrait)
}

/// Whether a leader votes in a body.
fn votes_in(body: Body, seats: Seats) -> bool {
    match body {
        Body::Politburo => seats.politburo,
        Body::Orgburo => seats.orgburo,
        Body::CentralCommittee | Body::Congress | Body::Conference => seats.committee,
    }
}

/// The question of members that an issue touches, and whether plan, democracy or nation stand at
/// its upper end.
fn members_question(issue: usize) -> (usize, f64) {
    match issue {
        0 => (DEMOCRACY, -1.0),
        TRADE_MONOPOLY | PLAN_OR_MARKET => (PLAN, 1.0),
        2 => (NATION, -1.0),
        3 | PARTY_DEMOCRACY => (DEMOCRACY, 1.0),
        _ => (NATION, 1.0),
    }
}

/// What members say on the question that an issue touches, -1 to 1, along the scale of the issue.
fn members_say(members: &Members, issue: usize) -> f64 {
    let (question, sign) = members_question(issue);
    let said = members.public.all().iter();
    let sum: f64 = said.map(|said| exact(f64::from(said[question]))).sum();
    sign * sum / members.public.len().max(1) as f64
}

impl CastVotes {
    /// What a voter of this view thinks of option `f`, log odds.
    fn value(
        &self,
        question: &Question<'_>,
        f: usize,
        view: f64,
        patron: (Option<usize>, f64),
    ) -> f64 {
        let distance = view - question.motion.choices[f].at;
        let mut value = -self.conviction * distance * distance + question.pressure[f];
        if patron.0 == Some(f) {
            value += self.patron * patron.1;
        }
        if question.lenin.0 == Some(f) {
            value += question.lenin.1;
        }
        if question.line.0.is_some_and(|line| line != f) {
            value -= question.line.1;
        }
        value
    }

    fn weights(&self, question: &Question<'_>, view: f64, patron: (Option<usize>, f64)) -> Weights {
        let n = question.motion.choices.len();
        let mut values = [0.0; MOST_CHOICES];
        for (f, value) in values.iter_mut().enumerate().take(n) {
            *value = self.value(question, f, view, patron);
        }
        ballot::weights(&values[..n], self.reluctance)
    }

    fn view_of(&self, v: &View<'_>, motion: &Motion, view: f64) -> f64 {
        let isolation = v.comintern.isolation - v.comintern.prospect;
        self.view(motion.issue, view, v.switches.ideology_drive, isolation)
    }

    pub(super) fn wish(&self, v: &View<'_>, motion: &Motion, id: Id<Leader>) -> Option<usize> {
        let view = recorded(motion, v.leaders, id)?;
        Some(nearest(&motion.choices, self.view_of(v, motion, view)))
    }

    /// What the voters on a motion have in common.
    pub(super) fn question<'a>(
        &self,
        v: &View<'_>,
        motion: &'a Motion,
        circle: &Circle,
    ) -> Question<'a> {
        let (leaders, leadership) = (&*v.leaders, &*v.leadership);
        let signals = v.country().signals();
        let growth = v.state.income.clamp(0.0, 1.0) * (1.0 - signals[PEASANT_UNREST]);
        let mut pressure = [0.0; MOST_CHOICES];
        for (sum, choice) in pressure.iter_mut().zip(&motion.choices) {
            *sum = self.pressure(&choice.pressure, &signals, v.switches, growth);
        }
        let lenin = leaders.find("lenin").filter(|id| leaders.present[*id]);
        let agency = self.authority * v.switches.lenin_agency * leadership.lenin_capacity;
        let head = circle.head(leaders, |id| leaders.bloc[id] == RULING);
        let fear = self.fear * v.switches.ban_and_repression * v.party.sanction;
        Question {
            motion,
            pressure,
            lenin: (lenin.and_then(|id| self.wish(v, motion, id)), agency),
            line: (head.and_then(|id| self.wish(v, motion, id)), fear),
        }
    }

    /// The leader whom a voter follows, and how closely: the strongest of his bloc; else of the
    /// circle the one to whom he is bound most, power counting; else the general secretary, as far
    /// as his network reaches.
    fn patron(&self, v: &View<'_>, circle: &Circle, id: Id<Leader>) -> (Option<Id<Leader>>, f64) {
        let leaders = &*v.leaders;
        if circle.rows().contains(&id) {
            let head = circle.head(leaders, |other| leaders.bloc[other] == leaders.bloc[id]);
            return (head.filter(|head| *head != id), 1.0);
        }
        let pull = |other: Id<Leader>| mutual(leaders, id, other) / END * leaders.power[other];
        let bound = (circle.rows().iter().copied().filter(|other| pull(*other) > 0.0))
            .max_by(|a, b| pull(*a).total_cmp(&pull(*b)));
        match bound {
            Some(other) => (Some(other), mutual(leaders, id, other) / END),
            None => (v.leadership.general_secretary, v.party.loyal_network),
        }
    }

    fn voters(
        &self,
        v: &View<'_>,
        question: &Question<'_>,
        circle: &Circle,
        dice: Dice,
    ) -> (Vec<Id<Leader>>, Vec<Voter>) {
        let (leaders, motion) = (&*v.leaders, question.motion);
        let seated = |body: Body| -> Vec<Id<Leader>> {
            let here = |id: &_| leaders.present[*id] && !motion.absent.contains(id);
            let votes = |id: &_| here(id) && votes_in(body, leaders.seats[*id]);
            leaders.key.ids().filter(votes).collect()
        };
        let mut rows = seated(motion.body);
        if rows.is_empty() {
            // Before there was a Politburo, and where the lists of a body end.
            rows = seated(Body::CentralCommittee);
        }
        let known: Vec<f64> = rows.iter().filter_map(|&id| recorded(motion, leaders, id)).collect();
        let middle = known.iter().sum::<f64>() / known.len().max(1) as f64;
        let voters = rows.iter().map(|&id| {
            let lineage = leaders.lineage[id];
            let drawn = || middle + self.unknown * dice.of("view").throw(lineage).normal(0);
            let view = recorded(motion, leaders, id).unwrap_or_else(drawn);
            let (patron, bond) = self.patron(v, circle, id);
            let wish = patron.and_then(|patron| self.wish(v, motion, patron));
            let near = if leaders.seats[id].away { self.journey } else { 1.0 };
            Voter {
                lineage,
                weights: self.weights(question, self.view_of(v, motion, view), (wish, bond)),
                attends: near * leaders.health[id],
            }
        });
        let voters = voters.collect();
        (rows, voters)
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
        let (rows, voters) = self.voters(v, q, circle, dice);
        let probability = match n {
            2 => ballot::two_way(&voters, self.swing).to_vec(),
            _ => ballot::many_ways(&voters, n, self.swing, dice.of("sample")),
        };
        let swing = ballot::drawn_swing(self.swing, n, dice.of("day"), 0);
        let mut votes = vec![0i64; n + 1];
        let mut roll = Vec::with_capacity(rows.len());
        for (&id, voter) in rows.iter().zip(&voters) {
            let throw = dice.throw(voter.lineage);
            if throw.falls_within(1, voter.attends) {
                let choice = ballot::choose(&voter.weights, &swing, n, throw.unit(0));
                votes[choice] += 1;
                roll.push((id, (choice < n).then_some(choice as u8)));
            }
        }
        let (present, won) = (votes.iter().sum(), ballot::winner(&votes[..n]));
        Outcome { voted: true, probability, votes, present, roll, won, carried: won }
    }

    /// The vote of a congress or conference: delegates of the majority follow the ruling bloc, those
    /// of the opposition the strongest leader outside it, and both what members say.
    pub(super) fn congress_votes(
        &self,
        v: &View<'_>,
        q: &Question<'_>,
        circle: &Circle,
        dice: Dice,
    ) -> Outcome {
        let (leaders, motion) = (&*v.leaders, q.motion);
        let n = motion.choices.len();
        let ruling = |id: Id<Leader>| leaders.bloc[id] == RULING;
        let of = |head: Option<Id<Leader>>| head.and_then(|id| recorded(motion, leaders, id));
        let line = of(circle.head(leaders, ruling)).unwrap_or(0.0);
        let rival = of(self.challenger(leaders, ruling, line, motion)).unwrap_or(-line);
        let said = members_say(v.members, motion.issue);
        let weight = self.members * v.party.congress_independence;
        let against = v.party.congress.opposition as f64 / v.party.congress.delegates.max(1) as f64;
        let against = against.clamp(0.0, 1.0);
        let free = Question { line: (None, 0.0), ..*q };
        let side = |question: &Question<'_>, leader: f64| {
            let view = self.view_of(v, motion, leader + weight * (END * said - leader));
            self.weights(question, view, (Some(nearest(&motion.choices, leader)), 1.0))
        };
        let (for_line, for_rival) = (side(q, line), side(&free, rival));
        let shares = |swing: &Weights| {
            let mut shares = [0.0; MOST_CHOICES + 1];
            for (weights, part) in [(&for_line, 1.0 - against), (&for_rival, against)] {
                let sum: f64 = (0..=n).map(|i| weights[i] * swing[i]).sum();
                for i in 0..=n {
                    shares[i] += part * weights[i] * swing[i] / sum;
                }
            }
            shares
        };
        let best = |shares: &Weights| {
            (1..n).fold(0, |best, i| if shares[i] > shares[best] { i } else { best })
        };
        let mut probability = vec![0.0; n];
        for sample in 0..ballot::SAMPLES {
            let swing =
                ballot::drawn_swing(self.swing, n, dice.of("sample").of("swing"), sample as u32);
            probability[best(&shares(&swing))] += 1.0 / ballot::SAMPLES as f64;
        }
        let swing = ballot::drawn_swing(self.swing, n, dice.of("day"), 0);
        let present =
            if motion.delegates > 0 { motion.delegates } else { v.party.congress.delegates };
        let votes = allot(present, &shares(&swing)[..=n]);
        let won = ballot::winner(&votes[..n]);
        Outcome { voted: true, probability, votes, present, roll: Vec::new(), won, carried: won }
    }

    /// The strongest leader outside the ruling bloc who wants something else.
    fn challenger(
        &self,
        leaders: &Leaders,
        ruling: impl Fn(Id<Leader>) -> bool,
        line: f64,
        motion: &Motion,
    ) -> Option<Id<Leader>> {
        let apart = |id: &Id<Leader>| {
            leaders.present[*id]
                && !ruling(*id)
                && recorded(motion, leaders, *id).is_some_and(|at| {
                    nearest(&motion.choices, at) != nearest(&motion.choices, line)
                })
        };
        (leaders.key.ids().filter(apart))
            .max_by(|a, b| leaders.power[*a].total_cmp(&leaders.power[*b]))
    }
}
