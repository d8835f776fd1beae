//! Where the numbers of a report come from: run, scenario, theory, hashes.

use maud::{Markup, html as markup};
use model::SWITCHES;

use super::ReportInput;
use super::numbers::number;
use crate::hashes::VERSION;
use crate::scenario::theories::{Account, accounts};

/// The box at the head of the report.
pub(super) fn provenance(input: &ReportInput<'_>) -> Markup {
    let ensemble = input.ensemble;
    let accounts = accounts();
    let name = ensemble.scenario.theory.as_deref();
    let theory = accounts.iter().find(|account| Some(account.name.as_str()) == name);
    let households = match ensemble.households {
        usize::MAX => "one row for each household".to_owned(),
        rows => format!("{} weighted rows", super::numbers::number(rows as f64)),
    };
    let draws = ensemble.draws.len().saturating_sub(1);
    let terms: Vec<(&str, String)> = vec![
        ("Run", ensemble.id()),
        ("Scenario", ensemble.scenario.name.clone()),
        (
            "Theory",
            theory.map_or("none: switches drawn from 0 to 1".to_owned(), |t| t.title.clone()),
        ),
        ("Decisions", crate::scenario::freedom::in_words(&ensemble.scenario.freedom)),
        ("Seed", ensemble.seed.to_string()),
        ("Draws", format!("{draws} and the central run")),
        ("Households", households),
        ("Months", format!("{} to {}", ensemble.central().first, ensemble.until)),
        ("Version", format!("ktokogo {VERSION}")),
        ("Took", format!("{:.1} seconds", ensemble.elapsed_seconds)),
    ];
    let hashes = [
        ("Engine", &ensemble.hashes.engine),
        ("Evidence", &ensemble.hashes.evidence),
        ("Scenario", &ensemble.hashes.scenario),
    ];
    markup! {
        section.box aria-label="Where these numbers come from" {
            dl.facts { @for (term, value) in terms { div { dt { (term) } dd { (value) } } } }
            dl.hashes {
                @for (name, hash) in hashes {
                    div { dt { (name) " hash" } dd { code { (hash) } } }
                }
            }
            @if let Some(theory) = theory { (switches(theory)) }
        }
    }
}

/// The switches as an account sets them: each side of a dispute needs some effects strong and others
/// absent.
fn switches(theory: &Account) -> Markup {
    let said = |key: &str| theory.passport.text(key);
    let strength = |name: &str| {
        let full = format!("switches.{name}");
        let found = theory.switches.iter().find(|(known, _)| *known == full);
        found.map_or_else(|| "drawn".to_owned(), |(_, value)| number(*value))
    };
    markup! {
        p { strong { (theory.title) } " (" (said("theory")) "): " (said("summary")) }
        details {
            summary { "The " (SWITCHES.len()) " switches of this account" }
            p { "0: the effect is absent; 1: as strong as the account that rests on it needs." }
            table {
                thead { tr {
                    th scope="col" { "Switch" } th scope="col" { "Effect" } th scope="col" { "Set to" }
                } }
                tbody { @for (id, name) in SWITCHES { tr {
                    th scope="row" { (id) }
                    td { (name.replace('_', " ")) }
                    td { (strength(name)) }
                } } }
            }
        }
    }
}
