//! The leaders: health, alarm, blocs, votes.
