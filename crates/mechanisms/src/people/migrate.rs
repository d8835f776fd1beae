//! # Migrate
//!
//! Hungry towns empty into the villages; many of those who fled come back once there is bread and
//! work. Besides, villagers move to town as life there is better than at home (Allen's line). Some
//! leave the country. Villages take in those who come, household by household.
//!
//! Refuted by: towns that empty while fed, or fill while hungry.

use crate::allot::{allot, round_by};
use crate::measures::{MONTHS, THOUSAND};
use crate::people::{leave, take_in};
use crate::prelude::*;

/// Moves between village and town, and abroad.
#[derive(Clone, Debug, Parameters)]
pub struct Migrate {
    /// Townspeople who flee in a year for each unit by which food falls below the threshold.
    #[prior(
        Uniform(0.65, 1.15),
        unit = "share a year a unit of food",
        source = "judgement, card E9"
    )]
    pub flight: f64,
    /// Food below which people flee.
    #[prior(Uniform(0.68, 0.78), unit = "share of the norm", source = "judgement, card E9")]
    pub threshold: f64,
    /// Part of those who fled that comes back in a year of bread and work.
    #[prior(
        Uniform(0.20, 0.34),
        unit = "share a year",
        source = "judgement, Petrograd and Moscow 1920-26"
    )]
    pub come_back: f64,
    /// Slope of Allen's line: yearly moves to town for each unit of relative consumption.
    #[prior(
        Uniform(0.015, 0.028),
        unit = "share of rural people a year",
        source = "judgement, card E9 after Allen"
    )]
    pub slope: f64,
    /// Offset of Allen's line.
    #[prior(
        Fixed(0.018),
        unit = "share of rural people a year",
        source = "judgement, card E9 after Allen"
    )]
    pub offset: f64,
    /// Share of those who flee that stays in villages of the same region.
    #[prior(Uniform(0.4, 0.6), unit = "share", source = "judgement")]
    pub near: f64,
    /// Food in a town at which people begin to come.
    #[prior(Fixed(0.75), unit = "share of the norm", source = "judgement")]
    pub fed: f64,
    /// Food beyond the least for coming at which all come who wish to.
    #[prior(Fixed(0.2), unit = "share of the norm", source = "judgement")]
    pub fed_span: f64,
    /// Consumption per head in town against the village at the wage of 1913 with work for all.
    #[prior(Fixed(1.9), unit = "village of 1913 = 1", source = "judgement")]
    pub town_wage: f64,
    /// Largest risk of finding no work that villagers reckon with.
    #[prior(Fixed(0.5), unit = "share", source = "judgement")]
    pub jobless_most: f64,
    /// Part of what a village consumes that follows national income; the rest it grows itself.
    #[prior(Fixed(0.45), unit = "share", source = "judgement")]
    pub village_by_income: f64,
    /// Largest part of the households of a region that take somebody in in a month.
    #[prior(Fixed(0.5), unit = "share of households a month", source = "judgement")]
    pub taken_in_most: f64,
    /// Largest part of the households that somebody leaves for town in a month.
    #[prior(Fixed(0.3), unit = "share of households a month", source = "judgement")]
    pub leave_most: f64,
    /// Mouths of the largest household that is too small for anybody to leave it for town.
    #[prior(Fixed(2.0), unit = "mouths", source = "judgement")]
    pub smallest: f64,
}

impl Migrate {
    /// Share of townspeople who flee in a month.
    pub fn flees(&self, food: f64) -> f64 {
        self.flight * (self.threshold - food).max(0.0) / MONTHS
    }

    /// Share of rural people who move to town in a month at this relative consumption.
    pub fn moves(&self, relative: f64) -> f64 {
        (self.slope * relative - self.offset).max(0.0) / MONTHS
    }

    /// Consumption per head in town over that in the village, given the real wage and national
    /// income (1913 = 1) and the share of townspeople without work.
    pub fn relative_consumption(&self, wage: f64, income: f64, jobless: f64) -> f64 {
        let town = self.town_wage * wage * (1.0 - jobless.clamp(0.0, self.jobless_most));
        let village = (1.0 - self.village_by_income) + self.village_by_income * income;
        town / village
    }
}

impl Mechanism for Migrate {
    const CARD: Card = Card {
        name: "migrate",
        card: "E9",
        summary: "Hungry towns empty; fed towns with work fill.",
        claims: &["industrial-centres-collapse", "grain-supply-revives-cities-and-industry"],
        edges: &[("urban_food", "working_class_size")],
    };
    type View<'a> = View<'a>;

    fn step(&self, dice: Dice, mut v: View<'_>) {
        self.flee(dice.of("flee"), &mut v);
        self.come(dice.of("come"), &mut v);
        let leaving = (v.world.emigration * THOUSAND) as i64;
        let weights: Vec<f64> = v.people.all().iter().map(|p| p.real()).collect();
        for (town, part) in v.people.ids().zip(allot(leaving, &weights)) {
            let part = People(part).at_most(v.people[town]);
            v.people[town] -= part;
            v.flows.emigrated += part;
        }
    }
}

impl Migrate {
    fn flee(&self, dice: Dice, v: &mut View<'_>) {
        let leaving: Vec<f64> =
            v.people.ids().map(|t| v.people[t].real() * self.flees(v.food[t])).collect();
        let total: f64 = leaving.iter().sum();
        if total < 1.0 {
            return;
        }
        let all_rural: f64 = v.households.total() as f64;
        let mut by_region = vec![0.0; v.households.len()];
        for town in v.people.ids() {
            by_region[v.region[town].number()] += leaving[town.number()] * self.near;
        }
        let mut arrived = 0i64;
        for region in v.households.ids() {
            let households = v.households[region] as f64;
            let far = total * (1.0 - self.near) * households / all_rural;
            let wished = (by_region[region.number()] + far) / households.max(1.0);
            let chance = wished.min(self.taken_in_most);
            let rows = v.rows[region].clone();
            let (lineage, weight) = (&v.lineage.all()[rows.clone()], &v.weight.all()[rows.clone()]);
            arrived += take_in(dice, chance, lineage, weight, &mut v.mouths.all_mut()[rows]);
        }
        for (town, part) in v.people.ids().zip(allot(arrived, &leaving)) {
            let part = People(part);
            v.people[town] -= part;
            v.fled[town] += part;
        }
        v.flows.to_towns -= People(arrived);
    }

    fn come(&self, dice: Dice, v: &mut View<'_>) {
        let mut coming = vec![0.0; v.people.len()];
        let mut back = vec![0.0; v.people.len()];
        let rural: f64 = v.rural.total().real();
        let towns: f64 = v.people.total().real().max(1.0);
        let jobless = v.state.unemployed.real() / (v.norms.active * towns);
        let relative = self.relative_consumption(v.state.real_wage, v.state.income, jobless);
        for town in v.people.ids() {
            let t = town.number();
            let fed = ((v.food[town] - self.fed) / self.fed_span).clamp(0.0, 1.0);
            back[t] = v.fled[town].real() * self.come_back / MONTHS * fed;
            let part = v.people[town].real() / towns;
            coming[t] = back[t] + rural * self.moves(relative) * part * fed;
        }
        let total: f64 = coming.iter().sum();
        let chance = (total / (v.households.total() as f64).max(1.0)).min(self.leave_most);
        let (lineage, weight) = (v.lineage.all(), v.weight.all());
        let left = leave(dice, chance, self.smallest, lineage, weight, v.mouths.all_mut());
        for (town, part) in v.people.ids().zip(allot(left, &coming)) {
            let t = town.number();
            v.people[town] += People(part);
            // 0.5: to the nearest whole person.
            let returned = round_by(part as f64 * back[t] / coming[t].max(1e-9), 0.5);
            let fled = v.fled[town];
            v.fled[town] -= People(returned).at_most(fled);
        }
        v.flows.to_towns += People(left);
    }
}

view! {
    reads {
        rows: Column<Region, std::ops::Range<usize>> = households.rows;
        lineage: Column<Household, Lineage> = households.lineage;
        weight: Column<Household, u32> = households.weight;
        households: Column<Region, i64> = regions.households;
        rural: Column<Region, People> = regions.rural;
        region: Column<Town, Id<Region>> = towns.region;
        food: Column<Town, f64> = towns.food;
        state: State = state;
        world: World = world;
        norms: Norms = norms;
    }
    changes {
        mouths: Column<Household, u8> = households.mouths;
        people: Column<Town, People> = towns.people;
        fled: Column<Town, People> = towns.fled;
        flows: PeopleFlows = people;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hungry_towns_empty() {
        let rule = Migrate::central();
        assert_eq!(rule.flees(1.0), 0.0);
        assert!(rule.flees(0.3) > rule.flees(0.6));
    }

    #[test]
    fn allen_s_line_is_zero_where_it_crosses() {
        let rule = Migrate::central();
        assert_eq!(rule.moves(rule.offset / rule.slope), 0.0);
        assert!(rule.moves(2.0) > 0.0);
    }

    #[test]
    fn the_town_of_1913_with_work_for_all_stands_above_the_village_by_its_wage() {
        let rule = Migrate::central();
        assert!((rule.relative_consumption(1.0, 1.0, 0.0) - rule.town_wage).abs() < 1e-12);
        let half = rule.relative_consumption(1.0, 1.0, 0.9) / rule.town_wage;
        assert!((half - (1.0 - rule.jobless_most)).abs() < 1e-12);
    }
}
