//! What is counted, with its unit in the type. Counted things are integers and are conserved.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Neg, Sub, SubAssign};

use serde::{Deserialize, Serialize};

macro_rules! quantity {
    ($(#[$doc:meta])* $name:ident, $unit:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(Serialize, Deserialize)]
        #[repr(transparent)]
        pub struct $name(pub i64);

        impl $name {
            /// Nothing of it.
            pub const ZERO: $name = $name(0);
            /// The unit, as printed.
            pub const UNIT: &'static str = $unit;

            /// The whole part of `amount`, never below zero.
            #[inline]
            pub fn floor(amount: f64) -> $name {
                $name(if amount > 0.0 { amount as i64 } else { 0 })
            }

            /// This share of it, rounded down. `share` is held within 0 to 1, so that no more can
            /// be taken than there is.
            #[inline]
            #[must_use]
            pub fn share(self, share: f64) -> $name {
                $name((self.0 as f64 * share.clamp(0.0, 1.0)) as i64)
            }

            /// The smaller of the two.
            #[inline]
            #[must_use]
            pub fn at_most(self, most: $name) -> $name {
                $name(self.0.min(most.0))
            }

            /// What is above `floor`, or nothing.
            #[inline]
            #[must_use]
            pub fn above(self, floor: $name) -> $name {
                $name((self.0 - floor.0).max(0))
            }

            /// As a real number, for rates and ratios.
            #[inline]
            pub fn real(self) -> f64 {
                self.0 as f64
            }
        }

        impl Add for $name {
            type Output = $name;
            #[inline]
            fn add(self, other: $name) -> $name { $name(self.0 + other.0) }
        }
        impl Sub for $name {
            type Output = $name;
            #[inline]
            fn sub(self, other: $name) -> $name { $name(self.0 - other.0) }
        }
        impl Neg for $name {
            type Output = $name;
            #[inline]
            fn neg(self) -> $name { $name(-self.0) }
        }
        impl Mul<i64> for $name {
            type Output = $name;
            #[inline]
            fn mul(self, times: i64) -> $name { $name(self.0 * times) }
        }
        impl AddAssign for $name {
            #[inline]
            fn add_assign(&mut self, other: $name) { self.0 += other.0; }
        }
        impl SubAssign for $name {
            #[inline]
            fn sub_assign(&mut self, other: $name) { self.0 -= other.0; }
        }
        impl Sum for $name {
            fn sum<I: Iterator<Item = $name>>(all: I) -> $name {
                $name(all.map(|one| one.0).sum())
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{} {}", self.0, $unit)
            }
        }
    };
}

quantity!(
    /// Grain of all kinds, in kilograms.
    Kilograms, "kg"
);
quantity!(
    /// Persons.
    People, "persons"
);
quantity!(
    /// Land, in hundredths of a hectare.
    Hectares, "0.01 ha"
);
quantity!(
    /// Manufactured goods, in kopecks at the prices of 1913.
    Goods, "kopecks of 1913"
);
quantity!(
    /// Foreign exchange and gold, in kopecks of the gold rouble.
    GoldKopecks, "gold kopecks"
);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_share_never_takes_more_than_there_is(n in 0i64..1_000_000_000_000, s in -1.0f64..3.0) {
            let taken = Kilograms(n).share(s);
            prop_assert!(taken >= Kilograms::ZERO && taken <= Kilograms(n));
        }
    }

    #[test]
    fn units_are_printed() {
        assert_eq!(Kilograms(5).to_string(), "5 kg");
        assert_eq!(Kilograms(5).above(Kilograms(7)), Kilograms::ZERO);
    }
}
