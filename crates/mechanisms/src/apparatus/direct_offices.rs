//! # Direct the offices
//!
//! The party puts its people at the head of offices: nearly everywhere in the high bodies of state
//! and in the provinces, seldom in the volost, the bank and the trade departments. It can do so only
//! as far as it has people there; below the centre one executive committee heads all departments of
//! its place, and sends its Communists to whichever lacks a head. How far it then directs what the offices do is another matter: a
//! staff that served before 1917 knows the work and its heads do not, and a schooled party can read
//! what it signs.
//!
//! Refuted by: offices led by Communists that carried orders out no better than others, at the same
//! share of old officials.

use crate::prelude::*;

/// Communists at the head of offices, and how far the party directs these.
#[derive(Clone, Debug, Parameters)]
pub struct DirectOffices {
    /// Heads and responsible posts among staff.
    #[prior(
        Uniform(0.02, 0.04),
        unit = "share of staff",
        source = "judgement, record: 4,700 responsible communists of 243,000 in Moscow 1922, half to five sixths of heads"
    )]
    pub heads: f64,
    /// Part of the way that the filling of these posts goes in a month.
    #[prior(Uniform(0.03, 0.10), unit = "share a month", source = "judgement, card P2")]
    pub placing: f64,
    /// Direction in usual conditions.
    #[prior(
        Uniform(0.30, 0.50),
        unit = "share",
        source = "judgement, claim moscow-4700-communists"
    )]
    pub usual: f64,
    /// What a central staff of old officials alone takes off it.
    #[prior(
        Uniform(0.2, 0.6),
        unit = "share",
        source = "judgement, claim apparatus-directs-communists"
    )]
    pub by_old: f64,
    /// What full schooling and political culture add.
    #[prior(
        Uniform(0.2, 0.6),
        unit = "share",
        source = "judgement, claim conquered-culture-absorbs-conqueror"
    )]
    pub by_culture: f64,
    /// What Communists at the head of all offices add.
    #[prior(Uniform(0.1, 0.4), unit = "share", source = "judgement, card P2")]
    pub by_heads: f64,
    /// How fast direction follows its causes.
    #[prior(Uniform(0.03, 0.10), unit = "share a month", source = "judgement")]
    pub speed: f64,
    /// Old officials at the centre in usual conditions.
    #[prior(Fixed(0.5), unit = "share", source = "judgement, record: tsarist official share 1918")]
    pub usual_old: f64,
    /// Schooling and political culture in usual conditions.
    #[prior(Fixed(0.35), unit = "share", source = "judgement")]
    pub usual_culture: f64,
    /// Communists at the head of offices in usual conditions.
    #[prior(Fixed(0.5), unit = "share", source = "judgement")]
    pub usual_heads: f64,
}

const BY_OLD: usize = edge("apparatus_tsarist_share", "party_control_of_apparatus");
const BY_CULTURE: usize = edge("cultural_level", "party_control_of_apparatus");

impl DirectOffices {
    /// Part of the leading posts that are meant for Communists which the party has people for.
    pub fn covered(&self, communists: f64, meant: f64) -> f64 {
        if meant > 0.0 { (communists / (self.heads * meant)).min(1.0) } else { 0.0 }
    }

    /// The same by level, over all departments of it: Communists there, and staff whose heads are
    /// meant to be Communists.
    fn by_level(&self, o: &Offices) -> [f64; Level::ALL.len()] {
        let mut sums = [(0.0, 0.0); Level::ALL.len()];
        for office in o.staff.ids() {
            let (communists, meant) = &mut sums[usize::from(o.level[office])];
            *communists += o.communists[office].real();
            *meant += o.led_aim[office] * o.staff[office].real();
        }
        sums.map(|(communists, meant)| self.covered(communists, meant))
    }

    /// Where direction of the offices by the party comes to rest.
    pub fn pulls<'a>(
        &self,
        old: f64,
        culture: f64,
        led: f64,
        noted: &'a mut Influences,
    ) -> Pulls<'a> {
        Pulls::from(self.usual, noted)
            .edge(BY_OLD, -self.by_old * (old - self.usual_old))
            .edge(BY_CULTURE, self.by_culture * (culture - self.usual_culture))
            .and(self.by_heads * (led - self.usual_heads))
    }
}

impl Mechanism for DirectOffices {
    const CARD: Card = Card {
        name: "direct-offices",
        card: "P2",
        summary: "Communists head offices; old staff and want of schooling limit what they direct.",
        claims: &["apparatus-directs-communists", "conquered-culture-absorbs-conqueror"],
        edges: &[
            ("apparatus_tsarist_share", "party_control_of_apparatus"),
            ("cultural_level", "party_control_of_apparatus"),
        ],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, v: View<'_>) {
        let o = v.offices;
        let by_level = self.by_level(o);
        let (mut led, mut staff) = (0.0, 0.0);
        for office in o.staff.ids() {
            let here = o.staff[office].real();
            let meant = o.led_aim[office];
            // A commissariat in the capital has its own people.
            let covered = if o.level[office] == Level::Centre as u8 {
                self.covered(o.communists[office].real(), meant * here)
            } else {
                by_level[usize::from(o.level[office])]
            };
            let aim = meant * covered;
            let now = o.led_by_communists[office];
            o.led_by_communists[office] = now + self.placing * (aim - now);
            led += o.led_by_communists[office] * here;
            staff += here;
        }
        let led = led / staff.max(1.0);
        let a = v.apparatus;
        let culture = v.classes.cultural_level;
        // The centre directs: what its staff is made of decides what the party can do with it.
        let pulls = self.pulls(a.old_share_centre, culture, led, v.influences);
        a.party_control = pulls.step(a.party_control, self.speed);
    }
}

view! {
    reads {
        classes: Classes = classes;
    }
    changes {
        offices: Offices = offices;
        apparatus: Apparatus = apparatus;
        influences: Influences = influences;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::apparatus::sample;

    fn rest(old: f64, culture: f64, led: f64) -> f64 {
        DirectOffices::central().pulls(old, culture, led, &mut Influences::default()).rest()
    }

    /// Claims apparatus-directs-communists and conquered-culture-absorbs-conqueror.
    #[test]
    fn old_staff_weakens_and_schooling_strengthens_the_hold_of_the_party() {
        assert!(rest(0.8, 0.35, 0.5) < rest(0.5, 0.35, 0.5));
        assert!(rest(0.5, 0.6, 0.5) > rest(0.5, 0.35, 0.5));
        assert!(rest(0.5, 0.35, 0.9) > rest(0.5, 0.35, 0.5));
    }

    #[test]
    fn the_party_leads_as_many_offices_as_it_has_people_for() {
        let rule = DirectOffices::central();
        assert_eq!(rule.covered(1000.0, 800.0), 1.0);
        assert_eq!(rule.covered(0.0, 800.0), 0.0);
        let half = rule.heads * 800.0 / 2.0;
        assert!((rule.covered(half, 800.0) - 0.5).abs() < 1e-12);
        assert_eq!(rule.covered(10.0, 0.0), 0.0);
    }

    #[test]
    fn departments_of_one_committee_share_its_communists() {
        let rule = DirectOffices::central();
        let (mut even, mut uneven) = (sample::offices(), sample::offices());
        for office in [&mut even, &mut uneven] {
            // All four are departments of one district.
            office.level.all_mut().fill(Level::District as u8);
            office.communists.all_mut().fill(People(10));
        }
        uneven.communists.all_mut()[0] = People(20);
        uneven.communists.all_mut()[1] = People(0);
        assert_eq!(rule.by_level(&even), rule.by_level(&uneven));
    }
}
