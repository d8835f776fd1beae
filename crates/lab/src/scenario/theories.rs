//! The rival accounts that ship with the program: how strongly each needs every mechanism to be.

use std::sync::Arc;

use super::passport::Passport;
use super::read::{self, Draft};
use crate::problems::{Place, Problem};

/// File name without ending, and text; in the order of the ledger of claims.
const SHIPPED: &[(&str, &str)] = &[
    ("lecture", include_str!("../../../../theories/lecture.toml")),
    ("trotsky", include_str!("../../../../theories/trotsky.toml")),
    ("ustryalov", include_str!("../../../../theories/ustryalov.toml")),
    ("pipes-malia-conquest", include_str!("../../../../theories/pipes-malia-conquest.toml")),
    ("fitzpatrick", include_str!("../../../../theories/fitzpatrick.toml")),
    ("lewin", include_str!("../../../../theories/lewin.toml")),
    ("rigby-daniels", include_str!("../../../../theories/rigby-daniels.toml")),
    ("harris", include_str!("../../../../theories/harris.toml")),
    ("cohen", include_str!("../../../../theories/cohen.toml")),
    ("carr-davies", include_str!("../../../../theories/carr-davies.toml")),
    ("nove-gregory", include_str!("../../../../theories/nove-gregory.toml")),
    ("allen", include_str!("../../../../theories/allen.toml")),
    ("cheremukhin", include_str!("../../../../theories/cheremukhin.toml")),
    ("kotkin", include_str!("../../../../theories/kotkin.toml")),
    ("pirani-brovkin", include_str!("../../../../theories/pirani-brovkin.toml")),
    ("sakharov", include_str!("../../../../theories/sakharov.toml")),
];

/// A rival account.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// Name, as `--theory` takes it.
    pub name: String,
    /// Whose account it is.
    pub title: String,
    /// Number in the ledger, summary, signature and sources.
    pub passport: Passport,
    /// The switches: name and strength.
    pub switches: Vec<(String, f64)>,
}

/// All accounts, in the order of the ledger.
pub fn accounts() -> Vec<Account> {
    let account = |(name, text): &(&str, &str)| {
        let (draft, _) = read::read(&file(name), &(*text).into());
        let strength = |belief: &super::Belief| match belief {
            super::Belief::Value(value) => *value,
            super::Belief::Prior(prior) => prior.centre(),
        };
        let switches = draft.assumes.iter();
        let switches = switches.map(|(one, _)| (one.parameter.clone(), strength(&one.belief)));
        Account {
            name: draft.name.clone(),
            title: draft.title.clone(),
            switches: switches.collect(),
            passport: draft.passport.clone(),
        }
    };
    SHIPPED.iter().map(account).collect()
}

/// The layer of one account.
pub(super) fn draft(name: &str) -> Result<Draft, Box<Problem>> {
    match SHIPPED.iter().find(|(known, _)| *known == name) {
        Some((name, text)) => Ok(read::read(&file(name), &(*text).into()).0),
        None => {
            let what = format!("there is no theory named `{name}`");
            let names = SHIPPED.iter().map(|(known, _)| *known);
            let problem = Problem::new("S013", Place::line(name, 0), what).nearest(name, names);
            Err(Box::new(problem.help("`ktokogo list theories` shows all")))
        }
    }
}

fn file(name: &str) -> Arc<str> {
    format!("theories/{name}.toml").into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{SWITCHES, Theory};

    #[test]
    fn every_account_sets_every_switch_once_within_its_prior() {
        let accounts = accounts();
        assert_eq!(accounts.len(), 16);
        for account in accounts {
            let parameters = Theory::parameters();
            let switches = parameters.iter().filter(|p| p.mechanism == "switches");
            for (declared, (number, name)) in switches.map(|p| p.declared).zip(SWITCHES) {
                assert_eq!(declared.name, name, "{number}");
                let full = format!("switches.{name}");
                let set: Vec<f64> =
                    account.switches.iter().filter(|(n, _)| *n == full).map(|(_, v)| *v).collect();
                assert_eq!(set.len(), 1, "{}: {full}", account.name);
                assert!(declared.prior.allows(set[0]), "{}: {full} = {}", account.name, set[0]);
            }
            assert_eq!(account.switches.len(), SWITCHES.len(), "{}", account.name);
        }
    }

    #[test]
    fn history_can_be_lived_under_every_account() {
        let evidence = evidence::Evidence::embedded().expect("the embedded evidence is whole");
        let bare = super::super::history();
        for account in accounts() {
            let scenario = super::super::find_under("history", Some(&account.name), &evidence);
            let scenario = scenario.unwrap_or_else(|problems| panic!("{problems:?}"));
            assert_eq!(scenario.name, "history");
            assert_eq!(scenario.theory.as_deref(), Some(account.name.as_str()));
            assert_eq!(scenario.assumes.len(), SWITCHES.len());
            assert_ne!(scenario.hash, bare.hash, "{}", account.name);
        }
    }

    #[test]
    fn a_misspelt_theory_is_refused_with_the_nearest() {
        let problem = draft("rigby-daniel").expect_err("misspelt");
        assert!(format!("{problem:?}").contains("rigby-daniels"));
    }
}
