//! What pulls on a quantity from 0 to 1: a base, and causes of which each is an influence of the
//! causal graph, or a plain one that the graph lacks.

use society::Influences;

/// The sum of pulls on one quantity.
pub struct Pulls<'a> {
    sum: f64,
    influences: &'a mut Influences,
}

impl<'a> Pulls<'a> {
    /// Where the quantity would rest without any cause.
    pub fn from(base: f64, influences: &'a mut Influences) -> Pulls<'a> {
        Pulls { sum: base, influences }
    }

    /// An influence of the causal graph, by the number that [`society::edge`] gives: what it adds.
    #[must_use]
    pub fn edge(mut self, edge: usize, adds: f64) -> Self {
        self.influences.pull[edge] = adds;
        self.sum += adds;
        self
    }

    /// A cause that the causal graph lacks.
    #[must_use]
    pub fn and(mut self, adds: f64) -> Self {
        self.sum += adds;
        self
    }

    /// Where the quantity would come to rest, within 0 and 1.
    pub fn rest(self) -> f64 {
        self.sum.clamp(0.0, 1.0)
    }

    /// The quantity a month later, if `speed` of the gap to its resting place closes in a month.
    pub fn step(self, now: f64, speed: f64) -> f64 {
        now + speed * (self.rest() - now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use society::edge;

    #[test]
    fn causes_add_up_and_are_noted() {
        const TIRED: usize = edge("fatigue", "member_control");
        let mut influences = Influences::default();
        let pulls = Pulls::from(0.5, &mut influences).edge(TIRED, -0.2).and(0.1);
        assert!((pulls.step(0.0, 0.5) - 0.2).abs() < 1e-12);
        assert_eq!(influences.pull[TIRED], -0.2);
        assert_eq!(Pulls::from(2.0, &mut influences).rest(), 1.0);
    }
}
