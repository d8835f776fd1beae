//! # Harvest
//!
//! A field gives what its soil gives in a mean year, times the weather, times the state of the
//! horses and hands that worked it. Weather is shared in part by the whole country; a drought that
//! is on record comes as a shock on top. Each household's own luck is small beside that.
//!
//! Refuted by: regional harvests that do not move with rain, or that move as much in good years.

use kernel::curves::exp;

use crate::measures::HECTARE;
use crate::prelude::*;

/// Harvest by region: Cobb-Douglas around the sown area, with weather.
#[derive(Clone, Debug, Parameters)]
pub struct Harvest {
    /// How strongly yields answer to horses per hectare.
    #[prior(Uniform(0.15, 0.30), unit = "elasticity", source = "judgement, card E1")]
    pub horses: f64,
    /// How strongly yields answer to rural people per hectare.
    #[prior(Uniform(0.05, 0.25), unit = "elasticity", source = "judgement")]
    pub hands: f64,
    /// Spread of the weather of a region from year to year.
    #[prior(Uniform(0.08, 0.14), unit = "log standard deviation", source = "judgement, card E1")]
    pub weather_spread: f64,
    /// Share of that spread that all regions have in common.
    #[prior(Uniform(0.15, 0.45), unit = "share", source = "judgement")]
    pub weather_common: f64,
    /// Spread of one household's yield around that of its region.
    #[prior(Uniform(0.12, 0.25), unit = "log standard deviation", source = "judgement")]
    pub own_luck: f64,
    /// Horses per hectare at which a field is worked in time.
    #[prior(
        Normal(0.33, 0.02),
        unit = "horses a hectare",
        source = "judgement, herd of 1916 over its area"
    )]
    pub horses_normal: f64,
    /// Rural people per hectare at which a field is worked in time.
    #[prior(
        Normal(1.15, 0.05),
        unit = "persons a hectare",
        source = "judgement, rural people of 1916 over the area"
    )]
    pub hands_normal: f64,
}

impl Harvest {
    /// Yield of a region in kg a hectare, given its normal yield, weather, and horses and people
    /// per hectare. More horses or hands than normal add nothing.
    pub fn yield_of(&self, normal: f64, weather: f64, horses: f64, people: f64) -> f64 {
        let horse_factor = libm::pow((horses / self.horses_normal).clamp(0.05, 1.0), self.horses);
        let hand_factor = libm::pow((people / self.hands_normal).clamp(0.05, 1.0), self.hands);
        normal * weather * horse_factor * hand_factor
    }

    /// The weather of a region: its shock, times a lognormal factor of mean one made of a common
    /// and an own normal number.
    pub fn weather(&self, shock: f64, common: f64, own: f64) -> f64 {
        let sd = self.weather_spread;
        let z =
            libm::sqrt(self.weather_common) * common + libm::sqrt(1.0 - self.weather_common) * own;
        shock * of_mean_one(sd, z)
    }
}

/// A lognormal factor of mean one and log standard deviation `spread`, at the standard normal
/// number `z`: half the variance is taken off so that the mean is one.
#[inline(always)]
fn of_mean_one(spread: f64, z: f64) -> f64 {
    exp(spread * z - 0.5 * spread * spread)
}

impl Mechanism for Harvest {
    const CARD: Card = Card {
        name: "harvest",
        card: "E1",
        summary: "Fields give by weather, horses and hands.",
        claims: &["harvest-1921-large", "harvest-1922-large"],
        edges: &[("weather_shock", "grain_harvest"), ("sown_area", "grain_harvest")],
    };
    type View<'a> = View<'a>;

    fn step(&self, dice: Dice, v: View<'_>) {
        let common = dice.of("common-weather").throw(Lineage(0)).normal(0);
        for region in v.shock.ids() {
            let own = dice.of("weather").throw(Lineage(region.number() as u64)).normal(0);
            let weather = self.weather(v.shock[region], common, own);
            let area = v.sown_region[region].real().max(1.0) / HECTARE;
            let horses = v.horses[region] as f64 / area;
            let people = v.rural[region].real() / area;
            let yield_kg = self.yield_of(v.yield_normal[region], weather, horses, people);
            let rows = &v.rows[region];
            let columns =
                (v.lineage.of(rows), v.weight.of(rows), v.sown.of(rows), v.grain.of_mut(rows));
            let total = pass(
                columns,
                #[inline(always)]
                |total: &mut i64, (lineage, weight, sown, grain)| {
                    let luck = dice.throw_block(lineage).normals(0);
                    for i in 0..LANES {
                        let factor = of_mean_one(self.own_luck, luck[i]);
                        let kg = whole(f64::from(sown[i]) / HECTARE * yield_kg * factor);
                        grain[i] += kg;
                        *total += i64::from(kg) * i64::from(weight[i]);
                    }
                },
            );
            v.harvest[region] += Kilograms(total);
        }
    }
}

view! {
    reads {
        rows: Column<Region, std::ops::Range<usize>> = households.rows;
        lineage: Column<Household, Lineage> = households.lineage;
        weight: Column<Household, u32> = households.weight;
        sown: Column<Household, u32> = households.sown;
        shock: Column<Region, f64> = regions.weather;
        sown_region: Column<Region, Hectares> = regions.sown;
        horses: Column<Region, i64> = regions.horses;
        rural: Column<Region, People> = regions.rural;
        yield_normal: Column<Region, f64> = regions.yield_normal;
    }
    changes {
        grain: Column<Household, u32> = households.grain;
        harvest: Column<Region, Kilograms> = grain.harvest;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yields_fall_with_horses_and_rain_and_never_beat_the_normal_by_hands() {
        let rule = Harvest::central();
        let normal = rule.yield_of(700.0, 1.0, rule.horses_normal, rule.hands_normal);
        assert_eq!(normal, 700.0);
        assert!(rule.yield_of(700.0, 1.0, 0.5 * rule.horses_normal, 2.0) < normal);
        assert!(rule.yield_of(700.0, 0.3, rule.horses_normal, 2.0) < 0.31 * normal);
        assert_eq!(rule.yield_of(700.0, 1.0, 9.0, 9.0), normal);
    }

    #[test]
    fn weather_has_mean_one() {
        // Mean of a lognormal by 2,000 equally likely values; the error of such a midpoint rule in
        // the tails is below 0.002.
        let rule = Harvest::central();
        let n = 2000;
        let sum: f64 = (0..n)
            .map(|i| {
                let z = kernel::parameter::normal_quantile((f64::from(i) + 0.5) / f64::from(n));
                let common = libm::sqrt(rule.weather_common) * z;
                let own = libm::sqrt(1.0 - rule.weather_common) * z;
                rule.weather(1.0, common, own)
            })
            .sum();
        assert!((sum / f64::from(n) - 1.0).abs() < 0.002);
    }
}
