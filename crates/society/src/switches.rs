//! How strongly each rival account of the politics of these years is at work: 22 switches from 0
//! (the mechanism is absent) to 1 (as strong as the account that rests on it needs).
//!
//! The model takes no side: unless a theory file says otherwise, every switch is drawn evenly over
//! its whole range, and the central run stands half way.

use kernel_derive::Parameters;
use serde::{Deserialize, Serialize};

/// The switches M01 to M22 of the ledger of claims.
#[derive(Clone, Debug, PartialEq, Parameters, Serialize, Deserialize)]
pub struct Switches {
    /// M01: Loss of worker cadre by war, hunger and transfer to office weakens member control.
    #[prior(
        Uniform(0.0, 1.0),
        unit = "strength",
        source = "judgement, ledger of claims, section 4"
    )]
    pub class_base_depletion: f64,
    /// M02: Old officials and their administrative culture change the outlook of the apparatus.
    #[prior(
        Uniform(0.0, 1.0),
        unit = "strength",
        source = "judgement, ledger of claims, section 4"
    )]
    pub apparatus_dilution: f64,
    /// M03: Privilege under want creates a separate interest of officials.
    #[prior(
        Uniform(0.0, 1.0),
        unit = "strength",
        source = "judgement, ledger of claims, section 4"
    )]
    pub scarcity_privilege: f64,
    /// M04: Persons are loyal to whoever appointed them.
    #[prior(
        Uniform(0.0, 1.0),
        unit = "strength",
        source = "judgement, ledger of claims, section 4"
    )]
    pub appointment_patronage: f64,
    /// M05: Share of nominal posts that the centre really chooses.
    #[prior(
        Uniform(0.0, 1.0),
        unit = "strength",
        source = "judgement, ledger of claims, section 4"
    )]
    pub secretariat_effectiveness: f64,
    /// M06: Private wealth becomes political pressure.
    #[prior(
        Uniform(0.0, 1.0),
        unit = "strength",
        source = "judgement, ledger of claims, section 4"
    )]
    pub nep_bourgeois_pressure: f64,
    /// M07: Monopoly of foreign trade separates home and world capital.
    #[prior(
        Uniform(0.0, 1.0),
        unit = "strength",
        source = "judgement, ledger of claims, section 4"
    )]
    pub trade_firewall: f64,
    /// M08: Isolation and retreat breed national outlook.
    #[prior(
        Uniform(0.0, 1.0),
        unit = "strength",
        source = "judgement, ledger of claims, section 4"
    )]
    pub isolation_nationalism: f64,
    /// M09: Cumulated exertion lowers participation and raises wish for comfort.
    #[prior(
        Uniform(0.0, 1.0),
        unit = "strength",
        source = "judgement, ledger of claims, section 4"
    )]
    pub fatigue: f64,
    /// M10: Purges remove careerists (positive) or critics (negative value).
    #[prior(Uniform(-0.5, 1.0), unit = "strength", source = "judgement, ledger of claims, section 4")]
    pub purge_selection: f64,
    /// M11: Size of the effect of Lenin in office.
    #[prior(
        Uniform(0.0, 1.0),
        unit = "strength",
        source = "judgement, ledger of claims, section 4"
    )]
    pub lenin_agency: f64,
    /// M12: How much traits of the holder matter beside the office rules.
    #[prior(
        Uniform(0.0, 1.0),
        unit = "strength",
        source = "judgement, ledger of claims, section 4"
    )]
    pub person_of_general_secretary: f64,
    /// M13: Aims written in doctrine push policy towards abolition of market and of opposition.
    #[prior(
        Uniform(0.0, 1.0),
        unit = "strength",
        source = "judgement, ledger of claims, section 4"
    )]
    pub ideology_drive: f64,
    /// M14: Promotion of workers creates mass support for the regime and its turn.
    #[prior(
        Uniform(0.0, 1.0),
        unit = "strength",
        source = "judgement, ledger of claims, section 4"
    )]
    pub upward_mobility: f64,
    /// M15: Peasant influx and collapse of towns make society and state cruder.
    #[prior(
        Uniform(0.0, 1.0),
        unit = "strength",
        source = "judgement, ledger of claims, section 4"
    )]
    pub ruralisation: f64,
    /// M16: Provincial secretaries want unity and shelter from local critics and so choose a strong
    /// centre.
    #[prior(
        Uniform(0.0, 1.0),
        unit = "strength",
        source = "judgement, ledger of claims, section 4"
    )]
    pub local_demand_for_order: f64,
    /// M17: Ban on factions, police, one-party monopoly close channels of correction.
    #[prior(
        Uniform(0.0, 1.0),
        unit = "strength",
        source = "judgement, ledger of claims, section 4"
    )]
    pub ban_and_repression: f64,
    /// M18: Grain and investment limits make the end of the NEP hard to avoid.
    #[prior(
        Uniform(0.0, 1.0),
        unit = "strength",
        source = "judgement, ledger of claims, section 4"
    )]
    pub necessity_of_forced_growth: f64,
    /// M19: Growth and calm attainable inside the NEP.
    #[prior(
        Uniform(0.0, 1.0),
        unit = "strength",
        source = "judgement, ledger of claims, section 4"
    )]
    pub nep_viability: f64,
    /// M20: Fear of war drives centralisation and pace.
    #[prior(
        Uniform(0.0, 1.0),
        unit = "strength",
        source = "judgement, ledger of claims, section 4"
    )]
    pub external_threat: f64,
    /// M21: Workers trade political voice for better living.
    #[prior(
        Uniform(0.0, 1.0),
        unit = "strength",
        source = "judgement, ledger of claims, section 4"
    )]
    pub worker_social_contract: f64,
    /// M22: Offices grow because the state takes over trade and supply.
    #[prior(
        Uniform(0.0, 1.0),
        unit = "strength",
        source = "judgement, ledger of claims, section 4"
    )]
    pub market_abolition_size: f64,
}

/// The switches by their numbers in the ledger of claims, in the order of the fields.
pub const SWITCHES: [(&str, &str); 22] = [
    ("M01", "class_base_depletion"),
    ("M02", "apparatus_dilution"),
    ("M03", "scarcity_privilege"),
    ("M04", "appointment_patronage"),
    ("M05", "secretariat_effectiveness"),
    ("M06", "nep_bourgeois_pressure"),
    ("M07", "trade_firewall"),
    ("M08", "isolation_nationalism"),
    ("M09", "fatigue"),
    ("M10", "purge_selection"),
    ("M11", "lenin_agency"),
    ("M12", "person_of_general_secretary"),
    ("M13", "ideology_drive"),
    ("M14", "upward_mobility"),
    ("M15", "ruralisation"),
    ("M16", "local_demand_for_order"),
    ("M17", "ban_and_repression"),
    ("M18", "necessity_of_forced_growth"),
    ("M19", "nep_viability"),
    ("M20", "external_threat"),
    ("M21", "worker_social_contract"),
    ("M22", "market_abolition_size"),
];
