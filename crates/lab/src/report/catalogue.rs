//! Which figures the report shows, in order.

use super::measure::Years::{self, Calendar, Farming, Months, Trade};

/// One figure.
pub(super) struct Plan {
    pub name: &'static str,
    pub title: &'static str,
    pub columns: usize,
    pub columns_narrow: usize,
    pub panels: &'static [Axes],
    /// Instruments whose decrees are marked on the time axis.
    pub instruments: &'static [&'static str],
    /// Whether there is a panel for each region of the first variable instead.
    pub regions: bool,
}

/// One pair of axes: a heading, and the variables on them with short names.
pub(super) struct Axes {
    pub title: &'static str,
    pub lines: &'static [(&'static str, &'static str)],
    pub years: Years,
    pub log: bool,
}

pub(super) const fn axes(
    title: &'static str,
    variable: &'static [(&'static str, &'static str)],
    years: Years,
) -> Axes {
    Axes { title, lines: variable, years, log: false }
}

const fn log(title: &'static str, variable: &'static [(&'static str, &'static str)]) -> Axes {
    Axes { title, lines: variable, years: Months, log: true }
}

pub(super) const fn plan(
    name: &'static str,
    title: &'static str,
    columns: usize,
    panels: &'static [Axes],
    instruments: &'static [&'static str],
) -> Plan {
    Plan { name, title, columns, columns_narrow: 1, panels, instruments, regions: false }
}

/// All figures. Variables that a run does not have are left out, and so is a figure without any.
pub(super) const FIGURES: &[Plan] = &[
    plan(
        "industry-index",
        "Output of large-scale industry, 1913 = 100",
        1,
        &[axes("", &[("industry.index", "Large-scale industry")], Months)],
        &["trust_autonomy", "leasing", "credit", "investment"],
    ),
    plan(
        "industry-branches",
        "Output of six branches of industry by calendar year",
        3,
        &[
            axes("Coal", &[("industry.coal", "Coal")], Calendar),
            axes("Oil", &[("industry.oil", "Oil")], Calendar),
            axes("Electricity", &[("industry.electricity", "Electricity")], Calendar),
            axes("Pig iron", &[("industry.iron", "Pig iron")], Calendar),
            axes("Steel", &[("industry.steel", "Steel")], Calendar),
            axes("Cotton cloth", &[("industry.cotton_cloth", "Cotton cloth")], Calendar),
        ],
        &[],
    ),
    plan(
        "cities",
        "Population of Petrograd and Moscow, thousand",
        2,
        &[
            axes("Petrograd (Leningrad)", &[("people.petrograd", "Petrograd")], Months),
            axes("Moscow", &[("people.moscow", "Moscow")], Months),
        ],
        &["rationing"],
    ),
    plan(
        "population",
        "Population of the country and of its towns, million",
        2,
        &[
            axes("All people, soldiers included", &[("people.total", "Population")], Months),
            axes("Towns", &[("people.urban", "Urban population")], Months),
        ],
        &[],
    ),
    plan(
        "food",
        "Food per head in towns and villages, per cent of the norm",
        1,
        &[axes("", &[("people.urban_food", "Towns"), ("people.rural_food", "Villages")], Months)],
        &["grain_policy", "rationing"],
    ),
    plan(
        "land-harvest",
        "Sown area and grain harvest",
        2,
        &[
            axes("Sown area, all crops", &[("land.sown", "Sown area")], Months),
            axes("Grain harvest by calendar year", &[("grain.harvest", "Grain harvest")], Calendar),
        ],
        &["grain_policy", "weather"],
    ),
    Plan {
        name: "area-regions",
        title: "Area under crops in ten regions, 1916 = 100",
        columns: 5,
        columns_narrow: 2,
        panels: &[axes("", &[("land.area_index", "Area index")], Months)],
        instruments: &[],
        regions: true,
    },
    plan(
        "procurement",
        "Grain obtained by the state, by farming year (July to June)",
        2,
        &[
            axes("Levy, tax in kind and purchase", &[("grain.procured", "Procured")], Farming),
            axes("Of which levy and tax in kind", &[("grain.taken", "Taken")], Farming),
        ],
        &["grain_policy"],
    ),
    plan(
        "marketed",
        "Grain leaving the village, per cent of the harvest, last twelve months",
        1,
        &[axes("", &[("grain.marketed_share", "Marketed share")], Months)],
        &["grain_policy"],
    ),
    plan(
        "famine",
        "Hunger and deaths",
        2,
        &[
            axes(
                "Rural people with less than half the norm",
                &[("people.hungry", "Hungry")],
                Months,
            ),
            axes(
                "Deaths of hunger by calendar year",
                &[("people.famine_deaths", "Famine deaths")],
                Calendar,
            ),
            axes("Death rate", &[("people.deaths", "Deaths")], Months),
            axes("Birth rate", &[("people.births", "Births")], Months),
        ],
        &["weather", "grain_policy"],
    ),
    plan(
        "prices-money",
        "General price level and paper money, logarithmic axes",
        2,
        &[
            log("General price index", &[("prices.general", "Prices")]),
            log("Sovznaks in circulation", &[("money.sovznak", "Sovznaks")]),
        ],
        &["money_regime"],
    ),
    plan(
        "real-money",
        "Real value of all money, and what its issue brings the state",
        2,
        &[
            axes("Real value of all money", &[("money.real", "Real money")], Months),
            axes(
                "Revenue from emission by calendar year",
                &[("money.emission_real", "Emission")],
                Calendar,
            ),
        ],
        &["money_regime"],
    ),
    plan(
        "chervonets",
        "The chervonets: share in all money, and rate",
        2,
        &[
            axes(
                "Chervontsy in all money, by value",
                &[("money.chervonets_share", "Share")],
                Months,
            ),
            log("Rate", &[("money.chervonets_rate", "Rate")]),
        ],
        &["money_regime"],
    ),
    plan(
        "scissors",
        "Price scissors: industrial over agricultural prices, 1913 = 1",
        1,
        &[axes(
            "",
            &[("prices.scissors_wholesale", "Wholesale"), ("prices.scissors_retail", "Retail")],
            Months,
        )],
        &["credit", "price_ceiling"],
    ),
    plan(
        "cloth-for-rye",
        "What a peasant pays in rye for cotton cloth, 1913 = 1",
        1,
        &[axes("", &[("prices.cloth_for_rye", "Cloth for rye")], Months)],
        &["price_ceiling"],
    ),
    plan(
        "grain-price",
        "Free price of grain, and goods that cannot be had",
        2,
        &[
            axes("Free price above the state price", &[("grain.premium", "Premium")], Months),
            axes("Consumer demand left unmet", &[("trade.shortage", "Shortage")], Months),
        ],
        &["grain_policy", "price_ceiling"],
    ),
    plan(
        "labour",
        "Work and wages",
        2,
        &[
            axes("Workers in large industry", &[("labour.industrial_workers", "Workers")], Months),
            axes("Real wage in industry", &[("labour.real_wage", "Real wage")], Months),
            axes("Registered unemployed", &[("labour.unemployed", "Unemployed")], Months),
            axes(
                "Unemployed over working union members",
                &[("labour.union_unemployment", "Union ratio")],
                Months,
            ),
        ],
        &[],
    ),
    plan(
        "livestock",
        "Livestock, million head",
        3,
        &[
            axes("Horses", &[("livestock.horses", "Horses")], Months),
            axes("Cattle", &[("livestock.cattle", "Cattle")], Months),
            axes("Pigs", &[("livestock.pigs", "Pigs")], Months),
        ],
        &[],
    ),
    plan(
        "strata-sown",
        "Peasant households by sown area, per cent of all",
        4,
        &[
            axes("None", &[("strata.no_sowing", "Without sowing")], Months),
            axes("Up to 4 dessiatines", &[("strata.to_4_des", "Up to 4 dessiatines")], Months),
            axes("4 to 10", &[("strata.4_to_10_des", "4 to 10 dessiatines")], Months),
            axes("Over 10", &[("strata.over_10_des", "Over 10 dessiatines")], Months),
        ],
        &["land_settlement", "rural_hire"],
    ),
    plan(
        "strata-hire",
        "Horseless households, hiring and leasing, per cent of all households",
        3,
        &[
            axes("Without horses", &[("strata.horseless", "Horseless")], Months),
            axes("Hiring labour", &[("strata.hiring", "Hiring")], Months),
            axes("Leasing land in", &[("strata.leasing_in", "Leasing in")], Months),
        ],
        &["rural_hire"],
    ),
    plan(
        "private-trade",
        "Private trade",
        2,
        &[
            axes(
                "Private share of retail trade",
                &[("trade.private_share", "Private share")],
                Months,
            ),
            axes("Licensed private traders", &[("trade.licences", "Licences")], Months),
        ],
        &["trade_tolerance", "trade_tax", "socialised_reach"],
    ),
    plan(
        "foreign-trade",
        "Foreign trade: calendar years to 1920, nine months of 1921, then October to September",
        3,
        &[
            axes("Exports", &[("abroad.exports", "Exports")], Trade),
            axes("Imports", &[("abroad.imports", "Imports")], Trade),
            axes("Gold and foreign exchange", &[("abroad.reserves", "Reserves")], Months),
        ],
        &["trade_monopoly", "gold_spending"],
    ),
    plan(
        "price-gap",
        "Home prices over world prices",
        2,
        &[
            axes("Grain", &[("abroad.grain_price_ratio", "Grain")], Months),
            axes("Manufactures", &[("abroad.manufactures_price_ratio", "Manufactures")], Months),
        ],
        &["trade_monopoly"],
    ),
    plan(
        "army-unrest",
        "Army, peasant risings, strikes",
        3,
        &[
            axes("Army", &[("state.army", "Army")], Months),
            axes("Peasants in open rising", &[("unrest.rising", "Rising")], Months),
            axes(
                "Workers on strike, by calendar year",
                &[("unrest.strikers", "Strikers")],
                Calendar,
            ),
        ],
        &[],
    ),
    plan(
        "income",
        "National income per head, 1913 = 100",
        1,
        &[axes("", &[("income.per_head", "National income per head")], Months)],
        &["investment"],
    ),
];
