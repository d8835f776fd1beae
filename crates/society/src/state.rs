//! The state, the season and the world outside.

use kernel::{GoldKopecks, Goods, Kilograms, People};
use serde::{Deserialize, Serialize};

/// Army, budget, reserves.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// Soldiers.
    pub army: People,
    /// Officials and other staff of the state.
    pub officials: People,
    /// Gold and foreign exchange.
    pub reserves: GoldKopecks,
    /// Foreign credits outstanding.
    pub foreign_debt: GoldKopecks,
    /// Budget revenue of the month, real, roubles of 1913.
    pub revenue: f64,
    /// Budget expenditure of the month, real, roubles of 1913.
    pub expenditure: f64,
    /// National income, 1913 = 1.
    pub income: f64,
    /// The last harvest, kg.
    pub last_harvest: f64,
    /// Real value of the month's emission, roubles of 1913.
    pub emission: f64,
    /// Money taxes on peasants in the month, real, roubles of 1913.
    pub farm_tax: f64,
    /// State investment of the month, real, roubles of 1913.
    pub investment: f64,
    /// Credit of the State Bank outstanding, chervonets kopecks.
    pub credit: i128,
    /// Industrial workers.
    pub workers: People,
    /// Wage and salary earners outside industry and the state.
    pub other_employed: People,
    /// Townspeople who want work and have none.
    pub unemployed: People,
    /// The part of them on the registers.
    pub unemployed_registered: People,
    /// The part of them in the unions.
    pub unemployed_union: People,
    /// Union members at work.
    pub union_members: People,
    /// Real wage of a worker, 1913 = 1.
    pub real_wage: f64,
    /// Share of workers' days lost in strikes, as strikes begun in the month.
    pub strikes: f64,
    /// Workers on strike in the month.
    pub strikers: People,
    /// Rail capacity in working order, 1913 = 1.
    pub rail_capacity: f64,
    /// Rail freight of the month, tonnes.
    pub freight: f64,
    /// Share of the demand for freight that was carried.
    pub freight_met: f64,
    /// Fuel at hand over fuel needed.
    pub fuel: f64,
    /// Raw cotton at hand over cotton needed.
    pub cotton_supply: f64,
    /// Home cotton crop over that of 1913.
    pub cotton_home: f64,
    /// Months since the first chervonets.
    pub chervonets_months: u32,
    /// Imports that the plan allows in a month, gold kopecks.
    pub import_plan: f64,
    /// Grain exported in the month.
    pub grain_exported: Kilograms,
    /// Private share of industrial output.
    pub private_industry: f64,
    /// Output of small industry, 1913 = 1.
    pub small_industry: f64,
    /// Consumer goods taken by the state for the army and rations this month.
    pub goods_taken: Goods,
}

/// Where the month stands in the farming year. Set on the page: mechanisms know no date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Season {
    /// Months until the next harvest is in, 1 to 12.
    pub to_harvest: u32,
    /// Share of a year's sales that usually falls in this month.
    pub sales: f64,
    /// Whether seed for the coming harvest is already in the ground.
    pub sown: bool,
    /// Whether the harvest comes in this month.
    pub harvest: bool,
    /// The year, to mark who joined when; no rule asks which year it is.
    pub year: u16,
}

/// The countries outside.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct World {
    /// Share of foreign trade that powers outside let pass: 0 under blockade.
    pub openness: f64,
    /// Price of grain abroad over its price in Russia in 1913, gold.
    pub grain_price: f64,
    /// Price of manufactures abroad over 1913, gold.
    pub manufactures_price: f64,
    /// Attempts at revolution abroad so far.
    pub attempts: u32,
    /// Attempts that lasted.
    pub durable: u32,
    /// Powers that recognise the government.
    pub recognised: u32,
    /// Powers that could still recognise it.
    pub unrecognised: u32,
    /// Whether a war scare hangs over the month, 0 or 1.
    pub war_scare: f64,
    /// Expected attempts at revolution abroad in a year, as things stand.
    pub ferment: f64,
    /// Industrial workers of countries in which a scenario assumes a workers' government, million.
    pub allied_workers: f64,
    /// Mortality of epidemics, as a multiple of peace.
    pub epidemic: f64,
    /// People who leave the country, thousand a month.
    pub emigration: f64,
    /// Relief grain that arrives from abroad this month, kg.
    pub relief: Kilograms,
}
