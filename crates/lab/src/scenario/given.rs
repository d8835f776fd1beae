//! What decrees and given paths make of an instrument, month by month, and the steps of an action
//! that starts from it.
//!
//! Decrees are taken as history issued them: what hangs on a decision that a run leaves free is not
//! foreseen here.

use kernel::Month;
use model::{ALTERNATIVE, Order, Path, Setting};

use super::Target;
use super::apply::BLOWS;
use super::known::regions;

/// What is given of one instrument.
#[derive(Clone, Copy)]
pub(super) struct Given<'a> {
    /// The decrees, in order of their months.
    pub orders: &'a [Order],
    /// The given paths.
    pub paths: &'a [Path],
    /// The instrument.
    pub instrument: &'a str,
}

impl<'a> Given<'a> {
    /// The settings that decrees gave the instrument by `month`, the latest first.
    fn settings(&self, month: Month) -> impl Iterator<Item = &'a Setting> {
        let (orders, name) = (self.orders, self.instrument);
        let issued = move |order: &&Order| order.month <= month && order.kind != ALTERNATIVE;
        let earlier = orders.iter().filter(issued).rev();
        let set = earlier.flat_map(|order| order.set.iter().rev());
        set.filter(move |(n, _)| n == name).map(|(_, value)| value)
    }

    /// The value that the decrees alone give by `month`, in the form of `like`.
    pub fn ordered(&self, like: &Setting, month: Month) -> Option<Setting> {
        let Setting::Regions(held) = like else { return self.settings(month).next().cloned() };
        let one = |region: &str| self.settings(month).find_map(|value| part(value, region));
        let all = held.iter().map(|(region, _)| Some((region.clone(), one(region)?)));
        all.collect::<Option<Vec<_>>>().map(Setting::Regions)
    }

    /// The value in one region, by decree or path.
    fn in_region(&self, region: &str, month: Month) -> Option<f64> {
        let ordered = self.settings(month).find_map(|value| part(value, region));
        let here = |path: &&Path| path.region.is_none_or(|r| society_region(r) == Some(region));
        let path = || self.paths.iter().filter(|p| p.name == self.instrument).find(here);
        ordered.or_else(|| path().map(|path| path.at(month)))
    }

    /// The value that stands in a month by decree or path: one for the country, or one for each
    /// region where any is given.
    pub fn at(&self, month: Month) -> Option<Setting> {
        let by_region = self.settings(month).any(|value| matches!(value, Setting::Regions(_)))
            || self.paths.iter().any(|p| p.name == self.instrument && p.region.is_some());
        if by_region {
            let one = |region: String| Some((self.in_region(&region, month)?, region));
            let all = regions().into_iter().filter_map(one);
            let all: Vec<_> = all.map(|(value, region)| (region, value)).collect();
            return (!all.is_empty()).then_some(Setting::Regions(all));
        }
        let path = || self.paths.iter().find(|path| path.name == self.instrument);
        let ordered = self.settings(month).next().cloned();
        ordered.or_else(|| path().map(|path| Setting::Number(path.at(month))))
    }

    /// The months in which an action changes the instrument, with the values; `None` if it starts
    /// from what is given and nothing is.
    pub fn steps(
        &self,
        to: &Target,
        from: Month,
        last: Option<Month>,
    ) -> Option<Vec<(Month, Setting)>> {
        match to {
            Target::Value(to) => Some(vec![(from, to.clone())]),
            Target::Ramp { to, months } => {
                let before = self.at(from.plus(-1))?;
                let step = |n: u32| {
                    let month = from.plus(i32::try_from(n).ok()? - 1);
                    Some((month, between(&before, to, n, *months)?))
                };
                (1..=*months).map(step).collect()
            }
            Target::Scale(times) => {
                self.at(from)?;
                Some(self.changes(from, last, |month| {
                    self.at(month).map(|setting| scaled(&setting, *times))
                }))
            }
            // A blow is what it is in its month: there is nothing to repeat.
            Target::AsGiven if BLOWS.contains(&self.instrument) => Some(Vec::new()),
            Target::AsGiven => Some(self.changes(from, last, |month| self.at(month))),
        }
    }

    /// The months in which a value differs from that of the month before, the first included.
    fn changes(
        &self,
        from: Month,
        last: Option<Month>,
        value: impl Fn(Month) -> Option<Setting>,
    ) -> Vec<(Month, Setting)> {
        let mut steps: Vec<(Month, Setting)> = Vec::new();
        let mut month = from;
        while month <= last.unwrap_or(model::LAST).min(model::LAST) {
            if let Some(value) = value(month)
                && steps.last().is_none_or(|(_, before)| *before != value)
            {
                steps.push((month, value));
            }
            month = month.next();
        }
        steps
    }
}

/// The name of a region by its place.
fn society_region(place: usize) -> Option<&'static str> {
    let cell = model::Cell { variable: 0, region: Some(place) };
    Some(cell.region_name())
}

/// The part of a setting that speaks of a region.
fn part(setting: &Setting, region: &str) -> Option<f64> {
    match setting {
        Setting::Number(number) => Some(*number),
        Setting::Regions(all) => all.iter().find(|(name, _)| name == region).map(|(_, v)| *v),
        Setting::Word(_) => None,
    }
}

/// Step `n` of `months` from one setting to another; the last is the other itself.
fn between(before: &Setting, to: &Setting, n: u32, months: u32) -> Option<Setting> {
    if n == months {
        return Some(to.clone());
    }
    let share = f64::from(n) / f64::from(months);
    let step = |before: f64, to: f64| before + (to - before) * share;
    match (before, to) {
        (Setting::Number(before), Setting::Number(to)) => Some(Setting::Number(step(*before, *to))),
        (before, Setting::Regions(all)) => {
            let one = |(region, to): &(String, f64)| {
                Some((region.clone(), step(part(before, region)?, *to)))
            };
            all.iter().map(one).collect::<Option<Vec<_>>>().map(Setting::Regions)
        }
        (Setting::Regions(all), Setting::Number(to)) => {
            let all = all.iter().map(|(region, before)| (region.clone(), step(*before, *to)));
            Some(Setting::Regions(all.collect()))
        }
        (Setting::Word(_), _) | (_, Setting::Word(_)) => None,
    }
}

fn scaled(setting: &Setting, times: f64) -> Setting {
    match setting {
        Setting::Number(number) => Setting::Number(times * number),
        Setting::Regions(all) => {
            Setting::Regions(all.iter().map(|(name, v)| (name.clone(), times * v)).collect())
        }
        Setting::Word(word) => Setting::Word(word.clone()),
    }
}
