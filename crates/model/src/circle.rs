//! The Politburo month by month: who sat there, with what power, in which bloc.

use std::sync::Arc;

use kernel::Month;
use serde::{Deserialize, Serialize};
use society::Society;

/// A leader with a vote in the Politburo, in one month.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Seat {
    /// When.
    pub month: Month,
    /// Key of the leader.
    pub leader: Arc<str>,
    /// Share of the power of all who are present in the party.
    pub power: f32,
    /// Capacity for work, 0 to 1.
    pub health: f32,
    /// Share of provincial posts held by clients.
    pub clients: f32,
    /// Shapley-Shubik index.
    pub shapley: f32,
    /// Banzhaf index, normalised.
    pub banzhaf: f32,
    /// Bloc: 0 is the ruling one; none if the leader stands alone.
    pub bloc: Option<u8>,
}

/// The seats of a month.
pub(crate) fn seats(society: &Society, month: Month) -> impl Iterator<Item = Seat> {
    let l = &society.leaders;
    let seated = l.key.ids().filter(|&id| l.seats[id].politburo && l.present[id]);
    seated.map(move |id| Seat {
        month,
        leader: Arc::clone(&l.key[id]),
        power: l.power[id] as f32,
        health: l.health[id] as f32,
        clients: l.clients[id] as f32,
        shapley: l.shapley[id] as f32,
        banzhaf: l.banzhaf[id] as f32,
        bloc: (l.bloc[id] != society::NOBODY).then_some(l.bloc[id]),
    })
}
