//! # Mix cultures
//!
//! In an office Communists and old officials sit at the same desks. Each side takes on something of
//! the other's ways of working, the more the other is met with: in proportion to its number and to
//! how well it knows the work. Each side also holds on to what most of its own do. Who conquers whom
//! is then no verdict but a flow that can be read off: how far the Communists moved towards the old
//! officials this month, and how far these moved towards them. The reading runs from -1, when the
//! Communists alone moved, to 1.
//!
//! Refuted by: offices in which few old officials sat, but whose Communists worked and thought no
//! otherwise than those of the Finance Commissariat.

use crate::measures::MONTHS;
use crate::prelude::*;

/// Oblique transmission of habits between two groups, both ways.
#[derive(Clone, Debug, Parameters)]
pub struct MixCultures {
    /// How fast Communists take on the habits of those they work with, if these were all old
    /// officials, at full strength of the account.
    #[prior(Uniform(0.1, 0.8), unit = "share of the gap a year", source = "judgement, card P10")]
    pub communists_learn: f64,
    /// How fast old officials take on the ways of the party, if all around them were Communists.
    #[prior(Uniform(0.05, 0.4), unit = "share of the gap a year", source = "judgement, card P10")]
    pub old_learn: f64,
    /// How strongly each side holds on to what most of its own do.
    #[prior(Uniform(0.0, 0.3), unit = "a year", source = "judgement, card P10")]
    pub conformity: f64,
    /// Competence of old officials.
    #[prior(
        Uniform(0.4, 0.7),
        unit = "competence",
        source = "judgement, claim vanquished-culture-low-but-higher"
    )]
    pub old_competence: f64,
    /// Competence of a Communist without secondary schooling.
    #[prior(Uniform(0.15, 0.45), unit = "competence", source = "judgement, card P10")]
    pub unschooled_competence: f64,
    /// Competence of a Communist with it.
    #[prior(Uniform(0.45, 0.75), unit = "competence", source = "judgement, card P10")]
    pub schooled_competence: f64,
    /// Competence of the others in a country without schooling.
    #[prior(Uniform(0.1, 0.3), unit = "competence", source = "judgement, card P10")]
    pub others_competence: f64,
    /// What full schooling and political culture add to it.
    #[prior(Uniform(0.3, 0.6), unit = "competence", source = "judgement, card P10")]
    pub by_culture: f64,
    /// What an influx from the village takes off the competence of others and of unschooled
    /// Communists, at full strength of the account.
    #[prior(Uniform(0.1, 0.4), unit = "competence", source = "judgement, switch M15")]
    pub by_village: f64,
}

/// Competence of the three groups in an office.
#[derive(Clone, Copy, Debug)]
pub struct Competence {
    old: f64,
    communists: f64,
    others: f64,
}

/// How far each side of an office moves towards the other in a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moves {
    communists: f64,
    old: f64,
}

impl MixCultures {
    fn competence(&self, schooled: f64, culture: f64, village: f64) -> Competence {
        let cruder = self.by_village * village;
        let unschooled = (self.unschooled_competence - cruder).max(0.0);
        let others = (self.others_competence + self.by_culture * culture - cruder).clamp(0.0, 1.0);
        Competence {
            old: self.old_competence,
            communists: schooled * self.schooled_competence + (1.0 - schooled) * unschooled,
            others,
        }
    }

    /// How far each side moves towards the other: by the gap, and by the part that the other has in
    /// all the competence met with in the office.
    pub fn moves(&self, weight: [f64; 3], gap: f64, m02: f64) -> Moves {
        let [old, communists, others] = weight;
        let all = (old + communists + others).max(f64::MIN_POSITIVE);
        let gap = gap.abs() / MONTHS;
        Moves {
            communists: m02 * self.communists_learn * old / all * gap,
            old: self.old_learn * communists / all * gap,
        }
    }

    /// What holding on to the majority of its own adds to the habits of a group in a month.
    pub fn held(&self, habits: f64) -> f64 {
        self.conformity / MONTHS * habits * (1.0 - habits) * (2.0 * habits - 1.0)
    }
}

/// Who directs whom: -1 when only the Communists moved, 1 when only the old officials did, 0 when
/// nobody or both as far.
pub fn reading(old_moved: f64, communists_moved: f64) -> f64 {
    let both = old_moved + communists_moved;
    if both > 0.0 { (old_moved - communists_moved) / both } else { 0.0 }
}

impl Mechanism for MixCultures {
    const CARD: Card = Card {
        name: "mix-cultures",
        card: "P10",
        summary: "Communists and old officials take on each other's habits.",
        claims: &["conquered-culture-absorbs-conqueror", "apparatus-directs-communists"],
        edges: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, v: View<'_>) {
        let (o, a) = (v.offices, v.apparatus);
        let village = v.switches.ruralisation * v.classes.ruralisation;
        let skill = self.competence(a.schooled, v.classes.cultural_level, village);
        let (mut met, mut communists_moved, mut old_moved) = (0.0, 0.0, 0.0);
        for office in o.staff.ids() {
            let (old, communists) = (o.old[office].real(), o.communists[office].real());
            let staff = o.staff[office].real();
            let others = (staff - old - communists).max(0.0);
            let weight = [old * skill.old, communists * skill.communists, others * skill.others];
            o.competence[office] = weight.iter().sum::<f64>() / staff.max(1.0);
            if old <= 0.0 || communists <= 0.0 {
                continue;
            }
            let (p, q) = (o.habits_of_communists[office], o.habits_of_old[office]);
            let moves = self.moves(weight, q - p, v.switches.apparatus_dilution);
            let towards_old = (q - p).signum();
            o.habits_of_communists[office] =
                (p + self.held(p) + towards_old * moves.communists).clamp(0.0, 1.0);
            o.habits_of_old[office] = (q + self.held(q) - towards_old * moves.old).clamp(0.0, 1.0);
            o.communists_moved[office] += moves.communists;
            o.old_moved[office] += moves.old;
            // Pairs of an old official and a Communist in an office, if all met alike.
            let pairs = old * communists / staff.max(1.0);
            met += pairs;
            communists_moved += pairs * moves.communists;
            old_moved += pairs * moves.old;
        }
        a.reading = reading(old_moved, communists_moved);
        if met > 0.0 {
            a.communists_moved += communists_moved / met;
            a.old_moved += old_moved / met;
        }
        a.reading_so_far = reading(a.old_moved, a.communists_moved);
    }
}

view! {
    reads {
        classes: Classes = classes;
        switches: Switches = switches;
    }
    changes {
        offices: Offices = offices;
        apparatus: Apparatus = apparatus;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::apparatus::sample;

    fn live(rule: &MixCultures, offices: &mut Offices, months: u32) -> Apparatus {
        let mut apparatus = Apparatus::default();
        let classes = Classes { cultural_level: 0.3, ..Classes::default() };
        let switches = Switches::central();
        for _ in 0..months {
            let view =
                View { classes: &classes, switches: &switches, offices, apparatus: &mut apparatus };
            rule.step(Dice::new(1, 1, kernel::Month::new(1922, 3)), view);
        }
        apparatus
    }

    /// Two groups with nobody else and no conformity: the gap closes by a constant part a month,
    /// and each side covers its own part of it. Claim conquered-culture-absorbs-conqueror.
    #[test]
    fn two_groups_meet_where_the_closed_form_says() {
        let rule = MixCultures { conformity: 0.0, ..MixCultures::central() };
        let mut offices = sample::offices();
        offices.old.fill(People(800));
        offices.communists.fill(People(200));
        let months = 240;
        let apparatus = live(&rule, &mut offices, months);
        let skill = rule.competence(0.0, 0.3, 0.0);
        let (old, communists) = (800.0 * skill.old, 200.0 * skill.communists);
        let a = 0.5 * rule.communists_learn * old / (old + communists) / MONTHS;
        let b = rule.old_learn * communists / (old + communists) / MONTHS;
        let left = 0.9 * libm::pow(1.0 - a - b, f64::from(months));
        let office = Id::new(0);
        let (p, q) = (offices.habits_of_communists[office], offices.habits_of_old[office]);
        // Sums of 240 terms in double precision.
        assert!((q - p - left).abs() < 1e-12);
        assert!((p - (0.1 + a / (a + b) * (0.9 - left))).abs() < 1e-12);
        assert!((apparatus.reading_so_far - (b - a) / (a + b)).abs() < 1e-12);
        assert!((apparatus.communists_moved - (p - 0.1)).abs() < 1e-12);
    }

    /// Claim apparatus-directs-communists: the more and the abler side moves the other.
    #[test]
    fn numbers_and_competence_decide_who_directs() {
        let rule = MixCultures::central();
        let equal = rule.moves([10.0, 10.0, 0.0], 0.9, 0.5);
        let more_old = rule.moves([20.0, 10.0, 0.0], 0.9, 0.5);
        let more_communists = rule.moves([10.0, 20.0, 0.0], 0.9, 0.5);
        let of = |m: Moves| reading(m.old, m.communists);
        assert!(of(more_old) < of(equal) && of(equal) < of(more_communists));
        let schooled = rule.competence(0.5, 0.3, 0.0);
        assert!(schooled.communists > rule.competence(0.1, 0.3, 0.0).communists);
        assert!(schooled.others > rule.competence(0.5, 0.3, 0.5).others);
    }

    /// At half strength of the account, equal weight and central rates neither side leads: the
    /// central theory does not decide the question beforehand.
    #[test]
    fn the_central_theory_is_even_handed_between_equals() {
        let moves = MixCultures::central().moves([10.0, 10.0, 5.0], 0.9, 0.5);
        assert!((moves.old - moves.communists).abs() < 1e-15);
    }

    #[test]
    fn without_dilution_the_communists_do_not_move() {
        let moves = MixCultures::central().moves([10.0, 10.0, 5.0], 0.9, 0.0);
        assert_eq!(moves.communists, 0.0);
        assert_eq!(reading(moves.old, moves.communists), 1.0);
        assert_eq!(reading(0.0, 0.0), 0.0);
    }

    #[test]
    fn an_office_with_one_side_alone_does_not_change() {
        let mut offices = sample::offices();
        offices.old.fill(People::ZERO);
        let apparatus = live(&MixCultures::central(), &mut offices, 12);
        assert_eq!(offices.habits_of_communists[Id::new(0)], 0.1);
        assert_eq!(apparatus.reading, 0.0);
    }
}
