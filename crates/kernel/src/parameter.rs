//! Parameters: the numbers that are not known, each with what we believe of it and on whose word.

/// What is believed of a parameter before any fit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Prior {
    /// Mean and standard deviation.
    Normal(f64, f64),
    /// Median and standard deviation of the logarithm.
    LogNormal(f64, f64),
    /// Lowest and highest value.
    Uniform(f64, f64),
    /// Lowest, likeliest and highest value.
    Triangular(f64, f64, f64),
    /// Known exactly, or a convention: not drawn.
    Fixed(f64),
}

impl Prior {
    /// The value below which the parameter lies with probability `p`, 0 < p < 1.
    pub fn quantile(self, p: f64) -> f64 {
        match self {
            Prior::Normal(mean, sd) => mean + sd * normal_quantile(p),
            Prior::LogNormal(median, sd) => median * libm::exp(sd * normal_quantile(p)),
            Prior::Uniform(low, high) => low + (high - low) * p,
            Prior::Triangular(low, mode, high) => triangular_quantile(low, mode, high, p),
            Prior::Fixed(value) => value,
        }
    }

    /// The median: the value of the central run.
    pub fn centre(self) -> f64 {
        self.quantile(0.5)
    }

    /// Whether `value` can occur under this prior.
    pub fn allows(self, value: f64) -> bool {
        match self {
            Prior::Normal(..) => value.is_finite(),
            Prior::LogNormal(..) => value.is_finite() && value > 0.0,
            Prior::Uniform(low, high) | Prior::Triangular(low, _, high) => {
                (low..=high).contains(&value)
            }
            Prior::Fixed(only) => value == only,
        }
    }
}

impl std::fmt::Display for Prior {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Prior::Normal(mean, sd) => write!(f, "normal, mean {mean}, sd {sd}"),
            Prior::LogNormal(median, sd) => write!(f, "lognormal, median {median}, log-sd {sd}"),
            Prior::Uniform(low, high) => write!(f, "uniform, {low} to {high}"),
            Prior::Triangular(low, mode, high) => write!(f, "triangular, {low}, {mode}, {high}"),
            Prior::Fixed(value) => write!(f, "fixed at {value}"),
        }
    }
}

fn triangular_quantile(low: f64, mode: f64, high: f64, p: f64) -> f64 {
    let split = (mode - low) / (high - low);
    if p < split {
        low + libm::sqrt(p * (high - low) * (mode - low))
    } else {
        high - libm::sqrt((1.0 - p) * (high - low) * (high - mode))
    }
}

/// One declared parameter, for lists, calibration and the generated page.
#[derive(Clone, Copy, Debug)]
pub struct Declared {
    /// Name of the field.
    pub name: &'static str,
    /// Unit, in words.
    pub unit: &'static str,
    /// What is believed of it.
    pub prior: Prior,
    /// On whose word: a key of the sources, or `judgement`.
    pub source: &'static str,
    /// What it means, from the doc comment.
    pub meaning: &'static str,
}

/// A struct of parameters. Derived: see the crate `kernel-derive`.
pub trait Parameters: Sized {
    /// The parameters in the order of the fields.
    const DECLARED: &'static [Declared];

    /// The struct with these values, in the order of `DECLARED`.
    ///
    /// # Panics
    /// If there are fewer values than parameters.
    fn from_values(values: &[f64]) -> Self;

    /// The values, in the order of `DECLARED`.
    fn values(&self) -> Vec<f64>;

    /// Every parameter at the centre of its prior.
    fn central() -> Self {
        let values: Vec<f64> = Self::DECLARED.iter().map(|d| d.prior.centre()).collect();
        Self::from_values(&values)
    }
}

/// The standard normal quantile: M. J. Wichura, "Algorithm AS 241: The Percentage Points of the
/// Normal Distribution", Applied Statistics 37 (1988), routine PPND7 (about 7 figures). Written
/// with `libm`, so that it gives the same bits on every machine.
pub fn normal_quantile(p: f64) -> f64 {
    let q = p - 0.5;
    if q.abs() <= CENTRAL {
        return central_quantile(q);
    }
    let tail = if q < 0.0 { p } else { 1.0 - p };
    let r = libm::sqrt(-libm::log(tail.max(f64::MIN_POSITIVE)));
    let value = if r <= 5.0 {
        tail_quantile(r)
    } else {
        let r = r - 5.0;
        (((0.017_337_203_997 * r + 0.428_682_947_5) * r + 3.081_226_386_0) * r + 6.657_905_115_0)
            / ((0.012_258_202_635 * r + 0.241_978_943_1) * r + 1.0)
    };
    if q < 0.0 { -value } else { value }
}

/// [`normal_quantile`] for `p` from 1e-10 to 1 - 1e-10, as far as throws of 32 bits reach, in a shape
/// that compilers work out for many rows at a time.
#[inline(always)]
pub(crate) fn normal_quantile_of_throw(p: f64) -> f64 {
    let q = p - 0.5;
    let tail = if q < 0.0 { p } else { 1.0 - p };
    let value = tail_quantile((-crate::curves::ln(tail)).sqrt());
    let value = if q < 0.0 { -value } else { value };
    if q.abs() <= CENTRAL { central_quantile(q) } else { value }
}

/// How far from the median the central formula reaches.
const CENTRAL: f64 = 0.425;

#[inline(always)]
fn central_quantile(q: f64) -> f64 {
    let r = 0.180_625 - q * q;
    q * (((59.109_374_720 * r + 159.291_132_02) * r + 50.434_271_938) * r + 3.387_132_717_9)
        / (((67.187_563_600 * r + 78.757_757_664) * r + 17.895_169_469) * r + 1.0)
}

#[inline(always)]
fn tail_quantile(r: f64) -> f64 {
    let r = r - 1.6;
    (((0.170_238_210_3 * r + 1.306_728_481_6) * r + 2.756_815_390_0) * r + 1.423_437_277_7)
        / ((0.120_211_322_4 * r + 0.737_001_643_8) * r + 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_quantiles_match_the_tables() {
        // Five figures of the printed normal table; PPND7 claims about seven.
        for (p, z) in [(0.5, 0.0), (0.975, 1.959_964), (0.025, -1.959_964), (0.999, 3.090_232)] {
            assert!((normal_quantile(p) - z).abs() < 1e-5, "{p}: {}", normal_quantile(p));
        }
    }

    #[test]
    fn quantiles_rise_and_centres_are_medians() {
        let priors = [
            Prior::Normal(1.0, 2.0),
            Prior::LogNormal(3.0, 0.5),
            Prior::Uniform(0.2, 0.9),
            Prior::Triangular(0.0, 0.3, 1.0),
        ];
        for prior in priors {
            let mut last = f64::NEG_INFINITY;
            for i in 1..100 {
                let x = prior.quantile(f64::from(i) / 100.0);
                assert!(x >= last && prior.allows(x), "{prior}");
                last = x;
            }
        }
        assert_eq!(Prior::LogNormal(3.0, 0.5).centre(), 3.0);
        assert_eq!(Prior::Uniform(0.0, 1.0).centre(), 0.5);
    }
}
