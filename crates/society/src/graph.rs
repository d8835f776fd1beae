//! The causal graph of the ledger of claims: what is said to influence what, and how strongly each
//! influence pulls this month.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A variable of the graph, with the group that it stands in.
pub const NODES: [(&str, &str); 68] = [
    ("west_revolution_prospect", "world"),
    ("comintern_party_maturity", "world"),
    ("internationalist_effort", "world"),
    ("foreign_revolution_success", "world"),
    ("technology_inflow", "world"),
    ("isolation", "world"),
    ("military_threat", "world"),
    ("foreign_capital_link", "world"),
    ("weather_shock", "economy"),
    ("sown_area", "economy"),
    ("grain_harvest", "economy"),
    ("grain_marketed", "economy"),
    ("peasant_incentive", "economy"),
    ("procurement_rate", "economy"),
    ("town_country_exchange", "economy"),
    ("urban_food", "economy"),
    ("industrial_output", "economy"),
    ("desperate_want", "economy"),
    ("backwardness", "economy"),
    ("cultural_level", "economy"),
    ("market_freedom", "policy"),
    ("trade_monopoly_strength", "policy"),
    ("purge_intensity", "policy"),
    ("concession_pressure", "policy"),
    ("policy_effectiveness", "policy"),
    ("state_ownership_share", "policy"),
    ("peasant_unrest", "classes"),
    ("peasant_support", "classes"),
    ("peasant_weight", "classes"),
    ("urban_revolt", "classes"),
    ("working_class_size", "classes"),
    ("class_support", "classes"),
    ("private_trade_share", "classes"),
    ("nepman_income", "classes"),
    ("kulak_share", "classes"),
    ("manager_influence", "classes"),
    ("bourgeois_confidence", "classes"),
    ("party_size", "party"),
    ("old_bolshevik_share", "party"),
    ("careerist_share", "party"),
    ("worker_cadre", "party"),
    ("party_factory_link", "party"),
    ("member_control", "party"),
    ("fatigue", "party"),
    ("comfort_seeking", "party"),
    ("congress_independence", "party"),
    ("opposition_strength", "party"),
    ("stalin_trotsky_rivalry", "party"),
    ("nationalist_sentiment", "party"),
    ("national_conflict", "party"),
    ("apparatus_size", "apparatus"),
    ("apparatus_tsarist_share", "apparatus"),
    ("party_control_of_apparatus", "apparatus"),
    ("privileges", "apparatus"),
    ("apparatus_conservatism", "apparatus"),
    ("secretariat_power", "apparatus"),
    ("appointment_share", "apparatus"),
    ("loyal_network", "apparatus"),
    ("holder_caution", "apparatus"),
    ("lenin_capacity", "leaders"),
    ("lenin_alarm", "leaders"),
    ("lenin_action", "leaders"),
    ("lenin_trotsky_alliance", "leaders"),
    ("information_control", "leaders"),
    ("restoration_risk", "outcome"),
    ("thermidor_index", "outcome"),
    ("regime_survival", "outcome"),
    ("split_probability", "outcome"),
];

/// The claimed influences, in the order of `causal.dot`: cause, effect, whether they move together.
#[rustfmt::skip]
pub const EDGES: [(&str, &str, bool); 132] = [
    ("west_revolution_prospect", "foreign_revolution_success", true),
    ("comintern_party_maturity", "foreign_revolution_success", true),
    ("internationalist_effort", "comintern_party_maturity", true),
    ("foreign_revolution_success", "technology_inflow", true),
    ("foreign_revolution_success", "isolation", false),
    ("technology_inflow", "backwardness", false),
    ("technology_inflow", "regime_survival", true),
    ("isolation", "market_freedom", true),
    ("west_revolution_prospect", "market_freedom", false),
    ("regime_survival", "internationalist_effort", true),
    ("military_threat", "procurement_rate", true),
    ("military_threat", "worker_cadre", false),
    ("military_threat", "fatigue", true),
    ("military_threat", "comfort_seeking", false),
    ("military_threat", "party_size", false),
    ("military_threat", "regime_survival", false),
    ("weather_shock", "grain_harvest", false),
    ("sown_area", "grain_harvest", true),
    ("peasant_incentive", "sown_area", true),
    ("market_freedom", "peasant_incentive", true),
    ("procurement_rate", "peasant_incentive", false),
    ("grain_harvest", "grain_marketed", true),
    ("grain_harvest", "desperate_want", false),
    ("market_freedom", "town_country_exchange", true),
    ("town_country_exchange", "grain_marketed", true),
    ("town_country_exchange", "industrial_output", true),
    ("grain_marketed", "urban_food", true),
    ("urban_food", "industrial_output", true),
    ("urban_food", "working_class_size", true),
    ("industrial_output", "working_class_size", true),
    ("industrial_output", "desperate_want", false),
    ("industrial_output", "backwardness", false),
    ("industrial_output", "lenin_alarm", false),
    ("industrial_output", "restoration_risk", false),
    ("backwardness", "cultural_level", false),
    ("backwardness", "policy_effectiveness", false),
    ("policy_effectiveness", "state_ownership_share", true),
    ("state_ownership_share", "apparatus_size", true),
    ("procurement_rate", "peasant_unrest", true),
    ("procurement_rate", "peasant_support", false),
    ("peasant_support", "class_support", true),
    ("peasant_unrest", "market_freedom", true),
    ("peasant_unrest", "regime_survival", false),
    ("desperate_want", "urban_revolt", true),
    ("urban_revolt", "market_freedom", true),
    ("urban_revolt", "regime_survival", false),
    ("market_freedom", "procurement_rate", false),
    ("industrial_output", "regime_survival", true),
    ("class_support", "regime_survival", true),
    ("market_freedom", "private_trade_share", true),
    ("private_trade_share", "nepman_income", true),
    ("market_freedom", "kulak_share", true),
    ("market_freedom", "manager_influence", true),
    ("nepman_income", "bourgeois_confidence", true),
    ("kulak_share", "bourgeois_confidence", true),
    ("manager_influence", "concession_pressure", true),
    ("bourgeois_confidence", "concession_pressure", true),
    ("concession_pressure", "market_freedom", true),
    ("concession_pressure", "trade_monopoly_strength", false),
    ("bourgeois_confidence", "restoration_risk", true),
    ("trade_monopoly_strength", "foreign_capital_link", false),
    ("foreign_capital_link", "nepman_income", true),
    ("foreign_capital_link", "restoration_risk", true),
    ("restoration_risk", "regime_survival", false),
    ("restoration_risk", "lenin_alarm", true),
    ("working_class_size", "worker_cadre", true),
    ("working_class_size", "class_support", true),
    ("apparatus_size", "worker_cadre", false),
    ("worker_cadre", "party_factory_link", true),
    ("party_factory_link", "member_control", true),
    ("cultural_level", "member_control", true),
    ("fatigue", "member_control", false),
    ("fatigue", "comfort_seeking", true),
    ("member_control", "apparatus_conservatism", false),
    ("apparatus_conservatism", "apparatus_size", true),
    ("backwardness", "apparatus_size", true),
    ("apparatus_size", "apparatus_tsarist_share", true),
    ("worker_cadre", "apparatus_tsarist_share", false),
    ("cultural_level", "apparatus_tsarist_share", false),
    ("apparatus_tsarist_share", "party_control_of_apparatus", false),
    ("cultural_level", "party_control_of_apparatus", true),
    ("party_control_of_apparatus", "apparatus_conservatism", false),
    ("apparatus_size", "privileges", true),
    ("desperate_want", "privileges", true),
    ("comfort_seeking", "privileges", true),
    ("privileges", "apparatus_conservatism", true),
    ("privileges", "careerist_share", true),
    ("careerist_share", "apparatus_conservatism", true),
    ("apparatus_conservatism", "privileges", true),
    ("party_size", "careerist_share", true),
    ("market_freedom", "careerist_share", true),
    ("party_size", "old_bolshevik_share", false),
    ("purge_intensity", "careerist_share", false),
    ("careerist_share", "lenin_alarm", true),
    ("apparatus_tsarist_share", "lenin_alarm", true),
    ("market_freedom", "nationalist_sentiment", true),
    ("regime_survival", "nationalist_sentiment", true),
    ("apparatus_tsarist_share", "nationalist_sentiment", true),
    ("privileges", "nationalist_sentiment", true),
    ("peasant_weight", "nationalist_sentiment", true),
    ("old_bolshevik_share", "nationalist_sentiment", false),
    ("nationalist_sentiment", "internationalist_effort", false),
    ("nationalist_sentiment", "national_conflict", true),
    ("national_conflict", "lenin_alarm", true),
    ("nationalist_sentiment", "thermidor_index", true),
    ("secretariat_power", "appointment_share", true),
    ("holder_caution", "appointment_share", false),
    ("appointment_share", "loyal_network", true),
    ("loyal_network", "congress_independence", false),
    ("congress_independence", "secretariat_power", false),
    ("appointment_share", "member_control", false),
    ("member_control", "appointment_share", false),
    ("member_control", "congress_independence", true),
    ("loyal_network", "opposition_strength", false),
    ("appointment_share", "thermidor_index", true),
    ("apparatus_conservatism", "thermidor_index", true),
    ("member_control", "thermidor_index", false),
    ("secretariat_power", "information_control", true),
    ("information_control", "lenin_action", false),
    ("thermidor_index", "lenin_alarm", true),
    ("lenin_alarm", "lenin_action", true),
    ("lenin_capacity", "lenin_action", true),
    ("lenin_trotsky_alliance", "lenin_action", true),
    ("lenin_action", "purge_intensity", true),
    ("lenin_action", "trade_monopoly_strength", true),
    ("lenin_action", "secretariat_power", false),
    ("lenin_capacity", "secretariat_power", false),
    ("lenin_capacity", "opposition_strength", true),
    ("thermidor_index", "opposition_strength", true),
    ("opposition_strength", "congress_independence", true),
    ("thermidor_index", "stalin_trotsky_rivalry", true),
    ("stalin_trotsky_rivalry", "split_probability", true),
];

/// Number of an influence in [`EDGES`]: `edge("fatigue", "member_control")`.
///
/// # Panics
/// If the graph has no such influence: at compile time, where it is used in a constant.
pub const fn edge(cause: &str, effect: &str) -> usize {
    let mut i = 0;
    while i < EDGES.len() {
        if same(EDGES[i].0, cause) && same(EDGES[i].1, effect) {
            return i;
        }
        i += 1;
    }
    panic!("the causal graph has no such influence")
}

const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut i = 0;
    while i < a.len() {
        if a[i] != b[i] {
            return false;
        }
        i += 1;
    }
    true
}

/// What each influence adds to its effect this month, in the unit of the effect.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Influences {
    /// By the number of the influence in [`EDGES`]; not a number where none was noted.
    #[serde(serialize_with = "put_pulls", deserialize_with = "get_pulls")]
    pub pull: [f64; EDGES.len()],
}

/// Longer arrays than of 32 are written as the sequences that they are.
fn put_pulls<S: Serializer>(pull: &[f64; EDGES.len()], to: S) -> Result<S::Ok, S::Error> {
    pull.as_slice().serialize(to)
}

fn get_pulls<'de, D: Deserializer<'de>>(from: D) -> Result<[f64; EDGES.len()], D::Error> {
    let pulls = Vec::deserialize(from)?;
    <[f64; EDGES.len()]>::try_from(pulls)
        .map_err(|pulls| de::Error::invalid_length(pulls.len(), &"one pull for each influence"))
}

/// Equal if equal to the bit: what was not noted equals what was not noted.
impl PartialEq for Influences {
    fn eq(&self, other: &Self) -> bool {
        self.pull.map(f64::to_bits) == other.pull.map(f64::to_bits)
    }
}

impl Default for Influences {
    fn default() -> Self {
        Influences { pull: [f64::NAN; EDGES.len()] }
    }
}
