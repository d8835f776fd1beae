//! Whole numbers out of real ones, in a shape that processors work out many at a time.

/// From here on a real number has no places after the point: 2 to the power of 52.
pub(crate) const NO_FRACTION: f64 = 4_503_599_627_370_496.0;

/// The whole part of `x`, exactly as `x as u32` gives it: 0 for what is negative or no number, the
/// greatest `u32` for what is above it. Compilers turn the cast into one step a number; this they
/// turn into steps of eight.
#[inline(always)]
#[must_use]
pub fn whole(x: f64) -> u32 {
    // Written as comparisons, since these also turn what is no number into zero.
    let x = if x > 0.0 { x } else { 0.0 };
    let x = if x < f64::from(u32::MAX) { x } else { f64::from(u32::MAX) };
    (x.floor() + NO_FRACTION).to_bits() as u32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::whole;

    #[test]
    fn the_edges_are_those_of_the_cast() {
        let top = f64::from(u32::MAX);
        for x in [0.0, -0.0, 0.5, 1.0, 1.5, 2.5, top - 0.5, top, top + 1.0, 1e300, -1.0, 1e-320] {
            assert_eq!(whole(x), x as u32, "{x}");
        }
        assert_eq!(whole(f64::NAN), 0);
        assert_eq!(whole(f64::INFINITY), u32::MAX);
        assert_eq!(whole(0.999_999_999_999_999_9), 0);
    }

    proptest! {
        #[test]
        fn it_is_the_cast(x in -10.0f64..5e9, near in 0u32..u32::MAX, bit in -2i64..3) {
            prop_assert_eq!(whole(x), x as u32);
            // Beside whole numbers, where rounding could go wrong.
            let beside = f64::from_bits((f64::from(near).to_bits() as i64 + bit) as u64);
            prop_assert_eq!(whole(beside), beside as u32);
        }
    }
}
