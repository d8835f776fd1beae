//! The audit as Markdown. What runs came to stands in lines of its own, so that the rest can be held
//! against the ledger without living anything.

use std::fmt::Write;

use super::words::{draws, fate};
use super::{Audit, Count, Entry, FACT_WORDS, Tested, fact_word};

/// How the lines begin that depend on runs.
pub const OF_RUNS: [&str; 4] = ["- Model:", "  - ", "- Together:", "Runs:"];

const HEAD: &str = "\
# The audit of the claims

<!-- Made by `ktokogo audit --markdown docs/audit.md`; do not edit. -->

Each claim of the ledger with its fate in the model, what the record says, what the model says, and
what is a judgement. The ledger holds the claims of one lecture in our own words; it is one theory
among rivals, and being in it is no endorsement. The texts on the record are those of the ledger, and
their sources stand in them.

- **The record** confirms a claim, finds it imprecise, contradicts it, leaves it in dispute or can not
  check it. A verdict on a mechanism says how far independent evidence bears it out; it proves no cause.
- **The model** finds a claim, assumes it (a mechanism holds its direction, so that runs can not find
  it), is divided, does not find it, speaks against it, has no place for it, or was not asked. Finding
  does not show that it was so: other rules may give the same.
- A test counts draws. It is found if its least share of draws agrees, and contradicted if as many
  speak against it. A direction counts a difference of any size; the medians say how large it is.
  Bounds and shares are judgements of what the words of a claim mean, from
  `evidence/claims/tests.toml`, which says how they were set.

";

/// The whole page.
pub fn markdown(audit: &Audit) -> String {
    let mut out = String::from(HEAD);
    if audit.lived.is_empty() {
        out.push_str("Runs: none were lived.\n\n");
    } else {
        let _ = writeln!(out, "Runs: {}.\n", audit.lived);
    }
    out.push_str(&counts(audit));
    let mut section = "";
    for entry in &audit.entries {
        if entry.claim.section != section {
            section = &entry.claim.section;
            let _ = writeln!(out, "## {section}\n");
        }
        out.push_str(&one(entry));
    }
    out
}

/// How many claims have which fate and which verdict.
pub fn tallies(audit: &Audit) -> [(&'static str, Vec<(String, usize)>); 3] {
    let count = |word: &dyn Fn(&Entry) -> String, order: &[&str]| {
        let of = |name: &&str| audit.entries.iter().filter(|entry| word(entry) == **name).count();
        order.iter().map(|name| ((*name).to_owned(), of(name))).collect()
    };
    let facts = FACT_WORDS.map(|(_, word)| word);
    [
        ("fate", count(&|e| e.fate.fate.word().to_owned(), &FATES)),
        ("record", count(&|e| fact_word(&e.claim).to_owned(), &facts)),
        ("model", count(&|e| e.model.word().to_owned(), &MODELS)),
    ]
}

/// The fates, in the order of the counts.
pub const FATES: [&str; 5] = ["mechanism", "target", "input", "tested", "left-out"];
/// The verdicts of the model, in the order of the counts.
pub const MODELS: [&str; 7] =
    ["found", "assumed", "divided", "not found", "contradicted", "not tested", "not in the model"];

fn counts(audit: &Audit) -> String {
    let mut out = String::new();
    for (about, counts) in tallies(audit) {
        // The verdicts of the model depend on runs.
        let head = if about == "model" { "- Model:".to_owned() } else { format!("- By {about}:") };
        let list: Vec<String> = counts.iter().map(|(word, n)| format!("{word} {n}")).collect();
        let _ = writeln!(out, "{head} {}", list.join(", "));
    }
    out.push('\n');
    out
}

fn one(entry: &Entry) -> String {
    let claim = &entry.claim;
    let mut out =
        format!("### `{}`\n\n{} ({}, {})\n\n", claim.id, claim.statement, claim.kind, claim.period);
    let _ = writeln!(out, "- Fate: {}.", fate(&entry.fate));
    let _ = writeln!(
        out,
        "- Record: **{}** ({}). {}",
        fact_word(claim),
        claim.evidence_basis,
        linked(&claim.evidence)
    );
    if !claim.note.is_empty() {
        let _ = writeln!(out, "- Note: {}", claim.note);
    }
    for edge in entry.edges.iter().filter(|edge| !edge.mechanisms.is_empty()) {
        let _ = writeln!(out, "- Assumed: {} in {}.", edge.text, edge.mechanisms.join(", "));
    }
    let tally = entry.model.tally().map(|tally| format!(" {}", draws(&tally))).unwrap_or_default();
    let _ = writeln!(out, "- Model: **{}**{tally}.", entry.model.word());
    for tested in &entry.tests {
        let _ = writeln!(out, "- Test: {}.", test(tested));
        for count in &tested.counts {
            let _ = writeln!(out, "  - {}", answer(count));
        }
    }
    if !entry.excuse.is_empty() {
        let _ = writeln!(out, "- Not tested: {}.", entry.excuse);
    }
    for text in &entry.judgement {
        let _ = writeln!(out, "- Judgement: {text}");
    }
    let _ = writeln!(out, "- Together: {}\n", entry.verdict);
    out
}

/// What a test asks, why, and whether the model assumes it.
pub(super) fn test(tested: &Tested) -> String {
    let kind = tested.test.kind.word();
    let assumed = if tested.test.assumed { ", assumed" } else { "" };
    let (question, why) = (&tested.question, &tested.test.why);
    format!("{kind}{assumed}: {question}. It tests: {why}")
}

/// The answer of one theory.
pub(super) fn answer(count: &Count) -> String {
    if count.of == 0 {
        return format!("{}: {}", count.theory, count.found.word());
    }
    let beside = match count.there.is_finite() {
        true => format!(", beside {}", short(count.there)),
        false => String::new(),
    };
    format!(
        "{}: {}, {} of {} draws (80 per cent interval {:.0} to {:.0} per cent), {} against; median {}{beside}",
        count.theory,
        count.found.word(),
        count.agree,
        count.of,
        100.0 * count.low80,
        100.0 * count.high80,
        count.against,
        short(count.here),
    )
}

/// A number with three digits that count.
fn short(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    #[allow(clippy::cast_possible_truncation)]
    let digits = (2 - libm::floor(libm::log10(value.abs())) as i32).clamp(0, 6);
    format!("{value:.*}", usize::try_from(digits).unwrap_or(0))
}

/// Addresses as links, so that they can be followed and do not break lines.
fn linked(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("http") {
        let end = rest[at..].find([' ', ';', ')', ',']).map_or(rest.len(), |end| at + end);
        let address = rest[at..end].trim_end_matches('.');
        let end = at + address.len();
        let _ = write!(out, "{}<{address}>", &rest[..at]);
        rest = &rest[end..];
    }
    out + rest
}
