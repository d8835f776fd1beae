//! # Weight of the leaders
//!
//! A leader's power is made of the posts he holds, the provincial secretaries who owe him theirs, his
//! standing with the party and his hold on army or police. Illness takes most of it, a post far from
//! the centre part of it. From these powers follow how often each decides in the Politburo, the
//! loyalty norm (the smaller the group that is enough to rule, against the body from which it is
//! drawn, the more its members stick to it), the rivalry of the general secretary and the leader
//! whom he has most to fear, and the prospect of a split. The rivalry also expresses the conflict
//! over the degeneration of the apparatus: it grows with it.
//!
//! Votes in the Politburo were equal, so indices of equal votes would be the same for all and say
//! nothing; the weights used are the powers.
//!
//! Refuted by: leaders rich in posts and clients who are as often outvoted as those who have none;
//! or a rivalry that is as sharp when the apparatus is simple and poor.

use super::{Circle, mutual, power_index};
use crate::prelude::*;

/// What power is made of, and what follows from it.
#[derive(Clone, Debug, Parameters)]
pub struct WeighPower {
    /// Weight of posts.
    #[prior(Uniform(0.2, 0.6), unit = "weight", source = "judgement, card P7")]
    pub posts: f64,
    /// Weight of the share of provincial posts held by clients.
    #[prior(Uniform(0.2, 1.0), unit = "weight", source = "judgement, card P7")]
    pub clients: f64,
    /// Weight of standing with the party.
    #[prior(Uniform(0.2, 0.8), unit = "weight", source = "judgement, card P7")]
    pub prestige: f64,
    /// Weight of the hold on army or police.
    #[prior(Uniform(0.0, 0.4), unit = "weight", source = "judgement, card P7")]
    pub force: f64,
    /// Part of a leader's power that illness leaves him while he lives.
    #[prior(Uniform(0.1, 0.4), unit = "share", source = "judgement, winter of 1922-23")]
    pub sickbed: f64,
    /// Part of a leader's power that a post far from the centre leaves him.
    #[prior(Uniform(0.3, 0.7), unit = "share", source = "judgement")]
    pub distance: f64,
    /// Rivalry of two leaders who have nothing against each other.
    #[prior(Uniform(0.05, 0.2), unit = "0 to 1", source = "judgement")]
    pub rivalry: f64,
    /// What enmity between equals adds to it.
    #[prior(Uniform(0.2, 0.5), unit = "0 to 1", source = "judgement")]
    pub enmity: f64,
    /// What degeneration of the apparatus adds to it.
    #[prior(
        Uniform(0.2, 0.8),
        unit = "a unit of the index",
        source = "judgement, claim rivalry-expresses-social-conflict"
    )]
    pub conflict: f64,
    /// Prospect of a split when there is no rivalry.
    #[prior(Uniform(0.0, 0.1), unit = "0 to 1", source = "judgement")]
    pub split: f64,
    /// What full rivalry adds to it.
    #[prior(
        Uniform(0.4, 0.9),
        unit = "a unit of rivalry",
        source = "judgement, claim split-danger-trotsky-stalin"
    )]
    pub strain: f64,
    /// How far Lenin at full health holds rivals together.
    #[prior(Uniform(0.1, 0.5), unit = "0 to 1", source = "judgement, letter of December 1922")]
    pub arbiter: f64,
    /// How fast rivalry and the prospect of a split follow their causes.
    #[prior(Uniform(0.1, 0.4), unit = "share of the gap a month", source = "judgement")]
    pub speed: f64,
}

const RIVALRY: usize = edge("thermidor_index", "stalin_trotsky_rivalry");
const SPLIT: usize = edge("stalin_trotsky_rivalry", "split_probability");

/// What seats are worth beside one another (judgement): a vote in the Politburo, a candidate's voice
/// there, the Orgburo, the Secretariat, its first place, the Central Committee, a commissariat, the
/// control commission.
const WORTH: [f64; 8] = [0.35, 0.1, 0.1, 0.2, 0.2, 0.1, 0.15, 0.1];
/// Full enmity on the scale of ties.
const FULL_TIE: f64 = 2.0;

/// Worth of the seats of a leader, 0 to about 1.
pub fn seats_worth(seats: Seats, first_secretary: bool) -> f64 {
    let held = [
        seats.politburo,
        seats.politburo_candidate,
        seats.orgburo,
        seats.secretariat,
        first_secretary,
        seats.committee,
        seats.government,
        seats.control_commission,
    ];
    WORTH.iter().zip(held).map(|(worth, held)| if held { *worth } else { 0.0 }).sum()
}

impl WeighPower {
    /// Power of one leader, before it is put beside that of the others.
    pub fn raw(&self, posts: f64, clients: f64, prestige: f64, force: f64) -> f64 {
        self.posts * posts + self.clients * clients + self.prestige * prestige + self.force * force
    }

    /// Part of his power that health and place leave a leader.
    pub fn at_work(&self, health: f64, away: bool) -> f64 {
        if health <= 0.0 {
            return 0.0;
        }
        let place = if away { self.distance } else { 1.0 };
        place * (self.sickbed + (1.0 - self.sickbed) * health)
    }

    fn share_out(&self, leaders: &mut Leaders, first: Option<Id<Leader>>) {
        let mut sum = 0.0;
        for id in leaders.key.ids() {
            let seats = leaders.seats[id];
            let raw = self.raw(
                seats_worth(seats, Some(id) == first),
                leaders.clients[id],
                leaders.prestige[id],
                leaders.force[id],
            );
            // Who sits nowhere has a name and no hand on anything.
            let none = seats == Seats { away: seats.away, ..Seats::default() };
            let placed = if none { self.sickbed } else { 1.0 };
            let there = if leaders.present[id] { 1.0 } else { 0.0 };
            let power = there * placed * raw * self.at_work(leaders.health[id], seats.away);
            leaders.power[id] = power;
            sum += power;
        }
        if sum > 0.0 {
            leaders.power.all_mut().iter_mut().for_each(|power| *power /= sum);
        }
    }
}

/// Enmity of `a` with another, 0 to 1, weighed by how near the two are in power; the worst of all.
fn worst_enmity(leaders: &Leaders, a: Id<Leader>) -> f64 {
    let against = |b: Id<Leader>| {
        let (x, y) = (leaders.power[a], leaders.power[b]);
        let parity = x.min(y) / x.max(y).max(f64::MIN_POSITIVE);
        (-mutual(leaders, a, b) / FULL_TIE).max(0.0) * parity
    };
    let rival = |b: &Id<Leader>| *b != a && leaders.seats[*b].committee && leaders.present[*b];
    leaders.key.ids().filter(rival).map(against).fold(0.0, f64::max)
}

/// Size of the smallest group of the committee that has more than half its power, over its size.
fn loyalty_norm(leaders: &Leaders) -> f64 {
    let sits = |id: &Id<Leader>| leaders.seats[*id].committee && leaders.present[*id];
    let mut powers: Vec<f64> = leaders.key.ids().filter(sits).map(|id| leaders.power[id]).collect();
    powers.sort_unstable_by(|a, b| b.total_cmp(a));
    let half = 0.5 * powers.iter().sum::<f64>();
    let mut sum = 0.0;
    let enough = powers.iter().take_while(|power| {
        let short = sum <= half;
        sum += **power;
        short
    });
    match powers.len() {
        0 => 0.0,
        all => enough.count() as f64 / all as f64,
    }
}

/// Shares of the provincial posts that each leader's clients hold.
fn count_clients(leaders: &mut Leaders, tier: &Column<Post, Tier>, sponsor: &Column<Post, u8>) {
    let mut held = [0u32; NOBODY as usize + 1];
    let mut provinces = 0u32;
    for (tier, sponsor) in tier.all().iter().zip(sponsor.all()) {
        if *tier == Tier::Province {
            provinces += 1;
            held[usize::from(*sponsor)] += 1;
        }
    }
    for id in leaders.key.ids() {
        leaders.clients[id] = f64::from(held[id.number()]) / f64::from(provinces.max(1));
    }
}

impl Mechanism for WeighPower {
    const CARD: Card = Card {
        name: "weigh-power",
        card: "P7, P11",
        summary: "Power from posts, clients, standing and force; indices, rivalry, split.",
        claims: &[
            "rivalry-expresses-social-conflict",
            "split-danger-trotsky-stalin",
            "lenin-removal-shifts-forces",
        ],
        edges: &[
            ("thermidor_index", "stalin_trotsky_rivalry"),
            ("stalin_trotsky_rivalry", "split_probability"),
        ],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, v: View<'_>) {
        let (leaders, leadership) = (v.leaders, v.leadership);
        let holder = leaders.find(v.named).filter(|id| leaders.present[*id]);
        if holder == leadership.general_secretary && holder.is_some() {
            leadership.secretary_months += 1;
            leadership.secretary_unbeaten += 1;
        } else {
            leadership.secretary_months = 0;
            leadership.secretary_unbeaten = 0;
        }
        leadership.general_secretary = holder;
        count_clients(leaders, v.tier, v.sponsor);
        self.share_out(leaders, holder);
        leadership.loyalty_norm = loyalty_norm(leaders);

        let circle = Circle::of(leaders);
        leaders.shapley.fill(0.0);
        leaders.banzhaf.fill(0.0);
        let mut weights = [0.0; power_index::MOST];
        for (weight, id) in weights.iter_mut().zip(circle.rows()) {
            *weight = leaders.power[*id];
        }
        let weights = &weights[..circle.rows().len()];
        // More than half: an exact half does not happen among real numbers that differ.
        let game = power_index::indices(weights, 0.5 * weights.iter().sum::<f64>());
        for (i, id) in circle.rows().iter().enumerate() {
            leaders.shapley[*id] = game.shapley[i];
            leaders.banzhaf[*id] = game.banzhaf[i];
        }

        let enmity = match holder {
            Some(holder) => worst_enmity(leaders, holder),
            None => circle.rows().iter().map(|a| worst_enmity(leaders, *a)).fold(0.0, f64::max),
        };
        let party = v.party;
        party.rivalry = Pulls::from(self.rivalry, v.influences)
            .edge(RIVALRY, self.conflict * party.thermidor_index)
            .and(self.enmity * enmity)
            .step(party.rivalry, self.speed);
        let arbiter = v.switches.lenin_agency * self.arbiter * leadership.lenin_capacity;
        party.split_probability = Pulls::from(self.split, v.influences)
            .edge(SPLIT, self.strain * party.rivalry)
            .and(-arbiter)
            .step(party.split_probability, self.speed);
    }
}

view! {
    reads {
        named: &'static str = instruments.general_secretary;
        switches: Switches = switches;
        tier: Column<Post, Tier> = posts.tier;
        sponsor: Column<Post, u8> = posts.sponsor;
    }
    changes {
        leaders: Leaders = leaders;
        leadership: Leadership = leadership;
        party: Party = party;
        influences: Influences = influences;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::leaders::sample;

    #[test]
    fn powers_of_those_present_add_up_to_one() {
        let rule = WeighPower::central();
        let mut leaders = sample::politburo(&["lenin", "trotsky", "stalin"]);
        leaders.present[Id::new(1)] = false;
        rule.share_out(&mut leaders, Some(Id::new(2)));
        assert!((leaders.power.total() - 1.0).abs() < 1e-12);
        assert_eq!(leaders.power[Id::new(1)], 0.0);
        assert!(leaders.power[Id::new(2)] > leaders.power[Id::new(0)], "the first secretary");
    }

    /// Claim `lenin-removal-shifts-forces`: what illness takes from one the others gain.
    #[test]
    fn illness_shifts_power_to_the_others() {
        let rule = WeighPower::central();
        let mut leaders = sample::politburo(&["lenin", "trotsky", "stalin"]);
        rule.share_out(&mut leaders, None);
        let before = leaders.power.clone();
        leaders.health[Id::new(0)] = 0.1;
        rule.share_out(&mut leaders, None);
        assert!(leaders.power[Id::new(0)] < before[Id::new(0)]);
        assert!(leaders.power[Id::new(1)] > before[Id::new(1)]);
        assert_eq!(rule.at_work(0.0, false), 0.0);
    }

    #[test]
    fn clients_and_force_weigh() {
        let rule = WeighPower::central();
        let plain = rule.raw(0.5, 0.0, 0.5, 0.0);
        assert!(rule.raw(0.5, 0.4, 0.5, 0.0) > plain);
        assert!(rule.raw(0.5, 0.0, 0.5, 0.8) > plain);
    }

    #[test]
    fn clients_are_counted_over_provinces_alone() {
        let mut leaders = sample::politburo(&["a", "b"]);
        let tiers = [Tier::Province, Tier::Province, Tier::District, Tier::Province];
        let sponsors = Column::new(vec![1, NOBODY, 1, 0]);
        count_clients(&mut leaders, &Column::new(tiers.to_vec()), &sponsors);
        assert_eq!(leaders.clients.all(), &[1.0 / 3.0, 1.0 / 3.0]);
    }

    /// Equals: more than half of the committee is needed, and no more. One who outweighs all the
    /// others is enough by himself.
    #[test]
    fn the_loyalty_norm_is_the_share_that_is_enough() {
        let mut leaders = sample::politburo(&["a", "b", "c", "d", "e"]);
        assert_eq!(loyalty_norm(&leaders), 3.0 / 5.0);
        leaders.power[Id::new(2)] = 5.0;
        assert_eq!(loyalty_norm(&leaders), 1.0 / 5.0);
    }

    /// Enemies who are equals are rivals; friends are not, nor is one without any power.
    #[test]
    fn enmity_counts_between_equals() {
        let mut leaders = sample::politburo(&["a", "b", "c"]);
        sample::bind(&mut leaders, 0, 1, -2.0);
        sample::bind(&mut leaders, 0, 2, 2.0);
        assert_eq!(worst_enmity(&leaders, Id::new(0)), 1.0);
        leaders.power[Id::new(1)] *= 0.1;
        assert!(worst_enmity(&leaders, Id::new(0)) < 0.2);
    }
}
