//! # Lease land and hire labour
//!
//! Where it is allowed, a household with more horses than land takes on the land of one that has
//! no horse, and hires hands when its own do not suffice. This, not ownership, is how strata form
//! again after the levelling. It goes slowly.
//!
//! Refuted by: a top group that grows as fast without leasing as with it.

use crate::measures::HECTARE;
use crate::prelude::*;

/// The yearly market for land leases and farm hands.
#[derive(Clone, Debug, Parameters)]
pub struct LeaseAndHire {
    /// Share of horseless land that comes on the market when leasing is free.
    #[prior(Uniform(0.15, 0.35), unit = "share", source = "judgement")]
    pub offered: f64,
    /// Households with horses to spare that look for land in a year of full freedom.
    #[prior(
        Uniform(0.25, 0.45),
        unit = "share",
        source = "judgement, households leasing in 1925-26"
    )]
    pub seek: f64,
    /// Land that a mouth's own hands can work.
    #[prior(Uniform(1.6, 2.2), unit = "hectares a mouth", source = "judgement")]
    pub own_hands: f64,
    /// Horses from which a household can work more land than its own.
    #[prior(Fixed(2.0), unit = "horses", source = "judgement")]
    pub spare_from: f64,
}

impl LeaseAndHire {
    /// Land that a household would lease in, 0.01 ha: what its horses can work beyond its own land,
    /// when each can work `reach` hectares.
    pub fn wants(&self, horses: f64, land: f64, reach: f64) -> f64 {
        let room = (horses * reach * HECTARE - land).max(0.0);
        if horses < self.spare_from { 0.0 } else { room }
    }

    /// Whether a household that works `land` (0.01 ha) needs hired hands.
    pub fn needs_hands(&self, land: f64, mouths: f64) -> bool {
        land > mouths * self.own_hands * HECTARE
    }
}

impl Mechanism for LeaseAndHire {
    const CARD: Card = Card {
        name: "lease-and-hire",
        card: "E14",
        summary: "Horseless households lease land out; those with horses lease in and hire.",
        claims: &["kulak-stratum-emerges-fast", "nep-rural-rights"],
        edges: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, dice: Dice, v: View<'_>) {
        let freedom = v.instruments.rural_hire;
        for region in v.rows.ids() {
            let rows = &v.rows[region];
            let norms = v.norms;
            let columns =
                (v.lineage.of(rows), v.weight.of(rows), v.land.of(rows), v.horses.of(rows));
            let [offered, wanted]: [f64; 2] = pass(
                columns,
                #[inline(always)]
                |[offered, wanted]: &mut [f64; 2], (lineage, weight, land, horses)| {
                    let throws = dice.throw_block(lineage);
                    // Worked out together, added up one by one: real sums keep their order.
                    let (mut offers, mut seeks) = ([0.0; LANES], [0.0; LANES]);
                    for i in 0..LANES {
                        let (land, weight) = (f64::from(land[i]), f64::from(weight[i]));
                        let looks = throws.of(i).falls_within(0, self.seek * freedom);
                        offers[i] = self.offers(land, horses[i], freedom) * weight;
                        seeks[i] = self.seeks(looks, land, horses[i], norms) * weight;
                    }
                    offers.iter().for_each(|land| *offered += land);
                    seeks.iter().for_each(|land| *wanted += land);
                },
            );
            let out_share = if offered > 0.0 { (wanted / offered).min(1.0) } else { 0.0 };
            let in_share = if wanted > 0.0 { (offered / wanted).min(1.0) } else { 0.0 };
            let columns = (
                v.lineage.of(rows),
                v.mouths.of(rows),
                v.land.of(rows),
                v.horses.of(rows),
                v.leased.of_mut(rows),
                v.hires.of_mut(rows),
            );
            pass(
                columns,
                #[inline(always)]
                |_: &mut (), (lineage, mouths, land, horses, leased, hires)| {
                    let throws = dice.throw_block(lineage);
                    for i in 0..LANES {
                        let land = f64::from(land[i]);
                        let looks = throws.of(i).falls_within(0, self.seek * freedom);
                        // Rounded against the tenant, so that no more is leased in than out.
                        let out =
                            whole(f64::ceil(self.offers(land, horses[i], freedom) * out_share));
                        let taken = whole(self.seeks(looks, land, horses[i], norms) * in_share);
                        leased[i] = taken as i32 - out as i32;
                        let worked = land + f64::from(leased[i]);
                        hires[i] = (freedom > 0.0) & self.needs_hands(worked, f64::from(mouths[i]));
                    }
                },
            );
        }
    }
}

impl LeaseAndHire {
    /// Land that this household looks for this year, if it looks at all.
    #[inline(always)]
    fn seeks(&self, looks: bool, land: f64, horses: u8, norms: &Norms) -> f64 {
        let wants = self.wants(f64::from(horses), land, norms.horse_reach);
        if looks { wants } else { 0.0 }
    }

    #[inline(always)]
    fn offers(&self, land: f64, horses: u8, freedom: f64) -> f64 {
        if horses == 0 { land * self.offered * freedom } else { 0.0 }
    }
}

view! {
    reads {
        rows: Column<Region, std::ops::Range<usize>> = households.rows;
        lineage: Column<Household, Lineage> = households.lineage;
        weight: Column<Household, u32> = households.weight;
        mouths: Column<Household, u8> = households.mouths;
        land: Column<Household, u32> = households.land;
        horses: Column<Household, u8> = households.horses;
        instruments: Instruments = instruments;
        norms: Norms = norms;
    }
    changes {
        leased: Column<Household, i32> = households.leased;
        hires: Column<Household, bool> = households.hires;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_horse_looks_for_no_land_and_more_horses_for_more() {
        let rule = LeaseAndHire::central();
        assert_eq!(rule.wants(1.0, 300.0, 4.8), 0.0);
        assert!(rule.wants(3.0, 300.0, 4.8) > rule.wants(2.0, 300.0, 4.8));
        assert!(rule.needs_hands(2000.0, 5.0) && !rule.needs_hands(400.0, 5.0));
    }
}
