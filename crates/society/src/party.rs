//! The party in a few numbers: what its members can do, what its Secretariat can, and where both
//! are going. All are 0 to 1 unless said otherwise.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The state of the party.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Party {
    /// Active workers of the party at the bench, over those of January 1918.
    pub worker_cadre: f64,
    /// Tie of the party to the factories.
    pub factory_link: f64,
    /// How far members can hold leaders to account.
    pub member_control: f64,
    /// Mean weariness of members.
    pub fatigue: f64,
    /// Mean wish for comfort.
    pub comfort_seeking: f64,
    /// Share of members who joined for a career.
    pub careerist_share: f64,
    /// Share of members who joined before 1917.
    pub old_bolshevik_share: f64,
    /// Leaning of members and officials to the nation and its state.
    pub nationalist_sentiment: f64,
    /// Strength of opposition to the leadership among members.
    pub opposition_strength: f64,
    /// The same over the last year: what people are used to.
    pub opposition_usual: f64,
    /// How far a congress can decide against the Secretariat.
    pub congress_independence: f64,
    /// How far staff and files of the Secretariat suffice for the posts it has to fill.
    pub secretariat_capacity: f64,
    /// Share of vacancies in provinces that the Secretariat really fills.
    pub secretariat_reach: f64,
    /// Power of the Secretariat over posts.
    pub secretariat_power: f64,
    /// Share of provincial secretaries appointed or recommended from above.
    pub appointment_share: f64,
    /// Share of provincial secretaries and committee seats loyal to the general secretary.
    pub loyal_network: f64,
    /// Hold of the Secretariat on what leaders learn.
    pub information_control: f64,
    /// Caution of the holder of the general secretary's office.
    pub holder_caution: f64,
    /// Demand of local secretaries for a strong centre that shelters them.
    pub demand_for_order: f64,
    /// Strength of a purge under way.
    pub purge_intensity: f64,
    /// The index of bureaucratic degeneration (definition in the ledger of claims, O2).
    pub thermidor_index: f64,
    /// Risk that private property and power return.
    pub restoration_risk: f64,
    /// Prospect that the government survives.
    pub regime_survival: f64,
    /// Political stress: mobilisation of masses, rivalry above and distress of the state, multiplied.
    /// A read-out; nothing follows from it.
    pub stress: f64,
    /// Prospect of a split of the leadership.
    pub split_probability: f64,
    /// Rivalry of the general secretary and the leader of the opposition.
    pub rivalry: f64,
    /// Sanction that waits for open dissent.
    pub sanction: f64,
    /// The line of the leadership, by question, -1 to 1, as members hear it.
    pub line: [f64; 3],
    /// Active workers at the bench when the party took power, persons weighed by their activity.
    pub cadre_at_start: f64,
    /// Industrial workers when the party was last counted, persons.
    pub workers_before: f64,
    /// The last congress or conference.
    pub congress: Congress,
}

/// A congress of the party, as it was elected.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Congress {
    /// Voting delegates.
    pub delegates: i64,
    /// Of them, full-time officials of party and state.
    pub officials: i64,
    /// Of them, for the opposition.
    pub opposition: i64,
    /// Share for the opposition among members.
    pub opposition_members: f64,
    /// Share for the opposition in cells of higher schools.
    pub opposition_students: f64,
    /// Share for the opposition in factory cells.
    pub opposition_workers: f64,
    /// Share for the opposition in army cells.
    pub opposition_army: f64,
    /// Share for the opposition at district conferences.
    pub opposition_district: f64,
    /// Share for the opposition at provincial conferences.
    pub opposition_province: f64,
    /// Id of the motion over which it was elected; empty where the leaders were of one mind.
    pub question: Arc<str>,
    /// Of the delegates, those elected for each option of that motion.
    pub platforms: Vec<i64>,
    /// The option of the leadership among them.
    pub line: usize,
    /// Months since.
    pub ago: u32,
    /// Contested votes recorded in the Central Committee in the last twelve months.
    pub contested_votes: f64,
}
