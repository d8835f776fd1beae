//! Sums over members and posts that several political variables share, taken once a month.

use kernel::exact;
use society::{Entry, Job, Members, NATION, Nation, Origin, Posts, Society, Standing, Tier};

/// The first cohort that is told apart; all who joined earlier are the old guard.
const FIRST_COHORT: u16 = 1917;

/// Persons of the party by what they are.
#[derive(Clone, Debug, Default)]
pub struct Count {
    /// All.
    pub members: f64,
    /// By [`Origin`].
    pub origin: [f64; 3],
    /// By [`Job`].
    pub job: [f64; 5],
    /// Joined before 1917, then by year from 1917 on; the last takes all later years.
    pub joined: [f64; 14],
    /// By [`Nation`].
    pub nation: [f64; 6],
    /// By [`Standing`].
    pub standing: [f64; 5],
    /// Sum of private opinions, by question.
    pub private: [f64; 3],
    /// Sum of public opinions, by question.
    pub public: [f64; 3],
    /// Sum of private national opinion among those who joined after 1920.
    pub nation_of_new: f64,
    /// Posts by tier: all, old guard, elected, recommended, appointed, vacant.
    pub posts: [[f64; 6]; 3],
}

impl Count {
    /// Counts the members and posts of a society.
    pub fn take(society: &Society) -> Count {
        let mut count = Count::default();
        count.members(&society.members);
        count.posts(&society.posts);
        count
    }

    fn members(&mut self, m: &Members) {
        let heads = m.heads as f64;
        for id in m.lineage.ids() {
            self.members += heads;
            self.origin[m.origin[id] as usize] += heads;
            self.job[m.job[id] as usize] += heads;
            let year = (m.joined[id] + 1).saturating_sub(FIRST_COHORT) as usize;
            self.joined[year.min(13)] += heads;
            self.nation[m.nation[id] as usize] += heads;
            self.standing[m.standing[id] as usize] += heads;
            for question in 0..3 {
                self.private[question] += heads * exact(f64::from(m.private[id][question]));
                self.public[question] += heads * exact(f64::from(m.public[id][question]));
            }
            if m.joined[id] > 1920 {
                self.nation_of_new += heads * exact(f64::from(m.private[id][NATION]));
            }
        }
    }

    fn posts(&mut self, p: &Posts) {
        for id in p.tier.ids() {
            let row = &mut self.posts[p.tier[id] as usize];
            let many = f64::from(p.stands_for[id]);
            row[0] += many;
            if p.holder[id].is_none() {
                row[5] += many;
                continue;
            }
            row[1] += if p.old_guard[id] { many } else { 0.0 };
            row[2 + p.entry[id] as usize] += many;
        }
    }

    /// Share of members.
    pub fn share(&self, persons: f64) -> f64 {
        if self.members > 0.0 { persons / self.members } else { f64::NAN }
    }

    /// Share of the held posts of a tier: 1 old guard, 2 elected, 3 recommended, 4 appointed.
    pub fn of_posts(&self, tier: Tier, what: usize) -> f64 {
        let row = self.posts[tier as usize];
        let held = row[0] - row[5];
        if held > 0.0 { row[what] / held } else { f64::NAN }
    }
}

// The arrays above are indexed by these enums: a variant more would fall outside them.
const _: () = assert!(Origin::Employee as usize == 2 && Job::Study as usize == 4);
const _: () = assert!(Nation::Eastern as usize == 5 && Standing::Centre as usize == 4);
const _: () = assert!(Entry::Appointed as usize == 2 && Tier::Cell as usize == 2);
