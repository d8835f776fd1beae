//! Sums of real numbers over rows that are the same bits in whatever order the rows stand.

/// A number to which another is added and from which it is taken again: what is left of the other
/// lies on a grid of 2 to the power of -30, the last place of numbers as large as this one.
const GRID: f64 = 6_291_456.0;

/// A number on the grid on which sums are exact, a billionth away at most.
///
/// Sums of such numbers lose nothing while they stay below 2 to the power of 23, which is ten times
/// the members of the party; and what loses nothing does not depend on the order. It holds for
/// numbers below two million.
#[inline]
#[must_use]
pub fn exact(x: f64) -> f64 {
    (x + GRID) - GRID
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers without any pattern in their last places.
    fn rough(i: u32) -> f64 {
        (f64::from(i) * 0.618_033_988_749_895).fract() - 0.5
    }

    #[test]
    fn what_is_on_the_grid_stays_and_nothing_moves_by_more_than_a_billionth() {
        for x in (0..1000).map(rough).chain([0.0, 1.0, -1.0]) {
            assert!((exact(x) - x).abs() < 1e-9);
            assert_eq!(exact(exact(x)), exact(x));
        }
    }

    #[test]
    fn sums_are_the_same_bits_in_any_order() {
        let sum =
            |order: &mut dyn Iterator<Item = u32>| order.map(|i| exact(rough(i))).sum::<f64>();
        let (up, down) = (sum(&mut (0..10_000)), sum(&mut (0..10_000).rev()));
        assert_eq!(up.to_bits(), down.to_bits());
        // Without the grid they are not, or the test would show nothing.
        let (up, down): (f64, f64) =
            ((0..10_000).map(rough).sum(), (0..10_000).rev().map(rough).sum());
        assert_ne!(up.to_bits(), down.to_bits());
    }
}
