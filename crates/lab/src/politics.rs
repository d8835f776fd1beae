//! What a run says of politics: where it ended, what was decided, who directed whom, which loop moved.

use evidence::Evidence;

use crate::decisions::{self, Score};
use crate::directs::{self, Reading};
use crate::dominance::{self, Period};
use crate::ensemble::Ensemble;
use crate::outcomes::{self, Share};

/// The politics of an ensemble in numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Politics {
    /// The outcomes O1 to O8.
    pub outcomes: Vec<Share>,
    /// The scores of the decisions that were held to history.
    pub scores: Vec<Score>,
    /// Who directs whom; none if it is not reported.
    pub reading: Option<Reading>,
    /// Which loop dominated when.
    pub loops: Vec<Period>,
}

impl Politics {
    /// Reads it off an ensemble.
    pub fn of(evidence: &Evidence, ensemble: &Ensemble) -> Politics {
        Politics {
            outcomes: outcomes::shares(ensemble),
            scores: decisions::scores(evidence, ensemble),
            reading: directs::reading(ensemble),
            loops: dominance::periods(ensemble),
        }
    }
}
