//! # Tire
//!
//! Danger, hunger and overwork wear members out; rest restores them slowly. When the danger passes,
//! those who are tired want a better life and a reward for what they went through, most where an
//! office offers it: at the rank of a province or of the centre fully, in a district in part, below it
//! hardly at all. The devoted want it less.
//!
//! Refuted by: privileges that grew as fast before November 1920 as after.

use crate::prelude::*;

/// Weariness and the wish for comfort.
#[derive(Clone, Debug, Parameters)]
pub struct Tire {
    /// Weariness that full danger adds in a month, at full strength.
    #[prior(Uniform(0.03, 0.07), unit = "a unit of threat a month", source = "judgement, card P1")]
    pub exertion: f64,
    /// Weariness that service at the front adds to that.
    #[prior(Uniform(0.02, 0.06), unit = "a unit of threat a month", source = "judgement, card P1")]
    pub front: f64,
    /// Weariness that full want adds in a month, at full strength.
    #[prior(Uniform(0.01, 0.04), unit = "a unit of want a month", source = "judgement, card P1")]
    pub hunger: f64,
    /// Weariness that work in an office adds in a month, at full strength.
    #[prior(Uniform(0.0, 0.01), unit = "a month", source = "judgement, card P1")]
    pub overwork: f64,
    /// Weariness that rest takes away in a month.
    #[prior(
        Uniform(0.006, 0.018),
        unit = "share a month",
        source = "judgement, half-life of years"
    )]
    pub rest: f64,
    /// Wish for comfort without danger, weariness or privilege.
    #[prior(Uniform(0.15, 0.3), unit = "0 to 1", source = "judgement, card P1")]
    pub comfort: f64,
    /// Wish for comfort that full weariness adds, at full strength.
    #[prior(Uniform(0.5, 1.0), unit = "a unit of weariness", source = "judgement, card P1")]
    pub weary: f64,
    /// Wish for comfort that full danger takes away.
    #[prior(Uniform(0.1, 0.5), unit = "a unit of threat", source = "judgement, card P1")]
    pub danger: f64,
    /// Wish for comfort that privilege adds to those in offices, at full strength.
    #[prior(
        Uniform(0.05, 0.2),
        unit = "a unit of an official's income over a worker's",
        source = "judgement, card P1"
    )]
    pub taste: f64,
    /// Part of the privileges of rank that an official without rank, or of a cell, has.
    #[prior(
        Uniform(0.05, 0.3),
        unit = "share",
        source = "judgement, ledger of claims section 4: almost no steps at the level of cells"
    )]
    pub below_rank: f64,
    /// Part of them that an official of a district has.
    #[prior(
        Uniform(0.4, 0.8),
        unit = "share",
        source = "judgement, ledger of claims section 4: steep steps at the level of provinces"
    )]
    pub in_district: f64,
    /// Wish for comfort that full devotion takes away.
    #[prior(Uniform(0.1, 0.3), unit = "a unit of devotion", source = "judgement, card P1")]
    pub devotion: f64,
    /// How fast the wish follows.
    #[prior(Uniform(0.02, 0.05), unit = "share of the gap a month", source = "judgement")]
    pub speed: f64,
}

const DANGER_TIRES: usize = edge("military_threat", "fatigue");
const DANGER_STEELS: usize = edge("military_threat", "comfort_seeking");
const TIRED_WANT: usize = edge("fatigue", "comfort_seeking");

impl Tire {
    /// Weariness that a month adds for those in a job.
    fn strain(&self, job: Job, threat: f64, want: f64, strength: f64) -> f64 {
        let front = if job == Job::Army { self.front * threat } else { 0.0 };
        let office = if job == Job::Office { self.overwork } else { 0.0 };
        strength * (self.exertion * threat + self.hunger * want + front + office)
    }

    /// Weariness a month later.
    fn tired(&self, now: f32, strain: f32) -> f32 {
        now + strain * (1.0 - now) - self.rest as f32 * now
    }

    /// Where the wish for comfort of a member comes to rest, but for weariness and devotion.
    fn comfort_of(&self, job: Job, threat: f64, enjoyed: f64, strength: f64) -> f64 {
        let taste = if job == Job::Office { self.taste * enjoyed } else { 0.0 };
        self.comfort - self.danger * threat + strength * taste
    }

    /// What an official of this standing has over a worker, when one of rank has `privileges` times a
    /// worker's income.
    pub fn enjoyed(&self, standing: Standing, privileges: f64) -> f64 {
        let part = match standing {
            Standing::RankAndFile | Standing::Cell => self.below_rank,
            Standing::District => self.in_district,
            Standing::Province | Standing::Centre => 1.0,
        };
        part * (privileges - 1.0).max(0.0)
    }
}

impl Mechanism for Tire {
    const CARD: Card = Card {
        name: "tire",
        card: "P1",
        summary: "Danger, hunger and work tire members; the tired want comfort once danger falls.",
        claims: &[
            "exhaustion-by-1921",
            "heroism-not-sustainable",
            "threat-decline-raises-comfort-seeking",
            "small-privileges-shift-outlook",
        ],
        edges: &[
            ("military_threat", "fatigue"),
            ("military_threat", "comfort_seeking"),
            ("fatigue", "comfort_seeking"),
        ],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, v: View<'_>) {
        let (threat, want, strength) = (*v.threat, *v.want, v.switches.fatigue);
        let strain = Job::ALL.map(|job| self.strain(job, threat, want, strength) as f32);
        let privilege = v.switches.scarcity_privilege;
        let wish = Standing::ALL.map(|standing| {
            let enjoyed = self.enjoyed(standing, *v.privileges);
            Job::ALL.map(|job| self.comfort_of(job, threat, enjoyed, privilege) as f32)
        });
        let speed = self.speed as f32;
        let (weary, devotion) = ((strength * self.weary) as f32, self.devotion as f32);
        let columns = v.job.all().iter().zip(v.standing.all()).zip(v.commitment.all());
        let moods = v.weariness.all_mut().iter_mut().zip(v.comfort.all_mut());
        for (((&job, &standing), &commitment), (weariness, comfort)) in columns.zip(moods) {
            let job = job as usize;
            *weariness = self.tired(*weariness, strain[job]);
            let target = wish[standing as usize][job] + weary * *weariness - devotion * commitment;
            *comfort += speed * (target.clamp(0.0, 1.0) - *comfort);
        }
        let fatigue = v.party.fatigue;
        let pull = &mut v.influences.pull;
        pull[DANGER_TIRES] = strength * self.exertion * threat * (1.0 - fatigue);
        pull[DANGER_STEELS] = -self.speed * self.danger * threat;
        pull[TIRED_WANT] = self.speed * strength * self.weary * fatigue;
    }
}

view! {
    reads {
        job: Column<Member, Job> = members.job;
        standing: Column<Member, Standing> = members.standing;
        commitment: Column<Member, f32> = members.commitment;
        threat: f64 = comintern.threat;
        want: f64 = classes.want;
        privileges: f64 = apparatus.privileges;
        switches: Switches = switches;
        party: Party = party;
    }
    changes {
        weariness: Column<Member, f32> = members.weariness;
        comfort: Column<Member, f32> = members.comfort;
        influences: Influences = influences;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exhaustion_by_1921_comes_from_danger_and_hunger() {
        let rule = Tire::central();
        let calm = rule.strain(Job::Bench, 0.1, 0.2, 1.0);
        assert!(rule.strain(Job::Bench, 0.9, 0.2, 1.0) > calm);
        assert!(rule.strain(Job::Bench, 0.1, 0.9, 1.0) > calm);
        let front = rule.strain(Job::Army, 0.9, 0.2, 1.0);
        assert!(front > rule.strain(Job::Bench, 0.9, 0.2, 1.0));
        assert_eq!(rule.strain(Job::Bench, 0.9, 0.9, 0.0), 0.0);
    }

    #[test]
    fn heroism_not_sustainable_under_constant_strain() {
        // The closed form of the resting place: strain over strain and rest.
        let rule = Tire::central();
        let (strain, mut now) = (0.03f32, 0.0f32);
        for _ in 0..2000 {
            now = rule.tired(now, strain);
        }
        // Single precision: seven figures, less what a thousand small steps lose.
        assert!((f64::from(now) - 0.03 / (0.03 + rule.rest)).abs() < 1e-4);
    }

    #[test]
    fn threat_decline_raises_comfort_seeking() {
        let rule = Tire::central();
        let wish = |threat, enjoyed| rule.comfort_of(Job::Office, threat, enjoyed, 1.0);
        assert!(wish(0.1, 1.0) > wish(0.8, 1.0));
        assert!(wish(0.1, 2.0) > wish(0.1, 1.0));
        assert_eq!(rule.comfort_of(Job::Bench, 0.1, 2.0, 1.0), rule.comfort - 0.1 * rule.danger);
    }

    #[test]
    fn privileges_go_by_rank() {
        let rule = Tire::central();
        let enjoyed = Standing::ALL.map(|standing| rule.enjoyed(standing, 3.0));
        assert!(enjoyed.is_sorted(), "{enjoyed:?}");
        assert_eq!(enjoyed[Standing::Centre as usize], 2.0);
        assert_eq!(rule.enjoyed(Standing::Centre, 0.8), 0.0, "no rank costs anybody income");
    }
}
