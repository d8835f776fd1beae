//! How often a member decides: the indices of Shapley and Shubik and of Banzhaf for a body that
//! carries what more than a quota of its weights supports.

/// Most members that are reckoned with.
pub const MOST: usize = 12;

/// The two indices by member; each sums to 1, or is 0 throughout when nobody can decide.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Indices {
    /// Shapley-Shubik: share of the orders of joining in which the member turns a losing set into a
    /// winning one.
    pub shapley: [f64; MOST],
    /// Banzhaf: share of all such turns over the sets of the others, normalised.
    pub banzhaf: [f64; MOST],
}

/// The indices of a body: a set wins with at least `quota` of the weights.
///
/// # Panics
/// If there are more than [`MOST`] members.
pub fn indices(weights: &[f64], quota: f64) -> Indices {
    let n = weights.len();
    assert!(n <= MOST, "the sets of {n} members do not fit the table");
    // Of the orders of all, the share in which exactly a given set of k stands before the member.
    let mut before = [0.0; MOST];
    let mut choose = 1.0;
    for (k, share) in before.iter_mut().enumerate().take(n) {
        *share = 1.0 / (n as f64 * choose);
        choose *= (n - 1 - k) as f64 / (k + 1) as f64;
    }
    let mut result = Indices::default();
    for set in 0..1u32 << n {
        let size = set.count_ones() as usize;
        let sum: f64 = (0..n).filter(|i| set >> i & 1 == 1).map(|i| weights[i]).sum();
        if sum >= quota {
            continue;
        }
        for i in (0..n).filter(|i| set >> i & 1 == 0 && sum + weights[*i] >= quota) {
            result.shapley[i] += before[size];
            result.banzhaf[i] += 1.0;
        }
    }
    let turns: f64 = result.banzhaf.iter().sum();
    if turns > 0.0 {
        result.banzhaf.iter_mut().for_each(|x| *x /= turns);
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: &[f64], known: &[f64]) {
        for (x, y) in found.iter().zip(known) {
            assert!((x - y).abs() < 1e-12, "{found:?} against {known:?}");
        }
    }

    /// The textbook game [51; 50, 49, 1].
    #[test]
    fn one_vote_can_weigh_as_much_as_forty_nine() {
        let game = indices(&[50.0, 49.0, 1.0], 51.0);
        close(&game.shapley, &[2.0 / 3.0, 1.0 / 6.0, 1.0 / 6.0]);
        close(&game.banzhaf, &[3.0 / 5.0, 1.0 / 5.0, 1.0 / 5.0]);
    }

    /// The Council of the EEC of 1958, [12; 4, 4, 4, 2, 2, 1]: Luxembourg never decided.
    #[test]
    fn luxembourg_never_decided() {
        let game = indices(&[4.0, 4.0, 4.0, 2.0, 2.0, 1.0], 12.0);
        let (big, middle) = (14.0 / 60.0, 9.0 / 60.0);
        close(&game.shapley, &[big, big, big, middle, middle, 0.0]);
        let (big, middle) = (5.0 / 21.0, 3.0 / 21.0);
        close(&game.banzhaf, &[big, big, big, middle, middle, 0.0]);
    }

    #[test]
    fn equals_decide_equally_and_a_dictator_alone() {
        close(&indices(&[1.0; 7], 4.0).shapley[..7], &[1.0 / 7.0; 7]);
        close(&indices(&[1.0, 9.0, 2.0], 6.5).banzhaf, &[0.0, 1.0, 0.0]);
    }
}
