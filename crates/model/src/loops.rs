//! The feedback loops of the causal graph, and which of them moves most.
//!
//! A link of a loop is as strong as the part of its effect's movement over twelve months that it
//! brings; a loop is the product of its links; its weight is its share of all loops (the method of
//! Schoenberg, Davidsen and Eberlein 2020, "Understanding model behavior using the Loops that
//! Matter method", over a year instead of a step). Where a mechanism acts through rows and votes and
//! so notes no pull, the causes of that effect count alike. The weights rank loops within one run:
//! they say what moves, not what is true.

use std::collections::VecDeque;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use society::{EDGES, Influences, edge};

/// Months over which movement is measured.
const WINDOW: usize = 12;

/// A feedback loop.
#[derive(Clone, Copy, Debug)]
pub struct Loop {
    /// R for reinforcing, B for balancing, and a number.
    pub id: &'static str,
    /// Name.
    pub name: &'static str,
    /// Its influences, by number, in order.
    pub edges: &'static [usize],
}

impl Loop {
    /// Whether it feeds itself.
    pub fn reinforcing(&self) -> bool {
        self.id.starts_with('R')
    }
}

/// The loops, as the head of `causal.dot` lists them.
#[rustfmt::skip]
pub const LOOPS: [Loop; 13] = [
    Loop { id: "R1", name: "Scarcity, privilege, careerism", edges: &[edge("privileges", "careerist_share"), edge("careerist_share", "apparatus_conservatism"), edge("apparatus_conservatism", "privileges")] },
    Loop { id: "R2", name: "Circular flow: appointment and patronage", edges: &[edge("secretariat_power", "appointment_share"), edge("appointment_share", "loyal_network"), edge("loyal_network", "congress_independence"), edge("congress_independence", "secretariat_power")] },
    Loop { id: "R3", name: "Dilution by the old apparatus", edges: &[edge("apparatus_tsarist_share", "party_control_of_apparatus"), edge("party_control_of_apparatus", "apparatus_conservatism"), edge("apparatus_conservatism", "apparatus_size"), edge("apparatus_size", "apparatus_tsarist_share")] },
    Loop { id: "R4", name: "Depletion of the class base (substitution)", edges: &[edge("apparatus_size", "worker_cadre"), edge("worker_cadre", "party_factory_link"), edge("party_factory_link", "member_control"), edge("member_control", "apparatus_conservatism"), edge("apparatus_conservatism", "apparatus_size")] },
    Loop { id: "R5", name: "NEP enrichment and pressure for more concessions", edges: &[edge("market_freedom", "private_trade_share"), edge("private_trade_share", "nepman_income"), edge("nepman_income", "bourgeois_confidence"), edge("bourgeois_confidence", "concession_pressure"), edge("concession_pressure", "market_freedom")] },
    Loop { id: "R6", name: "Isolation and nationalism", edges: &[edge("nationalist_sentiment", "internationalist_effort"), edge("internationalist_effort", "comintern_party_maturity"), edge("comintern_party_maturity", "foreign_revolution_success"), edge("foreign_revolution_success", "isolation"), edge("isolation", "market_freedom"), edge("market_freedom", "nationalist_sentiment")] },
    Loop { id: "R7", name: "Passivity", edges: &[edge("appointment_share", "member_control"), edge("member_control", "appointment_share")] },
    Loop { id: "R8", name: "World revolution as relief (virtuous circle that fails to start)", edges: &[edge("regime_survival", "internationalist_effort"), edge("internationalist_effort", "comintern_party_maturity"), edge("comintern_party_maturity", "foreign_revolution_success"), edge("foreign_revolution_success", "technology_inflow"), edge("technology_inflow", "regime_survival")] },
    Loop { id: "B1", name: "NEP as stabiliser", edges: &[edge("peasant_unrest", "market_freedom"), edge("market_freedom", "procurement_rate"), edge("procurement_rate", "peasant_unrest")] },
    Loop { id: "B2", name: "Purge as selection", edges: &[edge("careerist_share", "lenin_alarm"), edge("lenin_alarm", "lenin_action"), edge("lenin_action", "purge_intensity"), edge("purge_intensity", "careerist_share")] },
    Loop { id: "B3", name: "Lenin corrective", edges: &[edge("thermidor_index", "lenin_alarm"), edge("lenin_alarm", "lenin_action"), edge("lenin_action", "secretariat_power"), edge("secretariat_power", "appointment_share"), edge("appointment_share", "thermidor_index")] },
    Loop { id: "B4", name: "Foreign trade firewall", edges: &[edge("restoration_risk", "lenin_alarm"), edge("lenin_alarm", "lenin_action"), edge("lenin_action", "trade_monopoly_strength"), edge("trade_monopoly_strength", "foreign_capital_link"), edge("foreign_capital_link", "restoration_risk")] },
    Loop { id: "B5", name: "Opposition response", edges: &[edge("thermidor_index", "opposition_strength"), edge("opposition_strength", "congress_independence"), edge("congress_independence", "secretariat_power"), edge("secretariat_power", "appointment_share"), edge("appointment_share", "thermidor_index")] },
];

/// The pulls of the last twelve months, from which the weights of the loops are taken.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Gains {
    past: VecDeque<Influences>,
}

impl Gains {
    /// Takes in a month and returns the share of each loop, or nothing in the first year.
    pub fn note(&mut self, influences: &Influences) -> Option<[f64; LOOPS.len()]> {
        self.past.push_back(influences.clone());
        if self.past.len() <= WINDOW {
            return None;
        }
        let then = self.past.pop_front()?;
        let moved: [f64; EDGES.len()] =
            std::array::from_fn(|i| (influences.pull[i] - then.pull[i]).abs());
        let links = links(&moved);
        let score = |l: &Loop| l.edges.iter().map(|&e| links[e]).product::<f64>();
        let scores = LOOPS.each_ref().map(score);
        let all: f64 = scores.iter().sum();
        Some(scores.map(|score| if all > 0.0 { score / all } else { 0.0 }))
    }
}

/// For each influence the first one on the same effect: a number for the effect.
static EFFECTS: LazyLock<[usize; EDGES.len()]> = LazyLock::new(|| {
    let first = |i: usize| EDGES.iter().position(|edge| edge.1 == EDGES[i].1).unwrap_or(i);
    std::array::from_fn(first)
});

/// The part of its effect's movement that each influence brings, 0 to 1.
fn links(moved: &[f64; EDGES.len()]) -> [f64; EDGES.len()] {
    let (mut known, mut causes) = ([0.0; EDGES.len()], [0.0; EDGES.len()]);
    for (&moved, &effect) in moved.iter().zip(&*EFFECTS) {
        causes[effect] += 1.0;
        known[effect] += if moved.is_finite() { moved } else { 0.0 };
    }
    std::array::from_fn(|edge| {
        let (moved, known) = (moved[edge], known[EFFECTS[edge]]);
        if moved.is_finite() && known > 0.0 {
            moved / known
        } else if moved.is_finite() {
            0.0
        } else {
            1.0 / causes[EFFECTS[edge]]
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_loop_closes_and_its_signs_fit_its_kind() {
        for l in LOOPS {
            let mut positive = true;
            for (place, &e) in l.edges.iter().enumerate() {
                let next = l.edges[(place + 1) % l.edges.len()];
                assert_eq!(EDGES[e].1, EDGES[next].0, "{} breaks", l.id);
                positive ^= !EDGES[e].2;
            }
            assert_eq!(positive, l.reinforcing(), "{}", l.id);
        }
    }

    #[test]
    fn the_loops_are_those_of_the_ledger() {
        let dot = include_str!("../../../evidence/claims/causal.dot");
        for l in LOOPS {
            let path: Vec<&str> = l.edges.iter().map(|&e| EDGES[e].0).collect();
            let kind = if l.reinforcing() { "reinforcing" } else { "balancing" };
            let line = format!("{} {kind}: {}: {}", l.id, l.name, path.join(" -> "));
            assert!(dot.contains(&line), "the ledger lacks: {line}");
        }
    }

    #[test]
    fn a_loop_whose_links_alone_move_has_all_the_weight() {
        let mut gains = Gains::default();
        let mut influences = Influences { pull: [0.0; EDGES.len()] };
        for month in 0..WINDOW {
            assert!(gains.note(&influences).is_none(), "month {month}");
        }
        for &e in LOOPS[1].edges {
            influences.pull[e] = 0.3;
        }
        let shares = gains.note(&influences).expect("a year has passed");
        assert!((shares[1] - 1.0).abs() < 1e-12, "{shares:?}");
    }
}
