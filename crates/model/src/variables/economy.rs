//! The variables of the economy and of the people.

use super::Kind::{Flow, Index, Stock};
use super::{Variable, v};

/// Economy, people, unrest and the world outside, in the order of the output.
#[rustfmt::skip]
pub(crate) const ECONOMY: &[Variable] = &[
    // Grain and land
    v("grain.harvest", "million t", "Grain harvest", Flow, true, &[
        ("grain_harvest", "million t", 1.0),
    ]),
    v("land.sown", "million ha", "Sown area, all crops", Stock, true, &[
        ("sown_area_all_crops", "million ha", 1.0),
    ]),
    v("land.area_index", "1916 = 100", "Area index", Index, true, &[
        ("cereal_crop_area_index", "1916=100", 1.0),
    ]),
    v("grain.procured", "million t",
        "Grain obtained by the state: levy, tax in kind and purchase", Flow, true, &[
        ("grain_requisition", "million t", 1.0),
        ("tax_in_kind_collected", "million t rye equivalent", 1.0),
        ("grain_state_collections_gross", "million t", 1.0),
        ("grain_state_collections_net", "million t", 1.0),
    ]),
    v("grain.taken", "million t", "Grain taken by levy or tax in kind", Flow, true, &[]),
    v("grain.sold", "million t", "Grain sold by peasants", Flow, true, &[]),
    v("grain.marketed_share", "share",
        "Grain leaving the village over harvest, last twelve months", Index, false, &[
        ("grain_marketed_share_extra_rural: all producers", "percent of own output", 0.01),
    ]),
    v("grain.price", "1913 = 1, relative",
        "Free price of grain, relative to the general level", Index, false, &[]),
    v("grain.state_price", "1913 = 1, relative",
        "State price of grain, relative to the general level", Index, false, &[]),
    v("grain.premium", "share", "Free price of grain above the state price", Index, false, &[
        ("private_market_premium_grain", "percent above official price", 0.01),
    ]),
    v("grain.feed", "million t", "Grain fed to animals", Flow, false, &[]),
    v("grain.exports", "million t", "Grain exported", Flow, false, &[
        ("grain_exports", "million t", 1.0),
    ]),
    v("grain.peasant_stocks", "million t", "Grain held by peasants", Stock, true, &[]),
    v("grain.hidden", "million t", "Grain hidden by peasants", Stock, false, &[]),
    // Prices
    v("prices.scissors_wholesale", "1913 = 1",
        "Price scissors, wholesale: industrial over agricultural", Index, false, &[
        ("scissors_ratio_wholesale", "industrial/agricultural, 1913=1", 1.0),
    ]),
    v("prices.scissors_retail", "1913 = 1", "Price scissors, retail", Index, false, &[
        ("scissors_ratio_retail", "industrial/agricultural, 1913=1", 1.0),
        ("scissors_ratio_retail", "retail industrial / producer agricultural, 1913=1", 1.0),
    ]),
    v("prices.cloth_for_rye", "1913 = 1", "Cotton cloth for rye", Index, false, &[
        ("calico_rye_relative_price_index", "1913=1", 1.0),
    ]),
    v("prices.industrial", "1913 = 1, relative",
        "Industrial wholesale prices, relative to the general level", Index, false, &[]),
    v("prices.industrial_retail", "1913 = 1, relative",
        "Industrial retail prices, relative to the general level", Index, false, &[]),
    v("prices.industrial_index", "1913 = 100, chervonets",
        "Industrial wholesale prices in chervonets", Index, false, &[
        ("price_index_industrial_wholesale", "1913=100", 1.0),
    ]),
    v("prices.agricultural_index", "1913 = 100, chervonets",
        "Agricultural wholesale prices in chervonets", Index, false, &[
        ("price_index_agricultural_wholesale", "1913=100", 1.0),
    ]),
    v("prices.agricultural", "1913 = 1, relative",
        "Agricultural prices, relative to the general level", Index, false, &[]),
    v("prices.general", "1913 = 1", "General price index in sovznaks of 1917", Index, false, &[
        ("price_index_general", "1913=1", 1.0),
        ("price_index_general_annual", "1913=1", 1.0),
    ]),
    v("prices.chervonets_level", "1913 = 1",
        "General price index in chervonets roubles", Index, false, &[]),
    // Money
    v("money.sovznak", "milliard roubles of 1917", "Sovznaks in circulation", Stock, false, &[
        ("currency_in_circulation", "milliard sovznak roubles (1921 and older)", 1.0),
        ("currency_in_circulation", "milliard roubles", 1.0),
        ("currency_in_circulation", "milliard roubles", 1.0),
    ]),
    v("money.real", "million roubles of 1913", "Real value of all money", Stock, false, &[
        ("currency_real_value", "million prewar roubles", 1.0),
        ("currency_real_value", "million prewar roubles (chervonets roubles, all currency)", 1.0),
    ]),
    v("money.chervonets", "million chervonets roubles",
        "Chervontsy and notes at par in circulation", Stock, false, &[
        ("chervonets_in_circulation", "million chervonets roubles", 1.0),
    ]),
    v("money.chervonets_share", "share", "Chervontsy in all money, by value", Index, false, &[
        ("chervonets_share_of_real_money", "percent", 0.01),
    ]),
    v("money.chervonets_rate", "roubles of 1923 per chervonets",
        "Rate of the chervonets", Index, false, &[
        ("chervonets_rate", "1923-pattern roubles per chervonets", 1.0),
    ]),
    v("money.emission_real", "million roubles of 1913", "Revenue from emission", Flow, false, &[
        ("real_revenue_from_emission", "million prewar roubles", 1.0),
    ]),
    v("money.inflation", "share a month", "Inflation in sovznaks", Index, false, &[]),
    // Industry
    v("industry.index", "1913 = 100", "Large-scale industry", Index, true, &[
        ("large_scale_industry_index", "1913=100", 1.0),
    ]),
    v("industry.all_index", "1913 = 100",
        "All industry, small workshops included", Index, false, &[
        ("all_industry_index", "1913=100", 1.0),
        ("industry_output_index", "1913=100", 1.0),
    ]),
    v("industry.coal", "million t", "Coal", Flow, false, &[("coal", "million t", 1.0)]),
    v("industry.oil", "million t", "Oil", Flow, false, &[("oil", "million t", 1.0)]),
    v("industry.electricity", "TWh", "Electricity", Flow, false, &[("electricity", "TWh", 1.0)]),
    v("industry.iron", "million t", "Pig iron", Flow, false, &[("pig_iron", "million t", 1.0)]),
    v("industry.steel", "million t", "Steel", Flow, false, &[("steel", "million t", 1.0)]),
    v("industry.cotton_cloth", "million metres", "Cotton cloth", Flow, false, &[
        ("cotton_cloth", "million metres", 1.0),
    ]),
    v("industry.private_share", "share", "Private share of industrial output", Index, false, &[
        ("industry_output_share_private", "percent of gross output incl. small-scale", 0.01),
    ]),
    v("industry.fuel", "share of need", "Fuel at hand over fuel needed", Index, false, &[]),
    v("industry.capacity", "1913 = 100", "Capacity of large industry, if all were in order", Index, false, &[]),
    v("industry.usable", "share", "Plant in working order", Index, false, &[]),
    v("industry.cotton_supply", "share of need", "Raw cotton at hand over cotton needed", Index, false, &[]),
    v("transport.freight_met", "share", "Demand for freight that was carried", Index, false, &[]),
    v("land.kept_expected", "share", "Surplus that peasants expect to keep", Index, true, &[]),
    v("industry.stock_months", "months of sales",
        "Unsold goods of trusts and trade", Index, false, &[]),
    v("transport.freight", "million t", "Rail freight", Flow, false, &[]),
    // Labour
    v("labour.industrial_workers", "thousand", "Workers in large industry", Stock, false, &[
        ("census_industry_workers", "thousand", 1.0),
        ("state_industry_workers", "thousand", 1.0),
    ]),
    v("labour.employed", "million", "Wage and salary earners", Stock, false, &[
        ("wage_and_salary_earners", "million", 1.0),
    ]),
    v("labour.unemployed", "thousand", "Registered unemployed", Stock, false, &[
        ("unemployed_registered", "thousand", 1.0),
    ]),
    v("labour.union_unemployment", "share",
        "Unemployed union members over working members", Index, false, &[
        ("union_unemployment_ratio", "percent of working members", 0.01),
    ]),
    v("labour.real_wage", "1913 = 100", "Real wage in industry", Index, false, &[
        ("real_wage_index", "1913=100", 1.0),
    ]),
    // Animals and strata
    v("livestock.horses", "million head", "Horses", Stock, true, &[
        ("horses", "million head", 1.0),
    ]),
    v("livestock.cattle", "million head", "Cattle", Stock, true, &[
        ("cattle", "million head", 1.0),
    ]),
    v("livestock.pigs", "million head", "Pigs", Stock, true, &[("pigs", "million head", 1.0)]),
    v("strata.no_sowing", "share", "Households without sowing, European RSFSR", Index, false, &[
        ("households_by_sown_area: none", "percent of households", 0.01),
    ]),
    v("strata.to_4_des", "share", "Households sowing up to 4 dessiatines, European RSFSR", Index, false, &[
        ("households_by_sown_area: up to 4 des", "percent of households", 0.01),
    ]),
    v("strata.4_to_10_des", "share", "Households sowing 4 to 10 dessiatines, European RSFSR", Index, false, &[
        ("households_by_sown_area: 4-10 des", "percent of households", 0.01),
    ]),
    v("strata.over_10_des", "share", "Households sowing over 10 dessiatines, European RSFSR", Index, false, &[
        ("households_by_sown_area: over 10 des", "percent of households", 0.01),
    ]),
    v("strata.horseless", "share", "Households without horses", Index, true, &[
        ("households_by_draught_animals: none", "percent of households", 0.01),
    ]),
    v("strata.one_horse", "share", "Households with one horse", Index, false, &[
        ("households_by_draught_animals: one", "percent of households", 0.01),
    ]),
    v("strata.two_horses", "share", "Households with two horses", Index, false, &[
        ("households_by_draught_animals: two", "percent of households", 0.01),
    ]),
    v("strata.three_horses", "share", "Households with three horses or more", Index, false, &[
        ("households_by_draught_animals: three or more", "percent of households", 0.01),
    ]),
    v("strata.hiring", "share", "Households hiring labour", Index, false, &[
        ("households_hiring_labour", "percent of households", 0.01),
    ]),
    v("strata.leasing_in", "share", "Households leasing land in", Index, false, &[
        ("households_leasing_in_land", "percent of households", 0.01),
    ]),
    v("strata.households", "million", "Peasant households", Stock, true, &[
        ("peasant_households", "million", 1.0),
    ]),
    // People
    v("people.total", "million", "Population, soldiers included", Stock, false, &[
        ("population_total", "million", 1.0),
    ]),
    v("people.urban", "million", "Urban population", Stock, true, &[
        ("population_urban", "million", 1.0),
    ]),
    v("people.rural", "million", "Rural population", Stock, true, &[
        ("population_rural", "million", 1.0),
    ]),
    v("people.petrograd", "thousand", "Petrograd (Leningrad)", Stock, false, &[
        ("city_population", "thousand", 1.0),
    ]),
    v("people.moscow", "thousand", "Moscow", Stock, false, &[("city_population", "thousand", 1.0)]),
    v("people.births", "per 1000 a year", "Birth rate", Index, false, &[
        ("birth_rate", "per 1000", 1.0),
    ]),
    v("people.deaths", "per 1000 a year", "Death rate", Index, false, &[
        ("death_rate", "per 1000", 1.0),
    ]),
    v("people.hungry", "million",
        "Rural people with less than half the norm of food", Stock, true, &[
        ("famine_population_hungry", "million", 1.0),
    ]),
    v("people.famine_deaths", "million", "Deaths of hunger and its diseases", Flow, false, &[]),
    v("people.urban_food", "share of the norm", "Food per head in towns", Index, true, &[]),
    v("people.rural_food", "share of the norm", "Food per head in villages", Index, true, &[]),
    // Trade
    v("trade.private_share", "share", "Private share of retail trade", Index, false, &[
        ("retail_share_private", "percent of legal retail turnover", 0.01),
        ("retail_share_private", "percent", 0.01),
    ]),
    v("trade.licences", "thousand", "Licensed private traders", Stock, false, &[
        ("private_trade_licences_total", "thousand", 1.0),
    ]),
    v("trade.pedlars", "thousand", "Private traders of rank I", Stock, false, &[]),
    v("trade.stalls", "thousand", "Private traders of rank II", Stock, false, &[]),
    v("trade.shops", "thousand", "Private traders of rank III", Stock, false, &[]),
    v("trade.large_shops", "thousand", "Private traders of rank IV", Stock, false, &[]),
    v("trade.wholesalers", "thousand", "Private traders of rank V", Stock, false, &[]),
    v("trade.private_share_rank_1", "share", "Private share of outlets, rank I", Index, false, &[]),
    v("trade.private_share_rank_2", "share", "Private share of outlets, rank II", Index, false, &[]),
    v("trade.private_share_rank_3", "share", "Private share of outlets, rank III", Index, false, &[]),
    v("trade.private_share_rank_4", "share", "Private share of outlets, rank IV", Index, false, &[]),
    v("trade.private_share_rank_5", "share", "Private share of outlets, rank V", Index, false, &[]),
    v("trade.private_capital", "million roubles of 1913",
        "Private capital in trade", Stock, false, &[]),
    v("trade.shortage", "share", "Consumer demand left unmet", Index, false, &[]),
    v("trade.exchanges", "exchanges", "Commodity exchanges", Stock, false, &[
        ("commodity_exchanges", "exchanges", 1.0),
    ]),
    v("abroad.exports", "million gold roubles", "Exports", Flow, false, &[
        ("exports_1913_prices", "million roubles at 1913 prices", 1.0),
        ("exports", "million gold roubles, current prices", 1.0),
        ("exports", "million current roubles", 1.0),
    ]),
    v("abroad.imports", "million gold roubles", "Imports", Flow, false, &[
        ("imports_1913_prices", "million roubles at 1913 prices", 1.0),
        ("imports", "million gold roubles, current prices", 1.0),
        ("imports", "million current roubles", 1.0),
    ]),
    v("abroad.private_share", "share", "Private share of foreign trade", Index, false, &[]),
    v("abroad.reserves", "million gold roubles", "Gold and foreign exchange", Stock, false, &[]),
    v("abroad.grain_price_ratio", "ratio",
        "Home price of grain over the world price", Index, false, &[
        ("wheat_farm_price_to_world_price", "percent of world price", 0.01),
        ("grain_domestic_to_export_price", "ratio", 1.0),
    ]),
    v("abroad.manufactures_price_ratio", "ratio",
        "Home price of manufactures over the world price", Index, false, &[
        ("manufactures_domestic_to_world_price", "ratio at official exchange", 1.0),
    ]),
    v("abroad.recognised", "powers", "Powers that recognise the government", Stock, false, &[]),
    // State and society
    v("state.revenue", "million roubles of 1913",
        "Budget revenue without emission", Flow, false, &[]),
    v("state.expenditure", "million roubles of 1913", "Budget expenditure", Flow, false, &[]),
    v("state.deficit_share", "share of expenditure", "Budget deficit", Index, false, &[
        ("budget_deficit_share", "percent of expenditure", 0.01),
    ]),
    v("state.army", "thousand", "Army", Stock, false, &[("red_army_strength", "thousand", 1.0)]),
    v("state.officials", "thousand", "Staff of state institutions", Stock, false, &[
        ("state_institution_employees", "thousand", 1.0),
    ]),
    v("unrest.rising", "million", "Peasants in open rising", Stock, true, &[]),
    v("unrest.strikers", "thousand", "Workers on strike in the month", Flow, false, &[]),
    v("world.attempts", "attempts", "Attempts at revolution abroad so far", Stock, false, &[]),
    v("income.per_head", "1913 = 100", "National income per head", Index, false, &[]),
];
