//! # Vacating of posts
//!
//! Secretaries do not stay long. They fall ill, quarrel with their committees, are called to the
//! army or to the economy; where the other side holds the land, the post falls with it. And the
//! Central Committee recalls them, as far as its staff and its files suffice and the rules let it:
//! rather those who owe it nothing than those who do. In months of open dispute it holds back: in
//! October 1923 it moved almost nobody.
//!
//! Refuted by: secretaries who are moved as often where the Secretariat has neither staff nor files.

use super::{chief, loyal_to};
use crate::measures::MONTHS;
use crate::prelude::*;

/// Turnover of secretaries and recalls by the centre.
#[derive(Clone, Debug, Parameters)]
pub struct VacatePosts {
    /// Staff at which the offices of the Central Committee could handle half of what they should.
    #[prior(Uniform(150.0, 300.0), unit = "persons", source = "judgement, card P3")]
    pub half_staff: f64,
    /// How fast files follow the staff: 5,000 persons on file, then 15,000 a year later.
    #[prior(Uniform(0.05, 0.15), unit = "share of the gap a month", source = "judgement, card P3")]
    pub filing: f64,
    /// Provincial secretaries who go for other reasons than recall: 25 of 83 posts in 13 months.
    #[prior(
        Uniform(0.2, 0.4),
        unit = "share a year",
        source = "pavlyuchenkov-orden-mechenostsev, n.657"
    )]
    pub provinces_left: f64,
    /// Secretaries of districts who go.
    #[prior(Uniform(0.3, 0.7), unit = "share a year", source = "judgement, card P3")]
    pub districts_left: f64,
    /// Secretaries of cells who go.
    #[prior(Uniform(0.5, 1.0), unit = "share a year", source = "judgement, card P3")]
    pub cells_left: f64,
    /// Recalls from provinces if capacity and rule were full: 41 of 83 posts in 13 months, when
    /// both stood at about two thirds.
    #[prior(
        Uniform(0.7, 1.3),
        unit = "share a year",
        source = "pavlyuchenkov-orden-mechenostsev, n.657"
    )]
    pub recall: f64,
    /// How far an opposition that rises above its usual strength holds recalls back: in October
    /// 1923 hardly anybody was moved, in winter it went on.
    #[prior(
        Uniform(4.0, 12.0),
        unit = "a unit of rise",
        source = "pavlyuchenkov-orden-mechenostsev, n.658"
    )]
    pub hush: f64,
    /// How much less a loyal secretary is recalled than one who owes nothing.
    #[prior(Uniform(0.3, 0.9), unit = "share", source = "judgement, card P3")]
    pub sparing: f64,
    /// Chance that a post falls where the other side holds all the land.
    #[prior(Uniform(0.1, 0.3), unit = "chance a month", source = "judgement")]
    pub lost: f64,
    /// Responsible officials of the party, from whose posts the Secretariat assigns.
    #[prior(
        Fixed(15_325.0),
        unit = "persons",
        source = "pipes-russia-under-bolshevik-regime-1994"
    )]
    pub responsible: f64,
    /// Responsible officials whom a Secretariat of full capacity assigns.
    #[prior(Uniform(0.35, 0.55), unit = "share a year", source = "judgement, card P3")]
    pub assigned: f64,
}

impl VacatePosts {
    /// What this staff could do once its files are kept, 0 to 1.
    pub fn capacity(&self, staff: f64) -> f64 {
        staff / (staff + self.half_staff)
    }

    /// What open dispute leaves of the centre's readiness to move people, 0 to 1. Dispute is an
    /// opposition stronger than people are used to.
    pub fn readiness(&self, opposition: f64, usual: f64) -> f64 {
        (1.0 - self.hush * (opposition - usual).max(0.0)).clamp(0.0, 1.0)
    }

    /// Chance in a month that the holder of a post goes by himself or with the land.
    pub fn leaving(&self, tier: Tier, control: f64) -> f64 {
        let yearly = match tier {
            Tier::Province => self.provinces_left,
            Tier::District => self.districts_left,
            Tier::Cell => self.cells_left,
        };
        yearly / MONTHS + self.lost * (1.0 - control)
    }

    /// Chance in a month that the centre recalls a provincial secretary of this loyalty.
    pub fn recalling(&self, means: f64, readiness: f64, loyalty: f64) -> f64 {
        self.recall / MONTHS * means * readiness * (1.0 - self.sparing * loyalty)
    }

    /// Responsible postings in a month.
    pub fn assignments(&self, capacity: f64, readiness: f64) -> i64 {
        (self.responsible * self.assigned / MONTHS * capacity * readiness) as i64
    }
}

impl Mechanism for VacatePosts {
    const CARD: Card = Card {
        name: "vacate-posts",
        card: "P3",
        summary: "Secretaries leave, and the centre recalls them as far as its staff suffices.",
        claims: &["stalin-patronage-placement"],
        edges: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, dice: Dice, v: View<'_>) {
        let gap = self.capacity(v.instruments.secretariat_staff) - v.party.secretariat_capacity;
        v.party.secretariat_capacity += self.filing * gap;
        let capacity = v.party.secretariat_capacity;
        let readiness = self.readiness(v.party.opposition_strength, v.party.opposition_usual);
        // People are used to what they have seen over a year.
        v.party.opposition_usual +=
            (v.party.opposition_strength - v.party.opposition_usual) / MONTHS;
        let chief = chief(v.leadership, v.leaders);
        let means = capacity * v.instruments.confirmation;
        let lineage = v.posts.lineage.clone();
        for (post, throw) in lineage.ids().zip(dice.throws(lineage.all())) {
            if v.posts.holder[post].is_none() {
                continue;
            }
            v.posts.tenure[post] = v.posts.tenure[post].saturating_add(1);
            let tier = v.posts.tier[post];
            let left = throw.falls_within(0, self.leaving(tier, v.control[v.posts.region[post]]));
            let recalled = tier == Tier::Province && {
                let loyalty = loyal_to(v.posts, post, chief);
                throw.falls_within(1, self.recalling(means, readiness, loyalty))
            };
            if left || recalled {
                v.posts.holder[post] = None;
                v.flows.recalled += i64::from(recalled && !left);
                v.flows.left += i64::from(left && tier == Tier::Province);
            }
        }
        v.flows.assignments += self.assignments(capacity, readiness);
    }
}

view! {
    reads {
        instruments: Instruments = instruments;
        leaders: Leaders = leaders;
        leadership: Leadership = leadership;
        control: Column<Region, f64> = regions.control;
    }
    changes {
        posts: Posts = posts;
        flows: PostFlows = post_flows;
        party: Party = party;
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{dice, leaders, leadership, posts};
    use super::*;

    /// Vacates for a month and returns the posts with the month's flows.
    fn month(staff: f64, opposition: f64) -> (Posts, PostFlows) {
        let mut posts = posts(300);
        let mut flows = PostFlows::default();
        let rule = VacatePosts::central();
        let mut party = Party {
            secretariat_capacity: rule.capacity(staff),
            opposition_strength: opposition,
            ..Party::default()
        };
        let instruments =
            Instruments { secretariat_staff: staff, confirmation: 1.0, ..Instruments::default() };
        rule.step(
            dice(0),
            View {
                instruments: &instruments,
                leaders: &leaders(),
                leadership: &leadership(Some(0)),
                control: &Column::filled(1.0, REGIONS.len()),
                posts: &mut posts,
                flows: &mut flows,
                party: &mut party,
            },
        );
        (posts, flows)
    }

    #[test]
    fn filled_and_vacant_posts_add_up_and_every_vacancy_has_its_reason() {
        let (posts, flows) = month(600.0, 0.0);
        let vacant = |tier| {
            let open = |post: &Id<Post>| posts.holder[*post].is_none() && posts.tier[*post] == tier;
            posts.tier.ids().filter(open).count() as i64
        };
        assert!(flows.recalled > 0 && flows.left > 0);
        assert_eq!(vacant(Tier::Province), flows.recalled + flows.left);
        let filled = posts.holder.all().iter().flatten().count() as i64;
        let open = vacant(Tier::Province) + vacant(Tier::District) + vacant(Tier::Cell);
        assert_eq!(filled + open, posts.tier.len() as i64);
    }

    #[test]
    fn no_staff_no_recalls_and_none_in_open_dispute() {
        assert_eq!(month(0.0, 0.0).1.recalled, 0);
        assert_eq!(month(0.0, 0.0).1.assignments, 0);
        assert_eq!(month(600.0, 1.0).1.recalled, 0);
        assert_eq!(month(600.0, 1.0).1.assignments, 0);
    }

    /// `stalin-patronage-placement`: those who owe the centre their post keep it longer.
    #[test]
    fn the_loyal_are_spared() {
        let rule = VacatePosts::central();
        assert!(rule.recalling(0.5, 1.0, 0.9) < rule.recalling(0.5, 1.0, 0.0));
        assert!(rule.leaving(Tier::Province, 0.2) > rule.leaving(Tier::Province, 1.0));
    }
}
