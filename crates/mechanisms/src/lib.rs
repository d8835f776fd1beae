//! One file per mechanism. Each holds the prose, the parameters with prior and source, a pure rule
//! on one agent, the view that is all it may touch, and its tests.
//!
//! A mechanism does no input or output, reads no clock and knows no date.

pub mod allot;
pub mod apparatus;
pub mod classes;
pub mod industry;
pub mod land;
pub mod leaders;
pub mod market;
pub mod measures;
pub mod norm;
pub mod party;
pub mod payment;
pub mod people;
pub mod pulls;
pub mod secretariat;
pub mod state;
pub mod unrest;
pub mod view;
pub mod world;

use kernel::{Dice, Parameters};
use society::Society;

/// What every mechanism file begins with.
pub mod prelude {
    pub use kernel::{
        Column, Dice, GoldKopecks, Goods, Hectares, Id, Kilograms, LANES, Lineage, Parameters,
        People, any, exact, pass, sums, weighted, whole,
    };
    pub use kernel_derive::Parameters;
    pub use society::*;

    pub use crate::pulls::Pulls;
    pub use crate::{Card, Mechanism, view};
}

/// Name, domain and claims of a mechanism.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Card {
    /// Name, by which scenarios silence it and chance knows its decisions.
    pub name: &'static str,
    /// The design card it realises.
    pub card: &'static str,
    /// One sentence on what it does.
    pub summary: &'static str,
    /// Ids of the claims that it realises.
    pub claims: &'static [&'static str],
    /// Influences of the causal graph that it realises: (cause, effect).
    pub edges: &'static [(&'static str, &'static str)],
}

/// A rule of the society. Its fields are its parameters; its view is all it can touch.
pub trait Mechanism: Parameters {
    /// Name and claims.
    const CARD: Card;
    /// What it reads and what it may change.
    type View<'a>: From<&'a mut Society>;
    /// Carries the rule out for one month.
    fn step(&self, dice: Dice, view: Self::View<'_>);
}
