//! The ballot: from what each voter thinks of each option to who wins, and how likely that was.
//!
//! A voter takes an option, or abstains, with the chances of a logit. A swing common to all voters,
//! the speech or the news of the day, moves each option up or down before the vote.

use kernel::Dice;
use kernel::Lineage;

/// Most options of one motion.
pub const MOST_CHOICES: usize = 8;
/// Places for the options and, after the last of them, for abstention.
pub type Weights = [f64; MOST_CHOICES + 1];

/// A voter before the vote.
#[derive(Clone, Copy, Debug)]
pub struct Voter {
    /// Who.
    pub lineage: Lineage,
    /// How strongly he leans to each option, as weights of a logit, abstention last.
    pub weights: Weights,
    /// Chance that he is there.
    pub attends: f64,
}

/// Weights of a logit from what a voter thinks of `n` options; abstention stands `reluctance` below
/// the mean of them.
pub fn weights(value: &[f64], reluctance: f64) -> Weights {
    let n = value.len();
    let most = value.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mean = value.iter().sum::<f64>() / n as f64;
    let mut weights = [0.0; MOST_CHOICES + 1];
    for (weight, value) in weights.iter_mut().zip(value) {
        *weight = libm::exp(value - most);
    }
    weights[n] = libm::exp(mean - reluctance - most);
    weights
}

/// A swing: the factor by which the weight of each option rises; abstention keeps its own.
pub type Swing = Weights;

/// The swing of this size from one standard normal number for each option.
pub fn swing(size: f64, normals: impl Fn(usize) -> f64, n: usize) -> Swing {
    let mut swing = [1.0; MOST_CHOICES + 1];
    for (i, factor) in swing.iter_mut().enumerate().take(n) {
        *factor = libm::exp(size * normals(i));
    }
    swing
}

/// The option of `n` at which `unit` falls, `n` for abstention.
pub fn choose(weights: &Weights, swing: &Swing, n: usize, unit: f64) -> usize {
    let sum: f64 = (0..=n).map(|i| weights[i] * swing[i]).sum();
    let mut left = unit * sum;
    for i in 0..n {
        left -= weights[i] * swing[i];
        if left < 0.0 {
            return i;
        }
    }
    n
}

/// The option with most votes; of equals the one that stands first on the agenda.
pub fn winner(votes: &[i64]) -> usize {
    (0..votes.len()).fold(0, |best, i| if votes[i] > votes[best] { i } else { best })
}

/// Points at which a common swing between two options is taken: middles of parts of equal chance.
const POINTS: usize = 8;

/// Chances of two options to win in a body of these voters: the votes of each point of the swing
/// are added up exactly, voter by voter. A tie goes to the first.
pub fn two_way(voters: &[Voter], size: f64) -> [f64; 2] {
    let mut lead = vec![0.0; 2 * voters.len() + 1];
    let mut first = 0.0;
    for point in 0..POINTS {
        let p = (point as f64 + 0.5) / POINTS as f64;
        // The difference of two equal independent swings is wider by the root of two.
        let apart = libm::sqrt(2.0) * size * kernel::parameter::normal_quantile(p);
        let swing = swing(apart, |i| if i == 0 { 0.5 } else { -0.5 }, 2);
        first += leads(voters, &swing, &mut lead) / POINTS as f64;
    }
    [first, 1.0 - first]
}

/// Chance that the first of two options has at least as many votes as the second.
fn leads(voters: &[Voter], swing: &Swing, lead: &mut [f64]) -> f64 {
    let zero = voters.len();
    lead.fill(0.0);
    lead[zero] = 1.0;
    for (cast, voter) in voters.iter().enumerate() {
        let w = &voter.weights;
        let (a, b, none) = (w[0] * swing[0], w[1] * swing[1], w[2] * swing[2]);
        let scale = voter.attends / (a + b + none);
        let (a, b) = (a * scale, b * scale);
        let stays = 1.0 - a - b;
        let (low, high) = (zero - cast, zero + cast);
        let mut below = 0.0;
        for i in low - 1..=high + 1 {
            let here = lead[i];
            let above = if i <= high { lead[i + 1] } else { 0.0 };
            lead[i] = stays * here + a * below + b * above;
            below = here;
        }
    }
    lead[zero..].iter().sum()
}

/// Ballots that are drawn to find the chances of three options or more.
pub const SAMPLES: usize = 200;

/// Chances of `n` options to win, as shares of ballots drawn by `dice`.
pub fn many_ways(voters: &[Voter], n: usize, size: f64, dice: Dice) -> Vec<f64> {
    let mut won = vec![0.0; n];
    for sample in 0..SAMPLES {
        let swing = drawn_swing(size, n, dice.of("swing"), sample as u32);
        let mut votes = [0i64; MOST_CHOICES + 1];
        for voter in voters {
            let throw = dice.throw(voter.lineage.child(sample as u32));
            if throw.falls_within(1, voter.attends) {
                votes[choose(&voter.weights, &swing, n, throw.unit(0))] += 1;
            }
        }
        won[winner(&votes[..n])] += 1.0 / SAMPLES as f64;
    }
    won
}

/// The swing that falls at this address.
pub fn drawn_swing(size: f64, n: usize, dice: Dice, sample: u32) -> Swing {
    let throw = |i: usize| dice.throw(Lineage(i as u64 / 4).child(sample));
    swing(size, |i| throw(i).normal(i % 4), n)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{Month, chance::decision};

    fn voters(n: usize, value: [f64; 2], reluctance: f64) -> Vec<Voter> {
        let weights = weights(&value, reluctance);
        (0..n).map(|i| Voter { lineage: Lineage(i as u64), weights, attends: 1.0 }).collect()
    }

    /// Three voters who never abstain and take the first with p: 3 p^2 - 2 p^3.
    #[test]
    fn three_voters_follow_the_binomial() {
        let p = 0.7_f64;
        let three = voters(3, [libm::log(p / (1.0 - p)), 0.0], 80.0);
        let wins = two_way(&three, 0.0);
        assert!((wins[0] - (3.0 * p * p - 2.0 * p * p * p)).abs() < 1e-12, "{wins:?}");
    }

    /// With a swing the even body stays even, but for ties, which an odd body without abstention
    /// cannot have.
    #[test]
    fn an_even_body_is_even_under_any_swing() {
        for size in [0.0, 0.5, 2.0] {
            assert!((two_way(&voters(7, [0.0, 0.0], 80.0), size)[0] - 0.5).abs() < 1e-12);
        }
        let lean = two_way(&voters(41, [0.6, 0.0], 80.0), 0.0)[0];
        let swung = two_way(&voters(41, [0.6, 0.0], 80.0), 1.0)[0];
        assert!(lean > 0.9 && swung < lean, "a common swing keeps a large body uncertain");
    }

    /// The drawn chances meet the exact ones: 200 ballots have a standard error below 0.036.
    #[test]
    fn drawn_ballots_meet_the_exact_chances() {
        let body = voters(9, [0.4, 0.0], 1.5);
        let dice = Dice::new(5, decision("ballot"), Month::new(1921, 3));
        let drawn = many_ways(&body, 2, 0.0, dice);
        let exact = two_way(&body, 0.0);
        assert!((drawn[0] - exact[0]).abs() < 0.11, "{drawn:?} against {exact:?}");
        assert!((drawn.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_tie_goes_to_the_first_and_weights_choose_in_order() {
        assert_eq!(winner(&[3, 3, 1]), 0);
        assert_eq!(winner(&[1, 3, 4]), 2);
        let weights = weights(&[0.0, 0.0], 0.0);
        let even = [1.0; MOST_CHOICES + 1];
        assert_eq!(choose(&weights, &even, 2, 0.1), 0);
        assert_eq!(choose(&weights, &even, 2, 0.5), 1);
        assert_eq!(choose(&weights, &even, 2, 0.9), 2, "abstains");
    }
}
