//! Who is compared: the central account, the sixteen of the ledger, and the lecture with the ban.

use lab::scenario::theories;
use model::{SWITCHES, Theory};

/// Key of the account whose switches stand at the centre of their priors.
pub const CENTRAL: &str = "central";
/// Ending of the key of an account to which the ban on factions and repression were added.
const WITH_BAN: &str = "+M17";
/// The account that leaves the ban out, which is therefore scored with it too (ledger, section 4).
const LEAVES_OUT: &str = "T01";
/// Number and strength of the switch that is added: as strong as an account that rests on it needs.
const BAN: (&str, f64) = ("M17", 1.0);

/// An account: the strength of every switch.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// Name, as `--theory` takes it, or [`CENTRAL`].
    pub key: String,
    /// Number in the ledger; empty for the central account.
    pub number: String,
    /// Whose account it is.
    pub title: String,
    /// Strength of each switch, in the order of [`SWITCHES`].
    pub strengths: Vec<f64>,
}

impl Account {
    /// Places of the switches in [`Theory::parameters`], with their strengths.
    pub fn held(&self) -> Vec<(usize, f64)> {
        places().into_iter().zip(self.strengths.iter().copied()).collect()
    }

    /// Whether this is the account beside which the others are scored.
    pub fn is_central(&self) -> bool {
        self.key == CENTRAL
    }
}

/// Places of the switches in [`Theory::parameters`], in the order of [`SWITCHES`].
pub(super) fn places() -> Vec<usize> {
    let parameters = Theory::parameters();
    let of = |name: &str| {
        let is = |p: &model::NamedParameter| p.mechanism == "switches" && p.declared.name == name;
        parameters.iter().position(is)
    };
    SWITCHES.iter().filter_map(|(_, name)| of(name)).collect()
}

/// The central account first, then those of the ledger in its order, the one that leaves the ban out
/// followed by itself with the ban.
pub fn accounts() -> Vec<Account> {
    let parameters = Theory::parameters();
    let centre = |&place: &usize| parameters[place].declared.prior.centre();
    let mut all = vec![Account {
        key: CENTRAL.to_owned(),
        number: String::new(),
        title: "Central: every switch at the centre of its prior".to_owned(),
        strengths: places().iter().map(centre).collect(),
    }];
    for shipped in theories::accounts() {
        let strength = |(_, name): &(&str, &str)| {
            let full = format!("switches.{name}");
            let found = shipped.switches.iter().find(|(one, _)| *one == full);
            found.map_or(f64::NAN, |(_, value)| *value)
        };
        let account = Account {
            key: shipped.name.clone(),
            number: shipped.passport.text("theory"),
            title: shipped.title.clone(),
            strengths: SWITCHES.iter().map(strength).collect(),
        };
        let leaves_out = account.number == LEAVES_OUT;
        all.push(account);
        if leaves_out && let Some(last) = all.last() {
            all.push(with_ban(last));
        }
    }
    all
}

fn with_ban(account: &Account) -> Account {
    let strength = |((number, _), own): (&(&str, &str), &f64)| {
        if *number == BAN.0 { BAN.1 } else { *own }
    };
    Account {
        key: format!("{}{WITH_BAN}", account.key),
        number: format!("{}{WITH_BAN}", account.number),
        title: format!("{}, with {} added", account.title, BAN.0),
        strengths: SWITCHES.iter().zip(&account.strengths).map(strength).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eighteen_settings_and_every_switch_of_each_within_its_prior() {
        let all = accounts();
        assert_eq!(all.len(), 18);
        let parameters = Theory::parameters();
        for account in &all {
            assert_eq!(account.held().len(), SWITCHES.len(), "{}", account.key);
            for (place, value) in account.held() {
                let declared = parameters[place].declared;
                assert!(declared.prior.allows(value), "{}: {}", account.key, declared.name);
            }
        }
    }

    #[test]
    fn the_lecture_with_the_ban_differs_from_the_lecture_in_the_ban_alone() {
        let all = accounts();
        let find = |key: &str| all.iter().find(|a| a.key == key).expect("it is there");
        let (bare, added) = (find("lecture"), find("lecture+M17"));
        let apart = |n: &usize| bare.strengths[*n] != added.strengths[*n];
        let differ: Vec<usize> = (0..SWITCHES.len()).filter(apart).collect();
        assert_eq!(differ.iter().map(|&n| SWITCHES[n].0).collect::<Vec<_>>(), ["M17"]);
    }
}
