//! Decrees, shocks and given paths, month by month.

use std::collections::BTreeMap;

use evidence::{DecreeKind, Evidence, Fault, Setting as Written};
use kernel::Month;
use society::{REGIONS, Society};

use crate::agenda::Decisions;
use crate::conditional::Conditional;
use crate::docket::Chosen;
use crate::instruments::{Setting, check, set, set_region};
use crate::roster::Roster;

/// Kind of a command that history never issued: only an option of a decision can.
pub const ALTERNATIVE: &str = "alternative";

/// Kind of a command that carries on what another one began, or repeats what stands anyway: the
/// chronicle leaves it out.
pub const STEP: &str = "step";

/// A dated command: a decree of the state, or a shock.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// The month in which it takes effect.
    pub month: Month,
    /// Its id.
    pub id: String,
    /// Title for the reader.
    pub title: String,
    /// `decree`, `shock`, `alternative`: a decree that history never issued, or `step`.
    pub kind: String,
    /// The date as recorded.
    pub date: String,
    /// Key of the source, or `judgement`.
    pub source: String,
    /// How far the record can be trusted.
    pub confidence: String,
    /// What it sets.
    pub set: Vec<(String, Setting)>,
}

/// A given path: values at dates, straight lines between them.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// Name of the instrument that follows it.
    pub name: String,
    /// Place in [`REGIONS`]; none means the whole country.
    pub region: Option<usize>,
    /// The dates and their values, in order.
    pub points: Vec<(Month, f64)>,
}

impl Path {
    /// The value in `month`: on the straight line between dates, constant beyond them.
    pub fn at(&self, month: Month) -> f64 {
        let next = self.points.partition_point(|(m, _)| *m <= month);
        match (next.checked_sub(1).map(|i| self.points[i]), self.points.get(next)) {
            (Some((m0, v0)), Some(&(m1, v1))) => {
                v0 + (v1 - v0) * f64::from(month.since(m0)) / f64::from(m1.since(m0))
            }
            (Some((_, v)), None) | (None, Some(&(_, v))) => v,
            (None, None) => f64::NAN,
        }
    }
}

/// All commands in order of their months, the given paths, and the decisions.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    orders: Vec<Order>,
    paths: Vec<Path>,
    /// Settings of commands that outweigh a path: (order, setting).
    outweigh: Vec<(usize, usize)>,
    /// Who sits where on record.
    roster: Roster,
    /// What bodies decide: some commands hang on it.
    pub decisions: Decisions,
    /// Commands that wait for a condition.
    conditionals: Vec<Conditional>,
}

impl Timeline {
    /// Reads the decrees, paths and decisions of the evidence.
    ///
    /// # Errors
    /// Every name, word or number that cannot be set, with its file and line.
    pub fn from_evidence(evidence: &Evidence) -> Result<Timeline, Vec<Fault>> {
        let mut faults = Vec::new();
        let decisions = Decisions::from_evidence(evidence).unwrap_or_else(|found| {
            faults.extend(found);
            Decisions::default()
        });
        let roster = Roster::from_evidence(evidence);
        let (orders, paths, outweigh) = (Vec::new(), Vec::new(), Vec::new());
        let conditionals = Vec::new();
        let mut timeline = Timeline { orders, paths, outweigh, roster, decisions, conditionals };
        for decree in &evidence.decrees {
            let first = decree.date.first_month();
            let mut order = Order {
                month: Month::new(first.year, u32::from(first.month)),
                id: decree.id.clone(),
                title: decree.title.clone(),
                kind: match decree.kind {
                    DecreeKind::Decree if decree.alternative => ALTERNATIVE.into(),
                    DecreeKind::Decree => "decree".into(),
                    DecreeKind::Shock => "shock".into(),
                },
                date: decree.date.to_string(),
                source: decree.source.clone(),
                confidence: decree.confidence.word().to_owned(),
                set: Vec::new(),
            };
            for one in &decree.set {
                let setting = read(&one.value);
                match check(&one.name, &setting) {
                    Ok(_) => order.set.push((one.name.clone(), setting)),
                    Err(what) => faults.push(Fault::new(&*decree.file, one.line, what, "")),
                }
            }
            timeline.orders.push(order);
        }
        timeline.orders.sort_by(|a, b| (a.month, &a.date).cmp(&(b.month, &b.date)));
        timeline.read_paths(evidence, &mut faults);
        timeline.find_outweighing();
        if faults.is_empty() { Ok(timeline) } else { Err(faults) }
    }

    fn read_paths(&mut self, evidence: &Evidence, faults: &mut Vec<Fault>) {
        let mut paths = BTreeMap::<(String, Option<usize>), Vec<(Month, f64)>>::new();
        for row in &evidence.paths {
            // The start and the trusts of 1913 are read by `population`.
            if row.path.starts_with("start.") || row.path.starts_with("trusts.") {
                continue;
            }
            let region = REGIONS.iter().position(|r| *r == row.region);
            let setting = match row.region.as_str() {
                "" => Setting::Number(row.value),
                name => Setting::Regions(vec![(name.to_owned(), row.value)]),
            };
            if let Err(what) = check(&row.path, &setting) {
                faults.push(Fault::new(&*row.file, row.line, what, ""));
                continue;
            }
            let first = row.date.first_month();
            let month = Month::new(first.year, u32::from(first.month));
            paths.entry((row.path.clone(), region)).or_default().push((month, row.value));
        }
        for ((name, region), mut points) in paths {
            points.sort_by_key(|p| p.0);
            self.paths.push(Path { name, region, points });
        }
    }

    /// All commands, in order.
    pub fn orders(&self) -> &[Order] {
        &self.orders
    }

    /// The given paths.
    pub fn paths(&self) -> &[Path] {
        &self.paths
    }

    /// The commands that wait for a condition, in the order in which they were added.
    pub fn conditionals(&self) -> &[Conditional] {
        &self.conditionals
    }

    /// Adds a command that waits for a condition.
    ///
    /// # Errors
    /// An unknown instrument, variable or region with the nearest name, a value out of range.
    pub fn wait(&mut self, command: Conditional) -> Result<(), String> {
        command.check()?;
        self.conditionals.push(command);
        Ok(())
    }

    /// Puts these commands in the place of all others. They must stand in order of their months;
    /// those of one month are obeyed in the order given.
    ///
    /// # Errors
    /// The id of the first that cannot be obeyed, and why.
    pub fn replace(&mut self, orders: Vec<Order>) -> Result<(), (String, String)> {
        for order in &orders {
            for (name, setting) in &order.set {
                check(name, setting).map_err(|why| (order.id.clone(), why))?;
            }
        }
        self.orders = orders;
        self.find_outweighing();
        Ok(())
    }

    /// Adds a command.
    ///
    /// # Errors
    /// An unknown instrument with the nearest name, a wrong kind of value, or one out of range.
    pub fn add(&mut self, order: Order) -> Result<(), String> {
        for (name, setting) in &order.set {
            check(name, setting)?;
        }
        let place = self.orders.partition_point(|o| o.month <= order.month);
        self.orders.insert(place, order);
        self.find_outweighing();
        Ok(())
    }

    /// Removes a command.
    ///
    /// # Errors
    /// If there is none of this id; names the nearest.
    pub fn remove(&mut self, id: &str) -> Result<(), String> {
        let place = self.find(id)?;
        self.orders.remove(place);
        self.find_outweighing();
        Ok(())
    }

    /// Moves a command to another month.
    ///
    /// # Errors
    /// If there is none of this id; names the nearest.
    pub fn shift(&mut self, id: &str, to: Month) -> Result<(), String> {
        let place = self.find(id)?;
        let mut order = self.orders.remove(place);
        order.month = to;
        order.date = to.to_string();
        self.add(order)
    }

    /// What of this was known at the end of `month`: no command dated later, given paths that stay
    /// where they last were on record, nobody seated, expelled or dead later. The questions that
    /// come later stay, and with them the commands that hang on what is answered: they are the menu
    /// of those who decide, not what they chose.
    ///
    /// A path of which nothing was on record yet keeps its first value, which every run has from its
    /// first month on.
    pub fn as_known_in(&self, month: Month) -> Timeline {
        let mut known = self.clone();
        let hangs = |order: &Order| self.decisions.issue(&order.id);
        known.orders.retain(|order| order.month <= month || hangs(order));
        for path in &mut known.paths {
            let places = path.points.partition_point(|(dated, _)| *dated <= month);
            path.points.truncate(places.max(1));
        }
        known.conditionals.retain(|command| command.from <= month);
        known.roster = self.roster.as_known_in(month);
        known.find_outweighing();
        known
    }

    /// The first month in which the two have something else in store, or the month after the last.
    pub fn first_difference(&self, other: &Timeline) -> Month {
        if (&self.paths, &self.roster) != (&other.paths, &other.roster) {
            return crate::FIRST;
        }
        let (mine, shared) =
            self.orders.iter().partition::<Vec<_>, _>(|o| !other.orders.contains(o));
        let (theirs, again) =
            other.orders.iter().partition::<Vec<_>, _>(|o| !self.orders.contains(o));
        let (ours, asked) = (self.decisions.questions(), other.decisions.questions());
        if ours.len() != asked.len() || shared != again {
            return crate::FIRST;
        }
        let otherwise = ours.iter().zip(asked).filter(|(a, b)| a != b);
        let months = mine.iter().chain(&theirs).map(|order| order.month);
        let months = months.chain(otherwise.flat_map(|(a, b)| [a.month, b.month]));
        // What waits may do nothing before the month in which it begins to look.
        let (wait, others) = (&self.conditionals, &other.conditionals);
        let alone = wait.iter().filter(|one| !others.contains(one));
        let alone = alone.chain(others.iter().filter(|one| !wait.contains(one)));
        let months = months.chain(alone.map(|one| one.from));
        months.min().unwrap_or(crate::LAST.next()).max(crate::FIRST)
    }

    fn find_outweighing(&mut self) {
        self.outweigh.clear();
        for (i, order) in self.orders.iter().enumerate() {
            for (j, (name, _)) in order.set.iter().enumerate() {
                // What is on no path (weather, ferment) strikes once or lasts by itself.
                if self.paths.iter().any(|path| path.name == *name) {
                    self.outweigh.push((i, j));
                }
            }
        }
    }

    fn find(&self, id: &str) -> Result<usize, String> {
        self.orders.iter().position(|o| o.id == id).ok_or_else(|| {
            let near = evidence::nearest_name(id, self.orders.iter().map(|o| o.id.as_str()));
            let hint = near.map_or(String::new(), |n| format!("; did you mean `{n}`?"));
            format!("there is no decree or shock `{id}`{hint}")
        })
    }

    /// Sets what paths give for `month`. A command outweighs a path from its month on.
    pub(crate) fn follow_paths(&self, society: &mut Society, month: Month, chosen: &Chosen) {
        for path in &self.paths {
            match path.region {
                Some(region) => set_region(society, &path.name, region, path.at(month)),
                None => set(society, &path.name, &Setting::Number(path.at(month))),
            }
        }
        for &(order, setting) in &self.outweigh {
            let order = &self.orders[order];
            if order.month <= month && chosen.lets(&self.decisions, &order.id) {
                let (name, setting) = &order.set[setting];
                set(society, name, setting);
            }
        }
    }

    /// Seats the leaders as on record, where this month follows it, and buries the dead.
    pub(crate) fn seat(&self, society: &mut Society, month: Month) {
        if society.agenda.seats_pinned {
            self.roster.seat(society, month);
        }
        self.roster.bury(society, month);
    }

    /// Sets what the commands of `month` order, as far as what was chosen lets them, and returns
    /// them.
    pub(crate) fn obey<'a>(
        &'a self,
        society: &mut Society,
        month: Month,
        chosen: &Chosen,
    ) -> Vec<&'a Order> {
        let now = self.orders.iter().filter(|order| order.month == month);
        let now: Vec<&Order> =
            now.filter(|order| chosen.lets(&self.decisions, &order.id)).collect();
        for order in &now {
            for (name, setting) in &order.set {
                set(society, name, setting);
            }
        }
        now
    }
}

fn read(written: &Written) -> Setting {
    match written {
        Written::Number(x) => Setting::Number(*x),
        Written::Switch(on) => Setting::Number(f64::from(u8::from(*on))),
        Written::Text(word) => Setting::Word(word.clone()),
        Written::ByRegion(parts) => {
            Setting::Regions(parts.iter().map(|(r, x)| (r.clone(), *x)).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn history() -> Timeline {
        let evidence = Evidence::embedded().expect("the embedded evidence is whole");
        Timeline::from_evidence(&evidence).expect("history can be set")
    }

    #[test]
    fn paths_are_straight_lines_between_dates() {
        let path = Path {
            name: "war".into(),
            region: None,
            points: vec![(Month::new(1918, 1), 0.0), (Month::new(1918, 5), 0.4)],
        };
        assert!((path.at(Month::new(1918, 3)) - 0.2).abs() < 1e-12);
        assert_eq!(path.at(Month::new(1917, 1)), 0.0);
        assert_eq!(path.at(Month::new(1929, 1)), 0.4);
    }

    #[test]
    fn what_is_known_in_a_month_names_nothing_later_but_the_menu_of_decisions() {
        let (all, cut) = (history(), Month::new(1924, 12));
        let known = all.as_known_in(cut);
        let later = |order: &&Order| order.month > cut;
        assert!(all.orders().iter().any(|order| later(&order) && !all.decisions.issue(&order.id)));
        assert!(known.orders().iter().filter(later).all(|order| all.decisions.issue(&order.id)));
        let before = |timeline: &Timeline| {
            timeline.orders().iter().filter(|order| !later(order)).cloned().collect::<Vec<_>>()
        };
        assert_eq!(before(&known), before(&all));
        for (known, path) in known.paths().iter().zip(all.paths()) {
            assert_eq!(known.at(crate::LAST), known.at(cut));
            let last = path.points.iter().rfind(|(month, _)| *month <= cut);
            assert_eq!(known.at(cut), last.unwrap_or(&path.points[0]).1, "{}", path.name);
        }
        assert_eq!(known.as_known_in(cut), known);
    }

    #[test]
    fn commands_stand_in_order_and_can_be_moved() {
        let mut timeline = history();
        let months: Vec<Month> = timeline.orders().iter().map(|o| o.month).collect();
        assert!(months.is_sorted());
        timeline.shift("tax-in-kind", Month::new(1921, 9)).expect("it exists");
        let moved = timeline.orders().iter().find(|o| o.id == "tax-in-kind").expect("still there");
        assert_eq!(moved.month, Month::new(1921, 9));
        assert!(timeline.remove("tax-in-kynd").expect_err("misspelt").contains("tax-in-kind"));
    }
}
