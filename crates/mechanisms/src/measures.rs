//! Weights and measures: how the whole numbers of the columns stand to the units of the rules.
//! Conversions and definitions only; none of them can be otherwise.

/// Months in a year.
pub const MONTHS: f64 = 12.0;
/// Kopecks in a rouble.
pub const KOPECKS: f64 = 100.0;
/// Kopecks in a million roubles.
pub const MILLION_ROUBLES: f64 = 1e8;
/// A thousand.
pub const THOUSAND: f64 = 1000.0;
/// A million.
pub const MILLION: f64 = 1e6;
/// Parts in a hectare: land is counted in hundredths of a hectare.
pub const HECTARE: f64 = 100.0;
/// Parts in a whole, where shares are counted in percent.
pub const PERCENT: f64 = 100.0;
/// Kilograms in a tonne.
pub const TONNE: f64 = 1000.0;
/// Kilograms in a million tonnes.
pub const MILLION_TONNES: f64 = 1e9;
/// Kopecks a kilogram in a rouble a tonne.
pub const KOPECKS_A_KILOGRAM: f64 = 0.1;
/// Roubles a tonne in a kopeck a kilogram.
pub const ROUBLES_A_TONNE: f64 = 10.0;
