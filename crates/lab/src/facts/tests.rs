use kernel::Month;

use super::*;
use crate::testing;

/// A fact around one check.
fn fact(check: &str) -> Evidence {
    let text = format!(
        "[[fact]]\nid = \"f\"\nnumber = 1\ntitle = \"t\"\nstatement = \"s\"\nwhy_tolerance = \"w\"\n\
         [[fact.check]]\ntext = \"c\"\ntarget = \"x\"\nreason = \"r\"\n{check}"
    );
    testing::evidence(&[("targets/test.toml", &text)])
}

/// Industry grows by one a month from 1 in November 1917, grain moves 2 a month; the scissors peak
/// in October 1923.
fn rising(name: &str, month: Month) -> f64 {
    let age = f64::from(month.since(model::FIRST) + 1);
    match name {
        "industry.index" | "money.sovznak" => age,
        "grain.harvest" => 2.0,
        "prices.scissors_wholesale" => -f64::from(month.since(Month::new(1923, 10)).abs()),
        _ => f64::NAN,
    }
}

fn one(check: &str) -> CheckResult {
    let ensemble = testing::ensemble(vec![testing::record(rising)]);
    let verdicts = judge(&fact(check), &ensemble).unwrap_or_else(|faults| panic!("{faults:?}"));
    verdicts[0].checks[0].clone()
}

fn faults(check: &str) -> Vec<String> {
    let ensemble = testing::ensemble(vec![testing::record(rising)]);
    let faults = judge(&fact(check), &ensemble).expect_err("a fault");
    faults.iter().map(ToString::to_string).collect()
}

#[test]
fn dates_become_numbers_as_the_variable_demands() {
    let value = |variable: &str, date: &str, more: &str| {
        one(&format!(
            "measure = \"value\"\nvariable = \"{variable}\"\ndate = \"{date}\"\nlow = 0\nhigh = 1\nunit = \"u\"\n{more}"
        ))
        .median
    };
    assert_eq!(value("grain.harvest", "1921", ""), 24.0);
    assert_eq!(value("grain.harvest", "AY1921/22", ""), 24.0);
    assert_eq!(value("industry.index", "1918", ""), 8.5);
    assert_eq!(value("industry.index", "EY1918/19", ""), 17.5);
    assert_eq!(value("money.sovznak", "1918", ""), 14.0);
    assert_eq!(value("money.sovznak", "1918", "take = \"min\"\n"), 3.0);
    assert_eq!(value("money.sovznak", "1918", "plus = \"industry.index\"\n"), 28.0);
    assert_eq!(value("money.sovznak", "1918", "divided_by = \"industry.index\"\n"), 1.0);
}

#[test]
fn quotients_differences_and_dates_of_extremes() {
    let ratio = "measure = \"ratio\"\nvariable = \"grain.harvest\"\ndate = \"1921\"\n\
                 variable2 = \"industry.index\"\ndate2 = \"1918-04\"\nlow = 1\nhigh = 4\nunit = \"u\"\n";
    assert_eq!(one(ratio).median, 4.0);
    let nothing = "measure = \"ratio\"\nvariable = \"grain.harvest\"\ndate = \"1921\"\n\
                   variable2 = \"prices.scissors_wholesale\"\ndate2 = \"1923-10\"\nlow = 0\nhigh = 4\nunit = \"u\"\n";
    assert!(one(nothing).median.is_nan(), "over nothing there is no ratio");
    let difference = "measure = \"difference\"\nvariable = \"industry.index\"\ndate = \"1921-04\"\n\
                      date2 = \"1921-01\"\nlow = 4\nhigh = 6\nunit = \"u\"\n";
    let result = one(difference);
    assert_eq!((result.median, result.holds), (3.0, false));
    assert_eq!(result.distance, 0.25);
    let month = "measure = \"month-of-max\"\nvariable = \"prices.scissors_wholesale\"\n\
                 from = \"1922-01\"\nuntil = \"1925-12\"\nlow = \"1923-11\"\nhigh = \"1924-01\"\nunit = \"month\"\n";
    let result = one(month);
    assert_eq!(result.shown(result.median), "1923-10");
    assert_eq!((result.distance, result.shown_distance().as_str()), (1.0, "1 month"));
    let first = |above: f64| {
        one(&format!(
            "measure = \"year-first-above\"\nvariable = \"industry.index\"\nfrom = \"1918-01\"\n\
             until = \"1929-12\"\nabove = {above}\nlow = 1919\nhigh = 1919\nunit = \"year\"\n"
        ))
    };
    assert_eq!((first(20.0).median, first(20.0).holds), (1919.0, true));
    assert_eq!(first(1e9).median, 1930.0, "never is the year after the last");
    let lowest = "measure = \"year-of-min\"\nvariable = \"industry.index\"\nfrom = \"1920-01\"\n\
                  until = \"1929-12\"\nlow = 1920\nhigh = 1920\nunit = \"year\"\n";
    assert!(one(lowest).holds);
}

#[test]
fn a_fact_holds_by_the_median_and_tells_the_share_of_draws() {
    let check = "measure = \"value\"\nvariable = \"industry.index\"\ndate = \"1920-01\"\nlow = 10\nhigh = 20\nunit = \"u\"\n";
    let level = |level: f64| {
        testing::record(move |name, _| if name == "industry.index" { level } else { f64::NAN })
    };
    let judge_all = |levels: &[f64]| {
        let ensemble = testing::ensemble(levels.iter().map(|l| level(*l)).collect());
        judge(&fact(check), &ensemble).unwrap_or_else(|faults| panic!("{faults:?}")).remove(0)
    };
    // The first record is the central run and has no vote.
    let verdict = judge_all(&[99.0, 9.0, 12.0, 19.0, 30.0]);
    assert!(verdict.holds);
    assert_eq!((verdict.share, verdict.checks[0].share), (0.5, 0.5));
    assert_eq!((verdict.checks[0].median, verdict.checks[0].central), (15.5, 99.0));
    assert_eq!(verdict.checks[0].distance, 0.0);
    assert_eq!(judge_all(&[0.0, 80.0]).checks[0].shown_distance(), "4.00 times the bound");
    let verdict = judge_all(&[15.0, 25.0, 25.0]);
    assert!(!verdict.holds);
    assert_eq!(verdict.checks[0].distance, 0.25);
    assert_eq!(verdict.checks[0].shown_distance(), "25 %");
    // A variable that most draws lack is not measured, and what is not measured does not hold.
    let verdict = judge_all(&[15.0, f64::NAN, f64::NAN, 15.0]);
    assert!(!verdict.holds && verdict.checks[0].median.is_nan());
    assert_eq!(verdict.checks[0].shown_distance(), "not measured");
}

#[test]
fn a_distance_is_relative_unless_the_bound_is_nothing() {
    let shown = |low: f64, high: f64| {
        one(&format!(
            "measure = \"value\"\nvariable = \"grain.harvest\"\ndate = \"1921-01\"\nlow = {low:?}\nhigh = {high:?}\nunit = \"u\"\n"
        ))
        .shown_distance()
    };
    assert_eq!(shown(0.0, 1.6), "25 %");
    assert_eq!(shown(-1.0, 0.0), "2.00");
    assert_eq!(shown(2.0, 3.0), "within");
}

#[test]
fn slips_in_a_check_are_told_with_their_line() {
    let found = faults(
        "measure = \"value\"\nvariable = \"industry.indx\"\ndate = \"1920\"\nlow = 1\nhigh = 2\nunit = \"u\"\nhihg = 3\n",
    );
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found[0].ends_with("targets/test.toml:17: unknown key `hihg`; did you mean `high`?"),
        "{}",
        found[0]
    );
    assert!(
        found[1].ends_with("unknown variable `industry.indx`; did you mean `industry.index`?"),
        "{}",
        found[1]
    );
    for (check, words) in [
        ("measure = \"median\"\n", "unknown measure `median`"),
        (
            "measure = \"value\"\nvariable = \"industry.index\"\ndate = \"1931\"\nlow = 1\nhigh = 2\nunit = \"u\"\n",
            "is not within the run",
        ),
        (
            "measure = \"value\"\nvariable = \"industry.index\"\ndate = \"1920/21\"\nlow = 1\nhigh = 2\nunit = \"u\"\n",
            "write `EY1920/21`",
        ),
        (
            "measure = \"value\"\nvariable = \"industry.index\"\ndate = \"1920\"\nlow = 3\nhigh = 2\nunit = \"u\"\n",
            "`low` lies above `high`",
        ),
        (
            "measure = \"value\"\nvariable = \"grain.harvest\"\nregion = \"wolga\"\ndate = \"1920\"\nlow = 1\nhigh = 2\nunit = \"u\"\n",
            "did you mean `volga`?",
        ),
        (
            "measure = \"month-of-max\"\nvariable = \"grain.harvest\"\nfrom = \"1920-01\"\nuntil = \"1921-01\"\nlow = 3\nhigh = \"1920-02\"\nunit = \"month\"\n",
            "`low` must be a text in quotes",
        ),
    ] {
        let found = faults(check);
        assert!(found.iter().any(|fault| fault.contains(words)), "{words}: {found:?}");
    }
}

#[test]
fn the_thirty_facts_can_be_measured_and_none_is_trivial() {
    let evidence = Evidence::embedded().unwrap_or_else(|faults| panic!("{faults:?}"));
    let ensemble = testing::ensemble(vec![testing::record(|_, _| 1.0)]);
    let verdicts = judge(&evidence, &ensemble).unwrap_or_else(|faults| panic!("{faults:?}"));
    let numbers: Vec<u32> = verdicts.iter().map(|verdict| verdict.number).collect();
    assert_eq!(numbers, (1..=30).collect::<Vec<_>>());
    for verdict in &verdicts {
        assert!((2..=7).contains(&verdict.checks.len()), "{}", verdict.id);
        assert!(!verdict.holds, "{} holds in a world in which every number is 1", verdict.id);
        assert!(verdict.why_tolerance.len() > 40, "{}", verdict.id);
        for check in &verdict.checks {
            assert!(check.low.is_finite() && check.high.is_finite(), "{}", check.text);
        }
    }
}

#[test]
fn numbers_are_shown_to_three_figures() {
    let shown: Vec<String> = [21_242_000.0, 159.4, 15.94, 1.594, 0.1594, -0.0001, 0.0, f64::NAN]
        .into_iter()
        .map(three_figures)
        .collect();
    assert_eq!(shown, ["21242000", "159", "15.9", "1.59", "0.159", "0", "0", "none"]);
}
