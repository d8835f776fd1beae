//! A small set of offices on which the tests try the rules.

use crate::prelude::*;

/// One commissariat with its four levels: 1,000 people in each, 500 of them from the old service,
/// 100 of them Communists.
pub(crate) fn offices() -> Offices {
    let n = Level::ALL.len();
    Offices {
        commissariat: Column::filled(Commissariat::Interior as u8, n),
        level: Column::new(Level::ALL.iter().map(|&level| level as u8).collect()),
        weight: Column::filled(1.0 / n as f64, n),
        old_core: Column::filled(0.5, n),
        party_interest: Column::filled(1.0, n),
        led_aim: Column::filled(0.8, n),
        wanted: Column::filled(1000.0, n),
        staff: Column::filled(People(1000), n),
        vacant: Column::filled(People::ZERO, n),
        old: Column::filled(People(500), n),
        communists: Column::filled(People(100), n),
        led_by_communists: Column::filled(0.05, n),
        competence: Column::filled(0.4, n),
        habits_of_communists: Column::filled(0.1, n),
        habits_of_old: Column::filled(1.0, n),
        communists_moved: Column::filled(0.0, n),
        old_moved: Column::filled(0.0, n),
        distortion: Column::filled(0.0, n),
        cost: Column::filled(0.0, n),
    }
}

/// All offices are as large as they are said to be, and nobody is counted twice.
pub(crate) fn assert_counts_hold(offices: &Offices) {
    for office in offices.staff.ids() {
        let (old, communists) = (offices.old[office].0, offices.communists[office].0);
        assert!(old >= 0 && communists >= 0 && offices.vacant[office].0 >= 0);
        assert!(old + communists + offices.vacant[office].0 <= offices.staff[office].0);
    }
}
