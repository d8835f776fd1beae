//! What is customary: the date to which is learned, and what is granted to the model on each kind of
//! row, stated before any account was scored.

use std::collections::BTreeMap;

use kernel::Month;

use crate::fit::{Discrepancy, Grant};

/// Beginning of the names of variables, standard deviation on the scale of logarithms or logits, and
/// why (judgement: what the model leaves out).
const GRANTED: &[(&str, f64, &str)] = &[
    ("prices.*", 0.30, "monthly panics and local scarcity are not in the model"),
    ("money.*", 0.30, "the same; emission follows decrees that are coarser than they were"),
    ("unrest.*", 0.50, "risings are counted by police and army, each in its own way"),
    ("party.*", 0.15, "re-registrations and what counts as a member"),
    ("labour.*", 0.15, "exchanges of labour registered those whom they paid"),
    ("strata.*", 0.25, "coverage of the surveys changes from year to year"),
    ("grain.*", 0.12, "corrections of the statisticians for concealment"),
    ("*", 0.15, "everything else that is left out"),
];
/// Months after which discrepancies of one variable have little to do with one another (judgement:
/// what is left out of one year is left out of the next).
const MEMORY: f64 = 18.0;

/// The last month from which is learned, unless somebody asks otherwise: nothing later enters a fit.
pub const LEARNED: Month = Month::new(1924, 12);

/// The customary discrepancy of a comparison.
pub fn granted() -> Discrepancy {
    let grant = |&(variables, sd, why): &(&str, f64, &str)| Grant {
        variables: variables.to_owned(),
        sd,
        why: why.to_owned(),
    };
    Discrepancy {
        grants: GRANTED.iter().map(grant).collect(),
        memory: MEMORY,
        widened: BTreeMap::new(),
    }
}
