//! Every variable that a run reports, monthly, with its unit and the record it is held against.

mod count;
mod economy;
mod loops;
pub mod nodes;
mod politics;

use society::REGIONS;

pub(crate) use count::Count;
use economy::ECONOMY;
pub(crate) use loops::LOOP_WEIGHTS;
pub(crate) use politics::POLITICS;

/// How a variable of several months is summed up for a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Something at a moment: the value at the end of the period.
    Stock,
    /// Something that happens in a month: the sum over the period.
    Flow,
    /// A ratio or an index: the mean over the period.
    Index,
}

/// One reported variable.
#[derive(Clone, Copy, Debug)]
pub struct Variable {
    /// Name in files: dotted, lower case.
    pub name: &'static str,
    /// Unit.
    pub unit: &'static str,
    /// What it is, in plain words.
    pub label: &'static str,
    /// How months are summed up.
    pub kind: Kind,
    /// Whether it is reported for each region too.
    pub regional: bool,
    /// The series of the record that measure it: (series, unit in the record, factor from the
    /// record's unit to ours). `series / group` asks for the rows of one group.
    pub record: &'static [(&'static str, &'static str, f64)],
}

const fn v(
    name: &'static str,
    unit: &'static str,
    label: &'static str,
    kind: Kind,
    regional: bool,
    record: &'static [(&'static str, &'static str, f64)],
) -> Variable {
    Variable { name, unit, label, kind, regional, record }
}

/// All variables, in the order of the output: the economy, then politics, then loops.
pub const VARIABLES: &[Variable] = &{
    let mut all = [ECONOMY[0]; ECONOMY.len() + POLITICS.len() + LOOP_WEIGHTS.len()];
    let mut i = 0;
    while i < ECONOMY.len() {
        all[i] = ECONOMY[i];
        i += 1;
    }
    let mut j = 0;
    while j < POLITICS.len() {
        all[i + j] = POLITICS[j].variable;
        j += 1;
    }
    let mut k = 0;
    while k < LOOP_WEIGHTS.len() {
        all[i + j + k] = LOOP_WEIGHTS[k];
        k += 1;
    }
    all
};

/// One column of the record of a run: a variable, of the whole country or of one region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Place in [`VARIABLES`].
    pub variable: usize,
    /// Place in [`REGIONS`], or none for the whole country.
    pub region: Option<usize>,
}

impl Cell {
    /// The region's name, or `all`.
    pub fn region_name(self) -> &'static str {
        self.region.map_or("all", |r| REGIONS[r])
    }
}

/// All columns of the record: each variable for the country, then for its regions.
pub fn cells() -> Vec<Cell> {
    let mut cells = Vec::new();
    for (variable, about) in VARIABLES.iter().enumerate() {
        cells.push(Cell { variable, region: None });
        if about.regional {
            cells.extend((0..REGIONS.len()).map(|r| Cell { variable, region: Some(r) }));
        }
    }
    cells
}

/// The place of a variable, by name.
pub fn find(name: &str) -> Option<usize> {
    VARIABLES.iter().position(|v| v.name == name)
}
