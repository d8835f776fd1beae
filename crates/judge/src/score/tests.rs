//! That a fit reads nothing later than its origin, and that a score goes on where it stopped.

use std::sync::atomic::AtomicBool;

use evidence::{Evidence, HistoricalDate};
use kernel::Month;
use lab::Silent;

use super::*;

const CUT: Month = Month::new(1921, 3);

fn tiny() -> Request {
    Request {
        origins: vec![CUT],
        members: 12,
        steps: 2,
        screened: 14,
        free: 5,
        households: 200,
        party: 100,
        ..Request::default()
    }
}

fn embedded() -> Evidence {
    Evidence::embedded().expect("the embedded evidence is whole")
}

fn ends_after(date: &HistoricalDate, cut: Month) -> bool {
    lab::record::months(date).1 > cut
}

fn scores(evidence: &Evidence) -> Vec<u64> {
    let never = AtomicBool::new(false);
    let places = screened(evidence, &tiny(), CUT, &Silent, &never).expect("it can be lived");
    let asked = (CUT, Restart::Learned, &places[..]);
    let fitted = fit(evidence, &tiny(), asked, &Silent, &never).expect("as above");
    let values = fitted.designs.iter().flat_map(|design| &design.values);
    fitted.scores.iter().chain(values).map(|score| score.to_bits()).collect()
}

#[test]
fn a_fit_reads_no_row_no_command_and_no_path_of_a_later_date() {
    let right = scores(&embedded());
    let mut lost = embedded();
    lost.rows.retain(|row| !ends_after(&row.date, CUT));
    assert_eq!(scores(&lost), right, "later rows were taken away");
    let mut wrong = embedded();
    wrong.rows.iter_mut().filter(|row| ends_after(&row.date, CUT)).for_each(|row| {
        row.value *= 1000.0;
    });
    let later = |date: &HistoricalDate| lab::record::months(date).0 > CUT;
    wrong.paths.retain(|row| row.path.starts_with("start.") || !later(&row.date));
    wrong.decrees.retain(|decree| decree.alternative || !later(&decree.date));
    assert_eq!(scores(&wrong), right, "later rows, commands and paths were changed");
    let mut earlier = embedded();
    earlier.rows.iter_mut().filter(|row| !ends_after(&row.date, CUT)).for_each(|row| {
        row.value *= 1.1;
    });
    assert_ne!(scores(&earlier), right, "earlier rows are read");
}

#[test]
fn a_score_goes_on_where_it_stopped_and_forecasts_without_what_came_later() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let evidence = embedded();
    let never = AtomicBool::new(false);
    let kept = Some(folder.path());
    let first = origins(&evidence, &tiny(), kept, &Silent, &never).expect("it can be lived");
    // A life that is not lived cannot be stopped.
    let stopped = AtomicBool::new(true);
    let again = origins(&evidence, &tiny(), kept, &Silent, &stopped).expect("all is kept");
    assert_eq!(format!("{:?}", again[0].lived), format!("{:?}", first[0].lived));
    let other = Request { seed: 7, ..tiny() };
    assert!(matches!(
        origins(&evidence, &other, kept, &Silent, &stopped),
        Err(LabError::Cancelled)
    ));
    // The two forms share every month before the first in which a given path that the one freezes
    // is drawn on to a later date in the other.
    let of = |form| &first[0].lived[&(Restart::Learned, form)];
    let (strict, pinned) = (of(Form::Strict), of(Form::Pinned));
    let history = model::Timeline::from_evidence(&evidence).expect("history can be set");
    let frozen = history.as_known_in(CUT);
    let parts = |month: &Month| {
        history.paths().iter().zip(frozen.paths()).any(|(a, b)| a.at(*month) != b.at(*month))
    };
    let mut months = (0..).map(|n| model::FIRST.plus(n));
    let shared = months.find(parts).expect("paths go on").plus(-1);
    let known = |place: &usize| first[0].rows[*place].last <= shared;
    let asked = (0..first[0].rows.len()).filter(known).count();
    assert!(asked > 10, "rows are shared");
    let same = |place: usize| {
        strict
            .rows
            .row(place)
            .iter()
            .zip(pinned.rows.row(place).iter())
            .all(|(a, b)| a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan())
    };
    let places = 0..first[0].rows.len();
    assert!(!places.clone().filter(|place| !known(place)).all(same));
    let parted: Vec<String> = places
        .filter(|place| known(place) && !same(*place))
        .map(|place| first[0].rows[place].name())
        .collect();
    assert!(parted.is_empty(), "{parted:?}");
}

#[test]
fn an_origin_with_nothing_before_or_after_it_is_refused() {
    let never = AtomicBool::new(false);
    for cut in [Month::new(1918, 1), model::LAST] {
        let request = Request { origins: vec![cut], ..tiny() };
        let found = origins(&embedded(), &request, None, &Silent, &never);
        assert!(matches!(found, Err(LabError::Request(_))));
    }
}

#[test]
fn the_pace_of_restart_closes_a_quarter_of_the_gap_in_a_year() {
    let mut theory = model::Theory::central();
    theory.produce.restart = restart_held();
    let mut usable = 0.9_f64;
    let gap = libm::log(1.0 / usable);
    for _ in 0..12 {
        usable = theory.produce.repaired(usable, 1.0, 1.0, false);
    }
    let left = libm::log(1.0 / usable) / gap;
    // The rule takes its share off the plant and not off the logarithm: near the whole they agree to
    // the second order of the gap, which is a tenth here.
    assert!((left - 0.75).abs() < 0.02, "{left}");
}

use origin::restart_held;
