//! What must not matter: the order of rows, the number of threads, the number of rows.

use kernel::Id;
use model::{Plan, Record, Theory};
use society::{Member, Members, REGIONS, Society};

use crate::setup::{assert_same, in_year, live, live_from, mean, plan, start};

/// The households as facts in order of their lineage, so that row order does not show.
fn households(society: &Society) -> Vec<[u64; 10]> {
    let h = &society.households;
    let row = |i: usize| {
        let id = Id::new(i);
        [
            h.lineage[id].0,
            u64::from(h.weight[id]),
            u64::from(h.mouths[id]),
            u64::from(h.land[id]),
            u64::from(h.sown[id]),
            u64::from(h.grain[id]),
            u64::from(h.hidden[id]),
            u64::from(h.horses[id]),
            u64::from(h.cattle[id]),
            u64::from(h.pigs[id]),
        ]
    };
    let mut rows: Vec<_> = (0..h.len()).map(row).collect();
    rows.sort_unstable();
    rows
}

#[test]
fn the_order_of_rows_does_not_matter() {
    for (rows, year) in [(300, 1929), (3_000, 1922)] {
        let plan = plan(rows, year);
        let society = start(&plan);
        let mut other = society.clone();
        other.households = population::permuted(&society.households, 0x9E37_79B9_7F4A_7C15);
        assert!(other.households.lineage != society.households.lineage, "nothing was permuted");
        assert_eq!(households(&other), households(&society), "permuting changed a household");
        let (record, end) = live_from(&plan, society);
        let (permuted, permuted_end) = live_from(&plan, other);
        assert_same(&record, &permuted, &format!("{rows} rows in another order"));
        assert!(households(&end) == households(&permuted_end), "households of {rows} rows differ");
    }
}

/// The members as facts in order of their lineage, so that row order does not show.
fn members(society: &Society) -> Vec<(u64, String)> {
    let m = &society.members;
    let row = |id: Id<Member>| {
        let facts = (m.region[id], m.job[id], m.joined[id], m.standing[id], m.patron[id]);
        let mood = [m.commitment[id], m.weariness[id], m.comfort[id]].map(f32::to_bits);
        let views = (m.private[id].map(f32::to_bits), m.public[id].map(f32::to_bits));
        (m.lineage[id].0, format!("{facts:?} {mood:?} {views:?}"))
    };
    let mut rows: Vec<_> = m.lineage.ids().map(row).collect();
    rows.sort_unstable();
    rows
}

/// Puts the rows of members in this order, and changes nothing else.
fn permute(members: &mut Members, order: &[u32]) {
    macro_rules! reorder {
        ($($column:ident),*) => { $(members.$column.reorder(order);)* };
    }
    reorder!(lineage, region, origin, job, joined, schooling, nation, standing, private, public);
    reorder!(formed);
    reorder!(commitment, weariness, comfort, patron, leaving);
}

/// Members are counted, heard and promoted by what they are, not by where they stand. Of posts and
/// leaders it cannot be asked: a post names its superior, and a member his patron, by the row.
#[test]
fn the_order_of_members_does_not_matter() {
    for (rows, year) in [(300, 1929), (2_000, 1922)] {
        let plan = Plan { members: rows, ..plan(100, year) };
        let society = start(&plan);
        let mut other = society.clone();
        let lineage = &society.members.lineage;
        let mut order: Vec<u32> = (0..lineage.len() as u32).collect();
        order.sort_by_key(|&row| lineage[Id::new(row as usize)].child(1).0);
        permute(&mut other.members, &order);
        assert!(other.members.lineage != society.members.lineage, "nothing was permuted");
        let (record, end) = live_from(&plan, society);
        let (permuted, permuted_end) = live_from(&plan, other);
        assert_same(&record, &permuted, &format!("{rows} rows of members in another order"));
        assert!(members(&end) == members(&permuted_end), "members of {rows} rows differ");
    }
}

#[test]
fn a_run_of_a_built_society_is_the_run_of_its_plan() {
    let plan = plan(100, 1920);
    assert_same(&live(&plan), &live_from(&plan, start(&plan)).0, "stepped by hand");
}

#[test]
fn runs_beside_one_another_are_the_runs_alone() {
    let plans: Vec<Plan> = (0..4)
        .map(|draw| Plan { draw, theory: Theory::draw(5, draw), ..plan(300, 1921) })
        .collect();
    let alone: Vec<Record> = plans.iter().map(live).collect();
    for threads in [2, 4] {
        let beside: Vec<Record> = std::thread::scope(|scope| {
            let parts = plans.chunks(plans.len() / threads);
            let running: Vec<_> = parts
                .map(|part| scope.spawn(move || part.iter().map(live).collect::<Vec<_>>()))
                .collect();
            running.into_iter().flat_map(|thread| thread.join().expect("a thread ends")).collect()
        });
        for (one, other) in alone.iter().zip(&beside) {
            assert_same(one, other, &format!("{threads} threads"));
        }
    }
}

/// Rows by number: cells, small, the size of the speed budget, and ten times that.
const SIZES: [usize; 4] = [30, 300, 3_000, 30_000];

#[test]
fn any_number_of_rows_stands_for_the_same_country() {
    let many = start(&plan(30_000, 1917));
    for rows in SIZES {
        let society = start(&plan(rows, 1917));
        // Sums of integers that the sampling must not touch: exact.
        assert_eq!(society.regions.households, many.regions.households, "{rows} rows");
        assert_eq!(society.regions.land_total, many.regions.land_total, "{rows} rows");
        assert_eq!(society.towns.people, many.towns.people, "{rows} rows");
        assert_eq!(society.state.army, many.state.army, "{rows} rows");
        assert_eq!(society.accounts.balances, many.accounts.balances, "{rows} rows");
        // Each household's land is cut to 0.01 ha, and so is what the sampled share misses of it:
        // what peasants hold and what they do not is all the land there is.
        for region in 0..REGIONS.len() {
            let id = Id::new(region);
            let r = &society.regions;
            assert_eq!(r.land_held[id] + r.land_reserve[id], r.land_total[id], "{rows} rows");
        }
    }
}

/// Rural people and sown land by number of rows, against a sample of 30,000.
///
/// Mouths are rounded to whole persons in each row, and the rounding errors of `n` rows spread over
/// half a person each way: the mean errs by `0.5 / sqrt(3 n)` persons in one standard deviation, of
/// about 5.5; three of them, for 3,000 rows, are 0.3 %, for 300 rows 1 %. Land is taken at the
/// midpoints of `n` equal quantiles a region, which cuts the upper tail of the lognormal: with its
/// spread the last of `m` = n / 10 quantiles misses about `1 / m` of its own share, under 5 % at 30
/// rows a region and under 1 % at 300.
#[test]
fn people_and_land_agree_within_rounding_and_sampling() {
    let many = start(&plan(30_000, 1917));
    for (rows, people_error, land_error) in [(3_000, 0.003, 0.01), (300, 0.01, 0.05)] {
        let society = start(&plan(rows, 1917));
        let near = |a: i64, b: i64, most: f64, what: &str| {
            let off = a as f64 / b as f64 - 1.0;
            assert!(off.abs() <= most, "{what} of {rows} rows is off by {off:.4}");
        };
        let (here, there) = (&society.regions, &many.regions);
        near(here.rural.total().0, there.rural.total().0, people_error, "the rural population");
        near(here.land_held.total().0, there.land_held.total().0, land_error, "peasant land");
    }
}

/// Harvest, people and herds of a run with 3,000 rows against one with 30,000.
///
/// Weather falls by region, not by row, so it is the same in both. What differs is the sample: the
/// luck of a household's own fields (spread of at most 0.5 a row, so 0.5 / sqrt(3,000) = 0.9 % in
/// one standard deviation, 2.7 % in three) and the rounding of animals and mouths to whole ones
/// (under 1 % by the same count). Hunger and sales answer to these smoothly, so 3 % is the bound,
/// and 6 % for herds, whose few heads a row carry the rounding of several years.
#[test]
fn headlines_agree_between_three_and_thirty_thousand_rows() {
    let few = live(&plan(3_000, 1920));
    let many = live(&plan(30_000, 1920));
    for year in [1918, 1919, 1920] {
        for (name, most) in [
            ("grain.harvest", 0.03),
            ("land.sown", 0.03),
            ("people.total", 0.03),
            ("people.rural", 0.03),
            ("livestock.horses", 0.06),
            ("livestock.cattle", 0.06),
        ] {
            let off = in_year(&few, name, year) / in_year(&many, name, year) - 1.0;
            assert!(off.abs() <= most, "{name} of {year} is off by {off:.4}");
        }
    }
}

/// Thirty cells are a caricature, but they live through the same history: they run to the end, and
/// the harvest of the first year, before anything could add up, is of the right size (within a
/// quarter: three rows a region cut the upper tail of land holdings off).
#[test]
fn thirty_cells_live_through_it_too() {
    let few = live(&plan(30, 1929));
    let many = live(&plan(3_000, 1918));
    let ratio = mean(&few, "grain.harvest", 1918, 8, 8) / mean(&many, "grain.harvest", 1918, 8, 8);
    assert!(
        (0.75..1.25).contains(&ratio),
        "the harvest of thirty cells is {ratio:.2} times as large"
    );
}
