//! The offices of the state by commissariat and level, and how far Communists and old officials
//! there have come to resemble each other.

use kernel::{Column, People};
use serde::{Deserialize, Serialize};

/// Row type of the table of offices: a commissariat at a level.
pub struct Office;

/// A commissariat, or a group of institutions that personnel statistics count together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Commissariat {
    Finance,
    Transport,
    Control,
    War,
    Industry,
    Interior,
    Foreign,
    Cheka,
    Agriculture,
    Food,
    Trade,
    Education,
}

impl Commissariat {
    /// All, in the order of the rows.
    pub const ALL: [Commissariat; 12] = [
        Commissariat::Finance,
        Commissariat::Transport,
        Commissariat::Control,
        Commissariat::War,
        Commissariat::Industry,
        Commissariat::Interior,
        Commissariat::Foreign,
        Commissariat::Cheka,
        Commissariat::Agriculture,
        Commissariat::Food,
        Commissariat::Trade,
        Commissariat::Education,
    ];

    /// Name in files.
    pub const fn name(self) -> &'static str {
        match self {
            Commissariat::Finance => "finance",
            Commissariat::Transport => "transport",
            Commissariat::Control => "control",
            Commissariat::War => "war",
            Commissariat::Industry => "industry",
            Commissariat::Interior => "interior",
            Commissariat::Foreign => "foreign",
            Commissariat::Cheka => "cheka",
            Commissariat::Agriculture => "agriculture",
            Commissariat::Food => "food",
            Commissariat::Trade => "trade",
            Commissariat::Education => "education",
        }
    }
}

/// Level of an office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Level {
    /// Moscow.
    Centre,
    /// Province.
    Province,
    /// District.
    District,
    /// Volost and village.
    Volost,
}

impl Level {
    /// All, from the top.
    pub const ALL: [Level; 4] = [Level::Centre, Level::Province, Level::District, Level::Volost];

    /// Name in files.
    pub const fn name(self) -> &'static str {
        match self {
            Level::Centre => "centre",
            Level::Province => "province",
            Level::District => "district",
            Level::Volost => "volost",
        }
    }
}

/// The offices, commissariat by commissariat, the four levels of each from the top.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Offices {
    /// Number of the commissariat in [`Commissariat::ALL`].
    pub commissariat: Column<Office, u8>,
    /// Level.
    pub level: Column<Office, u8>,
    /// Share of all staff that stood here in November 1917.
    pub weight: Column<Office, f64>,
    /// Share of its staff that had served before 1917 when the record first counted it: how far the
    /// work of the office calls for people who know the old service.
    pub old_core: Column<Office, f64>,
    /// How eagerly the party fills the office with its own, 1 is the mean.
    pub party_interest: Column<Office, f64>,
    /// Share of Communists among its heads that the party wants.
    pub led_aim: Column<Office, f64>,
    /// Staff wanted, persons.
    pub wanted: Column<Office, f64>,
    /// Staff, all of them.
    pub staff: Column<Office, People>,
    /// Places made this month and not filled yet; nobody stands in them before the hiring.
    pub vacant: Column<Office, People>,
    /// Of the staff, those who served in offices before 1917.
    pub old: Column<Office, People>,
    /// Of the staff, Communists. Hardly any of them are old officials: the two are kept apart.
    pub communists: Column<Office, People>,
    /// Communists among those who lead the office, share.
    pub led_by_communists: Column<Office, f64>,
    /// Competence of the office, 0 to 1.
    pub competence: Column<Office, f64>,
    /// Administrative habits of the old service among the Communists there, 0 to 1.
    pub habits_of_communists: Column<Office, f64>,
    /// The same among the old officials: 1 before they met the party.
    pub habits_of_old: Column<Office, f64>,
    /// How far the Communists moved towards the old officials so far, sum of habits gained.
    pub communists_moved: Column<Office, f64>,
    /// How far the old officials moved towards the Communists so far, sum of habits lost.
    pub old_moved: Column<Office, f64>,
    /// Share of bad news lost in the reports of the office.
    pub distortion: Column<Office, f64>,
    /// What the office costs, in workers' incomes: one for each of the staff, and the privileges of
    /// those of rank.
    pub cost: Column<Office, f64>,
}

/// The apparatus in a few numbers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Apparatus {
    /// Share of officials who served before 1917.
    pub old_share: f64,
    /// The same in the central offices alone, which is what the counts of 1918 to 1921 cover.
    pub old_share_centre: f64,
    /// People who served in offices before 1917, live in the country and now stand outside.
    pub old_outside: People,
    /// Share of those Communists who sit in offices that has secondary or higher schooling.
    pub schooled: f64,
    /// How far the party directs the offices, 0 to 1.
    pub party_control: f64,
    /// Real income of an official of rank over that of a worker, money and kind.
    pub privileges: f64,
    /// Interest of the officials in things as they are, 0 to 1.
    pub conservatism: f64,
    /// Who directs whom: from -1 (the Communists took on the habits of the old officials) to 1 (the
    /// old officials took on those of the party), by how far each side moved this month.
    pub reading: f64,
    /// The same over all months so far.
    pub reading_so_far: f64,
    /// How far Communists moved so far where the two sides meet, sum of habits gained.
    pub communists_moved: f64,
    /// How far old officials moved so far where the two sides meet, sum of habits lost.
    pub old_moved: f64,
    /// Share of bad news that reaches the top.
    pub news_passed: f64,
    /// Staff that offices ask for over what decrees set; 1 as decreed.
    pub demand: f64,
    /// Weight of red managers and specialists in decisions, 0 to 1.
    pub manager_influence: f64,
}
