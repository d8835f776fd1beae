//! Commands that wait for a condition: "when the scissors are above 2.5 for two months, hold credit
//! at 0.8 of what it is".
//!
//! The condition is read from the record of the months already lived. In the month after it is
//! met the command takes effect; it holds until its end, and then the instrument goes back to where
//! the decrees and given paths have left it meanwhile. Each command fires at most once in a run.

use std::fmt;

use kernel::Month;
use serde::{Deserialize, Serialize};
use society::{GrainPolicy, MoneyRegime, REGIONS, Society};

use crate::instruments::{Setting, check, instruments, number_of, set};
use crate::record::{Happening, Record};
use crate::variables::{Cell, cells};

/// A command that waits for a condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Conditional {
    /// Its id.
    pub id: String,
    /// What it waits for.
    pub condition: Condition,
    /// The instrument that it holds.
    pub instrument: String,
    /// What it makes of the instrument.
    pub change: Change,
    /// The first month in which the condition may be met.
    pub from: Month,
    /// The last month in which it may be met and in which the instrument is held.
    pub until: Month,
    /// Months for which the instrument is held; none means until `until`.
    pub lasts: Option<u32>,
}

/// What a conditional command makes of an instrument.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// This value.
    To(Setting),
    /// So many times what decrees and paths give, within the range of the instrument.
    Scale(f64),
}

/// A comparison of a reported variable with a number.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// Name of the variable.
    pub variable: String,
    /// Name of the region; none means the whole country.
    pub region: Option<String>,
    /// How it is compared.
    pub sign: Sign,
    /// With what, in the unit of the variable.
    pub bound: f64,
    /// For how many months in a row, at least 1.
    pub months: u32,
}

/// How two numbers are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// `<`
    Below,
    /// `<=`
    AtMost,
    /// `>`
    Above,
    /// `>=`
    AtLeast,
}

impl Sign {
    /// All signs as they are written; the longer ones first, so that a reader meets them first.
    pub const ALL: [(&str, Sign); 4] =
        [("<=", Sign::AtMost), (">=", Sign::AtLeast), ("<", Sign::Below), (">", Sign::Above)];

    fn holds(self, value: f64, bound: f64) -> bool {
        match self {
            Sign::Below => value < bound,
            Sign::AtMost => value <= bound,
            Sign::Above => value > bound,
            Sign::AtLeast => value >= bound,
        }
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.variable)?;
        if let Some(region) = &self.region {
            write!(f, "@{region}")?;
        }
        let (sign, _) = Sign::ALL[Sign::ALL.iter().position(|(_, s)| *s == self.sign).unwrap_or(0)];
        write!(f, " {sign} {}", self.bound)?;
        if self.months > 1 { write!(f, " for {} months", self.months) } else { Ok(()) }
    }
}

impl Condition {
    /// Whether it is met in `now`: in this month and so many before it. A month in which the
    /// variable does not exist does not meet it.
    pub fn met(&self, record: &Record, now: Month) -> bool {
        let region = match &self.region {
            Some(name) => match REGIONS.iter().position(|known| known == name) {
                Some(region) => Some(region),
                None => return false,
            },
            None => None,
        };
        let (Some(path), Some(place)) =
            (record.variable(&self.variable, region), record.place(now))
        else {
            return false;
        };
        let Some(first) = (place + 1).checked_sub(self.months.max(1) as usize) else {
            return false;
        };
        path[first..=place].iter().all(|value| self.sign.holds(*value, self.bound))
    }
}

impl Conditional {
    /// Whether a run can obey it.
    pub(crate) fn check(&self) -> Result<(), String> {
        if let Change::To(setting) = &self.change {
            check(&self.instrument, setting)?;
        }
        let Condition { variable, region, .. } = &self.condition;
        let place = match region {
            None => None,
            Some(name) => match REGIONS.iter().position(|known| known == name) {
                None => return Err(format!("unknown region `{name}`")),
                place => place,
            },
        };
        let found = crate::variables::find(variable);
        let number = found.ok_or_else(|| format!("unknown variable `{variable}`"))?;
        if cells().contains(&Cell { variable: number, region: place }) {
            return Ok(());
        }
        Err(format!("`{variable}` is reported for the whole country only"))
    }

    /// The last month in which it holds, if it takes effect in `start`.
    fn end(&self, start: Month) -> Month {
        let months = self.lasts.and_then(|months| i32::try_from(months).ok());
        months.map_or(self.until, |months| start.plus(months - 1).min(self.until))
    }
}

/// The conditional commands of one run: which have fired, and what they cover.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Waiting {
    /// The month in which each takes effect, once its condition has been met.
    start: Vec<Option<Month>>,
    /// What stands below the value that each holds.
    below: Vec<Option<Setting>>,
}

impl Waiting {
    /// So many commands, none of which has fired.
    pub fn of(commands: usize) -> Waiting {
        Waiting { start: vec![None; commands], below: vec![None; commands] }
    }

    /// The commands of another plan that goes on from here: those that both have keep what they did.
    pub fn after(&self, mine: &[Conditional], others: &[Conditional]) -> Waiting {
        let state = |other: &Conditional| match mine.iter().position(|one| one == other) {
            Some(place) => (self.start[place], self.below[place].clone()),
            None => (None, None),
        };
        let (start, below) = others.iter().map(state).unzip();
        Waiting { start, below }
    }

    /// Looks at the month that was observed last: who meets the condition fires in the next.
    pub fn watch(&mut self, all: &[Conditional], record: &Record, now: Month) {
        for (one, start) in all.iter().zip(&mut self.start) {
            let open = now >= one.from && now < one.until;
            if start.is_none() && open && one.condition.met(record, now) {
                *start = Some(now.next());
            }
        }
    }

    /// Takes the held values away, so that paths and decrees change what stands below them.
    pub fn lift(&mut self, all: &[Conditional], society: &mut Society) {
        for (one, below) in all.iter().zip(&mut self.below).rev() {
            if let Some(setting) = below.take() {
                set(society, &one.instrument, &setting);
            }
        }
    }

    /// Holds the instruments again at the opening of a month: what begins or ends in this month
    /// does so with its decrees.
    pub fn hold(&mut self, all: &[Conditional], society: &mut Society, now: Month) {
        self.press(all, society, |start, end| start < now && now <= end.next());
    }

    /// Holds the instruments after the decrees of the month, and tells what begins and what ends.
    pub fn obey(
        &mut self,
        all: &[Conditional],
        society: &mut Society,
        now: Month,
    ) -> Vec<Happening> {
        self.press(all, society, |start, end| start <= now && now <= end);
        let tell = |(one, start): (&Conditional, &Option<Month>)| {
            let start = (*start)?;
            let phase = match now {
                now if now == start => format!("begins, since {}", one.condition),
                now if now == one.end(start).next() => "ends".to_owned(),
                _ => return None,
            };
            Some(Happening {
                month: now,
                kind: "decree",
                id: one.id.clone(),
                text: format!("Scenario: the change of {} {phase}", one.instrument),
            })
        };
        all.iter().zip(&self.start).filter_map(tell).collect()
    }

    fn press(
        &mut self,
        all: &[Conditional],
        society: &mut Society,
        holds: impl Fn(Month, Month) -> bool,
    ) {
        for (i, one) in all.iter().enumerate() {
            if self.start[i].is_some_and(|start| holds(start, one.end(start))) {
                let below = standing(society, &one.instrument);
                set(society, &one.instrument, &changed(&one.instrument, &below, &one.change));
                self.below[i] = Some(below);
            }
        }
    }
}

/// What a change makes of a setting.
fn changed(name: &str, below: &Setting, change: &Change) -> Setting {
    let range = instruments().iter().find(|i| i.name == name).map(|i| (i.low, i.high));
    let (low, high) = range.unwrap_or((f64::MIN, f64::MAX));
    match (change, below) {
        (Change::To(setting), _) => setting.clone(),
        (Change::Scale(times), Setting::Number(value)) => {
            Setting::Number((times * value).clamp(low, high))
        }
        (Change::Scale(times), Setting::Regions(all)) => Setting::Regions(
            all.iter()
                .map(|(name, value)| (name.clone(), (times * value).clamp(low, high)))
                .collect(),
        ),
        (Change::Scale(_), Setting::Word(word)) => Setting::Word(word.clone()),
    }
}

/// The value at which an instrument stands, so that setting it again changes nothing.
fn standing(society: &mut Society, name: &str) -> Setting {
    let i = &society.instruments;
    let word = |word: Option<&str>| Setting::Word(word.unwrap_or_default().to_owned());
    match name {
        "grain_policy" => {
            let found = GrainPolicy::NAMES.iter().find(|(_, policy)| *policy == i.grain_policy);
            word(found.map(|(name, _)| *name))
        }
        "money_regime" => {
            let found = MoneyRegime::NAMES.iter().find(|(_, regime)| *regime == i.money_regime);
            word(found.map(|(name, _)| *name))
        }
        "general_secretary" => Setting::Word(i.general_secretary.to_string()),
        "control" | "war" | "weather" => {
            let regions = &society.regions;
            let column = match name {
                "control" => &regions.control,
                "war" => &regions.war,
                _ => &regions.weather,
            };
            let named = REGIONS.iter().zip(column.all());
            Setting::Regions(named.map(|(name, value)| ((*name).to_owned(), *value)).collect())
        }
        _ => Setting::Number(number_of(society, name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_can_be_set_again_without_a_change() {
        let evidence = evidence::Evidence::embedded().expect("the embedded evidence is whole");
        let whole = crate::testing_society(&evidence);
        for about in instruments() {
            let mut society = whole.clone();
            let standing = standing(&mut society, about.name);
            set(&mut society, about.name, &standing);
            assert_eq!(format!("{society:?}"), format!("{whole:?}"), "{}", about.name);
        }
    }

    #[test]
    fn a_condition_asks_for_months_in_a_row_that_exist() {
        let first = crate::FIRST;
        let mut record = Record::new(first, 4);
        let cell = (0..record.cells.len())
            .find(|c| {
                crate::VARIABLES[record.cells[*c].variable].name == "prices.scissors_wholesale"
            })
            .expect("a variable");
        for (month, value) in [f64::NAN, 2.6, 2.5, 2.7].into_iter().enumerate() {
            record.values[cell * 4 + month] = value;
        }
        let condition = |sign, months| Condition {
            variable: "prices.scissors_wholesale".to_owned(),
            region: None,
            sign,
            bound: 2.5,
            months,
        };
        let met = |sign, months| -> Vec<bool> {
            (0..4).map(|m| condition(sign, months).met(&record, first.plus(m))).collect()
        };
        assert_eq!(met(Sign::Above, 1), [false, true, false, true]);
        assert_eq!(met(Sign::AtLeast, 2), [false, false, true, true]);
        assert_eq!(met(Sign::AtMost, 1), [false, false, true, false]);
        assert_eq!(met(Sign::Below, 1), [false; 4]);
        let text = condition(Sign::AtLeast, 2).to_string();
        assert_eq!(text, "prices.scissors_wholesale >= 2.5 for 2 months");
    }
}
