//! # Requisition
//!
//! A quota is laid on the region; peasants hide part of their grain, more of it the heavier the
//! quota; detachments find part of what is hidden. Under the emergency measures of 1928 the same
//! pressure falls on those who hold back grain. A quota can be met beyond the surplus, at the cost
//! of food and seed.
//!
//! Refuted by: deliveries that do not depend on detachments, or hiding that does not rise with the
//! quota.

use crate::measures::MILLION_TONNES;
use crate::prelude::*;

/// Compulsory delivery, hiding and search.
#[derive(Clone, Debug, Parameters)]
pub struct Requisition {
    /// Power of detachments: villages searched a month for each man.
    #[prior(LogNormal(1.0, 0.35), unit = "villages a man a month", source = "judgement, card E4")]
    pub search: f64,
    /// Villages of the country.
    #[prior(Fixed(400.0), unit = "thousand villages", source = "judgement")]
    pub villages: f64,
    /// Largest share of the grain above the norm that is hidden.
    #[prior(Uniform(0.2, 0.5), unit = "share", source = "judgement, card E4")]
    pub hidden_most: f64,
    /// Share of the year's quota demanded in a month, times the usual share of sales.
    #[prior(Uniform(1.0, 1.5), unit = "times", source = "judgement")]
    pub pace: f64,
    /// Part of the food norm that is spared when the quota is collected.
    #[prior(Uniform(0.65, 0.85), unit = "share", source = "judgement")]
    pub food_spared: f64,
    /// Part of the surplus that emergency pressure at full strength takes in a month.
    #[prior(Uniform(0.02, 0.05), unit = "share a month", source = "judgement")]
    pub emergency: f64,
    /// Most of the grain above the spared norm that a quota takes in a month.
    #[prior(Fixed(0.5), unit = "share a month", source = "judgement")]
    pub taken_most: f64,
}

impl Requisition {
    /// Share of the grain above the norm that is hidden under this quota, both in tonnes.
    pub fn hides(&self, quota: f64, surplus: f64) -> f64 {
        self.hidden_most * quota / (quota + surplus).max(1.0)
    }

    /// Share of the hidden grain that detachments find in a month.
    pub fn finds(&self, men_thousand: f64) -> f64 {
        1.0 - libm::exp(-self.search * men_thousand / self.villages)
    }
}

impl Mechanism for Requisition {
    const CARD: Card = Card {
        name: "requisition",
        card: "E4",
        summary: "Quotas, hiding and search.",
        claims: &[],
        edges: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, mut v: View<'_>) {
        let emergency = v.instruments.grain_policy == GrainPolicy::Extraordinary;
        let quota = v.instruments.grain_quota * MILLION_TONNES;
        let month = (quota * self.pace * v.season.sales).min(quota);
        let above: Vec<f64> = v.rows.ids().map(|r| self.above_norm(&v, r) * v.control[r]).collect();
        let total: f64 = above.iter().sum();
        let found = self.finds(v.instruments.detachments);
        let pressure = v.instruments.coercion.clamp(0.0, 1.0);
        for region in v.rows.ids() {
            let here = above[region.number()];
            let share = if here <= 0.0 {
                0.0
            } else if emergency {
                self.emergency * pressure
            } else {
                let part = month * here / total.max(1.0);
                (part / here).min(self.taken_most) * pressure
            };
            let hides = if emergency { 0.0 } else { self.hides(quota, total) };
            let reach = v.control[region] * (1.0 - v.rising[region]).max(0.0);
            self.collect(&mut v, region, share * reach, hides, found);
        }
    }
}

impl Requisition {
    /// Grain above the spared norm in a region, kg.
    fn above_norm(&self, v: &View<'_>, region: Id<Region>) -> f64 {
        let spared = self.spared(v);
        let rows = &v.rows[region];
        let columns = (v.weight.of(rows), v.mouths.of(rows), v.grain.of(rows), v.hidden.of(rows));
        pass(
            columns,
            #[inline(always)]
            |sum: &mut f64, (weight, mouths, grain, hidden)| {
                for i in 0..LANES {
                    *sum += above(mouths[i], grain[i], hidden[i], spared) * f64::from(weight[i]);
                }
            },
        )
    }

    /// Grain that is spared for each mouth until the harvest, kg, factor by factor.
    fn spared(&self, v: &View<'_>) -> [f64; 3] {
        [v.norms.food, self.food_spared, f64::from(v.season.to_harvest.max(1))]
    }

    fn collect(&self, v: &mut View<'_>, region: Id<Region>, share: f64, hides: f64, found: f64) {
        let spared = self.spared(v);
        let rows = &v.rows[region];
        let columns =
            (v.weight.of(rows), v.mouths.of(rows), v.grain.of_mut(rows), v.hidden.of_mut(rows));
        let taken = pass(
            columns,
            #[inline(always)]
            |taken: &mut i64, (weight, mouths, grain, hidden)| {
                for i in 0..LANES {
                    let above = above(mouths[i], grain[i], hidden[i], spared);
                    // Grain is hidden up to the share that seems safe, and found in part.
                    let safe = whole(above * hides);
                    let to_hide = safe.saturating_sub(hidden[i]).min(grain[i]);
                    grain[i] -= to_hide;
                    let found_here = whole(f64::from(hidden[i] + to_hide) * found);
                    hidden[i] = hidden[i] + to_hide - found_here;
                    grain[i] += found_here;
                    let due = whole(above * share).min(grain[i]);
                    grain[i] -= due;
                    *taken += i64::from(due) * i64::from(weight[i]);
                }
            },
        );
        v.taken_month[region] += Kilograms(taken);
        v.procured[region] += Kilograms(taken);
        v.state_grain[region] += Kilograms(taken);
        v.taken[region] += Kilograms(taken);
    }
}

/// Grain of a household above what is spared, kg.
#[inline(always)]
fn above(mouths: u8, grain: u32, hidden: u32, [norm, share, months]: [f64; 3]) -> f64 {
    let food = f64::from(mouths) * norm * share * months;
    (f64::from(grain) + f64::from(hidden) - food).max(0.0)
}

view! {
    reads {
        rows: Column<Region, std::ops::Range<usize>> = households.rows;
        weight: Column<Household, u32> = households.weight;
        mouths: Column<Household, u8> = households.mouths;
        control: Column<Region, f64> = regions.control;
        rising: Column<Region, f64> = regions.rising;
        instruments: Instruments = instruments;
        season: Season = season;
        norms: Norms = norms;
    }
    changes {
        grain: Column<Household, u32> = households.grain;
        hidden: Column<Household, u32> = households.hidden;
        state_grain: Column<Region, Kilograms> = regions.state_grain;
        taken: Column<Region, Kilograms> = regions.taken;
        taken_month: Column<Region, Kilograms> = grain.taken;
        procured: Column<Region, Kilograms> = grain.procured;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heavier_quota_hides_more_and_more_men_find_more() {
        let rule = Requisition::central();
        assert!(rule.hides(6e9, 8e9) > rule.hides(2e9, 8e9));
        assert!(rule.finds(80.0) > rule.finds(20.0));
        assert_eq!(rule.finds(0.0), 0.0);
        assert!(rule.hides(1e12, 1.0) <= rule.hidden_most);
    }
}
