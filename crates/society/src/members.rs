//! The members of the party, as rows that each stand for a number of persons.
//!
//! Holders of posts and the named leaders are members too: they are counted in these rows, and the
//! tables of posts and leaders say more of them. Nobody is counted twice.

use kernel::{Column, Id, Lineage};
use serde::{Deserialize, Serialize};

use crate::Region;

/// Row type of the table of members.
pub struct Member;

/// Class of the family a member comes from, the "class position" of party statistics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Origin {
    /// Workers.
    #[default]
    Worker,
    /// Peasants.
    Peasant,
    /// Employees and all others.
    Employee,
}

/// What a member does for a living now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Job {
    /// Works at the bench.
    #[default]
    Bench,
    /// Works a farm.
    Farm,
    /// Sits in an office of state, party, union or trust.
    Office,
    /// Serves in the army.
    Army,
    /// Studies.
    Study,
}

impl Job {
    /// All, in the order of their numbers.
    pub const ALL: [Job; 5] = [Job::Bench, Job::Farm, Job::Office, Job::Army, Job::Study];
}

impl Origin {
    /// All, in the order of their numbers.
    pub const ALL: [Origin; 3] = [Origin::Worker, Origin::Peasant, Origin::Employee];
}

impl Schooling {
    /// All, in the order of their numbers.
    pub const ALL: [Schooling; 4] =
        [Schooling::None, Schooling::Primary, Schooling::Secondary, Schooling::Higher];
}

impl Nation {
    /// All, in the order of their numbers.
    pub const ALL: [Nation; 6] = [
        Nation::Russian,
        Nation::Ukrainian,
        Nation::Jewish,
        Nation::Western,
        Nation::Caucasian,
        Nation::Eastern,
    ];
}

/// Schooling completed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Schooling {
    /// None, or reading alone.
    #[default]
    None,
    /// Primary school.
    Primary,
    /// Secondary school.
    Secondary,
    /// University or institute.
    Higher,
}

/// Nationality group, as the party census of 1922 groups it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Nation {
    /// Russian.
    #[default]
    Russian,
    /// Ukrainian or Belorussian.
    Ukrainian,
    /// Jewish.
    Jewish,
    /// Latvian, Pole, Estonian, Lithuanian or Finn.
    Western,
    /// Georgian, Armenian or Azerbaijani.
    Caucasian,
    /// Tatar, Kazakh, Uzbek or another people of the East.
    Eastern,
}

/// How high a member stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Standing {
    /// No office in the party.
    #[default]
    RankAndFile,
    /// On the bureau of a cell.
    Cell,
    /// On a district committee.
    District,
    /// On a provincial committee.
    Province,
    /// In a central body.
    Centre,
}

impl Standing {
    /// All, from the lowest.
    pub const ALL: [Standing; 5] = [
        Standing::RankAndFile,
        Standing::Cell,
        Standing::District,
        Standing::Province,
        Standing::Centre,
    ];
}

/// The three questions on which members hold opinions; each runs from -1 to 1.
pub const QUESTIONS: [&str; 3] = ["plan", "democracy", "nation"];
/// Market and the peasant first (-1) to plan and rapid industry (1).
pub const PLAN: usize = 0;
/// Discipline and appointment (-1) to discussion and election (1).
pub const DEMOCRACY: usize = 1;
/// World revolution first (-1) to the nation and its state first (1).
pub const NATION: usize = 2;

/// The party itself: the lineages of its members are hashed from this one, in the order of joining.
pub const PARTY: Lineage = Lineage(0x0052_534D_4C50);

/// No leader.
pub const NOBODY: u8 = u8::MAX;

/// The party, row by row.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Members {
    /// Persons that one row stands for; the same for all rows.
    pub heads: i64,
    /// The first year whose recruits count as new members, who know the party only as a victor.
    pub new_since: u16,
    /// Rows that ever joined: the next recruit's lineage is hashed from [`PARTY`] and this.
    pub recruits_so_far: u32,
    /// Shares of the nationality groups among those who join in a region, in the order of [`Nation`].
    pub nations: Column<Region, [f64; 6]>,
    /// Who this is in every run; chance is keyed by it.
    pub lineage: Column<Member, Lineage>,
    /// Region of the organisation.
    pub region: Column<Member, Id<Region>>,
    /// Class of the family.
    pub origin: Column<Member, Origin>,
    /// Present occupation.
    pub job: Column<Member, Job>,
    /// Year of joining; 1904 stands for all earlier ones.
    pub joined: Column<Member, u16>,
    /// Schooling.
    pub schooling: Column<Member, Schooling>,
    /// Nationality group.
    pub nation: Column<Member, Nation>,
    /// Office in the party.
    pub standing: Column<Member, Standing>,
    /// What the member thinks, by question, -1 to 1.
    pub private: Column<Member, [f32; 3]>,
    /// What the member says, by question, -1 to 1.
    pub public: Column<Member, [f32; 3]>,
    /// What the member thought when he joined, by question: it keeps pulling him.
    pub formed: Column<Member, [f32; 3]>,
    /// Devotion to the cause, 0 (joined for a career) to 1.
    pub commitment: Column<Member, f32>,
    /// Weariness, 0 to 1.
    pub weariness: Column<Member, f32>,
    /// Wish for comfort, 0 to 1.
    pub comfort: Column<Member, f32>,
    /// The leader to whom the member looks, by row number, or [`NOBODY`].
    pub patron: Column<Member, u8>,
    /// Whether the member leaves at the end of the month, and how.
    pub leaving: Column<Member, Leaving>,
}

/// One row, as it joins.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[allow(missing_docs, reason = "the columns of [`Members`] say it")]
pub struct NewMember {
    pub lineage: Lineage,
    pub region: usize,
    pub origin: Origin,
    pub job: Job,
    pub joined: u16,
    pub schooling: Schooling,
    pub nation: Nation,
    pub standing: Standing,
    pub opinion: [f32; 3],
    pub commitment: f32,
    pub weariness: f32,
    pub comfort: f32,
}

impl Members {
    /// The number of rows.
    pub fn len(&self) -> usize {
        self.lineage.len()
    }

    /// Whether the party has no members.
    pub fn is_empty(&self) -> bool {
        self.lineage.is_empty()
    }

    /// All members, persons.
    pub fn persons(&self) -> i64 {
        self.heads * self.len() as i64
    }

    /// Adds a row at the end.
    pub fn push(&mut self, new: NewMember) {
        self.lineage.push(new.lineage);
        self.region.push(Id::new(new.region));
        self.origin.push(new.origin);
        self.job.push(new.job);
        self.joined.push(new.joined);
        self.schooling.push(new.schooling);
        self.nation.push(new.nation);
        self.standing.push(new.standing);
        self.private.push(new.opinion);
        self.public.push(new.opinion);
        self.formed.push(new.opinion);
        self.commitment.push(new.commitment);
        self.weariness.push(new.weariness);
        self.comfort.push(new.comfort);
        self.patron.push(NOBODY);
        self.leaving.push(Leaving::No);
    }

    /// Strikes off the rows numbered in `gone`, which rises; the others keep their order.
    pub fn strike_off(&mut self, gone: &[usize]) {
        self.lineage.strike_off(gone);
        self.region.strike_off(gone);
        self.origin.strike_off(gone);
        self.job.strike_off(gone);
        self.joined.strike_off(gone);
        self.schooling.strike_off(gone);
        self.nation.strike_off(gone);
        self.standing.strike_off(gone);
        self.private.strike_off(gone);
        self.public.strike_off(gone);
        self.formed.strike_off(gone);
        self.commitment.strike_off(gone);
        self.weariness.strike_off(gone);
        self.comfort.strike_off(gone);
        self.patron.strike_off(gone);
        self.leaving.strike_off(gone);
    }
}

/// How a member leaves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Leaving {
    /// Stays.
    #[default]
    No,
    /// Dies.
    Dies,
    /// Walks out or is struck off for not taking part.
    Quits,
    /// Is expelled as one who joined for gain, for drink, or as a stranger to the cause.
    Expelled,
    /// Is expelled for what he says.
    ExpelledForOpinion,
}

/// Comings and goings of the month, in persons.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberFlows {
    /// Joined.
    pub joined: i64,
    /// Died.
    pub died: i64,
    /// Walked out.
    pub quit: i64,
    /// Expelled, by [`Origin`].
    pub expelled: [i64; 3],
    /// Of these, for what they said.
    pub expelled_for_opinion: i64,
    /// Moved from the bench to an office.
    pub left_bench: i64,
}
