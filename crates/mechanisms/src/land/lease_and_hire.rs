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
        if horses < self.spare_from {
            return 0.0;
        }
        (horses * reach * HECTARE - land).max(0.0)
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
            let (mut offered, mut wanted) = (0.0, 0.0);
            for i in v.rows[region].clone() {
                let id = Id::new(i);
                let weight = f64::from(v.weight[id]);
                offered += self.offer(&v, id, freedom) * weight;
                wanted += self.seeks(dice, &v, id, freedom) * weight;
            }
            let out_share = if offered > 0.0 { (wanted / offered).min(1.0) } else { 0.0 };
            let in_share = if wanted > 0.0 { (offered / wanted).min(1.0) } else { 0.0 };
            for i in v.rows[region].clone() {
                let id = Id::new(i);
                let land = f64::from(v.land[id]);
                // Rounded against the tenant, so that no more is leased in than out.
                let out = libm::ceil(self.offer(&v, id, freedom) * out_share) as i32;
                let taken = (self.seeks(dice, &v, id, freedom) * in_share) as i32;
                v.leased[id] = taken - out;
                let worked = land + f64::from(v.leased[id]);
                v.hires[id] = freedom > 0.0 && self.needs_hands(worked, f64::from(v.mouths[id]));
            }
        }
    }
}

impl LeaseAndHire {
    /// Land that this household looks for this year: a throw decides whether it looks at all.
    fn seeks(&self, dice: Dice, v: &View<'_>, id: Id<Household>, freedom: f64) -> f64 {
        let horses = f64::from(v.horses[id]);
        if horses < self.spare_from {
            return 0.0;
        }
        if dice.throw(v.lineage[id]).falls_within(0, self.seek * freedom) {
            self.wants(horses, f64::from(v.land[id]), v.norms.horse_reach)
        } else {
            0.0
        }
    }

    fn offer(&self, v: &View<'_>, id: Id<Household>, freedom: f64) -> f64 {
        if v.horses[id] == 0 { f64::from(v.land[id]) * self.offered * freedom } else { 0.0 }
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
