//! Prices and expectations. Price levels are per rouble of 1913; relative prices have the general
//! level as 1.

use serde::{Deserialize, Serialize};

/// What is known of the market.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Market {
    /// Price level in sovznaks of 1917: what a basket of one rouble of 1913 costs.
    pub level_sovznak: f64,
    /// Price level in chervonets roubles.
    pub level_chervonets: f64,
    /// Inflation of the month in sovznaks, as the change of the logarithm.
    pub inflation_sovznak: f64,
    /// Inflation of the month in chervontsy.
    pub inflation_chervonets: f64,
    /// Expected inflation in sovznaks.
    pub expected_sovznak: f64,
    /// Expected inflation in chervontsy.
    pub expected_chervonets: f64,
    /// Scarcity price of grain, 1913 = 1, before it is set against the general level.
    pub farm_raw: f64,
    /// Price asked by trusts, 1913 = 1, before it is set against the general level.
    pub industry_raw: f64,
    /// Industrial goods at wholesale, relative to the general level.
    pub industrial_wholesale: f64,
    /// Industrial goods at retail, relative to the general level.
    pub industrial_retail: f64,
    /// Industrial goods where peasants buy, relative to the general level.
    pub industrial_village: f64,
    /// Farm goods on the free market, relative to the general level.
    pub agricultural: f64,
    /// Grain on the free market, relative to the general level.
    pub grain_free: f64,
    /// Grain as the state pays for it, relative to the general level.
    pub grain_state: f64,
    /// Grain at hand over grain needed until the harvest, whole country.
    pub grain_availability: f64,
    /// Real money that people want to hold, roubles of 1913.
    pub money_wanted: f64,
    /// The part of it that peasants want to hold, savings of the war included.
    pub peasants_want: f64,
    /// Share of real money wanted in chervontsy.
    pub chervonets_share: f64,
    /// Money of the peasants beyond what they want to hold, over that want.
    pub overhang: f64,
    /// Price at which the goods on offer would just be bought, over the price asked.
    pub clearing_gap: f64,
    /// Unit cost of industry, relative to 1913.
    pub unit_cost: f64,
    /// Real value of the savings of the war years still held, roubles of 1913.
    pub hoards: f64,
    /// Share of the economy's exchange that goes through money.
    pub monetised: f64,
}
