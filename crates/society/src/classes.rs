//! Classes and ideas in a few numbers, 0 to 1 unless said otherwise.

use kernel::{Column, Id};
use serde::{Deserialize, Serialize};

use crate::Region;

/// Weight, mood and pressure of the classes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Classes {
    /// Support of the government by workers and peasants together.
    pub class_support: f64,
    /// Support by workers.
    pub worker_support: f64,
    /// Support by peasants.
    pub peasant_support: f64,
    /// Weight of the peasantry in the country, share of the people.
    pub peasant_weight: f64,
    /// Unrest in the towns.
    pub urban_revolt: f64,
    /// Want: 1 when food and goods are lacking, 0 at the level of 1913.
    pub want: f64,
    /// Incomes of private traders and owners, share of national income.
    pub nepman_income: f64,
    /// Share of well-off households in the village that hire or lease.
    pub kulak_share: f64,
    /// Confidence of the private strata.
    pub bourgeois_confidence: f64,
    /// Their pressure for concessions, with that of managers and specialists.
    pub concession_pressure: f64,
    /// Freedom of the market as policy leaves it.
    pub market_freedom: f64,
    /// Backwardness: 1 as in 1917, 0 as the industrial West.
    pub backwardness: f64,
    /// Schooling and political culture.
    pub cultural_level: f64,
    /// What schooling and political culture gained since November 1917.
    pub culture_gained: f64,
    /// What policy can bring about of what it orders.
    pub policy_effectiveness: f64,
    /// Share of industry that the state owns.
    pub state_ownership: f64,
    /// Mass support that promotion of workers creates.
    pub mobility_support: f64,
    /// Will of workers to speak for themselves in factory, union and party: 1 as in 1917.
    pub worker_voice: f64,
    /// Share of workers fresh from the village.
    pub fresh_workers: f64,
    /// Share of workers and members fresh from the village.
    pub ruralisation: f64,
    /// National leaning by group: officials, new members, peasants, emigres.
    pub national_feeling: [f64; 4],
    /// Words for it: reach of the Smena Vekh current.
    pub smena_vekh: f64,
    /// Conflict between the centre and the republics.
    pub national_conflict: f64,
    /// Severity of police rule and of the ban on other parties and factions, as members feel it.
    /// What it does to them is scaled by switch M17, not the level.
    pub repression: f64,
}

/// Row type of the table of republics.
pub struct Republic;

/// The Soviet republics outside the RSFSR.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Republics {
    /// Name.
    #[serde(deserialize_with = "kernel::saved::words")]
    pub name: Column<Republic, &'static str>,
    /// The region of the model in which it lies.
    pub region: Column<Republic, Id<Region>>,
    /// Rights that its leaders wish for, on the scale of the instrument `republic_rights`.
    pub wish: Column<Republic, f64>,
    /// Grievance against the centre.
    pub grievance: Column<Republic, f64>,
    /// Share of its leaders who back the form of union that the centre wants.
    pub consent: Column<Republic, f64>,
}

/// Row type of the table of foreign parties.
pub struct ForeignParty;

/// Sections of the Comintern and the countries in which they work.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Comintern {
    /// Country.
    #[serde(deserialize_with = "kernel::saved::words")]
    pub country: Column<ForeignParty, &'static str>,
    /// Industrial workers there, million.
    pub workers: Column<ForeignParty, f64>,
    /// Members, thousand.
    pub members: Column<ForeignParty, f64>,
    /// Maturity of its leaders and cells.
    pub maturity: Column<ForeignParty, f64>,
    /// How far the country is from calm.
    pub ferment: Column<ForeignParty, f64>,
    /// How hard world-wide ferment shakes the country: 1 the defeated powers, near 0 neutral ones.
    pub exposure: Column<ForeignParty, f64>,
    /// Members for a thousand industrial workers when the party was largest.
    pub reach: Column<ForeignParty, f64>,
    /// Members of socialist parties there who would come over if these split, thousand.
    pub left_wing: Column<ForeignParty, f64>,
    /// Months that a workers' government has lived there; 0 when there is none.
    pub in_power: Column<ForeignParty, u32>,
    /// Whether that government has taken root; one that has not falls within months.
    pub rooted: Column<ForeignParty, bool>,
    /// Attempts at revolution abroad in the month.
    pub attempts: u32,
    /// Success of revolution abroad: industrial workers of allied countries, as a share of those of
    /// a great industrial country.
    pub success: f64,
    /// Months lived by the oldest workers' government in a country with at least 5 million
    /// industrial workers; 0 when there is none.
    pub workers_government: u32,
    /// Effort that the Soviet party puts into it.
    pub effort: f64,
    /// Prospect of a revolution in the West, as things stand.
    pub prospect: f64,
    /// Isolation of Soviet Russia.
    pub isolation: f64,
    /// Technique that comes from allied countries.
    pub technology: f64,
    /// Threat of war or intervention.
    pub threat: f64,
    /// Tie of home capital to capital abroad.
    pub foreign_capital: f64,
}
