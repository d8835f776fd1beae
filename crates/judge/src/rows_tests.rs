use super::*;

#[test]
fn no_row_is_later_than_asked_for_and_none_is_estimated() {
    let evidence = Evidence::embedded().expect("the embedded evidence is whole");
    let cut = Month::new(1924, 12);
    let early = rows(&evidence, cut);
    assert!(!early.is_empty() && early.iter().all(|row| row.last <= cut));
    let all = rows(&evidence, model::LAST);
    assert!(early.iter().all(|row| all.contains(row)));
    assert!(all.iter().all(|row| row.value.is_finite() && row.error > 0.0));
}

#[test]
fn scales_go_round() {
    for (scale, value) in [(Scale::Log, 17.0), (Scale::Logit, 0.3), (Scale::Plain, -2.0)] {
        // Rounding of an exponential and a logarithm.
        assert!((scale.from(scale.to(value)) - value).abs() < 1e-9, "{scale:?}");
    }
}

#[test]
fn rows_of_one_month_that_disagree_are_one_row_with_a_wider_error() {
    let evidence = Evidence::embedded().expect("the embedded evidence is whole");
    let harvest = |year: i32| {
        let all = rows(&evidence, model::LAST);
        let of = |row: &&Row| row.about().name == "grain.harvest" && row.first.year() == year;
        all.iter().find(of).cloned().expect("the record has this harvest")
    };
    // Sources on the harvest of 1921 run from 27 to 42 million tonnes.
    assert!(harvest(1921).error > harvest(1927).error);
}
