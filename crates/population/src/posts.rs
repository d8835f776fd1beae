//! The posts of the party in November 1917: all of them elected, each province followed by its
//! districts and cells.

use kernel::{Column, Id, Lineage};
use society::{Entry, NOBODY, Party, Post, Posts, REGIONS, Region, Tier};

use crate::start::{Missing, Start};

/// The office from which the lineages of all posts are hashed: the letters `post`.
const ROOT: Lineage = Lineage(0x706F_7374);

/// Multiples of the golden ratio fill the unit interval evenly: shares come without chance.
const SPREAD: f64 = 0.618_033_988_749_894_9;

/// The posts, province by province.
pub(crate) fn build(start: &Start<'_>) -> Result<Posts, Missing> {
    let provinces = counts(start.by_region("provinces")?);
    let districts = counts(start.by_region("districts")?);
    let cell_rows = counts(start.by_region("cell_rows")?);
    let cells = start.one("cells")? as u32;
    let rows = cell_rows.iter().sum::<usize>().max(1) as u32;
    let shares = [
        start.one("old_guard_province")?,
        start.one("old_guard_district")?,
        start.one("old_guard_cell")?,
    ];
    let mut posts = Posts {
        local_members: Column::filled(0, REGIONS.len()),
        critics: Column::filled(0.0, REGIONS.len()),
        doubters: Column::filled(0.0, REGIONS.len()),
        ..Posts::default()
    };
    let mut row = 0;
    for region in 0..REGIONS.len() {
        for n in 0..provinces[region] {
            let own = Id::new(posts.tier.len());
            push(&mut posts, Tier::Province, region, own, 1, shares[0]);
            for _ in 0..part(districts[region], provinces[region], n) {
                push(&mut posts, Tier::District, region, own, 1, shares[1]);
            }
            for _ in 0..part(cell_rows[region], provinces[region], n) {
                // The rows stand for all cells exactly: the first few for one more.
                let weight = cells / rows + u32::from(row < cells % rows);
                push(&mut posts, Tier::Cell, region, own, weight, shares[2]);
                row += 1;
            }
        }
    }
    Ok(posts)
}

/// The party with what is known of power over posts and votes; nobody holds the office yet.
pub(crate) fn power(start: &Start<'_>, party: Party) -> Result<Party, Missing> {
    Ok(Party {
        member_control: start.one("member_control")?,
        congress_independence: start.one("congress_independence")?,
        secretariat_power: start.one("secretariat_power")?,
        secretariat_capacity: start.one("secretariat_capacity")?,
        opposition_strength: start.one("opposition_strength")?,
        opposition_usual: start.one("opposition_strength")?,
        information_control: start.one("information_control")?,
        holder_caution: 0.5,
        ..party
    })
}

fn counts(numbers: Vec<f64>) -> Vec<usize> {
    numbers.into_iter().map(|x| x as usize).collect()
}

/// The part of place `n` when `total` are spread evenly over `places`.
fn part(total: usize, places: usize, n: usize) -> usize {
    total / places + usize::from(n < total % places)
}

fn push(
    posts: &mut Posts,
    tier: Tier,
    region: usize,
    superior: Id<Post>,
    stands_for: u32,
    old_guard: f64,
) {
    let number = posts.tier.len();
    let lineage = ROOT.child(number as u32);
    posts.lineage.push(lineage);
    posts.tier.push(tier);
    posts.region.push(Id::<Region>::new(region));
    posts.superior.push(superior);
    posts.stands_for.push(stands_for);
    posts.holder.push(Some(lineage.child(0)));
    posts.entry.push(Entry::Elected);
    posts.tenure.push(0);
    posts.sponsor.push(NOBODY);
    posts.competence.push(0.0);
    posts.loyalty.push(0.0);
    posts.old_guard.push((number as f64 * SPREAD).fract() < old_guard);
    posts.outlook.push([0.0; 3]);
    posts.pressed.push(0.0);
    posts.holders.push(1);
}

#[cfg(test)]
mod tests {
    use super::*;
    use evidence::Evidence;

    #[test]
    fn every_post_stands_under_a_province_of_its_region_that_comes_before_it() {
        let evidence = Evidence::embedded().expect("the embedded evidence is whole");
        let posts = build(&Start::new(&evidence)).expect("the start is whole");
        let count = |tier| posts.tier.all().iter().filter(|t| **t == tier).count();
        assert_eq!(count(Tier::Province), 90);
        assert_eq!(count(Tier::District), 600);
        assert_eq!(count(Tier::Cell), 300);
        for post in posts.tier.ids() {
            let above = posts.superior[post];
            assert_eq!(posts.tier[above], Tier::Province);
            assert_eq!(posts.region[above], posts.region[post]);
            assert_eq!(posts.tier[post] == Tier::Province, above == post);
            assert!(above.number() <= post.number());
        }
    }

    #[test]
    fn cells_add_up_and_nobody_holds_two_posts() {
        let evidence = Evidence::embedded().expect("the embedded evidence is whole");
        let start = Start::new(&evidence);
        let posts = build(&start).expect("the start is whole");
        let cells: u32 = posts
            .tier
            .ids()
            .filter(|&post| posts.tier[post] == Tier::Cell)
            .map(|post| posts.stands_for[post])
            .sum();
        assert_eq!(f64::from(cells), start.one("cells").expect("a row"));
        let mut holders: Vec<_> = posts.holder.all().iter().flatten().collect();
        holders.sort();
        let filled = holders.len();
        holders.dedup();
        assert_eq!(holders.len(), filled);
        assert_eq!(filled, posts.tier.len());
    }
}
