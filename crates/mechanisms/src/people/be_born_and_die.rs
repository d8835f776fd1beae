//! # Be born and die
//!
//! Births fall and deaths rise with hunger; epidemics multiply the deaths of the weak. A throw
//! decides for each household whether it gains or loses a mouth; towns are large enough for rates.
//!
//! Refuted by: famine districts whose births do not fall nine months on and whose dead are not the
//! hungry.

use crate::allot::round_by;
use crate::measures::{MONTHS, THOUSAND};
use crate::people::MOST_MOUTHS;
use crate::prelude::*;

/// Births and deaths in village, town and army.
#[derive(Clone, Debug, Parameters)]
pub struct BeBornAndDie {
    /// Births in a fed village in peace.
    #[prior(
        Normal(47.0, 1.0),
        unit = "per 1000 a year",
        source = "judgement, birth rates of 1913 and 1925-28"
    )]
    pub births: f64,
    /// Births in a fed town, as a share of the village's.
    #[prior(Uniform(0.65, 0.8), unit = "share", source = "judgement")]
    pub town_births: f64,
    /// How far births fall when nobody eats more than half.
    #[prior(Uniform(0.4, 0.7), unit = "share", source = "judgement, card E2")]
    pub births_hunger: f64,
    /// How far births fall while a tenth of the people are soldiers away from home.
    #[prior(Uniform(0.3, 0.8), unit = "share", source = "judgement")]
    pub births_war: f64,
    /// Deaths in a fed population in peace.
    #[prior(
        Normal(22.0, 1.0),
        unit = "per 1000 a year",
        source = "judgement, death rates of 1924-28"
    )]
    pub deaths: f64,
    /// Deaths that total hunger would add, without epidemic.
    #[prior(LogNormal(0.28, 0.3), unit = "share a year", source = "judgement, card E2")]
    pub hunger_deaths: f64,
    /// Part of the lack of grain that potatoes, gardens, milk and surrogates make good.
    #[prior(Uniform(0.15, 0.35), unit = "share", source = "judgement")]
    pub other_food: f64,
    /// How sharply deaths rise with hunger.
    #[prior(Uniform(2.0, 3.0), unit = "power", source = "judgement, card E2")]
    pub hunger_power: f64,
    /// Lack of food that neither kills nor keeps from having children.
    #[prior(Fixed(0.04), unit = "share of the norm", source = "judgement")]
    pub unharmed: f64,
    /// Deaths that an epidemic of twice the ordinary mortality adds among the fed.
    #[prior(Uniform(6.0, 12.0), unit = "per 1000 a year", source = "judgement")]
    pub epidemic_deaths: f64,
    /// Deaths of soldiers in a year of war on the whole country.
    #[prior(Uniform(0.08, 0.2), unit = "share a year", source = "judgement")]
    pub army_deaths: f64,
    /// Lack of food beyond which births fall no further.
    #[prior(Fixed(0.5), unit = "share of the norm", source = "judgement")]
    pub births_full_hunger: f64,
    /// One over the share of soldiers beyond which births fall no further: 10 is a tenth.
    #[prior(Fixed(10.0), unit = "a unit of the share under arms", source = "judgement")]
    pub births_men_away: f64,
    /// Food of townspeople for each unit of grain: hunger kills below two thirds of the norm.
    #[prior(Fixed(1.5), unit = "times", source = "judgement")]
    pub town_table: f64,
}

impl BeBornAndDie {
    /// Chance of a birth in a month for each mouth, given food (share of the norm) and the share
    /// of people under arms.
    pub fn birth(&self, food: f64, army_share: f64) -> f64 {
        let hunger =
            1.0 - self.births_hunger * ((1.0 - food) / self.births_full_hunger).clamp(0.0, 1.0);
        let away = 1.0 - self.births_war * (army_share * self.births_men_away).min(1.0);
        self.births / (MONTHS * THOUSAND) * hunger * away
    }

    /// Chance of dying of hunger and its diseases in a month, for each mouth.
    pub fn hunger_death(&self, food: f64, epidemic: f64) -> f64 {
        self.hunger_deaths * libm::pow(self.gap(food), self.hunger_power) * epidemic.max(1.0)
            / MONTHS
    }

    /// Part of the food that is lacking and that nothing else makes good.
    fn gap(&self, food: f64) -> f64 {
        (1.0 - food).clamp(0.0, 1.0) * (1.0 - self.other_food)
    }

    /// Chance that [`hunger_death`](Self::hunger_death) never exceeds, without working out a power:
    /// most of the hungry are spared by it already.
    fn most_hunger_death(&self, food: f64, epidemic: f64) -> f64 {
        let gap = self.gap(food);
        // A gap below one is the smaller the higher its power; a hair more, since powers are rounded.
        let power = match self.hunger_power {
            power if power >= 2.0 => gap * gap,
            power if power >= 1.0 => gap,
            _ => 1.0,
        };
        self.hunger_deaths * power * (1.0 + 1e-12) * epidemic.max(1.0) / MONTHS
    }

    /// Chance of any other death in a month, for each mouth.
    pub fn plain_death(&self, epidemic: f64) -> f64 {
        (self.deaths + self.epidemic_deaths * (epidemic - 1.0).max(0.0)) / (MONTHS * THOUSAND)
    }
}

impl Mechanism for BeBornAndDie {
    const CARD: Card = Card {
        name: "be-born-and-die",
        card: "E2",
        summary: "Hunger and epidemics cut births and add deaths.",
        claims: &[],
        edges: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, dice: Dice, mut v: View<'_>) {
        let army_share = v.state.army.real() / v.rural.total().real().max(1.0);
        let plain = self.plain_death(v.world.epidemic);
        for region in v.rows.ids() {
            self.village(dice, &mut v, region, army_share);
        }
        self.towns(dice.of("towns"), &mut v, army_share, plain);
        let war = v.war.total() / v.war.len() as f64;
        let unit = dice.of("army").throw(Lineage(0)).unit(0);
        let lost = v.state.army.real() * (self.army_deaths * war + plain * MONTHS) / MONTHS;
        let lost = People(round_by(lost, unit)).at_most(v.state.army);
        v.state.army -= lost;
        v.people_flows.died += lost;
    }
}

sums! {
    /// Who came and went in a region's villages.
    struct Moved {
        born: i64,
        /// Of anything but hunger.
        died: i64,
        of_hunger: i64,
    }
}

/// Dead in a house of so many mouths: several may die in one month, and the throw rounds their
/// number.
#[inline(always)]
fn dead(chance: f64, mouths: f64, unit: f64) -> u8 {
    whole((chance * mouths + unit).min(f64::from(u8::MAX))) as u8
}

impl BeBornAndDie {
    fn village(&self, dice: Dice, v: &mut View<'_>, region: Id<Region>, army_share: f64) {
        let (food_norm, epidemic) = (v.norms.food, v.world.epidemic);
        let plain = self.plain_death(epidemic);
        let norm = |mouths: f64| (mouths * food_norm).max(1.0);
        let fed_birth = self.birth(1.0, army_share);
        let rows = &v.rows[region];
        let columns =
            (v.lineage.of(rows), v.weight.of(rows), v.lack.of(rows), v.mouths.of_mut(rows));
        let moved = pass(
            columns,
            #[inline(always)]
            |sums: &mut Moved, (lineage, weight, lack, all_mouths)| {
                let throws = dice.throw_block(lineage);
                let mouths = all_mouths.map(f64::from);
                let mut hungry = [false; LANES];
                for i in 0..LANES {
                    hungry[i] = f64::from(lack[i]) > self.unharmed * norm(mouths[i]);
                }
                // Whoever lacks next to nothing has the chances of the fed; where nobody lacks more,
                // a whole block has them.
                let mut birth = [fed_birth; LANES];
                let mut in_danger = [false; LANES];
                if any(&hungry) {
                    for i in 0..LANES {
                        let food = 1.0 - f64::from(lack[i]) / norm(mouths[i]);
                        let hungry_birth = self.birth(food, army_share);
                        birth[i] = if hungry[i] { hungry_birth } else { fed_birth };
                        let most = self.most_hunger_death(food, epidemic);
                        let beyond = most * mouths[i] + throws.of(i).unit(1) >= 1.0;
                        in_danger[i] = hungry[i] & beyond;
                    }
                }
                let mut comes = [false; LANES];
                for i in 0..LANES {
                    comes[i] = throws.of(i).falls_within(0, birth[i] * mouths[i]);
                }
                for i in 0..LANES {
                    comes[i] &= all_mouths[i] < MOST_MOUTHS;
                    all_mouths[i] += u8::from(comes[i]);
                }
                sums.born += weighted(weight, &comes);
                // Few of the hungry die in a month: a bound told who might, and they alone are
                // looked at one by one.
                if any(&in_danger) {
                    for i in (0..LANES).filter(|&i| in_danger[i]) {
                        let food = 1.0 - f64::from(lack[i]) / norm(mouths[i]);
                        let chance = self.hunger_death(food, epidemic);
                        let died = dead(chance, mouths[i], throws.of(i).unit(1));
                        let died = died.min(all_mouths[i]);
                        all_mouths[i] -= died;
                        sums.of_hunger += i64::from(died) * i64::from(weight[i]);
                    }
                }
                let mut died = [0u8; LANES];
                for i in 0..LANES {
                    died[i] = dead(plain, mouths[i], throws.of(i).unit(2)).min(all_mouths[i]);
                }
                for i in 0..LANES {
                    all_mouths[i] -= died[i];
                }
                sums.died += weighted(weight, &died);
            },
        );
        v.people_flows.born += People(moved.born);
        v.people_flows.died += People(moved.died + moved.of_hunger);
        v.people_flows.died_of_hunger += People(moved.of_hunger);
    }

    fn towns(&self, dice: Dice, v: &mut View<'_>, army_share: f64, plain: f64) {
        for town in v.town_people.ids() {
            let throw = dice.throw(Lineage(town.number() as u64));
            let food = v.town_food[town];
            let people = v.town_people[town].real();
            let birth = self.birth(food.min(1.0), army_share) * self.town_births;
            let table = (food * self.town_table).min(1.0);
            let hunger = self.hunger_death(table, v.world.epidemic);
            let born = People(round_by(people * birth, throw.unit(0)));
            let hungry = People(round_by(people * hunger, throw.unit(1)));
            let died = People(round_by(people * plain, throw.unit(2)));
            let lost = (hungry + died).at_most(v.town_people[town]);
            v.town_people[town] += born - lost;
            v.people_flows.born += born;
            v.people_flows.died += lost;
            v.people_flows.died_of_hunger += hungry.at_most(lost);
        }
    }
}

view! {
    reads {
        rows: Column<Region, std::ops::Range<usize>> = households.rows;
        lineage: Column<Household, Lineage> = households.lineage;
        weight: Column<Household, u32> = households.weight;
        lack: Column<Household, u16> = households.lack;
        rural: Column<Region, People> = regions.rural;
        war: Column<Region, f64> = regions.war;
        town_food: Column<Town, f64> = towns.food;
        norms: Norms = norms;
        world: World = world;
    }
    changes {
        mouths: Column<Household, u8> = households.mouths;
        town_people: Column<Town, People> = towns.people;
        state: State = state;
        people_flows: PeopleFlows = people;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hunger_kills_and_the_fed_do_not_die_of_it() {
        let rule = BeBornAndDie::central();
        assert_eq!(rule.hunger_death(1.0, 3.0), 0.0);
        assert!(rule.hunger_death(0.3, 1.0) > rule.hunger_death(0.7, 1.0));
        assert!(rule.hunger_death(0.3, 2.5) > rule.hunger_death(0.3, 1.0));
    }

    #[test]
    fn the_quick_bound_is_never_below_the_chance() {
        let rule = BeBornAndDie::central();
        let of_power = |hunger_power| BeBornAndDie { hunger_power, ..rule.clone() };
        let rules = [0.0, 0.5, 1.0, 1.7, 2.0, 2.5, 3.0].map(of_power);
        for food in (0..=100).map(|n| f64::from(n) / 100.0) {
            for rule in &rules {
                assert!(rule.hunger_death(food, 2.0) <= rule.most_hunger_death(food, 2.0));
            }
        }
    }

    #[test]
    fn births_fall_with_hunger_and_with_men_away() {
        let rule = BeBornAndDie::central();
        assert!(rule.birth(0.5, 0.0) < rule.birth(1.0, 0.0));
        assert!(rule.birth(1.0, 0.08) < rule.birth(1.0, 0.0));
    }

    #[test]
    fn the_fed_in_peace_are_born_and_die_at_the_yearly_rates() {
        let rule = BeBornAndDie::central();
        assert!((rule.birth(1.0, 0.0) * 12_000.0 - rule.births).abs() < 1e-9);
        assert!((rule.plain_death(1.0) * 12_000.0 - rule.deaths).abs() < 1e-9);
        // Births lose no more than their two greatest losses together.
        let least = rule.births * (1.0 - rule.births_hunger) * (1.0 - rule.births_war);
        assert!((rule.birth(0.0, 1.0) * 12_000.0 - least).abs() < 1e-9);
    }
}
