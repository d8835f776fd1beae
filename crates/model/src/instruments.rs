//! What decrees, shocks, paths and scenarios may set, by name, and how it is set.

use evidence::nearest_name;
use kernel::{Id, Kilograms};
use serde::{Deserialize, Serialize};
use society::{GrainPolicy, MoneyRegime, REGIONS, Society};

/// A value that is set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Setting {
    /// A number in the unit of the instrument.
    Number(f64),
    /// A word, for instruments that are regimes.
    Word(String),
    /// A number for each region named.
    Regions(Vec<(String, f64)>),
}

/// Something that can be set.
#[derive(Clone, Copy, Debug)]
pub struct Instrument {
    /// Name in decrees, paths and scenarios.
    pub name: &'static str,
    /// Unit.
    pub unit: &'static str,
    /// What it is.
    pub meaning: &'static str,
    /// Lowest value allowed.
    pub low: f64,
    /// Highest value allowed.
    pub high: f64,
    /// The words allowed, for regimes.
    pub words: &'static [&'static str],
    /// Whether it is set by region.
    pub regional: bool,
}

const fn number(
    name: &'static str,
    unit: &'static str,
    meaning: &'static str,
    low: f64,
    high: f64,
) -> Instrument {
    Instrument { name, unit, meaning, low, high, words: &[], regional: false }
}

const fn regional(name: &'static str, meaning: &'static str, high: f64) -> Instrument {
    Instrument { name, unit: "share", meaning, low: 0.0, high, words: &[], regional: true }
}

const fn word(
    name: &'static str,
    meaning: &'static str,
    words: &'static [&'static str],
) -> Instrument {
    Instrument { name, unit: "", meaning, low: 0.0, high: 0.0, words, regional: false }
}

/// Those who may hold the office of general secretary or speak for the critics, by their keys in
/// `actors.toml`.
pub const SECRETARIES: &[&str] = &[
    "none",
    "bukharin",
    "dzerzhinsky",
    "frunze",
    "kaganovich",
    "kamenev",
    "krestinsky",
    "kuibyshev",
    "lenin",
    "molotov",
    "preobrazhensky",
    "rudzutak",
    "rykov",
    "smirnov_i",
    "stalin",
    "tomsky",
    "trotsky",
    "zinoviev",
];

const INSTRUMENTS: &[Instrument] = &[
    word(
        "grain_policy",
        "How the state gets its grain",
        &["fixed-price", "requisition", "tax-in-kind", "money-tax", "extraordinary"],
    ),
    word("money_regime", "Which money circulates", &["sovznak", "parallel", "chervonets"]),
    number("grain_quota", "million t a farming year", "Grain levy laid on the country", 0.0, 30.0),
    number("detachments", "thousand men", "Men in food detachments", 0.0, 500.0),
    number("tax_in_kind", "share of the harvest", "Tax in kind", 0.0, 0.6),
    number("farm_tax", "roubles of 1913 a hectare a year", "Money tax on farms", 0.0, 30.0),
    number("grain_price", "1913 = 1, relative", "Most that the state pays for grain", 0.0, 5.0),
    number(
        "procurement_reach",
        "share",
        "Share of grain sales that state buyers can reach",
        0.0,
        1.0,
    ),
    number("trade_tolerance", "0 to 1", "Tolerance of private trade", 0.0, 1.0),
    number("trade_tax", "share of turnover", "Tax on private trade", 0.0, 0.5),
    number("socialised_reach", "share", "Goal of state and cooperative shops in retail", 0.0, 1.0),
    number("land_settlement", "0 to 1", "Speed of sharing the land by eaters", 0.0, 1.0),
    number("rural_hire", "0 to 1", "Freedom to lease land and hire labour", 0.0, 1.0),
    number("trust_autonomy", "0 to 1", "How far plants keep their own accounts and sell", 0.0, 1.0),
    number("leasing", "0 to 1", "Leasing of small plants", 0.0, 1.0),
    number("credit", "1 = normal", "Ease of credit to industry", 0.0, 4.0),
    number(
        "price_ceiling",
        "1913 = 1, relative",
        "Ceiling of industrial wholesale prices",
        0.1,
        20.0,
    ),
    number("issue_limit", "share a month", "Growth allowed to the State Bank's issue", 0.0, 2.0),
    number("spending", "share of national income", "Money spending of the state", 0.0, 0.8),
    number("investment", "share of national income", "State investment in industry", 0.0, 0.4),
    number("trade_monopoly", "0 to 1", "Strictness of the monopoly of foreign trade", 0.0, 1.0),
    number(
        "export_plan",
        "million t a farming year",
        "Grain that the state wants to export",
        0.0,
        20.0,
    ),
    number("foreign_credit", "million gold roubles a year", "Foreign credit on offer", 0.0, 2000.0),
    number("gold_spending", "million gold roubles a year", "Gold spent on imports", 0.0, 2000.0),
    number("army_target", "thousand", "Strength the army should have", 0.0, 15000.0),
    number("coercion", "0 to 1", "Pressure on those who hold grain", 0.0, 1.0),
    number("rationing", "0 to 1", "Share of the town norm that rations are to cover", 0.0, 1.0),
    number("officials_target", "thousand", "Staff that the state wants", 0.0, 20000.0),
    number(
        "sovznak_unit",
        "roubles of 1917",
        "Roubles of 1917 in one rouble of the issue",
        1.0,
        1e9,
    ),
    number("openness", "0 to 1", "Foreign trade that powers outside let pass", 0.0, 1.0),
    number("world_grain_price", "1913 = 1, gold", "World price of grain", 0.1, 10.0),
    number("world_manufactures_price", "1913 = 1, gold", "World price of manufactures", 0.1, 10.0),
    number("relief", "thousand t a month", "Relief grain from abroad", 0.0, 2000.0),
    number("epidemic", "times", "Mortality of epidemics over that of peace", 0.5, 10.0),
    number("emigration", "thousand a month", "People who leave the country", 0.0, 1000.0),
    number("cotton_home", "1913 = 1", "Cotton crop of Turkestan", 0.0, 3.0),
    number("ferment", "attempts a year", "Attempts at revolution abroad to be expected", 0.0, 50.0),
    number(
        "allied_workers",
        "million",
        "Industrial workers of countries assumed to have a workers' government",
        0.0,
        50.0,
    ),
    number("war_scare", "0 or 1", "Whether a war scare hangs over the country", 0.0, 1.0),
    number("admission_workers", "1 = usual", "How open the party is to workers", 0.0, 50.0),
    number("admission_others", "1 = usual", "How open the party is to others", 0.0, 50.0),
    number("purge", "share a month", "Members whom a commission examines", 0.0, 1.0),
    number("faction_ban", "0 to 1", "How strictly factions are forbidden", 0.0, 1.0),
    number("confirmation", "0 to 1", "How far secretaries need the word from above", 0.0, 1.0),
    number(
        "secretariat_staff",
        "persons",
        "Staff of the Central Committee's offices",
        0.0,
        10000.0,
    ),
    word("general_secretary", "Who is to hold the office of general secretary", SECRETARIES),
    number("committee_seats", "seats", "Full members of the Central Committee", 5.0, 500.0),
    number("control_commission", "0 to 1", "Strength of control over the Secretariat", 0.0, 1.0),
    number("repression", "0 to 1", "Severity of police and one-party rule", 0.0, 1.0),
    number("privilege_cap", "times", "Most that an official may earn over a worker", 1.0, 20.0),
    number("party_call_up", "share a month", "Members called to the front", 0.0, 0.5),
    number("promotion", "0 to 1", "Promotion of workers to offices and schools", 0.0, 2.0),
    number("republic_rights", "0 to 2", "Rights of the republics", 0.0, 2.0),
    number("comintern_effort", "0 to 1", "Effort put into revolution abroad", 0.0, 1.0),
    number("split_socialists", "0 to 1", "How hard socialist parties abroad are split", 0.0, 1.0),
    number("lenin_health", "0 to 1", "Lenin's capacity for work; -1 lets chance decide", -1.0, 1.0),
    number("old_officials", "1 = as recorded", "Old officials who may be hired", 0.0, 2.0),
    number("schooling", "1 = as recorded", "Level of schooling", 0.1, 5.0),
    number("soviet_opposition", "0 to 1", "Other soviet parties in elections", 0.0, 1.0),
    number("urban_peace", "0 to 1", "Part of the towns' open revolt that does not come", 0.0, 1.0),
    number("cadre_spared", "0 to 1", "Part of the losses of worker cadre that is spared", 0.0, 1.0),
    number(
        "party_schooling",
        "1 = as recorded",
        "Recruits of the party with secondary schooling",
        0.1,
        5.0,
    ),
    number("pact", "0 to 1", "Least alliance of Lenin and Trotsky, by office or pact", 0.0, 1.0),
    word("speaker", "Who puts the critics' case in open session, whatever his bloc", SECRETARIES),
    regional("control", "Share of the region that the Soviet state holds", 1.0),
    regional("war", "Fighting and disorder", 1.0),
    regional("weather", "Weather of the coming harvest, 1 in a mean year", 2.0),
];

/// Everything that can be set.
pub fn instruments() -> &'static [Instrument] {
    INSTRUMENTS
}

/// Checks that a name can be set to a value.
///
/// # Errors
/// What is wrong and the nearest right name or the range, in words.
pub fn check(name: &str, setting: &Setting) -> Result<&'static Instrument, String> {
    let Some(about) = INSTRUMENTS.iter().find(|i| i.name == name) else {
        let near = nearest_name(name, INSTRUMENTS.iter().map(|i| i.name));
        let hint = near.map_or(String::new(), |n| format!("; did you mean `{n}`?"));
        return Err(format!("unknown instrument `{name}`{hint}"));
    };
    let in_range = |value: f64| {
        if value.is_finite() && (about.low..=about.high).contains(&value) {
            Ok(())
        } else {
            let unit = about.unit;
            Err(format!(
                "`{name}` is {value}; it runs from {} to {} ({unit})",
                about.low, about.high
            ))
        }
    };
    match setting {
        Setting::Word(word) if about.words.contains(&word.as_str()) => Ok(()),
        Setting::Word(word) if about.words.is_empty() => {
            Err(format!("`{name}` takes a number ({}), not the word `{word}`", about.unit))
        }
        Setting::Word(word) => {
            Err(format!("`{word}` is not one of the words of `{name}`: {}", about.words.join(", ")))
        }
        _ if !about.words.is_empty() => {
            Err(format!("`{name}` takes one of the words {}", about.words.join(", ")))
        }
        Setting::Number(value) => in_range(*value),
        Setting::Regions(_) if !about.regional => {
            Err(format!("`{name}` is one number for the whole country"))
        }
        Setting::Regions(parts) => parts.iter().try_for_each(|(region, value)| {
            if !REGIONS.contains(&region.as_str()) {
                let near = nearest_name(region, REGIONS);
                let hint = near.map_or(String::new(), |n| format!("; did you mean `{n}`?"));
                return Err(format!("unknown region `{region}`{hint}"));
            }
            in_range(*value)
        }),
    }
    .map(|()| about)
}

/// Sets a name that has been checked.
pub(crate) fn set(society: &mut Society, name: &str, setting: &Setting) {
    match setting {
        Setting::Word(word) => set_word(society, name, word),
        Setting::Number(value) => set_number(society, name, *value),
        Setting::Regions(parts) => {
            for (region, value) in parts {
                if let Some(r) = REGIONS.iter().position(|known| known == region) {
                    set_region(society, name, r, *value);
                }
            }
        }
    }
}

fn set_word(society: &mut Society, name: &str, word: &str) {
    let i = &mut society.instruments;
    match name {
        "grain_policy" => {
            let found = GrainPolicy::NAMES.iter().find(|(known, _)| *known == word);
            i.grain_policy = found.map_or(i.grain_policy, |(_, policy)| *policy);
        }
        "general_secretary" => i.general_secretary = leader(word),
        "speaker" => society.departures.speaker = leader(word),
        _ => {
            let found = MoneyRegime::NAMES.iter().find(|(known, _)| *known == word);
            i.money_regime = found.map_or(i.money_regime, |(_, regime)| *regime);
        }
    }
}

/// The key of a leader, empty for "none".
fn leader(word: &str) -> &'static str {
    SECRETARIES[1..].iter().find(|known| **known == word).copied().unwrap_or_default()
}

/// Sets one region of a regional instrument.
pub(crate) fn set_region(society: &mut Society, name: &str, region: usize, value: f64) {
    let r = &mut society.regions;
    let column = match name {
        "control" => &mut r.control,
        "war" => &mut r.war,
        _ => &mut r.weather,
    };
    column[Id::new(region)] = value;
}

fn set_number(society: &mut Society, name: &str, value: f64) {
    if let Some(place) = economy(society, name) {
        *place = value;
    } else if let Some(place) = politics(society, name) {
        *place = value;
    } else {
        match name {
            "relief" => society.world.relief = Kilograms((value * 1e6) as i64),
            "sovznak_unit" => society.accounts.sovznak_unit = value as i128,
            _ => (0..REGIONS.len()).for_each(|region| set_region(society, name, region, value)),
        }
    }
}

/// The number at which an instrument of one number stands.
pub(crate) fn number_of(society: &mut Society, name: &str) -> f64 {
    if let Some(place) = economy(society, name) {
        return *place;
    }
    if let Some(place) = politics(society, name) {
        return *place;
    }
    match name {
        // Between two kilograms: setting it again cuts the fraction off and finds the same one.
        "relief" => (society.world.relief.real() + 0.5) / 1e6,
        _ => society.accounts.sovznak_unit as f64,
    }
}

/// Where a number of economic policy, or of the world's economy, is kept.
fn economy<'s>(society: &'s mut Society, name: &str) -> Option<&'s mut f64> {
    let i = &mut society.instruments;
    let w = &mut society.world;
    Some(match name {
        "grain_quota" => &mut i.grain_quota,
        "detachments" => &mut i.detachments,
        "tax_in_kind" => &mut i.tax_in_kind,
        "farm_tax" => &mut i.farm_tax,
        "grain_price" => &mut i.grain_price,
        "procurement_reach" => &mut i.procurement_reach,
        "trade_tolerance" => &mut i.trade_tolerance,
        "trade_tax" => &mut i.trade_tax,
        "socialised_reach" => &mut i.socialised_reach,
        "land_settlement" => &mut i.land_settlement,
        "rural_hire" => &mut i.rural_hire,
        "trust_autonomy" => &mut i.trust_autonomy,
        "leasing" => &mut i.leasing,
        "credit" => &mut i.credit,
        "price_ceiling" => &mut i.price_ceiling,
        "issue_limit" => &mut i.issue_limit,
        "spending" => &mut i.spending,
        "investment" => &mut i.investment,
        "trade_monopoly" => &mut i.trade_monopoly,
        "export_plan" => &mut i.export_plan,
        "foreign_credit" => &mut i.foreign_credit,
        "gold_spending" => &mut i.gold_spending,
        "army_target" => &mut i.army_target,
        "coercion" => &mut i.coercion,
        "rationing" => &mut i.rationing,
        "openness" => &mut w.openness,
        "world_grain_price" => &mut w.grain_price,
        "world_manufactures_price" => &mut w.manufactures_price,
        "epidemic" => &mut w.epidemic,
        "emigration" => &mut w.emigration,
        "ferment" => &mut w.ferment,
        "allied_workers" => &mut w.allied_workers,
        "war_scare" => &mut w.war_scare,
        "cotton_home" => &mut society.state.cotton_home,
        _ => return None,
    })
}

/// Where a number of party, state and leadership is kept.
fn politics<'s>(society: &'s mut Society, name: &str) -> Option<&'s mut f64> {
    let i = &mut society.instruments;
    let d = &mut society.departures;
    Some(match name {
        "urban_peace" => &mut d.urban_peace,
        "cadre_spared" => &mut d.cadre_spared,
        "party_schooling" => &mut d.party_schooling,
        "pact" => &mut d.pact,
        "officials_target" => &mut i.officials_target,
        "admission_workers" => &mut i.admission_workers,
        "admission_others" => &mut i.admission_others,
        "purge" => &mut i.purge,
        "faction_ban" => &mut i.faction_ban,
        "confirmation" => &mut i.confirmation,
        "secretariat_staff" => &mut i.secretariat_staff,
        "committee_seats" => &mut i.committee_seats,
        "control_commission" => &mut i.control_commission,
        "repression" => &mut i.repression,
        "privilege_cap" => &mut i.privilege_cap,
        "party_call_up" => &mut i.party_call_up,
        "promotion" => &mut i.promotion,
        "republic_rights" => &mut i.republic_rights,
        "comintern_effort" => &mut i.comintern_effort,
        "split_socialists" => &mut i.split_socialists,
        "lenin_health" => &mut i.lenin_health,
        "old_officials" => &mut i.old_officials,
        "schooling" => &mut i.schooling,
        "soviet_opposition" => &mut i.soviet_opposition,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_reaches_a_place_of_its_own() {
        let evidence = evidence::Evidence::embedded().expect("the embedded evidence is whole");
        let whole = crate::testing_society(&evidence);
        for about in INSTRUMENTS.iter().filter(|i| i.words.is_empty()) {
            let mut society = whole.clone();
            let value = about.low + 0.371 * (about.high - about.low);
            set(&mut society, about.name, &Setting::Number(value));
            let changed = format!("{society:?}") != format!("{whole:?}");
            assert!(changed, "{} sets nothing", about.name);
        }
    }

    #[test]
    fn wrong_names_words_and_ranges_are_refused_with_the_right_ones() {
        let err = |name, setting| check(name, &setting).expect_err("wrong");
        assert!(err("trade_tolerence", Setting::Number(0.5)).contains("trade_tolerance"));
        assert!(err("trade_tolerance", Setting::Number(2.0)).contains("0 to 1"));
        assert!(err("grain_policy", Setting::Word("tax".into())).contains("tax-in-kind"));
        assert!(err("grain_policy", Setting::Number(1.0)).contains("tax-in-kind"));
        assert!(err("weather", Setting::Regions(vec![("vulga".into(), 0.5)])).contains("volga"));
        assert!(err("credit", Setting::Word("easy".into())).contains("number"));
    }
}
