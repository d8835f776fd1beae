//! The books: what must balance, exactly, in every month of every run.

use std::fmt;

use kernel::{Id, Lineage, Month, pass, weighted};
use serde::{Deserialize, Serialize};
use society::{Agenda, Currency, Motion, Offices, Posts, REGIONS, Sector, Society};

/// A law that did not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    /// The month.
    pub month: Month,
    /// The mechanism after which the account no longer balanced, once known.
    pub mechanism: &'static str,
    /// The account.
    pub account: String,
    /// What is too much (or, negative, too little).
    pub difference: i128,
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the books do not balance in {}: `{}` is off by {} after `{}`; this is a fault of the \
             program, not of your input",
            self.month, self.account, self.difference, self.mechanism
        )
    }
}

impl std::error::Error for Breach {}

/// The stocks at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stocks {
    people: i64,
    grain: Vec<i64>,
    goods: i64,
    land: Vec<i64>,
    reserves: i64,
    members: i64,
    /// Numbers given out to members so far, one a row: nobody bears another's.
    numbers: i64,
}

impl Stocks {
    /// Counts everything.
    pub fn take(society: &Society) -> Stocks {
        let h = &society.households;
        let regions = &society.regions;
        let (mut grain, mut land) = (Vec::new(), Vec::new());
        let mut people = society.towns.people.total().0 + society.state.army.0;
        for region in regions.control.ids() {
            let rows = &h.rows[region];
            let columns = (
                h.weight.of(rows),
                h.mouths.of(rows),
                h.land.of(rows),
                h.grain.of(rows),
                h.hidden.of(rows),
            );
            let [kg, ha, mouths] = pass(
                columns,
                #[inline(always)]
                |sums: &mut [i64; 3], (weight, mouths, land, grain, hidden)| {
                    sums[0] += weighted(weight, grain) + weighted(weight, hidden);
                    sums[1] += weighted(weight, land);
                    sums[2] += weighted(weight, mouths);
                },
            );
            people += mouths;
            let places = regions.village_grain[region].0
                + regions.state_grain[region].0
                + regions.trader_grain[region].0;
            grain.push(kg + places);
            land.push(ha + regions.land_reserve[region].0);
        }
        let goods = society.trusts.stock.total() + society.trade.private_goods;
        Stocks {
            people,
            grain,
            goods: (goods + society.trade.state_goods).0,
            land,
            reserves: society.state.reserves.0,
            members: society.members.persons(),
            numbers: i64::from(society.members.recruits_so_far),
        }
    }

    /// Whether the society has got from these stocks to where it is by the flows of its month.
    ///
    /// Returns the stocks as they are now.
    ///
    /// # Errors
    /// The first account that does not balance, and by how much.
    pub fn balance(&self, society: &Society) -> Result<Stocks, (String, i128)> {
        let now = Stocks::take(society);
        check_people(self, &now, society)?;
        check_members(self, &now, society)?;
        check_grain(self, &now, society)?;
        check_goods(self, &now, society)?;
        for (r, (now, total)) in now.land.iter().zip(society.regions.land_total.all()).enumerate() {
            nought(|| format!("land of {}", REGIONS[r]), i128::from(now - total.0))?;
        }
        check_exchange(self, &now, society)?;
        check_money(society)?;
        check_offices(&society.offices)?;
        check_posts(&society.posts)?;
        check_votes(&society.agenda)?;
        Ok(now)
    }
}

fn nought(account: impl FnOnce() -> String, difference: i128) -> Result<(), (String, i128)> {
    if difference == 0 { Ok(()) } else { Err((account(), difference)) }
}

fn check_people(before: &Stocks, now: &Stocks, society: &Society) -> Result<(), (String, i128)> {
    let f = &society.people;
    let change = f.born - f.died - f.emigrated + f.returned;
    nought(|| "people".into(), i128::from(now.people - before.people - change.0))
}

/// Whoever is in the party was there a month ago or joined, under a number of his own; whoever is no
/// longer there died, walked out or was expelled.
fn check_members(before: &Stocks, now: &Stocks, society: &Society) -> Result<(), (String, i128)> {
    let f = &society.member_flows;
    let expelled: i64 = f.expelled.iter().sum();
    let change = f.joined - f.died - f.quit - expelled;
    nought(|| "members of the party".into(), i128::from(now.members - before.members - change))?;
    let numbered = society.members.heads * (now.numbers - before.numbers);
    nought(|| "numbers of members".into(), i128::from(numbered - f.joined))
}

fn check_grain(before: &Stocks, now: &Stocks, society: &Society) -> Result<(), (String, i128)> {
    let g = &society.grain;
    for (r, name) in REGIONS.iter().enumerate() {
        let id = Id::new(r);
        let inflow = g.harvest[id] + g.imported[id] + g.transported[id];
        let outflow = g.seed[id]
            + g.food_rural[id]
            + g.food_town[id]
            + g.food_army[id]
            + g.feed[id]
            + g.exported[id]
            + g.lost[id];
        let difference = now.grain[r] - before.grain[r] - (inflow - outflow).0;
        nought(|| format!("grain of {name}"), i128::from(difference))?;
    }
    nought(|| "grain in transport".into(), i128::from(g.transported.total().0))
}

fn check_goods(before: &Stocks, now: &Stocks, society: &Society) -> Result<(), (String, i128)> {
    let f = &society.goods;
    let inflow = f.output + f.imported;
    let outflow = f.villages + f.towns + f.state + f.investment + f.inputs + f.exported + f.lost;
    nought(|| "goods".into(), i128::from(now.goods - before.goods - (inflow - outflow).0))
}

/// Exports and credit pay for imports and service; the rest changes the reserves. Private trade
/// pays for itself or is paid by private credit.
fn check_exchange(before: &Stocks, now: &Stocks, society: &Society) -> Result<(), (String, i128)> {
    let f = &society.abroad;
    let earned = f.exports + f.private_exports + f.credit + f.gifts;
    let spent = f.imports + f.private_imports + f.service;
    nought(|| "foreign exchange".into(), i128::from((earned - spent - f.reserve_change).0))?;
    let change = now.reserves - before.reserves;
    nought(|| "gold reserve".into(), i128::from(change - f.reserve_change.0))
}

/// Every row of the transactions matrix and every currency sums to zero; nobody but the issuer owes
/// money it has not got.
fn check_money(society: &Society) -> Result<(), (String, i128)> {
    let accounts = &society.accounts;
    for currency in Currency::ALL {
        let c = currency as usize;
        nought(|| format!("{currency:?} in all"), accounts.balances[c].iter().sum())?;
        for (flow, row) in society::Flow::ALL.iter().zip(&accounts.matrix[c]) {
            nought(|| format!("{currency:?}: {}", flow.name()), row.iter().sum())?;
        }
        for sector in Sector::ALL.into_iter().filter(|s| *s != Sector::Bank) {
            let overdrawn = accounts.balance(currency, sector).min(0);
            nought(|| format!("{currency:?} of {}", sector.name()), overdrawn)?;
        }
    }
    Ok(())
}

/// Nobody sits in an office twice: old officials, Communists and empty places are parts of its
/// staff.
fn check_offices(offices: &Offices) -> Result<(), (String, i128)> {
    let beyond = |office| {
        let parts = offices.old[office] + offices.communists[office] + offices.vacant[office];
        (parts - offices.staff[office]).0.max(0)
    };
    let all: i64 = offices.staff.ids().map(beyond).sum();
    nought(|| "places in offices".into(), i128::from(all))
}

/// A post has one holder or none, and nobody holds two.
fn check_posts(posts: &Posts) -> Result<(), (String, i128)> {
    let holders = posts.holder.all();
    // Each person goes to the first free place from his own on: whoever meets himself there holds
    // a second post.
    let places = (2 * holders.len()).next_power_of_two();
    let mut seen: Vec<Option<Lineage>> = vec![None; places];
    let mut twice = 0;
    for &person in holders.iter().flatten() {
        let mut at = person.0 as usize % places;
        while seen[at].is_some_and(|other| other != person) {
            at = (at + 1) % places;
        }
        twice += i128::from(seen[at].is_some());
        seen[at] = Some(person);
    }
    nought(|| "holders of two posts".into(), twice)
}

/// Whoever is present votes once, for an option or for none.
fn check_votes(agenda: &Agenda) -> Result<(), (String, i128)> {
    let voted = |motion: &&Motion| motion.outcome.voted;
    for motion in agenda.motions.iter().filter(voted) {
        let (outcome, options) = (&motion.outcome, motion.choices.len());
        let cast: i64 = outcome.votes.iter().sum();
        nought(|| format!("votes on {}", motion.id), i128::from(cast - outcome.present))?;
        if outcome.roll.is_empty() {
            continue;
        }
        // By name where there is a roll-call, in the order of the leaders.
        for (option, votes) in outcome.votes.iter().enumerate() {
            let named = |choice: &Option<u8>| choice.map_or(options, usize::from) == option;
            let names = outcome.roll.iter().filter(|(_, choice)| named(choice)).count() as i64;
            nought(|| format!("roll-call on {}", motion.id), i128::from(names - votes))?;
        }
        let twice =
            outcome.roll.windows(2).filter(|two| two[0].0.number() >= two[1].0.number()).count();
        nought(|| format!("voters on {}", motion.id), twice as i128)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{Kilograms, People};

    fn society() -> Society {
        let evidence = evidence::Evidence::embedded().expect("the embedded evidence is whole");
        crate::testing_society(&evidence)
    }

    #[test]
    fn an_untouched_society_balances() {
        let society = society();
        let stocks = Stocks::take(&society);
        assert_eq!(stocks.balance(&society).as_ref(), Ok(&stocks));
    }

    #[test]
    fn each_leak_is_found_and_named() {
        let whole = society();
        let stocks = Stocks::take(&whole);
        let leak = |change: fn(&mut Society)| {
            let mut society = whole.clone();
            change(&mut society);
            stocks.balance(&society).expect_err("a leak").0
        };
        assert_eq!(leak(|s| s.state.army += People(1)), "people");
        let kilogram = leak(|s| s.regions.village_grain.all_mut()[3] += Kilograms(1));
        assert_eq!(kilogram, "grain of volga");
        assert_eq!(leak(|s| s.trade.private_goods += kernel::Goods(1)), "goods");
        assert_eq!(leak(|s| s.accounts.balances[0][0] += 1), "Sovznak in all");
        assert_eq!(leak(|s| s.state.reserves += kernel::GoldKopecks(1)), "gold reserve");
        assert_eq!(leak(|s| s.member_flows.joined += 1), "members of the party");
        assert_eq!(leak(|s| s.members.recruits_so_far += 1), "numbers of members");
        let doubled = |s: &mut Society| s.posts.holder.all_mut()[3] = s.posts.holder.all()[4];
        assert_eq!(leak(doubled), "holders of two posts");
        let seats = |s: &mut Society| s.offices.vacant.all_mut()[5] = s.offices.staff.all()[5];
        assert_eq!(leak(seats), "places in offices");
        assert_eq!(leak(|s| s.households.land.all_mut()[0] += 1), "land of north-west");
    }

    /// A body of three that votes two to one, and what is not a vote.
    #[test]
    fn nobody_votes_twice_and_everybody_is_counted() {
        let vote = |votes: &[i64], roll: &[(usize, Option<u8>)]| {
            let outcome = society::Outcome {
                voted: true,
                votes: votes.to_vec(),
                present: 3,
                roll: roll.iter().map(|&(id, choice)| (Id::new(id), choice)).collect(),
                ..Default::default()
            };
            let choices = vec![society::Choice::default(); 2];
            let motion = Motion { id: "x".into(), choices, outcome, ..Default::default() };
            check_votes(&Agenda { motions: vec![motion], ..Default::default() }).map_err(|e| e.0)
        };
        let roll = [(1, Some(0)), (2, Some(1)), (5, None)];
        assert_eq!(vote(&[1, 1, 1], &roll), Ok(()));
        assert_eq!(vote(&[1, 1, 1], &[]), Ok(()));
        assert_eq!(vote(&[2, 1, 1], &roll), Err("votes on x".into()));
        assert_eq!(vote(&[2, 0, 1], &roll), Err("roll-call on x".into()));
        let twice = [(1, Some(0)), (1, Some(1)), (5, None)];
        assert_eq!(vote(&[1, 1, 1], &twice), Err("voters on x".into()));
    }
}
