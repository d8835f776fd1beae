//! Sensitivity of the model itself.

use std::sync::atomic::AtomicBool;

use judge::sense::{Cube, Factor, Method, Output, Question, files, lives, sense};
use lab::Silent;
use model::Theory;

use crate::{evidence, small};

fn question(method: Method, samples: usize) -> Question {
    let names = ["requisition", "issue-money", "sell-grain"].map(str::to_owned);
    let mut factors = Cube::new().chosen(&names).expect("they have parameters");
    factors.push(Factor::chance());
    let when = "1918-08".parse().expect("a date");
    let output = Output::variable("prices.general", when).expect("a variable");
    Question { method, factors, samples, outputs: vec![output] }
}

#[test]
fn indices_do_not_depend_on_threads() {
    let evidence = evidence();
    for method in [Method::Morris, Method::Sobol] {
        let question = question(method, 4);
        let ask = |threads| {
            sense(&small(&evidence, threads), &question, &Silent, &AtomicBool::new(false))
                .expect("it is lived")
        };
        let (one, two) = (ask(1), ask(2));
        assert_eq!(one.lives, lives(&question));
        // Debug, because what is not a number is not equal to itself.
        assert_eq!(format!("{:?}", one.sensed), format!("{:?}", two.sensed));
        assert!(one.sensed[0].measured[0].found.values.iter().any(|value| *value > 0.0));
    }
}

#[test]
fn a_folder_names_the_most_active_for_a_closer_look() {
    let evidence = evidence();
    let world = small(&evidence, 2);
    let never = AtomicBool::new(false);
    let found = sense(&world, &question(Method::Morris, 4), &Silent, &never).expect("lived");
    let home = tempfile::tempdir().expect("a folder");
    let target = home.path().join("screened");
    files::write(&found, &world, "ktokogo sense", &target, false).expect("written");
    for name in ["indices.csv", "outputs.csv", "factors.csv", "README.txt", "sense.json"] {
        assert!(target.join(name).is_file(), "{name}");
    }
    let names = files::most_active(&target, 2).expect("it is a folder of ours");
    assert_eq!(names.len(), 2);
    let factors = Cube::new().chosen(&names).expect("both have parameters");
    assert_eq!(factors.len(), 3, "two and the rest");
    assert!(files::write(&found, &world, "ktokogo sense", &target, false).is_err(), "it stands");
    assert!(files::most_active(home.path(), 2).is_err());
}

#[test]
fn the_middle_of_the_cube_is_the_central_theory() {
    let cube = Cube::new();
    let point = judge::sense::factors::Point { at: vec![0.5; cube.dimensions()], luck: 3 };
    let design = cube.design(&point);
    assert_eq!((design.draw, design.values), (3, Theory::central().values()));
}

#[test]
fn mechanisms_and_parameters_part_the_cube() {
    let cube = Cube::new();
    for factors in [cube.by_mechanism(), cube.by_parameter()] {
        let mut all: Vec<usize> = factors.into_iter().flat_map(|f| f.coordinates).collect();
        all.sort_unstable();
        assert_eq!(all, (0..cube.dimensions()).collect::<Vec<_>>());
    }
    let names = |names: [&str; 2]| cube.chosen(&names.map(str::to_owned));
    assert_eq!(names(["requisition", "no-such"]).unwrap_err(), "no-such");
    let parameter = cube.by_parameter()[0].name.clone();
    let mechanism = parameter.split('.').next().unwrap_or_default();
    assert_eq!(names([mechanism, &parameter]).unwrap_err(), parameter);
}

#[test]
fn too_few_samples_and_the_wish_to_stop_are_told() {
    let evidence = evidence();
    let world = small(&evidence, 1);
    let few = question(Method::Morris, 2);
    assert!(sense(&world, &few, &Silent, &AtomicBool::new(false)).is_err());
    let stopped = sense(&world, &question(Method::Morris, 4), &Silent, &AtomicBool::new(true));
    assert!(matches!(stopped, Err(lab::LabError::Cancelled)));
}
