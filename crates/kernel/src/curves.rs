//! The exponential and the logarithm in a shape that compilers work out for many rows at a time: without
//! branches and without calls.
//!
//! The algorithms and constants are those of FDLIBM (Sun Microsystems 1993), which `libm` follows too,
//! so that the results are the same bits as those of `libm`.

use crate::whole::NO_FRACTION;

const LN2_HIGH: f64 = f64::from_bits(0x3fe6_2e42_fee0_0000);
const LN2_LOW: f64 = f64::from_bits(0x3dea_39ef_3579_3c76);

/// The upper half of the bits of a number.
#[inline(always)]
fn upper(x: f64) -> u32 {
    (x.to_bits() >> 32) as u32
}

/// e to the power of `x`, for `x` between -700 and 700.
#[inline(always)]
#[must_use]
pub fn exp(x: f64) -> f64 {
    const P: [f64; 5] = [
        f64::from_bits(0x3fc5_5555_5555_553e),
        f64::from_bits(0xbf66_c16c_16be_bd93),
        f64::from_bits(0x3f11_566a_af25_de2c),
        f64::from_bits(0xbebb_bd41_c5d2_6bf1),
        f64::from_bits(0x3e66_3769_72be_a4d0),
    ];
    let size = upper(x) & 0x7fff_ffff;
    let sign = if x < 0.0 { -1.0 } else { 1.0 };
    // How often the logarithm of 2 goes into it: to the nearest, and near 0 as FDLIBM cuts it.
    let nearest = (x * std::f64::consts::LOG2_E + 0.5 * sign).trunc();
    let below_two = if size > 0x3fd6_2e42 { sign } else { 0.0 };
    let times = if size >= 0x3ff0_a2b2 { nearest } else { below_two };
    let (high, low) = (x - times * LN2_HIGH, times * LN2_LOW);
    let rest = high - low;
    let square = rest * rest;
    let c = rest
        - square * (P[0] + square * (P[1] + square * (P[2] + square * (P[3] + square * P[4]))));
    let of_rest = 1.0 + (rest * c / (2.0 - c) - low + high);
    let of_rest = if size > 0x3e30_0000 { of_rest } else { 1.0 + x };
    // 2 to the power of `times`: the exponent of a number stands in its bits from the 52nd on.
    of_rest * f64::from_bits((times + 1023.0 + NO_FRACTION).to_bits() << 52)
}

/// The natural logarithm of `x`, for `x` from 1e-300 to 1e300.
#[inline(always)]
#[must_use]
pub fn ln(x: f64) -> f64 {
    const L: [f64; 7] = [
        f64::from_bits(0x3fe5_5555_5555_5593),
        f64::from_bits(0x3fd9_9999_9997_fa04),
        f64::from_bits(0x3fd2_4924_9422_9359),
        f64::from_bits(0x3fcc_71c5_1d8e_78af),
        f64::from_bits(0x3fc7_4664_96cb_03de),
        f64::from_bits(0x3fc3_9a09_d078_c69f),
        f64::from_bits(0x3fc2_f112_df3e_5244),
    ];
    // The upper halves of one and of the root of one half: `x` is brought between that and its double.
    const ONE: u32 = 0x3ff0_0000;
    const ROOT: u32 = 0x3fe6_a09e;
    let moved = upper(x) + (ONE - ROOT);
    let times = f64::from((moved >> 20) as i32 - 0x3ff);
    let near_one = (moved & 0x000f_ffff) + ROOT;
    let x = f64::from_bits((u64::from(near_one) << 32) | (x.to_bits() & 0xffff_ffff));
    let f = x - 1.0;
    let half_square = 0.5 * f * f;
    let s = f / (2.0 + f);
    let (z, w) = (s * s, s * s * (s * s));
    let even = w * (L[1] + w * (L[3] + w * L[5]));
    let odd = z * (L[0] + w * (L[2] + w * (L[4] + w * L[6])));
    s * (half_square + (odd + even)) + times * LN2_LOW - half_square + f + times * LN2_HIGH
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_edges_of_the_exponential_are_those_of_libm() {
        let cuts = [0x3fd6_2e42_u64, 0x3ff0_a2b2, 0x3e30_0000].map(|high| high << 32);
        let near = |bits: u64| (bits - (1 << 33)..bits + (1 << 33)).step_by((1 << 27) + 1);
        for x in cuts.into_iter().flat_map(near).map(f64::from_bits).chain([0.0, 1e-300, 700.0]) {
            assert_eq!(exp(x).to_bits(), libm::exp(x).to_bits(), "{x:e}");
            assert_eq!(exp(-x).to_bits(), libm::exp(-x).to_bits(), "-{x:e}");
        }
    }

    proptest! {
        #[test]
        fn both_are_the_bits_of_libm(x in -700.0f64..700.0, small in -1.0f64..1.0, y in -690.0f64..690.0) {
            for x in [x, small, small * small * small, small / 1e6] {
                prop_assert_eq!(exp(x).to_bits(), libm::exp(x).to_bits(), "exp {}", x);
            }
            for y in [libm::exp(y), 1.0 + small / 2.0, 1.0 + small / 1e9] {
                prop_assert_eq!(ln(y).to_bits(), libm::log(y).to_bits(), "ln {}", y);
            }
        }
    }
}
