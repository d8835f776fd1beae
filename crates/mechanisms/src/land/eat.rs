//! # Eat
//!
//! A household spreads its grain over the months to the next harvest: seed is set aside, people
//! come before animals, and those who have less than the norm for each month eat less from the
//! start. Who lacks grain first looks to the village: neighbours with grain to spare pass some on,
//! for work or for a promise, and traders bring some. Who is near starving eats the seed.
//!
//! Refuted by: villages that keep seed and cattle whole while people starve.

use crate::measures::{HECTARE, PERCENT};
use crate::norm::feed_wanted;
use crate::prelude::*;

/// Monthly use of grain by peasant households.
#[derive(Clone, Debug, Parameters)]
pub struct Eat {
    /// Share of scarce grain that goes to people before animals.
    #[prior(Uniform(0.85, 0.97), unit = "share", source = "judgement")]
    pub people_first: f64,
    /// Share of the seed that the starving will eat before the sowing.
    #[prior(Uniform(0.2, 0.6), unit = "share", source = "judgement")]
    pub seed_eaten: f64,
    /// Share of food below which a person starves.
    #[prior(Fixed(0.5), unit = "share of the norm", source = "judgement, definition")]
    pub starving: f64,
    /// Most that a household passes on of what it can spare in a month.
    #[prior(Uniform(0.4, 0.8), unit = "share", source = "judgement")]
    pub passed_on_most: f64,
    /// How far neighbours adapt in a month what they pass on to what is lacking.
    #[prior(Uniform(0.25, 0.5), unit = "share a month", source = "judgement")]
    pub adapts: f64,
    /// Part of full feed that neighbours who starve come before.
    #[prior(Uniform(0.4, 0.7), unit = "share", source = "judgement")]
    pub before_feed: f64,
    /// Grain lost to mice, damp and fire.
    #[prior(Uniform(0.001, 0.003), unit = "share a month", source = "judgement")]
    pub loss: f64,
    /// What the village aims to have at hand for those who lack grain, old stock included.
    #[prior(Fixed(2.0), unit = "times what is lacking", source = "judgement")]
    pub aimed_at: f64,
}

/// What one household does with its grain in a month, kg.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Meal {
    /// Eaten of its own.
    pub food: f64,
    /// Lacking to the norm.
    pub lack: f64,
    /// Fed to animals.
    pub feed: f64,
    /// What could be passed on this month: what is left after food and the most needed feed.
    pub spare: f64,
    /// Grain of the month beyond its food.
    beyond_food: f64,
}

impl Meal {
    /// What animals get when `passed` kg go to neighbours.
    fn fed_beside(&self, passed: f64) -> f64 {
        self.feed.min((self.beyond_food - passed).max(0.0))
    }
}

impl Eat {
    /// How a household with `stock` kg, of which `seed` is set aside, uses the month when `months`
    /// remain to the harvest.
    #[inline]
    pub fn meal(
        &self,
        stock: f64,
        seed: f64,
        food_wanted: f64,
        feed_wanted: f64,
        months: f64,
    ) -> Meal {
        let a_month = (stock - seed).max(0.0) / months;
        let food = food_wanted.min(a_month * self.people_first);
        let hunger = (self.starving * food_wanted - food).max(0.0);
        let from_seed = hunger.min(seed.min(stock) * (self.seed_eaten / months));
        let feed = feed_wanted.min((a_month - food).max(0.0));
        let first_feed = feed.min(feed_wanted * (1.0 - self.before_feed));
        Meal {
            food: food + from_seed,
            lack: food_wanted - food - from_seed,
            feed,
            spare: (a_month - food - first_feed).max(0.0),
            beyond_food: (a_month - food).max(0.0),
        }
    }
}

/// Most that a household is counted as lacking, kg: the column holds little more.
const MOST_LACK: f64 = 60_000.0;

sums! {
    /// What a region's households did together, kg.
    struct Tally {
        food: i64,
        feed: i64,
        lack: i64,
        passed_on: i64,
        lost: i64,
        spare: i64,
        need: i64,
        bought: i64,
        hungry: i64,
        wanted: i64,
    }
}

impl Mechanism for Eat {
    const CARD: Card = Card {
        name: "eat",
        card: "E2",
        summary: "Households spread their grain to the harvest, people first.",
        claims: &["desperate-want"],
        edges: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, mut v: View<'_>) {
        for region in v.village_grain.ids() {
            let mut tally = self.own_grain(&mut v, region);
            self.share_in_village(&mut v, region, &mut tally);
            self.settle(&mut v, region, &tally);
        }
    }
}

impl Eat {
    /// Each household eats and feeds of its own, and passes on some of what it can spare.
    fn own_grain(&self, v: &mut View<'_>, region: Id<Region>) -> Tally {
        let months = f64::from(v.season.to_harvest.max(1));
        let passed_on_share = v.passed_on[region];
        let seed_rate = if v.season.sown { 0.0 } else { v.norms.seed / HECTARE };
        let norms = v.norms;
        let rows = &v.rows[region];
        let columns = (
            v.weight.of(rows),
            v.mouths.of(rows),
            v.horses.of(rows),
            v.cattle.of(rows),
            v.pigs.of(rows),
            v.sown.of(rows),
            v.grain.of_mut(rows),
            v.hidden.of_mut(rows),
            v.fed.of_mut(rows),
            v.lack.of_mut(rows),
        );
        pass(
            columns,
            #[inline(always)]
            |tally: &mut Tally, block| {
                let (weight, mouths, horses, cattle, pigs, sown, grain, hidden, fed, lack) = block;
                for i in 0..LANES {
                    let stock = grain[i] + hidden[i];
                    let feed_wanted = feed_wanted(norms, horses[i], cattle[i], pigs[i]);
                    let seed = f64::from(sown[i]) * seed_rate;
                    let want = f64::from(mouths[i]) * norms.food;
                    let meal = self.meal(f64::from(stock), seed, want, feed_wanted, months);
                    let passed = whole(meal.spare * passed_on_share);
                    let food = whole(meal.food);
                    let feed = whole(meal.fed_beside(f64::from(passed)));
                    let lost =
                        whole(f64::from(stock) * self.loss).min(stock - food - feed - passed);
                    let used = food + feed + passed + lost;
                    // Known grain goes first: what is hidden stays hidden while it can.
                    let from_known = used.min(grain[i]);
                    grain[i] -= from_known;
                    hidden[i] -= used - from_known;
                    lack[i] = whole(meal.lack.min(MOST_LACK)) as u16;
                    let fed_part =
                        if feed_wanted > 0.0 { PERCENT * meal.feed / feed_wanted } else { PERCENT };
                    fed[i] = whole(fed_part) as u8;
                    let w = i64::from(weight[i]);
                    tally.food += i64::from(food) * w;
                    tally.feed += i64::from(feed) * w;
                    tally.passed_on += i64::from(passed) * w;
                    tally.lost += i64::from(lost) * w;
                    tally.lack += i64::from(lack[i]) * w;
                    tally.spare += i64::from(whole(meal.spare)) * w;
                    tally.wanted += i64::from(whole(want)) * w;
                    tally.need += i64::from(whole((want + feed_wanted) * months + seed)) * w;
                }
            },
        )
    }

    /// Those who lack grain share what the village has.
    fn share_in_village(&self, v: &mut View<'_>, region: Id<Region>, tally: &mut Tally) {
        let at_hand = v.village_grain[region].0 + tally.passed_on;
        let share =
            if tally.lack > 0 { (at_hand as f64 / tally.lack as f64).min(1.0) } else { 0.0 };
        let starving = v.norms.food * (1.0 - self.starving);
        let rows = &v.rows[region];
        let columns = (v.weight.of(rows), v.mouths.of(rows), v.lack.of_mut(rows));
        [tally.bought, tally.hungry] = pass(
            columns,
            #[inline(always)]
            |[bought, hungry]: &mut [i64; 2], (weight, mouths, lack)| {
                for i in 0..LANES {
                    let part = whole(f64::from(lack[i]) * share) as u16;
                    lack[i] -= part;
                    let w = i64::from(weight[i]);
                    *bought += i64::from(part) * w;
                    let starves = f64::from(lack[i]) > f64::from(mouths[i]) * starving;
                    *hungry += i64::from(mouths[i]) * w * i64::from(starves);
                }
            },
        );
    }
}

impl Eat {
    /// Hands the totals to the region and its books.
    fn settle(&self, v: &mut View<'_>, region: Id<Region>, tally: &Tally) {
        v.village_grain[region] += Kilograms(tally.passed_on - tally.bought);
        v.food_rural[region] += Kilograms(tally.food + tally.bought);
        v.feed[region] += Kilograms(tally.feed);
        v.lost[region] += Kilograms(tally.lost);
        v.lacked[region] = Kilograms(tally.lack);
        v.need[region] = Kilograms(tally.need);
        v.hungry[region] = People(tally.hungry);
        v.rural_food[region] = if tally.wanted > 0 {
            (tally.food + tally.bought) as f64 / tally.wanted as f64
        } else {
            1.0
        };
        // Next month neighbours pass on as much as was lacking, within what they can spare.
        let wanted = (self.aimed_at * tally.lack as f64 - v.village_grain[region].real()).max(0.0);
        let share = (wanted / tally.spare.max(1) as f64).clamp(0.0, self.passed_on_most);
        v.passed_on[region] += self.adapts * (share - v.passed_on[region]);
    }
}

view! {
    reads {
        rows: Column<Region, std::ops::Range<usize>> = households.rows;
        weight: Column<Household, u32> = households.weight;
        mouths: Column<Household, u8> = households.mouths;
        horses: Column<Household, u8> = households.horses;
        cattle: Column<Household, u8> = households.cattle;
        pigs: Column<Household, u8> = households.pigs;
        sown: Column<Household, u32> = households.sown;
        season: Season = season;
        norms: Norms = norms;
    }
    changes {
        grain: Column<Household, u32> = households.grain;
        hidden: Column<Household, u32> = households.hidden;
        lack: Column<Household, u16> = households.lack;
        fed: Column<Household, u8> = households.fed;
        village_grain: Column<Region, Kilograms> = regions.village_grain;
        lacked: Column<Region, Kilograms> = regions.lacked;
        need: Column<Region, Kilograms> = regions.peasant_need;
        hungry: Column<Region, People> = regions.hungry;
        rural_food: Column<Region, f64> = regions.rural_food;
        passed_on: Column<Region, f64> = regions.passed_on;
        food_rural: Column<Region, Kilograms> = grain.food_rural;
        feed: Column<Region, Kilograms> = grain.feed;
        lost: Column<Region, Kilograms> = grain.lost;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_meal_never_uses_more_than_the_stock(
            stock in 0.0f64..9000.0, seed in 0.0f64..900.0, food in 20.0f64..250.0,
            feed in 0.0f64..200.0, months in 1.0f64..12.0,
        ) {
            let meal = Eat::central().meal(stock, seed, food, feed, months);
            prop_assert!(meal.food + meal.feed.max(meal.spare) <= stock + 1e-9);
            prop_assert!(meal.lack >= -1e-9 && meal.feed <= feed + 1e-9);
        }

        #[test]
        fn more_grain_never_means_less_food(stock in 0.0f64..3000.0, more in 0.0f64..500.0) {
            let rule = Eat::central();
            let poor = rule.meal(stock, 300.0, 122.0, 60.0, 8.0);
            let rich = rule.meal(stock + more, 300.0, 122.0, 60.0, 8.0);
            prop_assert!(rich.food >= poor.food - 1e-9);
        }
    }

    #[test]
    fn the_starving_eat_seed_and_the_fed_do_not() {
        let rule = Eat::central();
        let starving = rule.meal(300.0, 300.0, 122.0, 60.0, 8.0);
        assert!(starving.food > 0.0 && starving.feed == 0.0);
        let fed = rule.meal(9000.0, 300.0, 122.0, 60.0, 8.0);
        assert_eq!(fed.lack, 0.0);
        assert_eq!(fed.feed, 60.0);
    }
}
