//! Platforms: the options of a motion as leaders stand for them, before anybody votes. Election of
//! delegates and voting read the same stands here.

use kernel::Id;
use society::{Choice, DEMOCRACY, Leader, Leaders, Motion, NATION, PLAN, Stance};

use super::Circle;
use super::ballot::MOST_CHOICES;
use super::form_blocs::RULING;

/// The ends of the scale of positions.
pub const END: f64 = 2.0;
/// Numbers in [`society::ISSUES`] of the issues that rules name.
pub(crate) const TRADE_MONOPOLY: usize = 1;
pub(crate) const PARTY_DEMOCRACY: usize = 4;
pub(crate) const PLAN_OR_MARKET: usize = 5;

/// The option nearest to a view; of equals the first.
pub fn nearest(choices: &[Choice], view: f64) -> usize {
    let gap = |f: usize| (choices[f].at - view).abs();
    (1..choices.len()).fold(0, |best, f| if gap(f) < gap(best) { f } else { best })
}

/// Where the decision, the proposal or the portrait of a leader has him.
pub fn stance(motion: &Motion, leaders: &Leaders, id: Id<Leader>) -> Option<Stance> {
    let own = motion.positions.iter().find(|stance| stance.leader == id).copied();
    let proposed = || {
        let choice = motion.choices.iter().find(|choice| choice.proposer == Some(id))?;
        Some(Stance { leader: id, at: choice.at, inferred: false })
    };
    let portrait = || {
        let at = leaders.positions[id][motion.issue];
        let inferred = leaders.inferred[id][motion.issue];
        (!at.is_nan()).then_some(Stance { leader: id, at, inferred })
    };
    own.or_else(proposed).or_else(portrait)
}

/// The option that a leader stands for.
pub fn stand(motion: &Motion, leaders: &Leaders, id: Id<Leader>) -> Option<usize> {
    stance(motion, leaders, id).map(|stance| nearest(&motion.choices, stance.at))
}

/// The platforms of a motion: the option of the leadership, and how loudly each is spoken for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Platforms {
    /// The option with most power behind it in the ruling bloc.
    pub line: usize,
    /// Share of each option in the weight of all leaders whose stand is known.
    pub voice: [f64; MOST_CHOICES],
}

impl Platforms {
    /// The platforms on which delegates are elected; none where nobody of the leadership has taken a
    /// stand. Each leader speaks with his power, which illness and distance lessen: those of the
    /// ruling bloc for its line, whatever they think by themselves; the others as they stand; one whose
    /// stand is only inferred, outside the circle, goes with the leader of it to whom he is bound. An option
    /// that nobody has proposed, and for which none of the circle outside that bloc stands, is no
    /// platform.
    pub fn of(motion: &Motion, leaders: &Leaders, circle: &Circle) -> Option<Platforms> {
        let mut power = [0.0; MOST_CHOICES];
        for &id in circle.rows().iter().filter(|&&id| leaders.bloc[id] == RULING) {
            if let Some(f) = stand(motion, leaders, id) {
                power[f] += leaders.power[id];
            }
        }
        let line = most(&power).filter(|&f| power[f] > 0.0)?;
        let mut voice = [0.0; MOST_CHOICES];
        for id in leaders.key.ids() {
            let Some(own) = stance(motion, leaders, id).filter(|_| leaders.present[id]) else {
                continue;
            };
            let agreed = leaders.bloc[id] == RULING;
            let said = !own.inferred || circle.rows().contains(&id);
            let patron = || circle.bound(leaders, id);
            let spoken = match (agreed, said) {
                (true, _) => Some(line),
                (false, true) => Some(nearest(&motion.choices, own.at)),
                (false, false) => patron().and_then(|to| match leaders.bloc[to] {
                    RULING => Some(line),
                    _ => stand(motion, leaders, to),
                }),
            };
            if let Some(f) = spoken {
                voice[f] += leaders.power[id];
            }
        }
        for (f, choice) in motion.choices.iter().enumerate() {
            let proposed = choice.proposer.is_some_and(|id| leaders.present[id]);
            let stands = |id: &Id<Leader>| {
                leaders.bloc[*id] != RULING && stand(motion, leaders, *id) == Some(f)
            };
            if f != line && !proposed && !circle.rows().iter().any(stands) {
                voice[f] = 0.0;
            }
        }
        let sum: f64 = voice.iter().sum();
        (sum > 0.0).then(|| Platforms { line, voice: voice.map(|x| x / sum) })
    }

    /// How far the leadership is split: the share of the weight that speaks for something else.
    pub fn split(&self) -> f64 {
        1.0 - self.voice[self.line]
    }

    /// The loudest option beside the line, if there is one.
    pub fn rival(&self) -> Option<usize> {
        let mut others = self.voice;
        others[self.line] = 0.0;
        most(&others).filter(|&f| others[f] > 0.0)
    }
}

/// The number of the largest; of equals the first.
pub(crate) fn most(of: &[f64]) -> Option<usize> {
    (0..of.len()).reduce(|best, f| if of[f] > of[best] { f } else { best })
}

/// The question of members that an issue touches, and whether plan, democracy or nation stand at
/// its upper end.
pub fn members_question(issue: usize) -> (usize, f64) {
    match issue {
        0 => (DEMOCRACY, -1.0),
        TRADE_MONOPOLY | PLAN_OR_MARKET => (PLAN, 1.0),
        2 => (NATION, -1.0),
        3 | PARTY_DEMOCRACY => (DEMOCRACY, 1.0),
        _ => (NATION, 1.0),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::politburo;
    use super::*;
    use society::Body;

    fn motion() -> Motion {
        let choice = |at: f64| Choice { at, ..Choice::default() };
        let choices = vec![choice(-1.5), choice(0.0), choice(2.0)];
        Motion { body: Body::Congress, issue: PARTY_DEMOCRACY, choices, ..Motion::default() }
    }

    fn leaders(views: &[f64]) -> Leaders {
        let mut leaders = politburo(&["a", "b", "c", "d"]);
        for (id, view) in leaders.key.ids().zip(views) {
            leaders.positions[id][PARTY_DEMOCRACY] = *view;
        }
        leaders.bloc.fill(RULING);
        leaders
    }

    #[test]
    fn leaders_of_one_mind_leave_no_split() {
        let leaders = leaders(&[-2.0, -1.5, -1.0, -2.0]);
        let one = Platforms::of(&motion(), &leaders, &Circle::of(&leaders)).expect("a line");
        assert_eq!((one.line, one.split(), one.rival()), (0, 0.0, None));
    }

    #[test]
    fn power_makes_the_voice_of_a_platform() {
        let mut leaders = leaders(&[-2.0, -1.5, -1.0, 2.0]);
        leaders.bloc[Id::new(3)] = 1;
        let of = |leaders: &Leaders| {
            Platforms::of(&motion(), leaders, &Circle::of(leaders)).expect("a line")
        };
        let even = of(&leaders);
        assert_eq!((even.line, even.rival()), (0, Some(2)));
        assert!((even.split() - 0.25).abs() < 1e-12);
        leaders.power[Id::new(3)] = 0.75;
        assert!((of(&leaders).split() - 0.5).abs() < 1e-12);
        leaders.present[Id::new(3)] = false;
        assert_eq!(of(&leaders).rival(), None);
    }

    #[test]
    fn what_he_said_of_the_motion_outweighs_his_portrait() {
        let leaders = leaders(&[-2.0; 4]);
        let mut motion = motion();
        motion.choices[2].proposer = Some(Id::new(1));
        motion.positions = vec![Stance { leader: Id::new(2), at: 0.1, inferred: true }];
        let at = |row| stand(&motion, &leaders, Id::new(row));
        assert_eq!([at(0), at(1), at(2)], [Some(0), Some(2), Some(1)]);
    }
}
