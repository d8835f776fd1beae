//! The parameters that a fit may move, as a space in which their prior is the standard normal.

use kernel::Prior;
use model::Theory;

/// Probabilities nearer to 0 or 1 than this are not used: beyond it a prior says nothing.
const NEAREST: f64 = 1e-4;

/// Places, in [`Theory::parameters`], of the parameters that a fit may move, and how many of the
/// first are not moved but only ruled out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Free(Vec<usize>, usize);

impl Free {
    /// These places; those of fixed parameters are left out.
    pub fn new(places: impl IntoIterator<Item = usize>) -> Free {
        let parameters = Theory::parameters();
        let drawn = |place: &usize| !matches!(parameters[*place].declared.prior, Prior::Fixed(_));
        Free(places.into_iter().filter(drawn).collect(), 0)
    }

    /// The same, after parameters that the smoother leaves alone: draws of them are kept or ruled
    /// out, as what they do to a run is too far from linear for it.
    pub fn after(still: impl IntoIterator<Item = usize>, moved: Free) -> Free {
        let Free(mut places, _) = Free::new(still);
        let count = places.len();
        places.extend(
            moved
                .0
                .into_iter()
                .filter(|place| !places[..count].contains(place))
                .collect::<Vec<_>>(),
        );
        Free(places, count)
    }

    /// How many, the first, are not moved.
    pub fn still(&self) -> usize {
        self.1
    }

    /// Every parameter that is drawn.
    pub fn all() -> Free {
        Free::new(0..Theory::parameters().len())
    }

    /// The places.
    pub fn places(&self) -> &[usize] {
        &self.0
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Their full names.
    pub fn names(&self) -> Vec<String> {
        let parameters = Theory::parameters();
        self.0.iter().map(|&place| parameters[place].full_name()).collect()
    }

    /// Writes the values at the scores `z` over those of a theory.
    pub fn write(&self, scores: &[f64], values: &mut [f64]) {
        let parameters = Theory::parameters();
        for (&place, &z) in self.0.iter().zip(scores) {
            values[place] = value(parameters[place].declared.prior, z);
        }
    }

    /// The values of the parameter at place `i` of these at some scores.
    pub fn values(&self, i: usize, scores: &[f64]) -> Vec<f64> {
        let prior = Theory::parameters()[self.0[i]].declared.prior;
        scores.iter().map(|&z| value(prior, z)).collect()
    }
}

/// The value of a parameter at a score.
fn value(prior: Prior, z: f64) -> f64 {
    prior.quantile(probability(z).clamp(NEAREST, 1.0 - NEAREST))
}

/// Probability that a standard normal lies below `z`.
pub fn probability(z: f64) -> f64 {
    0.5 * libm::erfc(-z / std::f64::consts::SQRT_2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_match_the_tables() {
        // Five figures of the printed normal table.
        for (z, p) in [(0.0, 0.5), (1.959_964, 0.975), (-1.0, 0.158_655)] {
            assert!((probability(z) - p).abs() < 1e-6, "{z}");
        }
    }

    #[test]
    fn score_nought_is_the_centre_of_every_prior() {
        let free = Free::all();
        let mut values = vec![f64::NAN; Theory::parameters().len()];
        let central = Theory::central().values();
        values.clone_from(&central);
        free.write(&vec![0.0; free.len()], &mut values);
        assert_eq!(values, central);
    }
}
