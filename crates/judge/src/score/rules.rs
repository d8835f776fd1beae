//! Rules that score a forecast by what came, each best for the forecaster who says what he believes.
//!
//! T. Gneiting and A. E. Raftery, "Strictly proper scoring rules, prediction, and estimation",
//! Journal of the American Statistical Association 102 (2007): the continuous ranked probability
//! score, the energy score, the scores of Brier and of the logarithm. Of a finite ensemble the two
//! first are taken fairly: C. A. T. Ferro, "Fair scores for ensemble forecasts", Quarterly Journal of
//! the Royal Meteorological Society 140 (2014), so that more members are no better by their number.

use crate::fit::free::probability;

/// Chances nearer to 0 or 1 than this count as this near in the score of the logarithm: so many
/// members cannot tell less than one in two hundred (judgement).
pub const SUREST: f64 = 0.005;

/// A forecast of one number: the members' centres, equally likely, each with the same normal error.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// The centres; one makes the forecast a normal one.
    pub centres: Vec<f64>,
    /// Standard deviation of the error around each.
    pub sd: f64,
}

/// Density of the standard normal.
fn density(z: f64) -> f64 {
    libm::exp(-0.5 * z * z) / libm::sqrt(2.0 * std::f64::consts::PI)
}

/// Mean distance from 0 of a normal number with this mean and deviation.
fn mean_distance(mean: f64, sd: f64) -> f64 {
    if sd <= 0.0 {
        return mean.abs();
    }
    let z = mean / sd;
    2.0 * sd * density(z) + mean * (2.0 * probability(z) - 1.0)
}

impl Forecast {
    /// A normal forecast.
    pub fn normal(mean: f64, sd: f64) -> Forecast {
        Forecast { centres: vec![mean], sd }
    }

    /// The continuous ranked probability score: 0 is best, in the unit of the number. Of several
    /// centres the fair one, with the errors integrated out and not drawn (E. P. Grimit and others,
    /// "The continuous ranked probability score for circular variables", Quarterly Journal of the
    /// Royal Meteorological Society 132 (2006), have the closed form for mixtures).
    pub fn crps(&self, seen: f64) -> f64 {
        let n = self.centres.len() as f64;
        let away = self.centres.iter().map(|centre| mean_distance(seen - centre, self.sd));
        let away = away.sum::<f64>() / n;
        let twice = self.sd * std::f64::consts::SQRT_2;
        if self.centres.len() < 2 {
            return away - 0.5 * mean_distance(0.0, twice);
        }
        let mut apart = 0.0;
        for (i, one) in self.centres.iter().enumerate() {
            for other in &self.centres[..i] {
                apart += mean_distance(one - other, twice);
            }
        }
        away - apart / (n * (n - 1.0))
    }

    /// Logarithm of the density that the forecast gives to a number; it must have an error.
    pub fn log_density(&self, seen: f64) -> f64 {
        let exponent = |centre: &f64| {
            let z = (seen - centre) / self.sd;
            -0.5 * z * z
        };
        // The largest is taken out, so that a far number does not underflow to nothing.
        let largest = self.centres.iter().map(exponent).fold(f64::NEG_INFINITY, f64::max);
        let sum: f64 = self.centres.iter().map(|c| libm::exp(exponent(c) - largest)).sum();
        largest + libm::log(density(0.0) * sum / (self.centres.len() as f64 * self.sd))
    }

    /// Chance of a number below `x`. Where the forecast has no error, one that is equal counts half.
    pub fn below(&self, x: f64) -> f64 {
        let one = |centre: &f64| match self.sd > 0.0 {
            true => probability((x - centre) / self.sd),
            false if x == *centre => 0.5,
            false => f64::from(u8::from(x > *centre)),
        };
        self.centres.iter().map(one).sum::<f64>() / self.centres.len() as f64
    }

    /// The number below which the forecast lies with chance `p`.
    pub fn quantile(&self, p: f64) -> f64 {
        let least = self.centres.iter().copied().fold(f64::INFINITY, f64::min);
        let most = self.centres.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        // Ten deviations hold all that a double can tell from 0 or 1.
        let (mut low, mut high) = (least - 10.0 * self.sd, most + 10.0 * self.sd);
        for _ in 0..60 {
            let middle = 0.5 * (low + high);
            if self.below(middle) < p { low = middle } else { high = middle }
        }
        0.5 * (low + high)
    }
}

/// The energy score of a forecast of several numbers at once, given by samples: with one number it
/// is the continuous ranked probability score. Not a number of fewer than two samples.
pub fn energy(samples: &[Vec<f64>], seen: &[f64]) -> f64 {
    let distance = |a: &[f64], b: &[f64]| {
        libm::sqrt(a.iter().zip(b).map(|(x, y)| (x - y) * (x - y)).sum::<f64>())
    };
    let n = samples.len() as f64;
    let away = samples.iter().map(|sample| distance(sample, seen)).sum::<f64>() / n;
    let pairs = samples
        .iter()
        .enumerate()
        .flat_map(|(i, one)| samples[..i].iter().map(move |other| distance(one, other)));
    away - pairs.sum::<f64>() / (n * (n - 1.0))
}

/// The score of Brier for an event: the square of the chance less what came, 0 best and 1 worst.
pub fn brier(chance: f64, came: bool) -> f64 {
    let miss = chance - f64::from(u8::from(came));
    miss * miss
}

/// The score of the logarithm for an event: less the logarithm of the chance given to what came.
pub fn logarithm(chance: f64, came: bool) -> f64 {
    let given = if came { chance } else { 1.0 - chance };
    -libm::log(given.clamp(SUREST, 1.0 - SUREST))
}

#[cfg(test)]
mod tests {
    use kernel::chance::decision;
    use kernel::{Dice, Lineage};

    use super::*;

    fn normals(n: u64) -> Vec<f64> {
        let dice = Dice::new(7, decision("score.test"), model::FIRST);
        (0..n).map(|who| dice.throw(Lineage(who)).normal(0)).collect()
    }

    /// The closed form for a normal forecast: Gneiting and Raftery (2007), equation 21.
    fn closed(z: f64) -> f64 {
        z * (2.0 * probability(z) - 1.0) + 2.0 * density(z) - 1.0 / libm::sqrt(std::f64::consts::PI)
    }

    #[test]
    fn a_normal_forecast_has_the_closed_form() {
        for z in [-2.0, 0.0, 0.7, 3.0] {
            let score = Forecast::normal(1.0, 2.0).crps(1.0 + 2.0 * z);
            // Rounding alone.
            assert!((score - 2.0 * closed(z)).abs() < 1e-12, "{z}: {score}");
        }
    }

    #[test]
    fn the_density_is_that_of_the_mixture_however_far_off() {
        // Density of the standard normal at nought, and at 40, where a plain sum underflows.
        let normal = Forecast::normal(0.0, 1.0);
        assert!((normal.log_density(0.0) + 0.918_938_533).abs() < 1e-9);
        assert!((normal.log_density(40.0) + 800.918_938_533).abs() < 1e-6);
        let both = Forecast { centres: vec![-3.0, 3.0], sd: 2.0 };
        // Both centres are as far: the density is that of one. Rounding alone.
        let one = Forecast::normal(3.0, 2.0).log_density(0.0);
        assert!((both.log_density(0.0) - one).abs() < 1e-12);
    }

    #[test]
    fn samples_of_a_normal_forecast_come_near_the_closed_form() {
        let samples = Forecast { centres: normals(2000), sd: 0.0 };
        for z in [-1.0, 0.0, 2.0] {
            // Two thousand samples: four standard errors of their mean distance.
            assert!((samples.crps(z) - closed(z)).abs() < 4.0 * 0.8 / 2000_f64.sqrt(), "{z}");
        }
    }

    #[test]
    fn errors_integrated_out_are_errors_drawn() {
        // Centres with variance 1 and errors with variance 3 are a normal forecast of variance 4.
        let mixture = Forecast { centres: normals(2000), sd: libm::sqrt(3.0) };
        let whole = Forecast::normal(0.0, 2.0);
        for seen in [-1.0, 0.5, 4.0] {
            // Four standard errors of the mean of two thousand centres.
            assert!((mixture.crps(seen) - whole.crps(seen)).abs() < 4.0 / 2000_f64.sqrt());
        }
    }

    #[test]
    fn the_fair_score_of_few_members_is_that_of_many_in_the_mean() {
        let all = normals(4000);
        let seen = 0.3;
        let few: Vec<f64> = all
            .chunks(2)
            .map(|pair| Forecast { centres: pair.to_vec(), sd: 0.0 }.crps(seen))
            .collect();
        let mean = few.iter().sum::<f64>() / few.len() as f64;
        // Two thousand pairs, of which each scores with a deviation below 1.
        assert!((mean - closed(seen)).abs() < 4.0 / 2000_f64.sqrt(), "{mean}");
    }

    #[test]
    fn the_energy_score_of_one_number_is_its_ranked_score() {
        let samples = normals(50);
        let vectors: Vec<Vec<f64>> = samples.iter().map(|x| vec![*x]).collect();
        let forecast = Forecast { centres: samples, sd: 0.0 };
        // Rounding alone.
        assert!((energy(&vectors, &[0.4]) - forecast.crps(0.4)).abs() < 1e-12);
    }

    #[test]
    fn a_right_forecast_has_uniform_ranks() {
        let forecast = Forecast { centres: vec![-1.0, 0.0, 3.0], sd: 0.5 };
        let dice = Dice::new(11, decision("score.test-ranks"), model::FIRST);
        let mut tenths = [0.0; 10];
        for who in 0..2000 {
            let throw = dice.throw(Lineage(who));
            let centre = forecast.centres[(throw.unit(0) * 3.0) as usize];
            let rank = forecast.below(centre + 0.5 * throw.normal(1));
            tenths[((rank * 10.0) as usize).min(9)] += 1.0;
        }
        let chi: f64 = tenths.iter().map(|n| (n - 200.0) * (n - 200.0) / 200.0).sum();
        // Chi square of nine degrees of freedom exceeds 27.9 once in a thousand.
        assert!(chi < 27.9, "{tenths:?}");
    }

    #[test]
    fn quantiles_undo_chances() {
        let forecast = Forecast { centres: vec![-1.0, 0.0, 3.0], sd: 0.5 };
        for p in [0.1, 0.5, 0.9] {
            // Sixty halvings of fourteen units leave less than rounding.
            assert!((forecast.below(forecast.quantile(p)) - p).abs() < 1e-9);
        }
        let normal = Forecast::normal(2.0, 3.0);
        // Five figures of the printed normal table.
        assert!((normal.quantile(0.975) - (2.0 + 3.0 * 1.959_964)).abs() < 1e-5);
    }

    #[test]
    fn events_are_scored_between_sure_and_wrong() {
        assert_eq!((brier(1.0, true), brier(1.0, false), brier(0.5, true)), (0.0, 1.0, 0.25));
        assert_eq!(logarithm(0.5, false), libm::log(2.0));
        assert_eq!(
            logarithm(0.0, true),
            -libm::log(SUREST),
            "finite where nobody gave it a chance"
        );
    }
}
