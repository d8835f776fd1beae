//! # Blocs
//!
//! Within the Politburo a group forms that outweighs the rest and that no part of it can in turn
//! throw over and then last. It is the weakest such group, for each wants to share with little, but
//! friends are dearer than strangers, and neither enemies sit in it together nor those whom the
//! question before the party holds far apart. Friends of its head who are nobody's enemy in it join
//! it, though it could do without them. Those left outside keep together as far as they are friends.
//! Blocs do not re-form every month: they do when a member comes or goes, when the ruling group no
//! longer outweighs the rest, when a question divides it, or when somebody tries. Who has stood
//! against another over such a question is his friend no more.
//!
//! Refuted by: ruling groups of the record that a smaller lasting group could have displaced for
//! years and did not; or the order in which leaders were isolated, if power and enmity do not give it.

use super::{Circle, coalition, mutual, platforms};
use crate::prelude::*;

/// The ruling coalition after Acemoglu, Egorov and Sonin.
#[derive(Clone, Debug, Parameters)]
pub struct FormBlocs {
    /// Share of the power of a group that its winning part must exceed.
    #[prior(Fixed(0.5), unit = "share", source = "judgement, card P7: simple majority")]
    pub winning: f64,
    /// Chance that somebody tries to form a new bloc.
    #[prior(Uniform(0.02, 0.2), unit = "chance a month", source = "judgement, card P7")]
    pub attempts: f64,
    /// Enmity, on the scale of ties, at which two sit in no winning group together.
    #[prior(Uniform(0.6, 1.4), unit = "tie, 0 to 2", source = "judgement")]
    pub enmity: f64,
    /// Steps between the stands of two on a question before a congress at which they part for good. The
    /// platforms of Lenin and Trotsky lay one and a half apart in 1921, and they worked together in
    /// 1922; those of Zinoviev and Stalin two and a half in 1925.
    #[prior(Uniform(1.6, 2.4), unit = "steps", source = "judgement, positions of actors.toml")]
    pub gulf: f64,
    /// How much of the feeling of two who part is turned to enmity.
    #[prior(Uniform(0.3, 0.8), unit = "share of the way", source = "judgement")]
    pub feud: f64,
    /// How far friendship makes up for power that must be shared.
    #[prior(Uniform(0.2, 0.9), unit = "share", source = "judgement")]
    pub affinity: f64,
}

/// The ruling bloc.
pub const RULING: u8 = 0;
/// Full friendship on the scale of ties.
const FULL_TIE: f64 = 2.0;
/// Steps at which another platform is one of the other side, and two who stand for them sit in no
/// bloc together while it is before a congress (judgement: one on a scale of five).
const ANOTHER_SIDE: f64 = 1.0;
/// In no bloc.
pub const NONE: u8 = u8::MAX;

impl FormBlocs {
    /// The blocs of the circle anew, by their numbers.
    fn form(
        &self,
        leaders: &Leaders,
        circle: &Circle,
        divided: &[u16; coalition::MOST],
    ) -> [u8; coalition::MOST] {
        let rows = circle.rows();
        let (mut power, mut terms) = ([0.0; coalition::MOST], coalition::Terms::NONE);
        for (i, &a) in rows.iter().enumerate() {
            power[i] = leaders.power[a];
            for (j, &b) in rows.iter().enumerate().filter(|(j, _)| *j != i) {
                let tie = mutual(leaders, a, b);
                terms.liking[i][j] = self.affinity * tie / FULL_TIE;
                if tie <= -self.enmity {
                    terms.apart[i] |= 1 << j;
                }
            }
        }
        for (apart, divided) in terms.apart.iter_mut().zip(divided) {
            *apart |= divided;
        }
        let mut ruling = coalition::ruling_coalition(&power[..rows.len()], self.winning, &terms);
        let within = |i: &usize| ruling >> i & 1 == 1;
        let head = (0..rows.len()).filter(within).max_by(|&a, &b| power[a].total_cmp(&power[b]));
        for i in 0..rows.len() {
            let joins = head.is_some_and(|head| mutual(leaders, rows[i], rows[head]) > 0.0);
            if joins && terms.apart[i] & ruling == 0 {
                ruling |= 1 << i;
            }
        }
        let mut blocs = [NONE; coalition::MOST];
        let mut next = RULING + 1;
        for i in 0..rows.len() {
            if ruling >> i & 1 == 1 {
                blocs[i] = RULING;
                continue;
            }
            // The first friend outside the ruling bloc takes one along.
            let friend =
                (0..i).find(|&j| blocs[j] != RULING && mutual(leaders, rows[i], rows[j]) > 0.0);
            blocs[i] = match friend {
                Some(j) => blocs[j],
                None => {
                    next += 1;
                    next - 1
                }
            };
        }
        blocs
    }

    /// Whether the blocs as they stand cannot go on: somebody came or went, or the ruling one no
    /// longer outweighs the rest.
    fn is_over(
        &self,
        leaders: &Leaders,
        circle: &Circle,
        divided: &[u16; coalition::MOST],
    ) -> bool {
        let rows = circle.rows();
        let rules = |i: usize| leaders.bloc[rows[i]] == RULING;
        let parted = |i: usize| (0..rows.len()).any(|j| rules(j) && divided[i] >> j & 1 == 1);
        if (0..rows.len()).any(|i| rules(i) && parted(i)) {
            return true;
        }
        let outside = |id: Id<Leader>| leaders.bloc[id] != NONE && !rows.contains(&id);
        rows.iter().any(|id| leaders.bloc[*id] == NONE)
            || leaders.key.ids().any(outside)
            || ruling_share(leaders, circle) <= self.winning
    }
}

impl FormBlocs {
    /// For each of the circle the bits of those from whom a question of the month holds him apart, and
    /// of those from whom it parts him for good: a question before a congress or conference, where
    /// each must show on which side he is.
    fn divided(&self, v: &View<'_>, circle: &Circle) -> [(u16, u16); coalition::MOST] {
        let mut divided = [(0, 0); coalition::MOST];
        let open = |motion: &&Motion| matches!(motion.body, Body::Congress | Body::Conference);
        for motion in v.agenda.motions.iter().filter(open) {
            let at = |id: &Id<Leader>| {
                // What is only inferred parts nobody.
                let said = platforms::stance(motion, v.leaders, *id).filter(|s| !s.inferred);
                said.map(|stance| stance.at)
            };
            let option = |at: f64| platforms::nearest(&motion.choices, at);
            for (i, a) in circle.rows().iter().enumerate() {
                for (j, b) in circle.rows().iter().enumerate() {
                    let Some((a, b)) = at(a).zip(at(b)) else { continue };
                    let steps = if option(a) == option(b) { 0.0 } else { (a - b).abs() };
                    divided[i].0 |= u16::from(steps >= ANOTHER_SIDE) << j;
                    divided[i].1 |= u16::from(steps >= self.gulf) << j;
                }
            }
        }
        divided
    }
}

/// Power of the ruling bloc over that of the circle.
fn ruling_share(leaders: &Leaders, circle: &Circle) -> f64 {
    let sum = |rules: bool| -> f64 {
        let counts = |id: &&Id<Leader>| !rules || leaders.bloc[**id] == RULING;
        circle.rows().iter().filter(counts).map(|id| leaders.power[*id]).sum()
    };
    let all = sum(false);
    if all > 0.0 { sum(true) / all } else { 0.0 }
}

impl Mechanism for FormBlocs {
    const CARD: Card = Card {
        name: "form-blocs",
        card: "P7",
        summary: "The smallest lasting winning group of the Politburo rules.",
        claims: &["lenin-removal-shifts-forces"],
        edges: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, dice: Dice, v: View<'_>) {
        let circle = Circle::of(v.leaders);
        let parted = self.divided(&v, &circle);
        let divided = parted.map(|(apart, _)| apart);
        let leaders = v.leaders;
        let n = leaders.key.len();
        for (i, a) in circle.rows().iter().enumerate() {
            for (_, b) in
                circle.rows().iter().enumerate().filter(|(j, _)| parted[i].1 >> j & 1 == 1)
            {
                let tie = &mut leaders.ties[a.number() * n + b.number()];
                *tie += self.feud * (-FULL_TIE - *tie);
            }
        }
        let tried = dice.throw(Lineage(0)).falls_within(0, self.attempts);
        if tried || self.is_over(leaders, &circle, &divided) {
            let blocs = self.form(leaders, &circle, &divided);
            leaders.bloc.fill(NONE);
            for (id, bloc) in circle.rows().iter().zip(blocs) {
                leaders.bloc[*id] = bloc;
            }
        }
        let blocs = circle.rows().iter().map(|id| u32::from(leaders.bloc[*id]) + 1).max();
        v.leadership.blocs = blocs.unwrap_or(0);
        v.leadership.ruling_share = ruling_share(leaders, &circle);
    }
}

view! {
    reads {
        agenda: Agenda = agenda;
    }
    changes {
        leaders: Leaders = leaders;
        leadership: Leadership = leadership;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::leaders::sample;
    use kernel::{Month, chance::decision};

    fn live(rule: &FormBlocs, leaders: &mut Leaders) -> Leadership {
        live_with(rule, leaders, None)
    }

    fn live_with(rule: &FormBlocs, leaders: &mut Leaders, motion: Option<Motion>) -> Leadership {
        let mut leadership = Leadership::default();
        let dice = Dice::new(1, decision("form-blocs"), Month::new(1923, 1));
        let agenda = Agenda { motions: motion.into_iter().collect(), ..Agenda::default() };
        rule.step(dice, View { agenda: &agenda, leaders, leadership: &mut leadership });
        leadership
    }

    /// Power that is nearly equal, one enemy of all, and three who can hold together.
    #[test]
    fn three_rule_and_their_enemy_stays_outside() {
        let rule = FormBlocs::central();
        let mut leaders = sample::politburo(&["trotsky", "stalin", "zinoviev", "kamenev"]);
        for other in 1..4 {
            sample::bind(&mut leaders, 0, other, -2.0);
        }
        for (i, power) in [0.31, 0.24, 0.23, 0.22].into_iter().enumerate() {
            leaders.power[Id::new(i)] = power;
        }
        let leadership = live(&rule, &mut leaders);
        assert_eq!(leaders.bloc.all(), &[1, RULING, RULING, RULING]);
        assert_eq!(leadership.blocs, 2);
        assert!((leadership.ruling_share - 0.69).abs() < 1e-12);
    }

    /// A friend whom nobody in the bloc hates joins it, though it could do without him; a question
    /// before a congress parts friends, and they stay apart.
    #[test]
    fn friends_join_and_a_question_before_a_congress_parts_them() {
        let rule = FormBlocs { attempts: 0.0, ..FormBlocs::central() };
        let mut leaders = sample::politburo(&["stalin", "bukharin", "zinoviev"]);
        for (id, power) in [0.45, 0.3, 0.25].into_iter().enumerate() {
            leaders.power[Id::new(id)] = power;
        }
        sample::bind(&mut leaders, 0, 1, 1.0);
        sample::bind(&mut leaders, 0, 2, 1.0);
        live(&rule, &mut leaders);
        assert_eq!(leaders.bloc.all(), &[RULING; 3]);
        for (id, at) in [1.0, 1.5, -1.5].into_iter().enumerate() {
            leaders.positions[Id::new(id)][0] = at;
        }
        let choice = |at: f64| Choice { at, ..Choice::default() };
        let motion =
            |body| Motion { body, choices: vec![choice(-1.5), choice(1.0)], ..Motion::default() };
        live_with(&rule, &mut leaders, Some(motion(Body::Politburo)));
        assert_eq!(leaders.bloc.all(), &[RULING; 3], "inside the Politburo they agree to differ");
        live_with(&rule, &mut leaders, Some(motion(Body::Congress)));
        assert_eq!(leaders.bloc.all(), &[RULING, RULING, 1]);
        assert!(leaders.tie(Id::new(0), Id::new(2)) < 0.0);
        live(&rule, &mut leaders);
        assert_eq!(leaders.bloc[Id::new(2)], 1);
    }

    #[test]
    fn seven_near_equals_hold_together() {
        let keys = ["a", "b", "c", "d", "e", "f", "g"];
        let mut leaders = sample::politburo(&keys);
        for (i, id) in leaders.key.ids().enumerate() {
            leaders.power[id] = 1.0 / 7.0 + 1e-4 * i as f64;
        }
        let rule = FormBlocs { winning: 0.5, ..FormBlocs::central() };
        assert_eq!(live(&rule, &mut leaders).blocs, 1);
        // When one goes, six cannot: three of them are not enough, so they stay in one bloc only if
        // no smaller group lasts.
        leaders.present[Id::new(6)] = false;
        let after = live(&rule, &mut leaders);
        assert!(after.ruling_share > 0.5 && leaders.bloc[Id::new(6)] == NONE);
    }

    /// A bloc lasts while nobody comes, goes or tries.
    #[test]
    fn blocs_do_not_form_anew_without_cause() {
        let rule = FormBlocs { attempts: 0.0, ..FormBlocs::central() };
        let mut leaders = sample::politburo(&["a", "b", "c", "d"]);
        for (id, power) in [0.31, 0.24, 0.23, 0.22].into_iter().enumerate() {
            leaders.power[Id::new(id)] = power;
        }
        live(&rule, &mut leaders);
        let before = leaders.bloc.clone();
        leaders.power[Id::new(0)] -= 0.02;
        leaders.power[Id::new(3)] += 0.02;
        live(&rule, &mut leaders);
        assert_eq!(leaders.bloc, before);
    }
}
