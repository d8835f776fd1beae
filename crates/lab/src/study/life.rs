//! What is kept of one life: the months of some variables, the outcomes, who directs whom, and what
//! each body decided. To rows of the store and back.

use kernel::Month;
use model::{FIRST, Record};
use parquet::data_type::ByteArray;

use crate::directs;
use crate::folder::parquet::{days, kept, month_of};
use crate::outcomes::{DEFINITIONS, outcomes};
use crate::store::Rows;

/// Kinds of rows.
const SERIES: &str = "series";
const HELD: &str = "held";
const INDEX: &str = "index";
const DIRECTS: &str = "directs";
const CARRIED: &str = "carried";

/// One life, as far as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Life {
    /// Number of the draw.
    pub draw: u32,
    /// The months of each variable that is kept, from the first month of the model on.
    pub series: Vec<Vec<f64>>,
    /// Whether each outcome holds at the end.
    pub held: Vec<bool>,
    /// How near each is, 0 to 1.
    pub index: Vec<f64>,
    /// Who directs whom at the end, -1 to 1; not a number if it is not reported.
    pub directs: f64,
    /// Decisions, and the place of the option that was carried.
    pub carried: Vec<(String, usize)>,
}

/// The rows of a life.
pub(super) fn rows(number: u32, record: &Record, keep: &[String]) -> Rows {
    let draw = i32::try_from(number).unwrap_or(i32::MAX);
    let mut rows = Rows::default();
    let series = ByteArray::from(SERIES);
    for name in keep {
        let path = record.variable(name, None).unwrap_or_default();
        let text = ByteArray::from(name.as_str());
        for (value, month) in path.iter().zip(0..).filter(|(value, _)| value.is_finite()) {
            rows.push(draw, &series, &text, days(record.first.plus(month)), kept(*value));
        }
    }
    let end = days(record.first.plus(i32::try_from(record.months).unwrap_or(1) - 1));
    for outcome in outcomes(record) {
        let id = ByteArray::from(outcome.id);
        let held = f64::from(u8::from(outcome.held));
        rows.push(draw, &ByteArray::from(HELD), &id, end, held);
        rows.push(draw, &ByteArray::from(INDEX), &id, end, kept(outcome.index));
    }
    if let Some(value) = directs::at_end_of(record, directs::SO_FAR) {
        rows.push(
            draw,
            &ByteArray::from(DIRECTS),
            &ByteArray::from(directs::SO_FAR),
            end,
            kept(value),
        );
    }
    for vote in &record.votes {
        let id = ByteArray::from(&*vote.decision);
        rows.push(draw, &ByteArray::from(CARRIED), &id, days(vote.month), vote.carried as f64);
    }
    rows
}

/// The lives of a unit; a text if the rows are not those of lives.
pub(super) fn lives(rows: &Rows, keep: &[String], until: Month) -> Result<Vec<Life>, String> {
    let months = usize::try_from(until.since(FIRST) + 1).unwrap_or(0);
    let mut lives: Vec<Life> = Vec::new();
    let mut variable = 0;
    for row in 0..rows.len() {
        let draw = u32::try_from(rows.draw[row]).map_err(|_| "a draw below 0".to_owned())?;
        if lives.last().is_none_or(|life| life.draw != draw) {
            lives.push(Life::empty(draw, keep.len(), months));
        }
        let Some(life) = lives.last_mut() else { continue };
        let name = rows.name[row].data();
        if rows.kind[row].data() == SERIES.as_bytes() {
            // Rows of one variable stand together: the last one is tried first.
            if keep.get(variable).is_none_or(|known| known.as_bytes() != name) {
                let found = keep.iter().position(|known| known.as_bytes() == name);
                variable = found.ok_or("a variable that was not asked for")?;
            }
            let place = usize::try_from(month_of(rows.date[row]).since(FIRST)).unwrap_or(months);
            let months = &mut life.series[variable];
            *months.get_mut(place).ok_or("a month that was not asked for")? = rows.value[row];
        } else {
            life.take(rows.kind[row].data(), name, rows.value[row])?;
        }
    }
    Ok(lives)
}

impl Life {
    fn empty(draw: u32, variables: usize, months: usize) -> Life {
        Life {
            draw,
            series: vec![vec![f64::NAN; months]; variables],
            held: vec![false; DEFINITIONS.len()],
            index: vec![f64::NAN; DEFINITIONS.len()],
            directs: f64::NAN,
            carried: Vec::new(),
        }
    }

    /// Takes a row that is no month of a variable.
    fn take(&mut self, kind: &[u8], name: &[u8], value: f64) -> Result<(), String> {
        let outcome = || {
            let place = DEFINITIONS.iter().position(|outcome| outcome.id.as_bytes() == name);
            place.ok_or_else(|| "an outcome that is not known".to_owned())
        };
        let text = String::from_utf8_lossy(kind);
        match &*text {
            HELD => self.held[outcome()?] = value > 0.0,
            INDEX => self.index[outcome()?] = value,
            DIRECTS => self.directs = value,
            CARRIED => {
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                let option = value as usize;
                self.carried.push((String::from_utf8_lossy(name).into_owned(), option));
            }
            other => return Err(format!("rows of the unknown kind `{other}`")),
        }
        Ok(())
    }
}
