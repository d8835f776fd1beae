//! # Hire officials
//!
//! Places fall free when offices grow and when people die, retire or find other work. The party
//! fills what it can with its own: members who have left the bench for an office, most of them
//! where it matters most to it; where none is free, they take the place of somebody who served
//! neither the old state nor the party. Of the other places some need people who know the service. The less
//! schooled the country is, the fewer workers of the cadre are left to send, and the more offices
//! there are, the more of these places go to officials of the old state, as long as any of them live
//! outside the service and the decrees let them in. The centre chooses first, and when nobody is left
//! outside it calls them up from the offices below. Newcomers take the rest. Those who served before
//! 1917 are a fixed number of people who grow old: no rule adds to it.
//!
//! Refuted by: counts in which the share of old officials rose while schooled Communists were at
//! hand, or did not fall in offices that grew.

use crate::allot::round_by;
use crate::measures::{MILLION, MONTHS};
use crate::prelude::*;

/// Who sits in the offices: old officials, Communists, others.
#[derive(Clone, Debug, Parameters)]
pub struct HireOfficials {
    /// Old officials who die, emigrate or retire.
    #[prior(
        Uniform(0.08, 0.16),
        unit = "share a year",
        source = "judgement, half-life of 5 years (12 percent a year) at VSNKh 1919-21"
    )]
    pub old_leave: f64,
    /// Others who leave an office for other work.
    #[prior(Uniform(0.05, 0.20), unit = "share a year", source = "judgement, card P2")]
    pub others_leave: f64,
    /// Part of the way to its wish that the party transfers its people in a month.
    #[prior(Uniform(0.05, 0.20), unit = "share a month", source = "judgement, card P2")]
    pub transfer: f64,
    /// Share of all staff that the party would fill with its own if it had the people.
    #[prior(
        Uniform(0.08, 0.14),
        unit = "share of staff",
        source = "judgement, record: communist share of trusts' staff 1923"
    )]
    pub wished: f64,
    /// Part of the members with an office job who sit in those of the state: the others sit in
    /// party, union and cooperative offices.
    #[prior(
        Uniform(0.6, 0.9),
        unit = "share",
        source = "judgement, record: party and union employees 1923-24"
    )]
    pub in_state_offices: f64,
    /// Most Communists in an office, share of its staff.
    #[prior(Fixed(0.7), unit = "share", source = "judgement, after the Cheka")]
    pub most_communists: f64,
    /// Part of the places that call for the old service which goes to old officials in usual
    /// conditions.
    #[prior(
        Uniform(0.25, 0.65),
        unit = "share",
        source = "judgement, record: tsarist official share of VSNKh 1918-21"
    )]
    pub old_usual: f64,
    /// Most old officials whom an office gives up in a month to the one above it.
    #[prior(Uniform(0.01, 0.05), unit = "share a month", source = "judgement, card P2")]
    pub called_up: f64,
    /// What tenfold staff adds to that part.
    #[prior(
        Uniform(0.1, 0.5),
        unit = "share for tenfold staff",
        source = "judgement, claim tsarist-officials-swamp-cadre"
    )]
    pub old_by_size: f64,
    /// What a full cadre of workers takes off it.
    #[prior(
        Uniform(0.1, 0.4),
        unit = "share",
        source = "judgement, claim tsarist-officials-swamp-cadre"
    )]
    pub old_by_cadre: f64,
    /// What full schooling takes off it.
    #[prior(
        Uniform(0.2, 0.8),
        unit = "share",
        source = "judgement, claim vanquished-culture-low-but-higher"
    )]
    pub old_by_culture: f64,
    /// Staff in usual conditions.
    #[prior(Fixed(2.0), unit = "million", source = "judgement, as in the middle twenties")]
    pub usual_staff: f64,
    /// Cadre of workers in usual conditions.
    #[prior(Fixed(0.6), unit = "share of January 1918", source = "judgement")]
    pub usual_cadre: f64,
    /// Schooling and political culture in usual conditions.
    #[prior(Fixed(0.35), unit = "share", source = "judgement")]
    pub usual_culture: f64,
    /// Habits of the old service that a Communist brings along from the bench or the village.
    #[prior(Uniform(0.0, 0.2), unit = "share", source = "judgement, card P10")]
    pub habits_of_newcomers: f64,
}

/// Least staff, in millions, whose logarithm is taken: a guard.
const LEAST_STAFF: f64 = 0.05;

/// Cadre beyond which more active workers keep no more old officials out: that of January 1918, the
/// full cadre of the parameter. Workers learn an office's work in years, whatever their number.
const FULL_CADRE: f64 = 1.0;

const BY_SIZE: usize = edge("apparatus_size", "apparatus_tsarist_share");
const BY_CADRE: usize = edge("worker_cadre", "apparatus_tsarist_share");
const BY_CULTURE: usize = edge("cultural_level", "apparatus_tsarist_share");

impl HireOfficials {
    /// Part of the places that call for the old service which goes to old officials.
    pub fn old_sought(&self, staff: f64, cadre: f64, culture: f64, noted: &mut Influences) -> f64 {
        let tenfold = libm::log10((staff / MILLION).max(LEAST_STAFF) / self.usual_staff);
        Pulls::from(self.old_usual, noted)
            .edge(BY_SIZE, self.old_by_size * tenfold)
            .edge(BY_CADRE, -self.old_by_cadre * (cadre.min(FULL_CADRE) - self.usual_cadre))
            .edge(BY_CULTURE, -self.old_by_culture * (culture - self.usual_culture))
            .rest()
    }

    /// Habits of a group after `joined` people with `habits` of their own came to `had`.
    pub fn diluted(&self, of_group: f64, had: People, joined: People, habits: f64) -> f64 {
        let all = (had + joined).real().max(1.0);
        (of_group * had.real() + habits * joined.real()) / all
    }
}

impl Mechanism for HireOfficials {
    const CARD: Card = Card {
        name: "hire-officials",
        card: "P2",
        summary: "Schooled Communists fill what they can; old officials and newcomers the rest.",
        claims: &["tsarist-officials-swamp-cadre", "vanquished-culture-low-but-higher"],
        edges: &[
            ("apparatus_size", "apparatus_tsarist_share"),
            ("worker_cadre", "apparatus_tsarist_share"),
            ("cultural_level", "apparatus_tsarist_share"),
        ],
    };
    type View<'a> = View<'a>;

    fn step(&self, dice: Dice, mut v: View<'_>) {
        let people = self.in_reach(&mut v);
        self.retire(dice, &mut v);
        self.transfer(dice.of("transfer"), &mut v, people);
        self.hire_old(dice.of("hire-old"), &mut v);
        v.offices.vacant.fill(People::ZERO);
        count(&mut v);
    }
}

impl HireOfficials {
    /// Members whom the party can place in the offices of the state; where no register of members
    /// is kept, as many as it wishes. Notes how many of them are schooled.
    fn in_reach(&self, v: &mut View<'_>) -> i64 {
        let wish = (self.wished * v.state.officials.real()) as i64;
        if v.members.job.is_empty() {
            return wish;
        }
        let (mut rows, mut schooled) = (0i64, 0i64);
        for (job, schooling) in v.members.job.all().iter().zip(v.members.schooling.all()) {
            let sits = *job == Job::Office;
            rows += i64::from(sits);
            schooled += i64::from(sits && *schooling >= Schooling::Secondary);
        }
        v.apparatus.schooled = schooled as f64 / rows.max(1) as f64;
        People(rows * v.members.heads).share(self.in_state_offices).0.min(wish)
    }

    /// Old officials die, emigrate or grow too old, inside the offices and outside.
    fn retire(&self, dice: Dice, v: &mut View<'_>) {
        let o = &mut *v.offices;
        let (old_leave, others_leave) = (self.old_leave / MONTHS, self.others_leave / MONTHS);
        for office in o.staff.ids() {
            let throw = dice.throw(Lineage(office.number() as u64));
            let gone = round_by(o.old[office].real() * old_leave, throw.unit(0));
            let gone = People(gone).at_most(o.old[office]);
            let taken = o.old[office] + o.communists[office] + o.vacant[office];
            let others = o.staff[office].above(taken);
            let left = People(round_by(others.real() * others_leave, throw.unit(1)));
            o.old[office] -= gone;
            o.vacant[office] += gone + left.at_most(others);
        }
        let throw = dice.throw(Lineage(o.staff.len() as u64));
        let gone = round_by(v.apparatus.old_outside.real() * old_leave, throw.unit(0));
        v.apparatus.old_outside = v.apparatus.old_outside.above(People(gone));
    }

    /// The party spreads its people over the offices by its interest in them.
    fn transfer(&self, dice: Dice, v: &mut View<'_>, people: i64) {
        let o = &mut *v.offices;
        let interest: f64 =
            o.staff.ids().map(|office| o.party_interest[office] * o.staff[office].real()).sum();
        let each = people as f64 / interest.max(1.0);
        for office in o.staff.ids() {
            let staff = o.staff[office].real();
            let aim = (each * o.party_interest[office]).min(self.most_communists) * staff;
            let now = o.communists[office];
            let unit = dice.throw(Lineage(office.number() as u64)).unit(0);
            let gap = self.transfer * (aim - now.real());
            if gap > 0.0 {
                // Whom the party sends takes a free place, or that of one without ties.
                let old_and_own = o.old[office] + now;
                let come = People(round_by(gap, unit)).at_most(o.staff[office].above(old_and_own));
                o.habits_of_communists[office] = self.diluted(
                    o.habits_of_communists[office],
                    now,
                    come,
                    self.habits_of_newcomers,
                );
                o.vacant[office] = o.vacant[office].above(come);
                o.communists[office] += come;
            } else {
                let go = People(round_by(-gap, unit)).at_most(now);
                o.vacant[office] += go;
                o.communists[office] -= go;
            }
        }
        self.recall(v, people);
    }

    /// No more Communists sit in offices than the register has: whoever left the party counts as
    /// one of the others.
    fn recall(&self, v: &mut View<'_>, people: i64) {
        let o = &mut *v.offices;
        let all = o.communists.total().0;
        if all <= people || v.members.job.is_empty() {
            return;
        }
        let part = people as f64 / all as f64;
        o.communists
            .all_mut()
            .iter_mut()
            .for_each(|communists| *communists = communists.share(part));
    }

    /// Old officials take vacant places of an office.
    fn enter(&self, o: &mut Offices, office: Id<Office>, come: People, habits: f64) {
        let (own, had) = (o.habits_of_old[office], o.old[office]);
        o.habits_of_old[office] = self.diluted(own, had, come, habits);
        o.vacant[office] -= come;
        o.old[office] += come;
    }

    /// Old officials are called in, the centre first, as long as there are any.
    fn hire_old(&self, dice: Dice, v: &mut View<'_>) {
        let staff = v.state.officials.real();
        let (cadre, culture) = (v.party.worker_cadre, v.classes.cultural_level);
        let sought = self.old_sought(staff, cadre, culture, v.influences);
        let sought = sought * v.instruments.old_officials;
        let o = &mut *v.offices;
        for level in Level::ALL {
            for office in o.staff.ids() {
                if o.level[office] == level as u8 {
                    let unit = dice.throw(Lineage(office.number() as u64)).unit(0);
                    let part = (sought * o.old_core[office]).min(1.0);
                    let wanted = People(round_by(part * o.vacant[office].real(), unit));
                    self.call_in(o, office, wanted, &mut v.apparatus.old_outside);
                }
            }
        }
    }

    /// Fills places of an office with old officials from outside, then from the office below.
    fn call_in(&self, o: &mut Offices, office: Id<Office>, wanted: People, outside: &mut People) {
        let come = wanted.at_most(*outside);
        *outside -= come;
        // Whoever comes from outside brings the habits that he left with.
        self.enter(o, office, come, 1.0);
        if o.level[office] != Level::Volost as u8 {
            // The office of the next level stands in the next row.
            let below = Id::new(office.number() + 1);
            let called = (wanted - come).at_most(o.old[below].share(self.called_up));
            o.old[below] -= called;
            o.vacant[below] += called;
            self.enter(o, office, called, o.habits_of_old[below]);
        }
    }
}

/// Notes the share of the old service, in all offices and at the centre.
fn count(v: &mut View<'_>) {
    let o = &*v.offices;
    let (mut central, mut central_old) = (People::ZERO, People::ZERO);
    for office in o.staff.ids().filter(|&office| o.level[office] == Level::Centre as u8) {
        central += o.staff[office];
        central_old += o.old[office];
    }
    v.apparatus.old_share = o.old.total().real() / o.staff.total().real().max(1.0);
    v.apparatus.old_share_centre = central_old.real() / central.real().max(1.0);
}

view! {
    reads {
        state: State = state;
        members: Members = members;
        party: Party = party;
        classes: Classes = classes;
        instruments: Instruments = instruments;
    }
    changes {
        offices: Offices = offices;
        apparatus: Apparatus = apparatus;
        influences: Influences = influences;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::apparatus::sample;

    fn sought(staff: f64, cadre: f64, culture: f64) -> f64 {
        HireOfficials::central().old_sought(staff, cadre, culture, &mut Influences::default())
    }

    /// Claims tsarist-officials-swamp-cadre and vanquished-culture-low-but-higher.
    #[test]
    fn size_calls_old_officials_in_and_cadre_and_schooling_keep_them_out() {
        let usual = sought(2e6, 0.6, 0.35);
        assert_eq!(usual, HireOfficials::central().old_usual);
        assert!(sought(6e6, 0.6, 0.35) > usual);
        assert!(sought(2e6, 0.9, 0.35) < usual);
        assert!(sought(2e6, 0.6, 0.6) < usual);
    }

    struct Country {
        state: State,
        members: Members,
        party: Party,
        classes: Classes,
        instruments: Instruments,
        offices: Offices,
        apparatus: Apparatus,
        influences: Influences,
    }

    fn country() -> Country {
        let offices = sample::offices();
        Country {
            state: State { officials: offices.staff.total(), ..State::default() },
            members: Members::default(),
            party: Party { worker_cadre: 0.6, ..Party::default() },
            classes: Classes { cultural_level: 0.35, ..Classes::default() },
            instruments: Instruments { old_officials: 1.0, ..Instruments::default() },
            offices,
            apparatus: Apparatus { old_outside: People(300), ..Apparatus::default() },
            influences: Influences::default(),
        }
    }

    fn live(country: &mut Country, rule: &HireOfficials, months: u32) {
        for month in 0..months {
            let view = View {
                state: &country.state,
                members: &country.members,
                party: &country.party,
                classes: &country.classes,
                instruments: &country.instruments,
                offices: &mut country.offices,
                apparatus: &mut country.apparatus,
                influences: &mut country.influences,
            };
            let now = kernel::Month::new(1918 + (month / 12) as i32, month % 12 + 1);
            rule.step(Dice::new(1, 7, now), view);
            sample::assert_counts_hold(&country.offices);
        }
    }

    fn old_people(country: &Country) -> i64 {
        (country.offices.old.total() + country.apparatus.old_outside).0
    }

    #[test]
    fn old_officials_only_move_between_inside_and_outside_when_none_retires() {
        let mut country = country();
        let rule =
            HireOfficials { old_leave: 0.0, usual_staff: LEAST_STAFF, ..HireOfficials::central() };
        live(&mut country, &rule, 24);
        assert_eq!(old_people(&country), 2300);
        assert!(country.apparatus.old_outside < People(300), "none was hired");
        assert_eq!(country.offices.staff.total(), People(4000));
    }

    #[test]
    fn old_officials_die_out_at_their_rate_when_none_is_hired() {
        let mut country = country();
        country.instruments.old_officials = 0.0;
        let rule = HireOfficials { old_leave: 0.12, ..HireOfficials::central() };
        live(&mut country, &rule, 60);
        // Closed form: 2000 people who lose one in a hundred each month for 60 months.
        let expected = 2000.0 * libm::pow(0.99, 60.0);
        // Numbers are rounded by chance: four offices, 60 throws each of variance at most 1/4.
        let tolerance = 4.0 * (4.0 * 60.0 * 0.25_f64).sqrt();
        assert!((country.offices.old.total().real() - expected).abs() < tolerance);
    }

    #[test]
    fn no_more_communists_sit_in_offices_than_the_register_has() {
        let mut country = country();
        country.members = Members {
            heads: 10,
            job: Column::new(vec![Job::Office, Job::Bench, Job::Office]),
            schooling: Column::new(vec![Schooling::Higher, Schooling::None, Schooling::None]),
            ..Members::default()
        };
        live(&mut country, &HireOfficials::central(), 3);
        assert!(country.offices.communists.total() <= People(20));
        assert_eq!(country.apparatus.schooled, 0.5);
    }

    #[test]
    fn the_party_places_its_people_in_full_offices_too() {
        let mut country = country();
        let before = (country.offices.communists.total(), country.offices.old.total());
        let rule = HireOfficials {
            old_leave: 0.0,
            others_leave: 0.0,
            wished: 0.5,
            ..HireOfficials::central()
        };
        live(&mut country, &rule, 3);
        assert!(country.offices.communists.total() > before.0);
        assert_eq!(country.offices.old.total(), before.1);
    }

    #[test]
    fn newcomers_thin_out_habits_in_proportion() {
        let rule = HireOfficials::central();
        assert_eq!(rule.diluted(0.6, People(100), People(100), 0.0), 0.3);
        assert_eq!(rule.diluted(0.6, People(100), People(0), 0.0), 0.6);
    }
}
