//! Who is who: one key for each person whom the record of persons or the lists of bodies name.

use crate::{Actor, Evidence, HistoricalDate, Membership, calendar::month_of};

/// A day, as (year, month, day).
type Day = (i32, u8, u8);

impl Evidence {
    /// Key and name of each person: those of the record of persons under their keys, then those whom
    /// only the lists of bodies name, under the surname in small letters, with the initial if two
    /// share the surname. "Kaganovich L." of a list is the person Kaganovich L.M. of the record.
    pub fn persons(&self) -> Vec<(String, String)> {
        let named = |actor: &Actor| (actor.key.clone(), actor.portrait.name.clone());
        let mut all: Vec<(String, String)> = self.actors.iter().map(named).collect();
        let mut listed: Vec<&str> = self.bodies.iter().map(|row| row.person.as_str()).collect();
        listed.sort_unstable();
        listed.dedup();
        let mut known: Vec<Spelt<'_>> =
            self.actors.iter().map(|actor| split(&actor.portrait.name)).collect();
        let spelt: Vec<Spelt<'_>> = listed.iter().map(|name| split(name)).collect();
        for (name, &own) in listed.iter().zip(&spelt) {
            if known.iter().any(|&other| can_be_one(other, own)) {
                continue;
            }
            let (surname, initial) = own;
            let among_known = known.iter().any(|other| other.0 == surname);
            // The name itself stands in the list once, and is not among the known yet.
            let shared = among_known || spelt.iter().filter(|other| other.0 == surname).count() > 1;
            let plain = surname.to_lowercase().replace('-', "_");
            let key = match initial {
                Some(initial) if shared => format!("{plain}_{}", initial.to_ascii_lowercase()),
                _ => plain,
            };
            all.push((key, (*name).to_owned()));
            known.push(own);
        }
        all
    }

    /// Whether the person sat, as member or candidate, in a body whose lists begin so, on that day.
    pub(crate) fn sat(&self, name: &str, list: &str, date: &HistoricalDate) -> bool {
        let on_list = |row: &&Membership| {
            let rest = row.body.strip_prefix(list);
            rest.is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
        };
        let seated =
            |row: &Membership| row.role.starts_with("full") || row.role.starts_with("candidate");
        let (first, last) = date.days();
        let then = |row: &Membership| {
            row.from.days().0 <= last && row.to.is_none_or(|to| first <= to.days().1)
        };
        let mut rows = self.bodies.iter().filter(on_list);
        rows.any(|row| seated(row) && then(row) && same_person(name, &row.person))
    }

    /// What kept a person from deciding anything on a day: death, or not yet being in the party.
    pub(crate) fn out_of_party(&self, key: &str, date: &HistoricalDate) -> Option<String> {
        let actor = self.actors.iter().find(|actor| actor.key == key)?;
        let first = date.days().0;
        let portrait = &actor.portrait;
        if let Some(died) = portrait.died {
            let dead = match death_day(&portrait.fate) {
                Some(day) => day < first,
                None => died < first.0,
            };
            if dead {
                return Some(format!("had died in {died}"));
            }
        }
        let joined = first_year(&portrait.party_entry)?;
        (joined > first.0).then(|| format!("joined the party in {joined}"))
    }
}

/// Whether two spellings, "Kaganovich L.M." and "Kaganovich L." or "Lenin V.I." and "Lenin", can be
/// one person: the same surname, and no different initial.
pub fn same_person(a: &str, b: &str) -> bool {
    can_be_one(split(a), split(b))
}

/// Surname and initial.
type Spelt<'a> = (&'a str, Option<char>);

fn can_be_one((a, first): Spelt<'_>, (b, second): Spelt<'_>) -> bool {
    (first.is_none() || second.is_none() || first == second) && a == b
}

fn split(name: &str) -> Spelt<'_> {
    match name.split_once(' ') {
        Some((surname, rest)) => (surname, rest.chars().next()),
        None => (name, None),
    }
}

/// The day of a fate such as "died 21 Jan 1924".
fn death_day(fate: &str) -> Option<Day> {
    let words: Vec<&str> = fate.split_whitespace().collect();
    let [.., day, month, year] = words.as_slice() else { return None };
    Some((year.parse().ok()?, month_of(month)?, day.parse().ok()?))
}

/// The first year that a text names.
fn first_year(text: &str) -> Option<i32> {
    let digits = |part: &&str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    text.split(|c: char| !c.is_ascii_digit()).find(digits)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deaths_are_dated_to_the_day_where_the_record_has_it() {
        assert_eq!(death_day("died 21 Jan 1924"), Some((1924, 1, 21)));
        assert_eq!(death_day("suicide May 1924"), None);
        assert_eq!(death_day("shot 1937"), None);
    }

    #[test]
    fn namesakes_are_told_apart_and_spellings_brought_together() {
        let evidence = Evidence::embedded().expect("the embedded evidence is whole");
        let persons = evidence.persons();
        let key = |name: &str| {
            let found = persons.iter().find(|(_, known)| same_person(known, name));
            found.map(|(key, _)| key.as_str())
        };
        assert_eq!(key("Kaganovich L."), Some("kaganovich"));
        assert_eq!(key("Kosior S."), Some("kosior_s"));
        assert_eq!(key("Kosior I."), Some("kosior_i"));
        assert_eq!(key("Medvedev A."), Some("medvedev_a"));
        let mut keys: Vec<&str> = persons.iter().map(|(key, _)| key.as_str()).collect();
        let count = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), count, "two persons share a key");
    }

    #[test]
    fn a_seat_is_held_from_its_first_day_to_its_last() {
        let evidence = Evidence::embedded().expect("the embedded evidence is whole");
        let sat = |name: &str, list: &str, date: &str| {
            evidence.sat(name, list, &date.parse().expect("a date"))
        };
        assert!(sat("Sokolnikov G.Ya.", "CC", "1922-10-06"));
        assert!(!sat("Krasin L.B.", "CC", "1922-10-06"), "elected in 1924");
        assert!(sat("Trotsky L.D.", "Politburo", "1926-10-23"));
        assert!(!sat("Trotsky L.D.", "Politburo", "1926-10-24"));
        assert!(!sat("Solts A.A.", "CC", "1922-10-06"), "the control commission is another body");
    }
}
