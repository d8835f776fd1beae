//! Chance is an address: what is not touched by a change is not re-rolled by it.

use std::collections::BTreeSet;

use kernel::chance::decision;
use kernel::{Dice, Lineage, Month};
use model::{Plan, Record, Theory, VARIABLES};

use crate::setup::{assert_same, differences, hold, live, number, plan, silence, timeline, with};

/// Mechanisms whose results only the observer reads, with the beginnings of the variables that show
/// them. Whoever lets another mechanism read them takes the line away.
const UNREAD: [(&str, &[&str]); 1] = [(
    "license-traders",
    &[
        "trade.licences",
        "trade.pedlars",
        "trade.stalls",
        "trade.shops",
        "trade.large_shops",
        "trade.wholesalers",
        // The share of outlets by rank, and not the share of turnover, `trade.private_share`.
        "trade.private_share_",
        "trade.exchanges",
    ],
)];

/// Names of the variables in which two records differ.
fn changed(a: &Record, b: &Record) -> BTreeSet<&'static str> {
    let differs = |cell: usize| {
        a.path(cell).iter().zip(b.path(cell)).any(|(x, y)| x.to_bits() != y.to_bits())
    };
    let cells = (0..a.cells.len()).filter(|&cell| differs(cell));
    cells.map(|cell| VARIABLES[a.cells[cell].variable].name).collect()
}

#[test]
fn what_nothing_reads_is_silenced_without_a_trace_elsewhere() {
    let history = plan(300, 1925);
    let whole = live(&history);
    for (mechanism, shown) in UNREAD {
        let moved = changed(&whole, &live(&silence(&history, &[mechanism])));
        let is_shown = |name: &str| shown.iter().any(|beginning| name.starts_with(beginning));
        let stray: Vec<_> = moved.iter().filter(|name| !is_shown(name)).collect();
        assert!(stray.is_empty(), "`{mechanism}` moved {stray:?}");
        assert!(!moved.is_empty(), "silencing `{mechanism}` changed nothing at all");
    }
}

/// Recognition depends on a given path and its own dice alone while no ally opens trade, and the
/// central run has none: so no other silence may move it.
#[test]
fn silencing_any_mechanism_leaves_the_throws_of_another_alone() {
    let history = plan(100, 1929);
    let whole = live(&history);
    let of = |record: &Record| {
        let path = record.variable("abroad.recognised", None).expect("a variable");
        path.to_vec()
    };
    assert!(of(&whole).last() > of(&whole).first(), "nothing was thrown that could be re-rolled");
    for card in model::mechanisms().iter().filter(|card| card.name != "recognise") {
        let silent = live(&silence(&history, &[card.name]));
        assert_eq!(of(&silent), of(&whole), "silencing `{}` re-rolled recognition", card.name);
    }
}

/// A course of illness that chance decides depends on the war, which is given, and on its own dice:
/// whatever else is silenced, the strokes fall in the same months.
#[test]
fn silencing_any_mechanism_leaves_the_illness_of_a_leader_alone() {
    // Chance takes over after the first stroke, when the danger of another is highest.
    let history = plan(30, 1927);
    let by_chance = with(&history, |t| hold(t, "lenin_health", "1922-07", &number(-1.0)));
    let of = |plan: &Plan| {
        let record = live(plan);
        record.variable("leaders.lenin_capacity", None).expect("a variable").to_vec()
    };
    let course = of(&by_chance);
    let seeds = 1..20;
    let another = |seed| of(&Plan { seed, ..by_chance.clone() }) != course;
    assert!(seeds.into_iter().any(another), "nothing was thrown that could be re-rolled");
    for card in model::mechanisms().iter().filter(|card| card.name != "fall-ill") {
        let silent = of(&silence(&by_chance, &[card.name]));
        assert_eq!(silent, course, "silencing `{}` re-rolled the illness", card.name);
    }
}

#[test]
fn a_moved_decree_changes_no_month_before_it() {
    let history = plan(100, 1929);
    let whole = live(&history);
    let mut moved_something = 0;
    // Every third command, so that decrees and shocks of all years are among them.
    for order in history.timeline.orders().iter().step_by(3) {
        let later = order.month.next();
        if later > history.until {
            continue;
        }
        let other = live(&with(&history, |t| t.shift(&order.id, later).expect("it exists")));
        let place = whole.place(order.month).expect("an observed month");
        let before = |record: &Record| -> Vec<u64> {
            let cells = 0..record.cells.len();
            cells.flat_map(|c| record.path(c)[..place].iter().map(|x| x.to_bits())).collect()
        };
        assert!(before(&whole) == before(&other), "`{}` moved, and the past with it", order.id);
        moved_something += usize::from(!differences(&whole, &other).is_empty());
    }
    assert!(moved_something > 5, "only {moved_something} moved commands changed anything");
}

#[test]
fn a_seed_gives_one_history_and_another_seed_another() {
    let history = plan(300, 1922);
    let whole = live(&history);
    assert_same(&whole, &live(&history), "the same plan twice");
    let seed = live(&Plan { seed: history.seed + 1, ..history.clone() });
    assert!(changed(&whole, &seed).contains("grain.harvest"), "another seed, the same harvest");
    let draw = live(&Plan { draw: 1, ..history.clone() });
    assert!(changed(&whole, &draw).contains("grain.harvest"), "another draw, the same harvest");
    assert!(changed(&seed, &draw).contains("grain.harvest"), "seed and draw share their luck");
}

/// Two harvests are the same sum of kilograms only if their luck was the same.
#[test]
fn seeds_and_draws_do_not_collide() {
    let short = Plan { until: Month::new(1918, 8), ..plan(30, 1918) };
    let mut seen = BTreeSet::new();
    for seed in 0..8 {
        for draw in 0..5 {
            let record = live(&Plan { seed, draw, ..short.clone() });
            let path = record.variable("grain.harvest", None).expect("a variable");
            let harvest = path.iter().sum::<f64>();
            assert!(seen.insert(harvest.to_bits()), "seed {seed}, draw {draw}: seen before");
        }
    }
}

/// A parameter is drawn at its own address: the seed, the draw and its name are all that counts, so
/// that a parameter added, removed or moved re-rolls no other.
#[test]
fn each_parameter_is_drawn_by_its_name_alone() {
    let parameters = Theory::parameters();
    for draw in 1..=20u32 {
        let values = Theory::draw(77, draw).values();
        // A draw whose money would not settle is drawn again as a whole, at the next address.
        let attempt_fits = |attempt: u64| {
            parameters.iter().zip(&values).all(|(p, value)| {
                let dice = Dice::new(77, decision(&p.full_name()), Month::new(0, 1));
                let unit = dice.throw(Lineage(u64::from(draw) | attempt << 32)).unit(0);
                p.declared.prior.quantile(unit) == *value
            })
        };
        assert!((0..64).any(attempt_fits), "draw {draw} depends on more than names");
    }
}

#[test]
fn draw_nought_is_the_central_theory_and_others_are_not() {
    let central = Theory::central().values();
    assert_eq!(Theory::draw(1, 0).values(), central);
    assert_ne!(Theory::draw(1, 1).values(), central);
    assert_ne!(Theory::draw(1, 1).values(), Theory::draw(2, 1).values());
}

#[test]
fn history_is_read_the_same_each_time() {
    let again = model::Timeline::from_evidence(crate::setup::evidence()).expect("can be set");
    assert_eq!(again, timeline());
}
