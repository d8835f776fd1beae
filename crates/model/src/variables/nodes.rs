//! Which variable measures which node of the causal graph.

/// The variable that measures each node, in the order of [`society::NODES`].
#[rustfmt::skip]
pub const MEASURED_BY: [(&str, &str); 68] = [
    ("west_revolution_prospect", "world.revolution_prospect"),
    ("comintern_party_maturity", "world.comintern_maturity"),
    ("internationalist_effort", "world.internationalist_effort"),
    ("foreign_revolution_success", "world.durable"),
    ("technology_inflow", "world.technology_inflow"),
    ("isolation", "world.isolation"),
    ("military_threat", "world.threat"),
    ("foreign_capital_link", "world.foreign_capital"),
    ("weather_shock", "land.weather_shock"),
    ("sown_area", "land.sown"),
    ("grain_harvest", "grain.harvest"),
    ("grain_marketed", "grain.sold"),
    ("peasant_incentive", "land.kept_expected"),
    ("procurement_rate", "grain.procured"),
    ("town_country_exchange", "trade.turnover"),
    ("urban_food", "people.urban_food"),
    ("industrial_output", "industry.index"),
    ("desperate_want", "classes.want"),
    ("backwardness", "classes.backwardness"),
    ("cultural_level", "classes.cultural_level"),
    ("market_freedom", "classes.market_freedom"),
    ("trade_monopoly_strength", "world.trade_monopoly"),
    ("purge_intensity", "party.purge_intensity"),
    ("concession_pressure", "classes.concession_pressure"),
    ("policy_effectiveness", "classes.policy_effectiveness"),
    ("state_ownership_share", "classes.state_ownership"),
    ("peasant_unrest", "unrest.rising"),
    ("peasant_support", "classes.peasant_support"),
    ("peasant_weight", "classes.peasant_weight"),
    ("urban_revolt", "classes.urban_revolt"),
    ("working_class_size", "labour.industrial_workers"),
    ("class_support", "classes.class_support"),
    ("private_trade_share", "trade.private_share"),
    ("nepman_income", "classes.nepman_income"),
    ("kulak_share", "classes.kulak_share"),
    ("manager_influence", "apparatus.manager_influence"),
    ("bourgeois_confidence", "classes.bourgeois_confidence"),
    ("party_size", "party.members"),
    ("old_bolshevik_share", "party.old_bolshevik_share"),
    ("careerist_share", "party.careerist_share"),
    ("worker_cadre", "party.worker_cadre"),
    ("party_factory_link", "party.factory_link"),
    ("member_control", "party.member_control"),
    ("fatigue", "party.fatigue"),
    ("comfort_seeking", "party.comfort_seeking"),
    ("congress_independence", "party.congress_independence"),
    ("opposition_strength", "party.opposition_strength"),
    ("stalin_trotsky_rivalry", "leaders.rivalry"),
    ("nationalist_sentiment", "party.nationalist_sentiment"),
    ("national_conflict", "nation.conflict"),
    ("apparatus_size", "state.officials"),
    ("apparatus_tsarist_share", "apparatus.old_officials"),
    ("party_control_of_apparatus", "apparatus.party_control"),
    ("privileges", "apparatus.privileges"),
    ("apparatus_conservatism", "apparatus.conservatism"),
    ("secretariat_power", "secretariat.power"),
    ("appointment_share", "secretariat.appointed"),
    ("loyal_network", "secretariat.network"),
    ("holder_caution", "secretariat.holder_caution"),
    ("lenin_capacity", "leaders.lenin_capacity"),
    ("lenin_alarm", "leaders.lenin_alarm"),
    ("lenin_action", "leaders.lenin_effect"),
    ("lenin_trotsky_alliance", "leaders.lenin_trotsky_alliance"),
    ("information_control", "secretariat.information_control"),
    ("restoration_risk", "outcome.restoration_risk"),
    ("thermidor_index", "outcome.thermidor_index"),
    ("regime_survival", "outcome.regime_survival"),
    ("split_probability", "leaders.split_probability"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::variables::find;

    #[test]
    fn every_node_is_measured_by_a_variable_that_exists() {
        for ((node, variable), (listed, _)) in MEASURED_BY.iter().zip(society::NODES) {
            assert_eq!(*node, listed);
            assert!(find(variable).is_some(), "{node}: {variable}");
        }
    }
}
