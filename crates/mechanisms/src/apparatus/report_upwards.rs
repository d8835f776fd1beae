//! # Report upwards
//!
//! News climbs from the volost to Moscow desk by desk. Each desk leaves out part of what would
//! displease the next one, and the more it fears blame the more it leaves out or paints over. The
//! old habits of office, on either side of the desk, make this worse; people who know the work make
//! it better. What is left of bad news after four desks is the product of what each passes on.
//!
//! Refuted by: reports of famine, arrears or risings that reached Moscow as fully from the volost as
//! from the province.

use crate::prelude::*;

/// Loss of bad news in reports, desk by desk.
#[derive(Clone, Debug, Parameters)]
pub struct ReportUpwards {
    /// Share of bad news that a desk loses in usual conditions: k2 of the card.
    #[prior(Uniform(0.0, 0.3), unit = "share", source = "judgement, card P2")]
    pub lost: f64,
    /// What it paints over when blame is certain: k1 of the card.
    #[prior(Uniform(0.0, 0.1), unit = "share", source = "judgement, card P2")]
    pub painted: f64,
    /// What the old habits in all who sit there add to the loss.
    #[prior(Uniform(0.0, 1.0), unit = "share of the usual loss", source = "judgement, card P10")]
    pub by_habits: f64,
    /// What full competence takes off it.
    #[prior(Uniform(0.0, 1.0), unit = "share of the usual loss", source = "judgement, card P2")]
    pub by_competence: f64,
    /// Habits in usual conditions.
    #[prior(Fixed(0.3), unit = "share", source = "judgement")]
    pub usual_habits: f64,
    /// Competence in usual conditions.
    #[prior(Fixed(0.4), unit = "share", source = "judgement")]
    pub usual_competence: f64,
}

impl ReportUpwards {
    /// Share of bad news lost in the reports of an office.
    pub fn distortion(&self, habits: f64, competence: f64, blame: f64) -> f64 {
        let habits = self.by_habits * (habits - self.usual_habits);
        let skill = self.by_competence * (competence - self.usual_competence);
        let lost = (self.lost * (1.0 + habits - skill).max(0.0)).min(1.0);
        1.0 - (1.0 - lost) * (1.0 - self.painted * blame.clamp(0.0, 1.0))
    }
}

impl Mechanism for ReportUpwards {
    const CARD: Card = Card {
        name: "report-upwards",
        card: "P2",
        summary: "Each desk loses part of the bad news.",
        claims: &[],
        edges: &[],
    };
    type View<'a> = View<'a>;

    fn step(&self, _dice: Dice, v: View<'_>) {
        let o = v.offices;
        let mut lost = [0.0; Level::ALL.len()];
        let mut staff = [0.0; Level::ALL.len()];
        for office in o.staff.ids() {
            let here = o.staff[office].real();
            let habits = o.old[office].real() * o.habits_of_old[office]
                + o.communists[office].real() * o.habits_of_communists[office];
            let habits = habits / here.max(1.0);
            let distortion = self.distortion(habits, o.competence[office], v.classes.repression);
            o.distortion[office] = distortion;
            let level = usize::from(o.level[office]);
            lost[level] += distortion * here;
            staff[level] += here;
        }
        v.apparatus.news_passed =
            lost.iter().zip(staff).map(|(lost, staff)| 1.0 - lost / staff.max(1.0)).product();
    }
}

view! {
    reads {
        classes: Classes = classes;
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

    #[test]
    fn habits_and_blame_hide_and_skill_shows() {
        let rule = ReportUpwards::central();
        let usual = rule.distortion(0.3, 0.4, 0.5);
        assert!(rule.distortion(0.6, 0.4, 0.5) > usual);
        assert!(rule.distortion(0.3, 0.4, 0.9) > usual);
        assert!(rule.distortion(0.3, 0.7, 0.5) < usual);
    }

    #[test]
    fn news_passes_four_desks_one_after_the_other() {
        let rule = ReportUpwards::central();
        let mut offices = sample::offices();
        let mut apparatus = Apparatus::default();
        let classes = Classes { repression: 0.5, ..Classes::default() };
        let view = View { classes: &classes, offices: &mut offices, apparatus: &mut apparatus };
        rule.step(Dice::new(1, 1, kernel::Month::new(1922, 3)), view);
        // Half of the staff has the full habits, a tenth has a tenth of them.
        let one = 1.0 - rule.distortion(0.51, 0.4, 0.5);
        assert!((apparatus.news_passed - libm::pow(one, 4.0)).abs() < 1e-12);
    }

    #[test]
    fn desks_that_lose_nothing_and_fear_nothing_pass_all() {
        let rule = ReportUpwards { lost: 0.0, ..ReportUpwards::central() };
        assert_eq!(rule.distortion(1.0, 0.0, 0.0), 0.0);
    }
}
