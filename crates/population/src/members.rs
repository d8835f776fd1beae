//! The party of November 1917.
//!
//! The oldest members stand first. Facts about a row come at well-spread quantiles, not by chance, so
//! that the shares of the start are the recorded ones with few rows and with many.

use society::{
    Job, Members, Nation, NewMember, Origin, PARTY, Party, REGIONS, Schooling, Standing,
};

use crate::start::{Missing, Start};

/// Members of the party to which the number of rows refers: about those of January 1925.
const MEMBERS_OF_SIZE: f64 = 800_000.0;

/// Fractional parts of multiples of these numbers (square roots of primes) fill the unit interval
/// evenly, each independently of the others.
const SPREAD: [f64; 9] = [
    0.414_213_562_373_095,
    0.732_050_807_568_877,
    0.236_067_977_499_789,
    0.645_751_311_064_59,
    0.316_624_790_355_399,
    0.605_551_275_463_989,
    0.123_105_625_617_661,
    0.358_898_943_540_673,
    0.795_831_523_312_719,
];

/// Offices of the party at the start over its members, from the top: a Central Committee of a few
/// dozen, provincial committees of some thirty, district committees of some fifteen, and bureaus of
/// three in cells of some two dozen (judgement, with the 20,000 cells of 1923 on record).
const SEATS: [(Standing, f64); 4] = [
    (Standing::Centre, 0.0004),
    (Standing::Province, 0.0065),
    (Standing::District, 0.025),
    (Standing::Cell, 0.12),
];

/// The years of joining that stand for the members of before 1917 and after 1904: the wave of 1905
/// and that of 1912 to 1914, with the few between and after (judgement).
const UNDERGROUND: [u16; 8] = [1905, 1906, 1907, 1910, 1912, 1913, 1914, 1916];

const NATIONS: [&str; 6] = ["russian", "ukrainian", "jewish", "western", "caucasian", "eastern"];
const ORIGINS: [&str; 3] = ["worker", "peasant", "employee"];
const JOBS: [&str; 5] = ["bench", "farm", "office", "army", "study"];
const SCHOOLS: [&str; 4] = ["none", "primary", "secondary", "higher"];

/// The place of `at` (0 to 1) in a row of shares.
fn pick(at: f64, shares: &[f64]) -> usize {
    let mut below = 0.0;
    let total: f64 = shares.iter().sum();
    for (i, share) in shares.iter().enumerate() {
        below += share / total;
        if at < below {
            return i;
        }
    }
    shares.len() - 1
}

/// What the evidence says of the members of the start.
struct Portrait {
    old_share: f64,
    before_1905: f64,
    origins: [f64; 3],
    jobs: [[f64; 5]; 3],
    schools: [[f64; 4]; 3],
    regions: Vec<f64>,
    nations: Vec<[f64; 6]>,
    /// Commitment of the old, commitment of those of 1917, spread, weariness, comfort.
    mood: [f64; 5],
    plan: [f64; 3],
    /// Democracy, nation, spread of opinions.
    views: [f64; 3],
}

fn shares<const N: usize>(
    start: &Start<'_>,
    of: &str,
    names: [&str; N],
) -> Result<[f64; N], Missing> {
    let mut all = [0.0; N];
    for (share, name) in all.iter_mut().zip(names) {
        *share = start.one(&format!("party_{of}{name}"))?;
    }
    Ok(all)
}

impl Portrait {
    fn read(start: &Start<'_>) -> Result<Portrait, Missing> {
        let (worker, peasant) =
            (start.one("party_origin_worker")?, start.one("party_origin_peasant")?);
        let mut nations = vec![[0.0; 6]; REGIONS.len()];
        for (n, name) in NATIONS.iter().enumerate() {
            for (region, share) in
                start.by_region(&format!("party_{name}"))?.into_iter().enumerate()
            {
                nations[region][n] = share;
            }
        }
        let mut portrait = Portrait {
            old_share: start.one("party_old")? / start.one("party_members")?,
            before_1905: start.one("party_before_1905")?,
            origins: [worker, peasant, 1.0 - worker - peasant],
            jobs: [[0.0; 5]; 3],
            schools: [[0.0; 4]; 3],
            regions: start.by_region("party_region")?,
            nations,
            mood: shares(
                start,
                "",
                ["commitment_old", "commitment_1917", "commitment_spread", "weariness", "comfort"],
            )?,
            plan: shares(start, "plan_", ORIGINS)?,
            views: shares(start, "", ["democracy", "nation", "opinion_spread"])?,
        };
        for (o, origin) in ORIGINS.iter().enumerate() {
            portrait.jobs[o] = shares(start, &format!("{origin}_"), JOBS)?;
            portrait.schools[o] = shares(start, &format!("{origin}_"), SCHOOLS)?;
        }
        Ok(portrait)
    }

    /// Row `i` of `n`.
    fn member(&self, i: usize, n: usize) -> NewMember {
        let even = |k: usize| ((i as f64 + 0.5) * SPREAD[k] + 0.5).fract();
        let at = (i as f64 + 0.5) / n as f64;
        let old = at < self.old_share;
        let joined = if !old {
            1917
        } else if at < self.old_share * self.before_1905 {
            1904
        } else {
            let among = (at / self.old_share - self.before_1905) / (1.0 - self.before_1905);
            UNDERGROUND[((among * UNDERGROUND.len() as f64) as usize).min(UNDERGROUND.len() - 1)]
        };
        let (o, region) = (pick(even(0), &self.origins), pick(even(1), &self.regions));
        let [before, in_1917, spread, weariness, comfort] = self.mood;
        let middle = if old { before } else { in_1917 };
        let about = |mean: f64, spread: f64, k: usize| mean + spread * (2.0 * even(k) - 1.0);
        let [democracy, nation, width] = self.views;
        let opinion = [
            about(self.plan[o], width, 6).clamp(-1.0, 1.0) as f32,
            about(democracy, width, 7).clamp(-1.0, 1.0) as f32,
            about(nation, width, 8).clamp(-1.0, 1.0) as f32,
        ];
        NewMember {
            lineage: PARTY.child(i as u32),
            region,
            origin: Origin::ALL[o],
            job: Job::ALL[pick(even(2), &self.jobs[o])],
            joined,
            schooling: Schooling::ALL[pick(even(3), &self.schools[o])],
            nation: Nation::ALL[pick(even(4), &self.nations[region])],
            standing: Standing::RankAndFile,
            opinion,
            commitment: about(middle, spread, 5).clamp(0.0, 1.0) as f32,
            weariness: weariness as f32,
            comfort: comfort as f32,
        }
    }
}

/// Seats the oldest members highest: the first rows are the oldest.
fn seat(members: &mut Members) {
    let persons = members.persons() as f64;
    let mut row = 0;
    for (standing, share) in SEATS {
        let rows = libm::round(persons * share / members.heads as f64) as usize;
        for place in members.standing.all_mut().iter_mut().skip(row).take(rows) {
            *place = standing;
        }
        row += rows;
    }
}

/// The members, as rows of equal weight: about `rows` when the party has 800,000.
pub(crate) fn build(start: &Start<'_>, rows: usize) -> Result<Members, Missing> {
    let portrait = Portrait::read(start)?;
    let heads = libm::round(MEMBERS_OF_SIZE / rows.max(1) as f64).max(1.0);
    let n = libm::round(start.one("party_members")? / heads).max(1.0) as usize;
    let mut members = Members {
        heads: heads as i64,
        new_since: start.one("party_new_since")? as u16,
        recruits_so_far: n as u32,
        nations: kernel::Column::new(portrait.nations.clone()),
        ..Members::default()
    };
    for i in 0..n {
        members.push(portrait.member(i, n));
    }
    seat(&mut members);
    Ok(members)
}

/// The party in a few numbers.
pub(crate) fn party(start: &Start<'_>) -> Result<Party, Missing> {
    let old = start.one("party_old")? / start.one("party_members")?;
    Ok(Party {
        worker_cadre: 1.0,
        factory_link: start.one("party_factory_link")?,
        fatigue: start.one("party_weariness")?,
        comfort_seeking: start.one("party_comfort")?,
        old_bolshevik_share: old,
        line: [
            start.one("party_plan_worker")?,
            start.one("party_democracy")?,
            start.one("party_nation")?,
        ],
        ..Party::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn members(rows: usize) -> Members {
        let evidence = evidence::Evidence::embedded().expect("the embedded evidence is whole");
        build(&Start::new(&evidence), rows).expect("a complete start")
    }

    #[test]
    fn rows_stand_for_the_members_of_the_start() {
        for rows in [200, 2000, 20_000] {
            let m = members(rows);
            // A row is the finest that can be counted: half of one is the error of rounding.
            assert!((m.persons() - 110_000).abs() * 2 <= m.heads, "{rows}: {}", m.persons());
            assert_eq!(m.recruits_so_far as usize, m.len());
        }
    }

    #[test]
    fn shares_are_those_of_the_start_with_few_rows_and_with_many() {
        for rows in [2000, 40_000] {
            let m = members(rows);
            let n = m.len() as f64;
            let share = |count: usize| count as f64 / n;
            let workers = m.origin.all().iter().filter(|o| **o == Origin::Worker).count();
            let old = m.joined.all().iter().filter(|y| **y < 1917).count();
            // The spread of such a sequence of 275 points is below three rows.
            assert!((share(workers) - 0.569).abs() < 3.0 / n, "{}", share(workers));
            assert!((share(old) - 23_600.0 / 110_000.0).abs() < 3.0 / n, "{}", share(old));
        }
    }

    #[test]
    fn a_row_may_be_one_member() {
        assert_eq!(members(usize::MAX).heads, 1);
    }
}
