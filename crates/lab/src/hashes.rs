//! What made a number: hashes of the engine, the evidence and the scenario, and the id of a run.

use evidence::Evidence;

use crate::request::Request;

/// The three hashes of a run, in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hashes {
    /// The source of every crate that makes numbers, and the versions of its libraries.
    pub engine: String,
    /// All files of the evidence.
    pub evidence: String,
    /// What the scenario does.
    pub scenario: String,
}

/// The version of the program.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
/// The hash of the engine: see [`Hashes::engine`].
pub const ENGINE: &str = env!("KTOKOGO_ENGINE");

impl Hashes {
    /// The hashes for a request.
    pub fn of(request: &Request, evidence: &Evidence) -> Hashes {
        Hashes {
            engine: ENGINE.to_owned(),
            evidence: evidence.content_hash(),
            scenario: request.scenario.hash.clone(),
        }
    }
}

/// The id of a run: `r-` and eight letters. The same request to the same engine and evidence has
/// the same id, because it gives the same numbers.
pub fn run_id(request: &Request, hashes: &Hashes) -> String {
    let rows = (request.households, request.members);
    id(hashes, request.seed, request.draws, rows, &request.until.to_string(), request.prior)
}

/// The id from its parts; `rows` are those of households and of members.
pub(crate) fn id(
    hashes: &Hashes,
    seed: u64,
    draws: u32,
    rows: (usize, usize),
    until: &str,
    prior: bool,
) -> String {
    let Hashes { engine, evidence, scenario } = hashes;
    let number = |rows: usize| if rows == usize::MAX { "full".into() } else { rows.to_string() };
    let (households, members) = (number(rows.0), number(rows.1));
    let text = format!(
        "{engine}\n{evidence}\n{scenario}\n{seed}\n{draws}\n{households}\n{members}\n{until}{}",
        if prior { "\nprior" } else { "" }
    );
    format!("r-{}", eight_letters(&text))
}

/// The id of a pair of runs: `p-` and eight letters.
pub(crate) fn pair_id(base: &str, changed: &str) -> String {
    format!("p-{}", eight_letters(&format!("{base}\n{changed}")))
}

/// Eight letters that stand for a text.
pub(crate) fn eight_letters(text: &str) -> String {
    // Crockford's base 32: no letter that is easily taken for another.
    const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let hash = blake3::hash(text.as_bytes());
    hash.as_bytes().iter().take(8).map(|b| char::from(LETTERS[usize::from(b % 32)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hashes() -> Hashes {
        Hashes { engine: "a".into(), evidence: "b".into(), scenario: "c".into() }
    }

    #[test]
    fn the_same_request_has_the_same_id_and_any_change_another() {
        let base = id(&hashes(), 1917, 40, (25_000, 2000), "1929-12", false);
        assert_eq!(base, id(&hashes(), 1917, 40, (25_000, 2000), "1929-12", false));
        assert_eq!(base.len(), 10);
        let other = Hashes { engine: "A".into(), ..hashes() };
        let changed = [
            id(&hashes(), 1918, 40, (25_000, 2000), "1929-12", false),
            id(&hashes(), 1917, 41, (25_000, 2000), "1929-12", false),
            id(&hashes(), 1917, 40, (25_001, 2000), "1929-12", false),
            id(&hashes(), 1917, 40, (25_000, 2001), "1929-12", false),
            id(&hashes(), 1917, 40, (25_000, 2000), "1929-11", false),
            id(&other, 1917, 40, (25_000, 2000), "1929-12", false),
            id(&hashes(), 1917, 40, (25_000, 2000), "1929-12", true),
        ];
        assert!(changed.iter().all(|id| *id != base), "{base} {changed:?}");
    }

    #[test]
    fn threads_do_not_make_another_run() {
        let request = Request::new(crate::history());
        let one = Request { threads: Some(1), ..request.clone() };
        assert_eq!(run_id(&request, &hashes()), run_id(&one, &hashes()));
    }
}
