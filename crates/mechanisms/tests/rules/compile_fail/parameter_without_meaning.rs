//! A parameter says what it means, what is believed of it, in which unit, and on whose word.

use mechanisms::prelude::*;

#[derive(Parameters)]
pub struct Rule {
    #[prior(Uniform(0.1, 0.2), unit = "share a month", source = "judgement")]
    pub speed: f64,
}

fn main() {}
