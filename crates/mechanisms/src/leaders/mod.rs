//! The leaders: health, alarm, power, blocs, votes.

pub mod ballot;
pub mod cast_votes;
pub mod coalition;
pub mod fall_ill;
pub mod form_blocs;
pub mod platforms;
pub mod power_index;
pub mod signals;
pub mod take_alarm;
pub mod weigh_power;

pub use cast_votes::CastVotes;
pub use fall_ill::FallIll;
pub use form_blocs::FormBlocs;
pub use take_alarm::TakeAlarm;
pub use weigh_power::WeighPower;

use kernel::Id;
use society::{Leader, Leaders};

/// Those who decide from day to day: the Politburo, or before there was one the strongest of the
/// Central Committee.
#[derive(Clone, Copy, Debug)]
pub struct Circle {
    rows: [Id<Leader>; coalition::MOST],
    size: usize,
}

/// Size of the circle where there is no Politburo: the bureau of four that the Central Committee
/// chose in November 1917, and Sverdlov, who was in it, beside Zinoviev.
const WITHOUT_POLITBURO: usize = 5;

impl Circle {
    /// The circle as the seats and powers are now, in order of the rows.
    pub fn of(leaders: &Leaders) -> Circle {
        let sits = |id: Id<Leader>| leaders.present[id] && leaders.seats[id].politburo;
        let circle = Circle::strongest(leaders, coalition::MOST, sits);
        if circle.size > 0 {
            return circle;
        }
        let sits = |id: Id<Leader>| leaders.present[id] && leaders.seats[id].committee;
        Circle::strongest(leaders, WITHOUT_POLITBURO, sits)
    }

    fn strongest(leaders: &Leaders, most: usize, sits: impl Fn(Id<Leader>) -> bool) -> Circle {
        let mut circle = Circle { rows: [Id::new(0); coalition::MOST], size: 0 };
        for id in leaders.key.ids().filter(|&id| sits(id)) {
            if circle.size < most {
                circle.rows[circle.size] = id;
                circle.size += 1;
                continue;
            }
            // Whoever is weaker than the newcomer makes room; the order of the rows is kept.
            let weakest = (0..most)
                .min_by(|&a, &b| {
                    leaders.power[circle.rows[a]].total_cmp(&leaders.power[circle.rows[b]])
                })
                .unwrap_or(0);
            if leaders.power[circle.rows[weakest]] < leaders.power[id] {
                circle.rows.copy_within(weakest + 1..most, weakest);
                circle.rows[most - 1] = id;
            }
        }
        circle
    }

    /// Its members, in order of their rows.
    pub fn rows(&self) -> &[Id<Leader>] {
        &self.rows[..self.size]
    }

    /// The one to whom a leader is bound most, power counting; none without a friend among them.
    pub fn bound(&self, leaders: &Leaders, id: Id<Leader>) -> Option<Id<Leader>> {
        let pull = |other: Id<Leader>| mutual(leaders, id, other) * leaders.power[other];
        (self.rows().iter().copied().filter(|other| pull(*other) > 0.0))
            .max_by(|a, b| pull(*a).total_cmp(&pull(*b)))
    }

    /// The strongest of those for whom `which` holds.
    pub fn head(
        &self,
        leaders: &Leaders,
        which: impl Fn(Id<Leader>) -> bool,
    ) -> Option<Id<Leader>> {
        (self.rows().iter().copied().filter(|&id| which(id)))
            .max_by(|&a, &b| leaders.power[a].total_cmp(&leaders.power[b]))
    }
}

/// What two leaders feel for each other on the average, -2 to 2.
pub(crate) fn mutual(leaders: &Leaders, a: Id<Leader>, b: Id<Leader>) -> f64 {
    0.5 * (leaders.tie(a, b) + leaders.tie(b, a))
}

#[cfg(test)]
pub(crate) mod sample {
    use kernel::{Column, Dice, Lineage, Month, chance::decision};
    use society::{ISSUES, Leaders, Seats};
    use std::sync::Arc;

    /// Leaders with these keys, all in Politburo and committee, equal, and without ties.
    pub fn politburo(keys: &[&str]) -> Leaders {
        let n = keys.len();
        let seats = Seats { politburo: true, committee: true, ..Seats::default() };
        Leaders {
            key: Column::new(keys.iter().map(|key| Arc::from(*key)).collect()),
            name: Column::new(keys.iter().map(|key| Arc::from(*key)).collect()),
            lineage: Column::new(keys.iter().map(|k| Lineage(decision(k).into())).collect()),
            joined: Column::filled(1903, n),
            born: Column::filled(1880, n),
            present: Column::filled(true, n),
            seats: Column::filled(seats, n),
            positions: Column::filled(society::Positions([f64::NAN; ISSUES.len()]), n),
            inferred: Column::filled([false; ISSUES.len()], n),
            ties: vec![0.0; n * n],
            prestige: Column::filled(0.5, n),
            clients: Column::filled(0.0, n),
            force: Column::filled(0.0, n),
            health: Column::filled(1.0, n),
            power: Column::filled(1.0 / n as f64, n),
            bloc: Column::filled(u8::MAX, n),
            shapley: Column::filled(0.0, n),
            banzhaf: Column::filled(0.0, n),
        }
    }

    /// The dice of the votes of one month.
    pub fn dice(seed: u64) -> Dice {
        Dice::new(seed, decision("cast-votes"), Month::new(1922, 10))
    }

    /// Sets what two feel for each other.
    pub fn bind(leaders: &mut Leaders, a: usize, b: usize, tie: f64) {
        let n = leaders.key.len();
        leaders.ties[a * n + b] = tie;
        leaders.ties[b * n + a] = tie;
    }
}
