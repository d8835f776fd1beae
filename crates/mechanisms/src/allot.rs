//! Exact division of a whole among places: every part is an integer and nothing is lost.

/// Divides `total` in proportion to `weights` (largest remainders first; ties to the first place).
/// The parts add up to `total` exactly. If all weights are zero the parts are zero.
pub fn allot(total: i64, weights: &[f64]) -> Vec<i64> {
    let sum: f64 = weights.iter().map(|w| w.max(0.0)).sum();
    if sum <= 0.0 || total <= 0 {
        return vec![0; weights.len()];
    }
    let exact: Vec<f64> = weights.iter().map(|w| total as f64 * (w.max(0.0) / sum)).collect();
    let mut parts: Vec<i64> = exact.iter().map(|x| *x as i64).collect();
    let mut left = total - parts.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..weights.len()).filter(|&i| weights[i] > 0.0).collect();
    order.sort_by(|&a, &b| (exact[b] - exact[b].floor()).total_cmp(&(exact[a] - exact[a].floor())));
    let mut turn = 0;
    while left != 0 {
        let step = left.signum();
        let place = order[turn % order.len()];
        if parts[place] + step >= 0 {
            parts[place] += step;
            left -= step;
        }
        turn += 1;
    }
    parts
}

/// Rounds a real number to a neighbouring integer by a throw: right on average, always near.
pub fn round_by(amount: f64, unit: f64) -> i64 {
    (amount.max(0.0) + unit) as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn parts_add_up(total in 0i64..1_000_000_000, weights in prop::collection::vec(0.0f64..9.0, 1..12)) {
            let parts = allot(total, &weights);
            let all: i64 = parts.iter().sum();
            prop_assert_eq!(all, if weights.iter().any(|w| *w > 0.0) { total } else { 0 });
            prop_assert!(parts.iter().all(|p| *p >= 0));
        }
    }

    #[test]
    fn rounding_is_within_one() {
        assert_eq!(round_by(2.3, 0.6), 2);
        assert_eq!(round_by(2.3, 0.8), 3);
    }
}
