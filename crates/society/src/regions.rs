//! The ten regions.

use kernel::{Column, Hectares, Kilograms, People};
use serde::{Deserialize, Serialize};

/// One of the ten regions.
#[derive(Debug)]
pub struct Region;

/// The regions by their names in files, in the order of every regional column.
///
/// The cut is that of the model: North-West with Belorussia, Siberia with the Far East,
/// Kazakhstan with Central Asia.
pub const REGIONS: [&str; 10] = [
    "north-west",
    "central-industrial",
    "central-black-earth",
    "volga",
    "ukraine",
    "north-caucasus",
    "urals",
    "west-siberia",
    "transcaucasia",
    "central-asia",
];

/// What is known of each region.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Regions {
    /// Share of the region that the Soviet state holds.
    pub control: Column<Region, f64>,
    /// Destruction and disorder of the war: 0 in peace, 1 at the front line.
    pub war: Column<Region, f64>,
    /// Weather of the coming harvest, 1 in a mean year.
    pub weather: Column<Region, f64>,
    /// Grain that a hectare under crops gives in a mean year with pre-war labour and horses, kg.
    pub yield_normal: Column<Region, f64>,
    /// Whether the region fed others before the war (1) or was fed by them (0).
    pub producing: Column<Region, f64>,
    /// Distance from grain to the consuming towns, as a share of the rail network's reach.
    pub remoteness: Column<Region, f64>,

    /// Arable land outside the holdings of the peasants: estates, then the state's fund.
    pub land_reserve: Column<Region, Hectares>,
    /// All arable land; constant.
    pub land_total: Column<Region, Hectares>,
    /// Land of all peasant households.
    pub land_held: Column<Region, Hectares>,
    /// Sown area of this season.
    pub sown: Column<Region, Hectares>,
    /// Sown area of 1916, the base of the area index.
    pub sown_1916: Column<Region, Hectares>,

    /// Grain of all peasant households, hidden grain included.
    pub peasant_grain: Column<Region, Kilograms>,
    /// Grain in village shops, mills and common granaries, for households that lack it.
    pub village_grain: Column<Region, Kilograms>,
    /// Grain held by the state.
    pub state_grain: Column<Region, Kilograms>,
    /// Grain held by private traders and bagmen.
    pub trader_grain: Column<Region, Kilograms>,
    /// Grain that peasants offered for sale this month.
    pub offered: Column<Region, Kilograms>,
    /// Grain that peasant households lacked this month of their own, before the village helped.
    pub lacked: Column<Region, Kilograms>,
    /// What peasants need until the harvest: food, feed and seed.
    pub peasant_need: Column<Region, Kilograms>,
    /// Grain above the need to the next harvest, in the last count.
    pub surplus: Column<Region, Kilograms>,
    /// Share of the spare grain of the month that households pass on to neighbours who lack it.
    pub passed_on: Column<Region, f64>,
    /// Peasant households.
    pub households: Column<Region, i64>,

    /// Share of the surplus that peasants expect to keep for themselves.
    pub kept_expected: Column<Region, f64>,
    /// Grain taken without market payment since the harvest.
    pub taken: Column<Region, Kilograms>,
    /// Surplus at the harvest, the base of what was taken.
    pub harvest_surplus: Column<Region, Kilograms>,
    /// Horses, heads.
    pub horses: Column<Region, i64>,
    /// Cattle, heads.
    pub cattle: Column<Region, i64>,
    /// Pigs, heads.
    pub pigs: Column<Region, i64>,
    /// Rural people.
    pub rural: Column<Region, People>,
    /// Rural people with less than half of the norm of food.
    pub hungry: Column<Region, People>,
    /// Food eaten per rural head this month, as a share of the norm.
    pub rural_food: Column<Region, f64>,

    /// Share of the peasants in open rising.
    pub rising: Column<Region, f64>,
    /// Grievance of the peasants, 0 to 1.
    pub grievance: Column<Region, f64>,
    /// Standing of the government with the peasants, 0 to 1.
    pub legitimacy: Column<Region, f64>,
    /// Soldiers and police free to act in the region.
    pub coercion: Column<Region, People>,
}
