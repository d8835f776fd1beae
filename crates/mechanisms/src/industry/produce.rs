//! # Produce
//!
//! A trust makes what the scarcest of plant, fuel, hands and cotton lets it make. Plant that stands
//! idle decays; once fuel, food and peace are back it is put in order again, quickly at first and
//! more slowly as the best of it is running. This alone gives recovery by a share of the gap a
//! year.
//!
//! Refuted by: output that stays low after fuel and food are back, or recovers without them.

use crate::measures::{KOPECKS, MILLION, MONTHS};
use crate::prelude::*;

/// Output of large industry by trust.
#[derive(Clone, Debug, Parameters)]
pub struct Produce {
    /// Part of the idle plant put in order again in a year when fuel and food suffice.
    #[prior(Uniform(0.46, 0.60), unit = "share of the gap a year", source = "judgement, card E7")]
    pub restart: f64,
    /// Part of the plant that stands idle which is lost to use in a year.
    #[prior(Uniform(0.20, 0.40), unit = "share a year", source = "judgement")]
    pub decay: f64,
    /// How strongly hunger cuts the work done.
    #[prior(Uniform(0.30, 0.60), unit = "elasticity", source = "judgement, card E7")]
    pub effort: f64,
    /// How sharply furnaces fall with fuel.
    #[prior(Uniform(2.0, 4.0), unit = "power", source = "judgement, iron of 1919-21")]
    pub furnaces: f64,
    /// Work that keeps mines and wells open even when little else runs.
    #[prior(Uniform(0.72, 0.92), unit = "share", source = "judgement, coal of 1918-20")]
    pub mines_kept: f64,
    /// Share of the fuel need that wood and peat cover.
    #[prior(Uniform(0.14, 0.22), unit = "share of the need of 1913", source = "judgement")]
    pub wood: f64,
    /// Output lost where the front passes.
    #[prior(Uniform(0.35, 0.6), unit = "share", source = "judgement")]
    pub war_loss: f64,
    /// Part of the plant that the front destroys or strips in a year.
    #[prior(Uniform(0.2, 0.4), unit = "share a year", source = "judgement")]
    pub war_damage: f64,
    /// Part of the gross output of consumer goods that other plants use up.
    #[prior(Uniform(0.15, 0.30), unit = "share", source = "judgement")]
    pub onward: f64,
    /// Share of the cotton need that home cotton covers when Turkestan is reached.
    #[prior(Uniform(0.5, 0.65), unit = "share of the need of 1913", source = "judgement")]
    pub home_cotton: f64,
    /// Part of industry's sales that needs the railway.
    #[prior(Uniform(0.3, 0.5), unit = "elasticity", source = "judgement")]
    pub by_rail: f64,
    /// Slower restart of mines, furnaces and steelworks than of light industry.
    #[prior(Uniform(0.7, 0.95), unit = "times", source = "judgement")]
    pub heavy: f64,
    /// Plant that disorder in management makes unusable while trusts do not keep their own
    /// accounts.
    #[prior(Uniform(0.10, 0.25), unit = "share a year", source = "judgement")]
    pub disorder: f64,
    /// Unsold goods, in months of output, at which a trust that lives by sales halves its work.
    #[prior(Uniform(3.0, 5.5), unit = "months of output", source = "judgement")]
    pub overstocked: f64,
    /// Food at which hunger no longer cuts the work done.
    #[prior(Fixed(0.9), unit = "share of the norm", source = "judgement")]
    pub fed: f64,
    /// Least food, against that at which hunger cuts no work, that those at work are taken to find.
    #[prior(Fixed(0.05), unit = "share", source = "judgement")]
    pub least_fed: f64,
    /// Usable share of plant below which restart gets no faster.
    #[prior(Fixed(0.02), unit = "share", source = "judgement")]
    pub restart_floor: f64,
    /// Plant that stays usable whatever happens.
    #[prior(Fixed(0.01), unit = "share", source = "judgement")]
    pub least_usable: f64,
    /// Fuel and food at which idle plant begins to be put in order.
    #[prior(Fixed(0.45), unit = "share of need", source = "judgement")]
    pub repair_supply: f64,
    /// Fuel and food beyond the least for repair at which it goes on at full pace.
    #[prior(Fixed(0.35), unit = "share of need", source = "judgement")]
    pub repair_supply_span: f64,
    /// Pace of repair while trusts do not keep their own accounts.
    #[prior(Fixed(0.25), unit = "share", source = "judgement")]
    pub repair_unaccounted: f64,
    /// Part of their fuel need that plants beyond the lines still ask for.
    #[prior(Fixed(0.3), unit = "share", source = "judgement")]
    pub need_beyond_lines: f64,
    /// Part of the coal and oil that arrives by river and cart when railways carry nothing.
    #[prior(Fixed(0.3), unit = "share", source = "judgement")]
    pub fuel_without_rail: f64,
    /// Largest fuel supply against need: what is beyond it is not stored.
    #[prior(Fixed(1.2), unit = "share of need", source = "judgement")]
    pub fuel_most: f64,
    /// How fast the fuel at plants follows what is delivered.
    #[prior(Fixed(0.5), unit = "share of the gap a month", source = "judgement")]
    pub fuel_speed: f64,
    /// Imports of all goods at which the cover by foreign cotton is given.
    #[prior(Fixed(500.0), unit = "million gold roubles a year", source = "judgement")]
    pub imports_reference: f64,
    /// Cotton need that foreign cotton covers at these imports.
    #[prior(Fixed(0.25), unit = "share of the need of 1913", source = "judgement")]
    pub imported_cotton: f64,
    /// How fast the cotton at mills follows what is delivered.
    #[prior(Fixed(0.3), unit = "share of the gap a month", source = "judgement")]
    pub cotton_speed: f64,
    /// How sharply a trust that lives by sales cuts its work as unsold goods mount.
    #[prior(Fixed(3.0), unit = "power", source = "judgement")]
    pub brake_power: f64,
    /// Part of the stock of coal, metal and machines that plants, railways and builders use up in a
    /// month.
    #[prior(Fixed(0.8), unit = "share a month", source = "judgement")]
    pub used_in_month: f64,
}

/// Repair needs peace twice over, at the plant and on the way to it: the chances multiply.
const PEACE_POWER: i32 = 2;
/// Least need of fuel or cotton, as a share of full work, that the supply is divided by: a country
/// whose plant has all but stopped would look richly supplied by its last wagon of coal. A guard of
/// the quotient, not a belief about plants.
const LEAST_WANTED: f64 = 0.05;
/// Least part of the freight asked for that sales follow: the elasticity is a belief about railways
/// that still carry something, and a power of nothing would stop every plant. A guard, as above.
const LEAST_RAIL: f64 = 0.05;

impl Produce {
    /// What a branch can do with fuel at this share of need: mines and wells fire themselves, and a
    /// furnace that gets half of its fuel makes less than half of its iron.
    fn fuel_for(&self, branch: Branch, fuel: f64) -> f64 {
        match branch {
            Branch::Coal | Branch::Oil => 1.0,
            Branch::Iron | Branch::Steel => libm::pow(fuel.clamp(0.0, 1.0), self.furnaces),
            _ => fuel,
        }
    }

    /// Share of usable plant that can work, given the supply of fuel, food and cotton, rail and
    /// peace: each as a share of need.
    pub fn works(&self, fuel: f64, food: f64, cotton: f64, rail: f64, war: f64) -> f64 {
        let hands = libm::pow((food / self.fed).clamp(self.least_fed, 1.0), self.effort);
        let sales = libm::pow(rail.clamp(LEAST_RAIL, 1.0), self.by_rail);
        fuel.min(1.0).min(cotton).max(0.0) * hands * sales * (1.0 - self.war_loss * war)
    }

    /// Whether conditions allow repair, 0 to 1, given the scarcer of fuel and food, war, and how
    /// far trusts keep their own accounts.
    pub fn ready(&self, supply: f64, war: f64, autonomy: f64) -> f64 {
        ((supply - self.repair_supply) / self.repair_supply_span).clamp(0.0, 1.0)
            * (1.0 - war).powi(PEACE_POWER)
            * (self.repair_unaccounted + (1.0 - self.repair_unaccounted) * autonomy)
    }

    /// Usable share of the plant after a month, given its use and whether conditions allow repair
    /// (0 to 1).
    pub fn repaired(&self, usable: f64, works: f64, ready: f64, heavy: bool) -> f64 {
        let pace = if heavy { self.heavy } else { 1.0 };
        let gap = libm::log(1.0 / usable.max(self.restart_floor));
        let gain = self.restart * pace / MONTHS * ready * usable * gap;
        let loss = self.decay / MONTHS * (1.0 - works) * usable * (1.0 - ready);
        (usable + gain - loss).clamp(self.least_usable, 1.0)
    }
}

impl Mechanism for Produce {
    const CARD: Card = Card {
        name: "produce",
        card: "E7",
        summary: "Output is limited by plant, fuel, food, cotton, rail and war.",
        claims: &["grain-supply-revives-cities-and-industry"],
        edges: &[("urban_food", "industrial_output")],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, mut v: View<'_>) {
        self.supply_fuel(&mut v);
        self.supply_cotton(&mut v);
        let town_food = food_by_region(&v);
        for trust in v.branch.ids() {
            let (branch, region) = (v.branch[trust], v.region[trust]);
            let fuel = self.fuel_for(branch, v.state.fuel);
            let cotton = if branch == Branch::Cotton { v.state.cotton_supply } else { 1.0 };
            let food = town_food[region.number()];
            let works = self.works(fuel, food, cotton, v.state.freight_met, v.war[region]);
            let order = self.order(&v, trust);
            let output = v.capacity[trust].share(v.usable[trust] * works * order);
            v.output[trust] = output;
            // Gross output counts yarn and cloth, flour and bread: part of it goes on to other
            // plants.
            let onward = if branch.is_consumer() { self.onward } else { 0.0 };
            let onward = output.share(onward);
            v.stock[trust] += output - onward;
            v.goods.output += output;
            v.goods.inputs += onward;
            let ready = self.ready(fuel.min(food), v.war[region], v.instruments.trust_autonomy);
            let heavy = !branch.is_consumer();
            // Mines and wells are kept open for what they yield to themselves.
            let works_on = if is_fuel(branch) { works.max(self.mines_kept) } else { works };
            let usable = self.repaired(v.usable[trust], works_on, ready, heavy);
            let disorder = self.disorder / MONTHS * (1.0 - v.instruments.trust_autonomy);
            let damage = self.war_damage / MONTHS * v.war[region] + disorder;
            v.usable[trust] = (usable * (1.0 - damage)).max(self.least_usable);
        }
        self.use_producer_goods(&mut v);
    }
}

/// Whether the branch makes fuel, and so does not wait for it.
fn is_fuel(branch: Branch) -> bool {
    matches!(branch, Branch::Coal | Branch::Oil)
}

/// Food per head in the towns of each region.
fn food_by_region(v: &View<'_>) -> Vec<f64> {
    let mut food = vec![0.0; v.war.len()];
    let mut people = vec![0.0; v.war.len()];
    for town in v.people.ids() {
        let r = v.town_region[town].number();
        food[r] += v.people[town].real() * v.food[town];
        people[r] += v.people[town].real();
    }
    food.iter().zip(&people).map(|(f, p)| f / p.max(1.0)).collect()
}

impl Produce {
    /// Fuel at hand over fuel needed, in the part of the country that the state holds.
    fn supply_fuel(&self, v: &mut View<'_>) {
        let (mut made, mut full, mut need, mut need_full) = (0.0, 0.0, 0.0, 0.0);
        for trust in v.branch.ids() {
            let control = v.control[v.region[trust]];
            if is_fuel(v.branch[trust]) {
                // What lies beyond the lines is not delivered.
                made += v.output[trust].real() * control;
                full += v.output_1913[trust].real();
            } else {
                need += v.capacity[trust].real()
                    * v.usable[trust]
                    * control.max(self.need_beyond_lines);
                need_full += v.output_1913[trust].real();
            }
        }
        let arrives = self.fuel_without_rail + (1.0 - self.fuel_without_rail) * v.state.freight_met;
        let delivered = made / full.max(1.0) * arrives;
        let supply = self.wood + (1.0 - self.wood) * delivered.max(0.0);
        let wanted = (need / need_full.max(1.0)).max(LEAST_WANTED);
        let fuel = (supply / wanted).min(self.fuel_most);
        v.state.fuel += self.fuel_speed * (fuel - v.state.fuel);
    }

    /// Raw cotton: Turkestan as far as it is held, and imports.
    fn supply_cotton(&self, v: &mut View<'_>) {
        let turkestan = v.control.all().last().copied().unwrap_or(1.0);
        let home = self.home_cotton * turkestan * v.state.cotton_home;
        let imports = v.abroad.imports.real() / KOPECKS * MONTHS / MILLION;
        let imported = imports / self.imports_reference * self.imported_cotton;
        let wanted: f64 = v
            .branch
            .ids()
            .filter(|&t| v.branch[t] == Branch::Cotton)
            .map(|t| v.usable[t])
            .fold(0.0, f64::max)
            .max(LEAST_WANTED);
        let supply = ((home + imported) / wanted).min(1.0);
        v.state.cotton_supply += self.cotton_speed * (supply - v.state.cotton_supply);
    }

    /// A trust that lives by sales works less when its goods lie unsold.
    fn order(&self, v: &View<'_>, trust: Id<Trust>) -> f64 {
        if !v.branch[trust].is_consumer() {
            return 1.0;
        }
        let usual = v.capacity[trust].real() * v.usable[trust];
        let months = v.stock[trust].real() / usual.max(1.0);
        let brake = 1.0 / (1.0 + libm::pow(months / self.overstocked, self.brake_power));
        1.0 - v.instruments.trust_autonomy * (1.0 - brake)
    }

    /// Coal, metal and machines are used up in the month: by plants, railways and builders.
    fn use_producer_goods(&self, v: &mut View<'_>) {
        for trust in v.branch.ids() {
            if !v.branch[trust].is_consumer() {
                let used = v.stock[trust].share(self.used_in_month);
                v.stock[trust] -= used;
                v.goods.inputs += used;
            }
        }
    }
}

view! {
    reads {
        branch: Column<Trust, Branch> = trusts.branch;
        region: Column<Trust, Id<Region>> = trusts.region;
        capacity: Column<Trust, Goods> = trusts.capacity;
        output_1913: Column<Trust, Goods> = trusts.output_1913;
        control: Column<Region, f64> = regions.control;
        war: Column<Region, f64> = regions.war;
        people: Column<Town, People> = towns.people;
        town_region: Column<Town, Id<Region>> = towns.region;
        food: Column<Town, f64> = towns.food;
        instruments: Instruments = instruments;
        abroad: TradeFlows = abroad_last;
    }
    changes {
        usable: Column<Trust, f64> = trusts.usable;
        output: Column<Trust, Goods> = trusts.output;
        stock: Column<Trust, Goods> = trusts.stock;
        state: State = state;
        goods: GoodsFlows = goods;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scarcest_supply_decides() {
        let rule = Produce::central();
        assert_eq!(rule.works(1.0, 1.0, 1.0, 1.0, 0.0), 1.0);
        assert!(rule.works(0.5, 1.0, 1.0, 1.0, 0.0) <= 0.5);
        assert!(rule.works(1.0, 0.5, 1.0, 1.0, 0.0) < 1.0);
        assert!(rule.works(1.0, 1.0, 1.0, 1.0, 1.0) < 0.6);
    }

    #[test]
    fn recovery_closes_the_logarithmic_gap_at_the_restart_rate() {
        // Closed form: with d ln u / dt = restart * ln(1/u) the log gap falls by exp(-restart) a
        // year; monthly steps of the rule come within 2 %.
        let rule = Produce::central();
        let mut usable = 0.3;
        for _ in 0..12 {
            usable = rule.repaired(usable, 1.0, 1.0, false);
        }
        let expected = libm::exp(libm::log(0.3) * libm::exp(-rule.restart));
        assert!((usable / expected - 1.0).abs() < 0.02, "{usable} {expected}");
    }

    #[test]
    fn idle_plant_decays_when_nothing_can_be_repaired() {
        let rule = Produce::central();
        assert!(rule.repaired(0.6, 0.3, 0.0, false) < 0.6);
    }
}
