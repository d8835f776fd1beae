//! Norms that several mechanisms share: what a mouth eats, what an animal is fed, and the prices and
//! the income of 1913 that others are measured by.

use kernel_derive::Parameters;
use serde::{Deserialize, Serialize};

/// Norms of the use of grain, and measures of 1913.
#[derive(Clone, Debug, PartialEq, Parameters, Serialize, Deserialize)]
pub struct Norms {
    /// Grain that a rural mouth eats in a month when there is enough.
    #[prior(Normal(20.4, 0.5), unit = "kg a mouth a month", source = "judgement, card E2")]
    pub food: f64,
    /// Grain that a townsman or soldier eats in a month when there is enough.
    #[prior(Normal(15.0, 0.6), unit = "kg a head a month", source = "judgement, card E2")]
    pub town_food: f64,
    /// Grain that a horse is fed in a month when there is enough.
    #[prior(
        Normal(34.0, 2.0),
        unit = "kg a horse a month",
        source = "judgement, feed share of the harvest of 1925/26"
    )]
    pub horse_feed: f64,
    /// Grain for a head of cattle.
    #[prior(
        Normal(7.0, 0.6),
        unit = "kg a head a month",
        source = "judgement, feed share of the harvest of 1925/26"
    )]
    pub cattle_feed: f64,
    /// Grain for a pig.
    #[prior(
        Normal(10.0, 0.8),
        unit = "kg a head a month",
        source = "judgement, feed share of the harvest of 1925/26"
    )]
    pub pig_feed: f64,
    /// Seed for a hectare of all crops.
    #[prior(Uniform(112.0, 122.0), unit = "kg a hectare", source = "judgement, card E1")]
    pub seed: f64,
    /// Hectares that a horse can work in time.
    #[prior(
        Normal(4.8, 0.25),
        unit = "hectares a horse",
        source = "judgement, herd and area of 1916 and 1922"
    )]
    pub horse_reach: f64,
    /// Share of townspeople who work or look for work.
    #[prior(Uniform(0.42, 0.455), unit = "share", source = "judgement, census of 1926")]
    pub active: f64,
    /// Price of grain at the farm gate in 1913.
    #[prior(Normal(5.5, 0.3), unit = "kopecks of 1913 a kg", source = "judgement")]
    pub grain_price: f64,
    /// Price of a tonne of grain at the port in 1913.
    #[prior(
        Normal(79.0, 4.0),
        unit = "gold roubles a tonne",
        source = "judgement, home price at 70 per cent of the world price"
    )]
    pub port_price: f64,
    /// National income of 1913 on the territory.
    #[prior(
        Normal(14500.0, 1000.0),
        unit = "million roubles of 1913 a year",
        source = "judgement"
    )]
    pub income_1913: f64,
}
