//! Tests of the whole model: what holds of every run, whatever the parameters.

mod cases;
mod conditionals;
mod conservation;
mod decisions;
mod directions;
mod directions_classes;
mod directions_leaders;
mod directions_party;
mod directions_world;
mod invariance;
mod limits;
mod luck;
mod setup;
mod switches;
