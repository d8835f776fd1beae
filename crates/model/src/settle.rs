//! The end of the month: wishes are carried out and every region is counted.

use kernel::{Hectares, Id, Kilograms, LANES, People, Turnover, pass, weighted};
use society::{Leaving, REGIONS, Society};

/// Carries out the wish to divide and buries households without mouths. A child household takes
/// half of everything (the odd one stays) and stands in the same region, at its end.
pub fn settle_households(society: &mut Society) {
    let h = &mut society.households;
    let mut turnover = Turnover::default();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let mut ranges = Vec::with_capacity(REGIONS.len());
    for r in 0..REGIONS.len() {
        let region = Id::new(r);
        let (mut gone, mut dividing) = (Vec::new(), Vec::new());
        // Where the dividing stand among those that stay.
        let mut places = Vec::new();
        let rows = h.rows[region].clone();
        for i in rows.clone() {
            let id = Id::new(i);
            if h.mouths[id] == 0 {
                // An heirless household: the village takes grain and land.
                let w = i64::from(h.weight[id]);
                let kg = w * (i64::from(h.grain[id]) + i64::from(h.hidden[id]));
                society.regions.village_grain[region] += Kilograms(kg);
                society.regions.land_reserve[region] += Hectares(w * i64::from(h.land[id]));
                gone.push(i);
            } else if h.divides[id] && h.mouths[id] >= 4 {
                dividing.push(i);
                places.push(i - rows.start - gone.len());
            }
        }
        let to_be = turnover.group(rows, &gone, &dividing);
        let first_child = to_be.end - dividing.len();
        pairs.extend(places.iter().zip(first_child..).map(|(at, child)| (to_be.start + at, child)));
        ranges.push(to_be);
    }
    if turnover.is_empty() {
        return;
    }
    h.turn_over(&turnover);
    for (range, r) in ranges.into_iter().zip(0..) {
        h.rows[Id::new(r)] = range;
    }
    for (parent, child) in pairs {
        divide(society, parent, child);
    }
}

/// Splits what two equal rows hold between them.
fn divide(society: &mut Society, parent: usize, child: usize) {
    let h = &mut society.households;
    let (p, c) = (Id::new(parent), Id::new(child));
    let order = h.children[p];
    h.lineage[c] = h.lineage[p].child(u32::from(order));
    h.children[p] = order.saturating_add(1);
    h.children[c] = 0;
    macro_rules! halve {
        ($($column:ident),*) => { $(
            let half = h.$column[p] / 2;
            h.$column[c] = half;
            h.$column[p] -= half;
        )* };
    }
    halve!(mouths, land, leased, sown, grain, hidden, horses, cattle, pigs);
    h.divides[p] = false;
    h.divides[c] = false;
}

/// Strikes off the rows of those who leave the party and counts them, in persons. Those who stay
/// keep their order.
pub fn settle_members(society: &mut Society) {
    let (members, flows) = (&mut society.members, &mut society.member_flows);
    let heads = members.heads;
    let mut gone = Vec::new();
    for id in members.lineage.ids() {
        let leaving = members.leaving[id];
        if leaving == Leaving::No {
            continue;
        }
        gone.push(id.number());
        let origin = members.origin[id] as usize;
        match leaving {
            Leaving::No => {}
            Leaving::Dies => flows.died += heads,
            Leaving::Quits => flows.quit += heads,
            Leaving::Expelled => flows.expelled[origin] += heads,
            Leaving::ExpelledForOpinion => {
                flows.expelled[origin] += heads;
                flows.expelled_for_opinion += heads;
            }
        }
    }
    members.strike_off(&gone);
}

/// Counts each region: what its households hold together.
pub fn count_regions(society: &mut Society) {
    let h = &society.households;
    let regions = &mut society.regions;
    for r in 0..REGIONS.len() {
        let region = Id::new(r);
        let rows = &h.rows[region];
        let columns = (
            h.weight.of(rows),
            h.grain.of(rows),
            h.hidden.of(rows),
            h.mouths.of(rows),
            h.land.of(rows),
            h.horses.of(rows),
            h.cattle.of(rows),
            h.pigs.of(rows),
        );
        let [kg, people, held, horses, cattle, pigs, households] = pass(
            columns,
            #[inline(always)]
            |sums: &mut [i64; 7], (weight, grain, hidden, mouths, land, horses, cattle, pigs)| {
                sums[0] += weighted(weight, grain) + weighted(weight, hidden);
                sums[1] += weighted(weight, mouths);
                sums[2] += weighted(weight, land);
                sums[3] += weighted(weight, horses);
                sums[4] += weighted(weight, cattle);
                sums[5] += weighted(weight, pigs);
                sums[6] += weighted(weight, &[1u8; LANES]);
            },
        );
        regions.peasant_grain[region] = Kilograms(kg);
        regions.rural[region] = People(people);
        regions.land_held[region] = Hectares(held);
        regions.households[region] = households;
        regions.horses[region] = horses;
        regions.cattle[region] = cattle;
        regions.pigs[region] = pigs;
    }
}

/// What peasants learn before the sowing: how much of their surplus they kept. `weight` is that of
/// this year's experience.
pub fn learn_what_was_kept(society: &mut Society, weight: f64) {
    let regions = &mut society.regions;
    for r in 0..REGIONS.len() {
        let region = Id::new(r);
        let base = regions.harvest_surplus[region].real();
        if base > 0.0 {
            let kept = (1.0 - regions.taken[region].real() / base).clamp(0.0, 1.0);
            regions.kept_expected[region] += weight * (kept - regions.kept_expected[region]);
        }
    }
}

/// At the harvest the surplus of the year is counted, as the base of what will be taken of it.
pub fn open_farming_year(society: &mut Society) {
    let regions = &mut society.regions;
    for r in 0..REGIONS.len() {
        let region = Id::new(r);
        regions.harvest_surplus[region] = regions.surplus[region] + regions.taken[region];
        regions.taken[region] = Kilograms::ZERO;
        regions.weather[region] = 1.0;
    }
    society.state.last_harvest = society.grain.harvest.total().real();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_who_leave_are_struck_off_and_counted_and_the_others_keep_their_order() {
        let evidence = evidence::Evidence::embedded().expect("the embedded evidence is whole");
        let mut society = crate::testing_society(&evidence);
        let before = society.members.clone();
        let ways = [Leaving::Dies, Leaving::Quits, Leaving::Expelled, Leaving::ExpelledForOpinion];
        for (row, way) in [1usize, 4, 6, 9].into_iter().zip(ways) {
            society.members.leaving[Id::new(row)] = way;
        }
        settle_members(&mut society);
        let f = society.member_flows;
        let heads = before.heads;
        assert_eq!((f.died, f.quit, f.expelled_for_opinion), (heads, heads, heads));
        assert_eq!(f.expelled.iter().sum::<i64>(), 2 * heads);
        let left: Vec<_> = [1, 4, 6, 9].map(|row| before.lineage.all()[row]).to_vec();
        let stay: Vec<_> =
            before.lineage.all().iter().filter(|who| !left.contains(who)).copied().collect();
        assert_eq!(society.members.lineage.all(), &stay[..]);
    }
}
