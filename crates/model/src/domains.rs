//! When two lives begin to differ in each part of the country: who lives on the land, who sits where,
//! what is decided, what things cost.

use std::sync::atomic::{AtomicBool, Ordering};

use evidence::Evidence;
use kernel::Month;
use society::Society;

use crate::life::Life;
use crate::run::{Plan, Stop};

/// Whether two countries differ in a part.
type Differ = fn(&Society, &Society) -> bool;

/// The parts of the country, each with its test.
pub const DOMAINS: [(&str, Differ); 10] = [
    ("regions: grain, animals, unrest", |a, b| a.regions != b.regions),
    ("households", |a, b| a.households != b.households),
    ("prices", |a, b| a.market != b.market),
    ("industry", |a, b| a.trusts != b.trusts),
    ("money", |a, b| a.accounts != b.accounts),
    ("members of the party", |a, b| a.members != b.members),
    ("posts of the party", |a, b| a.posts != b.posts),
    ("offices of the state", |a, b| a.offices != b.offices),
    ("leaders' seats", |a, b| a.leaders.seats != b.leaders.seats),
    ("decisions", decisions),
];

/// Whether the bodies carry something else this month, or have something else before them.
fn decisions(a: &Society, b: &Society) -> bool {
    let carried = |society: &Society| {
        let motions = society.agenda.motions.iter();
        motions.map(|motion| (motion.id.clone(), motion.outcome.carried)).collect::<Vec<_>>()
    };
    carried(a) != carried(b)
}

/// The first difference in a part of the country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct First {
    /// The part, as [`DOMAINS`] names it.
    pub domain: &'static str,
    /// The first month at whose end, or within which, it differs.
    pub month: Month,
    /// The step of that month after which it differs first: a mechanism, or in words what the month
    /// does beside its mechanisms.
    pub step: &'static str,
}

/// The first difference in each part of the country, in order of time; parts that never differ at
/// the end of a month are left out.
///
/// # Errors
/// As [`crate::live`].
pub fn firsts(
    one: &Plan,
    other: &Plan,
    evidence: &Evidence,
    cancelled: &AtomicBool,
    month_done: &mut dyn FnMut(Month),
) -> Result<Vec<First>, Stop> {
    let (mut a, mut b) = (Life::new(one, evidence)?, Life::new(other, evidence)?);
    let mut found: Vec<First> = Vec::new();
    let open: Vec<_> =
        DOMAINS.iter().filter(|(_, differ)| differ(a.society(), b.society())).collect();
    found.extend(open.iter().map(|(domain, _)| First {
        domain,
        month: crate::FIRST,
        step: "the start",
    }));
    while let (Some(month), Some(_)) = (a.next(), b.next()) {
        if cancelled.load(Ordering::Relaxed) {
            return Err(Stop::Cancelled);
        }
        let before = (a.clone(), b.clone());
        a.live_month()?;
        b.live_month()?;
        let known = |domain: &str| found.iter().any(|first| first.domain == domain);
        let new: Vec<_> = DOMAINS
            .iter()
            .filter(|(domain, differ)| !known(domain) && differ(a.society(), b.society()))
            .collect();
        if !new.is_empty() {
            let (one, other) = (before.0.steps()?, before.1.steps()?);
            let step = |differ: &Differ| {
                let parted = one.iter().zip(&other).find(|((_, a), (_, b))| differ(a, b));
                parted.map_or("the settling of the month", |((step, _), _)| step)
            };
            found.extend(new.iter().map(|(domain, differ)| First {
                domain,
                month,
                step: step(differ),
            }));
        }
        month_done(month);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Theory, Timeline};
    use std::sync::Arc;

    fn plan(evidence: &Evidence) -> Plan {
        Plan {
            seed: 1917,
            draw: 0,
            households: 300,
            members: 200,
            timeline: Arc::new(Timeline::from_evidence(evidence).expect("history can be set")),
            theory: Theory::central(),
            silenced: std::collections::BTreeSet::new(),
            freedom: crate::Freedom::Pinned,
            until: Month::new(1919, 6),
        }
    }

    fn told(one: &Plan, other: &Plan, evidence: &Evidence) -> Vec<First> {
        firsts(one, other, evidence, &AtomicBool::new(false), &mut |_| {}).expect("no breach")
    }

    #[test]
    fn one_plan_differs_from_itself_in_no_part() {
        let evidence = Evidence::embedded().expect("the embedded evidence is whole");
        assert_eq!(told(&plan(&evidence), &plan(&evidence), &evidence), []);
    }

    #[test]
    fn a_silenced_mechanism_of_money_is_where_money_parts_first() {
        let evidence = Evidence::embedded().expect("the embedded evidence is whole");
        let (base, mut quiet) = (plan(&evidence), plan(&evidence));
        quiet.silenced.insert("issue-money".to_owned());
        let found = told(&base, &quiet, &evidence);
        let money = found.iter().find(|first| first.domain == "money").expect("it differs");
        assert_eq!((money.month, money.step), (crate::FIRST, "issue-money"));
        assert!(found.iter().map(|first| first.month).is_sorted());
    }

    #[test]
    fn a_fork_of_a_life_goes_on_as_the_life_does_unless_something_is_silenced() {
        let evidence = Evidence::embedded().expect("the embedded evidence is whole");
        let plan = plan(&evidence);
        let mut life = Life::new(&plan, &evidence).expect("complete start");
        while life.next().is_some_and(|month| month < Month::new(1918, 6)) {
            life.live_month().expect("no breach");
        }
        let (mut fork, mut quiet) = (life.clone(), life.clone());
        quiet.silence(["issue-money"]);
        while life.next().is_some() {
            for life in [&mut life, &mut fork, &mut quiet] {
                life.live_month().expect("no breach");
            }
        }
        assert!(life.society() == fork.society() && life.society() != quiet.society());
    }
}
