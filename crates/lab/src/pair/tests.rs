use super::*;
use crate::ensemble::Silent;
use crate::scenario;

fn small(scenario: Scenario) -> Request {
    Request { draws: 3, households: 200, members: 100, ..Request::new(scenario) }
}

fn lived(base: &str, changed: &str, until: Month) -> Pair {
    let evidence = Evidence::embedded().expect("the embedded evidence is whole");
    let find = |name: &str| scenario::find(name, &evidence).expect("a shipped scenario");
    let like = Request { until, ..small(find(base)) };
    let request = PairRequest::of(find(base), find(changed), &like);
    pair(&request, &evidence, &Silent, &AtomicBool::new(false)).expect("no breach")
}

#[test]
fn a_world_beside_itself_differs_in_nothing() {
    let pair = lived("history", "history", Month::new(1919, 12));
    assert_eq!((pair.begins(), pair.coherence(), &pair.null), (None, 1.0, &NullTest::Passed));
    for row in differences(&pair) {
        assert_eq!((row.below, row.above), (0, 0), "{row:?}");
        assert_eq!(row.equal + row.undefined, 3);
    }
    assert!(outcome_flips(&pair).iter().all(|flip| flip.ended + flip.brought == 0));
    assert!(flows(&pair).iter().all(|flow| flow.from == flow.to));
    assert!(decision_flips(&pair).is_empty() && leans(&pair, 0, windows(&pair)[0], 3).is_empty());
}

#[test]
fn rain_in_1921_parts_the_worlds_in_that_year_and_brings_grain_in_every_draw() {
    let pair = lived("history", "rain-in-1921", Month::new(1922, 3));
    let begins = pair.begins().expect("they part");
    assert_eq!(begins.year(), 1921);
    assert!(pair.coherence() < 1.0 && pair.coherence() > 0.5, "{}", pair.coherence());
    assert_eq!((pair.matched(), &pair.null), (3, &NullTest::Passed));
    let harvest = model::variables::find("grain.harvest").expect("a variable");
    let autumn = Window { first: Month::new(1921, 8), last: Month::new(1921, 12) };
    let row = difference(&pair, harvest, autumn);
    assert_eq!((row.above, row.draws()), (3, 3), "{row:?}");
    assert!(row.low80 > 0.0 && row.base < row.changed);
    for apart in pair.parted.iter().flat_map(|parted| &parted.apart) {
        let shares = [apart.households, apart.members, apart.posts, apart.shared];
        assert!(shares.iter().all(|share| (0.0..=1.0).contains(share)), "{apart:?}");
        assert!(apart.month >= begins || (apart.households, apart.shared) == (0.0, 1.0));
    }
}

#[test]
fn the_two_arms_of_a_pair_are_the_runs_alone() {
    let until = Month::new(1922, 1);
    let pair = lived("history", "rain-in-1921", until);
    let evidence = Evidence::embedded().expect("the embedded evidence is whole");
    let scenario = scenario::find("rain-in-1921", &evidence).expect("a shipped scenario");
    let request = Request { until, ..small(scenario) };
    let alone =
        crate::run(&request, &evidence, &Silent, &AtomicBool::new(false)).expect("no breach");
    for (together, alone) in pair.changed.draws.iter().zip(&alone.draws) {
        let bits = |draw: &DrawResult| {
            draw.record.values.iter().map(|value| value.to_bits()).collect::<Vec<_>>()
        };
        assert_eq!((bits(together), &together.parameters), (bits(alone), &alone.parameters));
    }
    assert_eq!(pair.changed.id(), alone.id());
}

#[test]
fn an_outcome_flip_counts_every_draw_once_and_its_interval_holds_the_change() {
    let flip = OutcomeFlip {
        id: "O1",
        name: "",
        axis: crate::outcomes::Axis::Power,
        both: 3,
        ended: 1,
        brought: 10,
        neither: 26,
    };
    assert_eq!((flip.draws(), flip.before(), flip.after()), (40, 4, 13));
    let (low, high) = flip.interval();
    assert!(low < flip.change() && flip.change() < high && low > 0.0, "{low} {high}");
    let none = OutcomeFlip { ended: 0, brought: 0, neither: 37, ..flip };
    let (low, high) = none.interval();
    assert!(none.change() == 0.0 && low < 0.0 && high > 0.0 && low == -high);
}
