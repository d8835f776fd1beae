//! The leaders by name: everybody whom the record of persons or of bodies names.
//!
//! The record of persons gives positions and ties; the lists of bodies name many more, of whom
//! nothing but the seat is known. A name of the lists such as "Kaganovich L." is matched to the
//! person of that surname and initial.

use std::collections::BTreeMap;
use std::sync::Arc;

use evidence::{Actor, Evidence, same_person};
use kernel::{Column, Lineage, chance::decision};
use society::{ISSUES, Leaders, Leadership, Positions, Seats};

use crate::start::{Missing, Start};

/// Year of joining of those on the lists of whom no other is known: the middle of the years in
/// which most members of the Central Committee joined, 1898 to 1912 (judgement).
const JOINED_UNKNOWN: u16 = 1905;

/// Everybody whom the record of persons or of bodies names, nobody seated yet.
pub(crate) fn build(evidence: &Evidence) -> Result<Leaders, Missing> {
    let start = Start::new(evidence);
    let named = evidence.persons();
    let n = named.len();
    let actors: BTreeMap<&str, &Actor> =
        evidence.actors.iter().map(|actor| (actor.key.as_str(), actor)).collect();
    let mut leaders = Leaders {
        seats: Column::filled(Seats::default(), n),
        present: Column::filled(true, n),
        clients: Column::filled(0.0, n),
        force: Column::filled(0.0, n),
        health: Column::filled(1.0, n),
        power: Column::filled(0.0, n),
        bloc: Column::filled(u8::MAX, n),
        shapley: Column::filled(0.0, n),
        banzhaf: Column::filled(0.0, n),
        ties: vec![0.0; n * n],
        ..Leaders::default()
    };
    let usual = start.one("prestige")?;
    for (key, name) in &named {
        let actor = actors.get(key.as_str());
        leaders.key.push(Arc::from(key.as_str()));
        leaders.name.push(Arc::from(name.as_str()));
        leaders.lineage.push(Lineage(u64::from(decision(key))));
        leaders.born.push(actor.and_then(|a| a.portrait.born).map_or(0, |year| year as u16));
        leaders.joined.push(actor.map_or(JOINED_UNKNOWN, |a| joined(&a.portrait.party_entry)));
        leaders.positions.push(actor.map_or(Positions([f64::NAN; ISSUES.len()]), |a| positions(a)));
        leaders.inferred.push(actor.map_or([false; ISSUES.len()], |a| inferred(a)));
        let own = start.one(&format!("prestige_{key}"));
        leaders.prestige.push(own.unwrap_or(usual));
    }
    for (a, (key, _)) in named.iter().enumerate() {
        let Some(actor) = actors.get(key.as_str()) else { continue };
        for (other, tie) in &actor.portrait.ties {
            if let Some(b) = named.iter().position(|(key, _)| key == other) {
                leaders.ties[a * n + b] = tie.sign;
            }
        }
    }
    return_feelings(&mut leaders.ties, n);
    Ok(leaders)
}

/// A feeling that the record gives for one side alone is taken to be returned.
fn return_feelings(ties: &mut [f64], n: usize) {
    for a in 0..n {
        for b in 0..a {
            let (there, back) = (ties[a * n + b], ties[b * n + a]);
            if there == 0.0 {
                ties[a * n + b] = back;
            } else if back == 0.0 {
                ties[b * n + a] = there;
            }
        }
    }
}

/// Row of the leader whom the lists of bodies call so, among [`Evidence::persons`].
pub fn row_of(names: &[(String, String)], listed: &str) -> Option<usize> {
    names.iter().position(|(_, name)| same_person(name, listed))
}

/// Year of joining the party: that of joining the Bolsheviks where the entry names it, else the
/// first year it names.
fn joined(entry: &str) -> u16 {
    let later = ["Bolshevik", "RSDRP"].iter().find_map(|word| {
        let at = entry.rfind(word)?;
        first_year(&entry[at..])
    });
    later.or_else(|| first_year(entry)).unwrap_or(JOINED_UNKNOWN)
}

fn first_year(text: &str) -> Option<u16> {
    (0..text.len().saturating_sub(3)).find_map(|i| text.get(i..i + 4)?.parse().ok())
}

fn positions(actor: &Actor) -> Positions {
    Positions(ISSUES.map(|issue| actor.portrait.positions.get(issue).map_or(f64::NAN, |p| p.score)))
}

/// Positions whose evidence bears the code of inference from role or patron.
fn inferred(actor: &Actor) -> [bool; ISSUES.len()] {
    ISSUES.map(|issue| {
        actor.portrait.positions.get(issue).is_some_and(|p| p.evidence.starts_with("r "))
    })
}

/// The leadership in a few numbers.
pub(crate) fn leadership(start: &Start<'_>) -> Result<Leadership, Missing> {
    Ok(Leadership {
        lenin_capacity: start.one("lenin_capacity")?,
        lenin_alarm: start.one("lenin_alarm")?,
        ..Leadership::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaders() -> (Leaders, Evidence) {
        let evidence = Evidence::embedded().expect("the embedded evidence is whole");
        (build(&evidence).expect("the start is whole"), evidence)
    }

    #[test]
    fn every_name_of_the_lists_is_one_row() {
        let (leaders, evidence) = leaders();
        let names = evidence.persons();
        for row in &evidence.bodies {
            assert!(row_of(&names, &row.person).is_some(), "{}", row.person);
        }
        let mut keys: Vec<&str> = leaders.key.all().iter().map(|key| &**key).collect();
        let n = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), n, "two rows share a key");
        assert!(n < usize::from(society::NOBODY), "row numbers fit a byte");
    }

    #[test]
    fn namesakes_are_told_apart() {
        let (_, evidence) = leaders();
        let names = evidence.persons();
        let key = |name| row_of(&names, name).map(|row| names[row].0.as_str());
        assert_eq!(key("Kaganovich L."), Some("kaganovich"));
        assert_eq!(key("Kosior S."), Some("kosior_s"));
        assert_eq!(key("Kosior I."), Some("kosior_i"));
        assert_eq!(key("Smirnov A.P."), Some("smirnov_a"));
        assert_eq!(key("Smirnov I.N."), Some("smirnov_i"));
        assert_eq!(key("Medvedev A."), Some("medvedev_a"));
        assert_eq!(key("Antonov-Ovseenko"), Some("antonov_ovseenko"));
    }

    #[test]
    fn years_of_joining_are_those_of_the_bolsheviks() {
        assert_eq!(joined("1897 (Menshevik 1903; Bolshevik Aug 1917)"), 1917);
        assert_eq!(joined("1895 (SDKPiL; RSDRP 1906)"), 1906);
        assert_eq!(joined("1915 (SD from 1899)"), 1915);
        assert_eq!(joined("1890s (Bolshevik 1917-18)"), 1917);
    }

    #[test]
    fn positions_and_ties_are_those_of_the_record() {
        let (leaders, _) = leaders();
        let row = |key| leaders.find(key).expect("a person of the record");
        let (lenin, trotsky, stalin) = (row("lenin"), row("trotsky"), row("stalin"));
        assert_eq!(leaders.positions[lenin][1], 2.0);
        assert_eq!(leaders.tie(trotsky, stalin), -2.0);
        // The record of Voroshilov may not name Trotsky; that of Trotsky names him.
        assert!(leaders.tie(row("voroshilov"), trotsky) < 0.0);
        assert!(leaders.positions[row("kodatsky")][0].is_nan());
    }
}
