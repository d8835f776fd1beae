//! Files to begin a scenario with.
