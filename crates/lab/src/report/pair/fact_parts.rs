//! Parts seven and eleven of the page: how the base fits history, and what the model leaves out.

use maud::{Markup, html as markup};

use super::{Input, rows};
use crate::facts::Verdict;
use crate::report::lists::limits_of;
use crate::report::numbers::in_words;

/// Part seven.
pub(super) fn fit(input: &Input<'_>) -> Markup {
    let verdicts = input.verdicts;
    let hold = verdicts.iter().filter(|verdict| verdict.holds).count();
    let line = |verdict: &Verdict| {
        vec![
            format!("{} {}", verdict.number, verdict.title),
            if verdict.holds { "holds" } else { "does not hold" }.to_owned(),
            format!("{:.0} %", 100.0 * verdict.share),
        ]
    };
    let columns = ["Fact", "Median of the base", "Share of draws in which it holds"];
    let table = rows::table_of(&columns, verdicts.iter().map(line).collect());
    markup! {
        p {
            "In the base " strong { (hold) " of " (verdicts.len()) " stylised facts hold" } ": the \
             median of every check lies within bounds that were set before the model ran. No year is \
             held out here: the rules and the centres of the priors were chosen by hand with \
             the record of all years in view. The facts therefore show where the model can be \
             trusted least, not that it foretells."
        }
        @if input.pair.base.scenario.called() != "history" {
            p { "The base is not history: that a fact fails in it need not be a fault of the model." }
        }
        @if !table.rows.is_empty() {
            details {
                summary { "All " (verdicts.len()) " facts in the base" }
                (rows::shown("facts", "Stylised facts in the base", &table))
            }
        }
    }
}

/// Part eleven.
pub(super) fn limits(input: &Input<'_>) -> Markup {
    let scenario = &input.pair.changed.scenario;
    markup! {
        ul {
            li { "What differs is what this model carries on from the change. A way that it has no \
                  mechanism for stays closed." }
            li { "Both worlds are given the same weather, prices abroad and, where decisions are held \
                  to history, the same decisions, though the changed world might have had others." }
            @match rows::horizon(scenario) {
                Some(month) => li {
                    "The author of the scenario vouches for it until " (in_words(month))
                    "; beyond, the figures are paled."
                },
                None => li { "The scenario names no horizon. The further from the change, the less a \
                              difference says." },
            }
        }
        (limits_of(input.evidence, scenario))
    }
}
