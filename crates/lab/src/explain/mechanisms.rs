//! Which mechanisms carry a difference.

use kernel::Month;

use super::grade::Grade;
use super::patch::Kind;
use super::shapley::{self, Coalition, everyone};
use super::worlds::{Both, Measure, Worlds};
use super::{Explanation, Part, Rest, Spread, Tried, by_player, share};
use crate::error::LabError;
use crate::pair::PairRequest;
use crate::summary::median;

/// Draws in which every mechanism is silenced alone.
const SCREENED: usize = 4;
/// Mechanisms whose parts are exact: 16 pairs of worlds a draw.
const STRONGEST: usize = 4;

/// Fills in the parts of the mechanisms and says how they were found.
pub(super) fn explain(
    found: &mut Explanation,
    request: &PairRequest,
    worlds: &Worlds,
    measure: Measure,
) -> Result<String, LabError> {
    let Some(from) = found.begins.filter(|begins| *begins <= measure.window.last) else {
        return Ok(String::new());
    };
    let pair = [&request.base, &request.changed];
    let few = found.draws[..SCREENED.min(found.draws.len())].to_vec();
    let cards: Vec<_> = model::mechanisms()
        .into_iter()
        .filter(|card| pair.iter().all(|world| !world.scenario.silenced.contains(card.name)))
        .collect();
    let sets: Vec<Vec<&'static str>> = cards.iter().map(|card| vec![card.name]).collect();
    let lived = worlds.silenced(pair, from, &few, &sets, measure)?;
    found.tried = tried(&sets, &lived, &found.totals);
    let strongest: Vec<&'static str> = found
        .tried
        .iter()
        .filter(|tried| tried.broken == 0 && tried.carried != 0.0)
        .map(|tried| tried.name)
        .take(STRONGEST)
        .collect();
    let sets: Vec<Vec<&'static str>> =
        (0..=everyone(strongest.len())).map(|active| silenced(&strongest, active)).collect();
    let lived = worlds.silenced(pair, from, &found.draws, &sets, measure)?;
    share_out(found, &strongest, &lived, worlds.evidence);
    let whole = lived.iter().filter(|draw| whole(draw)).count();
    Ok(words(found, from, few.len(), cards.len(), whole))
}

/// The mechanisms that are silenced where these are active.
fn silenced(all: &[&'static str], active: Coalition) -> Vec<&'static str> {
    (0..all.len()).filter(|place| active >> place & 1 == 0).map(|place| all[place]).collect()
}

/// What goes with each mechanism, the strongest first; of equals the one that stands first on the page.
fn tried(sets: &[Vec<&'static str>], lived: &[Vec<Both>], totals: &[f64]) -> Vec<Tried> {
    let one = |place: usize| {
        let worlds: Vec<Both> = lived.iter().map(|draw| draw[place]).collect();
        let carried = worlds.iter().zip(totals).map(|(both, total)| total - both.difference());
        let broken = worlds.iter().filter(|both| !both.base.is_finite()).count();
        let carried = if broken > 0 { f64::NAN } else { median(carried.collect()) };
        let base = median(worlds.iter().map(|both| both.base).collect());
        Tried { name: sets[place][0], carried, base, broken }
    };
    let mut all: Vec<Tried> = (0..sets.len()).map(one).collect();
    // Those that broke a world stand last.
    let size = |tried: &Tried| if tried.carried.is_nan() { -1.0 } else { tried.carried.abs() };
    all.sort_by(|a, b| size(b).total_cmp(&size(a)));
    all
}

/// Whether no world of a draw broke.
fn whole(draw: &[Both]) -> bool {
    draw.iter().all(|both| both.base.is_finite())
}

fn share_out(
    found: &mut Explanation,
    players: &[&'static str],
    draws: &[Vec<Both>],
    evidence: &evidence::Evidence,
) {
    let all = everyone(players.len());
    let worth = |draw: &[Both], active: Coalition| match whole(draw) {
        true => draw[active as usize].difference(),
        false => f64::NAN,
    };
    let parts: Vec<Vec<f64>> = draws
        .iter()
        .map(|draw| shapley::exact(players.len(), |active| worth(draw, active)))
        .collect();
    let of = |active: Coalition| -> Vec<f64> { draws.iter().map(|d| worth(d, active)).collect() };
    let totals = of(all);
    let cards = model::mechanisms();
    let part = |(player, draws_of): (usize, Vec<f64>)| {
        let without = all & !(1 << player);
        let gone: Vec<f64> =
            of(without).iter().zip(&totals).map(|(left, all)| all - left).collect();
        let bases = draws.iter().map(|draw| draw[without as usize].base).collect();
        let card = cards.iter().find(|card| card.name == players[player]);
        Part {
            name: players[player].to_owned(),
            kind: Kind::Mechanism,
            summary: card.map(|card| card.summary.to_owned()).unwrap_or_default(),
            spread: Spread::of(&draws_of),
            share: share(&draws_of, &totals),
            draws: draws_of,
            alone: Spread::of(&gone),
            base: Some(median(bases)),
            grade: Grade::of_mechanism(players[player], card.map_or(&[], |c| c.claims), evidence),
        }
    };
    found.mechanisms = by_player(&parts, players.len()).into_iter().enumerate().map(part).collect();
    found.mechanisms.sort_by(|a, b| b.share.abs().total_cmp(&a.share.abs()));
    let left = of(0);
    found.rest =
        Some(Rest { spread: Spread::of(&left), share: share(&left, &totals), draws: left });
}

fn words(found: &Explanation, from: Month, few: usize, cards: usize, whole: usize) -> String {
    let broke: Vec<&str> =
        found.tried.iter().filter(|tried| tried.broken > 0).map(|tried| tried.name).collect();
    let mut text = format!(
        "Mechanisms: each is silenced in both worlds from {from} on, the month in which they part, and \
         what then goes of the difference came through it. All {cards} were silenced one at a time in \
         {few} draws; the {} that carry most by the median are shared out by exact Shapley values over \
         all {} sets of them in {whole} draws. The rest is what remains with all of these silenced. A \
         society without a mechanism is another society: where the base with it silenced lies far from \
         the base, its part says that the difference needs the link, not how strong the link is.",
        found.mechanisms.len(),
        everyone(found.mechanisms.len()) + 1,
    );
    if !broke.is_empty() {
        text.push_str(&format!(
            " Worlds without these broke, so that they have no part: {}.",
            broke.join(", ")
        ));
    }
    if whole < found.draws.len() {
        let broken = found.draws.len() - whole;
        text.push_str(&format!(" {broken} draws with a world that broke are left out."));
    }
    text
}
