//! Shapley values: a whole shared out among the players who bring it about.
//!
//! The share of a player is what he adds when he joins, averaged over all orders in which the players
//! can join (L. S. Shapley, "A Value for n-Person Games", in Contributions to the Theory of Games II,
//! 1953). It is the only rule by which the shares add up to the whole, players who do the same get the
//! same, who adds nothing gets nothing, and shares of sums are sums of shares. A coalition is a set of
//! players, written as bits: player i is in it if bit i is set.

use kernel::chance::decision;
use kernel::{Dice, Lineage};

/// A set of players.
pub type Coalition = u64;

/// The most players that a coalition can tell apart.
pub const MOST: usize = 63;

/// All of so many players.
pub fn everyone(players: usize) -> Coalition {
    (1 << players) - 1
}

/// The exact values. `worth` is asked for every coalition, also the empty one; the values add up to
/// the worth of everyone less that of nobody.
pub fn exact(players: usize, worth: impl Fn(Coalition) -> f64) -> Vec<f64> {
    let mut values = vec![0.0; players];
    for (player, value) in values.iter_mut().enumerate() {
        let bit = 1 << player;
        for coalition in (0..=everyone(players)).filter(|coalition| coalition & bit == 0) {
            let joins = coalition.count_ones() as usize;
            *value += weight(joins, players) * (worth(coalition | bit) - worth(coalition));
        }
    }
    values
}

/// The share of all orders in which a player comes directly after `before` given others:
/// before! (players - before - 1)! / players!.
fn weight(before: usize, players: usize) -> f64 {
    let mut ways = 1.0;
    for place in 0..before {
        ways *= (place + 1) as f64 / (players - 1 - place) as f64;
    }
    ways / players as f64
}

/// The values over these orders only, each a list of all players. They add up to the same whole; as
/// the orders become many, they come to the exact ones.
pub fn sampled(
    players: usize,
    orders: &[Vec<usize>],
    worth: impl Fn(Coalition) -> f64,
) -> Vec<f64> {
    let mut values = vec![0.0; players];
    for order in orders {
        let mut coalition = 0;
        for &player in order {
            let joined = coalition | 1 << player;
            values[player] += worth(joined) - worth(coalition);
            coalition = joined;
        }
    }
    values.iter_mut().for_each(|value| *value /= orders.len().max(1) as f64);
    values
}

/// The coalitions that [`sampled`] asks for, each once, in order of their numbers.
pub fn asked(orders: &[Vec<usize>]) -> Vec<Coalition> {
    let mut all = vec![0];
    for order in orders {
        let mut coalition = 0;
        for &player in order {
            coalition |= 1 << player;
            all.push(coalition);
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// Some orders of the players, drawn at an address of their own: the same seed and draw give the
/// same. Each comes with its reverse, so that who comes early in one comes late in the other.
pub fn orders(players: usize, pairs: usize, seed: u64, draw: u32) -> Vec<Vec<usize>> {
    let dice = Dice::new(seed, decision("explain"), model::FIRST);
    let who = Lineage(u64::from(draw));
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let drawn = (0..pairs).map(|pair| {
        let mut order: Vec<usize> = (0..players).collect();
        for place in (1..players).rev() {
            let throw = dice.throw(who.child(number(pair)).child(number(place)));
            let other = (throw.unit(0) * (place + 1) as f64) as usize;
            order.swap(place, other.min(place));
        }
        order
    });
    drawn.flat_map(|order| [order.iter().rev().copied().collect(), order]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sums and differences of at most a few hundred numbers near 1, each right to 1e-16.
    const ROUNDING: f64 = 1e-12;

    fn close(found: &[f64], expected: &[f64]) {
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < ROUNDING, "{found} {expected}");
        }
    }

    fn has(coalition: Coalition, player: usize) -> f64 {
        f64::from(u8::from(coalition >> player & 1 == 1))
    }

    /// Two that need each other, one that hinders the first, one that does nothing.
    fn toy(coalition: Coalition) -> f64 {
        let [a, b, c] = [0, 1, 2].map(|player| has(coalition, player));
        5.0 + a * b - 0.4 * a * c + 0.3 * b
    }

    #[test]
    fn shares_add_up_to_the_whole_and_who_adds_nothing_gets_exactly_nothing() {
        let values = exact(4, toy);
        close(&[values.iter().sum()], &[toy(15) - toy(0)]);
        assert_eq!(values[3].to_bits(), 0.0_f64.to_bits());
        // By hand: a product is shared by halves.
        close(&values, &[0.5 - 0.2, 0.5 + 0.3, -0.2, 0.0]);
    }

    #[test]
    fn players_who_do_the_same_get_the_same_and_parts_that_add_are_found_again() {
        let pair = exact(3, |c| (has(c, 0) + has(c, 1)) * (1.0 + has(c, 2)));
        close(&pair[..1], &pair[1..2]);
        let parts = [0.25, -3.0, 0.0, 7.5, 1e-3];
        let sum = |c: Coalition| (0..5).map(|player| parts[player] * has(c, player)).sum();
        close(&exact(5, sum), &parts);
    }

    #[test]
    fn sampled_shares_add_up_too_and_come_near_the_exact_ones() {
        let worth = |c: Coalition| {
            (0..7).map(|p| has(c, p) * (1.0 + has(c, (p + 1) % 7) * p as f64)).sum::<f64>()
        };
        let (exact, whole) = (exact(7, worth), worth(everyone(7)) - worth(0));
        let error = |pairs: usize| {
            let values = sampled(7, &orders(7, pairs, 1917, 3), worth);
            close(&[values.iter().sum()], &[whole]);
            values.iter().zip(&exact).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
        };
        // A pair of an order and its reverse shares each product by halves, as the exact rule does.
        assert!(error(1) < ROUNDING, "{}", error(1));
        let three = |c: Coalition| has(c, 0) * has(c, 1) * has(c, 2) + has(c, 3) * has(c, 4);
        let values = |pairs| sampled(5, &orders(5, pairs, 1917, 3), three);
        let exact = super::exact(5, three);
        let error = |pairs| {
            let pairs: Vec<f64> = values(pairs);
            pairs.iter().zip(&exact).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
        };
        // Three standard errors of a share of 0 or 1 over 2000 orders is 0.03.
        assert!(error(1000) < 0.03 && error(1) > 0.03, "{} {}", error(1), error(1000));
    }

    #[test]
    fn orders_are_orders_and_ask_for_coalitions_that_hold_nobody_and_everybody() {
        let orders = orders(6, 4, 7, 1);
        assert_eq!(orders.len(), 8);
        for order in &orders {
            let mut sorted = order.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, (0..6).collect::<Vec<_>>());
        }
        let asked = asked(&orders);
        assert_eq!((asked.first(), asked.last()), (Some(&0), Some(&everyone(6))));
        assert!(asked.len() <= 2 + 8 * 5);
    }
}
