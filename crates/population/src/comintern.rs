//! The parties of the Comintern and their countries in November 1917, when few of the parties exist:
//! their rows hold the left groups out of which they came.

use kernel::Column;
use society::{Comintern, ForeignParty};

use crate::start::{Missing, Start};

/// The countries, by the names in `start_world.csv` and for the reader. Those in which an attempt
/// was made or feared, and the largest industrial countries.
const COUNTRIES: [(&str, &str); 12] = [
    ("germany", "Germany"),
    ("austria", "Austria"),
    ("hungary", "Hungary"),
    ("italy", "Italy"),
    ("britain", "Britain"),
    ("france", "France"),
    ("czechoslovakia", "Czechoslovakia"),
    ("poland", "Poland"),
    ("bulgaria", "Bulgaria"),
    ("finland", "Finland"),
    ("china", "China"),
    ("usa", "United States"),
];

/// Parties abroad, and how Soviet Russia stands to the world.
pub(crate) fn comintern(start: &Start<'_>) -> Result<Comintern, Missing> {
    let column = |fact: &str| -> Result<Column<ForeignParty, f64>, Missing> {
        let values = COUNTRIES.iter().map(|(key, _)| start.one(&format!("abroad.{key}.{fact}")));
        Ok(Column::new(values.collect::<Result<Vec<f64>, Missing>>()?))
    };
    Ok(Comintern {
        country: Column::new(COUNTRIES.iter().map(|(_, name)| *name).collect()),
        workers: column("workers")?,
        members: column("members")?,
        maturity: column("maturity")?,
        ferment: column("ferment")?,
        exposure: column("exposure")?,
        reach: column("reach")?,
        left_wing: column("left_wing")?,
        in_power: Column::filled(0, COUNTRIES.len()),
        rooted: Column::filled(false, COUNTRIES.len()),
        isolation: start.one("isolation")?,
        threat: start.one("threat")?,
        foreign_capital: start.one("foreign_capital")?,
        ..Comintern::default()
    })
}
