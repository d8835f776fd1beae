//! The offices of the state in November 1917: their staff, those who served before, and how far the
//! party is there already.

use kernel::{Column, People};
use society::{Apparatus, Commissariat, Level, Offices};

use crate::start::{Missing, Start};

/// Parts in a whole, where the rows count in percent.
const PERCENT: f64 = 100.0;
/// Persons in a thousand.
const THOUSAND: f64 = 1000.0;

/// The offices by commissariat and level.
pub(crate) fn build(start: &Start<'_>) -> Result<Offices, Missing> {
    let all = (start.one("officials")? * THOUSAND) as i64;
    let now = start.one("communists_now")? / PERCENT;
    let led_now = start.one("led_now")? / PERCENT;
    let mut offices = Offices::default();
    for (number, commissariat) in Commissariat::ALL.into_iter().enumerate() {
        let name = commissariat.name();
        let old = start.one(&format!("old_{name}"))? / PERCENT;
        let party = start.one(&format!("party_{name}"))?;
        let led = start.one(&format!("led_{name}"))?;
        for (height, level) in Level::ALL.into_iter().enumerate() {
            let level = level.name();
            let weight = start.one(&format!("staff_{name}_{level}"))? / PERCENT;
            let old_core = old * start.one(&format!("old_{level}"))?;
            let interest = party * start.one(&format!("party_{level}"))?;
            let staff = People((all as f64 * weight) as i64);
            let served = staff.share(old_core);
            let communists = staff.share(now * interest).at_most(staff - served);
            offices.commissariat.push(number as u8);
            offices.level.push(height as u8);
            offices.weight.push(weight);
            offices.old_core.push(old_core);
            offices.party_interest.push(interest);
            offices.led_aim.push(led * start.one(&format!("led_{level}"))? / PERCENT);
            offices.staff.push(staff);
            offices.old.push(served);
            offices.communists.push(communists);
        }
    }
    // What rounding down left over sits where most people sit.
    let left = People(all) - offices.staff.total();
    if let Some(largest) = offices.staff.ids().max_by_key(|&office| offices.staff[office]) {
        offices.staff[largest] += left;
    }
    fill(&mut offices, led_now, start.one("habits_of_communists")?);
    Ok(offices)
}

/// The columns that begin alike in all offices.
fn fill(offices: &mut Offices, led_now: f64, habits: f64) {
    let n = offices.staff.len();
    offices.wanted = Column::new(offices.staff.all().iter().map(|staff| staff.real()).collect());
    offices.vacant = Column::filled(People::ZERO, n);
    offices.led_by_communists = Column::filled(led_now, n);
    offices.competence = Column::filled(0.0, n);
    offices.habits_of_communists = Column::filled(habits, n);
    offices.habits_of_old = Column::filled(1.0, n);
    offices.communists_moved = Column::filled(0.0, n);
    offices.old_moved = Column::filled(0.0, n);
    offices.distortion = Column::filled(0.0, n);
    offices.cost = Column::filled(0.0, n);
}

/// The apparatus in a few numbers.
pub(crate) fn apparatus(start: &Start<'_>) -> Result<Apparatus, Missing> {
    let offices = build(start)?;
    let inside = offices.old.total();
    let living = People((start.one("old_officials_living")? * THOUSAND) as i64);
    let (mut central, mut central_old) = (People::ZERO, People::ZERO);
    for office in offices.staff.ids().filter(|&o| offices.level[o] == Level::Centre as u8) {
        central += offices.staff[office];
        central_old += offices.old[office];
    }
    Ok(Apparatus {
        demand: 1.0,
        old_share: inside.real() / offices.staff.total().real(),
        old_share_centre: central_old.real() / central.real(),
        old_outside: living.above(inside),
        party_control: start.one("direction_by_party")?,
        privileges: start.one("privileges")?,
        conservatism: start.one("apparatus_conservatism")?,
        manager_influence: start.one("manager_influence")?,
        news_passed: start.one("news_passed")?,
        ..Apparatus::default()
    })
}
