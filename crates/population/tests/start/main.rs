//! The society of November 1917: whatever the number of rows, it is the same country.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use evidence::Evidence;
use kernel::{Id, Parameters};
use population::{Size, build, permuted};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use society::{Currency, Norms, REGIONS, Society, Switches};

static EVIDENCE: LazyLock<Evidence> = LazyLock::new(embedded);

fn embedded() -> Evidence {
    Evidence::embedded().expect("the embedded evidence is whole")
}

fn norms() -> Norms {
    let centres: Vec<f64> = Norms::DECLARED.iter().map(|d| d.prior.centre()).collect();
    Norms::from_values(&centres)
}

fn size(households: usize) -> Size {
    Size { households, members: 200 }
}

fn society(rows: usize) -> Society {
    build(&EVIDENCE, norms(), Switches::central(), size(rows)).expect("the start is complete")
}

/// Households of a region, each row as often as its weight says.
fn households(society: &Society, region: usize) -> u64 {
    let h = &society.households;
    h.of(Id::new(region)).map(|i| u64::from(h.weight[Id::new(i)])).sum()
}

/// The same cases at every run, so that a red test is red again.
fn config() -> ProptestConfig {
    let rng_seed = RngSeed::Fixed(1917);
    ProptestConfig { cases: 32, rng_seed, failure_persistence: None, ..Default::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn rows_stand_for_all_households_and_for_nobody_else(rows in 1usize..5_000) {
        let (many, few) = (society(5_000), society(rows));
        for region in 0..REGIONS.len() {
            prop_assert_eq!(households(&few, region), households(&many, region));
        }
        let h = &few.households;
        prop_assert!(h.weight.all().iter().all(|w| *w > 0));
        prop_assert!(h.mouths.all().iter().all(|m| *m > 0));
        // Three rows a region at least; else as many as were asked for, cut to whole rows by region.
        let most = rows.max(3 * REGIONS.len());
        prop_assert!(h.len() <= most + 3 * REGIONS.len() && h.len() + REGIONS.len() >= rows);
    }

    #[test]
    fn poor_and_rich_rows_stand_for_as_many_households(rows in 1usize..5_000) {
        let h = society(rows).households;
        for region in 0..REGIONS.len() {
            let own: Vec<u64> =
                h.of(Id::new(region)).map(|i| u64::from(h.weight[Id::new(i)])).collect();
            let (all, n) = (own.iter().sum::<u64>(), own.len() as u64);
            let mut poorer = 0;
            for (i, weight) in own.iter().enumerate() {
                // Rows come in the order of their land: the poorest tenth of the rows stands for a
                // tenth of the households, to less than one household.
                prop_assert!((poorer * n).abs_diff(all * i as u64) < n, "row {} of {}", i, n);
                poorer += weight;
            }
        }
    }

    #[test]
    fn another_order_is_the_same_households(rows in 30usize..3_000, seed in any::<u64>()) {
        let households = society(rows).households;
        let other = permuted(&households, seed);
        prop_assert_eq!(&other.rows, &households.rows, "a household left its region");
        for region in 0..REGIONS.len() {
            let facts = |h: &society::Households| -> BTreeSet<_> {
                let fact = |i: usize| {
                    let id = Id::new(i);
                    (h.lineage[id].0, h.weight[id], h.mouths[id], h.land[id], h.horses[id])
                };
                h.of(Id::new(region)).map(fact).collect()
            };
            prop_assert_eq!(facts(&other), facts(&households));
        }
    }
}

#[test]
fn regions_follow_one_another_without_a_gap() {
    let h = society(1_000).households;
    let mut next = 0;
    for range in h.rows.all() {
        assert_eq!(range.start, next);
        assert!(range.len() >= 3, "a region of {} rows", range.len());
        next = range.end;
    }
    assert_eq!(next, h.len());
}

#[test]
fn no_two_households_share_their_luck() {
    let h = society(20_000).households;
    let lineages: BTreeSet<_> = h.lineage.all().iter().collect();
    assert_eq!(lineages.len(), h.len());
}

#[test]
fn all_currency_is_in_a_purse() {
    let society = society(30);
    let issued = society.accounts.issued(Currency::Sovznak);
    assert!(issued > 0, "no money at the start");
    let balances = &society.accounts.balances;
    assert_eq!(balances[Currency::Sovznak as usize].iter().sum::<i128>(), 0);
    assert_eq!(balances[Currency::Chervonets as usize], [0; 8], "chervontsy before their time");
}

#[test]
fn a_number_that_is_missing_is_named() {
    let mut evidence = embedded();
    evidence.paths.retain(|row| !(row.path == "start.yield" && row.region == "volga"));
    let missing = build(&evidence, norms(), Switches::central(), size(30))
        .expect_err("a yield is missing")
        .to_string();
    assert!(missing.contains("yield") && missing.contains("volga"), "{missing}");
    let mut evidence = embedded();
    evidence.paths.retain(|row| !row.path.starts_with("trusts."));
    let missing = build(&evidence, norms(), Switches::central(), size(30))
        .expect_err("there are no trusts")
        .to_string();
    assert!(missing.contains("trusts"), "{missing}");
}

/// The offices of the start hold the staff of the state to the last person, and at the centre the
/// shares of old officials that the count of August 1918 gives.
#[test]
fn offices_hold_the_staff_and_the_shares_on_record() {
    let society = society(600);
    let (offices, apparatus) = (&society.offices, &society.apparatus);
    assert_eq!(offices.staff.total(), society.state.officials);
    let weights: f64 = offices.weight.all().iter().sum();
    assert!((weights - 1.0).abs() < 1e-9, "the rows of staff add up to {weights}");
    for office in offices.staff.ids() {
        assert!(offices.old[office] + offices.communists[office] <= offices.staff[office]);
    }
    let finance = offices.old[Id::new(0)].real() / offices.staff[Id::new(0)].real();
    // Persons are whole: one in some ten thousand.
    assert!((finance - 0.975).abs() < 1e-3);
    assert!(apparatus.old_share_centre > 0.5, "more than half, as the count has it");
    assert!(apparatus.old_share < apparatus.old_share_centre);
    assert_eq!(apparatus.demand, 1.0);
}
