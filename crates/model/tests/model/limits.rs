//! Limits with a closed form, and directions that follow from what an instrument is.

use model::Record;

use crate::setup::{assert_more, history, hold, in_year, live, mean, number, plan, silence, with};

#[test]
fn a_larger_deficit_makes_a_higher_price_level() {
    let (plan, thrift) = history(1920);
    let spent = live(&with(&plan, |t| hold(t, "spending", "1918-01", &number(0.3))));
    assert_more("prices.general", 1920, &spent, &thrift);
    assert_more("money.sovznak", 1920, &spent, &thrift);
    assert_more("money.real", 1920, &thrift, &spent);
}

#[test]
fn dearer_credit_lowers_what_trusts_ask() {
    let (plan, eased) = history(1923);
    let cut = live(&with(&plan, |t| hold(t, "credit", "1922-10", &number(0.1))));
    let autumn = |record: &Record| mean(record, "prices.industrial", 1923, 7, 10);
    assert!(autumn(&eased) > autumn(&cut), "{} or {}", autumn(&eased), autumn(&cut));
}

#[test]
fn a_ceiling_on_prices_makes_a_shortage() {
    let (plan, bound) = history(1926);
    let free = live(&with(&plan, |t| hold(t, "price_ceiling", "1924-01", &number(20.0))));
    assert_more("prices.industrial", 1926, &free, &bound);
    assert_more("trade.shortage", 1926, &bound, &free);
}

#[test]
fn a_better_state_price_brings_the_state_more_grain() {
    let (plan, low) = history(1927);
    let high = live(&with(&plan, |t| hold(t, "grain_price", "1925-08", &number(1.5))));
    assert_more("grain.procured", 1927, &high, &low);
    assert_more("grain.premium", 1927, &low, &high);
}

#[test]
fn a_heavier_tax_in_kind_takes_more_and_less_is_sown() {
    let (plan, light) = history(1923);
    let heavy = live(&with(&plan, |t| hold(t, "tax_in_kind", "1921-08", &number(0.4))));
    assert_more("grain.taken", 1922, &heavy, &light);
    assert_more("land.sown", 1923, &light, &heavy);
}

#[test]
fn epidemics_and_blockade_do_what_they_say() {
    let (plan, ill) = history(1922);
    let well = live(&with(&plan, |t| hold(t, "epidemic", "1918-01", &number(1.0))));
    assert_more("people.deaths", 1919, &ill, &well);
    assert_more("people.total", 1922, &well, &ill);
    let blockade = live(&with(&plan, |t| hold(t, "openness", "1920-01", &number(0.0))));
    assert_more("abroad.imports", 1922, &ill, &blockade);
    assert_eq!(in_year(&blockade, "abroad.exports", 1922), 0.0, "exports through a blockade");
}

/// Every value of a variable, from the first month to the last.
fn path<'a>(record: &'a Record, name: &str) -> &'a [f64] {
    record.variable(name, None).expect("a variable")
}

#[test]
fn nobody_is_born_nobody_dies_and_nobody_leaves() {
    let plan = silence(&plan(100, 1929), &["be-born-and-die"]);
    let record = live(&with(&plan, |t| hold(t, "emigration", "1917-11", &number(0.0))));
    let people = path(&record, "people.total");
    assert!(people.iter().all(|x| x == &people[0]), "people come from nowhere or go nowhere");
}

#[test]
fn an_army_that_nobody_calls_up_can_only_shrink() {
    let record = live(&silence(&plan(100, 1929), &["mobilise"]));
    let army = path(&record, "state.army");
    assert!(army.is_sorted_by(|a, b| a >= b), "men join an army that calls nobody up");
}

#[test]
fn without_trade_and_relief_nothing_crosses_the_frontier() {
    let names = ["trade-abroad", "arbitrage-abroad", "relieve-famine"];
    let record = live(&silence(&plan(100, 1929), &names));
    for name in ["abroad.exports", "abroad.imports", "grain.exports"] {
        assert!(path(&record, name).iter().all(|x| *x == 0.0), "{name} without trade");
    }
    let reserves = path(&record, "abroad.reserves");
    assert!(reserves.iter().all(|x| x == &reserves[0]), "gold went without trade");
}

#[test]
fn without_requisition_and_tax_nothing_is_taken() {
    let names = ["requisition", "collect-tax-in-kind"];
    let record = live(&silence(&plan(100, 1929), &names));
    assert!(path(&record, "grain.taken").iter().all(|x| *x == 0.0), "somebody takes grain");
}

#[test]
fn without_a_harvest_the_stocks_run_out() {
    let record = live(&silence(&plan(100, 1929), &["harvest"]));
    assert!(path(&record, "grain.harvest").iter().all(|x| *x == 0.0), "grain from nowhere");
    let stocks = path(&record, "grain.peasant_stocks");
    assert!(stocks[stocks.len() - 1] < 0.01 * stocks[0], "stocks that nothing fills do not empty");
}
