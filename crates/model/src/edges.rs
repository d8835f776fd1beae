//! The influences that the ledger of claims draws, and what became of each: realised by mechanisms,
//! or left out with the reason.

use society::EDGES;

/// Influences that no mechanism realises, with the reason.
pub const LEFT_OUT: &[(&str, &str, &str)] = &[(
    "nationalist_sentiment",
    "thermidor_index",
    "the index is the six items of outcome O2, and none of them measures national sentiment",
)];

/// What became of one influence.
#[derive(Clone, Debug)]
pub struct Fate {
    /// Cause and effect, nodes of the graph.
    pub edge: (&'static str, &'static str),
    /// Whether cause and effect move together.
    pub together: bool,
    /// Names of the mechanisms that realise it.
    pub mechanisms: Vec<&'static str>,
    /// Why it is left out; empty if it is not.
    pub reason: &'static str,
}

/// The fate of every influence, in the order of the graph.
pub fn fates() -> Vec<Fate> {
    let cards = crate::mechanisms();
    let fate = |&(cause, effect, together): &(&'static str, &'static str, bool)| {
        let realise = cards.iter().filter(|card| card.edges.contains(&(cause, effect)));
        let reason = LEFT_OUT.iter().find(|(a, b, _)| *a == cause && *b == effect);
        Fate {
            edge: (cause, effect),
            together,
            mechanisms: realise.map(|card| card.name).collect(),
            reason: reason.map_or("", |(_, _, why)| why),
        }
    };
    EDGES.iter().map(fate).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_influence_is_realised_or_left_out_and_never_both() {
        for fate in fates() {
            let (cause, effect) = fate.edge;
            let realised = !fate.mechanisms.is_empty();
            assert!(realised || !fate.reason.is_empty(), "{cause} -> {effect} has no fate");
            assert!(!realised || fate.reason.is_empty(), "{cause} -> {effect} has two fates");
        }
        for card in crate::mechanisms() {
            for &(cause, effect) in card.edges {
                let known = EDGES.iter().any(|(a, b, _)| *a == cause && *b == effect);
                assert!(known, "{}: the graph has no {cause} -> {effect}", card.name);
            }
        }
        for (cause, effect, _) in LEFT_OUT {
            let known = EDGES.iter().any(|(a, b, _)| a == cause && b == effect);
            assert!(known, "the graph has no {cause} -> {effect}");
        }
    }

    #[test]
    fn the_table_of_influences_is_the_graph_of_the_ledger() {
        let dot = include_str!("../../../evidence/claims/causal.dot");
        let drawn: Vec<(&str, &str, bool)> = dot
            .lines()
            .filter_map(|line| line.trim().split_once(" -> "))
            .filter_map(|(cause, rest)| {
                let (effect, rest) = rest.split_once(" [")?;
                rest.contains("sign=").then(|| (cause, effect, rest.contains("sign=\"+\"")))
            })
            .collect();
        assert_eq!(drawn, EDGES);
    }
}
