//! # Collect the tax in kind
//!
//! A known share of the harvest is due, collected over the months after it; who has little is let
//! off in part. What is left may be sold.
//!
//! Refuted by: deliveries under the tax that follow the surplus, as under the levy.

use crate::prelude::*;

/// The tax in grain.
#[derive(Clone, Debug, Parameters)]
pub struct CollectTaxInKind {
    /// Part of the tax due that is really collected where the state is in control.
    #[prior(Uniform(0.80, 0.98), unit = "share", source = "judgement, plan and yield of 1921/22")]
    pub collected: f64,
    /// Part of the food norm until the harvest below which a household is let off.
    #[prior(Uniform(0.45, 0.65), unit = "share", source = "judgement")]
    pub exempt: f64,
    /// How much a tax fixed in advance discourages, against a levy on what is found.
    #[prior(Uniform(0.05, 0.25), unit = "share", source = "judgement")]
    pub discourages: f64,
    /// Share of the year's tax demanded in a month, times the usual share of sales.
    #[prior(Uniform(1.2, 1.8), unit = "times", source = "judgement")]
    pub pace: f64,
    /// Most of a household's grain that can fall due in a month.
    #[prior(Fixed(0.5), unit = "share of the grain", source = "judgement")]
    pub month_most: f64,
}

impl CollectTaxInKind {
    /// Share of a household's grain due in a month, given the yearly rate on the harvest and the
    /// usual share of the year's sales that falls in it.
    pub fn due(&self, rate: f64, season: f64) -> f64 {
        (rate * self.pace * season * self.collected).min(self.month_most)
    }
}

impl Mechanism for CollectTaxInKind {
    const CARD: Card = Card {
        name: "collect-tax-in-kind",
        card: "E4",
        summary: "A known share of the harvest is due in grain.",
        claims: &["nep-pacifies-peasantry"],
        edges: &[("market_freedom", "procurement_rate")],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, v: View<'_>) {
        let share = self.due(v.instruments.tax_in_kind, v.season.sales);
        if share <= 0.0 {
            return;
        }
        let months = f64::from(v.season.to_harvest.max(1));
        for region in v.rows.ids() {
            let reach = v.control[region] * (1.0 - v.rising[region]).max(0.0);
            let rows = &v.rows[region];
            let columns =
                (v.weight.of(rows), v.mouths.of(rows), v.hidden.of(rows), v.grain.of_mut(rows));
            let taken = pass(
                columns,
                #[inline(always)]
                |taken: &mut i64, (weight, mouths, hidden, grain)| {
                    for i in 0..LANES {
                        let exempt = f64::from(mouths[i]) * v.norms.food * self.exempt * months;
                        let stock = f64::from(grain[i]) + f64::from(hidden[i]);
                        let spare = (stock - exempt).max(0.0);
                        let due = whole((stock * share * reach).min(spare)).min(grain[i]);
                        grain[i] -= due;
                        *taken += i64::from(due) * i64::from(weight[i]);
                    }
                },
            );
            v.taken_month[region] += Kilograms(taken);
            v.procured[region] += Kilograms(taken);
            v.state_grain[region] += Kilograms(taken);
            // A tax fixed in advance weighs less on what more a household sows than a levy does.
            v.taken[region] += Kilograms(taken).share(self.discourages);
        }
    }
}

view! {
    reads {
        rows: Column<Region, std::ops::Range<usize>> = households.rows;
        weight: Column<Household, u32> = households.weight;
        mouths: Column<Household, u8> = households.mouths;
        hidden: Column<Household, u32> = households.hidden;
        control: Column<Region, f64> = regions.control;
        rising: Column<Region, f64> = regions.rising;
        instruments: Instruments = instruments;
        season: Season = season;
        norms: Norms = norms;
    }
    changes {
        grain: Column<Household, u32> = households.grain;
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
    fn a_higher_rate_takes_more_and_none_takes_nothing() {
        let rule = CollectTaxInKind::central();
        assert_eq!(rule.due(0.0, 0.2), 0.0);
        assert!(rule.due(0.10, 0.2) > rule.due(0.05, 0.2));
    }
}
