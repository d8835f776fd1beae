//! # Raise livestock
//!
//! Herds grow when there is feed and shrink when there is none; hungry households slaughter or sell
//! before they starve. Foals and bought horses go to those without one as well as to owners. War
//! and levies take horses on top. A dice throw decides for each household, so a herd is a count.
//!
//! Refuted by: herds that recover as fast in fodder-poor years as in rich ones.

use crate::measures::{HECTARE, PERCENT};
use crate::prelude::*;

/// Yearly change of the herds.
#[derive(Clone, Debug, Parameters)]
pub struct RaiseLivestock {
    /// Growth of the horse herd when feed is plentiful.
    #[prior(Uniform(0.10, 0.14), unit = "share a year", source = "judgement, herds of 1922-28")]
    pub horse_growth: f64,
    /// Growth of the cattle herd when feed is plentiful.
    #[prior(Uniform(0.13, 0.19), unit = "share a year", source = "judgement, herds of 1922-25")]
    pub cattle_growth: f64,
    /// Growth of the pig herd when feed is plentiful.
    #[prior(Uniform(0.15, 0.25), unit = "share a year", source = "judgement, herds of 1922-24")]
    pub pig_growth: f64,
    /// Slaughter and loss of horses when a household has no feed.
    #[prior(Uniform(0.25, 0.40), unit = "share a year", source = "judgement, card E13")]
    pub horse_loss: f64,
    /// Slaughter and loss of cattle and pigs when a household has no feed.
    #[prior(Uniform(0.30, 0.50), unit = "share a year", source = "judgement, card E13")]
    pub slaughter: f64,
    /// Horses lost where the front passes.
    #[prior(Uniform(0.15, 0.30), unit = "share a year", source = "judgement")]
    pub war_loss: f64,
    /// Animals that the region's pasture and straw can carry for each hectare of arable.
    #[prior(Normal(0.36, 0.02), unit = "horses a hectare", source = "judgement, herd of 1916")]
    pub horses_full: f64,
    /// The same for cattle.
    #[prior(Normal(0.66, 0.03), unit = "cattle a hectare", source = "judgement, herd of 1928")]
    pub cattle_full: f64,
    /// The same for pigs.
    #[prior(Normal(0.25, 0.02), unit = "pigs a hectare", source = "judgement, herd of 1928")]
    pub pigs_full: f64,
    /// Part of the keep of animals that straw, hay and pasture give without grain.
    #[prior(Uniform(0.30, 0.50), unit = "share", source = "judgement")]
    pub straw: f64,
    /// Share of young horses that go to households without one.
    #[prior(
        Uniform(0.5, 0.75),
        unit = "share",
        source = "judgement, horseless households of 1922-27"
    )]
    pub to_horseless: f64,
    /// Size of a herd at which it stops growing.
    #[prior(Fixed(1.15), unit = "times what the land carries", source = "judgement")]
    pub overfull: f64,
    /// Room short of that size within which growth slows down.
    #[prior(Fixed(0.35), unit = "times what the land carries", source = "judgement")]
    pub braked_within: f64,
    /// Feed from which a household without an animal rears or buys one.
    #[prior(Fixed(0.6), unit = "share of full feed", source = "judgement")]
    pub fed_enough: f64,
    /// How readily a household without cattle comes by a first cow as herds grow.
    #[prior(Fixed(2.0), unit = "chance a unit of growth", source = "judgement")]
    pub first_cow: f64,
    /// The same for a first pig.
    #[prior(Fixed(1.0), unit = "chance a unit of growth", source = "judgement")]
    pub first_pig: f64,
}

impl RaiseLivestock {
    /// Feed of a household's animals, 0 to 1, from the percentage of the grain they wanted.
    pub fn feed_state(&self, fed: u8) -> f64 {
        self.straw + (1.0 - self.straw) * f64::from(fed) / PERCENT
    }

    /// Yearly growth rate of a herd: from `growth` with full feed down to minus `loss` with none,
    /// braked as the herd nears what the land carries.
    pub fn growth(&self, growth: f64, loss: f64, feed: f64, fullness: f64) -> f64 {
        let feed = feed.clamp(0.0, 1.0);
        let room = (self.overfull - fullness).clamp(0.0, 1.0);
        let room = room.min(self.braked_within) / self.braked_within;
        feed * growth * room - (1.0 - feed) * loss
    }
}

impl Mechanism for RaiseLivestock {
    const CARD: Card = Card {
        name: "raise-livestock",
        card: "E13",
        summary: "Herds grow with feed and shrink without it.",
        claims: &[],
        edges: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, dice: Dice, v: View<'_>) {
        let (horse_dice, beast_dice) = (dice.of("horses"), dice.of("beasts"));
        for region in v.horses_region.ids() {
            let land = (v.held[region].real() / HECTARE).max(1.0);
            let horses_full = v.horses_region[region] as f64 / (land * self.horses_full);
            let cattle_full = v.cattle_region[region] as f64 / (land * self.cattle_full);
            let pigs_full = v.pigs_region[region] as f64 / (land * self.pigs_full);
            let war = v.war[region] * self.war_loss;
            let rows = &v.rows[region];
            let horseless = pass(
                (v.weight.of(rows), v.horses.of(rows)),
                #[inline(always)]
                |sum: &mut i64, (weight, horses)| *sum += weighted(weight, &horses.map(|n| n == 0)),
            );
            let rate =
                |feed| self.growth(self.horse_growth, self.horse_loss, feed, horses_full) - war;
            let young = v.horses_region[region] as f64;
            let columns = (
                v.lineage.of(rows),
                v.fed.of(rows),
                v.horses.of_mut(rows),
                v.cattle.of_mut(rows),
                v.pigs.of_mut(rows),
            );
            pass(
                columns,
                #[inline(always)]
                |_: &mut (), (lineage, fed, horses, cattle, pigs)| {
                    let (a, b) = (horse_dice.throw_block(lineage), beast_dice.throw_block(lineage));
                    // Written to copies: a byte that is stored could be any number that is read.
                    let mut herds = (*horses, *cattle, *pigs);
                    for (i, &fed) in fed.iter().enumerate() {
                        let (a, b) = (a.of(i), b.of(i));
                        let feed = self.feed_state(fed);
                        let enough = feed > self.fed_enough;
                        let rate = rate(feed);
                        let foals =
                            if enough { young * rate.max(0.0) * self.to_horseless } else { 0.0 };
                        let first = u8::from(a.falls_within(0, foals / horseless.max(1) as f64));
                        let own = if rate > 0.0 { 1.0 - self.to_horseless } else { 1.0 };
                        let kept = changed(herds.0[i], rate * own, a.unit(1));
                        herds.0[i] = if herds.0[i] == 0 { first } else { kept };
                        let rate =
                            self.growth(self.cattle_growth, self.slaughter, feed, cattle_full);
                        let first = u8::from(b.falls_within(0, rate.max(0.0) * self.first_cow));
                        let kept = changed(herds.1[i], rate, b.unit(0));
                        herds.1[i] = if (herds.1[i] == 0) & enough { first } else { kept };
                        let rate = self.growth(self.pig_growth, self.slaughter, feed, pigs_full);
                        let first = u8::from(b.falls_within(1, rate.max(0.0) * self.first_pig));
                        let kept = changed(herds.2[i], rate, b.unit(1));
                        herds.2[i] = if (herds.2[i] == 0) & enough { first } else { kept };
                    }
                    (*horses, *cattle, *pigs) = herds;
                },
            );
        }
    }
}

/// Most animals that one household is counted with: the column holds no more than 255.
const MOST_HEADS: f64 = 250.0;

/// A herd of `heads` after a year of growth at `rate`, by one throw.
#[inline(always)]
fn changed(heads: u8, rate: f64, unit: f64) -> u8 {
    let expected = f64::from(heads) * (1.0 + rate).max(0.0);
    whole((expected + unit).min(MOST_HEADS)) as u8
}

view! {
    reads {
        rows: Column<Region, std::ops::Range<usize>> = households.rows;
        lineage: Column<Household, Lineage> = households.lineage;
        weight: Column<Household, u32> = households.weight;
        fed: Column<Household, u8> = households.fed;
        horses_region: Column<Region, i64> = regions.horses;
        cattle_region: Column<Region, i64> = regions.cattle;
        pigs_region: Column<Region, i64> = regions.pigs;
        held: Column<Region, Hectares> = regions.land_held;
        war: Column<Region, f64> = regions.war;
    }
    changes {
        horses: Column<Household, u8> = households.horses;
        cattle: Column<Household, u8> = households.cattle;
        pigs: Column<Household, u8> = households.pigs;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn herds_grow_with_feed_shrink_without_and_stop_when_full() {
        let rule = RaiseLivestock::central();
        let up = rule.growth(0.08, 0.2, 1.0, 0.5);
        assert_eq!(up, 0.08);
        assert_eq!(rule.growth(0.08, 0.2, 0.0, 0.5), -0.2);
        assert_eq!(rule.growth(0.08, 0.2, 1.0, 1.2), 0.0);
    }

    #[test]
    fn a_throw_rounds_a_herd_to_a_neighbouring_count() {
        assert_eq!(changed(2, 0.1, 0.5), 2);
        assert_eq!(changed(2, 0.1, 0.9), 3);
        assert_eq!(changed(1, -0.2, 0.1), 0);
    }
}
