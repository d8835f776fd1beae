//! From an explanation to the parts that the page of a pair shows.

use model::VARIABLES;

use super::{Decomposition, Kind, Share};
use crate::explain::{self, Explanation, Part, Spread};

/// How the parts are found, for the caption; the page has it at length.
const METHOD: &str = "Shapley values, draw by draw";

impl Decomposition {
    /// The parts of an explanation; none where there was nothing to explain. A part that is no number,
    /// since every world without its mechanism broke, is left out.
    pub fn of(found: &Explanation) -> Option<Decomposition> {
        let variable = &VARIABLES[found.variable];
        let parts = found.actions.iter().chain(&found.mechanisms).map(part);
        let plain = |name: &str, kind, spread| share(name.to_owned(), kind, spread, String::new());
        let together =
            found.interaction.map(|spread| plain("changes together", Kind::Interaction, spread));
        let rest = found.rest.as_ref();
        let rest = rest.map(|rest| plain("rest, with these silenced", Kind::Rest, rest.spread));
        let known = |share: &Share| {
            [share.median, share.low80, share.high80].iter().all(|value| value.is_finite())
        };
        let shares: Vec<Share> = parts.chain(together).chain(rest).filter(known).collect();
        (!shares.is_empty()).then(|| Decomposition {
            of: format!("{}, {}", variable.label, found.window.words()),
            unit: variable.unit.to_owned(),
            method: METHOD.to_owned(),
            limits: found.method.clone(),
            draws: found.draws.len(),
            shares,
        })
    }
}

fn part(part: &Part) -> Share {
    let kind = match part.kind {
        explain::Kind::Action => Kind::Action,
        explain::Kind::Assumption => Kind::Assumption,
        explain::Kind::Freedom => Kind::Freedom,
        explain::Kind::Mechanism => Kind::Mechanism,
    };
    share(part.name.clone(), kind, part.spread, part.grade.words())
}

fn share(name: String, kind: Kind, spread: Spread, grade: String) -> Share {
    let Spread { median, low80, high80 } = spread;
    Share { name, kind, median, low80, high80, grade }
}
