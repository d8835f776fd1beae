//! # Promote
//!
//! Twice a year committees are renewed. The seats at each level grow with the party. Vacant ones go
//! to members from below, by standing in years, by schooling and by luck, and the higher the seat
//! the more the years count. Where secretaries need the word from above, those who rise look to the
//! man who gave it.
//!
//! Refuted by: committees whose share of old members is the same from district to centre.

use std::cmp::Ordering;

use crate::prelude::*;

/// Rise through the offices of the party.
#[derive(Clone, Debug, Parameters)]
pub struct Promote {
    /// Seats on the bureaus of cells.
    #[prior(Uniform(0.10, 0.14), unit = "a member", source = "judgement, 20,000 cells in 1923")]
    pub cell: f64,
    /// Seats on district committees.
    #[prior(Uniform(0.02, 0.03), unit = "a member", source = "judgement, card P1")]
    pub district: f64,
    /// Seats on provincial committees.
    #[prior(Uniform(0.005, 0.008), unit = "a member", source = "judgement, card P1")]
    pub province: f64,
    /// Seats in central bodies.
    #[prior(Uniform(0.0003, 0.0005), unit = "a member", source = "judgement, card P1")]
    pub centre: f64,
    /// Weight of seniority for a seat on a cell's bureau.
    #[prior(
        Fixed(0.2),
        unit = "log-odds of an old member over a new one",
        source = "judgement, 3 percent of cell secretaries from before 1917 in 1923"
    )]
    pub years_cell: f64,
    /// Weight of seniority for a seat on a district committee.
    #[prior(
        Uniform(2.0, 3.0),
        unit = "log-odds of an old member over a new one",
        source = "judgement, 25 percent of district secretaries from before 1917 in 1923"
    )]
    pub years_district: f64,
    /// Weight of seniority for a seat on a provincial committee.
    #[prior(
        Uniform(2.6, 3.6),
        unit = "log-odds of an old member over a new one",
        source = "judgement, 32 to 49 percent of provincial committees from before 1917 in 1923"
    )]
    pub years_province: f64,
    /// Weight of seniority for a seat in a central body.
    #[prior(
        Uniform(6.0, 7.6),
        unit = "log-odds of an old member over a new one",
        source = "judgement, 96 percent of the Central Committee from before 1917 in 1923"
    )]
    pub years_centre: f64,
    /// Seniority that a year in the party brings to those who joined in 1917 or later.
    #[prior(Fixed(0.08), unit = "share of an old member's a year", source = "judgement")]
    pub year: f64,
    /// Weight of secondary or higher schooling.
    #[prior(Uniform(0.2, 0.8), unit = "log-odds", source = "judgement")]
    pub schooling: f64,
    /// Weight of a place one step below over any lower one.
    #[prior(Uniform(1.0, 3.0), unit = "log-odds", source = "judgement, careers go step by step")]
    pub step_below: f64,
}

/// Seniority that years in the party can bring to those who joined in 1917 or later (judgement: in
/// 1923 an "underground record" was a condition by rule, whatever the years).
const MOST_SENIORITY: f64 = 0.6;

/// Levels from the top, with the one that stands below each.
const LEVELS: [(Standing, Standing); 4] = [
    (Standing::Centre, Standing::Province),
    (Standing::Province, Standing::District),
    (Standing::District, Standing::Cell),
    (Standing::Cell, Standing::RankAndFile),
];

impl Promote {
    /// Seats a member and weight of seniority at a level, in the order of [`LEVELS`].
    fn level(&self, i: usize) -> (f64, f64) {
        [
            (self.centre, self.years_centre),
            (self.province, self.years_province),
            (self.district, self.years_district),
            (self.cell, self.years_cell),
        ][i]
    }

    /// Seniority, 1 for those of before 1917.
    fn seniority(&self, joined: u16, year: u16) -> f64 {
        if joined <= crate::party::OLD_GUARD {
            return 1.0;
        }
        (self.year * f64::from(year.saturating_sub(joined))).min(MOST_SENIORITY)
    }
}

/// The `many` highest of those ranked, the earlier row before the later where they stand alike; or
/// the lowest, if the order is reversed. Among themselves they are in no order.
fn foremost(
    ranked: &mut [(f64, u32)],
    many: usize,
    turned: fn(Ordering) -> Ordering,
) -> &[(f64, u32)] {
    if many < ranked.len() {
        let order = |a: &(f64, u32), b: &(f64, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        ranked.select_nth_unstable_by(many, |a, b| turned(order(a, b)));
    }
    &ranked[..many.min(ranked.len())]
}

impl Mechanism for Promote {
    const CARD: Card = Card {
        name: "promote",
        card: "P1",
        summary: "Vacant seats go to members from below, by years in the party the higher the more.",
        claims: &["party-size-composition-change"],
        edges: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, dice: Dice, v: View<'_>) {
        let rows = v.standing.len() as f64;
        let patron = v.leadership.general_secretary.map_or(NOBODY, |id| id.number() as u8);
        let bound = v.instruments.confirmation * v.switches.appointment_patronage;
        let rounding = dice.throw(PARTY);
        // Luck of each member this half-year: a Gumbel number, which makes the choice of the highest
        // sum a draw in proportion to the exponentials (McFadden's logit).
        let throws = dice.of("luck").throws(v.lineage.all());
        let luck: Vec<f64> = throws.map(|t| -libm::log(-libm::log(t.unit(0)))).collect();
        let mut ranked: Vec<(f64, u32)> = Vec::new();
        for (i, (level, below)) in LEVELS.into_iter().enumerate() {
            let (seats, years) = self.level(i);
            let seats = crate::allot::round_by(rows * seats, rounding.unit(i)) as usize;
            let held = v.standing.all().iter().filter(|s| **s == level).count();
            if held == seats {
                continue;
            }
            ranked.clear();
            for id in v.standing.ids() {
                let now = v.standing[id];
                let eligible = if held > seats { now == level } else { now < level };
                if !eligible || v.leaving[id] != Leaving::No {
                    continue;
                }
                let schooled = f64::from(u8::from(v.schooling[id] >= Schooling::Secondary));
                let step = f64::from(u8::from(now == below));
                let score = years * self.seniority(v.joined[id], v.season.year)
                    + self.schooling * schooled
                    + self.step_below * step
                    + luck[id.number()];
                ranked.push((score, id.number() as u32));
            }
            if held > seats {
                for &(_, row) in foremost(&mut ranked, held - seats, Ordering::reverse) {
                    v.standing[Id::new(row as usize)] = below;
                }
            } else {
                for &(_, row) in foremost(&mut ranked, seats - held, |order| order) {
                    let id = Id::new(row as usize);
                    v.standing[id] = level;
                    let word = || dice.of("patron").throw(v.lineage[id]);
                    if level >= Standing::District && word().falls_within(0, bound) {
                        v.patron[id] = patron;
                    }
                }
            }
        }
    }
}

view! {
    reads {
        lineage: Column<Member, Lineage> = members.lineage;
        joined: Column<Member, u16> = members.joined;
        schooling: Column<Member, Schooling> = members.schooling;
        leaving: Column<Member, Leaving> = members.leaving;
        leadership: Leadership = leadership;
        instruments: Instruments = instruments;
        switches: Switches = switches;
        season: Season = season;
    }
    changes {
        standing: Column<Member, Standing> = members.standing;
        patron: Column<Member, u8> = members.patron;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::party::testing::{dice, party};

    fn promoted(rule: &Promote, rows: usize) -> Members {
        let mut members = party(rows);
        for joined in members.joined.all_mut().iter_mut().step_by(33) {
            *joined = 1905;
        }
        let season = Season { year: 1923, ..Season::default() };
        rule.step(
            dice("promote"),
            View {
                lineage: &members.lineage,
                joined: &members.joined,
                schooling: &members.schooling,
                leaving: &members.leaving,
                leadership: &Leadership::default(),
                instruments: &Instruments::default(),
                switches: &Switches::central(),
                season: &season,
                standing: &mut members.standing,
                patron: &mut members.patron,
            },
        );
        members
    }

    #[test]
    fn seats_grow_with_the_party_and_years_weigh_more_the_higher() {
        let rule = Promote::central();
        let members = promoted(&rule, 20_000);
        let mut last = 0.0;
        for (i, (level, _)) in LEVELS.into_iter().enumerate().rev() {
            let holders: Vec<_> =
                members.standing.ids().filter(|&id| members.standing[id] == level).collect();
            let seats = 20_000.0 * rule.level(i).0;
            assert!((holders.len() as f64 - seats).abs() <= 1.0, "{level:?}");
            let old = holders.iter().filter(|&&id| members.joined[id] < 1917).count() as f64;
            let share = old / holders.len() as f64;
            assert!(share > last, "{level:?}: {share} after {last}");
            last = share;
        }
    }

    #[test]
    fn no_years_no_order_by_years() {
        let rule = Promote::central();
        assert_eq!(rule.seniority(1923, 1923), 0.0);
        assert_eq!(rule.seniority(1904, 1923), 1.0);
        assert!(rule.seniority(1917, 1929) < 1.0);
    }
}
