//! # Blocs
//!
//! Within the Politburo a group forms that outweighs the rest and that no part of it can in turn
//! throw over and then last. It is the weakest such group, for each wants to share with little, but
//! friends are dearer than strangers, and enemies do not sit in it together. Those outside keep together as far as they are friends. Blocs do not
//! re-form every month: they do when a member comes or goes, when the ruling group no longer
//! outweighs the rest, or when somebody tries.
//!
//! Refuted by: ruling groups of the record that a smaller lasting group could have displaced for
//! years and did not; or the order in which leaders were isolated, if power and enmity do not give it.

use super::{Circle, coalition, mutual};
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
    /// How far friendship makes up for power that must be shared.
    #[prior(Uniform(0.2, 0.9), unit = "share", source = "judgement")]
    pub affinity: f64,
}

/// The ruling bloc.
pub const RULING: u8 = 0;
/// Full friendship on the scale of ties.
const FULL_TIE: f64 = 2.0;
/// In no bloc.
pub const NONE: u8 = u8::MAX;

impl FormBlocs {
    /// The blocs of the circle anew, by their numbers.
    fn form(&self, leaders: &Leaders, circle: &Circle) -> [u8; coalition::MOST] {
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
        let ruling = coalition::ruling_coalition(&power[..rows.len()], self.winning, &terms);
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
    fn is_over(&self, leaders: &Leaders, circle: &Circle) -> bool {
        let rows = circle.rows();
        let outside = |id: Id<Leader>| leaders.bloc[id] != NONE && !rows.contains(&id);
        rows.iter().any(|id| leaders.bloc[*id] == NONE)
            || leaders.key.ids().any(outside)
            || ruling_share(leaders, circle) <= self.winning
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
        let leaders = v.leaders;
        let circle = Circle::of(leaders);
        let tried = dice.throw(Lineage(0)).falls_within(0, self.attempts);
        if tried || self.is_over(leaders, &circle) {
            let blocs = self.form(leaders, &circle);
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
    reads {}
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
        let mut leadership = Leadership::default();
        let dice = Dice::new(1, decision("form-blocs"), Month::new(1923, 1));
        rule.step(dice, View { leaders, leadership: &mut leadership });
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
