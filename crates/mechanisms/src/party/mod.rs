//! The members of the party: who joins, serves, tires, is purged, and what they think.
