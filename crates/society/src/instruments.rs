//! The instruments of policy. Decrees set them; mechanisms only read them.

use kernel::saved::Word;
use serde::{Deserialize, Serialize};

/// How the state gets its grain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum GrainPolicy {
    /// State purchase at fixed prices, private trade forbidden, little enforced.
    #[default]
    FixedPrice,
    /// Quotas taken from the household.
    Requisition,
    /// A tax in grain; the rest may be sold.
    TaxInKind,
    /// A tax in money; the state buys grain on the market.
    MoneyTax,
    /// Purchase with coercion against those who hold back.
    Extraordinary,
}

impl GrainPolicy {
    /// All policies, with their names in decrees.
    pub const NAMES: [(&'static str, GrainPolicy); 5] = [
        ("fixed-price", GrainPolicy::FixedPrice),
        ("requisition", GrainPolicy::Requisition),
        ("tax-in-kind", GrainPolicy::TaxInKind),
        ("money-tax", GrainPolicy::MoneyTax),
        ("extraordinary", GrainPolicy::Extraordinary),
    ];
}

/// Which money circulates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum MoneyRegime {
    /// Treasury paper alone.
    #[default]
    Sovznak,
    /// Treasury paper beside the chervonets.
    Parallel,
    /// The chervonets and treasury notes at par with it.
    Chervonets,
}

impl MoneyRegime {
    /// All regimes, with their names in decrees.
    pub const NAMES: [(&'static str, MoneyRegime); 3] = [
        ("sovznak", MoneyRegime::Sovznak),
        ("parallel", MoneyRegime::Parallel),
        ("chervonets", MoneyRegime::Chervonets),
    ];
}

/// What decrees have set. The comment of each names its unit.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Instruments {
    /// How the state gets its grain.
    pub grain_policy: GrainPolicy,
    /// Which money circulates.
    pub money_regime: MoneyRegime,
    /// Grain quota or plan of the farming year, million tonnes.
    pub grain_quota: f64,
    /// Men in food detachments, thousand.
    pub detachments: f64,
    /// Tax in kind, share of the harvest.
    pub tax_in_kind: f64,
    /// Money tax on farms, roubles of 1913 a hectare a year.
    pub farm_tax: f64,
    /// Price the state pays for grain, relative to the general price level, 1913 = 1.
    pub grain_price: f64,
    /// Share of the free-market grain trade that state and cooperative buyers can handle.
    pub procurement_reach: f64,
    /// Tolerance of private trade: 0 forbidden and pursued, 1 free.
    pub trade_tolerance: f64,
    /// Tax on private trade, share of its turnover.
    pub trade_tax: f64,
    /// Share of retail trade that state and cooperative shops are directed and funded to reach.
    pub socialised_reach: f64,
    /// Whether the land may be shared anew: speed, share of the excess a year.
    pub land_settlement: f64,
    /// Freedom to lease land and hire labour: 0 none, 1 full.
    pub rural_hire: f64,
    /// Whether trusts keep their own accounts and may sell freely: 0 to 1.
    pub trust_autonomy: f64,
    /// Share of small plants that may be leased out: 0 to 1.
    pub leasing: f64,
    /// Ease of credit to industry: 1 is normal, 0 none.
    pub credit: f64,
    /// Ceiling of industrial wholesale prices, relative to the general level; large when none.
    pub price_ceiling: f64,
    /// Growth of the State Bank's issue allowed, share a month.
    pub issue_limit: f64,
    /// Level of the state's spending, share of national income a year.
    pub spending: f64,
    /// State investment in industry, share of national income a year.
    pub investment: f64,
    /// Strictness of the monopoly of foreign trade: 0 open, 1 closed to private persons.
    pub trade_monopoly: f64,
    /// Grain that the state wants to export, million tonnes a farming year.
    pub export_plan: f64,
    /// Foreign credit that powers outside offer, million gold roubles a year.
    pub foreign_credit: f64,
    /// Gold that may be spent on imports, million gold roubles a year.
    pub gold_spending: f64,
    /// Strength the army should have, thousand.
    pub army_target: f64,
    /// Pressure put on peasants who hold back grain: 0 to 1.
    pub coercion: f64,
    /// Rations in the towns: 1 all bread by ration card, 0 none.
    pub rationing: f64,
    /// Staff that the state wants, thousand.
    pub officials_target: f64,
    /// How open the party is to workers: 0 closed, 1 usual, more in enrolments.
    pub admission_workers: f64,
    /// How open the party is to peasants and employees: 0 closed, 1 usual.
    pub admission_others: f64,
    /// Share of members whom a commission examines in the month.
    pub purge: f64,
    /// How strictly factions are forbidden: 0 not, 1 on pain of expulsion.
    pub faction_ban: f64,
    /// How far secretaries need the word of the committee above: 0 elected freely, 1 appointed.
    pub confirmation: f64,
    /// Staff of the Central Committee's offices, persons.
    pub secretariat_staff: f64,
    /// Key of the leader who is to hold the office of general secretary; empty when there is none.
    #[serde(deserialize_with = "kernel::saved::word")]
    pub general_secretary: Word,
    /// Seats of full members in the Central Committee.
    pub committee_seats: f64,
    /// Strength of the control commission over the Secretariat: 0 none, 1 equal.
    pub control_commission: f64,
    /// Severity of police and one-party rule: 0 none, 1 full.
    pub repression: f64,
    /// Largest real income of an official over that of a worker that rules allow.
    pub privilege_cap: f64,
    /// Share of members called to the front in a month.
    pub party_call_up: f64,
    /// Promotion of workers to offices and schools: 0 none, 1 as in 1928-29.
    pub promotion: f64,
    /// Rights of the republics: 0 parts of the RSFSR, 1 members of a union, 2 a confederation.
    pub republic_rights: f64,
    /// Effort put into revolution abroad: 0 none, 1 as in 1919-20.
    pub comintern_effort: f64,
    /// How hard the Comintern works to split the socialist parties: 0 not at all, 1 as by the
    /// twenty-one conditions of 1920.
    pub split_socialists: f64,
    /// Lenin's capacity for work as the record has it; less than 0 lets chance decide.
    pub lenin_health: f64,
    /// Share of the old officials that may be hired: 0 none, 1 as recorded.
    pub old_officials: f64,
    /// Level of schooling when the run begins, over that recorded.
    pub schooling: f64,
    /// Whether parties that accept the soviets may stand in elections: 0 to 1.
    pub soviet_opposition: f64,
}
