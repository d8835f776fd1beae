//! The figures of politics, in order.

use super::catalogue::{Plan, axes, plan};
use super::measure::Years::{Calendar, Months};

/// Figures of the party, the apparatus, the Secretariat, the leaders, classes and loops.
pub(super) const FIGURES: &[Plan] = &[
    plan(
        "members",
        "Members of the party",
        2,
        &[
            axes("Members and candidates", &[("party.members", "Members")], Months),
            axes(
                "By class position and at the bench",
                &[
                    ("party.share_workers", "Workers by class position"),
                    ("party.share_bench", "Workers at the bench"),
                ],
                Months,
            ),
        ],
        &["admission_workers", "purge"],
    ),
    plan(
        "kto-kogo",
        "Who directs whom: 1 the party moved the old offices, \u{2212}1 they moved the party",
        2,
        &[
            axes(
                "All offices",
                &[("kto_kogo.month", "This month"), ("kto_kogo.so_far", "All months so far")],
                Months,
            ),
            axes(
                "All months so far, four commissariats",
                &[
                    ("kto_kogo.finance", "Finance"),
                    ("kto_kogo.industry", "Industry"),
                    ("kto_kogo.war", "War"),
                    ("kto_kogo.cheka", "Cheka and heirs"),
                ],
                Months,
            ),
        ],
        &["old_officials"],
    ),
    plan(
        "old-officials",
        "Officials who served before 1917, and Communists who lead offices",
        2,
        &[
            axes(
                "Old officials among the staff",
                &[
                    ("apparatus.old_officials", "All"),
                    ("apparatus.old_officials_finance", "Finance"),
                    ("apparatus.old_officials_industry", "Industry"),
                    ("apparatus.old_officials_cheka", "Cheka and heirs"),
                ],
                Months,
            ),
            axes(
                "Leading posts held by Communists",
                &[
                    ("apparatus.communists_centre", "Centre"),
                    ("apparatus.communists_province", "Province"),
                    ("apparatus.communists_district", "District"),
                    ("apparatus.communists_volost", "Volost and village"),
                ],
                Months,
            ),
        ],
        &["old_officials"],
    ),
    plan(
        "appointments",
        "The Secretariat and the posts",
        2,
        &[
            axes(
                "Provincial secretaries",
                &[
                    ("secretariat.appointed", "Appointed or recommended"),
                    ("secretariat.network", "Loyal to the general secretary"),
                ],
                Months,
            ),
            axes(
                "Responsible postings by calendar year",
                &[("secretariat.assignments", "Postings")],
                Calendar,
            ),
            axes(
                "Power and control",
                &[
                    ("secretariat.power", "Power of the Secretariat"),
                    ("party.member_control", "Control by members"),
                    ("party.congress_independence", "Independence of congresses"),
                ],
                Months,
            ),
            axes(
                "Old guard among secretaries and in the Central Committee",
                &[
                    ("secretariat.old_guard_committee", "Committee"),
                    ("secretariat.old_guard_province", "Provinces"),
                    ("secretariat.old_guard_district", "Districts"),
                    ("secretariat.old_guard_cell", "Cells"),
                ],
                Months,
            ),
        ],
        &["general_secretary", "confirmation", "faction_ban"],
    ),
    plan(
        "leaders",
        "Lenin's capacity, alarm and action; rivalry and blocs",
        2,
        &[
            axes(
                "Lenin",
                &[
                    ("leaders.lenin_capacity", "Capacity"),
                    ("leaders.lenin_alarm", "Alarm"),
                    ("leaders.lenin_effect", "Action"),
                ],
                Months,
            ),
            axes(
                "Leadership",
                &[
                    ("leaders.rivalry", "Rivalry"),
                    ("leaders.split_probability", "Prospect of a split"),
                    ("leaders.ruling_share", "Power of the ruling bloc"),
                ],
                Months,
            ),
        ],
        &["lenin_health", "general_secretary"],
    ),
    plan(
        "classes",
        "Classes and nations",
        2,
        &[
            axes(
                "Support",
                &[("classes.worker_support", "Workers"), ("classes.peasant_support", "Peasants")],
                Months,
            ),
            axes(
                "Private strata",
                &[
                    ("classes.bourgeois_confidence", "Confidence"),
                    ("classes.concession_pressure", "Pressure for concessions"),
                    ("classes.market_freedom", "Freedom of the market"),
                ],
                Months,
            ),
            axes(
                "National feeling",
                &[
                    ("nation.officials", "Officials"),
                    ("nation.new_members", "New members"),
                    ("nation.peasants", "Peasants"),
                    ("nation.emigres", "Emigres"),
                ],
                Months,
            ),
            axes(
                "Centre and republics",
                &[("nation.conflict", "Conflict"), ("nation.smena_vekh", "Reach of Smena Vekh")],
                Months,
            ),
        ],
        &["repression", "republic_rights"],
    ),
    plan(
        "prospects",
        "Where it tends",
        2,
        &[
            axes(
                "Indices of the outcomes",
                &[
                    ("outcome.thermidor_index", "Bureaucratic degeneration"),
                    ("outcome.restoration_risk", "Return of private property"),
                    ("outcome.regime_survival", "Survival of the government"),
                ],
                Months,
            ),
            axes(
                "The world",
                &[
                    ("world.threat", "Threat"),
                    ("world.isolation", "Isolation"),
                    ("world.revolution_prospect", "Prospect of revolution"),
                ],
                Months,
            ),
        ],
        &["comintern_effort", "war_scare"],
    ),
    plan(
        "loops",
        "Weights of the feedback loops in the movement of a year",
        2,
        &[
            axes(
                "Loops that feed themselves",
                &[
                    ("loop.r2", "R2 circular flow"),
                    ("loop.r3", "R3 old apparatus"),
                    ("loop.r5", "R5 enrichment"),
                    ("loop.r7", "R7 passivity"),
                ],
                Months,
            ),
            axes(
                "Loops that balance",
                &[
                    ("loop.b1", "B1 NEP as stabiliser"),
                    ("loop.b2", "B2 purge"),
                    ("loop.b4", "B4 trade firewall"),
                    ("loop.b5", "B5 opposition"),
                ],
                Months,
            ),
        ],
        &[],
    ),
];
