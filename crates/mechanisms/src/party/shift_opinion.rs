//! # Shift opinion
//!
//! Members change their minds a little every month: towards what is said around them, in their
//! region and at their work, and towards what their own work, origin, years and the state of the
//! country suggest. What they say is not always what they think: where the sanction that waits for
//! open dissent is greater than the strength of the conviction, they repeat the line.
//!
//! Refuted by: opinions by group that do not follow work and origin when the country changes. The
//! influence of those around is an assumption to be varied: models of this kind do not predict.

use crate::prelude::*;

/// Private and public opinion.
#[derive(Clone, Debug, Parameters)]
pub struct ShiftOpinion {
    /// Influence of what is said around.
    #[prior(Uniform(0.0, 0.05), unit = "share a month", source = "judgement, card P5")]
    pub peers: f64,
    /// Influence of outcomes, work and origin.
    #[prior(Uniform(0.005, 0.05), unit = "share a month", source = "judgement, card P5")]
    pub life: f64,
    /// How far a member stays with what he thought when he joined, whatever his life suggests.
    /// Without it all of one trade and origin would come to think the same.
    #[prior(Uniform(0.3, 0.7), unit = "share", source = "judgement, card P5: generations")]
    pub formed: f64,
    /// Workers for the plan, peasants against it.
    #[prior(Uniform(0.1, 0.4), unit = "opinion", source = "judgement, card P5")]
    pub class: f64,
    /// Want: workers for more plan, peasants for more market.
    #[prior(Uniform(0.2, 0.6), unit = "opinion a unit of want", source = "judgement, card P5")]
    pub want: f64,
    /// A threat from abroad: all for industry and for discipline, at full strength.
    #[prior(Uniform(0.2, 0.8), unit = "opinion a unit of threat", source = "judgement, card P5")]
    pub threat: f64,
    /// Students for discussion, officials against it: between higher schools and factories lay 2.4 in
    /// log odds of the vote, with `formed` of it kept from before they came there.
    #[prior(
        Uniform(0.4, 1.2),
        unit = "opinion",
        source = "judgement, votes by unit of December 1923"
    )]
    pub position: f64,
    /// The comfortable against discussion.
    #[prior(Uniform(0.2, 0.6), unit = "opinion a unit of comfort", source = "judgement, card P5")]
    pub comfort: f64,
    /// Isolation and no prospect in the West: for the nation first, at full strength.
    #[prior(Uniform(0.4, 1.0), unit = "opinion", source = "judgement, ledger of claims, M08")]
    pub isolation: f64,
    /// National feeling of one's group: for the nation first.
    #[prior(Uniform(0.3, 0.9), unit = "opinion", source = "judgement, card P5")]
    pub feeling: f64,
    /// Members of before 1917: for the world and for discussion.
    #[prior(Uniform(0.1, 0.4), unit = "opinion", source = "judgement, card P5")]
    pub old: f64,
    /// Half the range of convictions between none who repeat the line and all.
    #[prior(Uniform(0.15, 0.35), unit = "conviction", source = "judgement, card P5")]
    pub range: f64,
    /// How far the leaders' line leans to discipline beyond what they think, at full sanction.
    #[prior(Uniform(0.2, 0.8), unit = "opinion", source = "judgement")]
    pub tightening: f64,
}

/// Where a member without any cause stands: between plan and market, a little for discussion, for
/// the world before the nation (judgement, the party of 1917).
const REST: [f64; 3] = [0.0, 0.2, -0.5];
/// Part of conviction that devotion gives, and part that distance from the line gives for each unit
/// of it (judgement: the devoted and the far speak up).
const CONVICTION: (f32, f32) = (0.5, 0.25);

/// What the country suggests this month.
#[derive(Clone, Copy, Debug, Default)]
struct Country {
    want: f64,
    threat: f64,
    isolation: f64,
    feeling: [f64; 4],
}

/// What is said in a place, by question: sum and number.
type Said = [f64; 4];

fn mean(said: &Said) -> [f32; 3] {
    let n = said[3].max(1.0);
    [said[0] / n, said[1] / n, said[2] / n].map(|mean| mean as f32)
}

/// Where the work itself leans on control from below, -1 to 1: studies most to it, offices most from
/// it. Judgement, in the order of the votes by kind of cell of December 1923; soldiers and peasants
/// stand in the middle, since their cells are hardly on record.
fn on_control(job: Job) -> f64 {
    match job {
        Job::Study => 1.0,
        Job::Bench => 0.3,
        Job::Farm | Job::Army => 0.0,
        Job::Office => -0.7,
    }
}

impl ShiftOpinion {
    /// Where work, origin and the country would lead a member in the end, but for years and comfort.
    fn suggested(&self, job: Job, origin: Origin, c: &Country) -> [f32; 3] {
        let class = match origin {
            Origin::Worker => 1.0,
            Origin::Peasant => -1.0,
            Origin::Employee => 0.0,
        };
        let plan = REST[PLAN] + class * (self.class + self.want * c.want) + self.threat * c.threat;
        let democracy = REST[DEMOCRACY] + self.position * on_control(job) - self.threat * c.threat;
        let group = match job {
            Job::Office => c.feeling[0],
            Job::Farm => c.feeling[2],
            _ => 0.0,
        };
        let nation = REST[NATION] + self.isolation * c.isolation + self.feeling * group;
        [plan, democracy, nation].map(|x| x.clamp(-1.0, 1.0) as f32)
    }

    /// What is said at each work and in each region; what the leaders think becomes the line.
    fn listen(&self, v: &mut View<'_>) -> ([[f32; 3]; 5], [[f32; 3]; REGIONS.len()]) {
        let (mut by_job, mut by_region) = ([Said::default(); 5], [Said::default(); REGIONS.len()]);
        let mut lead = Said::default();
        let add = |said: &mut Said, [plan, democracy, nation]: [f32; 3]| {
            said[0] += exact(f64::from(plan));
            said[1] += exact(f64::from(democracy));
            said[2] += exact(f64::from(nation));
            said[3] += 1.0;
        };
        for id in v.private.ids() {
            add(&mut by_job[v.job[id] as usize], v.public[id]);
            add(&mut by_region[v.region[id].number()], v.public[id]);
            if v.standing[id] >= Standing::Province {
                add(&mut lead, v.private[id]);
            }
        }
        if lead[3] > 0.0 {
            v.party.line = mean(&lead).map(f64::from);
            v.party.line[DEMOCRACY] -= self.tightening * v.party.sanction;
        }
        (by_job.map(|said| mean(&said)), by_region.map(|said| mean(&said)))
    }

    /// Share of the way to the line that a member of this conviction goes in public.
    fn repeats(&self, sanction: f32, conviction: f32) -> f32 {
        let range = self.range as f32;
        ((sanction - conviction + range) / (2.0 * range)).clamp(0.0, 1.0)
    }
}

fn conviction(commitment: f32, distance: f32) -> f32 {
    CONVICTION.0 * commitment + CONVICTION.1 * distance
}

impl Mechanism for ShiftOpinion {
    const CARD: Card = Card {
        name: "shift-opinion",
        card: "P5",
        summary: "Members follow their lives and those around them; sanction makes them repeat.",
        claims: &["new-members-susceptible-to-nationalism"],
        edges: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, mut v: View<'_>) {
        let s = v.switches;
        let abroad = (v.comintern.isolation - v.comintern.prospect).clamp(-1.0, 1.0);
        let country = Country {
            want: v.classes.want,
            threat: s.external_threat * v.comintern.threat,
            isolation: s.isolation_nationalism * abroad,
            feeling: v.classes.national_feeling,
        };
        let table = Job::ALL.map(|j| Origin::ALL.map(|o| self.suggested(j, o, &country)));
        let (by_job, by_region) = self.listen(&mut v);
        let line = v.party.line.map(|x| x.clamp(-1.0, 1.0) as f32);
        let (g, u) = (self.peers as f32, self.life as f32);
        let formed = self.formed as f32;
        let (old, comfort) = (self.old as f32, self.comfort as f32);
        let fresh = (self.feeling * country.feeling[1]) as f32;
        let sanction = v.party.sanction as f32;
        for id in v.private.ids() {
            let (work, place) = (&by_job[v.job[id] as usize], &by_region[v.region[id].number()]);
            let mut life = table[v.job[id] as usize][v.origin[id] as usize];
            life[DEMOCRACY] -= comfort * v.comfort[id];
            if v.joined[id] <= crate::party::OLD_GUARD {
                life[DEMOCRACY] += old;
                life[NATION] -= old;
            } else if v.joined[id] >= *v.new_since {
                life[NATION] += fresh;
            }
            let mut thought = v.private[id];
            let mut distance = 0.0f32;
            for q in 0..3 {
                let around = 0.5 * (work[q] + place[q]);
                let lasting = life[q] + formed * (v.formed[id][q] - life[q]);
                let x = (1.0 - g - u) * thought[q] + g * around + u * lasting;
                thought[q] = x.clamp(-1.0, 1.0);
                distance = distance.max((thought[q] - line[q]).abs());
            }
            let part = self.repeats(sanction, conviction(v.commitment[id], distance));
            v.private[id] = thought;
            v.public[id] = std::array::from_fn(|q| thought[q] + part * (line[q] - thought[q]));
        }
    }
}

view! {
    reads {
        region: Column<Member, Id<Region>> = members.region;
        origin: Column<Member, Origin> = members.origin;
        job: Column<Member, Job> = members.job;
        joined: Column<Member, u16> = members.joined;
        new_since: u16 = members.new_since;
        standing: Column<Member, Standing> = members.standing;
        commitment: Column<Member, f32> = members.commitment;
        comfort: Column<Member, f32> = members.comfort;
        formed: Column<Member, [f32; 3]> = members.formed;
        comintern: Comintern = comintern;
        classes: Classes = classes;
        switches: Switches = switches;
    }
    changes {
        private: Column<Member, [f32; 3]> = members.private;
        public: Column<Member, [f32; 3]> = members.public;
        party: Party = party;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn students_are_for_discussion_and_officials_against() {
        let rule = ShiftOpinion::central();
        let at = |job| rule.suggested(job, Origin::Worker, &Country::default())[DEMOCRACY];
        assert!(at(Job::Study) > at(Job::Bench) && at(Job::Bench) > at(Job::Office));
    }

    #[test]
    fn want_divides_workers_and_peasants_over_the_plan() {
        let rule = ShiftOpinion::central();
        let gap = |want| {
            let c = Country { want, ..Country::default() };
            rule.suggested(Job::Farm, Origin::Worker, &c)[PLAN]
                - rule.suggested(Job::Farm, Origin::Peasant, &c)[PLAN]
        };
        assert!(gap(0.8) > gap(0.1) && gap(0.1) > 0.0);
    }

    #[test]
    fn new_members_susceptible_to_nationalism_where_feeling_and_isolation_grow() {
        let rule = ShiftOpinion::central();
        let calm = Country::default();
        let nation = |c: &Country| rule.suggested(Job::Office, Origin::Employee, c)[NATION];
        let feeling = Country { feeling: [0.5; 4], ..calm };
        assert!(nation(&feeling) > nation(&calm));
        assert!(nation(&Country { isolation: 0.5, ..calm }) > nation(&calm));
    }

    #[test]
    fn sanction_above_conviction_makes_members_repeat_the_line() {
        let rule = ShiftOpinion::central();
        assert_eq!(rule.repeats(1.0, 0.1), 1.0);
        assert_eq!(rule.repeats(0.1, 0.9), 0.0);
        assert!((rule.repeats(0.4, 0.4) - 0.5).abs() < 1e-6);
        // The devoted and the far hold out longer.
        assert!(conviction(0.9, 0.2) > conviction(0.1, 0.2));
        assert!(conviction(0.5, 0.9) > conviction(0.5, 0.1));
    }
}
