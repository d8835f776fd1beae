//! From the results of a study and the scenarios behind them to its report.

use super::{Cell, Change, Column, Hinge, Study};
use crate::scenario::theories::accounts;
use crate::study::{Comparison, OutcomeChange, Plan, Results};

impl Study {
    /// The report of a study that was lived; `rerun` is the command that makes it again.
    pub fn of(results: &Results, plan: &Plan, rerun: String) -> Study {
        let key = |one: &Comparison| (one.theory.clone(), one.mode.word());
        let mut keys: Vec<(String, String)> = Vec::new();
        let mut names: Vec<&str> = Vec::new();
        for one in &results.comparisons {
            if !keys.contains(&key(one)) {
                keys.push(key(one));
            }
            if !names.contains(&one.scenario.as_str()) {
                names.push(&one.scenario);
            }
        }
        let of = |name: &str, wanted: &(String, String)| {
            results.comparisons.iter().find(|one| one.scenario == name && key(one) == *wanted)
        };
        let hinge = |name: &&str| {
            let cells = keys.iter().map(|key| of(name, key).map(cell)).collect();
            let arm = results.comparisons.iter().find(|one| one.scenario == **name);
            described(name, arm.and_then(|one| plan.arms.get(one.arm)), cells)
        };
        let several = plan.study.modes.len() > 1;
        let known = accounts();
        let column = |(theory, mode): &(String, String)| Column {
            name: if several { format!("{theory}, {mode}") } else { theory.clone() },
            title: known
                .iter()
                .find(|account| account.name == *theory)
                .map_or_else(String::new, |account| account.title.clone()),
        };
        Study {
            id: results.id.clone(),
            title: results.title.clone(),
            question: results.question.clone(),
            draws: usize::try_from(results.draws.max(1)).unwrap_or(1),
            seed: plan.study.seed,
            engine: results.engine.to_owned(),
            evidence: results.evidence.clone(),
            rerun,
            columns: keys.iter().map(column).collect(),
            hinges: names.iter().map(hinge).collect(),
        }
    }
}

/// A hinge with what the passport of its scenario says.
fn described(name: &str, arm: Option<&crate::study::Arm>, cells: Vec<Option<Cell>>) -> Hinge {
    let scenario = arm.map(crate::study::Arm::scenario);
    let said = |key: &str| scenario.map_or_else(String::new, |of| of.passport.text(key));
    Hinge {
        name: name.to_owned(),
        title: scenario.map_or_else(|| name.to_owned(), |of| of.title.clone()),
        hinge: said("hinge"),
        antecedent: said("antecedent"),
        lecture: said("lecture_expects"),
        rivals: said("rivals_expect"),
        live_option: said("live_option"),
        note: said("note"),
        cells,
    }
}

fn cell(one: &Comparison) -> Cell {
    let change = |outcome: &OutcomeChange| Change {
        id: outcome.after.id,
        name: outcome.after.name,
        before: outcome.before.held,
        after: outcome.after.held,
        brought: outcome.gained,
        ended: outcome.lost,
        low80: outcome.low80,
        high80: outcome.high80,
    };
    Cell {
        draws: one.draws,
        identical: one.identical,
        outcomes: one.outcomes.iter().map(change).collect(),
        decisions: (one.decisions.iter())
            .map(|change| (change.decision.clone(), change.otherwise))
            .collect(),
    }
}
