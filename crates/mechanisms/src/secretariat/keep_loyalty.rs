//! # Keeping of loyalty
//!
//! Gratitude fades. What renews it is favour: rations, flats, promotion, protection, as far as the
//! Secretariat has them to give. A secretary may also come over to the centre whoever put him in
//! his post: because it has favours to give, or because critics and unrest at home press him and
//! only the centre can give him order. The two reasons are rival accounts; each has its switch.
//!
//! Refuted by: secretaries under local attack who side with the centre no more often than others.

use super::{chief, loyal_to};
use crate::measures::MONTHS;
use crate::prelude::*;

/// Fading and renewal of loyalty, and the demand for order.
#[derive(Clone, Debug, Parameters)]
pub struct KeepLoyalty {
    /// Loyalty that fades.
    #[prior(Uniform(0.1, 0.3), unit = "share a year", source = "judgement, card P3")]
    pub fades: f64,
    /// Loyalty that favour renews, with all the power to give.
    #[prior(Uniform(0.03, 0.09), unit = "share of the gap a month", source = "judgement, M04")]
    pub favour: f64,
    /// Secretaries who come over when they lean wholly to the centre.
    #[prior(Uniform(0.02, 0.10), unit = "chance a month", source = "judgement, M04 and M16")]
    pub turning: f64,
    /// Loyalty of those who come over, before gratitude has grown.
    #[prior(Uniform(0.4, 0.7), unit = "0 to 1", source = "judgement, M04 and M16")]
    pub joining: f64,
    /// How hard local critics press, when all local members are critics.
    #[prior(Uniform(0.8, 2.0), unit = "0 to 1", source = "judgement, switch M16")]
    pub by_critics: f64,
    /// How hard grievance of peasants and revolt in towns press.
    #[prior(Uniform(0.3, 0.8), unit = "0 to 1", source = "judgement, switch M16")]
    pub by_unrest: f64,
    /// How fast a secretary feels it.
    #[prior(Uniform(0.1, 0.3), unit = "share of the gap a month", source = "judgement")]
    pub felt: f64,
}

impl KeepLoyalty {
    /// Loyalty of a client a month later.
    pub fn kept(&self, loyalty: f64, favour: f64) -> f64 {
        loyalty * (1.0 - self.fades / MONTHS) + self.favour * favour * (1.0 - loyalty)
    }

    /// How hard a secretary is pressed at home, 0 to 1.
    pub fn pressure(&self, critics: f64, unrest: f64) -> f64 {
        (self.by_critics * critics + self.by_unrest * unrest).clamp(0.0, 1.0)
    }

    /// How far a secretary leans to the centre, from favour and from want of order, 0 to 1.
    pub fn leaning(&self, favour: f64, order: f64) -> f64 {
        (favour + order).clamp(0.0, 1.0)
    }
}

impl Mechanism for KeepLoyalty {
    const CARD: Card = Card {
        name: "keep-loyalty",
        card: "P3",
        summary: "Loyalty fades, favour renews it, and secretaries under pressure seek the centre.",
        claims: &["patronage-builds-loyal-network"],
        edges: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, dice: Dice, v: View<'_>) {
        let chief = chief(v.leadership, v.leaders);
        let patronage = v.switches.appointment_patronage;
        let order = v.switches.local_demand_for_order;
        let given = patronage * v.party.secretariat_power;
        let (mut pressed, mut secretaries) = (0.0, 0.0);
        for post in v.posts.tier.ids() {
            if v.posts.holder[post].is_none() {
                continue;
            }
            let region = v.posts.region[post];
            let unrest = v.grievance[region].max(v.classes.urban_revolt);
            let target = self.pressure(v.posts.critics[region], unrest);
            let now = f64::from(v.posts.pressed[post]);
            let felt = now + self.felt * (target - now);
            v.posts.pressed[post] = felt as f32;
            let province = v.posts.tier[post] == Tier::Province;
            if province {
                pressed += felt;
                secretaries += 1.0;
            }
            // Favour reaches districts and cells through the province, if it is a client's.
            let above = loyal_to(v.posts, v.posts.superior[post], chief);
            let favour = if province { given } else { given * above };
            let client = chief != NOBODY && v.posts.sponsor[post] == chief;
            let loyalty = f64::from(v.posts.loyalty[post]);
            // Shelter is a favour too.
            let leaning = self.leaning(favour, order * felt);
            let kept = self.kept(loyalty, if client { leaning } else { 0.0 });
            v.posts.loyalty[post] = kept as f32;
            if chief == NOBODY || client {
                continue;
            }
            let comes = self.turning * leaning * (1.0 - kept);
            if dice.throw(v.posts.lineage[post]).falls_within(0, comes) {
                v.posts.sponsor[post] = chief;
                v.posts.loyalty[post] = self.joining as f32;
            }
        }
        v.party.demand_for_order = order * pressed / f64::max(secretaries, 1.0);
    }
}

view! {
    reads {
        switches: Switches = switches;
        leaders: Leaders = leaders;
        leadership: Leadership = leadership;
        classes: Classes = classes;
        grievance: Column<Region, f64> = regions.grievance;
    }
    changes {
        posts: Posts = posts;
        party: Party = party;
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{dice, leaders, leadership, posts};
    use super::*;

    /// Share of posts bound to the secretary after two years, none of them appointed by him.
    fn come_over(patronage: f64, order: f64, critics: f64, secretary: Option<usize>) -> f64 {
        let mut posts = posts(200);
        posts.critics.fill(critics);
        let mut party = Party { secretariat_power: 0.7, ..Party::default() };
        let switches = Switches {
            appointment_patronage: patronage,
            local_demand_for_order: order,
            ..Switches::central()
        };
        for month in 0..24 {
            KeepLoyalty::central().step(
                dice(month),
                View {
                    switches: &switches,
                    leaders: &leaders(),
                    leadership: &leadership(secretary),
                    classes: &Classes::default(),
                    grievance: &Column::filled(0.0, REGIONS.len()),
                    posts: &mut posts,
                    party: &mut party,
                },
            );
        }
        let bound = posts.sponsor.all().iter().filter(|&&sponsor| sponsor == 0).count();
        bound as f64 / posts.sponsor.len() as f64
    }

    /// `patronage-builds-loyal-network`, and its rival: both build one, and neither without its
    /// switch, without critics, or without a leader to come over to.
    #[test]
    fn favour_and_want_of_order_each_build_a_network() {
        assert!(come_over(1.0, 0.0, 0.0, Some(0)) > 0.1);
        assert!(come_over(0.0, 1.0, 0.6, Some(0)) > 0.1);
        assert_eq!(come_over(0.0, 1.0, 0.0, Some(0)), 0.0);
        assert_eq!(come_over(0.0, 0.0, 0.6, Some(0)), 0.0);
        assert_eq!(come_over(1.0, 1.0, 0.6, None), 0.0);
    }

    #[test]
    fn loyalty_without_favour_fades_by_the_yearly_share() {
        let rule = KeepLoyalty::central();
        let mut loyalty = 1.0;
        for _ in 0..12 {
            loyalty = rule.kept(loyalty, 0.0);
        }
        let exact = libm::pow(1.0 - rule.fades / MONTHS, MONTHS);
        assert!((loyalty - exact).abs() < 1e-12);
        assert!(rule.kept(0.5, 1.0) > rule.kept(0.5, 0.2));
    }
}
