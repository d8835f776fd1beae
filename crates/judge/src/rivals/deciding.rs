//! Which data would decide between the leading accounts: where their forecasts lie far apart beside
//! their spread and the error of an observation, and whether anybody has counted it.

use evidence::Evidence;
use lab::summary::{mean, spread};
use model::VARIABLES;

use super::compare::Scored;
use super::discriminate::HISTORY;
use super::layout::{Layout, scale};
use crate::discrepancy::Discrepancy;
use crate::rows::{Row, Scale, rows};

/// Error of a new observation on the scale of logarithms or logits: that of a number which is well
/// remembered (see [`crate::rows`]).
const ERROR: f64 = 0.06;
/// Error of a new observation of an index from 0 or -1 to 1 (judgement: coded by hand).
const CODED: f64 = 0.1;
/// A size below this share of the largest that is forecast counts as this small, as in the rows:
/// whether next to nothing is a tenth or a hundredth of next to nothing, nobody would count.
const LEAST: f64 = 0.01;
/// Observations named for each pair.
const NAMED: usize = 25;

/// Whether the evidence has a number of a variable and a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exists {
    /// A confirmed one.
    Confirmed,
    /// A recalled one alone.
    Recalled,
    /// Of other years.
    OtherYears,
    /// None.
    Missing,
}

impl Exists {
    /// In words.
    pub fn words(&self) -> &'static str {
        match self {
            Exists::Confirmed => "exists",
            Exists::Recalled => "exists, recalled only",
            Exists::OtherYears => "missing for this year",
            Exists::Missing => "missing",
        }
    }
}

/// An observation that would tell two accounts apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Deciding {
    /// Keys of the two accounts.
    pub pair: [String; 2],
    /// Name of the variable.
    pub variable: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// The year: its end for stocks, its whole for the rest.
    pub year: i32,
    /// What each expects, in the unit of the variable.
    pub expects: [f64; 2],
    /// Distance of the means over the pooled spread, the error of the observation included.
    pub separation: f64,
    /// Expected logarithm of the Bayes factor of one observation for the account that is right,
    /// averaged over which of the two that is.
    pub log_factor: f64,
    /// Whether the evidence has it.
    pub exists: Exists,
    /// Where it may be found, if it is missing; empty otherwise.
    pub found_at: String,
}

/// For each pair of the leading accounts the observations that would tell most, the best year of a
/// variable alone.
pub(super) fn deciding(
    evidence: &Evidence,
    layout: &Layout,
    discrepancy: &Discrepancy,
    accounts: &[Scored],
    leading: &[usize],
) -> Vec<Deciding> {
    let record = rows(evidence, model::LAST);
    let mut all = Vec::new();
    for (n, &one) in leading.iter().enumerate() {
        for &other in &leading[n + 1..] {
            let pair = [&accounts[one], &accounts[other]];
            all.extend(of_pair(evidence, &record, layout, discrepancy, pair));
        }
    }
    all
}

fn of_pair(
    evidence: &Evidence,
    record: &[Row],
    layout: &Layout,
    discrepancy: &Discrepancy,
    pair: [&Scored; 2],
) -> Vec<Deciding> {
    let mut found: Vec<Deciding> = Vec::new();
    for (place, (variable, year)) in layout.years() {
        let about = &VARIABLES[variable];
        let scale = scale(about);
        let known = pair.map(|one| {
            let values = one.lives.world(HISTORY).iter().map(|life| life[place]);
            values.filter(|value| value.is_finite()).collect::<Vec<f64>>()
        });
        if known.iter().any(|values| values.len() < 2) {
            continue;
        }
        let known = if scale == Scale::Log { floored(known) } else { known };
        let error = if scale == Scale::Plain { CODED } else { ERROR };
        let error = libm::hypot(error, discrepancy.of(about.name));
        let [a, b] = known.map(|values| (mean(&values), libm::hypot(spread(&values), error)));
        let log_factor = 0.5 * (divergence(a, b) + divergence(b, a));
        let pooled = libm::sqrt(0.5 * (a.1 * a.1 + b.1 * b.1));
        let row = Deciding {
            pair: pair.map(|one| one.account.key.clone()),
            variable: about.name,
            unit: about.unit,
            year,
            expects: [scale.from(a.0), scale.from(b.0)],
            separation: (a.0 - b.0).abs() / pooled,
            log_factor,
            exists: exists(record, about.name, year),
            found_at: String::new(),
        };
        match found.iter_mut().find(|one| one.variable == row.variable) {
            Some(one) if one.log_factor < row.log_factor => *one = row,
            Some(_) => {}
            None => found.push(row),
        }
    }
    found.sort_by(|a, b| b.log_factor.total_cmp(&a.log_factor).then(a.variable.cmp(b.variable)));
    found.truncate(NAMED);
    for row in found.iter_mut().filter(|row| missing(&row.exists)) {
        let places = &evidence.discriminating.whereabouts;
        let place = places.iter().find(|place| place.names(row.variable));
        row.found_at = place.map_or_else(String::new, |place| place.at.clone());
    }
    found
}

/// Logarithms of sizes, none of them smaller than the least that counts.
fn floored(known: [Vec<f64>; 2]) -> [Vec<f64>; 2] {
    let largest = known.iter().flatten().copied().fold(f64::NEG_INFINITY, f64::max);
    let least = largest + libm::log(LEAST);
    known.map(|values| values.into_iter().map(|value| value.max(least)).collect())
}

fn missing(exists: &Exists) -> bool {
    matches!(exists, Exists::Missing | Exists::OtherYears)
}

/// Expected log ratio of the densities of two normals, each mean and standard deviation, under the
/// first.
fn divergence((mean_a, sd_a): (f64, f64), (mean_b, sd_b): (f64, f64)) -> f64 {
    let apart = (mean_a - mean_b) * (mean_a - mean_b);
    libm::log(sd_b / sd_a) + (sd_a * sd_a + apart) / (2.0 * sd_b * sd_b) - 0.5
}

fn exists(record: &[Row], variable: &str, year: i32) -> Exists {
    let mut best = Exists::Missing;
    for row in record.iter().filter(|row| row.about().name == variable) {
        let covers = row.first.year() <= year && year <= row.last.year();
        best = match (covers, row.confirmed, best) {
            (true, true, _) => return Exists::Confirmed,
            (true, false, _) => Exists::Recalled,
            (false, _, Exists::Missing) => Exists::OtherYears,
            (false, _, other) => other,
        };
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_forecast_tells_nothing_and_two_spreads_apart_tell_two() {
        assert_eq!(divergence((1.0, 0.5), (1.0, 0.5)), 0.0);
        // Equal spreads: half the squared distance in spreads.
        assert!((divergence((0.0, 1.0), (2.0, 1.0)) - 2.0).abs() < 1e-12);
        assert!(divergence((0.0, 1.0), (0.0, 3.0)) > 0.0, "a spread tells too");
    }

    #[test]
    fn next_to_nothing_is_no_distance() {
        let [a, b] = floored([vec![libm::log(1e-9)], vec![0.0]]);
        assert_eq!((a, b), (vec![libm::log(LEAST)], vec![0.0]));
    }

    #[test]
    fn the_record_says_what_it_has() {
        let evidence = Evidence::embedded().expect("the embedded evidence is whole");
        let record = rows(&evidence, model::LAST);
        assert_eq!(exists(&record, "nation.smena_vekh", 1922), Exists::Missing);
        let some = record.iter().find(|row| !row.confirmed).expect("recalled rows");
        assert_ne!(exists(&record, some.about().name, some.last.year()), Exists::Missing);
        assert_ne!(exists(&record, some.about().name, some.last.year()), Exists::OtherYears);
    }

    #[test]
    fn every_variable_has_a_place_where_it_may_be_found() {
        let evidence = Evidence::embedded().expect("the embedded evidence is whole");
        let places = &evidence.discriminating.whereabouts;
        assert!(VARIABLES.iter().all(|v| places.iter().any(|place| place.names(v.name))));
    }
}
