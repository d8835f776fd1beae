//! The audit as one page that works offline. A few lines of script search and filter; without them
//! every claim is shown.

use lab::report::document;
use maud::{Markup, PreEscaped, html as markup};

use super::markdown::{answer, tallies, test};
use super::words::fate;
use super::{Audit, Entry, fact_word};

const STYLE: &str = include_str!("audit.css");
const SCRIPT: &str = include_str!("audit.js");

/// The whole page.
pub fn html(audit: &Audit) -> String {
    let body = markup! {
        header {
            p.kicker { "ktokogo · audit of the ledger of claims" }
            h1 { "The audit of the claims" }
            (lead(audit))
            (counts(audit))
        }
        (filters(audit))
        main #claims { (parts(audit)) }
        script { (PreEscaped(SCRIPT)) }
    };
    let title = "The audit of the claims: ktokogo";
    document(title, STYLE, ("claims", "Skip to the claims"), &body)
}

fn lead(audit: &Audit) -> Markup {
    markup! {
        p {
            "Each claim of the ledger with its fate in the model, what the record says, what the \
             model says, and what is a judgement. The ledger holds the claims of one lecture in our \
             own words; it is one theory among rivals, and being in it is no endorsement."
        }
        p {
            "The model finds a claim, assumes it (a mechanism holds its direction, so that runs can \
             not find it), is divided, does not find it, speaks against it, has no place for it, or \
             was not asked. Finding does not show that it was so: other rules may give the same. "
            @if audit.lived.is_empty() { "No run was lived for this page." }
            @else { "Lived: " (audit.lived) "." }
        }
        @for warning in &audit.warnings { p { strong { "Warning. " } (warning) "." } }
    }
}

fn counts(audit: &Audit) -> Markup {
    markup! {
        table {
            tbody {
                @for (about, counts) in tallies(audit) {
                    tr {
                        th scope="row" { (about) }
                        @for (word, count) in counts { td { (word) " " strong { (count) } } }
                    }
                }
            }
        }
    }
}

/// Hidden until the script shows it: without a script it would do nothing.
fn filters(audit: &Audit) -> Markup {
    markup! {
        form hidden role="search" {
            label { "Search " input type="search" name="text"; }
            @for (about, counts) in tallies(audit) {
                label {
                    (about) " "
                    select name=(about) {
                        option value="" { "all" }
                        @for (word, _) in counts { option value=(word) { (word) } }
                    }
                }
            }
            output aria-live="polite" {}
        }
    }
}

fn parts(audit: &Audit) -> Markup {
    let mut sections: Vec<&str> = Vec::new();
    for entry in &audit.entries {
        if !sections.contains(&entry.claim.section.as_str()) {
            sections.push(&entry.claim.section);
        }
    }
    markup! {
        @for section in sections {
            section.part {
                h2 { (section) }
                @for entry in audit.entries.iter().filter(|one| one.claim.section == section) {
                    (article(entry))
                }
            }
        }
    }
}

fn article(entry: &Entry) -> Markup {
    let (claim, model) = (&entry.claim, entry.model.word());
    let (kind, record) = (entry.fate.fate.word(), fact_word(claim));
    markup! {
        article id=(claim.id) data-fate=(kind) data-record=(record) data-model=(model) {
            h3 { (claim.statement) }
            div.words {
                span { "fate: " (kind) } span { "record: " (record) } span { "model: " (model) }
                code { (claim.id) }
            }
            p { (entry.verdict) }
            details {
                summary { "Record, tests, judgement" }
                dl {
                    dt { "kind" } dd { (claim.kind) ", " (claim.period) }
                    dt { "fate" } dd { (fate(&entry.fate)) }
                    dt { "record" } dd { (claim.evidence) " (" (claim.evidence_basis) ")" }
                    @if !claim.note.is_empty() { dt { "note" } dd { (claim.note) } }
                    @for edge in entry.edges.iter().filter(|edge| !edge.mechanisms.is_empty()) {
                        dt { "assumed" } dd { (edge.text) " in " (edge.mechanisms.join(", ")) }
                    }
                    @if !entry.excuse.is_empty() { dt { "not tested" } dd { (entry.excuse) } }
                    @for text in &entry.judgement { dt { "judgement" } dd { (text) } }
                }
                ul.tests {
                    @for tested in &entry.tests {
                        li {
                            (test(tested)) "."
                            ul { @for count in &tested.counts { li { (answer(count)) } } }
                        }
                    }
                }
            }
        }
    }
}
