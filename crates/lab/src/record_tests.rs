use super::*;
use crate::testing;
use model::VARIABLES;

const HEADER: &str =
    "series,date,value,unit,territory,group,source,locator,url,confidence,grade,note\n";

fn variable(name: &str) -> &'static Variable {
    &VARIABLES[model::variables::find(name).expect("a variable")]
}

fn with_rows(rows: &str) -> Evidence {
    testing::evidence(&[("series/test.csv", &format!("{HEADER}{rows}"))])
}

#[test]
fn points_are_in_our_unit_and_in_order_of_time() {
    let evidence = with_rows(
        "retail_share_private,EY1924/25,42.5,percent of legal retail turnover,USSR,,a,,,recalled,A,n\n\
         retail_share_private,EY1922/23,75,percent of legal retail turnover,USSR,,b,,,confirmed,,\n\
         retail_share_private,1923,75,shops,USSR,,b,,,confirmed,,another unit\n",
    );
    let points = points(&evidence, variable("trade.private_share"));
    let values: Vec<f64> = points.iter().map(|point| point.value).collect();
    assert_eq!(values, [0.75, 0.425]);
    assert_eq!(points[0].first, Month::new(1922, 10));
    assert_eq!(points[0].last, Month::new(1923, 9));
    assert_eq!((points[1].grade, points[1].confidence), (Some(Grade::A), Confidence::Recalled));
    assert!(!is_moment(&points[0].date));
}

#[test]
fn towns_are_told_apart_by_territory() {
    let evidence = with_rows(
        "city_population,1920,722,thousand,Petrograd,,a,,,confirmed,,\n\
         city_population,1923-03,1067,thousand,Petrograd/Leningrad,,a,,,recalled,A,\n\
         city_population,1920-08,1028,thousand,Moscow,,a,,,confirmed,,\n",
    );
    let petrograd = points(&evidence, variable("people.petrograd"));
    assert_eq!(petrograd.iter().map(|p| p.value).collect::<Vec<_>>(), [722.0, 1067.0]);
    assert_eq!(points(&evidence, variable("people.moscow")).len(), 1);
}

#[test]
fn a_part_of_the_country_is_no_point_of_the_whole_but_of_its_region() {
    let evidence = with_rows(
        "sown_area_all_crops,1923,81.9,million ha,USSR,,a,,,confirmed,,\n\
         sown_area_all_crops,1923,20.5,million ha,Ukraine,,a,,,confirmed,,\n\
         exports,EY1923/24,522,\"million gold roubles, current prices\",USSR all frontiers,,a,,,confirmed,,\n\
         exports,EY1923/24,12,\"million gold roubles, current prices\",USSR,to Britain,a,,,confirmed,,\n",
    );
    let whole = points(&evidence, variable("land.sown"));
    assert_eq!(whole.iter().map(|p| p.value).collect::<Vec<_>>(), [81.9]);
    let ukraine = region_points(&evidence, variable("land.sown"), "ukraine");
    assert_eq!(ukraine.iter().map(|p| p.value).collect::<Vec<_>>(), [20.5]);
    assert!(region_points(&evidence, variable("land.sown"), "urals").is_empty());
    let exports = points(&evidence, variable("abroad.exports"));
    assert_eq!(exports.iter().map(|p| p.value).collect::<Vec<_>>(), [522.0]);
}

#[test]
fn old_style_days_fall_into_their_new_style_month() {
    let evidence =
        with_rows("unemployed_registered,os:1917-12-25,5,thousand,RSFSR,,a,,,confirmed,,\n");
    let points = points(&evidence, variable("labour.unemployed"));
    assert_eq!((points[0].first, points[0].last), (Month::new(1918, 1), Month::new(1918, 1)));
    assert!(is_moment(&points[0].date));
}

#[test]
fn a_year_of_a_flow_is_its_sum_of_a_stock_its_end_of_an_index_its_mean() {
    let start = Month::new(1918, 1);
    let path: Vec<f64> = (1..=24).map(f64::from).collect();
    let year = |kind| annualise(kind, &path, start, Month::new(1918, 1), Month::new(1918, 12));
    assert_eq!((year(Kind::Flow), year(Kind::Stock), year(Kind::Index)), (78.0, 12.0, 6.5));
    let outside = annualise(Kind::Index, &path, start, Month::new(1917, 10), Month::new(1918, 9));
    assert!(outside.is_nan());
    let beyond = annualise(Kind::Stock, &path, start, Month::new(1919, 10), Month::new(1920, 9));
    assert!(beyond.is_nan());
}

#[test]
fn the_parts_and_regions_named_here_stand_in_the_evidence() {
    let evidence = Evidence::embedded().unwrap_or_else(|faults| panic!("{faults:?}"));
    let known = |name: &str| evidence.rows.iter().any(|row| row.territory == name);
    let names = PARTS.iter().copied().chain(REGIONS.iter().map(|(name, _)| *name));
    let missing: Vec<&str> = names.filter(|name| !known(name)).collect();
    assert_eq!(missing, Vec::<&str>::new());
    let regions: Vec<&str> = model::cells().iter().map(|cell| cell.region_name()).collect();
    assert!(REGIONS.iter().all(|(_, region)| regions.contains(region)));
}
