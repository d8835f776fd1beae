//! The Secretariat: posts, appointments, loyalty, congresses, and what comes of them.

pub mod elect_committee;
pub mod elect_congress;
pub mod fill_posts;
pub mod gather_power;
pub mod keep_loyalty;
pub mod post_abroad;
#[cfg(test)]
#[path = "sample_tests.rs"]
mod testing;
pub mod vacate_posts;

pub use elect_committee::ElectCommittee;
pub use elect_congress::ElectCongress;
pub use fill_posts::FillPosts;
pub use gather_power::GatherPower;
pub use keep_loyalty::KeepLoyalty;
pub use post_abroad::PostAbroad;
pub use vacate_posts::VacatePosts;

use kernel::Id;
use society::{Leader, Leaders, Leadership, NOBODY, Post, Posts};

/// Numbers in [`society::ISSUES`] of the questions that this part reads.
pub(crate) const BUREAUCRACY: usize = 3;
pub(crate) const PARTY_DEMOCRACY: usize = 4;
pub(crate) const PLAN_OR_MARKET: usize = 5;
pub(crate) const ONE_COUNTRY: usize = 6;

/// The ends of the scale on which positions of leaders are recorded.
pub(crate) const POSITION_END: f64 = 2.0;

/// The number of the bloc that rules, and of no bloc, as [`Leaders::bloc`] has them.
pub(crate) const RULING: u8 = 0;
const NO_BLOC: u8 = u8::MAX;

/// Where a position begins to be one against the leadership: the score of Lenin's own plan of
/// reform on the scale of `actors.toml`.
const OPPOSED: f64 = 1.0;

/// A tie from which a leader counts as close to another: "ally" on the scale of `actors.toml`.
pub(crate) const CLOSE: f64 = 1.0;

/// From which a member counts as a critic, on the scale from -1 (discipline) to 1 (discussion): the
/// border of the middle third, a convention.
pub(crate) const CRITIC: f32 = 1.0 / 3.0;

/// The leader who gives posts: the general secretary; before that office, whoever sits in the
/// Secretariat; [`NOBODY`] when there is none.
pub(crate) fn chief(leadership: &Leadership, leaders: &Leaders) -> u8 {
    let secretary = |id: &Id<Leader>| leaders.present[*id] && leaders.seats[*id].secretariat;
    let found = leadership.general_secretary.or_else(|| leaders.key.ids().find(secretary));
    found.map_or(NOBODY, |id| id.number() as u8)
}

/// Loyalty of the holder of a post to this leader, 0 to 1.
pub(crate) fn loyal_to(posts: &Posts, post: Id<Post>, leader: u8) -> f64 {
    let bound = leader != NOBODY && posts.sponsor[post] == leader && posts.holder[post].is_some();
    if bound { f64::from(posts.loyalty[post]) } else { 0.0 }
}

/// Position of a leader on an issue, -2 to 2; 0 where none is recorded.
pub(crate) fn position(leaders: &Leaders, leader: Id<Leader>, issue: usize) -> f64 {
    let score = leaders.positions[leader][issue];
    if score.is_nan() { 0.0 } else { score }
}

/// Whether a leader stands against those who rule: in another bloc of the Politburo, or outside the
/// blocs with a recorded position against appointment.
pub(crate) fn opposed(leaders: &Leaders, leader: Id<Leader>) -> bool {
    match leaders.bloc[leader] {
        RULING => false,
        NO_BLOC => position(leaders, leader, PARTY_DEMOCRACY) >= OPPOSED,
        _ => true,
    }
}

/// The strongest voice of the opposition: prestige times health of the leader who carries most, 0
/// when nobody leads. Those who are away or hold the office do not lead. Whoever is made to put
/// the critics' case in open session leads from within the ruling bloc too, and is heard by all, as
/// if his standing were full (judgement).
pub(crate) fn words(leadership: &Leadership, leaders: &Leaders, speaker: &str) -> f64 {
    let speaks = |id: Id<Leader>| *leaders.key[id] == *speaker;
    let leads = |id: &Id<Leader>| {
        leaders.present[*id]
            && !leaders.seats[*id].away
            && leadership.general_secretary != Some(*id)
            && (opposed(leaders, *id) || speaks(*id))
    };
    let voice = |id| {
        let standing = if speaks(id) { 1.0 } else { leaders.prestige[id] };
        standing * leaders.health[id]
    };
    leaders.key.ids().filter(leads).map(voice).fold(0.0, f64::max)
}

/// The logistic curve.
pub(crate) fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}

#[cfg(test)]
mod tests {
    use super::testing::{leaders, leadership};
    use super::*;

    #[test]
    fn the_office_gives_posts_and_before_it_whoever_sits_in_the_secretariat() {
        let mut table = leaders();
        let held = leadership(Some(0));
        assert_eq!(chief(&held, &table), 0);
        assert_eq!(chief(&Leadership::default(), &table), NOBODY);
        table.seats[Id::new(2)].secretariat = true;
        assert_eq!(chief(&Leadership::default(), &table), 2);
        assert_eq!(chief(&Leadership::default(), &Leaders::default()), NOBODY);
    }

    #[test]
    fn who_is_away_or_rules_gives_no_words_to_an_opposition() {
        let mut table = leaders();
        let held = leadership(Some(0));
        assert!(words(&held, &table, "") > 0.5);
        table.seats[Id::new(1)].away = true;
        assert_eq!(words(&held, &table, ""), 0.0);
        table.seats[Id::new(1)].away = false;
        table.bloc[Id::new(1)] = RULING;
        assert_eq!(words(&held, &table, ""), 0.0);
        let speaker = table.key[Id::new(1)].to_string();
        let said = words(&held, &table, &speaker);
        assert_eq!(said, table.health[Id::new(1)], "a name that all hear");
        assert_eq!(words(&Leadership::default(), &Leaders::default(), ""), 0.0);
    }
}
