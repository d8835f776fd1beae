//! What a difference leans on: the uncertain parameters with which it rises and falls over the draws.
//!
//! The measure is Spearman's rank correlation between a parameter and the paired difference. It is a
//! trait of the draws, not a cause. With many parameters and few draws some correlate by chance: the
//! largest that chance alone would bring is given beside it.

use super::{Pair, Window, differences};
use crate::summary::correlation;

/// A parameter with which a difference goes.
#[derive(Clone, Debug, PartialEq)]
pub struct Lean {
    /// Full name, `<mechanism>.<parameter>`.
    pub parameter: String,
    /// Source of its prior.
    pub source: String,
    /// Rank correlation with the difference, -1 to 1.
    pub correlation: f64,
}

/// The parameters with which the difference of a variable goes, the strongest first, no more than
/// `most`, and none that chance alone would bring.
pub fn leans(pair: &Pair, variable: usize, window: Window, most: usize) -> Vec<Lean> {
    let both = differences::paired(pair, variable, window);
    let deltas: Vec<f64> = both.iter().map(|(base, changed)| changed - base).collect();
    let Some(of_deltas) = ranks(&deltas) else { return Vec::new() };
    let draws: Vec<_> = pair.changed.sample().iter().collect();
    let parameters = model::Theory::parameters();
    let floor = by_chance(deltas.len(), parameters.len());
    let mut found: Vec<Lean> = parameters
        .into_iter()
        .enumerate()
        .filter_map(|(place, parameter)| {
            let values: Vec<f64> = draws.iter().map(|draw| draw.parameters[place]).collect();
            let correlation = correlation(&ranks(&values)?, &of_deltas);
            let source = parameter.declared.source.to_owned();
            Some(Lean { parameter: parameter.full_name(), source, correlation })
        })
        .filter(|lean| lean.correlation.abs() > floor)
        .collect();
    found.sort_by(|a, b| b.correlation.abs().total_cmp(&a.correlation.abs()));
    found.truncate(most);
    found
}

/// The largest rank correlation in size that is to be expected of so many parameters that have
/// nothing to do with the difference: each is nearly normal with deviation 1 / sqrt(n - 1), and the
/// largest of `k` stays below the quantile at 0.95^(1/k) in nineteen cases of twenty (Sidak 1967).
pub fn by_chance(draws: usize, parameters: usize) -> f64 {
    if draws < 3 {
        return 1.0;
    }
    let one_sided = 1.0 - (1.0 - libm::pow(0.95, 1.0 / parameters.max(1) as f64)) / 2.0;
    kernel::parameter::normal_quantile(one_sided) / libm::sqrt((draws - 1) as f64)
}

/// Ranks with ties at their mean; none if all are equal or one is no number.
fn ranks(values: &[f64]) -> Option<Vec<f64>> {
    if values.iter().any(|value| value.is_nan()) {
        return None;
    }
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    let mut first = 0;
    while first < order.len() {
        let equal = |&&place: &&usize| values[place] == values[order[first]];
        let many = order[first..].iter().take_while(equal).count();
        if many == values.len() {
            return None;
        }
        let rank = first as f64 + (many - 1) as f64 / 2.0;
        order[first..first + many].iter().for_each(|&place| ranks[place] = rank);
        first += many;
    }
    Some(ranks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_share_ties_and_equal_values_have_none() {
        assert_eq!(ranks(&[3.0, 1.0, 3.0, 9.0]), Some(vec![1.5, 0.0, 1.5, 3.0]));
        assert_eq!(ranks(&[2.0, 2.0]), None);
        assert_eq!(ranks(&[2.0, f64::NAN]), None);
    }

    #[test]
    fn a_monotone_relation_has_rank_correlation_one() {
        let x = [0.1, 5.0, 2.0, 3.0];
        let y = x.map(|x: f64| -x * x);
        let (x, y) = (ranks(&x).expect("differ"), ranks(&y).expect("differ"));
        // Sums of four products.
        assert!((correlation(&x, &y) + 1.0).abs() < 1e-12);
    }

    #[test]
    fn chance_brings_less_with_more_draws_and_more_with_more_parameters() {
        assert!(by_chance(100, 400) < by_chance(40, 400));
        assert!(by_chance(100, 400) > by_chance(100, 10));
        // R: qnorm(1 - (1 - 0.95^(1/1)) / 2) / sqrt(99) is 0.19698
        assert!((by_chance(100, 1) - 0.19698).abs() < 1e-4);
    }
}
