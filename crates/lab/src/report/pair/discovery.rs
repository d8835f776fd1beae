//! What would change our mind: parameters in whose low or high third the difference turns its sign.
//!
//! The draws are cut into thirds by the value of one parameter at a time. This is the simplest form of
//! scenario discovery (Bryant and Lempert, "Thinking inside the box", Technological Forecasting and
//! Social Change 77, 2010). It sees no parameter that matters only together with another.

use std::cmp::Ordering;

use model::Theory;

use super::headline::Headline;
use crate::pair::{Pair, differences};

/// Draws of a third must be at least so many, or it says nothing (judgement).
const LEAST: usize = 5;

/// A third of the draws, by one parameter.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Third {
    /// Full name of the parameter.
    pub parameter: String,
    /// What it means.
    pub meaning: &'static str,
    /// Key of its source, or `judgement`.
    pub source: &'static str,
    /// Whether it is the third with the high values.
    pub high: bool,
    /// The values of the third: from, to.
    pub values: (f64, f64),
    /// Its draws that have not the sign of the most, and all its draws.
    pub against: (usize, usize),
    /// Whether its median difference has the other sign.
    pub turns: bool,
    /// The chance that a third taken at random has as many draws against.
    pub chance: f64,
}

/// What the thirds say.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Discovery {
    /// Draws that have not the sign of the most, and all draws.
    pub against: (usize, usize),
    /// Thirds that were looked at.
    pub looked: usize,
    /// Thirds that turn the sign, or that chance alone would hardly bring, the strongest first.
    pub found: Vec<Third>,
}

/// The thirds of the draws that stand against the headline.
pub(super) fn discover(pair: &Pair, headline: &Headline) -> Discovery {
    let sign = if headline.up() { 1.0 } else { -1.0 };
    let row = &headline.row;
    let both = differences::paired(pair, row.variable, row.window);
    let deltas: Vec<f64> = both.iter().map(|(base, changed)| sign * (changed - base)).collect();
    let wanted = if headline.up() { Ordering::Greater } else { Ordering::Less };
    let stands: Vec<bool> =
        both.iter().map(|pair| differences::compare(pair) != Some(wanted)).collect();
    let against = stands.iter().filter(|stands| **stands).count();
    let mut found = Discovery { against: (against, deltas.len()), looked: 0, found: Vec::new() };
    if deltas.len() / 3 < LEAST || against == 0 {
        return found;
    }
    let draws = pair.changed.sample();
    for (place, parameter) in Theory::parameters().into_iter().enumerate() {
        let value = |draw: usize| draws[draw].parameters.get(place).copied().unwrap_or(f64::NAN);
        let mut order: Vec<usize> = (0..deltas.len()).collect();
        order.sort_by(|&a, &b| value(a).total_cmp(&value(b)));
        if value(order[0]) == value(order[order.len() - 1]) {
            continue;
        }
        let many = order.len() / 3;
        for (high, part) in [(false, &order[..many]), (true, &order[order.len() - many..])] {
            let mut own: Vec<f64> = part.iter().map(|&draw| deltas[draw]).collect();
            let count = part.iter().filter(|&&draw| stands[draw]).count();
            let [median] = crate::summary::quantiles(&mut own, &[0.5]);
            found.looked += 1;
            found.found.push(Third {
                parameter: parameter.full_name(),
                meaning: parameter.declared.meaning,
                source: parameter.declared.source,
                high,
                values: (value(part[0]), value(part[many - 1])),
                against: (count, many),
                turns: median < 0.0,
                chance: at_least(count, many, against, deltas.len()),
            });
        }
    }
    /// Familywise: what chance alone brings once in twenty reports.
    const ONCE_IN_TWENTY: f64 = 0.05;
    let most = ONCE_IN_TWENTY / found.looked.max(1) as f64;
    found.found.retain(|third| third.turns || third.chance < most);
    found.found.sort_by(|a, b| {
        let share = |third: &Third| third.against.0 as f64 / third.against.1 as f64;
        share(b).total_cmp(&share(a)).then_with(|| a.parameter.cmp(&b.parameter))
    });
    found
}

/// The chance of at least `count` marked draws among `many` taken at random without putting back from
/// `all`, of which `marked` are (the hypergeometric tail: Fisher's exact test).
fn at_least(count: usize, many: usize, marked: usize, all: usize) -> f64 {
    let top = many.min(marked);
    let log = |n: usize, k: usize| {
        let factorial = |n: usize| libm::lgamma(n as f64 + 1.0);
        factorial(n) - factorial(k) - factorial(n - k)
    };
    let possible = |n: &usize| many - n <= all - marked;
    let one = |n: usize| libm::exp(log(marked, n) + log(all - marked, many - n) - log(all, many));
    (count..=top).filter(possible).map(one).sum::<f64>().min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tail_is_that_of_the_urn() {
        // Two of two from four with two marked: 1/6; at least none: certain.
        assert!((at_least(2, 2, 2, 4) - 1.0 / 6.0).abs() < 1e-12);
        assert!((at_least(0, 2, 2, 4) - 1.0).abs() < 1e-12);
        assert!((at_least(4, 10, 10, 30) - at_least(5, 10, 10, 30) - exactly(4)).abs() < 1e-12);
    }

    /// C(10, n) C(20, 10 - n) / C(30, 10), in whole numbers.
    fn exactly(n: u64) -> f64 {
        let choose = |n: u64, k: u64| (0..k).fold(1_u64, |all, i| all * (n - i) / (i + 1));
        (choose(10, n) * choose(20, 10 - n)) as f64 / choose(30, 10) as f64
    }
}
