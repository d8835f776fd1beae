//! The offices of the state: their size, their people, what they report, what they earn.
