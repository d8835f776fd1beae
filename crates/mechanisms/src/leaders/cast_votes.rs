//! # Votes
//!
//! Each question of the month goes to its body. Before the vote the blocs of the leadership agree
//! among themselves, their members weighing by power, and vote as they agreed; the others vote by
//! their own views, lean to what the bloc proposes to which they are bound and to what the leadership
//! proposes, and fear to stand openly against it. A voter prefers what lies near his own view; beyond
//! his reach one option is to him as bad as another. All hear what Lenin wants, as long as he can
//! write or dictate, and louder when he, an ally, or whoever he has charged speaks in the meeting. Who
//! cannot come but has charged another also has his part in what his bloc agrees on before. And all
//! hear what the state of the country asks for: unrest, want, threat, lack of bread, unsold goods, the
//! pressure of owners and managers. Doctrine draws all towards plan and discipline; isolation abroad
//! speaks for a breathing space at home. A congress votes by its delegates as they were elected. Each
//! vote warms or strains the ties of those who cast it.
//!
//! Where leaders stood is judged from letters, speeches and votes, worse where only their role or
//! patron is known, and so are the places of the options: both carry errors, and the model's chances
//! are as wide as these make them.
//!
//! So the causes that the graph leads to the freedom of the market and to the monopoly of foreign
//! trade act here through decisions: they move votes, and the decisions move the instruments. So
//! does danger of war lead to the levy on grain, which speaks for it where the levy is voted on.
//!
//! Refuted by: roll-calls that positions, patrons and Lenin's stand predict no better than chance;
//! or reversals, as over the monopoly of trade in 1922, that come whether or not he intervenes.

use super::Circle;
use super::platforms::{END, PARTY_DEMOCRACY, PLAN_OR_MARKET, TRADE_MONOPOLY};
use super::signals::Country;
use crate::prelude::*;

mod voting;

/// Votes in the bodies of the party: a logit over distance, patrons, pressure and fear.
#[derive(Clone, Debug, Parameters)]
pub struct CastVotes {
    /// What an option at a voter's own place counts over one that is out of his reach.
    #[prior(Uniform(2.0, 5.0), unit = "log odds", source = "judgement, card P6")]
    pub conviction: f64,
    /// How far a voter's sympathy reaches: the distance at which three fifths of it are left.
    #[prior(Uniform(1.0, 2.0), unit = "steps", source = "judgement, card P6")]
    pub reach: f64,
    /// Chance that a member of a bloc votes as it has agreed, whatever he thinks.
    #[prior(Uniform(0.6, 0.95), unit = "chance", source = "judgement, democratic centralism")]
    pub discipline: f64,
    /// What the proposal of the ruling bloc counts with those who sit in no bloc.
    #[prior(Uniform(0.5, 2.0), unit = "log odds", source = "judgement, card P6")]
    pub proposal: f64,
    /// What the agreement of the bloc of the leader whom a voter follows counts.
    #[prior(Uniform(0.0, 3.0), unit = "log odds", source = "judgement, card P6")]
    pub patron: f64,
    /// What Lenin's wish counts when he is at work and speaks himself.
    #[prior(
        Uniform(2.0, 6.0),
        unit = "log odds",
        source = "judgement, plenum of 6 and poll of 16 October 1922"
    )]
    pub authority: f64,
    /// Capacity at which half of his wishes reach a body: a letter takes little.
    #[prior(Uniform(0.05, 0.25), unit = "0 to 1", source = "judgement, letters of December 1922")]
    pub letter: f64,
    /// What the known wish of an absent Lenin counts where nobody is charged to speak for it.
    #[prior(Uniform(0.1, 0.5), unit = "share", source = "judgement, plenum of 6 October 1922")]
    pub unspoken: f64,
    /// What a signal at its height counts for an option that it speaks for fully.
    #[prior(Uniform(1.0, 3.0), unit = "log odds", source = "judgement, card P9")]
    pub urgency: f64,
    /// What fear of full sanctions counts against an option that the ruling bloc opposes.
    #[prior(Uniform(0.0, 3.0), unit = "log odds", source = "judgement, card P6")]
    pub fear: f64,
    /// How far doctrine draws a voter to the pole of plan and of discipline.
    #[prior(Uniform(0.1, 0.5), unit = "share of the way", source = "judgement, switch M13")]
    pub doctrine: f64,
    /// Steps towards the market that full isolation speaks for.
    #[prior(
        Uniform(0.2, 1.0),
        unit = "steps",
        source = "judgement, claim retreat-caused-by-international-isolation"
    )]
    pub breathing_space: f64,
    /// Error of a position that is taken from what a leader said, signed or voted.
    #[prior(Uniform(0.2, 0.5), unit = "steps", source = "judgement, scale of half steps")]
    pub told: f64,
    /// Error of a position that is inferred from role or patron.
    #[prior(Uniform(0.5, 1.0), unit = "steps", source = "judgement")]
    pub inferred: f64,
    /// Error of the place of an option, the same for all who vote on it.
    #[prior(Uniform(0.2, 0.6), unit = "steps", source = "judgement, scale of half steps")]
    pub place: f64,
    /// Spread of views among voters of whom no view is recorded.
    #[prior(Uniform(0.5, 1.2), unit = "steps", source = "judgement")]
    pub unknown: f64,
    /// How far below the mean of the options a voter puts abstention.
    #[prior(Uniform(0.5, 2.0), unit = "log odds", source = "judgement, roll-calls of 1918-25")]
    pub reluctance: f64,
    /// Spread of the swing of the day for each option, common to all voters: speeches, news, and all
    /// that the record does not tell.
    #[prior(Uniform(0.3, 1.0), unit = "log odds", source = "judgement")]
    pub swing: f64,
    /// Weight of what members say, against that of their leaders, in an independent congress.
    #[prior(Uniform(0.2, 0.6), unit = "share", source = "judgement, card P4")]
    pub members: f64,
    /// Chance that a leader posted far away comes to a vote.
    #[prior(Uniform(0.2, 0.6), unit = "chance", source = "judgement")]
    pub journey: f64,
    /// How far a contested vote moves the ties of those who cast it.
    #[prior(Uniform(0.0, 0.05), unit = "share of the way", source = "judgement")]
    pub quarrel: f64,
    /// Standing that the proposer of a lost motion loses, or of a carried one gains.
    #[prior(Uniform(0.0, 0.04), unit = "share", source = "judgement")]
    pub renown: f64,
}

const PEASANT_UNREST: usize = 0;
const URBAN_REVOLT: usize = 1;
const THREAT: usize = 3;
const BREAD: usize = 4;
const CONCESSIONS: usize = 6;
const LENIN: usize = 7;
/// What two who always vote together gain on the scale of ties, beside full enmity for those who
/// never do (judgement: a tenth of the scale).
const COMMON_VOTE: f64 = 0.2;

const UNREST_TO_MARKET: usize = edge("peasant_unrest", "market_freedom");
const REVOLT_TO_MARKET: usize = edge("urban_revolt", "market_freedom");
const CONCESSIONS_TO_MARKET: usize = edge("concession_pressure", "market_freedom");
const ISOLATION_TO_MARKET: usize = edge("isolation", "market_freedom");
const WEST_TO_MARKET: usize = edge("west_revolution_prospect", "market_freedom");
const CONCESSIONS_TO_MONOPOLY: usize = edge("concession_pressure", "trade_monopoly_strength");
const THREAT_TO_LEVY: usize = edge("military_threat", "procurement_rate");
const LENIN_TO_MONOPOLY: usize = edge("lenin_action", "trade_monopoly_strength");

impl CastVotes {
    /// The pole to which doctrine draws on an issue.
    fn pole(issue: usize) -> Option<f64> {
        match issue {
            PLAN_OR_MARKET => Some(END),
            PARTY_DEMOCRACY => Some(-END),
            _ => None,
        }
    }

    /// A view after doctrine (M13) and the world have had their say.
    pub fn view(&self, issue: usize, view: f64, doctrine: f64, isolation: f64) -> f64 {
        let drawn = match CastVotes::pole(issue) {
            Some(pole) => view + self.doctrine * doctrine * (pole - view),
            None => view,
        };
        let retreat = if issue == PLAN_OR_MARKET { self.breathing_space * isolation } else { 0.0 };
        (drawn - retreat).clamp(-END, END)
    }

    /// How far Lenin is heard, 0 to 1: as soon as he can dictate; by a body that he does not attend
    /// the less, unless an ally speaks for him.
    pub fn heard(&self, capacity: f64, absent: bool, alliance: f64) -> f64 {
        let letter = capacity / (capacity + self.letter) * (1.0 + self.letter);
        let spoken = if absent { self.unspoken + (1.0 - self.unspoken) * alliance } else { 1.0 };
        letter * spoken
    }

    /// What the country speaks for an option, log odds. What Lenin does counts by M11. Fear of war counts by M20; of lack of
    /// bread one half counts in any case and the other by M18; against options of force, which
    /// are those that lack of bread speaks for, stand growth and calm by M19.
    pub fn pressure(
        &self,
        weights: &[f64; SIGNALS.len()],
        signals: &[f64; SIGNALS.len()],
        switches: &Switches,
        growth: f64,
    ) -> f64 {
        let sum: f64 = (weights.iter().zip(signals).enumerate())
            .map(|(i, (weight, signal))| {
                let counts = match i {
                    THREAT => switches.external_threat,
                    LENIN => switches.lenin_agency,
                    BREAD => 0.5 + 0.5 * switches.necessity_of_forced_growth,
                    _ => 1.0,
                };
                counts * weight * signal
            })
            .sum();
        let force = weights[BREAD].max(0.0);
        self.urgency * (sum - switches.nep_viability * growth * force)
    }
}

impl Mechanism for CastVotes {
    const CARD: Card = Card {
        name: "cast-votes",
        card: "P6, P9",
        summary: "Blocs agree, bodies vote: by views, patrons, Lenin, the state of the country, and fear.",
        claims: &[
            "stalin-retreats-on-monopoly",
            "october-1922-plenum-decision",
            "lenin-trotsky-bloc-monopoly",
            "retreat-caused-by-international-isolation",
            "kronstadt-forces-change-of-course",
        ],
        edges: &[
            ("concession_pressure", "market_freedom"),
            ("isolation", "market_freedom"),
            ("peasant_unrest", "market_freedom"),
            ("urban_revolt", "market_freedom"),
            ("west_revolution_prospect", "market_freedom"),
            ("concession_pressure", "trade_monopoly_strength"),
            ("lenin_action", "trade_monopoly_strength"),
            ("military_threat", "procurement_rate"),
        ],
    };
    type View<'a> = View<'a>;

    fn step(&self, dice: Dice, mut v: View<'_>) {
        let mut motions = std::mem::take(&mut v.agenda.motions);
        let mut contested = 0;
        for motion in &mut motions {
            let circle = Circle::of(v.leaders);
            let question = self.question(&v, motion);
            let dice = dice.of(&motion.id);
            let mut outcome = match motion.body {
                Body::Congress | Body::Conference => {
                    self.congress_votes(&v, &question, &circle, dice)
                }
                _ => self.body_votes(&v, &question, &circle, dice),
            };
            if motion.pinned {
                outcome.carried = motion.history;
            }
            let sides = outcome.votes[..motion.choices.len()].iter().filter(|n| **n > 0).count();
            contested += u32::from(sides > 1 && motion.body == Body::CentralCommittee);
            motion.outcome = outcome;
            self.remember(&mut v, motion, &circle);
            note_pulls(&self.signals(&v), self.urgency, motion, v.influences);
            note_world(self.breathing_space, v.comintern, motion, v.influences);
        }
        v.agenda.motions = motions;
        let year = &mut v.leadership.contested;
        year.rotate_right(1);
        year[0] = contested;
        v.party.congress.contested_votes = f64::from(year.iter().sum::<u32>());
    }
}

impl CastVotes {
    /// The signals, fear of war as far as it counts (M20).
    fn signals(&self, v: &View<'_>) -> [f64; SIGNALS.len()] {
        let mut signals = v.country().signals();
        signals[THREAT] *= v.switches.external_threat;
        signals
    }

    /// What a vote leaves behind: ties, standing, and whether the general secretary was beaten.
    fn remember(&self, v: &mut View<'_>, motion: &Motion, circle: &Circle) {
        let outcome = &motion.outcome;
        let roll = |id: Id<Leader>| {
            outcome.roll.iter().find(|(leader, _)| *leader == id).and_then(|(_, choice)| *choice)
        };
        let n = v.leaders.key.len();
        for &a in circle.rows() {
            for &b in circle.rows() {
                if let (true, Some(x), Some(y)) = (a != b, roll(a), roll(b)) {
                    let tie = &mut v.leaders.ties[a.number() * n + b.number()];
                    *tie += self.quarrel * (self.after(x == y, *tie) - *tie);
                }
            }
        }
        for (f, choice) in motion.choices.iter().enumerate() {
            if let Some(id) = choice.proposer {
                let rest = if f == outcome.carried { 1.0 } else { 0.0 };
                v.leaders.prestige[id] += self.renown * (rest - v.leaders.prestige[id]);
            }
        }
        if let Some(first) = v.leadership.general_secretary {
            let stood = roll(first).map(usize::from).or_else(|| self.wish(v, motion, first));
            if stood.is_some_and(|choice| choice != outcome.carried) {
                v.leadership.secretary_unbeaten = 0;
            }
        }
    }

    /// Where a vote draws a tie: apart to enmity; together to a little more than there is, for a
    /// common vote is the rule and says little, and of enmity it leaves at best indifference.
    fn after(&self, together: bool, tie: f64) -> f64 {
        if together { (tie.max(0.0) + COMMON_VOTE).min(END) } else { -END }
    }
}

/// Notes how far the country spoke for the lower end of the scale of plan, or the upper of the
/// monopoly: between the two options that lie farthest apart, in steps of log odds.
fn note_pulls(
    signals: &[f64; SIGNALS.len()],
    urgency: f64,
    motion: &Motion,
    influences: &mut Influences,
) {
    let by_place = |a: &&Choice, b: &&Choice| a.at.total_cmp(&b.at);
    let (Some(low), Some(high)) =
        (motion.choices.iter().min_by(by_place), motion.choices.iter().max_by(by_place))
    else {
        return;
    };
    let upward = |i: usize| urgency * (high.pressure[i] - low.pressure[i]) * signals[i];
    let pull = &mut influences.pull;
    match motion.issue {
        PLAN_OR_MARKET => {
            pull[UNREST_TO_MARKET] = -upward(PEASANT_UNREST);
            pull[REVOLT_TO_MARKET] = -upward(URBAN_REVOLT);
            pull[CONCESSIONS_TO_MARKET] = -upward(CONCESSIONS);
            // The upper end of this scale is the levy.
            pull[THREAT_TO_LEVY] = upward(THREAT);
        }
        TRADE_MONOPOLY => {
            pull[CONCESSIONS_TO_MONOPOLY] = upward(CONCESSIONS);
            pull[LENIN_TO_MONOPOLY] = upward(LENIN);
        }
        _ => {}
    }
}

/// Notes how many steps the world abroad drew the voters towards the market.
fn note_world(steps: f64, comintern: &Comintern, motion: &Motion, influences: &mut Influences) {
    if motion.issue == PLAN_OR_MARKET {
        influences.pull[ISOLATION_TO_MARKET] = steps * comintern.isolation;
        influences.pull[WEST_TO_MARKET] = -steps * comintern.prospect;
    }
}

view! {
    reads {
        switches: Switches = switches;
        norms: Norms = norms;
        rising: Column<Region, f64> = regions.rising;
        rural: Column<Region, People> = regions.rural;
        state_grain: Column<Region, Kilograms> = regions.state_grain;
        towns: Towns = towns;
        trade: Trade = trade;
        state: State = state;
        classes: Classes = classes;
        comintern: Comintern = comintern;
        members: Members = members;
    }
    changes {
        agenda: Agenda = agenda;
        leaders: Leaders = leaders;
        leadership: Leadership = leadership;
        party: Party = party;
        influences: Influences = influences;
    }
}

impl View<'_> {
    fn country(&self) -> Country<'_> {
        Country {
            rising: self.rising,
            rural: self.rural,
            state_grain: self.state_grain,
            towns: self.towns,
            trade: self.trade,
            classes: self.classes,
            comintern: self.comintern,
            leadership: self.leadership,
            norms: self.norms,
        }
    }
}

#[cfg(test)]
mod tests;
