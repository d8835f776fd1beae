//! The posterior that ships: draws of the parameters that a fit could move, from `posterior/`.
//!
//! Only what the fit set free is in it. All other parameters are drawn from their priors, as ever.

use std::sync::OnceLock;

use model::Theory;

use crate::summary::median;

/// A column for each free parameter, a row for each draw.
const DRAWS: &str = include_str!("../../../posterior/draws.csv");
/// What became of each free parameter.
const PARAMETERS: &str = include_str!("../../../posterior/parameters.csv");

/// Draws of the parameters that a fit set free.
#[derive(Clone, Debug, PartialEq)]
pub struct Posterior {
    /// Places, in [`Theory::parameters`], of the columns.
    places: Vec<usize>,
    /// The draws.
    draws: Vec<Vec<f64>>,
    /// The median of each column.
    centre: Vec<f64>,
    /// What became of each free parameter.
    learned: Vec<Learned>,
}

/// What a fit made of a parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Learned {
    /// Full name.
    pub name: String,
    /// Mean and standard deviation of the posterior.
    pub mean: f64,
    /// Standard deviation of the posterior.
    pub sd: f64,
    /// Share of the prior variance that the record took away.
    pub contraction: f64,
    /// Whether it counts as learned; otherwise it is an assumption still.
    pub learned: bool,
}

impl std::fmt::Display for Learned {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let three = crate::facts::three_digits;
        let taken = 100.0 * self.contraction.max(0.0);
        write!(f, "{} ± {}, contraction {taken:.0} %", three(self.mean), three(self.sd))
    }
}

/// The posterior that ships.
pub fn shipped() -> &'static Posterior {
    static SHIPPED: OnceLock<Posterior> = OnceLock::new();
    SHIPPED.get_or_init(|| Posterior::read(DRAWS, PARAMETERS))
}

impl Posterior {
    /// Reads the two tables. Names that the model does not have, and rows that are not numbers, are
    /// left out; a test holds the shipped tables against the model.
    fn read(draws: &str, parameters: &str) -> Posterior {
        let known: Vec<String> = Theory::parameters().iter().map(|p| p.full_name()).collect();
        let mut reader = csv::Reader::from_reader(draws.as_bytes());
        let names = reader.headers().cloned().unwrap_or_default();
        let columns: Vec<(usize, usize)> = names
            .iter()
            .enumerate()
            .filter_map(|(column, name)| Some((column, known.iter().position(|own| own == name)?)))
            .collect();
        let row = |row: csv::StringRecord| -> Option<Vec<f64>> {
            columns.iter().map(|(column, _)| row.get(*column)?.parse().ok()).collect()
        };
        let draws: Vec<Vec<f64>> = reader.records().flatten().filter_map(row).collect();
        let middle = |n: usize| median(draws.iter().map(|draw| draw[n]).collect());
        Posterior {
            centre: (0..columns.len()).map(middle).collect(),
            places: columns.into_iter().map(|(_, place)| place).collect(),
            draws,
            learned: learned(parameters),
        }
    }

    /// How many draws there are.
    pub fn draws(&self) -> usize {
        self.draws.len()
    }

    /// Places, in [`Theory::parameters`], of the parameters that the fit set free.
    pub fn places(&self) -> &[usize] {
        &self.places
    }

    /// Writes draw number `draw` over the values of a theory: the medians for draw 0, then the draws
    /// in turn.
    pub fn write(&self, draw: u32, values: &mut [f64]) {
        let row = match draw.checked_sub(1) {
            Some(number) if !self.draws.is_empty() => {
                &self.draws[number as usize % self.draws.len()]
            }
            _ => &self.centre,
        };
        if row.iter().all(|value| value.is_finite()) {
            self.places.iter().zip(row).for_each(|(&place, value)| values[place] = *value);
        }
    }

    /// What became of a parameter; none if it was not free.
    pub fn of(&self, name: &str) -> Option<&Learned> {
        self.learned.iter().find(|one| one.name == name)
    }

    /// `learned`, or `assumption` for all that the record cannot tell; `convention` for what is fixed.
    pub fn label(&self, name: &str, prior: kernel::Prior) -> &'static str {
        match (self.of(name), prior) {
            (_, kernel::Prior::Fixed(_)) => "convention",
            (Some(one), _) if one.learned => "learned",
            _ => "assumption",
        }
    }
}

fn learned(parameters: &str) -> Vec<Learned> {
    let mut reader = csv::Reader::from_reader(parameters.as_bytes());
    let head = reader.headers().cloned().unwrap_or_default();
    let place = |name: &str| head.iter().position(|own| own == name);
    let one = |row: csv::StringRecord| {
        let text = |name: &str| row.get(place(name)?);
        let number = |name: &str| text(name)?.parse::<f64>().ok();
        Some(Learned {
            name: text("parameter")?.to_owned(),
            mean: number("posterior_mean")?,
            sd: number("posterior_sd")?,
            contraction: number("contraction")?,
            learned: text("label")? == "learned",
        })
    };
    reader.records().flatten().filter_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_draw_that_ships_fits_the_model_and_settles() {
        let posterior = shipped();
        let names = DRAWS.lines().next().unwrap_or_default().split(',').count();
        assert_eq!(
            posterior.places.len(),
            names,
            "a parameter of posterior/draws.csv is not known"
        );
        assert_eq!(posterior.draws(), DRAWS.lines().count() - 1, "a draw is not made of numbers");
        let parameters = Theory::parameters();
        for draw in 0..=posterior.draws() as u32 {
            let mut values = Theory::draw(1917, draw).values();
            posterior.write(draw, &mut values);
            for &place in &posterior.places {
                let p = &parameters[place];
                assert!(p.declared.prior.allows(values[place]), "{} in draw {draw}", p.full_name());
            }
            assert!(Theory::from_values(&values).issue_money.is_stable(), "draw {draw}");
        }
    }

    #[test]
    fn what_is_free_is_told_of() {
        let posterior = shipped();
        let parameters = Theory::parameters();
        for &place in &posterior.places {
            assert!(posterior.of(&parameters[place].full_name()).is_some());
        }
        assert_eq!(posterior.learned.len(), posterior.places.len());
    }
}
