//! Statistics of a sample, and bands over the draws.

use crate::ensemble::Ensemble;

/// Quantiles over the draws, month by month, and the central run beside them.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// 2.5 per cent of draws lie below.
    pub q025: Vec<f64>,
    /// 10 per cent.
    pub q10: Vec<f64>,
    /// 25 per cent.
    pub q25: Vec<f64>,
    /// Half.
    pub median: Vec<f64>,
    /// 75 per cent.
    pub q75: Vec<f64>,
    /// 90 per cent.
    pub q90: Vec<f64>,
    /// 97.5 per cent.
    pub q975: Vec<f64>,
    /// The central run: every parameter at the centre of its prior.
    pub central: Vec<f64>,
}

/// The probabilities of a [`Band`], in its order.
pub const PROBABILITIES: [f64; 7] = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975];

/// The band of a column of the record. It is taken over the draws, not over the central run, unless
/// that is all there is. Where fewer than half of the draws have a number there is none.
pub fn band(ensemble: &Ensemble, cell: usize) -> Band {
    let central = ensemble.central().path(cell).to_vec();
    let mut rows: [Vec<f64>; 7] = Default::default();
    let mut values = Vec::with_capacity(ensemble.draws.len());
    for month in 0..central.len() {
        values.clear();
        values.extend(ensemble.sample().iter().map(|draw| draw.record.path(cell)[month]));
        for (row, value) in rows.iter_mut().zip(quantiles(&mut values, &PROBABILITIES)) {
            row.push(value);
        }
    }
    let [q025, q10, q25, median, q75, q90, q975] = rows;
    Band { q025, q10, q25, median, q75, q90, q975, central }
}

/// Quantiles by linear interpolation between order statistics (type 7 of Hyndman and Fan, "Sample
/// Quantiles in Statistical Packages", The American Statistician 50, 1996). Values that are not
/// numbers are left out; if they are more than half, the quantiles are not numbers either.
pub fn quantiles<const N: usize>(values: &mut Vec<f64>, probabilities: &[f64; N]) -> [f64; N] {
    let all = values.len();
    values.retain(|value| !value.is_nan());
    if values.is_empty() || 2 * values.len() < all {
        return [f64::NAN; N];
    }
    values.sort_by(f64::total_cmp);
    probabilities.map(|p| {
        let place = p * (values.len() - 1) as f64;
        let (low, share) = (libm::floor(place) as usize, place - libm::floor(place));
        let high = (low + 1).min(values.len() - 1);
        // Equal neighbours may be infinite, and infinity less infinity is not a number.
        if values[low] == values[high] {
            values[low]
        } else {
            values[low] * (1.0 - share) + values[high] * share
        }
    })
}

/// The median of some values, by the same rule.
pub fn median(mut values: Vec<f64>) -> f64 {
    let [median] = quantiles(&mut values, &[0.5]);
    median
}

/// The mean; not a number of no values.
pub fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The standard deviation of a sample; not a number of fewer than two values.
pub fn spread(values: &[f64]) -> f64 {
    let mean = mean(values);
    let squares: f64 = values.iter().map(|x| (x - mean) * (x - mean)).sum();
    libm::sqrt(squares / (values.len() as f64 - 1.0))
}

/// Pearson's correlation of two samples of one length; not a number if one of them does not vary.
pub fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let (mean_a, mean_b) = (mean(a), mean(b));
    let (mut ab, mut aa, mut bb) = (0.0, 0.0, 0.0);
    for (x, y) in a.iter().zip(b) {
        let (x, y) = (x - mean_a, y - mean_b);
        (ab, aa, bb) = (ab + x * y, aa + x * x, bb + y * y);
    }
    ab / libm::sqrt(aa * bb)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn quantiles_of_type_seven() {
        // R: quantile(c(1, 2, 3, 4, 10), c(.1, .25, .5, .9), type = 7) is 1.4 2.0 3.0 7.6
        let mut values = vec![10.0, 1.0, 3.0, 2.0, 4.0];
        let found = quantiles(&mut values, &[0.1, 0.25, 0.5, 0.9]);
        for (found, wanted) in found.into_iter().zip([1.4, 2.0, 3.0, 7.6]) {
            // Rounding of one multiplication and one addition.
            assert!((found - wanted).abs() < 1e-12, "{found} {wanted}");
        }
    }

    #[test]
    fn what_is_not_a_number_is_left_out_until_it_is_the_most() {
        assert_eq!(median(vec![f64::NAN, 1.0, 3.0]), 2.0);
        assert_eq!(median(vec![f64::NAN, 1.0]), 1.0);
        assert!(median(vec![f64::NAN, f64::NAN, 1.0]).is_nan());
        assert!(median(Vec::new()).is_nan());
    }

    #[test]
    fn spread_and_correlation_are_those_of_a_sample() {
        // By hand: squares of 50 and of 10 about the means 4 and 3, and a product of 18.
        let (a, b) = ([1.0, 2.0, 3.0, 4.0, 10.0], [2.0, 1.0, 4.0, 3.0, 5.0]);
        // Rounding alone.
        assert!((spread(&a) - 12.5_f64.sqrt()).abs() < 1e-12, "{}", spread(&a));
        assert!((correlation(&a, &b) - 18.0 / 500_f64.sqrt()).abs() < 1e-12);
        assert!(correlation(&a, &[2.0; 5]).is_nan());
        assert!(mean(&[]).is_nan() && spread(&[1.0]).is_nan());
    }

    proptest! {
        #[test]
        fn quantiles_rise_and_stay_within(mut values in prop::collection::vec(-1e9..1e9, 1..60)) {
            let low = values.iter().copied().fold(f64::INFINITY, f64::min);
            let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let found = quantiles(&mut values, &[0.0, 0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975, 1.0]);
            // Interpolation rounds; half a unit in the ninth figure is far above that.
            let slack = 1e-9 * (high.abs() + low.abs());
            prop_assert!(found.windows(2).all(|pair| pair[0] <= pair[1] + slack));
            prop_assert_eq!((found[0], found[8]), (low, high));
        }

        #[test]
        fn order_does_not_matter(values in prop::collection::vec(-1e3..1e3, 1..40)) {
            let backwards = values.iter().rev().copied().collect();
            prop_assert_eq!(median(values), median(backwards));
        }

        #[test]
        fn a_scale_and_a_shift_pass_through(values in prop::collection::vec(-1e3..1e3, 1..40)) {
            let moved = values.iter().map(|v| 4.0 * v + 8.0).collect();
            // Powers of two scale exactly; the shift rounds once.
            prop_assert!((median(moved) - (4.0 * median(values) + 8.0)).abs() < 1e-9);
        }
    }
}
