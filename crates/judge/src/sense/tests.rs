use std::f64::consts::PI;

use super::factors::{Factor, Point};
use super::morris::{Trajectories, morris};
use super::pawn::{Plain, pawn};
use super::resample::{Settled, agreement, estimate, verdict};
use super::sobol::{Rows, sobol};

const SEED: u64 = 1917;

fn singles(number: usize) -> Vec<Factor> {
    (0..number).map(|place| Factor::one(&format!("x{}", place + 1), place)).collect()
}

fn names(factors: &[Factor]) -> Vec<String> {
    factors.iter().map(|factor| factor.name.clone()).collect()
}

fn trajectories(factors: Vec<Factor>, dimensions: usize, number: usize) -> Trajectories {
    Trajectories { dimensions, factors, number, seed: SEED }
}

fn outputs(points: usize, point: impl Fn(usize) -> Point, f: &dyn Fn(&[f64]) -> f64) -> Vec<f64> {
    (0..points).map(|number| f(&point(number).at)).collect()
}

/// Ishigami and Homma 1990, with the customary 7 and 0.1.
fn ishigami(x: &[f64]) -> f64 {
    let [a, b, c] = [0, 1, 2].map(|place| PI * (2.0 * x[place] - 1.0));
    libm::sin(a) * (1.0 + 0.1 * c.powi(4)) + 7.0 * libm::sin(b).powi(2)
}

/// The g-function of Saltelli and Sobol 1995.
const G: [f64; 6] = [0.0, 0.5, 3.0, 9.0, 99.0, 99.0];

fn g(x: &[f64]) -> f64 {
    x.iter().zip(G).map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a)).product()
}

#[test]
fn the_shares_of_ishigami_are_those_of_the_closed_form() {
    let design = Rows { dimensions: 3, factors: singles(3), number: 4096, seed: SEED };
    let found = sobol(&design, &outputs(design.len(), |n| design.point(n), &ishigami));
    let (a, b, pi4) = (7.0f64, 0.1f64, PI.powi(4));
    let variance = a * a / 8.0 + b * pi4 / 5.0 + b * b * pi4 * pi4 / 18.0 + 0.5;
    let one = 0.5 * (1.0 + b * pi4 / 5.0).powi(2) / variance;
    let two = a * a / 8.0 / variance;
    let both = b * b * pi4 * pi4 * (1.0 / 18.0 - 1.0 / 50.0) / variance;
    // Monte Carlo would err by about 1/sqrt(4096) = 0.016; a sequence does better.
    for (found, wanted) in found.first.values.iter().zip([one, two, 0.0]) {
        assert!((found - wanted).abs() < 0.016, "first: {found} {wanted}");
    }
    for (found, wanted) in found.total.values.iter().zip([one + both, two, both]) {
        assert!((found - wanted).abs() < 0.016, "total: {found} {wanted}");
    }
    let inside = |place: usize, wanted: f64| {
        (found.total.low[place]..=found.total.high[place]).contains(&wanted)
    };
    assert!(inside(0, one + both) && inside(1, two) && inside(2, both), "{:?}", found.total);
}

#[test]
fn the_shares_of_the_g_function_are_those_of_the_closed_form() {
    let design = Rows { dimensions: 6, factors: singles(6), number: 4096, seed: SEED };
    let found = sobol(&design, &outputs(design.len(), |n| design.point(n), &g));
    let parts = G.map(|a| 1.0 / (3.0 * (1.0 + a) * (1.0 + a)));
    let all: f64 = parts.iter().map(|part| 1.0 + part).product();
    for (place, part) in parts.iter().enumerate() {
        let (first, total) = (part / (all - 1.0), part * all / (1.0 + part) / (all - 1.0));
        let (one, whole) = (found.first.values[place], found.total.values[place]);
        // As above.
        assert!((one - first).abs() < 0.016, "first of x{}: {one} {first}", place + 1);
        assert!((whole - total).abs() < 0.016, "total of x{}: {whole} {total}", place + 1);
    }
}

#[test]
fn a_group_has_the_share_of_its_members_and_what_they_do_together() {
    let group = |name: &str, coordinates: &[usize]| Factor {
        name: name.to_owned(),
        coordinates: coordinates.to_vec(),
    };
    let factors = vec![group("both", &[0, 2]), group("alone", &[1])];
    let design = Rows { dimensions: 3, factors, number: 4096, seed: SEED };
    let found = sobol(&design, &outputs(design.len(), |n| design.point(n), &ishigami));
    // x1 and x3 act together, x2 by itself: nothing is left between the two groups.
    for (first, total) in found.first.values.iter().zip(&found.total.values) {
        assert!((first - total).abs() < 0.016, "{first} {total}");
    }
}

#[test]
fn a_row_with_a_life_that_broke_is_left_out() {
    let design = Rows { dimensions: 3, factors: singles(3), number: 64, seed: SEED };
    let mut lived = outputs(design.len(), |n| design.point(n), &ishigami);
    lived[7] = f64::NAN;
    let found = sobol(&design, &lived);
    assert_eq!(found.rows, 63);
    assert!(found.total.values.iter().all(|value| value.is_finite()));
}

#[test]
fn effects_of_a_linear_function_are_its_slopes() {
    let slopes = [3.0, -2.0, 0.5, 0.0];
    let linear = |x: &[f64]| x.iter().zip(slopes).map(|(x, slope)| slope * x).sum();
    let design = trajectories(singles(4), 4, 6);
    let found = morris(&design, &outputs(design.len(), |n| design.point(n), &linear));
    for (place, slope) in slopes.iter().enumerate() {
        // Sums of eighths are exact; slopes times them round in the last place.
        assert!((found.mu_star.values[place] - slope.abs()).abs() < 1e-12);
        assert!(found.sigma.values[place] < 1e-12);
    }
    assert_eq!(verdict(&found.mu_star, &names(&design.factors), true).settled, Settled::Yes);
}

#[test]
fn effects_order_the_g_function_by_what_matters() {
    let design = trajectories(singles(6), 6, 40);
    let found = morris(&design, &outputs(design.len(), |n| design.point(n), &g));
    let mu = &found.mu_star.values;
    assert!(mu[0] > mu[1] && mu[1] > mu[2] && mu[2] > mu[3] && mu[3] > mu[4], "{mu:?}");
    // What acts only together with others has effects that differ.
    assert!(found.sigma.values[0] > found.sigma.values[4]);
}

#[test]
fn members_of_a_group_move_together_and_stay_in_the_cube() {
    let factors = vec![
        Factor { name: "pair".to_owned(), coordinates: vec![0, 1] },
        Factor::one("x3", 2),
        Factor::chance(),
    ];
    let design = trajectories(factors, 3, 20);
    let mut lucks = Vec::new();
    for trajectory in 0..20 {
        let points: Vec<Point> = (0..4).map(|step| design.point(4 * trajectory + step)).collect();
        for pair in points.windows(2) {
            let moved: Vec<bool> =
                pair[0].at.iter().zip(&pair[1].at).map(|(a, b)| a != b).collect();
            let luck = pair[0].luck != pair[1].luck;
            let known = [[true, true, false], [false, false, true], [false, false, false]];
            assert!(known.contains(&[moved[0], moved[1], moved[2]]), "{moved:?}");
            assert_eq!(luck, !moved.contains(&true));
        }
        assert!(points.iter().flat_map(|point| &point.at).all(|at| (0.1..0.9).contains(at)));
        lucks.extend([points[0].luck, points[3].luck]);
    }
    lucks.sort_unstable();
    lucks.dedup();
    assert_eq!(lucks.len(), 40, "every trajectory has its own luck");
    // A pair of opposite slopes cancels in half of its directions, and its effect has no sign.
    let f = |x: &[f64]| x[0] - x[1];
    let effects = design.effects(&outputs(design.len(), |n| design.point(n), &f));
    assert!(effects.iter().all(|of| of[0] == 0.0 || of[0] == 2.0), "{effects:?}");
}

#[test]
fn shifts_order_ishigami_and_show_a_number_of_no_use() {
    let design = Plain { dimensions: 4, factors: singles(4), number: 2000, seed: SEED };
    let lived = outputs(design.number, |n| design.point(n), &ishigami);
    let found = pawn(&design, &lived);
    let [one, two, three, idle] = found.values[..] else { panic!("{found:?}") };
    // Pianosi and Wagener 2018 find this order by medians.
    assert!(two > one && one > three && three > idle, "{found:?}");
    // A monotone change of the output leaves ranks, and so distributions of ranks, as they were.
    let bent: Vec<f64> = lived.iter().map(|y| libm::exp(*y)).collect();
    assert_eq!(pawn(&design, &bent).values, found.values);
}

#[test]
fn shifts_of_a_step_are_known() {
    // The output is 0 or 1 by the first coordinate: in each slice one of them is certain, and the
    // distance to the whole is a half. The sequence fills the halves evenly.
    let design = Plain { dimensions: 2, factors: singles(2), number: 1024, seed: SEED };
    let step = |x: &[f64]| f64::from(u8::from(x[0] > 0.5));
    let found = pawn(&design, &outputs(1024, |n| design.point(n), &step));
    assert!((found.values[0] - 0.5).abs() < 1e-12, "{found:?}");
    assert!(found.values[1] < 0.1, "{found:?}");
}

#[test]
fn intervals_of_a_mean_are_as_wide_as_the_normal_law_says() {
    let values: Vec<f64> = (0..400).map(|place| f64::from(place % 20)).collect();
    let mean = |drawn: &[usize]| {
        vec![drawn.iter().map(|&place| values[place]).sum::<f64>() / drawn.len() as f64]
    };
    let found = estimate(400, SEED, &mean);
    let wanted = 2.0 * 1.96 * libm::sqrt(399.0 / 12.0) / 20.0;
    let width = found.high[0] - found.low[0];
    // A quantile at 2.5 per cent of 500 replicates errs by about a tenth.
    assert!((width / wanted - 1.0).abs() < 0.15, "{width} {wanted}");
}

#[test]
fn ranks_agree_with_themselves_and_turn_round() {
    let up = [1.0, 2.0, 3.0, 4.0];
    let down = [4.0, 3.0, 2.0, 1.0];
    // Rounding of a few sums.
    assert!((agreement(&up, &up) - 1.0).abs() < 1e-12);
    assert!(agreement(&up, &down) < 0.0);
    // The last ranks weigh least.
    assert!(agreement(&down, &[4.0, 3.0, 1.0, 2.0]) > agreement(&down, &[3.0, 4.0, 2.0, 1.0]));
}

#[test]
fn a_small_sample_is_called_too_small() {
    let design = Rows { dimensions: 3, factors: singles(3), number: 16, seed: SEED };
    let found = sobol(&design, &outputs(design.len(), |n| design.point(n), &ishigami));
    let verdict = verdict(&found.total, &names(&design.factors), false);
    assert_eq!(verdict.settled, Settled::No);
    assert!(verdict.words.starts_with("Not settled"), "{}", verdict.words);
}
