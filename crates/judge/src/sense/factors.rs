//! What is moved: parameters one by one or by mechanism, and the luck of a run.
//!
//! Parameters are moved in the unit cube of their priors: coordinate 0.9 of a parameter is the value
//! below which 90 per cent of its prior lie.

use model::{NamedParameter, Theory};

use crate::lives::Design;
use kernel::Prior;

/// Name of the factor that is no parameter: the draw number, by which all throws of a run fall.
pub const CHANCE: &str = "chance";
/// Name of the factor of all parameters that are not named.
pub const REST: &str = "all other parameters";
/// Name of a factor that does nothing: what an index is worth that is not 0 by mere chance.
pub const NOTHING: &str = "a number of no use";

/// What moves at once.
#[derive(Clone, Debug, PartialEq)]
pub struct Factor {
    /// A mechanism, a parameter, or one of the names above.
    pub name: String,
    /// Coordinates of the cube; none for [`CHANCE`].
    pub coordinates: Vec<usize>,
}

impl Factor {
    /// The factor that moves the luck.
    pub fn chance() -> Factor {
        Factor { name: CHANCE.to_owned(), coordinates: Vec::new() }
    }

    /// The factor of a coordinate.
    pub fn one(name: &str, coordinate: usize) -> Factor {
        Factor { name: name.to_owned(), coordinates: vec![coordinate] }
    }

    /// Whether it moves the luck and no parameter.
    pub fn is_chance(&self) -> bool {
        self.coordinates.is_empty()
    }
}

/// A point of a design.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Coordinates between 0 and 1.
    pub at: Vec<f64>,
    /// Number of the draw whose luck it has.
    pub luck: u32,
}

/// The cube of all parameters that are drawn.
#[derive(Clone, Debug)]
pub struct Cube {
    parameters: Vec<NamedParameter>,
    /// Places of the drawn parameters in the order of [`Theory::parameters`].
    drawn: Vec<usize>,
}

impl Default for Cube {
    fn default() -> Cube {
        Cube::new()
    }
}

impl Cube {
    /// The cube of the model's own priors.
    pub fn new() -> Cube {
        let parameters = Theory::parameters();
        let fixed = |place: &usize| matches!(parameters[*place].declared.prior, Prior::Fixed(_));
        let drawn = (0..parameters.len()).filter(|place| !fixed(place)).collect();
        Cube { parameters, drawn }
    }

    /// Number of coordinates.
    pub fn dimensions(&self) -> usize {
        self.drawn.len()
    }

    /// A factor for each parameter that is drawn.
    pub fn by_parameter(&self) -> Vec<Factor> {
        let one = |(coordinate, place): (usize, &usize)| {
            Factor::one(&self.parameters[*place].full_name(), coordinate)
        };
        self.drawn.iter().enumerate().map(one).collect()
    }

    /// A factor for each mechanism with a parameter that is drawn, and for the norms and switches.
    pub fn by_mechanism(&self) -> Vec<Factor> {
        let mut factors: Vec<Factor> = Vec::new();
        for (coordinate, place) in self.drawn.iter().enumerate() {
            let name = self.parameters[*place].mechanism;
            match factors.iter_mut().find(|factor| factor.name == name) {
                Some(factor) => factor.coordinates.push(coordinate),
                None => factors.push(Factor::one(name, coordinate)),
            }
        }
        factors
    }

    /// The named mechanisms and parameters, each a factor, and one of all that is left.
    ///
    /// # Errors
    /// The first name that is neither, or that names a parameter a second time.
    pub fn chosen(&self, names: &[String]) -> Result<Vec<Factor>, String> {
        let mut known = self.by_mechanism();
        known.extend(self.by_parameter());
        let mut taken = vec![false; self.dimensions()];
        let mut factors = Vec::new();
        for name in names {
            let factor = known.iter().find(|factor| factor.name == *name);
            let factor = factor.ok_or_else(|| name.clone())?;
            if factor.coordinates.iter().any(|&coordinate| taken[coordinate]) {
                return Err(name.clone());
            }
            factor.coordinates.iter().for_each(|&coordinate| taken[coordinate] = true);
            factors.push(factor.clone());
        }
        let rest: Vec<usize> = (0..taken.len()).filter(|&place| !taken[place]).collect();
        if !rest.is_empty() {
            factors.push(Factor { name: REST.to_owned(), coordinates: rest });
        }
        Ok(factors)
    }

    /// The life that is lived at a point. Coordinates beyond those of the cube change nothing.
    pub fn design(&self, point: &Point) -> Design {
        let centre = |parameter: &NamedParameter| parameter.declared.prior.centre();
        let mut values: Vec<f64> = self.parameters.iter().map(centre).collect();
        for (place, coordinate) in self.drawn.iter().zip(&point.at) {
            values[*place] = self.parameters[*place].declared.prior.quantile(*coordinate);
        }
        Design { draw: point.luck, values }
    }
}
