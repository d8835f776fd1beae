//! The ballot: from what each voter thinks of each option to what he votes for, and who wins.
//!
//! A voter takes an option, or abstains, with the chances of a logit. Positions and places are judged
//! from sources, not measured, and the hour has its own news; so a vote is held many times over, each
//! time with other errors and another hour, and the share of times in which an option wins is its
//! chance. What is common to all voters - the places of the options, the hour, what a bloc agrees on -
//! is drawn once for all of them: else a large body would decide every question with certainty.

use kernel::{Dice, Lineage};

/// Most options of one motion.
pub const MOST_CHOICES: usize = 8;
/// Places for the options and, after the last of them, for abstention.
pub type Weights = [f64; MOST_CHOICES + 1];

/// Ballots that are held to find the chances: their standard error is at most 0.05, and that of the
/// mean over forty draws at most 0.008.
pub const SAMPLES: u32 = 100;
/// The number of the ballot that counts: none of those held to find the chances.
pub const THE_DAY: u32 = SAMPLES;

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

/// The place of the weights at which `unit` falls.
pub fn choose(weights: &[f64], unit: f64) -> usize {
    let mut left = unit * weights.iter().sum::<f64>();
    for (i, weight) in weights.iter().enumerate() {
        left -= weight;
        if left < 0.0 {
            return i;
        }
    }
    weights.len() - 1
}

/// The option with most votes; of equals the one that stands first on the agenda.
pub fn winner<T: PartialOrd>(votes: &[T]) -> usize {
    (0..votes.len()).fold(0, |best, i| if votes[i] > votes[best] { i } else { best })
}

/// A standard normal number for each option, from the addresses of this ballot.
pub fn normals(dice: Dice, sample: u32) -> [f64; MOST_CHOICES] {
    let throws = [0, 1].map(|half| dice.throw(Lineage(half).child(sample)));
    std::array::from_fn(|i| throws[i / 4].normal(i % 4))
}

/// Shares of the ballots in which each of `n` options wins.
pub fn chances(n: usize, wins: impl Fn(u32) -> usize) -> Vec<f64> {
    let mut won = vec![0u32; n];
    for sample in 0..SAMPLES {
        won[wins(sample)] += 1;
    }
    won.into_iter().map(|times| f64::from(times) / f64::from(SAMPLES)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{Month, chance::decision};

    /// Three voters who never abstain and take the first with p: 3 p^2 - 2 p^3. A hundred ballots
    /// have a standard error below 0.05; three of them are allowed.
    #[test]
    fn three_voters_follow_the_binomial() {
        let p = 0.7_f64;
        let one = weights(&[libm::log(p / (1.0 - p)), 0.0], 80.0);
        let dice = Dice::new(5, decision("ballot"), Month::new(1921, 3));
        let wins = |sample: u32| {
            let throw = dice.throw(Lineage(1).child(sample));
            let first = (0..3).filter(|&i| choose(&one[..3], throw.unit(i)) == 0).count();
            winner(&[first, 3 - first])
        };
        let chance = chances(2, wins);
        assert!((chance[0] - (3.0 * p * p - 2.0 * p * p * p)).abs() < 0.15, "{chance:?}");
        assert!((chance.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_tie_goes_to_the_first_and_weights_choose_in_order() {
        assert_eq!(winner(&[3, 3, 1]), 0);
        assert_eq!(winner(&[1, 3, 4]), 2);
        let even = weights(&[0.0, 0.0], 0.0);
        let at = |unit| choose(&even[..3], unit);
        assert_eq!([at(0.1), at(0.5), at(0.9)], [0, 1, 2], "the last abstains");
    }

    #[test]
    fn normals_differ_by_option_and_ballot() {
        let dice = Dice::new(5, decision("ballot"), Month::new(1921, 3));
        let (one, other) = (normals(dice, 0), normals(dice, 1));
        assert!(one[0] != one[1] && one[0] != one[4] && one[0] != other[0]);
        assert_eq!(one, normals(dice, 0));
    }
}
