//! What each change of the patch brings.

use std::collections::BTreeMap;

use super::grade::Grade;
use super::patch::{Kind, Patch};
use super::shapley::{self, Coalition, everyone};
use super::worlds::{Measure, Worlds};
use super::{EXACT, Explanation, ORDERS, Part, Spread, by_player, share};
use crate::error::LabError;
use crate::pair::PairRequest;

/// Fills in the parts of the changes and says how they were found.
pub(super) fn explain(
    found: &mut Explanation,
    request: &PairRequest,
    worlds: &Worlds,
    measure: Measure,
) -> Result<String, LabError> {
    let patch = Patch::between(&request.base.scenario, &request.changed.scenario);
    let players = patch.changes.len();
    let game = Game::live(found, request, &patch, worlds, measure)?;
    let parts: Vec<Vec<f64>> = game.draws.iter().map(|draw| draw.values(players)).collect();
    let alone = |player: usize| -> Vec<f64> {
        game.draws.iter().map(|draw| draw.worth[&(1 << player)]).collect()
    };
    let mut together = found.totals.clone();
    for player in 0..players {
        together.iter_mut().zip(alone(player)).for_each(|(left, alone)| *left -= alone);
    }
    let totals = found.totals.clone();
    let by_player = by_player(&parts, players);
    let part = |(player, draws): (usize, Vec<f64>)| {
        let change = &patch.changes[player];
        Part {
            name: change.name.clone(),
            kind: change.kind.unwrap_or(Kind::Action),
            summary: String::new(),
            spread: Spread::of(&draws),
            share: share(&draws, &totals),
            draws,
            alone: Spread::of(&alone(player)),
            base: None,
            grade: Grade::of_change(&change.because),
        }
    };
    found.actions = by_player.into_iter().enumerate().map(part).collect();
    found.interaction = (players > 1).then(|| Spread::of(&together));
    Ok(game.words(players))
}

/// The worlds of the sets of changes that are asked for, as differences from the base.
struct Game {
    draws: Vec<Draw>,
}

/// One draw of a game.
struct Draw {
    worth: BTreeMap<Coalition, f64>,
    /// The orders over which values are taken; none for all.
    orders: Option<Vec<Vec<usize>>>,
}

impl Game {
    fn live(
        found: &Explanation,
        request: &PairRequest,
        patch: &Patch,
        worlds: &Worlds,
        measure: Measure,
    ) -> Result<Game, LabError> {
        let players = patch.changes.len();
        let orders = |draw: u32| {
            (players > EXACT).then(|| shapley::orders(players, ORDERS, request.base.seed, draw))
        };
        let mut draws = Vec::new();
        for (&number, &total) in found.draws.iter().zip(&found.totals) {
            let worth = BTreeMap::from([(0, 0.0), (everyone(players), total)]);
            draws.push((number, Draw { worth, orders: orders(number) }));
        }
        // The sets that some draw asks for, with those draws; a set of one is asked for always.
        let mut asked = BTreeMap::<Coalition, Vec<u32>>::new();
        for (number, draw) in &draws {
            let all = match &draw.orders {
                None => (0..=everyone(players)).collect(),
                Some(orders) => shapley::asked(orders),
            };
            let singles = (0..players).map(|player| 1 << player);
            let mut all: Vec<Coalition> = all.into_iter().chain(singles).collect();
            all.sort_unstable();
            all.dedup();
            for coalition in all.into_iter().filter(|set| !draw.worth.contains_key(set)) {
                asked.entry(coalition).or_default().push(*number);
            }
        }
        let sets: Vec<(_, Vec<u32>)> = asked.into_iter().collect();
        let scenarios: Vec<_> =
            sets.iter().map(|(set, draws)| (patch.world(*set), draws.clone())).collect();
        let mut lived = BTreeMap::new();
        if !scenarios.is_empty() {
            let values = worlds.scenarios(&request.base, scenarios, measure)?;
            for ((set, numbers), values) in sets.iter().zip(values) {
                lived
                    .extend(numbers.iter().zip(values).map(|(&draw, value)| ((draw, *set), value)));
            }
        }
        let base: BTreeMap<u32, f64> =
            found.draws.iter().copied().zip(found.bases.iter().copied()).collect();
        for (number, draw) in &mut draws {
            let mine = lived.iter().filter(|((of, _), _)| of == number);
            draw.worth.extend(mine.map(|(&(_, set), value)| (set, value - base[number])));
        }
        Ok(Game { draws: draws.into_iter().map(|(_, draw)| draw).collect() })
    }

    fn words(&self, players: usize) -> String {
        let whole = self.draws.iter().filter(|draw| draw.whole()).count();
        let how = match players {
            0 => return "The two scenarios do the same.".to_owned(),
            1 => "The patch is one change, which therefore brings the whole.".to_owned(),
            _ if players <= EXACT => format!(
                "Changes: exact Shapley values over all {} sets of them, draw by draw, in {} draws.",
                everyone(players) + 1,
                whole,
            ),
            _ => format!(
                "Changes: Shapley values over {} orders of them for each draw, each order with its \
                 reverse, in {} draws.",
                2 * ORDERS,
                whole,
            ),
        };
        match self.draws.len() - whole {
            0 => how,
            broken => format!("{how} {broken} draws with a world that broke are left out."),
        }
    }
}

impl Draw {
    /// Whether no world of it broke.
    fn whole(&self) -> bool {
        self.worth.values().all(|worth| worth.is_finite())
    }

    /// The values of the players; no numbers where a world broke.
    fn values(&self, players: usize) -> Vec<f64> {
        let worth = |coalition: Coalition| self.worth[&coalition];
        match &self.orders {
            _ if !self.whole() => vec![f64::NAN; players],
            None => shapley::exact(players, worth),
            Some(orders) => shapley::sampled(players, orders, worth),
        }
    }
}
