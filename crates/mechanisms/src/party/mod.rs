//! The members of the party: who joins, serves, tires, is purged, and what they think.

pub mod count_party;
pub mod leave_party;
pub mod move_members;
pub mod promote;
pub mod purge;
pub mod recruit;
pub mod shift_opinion;
pub mod tire;

pub use count_party::CountParty;
pub use leave_party::LeaveParty;
pub use move_members::MoveMembers;
pub use promote::Promote;
pub use purge::Purge;
pub use recruit::Recruit;
pub use shift_opinion::ShiftOpinion;
pub use tire::Tire;

/// Devotion below which a member counts as one who joined for a career: a quarter of the scale, a
/// convention of this model, as no source measures motives.
pub const CAREERIST: f32 = 0.25;

/// The last year of joining that makes an old Bolshevik: before 1917, as the party itself counted.
pub const OLD_GUARD: u16 = 1916;

#[cfg(test)]
pub(crate) mod testing {
    //! A small party for the tests of its mechanisms.

    use kernel::{Column, Dice, Month, chance::decision};
    use society::{Members, NewMember, Origin, PARTY};

    /// As many rows as asked for, by turns of the three origins, all at the bench, of one person.
    pub fn party(rows: usize) -> Members {
        let mut members = Members {
            heads: 1,
            recruits_so_far: rows as u32,
            nations: Column::filled([1.0, 0.0, 0.0, 0.0, 0.0, 0.0], 10),
            ..Members::default()
        };
        for i in 0..rows {
            members.push(NewMember {
                lineage: PARTY.child(i as u32),
                origin: Origin::ALL[i % 3],
                joined: 1918,
                commitment: 0.6,
                weariness: 0.5,
                comfort: 0.3,
                ..NewMember::default()
            });
        }
        members
    }

    /// Dice of a mechanism in some month.
    pub fn dice(name: &str) -> Dice {
        Dice::new(1917, decision(name), Month::new(1921, 8))
    }
}
